"""Which words name the same thing? Equivalents that make two wordings of an object one issue."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from kg import data
from kg.errors import TableError

_COLUMNS = ("concept", "words")
_DETERMINERS = frozenset({"a", "an", "the"})
EMPTY = "-"
"""Concept of words that carry no meaning of their own ("idea", "issue") and leave no trace in a key."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """Lemma, or phrase of lemmas joined by blanks, -> concept; `longest` is the length of the longest phrase in words.

    `beside` maps a concept to the concepts that say nothing more beside it: who provides air support is for air support.
    """

    words: Mapping[str, str]
    longest: int
    beside: Mapping[str, frozenset[str]]

    def of(self, lemma: str) -> str:
        """The concept of a lemma; the lemma itself where the table has none.

        >>> load().of("soldier") == load().of("troop")
        True
        """
        return self.words.get(lemma, lemma)


def load(*folders: Path) -> Concepts:
    """The shipped table `concepts.tsv`, and those of the user's folders on top. Raises TableError (file, line)."""
    return _load(data.path("ontology", "lexicon"), *folders)


@lru_cache(maxsize=8)
def _load(*folders: Path) -> Concepts:
    words: dict[str, str] = {}
    beside: dict[str, frozenset[str]] = {}
    for path in (folder / "concepts.tsv" for folder in folders):
        if not path.exists():
            continue
        own: set[str] = set()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            cells = [cell.strip() for cell in line.split("\t")]
            if not line.strip() or line.startswith("#") or tuple(cells) == _COLUMNS:
                continue
            if len(cells) != len(_COLUMNS) or not all(cells):
                raise TableError(f"{path}:{number}: {len(cells)} columns: write the concept, a tab, and words separated by '|'")
            if cells[0].startswith(EMPTY) and cells[0] != EMPTY:
                beside[cells[0].removeprefix(EMPTY)] = frozenset(cells[1].split("|"))
                continue
            for word in cells[1].split("|"):
                if word in own:
                    raise TableError(f"{path}:{number}: {word!r} stands twice: a word has one concept")
                own.add(word)
                words[" ".join(part for part in word.split() if part not in _DETERMINERS)] = cells[0]
    longest = max((word.count(" ") + 1 for word in words), default=1)
    return Concepts(MappingProxyType(words), longest, MappingProxyType(beside))
