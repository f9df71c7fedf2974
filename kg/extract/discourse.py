"""What has been mentioned so far, and where? The state that descriptions and pronouns are resolved against."""

import re
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.actors import POLITIES, Role, TieKind
from kg.extract.beside import Names, Phrase, is_marked, joins_fields, named, phrase
from kg.extract.found import PERSON, Text
from kg.extract.gazetteer import Title
from kg.extract.grammar import Tree, children
from kg.extract.names import PLACE, Reference
from kg.extract.quotes import quotations
from kg.model import Entity

COLLECTIVES = frozenset({"State", "Territory", "Organization", "Bloc", "Government", "Party", "ArmedGroup", "Company", "Media"})
_MODIFIERS = frozenset({"amod", "compound", "nmod:poss", "nmod", "nmod:desc", "det", "obl", "flat"})
_OWNING = frozenset({"of", "from"})
_ABROAD = frozenset({"ambassador", "consulate", "delegation", "embassy", "envoy", "mission", "peacekeeper"})
"""Nouns for what one has in another's country."""
_LEADS = frozenset({"backed", "commanded", "led", "run", "supported"})
_LED = re.compile(rf"-(?:{'|'.join(sorted(_LEADS))})$")
_SITTING = frozenset({"in", "at"})
_WINDOW = 200
"""Tokens back that count as near, where a text has no full stops."""
_ANALYST = "analyst"
PARTISAN = frozenset({_ANALYST, "other", "party", "legislator"})
"""Kinds of titles whose holder doesn't speak for the state."""
_MINISTERS = frozenset({Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT, Role.FOREIGN_MINISTER, Role.MINISTER})
_CLOSERS = frozenset(".?!”\"'")
_MARKS = frozenset({"”", '"', "’", "''"})
_STOPS = frozenset({".", "?", "!"})


@dataclass(frozen=True, slots=True)
class Office:
    """A title that the text gives a person: its words, kind, the actor that it belongs to (or None), and its place.

    `over` is True for a former one, `apart` for one that a comma parts from the name.
    """

    person: Entity
    words: str
    kind: str
    owner: Entity | None
    at: int
    over: bool = False
    apart: bool = False


@dataclass(slots=True)
class Discourse:
    """References in order of the text, and an index of them by head token; grows while the text is read."""

    text: Text
    published: str | None
    references: list[Reference]
    by_head: dict[int, Reference] = field(default_factory=dict)
    by_end: dict[int, Reference] = field(default_factory=dict)
    by_start: dict[int, Reference] = field(default_factory=dict)
    in_sentence: dict[int, list[Reference]] = field(default_factory=dict)
    people: dict[str, Entity] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    beside: dict[int, Entity] = field(default_factory=dict)
    number: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    covered: frozenset[int] = frozenset()
    genders: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, reference: Reference) -> None:
        """Takes a reference in, for what follows."""
        self.references.append(reference)
        self._index(reference)

    def _index(self, reference: Reference) -> None:
        for i in (reference.found.head, *reference.also):
            self.by_head.setdefault(i, reference)
        self.by_end.setdefault(reference.found.end, reference)
        self.by_start.setdefault(reference.found.start, reference)
        insort(self.in_sentence.setdefault(self.number[reference.found.start], []), reference, key=_order)
        for entity in reference.entities:
            self.counts[entity.id] = self.counts.get(entity.id, 0) + 1
            if entity.type == PERSON:
                self.people[entity.id] = entity

    def before(self, i: int, sentences: int) -> Iterator[Reference]:
        """References that end before token `i`, at most so many sentences back, latest first."""
        here, near = self.number[i], sentences < len(self.number)
        for n in range(here, max(here - sentences, 0) - 1, -1):
            for reference in reversed(self.in_sentence.get(n, ())):
                if near and i - reference.found.end > _WINDOW:
                    return
                if reference.found.end <= i and reference.entities:
                    yield reference

    def beginning(self, i: int) -> Reference | None:
        """The name that begins at token `i`, or None."""
        return self.by_start.get(i)


def _order(reference: Reference) -> tuple[int, int]:
    return reference.found.start, -reference.found.end


def start(text: Text, references: Iterable[Reference], published: str | None) -> Discourse:
    """The discourse that holds all names of a text."""
    t = text.tree
    named = list(references)
    quoted = [-1] * len(t)
    for n, (low, high) in enumerate(quotations(t.forms)):
        quoted[low:high] = [n] * (high - low)
    covered = frozenset(i for r in named for i in range(r.found.start, r.found.end))
    d = Discourse(text, published, named, number=_sentences(t, text.forms), quotes=tuple(quoted), covered=covered)
    for reference in named:
        d._index(reference)
    d.offices = tuple(_offices(d))
    d.beside.update((office.at, office.person) for office in d.offices if office.apart)
    return d


def _sentences(t: Tree, texts: Sequence[str]) -> tuple[int, ...]:
    """Number of each token's sentence.

    A break that the parser set inside a line without a full stop doesn't count; one that it missed after a quoted
    full stop does.
    """
    numbers, n = [], 0
    for i, text in enumerate(texts):
        parsed = i > 0 and t.sent[i] == i and (texts[i - 1][-1] in _CLOSERS or "\n" in texts[i - 1])
        missed = i > 1 and texts[i - 1] in _MARKS and texts[i - 2] in _STOPS and text[0].isupper()
        n += parsed or missed
        numbers.append(n)
    return tuple(numbers)


def owners(d: Discourse, i: int, kinds: frozenset[str] = COLLECTIVES, *, seated: bool = False) -> tuple[Reference, ...]:
    """References that modify noun `i` ("American soldiers", "troops from Russia", "its army"), coordinated ones apart.

    `seated` counts where they sit as well ("officials in Pyongyang"), unless the noun says whose they are ("NATO officials
    in Brussels"); nobody has an embassy or a mission in his own country.
    """
    t = d.text.tree
    if not (t.kids[i] or i - 1 in d.covered or i + 2 in d.covered or i + 3 in d.covered):
        return ()
    found: list[Reference] = []
    preps = _OWNING | _SITTING if seated else _OWNING
    kids = [k for k in t.kids[i] if t.dep[k] in _MODIFIERS and (k < i or t.prep[k] in preps)]
    # "American ground troops": the parser hangs the adjective on the noun between.
    kids += [m for k in children(t, i, "compound") if k not in d.by_head for m in t.kids[k] if t.dep[m] in {"amod", "compound"}]
    if i + 2 < len(t) and t.lower[i + 1] in preps and not any(k > i for k in kids):
        # The parser often hangs "troops from Russia" on the verb.
        near = next((r for k in (i + 2, i + 3) if (r := d.beginning(k)) is not None), None)
        if near is not None and t.pos[i + 2] in {"PROPN", "DET", "ADJ"} and t.prep[near.found.head] == t.lower[i + 1]:
            kids.append(near.found.head)
    for k in kids:
        for m in (k, *(children(t, k, "conj") if k in d.by_head else ())):
            reference = d.by_head.get(m)
            if reference is not None and _owns(t, reference, i, kinds) and reference not in found:
                found.append(reference)
    if not found and i > 0 and i - 1 in d.covered and i not in d.covered:
        # A name right before the noun modifies it, whatever the parser made of the line.
        near = d.by_end.get(i)
        named = near is not None and near.found.form in {"people", "name"}
        if (
            named
            and near is not None
            and _owns(t, near, i, kinds)
            and t.dep[near.found.head] in {"amod", "compound", "nmod", "flat"}
        ):
            found.append(near)
    inside = [r for r in found if r.found.start > i and t.prep[_first_of(t, r.found.head)] in _SITTING] if seated else []
    told = [r for r in found if r not in inside]
    return tuple(told if told or t.lemma[i] in _ABROAD or _led(t, i) else found)


def _led(t: Tree, i: int) -> bool:
    """True for a noun that "-led" or "-backed" says whose it is ("the NATO-led force in Kosovo")."""
    return any(_LED.search(t.lower[k]) or (t.lower[k] in _LEADS and t.lower[k - 1] == "-") for k in t.kids[i] if k < i)


def _first_of(t: Tree, k: int) -> int:
    """The first of the names that `k` is coordinated with."""
    return t.head[k] if t.dep[k] == "conj" else k


def _owns(t: Tree, reference: Reference, i: int, kinds: frozenset[str]) -> bool:
    found = reference.found
    if found.start <= i < found.end or not reference.entities or affixed(t, found.start, found.end):
        return False
    return any(entity.type in kinds for entity in reference.entities)


def affixed(t: Tree, low: int, high: int) -> bool:
    """True for "pro-Russian" and "US-led"."""
    glued = low > 1 and t.lower[low - 1] == "-" and not t.spaced[low - 2] and t.pos[low - 2] != "PROPN"
    led = t.tag[high - 1] == "VBN" and high - low > 2 and t.lower[high - 2] == "-"
    led = led or (high + 1 < len(t) and t.lower[high] == "-" and t.tag[high + 1] in {"VBN", "VBD", "JJ"})
    return glued or led


def state_of(d: Discourse, reference: Reference) -> Entity | None:
    """The state whose seat of government a place is ("officials in Pyongyang"), or the actor itself."""
    entity = reference.entity
    if entity is None or entity.type != PLACE:
        return entity
    seats = {name.actor for name in reference.found.names}
    states = sorted(actor for actor in seats if d.text.table.entities[actor].type in POLITIES)
    return d.text.table.entities[states[0]] if len(states) == 1 else None


def analysts(d: Discourse) -> frozenset[str]:
    """The ids of those who speak for nobody, not even themselves: an analyst's "we" is anybody."""
    return frozenset(office.person.id for office in d.offices if office.kind == _ANALYST)


def represents(d: Discourse) -> Mapping[str, str]:
    """Person's id -> id of the actor that the person speaks for: by the text's titles, else by offices at the date.

    Members of a parliament speak for themselves.
    """
    speaks: dict[str, str] = {}
    alone = analysts(d)
    for office in d.offices:
        if office.kind == Role.LEGISLATOR and not office.over:
            speaks.setdefault(office.person.id, office.person.id)
        private = office.kind == _ANALYST or (
            office.owner is not None and office.owner.type in POLITIES and office.kind in PARTISAN
        )
        if office.owner is not None and not private and not office.over:
            speaks.setdefault(office.person.id, office.owner.id)
    for reference in d.references:
        person = reference.entity
        if person is None or person.type != PERSON or person.id in speaks or person.id in alone:
            continue
        held = [tie for tie in d.text.table.served(person.id, d.published) if tie.role is not None]
        if held:
            last = max(held, key=lambda tie: (tie.since, tie.target))
            speaks[person.id] = _lift(d, d.text.table.entities[last.target], str(last.role)).id
    return {key: speaks[key] for key in sorted(speaks)}


def _offices(d: Discourse) -> Iterator[Office]:
    """Titles of persons in the text, before the name or in apposition to it."""
    t, words = d.text.tree, d.text.words
    names = _names(d)
    used = {r.found.title: r.entity for r in d.references if r.found.title is not None and r.entity is not None}
    for title in d.text.titles:
        p = phrase(t, title.start, title.end, names, words)
        over = is_marked(t, p, words.offices["past"])
        person = used.get(title)
        if person is not None:
            if person.type == PERSON:
                yield Office(person, title.words, title.kind, _owner_before(d, title), title.start, over)
            continue
        for start, before in named(t, p, names, words):
            person = d.by_start[start].entity
            if person is not None:
                owner = _owner_before(d, title) or _owner_behind(d, p)
                yield Office(person, title.words, title.kind, owner, title.start, over, not before)


def _names(d: Discourse) -> Names:
    """Where persons and other actors are named, as phrases beside them ask for it."""
    people = [r.found for r in d.references if r.entity is not None and r.entity.type == PERSON]
    others = {r.found.start: r.found.end for r in d.references if any(e.type in COLLECTIVES for e in r.entities)}
    begins = {found.start: found.end for found in people if d.by_start[found.start].found is found}
    ends = {end: start for start, end in begins.items()}
    held = {title.start: title.end for title in d.text.titles}
    return Names(begins, ends, others, frozenset(ends), held, frozenset(held.values()))


def _owner_behind(d: Discourse, p: Phrase) -> Entity | None:
    """The first state or organisation behind a title ("the president of Chile")."""
    inside = [d.by_start[k] for k in range(p.close, p.end) if k in d.by_start]
    within = [e for r in inside for e in r.entities if e.type in COLLECTIVES]
    return next((e for e in within if e.id in d.text.table.entities), within[0] if within else None)


def _owner_before(d: Discourse, title: Title) -> Entity | None:
    """The first state or organisation of the words that lead up to a title ("Russian Foreign Ministry spokeswoman")."""
    t, held = d.text.tree, {other.start: other.end for other in d.text.titles}
    low = start = title.start
    while (
        low > max(start - 8, 0)
        and d.number[low - 1] == d.number[start]
        and (t.pos[low - 1] in {"PROPN", "NOUN", "ADJ"} or t.tag[low - 1] == "POS" or joins_fields(t, low - 1, held))
    ):
        low -= 1
    ending = (d.by_end[k] for k in range(low + 1, title.end) if k in d.by_end)
    spots = [r for r in ending if r.found.start >= low and r.entity is not None]
    owner = next((r.entity for r in spots if r.entity is not None and r.entity.type in POLITIES), None)
    other = next((r.entity for r in spots if r.entity is not None and r.entity.type in COLLECTIVES), None)
    return owner or (_lift(d, other, title.kind) if other is not None else None)


def _lift(d: Discourse, body: Entity, kind: str) -> Entity:
    """The state that a ministry or an army is part of; any other actor itself, and what has ministers of its own."""
    if body.type != "Government" or kind in _MINISTERS:
        return body
    above = [d.text.table.entities[tie.target] for tie in d.text.table.ties_of(body.id) if tie.relation is TieKind.PART]
    return next((entity for entity in above if entity.type in POLITIES), body)
