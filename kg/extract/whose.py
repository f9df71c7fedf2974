"""Whose is it? The state, organisation or people that the words beside a noun name."""

from collections.abc import Iterator

from kg.actors import POLITIES, TieKind
from kg.extract.discourse import COLLECTIVES, Discourse, owners, state_of
from kg.extract.grammar import children
from kg.extract.names import PLACE, Reference
from kg.model import Entity, MentionKind
from kg.referring import Unnamed

GROUP = "Group"
ARMED = "ArmedGroup"
FIGHTING = frozenset({"rising", "band"})
_EMPLOYERS = frozenset({*POLITIES, "Government", "Bloc", "Party", ARMED})
_NEAR_WORDS = 3
_OWNED = frozenset({"nmod:poss", "amod", "compound"})
_WITHIN = frozenset({"in", "from"})
_PEOPLES = frozenset({"NORP", "ORG", "GPE", "LOC", "PERSON"})
"""What the recogniser may call a people or movement."""


def employers(d: Discourse, i: int, row: Unnamed | None) -> list[Entity]:
    """Whom the unnamed official at token `i` serves: the possessor, else the state ("Japan's" and "the Japanese UN envoy")."""
    t = d.text.tree
    found = [e for e in owning(d, i, row) if _employs(d, e)]
    if len(found) > 1:
        possessor = [e for k in children(t, i, "nmod:poss") if k in d.by_head for e in d.by_head[k].entities if e in found]
        states = [e for e in found if e.type in POLITIES]
        found = next((one for one in (possessor, states) if len(one) == 1), found)
    return found


def named_by(d: Discourse, k: int, entity: Entity) -> bool:
    """True where token `k` belongs to the name of the actor."""
    near = (r.found for r in d.in_sentence.get(d.number[k], ()) if entity in r.entities)
    return k in d.covered and any(found.start <= k < found.end for found in near)


def _employs(d: Discourse, entity: Entity) -> bool:
    """True for a state, its bodies, parties and groups, and for organisations that the table knows."""
    return entity.type in _EMPLOYERS or (entity.type == "Organization" and entity.id in d.text.table.entities)


def owner_of(d: Discourse, i: int) -> Entity | None:
    """The state or organisation of the unnamed official at token `i`."""
    found = employers(d, i, None) or owning(d, i, None)
    return found[0] if len(found) == 1 else None


def owning(d: Discourse, i: int, row: Unnamed | None) -> tuple[Entity, ...]:
    """Whom the noun belongs to; a possessor or a group within ("of the MNLA") before an adjective."""
    t = d.text.tree
    span = i - len(row.form) + 1 if row is not None else i
    found: list[Entity] = []
    near = owners(d, i, COLLECTIVES | {PLACE}, seated=True)
    inner = [r for k in t.kids[i] if t.dep[k] == "compound" and span <= k < i for r in _modifying(d, k)]
    if not near and not inner:
        inner = list(around(d, i))
    for reference in (*near, *(r for r in inner if r not in near)):
        for entity in reference.entities if len(reference.entities) > 1 else (state_above(d, reference),):
            if entity is not None and entity.type in COLLECTIVES and entity not in found:
                found.append(entity)
    groups = [e for e in found if e.type == ARMED] if row is not None and row.kind in FIGHTING else []
    return tuple(groups[:1] or found)


def around(d: Discourse, i: int) -> Iterator[Reference]:
    """The state whose region a noun is in: "rebels in Sudan's war-torn Darfur region", "police in the Malian town of Gao"."""
    t = d.text.tree
    for k in children(t, i, "nmod"):
        if k > i and t.prep[k] in _WITHIN and t.lemma[k] in d.text.words.places["region"]:
            above = [m for m in t.kids[k] if (m < k and t.dep[m] in _OWNED) or (t.dep[m] == "nmod" and t.prep[m] == "of")]
            found = [d.by_head[m] for m in above if m in d.by_head and d.by_head[m].entities]
            yield from found[:1]


def _modifying(d: Discourse, k: int) -> Iterator[Reference]:
    for m in children(d.text.tree, k, "amod", "compound", "nmod:poss"):
        reference = d.by_head.get(m)
        if reference is not None and reference.entities:
            yield reference


def state_above(d: Discourse, reference: Reference) -> Entity | None:
    """The state of a seat or of a place in it, else the actor itself."""
    entity = state_of(d, reference)
    if entity is not None and entity.type == PLACE:
        table = d.text.table
        above = {tie.target for tie in table.ties_of(entity.id) if tie.relation in {TieKind.PART, TieKind.CAPITAL}}
        states = [table.entities[key] for key in sorted(above) if table.entities[key].type in POLITIES]
        return states[0] if len(states) == 1 else None
    return entity


def of_a_people(d: Discourse, i: int) -> bool:
    """True for "Kosovo's Albanian leaders", "Somali Islamist leaders": those of a people or creed in a state, not the state."""
    t = d.text.tree
    if any(k < i and t.lower[k] in d.text.words.verbs["creed"] for k in children(t, i, "amod", "compound")):
        return True
    states = [r for k in children(t, i, "nmod:poss") if (r := d.by_head.get(k)) is not None and r.found.kind is MentionKind.NAME]
    inside = any(t.forms[k][:1].isupper() and t.forms[k][1:].islower() for k in children(t, i, "amod"))
    return inside and any(e.type in POLITIES for r in states for e in r.entities)


def people_before(d: Discourse, i: int) -> str:
    """The capitalised word of a people or movement before the noun ("Tuareg rebels", "pro-Russian separatists")."""
    t = d.text.tree
    for k in range(i - 1, max(i - 1 - _NEAR_WORDS, -1), -1):
        word = t.forms[k]
        reference = d.by_end.get(k + 1)
        if d.number[k] != d.number[i] or (reference is not None and (reference.entity is None or reference.entity.type != GROUP)):
            glued = k > 1 and t.lower[k - 1] == "-" and reference is not None
            return t.words(k - 2, k + 1).capitalize() if glued and t.pos[k - 2] != "PROPN" else ""
        if t.lower[k] in d.text.words.verbs["creed"]:
            continue
        told = t.ent[k] in _PEOPLES and t.pos[k] in {"PROPN", "ADJ"}
        if word[:1].isupper() and (told or k in d.covered):
            return word
        if t.lower[k] == "-" and k + 1 < i and k > 0 and t.forms[k - 1][:1].isupper():
            return t.words(k - 1, k + 2)
        if t.pos[k] not in {"ADJ", "NOUN", "PROPN", "VERB", "PUNCT"} or t.lower[k] in {","}:
            return ""
    return ""
