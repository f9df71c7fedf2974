"""Are pairs found that a person would want to see, few others, and without comparing everything with everything?"""

import random

import pytest

from kg import similar
from kg.similar import Described, Likeness, actors, alike, issues

ALIKE = [
    ("Person", "Sergei Lavrov", "Person", "Sergey Lavrow"),
    ("Person", "Muammar Gaddafi", "Person", "Moammar Qadhafi"),
    ("Person", "Volodymyr Zelensky", "Person", "Volodimir Zelenskiy"),
    ("Person", "S. Lavrov", "Person", "Sergei Lavrov"),
    ("Person", "Lavrov", "Person", "Sergei Lavrov"),
    ("Person", "Kim Yo Jong", "Person", "Yo Jong Kim"),
    ("Organization", "International Grain Council", "Organization", "IGC"),
    ("Organization", "Ministry of Defence", "Government", "Ministry of Defense"),
    ("Organization", "Kivu Liberation Front", "ArmedGroup", "Kivu Liberation Front of Congo"),
    ("Organization", "Fjord Council", "ArmedGroup", "Fjord Councill"),
    ("Organization", "Wagner Group", "Person", "Wagner Group"),
]
APART = [
    ("Person", "Kim Jong Un", "Person", "Kim Jong Il"),
    ("Person", "George Bush", "Person", "Jeb Bush"),
    ("Person", "John Smith", "Person", "Mary Smith"),
    ("Person", "Xi", "Person", "Xi Jinping"),
    ("Person", "Ada Linde", "Organization", "Ada Linden"),
    ("Organization", "Fifth Fleet 5", "Organization", "Fifth Fleet 7"),
    ("State", "Iran", "State", "Iraq"),
    ("State", "North Korea", "State", "South Korea"),
    ("Organization", "European Council", "Organization", "European Commission"),
    ("Organization", "UN", "Organization", "United Nations"),
    ("Organization", "Party", "Organization", "Fjord Party"),
]


@pytest.mark.parametrize(("type_", "name", "other_type", "other"), ALIKE)
def test_pairs_that_may_be_one_are_found_with_a_reason(type_: str, name: str, other_type: str, other: str) -> None:
    one, two = Described("a", type_, (name,)), Described("b", other_type, (other,), known=True)
    [pair] = actors([one, two])
    assert (pair.one, pair.other) == ("a", "b")
    assert 0.4 < pair.score < 1
    assert name in pair.reasons[0] or other in pair.reasons[0]
    assert alike(two, one) is not None


@pytest.mark.parametrize(("type_", "name", "other_type", "other"), APART)
def test_pairs_that_are_two_are_not_listed(type_: str, name: str, other_type: str, other: str) -> None:
    one, two = Described("a", type_, (name,)), Described("b", other_type, (other,), known=True)
    assert alike(one, two) is None
    assert list(actors([one, two])) == []


def test_known_actors_are_not_compared_with_each_other() -> None:
    twins = [Described(key, "Person", ("Ada Linde",), known=True) for key in "ab"]
    assert list(actors(twins)) == []
    assert len(list(actors([*twins, Described("c", "Person", ("Ada Linde",))]))) == 2


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("ukraine:troops", "US boots"), ("ground.troops", "us boots"), "same wording: 'us boots'"),
        (("ukraine:troops", "troops in Ukraine"), ("troops", "troops"), "only one has 'ukraine'"),
        (("ukraine:force.peace", "peace force"), ("force.peace", "force for peace"), "only one has 'ukraine'"),
        (("ukraine:force.keep.peace", "a"), ("ukraine:force.make.peace", "b"), "'keep' or 'make'"),
    ],
)
def test_issues_that_may_be_one(one: tuple[str, str], other: tuple[str, str], reason: str) -> None:
    [pair] = issues({one[0]: [one[1]], other[0]: [other[1]]})
    assert reason in pair.reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("russia:sanctions", "sanctions"), ("iran:sanctions", "sanctions")),
        (("ukraine:troops", "troops"), ("ukraine:not.troops", "troops")),
        (("deal", "deal"), ("deal.grain", "grain deal")),
        (("ukraine:aid", "aid"), ("ukraine:troops", "troops")),
        (("russia:sanctions", "a"), ("sanctions.oil", "b")),
    ],
)
def test_issues_that_are_two(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert list(issues({one[0]: [one[1]], other[0]: [other[1]]})) == []


def many(count: int) -> list[Described]:
    """Persons of made-up names, a third of last names shared by some."""
    rng = random.Random(0)

    def word(size: int) -> str:
        return "".join(rng.choices("abdefgiklmnoprstuvz", k=size)).capitalize()

    lasts = [word(7) for _ in range(count // 3)]
    return [Described(f"p{n}", "Person", (f"{word(6)} {rng.choice(lasts)}",)) for n in range(count)]


def test_the_work_grows_with_the_number_of_actors_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    plain = similar.alike

    def counted(one: Described, other: Described) -> Likeness | None:
        compared.append(one.id)
        return plain(one, other)

    monkeypatch.setattr(similar, "alike", counted)

    def pairs(count: int) -> int:
        compared.clear()
        list(actors(many(count)))
        return len(compared)

    few, lots = pairs(500), pairs(4000)
    assert few > 50
    assert lots < 2 * 8 * few


def test_a_crowd_of_namesakes_is_passed_over() -> None:
    crowd = [Described(f"p{n}", "Person", ("Kim",)) for n in range(200)]
    assert list(actors(crowd)) == []


def test_order_makes_no_difference() -> None:
    items = many(300)
    found: list[Likeness] = list(actors(items))
    assert list(actors(reversed(items))) == found
