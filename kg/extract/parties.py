"""Whose is it, where is it, for or against whom? The part that each actor plays in the words of an object."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from kg.extract.grammar import Tree
from kg.extract.linking import Place, Resolution
from kg.extract.spans import characters
from kg.model import Entity, MentionKind, Span

PLACES = frozenset({"Place", "State", "Territory"})
_LOCATED = 3
"""What a place counts that hangs on a word which has a place, against one that is named elsewhere."""
_AGAIN = 3
"""Mentions from which the only state of an article is its place."""
_GROUP = "Group"
_SPOT = "Place"
_TOWARDS = frozenset({"in", "to", "into", "inside", "within", "for", "on", "onto", "over", "at", "near", "against", "toward",
                      "towards", "across", "around", "throughout", "upon"})  # fmt: skip
_OF = "of"
_FROM = frozenset({"from", "out of"})
_BY = frozenset({"by", "through", "via"})
_DONE_TO = frozenset({"obj", "iobj", "dobj", "nsubj:pass", "root"})
_DOERS = frozenset({"nsubj", "nmod:poss", "poss", "amod"})
_SAME = frozenset({"conj", "appos", "flat", "fixed", "nmod:desc", "dep"})


class Part(StrEnum):
    """The part that an actor plays."""

    AT = "at"
    """Where it is, whom it is for, against or done to."""
    BY = "by"
    """Whose it is, who does it."""
    OF = "of"
    """The word leaves it open: "the withdrawal of Russia", "the invasion of Ukraine"."""
    FROM = "from"
    """Where it comes from: an owner ("troops from Chad"), or a place ("their withdrawal from Chad")."""
    WITH = "with"
    """Anything else: with whom, between whom."""


_TELLING = (Part.AT, Part.FROM, Part.OF, Part.BY, Part.WITH)
"""Of an actor that is named twice the part that tells most."""


class Named(NamedTuple):
    """An actor in the words of an object: which one, of which type, and its part there."""

    actor: str
    type: str
    part: Part


def named(
    t: Tree, inside: range, resolution: Resolution, fixed: Collection[int], topics: Collection[int]
) -> tuple[tuple[Named, range], ...]:
    """The actors that some tokens name, each with the tokens that name it, in order of the text.

    Groups ("the companies"), descriptions with one of `topics` for a word ("US troops" for the United States), and what
    stands in `fixed` phrases are words of the issue.
    """
    mentions = []
    for span, kind, entity in _inside(resolution, characters(t, inside[0], inside[-1])):
        tokens = t.tokens(span)
        described = kind is MentionKind.NOMINAL and any(k in topics for k in tokens)
        if tokens and not described and not any(k in fixed for k in tokens):
            mentions.append((span, kind, entity, tokens))
    found = []
    for at, kind, entity, tokens in mentions:
        inner = any(other.covers(at) and other != at for other, *_ in mentions)
        if not inner or kind is not MentionKind.NAME:  # "Russian President Vladimir Putin" is one actor
            found.append((Named(entity.id, entity.type, _part(t, tokens)), tokens))
    return tuple(found)


def once(items: Iterable[Named]) -> tuple[Named, ...]:
    """Each actor once, with the part that tells most, sorted by id."""
    best: dict[str, Named] = {}
    for item in sorted(items, key=lambda n: _TELLING.index(n.part)):
        best.setdefault(item.actor, item)
    return tuple(best[key] for key in sorted(best))


def _inside(resolution: Resolution, span: Span) -> Iterator[Place]:
    """The mentions of actors within some characters, in the order of `Resolution.places`."""
    places = resolution.places
    for n in range(bisect_left(places, span.start, key=lambda p: p.span.start), len(places)):
        place = places[n]
        if place.span.start >= span.end:
            return
        if place.span.end <= span.end and place.entity.type != _GROUP:
            yield place


def _part(t: Tree, tokens: range) -> Part:
    """The part of a mention, from the label and the preposition by which it hangs on the rest."""
    return _part_at(t, _hangs(t, tokens))


def _hangs(t: Tree, tokens: range) -> int:
    """The token by which a mention, or the phrase that it is coordinated with, hangs on the rest."""
    k = tokens[-1]
    for i in reversed(tokens):
        if t.head[i] not in tokens or t.head[i] == i:
            k = i
            break
    while t.dep[k] in _SAME and t.head[k] != k:
        k = t.head[k]
    return k


def _part_at(t: Tree, k: int) -> Part:
    whole = t.prep[k]
    before = whole.rpartition(" ")[2]
    if whole in _FROM or before in _FROM:
        return Part.WITH if t.pos[t.head[k]] == "ADJ" else Part.FROM
    if before in _TOWARDS:
        return Part.AT
    if before == _OF:
        return Part.OF
    if before in _BY:
        return Part.BY
    if before:
        return Part.WITH
    if t.dep[k] == "compound" and t.pos[k] == "PROPN" and not t.forms[k].isupper():
        return Part.AT  # "the Gaza truce"; but "US troops", "the EU sanctions"
    if t.dep[k] in _DOERS or t.dep[k] == "compound":
        return Part.BY
    return Part.AT if t.dep[k] in _DONE_TO else Part.WITH


class Hung(NamedTuple):
    """A place or other actor in a text: the mention, its part, and the concepts of the word by which it hangs on the rest.

    `named` is false for a pronoun, `inner` true for a name in a title ("US President").
    """

    span: Span
    entity: Entity
    part: Part
    concepts: frozenset[str]
    named: bool
    inner: bool
    acts: bool


def hung(t: Tree, resolution: Resolution, topics: Mapping[int, str], fixed: frozenset[int]) -> tuple[Hung, ...]:
    """Every mention of an actor with what it hangs on, in order of the text; `topics` are tokens and their concepts.

    What stands in `fixed` phrases is no actor ("the Paris agreement").
    """
    found = []
    end = 0
    for span, kind, entity in resolution.places:
        inner, end = span.end <= end, max(end, span.end)
        tokens = t.tokens(span)
        if not fixed.isdisjoint(tokens):
            continue
        k = _hangs(t, tokens)
        # A phrase of the verb is one of its object, too: "send troops to Mali".
        over = (t.head[k], *(m for m in t.kids[t.head[k]] if t.dep[m] in _DONE_TO))
        about = frozenset(topics[m] for m in over if m in topics)
        inner = inner and t.dep[k] not in {"nmod:poss", "poss"}
        found.append(
            Hung(span, entity, _part_at(t, k), about, kind is not MentionKind.PRONOUN, inner, t.dep[k] in {"nsubj", "obl:agent"})
        )
    return tuple(found)


def theatre(mentions: Iterable[Hung], located: frozenset[str], title: str | None) -> str:
    """The place that an article is about: the one that hangs most often on what has a place ("the war in Sudan").

    `located` are the concepts of such words; where a state hangs on one, no other counts. Else it is the state named most
    often as a place, a target or an owner, at least twice, twice as much in the title; else the only one that the article
    speaks of again and again. A city or an island ("talks in Geneva") is one only on such words. Of two that count the
    same it is the first in the text; "" where there is none.
    """
    counts: dict[str, int] = {}
    sure: dict[str, int] = {}
    every: dict[str, int] = {}
    for m in mentions:
        if m.entity.type not in PLACES:
            continue
        key, spot = m.entity.id, m.entity.type == _SPOT
        on = m.named and not m.inner and m.part in {Part.AT, Part.OF} and bool(m.concepts & located)
        plain = not (spot or m.inner or m.acts or m.part in {Part.FROM, Part.WITH})
        weight = _LOCATED if on else int(plain)
        counts[key] = counts.get(key, 0) + weight * (2 if m.span.end <= len(title or "") else 1)
        sure[key] = sure.get(key, 0) + on * (1 if spot else 2)
        every[key] = every.get(key, 0) + (not spot)
    settled = [key for key in counts if sure[key] >= 2] or list(counts)
    best = max(settled, key=lambda key: counts[key], default="")
    if counts.get(best, 0) >= 2:
        return best
    states = [key for key in every if every[key]]
    return states[0] if len(states) == 1 and every[states[0]] >= _AGAIN else ""


def usual(mentions: Iterable[Hung]) -> dict[str, Named]:
    """Concept -> the one actor that an article names with it most often, as its place or target if it can be.

    "Sanctions" in an article about "sanctions on Iran" are those. A concept that goes with several alike has none.
    """
    counts: dict[str, dict[tuple[str, str, Part], int]] = {}
    for m in mentions:
        for concept in m.concepts if m.named and m.entity.type != _GROUP else ():
            part = Part.AT if m.part in {Part.AT, Part.OF} else m.part
            own = counts.setdefault(concept, {})
            own[m.entity.id, m.entity.type, part] = own.get((m.entity.id, m.entity.type, part), 0) + 1
    found = {}
    for concept, own in counts.items():
        aimed = {key: n for key, n in own.items() if key[2] is Part.AT}
        ranked = sorted(aimed.items() if aimed else (), key=lambda item: -item[1])
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            found[concept] = Named(*ranked[0][0])
    return found


def parse(text: str) -> tuple[Named, ...]:
    """What `write` wrote."""
    cells = (item.split("/") for item in text.split(".") if item)
    return tuple(Named(actor, kind, Part(part)) for actor, kind, part in cells)


def write(items: Iterable[Named]) -> str:
    """The actors with their types and parts as text, in order of their ids."""
    return ".".join(sorted(f"{item.actor}/{item.type}/{item.part}" for item in items))
