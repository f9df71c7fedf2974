"""Whom does a description mean? "The British leader", "US officials", "the group", "both sides", "experts"."""

from collections.abc import Sequence

from kg.actors import Role
from kg.extract.discourse import COLLECTIVES, Discourse, Office, owners, state_of
from kg.extract.found import PERSON, Found
from kg.extract.grammar import SUBJECTS, agents, children, clause_of, mark, preposition, subtree
from kg.extract.names import POLITIES, Reference, own_entity
from kg.extract.unnamed import SOMEONE, Setting, described, meant, speaks_for
from kg.model import Candidate, Entity, MentionKind

GROUP = "Group"
_PLURAL = frozenset({"NNS", "NNPS"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
MONARCH = "monarch"
_TWO = frozenset({"two", "both", "respective"})
_INDEFINITE = frozenset({"a", "an", "any", "no", "another", "every", "each"})
_HEADS = (Role.HEAD_OF_GOVERNMENT, Role.HEAD_OF_STATE)
_LONGEST = 6
"""Words after the head that a description takes along at most."""
_OUTSIDE = frozenset({"VERB", "AUX", "PUNCT", "SPACE", "ADP"})
_NEAR = 3
"""Sentences that a description without a name reaches back."""


def describe(d: Discourse, i: int, where: Setting) -> Reference | None:
    """The reference of the noun phrase headed by token `i`, or None where it describes no actor that can be told."""
    t = d.text.tree
    if i in d.by_head or t.dep[i] in {"compound", "flat"}:
        return None
    named = _beside_name(d, i)
    if named is not None:
        return named
    lemma = t.lemma[i]
    plural = t.tag[i] in {"NNS", "NNPS"}
    for attempt in (_pair, _role):
        found = attempt(d, i, lemma, plural)
        if found is not None:
            return found
    return _unnamed(d, i, where) or _owned(d, i, lemma, plural) or _body(d, i, lemma, plural) or _people(d, i, lemma, plural)


def _unnamed(d: Discourse, i: int, where: Setting) -> Reference | None:
    """ "Malian rebels", "the Turkish parliament", "a spokesman for the rebels": actors that are known by their state."""
    found = meant(d, i, where) or speaks_for(d, i, where)
    if found is None or not found.entities:
        return None
    return _reference(d, i, found.entities, "unnamed", found.reason)


def open_office(d: Discourse, i: int) -> bool:
    """True for a definite description of an office ("the president") that acts in its clause."""
    title = d.text.title_at.get(i)
    return title is not None and title.end == i + 1 and d.text.tree.dep[i] in SUBJECTS and _definite(d, i)


def _reference(d: Discourse, i: int, entities: Sequence[Entity], form: str, reason: str, *, whole: bool = False) -> Reference:
    start, end = _extent(d, i, whole=whole)
    unique = tuple(dict.fromkeys(entities))
    kind = unique[0].type if unique else None
    found = Found(start, end, i, MentionKind.NOMINAL, form, kind)
    return Reference(found, unique, tuple(Candidate(entity, 0.8, reason) for entity in unique))


def _extent(d: Discourse, i: int, *, whole: bool) -> tuple[int, int]:
    """Tokens of the noun phrase: from its first modifier to its head, or to the end of its of-phrase."""
    t = d.text.tree
    inside = frozenset(subtree(t, i))
    title = d.text.title_at.get(i)
    start = title.start if title is not None and not whole else i
    while start - 1 in inside and d.number[start - 1] == d.number[i] and t.pos[start - 1] not in _OUTSIDE:
        name = d.by_end.get(start)
        start = name.found.start if name is not None and name.found.kind is MentionKind.NAME else start - 1
    while start < i and t.pos[start] in {"CCONJ", "ADV"}:
        start += 1
    end = i + 1
    for k in t.kids[i]:
        if k >= end and (t.dep[k] == "nmod" or (whole and t.dep[k] in {"amod", "acl"})):
            phrase = [m for m in subtree(t, k) if m >= end]
            joined = (
                phrase and phrase == list(range(end, phrase[-1] + 1)) and not any(t.pos[m] in {"PUNCT", "SPACE"} for m in phrase)
            )
            if joined and len(phrase) <= _LONGEST:
                end = phrase[-1] + 1
    return start, end


def _definite(d: Discourse, i: int) -> bool:
    t = d.text.tree
    return any(t.lower[k] in _DEFINITE for k in children(t, i, "det", "det:predet")) or (i > 0 and t.lower[i - 1] in _DEFINITE)


def _beside_name(d: Discourse, i: int) -> Reference | None:
    """ "The Russian leader, Vladimir Putin, said": the noun means the name in apposition to it."""
    t = d.text.tree
    if i not in d.text.title_at and d.text.words.nominal("body", t.lemma[i]) is None:
        return None
    end = _extent(d, i, whole=False)[1]
    after = d.beginning(end + 1) if end < len(t) and t.lower[end] == "," else None
    for reference in (*(d.by_head.get(k) for k in _neighbours(d, i)), after):
        if reference is after and (after is None or after.found.end >= len(t) or t.lower[after.found.end] != ","):
            continue
        if reference is not None and reference.entity is not None and reference.found.kind is MentionKind.NAME:
            is_role = i in d.text.title_at
            if (reference.entity.type == PERSON) == is_role:
                return _reference(d, i, reference.entities, "role" if is_role else "body", "stands beside the name")
    return None


def _neighbours(d: Discourse, i: int) -> tuple[int, ...]:
    t = d.text.tree
    return (*children(t, i, "appos"), *((t.head[i],) if t.dep[i] == "appos" else ()))


def _pair(d: Discourse, i: int, lemma: str, plural: bool) -> Reference | None:
    """ "The two leaders", "both sides", "the two countries": the last two actors of that sort."""
    t = d.text.tree
    row = d.text.words.nominal("pair", lemma)
    marks = {t.lower[k] for k in t.kids[i]} | ({t.lower[i - 1]} if i else set())
    if row is None or not plural or not (marks & _TWO or (row.hint == "bare" and marks & _DEFINITE)):
        return None
    known = owners(d, i)
    if known:
        return None
    joined = _coordinated(d, i, row.types)
    if joined:
        return _reference(d, i, joined, "pair", "named together before")
    recent: dict[str, Entity] = {}
    near = None
    clause = {e.id for k in t.kids[clause_of(t, i)] if k in d.by_head for e in d.by_head[k].entities}
    for reference in d.before(i, _NEAR):
        place = d.number[reference.found.start]
        if len(recent) >= 2 and place != near:
            break
        for entity in reference.entities:
            if entity.type in row.types and entity.id not in clause and (not _any_head(d, lemma) or _leads(d, entity)):
                recent.setdefault(entity.id, entity)
                near = place
    if len(recent) != 2 or len({entity.type for entity in recent.values()}) > 1:
        return None
    return _reference(d, i, list(recent.values())[::-1], "pair", "the last two of the kind")


def _coordinated(d: Discourse, i: int, kinds: tuple[str, ...]) -> tuple[Entity, ...]:
    """The last two actors that the text names together ("between Putin and Zelensky")."""
    t = d.text.tree
    clause = {e.id for k in t.kids[clause_of(t, i)] if k in d.by_head for e in d.by_head[k].entities}
    for reference in d.before(i, len(d.number)):
        head = reference.found.head
        first = d.by_head.get(t.head[head]) if t.dep[head] == "conj" else None
        both = (first.entity, reference.entity) if first is not None else ()
        found = tuple(e for e in both if e is not None and e.type in kinds)
        if len(found) == 2 and found[0].type == found[1].type and first is not None and not clause & {e.id for e in found}:
            others = [k for k in children(t, first.found.head, "conj") if k in d.by_head]
            if found[0].id != found[1].id and len(others) == 1:
                return found
    return ()


def _leads(d: Discourse, entity: Entity) -> bool:
    return any(o.person.id == entity.id for o in d.offices) or bool(d.text.table.offices(entity.id, d.published))


def _role(d: Discourse, i: int, lemma: str, plural: bool) -> Reference | None:
    """ "The US president" at the article's date, "the president" of this article, "his French counterpart"."""
    t = d.text.tree
    title = d.text.title_at.get(i)
    if title is not None and title.end - 1 != i and t.head[title.end - 1] != i:
        return None
    if plural:
        return _roles(d, i, lemma)
    if any(t.dep[k] == "cop" for k in t.kids[i]) or t.dep[i] == "appos" or preposition(t, i) == "as":
        return None
    if title is None:
        return _counterpart(d, i)
    states = _office_owners(d, i)
    definite = _definite(d, i) or any(t.dep[k] == "nmod:poss" for k in t.kids[i]) or bool(t.kids[i] and states and _bare(d, i))
    if not (definite or (states and t.dep[i] == "conj" and _bare(d, i))) or len(states) > 1:
        return None
    words, kind = title.words, title.kind
    person = _holder(d, states[0], words, kind) if states else _last_titled(d, words, kind, i)
    return _reference(d, i, [person], "role", "holds the office") if person is not None else None


def _office_owners(d: Discourse, i: int) -> list[Entity]:
    """The states of an office, or those of the one it is coordinated with ("Poland's president and prime minister")."""
    t = d.text.tree
    states = [state for r in owners(d, i) if (state := state_of(d, r)) is not None]
    bare = not children(t, i, "det", "nmod:poss", "amod", "compound")
    if not states and t.dep[i] == "conj" and t.head[i] in d.text.title_at and bare:
        return [state for r in owners(d, t.head[i]) if (state := state_of(d, r)) is not None]
    return states


def _roles(d: Discourse, i: int, lemma: str) -> Reference | None:
    """ "The presidents of Ukraine and Russia", "Turkish and Russian foreign ministers", where all of them are known."""
    words = next((w for w in (_compound(d, i), lemma) if w in d.text.lexicon.titles), "")
    single = d.text.lexicon.titles.get(words)
    if single is None or single.kind not in {*_HEADS, Role.FOREIGN_MINISTER} or _any_head(d, words):
        return None
    kinds = (single.kind, *(kind for kind in _HEADS if single.kind in _HEADS))
    states = _office_owners(d, i)
    held = [next(filter(None, (_holder(d, state, words, kind) for kind in kinds)), None) for state in states]
    people = [p for p in held if p is not None]
    return _reference(d, i, people, "role", "offices at the date") if len(people) > 1 and len(people) == len(held) else None


def _counterpart(d: Discourse, i: int) -> Reference | None:
    """ "Merkel and her French counterpart": who holds the like office of that state."""
    t = d.text.tree
    if not {t.lemma[i], _compound(d, i)} & d.text.words.verbs["counterpart"]:
        return None
    mine = [r for k in children(t, i, "nmod:poss") if (r := d.by_head.get(k)) is not None and r.entity is not None]
    states = [e for r in owners(d, i) if r not in mine and (e := state_of(d, r)) is not None]
    person = mine[0].entity if len(mine) == 1 else None
    if person is None or person.type != PERSON or len(states) != 1:
        return None
    said = [o.kind for o in d.offices if o.person.id == person.id]
    kinds = said or [str(tie.role) for tie in d.text.table.offices(person.id, d.published) if tie.role is not None]
    for kind in dict.fromkeys(kinds):
        wanted = (Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT) if kind in _HEADS else (kind,)
        found = [p for k in wanted if (p := _holder(d, states[0], "", k)) is not None]
        found = [p for p in found if p.id in d.people] or found
        if found and found[0].id != person.id:
            return _reference(d, i, found[:1], "role", "holds the like office")
    return None


def _bare(d: Discourse, i: int) -> bool:
    t = d.text.tree
    return not any(t.lower[k] in _INDEFINITE for k in children(t, i, "det"))


def _holder(d: Discourse, owner: Entity, words: str, kind: str) -> Entity | None:
    """Who holds an office of a state or organisation: as the text says, else as the table says for the article's date."""
    said = [o.person for o in d.offices if o.owner is not None and o.owner.id == owner.id and _alike(d, o, words, kind)]
    if said and len({p.id for p in said}) == 1:
        return said[0]
    roles: tuple[str, ...] = _HEADS if _any_head(d, words) else (Role.HEAD_OF_STATE,) if kind == MONARCH else (kind,)
    seen = d.people
    held = list(d.text.table.titled(owner.id, words, d.published)) if kind in _HEADS else []
    held = held or [p for role in roles for p in d.text.table.holders(owner.id, role, d.published)]
    if kind == Role.HEAD_OF_STATE:  # "the Japanese president" is nobody, and not the emperor
        held = [p for p in held if not _reigns(d, p, owner)]
    if not held and _any_head(d, words):
        held = list(d.text.table.holders(owner.id, Role.HEAD_OF_ORGANISATION, d.published))
    mentioned = [p for p in held if p in seen]
    if mentioned:
        return seen[mentioned[0]]
    if d.published is None:
        ever = {p for p in seen for tie in d.text.table.ties_of(p) if tie.target == owner.id and tie.role in roles}
        if len(ever) == 1:
            return seen[ever.pop()]
        return None
    return d.text.table.entities[held[0]] if len(set(held)) == 1 else None


def _reigns(d: Discourse, person: str, owner: Entity) -> bool:
    titles = (tie.title.lower() for tie in d.text.table.offices(person, d.published) if tie.target == owner.id)
    return any(title in d.text.lexicon.titles and d.text.lexicon.titles[title].kind == MONARCH for title in titles)


def _any_head(d: Discourse, words: str) -> bool:
    """True for "leader": the head of state or of government, whichever it is."""
    return d.text.words.nominal("head", words) is not None


def _alike(d: Discourse, office: Office, words: str, kind: str) -> bool:
    if _any_head(d, words):
        return office.kind in {*_HEADS, MONARCH}
    return office.words == words or (office.kind == kind and kind in {*_HEADS, Role.FOREIGN_MINISTER, Role.SPOKESPERSON})


def _last_titled(d: Discourse, words: str, kind: str, i: int) -> Entity | None:
    """The person last mentioned who has the title, by the text or by the table at the article's date."""
    titled = {o.person.id for o in d.offices if o.at < i and (o.words == words or o.kind == kind)}
    exact = {o.person.id for o in d.offices if o.at < i and o.words.split()[-1] == words.split()[-1]}
    for reference in d.before(i, len(d.number)):
        person = reference.entity
        if person is None or person.type != PERSON:
            continue
        if person.id in exact or person.id in titled:
            return person
        if any(tie.role == kind for tie in d.text.table.offices(person.id, d.published)):
            return person
    return None


def _owned(d: Discourse, i: int, lemma: str, plural: bool) -> Reference | None:
    """ "US officials", "the Ukrainian government", "Moscow's troops", "European countries": the actor that they belong to."""
    words = d.text.words
    if words.nominal("office", lemma) is not None:
        mine = [r for r in owners(d, i, COLLECTIVES | {PERSON}) if d.text.tree.dep[r.found.head] == "nmod:poss"]
        if len(mine) == 1:
            return _reference(d, i, mine[0].entities, "office", "speaks for its head")
    standing = words.nominal("institution", _compound(d, i)) or words.nominal("institution", lemma)
    if plural and standing is None:
        standing = words.nominal("official", lemma)
    title = d.text.title_at.get(i)
    if not plural and standing is None and title is not None and title.kind == Role.SPOKESPERSON:
        standing = words.nominal("official", lemma)
    force = words.nominal("force", lemma) is not None and _acts(d, i)
    nation = plural and words.nominal("nation", lemma) is not None
    if standing is None and not force and not nation:
        return None
    belong = owners(d, i, COLLECTIVES | {"Place"}, seated=True)
    # "Their US counterparts": the adjective says who they are, the possessor whose they are.
    belong = tuple(r for r in belong if d.text.tree.dep[r.found.head] != "nmod:poss") or belong
    states = [state for r in belong for state in _states(d, r)]
    if standing is None and not force:
        states = [s for s in states if s.type == "Bloc"] if all(s.type == "Bloc" for s in states) else []
    form = "official" if standing is not None or nation else "force"
    return _reference(d, i, states, form, "stands for what it belongs to") if states else None


def _states(d: Discourse, reference: Reference) -> list[Entity]:
    if len(reference.entities) > 1:
        return [e for e in reference.entities if e.type in COLLECTIVES]
    state = state_of(d, reference)
    return [state] if state is not None and state.type in COLLECTIVES else []


def _compound(d: Discourse, i: int) -> str:
    t = d.text.tree
    return f"{t.lower[i - 1]} {t.lemma[i]}" if i else t.lemma[i]


def _acts(d: Discourse, i: int) -> bool:
    """True where the noun is the agent of a verb."""
    t = d.text.tree
    above = t.head[i]
    return above != i and t.dep[i] in {*SUBJECTS, "obl:agent", "obl"} and i in agents(t, above)


def _body(d: Discourse, i: int, lemma: str, plural: bool) -> Reference | None:
    """ "The group", "the alliance", "the council": the last actor of that sort."""
    t = d.text.tree
    row = d.text.words.nominal("body", lemma)
    if row is not None and not plural and not _definite(d, i):
        alias = _named_so(d, i, row.types)
        if alias is not None:
            return _reference(d, i, [alias], "body", "named in the same sentence")
    if plural or not _definite(d, i) or (row is None and d.text.words.nominal("organ", lemma) is None):
        return None
    if any(t.dep[k] in {"amod", "compound", "nmod", "acl:relcl", "nummod", "nmod:poss", "cop"} for k in t.kids[i]):
        return None
    alike = (r for r in d.before(i, len(d.number)) if t.lemma[r.found.head] == lemma and t.tag[r.found.head] not in _PLURAL)
    same = next((r.entity for r in alike if r.entity is not None), None)
    if same is not None or row is None:
        return _reference(d, i, [same], "body", "the same word before") if same is not None else None
    recent = [e for r in d.before(i, len(d.number)) for e in r.entities if e.type in row.types]
    chosen = next((e for e in recent if e.id == row.hint), None)
    chosen = chosen or next((e for e in recent if lemma in e.label.lower().split()), None)
    if chosen is None and set(row.types) <= POLITIES:
        chosen = _clear_state(d, i)
    elif chosen is None:
        near = {e.id: e for r in d.before(i, _NEAR) for e in r.entities if e.type in row.types}
        chosen = next(iter(near.values()), None)
    return _reference(d, i, [chosen], "body", "the last of the kind") if chosen is not None else None


def _named_so(d: Discourse, i: int, kinds: tuple[str, ...]) -> Entity | None:
    """ "A group of states, which calls itself the Friends of Oslo": the name that the sentence gives to the noun."""
    t = d.text.tree
    for k in range(i + 1, min(i + 30, len(t))):
        if d.number[k] != d.number[i]:
            return None
        if t.lemma[k] in d.text.words.verbs["naming"] and t.pos[k] == "VERB":
            near = (d.beginning(m) for m in range(k + 1, min(k + 6, len(t))))
            return next((r.entity for r in near if r is not None and r.entity is not None and r.entity.type in kinds), None)
    return None


def _clear_state(d: Discourse, i: int) -> Entity | None:
    """The one state in question: subject of the sentence so far, or the only one of this and the last sentence."""
    t = d.text.tree
    near = list(d.before(i, 1))
    same = [r for r in near if d.number[r.found.start] == d.number[i] and t.dep[r.found.head] in SUBJECTS]
    subjects = {e.id: e for r in same for e in r.entities if e.type in POLITIES}
    every = {e.id: e for r in near for e in r.entities if e.type in POLITIES}
    for found in (subjects, every):
        if len(found) == 1:
            return next(iter(found.values()))
    return None


def _people(d: Discourse, i: int, lemma: str, plural: bool) -> Reference | None:
    """ "Experts", "sources familiar with the talks", "NATO's supreme commander": whoever acts or speaks without a name."""
    t = d.text.tree
    compound = f"{t.lower[i - 1]} {lemma}" if i else lemma
    row = d.text.words.nominal("people", lemma) or d.text.words.nominal("people", compound)
    title = d.text.title_at.get(i)
    unnamed = title is not None and title.end == i + 1 and not plural and title.kind not in _HEADS and bool(owners(d, i))
    speaks = t.dep[i] in SUBJECTS or preposition(t, i) == "according to" or _acts(d, i) or _quoted(d, i)
    someone = described(d, i) if speaks else None
    if someone is not None:
        return _reference(d, i, someone.entities, SOMEONE, someone.reason)
    if not speaks or (row is None and not unnamed):
        return None
    start, end = _extent(d, i, whole=True) if row is not None or title is None else (title.start, title.end)
    while start < i and t.pos[start] in {"DET", "NUM"}:
        start += 1
    label = t.doc[start:end].text
    entity = own_entity(d.text, label[:1].upper() + label[1:], GROUP)
    return _reference(d, i, [entity], "people", "people described", whole=True)


def _quoted(d: Discourse, i: int) -> bool:
    """ "Quoted an official as saying": the object of a verb of reporting that speaks itself."""
    t = d.text.tree
    verb = t.head[i]
    reporting = any(row.pos == "verb" for row in d.text.lexicon.reporting.get(t.lemma[verb], ()))
    return reporting and t.dep[i] == "obj" and any(mark(t, k) == "as" for k in (*t.kids[verb], *t.kids[i]))
