"""Who is meant and who speaks, where nobody is named: officials, minorities, documents, short forms, and when to abstain."""

from pathlib import Path

import pytest

from kg.extract.pipeline import Extractor
from kg.model import Article, Statement

ROWS = [line.split("\t") for line in (Path(__file__).parent / "stress" / "speakers.tsv").read_text("utf-8").splitlines()[1:]]
"""Class, text, and all its statements but roles: "subject relation object < speaker", the last two only where they tell."""


def said(s: Statement, *, whole: bool) -> str:
    """A statement in the words of the table."""
    told = f" {s.object.label}" if whole else ""
    source = f" < {s.attribution.source.label}" if s.attribution is not None else ""
    return f"{s.subject.label} {s.relation}{told}{source}"


@pytest.mark.parametrize(("kind", "text", "expected"), ROWS, ids=[text for _, text, _ in ROWS])
def test_who_is_meant(extractor: Extractor, kind: str, text: str, expected: str) -> None:
    found = [s for s in extractor(Article("a", "a", text)).statements if s.kind != "role"]
    got = sorted({said(s, whole=kind in {"which", "mutual"}) for s in found})
    assert "; ".join(got) == expected.removeprefix("-")


def test_the_table_has_every_class_with_and_without_an_answer() -> None:
    assert len(ROWS) >= 55
    silent = {kind for kind, _, expected in ROWS if expected == "-"}
    assert {"mission", "people", "document", "short", "nobody"} <= silent
