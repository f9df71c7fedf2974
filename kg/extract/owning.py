"""Whose office is it? The state or organisation that the words of a title name, before or after it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.actors import POLITIES, ActorTable, Strength, TieKind, slug
from kg.extract.beside import Phrase
from kg.extract.discourse import COLLECTIVES, affixed
from kg.extract.gazetteer import Title
from kg.extract.grammar import Tree
from kg.extract.linking import Resolution
from kg.extract.spans import characters
from kg.model import Entity, MentionKind, Participant
from kg.referring import Referring

_ENVOY = "envoy"
_STATELY = frozenset({"head-of-state", "head-of-government", "monarch", "foreign-minister", "minister", _ENVOY})
"""Kinds whose office belongs to the first actor before the title: "Norway's UN ambassador", "US Treasury Secretary"."""
_VENUES = frozenset({"to", "in", "on", "with"})
_LARGEST = 5


class Spot(NamedTuple):
    """A mention of an actor at tokens [start, end)."""

    start: int
    end: int
    actor: Participant
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Owning:
    """A text with its actors, and all mentions in order."""

    tree: Tree
    resolution: Resolution
    table: ActorTable
    words: Referring
    spots: tuple[Spot, ...]


def spots(t: Tree, resolution: Resolution) -> tuple[Spot, ...]:
    """All mentions of one actor each, in order of the text."""
    found = []
    for place in resolution.places:
        tokens = t.tokens(place.span)
        for k in reversed(tokens):
            actor = resolution.heads.get(k)
            if actor is not None and actor.span == place.span:
                found.append(Spot(tokens.start, tokens.stop, actor, place.kind))
                break
    return tuple(sorted(found, key=lambda s: (s.start, s.end, s.actor.id)))


def owner(o: Owning, p: Phrase, title: Title, person: str) -> Entity | None:
    """The state or organisation that the office of a phrase belongs to, or None where its words don't tell."""
    before = [s for s in _between(o, p.start, p.close) if s.actor.id != person]
    named = [s for s in before if s.kind is MentionKind.NAME or o.tree.tag[min(s.end, len(o.tree) - 1)] == "POS"]
    chosen = _before(o, p, title, named)
    if chosen is not None:
        another = chosen.actor.type in POLITIES and _another_body(o, chosen, p, title)
        return None if another else _entity(o, chosen.actor)
    known = _known(o, p.start, p.close)
    if known is not None:
        return known
    return _through_person(o, before) or _behind(o, p, title, person) or _ministry(o, p)


def _between(o: Owning, low: int, high: int) -> Iterator[Spot]:
    for s in o.spots:
        if low <= s.start and s.end <= high and not affixed(o.tree, s.start, s.end):
            yield s


def _before(o: Owning, p: Phrase, title: Title, named: Sequence[Spot]) -> Spot | None:
    """The actor before the title: the first for a state's offices, else the nearest."""
    owning = [s for s in named if s.actor.type in COLLECTIVES and s.end <= p.core]
    fits = [s for s in owning if o.tree.tag[s.end] == "POS" or not _is_city(o, s)]
    if not fits:
        return None
    return fits[0] if title.kind in _STATELY and not _generic(o, title) else fits[-1]


def _generic(o: Owning, title: Title) -> bool:
    """True for "leader", which says nothing of what is led."""
    return o.words.nominal("head", title.words) is not None


def _another_body(o: Owning, s: Spot, p: Phrase, title: Title) -> bool:
    """True for "Kenyan rebel commander" and "Iraqi Shi'ite leader": the words between say who is led."""
    t = o.tree
    for k in range(s.end, p.core):
        if o.words.nominal("people", t.lemma[k]) is not None and title.kind != _ENVOY:
            return True
        if _generic(o, title) and (t.pos[k] in {"NOUN", "PROPN"} or t.forms[k][0].isupper()):
            return True
    return False


def _is_city(o: Owning, s: Spot) -> bool:
    """True for a capital's name, whose mayor serves no state."""
    if s.actor.type not in POLITIES:
        return False
    names = o.table.find(s.actor.text)
    return any(tie.relation is TieKind.CAPITAL for name in names for tie in o.table.ties_of(name.actor))


def _is_sure(o: Owning, s: Spot) -> bool:
    """True for a name that means one actor whatever the text is about."""
    return any(name.actor == s.actor.id and name.strength is Strength.STRONG for name in o.table.find(s.actor.text))


def _known(o: Owning, low: int, high: int) -> Entity | None:
    """The longest known name among the words of a title ("White House Chief of Staff")."""
    t = o.tree
    for size in range(min(high - low, _LARGEST), 0, -1):
        for first in range(low, high - size + 1):
            if not (t.forms[first][0].isalnum() and t.forms[first + size - 1][-1] not in "-–"):
                continue
            for name in o.table.find(characters(t, first, first + size - 1).of(t.text)):
                entity = o.table.entities[name.actor]
                city = any(tie.relation is TieKind.CAPITAL for n in o.table.find(name.name) for tie in o.table.ties_of(n.actor))
                sure = name.strength is Strength.STRONG or (entity.type != "Government" and entity.id in o.resolution.entities)
                if entity.type in COLLECTIVES and sure and not affixed(t, first, first + size) and not city:
                    return entity
    return None


def _through_person(o: Owning, before: Iterable[Spot]) -> Entity | None:
    """ "The president's commerce secretary", "his foreign minister": the state of the person named or meant."""
    for s in before:
        possessive = s.kind is MentionKind.PRONOUN or o.tree.tag[min(s.end, len(o.tree) - 1)] == "POS"
        if possessive and s.actor.type in COLLECTIVES:
            return _entity(o, s.actor)
        if possessive and s.actor.type == "Person":
            return o.resolution.entities.get(o.resolution.represents.get(s.actor.id, ""))
    return None


def _behind(o: Owning, p: Phrase, title: Title, person: str) -> Entity | None:
    """ "The president of Chile", "a spokesman for the Chilean army": an actor in the first phrase behind the title."""
    t = o.tree
    if p.end <= p.close or (t.lower[p.close] in _VENUES and title.kind in {*_STATELY, "military"}):
        return None
    end = next((k for k in range(p.close + 1, p.end) if t.pos[k] == "ADP" and t.lower[k] != "of"), p.end)
    inside = [s for s in _between(o, p.close, end) if s.actor.id != person]
    at = end < p.end and (t.lower[end] == "at" or (t.lower[end] == "for" and title.kind not in _STATELY))
    if at and not any(s.actor.id in o.table.entities for s in inside):
        inside = [
            s for s in _between(o, end, p.end) if s.actor.id != person
        ] or inside  # "director of studies at the Academy", "head of training for the force"
    inside.sort(key=lambda s: not _is_sure(o, s) or s.end < end)  # "of Italy's Five Star Movement": the whole is its head
    for s in inside:
        if s.actor.type in COLLECTIVES and not _is_city(o, s):
            return _entity(o, s.actor)
        if s.actor.type == "Person":
            return o.resolution.entities.get(o.resolution.represents.get(s.actor.id, ""))
    return _known(o, p.close, end)


def _ministry(o: Owning, p: Phrase) -> Entity | None:
    """ "Ministry spokesman Pavel Novak": whose ministry the text last spoke of."""
    t = o.tree
    for k in range(p.close - 2, p.start - 1, -1):
        if o.words.nominal("institution", t.lemma[k]) is None:
            continue
        for m in range(p.start - 1, -1, -1):
            actor = (o.resolution.at(m) or o.resolution.owner(m)) if t.lemma[m] == t.lemma[k] else None
            if actor is not None and actor.type in COLLECTIVES:
                return _entity(o, actor)
    return None


def _entity(o: Owning, actor: Participant) -> Entity:
    """The actor; a body with a name that many states have ("National Security Council") as itself where the text is on others."""
    shared = actor.type == "Government" and all(
        n.strength is Strength.WEAK for n in o.table.find(actor.text) if n.actor == actor.id
    )
    states = Counter(s.actor.id for s in o.spots if s.actor.type in POLITIES)
    above = [tie.target for tie in o.table.ties_of(actor.id) if tie.relation is TieKind.PART]
    if shared and above and states and states[above[0]] < max(states.values()):
        return Entity(slug(actor.text), actor.text, actor.type)
    return Entity(actor.id, actor.label, actor.type)
