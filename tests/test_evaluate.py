"""The scores: what counts as found, wrong, neither; and the same figures as the shared scorer."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import evaluate, lines
from kg.errors import ArticleError
from kg.extract.pipeline import Extractor

GOLD: dict[str, Any] = {
    "doc": "a", "sentence": "Oslo backs the truce.", "subject": "Norway", "relation": "supports", "also": ["accepts"],
    "object": "truce", "polarity": "pro", "modality": "asserted", "speaker": None, "issue": "truce", "core": True,
}  # fmt: skip
SAID: dict[str, Any] = {
    "doc": "a1", "sentence": "Oslo backs the truce.", "subject": {"label": "Oslo"}, "relation": "supports",
    "object": {"label": "the truce", "id": "truce"}, "polarity": "pro", "modality": "asserted", "speaker": None,
    "rule": "svo:back", "issue": "truce",
}  # fmt: skip
ALIASES = {"norway": "norway", "oslo": "norway"}


def figures(gold: list[dict[str, Any]], said: list[dict[str, Any]]) -> dict[str, float]:
    return dict(evaluate.score(gold, said, ALIASES).figures)


def test_right() -> None:
    found = figures([GOLD], [SAID])
    assert (found["precision"], found["recall"], found["polarity"], found["speaker"]) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    "change",
    [{"relation": "opposes"}, {"object": {"label": "the ban"}}, {"subject": {"label": "Lima"}}, {"sentence": "Rome left."}],
)
def test_wrong(change: dict[str, Any]) -> None:
    found = figures([GOLD], [{**SAID, **change}])
    assert (found["precision"], found["recall"], found["wrong"]) == (0, 0, 1)


def test_accepted_relation_is_right_but_not_exact() -> None:
    found = figures([GOLD], [{**SAID, "relation": "accepts"}])
    assert (found["precision"], found["recall"], found["relation_exact"]) == (1, 1, 0)


def test_what_is_not_core_and_what_is_said_twice_count_neither_way() -> None:
    found = figures([{**GOLD, "core": False}, {**GOLD, "object": "ban"}], [SAID, SAID, {**SAID, "object": {"label": "ban"}}])
    assert (found["core"], found["found"], found["wrong"], found["precision"]) == (1, 1, 0, 1)


def test_polarity_modality_and_speaker_are_counted_apart() -> None:
    found = figures([GOLD], [{**SAID, "polarity": "con", "modality": "possible", "speaker": {"label": "Lima"}}])
    assert (found["recall"], found["polarity"], found["modality"], found["speaker"]) == (1, 0, 0, 0)


def test_by_rule() -> None:
    outcome = evaluate.score([GOLD], [SAID, {**SAID, "object": {"label": "ban"}}], ALIASES)
    assert outcome.by_rule == {"svo:back": (1, 1, 0)}
    assert "svo:back" in evaluate.report(outcome)


def test_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a"}\n{"doc": \n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2"):
        evaluate.read_items(path)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("gold", "articles", "precision", "recall"), [("gold.dev", "seeds", 0.94, 0.83), ("gold.dev2", "eval/articles", 0.91, 0.80)]
)
def test_agrees_with_the_shared_scorer_and_keeps_the_floor(
    shared: Path, extractor: Extractor, tmp_path: Path, gold: str, articles: str, precision: float, recall: float
) -> None:
    predicted = tmp_path / "predicted.jsonl"
    read = [a for a in kg.read(shared / articles) if isinstance(a, kg.Article)]
    text = "".join(f"{line}\n" for extraction in extractor.pipe(read) for line in lines.json_lines(extraction))
    predicted.write_text(text, encoding="utf-8")
    file = shared / "eval" / f"{gold}.jsonl"
    command = [sys.executable, str(shared / "eval" / "score.py"), str(file), str(predicted), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    aliases = evaluate.read_aliases(shared / "eval" / "aliases.tsv")
    ours = evaluate.score(evaluate.read_items(file), evaluate.read_items(predicted), aliases).figures
    assert {name: round(value, 3) for name, value in ours.items()} == {name: round(theirs[name], 3) for name in ours}
    assert ours["precision"] >= precision
    assert ours["recall"] >= recall
