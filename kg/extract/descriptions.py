"""Whom does a description mean? "The British leader", "US officials", "the group", "both sides", "experts"."""

from collections import Counter
from collections.abc import Sequence

from kg.actors import POLITIES, Role, TieKind
from kg.extract.belonging import (
    COALITION,
    MEMBER,
    OWNED,
    called,
    coalition,
    is_kin,
    is_members,
    kin_of,
    members_of,
    own_state,
    part_of,
    sort_of,
)
from kg.extract.bodies import GOVERNMENT, own, row_at
from kg.extract.discourse import COLLECTIVES, Discourse, owners, represents, state_of
from kg.extract.found import PERSON, Found
from kg.extract.grammar import SUBJECTS, agents, children, clause_of, conjuncts, listed, subtree
from kg.extract.names import Reference, own_entity
from kg.extract.offices import DEFINITE, HEADS, any_head, are_heads, compound, definite, holders
from kg.extract.unnamed import SOMEONE, TROOPS, Setting, described, issues, meant, of_person, speaks_for
from kg.extract.whose import ARMED, around, of_a_people
from kg.model import Candidate, Entity, MentionKind

GROUP = "Group"
_PLURAL = frozenset({"NNS", "NNPS"})
_TELLING = frozenset({"nmod", "acl", "acl:relcl", "nummod", "nmod:poss", "cop"})
_MODIFYING = frozenset({"amod", "compound", "nmod:poss"})
_BELONGING = frozenset({"of", "for", "from"})
_TWO = frozenset({"two", "both", "respective"})
_EITHER = frozenset({"either", "neither"})
_SINGLY = frozenset({"both", "each", "either", "neither"})
_OF_EACH = frozenset({"them", "two"})
_ALONE = frozenset({"both", "each"})
_THOSE = frozenset({"these", "those"})
_APART = frozenset({"both", "either"})
_SIDES = frozenset({*POLITIES, "ArmedGroup"})
_DASHES = frozenset({"-", "–"})
_BARE = "bare"
_SIDE = "side"
_MEDIA = "Media"
_PAIR = 2
_OFTEN = 2
"""Times that a text names a state at least which it is about."""
_WHOLES = frozenset({"Organization", "Bloc"})
_UNTOLD = frozenset({"no", "any", "such", "these", "those", "other"})
_AT_LEAST = frozenset({"at least", "at most"})
_LED = "led"
_OF_A_PEOPLE = frozenset({"leader", "official", "representative", "negotiator", "minister", "authority", "force", "troop"})
"""Nouns for those who lead or speak for a people within a state."""
_GOVERNMENT = "government"
"""A word for the state itself, whatever body has it in its name."""
_TIMES = frozenset({"DATE", "TIME"})
_LONGEST = 6
"""Words after the head that a description takes along at most."""
_OUTSIDE = frozenset({"VERB", "AUX", "PUNCT", "SPACE", "ADP"})
_BEFORE = 50
"""Tokens before "the two" in which no other two may be counted."""
_NEAR = 3
"""Sentences that a description without a name reaches back."""


def may_describe(d: Discourse, i: int, titles: frozenset[str]) -> bool:
    """False for a noun that no table knows: it describes no actor. `titles` are the last words of all titles."""
    t, known = d.text.tree, d.text.words.describing
    if _may_shorten(d, i) or is_members(d, i) or is_kin(d, i) or is_part(d, i):
        return True
    return t.lemma[i] in known or t.lower[i] in known or i in d.text.title_at or t.lemma[i] in titles


def _may_shorten(d: Discourse, i: int) -> bool:
    """True for "the" and a capitalised word alone, which may be the end of a longer name ("the Rangers")."""
    t = d.text.tree
    return t.pos[i] in {"NOUN", "PROPN"} and i > 0 and t.lower[i - 1] == "the" and t.forms[i][:1].isupper() and t.head[i - 1] == i


def _shortened(d: Discourse, i: int) -> Reference | None:
    """ "The Rangers" after "the Punjab Rangers", "the ministry" after "the Interior Ministry": the one name that ends so."""
    t = d.text.tree
    row = row_at(d.text, i)
    standing = row is not None and row.kind == "standing" and t.tag[i] == "NN" and definite(d, i) and t.lower[i] != _GOVERNMENT
    if not (standing or _may_shorten(d, i)) or children(t, i, "compound", "flat", "amod", "nmod:poss"):
        return None
    before = (r for r in d.before(i, len(d.number)) if r.found.kind is MentionKind.NAME and r.found.end - r.found.start > 1)
    fits = {r.entity.id: r.entity for r in before if r.entity is not None and t.lower[r.found.end - 1] == t.lower[i]}
    fits = {key: entity for key, entity in fits.items() if entity.type in COLLECTIVES}
    return _reference(d, i, list(fits.values()), "body", "the last word of its name") if len(fits) == 1 else None


def describe(d: Discourse, i: int, where: Setting) -> Reference | None:
    """The reference of the noun phrase headed by token `i`, or None where it describes no actor that can be told."""
    t = d.text.tree
    if i in d.by_head:
        return None
    maker = issues(d, i, where)
    if maker is not None:
        return _reference(d, i, maker.entities, "unnamed", maker.reason)
    if t.dep[i] in {"compound", "flat"}:
        return None
    beside = _shortened(d, i) or _beside_name(d, i)
    if beside is not None:
        return beside
    lemma = t.lemma[i]
    plural = t.tag[i] in {"NNS", "NNPS"} or t.lower[i] == "two"
    allied = coalition(d, i, lemma)
    if allied and (lemma == COALITION or _acts(d, i)):
        return _reference(d, i, allied, "body" if lemma == COALITION else "force", "the coalition, or acts for it")
    pair = _pair(d, i, lemma, plural)
    if pair is not None:
        return pair
    named = None if plural else sort_of(d, i, lemma)
    if named is not None:
        return _reference(d, i, [named], "body", "says what the name before it is")
    whole = _whole(d, i, where)
    if whole is not None:
        return _reference(d, i, whole.entities, whole.found.form, "a part of them")
    ranks = members_of(d, i, where.anchored) if plural else None
    if ranks is not None:
        return _reference(d, i, [ranks], "unnamed", "its members")
    kin = kin_of(d, i)
    if kin is not None:
        return _reference(d, i, [kin], "kin", "named as that before")
    state = None if plural else own_state(d, i, lemma)
    if state is not None:
        return _reference(d, i, [state], OWNED, "the state for which the possessor speaks")
    apposed = _apposed(d, i) if plural else []
    if len(apposed) > 1:
        return _reference(d, i, apposed, "role", "named behind it")
    office = holders(d, i, lemma, plural)
    if office is not None:
        return _reference(d, i, office.people, "role", office.reason)
    _behind(d, i, where)
    found = _unnamed(d, i, where) or _owned(d, i, lemma, plural)
    row = row_at(d.text, i)
    if found is None and (row is None or row.kind != "standing"):
        found = _body(d, i, lemma, plural)
    return found or (_some_of(d, i, lemma) if plural else None) or _people(d, i, lemma, plural)


def _behind(d: Discourse, i: int, where: Setting) -> None:
    """Reads whom the description behind noun `i` means before the noun itself: "the ministers of the bloc"."""
    t = d.text.tree
    for k in children(t, i, "nmod"):
        if k > i and t.prep[k] in _BELONGING and t.pos[k] == "NOUN" and k not in d.by_head and definite(d, k):
            found = describe(d, k, where)
            if found is not None and found.entities and found.found.form != "people":
                d.add(found)


def _apposed(d: Discourse, i: int) -> list[Entity]:
    """ "His Danish and Swedish counterparts, Ann Bach and Per Lund": the people whose names stand behind a plural."""
    t = d.text.tree
    heads = [m for k in children(t, i, "appos") if k > i for m in conjuncts(t, k)]
    if t.dep[i] == "conj":  # some or all hung on what the noun is joined to
        others = {m for k in children(t, t.head[i], "conj") if k > i for m in conjuncts(t, k)}
        told = heads or (t.lemma[i] in d.text.words.verbs["counterpart"] and t.lower[i + 1] == "," and i + 2 in others)
        heads += sorted(others.difference(heads)) if told else []
    named = [d.by_head[k] for k in heads if k in d.by_head]
    people = [r.entity for r in named if r.entity is not None and r.entity.type == PERSON]
    return people if len(people) == len(heads) else []


def is_part(d: Discourse, i: int) -> bool:
    """True for a noun of several, or of a part, with what it consists of or belongs to behind it ("a team of inspectors")."""
    return d.text.tree.lemma[i] in d.text.words.verbs["part"] and _made_of(d, i) is not None


def _made_of(d: Discourse, i: int) -> int | None:
    t = d.text.tree
    of = [k for k in t.kids[i] if k > i and t.dep[k] == "nmod" and t.prep[k] == "of"]
    return next((k for k in of if t.lemma[k] not in d.text.words.verbs["part"]), of[0] if of else None)  # "tens of thousands of"


def _whole(d: Discourse, i: int, where: Setting) -> Reference | None:
    """ "A joint force of Chadian and Malian troops", "a committee of the Danish parliament": the actors that it acts for."""
    t = d.text.tree
    k = _made_of(d, i) if t.lemma[i] in d.text.words.verbs["part"] and _acts(d, i) else None
    if k is None:
        return None
    body = d.by_head.get(k)
    found = describe(d, k, where) if body is None else body
    if found is None or not found.entities or found.found.form == "people":
        return None
    several = (
        t.pos[k] == "NOUN" and found.found.kind is MentionKind.NOMINAL and found.found.form in {"force", "official", "unnamed"}
    )
    one = all(e.type == GOVERNMENT or e.type in {"ArmedGroup", "Party"} for e in found.entities)
    return found if several or (one and t.tag[i] == "NN") else None


def _unnamed(d: Discourse, i: int, where: Setting) -> Reference | None:
    """ "Malian rebels", "the Turkish parliament", "a spokesman for the rebels": actors that are known by their state."""
    t = d.text.tree
    row = row_at(d.text, i)
    if i not in where.anchored and t.tag[i] not in _PLURAL and (row is None or (len(row.form) == 1 and row.kind != "standing")):
        again = _body(d, i, t.lemma[i], plural=False, named=True)
        if again is not None:
            return again
    nation = d.text.words.nominal("body", t.lemma[i])
    country = nation is not None and set(nation.types) <= POLITIES and t.tag[i] not in _PLURAL
    found = meant(d, i, where) or speaks_for(d, i, where) or (of_person(d, i, where) if country else None)
    if found is None or not found.entities:
        return None
    form = "force" if row is not None and row.kind == TROOPS else "unnamed"
    return _reference(d, i, found.entities, form, found.reason)


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
    while (
        start - 1 in inside
        and d.number[start - 1] == d.number[i]
        and (t.pos[start - 1] not in _OUTSIDE or t.dep[start - 1] == "amod" or t.tag[start - 1] == "HYPH")
    ):
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


def _beside_name(d: Discourse, i: int) -> Reference | None:
    """ "The Russian leader, Vladimir Putin, said": the noun means the name in apposition to it."""
    t = d.text.tree
    row = row_at(d.text, i)
    camp = row is not None and row.kind == "camp"  # "the main opposition, the Movement for Change, said"
    if i not in d.text.title_at and d.text.words.nominal("body", t.lemma[i]) is None and not camp:
        return None
    title = d.text.title_at.get(i)
    holder = d.beside.get(title.start) if title is not None else None
    if holder is not None:
        return _reference(d, i, [holder], "role", "stands beside the name")
    end = _extent(d, i, whole=False)[1]
    after = d.beginning(end + 1) if end < len(t) and t.lower[end] == "," else None
    closed = after is not None and after.found.end < len(t) and t.lower[after.found.end] == ","
    for reference in (*(d.by_head.get(k) for k in _neighbours(d, i)), after if closed else None):
        if reference is not None and reference.entity is not None and reference.found.kind is MentionKind.NAME:
            is_role = i in d.text.title_at
            if (reference.entity.type == PERSON) == is_role:
                return _reference(d, i, reference.entities, "role" if is_role else "body", "stands beside the name")
    return None


def is_two(d: Discourse, i: int) -> bool:
    """True for "the two" that act, unless two of something else were spoken of right before."""
    t = d.text.tree
    alone = t.lower[i] == "two" and t.dep[i] == "nsubj" and i > 0 and t.lower[i - 1] == "the"
    near = range(max(i - _BEFORE, 0), i) if alone else ()
    return alone and not any(t.lower[k] == "two" and t.dep[k] == "nummod" for k in near)


def _two_leaders(d: Discourse, i: int) -> tuple[Entity, ...]:
    """The two whom alone the text has named so far of those who lead a state ("a statement by the two leaders")."""
    beside, t = _beside_pair(d, i), d.text.tree
    people = {
        e.id: e for r in d.before(i, len(d.number)) if r.found.kind is MentionKind.NAME for e in r.entities if e.type == PERSON
    }
    lead = [e for e in people.values() if e.id not in beside and _leads(d, e)]
    two = any(t.lower[k] in _TWO for k in t.kids[i])
    return tuple(lead[::-1]) if two and len(lead) == _PAIR and not _one_side(d, lead, (GOVERNMENT,)) else ()


def is_both(d: Discourse, i: int) -> bool:
    """True for "both" and "each" that act alone, and for "them" in "each of them"."""
    t, word = d.text.tree, d.text.tree.lower[i]
    if word in _OF_EACH:
        return _of_each(d, i)
    return word in _ALONE and t.dep[i] in SUBJECTS and not t.has(i, "nmod")


def _of_each(d: Discourse, i: int) -> bool:
    """True behind "each of", "neither of"."""
    t = d.text.tree
    return t.prep[i] == "of" and t.dep[i] == "nmod" and t.lower[t.head[i]] in _SINGLY


def _neighbours(d: Discourse, i: int) -> tuple[int, ...]:
    t = d.text.tree
    return (*children(t, i, "appos"), *((t.head[i],) if t.dep[i] == "appos" else ()))


def _pair(d: Discourse, i: int, lemma: str, plural: bool) -> Reference | None:
    """ "The two leaders", "both sides", "each country": the last two actors of that sort, else those that the text is about."""
    t = d.text.tree
    row = d.text.words.nominal("pair", lemma)
    marks = {t.lower[k] for k in t.kids[i]} | ({t.lower[i - 1]} if i else set())
    bare = row is not None and row.hint == _BARE  # "each country" may be one of many, "each side" is one of two
    told = (
        marks & _TWO or (bare and marks & DEFINITE) or _of_each(d, i) if plural else marks & _EITHER or (bare and "each" in marks)
    )
    if plural and not told and row is not None and marks & _THOSE and not any(t.pos[k] == "ADJ" for k in t.kids[i]):
        joined = _coordinated(d, i, row.types, 1)
        return _reference(d, i, joined, "pair", "named together right before") if joined else None
    return _last_two(d, i, lemma) if told and not owners(d, i) else None


def both_of(d: Discourse, i: int) -> Reference | None:
    """ "Both", "each" and "each of them", said of the last two who may be two sides."""
    return _last_two(d, i, _SIDE)


def _last_two(d: Discourse, i: int, lemma: str) -> Reference | None:
    row = d.text.words.nominal("pair", lemma)
    if row is None:
        return None
    joined = _coordinated(d, i, row.types)
    if joined:
        return _reference(d, i, joined, "pair", "named together before")
    recent: dict[str, Entity] = {}
    near = None
    clause = _beside_pair(d, i)
    for reference in d.before(i, _NEAR):
        place = d.number[reference.found.start]
        if len(recent) >= 2 and place != near:
            break
        for entity in reference.entities:
            if entity.type in row.types and entity.id not in clause and (not any_head(d, lemma) or _leads(d, entity)):
                recent.setdefault(entity.id, entity)
                near = place
    two = list(recent.values())[::-1]
    if len(two) != 2 or len({entity.type for entity in two}) > 1 or _one_side(d, two, row.types):
        most = _main_two(d, i, row.types) or (_two_leaders(d, i) if any_head(d, lemma) else ())
        return _reference(d, i, most, "pair", "the two that the text is about") if most else None
    return _reference(d, i, two, "pair", "the last two of the kind")


def _beside_pair(d: Discourse, i: int) -> set[str]:
    """Ids of those who act with or on the pair: named in its clause, or whom the clause is about ("Berg, who met both sides").

    Who acts on "both countries" and "either country" speaks for a third one.
    """
    t, clause = d.text.tree, clause_of(d.text.tree, i)
    heads = {*t.kids[clause], *((t.head[clause],) if t.dep[clause] == "acl:relcl" else ())}
    near = {e.id for k in heads if k in d.by_head for e in d.by_head[k].entities}
    third = t.dep[i] not in SUBJECTS and any(t.lower[k] in _APART for k in t.kids[i])
    speaks = represents(d) if third else {}
    return near | {speaks[key] for key in near if key in speaks}


def _main_two(d: Discourse, i: int, kinds: tuple[str, ...]) -> tuple[Entity, ...]:
    """The two states, or other sides, that the text speaks of again and again, where no third comes near."""
    beside = _beside_pair(d, i)
    sides = [k for k in kinds if k in _SIDES]
    named = Counter(e for r in d.references for e in r.entities if e.type in sides)
    ranked = [(entity, n) for entity, n in named.most_common() if entity.id not in beside]
    clear = len(ranked) >= _PAIR and ranked[1][1] >= _OFTEN and not any(n * 2 >= ranked[1][1] for _, n in ranked[_PAIR:])
    return tuple(entity for entity, _ in ranked[:_PAIR]) if clear else ()


def _coordinated(d: Discourse, i: int, kinds: tuple[str, ...], reach: int | None = None) -> tuple[Entity, ...]:
    """The last two actors that the text names together ("between Putin and Zelensky"), within `reach` sentences."""
    t = d.text.tree
    clause = {e.id for k in t.kids[clause_of(t, i)] if k in d.by_head for e in d.by_head[k].entities}
    for reference in d.before(i, len(d.number) if reach is None else reach):
        head = reference.found.head
        near = d.number[i] - d.number[head] <= _NEAR
        first = d.by_head.get(t.head[head]) if t.dep[head] == "conj" else _dashed(d, reference) if near else None
        both = (first.entity, reference.entity) if first is not None else ()
        found = tuple(e for e in both if e is not None and e.type in kinds)
        alike = len(found) == _PAIR and (found[0].type == found[1].type or _are_sides(found, kinds))
        if alike and first is not None and not clause & {e.id for e in found}:
            more = len([k for k in children(t, first.found.head, "conj") if k in d.by_head]) > 1
            if found[0].id != found[1].id and not more and not _one_side(d, found, kinds):
                return found
    return ()


def _dashed(d: Discourse, reference: Reference) -> Reference | None:
    """The name that a dash joins to the next ("the Israeli-Palestinian conflict", "Russia–Ukraine talks")."""
    at = reference.found.start - 1
    return d.by_end.get(at) if at > 0 and d.text.tree.lower[at] in _DASHES and not d.text.tree.spaced[at] else None


def _are_sides(found: Sequence[Entity], kinds: Sequence[str]) -> bool:
    """True for a state and those whom it may fight or talk with ("the government and the rebels")."""
    return GOVERNMENT in kinds and all(e.type in COLLECTIVES for e in found)


def _one_side(d: Discourse, people: Sequence[Entity], kinds: Sequence[str]) -> bool:
    """True for two persons of one state, who are no two sides; they may be "the two men"."""
    speaks = represents(d) if people[0].type == PERSON and GOVERNMENT in kinds else {}
    return len({speaks.get(person.id, person.id) for person in people}) == 1


def _leads(d: Discourse, entity: Entity) -> bool:
    return any(o.person.id == entity.id for o in d.offices) or bool(d.text.table.offices(entity.id, d.published))


def _owned(d: Discourse, i: int, lemma: str, plural: bool) -> Reference | None:
    """ "US officials", "the Ukrainian government", "Moscow's troops", "European countries": the actor that they belong to."""
    t, words = d.text.tree, d.text.words
    if words.nominal("office", lemma) is not None:
        mine = [r for r in owners(d, i, COLLECTIVES | {PERSON}) if d.text.tree.dep[r.found.head] == "nmod:poss"]
        if len(mine) == 1:
            return _reference(d, i, mine[0].entities, "office", "speaks for its head")
    standing = words.nominal("institution", compound(d, i)) or words.nominal("institution", lemma)
    if plural and standing is None:
        standing = words.nominal("official", lemma)
    title = d.text.title_at.get(i)
    if not plural and standing is None and title is not None and title.kind == Role.SPOKESPERSON:
        standing = words.nominal("official", lemma)
    one = row_at(d.text, i)
    # "A Danish envoy" is a person, "Danish envoys" are Denmark.
    someone = not plural and (title is not None or (one is not None and one.kind == "person"))
    force = words.nominal("force", lemma) is not None and _acts(d, i) and not someone
    nation = plural and words.nominal("nation", lemma) is not None
    heads = plural and standing is None and are_heads(d, i, lemma)  # "the presidents of Chad and Niger"
    if (standing is None and not force and not nation and not heads) or any(
        t.lower[k] in words.offices["past"] for k in t.kids[i]
    ):
        return None
    belong = owners(d, i, COLLECTIVES | {"Place"}, seated=True) or tuple(around(d, i))
    belong = belong or (_leading(d, i) if force and plural else ())
    # "Their US counterparts": the adjective says who they are, the possessor whose they are.
    others = tuple(r for r in belong if d.text.tree.dep[r.found.head] != "nmod:poss")
    if lemma in _OF_A_PEOPLE and of_a_people(d, i):
        return None
    belong = others or belong
    if lemma == MEMBER and any(r.found.start < i for r in belong):
        belong = tuple(r for r in belong if r.found.start < i)  # "Western members of the council"
    states = [state for r in belong for state in _states(d, r)]
    if (
        nation
        and words.nominal("official", lemma) is None
        and any(s.type == "Organization" for s in states)
        and any(t.lower[k] in words.verbs["quantity"] or t.dep[k] == "nummod" for k in t.kids[i])
    ):
        return None  # "several EU governments"
    if heads and len(states) == 1:
        return None  # "US presidents" are no government
    if standing is None and not force and not heads:
        states = states if all(s.type == "Bloc" or _are_all(d, i, s) for s in states) else []
    states = states or _authorities(d, i, belong) or (_same_officials(d, i) if plural and not belong else [])
    form = "force" if force and standing is None and not nation else "official"
    return _reference(d, i, states, form, "stands for what it belongs to") if states else None


def _leading(d: Discourse, i: int) -> tuple[Reference, ...]:
    """ "NATO-led forces" act for who leads them; "the NATO-led force" is one by itself."""
    t = d.text.tree
    led = (k for k in t.kids[i] if t.lower[k] == _LED)
    return tuple(d.by_head[m] for k in led for m in children(t, k, "compound", "nmod") if m in d.by_head)


def _same_officials(d: Discourse, i: int) -> list[Entity]:
    """ "The ministers" after "the foreign ministers of the Nordic Council": whom the same word stood for, if always the same."""
    t = d.text.tree
    if not definite(d, i) or any(k < i and t.dep[k] != "det" for k in t.kids[i]) or children(t, i, "nmod", "acl", "acl:relcl"):
        return []
    before = (r for r in d.before(i, len(d.number)) if r.found.form == "official" and r.found.kind is MentionKind.NOMINAL)
    same = {r.entities for r in before if t.lemma[r.found.head] == t.lemma[i] and t.tag[r.found.head] in _PLURAL}
    return list(same.pop()) if len(same) == 1 else []


def _authorities(d: Discourse, i: int, belong: Sequence[Reference]) -> list[Entity]:
    """ "Kano authorities", "Basra officials": those of a place that is no seat of a state."""
    place = belong[0].entity if len(belong) == 1 and belong[0].found.end == i else None
    local = place is not None and place.type == "Place" and d.text.tree.lemma[i] in d.text.words.verbs["governing"]
    return [own(d.text.table, place, "authorities", GOVERNMENT)] if local and place is not None else []


def _are_all(d: Discourse, i: int, entity: Entity) -> bool:
    """True for "EU countries" that act; not for "some EU countries", "its EU partners", "the five EU states"."""
    t, quantity = d.text.tree, d.text.words.verbs["quantity"]
    beside = children(t, i, "amod", "nummod", "nmod:poss", "acl", "acl:relcl", "det")
    counted = any(t.lower[k] in quantity or t.dep[k] != "det" for k in beside if k not in d.covered)
    return entity.type == "Organization" and entity.id in d.text.table.entities and _acts(d, i) and not counted


def _states(d: Discourse, reference: Reference) -> list[Entity]:
    if len(reference.entities) > 1:
        return [e for e in reference.entities if e.type in COLLECTIVES]
    state = state_of(d, reference)
    return [state] if state is not None and state.type in COLLECTIVES else []


def _acts(d: Discourse, i: int) -> bool:
    """True where the noun is the agent of a verb."""
    t = d.text.tree
    above = t.head[i]
    if t.dep[i] == "nmod" and t.prep[i] == "by":
        # "A raid by American forces"; "allegations of abuse by them" are others'.
        return not d.text.lexicon.reports(t.lemma[above], "noun")
    if t.prep[i] == "of" and t.prep[above] == "under":
        return True  # "under the control of Iraqi forces"
    if t.prep[i] == "of" and t.lemma[above] in d.text.words.verbs["part"]:
        return _acts(d, above)  # "hundreds of Iraqi soldiers"
    return above != i and t.dep[i] in {*SUBJECTS, "obl:agent", "obl"} and i in agents(t, above)


def _body(d: Discourse, i: int, lemma: str, plural: bool, *, named: bool = False) -> Reference | None:
    """ "The group", "the alliance", "the council": the last actor of that sort; with `named` only by the same word before."""
    t = d.text.tree
    row = d.text.words.nominal("body", compound(d, i)) or d.text.words.nominal("body", lemma)
    if row is not None and not plural and not named and not definite(d, i):
        alias = _named_so(d, i, row.types)
        if alias is not None:
            return _reference(d, i, [alias], "body", "named in the same sentence")
    if plural or not definite(d, i) or (row is None and d.text.words.nominal("organ", lemma) is None):
        return None
    size = len(row.form.split()) if row is not None else 1
    beside = [k for k in children(t, i, "amod", "compound") if not i - size < k < i and not _plain(d, k)]
    above = [r.entity for k in beside if (r := d.by_head.get(k)) is not None and r.found.end <= i]
    if any(t.dep[k] in _TELLING and t.ent[k] not in _TIMES for k in t.kids[i]) or len(above) < len(beside):
        return None
    if above and not named:
        part = part_of(d, i, above, row.types if row is not None else ())
        return _reference(d, i, [part], "body", "part of what is named beside it") if part is not None else None
    reach = _NEAR if row is not None and set(row.types) <= POLITIES else len(d.number)
    before = (r for r in d.before(i, reach) if r.found.form != OWNED)  # "the country" isn't the last "his country"
    alike = (r for r in before if t.lemma[r.found.head] == lemma and t.tag[r.found.head] not in _PLURAL)
    same = next((r.entity for r in alike if r.entity is not None), None)
    if same is not None or row is None or named:
        return _reference(d, i, [same], "body", "the same word before") if same is not None else None
    recent = [e for r in d.before(i, len(d.number)) for e in r.entities if e.type in row.types]
    chosen = next((e for e in recent if e.id == row.hint), None)
    chosen = chosen or called(d, i, lemma)
    if chosen is None and set(row.types) <= POLITIES:
        chosen = _clear_state(d, i)
    elif chosen is None and lemma != COALITION:
        chosen = _last_acting(d, i, row.types)
    return _reference(d, i, [chosen], "body", "the last of the kind") if chosen is not None else None


def _last_acting(d: Discourse, i: int, kinds: Sequence[str]) -> Entity | None:
    """The last actor of some kinds, in the last sentence that has any: its subject, else one that modifies no noun."""
    t = d.text.tree
    near = [(r, e) for r in d.before(i, _NEAR) for e in r.entities if e.type in kinds]
    armed = [pair for pair in near if pair[1].type == ARMED]
    if len({e.id for _, e in armed}) == 1:  # "NATO blamed Hamas … the group"
        near = [pair for pair in near if not _joins_states(d, pair[1])]
    if set(kinds) - {_MEDIA}:
        near = [pair for pair in near if pair[1].type != _MEDIA]  # "Hamas refused, Al Jazeera reported … the group"
    if not near:
        return None
    last = d.number[near[0][0].found.start]
    same = [(r.found.head, e) for r, e in near if d.number[r.found.start] == last and not _called_else(d, i, r)] or [
        (r.found.head, e) for r, e in near if d.number[r.found.start] == last
    ]
    ranked = sorted(same, key=lambda pair: (t.dep[pair[0]] not in SUBJECTS, t.dep[pair[0]] in _MODIFYING))
    return ranked[0][1]


def _called_else(d: Discourse, i: int, reference: Reference) -> bool:
    """True for "the coalition" before "the group" in one sentence: two words for two actors."""
    described_ = reference.found.kind is MentionKind.NOMINAL and reference.found.form != OWNED
    head = reference.found.head
    return described_ and d.number[head] == d.number[i] and d.text.tree.lemma[head] != d.text.tree.lemma[i]


def _joins_states(d: Discourse, entity: Entity) -> bool:
    """True for an organisation or coalition whose members are states."""
    ties = d.text.table.ties_to(entity.id)
    return entity.type == "Bloc" or any(
        t.relation is TieKind.MEMBER and d.text.table.entities[t.actor].type in POLITIES for t in ties
    )


def _plain(d: Discourse, k: int) -> bool:
    """True for a modifier that says only of what sort it is ("the militant group", "the 28-nation bloc")."""
    t, verbs = d.text.tree, d.text.words.verbs
    word = t.lower[k].rpartition("-")[2]  # "Oslo-based"
    return word in verbs["sort"] | verbs["creed"] or any(t.pos[m] == "NUM" and t.lower[m + 1] == "-" for m in t.kids[k])


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
    last = next((r for r in near if any(e.type in POLITIES for e in r.entities)), None)
    near_by = last is not None and d.number[last.found.start] == d.number[i]
    if last is not None and near_by and t.dep[i] == t.dep[last.found.head] == "nmod:poss":
        return last.entity  # "Ukraine's Poltava region, home to the country's refinery"
    same = [r for r in near if d.number[r.found.start] == d.number[i] and t.dep[r.found.head] in SUBJECTS]
    subjects = {e.id: e for r in same for e in r.entities if e.type in POLITIES}
    every = {e.id: e for r in near for e in r.entities if e.type in POLITIES}
    for found in (subjects, every):
        if len(found) == 1:
            return next(iter(found.values()))
    return None


def _some_of(d: Discourse, i: int, lemma: str) -> Reference | None:
    """ "Some larger NATO members", "nine EU countries": so many of the states of an organisation, who act by themselves."""
    t, verbs = d.text.tree, d.text.words.verbs
    counting = [k for k in t.kids[i] if k < i and (t.dep[k] == "nummod" or t.lower[k] in verbs["quantity"] | verbs["majority"])]
    whose = owners(d, i)
    whole = whose[0].entity if len(whose) == 1 else None
    if d.text.words.nominal("nation", lemma) is None or not counting or not _acts(d, i) or definite(d, i) or whole is None:
        return None
    if (
        whole.type not in _WHOLES
        or whole.id not in d.text.table.entities
        or listed(t, i)
        or any(t.lower[k] in _UNTOLD for k in counting)
    ):
        return None
    start, end = _extent(d, i, whole=False)
    start -= start > 0 and t.words(start - 1, start + 1).lower() in _AT_LEAST
    label = t.words(start, end)
    entity = own_entity(d.text, label[:1].upper() + label[1:], "Bloc")
    return _reference(d, i, [entity], "unnamed", "some of its members")


def _people(d: Discourse, i: int, lemma: str, plural: bool) -> Reference | None:
    """ "Experts", "sources familiar with the talks", "NATO's supreme commander": whoever acts or speaks without a name."""
    t = d.text.tree
    both = compound(d, i)
    row = d.text.words.nominal("people", lemma) or d.text.words.nominal("people", both)
    title = d.text.title_at.get(i)
    unnamed = title is not None and title.end == i + 1 and not plural and title.kind not in HEADS and bool(owners(d, i))
    speaks = t.dep[i] in SUBJECTS or t.prep[i] == "according to" or _acts(d, i) or _quoted(d, i)
    someone = described(d, i) if speaks else None
    if someone is not None:
        return _reference(d, i, someone.entities, SOMEONE, someone.reason)
    if not speaks or (row is None and not unnamed):
        return None
    start, end = _extent(d, i, whole=True) if row is not None or title is None else (title.start, title.end)
    while start < i and t.pos[start] in {"DET", "NUM"}:
        start += 1
    label = t.words(start, end)
    entity = own_entity(d.text, label[:1].upper() + label[1:], GROUP)
    return _reference(d, i, [entity], "people", "people described", whole=True)


def _quoted(d: Discourse, i: int) -> bool:
    """ "Quoted an official as saying": the object of a verb of reporting that speaks itself."""
    t = d.text.tree
    verb = t.head[i]
    reporting = d.text.lexicon.reports(t.lemma[verb])
    return reporting and t.dep[i] == "obj" and any(t.mark[k] == "as" for k in (*t.kids[verb], *t.kids[i]))
