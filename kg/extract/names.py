"""Which actor does a name mean? Strong names by themselves, weak ones by their context, unknown ones as actors of their own."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from kg.actors import POLITIES, Name, NameKind, Role, Strength, Tie, TieKind, fold, slug
from kg.extract.acronyms import bracketed, defined
from kg.extract.found import PEOPLE, PERSON, Found, Text, family
from kg.extract.metonymy import is_place
from kg.extract.period import period
from kg.extract.spelling import alike, respelt
from kg.model import Candidate, Entity, Note, Span

STAGE = "linking"
PLACE = "Place"
_PARTY = "Party"
_SHORTENED = frozenset({"Organization", "Company", "Media", "Party", "ArmedGroup"})
_BODIES = _SHORTENED | {"Government", "Bloc"}
_LONG = 6
"""Letters from which on two last names may differ by a slip of the pen."""
_ALIKE = 0.85
_ENOUGH = 0.6
_MARGIN = 0.15
_GENERIC = ("organ", "body")
_MONARCH = "monarch"
_ACTING = frozenset({"nsubj", "nmod:poss", "obl:agent"})


class Reference(NamedTuple):
    """A mention and whom it means: nobody known (()), one actor, or several together.

    `also` are further tokens that a parser may take for the head: those of the title before a name.
    """

    found: Found
    entities: tuple[Entity, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    also: tuple[int, ...] = ()

    @property
    def entity(self) -> Entity | None:
        """The one actor that is meant, or None."""
        return self.entities[0] if len(self.entities) == 1 else None


def link(text: Text, named: Sequence[Found], published: str | None) -> tuple[tuple[Reference, ...], tuple[Note, ...]]:
    """The references of all names, in their order, and a note for each that stays open."""
    anchors = _anchors(text, named, published)
    own = _unknown(text, named, _respelt(text, named, anchors, published))
    people = _full_names(text, named, anchors, own)
    shorts = _shorts(text, named, own)
    references: list[Reference] = []
    notes: list[Note] = []
    for found in named:
        reference = _short_for(text, found, shorts) or _link_one(text, found, (anchors, own, people), published)
        references.append(reference)
    linked = Counter(anchors)
    linked.update(r.entity.id for r in references if r.entity is not None and r.found.names)
    references = [r if r.entities else _link_one(text, r.found, (linked, own, people), published) for r in references]
    references = [_of_people(text, _short_form(text, reference, references)) for reference in references]
    for reference in references:
        found = reference.found
        if not reference.entities and found.form != "people":
            words = words_of(text, found)
            among = ", ".join(c.entity.label for c in reference.candidates) or "actors of this name in the text"
            notes.append(Note(STAGE, characters(text, found), f"{words!r} may mean {among}: the text doesn't decide"))
    return tuple(references), tuple(notes)


def characters(text: Text, found: Found) -> Span:
    """Characters of a mention."""
    return text.tree.span(found.start, found.end)


def words_of(text: Text, found: Found) -> str:
    """The words of a mention, as they stand."""
    return characters(text, found).of(text.raw)


def place(text: Text, found: Found) -> Entity:
    """The city or building that a seat's name means."""
    for name in found.names:
        entity = text.table.entities[name.actor]
        if entity.type == PLACE:
            return entity
    label = " ".join(words_of(text, found).split())
    return own_entity(text, label, PLACE)


def own_entity(text: Text, label: str, kind: str) -> Entity:
    """An actor that the table doesn't know; its id never falls on that of a known one."""
    key = slug(label)
    if key in text.table.entities and text.table.entities[key].type != kind:
        key = slug(f"{label} {kind}")
    known = text.table.entities.get(key)
    return known if known is not None else Entity(key, label, kind, (label,))


def _key(text: Text, found: Found) -> str:
    return fold(words_of(text, found))


def _anchors(text: Text, named: Sequence[Found], published: str | None) -> Counter[str]:
    """Known actors that strong names mention, or the name of their one seat, with how often."""
    found: Counter[str] = Counter()
    for one in named:
        valid = _valid(one.names, published)
        strong = {n.actor for n in valid if n.strength is Strength.STRONG}
        seats = {n.actor for n in valid if n.kind is NameKind.METONYM}
        if len(strong or seats) == 1:
            found.update(strong or seats)
    return found


def _valid(names: Sequence[Name], published: str | None) -> list[Name]:
    """Names in use at the article's date."""
    if published is None:
        return list(names)
    return [n for n in names if (not n.since or n.since <= published) and (not n.until or published <= n.until)]


def _respelt(text: Text, named: Sequence[Found], anchors: Mapping[str, int], published: str | None) -> Mapping[str, Candidate]:
    """Folded name -> the known person whose name it spells otherwise."""
    spelt: dict[str, Candidate] = {}
    for found in named:
        if not found.names and found.type == PERSON and _key(text, found) not in spelt:
            candidate = respelt(text, found, words_of(text, found), anchors, published, _title_owner(text, found))
            if candidate is not None:
                spelt[_key(text, found)] = candidate
    return spelt


def _unknown(text: Text, named: Sequence[Found], spelt: Mapping[str, Candidate]) -> Mapping[str, Candidate]:
    """Folded name -> own actor, for names that the table doesn't know; a last name alone goes with the one full name."""
    kinds: dict[str, Counter[str]] = {}
    labels: dict[str, str] = {}
    for found in named:
        if not found.names:
            key = _key(text, found)
            weight = 3 if found.title is not None else 1
            kinds.setdefault(key, Counter())[found.type or "Organization"] += weight
            labels.setdefault(key, " ".join(words_of(text, found).split()))
    full = {key for key in kinds if " " in key and kinds[key][PERSON]}
    own: dict[str, Candidate] = {}
    for key, counts in kinds.items():
        longer = sorted(other for other in full if other != key and (other.endswith(f" {key}") or other.startswith(f"{key} ")))
        name = longer[0] if " " not in family(text, key) and len(longer) == 1 else key
        if name in spelt:
            own[key] = spelt[name]
            continue
        person = name != key or counts[PERSON] * 2 >= sum(counts.values())
        kind = PERSON if person else min(counts, key=lambda k: (-counts[k], k))
        own[key] = Candidate(own_entity(text, labels[name], kind), 0.7, "unknown name")
    return own


def _shorts(text: Text, named: Sequence[Found], own: Mapping[str, Candidate]) -> Mapping[str, tuple[tuple[int, Entity], ...]]:
    """Short form -> (place, actor) of every name that the text gives it."""
    by_end = {found.end: found for found in named}
    starts = {short.at: short.start for short in defined(text)}
    shorts: dict[str, list[tuple[int, Entity]]] = {}
    for at in bracketed(text):
        found = by_end.get(at - 1)
        strong = {n.actor for n in found.names if n.strength is Strength.STRONG} if found is not None else set()
        entity = text.table.entities[min(strong)] if len(strong) == 1 else None
        if found is not None and not found.names and starts.get(at) == found.start:
            entity = own[_key(text, found)].entity
        if entity is not None and entity.type in _BODIES and found is not None and found.end - found.start > 1:
            shorts.setdefault(text.forms[at], []).append((at, entity))
    return {form: tuple(seen) for form, seen in shorts.items()}


def _short_for(text: Text, found: Found, shorts: Mapping[str, tuple[tuple[int, Entity], ...]]) -> Reference | None:
    """A short form as the text last defined it."""
    seen = shorts.get(text.forms[found.start], ()) if found.end - found.start == 1 else ()
    if not seen:
        return None
    entity = next((e for at, e in reversed(seen) if at <= found.start), seen[0][1])
    return Reference(found, (entity,), (Candidate(entity, 0.95, f"short form that the text gives {entity.label}"),))


def _full_names(
    text: Text, named: Sequence[Found], anchors: Mapping[str, int], own: Mapping[str, Candidate]
) -> Mapping[str, tuple[tuple[int, Entity], ...]]:
    """Last name -> (place, person) of every mention of a person by a longer name, in order."""
    people: dict[str, list[tuple[int, Entity]]] = {}
    for found in named:
        key = _key(text, found)
        words = key.split()
        if len(words) < 2:
            continue
        entity = own[key].entity if not found.names else text.table.entities[found.names[0].actor]
        if entity.type != PERSON or (found.names and not found.strong and entity.id not in anchors):
            continue
        people.setdefault(words[-1], []).append((found.start, entity))
        if words[0] not in text.words.given:  # family names that come first
            people.setdefault(words[0], []).append((found.start, entity))
    return {last: tuple(seen) for last, seen in people.items()}


_Known = tuple[Mapping[str, int], Mapping[str, Candidate], Mapping[str, tuple[tuple[int, Entity], ...]]]


def _link_one(text: Text, found: Found, known: _Known, published: str | None) -> Reference:
    anchors, own, people = known
    also = _title_tokens(found)
    key = _key(text, found)
    last = key if found.names else family(text, key)
    if " " not in last and last in people and (not found.names or any(_is_person(text, n) for n in found.names)):
        person = _namesake(people[last], found.start)
        if person is not None:
            return Reference(found, (person,), (Candidate(person, 0.95, "full name in the text"),), also)
        return Reference(found, (), tuple(Candidate(e, 0.5, "same last name") for e in dict.fromkeys(e for _, e in people[last])))
    names = _valid(found.names, published)
    if not names:
        meant = own.get(key) or Candidate(
            own_entity(text, words_of(text, found), found.type or "Organization"), 0.7, "unknown name"
        )
        return Reference(found, (meant.entity,), (meant,), also)
    if any(n.kind is NameKind.METONYM for n in names):
        return _seat(text, found, names, anchors)
    strong = sorted({n.actor for n in names if n.strength is Strength.STRONG})
    if len(strong) == 1:
        entity = text.table.entities[strong[0]]
        return Reference(found, (entity,), (Candidate(entity, 1.0, f"strong name {names[0].name!r}"),), also)
    scored = _scores(text, found, names, anchors, published)
    best = scored[0]
    if best.score >= _ENOUGH and (len(scored) == 1 or best.score - scored[1].score >= _MARGIN):
        return Reference(found, (best.entity,), scored, also)
    if not any(_is_person(text, n) for n in names) or found.type not in {None, PERSON}:
        return Reference(found, (), scored)
    if " " in key and (found.type == PERSON or not text.table.find(words_of(text, found))):
        entity = own_entity(text, words_of(text, found), PERSON)
        return Reference(found, (entity,), (Candidate(entity, 0.6, "unknown name"),), also)
    return Reference(found, (), scored)


def _title_tokens(found: Found) -> tuple[int, ...]:
    return tuple(range(found.title.start, found.title.end)) if found.title is not None else ()


def _is_person(text: Text, name: Name) -> bool:
    return text.table.entities[name.actor].type == PERSON


def _namesake(seen: Sequence[tuple[int, Entity]], place: int) -> Entity | None:
    """Whom a last name means: the one person of that name, else the one last named in full before; None where two compete."""
    if len({e.id for _, e in seen}) == 1:
        return seen[0][1]
    before = [e for start, e in seen if start < place]
    return before[0] if len({e.id for e in before}) == 1 else None


def _short_form(text: Text, reference: Reference, every: Sequence[Reference]) -> Reference:
    """ "The North" for North Korea, "Fox" for Fox News, a misspelt last name: the one actor of the text that it shortens."""
    found = reference.found
    if found.end - found.start > 1 or (reference.entity is not None and found.names):
        return reference
    word = _key(text, found)
    part = text.words.nominal("part", word) is not None
    common = any(text.words.nominal(kind, word) is not None for kind in _GENERIC)
    generic = common and (reference.entity is None or not found.names)
    definite = found.start > 0 and text.tree.lower[found.start - 1] == "the"
    fits: dict[str, Entity] = {}
    for other in every:
        entity = other.entity
        if entity is None or other is reference or other.found.end - other.found.start < 2:
            continue
        words = fold(entity.label).split()
        if part:
            fit = entity.type in POLITIES and len(words) > 1 and words[0] == word
        elif entity.type == PERSON:
            fit = found.type == PERSON and min(len(word), len(words[-1])) >= _LONG and _close(word, words[-1])
        elif generic:
            fit = words[-1] == word
        else:
            last = definite and entity.type in _BODIES and fold(text.forms[other.found.end - 1]) == word
            fit = last or (entity.type in _SHORTENED and words[0] == word)
        if fit:
            fits[entity.id] = entity
    if len(fits) != 1:
        return reference._replace(entities=()) if generic else reference
    entity = next(iter(fits.values()))
    return Reference(found, (entity,), (Candidate(entity, 0.85, f"short for {entity.label}"),), reference.also)


def _of_people(text: Text, reference: Reference) -> Reference:
    """ "Ethnic Danes" and "most Danes" are people of that name, not the state; beside "ethnic" an adjective means no state."""
    t, found, words = text.tree, reference.found, text.words.verbs
    if found.form != "people" or found.start == 0:
        return reference
    ethnic = t.lower[found.start - 1] in words["ethnic"]
    if not ethnic and t.lower[found.start - 1] not in words["majority"]:
        return reference
    if t.tag[found.head] not in {"NNS", "NNPS"} or all(n.kind is not NameKind.NATIONALS for n in found.names):
        return reference._replace(entities=()) if ethnic else reference
    label = f"{t.lower[found.start - 1]} {words_of(text, found)}" if ethnic else words_of(text, found)
    entity = own_entity(text, label, "Organization")
    return Reference(found, (entity,), (Candidate(entity, 0.8, "people of this name"),), reference.also)


def _close(word: str, other: str) -> bool:
    return word[0] == other[0] and word != other and alike(word, other) >= _ALIKE


def _seat(text: Text, found: Found, names: Sequence[Name], anchors: Mapping[str, int]) -> Reference:
    """A capital or seat of government: the city or building, or the state that it stands for."""
    doubtful = all(text.table.entities[n.actor].type != "State" for n in names if n.kind is NameKind.METONYM)
    if is_place(text.tree, found, text.words) or (doubtful and text.tree.dep[found.head] not in _ACTING):
        entity = place(text, found)
        return Reference(found, (entity,), (Candidate(entity, 0.9, "a place where something happens"),))
    states = list(dict.fromkeys(n.actor for n in names if n.kind is NameKind.METONYM))
    named = [state for state in states if state in anchors]
    states = named if len(named) == 1 else states
    candidates = tuple(Candidate(text.table.entities[a], 0.9, f"seat of government {names[0].name!r}") for a in states)
    return Reference(found, (candidates[0].entity,) if len(states) == 1 else (), candidates)


def _scores(
    text: Text, found: Found, names: Sequence[Name], anchors: Mapping[str, int], published: str | None
) -> tuple[Candidate, ...]:
    """Candidates of a weak or shared name, best first, each with the reason for its score."""
    best: dict[str, Candidate] = {}
    for name in names:
        entity = text.table.entities[name.actor]
        score, reason = (
            _person(text, found, entity, anchors, published)
            if entity.type == PERSON
            else _other(text, found, entity, anchors, len({n.actor for n in names}))
        )
        if entity.id not in best or best[entity.id].score < score:
            best[entity.id] = Candidate(entity, round(score, 3), reason)
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.entity.id)))


def _person(text: Text, found: Found, entity: Entity, anchors: Mapping[str, int], published: str | None) -> tuple[float, str]:
    if entity.id in anchors:
        return 0.95, "full name in the text"
    held = text.table.offices(entity.id, published) if published else _offices(text, entity.id, anchors)
    label, words = fold(entity.label).split(), _key(text, found).split()
    same = len(words) > 1 and (words[0], words[-1]) == (label[0], label[-1])
    if found.title is not None:
        fits = [tie for tie in held if _fits(tie, found.title.kind, found.title.words)]
        owner = _title_owner(text, found)
        if owner is not None:
            exact = any(tie.target == owner for tie in fits)
            return (0.95, "title and office agree") if exact else (0.1, "another office")
        if fits:
            near = any(tie.target in anchors for tie in fits)
            return (0.9 if near else 0.8), "title and office agree"
        return 0.2, "another office"
    if same:
        return 0.85, "first and last name"
    if any(tie.target in anchors for tie in held):
        return 0.6, "holds an office of an actor in the text"
    return 0.3, "same last name"


_ONLINE = "1995"
"""The year from which on an article without any date is taken to be."""


def _offices(text: Text, person: str, anchors: Collection[str]) -> tuple[Tie, ...]:
    """The offices that a person held when the others whom the article names held theirs, else in the years of news online."""
    when = period(anchors, text.table)
    held = tuple(tie for tie in text.table.ties_of(person) if tie.role is not None and when.meets(tie))
    if any(text.table.entities[actor].type == PERSON for actor in anchors):
        return held
    return tuple(tie for tie in held if not tie.until or tie.until >= _ONLINE)


def _fits(tie: Tie, kind: str, words: str) -> bool:
    title = tie.title.casefold()
    return tie.role == kind or words in title or title in words or (kind == _MONARCH and tie.role == Role.HEAD_OF_STATE)


def _title_owner(text: Text, found: Found) -> str | None:
    """The known actor named right before the title ("British Prime Minister Brown")."""
    title = found.title
    if title is None:
        return None
    for size in (3, 2, 1):
        start = title.start - size
        if start >= 0 and text.tree.sent[start] == text.tree.sent[title.start]:
            named = text.table.find(text.tree.words(start, title.start).removesuffix("’s").removesuffix("'s").strip())
            if named and named[0].strength is Strength.STRONG:
                return named[0].actor
    return None


def _other(text: Text, found: Found, entity: Entity, anchors: Mapping[str, int], rivals: int) -> tuple[float, str]:
    if entity.id in anchors:
        return 0.9, "named otherwise in the text"
    if any(tie.actor in anchors for tie in text.table.ties_to(entity.id)):
        return 0.75, "someone or something of it in the text"
    if entity.type == _PARTY:
        states = {tie.target for tie in text.table.ties_of(entity.id) if tie.relation is TieKind.PART}
        served = (tie.target for one in anchors for tie in text.table.ties_of(one) if tie.relation is TieKind.OFFICE)
        home = not states.isdisjoint(anchors) or not states.isdisjoint(served)
        return (0.75, "a party of a state in the text") if home else (0.4, "a party by this name")
    if text.words.nominal("body", _key(text, found)) is not None:
        return 0.3, "a common noun that no other name in the text supports"
    label = text.tree.ent[found.head]
    if found.title is not None or (label == "PERSON" and entity.type not in POLITIES):
        return 0.1, "reads like a person"
    if entity.type in POLITIES or found.names[0].kind in PEOPLE:
        return (0.62 if rivals == 1 or entity.type in POLITIES else 0.5), "a state by this name"
    return (0.6 if rivals == 1 and text.tree.pos[found.head] == "PROPN" else 0.4), "an actor by this name"
