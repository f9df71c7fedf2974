"""Which words name the same thing, and what does an issue about it tell apart? Equivalents, and a hierarchy of concepts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from kg import data
from kg.errors import TableError

WORD_COLUMNS = ("concept", "words")
TOPIC_COLUMNS = ("concept", "level", "parties", "alone", "broader")
DETERMINERS = frozenset({"a", "an", "the"})
_BOTH = "+"
OWN_WORD = "~"
"""Concept of words that say nothing beside others, and stand for themselves where there is nothing else ("leader")."""
EMPTY = "-"
"""Concept of words that carry no meaning of their own ("idea", "issue") and leave no trace in a key."""


class Level(StrEnum):
    """How much a concept says in the name of an issue."""

    TOPIC = "topic"
    """Names an issue on its own ("ceasefire"): words around it say nothing more."""
    KIND = "kind"
    """Names an issue only with what it is about ("ban", "withdrawal")."""
    FRAME = "frame"
    """Says nothing beside a topic ("talks on"); names an issue where there is none."""
    LIGHT = "light"
    """Says nothing beside any other word ("provide"); names an issue where there is no other."""


class Parties(StrEnum):
    """Which of the actors that the words name belong to the issue."""

    ALL = "all"
    """Everybody named; where nobody is, the place that the article is about."""
    NAMED = "named"
    """Everybody named."""
    PLACE = "place"
    """Where or for whom it is to be, whoever does it: a ceasefire."""
    SIDE = "side"
    """Whose it is, and where: troops."""
    BODY = "body"
    """The organisation, and the place: membership."""
    DIRECTED = "directed"
    """Everybody named, and who does it to whom: an attack."""
    TARGET = "target"
    """Whom it is aimed at, whoever does it: sanctions."""
    RECIPIENT = "recipient"
    """Who gets it, whoever gives it: aid."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What an issue about a concept tells apart. `alone` is the concept that it stands for where nothing else is named."""

    level: Level = Level.TOPIC
    parties: Parties = Parties.ALL
    alone: str = ""
    broader: str = ""


@dataclass(frozen=True, slots=True)
class Concepts:
    """Lemma, or phrase of lemmas joined by blanks, -> concept; `longest` is the length of the longest phrase by its first word,
    `second` its possible second words.

    `together` holds sets of lemmas or concepts that make up a concept wherever they stand in one object, largest first;
    `parts` are all of their members.
    """

    words: Mapping[str, str]
    longest: Mapping[str, int]
    second: Mapping[str, frozenset[str]]
    together: tuple[tuple[frozenset[str], str], ...]
    parts: frozenset[str]
    coded: frozenset[str]
    """Words that have a concept as one part of speech only ("strike/N")."""
    topics: Mapping[str, Topic]

    def of(self, lemma: str) -> str:
        """The concept of a lemma; the lemma itself where the table has none.

        >>> load().of("soldier") == load().of("troop")
        True
        """
        return self.words.get(lemma, lemma)

    def topic(self, concept: str) -> Topic:
        """What the table says of a concept.

        >>> load().topic("troops").parties.value
        'side'
        """
        return self.topics.get(concept, _DEFAULT)

    def kind(self, lemma: str) -> bool:
        """True for a word, or a concept, that names an issue only with what it is about ("ban", "resolution").

        >>> load().kind("resolution"), load().kind("ceasefire")
        (True, False)
        """
        return self.topic(self.of(lemma)).level is Level.KIND

    def broader(self, concept: str) -> tuple[str, ...]:
        """The concepts above, nearest first.

        >>> load().broader("air-support")
        ('military-aid', 'aid')
        """
        found: list[str] = []
        while (concept := self.topic(concept).broader) and concept not in found:
            found.append(concept)
        return tuple(found)

    def phrases(self, concept: str) -> tuple[str, ...]:
        """The words of the table that name a concept, longest first; last those whose parts stand apart, joined by "+"."""
        plain = [words for words, named in self.words.items() if named == concept]
        apart = [_BOTH.join(sorted(parts)) for parts, named in self.together if named == concept]
        return tuple(sorted({*plain, *apart}, key=lambda words: (_BOTH in words, -len(words), words)))


_DEFAULT = Topic()


def load(*folders: Path) -> Concepts:
    """The shipped tables `concepts.tsv` and `topics.tsv`, and those of the user's folders on top.

    Raises TableError (file, line).
    """
    return _load(data.path("ontology", "lexicon"), *folders)


@lru_cache(maxsize=8)
def _load(*folders: Path) -> Concepts:
    words: dict[str, str] = {}
    together: dict[frozenset[str], str] = {}
    topics: dict[str, Topic] = {}
    for folder in folders:
        _add_words(folder / "concepts.tsv", words, together)
        _add_topics(folder / "topics.tsv", topics)
    longest: dict[str, int] = {}
    second: dict[str, set[str]] = {}
    for phrase in words:
        first, *rest = phrase.partition("/")[0].split(" ")
        longest[first] = max(1 + len(rest), longest.get(first, 1))
        second.setdefault(first, set()).update(rest[:1])
    apart = tuple(sorted(together.items(), key=lambda item: (-len(item[0]), sorted(item[0]), item[1])))
    coded = frozenset(word.partition("/")[0] for word in words if "/" in word)
    following = {first: frozenset(found) for first, found in second.items()}
    return Concepts(words, longest, following, apart, frozenset().union(*together), coded, topics)


def _add_words(path: Path, words: dict[str, str], together: dict[frozenset[str], str]) -> None:
    own: set[str] = set()
    for where, (concept, listed) in _rows(path, WORD_COLUMNS):
        if not concept or not listed:
            raise TableError(f"{where}: an empty cell: write the concept, a tab, and words separated by '|'")
        for word in listed.split("|"):
            if word in own:
                raise TableError(f"{where}: {word!r} stands twice: a word has one concept")
            own.add(word)
            if _BOTH in word:
                together[frozenset(part.strip() for part in word.split(_BOTH))] = concept
                continue
            for form in _spellings(word):
                words[form] = concept


def _spellings(word: str) -> set[str]:
    """Without articles; with and without hyphens, since tokens may be split at them."""
    plain = " ".join(part for part in word.split() if part not in DETERMINERS)
    return {plain, " ".join(plain.replace("-", " ").split())} if plain != EMPTY else {plain}


def _add_topics(path: Path, topics: dict[str, Topic]) -> None:
    for where, (concept, level, parties, alone, broader) in _rows(path, TOPIC_COLUMNS):
        try:
            topic = Topic(Level(level), Parties(parties), alone.strip(EMPTY), broader.strip(EMPTY))
        except ValueError as error:
            known = " ".join(map(str, (*Level, *Parties)))
            raise TableError(f"{where}: {error}: level and parties are some of {known}") from error
        topics[concept] = topic


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Each row of a table with the place where it stands; nothing where there is no such file."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#") or tuple(cells) == columns:
            continue
        if len(cells) != len(columns):
            raise TableError(f"{path}:{number}: {len(cells)} columns: write {', '.join(columns)}, separated by tabs")
        yield f"{path}:{number}", cells
