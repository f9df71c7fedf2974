"""Who holds an office? "The US president" at the article's date, "the minister" of this article, "his counterpart"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kg.actors import Role
from kg.extract.discourse import Discourse, Office, owners, state_of
from kg.extract.found import PERSON
from kg.extract.grammar import SUBJECTS, children
from kg.extract.period import period
from kg.model import Entity, MentionKind

MONARCH = "monarch"
HEADS = (Role.HEAD_OF_GOVERNMENT, Role.HEAD_OF_STATE)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_BELOW = frozenset({"deputy", "vice", "assistant", "under", "undersecretary", "first"})
"""First words of offices below the one that the rest of the title names."""
_SOON = 2
"""Sentences after a description in which its holder is introduced."""
_OF = frozenset({"of", "for"})
_INDEFINITE = frozenset({"a", "an", "any", "no", "another", "every", "each"})


@dataclass(frozen=True, slots=True)
class Holders:
    """Those who hold the office, and how that is known."""

    people: tuple[Entity, ...]
    reason: str


@lru_cache(maxsize=4)
def title_words(titles: tuple[str, ...]) -> frozenset[str]:
    """The last words of all titles."""
    return frozenset(title.split()[-1] for title in titles)


def holders(d: Discourse, i: int, lemma: str, plural: bool) -> Holders | None:
    """ "The US president" at the article's date, "the president" of this article, "his French counterpart"."""
    t = d.text.tree
    title = d.text.title_at.get(i)
    if title is not None and title.end - 1 != i and t.head[title.end - 1] != i:
        return None
    if plural:
        return _roles(d, i, lemma)
    if any(t.dep[k] == "cop" for k in t.kids[i]) or t.dep[i] == "appos" or t.prep[i] == "as":
        return None
    if title is None or title.words in d.text.words.verbs["counterpart"]:
        return _counterpart(d, i)
    states = _office_owners(d, i)
    told = definite(d, i) or any(t.dep[k] == "nmod:poss" for k in t.kids[i]) or bool(t.kids[i] and states and _bare(d, i))
    if not (told or (states and t.dep[i] == "conj" and _bare(d, i))) or len(states) > 1:
        return None
    if not states and children(t, i, "nmod:poss"):
        return None  # "his spokesman" after another's
    words, kind = title.words, title.kind
    person = _holder(d, states[0], words, kind) if states else _last_titled(d, words, kind, i) or _first_titled(d, words, i)
    if person is None and states:
        person = _named_next(d, states[0], kind, i)
    return Holders((person,), "holds the office") if person is not None else None


def _named_next(d: Discourse, owner: Entity, kind: str, i: int) -> Entity | None:
    """ "The Danish envoy says … Ambassador Mette Lund told …": the one holder of such an office, named right after it."""
    titled = [o for o in d.offices if o.kind == kind and not o.over]
    later = [o for o in titled if o.at > i and 0 < d.number[o.at] - d.number[i] <= _SOON and o.owner in {None, owner}]
    if len({o.person.id for o in titled}) > 1:
        return None
    person = later[0].person if later else _bare_next(d, i)
    known = d.text.table.offices(person.id, d.published) if person is not None else ()
    return person if not known or any(tie.target == owner.id for tie in known) else None


def _first_titled(d: Discourse, words: str, i: int) -> Entity | None:
    """ "The leader of the largest party says … Party leader Ann Oduya said": the only one of that title, named right after it."""
    t = d.text.tree
    of = [k for k in children(t, i, "nmod") if k > i and t.prep[k] in _OF]
    titled = [o for o in d.offices if o.words == words and not o.over]
    soon = bool(titled) and 0 < d.number[titled[0].at] - d.number[i] <= _SOON
    if (
        not of
        or any(k in d.by_head for k in of)
        or t.dep[i] not in SUBJECTS
        or len({o.person.id for o in titled}) != 1
        or not soon
    ):
        return None
    person = titled[0].person
    return person if all(e != person for r in d.before(i, len(d.number)) for e in r.entities) else None


def _bare_next(d: Discourse, i: int) -> Entity | None:
    """ "The Danish envoy rejected it. Mette Lund told …": a full name that the next sentence brings up without an office."""
    t = d.text.tree
    if t.dep[i] not in SUBJECTS:
        return None
    people = [r for r in d.references if r.found.kind is MentionKind.NAME and r.entity is not None and r.entity.type == PERSON]
    said = [r for r in people if t.dep[r.found.head] in SUBJECTS and d.number[r.found.start] - d.number[i] == 1]
    if len(said) != 1 or said[0].entity is None or said[0].found.end - said[0].found.start < len(("first", "last")):
        return None
    person, title = said[0].entity, said[0].found.title
    if d.text.table.ties_of(person.id) and d.published is None:
        return None  # who held which office then isn't said
    new = min(r.found.start for r in people if r.entity == person) == said[0].found.start
    ranked = title is None or title.kind == Role.MILITARY
    return person if new and ranked and all(o.person.id != person.id for o in d.offices if o.kind != Role.MILITARY) else None


def _office_owners(d: Discourse, i: int) -> list[Entity]:
    """The states of an office, or those of the one it is coordinated with ("Poland's president and prime minister")."""
    t = d.text.tree
    states = list(dict.fromkeys(state for r in owners(d, i) if (state := state_of(d, r)) is not None))
    title = d.text.title_at.get(i)
    low = title.start if title is not None else i
    bare = not any(k < low for k in children(t, i, "det", "nmod:poss", "amod", "compound"))
    if not states and t.dep[i] == "conj" and t.head[i] in d.text.title_at and bare:
        return [state for r in owners(d, t.head[i]) if (state := state_of(d, r)) is not None]
    return states


def _roles(d: Discourse, i: int, lemma: str) -> Holders | None:
    """ "The presidents of Ukraine and Russia", "Turkish and Russian foreign ministers", where all of them are known."""
    words = next((w for w in (compound(d, i), lemma) if w in d.text.lexicon.titles), "")
    single = d.text.lexicon.titles.get(words)
    if single is None or single.kind not in {*HEADS, Role.FOREIGN_MINISTER} or any_head(d, words):
        return None
    kinds = (single.kind, *(kind for kind in HEADS if single.kind in HEADS))
    states = _office_owners(d, i)
    held = [next(filter(None, (_holder(d, state, words, kind) for kind in kinds)), None) for state in states]
    people = [p for p in held if p is not None]
    return Holders(tuple(people), "offices at the date") if len(people) > 1 and len(people) == len(held) else None


def _counterpart(d: Discourse, i: int) -> Holders | None:
    """ "Merkel and her French counterpart": who holds the like office of that state."""
    t = d.text.tree
    if not {t.lemma[i], compound(d, i)} & d.text.words.verbs["counterpart"]:
        return None
    mine = [r for k in children(t, i, "nmod:poss") if (r := d.by_head.get(k)) is not None and r.entity is not None]
    states = [e for r in owners(d, i) if r not in mine and (e := state_of(d, r)) is not None]
    person = mine[0].entity if len(mine) == 1 else None
    if person is None or person.type != PERSON or len(states) != 1:
        return None
    said = [o.kind for o in d.offices if o.person.id == person.id]
    kinds = said or [str(tie.role) for tie in d.text.table.offices(person.id, d.published) if tie.role is not None]
    for kind in dict.fromkeys(kinds):
        wanted = (Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT) if kind in HEADS else (kind,)
        found = [p for k in wanted if (p := _holder(d, states[0], "", k)) is not None]
        found = [p for p in found if p.id in d.people] or found
        if found and found[0].id != person.id:
            return Holders((found[0],), "holds the like office")
    return None


def open_office(d: Discourse, i: int) -> bool:
    """True for a definite description of an office ("the president") that acts in its clause."""
    title = d.text.title_at.get(i)
    return title is not None and title.end == i + 1 and d.text.tree.dep[i] in SUBJECTS and definite(d, i)


def _bare(d: Discourse, i: int) -> bool:
    t = d.text.tree
    return not any(t.lower[k] in _INDEFINITE for k in children(t, i, "det"))


def _holder(d: Discourse, owner: Entity, words: str, kind: str) -> Entity | None:
    """Who holds an office of a state or organisation: as the text says, else as the table says for the article's date."""
    same = (o for o in d.offices if o.owner is not None and o.owner.id == owner.id and not o.over)
    said = [o.person for o in same if _alike(d, o, words, kind)]
    if said and len({p.id for p in said}) == 1:
        return said[0]
    roles: tuple[str, ...] = HEADS if any_head(d, words) else (Role.HEAD_OF_STATE,) if kind == MONARCH else (kind,)
    roles = () if _below(words) else roles
    seen = d.people
    held = list(d.text.table.titled(owner.id, words, d.published)) if kind in HEADS or _below(words) else []
    held = held or [p for role in roles for p in d.text.table.holders(owner.id, role, d.published)]
    if kind == Role.HEAD_OF_STATE:  # "the Japanese president" is nobody, and not the emperor
        held = [p for p in held if not _reigns(d, p, owner)]
    if not held and any_head(d, words):
        held = list(d.text.table.holders(owner.id, Role.HEAD_OF_ORGANISATION, d.published))
    mentioned = [p for p in held if p in seen]
    if mentioned:
        return seen[mentioned[0]]
    if d.published is None:
        ever = {p for p in seen for tie in d.text.table.ties_of(p) if tie.target == owner.id and tie.role in roles}
        if len(ever) == 1:
            return seen[ever.pop()]
        then = period(seen, d.text.table)
        lasting = {t.actor for t in d.text.table.ties_to(owner.id) if t.role in roles and then.within(t)}
        return d.text.table.entities[lasting.pop()] if len(lasting) == 1 else None
    return d.text.table.entities[held[0]] if len(set(held)) == 1 else None


def _reigns(d: Discourse, person: str, owner: Entity) -> bool:
    titles = (tie.title.lower() for tie in d.text.table.offices(person, d.published) if tie.target == owner.id)
    return any(title in d.text.lexicon.titles and d.text.lexicon.titles[title].kind == MONARCH for title in titles)


def any_head(d: Discourse, words: str) -> bool:
    """True for "leader": the head of state or of government, whichever it is."""
    return d.text.words.nominal("head", words) is not None


def are_heads(d: Discourse, i: int, lemma: str) -> bool:
    """True for a plural such as "presidents" and "prime ministers"."""
    titles = (d.text.lexicon.titles.get(words) for words in (compound(d, i), lemma))
    return any(title is not None and title.kind in {*HEADS, MONARCH} for title in titles)


def _below(words: str) -> bool:
    """True for "deputy foreign minister", which is not the office of the foreign minister."""
    return words.split(" ", 1)[0] in _BELOW


def _alike(d: Discourse, office: Office, words: str, kind: str) -> bool:
    if any_head(d, words):
        return office.kind in {*HEADS, MONARCH}
    if _below(words) or _below(office.words):
        return office.words == words
    return office.words == words or (office.kind == kind and kind in {*HEADS, Role.FOREIGN_MINISTER, Role.SPOKESPERSON})


def _last_titled(d: Discourse, words: str, kind: str, i: int) -> Entity | None:
    """The person last mentioned who has the very title, else one like it, by the text or by the table at the article's date."""
    like = [o for o in d.offices if o.at < i and (o.words == words or _below(o.words) == _below(words))]
    same = {o.person.id for o in like if o.words == words and not any_head(d, words)}
    alike = {o.person.id for o in like if o.words == words or o.kind == kind or o.words.split()[-1] == words.split()[-1]}
    for person in (p for people in _by_sentence(d, i) for p in people):
        if person.id in same or (not same and person.id in alike):
            return person
        held = () if same or _below(words) else d.text.table.offices(person.id, d.published)
        if any(tie.role == kind for tie in held):
            return person
    return None


def _by_sentence(d: Discourse, i: int) -> Iterator[list[Entity]]:
    """The persons of each sentence before token `i`, the last sentence first; in a whole one the subjects first."""
    t = d.text.tree
    people = (r for r in d.before(i, len(d.number)) if r.entity is not None and r.entity.type == PERSON)
    for n, found in groupby(people, key=lambda r: d.number[r.found.start]):
        subjects = d.number[i] - n
        ranked = sorted(found, key=lambda r: bool(subjects) and t.dep[r.found.head] not in SUBJECTS)
        yield [r.entity for r in ranked if r.entity is not None]


def definite(d: Discourse, i: int) -> bool:
    t = d.text.tree
    return any(t.lower[k] in DEFINITE for k in children(t, i, "det", "det:predet")) or (i > 0 and t.lower[i - 1] in DEFINITE)


def compound(d: Discourse, i: int) -> str:
    t = d.text.tree
    return f"{t.lower[i - 1]} {t.lemma[i]}" if i else t.lemma[i]
