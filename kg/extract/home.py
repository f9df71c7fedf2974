"""Which state is it about, and who speaks? The state of the whole text, the only one near a noun, the verb that reports it."""

from collections import Counter
from collections.abc import Sequence

from kg.actors import POLITIES, TieKind
from kg.extract.discourse import Discourse
from kg.extract.found import PERSON
from kg.extract.grammar import ancestors
from kg.model import Entity, MentionKind

_MOST = 0.6
"""Share of all states mentioned from which on a text is about one of them."""
_OFTEN = 2
_ABOVE_STATES = frozenset({"Bloc", "Organization"})
_AT = frozenset({"at", "in", "near"})
_ALONG = frozenset({*_AT, "across", "around", "through", "throughout", "outside"})
_NEAR = 2
"""Sentences back that say where something happens."""
_WITHIN = frozenset({TieKind.OFFICE, TieKind.PART, TieKind.CAPITAL, TieKind.SEAT})


def home_of(d: Discourse, named: Sequence[Entity]) -> Entity | None:
    """The one state that a text is mostly about, counting those of its officials and bodies."""
    counts: Counter[str] = Counter()
    for entity, n in Counter(named).items():
        for state in (entity,) if entity.type in POLITIES else _above(d, entity):
            counts[state.id] += n
    for key, n in counts.most_common(1):
        if n >= _OFTEN and n >= _MOST * counts.total():
            return next((e for e in named if e.id == key), None) or d.text.table.entities.get(key)
    return None


def nearby(d: Discourse, i: int) -> Entity | None:
    """The only state that the sentences right before token `i` and its own name, else the only one of all before.

    States count with their places and bodies; None where an organisation is named beside, whose officials may be meant.
    """
    for reach in (_NEAR, len(d.number)):
        named = [e for r in d.before(i, reach) if r.found.kind is MentionKind.NAME for e in r.entities]
        found = {state.id: state for entity in named for state in _states(d, entity)}
        if found:
            return next((state for state in found.values() if len(found) == 1 and state.type in POLITIES), None)
    return None


def here(d: Discourse, i: int) -> Entity | None:
    """The one state where the clause of the subject at token `i` begins ("In Baghdad, police say")."""
    t = d.text.tree
    named = [r for r in d.before(i, 0) if r.found.kind is MentionKind.NAME]
    placed = [r for r in named if t.prep[r.found.head] in _AT and t.head[r.found.head] == t.head[i]]
    found = {s.id: s for r in placed for e in r.entities for s in _states(d, e)}
    return next((state for state in found.values() if len(found) == 1 and state.type in POLITIES), None)


def marching(d: Discourse, i: int) -> Entity | None:
    """The one state where those at token `i` march ("protesters marched through Minsk")."""
    t = d.text.tree
    named = [r for r in d.in_sentence.get(d.number[i], ()) if r.found.kind is MentionKind.NAME]
    placed = [r for r in named if t.prep[r.found.head] in _ALONG and t.head[r.found.head] == t.head[i]]
    found = {s.id: s for r in placed for e in r.entities for s in _states(d, e)}
    return next((state for state in found.values() if len(found) == 1 and state.type in POLITIES), None)


def _states(d: Discourse, entity: Entity) -> tuple[Entity, ...]:
    """The states that a named actor stands for; an organisation of states itself, which belongs to none of them."""
    return (entity,) if entity.type in POLITIES | _ABOVE_STATES else _above(d, entity)


def _above(d: Discourse, entity: Entity) -> tuple[Entity, ...]:
    """The states of a person's offices, of a body and of a place."""
    table = d.text.table
    ties = table.offices(entity.id, d.published) if entity.type == PERSON else table.ties_of(entity.id)
    above = {tie.target for tie in ties if tie.relation in _WITHIN}
    return tuple(table.entities[key] for key in sorted(above) if table.entities[key].type in POLITIES)


def speech(d: Discourse, i: int) -> int | None:
    """The verb that reports the clause of token `i`, or None."""
    t, below = d.text.tree, i
    for above in ancestors(t, i):
        said = d.text.lexicon.reports(t.lemma[above])
        if said and t.dep[below] in {"ccomp", "parataxis"}:
            return above
        below = above
    return None
