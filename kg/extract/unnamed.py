"""Which actors have no name of their own, and are known by their state all the same? "Malian rebels", "the Turkish parliament"."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.actors import ActorTable, NameKind, Role, Strength, TieKind, slug
from kg.extract.discourse import COLLECTIVES, Discourse, owners, state_of
from kg.extract.found import PERSON
from kg.extract.grammar import SUBJECTS, children, preposition
from kg.extract.names import PLACE, POLITIES, Reference
from kg.model import Entity, MentionKind
from kg.referring import Unnamed

SOMEONE = "someone"
"""Form of a reference to an unnamed person."""
GROUP = "Group"
ARMED = "ArmedGroup"
_FIGHTING = frozenset({"rising", "band"})
_STATES = frozenset({"standing", "side", "troops"})
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
_SHORT = 2
"""Letters of an acronym that stands before a noun as an adjective does ("US officials")."""
_PEOPLES = frozenset({"NORP", "ORG", "GPE", "LOC", "PERSON"})
"""What the recogniser may call a people or movement."""
_MOST = 0.6
_OFTEN = 2
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
    person: bool = False
    open: bool = False


def setting(d: Discourse) -> Setting:
    """The unnamed actors of a text that stand beside their state or people, before anything else is resolved."""
    named = [r for r in d.references if r.found.kind is MentionKind.NAME and r.entity is not None]
    armed = {r.entity.id: r.entity for r in named if r.entity is not None and r.entity.type == ARMED}
    counts = Counter(r.entity.id for r in named if r.entity is not None and r.entity.type in POLITIES)
    polities = {r.entity.id: r.entity for r in named if r.entity is not None and r.entity.type in POLITIES}
    home = next((key for key, n in counts.most_common(1) if n >= _OFTEN and n >= _MOST * counts.total()), None)
    anchored: dict[int, tuple[Unnamed, Entity]] = {}
    for i in range(len(d.text.tree)):
        row = row_at(d, i)
        if row is not None and row.kind not in {*_STATES, "person"}:
            found = _beside(d, i, row)
            if len(found) == 1:
                anchored[i] = (row, found[0])
    return Setting(anchored, tuple(armed.values()), polities[home] if home is not None else None)


def row_at(d: Discourse, i: int) -> Unnamed | None:
    """The row of the table that the noun at token `i` spells with the words around it, the longest first."""
    t, words = d.text.tree, d.text.words.unnamed
    if t.pos[i] not in {"NOUN", "PROPN", "ADJ"}:
        return None
    plural = t.tag[i] in _PLURAL
    for row in (*words.get(t.lemma[i], ()), *(words.get(t.lower[i], ()) if t.lower[i] != t.lemma[i] else ())):
        if row.plural and not plural:
            continue
        at = next(k for k, word in enumerate(row.form) if word in {t.lemma[i], t.lower[i]})
        low, high = i - at, i - at + len(row.form)
        if low >= 0 and high <= len(t) and all(t.lower[k] == row.form[k - low] for k in range(low, high) if k != i):
            return row
    return None


def meant(d: Discourse, i: int, where: Setting) -> Meant | None:
    """Whom the unnamed noun at token `i` means; None where it is none of them, or nobody in particular.

    Beside a state it is that state's ("Malian rebels"); alone it is the one that the text has, or that of the one state
    that the text is about. Several that fit leave it open.
    """
    row = row_at(d, i)
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
    office = title is not None and title.end == i + 1 and title.kind not in _ELSEWHERE
    row = row_at(d, i)
    if t.tag[i] in _PLURAL or not (office or (row is not None and row.kind == "person")) or _has(d, i, "cop"):
        return None
    found = _owning(d, i, row)
    if len(found) == 1:
        low = title.start if office and title is not None else i
        while low > 0 and t.head[low - 1] == i and t.dep[low - 1] == "compound" and low - 1 not in d.covered:
            low -= 1
        noun = " ".join(word.text if t.pos[word.i] == "PROPN" else word.lower_ for word in t.doc[low : i + 1])
        return Meant((own(d.text.table, found[0], noun, PERSON),), "described by office and owner", person=True)
    if not found and _definite(d, i) and not _modified(d, i, row):
        for reference in d.before(i, len(d.number)):
            if reference.found.form == SOMEONE and t.lemma[reference.found.head] == t.lemma[i]:
                return Meant(reference.entities, "the same word before", person=True)
    return None


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
        row = row_at(d, k)
        named = d.by_head.get(k) if k > i and spokes else None
        if named is not None and named.entity is not None and named.entity.type in {*COLLECTIVES, PERSON}:
            return Meant(named.entities, "speaks for it")
        if row is None or row.kind == "person":
            continue
        if row.kind in _STATES:
            found = _stands_for(d, k, row, where)
        elif k in where.anchored:
            found = Meant((where.anchored[k][1],), "")
        else:
            found = _alone(d, k, row, where, definite=True)
        if found is not None and found.entities:
            return Meant(found.entities, "speaks for it")
    return None


def body_of(table: ActorTable, state: Entity, words: str) -> Entity:
    """The body of a state that `words` name: a known one, else one of its own.

    >>> from kg import actors
    >>> table = actors.load()
    >>> [body_of(table, table.entities[state], "army").label for state in ("israel", "mali")]
    ['Israel Defense Forces', 'Malian army']
    """
    for start in dict.fromkeys((*_adjectives(table).get(state.id, ()), state.label)):
        for name in table.find(f"{start} {words}"):
            if name.strength is Strength.STRONG and table.entities[name.actor].type not in {PERSON, PLACE}:
                return table.entities[name.actor]
    return own(table, state, words, "Government")


def own(table: ActorTable, owner: Entity, noun: str, kind: str) -> Entity:
    """An actor that is known by its state or people and a noun; the same id in every article."""
    words = _adjectives(table).get(owner.id, ())
    label = f"{words[0] if words else _short(table, owner)} {noun}"
    unique = not words or table.demonym(words[0]) in {owner.id, None} and not _shared(table, words[0])
    key = slug(label if unique else f"{owner.label} {noun}")
    known = table.entities.get(key)
    if known is not None and known.type == kind:
        return known
    return Entity(key if known is None else f"{key}-{slug(kind)}", label, kind, (label,))


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
    """State's id -> its adjectives, the usual one first: strong, in use, most like the name of the state, short."""
    found: dict[str, list[tuple[bool, bool, bool, int, int, str]]] = {}
    for name in table.names():
        entity = table.entities[name.actor]
        if entity.type not in POLITIES:
            continue
        acronym = name.kind is NameKind.ACRONYM and len(name.name) == _SHORT and name.strength is Strength.STRONG
        if (name.kind is NameKind.DEMONYM or acronym):
            alike = _prefix(name.name, entity.label)
            weak = name.strength is not Strength.STRONG
            found.setdefault(name.actor, []).append((bool(name.until), weak, not acronym, -alike, len(name.name), name.name))
    return {actor: tuple(row[-1] for row in sorted(rows)) for actor, rows in found.items()}


def _prefix(one: str, other: str) -> int:
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


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
    if owner.type in _OF_GROUPS:
        return owner if row.kind in {*_FIGHTING, "camp"} else None
    if owner.type not in POLITIES:
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
        word = t.doc[k].text
        reference = d.by_end.get(k + 1)
        if d.number[k] != d.number[i] or (reference is not None and (reference.entity is None or reference.entity.type != GROUP)):
            glued = k > 1 and t.lower[k - 1] == "-" and reference is not None
            return t.doc[k - 2 : k + 1].text.capitalize() if glued and t.pos[k - 2] != "PROPN" else ""
        if word[:1].isupper() and t.pos[k] in {"PROPN", "ADJ"} and (t.doc[k].ent_type_ in _PEOPLES or k in d.covered):
            return word
        if t.lower[k] == "-" and k + 1 < i and k > 0 and t.doc[k - 1].text[:1].isupper():
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
    if i > 0 and (t.pos[i - 1] == "NUM" or t.lower[t.head[i]] in quantity and t.dep[i] == "nmod"):
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
    same = {e.id: e for r, e in where.anchored.values() if r.noun == row.noun}
    like = {e.id: e for r, e in where.anchored.values() if r.kind in _FIGHTING} if row.kind in _FIGHTING else {}
    armed = {e.id: e for e in where.armed} if row.kind in _FIGHTING else {}
    for fits in (same, like, armed):
        if len(fits) == 1:
            return Meant(tuple(fits.values()), "the one of its kind in the text")
        if fits:
            return Meant(_NOBODY, ", ".join(e.label for e in fits.values()), open=True)
    if where.home is None or row.kind == "band":
        return None
    found = _belonging(d, row, where.home)
    return Meant((found,), "of the state that the text is about") if found is not None else None


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
    if row.kind == "standing" and not row.plural and not _definite(d, i):
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
