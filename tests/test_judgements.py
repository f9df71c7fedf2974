"""Do judgements add up: the same as the same is the same, what is different stays apart, what is withdrawn is gone?"""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import judgements
from kg.errors import JudgementError, TableError
from kg.judgements import Judgement, clusters, decide, standing, verdict
from kg.model import Verdict

NODES = [f"actor:{name}" for name in "abcdef"]
SAME, DIFFERENT, UNDO = Verdict


def judged(*rows: str) -> tuple[Judgement, ...]:
    """`a=b` is the same, `a/b` different, `a-b` withdrawn; each by Ann."""
    signs = {"=": SAME, "/": DIFFERENT, "-": UNDO}
    history: tuple[Judgement, ...] = ()
    for row in rows:
        history = decide(history, Judgement(signs[row[1]], f"actor:{row[0]}", f"actor:{row[2]}", "Ann", "2025-01-02"))
    return history


@pytest.mark.parametrize(
    ("rows", "pair", "expected"),
    [
        (["a=b"], "ab", SAME),
        (["a=b"], "ba", SAME),
        (["a=b", "b=c"], "ac", SAME),
        (["a=b", "c=d", "d=b"], "ac", SAME),
        (["a=b", "b/c"], "ac", DIFFERENT),
        (["a=b", "c=d", "b/c"], "ad", DIFFERENT),
        (["a/b", "b/c"], "ac", None),
        (["a=b", "b=c", "a-b"], "ac", None),
        (["a=b", "a-b"], "ab", None),
        (["a/b", "b-a", "b=a"], "ab", SAME),
        ([], "ab", None),
    ],
)
def test_what_all_judgements_say_of_a_pair(rows: list[str], pair: str, expected: Verdict | None) -> None:
    assert verdict(standing(judged(*rows)), f"actor:{pair[0]}", f"actor:{pair[1]}") is expected


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (["a=b", "b=c", "a/c"], ["actor:a ≠ actor:c", "actor:a = actor:b", "actor:b = actor:c"]),
        (["a/c", "a=b", "b=c"], ["actor:a ≠ actor:c", "actor:a = actor:b", "actor:b = actor:c"]),
        (["a=b", "c=d", "a/d", "b=c"], ["actor:a ≠ actor:d", "actor:b = actor:c"]),
        (["a=b", "a/b"], ["judged already: actor:a = actor:b"]),
        (["a/b", "b=a"], ["judged already: actor:a ≠ actor:b"]),
        (["a-b"], ["no judgement on actor:a and actor:b stands"]),
        (["a=b", "b=c", "a-c"], ["they are one by actor:a = actor:b", "actor:b = actor:c"]),
    ],
)
def test_a_clash_names_the_judgements(rows: list[str], named: list[str]) -> None:
    before = judged(*rows[:-1])
    with pytest.raises(JudgementError) as error:
        judged(*rows)
    for words in named:
        assert words in str(error.value)
    assert "undo" in str(error.value) or "kg merge list" in str(error.value)
    assert judged(*rows[:-1]) == before


@pytest.mark.parametrize(("one", "other"), [("actor:a", "actor:a"), ("actor:a", "issue:b"), ("outlet:a", "outlet:b"), ("a", "b")])
def test_only_two_actors_or_two_issues_can_be_judged(one: str, other: str) -> None:
    with pytest.raises(JudgementError):
        decide((), Judgement(SAME, one, other))


def test_the_same_verdict_again_changes_nothing() -> None:
    history = judged("a=b")
    assert decide(history, Judgement(SAME, "actor:b", "actor:a", "Bo")) == history


def test_a_file_holds_all_that_was_decided(tmp_path: Path) -> None:
    history = (
        *judged("a=b", "a-b", "c/d"),
        Judgement(SAME, "issue:x:y", "issue:y", "Zoë", "2025-02-03T04:05:06+00:00", "one\tand the\nsame", 0.9, "review"),
    )
    path = tmp_path / "graph.judgements.tsv"
    judgements.write(path, history)
    read = judgements.read(path)
    assert read[:3] == history[:3]
    assert (read[3].why, read[3].score, read[3].by) == ("one and the same", 0.9, "Zoë")
    judgements.write(path, read)
    assert judgements.read(path) == read
    assert judgements.read(tmp_path / "none.tsv") == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("same\tactor:a", ":2: 2 cells where 8 belong"),
        ("equal\tactor:a\tactor:b" + "\t" * 5, ":2: bad verdict 'equal': use one of same, different, undo"),
        ("same\tactor:a\tissue:b" + "\t" * 5, ":2: actor:a and issue:b can't be judged"),
        ("same\tactor:a\tactor:b\t\t\t\tmuch\t", ":2: could not convert"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "j.tsv"
    path.write_text("\t".join(judgements.COLUMNS) + "\n" + row + "\n")
    with pytest.raises(TableError, match=message):
        judgements.read(path)


def test_a_file_whose_rows_clash_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.tsv"
    judgements.write(path, [Judgement(SAME, "actor:a", "actor:b"), Judgement(SAME, "actor:b", "actor:c"),
                            Judgement(DIFFERENT, "actor:c", "actor:a")])  # fmt: skip
    with pytest.raises(JudgementError, match="clash"):
        judgements.read(path)


_DECISIONS = st.lists(st.tuples(st.sampled_from(Verdict), st.sampled_from(NODES), st.sampled_from(NODES)), max_size=25)


@given(_DECISIONS)
def test_whatever_is_decided_adds_up(decisions: list[tuple[Verdict, str, str]]) -> None:
    history: tuple[Judgement, ...] = ()
    for kind, one, other in decisions:
        try:
            history = decide(history, Judgement(kind, one, other))
        except JudgementError:
            continue
    now = standing(history)
    merged = clusters(now)
    for judgement in now:
        assert verdict(now, judgement.other, judgement.one) is judgement.verdict
    for node, members in merged.items():
        assert node in members
        assert len(members) > 1
        assert all(merged[member] == members for member in members)
        assert all(verdict(now, one, other) is SAME for one, other in pairwise(members))


@given(_DECISIONS, st.sampled_from(NODES), st.sampled_from(NODES))
def test_undo_restores_what_stood(decisions: list[tuple[Verdict, str, str]], one: str, other: str) -> None:
    history: tuple[Judgement, ...] = ()
    for kind, first, second in decisions:
        try:
            history = decide(history, Judgement(kind, first, second))
        except JudgementError:
            continue
    try:
        more = decide(history, Judgement(SAME, one, other))
    except JudgementError:
        return
    if more != history:
        assert standing(decide(more, Judgement(UNDO, other, one))) == standing(history)
