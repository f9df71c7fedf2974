"""Who did it to whom, where the words are indirect: each with the other, by way of a raid, a policy or a means."""

import pytest
from test_extraction import claims, line, read

from kg.extract.pipeline import Extractor


def lines(extractor: Extractor, text: str) -> list[str]:
    return [line(s) for s in claims(read(extractor, text))]


EACH_OTHER = [
    "Chad and Libya fought a border war in 1987.",
    "Chad and Libya went to war over the strip.",
    "Chad and Libya exchanged artillery fire.",
    "Chad and Libya clashed near the oasis.",
    "The war between Chad and Libya killed thousands.",
]


@pytest.mark.parametrize("text", EACH_OTHER)
def test_force_goes_both_ways(extractor: Extractor, text: str) -> None:
    found = lines(extractor, text)
    assert {"Chad attacks > Libya: con asserted firm", "Libya attacks > Chad: con asserted firm"} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Libya clashed over the budget.",
        "Chad and Libya fought together.",
        "Chad and Libya will not fight a war.",
        "Chad and Libya exchanged letters.",
        "Chad and Libya interfered in the election.",
    ],
)
def test_no_force_between_them(extractor: Extractor, text: str) -> None:
    assert not [found for found in lines(extractor, text) if "attacks > Chad" in found or "attacks > Libya" in found]


DEEDS = [
    ("A fisherman was killed in a drone strike by Turkey.", ["Turkey attacks > fisherman: con asserted firm"]),
    ("A farmer was hit by a Turkish missile.", ["Turkey attacks > farmer: con asserted firm"]),
    ("Turkish air raids destroyed the depot.", ["Turkey attacks > depot: con asserted firm"]),
    ("Syria used cluster bombs against the town.", ["Syria attacks > town: con asserted firm"]),
    ("Ethiopia fought a war against Somalia.", ["Ethiopia attacks > Somalia: con asserted firm"]),
    ("Turkish rockets may have hit the depot.", ["Turkey attacks > depot: con possible soft"]),
    ("Three farmers were killed in the Kabul bombing.", []),
    ("Three farmers were killed in the Syrian war.", []),
    ("Three sailors were killed in Turkish waters.", []),
    ("Turkish rockets did not hit the depot.", []),
]


@pytest.mark.parametrize(("text", "expected"), DEEDS, ids=[case[0] for case in DEEDS])
def test_whose_raid_it_was(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


COMPLEMENTS = [
    ("Malta has maintained a policy of turning away migrants.", ["Malta sanctions > migrants: con asserted firm"]),
    (
        "Peru condemned Malta's policy of turning away migrants.",
        [
            "Peru criticizes > Malta's policy of turning away migrants: con asserted firm",
            "Malta sanctions > migrants: con asserted firm",
        ],
    ),
    ("Kenya has the option of expelling the envoy.", ["Kenya sanctions > envoy: con possible soft"]),
    ("Malta does not have a policy of turning away migrants.", []),
    (
        "Peru condemned a policy of turning away migrants.",
        ["Peru criticizes > policy of turning away migrants: con asserted firm"],
    ),
    (
        "Peru has resisted American efforts to isolate Cuba.",
        [
            "Peru opposes > American efforts to isolate Cuba: con asserted firm",
            "United States sanctions > Cuba: con possible soft",
        ],
    ),
    (
        "Egypt welcomed an offer from Turkey to mediate.",
        [
            "Egypt supports > offer from Turkey to mediate: pro asserted firm",
            "Turkey pledges > mediate: pro asserted firm",
        ],
    ),
    ("Kenya said the attacks from Somalia on the border had ended.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMPLEMENTS, ids=[case[0] for case in COMPLEMENTS])
def test_who_does_what_completes_a_noun(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = lines(extractor, text)
    assert found == expected or (not expected and not [f for f in found if " states " not in f])


STILL_HELD = [
    ("Peru pressed Lukashenko to withdraw his support for Russia.", "supports", "pro", "asserted"),
    ("Lukashenko did not withdraw his support for Russia.", "supports", "pro", "asserted"),
    ("Lukashenko withdrew his support for Russia.", "opposes", "con", "asserted"),
    ("Lukashenko will withdraw his support for Russia.", "opposes", "con", "future"),
]


@pytest.mark.parametrize(("text", "relation", "polarity", "modality"), STILL_HELD, ids=[case[0] for case in STILL_HELD])
def test_a_stance_ends_only_where_it_is_withdrawn(
    extractor: Extractor, text: str, relation: str, polarity: str, modality: str
) -> None:
    (s,) = (s for s in claims(read(extractor, text)) if s.object.label == "Russia")
    assert (s.relation, s.polarity, s.modality) == (relation, polarity, modality)


COMING = [
    ("EU talks with Oman could resume in May.", ["European Union consults > Oman: neutral possible soft"]),
    ("EU talks with Oman failed.", ["European Union consults > Oman: neutral asserted firm"]),
    ("EU talks with Oman will not resume.", []),
    ("EU talks with Oman should include a clause on oil.", []),
    ("Oman would get the aid by releasing the prisoners.", ["Oman yields > prisoners: pro future soft"]),
]


@pytest.mark.parametrize(("text", "expected"), COMING, ids=[case[0] for case in COMING])
def test_what_is_still_to_come_is_no_fact(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected
