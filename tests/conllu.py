"""Stored parses: CoNLL-U files read as spaCy `Doc`s, so that a rule's test doesn't change with the model."""

from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc

_VOCAB = spacy.blank("en").vocab


def read(path: Path) -> Iterator[tuple[dict[str, str], Doc]]:
    """Comments (`# key = value`) and `Doc` of each sentence block; blank lines separate blocks."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# "))
        yield comments, _doc([line.split("\t") for line in lines if not line.startswith("#")])


def _doc(rows: list[list[str]]) -> Doc:
    misc = [dict(item.split("=", 1) for item in row[9].split("|") if "=" in item) for row in rows]
    return Doc(
        _VOCAB,
        words=[row[1] for row in rows],
        spaces=[item.get("SpaceAfter") != "No" for item in misc],
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)],
        deps=[row[7] if row[6] != "0" else "ROOT" for row in rows],
        ents=[item.get("Ent", "O") for item in misc],
    )
