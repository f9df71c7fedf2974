"""Whose is it, where is it, for or against whom? The part that each actor plays in the words of an object."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.extract.grammar import Tree, preposition
from kg.extract.linking import Resolution
from kg.extract.spans import characters
from kg.model import Entity, MentionKind, Span

PLACES = frozenset({"Place", "State", "Territory"})
_LOCATED = 3
"""What a place counts that hangs on a word which has a place, against one that is named as a place elsewhere."""
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


@dataclass(frozen=True, slots=True)
class Named:
    """An actor in the words of an object: which one, of which type, and its part there."""

    actor: str
    type: str
    part: Part


def named(t: Tree, inside: range, resolution: Resolution, fixed: frozenset[int]) -> tuple[tuple[Named, ...], frozenset[int]]:
    """The actors that the tokens name, and the tokens that name them.

    Groups ("the companies") and what stands in `fixed` phrases are words of the issue.
    """
    span = characters(t, inside[0], inside[-1])
    found: dict[str, Named] = {}
    covered: set[int] = set()
    mentions = [
        (mention.span, mention.kind, link.entity)
        for link in resolution.links if link.entity is not None and link.entity.type != "Group"
        for mention in link.chain.mentions if span.covers(mention.span)
    ]  # fmt: skip
    for place, kind, entity in sorted(mentions, key=lambda item: (item[0].start, -item[0].end)):
        tokens = t.doc.char_span(place.start, place.end, alignment_mode="expand")
        if tokens is None or fixed & frozenset(range(tokens.start, tokens.end)):
            continue
        inner = any(other.covers(place) and other != place for other, _, _ in mentions)
        covered.update(range(tokens.start, tokens.end))
        if inner and kind is MentionKind.NAME:
            continue  # "Russian President Vladimir Putin" is one actor
        part = _part(t, range(tokens.start, tokens.end))
        old = found.get(entity.id)
        if old is None or _TELLING.index(part) < _TELLING.index(old.part):
            found[entity.id] = Named(entity.id, entity.type, part)
    return tuple(found[key] for key in sorted(found)), frozenset(covered)


def _part(t: Tree, tokens: range) -> Part:
    """The part of a mention, from the label and the preposition by which it hangs on the rest."""
    return _part_at(t, _hangs(t, tokens))


def _hangs(t: Tree, tokens: range) -> int:
    """The token by which a mention, or the phrase that it is coordinated with, hangs on the rest."""
    k = next((i for i in reversed(tokens) if t.head[i] not in tokens or t.head[i] == i), tokens[-1])
    while t.dep[k] in _SAME and t.head[k] != k:
        k = t.head[k]
    return k


def _part_at(t: Tree, k: int) -> Part:
    whole = preposition(t, k)
    before = whole.rpartition(" ")[2]
    if whole in _FROM or before in _FROM:
        return Part.FROM
    if before in _TOWARDS:
        return Part.AT
    if before == _OF:
        return Part.OF
    if before in _BY:
        return Part.BY
    if before:
        return Part.WITH
    if t.dep[k] == "compound" and t.pos[k] == "PROPN" and not t.doc[k].is_upper:
        return Part.AT  # "the Gaza truce"; but "US troops", "the EU sanctions"
    if t.dep[k] in _DOERS or t.dep[k] == "compound":
        return Part.BY
    return Part.AT if t.dep[k] in _DONE_TO else Part.WITH


def theatre(t: Tree, resolution: Resolution, located: frozenset[int], title: str | None) -> str:
    """The place that an article is about: the one that hangs most often on what has a place ("the war in Sudan").

    `located` are the tokens of such words. What is named as a place, a target or an owner elsewhere counts less, and more
    in the title, and not at all where words have a state for their place; who acts, and a city or an island ("talks in Geneva"), counts nothing. Of two that count the same it is
    the first in the text. "" where nothing is named so twice.
    """
    counts: dict[str, int] = {}
    sure: dict[str, int] = {}
    end = 0
    for span, named, entity in _mentions(resolution):
        inner, end = span.end <= end, max(end, span.end)
        spot = entity.type == _SPOT
        tokens = t.doc.char_span(span.start, span.end, alignment_mode="expand")
        if inner or tokens is None or entity.type not in PLACES:
            continue
        weight = _weight(t, _hangs(t, range(tokens.start, tokens.end)), located if named else frozenset(), spot=spot)
        counts[entity.id] = counts.get(entity.id, 0) + weight * (2 if span.end <= len(title or "") else 1)
        sure[entity.id] = sure.get(entity.id, 0) + (weight == _LOCATED) * (1 if spot else 2)
    settled = [key for key in counts if sure[key] >= 2] or list(counts)
    best = max(settled, key=lambda key: counts[key], default="")
    return best if counts.get(best, 0) >= 2 else ""


def _mentions(resolution: Resolution) -> list[tuple[Span, bool, Entity]]:
    """The mentions of actors, and whether they are more than a pronoun, in order of the text, longer ones first."""
    found = [
        (mention.span, mention.kind is not MentionKind.PRONOUN, link.entity)
        for link in resolution.links if link.entity is not None for mention in link.chain.mentions
    ]  # fmt: skip
    return sorted(found, key=lambda item: (item[0].start, -item[0].end, item[2].id))


def _weight(t: Tree, k: int, located: frozenset[int], *, spot: bool) -> int:
    """What a mention that hangs on the rest by token `k` says about the place of the article."""
    part = _part_at(t, k)
    if part in {Part.AT, Part.OF} and _is_located(t, k, located):
        return _LOCATED
    return 0 if spot or part in {Part.FROM, Part.WITH} or t.dep[k] in {"nsubj", "obl:agent"} else 1


def _is_located(t: Tree, k: int, located: frozenset[int]) -> bool:
    """True for a phrase of a word in `located`, or of the verb that has such a word for its object ("send troops to Mali")."""
    over = t.head[k]
    return over in located or any(m in located and t.dep[m] in _DONE_TO for m in t.kids[over])


def parse(text: str) -> tuple[Named, ...]:
    """What `write` wrote."""
    cells = (item.split("/") for item in text.split(".") if item)
    return tuple(Named(actor, kind, Part(part)) for actor, kind, part in cells)


def write(items: Iterable[Named]) -> str:
    """The actors with their types and parts as text, in order of their ids."""
    return ".".join(sorted(f"{item.actor}/{item.type}/{item.part}" for item in items))
