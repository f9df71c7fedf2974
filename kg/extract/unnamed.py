"""Which actors have no name, and are known by their state all the same? "Malian rebels", "the Turkish parliament"."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.actors import POLITIES, NameKind, Role, TieKind, slug
from kg.extract.bodies import body_of, own, row_at
from kg.extract.discourse import COLLECTIVES, Discourse, owners, state_of
from kg.extract.found import PERSON
from kg.extract.grammar import SUBJECTS, children, preposition
from kg.extract.names import PLACE, Reference, own_entity, words_of
from kg.model import Entity, MentionKind
from kg.referring import Unnamed

SOMEONE = "someone"
"""Form of a reference to an unnamed person."""
GROUP = "Group"
ARMED = "ArmedGroup"
_NATIONAL = frozenset({"rising", "camp", "body"})
"""Classes of which the one state of a text has one each."""
_FIGHTING = frozenset({"rising", "band"})
_STATES = frozenset({"standing", "side", "troops"})
_EMPLOYERS = frozenset({*POLITIES, "Government", "Bloc", "Party", ARMED})
_OF_GROUPS = frozenset({ARMED, "Party", "Organization"})
_ELSEWHERE = frozenset({"analyst", "other", "monarch", Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT})
"""Kinds of title that carry no office, or one whose holder is known by name or left open."""
_ATTRIBUTES = frozenset({"amod", "compound", "nmod", "nmod:poss", "nmod:desc", "nummod", "flat"})
_DEFINITE = frozenset({"the", "this", "that", "both"})
_SPEAKING = frozenset({"for", "of", "from", "with"})
_TELLING = frozenset({"of", "from", "in", "at", "near", "with"})
_TIMES = frozenset({"DATE", "TIME"})
_PLURAL = frozenset({"NNS", "NNPS"})
_NEAR_WORDS = 3
_PEOPLES = frozenset({"NORP", "ORG", "GPE", "LOC", "PERSON"})
"""What the recogniser may call a people or movement."""
_MOST = 0.6
"""Share of all states mentioned from which on a text is about one of them."""
_OFTEN = 2
_WITHIN = frozenset({TieKind.OFFICE, TieKind.PART, TieKind.CAPITAL, TieKind.SEAT})
_NOBODY: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text says of unnamed actors as a whole: token -> (row, actor) where the state stands beside the noun.

    `armed` are the armed groups that it names, `home` the one state that it is mostly about, or None.
    """

    anchored: Mapping[int, tuple[Unnamed, Entity]]
    armed: tuple[Entity, ...]
    home: Entity | None


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom an unnamed noun means, and why; nobody where `open` tells what is missing."""

    entities: tuple[Entity, ...]
    reason: str
    open: bool = False


def setting(d: Discourse) -> Setting:
    """The unnamed actors of a text that stand beside their state or people, before anything else is resolved."""
    named = [r for r in d.references if r.found.kind is MentionKind.NAME and r.entity is not None]
    armed = {r.entity.id: r.entity for r in named if r.entity is not None and r.entity.type == ARMED}
    home = _home(d, [r.entity for r in named if r.entity is not None])
    anchored: dict[int, tuple[Unnamed, Entity]] = {}
    t, known = d.text.tree, d.text.words.unnamed
    for i in (i for i in range(len(t)) if t.lemma[i] in known or t.lower[i] in known):
        row = row_at(d.text, i)
        if row is not None and row.kind not in {*_STATES, "person"}:
            name = d.by_head.get(i)
            if i in d.covered and (name is None or name.found.end != i + 1):
                continue
            found = _beside(d, i, row) if name is None else name.entities
            if len(found) == 1 and (name is None or found[0].type == row.type):
                anchored[i] = (row, found[0])
    return Setting(anchored, tuple(armed.values()), home)


def _home(d: Discourse, named: Sequence[Entity]) -> Entity | None:
    """The one state that a text is mostly about, counting those of its officials and bodies."""
    table = d.text.table
    counts: Counter[str] = Counter()
    for entity, n in Counter(named).items():
        if entity.type in POLITIES:
            counts[entity.id] += n
            continue
        ties = table.offices(entity.id, d.published) if entity.type == PERSON else table.ties_of(entity.id)
        for target in {t.target for t in ties if t.relation in _WITHIN and table.entities[t.target].type in POLITIES}:
            counts[target] += n
    for key, n in counts.most_common(1):
        if n >= _OFTEN and n >= _MOST * counts.total():
            return next((e for e in named if e.id == key), None) or table.entities.get(key)
    return None


def meant(d: Discourse, i: int, where: Setting) -> Meant | None:
    """Whom the unnamed noun at token `i` means; None where it is none of them, or nobody in particular.

    Beside a state it is that state's ("Malian rebels"); alone it is the one that the text has, or that of the one state
    that the text is about. Several that fit leave it open.
    """
    row = row_at(d.text, i)
    if row is None:
        return None
    if row.kind in _STATES:
        return _stands_for(d, i, row, where)
    if row.kind == "person" or _not_them(d, i, row):
        return None
    if i in where.anchored:
        return Meant((where.anchored[i][1],), "named by its state or people")
    several = _beside(d, i, row)
    if several:
        return Meant(several, "named by their states")
    return _alone(d, i, row, where)


def described(d: Discourse, i: int) -> Meant | None:
    """The one unnamed official at token `i` who carries a state or organisation ("a French minister")."""
    t = d.text.tree
    title = d.text.title_at.get(i)
    office = title if title is not None and title.end == i + 1 else None
    row = row_at(d.text, i)
    if t.tag[i] in _PLURAL or _has(d, i, "cop") or t.lemma[i] in d.text.words.verbs["counterpart"]:
        return None
    if office.kind in _ELSEWHERE if office is not None else (row is None or row.kind != "person"):
        return None
    found = [e for e in _owning(d, i, row) if _employs(d, e)]
    if len(found) == 1:
        low = office.start if office is not None else i
        while low > 0 and t.head[low - 1] == i and t.dep[low - 1] == "compound" and low - 1 not in d.covered:
            low -= 1
        words = t.doc[low : i + 1]
        parts = ((word.text if t.pos[word.i] == "PROPN" else word.lower_) + word.whitespace_ for word in words)
        noun = " ".join("".join(parts).split())
        body = _body_before(d, low, found[0])
        person = own_entity(d.text, f"{body} {noun}", PERSON) if body else own(d.text.table, found[0], noun, PERSON)
        return Meant((person,), "described by office and owner")
    if not found and _definite(d, i) and not _modified(d, i, row):
        for reference in d.before(i, len(d.number)):
            if reference.found.form == SOMEONE and t.lemma[reference.found.head] == t.lemma[i]:
                return Meant(reference.entities, "the same word before")
    return None


def _body_before(d: Discourse, low: int, owner: Entity) -> str:
    """The words right before token `low` that name the body of a state by the state ("Chadian army" officer), or ""."""
    near = d.by_end.get(low)
    if near is None or near.entity != owner or owner.type != "Government":
        return ""
    words = " ".join(words_of(d.text, near.found).split())
    first = d.text.table.find(words.rpartition(" ")[0])
    return words if any(name.kind is NameKind.DEMONYM for name in first) else ""


def _employs(d: Discourse, entity: Entity) -> bool:
    """True for a state, its bodies, parties and groups, and for organisations that the table knows."""
    return entity.type in _EMPLOYERS or (entity.type == "Organization" and entity.id in d.text.table.entities)


def owner_of(d: Discourse, i: int) -> Entity | None:
    """The state or organisation of the unnamed official at token `i`."""
    found = _owning(d, i, None)
    return found[0] if len(found) == 1 else None


def speaks_for(d: Discourse, i: int, where: Setting) -> Meant | None:
    """Whom a nameless spokesperson or official speaks for: "a spokesman for the rebels", "an army spokesman"."""
    t = d.text.tree
    title = d.text.title_at.get(i)
    spokes = title is not None and title.end == i + 1 and title.kind == Role.SPOKESPERSON
    if not spokes and (t.tag[i] not in _PLURAL or d.text.words.nominal("official", t.lemma[i]) is None):
        return None
    for k in (*children(t, i, "compound"), *(k for k in children(t, i, "nmod") if k > i and preposition(t, k) in _SPEAKING)):
        row = row_at(d.text, k)
        named = d.by_head.get(k) if k > i and spokes else None
        if named is not None and named.entity is not None and named.entity.type in COLLECTIVES:
            return Meant(named.entities, "speaks for it")
        if row is None or row.kind == "person":
            continue
        mine = tuple(e for owner in _owning(d, i, None) if (e := _belonging(d, row, owner)) is not None) if k < i else ()
        if row.kind in _STATES:
            found = _stands_for(d, k, row, where)
        elif mine:
            found = Meant(mine, "")
        elif k in where.anchored:
            found = Meant((where.anchored[k][1],), "")
        else:
            found = _alone(d, k, row, where, definite=True)
        if found is not None and found.entities:
            return Meant(found.entities, "speaks for it")
    return None


def _beside(d: Discourse, i: int, row: Unnamed) -> tuple[Entity, ...]:
    """The actors of a noun whose state, people or group stands beside it."""
    if _not_them(d, i, row):
        return _NOBODY
    people = _people(d, i) if row.kind in _FIGHTING else ""
    if people:
        key = slug(f"{people} {row.noun}")
        known = d.text.table.entities.get(key)
        return (known if known is not None else Entity(key, f"{people} {row.noun}", row.type, (f"{people} {row.noun}",)),)
    found = [_belonging(d, row, owner) for owner in _owning(d, i, row)]
    return tuple(dict.fromkeys(e for e in found if e is not None))


def _belonging(d: Discourse, row: Unnamed, owner: Entity) -> Entity | None:
    """The rebels, party or body of an owner; a group's own fighters and lawmakers are the group."""
    if owner.type in _OF_GROUPS and row.kind in _FIGHTING:
        return owner
    if owner.type not in POLITIES and not (owner.type == "Party" and row.kind == "local" and row.type != "Government"):
        return None
    if row.kind == "body" and row.type != "Media":
        return body_of(d.text.table, owner, row.noun)
    return own(d.text.table, owner, row.noun, row.type)


def _owning(d: Discourse, i: int, row: Unnamed | None) -> tuple[Entity, ...]:
    """Whom the noun belongs to; a possessor or a group within ("of the MNLA") before an adjective."""
    t = d.text.tree
    span = i - len(row.form) + 1 if row is not None else i
    found: list[Entity] = []
    near = owners(d, i, COLLECTIVES | {PLACE}, seated=True)
    inner = [r for k in t.kids[i] if t.dep[k] == "compound" and span <= k < i for r in _modifying(d, k)]
    for reference in (*near, *(r for r in inner if r not in near)):
        for entity in reference.entities if len(reference.entities) > 1 else (_up(d, reference),):
            if entity is not None and entity.type in COLLECTIVES and entity not in found:
                found.append(entity)
    groups = [e for e in found if e.type == ARMED] if row is not None and row.kind in _FIGHTING else []
    return tuple(groups[:1] or found)


def _modifying(d: Discourse, k: int) -> Iterator[Reference]:
    for m in children(d.text.tree, k, "amod", "compound", "nmod:poss"):
        reference = d.by_head.get(m)
        if reference is not None and reference.entities:
            yield reference


def _up(d: Discourse, reference: Reference) -> Entity | None:
    """The state of a seat or of a place in it, else the actor itself."""
    entity = state_of(d, reference)
    if entity is not None and entity.type == PLACE:
        table = d.text.table
        above = {tie.target for tie in table.ties_of(entity.id) if tie.relation in {TieKind.PART, TieKind.CAPITAL}}
        states = [table.entities[key] for key in sorted(above) if table.entities[key].type in POLITIES]
        return states[0] if len(states) == 1 else None
    return entity


def _people(d: Discourse, i: int) -> str:
    """The capitalised word of a people or movement before the noun ("Tuareg rebels", "pro-Russian separatists")."""
    t = d.text.tree
    for k in range(i - 1, max(i - 1 - _NEAR_WORDS, -1), -1):
        word = t.forms[k]
        reference = d.by_end.get(k + 1)
        if d.number[k] != d.number[i] or (reference is not None and (reference.entity is None or reference.entity.type != GROUP)):
            glued = k > 1 and t.lower[k - 1] == "-" and reference is not None
            return t.doc[k - 2 : k + 1].text.capitalize() if glued and t.pos[k - 2] != "PROPN" else ""
        if t.lower[k] in d.text.words.verbs["creed"]:
            continue
        told = t.doc[k].ent_type_ in _PEOPLES and t.pos[k] in {"PROPN", "ADJ"}
        if word[:1].isupper() and (told or k in d.covered):
            return word
        if t.lower[k] == "-" and k + 1 < i and k > 0 and t.forms[k - 1][:1].isupper():
            return t.doc[k - 1 : k + 2].text
        if t.pos[k] not in {"ADJ", "NOUN", "PROPN", "VERB", "PUNCT"} or t.lower[k] in {","}:
            return ""
    return ""


def _not_them(d: Discourse, i: int, row: Unnamed) -> bool:
    """True for a count of people, a predicate, or a noun that takes "to" ("opposition to the plan")."""
    t = d.text.tree
    quantity = d.text.words.verbs["quantity"]
    if any(t.lower[k] in quantity for k in t.kids[i]) or _has(d, i, "nummod") or _has(d, i, "cop"):
        return True
    if i > 0 and (t.pos[i - 1] == "NUM" or (t.lower[t.head[i]] in quantity and t.dep[i] == "nmod")):
        return True
    if row.kind != "camp" or _plural(d, i):
        return False
    if any(k > i and preposition(t, k) == "to" for k in t.kids[i]):
        return True
    return not (_definite(d, i) or _has(d, i, "det") or _has(d, i, "nmod:poss") or t.dep[i] in SUBJECTS)


def _alone(d: Discourse, i: int, row: Unnamed, where: Setting, *, definite: bool = False) -> Meant | None:
    """Whom the noun without any state means: the one of its kind in the text, else the body of the text's one state."""
    bare = _plural(d, i) and not _has(d, i, "det")
    if not definite and (_modified(d, i, row) or not (_definite(d, i) or bare)):
        return None
    if row.kind == "local":
        return None
    before = _same_body(d, i, row) if row.kind == "body" else None
    if before is not None:
        return Meant((before,), "the last of this sort")
    same = {e.id: e for r, e in where.anchored.values() if r.noun == row.noun}
    like = {e.id: e for r, e in where.anchored.values() if r.kind in _FIGHTING} if row.kind in _FIGHTING else {}
    # "Rebel groups, including the KNU": only "the rebels" may be the one group that is named.
    armed = {e.id: e for e in where.armed} if row.kind in _FIGHTING and (definite or _definite(d, i)) else {}
    for fits in (same, like, armed):
        if len(fits) == 1:
            return Meant(tuple(fits.values()), "the one of its kind in the text")
        if fits:
            return Meant(_NOBODY, ", ".join(e.label for e in fits.values()), open=True)
    if where.home is None or row.kind not in _NATIONAL:
        return None
    found = _belonging(d, row, where.home)
    return Meant((found,), "of the state that the text is about") if found is not None else None


def _same_body(d: Discourse, i: int, row: Unnamed) -> Entity | None:
    """The body that the text last spoke of in these words ("the Chinese coast guard … the coast guard")."""
    t = d.text.tree
    low = i - row.form.index(t.lower[i]) if t.lower[i] in row.form else i
    for reference in d.before(low, len(d.number)):
        found = reference.found
        words = t.lower[max(found.start, found.end - len(row.form)) : found.end]
        if words == row.form and reference.entity is not None and found.end - found.start > len(row.form):
            return reference.entity
    return None


def _stands_for(d: Discourse, i: int, row: Unnamed, where: Setting) -> Meant | None:
    """The state that its government, side or troops stand for."""
    t = d.text.tree
    if row.kind == "troops" and t.dep[i] not in SUBJECTS and preposition(t, i) != "by":
        return None
    found = [e for e in _owning(d, i, row) if e.type in POLITIES]
    if found:
        return Meant(tuple(found), "stands for its state")
    if row.kind == "side" or _not_them(d, i, row) or _modified(d, i, row):
        return None
    if row.kind == "standing" and not _definite(d, i) and not (row.plural and t.dep[i] in SUBJECTS):
        return None
    for reference in d.before(i, len(d.number)):
        head = reference.found.head
        again = t.lemma[head] == row.form[0] and reference.found.kind is MentionKind.NOMINAL
        if again and reference.entity is not None and reference.entity.type in POLITIES:
            return Meant((reference.entity,), "the same word before")
    return Meant((where.home,), "the state that the text is about") if where.home is not None else None


def _definite(d: Discourse, i: int) -> bool:
    t = d.text.tree
    return any(t.lower[k] in _DEFINITE for k in children(t, i, "det"))


def _has(d: Discourse, i: int, label: str) -> bool:
    return bool(children(d.text.tree, i, label))


def _plural(d: Discourse, i: int) -> bool:
    return d.text.tree.tag[i] in _PLURAL


def _modified(d: Discourse, i: int, row: Unnamed | None) -> bool:
    """True where words beside those of the row say which one it is."""
    t = d.text.tree
    size = len(row.form) - 1 if row is not None else 0
    beside = (k for k in t.kids[i] if t.dep[k] in _ATTRIBUTES and not 0 < abs(k - i) <= size)
    return any(k < i or (preposition(t, k) in _TELLING and t.doc[k].ent_type_ not in _TIMES) for k in beside)
