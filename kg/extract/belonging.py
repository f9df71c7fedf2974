"""Which actor does a noun mean by the words before it? "The Hamas movement" is Hamas, "his country" the speaker's state."""

from collections.abc import Iterator, Mapping, Sequence

from kg.actors import POLITIES, Strength
from kg.extract.bodies import led, row_at
from kg.extract.discourse import COLLECTIVES, Discourse, affixed, owners, represents
from kg.extract.found import PEOPLE, PERSON
from kg.extract.grammar import SUBJECTS, children
from kg.extract.names import Reference, own_entity
from kg.extract.offices import definite
from kg.extract.unnamed import SOMEONE
from kg.extract.whose import owner_of
from kg.model import Entity, MentionKind
from kg.referring import Unnamed

OWNED = "owned"
"""Form of a reference by a possessor ("his country")."""
_SORTED = frozenset({"ArmedGroup", "Media", "Party"})
"""Actors that are called by a name and what they are; of others the noun may be a part ("the UN agency")."""
MEMBER = "member"
_RANKS = frozenset({"ArmedGroup", "Government"})
"""Actors whose members act for them; those of a party, a bloc or a parliament may act for themselves."""
_OWN = frozenset({"own", "whole", "entire"})
_STANDING = "standing"
COALITION = "coalition"
_LED = "-led"
_WHOLES = frozenset({"Organization", "Bloc"})
_PARTS = frozenset({"Organization", "Government"})
_GROUPS = frozenset({"ArmedGroup", "Party"})


def sort_of(d: Discourse, i: int, lemma: str) -> Entity | None:
    """The actor whose name stands right before a noun that says of what sort it is: "the FARC rebel group", "her Likud party".

    "A Hamas group" and "a Likud-led party" are others; so is the agency of an organisation.
    """
    t = d.text.tree
    row = d.text.words.nominal("body", lemma)
    if row is None or (children(t, i, "det") and not definite(d, i)):
        return None
    k = i - 1
    while k > 0 and k in t.kids[i] and d.text.tree.lower[k] in d.text.words.verbs["sort"] and k not in d.covered:
        k -= 1
    near = d.by_end.get(k + 1)
    if near is None or near.entity is None or near.found.kind is not MentionKind.NAME or t.tag[k] == "POS":
        return None
    demonym = any(name.kind in PEOPLE for name in near.found.names)
    fits = near.entity.type in _SORTED or (near.entity.type in {"Organization", "Bloc"} and bool(row.hint))
    if not (definite(d, i) or children(t, i, "nmod:poss")) and near.entity.type != "ArmedGroup":
        return None  # "Janjaweed militia attacked", but not "Likud party members"
    if demonym or not fits or near.entity.type not in row.types or affixed(t, near.found.start, near.found.end):
        return None
    return near.entity


def is_members(d: Discourse, i: int) -> bool:
    """True for "members"."""
    return d.text.tree.lemma[i] == MEMBER and d.text.tree.tag[i] == "NNS"


def members_of(d: Discourse, i: int, anchored: Mapping[int, tuple[Unnamed, Entity]]) -> Entity | None:
    """The armed group or organ of state whose members act ("members of Ghana's army killed two"); not "some members of it"."""
    t = d.text.tree
    if not is_members(d, i) or t.dep[i] not in {*SUBJECTS, "obl:agent"} or any(k < i for k in t.kids[i]):
        return None
    for k in (k for k in children(t, i, "nmod") if k > i and t.prep[k] == "of"):
        named = d.by_head.get(k)
        found = named.entity if named is not None else anchored[k][1] if k in anchored else None
        if found is not None and found.type in _RANKS:
            return found
    return None


def is_kin(d: Discourse, i: int) -> bool:
    """True for "his son", "her husband"."""
    human = d.text.words.nominal("human", d.text.tree.lemma[i])
    return human is not None and d.text.tree.tag[i] == "NN" and bool(children(d.text.tree, i, "nmod:poss"))


def kin_of(d: Discourse, i: int) -> Entity | None:
    """ "Berg and her son" after "Berg's son, Jonas Lind": the one whom the text named as that before."""
    t = d.text.tree
    whose = {person.id for person in _possessors(d, i)} if is_kin(d, i) else set()
    if not whose:
        return None
    for reference in d.before(i, len(d.number)):
        noun = t.head[reference.found.head] if t.dep[reference.found.head] in {"appos", "flat"} else reference.found.start - 1
        named = reference.found.kind is MentionKind.NAME and reference.entity is not None and reference.entity.type == PERSON
        if named and noun >= 0 and t.lemma[noun] == t.lemma[i] and whose & {p.id for p in _possessors(d, noun)}:
            return reference.entity
    return None


def own_state(d: Discourse, i: int, lemma: str) -> Entity | None:
    """The state of "his country" and "Berg's government": the one for which the possessor speaks, or None."""
    t = d.text.tree
    body, row = d.text.words.nominal("body", lemma), row_at(d.text, i)
    country = body is not None and set(body.types) <= POLITIES
    if not country and not (row is not None and row.kind == _STANDING and row.form == (lemma,)):
        return None
    if any(t.lower[k] not in _OWN for k in children(t, i, "amod", "compound", "nummod") if k not in d.covered):
        return None
    for person in _possessors(d, i):
        state = _represented(d, person)
        if state is not None and state.type in POLITIES:
            return state
    return None


def _possessors(d: Discourse, i: int) -> Iterator[Entity]:
    for k in children(d.text.tree, i, "nmod:poss", "compound"):
        reference = d.by_head.get(k)
        if reference is not None and reference.entity is not None and reference.entity.type == PERSON:
            yield reference.entity


def _represented(d: Discourse, person: Entity) -> Entity | None:
    """The state or organisation that a person speaks for; of one without a name that of the description."""
    described: list[Reference] = [r for r in d.references if r.found.form == SOMEONE and r.entity == person]
    if described:
        return owner_of(d, described[0].found.head)
    key = represents(d).get(person.id, "")
    known = {e.id: e for r in d.references for e in r.entities}
    return known.get(key) or d.text.table.entities.get(key)


def called(d: Discourse, i: int, lemma: str) -> Entity | None:
    """The last actor that has the noun in its name ("the coalition" after "the US-led coalition")."""
    every = (e for r in d.before(i, len(d.number)) for e in r.entities if e.type in COLLECTIVES)
    return next((e for e in every if lemma in e.label.lower().split()), None)


def coalition(d: Discourse, i: int, lemma: str) -> tuple[Entity, ...]:
    """ "The US-led coalition"; "coalition forces", who act for the one coalition of the text or by themselves."""
    if lemma == COALITION:
        leader = _leader(d, i)
        return (led(d.text.table, leader, lemma),) if leader is not None else ()
    if i == 0 or d.text.tree.lower[i - 1] != COALITION or d.text.words.nominal("force", lemma) is None:
        return ()
    leader = _leader(d, i - 1)
    known = led(d.text.table, leader, COALITION) if leader is not None else called(d, i, COALITION)
    beside = [e for r in owners(d, i) for e in r.entities if e.type in POLITIES and e != leader]  # "Iraqi and coalition forces"
    return (*beside, known or own_entity(d.text, "Coalition forces", "Organization"))


def _leader(d: Discourse, i: int) -> Entity | None:
    """Who leads what the noun names, by the word right before it ("NATO-led", "US-led")."""
    words = d.text.tree.words(max(i - 3, 0), i).split()
    name = words[-1].removesuffix(_LED) if words and words[-1].endswith(_LED) else ""
    known = [d.text.table.entities[n.actor] for n in d.text.table.find(name) if n.strength is Strength.STRONG] if name else []
    return known[0] if known and known[0].type in COLLECTIVES else None


def part_of(d: Discourse, i: int, above: Sequence[Entity | None], kinds: Sequence[str]) -> Entity | None:
    """ "The UN agency", "the Lebanese group": the last organisation that is part of the one named beside, the one group of a
    text that may be of that state.
    """
    ties, owner = d.text.table.ties_of, above[0]
    if owner is None or len(set(above)) > 1 or owner.type not in POLITIES | _WHOLES:
        return None
    before = [r.entity for r in d.before(i, len(d.number)) if r.found.kind is MentionKind.NAME and r.entity is not None]
    if owner.type in _WHOLES:
        return next((e for e in before if e.type in _PARTS and owner.id in {tie.target for tie in ties(e.id)}), None)
    groups = {e.id: e for e in before if e.type in _GROUPS and e.type in kinds}
    mine = [e for e in groups.values() if owner.id in {tie.target for tie in ties(e.id)}]
    stateless = [e for e in groups.values() if not any(d.text.table.entities[tie.target].type in POLITIES for tie in ties(e.id))]
    found = mine or stateless
    return found[0] if len(found) == 1 else None
