"""How is a word put before a pretrained encoder? As pieces of its vocabulary, and by how it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

__all__ = ["SHAPES", "WordPieces", "shape"]

SHAPES = 12  # how many numbers `shape` may give
_LONGEST_WORD = 60  # characters


class WordPieces:
    """Splits words into the pieces of a vocabulary (`vocab.txt`, one a line), without case and accents."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: i for i, piece in enumerate(lines) if piece}
        self._unknown = self._numbers["[UNK]"]
        special = ("[CLS]", "[PAD]", "[SEP]") if "[CLS]" in self._numbers else ("<s>", "<pad>", "</s>")
        self.start, self.pad, self.end = (self._numbers[piece] for piece in special)
        self.pieces = cache(self._pieces)

    def row(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """The pieces of a sentence with both ends, and the place of each word's first piece; place 0 is the root's."""
        row, firsts = [self.start], [0]
        for word in words:
            firsts.append(len(row))
            row += self.pieces(word)
        return [*row, self.end], firsts

    def _pieces(self, word: str) -> tuple[int, ...]:
        text = unicodedata.normalize("NFD", word.lower().replace("’", "'").replace("‘", "'"))
        text = text.replace("“", '"').replace("”", '"')
        plain = "".join(char for char in text if unicodedata.category(char) != "Mn")
        spaced = "".join(f" {char} " if not char.isalnum() else char for char in plain[:_LONGEST_WORD])
        return tuple(number for part in spaced.split() for number in self._part(part)) or (self._unknown,)

    def _part(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            end = next((e for e in range(len(part), start, -1) if prefix + part[start:e] in self._numbers), 0)
            if not end:
                return [self._unknown]
            found.append(self._numbers[prefix + part[start:end]])
            start = end
        return found


def shape(word: str) -> int:
    """A number for how a word is written, 0 aside: case, digits, punctuation.

    >>> shape("Oslo"), shape("oslo"), shape("NATO"), shape("2030"), shape(",")
    (8, 4, 7, 2, 1)
    """
    if not any(map(str.isalnum, word)):
        return 1
    if any(map(str.isdigit, word)):
        return 2 if word.isdigit() else 3
    if word.islower():
        return 4
    if word.isupper():
        return 5 if len(word) == 1 else 6 if "." in word else 7
    return 8 if word.istitle() else 9 if word[0].isupper() else 10
