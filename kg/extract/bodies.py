"""Which body of which state is it? Parliaments, armies and ministries by their state, and what such an actor is called."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.actors import POLITIES, ActorTable, NameKind, Strength, TieKind, slug
from kg.extract.discourse import COLLECTIVES, Discourse, owners, start, state_of
from kg.extract.found import PERSON, Text
from kg.extract.grammar import Tree, once
from kg.extract.home import home_of
from kg.extract.names import PLACE, Reference, words_of
from kg.model import Candidate, Entity
from kg.referring import Referring, Unnamed

GOVERNMENT = "Government"
_LEAGUE = "league"
_ORGANS = frozenset({"body", "local"})
_UNKNOWN = frozenset({GOVERNMENT, "Organization"})
_CLEARLY = 4
"""How many times more often than its own state a text must speak of another whose body is meant."""
_SHORT = 2
"""Letters of an acronym that stands before a noun as an adjective does ("US officials")."""


def row_at(text: Text, i: int) -> Unnamed | None:
    """The row of the table that the noun at token `i` spells with the words around it, the longest first."""
    return _row_at(text.tree, i, text.words)


@once
def _row_at(t: Tree, i: int, referring: Referring) -> Unnamed | None:
    words = referring.unnamed
    if not (t.lemma[i] in words or t.lower[i] in words) or t.pos[i] not in {"NOUN", "PROPN", "ADJ"}:
        return None
    plural = t.tag[i] in {"NNS", "NNPS"}
    for row in (*words.get(t.lemma[i], ()), *(words.get(t.lower[i], ()) if t.lower[i] != t.lemma[i] else ())):
        single = row.plural and not plural
        if single and (row.kind != _LEAGUE or t.tag[i] != "NN" or t.has(i, "appos")):
            continue
        at = next(k for k, word in enumerate(row.form) if word in {t.lemma[i], t.lower[i]})
        low, high = i - at, i - at + len(row.form)
        if low >= 0 and high <= len(t) and all(t.lower[k] == row.form[k - low] for k in range(low, high) if k != i):
            return replace(row, noun=" ".join(row.form), plural=False) if single else row  # "a rights group"
    return None


def with_bodies(text: Text, named: Sequence[Reference], published: str | None) -> Discourse:
    """The discourse of all names, with the bodies that the words beside them give to a state: those that no table knows,
    and known ones of another state ("South Korea's Joint Chiefs of Staff"). A ministry stands for its state.
    """
    d = start(text, named, published)
    if not any(_may_be(text, r) for r in named):
        return d
    states: dict[str, Entity] = {}
    for reference in named:
        if reference.entity is not None and reference.entity.id not in text.table.entities and _may_be(text, reference):
            state = next(_polities(d, reference), None)
            if state is not None:
                states.setdefault(reference.entity.id, state)
    states = {**_by_home(d, named), **states}
    changed = [_of_state(d, r, states) if _may_be(text, r) else r for r in named]
    return d if all(a is b for a, b in zip(changed, named, strict=True)) else start(text, changed, published)


def _by_home(d: Discourse, named: Sequence[Reference]) -> Mapping[str, Entity]:
    """Id of each body that many states have by that name -> the state that the text is about rather than its own
    ("the Supreme Court" in a text on Kenya).
    """
    shared = [r for r in named if r.entity is not None and _shared_name(d, r)]
    others = [r.entity for r in named if r.entity is not None and r not in shared and not _elsewhere(d, r)] if shared else []
    home = (home_of(d, others) or _beside_bodies(d, named)) if shared else None
    if home is None:
        return {}
    weight = Counter(state for entity in others for state in _linked(d.text.table, entity))
    bodies = {r.entity.id: r.entity for r in shared if r.entity is not None}
    mine = {key: [tie.target for tie in d.text.table.ties_of(key) if tie.relation is TieKind.PART] for key in bodies}
    return {key: home for key in bodies if all(_CLEARLY * weight[state] < weight[home.id] for state in mine[key])}


def _elsewhere(d: Discourse, reference: Reference) -> bool:
    """True for the name of a known body beside another state ("Brazil's Congress")."""
    return _may_be(d.text, reference) and next(_polities(d, reference), None) is not None


def _beside_bodies(d: Discourse, named: Sequence[Reference]) -> Entity | None:
    """The one state whose bodies the text names with it ("Brazil's Congress … the Senate")."""
    bodies = [r for r in named if _may_be(d.text, r) and row_at(d.text, r.found.head) is not None]
    states = {state.id: state for r in bodies for state in list(_polities(d, r))[:1]}
    return next(iter(states.values())) if len(states) == 1 else None


def _shared_name(d: Discourse, reference: Reference) -> bool:
    """True for a body whose name is just what it is ("the Senate"), with no state beside it."""
    found, text = reference.found, d.text
    row = row_at(text, found.head) if _may_be(text, reference) else None
    low = found.start + (text.tree.lower[found.start] == "the")
    bare = row is not None and row.kind == "body" and found.end - low == len(row.form)
    return bare and next(_polities(d, reference), None) is None


def _linked(table: ActorTable, entity: Entity) -> frozenset[str]:
    """The actor, and all that it is or was tied to."""
    return frozenset({entity.id, *(tie.target for tie in table.ties_of(entity.id))})


def _may_be(text: Text, reference: Reference) -> bool:
    """True for a name of a government's body, or of an unknown one whose words are those of a body."""
    body = reference.entity
    if body is None or (body.type not in _UNKNOWN):
        return False
    if body.type == GOVERNMENT:
        return True
    row = row_at(text, reference.found.head) if body.id not in text.table.entities else None
    return row is not None and row.kind in _ORGANS


def _polities(d: Discourse, reference: Reference) -> Iterator[Entity]:
    """The states beside a name, or inside it ("Turkish Parliament"); not where it sits ("the US army in Iraq") if it is known."""
    body = reference.entity
    inner = [d.text.table.entities[key] for key in reference.found.inner if d.text.table.entities[key].type in POLITIES]
    known = body is not None and body.id in d.text.table.entities
    for near in owners(d, reference.found.head, COLLECTIVES | {PLACE}, seated=not inner and not known):
        state = state_of(d, near)
        if state is not None and state.type in POLITIES:
            yield state
    yield from inner


def _of_state(d: Discourse, reference: Reference, states: Mapping[str, Entity]) -> Reference:
    body, table = reference.entity, d.text.table
    if body is None:
        return reference
    row = row_at(d.text, reference.found.head)
    known = body.id in table.entities
    if known:
        mine = {tie.target for tie in table.ties_of(body.id) if tie.relation is TieKind.PART}
        state = next((s for s in _polities(d, reference) if s.id not in mine), states.get(body.id)) if mine else None
    else:
        state = states.get(body.id)
    if state is None:
        return reference
    if row is not None and row.kind in _ORGANS:
        entity = body_of(table, state, row.noun)
    elif known:
        entity = body_of(table, state, " ".join(words_of(d.text, reference.found).split()))
    else:
        entity = state
    return Reference(reference.found, (entity,), (Candidate(entity, 0.8, f"a body of {state.label}"),), reference.also)


def body_of(table: ActorTable, state: Entity, words: str) -> Entity:
    """The body of a state that `words` name: a known one, else one of its own.

    >>> from kg import actors
    >>> table = actors.load()
    >>> [body_of(table, table.entities[state], "army").label for state in ("israel", "mali")]
    ['Israel Defense Forces', 'Malian army']
    """
    for before in dict.fromkeys((*_adjectives(table).get(state.id, ()), state.label)):
        for name in table.find(f"{before} {words}"):
            if name.strength is Strength.STRONG and table.entities[name.actor].type not in {PERSON, PLACE}:
                return table.entities[name.actor]
    return own(table, state, words, GOVERNMENT)


def state_of_body(table: ActorTable, body: Entity) -> Entity:
    """The state that a body is part of; the body itself where none is known."""
    above = [table.entities[tie.target] for tie in table.ties_of(body.id) if tie.relation is TieKind.PART]
    return next((entity for entity in above if entity.type in POLITIES), body)


def own(table: ActorTable, owner: Entity, noun: str, kind: str) -> Entity:
    """An actor that is known by its state or people and a noun; the same id in every article."""
    words = _adjectives(table).get(owner.id, ())
    label = f"{words[0] if words else _short(table, owner)} {noun}"
    unique = not words or not _shared(table, words[0])
    key = slug(label if unique else f"{owner.label} {noun}")
    known = table.entities.get(key)
    if known is not None and known.type == kind:
        return known
    names = (label,) if kind == PERSON else tuple(dict.fromkeys((label, f"{owner.label} {noun}")))  # "Burmese", "Myanmar junta"
    return Entity(key if known is None else f"{key}-{slug(kind)}", label, kind, names)


def led(table: ActorTable, leader: Entity, noun: str) -> Entity:
    """The alliance that is known by who leads it ("US-led coalition")."""
    words = _adjectives(table).get(leader.id, ())
    label = f"{words[0] if words else _short(table, leader)}-led {noun}"
    return table.entities.get(slug(label)) or Entity(slug(label), label, "Bloc", (label,))


def _short(table: ActorTable, owner: Entity) -> str:
    """How an organisation is written before a noun: by its acronym, where it has one."""
    names = [n.name for n in table.find(owner.label)]
    known = table.entities.get(owner.id)
    acronyms = [n for n in (known.names if known is not None else names) if n.isupper() and n.isalpha()]
    return acronyms[0] if acronyms else owner.label


def _shared(table: ActorTable, adjective: str) -> bool:
    return len({name.actor for name in table.find(adjective) if name.kind is NameKind.DEMONYM}) > 1


@lru_cache(maxsize=4)
def _adjectives(table: ActorTable) -> Mapping[str, tuple[str, ...]]:
    """Actor's id -> its adjectives, the usual one first.

    That is the strong one in use that begins most names of the table ("British", "US"), or else looks most like the name.
    """
    begin = Counter(" ".join(words[:n]) for name in table.names() if (words := name.name.split()) for n in range(1, len(words)))
    found: dict[str, list[tuple[bool, bool, int, int, int, str]]] = {}
    for name in table.names():
        entity = table.entities[name.actor]
        acronym = name.kind is NameKind.ACRONYM and len(name.name) == _SHORT and entity.type in POLITIES
        if name.kind is NameKind.DEMONYM or acronym:
            weak = name.strength is not Strength.STRONG
            key = (bool(name.until), weak, -begin[name.name], -_alike(name.name, entity.label), len(name.name), name.name)
            found.setdefault(name.actor, []).append(key)
    return {actor: tuple(row[-1] for row in sorted(rows)) for actor, rows in found.items()}


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
