"""Which actors have no name, and are known by their state all the same? "Malian rebels", "the Turkish parliament"."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.actors import POLITIES, NameKind, Role, slug
from kg.extract.bodies import body_of, own, row_at, state_of_body
from kg.extract.discourse import COLLECTIVES, Discourse, represents
from kg.extract.documents import is_document
from kg.extract.found import PERSON
from kg.extract.grammar import SUBJECTS, children, conjuncts, grammatical_subject
from kg.extract.home import here, home_of, marching, nearby, speech
from kg.extract.names import Reference, own_entity, words_of
from kg.extract.whose import ARMED, FIGHTING, employers, named_by, of_a_people, owner_of, owning, people_before, state_above
from kg.model import Entity, MentionKind
from kg.referring import Unnamed

SOMEONE = "someone"
"""Form of a reference to an unnamed person."""
_NATIONAL = frozenset({"rising", "camp", "body"})
"""Classes of which the one state of a text has one each."""
TROOPS = "troops"
_STATES = frozenset({"standing", "side", TROOPS})
_COMMUNITY = "community"
_WORLDWIDE = frozenset({"abroad", "elsewhere", "everywhere", "overseas", "worldwide"})
_FOLK = "folk"
"""Class of nouns for those who lead or speak for a people ("Kurdish leaders")."""
_LOCAL, _CAMP = "local", "camp"
_CIVIC = "civic"
_LEAGUE = "league"
_PROTESTERS = "protesters"
_THRONG = "throng"
_PARTS = frozenset({_CIVIC, _LEAGUE, _THRONG})
_MANY = frozenset({_LOCAL, *_PARTS})
"""Classes of which a state has many, so that only bare plurals that act mean all of them."""
_ECHO = "echo"
"""Class of nouns that mean by themselves whom the text has named before ("the generals" of a junta)."""
_OF_GROUPS = frozenset({ARMED, "Party", "Organization"})
_ELSEWHERE = frozenset({"analyst", "other", "monarch", Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT})
"""Kinds of title that carry no office, or one whose holder is known by name or left open."""
_ATTRIBUTES = frozenset({"amod", "compound", "nmod", "nmod:poss", "nmod:desc", "nummod", "flat"})
_ANY = frozenset({"a", "an", "another"})
_SEATED = frozenset({"based"})
"""What tells where a group is at home ("a New York-based group")."""
_DEFINITE = frozenset({"the", "this", "that", "both"})
_SPEAKING = frozenset({"for", "of", "from", "with"})
_TELLING = frozenset({"of", "for", "from", "in", "at", "near", "with"})
_TIMES = frozenset({"DATE", "TIME"})
_PLURAL = frozenset({"NNS", "NNPS"})
_NEAR_WORDS = 3
_NEAR_SENTENCES = 3
_OFFICIALS = ("official",)
_IN_OFFICE = frozenset({Role.HEAD_OF_GOVERNMENT, Role.FOREIGN_MINISTER, Role.DEFENCE_MINISTER, Role.MINISTER})
_ISSUING = frozenset({"body", "standing"})
_TOLD_BY = frozenset({"according to", "in"})
_DIPLOMAT = "diplomat"
_ABROAD = frozenset({Role.FOREIGN_MINISTER, Role.ENVOY})
_HIGHEST = frozenset({"top", "chief", "main", "highest-ranking"})
_SOON = 2
"""Sentences after a description in which the one whom it means is named."""
_HIGH = frozenset({"senior", "top", "chief"})
_OFTEN_OTHERS = frozenset({_OFFICIALS, ("soldier",), ("troop",)})
"""Plurals that with "the" mean some that were spoken of, and no state."""
_NOBODY: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text says of unnamed actors as a whole: token -> (row, actor) where the state stands beside the noun.

    `armed` are the armed groups that it names, `home` the one state that it is mostly about, or None.
    """

    anchored: Mapping[int, tuple[Unnamed, Entity]]
    armed: tuple[Entity, ...]
    home: Entity | None
    speaks: Mapping[str, str] = field(default_factory=dict)


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
    home = home_of(d, [r.entity for r in named if r.entity is not None])
    anchored: dict[int, tuple[Unnamed, Entity]] = {}
    t, known = d.text.tree, d.text.words.unnamed
    for i in [i for i, (base, word) in enumerate(zip(t.lemma, t.lower, strict=True)) if base in known or word in known]:
        row = row_at(d.text, i)
        if row is not None and row.kind not in {*_STATES, "person", _COMMUNITY, _FOLK, _ECHO}:
            name = d.by_head.get(i)
            if i in d.covered and (name is None or name.found.end != i + 1):
                continue
            found = _beside(d, i, row) if name is None else name.entities
            if len(found) == 1 and (name is None or found[0].type == row.type):
                anchored[i] = (row, found[0])
    return Setting(anchored, tuple(armed.values()), home, {**_at_home(d, home), **represents(d)})


def _at_home(d: Discourse, home: Entity | None) -> Mapping[str, str]:
    """Person's id -> the state that a text is about, for ministers of whom nothing says whose they are."""
    if home is None:
        return {}
    offices = [o for o in d.offices if o.owner is None and o.kind in _IN_OFFICE and not o.over]
    return {o.person.id: home.id for o in offices if not d.text.table.ties_of(o.person.id)}


def meant(d: Discourse, i: int, where: Setting) -> Meant | None:
    """Whom the unnamed noun at token `i` means; None where it is none of them, or nobody in particular.

    Beside a state it is that state's ("Malian rebels"); alone it is the one that the text has, or that of the one state
    that the text is about. Several that fit leave it open.
    """
    row = row_at(d.text, i)
    if row is None or _was(d, i):
        return None
    if row.kind in _STATES:
        return _stands_for(d, i, row, where)
    if row.kind == "person" or _not_them(d, i, row) or (row.kind in _PARTS and not _as_a_whole(d, i, row)):
        return None
    if row.kind == _COMMUNITY:
        return _community(d, i, row)
    if row.kind == _FOLK:
        peoples = _of_peoples(d, i, row)
        return Meant(peoples, "named by their people") if peoples else None
    if row.kind == _ECHO:
        return _again(d, i, row, where)
    if i in where.anchored and not (row.kind in {_LOCAL, _CIVIC} and _of_peoples(d, i, row)):
        return Meant((where.anchored[i][1],), "named by its state or people")
    several = _of_peoples(d, i, row) or _beside(d, i, row)
    if several:
        return Meant(several, "named by their states")
    return _alone(d, i, row, where)


def _was(d: Discourse, i: int) -> bool:
    """True for "former officials"."""
    return any(d.text.tree.lower[k] in d.text.words.offices["past"] for k in d.text.tree.kids[i])


def _again(d: Discourse, i: int, row: Unnamed, where: Setting) -> Meant | None:
    """ "The generals", "Chad's rulers" after "Chad's junta": the only one of its kind in the text, and no other's."""
    mine = owning(d, i, row)
    if not (mine or _definite(d, i)) or (_modified(d, i, row) and not mine):
        return None
    beside = [e for r, e in where.anchored.values() if r.noun == row.noun]
    named = {e.id: e for e in (*beside, *(e for r in d.before(i, len(d.number)) for e in r.entities)) if _is_called(e, row)}
    found = tuple(e for e in named.values() if not mine or _belonging(d, row, mine[0]) == e)
    return Meant(found, "the one of its kind in the text") if len(found) == 1 and len(mine) < 2 else None


def _is_called(entity: Entity, row: Unnamed) -> bool:
    return entity.type == row.type and entity.label.endswith(f" {row.noun}")


def described(d: Discourse, i: int) -> Meant | None:
    """The one unnamed official at token `i` who carries a state or organisation ("a French minister")."""
    t = d.text.tree
    title = d.text.title_at.get(i)
    office = title if title is not None and title.end == i + 1 else None
    row = row_at(d.text, i)
    if t.tag[i] in _PLURAL or _has(d, i, "cop") or t.lemma[i] in d.text.words.verbs["counterpart"]:
        return None
    leads = office is not None and office.kind == Role.HEAD_OF_STATE and _one_of_many(d, i)
    if office.kind in _ELSEWHERE and not leads if office is not None else (row is None or row.kind != "person"):
        return None
    found = employers(d, i, row)
    if leads and any(e.type in POLITIES for e in found):
        return None
    one = len(found) == 1 and not _was(d, i)
    again = _named_before(d, i, row, found[0]) or _named_after(d, i, found[0]) if one else None
    if again is not None:
        return Meant((again,), "the one of that state in the text")
    if len(found) == 1:
        low = office.start if office is not None else i
        while low > 0 and t.head[low - 1] == i and t.dep[low - 1] == "compound" and not named_by(d, low - 1, found[0]):
            low -= 1
        words = range(low, i + 1)
        parts = ((t.forms[k] if t.pos[k] == "PROPN" else t.forms[k].lower()) + " " * t.spaced[k] for k in words)
        noun = ("former " if _was(d, i) else "") + " ".join("".join(parts).split())
        body = _body_before(d, low, found[0])
        person = own_entity(d.text, f"{body} {noun}", PERSON) if body else own(d.text.table, found[0], noun, PERSON)
        return Meant((person,), "described by office and owner")
    if not found and _definite(d, i) and not _modified(d, i, row):
        for reference in d.before(i, len(d.number)):
            if reference.found.form == SOMEONE and t.lemma[reference.found.head] == t.lemma[i]:
                return Meant(reference.entities, "the same word before")
    return None


def _named_before(d: Discourse, i: int, row: Unnamed | None, owner: Entity) -> Entity | None:
    """ "The Russian official" after "Russian Defence Minister Sergei Ivanov": the one named official of that state so far."""
    t = d.text.tree
    beside = (k for k in t.kids[i] if t.dep[k] in _ATTRIBUTES and k not in d.covered)
    if not _definite(d, i) or any(t.lower[k] not in _HIGH for k in beside) or children(t, i, "acl", "acl:relcl", "appos"):
        return None
    speaks, served = represents(d), {o.person.id: o for o in d.offices if not o.over}
    before = {e.id: e for r in d.before(i, len(d.number)) if r.found.kind is MentionKind.NAME for e in r.entities}
    mine = [e for key, e in before.items() if e.type == PERSON and speaks.get(key) == owner.id and key in served]
    if row is not None and row.form == _OFFICIALS:
        return mine[0] if len(mine) == 1 else None
    last = t.lemma[i]
    like = [e for e in mine if served[e.id].words.split()[-1] == last or (last == _DIPLOMAT and served[e.id].kind in _ABROAD)]
    return like[0] if len(like) == 1 else None


def _named_after(d: Discourse, i: int, owner: Entity) -> Entity | None:
    """ "Norway's top security official rejected it. Security chief Ann Lund said": the only one of it named right after."""
    t = d.text.tree
    the = _definite(d, i) or _has(d, i, "nmod:poss")
    if not the or t.dep[i] not in SUBJECTS or not any(t.lower[k] in _HIGHEST for k in children(t, i, "amod", "compound")):
        return None
    soon = [o for o in d.offices if o.at > i and 0 < d.number[o.at] - d.number[i] <= _SOON and not o.over]
    speaks, known = represents(d), {e.id for r in d.before(i, len(d.number)) for e in r.entities}
    mine = {o.person.id: o.person for o in soon if owner in {o.owner, d.text.table.entities.get(speaks.get(o.person.id, ""))}}
    return next(iter(mine.values())) if len(mine) == 1 and not known & set(mine) else None


def _one_of_many(d: Discourse, i: int) -> bool:
    """True for "a senior Fatah leader", who is one of its leaders and not its head."""
    return any(d.text.tree.lower[k] in _ANY for k in children(d.text.tree, i, "det"))


def _body_before(d: Discourse, low: int, owner: Entity) -> str:
    """The words right before token `low` that name the body of a state by the state ("Chadian army" officer), or ""."""
    near = d.by_end.get(low)
    if near is None or near.entity != owner or owner.type != "Government":
        return ""
    words = " ".join(words_of(d.text, near.found).split())
    first = d.text.table.find(words.rpartition(" ")[0])
    return words if any(name.kind is NameKind.DEMONYM for name in first) else ""


def speaks_for(d: Discourse, i: int, where: Setting) -> Meant | None:
    """Whom a nameless spokesperson or official speaks for: "a spokesman for the rebels", "an army spokesman"."""
    t = d.text.tree
    title = d.text.title_at.get(i)
    spokes = title is not None and title.end == i + 1 and title.kind == Role.SPOKESPERSON
    if not spokes and (t.tag[i] not in _PLURAL or d.text.words.nominal("official", t.lemma[i]) is None):
        return None
    mine = [r for k in children(t, i, "nmod:poss") if spokes and (r := d.by_head.get(k)) is not None]
    if len(mine) == 1 and mine[0].entity is not None and mine[0].entity.type in COLLECTIVES | {PERSON}:
        return Meant(mine[0].entities, "speaks for it")  # "his spokesman"
    for k in (*children(t, i, "compound"), *(k for k in children(t, i, "nmod") if k > i and t.prep[k] in _SPEAKING)):
        row = row_at(d.text, k)
        named = d.by_head.get(k) if k > i and spokes else None
        if named is not None and named.entity is not None and named.entity.type in COLLECTIVES | {PERSON}:
            return Meant(named.entities, "speaks for it")
        if row is None or row.kind == "person":
            whose = _represented(d, k) if spokes else _NOBODY
            if whose:
                return Meant(whose, "speaks for it")
            continue
        found = _body_at(d, k, i, row, where)
        if found is not None and found.entities:
            return Meant(found.entities, "speaks for it")
    return None


def _body_at(d: Discourse, k: int, i: int, row: Unnamed, where: Setting) -> Meant | None:
    """Which body the noun at token `k` means, that stands by the noun `i` for its spokesperson or statement."""
    own = tuple(e for owner in owning(d, i, None) if (e := _belonging(d, row, owner)) is not None) if k < i else ()
    if row.kind in _STATES:
        return _stands_for(d, k, row, where) or (_by_text(d, k, row, where) if not owning(d, i, None) else None)
    if own:
        return Meant(own, "")
    return Meant((where.anchored[k][1],), "") if k in where.anchored else _alone(d, k, row, where, definite=True)


def issues(d: Discourse, i: int, where: Setting) -> Meant | None:
    """The body whose noun stands before a document that speaks: "a military statement says", "an army report said"."""
    t, noun = d.text.tree, d.text.tree.head[i]
    if t.dep[i] not in {"compound", "amod"} or not is_document(t, noun, d.text.words):
        return None
    row = row_at(d.text, i)
    if row is None or row.kind not in _ISSUING or not (t.dep[noun] in SUBJECTS or t.prep[noun] in _TOLD_BY):
        return None
    found = _body_at(d, i, noun, row, where)
    return Meant(found.entities, "issues the document") if found is not None and found.entities else None


def _represented(d: Discourse, k: int) -> tuple[Entity, ...]:
    """Whom the mission or embassy at token `k` stands for: its owner, else that of the last one in the text."""
    t = d.text.tree
    if d.text.words.nominal("institution", t.lemma[k]) is None:
        return _NOBODY
    mine = owning(d, k, None)
    if mine or _modified(d, k, None):
        return mine if len(mine) == 1 else _NOBODY
    before = (r for r in d.before(k, len(d.number)) if t.lemma[r.found.head] == t.lemma[k] and r.entity is not None)
    same = next((r.entity for r in before if r.entity is not None and r.entity.type in COLLECTIVES), None)
    return (same,) if same is not None else _NOBODY


def _beside(d: Discourse, i: int, row: Unnamed) -> tuple[Entity, ...]:
    """The actors of a noun whose state, people or group stands beside it."""
    if _not_them(d, i, row):
        return _NOBODY
    people = people_before(d, i) if row.kind in FIGHTING else ""
    if people:
        key = slug(f"{people} {row.noun}")
        known = d.text.table.entities.get(key)
        return (known if known is not None else Entity(key, f"{people} {row.noun}", row.type, (f"{people} {row.noun}",)),)
    found = [_belonging(d, row, owner) for owner in owning(d, i, row) or _against(d, i, row)]
    return tuple(dict.fromkeys(e for e in found if e is not None))


def _against(d: Discourse, i: int, row: Unnamed) -> tuple[Entity, ...]:
    """ "The Sudanese government and the rebels": the state whose government or army they are named with."""
    t = d.text.tree
    if row.kind not in FIGHTING | {_CAMP} or _modified(d, i, row):
        return _NOBODY
    joined = (t.head[i],) if t.dep[i] == "conj" else children(t, i, "conj")
    for k in joined:
        other = row_at(d.text, k)
        states = owning(d, k, other) if other is not None and other.kind in {"standing", "body", TROOPS} else _NOBODY
        if len(states) == 1 and states[0].type in POLITIES:
            return states
    return _NOBODY


def _community(d: Discourse, i: int, row: Unnamed) -> Meant | None:
    """ "Slovakia's ethnic Hungarian minority": a people within a state, where the words say which people."""
    t = d.text.tree
    demonym = d.by_end.get(i)
    known = demonym is not None and demonym.found.form == "people"
    people = t.words(demonym.found.start, i) if demonym is not None and known else people_before(d, i)
    if not people:
        return None
    low = demonym.found.start if demonym is not None and known else i - 1
    near = [d.by_head[k] for k in t.kids[i] if k in d.by_head and (t.dep[k] == "nmod:poss" or t.prep[k] in _TELLING)]
    states = list(dict.fromkeys(e for r in near if (e := state_above(d, r)) is not None and e.type in POLITIES))
    state = f" of {states[0].label}" if len(states) == 1 else ""
    ethnic = f"{t.lower[low - 1]} " if low and t.lower[low - 1] in d.text.words.verbs["ethnic"] else ""
    label = f"{ethnic}{people} {row.noun}{state}"
    return Meant((Entity(slug(label), label, row.type, (label,)),), "a people within a state")


def _of_peoples(d: Discourse, i: int, row: Unnamed) -> tuple[Entity, ...]:
    """ "Sunni and Kurdish lawmakers", "Tamil leaders": those of each people or creed that stands before a plural that acts."""
    t, low, plain = d.text.tree, i - len(row.form) + 1, d.text.words.verbs["plain"]
    if row.kind not in {_LOCAL, _CIVIC, _FOLK} or row.type == "Government" or not (_plural(d, i) and _acts(d, _counted(d, i))):
        return _NOBODY
    beside = [m for k in children(t, i, "amod", "compound") if k < low for m in conjuncts(t, k) if m < low]
    named = [r for k in beside if (r := d.by_head.get(k)) is not None]
    if not beside or any(t.lower[k] in d.text.words.verbs["quantity"] for k in t.kids[i]):
        return _NOBODY
    peoples = [_people_at(d, k) for k in beside if t.forms[k][:1].isupper() and t.lower[k] not in plain]
    if not peoples or not all(peoples) or any(e.type in COLLECTIVES for r in named for e in r.entities):
        return _NOBODY
    labels = dict.fromkeys(f"{people} {row.noun}" for people in peoples)
    return tuple(own_entity(d.text, label, row.type) for label in labels)


def _people_at(d: Discourse, k: int) -> str:
    """The word for a people or creed that ends at token `k` ("Sunni Arab"), or ""."""
    near = d.by_end.get(k + 1)
    known = near is not None and near.found.form == "people"
    told = near is None and d.text.tree.ent[k] == "NORP" and d.text.tree.forms[k][:1].isupper()
    if not known and not told:
        return ""
    return d.text.tree.words(near.found.start, k + 1) if near is not None else d.text.tree.forms[k]


def _belonging(d: Discourse, row: Unnamed, owner: Entity) -> Entity | None:
    """The rebels, party or body of an owner; a group's own fighters and lawmakers are the group."""
    if owner.type in _OF_GROUPS and row.kind in FIGHTING:
        return owner
    if owner.type == "Government" and row.kind == _LOCAL:
        owner = state_of_body(d.text.table, owner)  # "a US military court"
    if owner.type not in POLITIES and not (owner.type == "Party" and row.kind == _LOCAL and row.type != "Government"):
        return None
    if row.kind in {"body", _ECHO} and row.type != "Media":
        return body_of(d.text.table, owner, row.noun)
    return own(d.text.table, owner, row.noun, row.type)


def _not_them(d: Discourse, i: int, row: Unnamed) -> bool:
    """True for a count of people, a predicate, "officials abroad", or a noun that takes "to" ("opposition to the plan")."""
    t = d.text.tree
    if i + 1 < len(t) and t.lower[i + 1] in _WORLDWIDE:
        return True
    quantity = d.text.words.verbs["quantity"]
    if row.noun == _PROTESTERS or row.kind in _MANY | FIGHTING:
        quantity -= d.text.words.verbs["crowd"]  # "thousands of protesters" are the protesters
    if row.noun == _PROTESTERS and t.lemma[t.head[i]] in d.text.words.verbs["protesting"] and not _has(d, i, "cop"):
        return False  # "some 20,000 people marched"
    if any(t.lower[k] in quantity for k in t.kids[i]) or _has(d, i, "nummod") or _has(d, i, "cop"):
        return True
    if i > 0 and (t.pos[i - 1] == "NUM" or (t.lower[t.head[i]] in quantity and t.dep[i] == "nmod")):
        return True
    if row.kind != _CAMP or _plural(d, i):
        return False
    if any(k > i and t.prep[k] == "to" for k in t.kids[i]):
        return True
    return not (_definite(d, i) or _has(d, i, "det") or _has(d, i, "nmod:poss") or t.dep[i] in SUBJECTS)


def _as_a_whole(d: Discourse, i: int, row: Unnamed) -> bool:
    """True for "Polish farmers" and "angry farmers from Poland" that act; not for "wildlife workers", "foreign journalists"."""
    t = d.text.tree
    size = len(row.form) - 1
    beside = (k for k in children(t, i, "amod", "compound") if k not in d.covered and not 0 < i - k <= size)
    words, part = d.text.words.verbs, _counted(d, i)
    if row.kind == _THRONG and t.lemma[t.head[part]] not in words["protesting"]:
        return False
    return _acts(d, part) and all(t.lower[k] in words["plain"] | words["crowd"] | _SEATED for k in beside)


def _counted(d: Discourse, i: int) -> int:
    """The word for how many of them there are ("hundreds of farmers"), else the noun itself."""
    t = d.text.tree
    return t.head[i] if t.prep[i] == "of" and t.lemma[t.head[i]] in d.text.words.verbs["part"] else i


def _alone(d: Discourse, i: int, row: Unnamed, where: Setting, *, definite: bool = False) -> Meant | None:
    """Whom the noun without any state means: the one of its kind in the text, else the body of the text's one state."""
    t = d.text.tree
    some = row.noun == _PROTESTERS and _has(d, i, "nummod")  # "some 20,000 people"
    bare = _plural(d, i) and (some or not _has(d, i, "det"))
    one = row.kind == _LEAGUE and not row.plural and _one_of_many(d, i) and t.dep[i] in SUBJECTS  # "a rights group"
    if not definite and (_modified(d, i, row) or not (_definite(d, i) or bare or one)):
        return None
    many = row.kind in _MANY and row.kind != _THRONG
    if many and not one and not (bare and t.dep[_counted(d, i)] in SUBJECTS and t.tag[i] == "NNS"):
        return None
    if row.kind == _LEAGUE:
        return Meant((own_entity(d.text, row.noun[:1].upper() + row.noun[1:], row.type),), "known by what they do")
    before = _same_body(d, i, row) if row.kind == "body" else None
    if before is not None:
        return Meant((before,), "the last of this sort")
    same = {e.id: e for r, e in where.anchored.values() if r.noun == row.noun}
    like = {e.id: e for r, e in where.anchored.values() if r.kind in FIGHTING} if row.kind in FIGHTING else {}
    # "Rebel groups, including the KNU": only "the rebels" may be the one group that is named.
    armed = {e.id: e for e in where.armed} if row.kind in FIGHTING and (definite or _definite(d, i)) else {}
    for fits in (same, like, armed):
        if len(fits) == 1:
            return Meant(tuple(fits.values()), "the one of its kind in the text")
        if fits:
            return Meant(_NOBODY, ", ".join(e.label for e in fits.values()), open=True)
    if row.kind not in {*_NATIONAL, _THRONG} and not (row.kind in _MANY and bare):
        return None
    crowd = row.noun == _PROTESTERS or row.kind == _CIVIC
    state = (
        _ruled(d, row)
        or here(d, i)
        or (marching(d, _counted(d, i)) if crowd else None)
        or where.home
        or (_nearby(d, i) if row.kind not in FIGHTING else None)
    )
    found = _belonging(d, row, state) if state is not None else None
    return Meant((found,), "of the state that the text is about") if found is not None else None


def _ruled(d: Discourse, row: Unnamed) -> Entity | None:
    """ "Chad's military ruler, Idriss Adoum … the junta": the one state whose ruler's title says that it has such a body."""
    titles = d.text.words.offices.get(row.noun, frozenset())
    above = (state_of_body(d.text.table, o.owner) for o in d.offices if o.words in titles and o.owner is not None)
    states = {state.id: state for state in above} if titles else {}
    return next(iter(states.values())) if len(states) == 1 else None


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
    if (row.kind == TROOPS and not _acts(d, i)) or of_a_people(d, i):
        return None
    mine = [e for e in owning(d, i, row) if e.type != "Government"]
    found = tuple(e for e in mine if e.type in POLITIES)
    if found:  # "US and NATO officials" are for another rule
        return Meant(found, "stands for its state") if len(found) == len(mine) or not row.plural else None
    own = of_person(d, i, where)
    if own is not None:
        return own
    if row.kind == "side" or _not_them(d, i, row) or _modified(d, i, row):
        return None
    if not _definite(d, i) and not (row.plural and t.dep[i] in SUBJECTS and not _has(d, i, "det")):
        return None
    return _by_text(d, i, row, where)


def _by_text(d: Discourse, i: int, row: Unnamed, where: Setting) -> Meant | None:
    """The state that the same word stood for before, else that of the text or of who speaks, where they agree."""
    known, said = (here(d, i) if row.kind != TROOPS else None) or _said_before(d, i, row), speech(d, i)
    state, reason = known or where.home, "the state that the text is about" if known is None else "where it is, or said before"
    spoken = _of_speaker(d, said, where) if said is not None else None
    if known is None and row.form in _OFTEN_OTHERS and (_definite(d, i) or (said is not None and spoken is None)):
        return None
    if known is None and row.form == _OFFICIALS and said is not None:
        return None  # "Berg says officials threatened her"
    if state is not None and spoken is not None and state != spoken:
        return Meant(_NOBODY, f"{state.label}, {spoken.label}", open=True)
    if state is None:
        state, reason = (spoken, "the state of who speaks") if spoken is not None else (_nearby(d, i), "the only state nearby")
    return Meant((state,), reason) if state is not None else None


def _acts(d: Discourse, i: int) -> bool:
    """True for a subject that isn't acted on, and for who something is done by."""
    t = d.text.tree
    return (t.dep[i] in SUBJECTS and t.dep[i] != "nsubj:pass") or t.prep[i] == "by"


def _nearby(d: Discourse, i: int) -> Entity | None:
    """The only state nearby, for a noun that acts in no other's words."""
    return nearby(d, i) if _acts(d, i) and speech(d, i) is None else None


def _said_before(d: Discourse, i: int, row: Unnamed) -> Entity | None:
    """The state that the same word stood for before; "officials" near by, where several states have them."""
    t = d.text.tree
    for reference in d.before(i, _NEAR_SENTENCES if row.plural else len(d.number)):
        again = t.lemma[reference.found.head] == row.form[-1] and reference.found.kind is MentionKind.NOMINAL
        if again and reference.entity is not None and reference.entity.type in POLITIES:
            return reference.entity
    return None


def of_person(d: Discourse, i: int, where: Setting) -> Meant | None:
    """ "His government", "her country", "Berg's cabinet": the state that the person speaks for."""
    people = [r for k in children(d.text.tree, i, "nmod:poss") if (r := d.by_head.get(k)) is not None]
    state = _serves(d, people[0], where) if len(people) == 1 else None
    return Meant((state,), "the state of its head") if state is not None else None


def _serves(d: Discourse, person: Reference, where: Setting) -> Entity | None:
    """The state that a person speaks for, named or not ("Chad's negotiator said his country …")."""
    entity = person.entity
    if entity is None:
        return None
    state = d.text.table.entities.get(where.speaks.get(entity.id, ""))
    if state is None:
        described_ = (r for r in d.before(person.found.start, _NEAR_WORDS) if r.found.form == SOMEONE and r.entity == entity)
        state = next((owner_of(d, r.found.head) for r in described_), None)
    return state if state is not None and state.type in POLITIES else None


def _of_speaker(d: Discourse, verb: int, where: Setting) -> Entity | None:
    """The state for which the subject of a reporting verb speaks."""
    speakers = [r for k in grammatical_subject(d.text.tree, verb) if (r := d.by_head.get(k)) is not None]
    speaker = speakers[0].entity if len(speakers) == 1 else None
    if speaker is None or speaker.type not in {*POLITIES, "Government"}:
        return _serves(d, speakers[0], where) if speaker is not None else None
    states = (state_of_body(d.text.table, speaker), owner_of(d, speakers[0].found.head))
    return next((state for state in states if state is not None and state.type in POLITIES), None)


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
    words, crowd = d.text.words.verbs, row is not None and row.noun == _PROTESTERS
    plain = words["term"] if row is not None and row.kind == "standing" else frozenset[str]()
    plain |= words["plain"] | words["crowd"] | _SEATED if row is not None and (crowd or row.kind in _PARTS) else plain
    plain |= words["crowd"] if row is not None and row.kind == _LOCAL else plain
    beside = (k for k in t.kids[i] if t.dep[k] in _ATTRIBUTES and not 0 < abs(k - i) <= size and t.lower[k] not in plain)
    beside = (k for k in beside if not crowd or t.dep[k] != "nummod")
    return any(k < i or (t.prep[k] in _TELLING and t.ent[k] not in _TIMES) for k in beside)
