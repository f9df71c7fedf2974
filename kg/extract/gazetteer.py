"""Where does the text use a known name? A trie of folded words, built once per actor table."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from kg.actors import ActorTable, Name, fold
from kg.extract.grammar import Tree
from kg.lexicon import Lexicon

_END = ""
_ARTICLE = ("the",)
_PARTY = "party"
_FREE_WORDS = 3
"""From so many words on, a name counts in lower case too ("coalition of the willing")."""


_FUNCTION = frozenset({"AUX", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "ADV", "PART", "INTJ"})


class Match(NamedTuple):
    """Tokens [start, end) that spell a known name, and what the name may mean, strong names first."""

    start: int
    end: int
    names: tuple[Name, ...]


class Title(NamedTuple):
    """Tokens [start, end) that spell a title, and the kind of office."""

    start: int
    end: int
    kind: str
    words: str


def matches(t: Tree, table: ActorTable) -> tuple[Match, ...]:
    """Known names in a text, longest first from left to right, never overlapping.

    A name of one or two words needs a capital letter, unless the table has it without; hyphens and a possessive inside a
    name don't break it.
    """
    root = _name_trie(table)
    words = [_words(form) for form in t.forms]
    found: list[Match] = []
    i, size = 0, len(t)
    while i < size:
        best = None
        if words[i] and words[i][0] in root:
            best = next(_candidates(t, root, words, i, table), None)
            if best is not None and words[i] == _ARTICLE and i + 1 < size and words[i + 1]:
                # "The North" must not take the first word of "North Korean".
                bare = next(_candidates(t, root, words, i + 1, table), None)
                best = bare if bare is not None and bare.end > best.end else best
        if best is not None:
            found.append(best)
        i = best.end if best is not None else i + 1
    return tuple(found)


def titles(lower: tuple[str, ...], forms: tuple[str, ...], lexicon: Lexicon) -> tuple[Title, ...]:
    """Titles of offices, longest first from left to right, never overlapping; `lower` are the `forms` in lower case.

    In "Green Party leader" the word "Party" belongs to the name before it.
    """
    words = tuple(lexicon.titles)
    return tuple(Title(start, end, lexicon.titles[title].kind, title) for start, end, title in _titles(lower, forms, words))


@lru_cache(maxsize=2)  # several stages ask about one text
def _titles(lower: tuple[str, ...], forms: tuple[str, ...], known: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    root = _title_trie(known)
    found: list[tuple[int, int, str]] = []
    i, size = 0, len(lower)
    while i < size:
        node: Mapping[str, Any] | None = root.get(lower[i])
        if node is None or _names_a_party(lower, forms, i):
            i += 1
            continue
        k, end, words = i + 1, 0, ""
        while node is not None:
            if _END in node:
                end, words = k, node[_END]
            node = node.get(lower[k]) if k < size else None
            k += 1
        if end:
            found.append((i, end, words))
        i = max(end, i + 1)
    return tuple(found)


def _names_a_party(lower: Sequence[str], forms: Sequence[str], i: int) -> bool:
    """True for "Party" in "Green Party leader"."""
    inside = lower[i] == _PARTY and 0 < i < len(forms) - 1
    return inside and forms[i][0].isupper() and forms[i - 1][0].isupper() and forms[i + 1][0].islower() and lower[i - 1] != "the"


def _candidates(t: Tree, root: Mapping[str, Any], words: list[tuple[str, ...]], i: int, table: ActorTable) -> Iterator[Match]:
    ends: list[int] = []
    node: Mapping[str, Any] | None = root
    k = i
    while k < len(words):
        if not words[k]:
            if t.forms[k] == "." or t.forms[k].isspace() or (k + 1 < len(words) and not words[k + 1]):
                break
            k += 1
            continue
        for word in words[k]:
            node = node.get(word) if node is not None else None
        if node is None:
            break
        k += 1
        if _END in node:
            ends.append(k)
    for end in reversed(ends):
        text = t.words(i, end)
        small = not any(ch.isupper() for ch in text) and sum(map(len, words[i:end])) < _FREE_WORDS
        if small and not any(name.name.islower() for name in table.find(text)):
            continue
        if end - i == 1 and (text[0].islower() or (t.pos[i] in _FUNCTION and not text.isupper())):
            continue
        names = table.find(text)
        if names:
            yield Match(i, end, names)


@lru_cache(maxsize=65_536)
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


@lru_cache(maxsize=4)
def _name_trie(table: ActorTable) -> Mapping[str, Any]:
    root: dict[str, Any] = {}
    for name in table.names():
        _add(root, fold(name.name).split(), name.name)
    return root


@lru_cache(maxsize=4)
def _title_trie(titles: tuple[str, ...]) -> Mapping[str, Any]:
    root: dict[str, Any] = {}
    for title in titles:
        # Tokens of a text part at hyphens: "secretary-general" is three of them.
        _add(root, title.replace("-", " - ").replace("'s", " 's").split(), title)
    return root


def _add(root: dict[str, Any], words: list[str], value: str) -> None:
    node = root
    for word in words:
        node = node.setdefault(word, {})
    if words:
        node[_END] = value
