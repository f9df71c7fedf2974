"""What does a mention look like in tokens, and what do the stages share about a text?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.actors import ActorTable, Name, NameKind, Strength
from kg.extract.gazetteer import Title, titles
from kg.extract.grammar import Tree
from kg.extract.subjects import DAYS
from kg.lexicon import Lexicon
from kg.model import MentionKind
from kg.referring import Referring

PERSON = "Person"
PEOPLE = frozenset({NameKind.DEMONYM, NameKind.NATIONALS})
_HEADLINE = 0.6
"""Share of capitalised words from which a line counts as a headline, where capitals tell nothing of names."""
_STOPS = frozenset({".", "?", "!", "”", '"', "’"})


class Found(NamedTuple):
    """A mention in tokens: [start, end), its syntactic head, and `names`, the known names that the words spell.

    `form` says how it refers: "name", "people" (American, the Russians), "pronoun", or a class of nominals.tsv,
    or "role" for an office ("the prime minister"). `inner` are known actors named inside a longer unknown name.
    """

    start: int
    end: int
    head: int
    kind: MentionKind
    form: str
    type: str | None = None
    names: tuple[Name, ...] = ()
    inner: tuple[str, ...] = ()
    title: Title | None = None

    @property
    def strong(self) -> bool:
        """True where the words link on their own, to one actor only."""
        return len({name.actor for name in self.names if name.strength is Strength.STRONG}) == 1


@dataclass(frozen=True, slots=True)
class Text:
    """What the stages of this folder share about one text."""

    tree: Tree
    raw: str
    forms: tuple[str, ...]
    table: ActorTable
    lexicon: Lexicon
    words: Referring
    titles: tuple[Title, ...]
    title_at: dict[int, Title]
    headline: frozenset[int]


def read(t: Tree, table: ActorTable, lexicon: Lexicon, words: Referring) -> Text:
    """The text with its titles and headlines found."""
    forms = t.forms
    found = titles(t.lower, t.forms, lexicon)
    at = {i: title for title in found for i in range(title.start, title.end)}
    return Text(t, t.text, forms, table, lexicon, words, found, at, _headlines(t, forms))


def phrase_head(t: Tree, start: int, end: int) -> int:
    """The token of [start, end) whose head lies outside; where the parser tore the words apart the last such that no
    preposition of the name leads to.
    """
    roots = [i for i in range(start, end) if not start <= t.head[i] < end or t.head[i] == i]
    if len(roots) > 1:
        roots = [i for i in roots if not any(t.pos[k] == "ADP" and t.head[k] == i for k in range(start, i))] or roots
    nominal = [i for i in roots if t.pos[i] in {"PROPN", "NOUN", "ADJ"}]
    return (nominal or roots or [end - 1])[-1]


def title_before(text: Text, start: int) -> Title | None:
    """The title that ends right before token `start`, or None."""
    k = start - 1
    if k >= 0 and text.tree.lower[k] in {",", "-"} and k - 1 in text.title_at and text.tree.lower[k] == ",":
        return None
    title = text.title_at.get(k)
    return title if title is not None and title.end == start else None


def could_be_person(text: Text, start: int, end: int) -> bool:
    """False where the last word is one that ends names of organisations or places."""
    return text.words.nominal("suffix", text.tree.lower[end - 1]) is None


def whole_name(text: Text, end: int) -> int:
    """The end of a personal name that goes on behind `end`, with a particle or a hyphen: "Kim Jong-nam", "Aziz al-Hakim"."""
    t, last = text.tree, len(text.forms) - 1
    if end < last - 1 and t.lower[end] in text.words.particles and t.lower[end + 1] == "-" and t.forms[end + 2][0].isupper():
        return end + 3
    if end < last and t.lower[end] == "-" and not t.spaced[end] and not t.spaced[end - 1]:
        return end + 2 if t.forms[end + 1].isalpha() and t.pos[end + 1] in {"PROPN", "NOUN", "ADJ", "X"} else end
    return end


def family(text: Text, key: str) -> str:
    """A folded name without the particles that begin it ("del moro", of Carla del Moro)."""
    words = key.split()
    while len(words) > 1 and words[0] in text.words.particles:
        del words[0]
    return " ".join(words)


def capital(t: Tree, i: int) -> bool:
    """True for a capitalised word that may be part of a name; no day of the week is ("the minister Monday rejected …")."""
    word = t.forms[i]
    return word[:1].isupper() and t.lower[i] not in DAYS and t.pos[i] in {"PROPN", "NOUN", "ADJ", "X"}


def linked(t: Tree, i: int, k: int) -> bool:
    """True where two neighbours are parts of one name for the parser."""
    labels = {"flat", "compound", "flat:name"}
    return (
        (t.head[i] == k and t.dep[i] in labels)
        or (t.head[k] == i and t.dep[k] in labels)
        or (t.head[i] == t.head[k] and t.dep[i] in labels and t.dep[k] in labels)
    )


def _headlines(t: Tree, forms: Sequence[str]) -> frozenset[int]:
    """Tokens of lines in title case."""
    inside: list[int] = []
    line: list[int] = []
    for i, form in enumerate((*forms, "\n")):
        if "\n" not in form:
            line.append(i)
            continue
        long = [forms[k] for k in line if len(forms[k]) > 3 and forms[k].isalpha()]
        capital = sum(word[0].isupper() for word in long)
        stopped = bool(line) and forms[line[-1]] in _STOPS
        if len(long) >= 3 and capital >= _HEADLINE * len(long) and not stopped:
            inside.extend(line)
        line = []
    return frozenset(inside)
