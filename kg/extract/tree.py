"""The tokens of a parsed text as columns: heads and labels in Universal Dependencies, with the parser's slips mended."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, wraps
from itertools import accumulate, pairwise
from sys import intern
from typing import Any, Concatenate, ParamSpec, TypeVar

from spacy.strings import StringStore
from spacy.tokens import Doc

from kg.extract.clearnlp import to_ud
from kg.extract.lemmas import is_base, lemma
from kg.extract.repair import repair
from kg.model import Span

T = TypeVar("T")
P = ParamSpec("P")
_VERBAL = frozenset({"VERB", "AUX"})
_MPS = "mps"
_FINITE = frozenset({"VBD", "VBZ"})


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Tokens of one `Doc` as parallel tuples; all functions of this module take token indices into it."""

    doc: Doc
    text: str
    head: tuple[int, ...]
    dep: tuple[str, ...]
    kids: tuple[tuple[int, ...], ...]
    lemma: tuple[str, ...]
    lower: tuple[str, ...]
    tag: tuple[str, ...]
    pos: tuple[str, ...]
    sent: tuple[int, ...]
    """First token of each token's sentence."""
    stop: tuple[int, ...]
    """Token behind the last of each token's sentence."""
    forms: tuple[str, ...]
    verb: tuple[bool, ...]
    """True for a verb form that heads a clause."""
    prep: tuple[str, ...]
    """The preposition that introduces each token's phrase ("in favour of" as one), or an empty string."""
    mark: tuple[str, ...]
    """The word that introduces each token's clause ("that", "to", "if"), or an empty string."""
    ent: tuple[str, ...]
    """Type of the named entity that each token stands in, or an empty string."""
    spaced: tuple[int, ...]
    """1 for a token with a space behind it."""
    at: tuple[int, ...]
    """Character at which each token begins."""
    governing: Mapping[str, frozenset[int]]
    """Label -> tokens that have a dependent with it."""
    memo: dict[str, dict[Any, Any]] = field(default_factory=lambda: defaultdict(dict), repr=False)
    """What functions of a token found before; see `once`."""

    def governs(self, *labels: str) -> list[int]:
        """Tokens that have a dependent with one of the labels, in order of the text."""
        return sorted(frozenset().union(*(self.governing.get(label, frozenset()) for label in labels)))

    def has(self, i: int, label: str) -> bool:
        """True for a token that has a dependent with the label."""
        return i in self.governing.get(label, ())

    def span(self, start: int, end: int) -> Span:
        """Characters of tokens [start, end)."""
        return Span(self.at[start], self.at[end - 1] + len(self.forms[end - 1]))

    def words(self, start: int, end: int) -> str:
        """Tokens [start, end) as they stand in the text."""
        return self.text[self.at[start] : self.at[end - 1] + len(self.forms[end - 1])]

    def tokens(self, span: Span) -> range:
        """The tokens of some characters, also those that stand in them only in part; those of an empty span are none."""
        if span.start >= span.end:
            return range(0)
        first, last = bisect_right(self.at, span.start) - 1, bisect_left(self.at, span.end)
        while first < last and self.at[first] + len(self.forms[first]) <= span.start:
            first += 1  # the span begins with the space behind a token
        return range(first, last)

    def hung(self, i: int, head: int) -> "Tree":
        """The tree in which token `i` hangs on another; the dependents of each token stay."""
        return replace(self, head=(*self.head[:i], head, *self.head[i + 1 :]), memo=defaultdict(dict))

    def __len__(self) -> int:
        return len(self.head)


def once(function: Callable[Concatenate[Tree, int, P], T]) -> Callable[Concatenate[Tree, int, P], T]:
    """The function of a token that keeps in the tree what it finds, since many rules ask for the same.

    Further arguments are the same whenever it is called on one tree (the lexicon).
    """
    name = f"{function.__module__}.{function.__name__}"

    @wraps(function)
    def kept(t: Tree, i: int, /, *args: P.args, **options: P.kwargs) -> T:
        known: dict[int, T] = t.memo[name]
        try:
            return known[i]
        except KeyError:
            found = known[i] = function(t, i, *args, **options)
            return found

    return kept


def tree(doc: Doc) -> Tree:
    """The view of a parsed document.

    >>> import spacy; from spacy.tokens import Doc
    >>> doc = Doc(spacy.blank("en").vocab, ["Oslo", "agreed"], heads=[1, 1], deps=["nsubj", "ROOT"],
    ...           lemmas=["Oslo", "agree"], tags=["NNP", "VBD"], pos=["PROPN", "VERB"])
    >>> children(tree(doc), 1, "nsubj")
    (0,)
    """
    # Columns of the whole Doc at once: a Token object for each word costs more than all rules together.
    offsets, labels, tags, coarse, lemmas, lower, forms, kinds = _columns(doc)
    heads = [i + offset for i, offset in enumerate(offsets)]
    if {"pobj", "dobj", "nsubjpass", "auxpass"} & set(labels):
        heads, labels = to_ud(heads, labels, lemmas)
    labels = ["root" if label == "ROOT" else label or "dep" for label in labels]
    # Spaces hang anywhere and mean nothing: their own sentence's root must not take part in any rule.
    for i in [i for i, word in enumerate(lower) if word.isspace()]:
        labels[i] = "space"
    for i in [i for i, tag in enumerate(tags) if tag in _FINITE and is_base(lower[i], lemmas[i])]:
        tags[i] = "VB"
    for i in [i for i, word in enumerate(lower) if word == _MPS]:
        tags[i], coarse[i] = "NNS", "NOUN"  # read as a pronoun or a name
    repair(heads, labels, tags, lower)
    kids: list[list[int]] = [[] for _ in heads]
    governing: dict[str, set[int]] = {}
    for i, h in enumerate(heads):
        if h != i and labels[i] != "space":
            kids[h].append(i)
            governing.setdefault(labels[i], set()).add(h)
    opens = doc.to_array("SENT_START").tolist()
    firsts = [i for i, begins in enumerate(opens) if begins == 1 or i == 0]
    sentences = [range(low, high) for low, high in pairwise([*firsts, len(opens)])]
    starts = [sentence.start for sentence in sentences for _ in sentence]
    stops = [sentence.stop for sentence in sentences for _ in sentence]
    spaced = doc.to_array("SPACY").tolist()
    written = [form + " " if space else form for form, space in zip(forms, spaced, strict=True)]
    at = [0, *accumulate(map(len, written))][: len(written)]
    words = [word.replace("’", "'") if "’" in word else word for word in lower]
    bases = [_plain(given or word) for given, word in zip(lemmas, lower, strict=True)]
    cases, marks = _introduced_by(kids, labels, words)
    return Tree(
        doc,
        "".join(written),
        tuple(heads),
        tuple(labels),
        tuple(map(tuple, kids)),
        tuple(map(lemma, words, bases, tags)),
        tuple(words),
        tuple(tags),
        tuple(coarse),
        tuple(starts),
        tuple(stops),
        tuple(forms),
        tuple([tag.startswith("VB") or kind in _VERBAL for tag, kind in zip(tags, coarse, strict=True)]),
        tuple(cases),
        tuple(marks),
        tuple(kinds),
        tuple(spaced),
        tuple(at),
        {label: frozenset(found) for label, found in governing.items()},
    )


def _introduced_by(kids: Sequence[Sequence[int]], labels: Sequence[str], words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The preposition of each token's phrase and the conjunction of its clause, or empty strings."""
    cases, marks = [""] * len(kids), [""] * len(kids)
    for i, below in enumerate(kids):
        if not below:
            continue
        before = [k for k in below if k < i and labels[k] == "case"]
        if before:
            cases[i] = " ".join(words[m] for k in before for m in (k, *(m for m in kids[k] if labels[m] == "fixed")))
        openers = [words[k] for k in below if labels[k] == "mark"]
        if openers:  # "that they were to sign" is a that-clause, "in order to sign" an infinitive
            marks[i] = "that" if "that" in openers else "to" if "to" in openers else openers[0]
    return cases, marks


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    """In lower case, with a typewriter's apostrophe."""
    return intern(word.lower().replace("’", "'"))


@lru_cache(maxsize=65_536)
def _spelt(strings: StringStore, key: int) -> str:
    """The string with a hash; the same object each time, so that it is compared and looked up faster."""
    return intern(strings[key]) if key else ""


def _columns(doc: Doc) -> tuple[list[int], list[str], list[str], list[str], list[str], list[str], list[str], list[str]]:
    """Offset of the head, label, tag, part of speech, lemma, lower-case form, form and entity type of each token."""
    heads, *columns = doc.to_array(["HEAD", "DEP", "TAG", "POS", "LEMMA", "LOWER", "ORTH", "ENT_TYPE"]).T
    strings = doc.vocab.strings
    keys = [column.tolist() for column in columns]
    names = {key: _spelt(strings, key) for key in set().union(*keys)}
    dep, tag, pos, given, lower, forms, kinds = ([names[key] for key in column] for column in keys)
    return heads.astype("int64").tolist(), dep, tag, pos, given, lower, forms, kinds


def children(t: Tree, i: int, *labels: str) -> tuple[int, ...]:
    """Dependents of `i` with one of the labels, in order of the text."""
    found: tuple[int, ...] = ()
    dep = t.dep
    for k in t.kids[i]:
        if dep[k] in labels:
            found += (k,)
    return found


def first(items: Iterable[int]) -> int | None:
    """The first of the items, or None."""
    for item in items:
        return item
    return None
