"""Who holds which office? Titles before and after names, appositions and copulas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.actors import ActorTable, TieKind
from kg.extract.attribution import participants
from kg.extract.grammar import Tree, children, preposition, subtree
from kg.extract.linking import Resolution
from kg.extract.spans import characters
from kg.extract.statements import sentence
from kg.lexicon import Lexicon
from kg.model import Entity, Evidence, MentionKind, Modality, Participant, Polarity, Statement, StatementKind

_TITLE_WORDS = 6
_OWNERS = frozenset({"State", "Territory", "Organization", "Bloc", "Government", "Party", "ArmedGroup", "Company", "Media"})
_BEFORE_NAME = frozenset({"PROPN", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Office:
    """A title in the text: token range [start, end), the tokens of the title proper, and who is meant."""

    person: Participant
    start: int
    end: int
    title: str
    kind: str
    owner: Entity | None
    cue: int
    rule: str


def offices(t: Tree, resolution: Resolution, table: ActorTable, lexicon: Lexicon, published: str | None) -> tuple[Office, ...]:
    """All offices that the text ascribes, in its order; one that is over ("former") is left out."""
    found: dict[tuple[str, int], Office] = {}
    for person, start, end in _people(t, resolution):
        for office in _around(t, person, (start, end), resolution, table, lexicon):
            if office.owner is None:
                office = _by_date(office, table, published)
            if office.owner is not None and office.owner.id != person.id:
                found.setdefault((person.id, office.start), office)
    return tuple(sorted(found.values(), key=lambda o: (o.start, o.person.id)))


def role_statements(t: Tree, found: Sequence[Office]) -> Iterator[Statement]:
    """The offices as statements: person, `holdsOffice`, state or organisation, with the whole title as its words."""
    for office in found:
        owner = office.owner
        if owner is None:
            continue
        span = characters(t, office.start, office.end - 1)
        target = Participant(owner.id, owner.label, owner.type, span.of(t.text), span)
        yield Statement(
            subject=office.person, relation="holdsOffice", object=target, polarity=Polarity.NEUTRAL,
            modality=Modality.ASSERTED, kind=StatementKind.ROLE,
            evidence=Evidence(sentence(t, office.cue), office.person.span, characters(t, office.cue, office.cue), span),
            rule=office.rule, confidence=0.9, firm=True,
        )  # fmt: skip


def speaks_for(found: Sequence[Office], table: ActorTable, people: Sequence[str], published: str | None) -> Mapping[str, str]:
    """Person id -> id of the state or organisation that the person speaks for, by dated offices, else by the text's titles."""
    result: dict[str, str] = {}
    for person in people:
        ties = table.offices(person, published)
        if ties:
            result[person] = _state_of(ties[-1].target, table)
    for office in found:
        if office.owner is not None:
            result.setdefault(office.person.id, _state_of(office.owner.id, table))
    return result


def _state_of(owner: str, table: ActorTable) -> str:
    """The state that a ministry or an army is part of; the owner itself where it is none."""
    entity = table.entities.get(owner)
    if entity is None or entity.type != "Government":
        return owner
    return next((tie.target for tie in table.ties_of(owner) if tie.relation is TieKind.PART), owner)


def _people(t: Tree, resolution: Resolution) -> Iterator[tuple[Participant, int, int]]:
    for link in resolution.links:
        for mention in link.chain.mentions:
            if mention.kind is not MentionKind.NAME:
                continue
            tokens = t.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            if tokens is None:
                continue
            for k in range(tokens.end - 1, tokens.start - 1, -1):
                actor = resolution.at(k)
                if actor is not None and actor.span == mention.span:
                    if actor.type == "Person":
                        yield actor, tokens.start, tokens.end
                    break


def _around(
    t: Tree, person: Participant, name: tuple[int, int], resolution: Resolution, table: ActorTable, lexicon: Lexicon
) -> Iterator[Office]:
    start, end = name
    left = _left_of(t, start, resolution, lexicon)
    if left is not None:
        yield _office(t, person, left, resolution, table, lexicon, rule="title-apposition")
    heads = [k for k in range(start, end) if t.head[k] < start or t.head[k] >= end]
    for head in heads:
        for k in t.kids[head]:
            if t.dep[k] in {"appos", "parataxis"} and k >= end:
                yield from _noun_office(t, person, k, resolution, table, lexicon)
        above = t.head[head]
        if t.dep[head] in {"appos", "nsubj"} and above != head and (t.dep[head] == "appos" or children(t, above, "cop")):
            yield from _noun_office(t, person, above, resolution, table, lexicon)


def _left_of(t: Tree, start: int, resolution: Resolution, lexicon: Lexicon) -> tuple[int, int, str] | None:
    """Title that ends right before token `start`: (first token of the phrase, token after it, title)."""
    title = _title_ending(t, start, lexicon)
    if title is None:
        return None
    first, words = title
    while first > 0 and t.sent[first - 1] == t.sent[start]:
        k = first - 1
        actor = resolution.at(k)
        if actor is not None and actor.type == "Person":
            break
        longer = _title_ending(t, first, lexicon)
        if longer is not None:
            first, words = longer if longer[0] < first else (first, words)
            continue
        if (
            t.pos[k] in _BEFORE_NAME
            or t.tag[k] in {"POS", "NNP", "NNPS"}
            or (t.lower[k] in {"and", "&"} and t.tag[k - 1] == "NNP" and t.tag[k + 1] == "NNP" and t.head[k] == k + 1)
        ):
            first = k
        else:
            break
    return first, start, words


def _title_ending(t: Tree, end: int, lexicon: Lexicon) -> tuple[int, str] | None:
    for size in range(min(_TITLE_WORDS, end), 0, -1):
        words = " ".join(t.lower[end - size : end])
        if words in lexicon.titles and t.sent[end - size] == t.sent[end - 1]:
            return end - size, words
    return None


def _noun_office(
    t: Tree, person: Participant, i: int, resolution: Resolution, table: ActorTable, lexicon: Lexicon
) -> Iterator[Office]:
    """ "…, the Secretary-General of the United Nations": the phrase of noun `i` as an office of the person."""
    inside = [k for k in subtree(t, i) if t.sent[k] == t.sent[i]]
    if any(children(t, k, "cop") for k in (i,)):
        inside = [k for k in inside if k > i - 6 and t.dep[k] not in {"nsubj", "cop", "punct"}]
    for size in range(_TITLE_WORDS, 0, -1):
        for end in range(i + 1, i + size + 1):
            start = end - size
            if start < 0 or not start <= i < end or end > len(t):
                continue
            words = " ".join(t.lower[start:end])
            if words in lexicon.titles:
                first = start
                while first - 1 in inside and (t.pos[first - 1] in _BEFORE_NAME or t.tag[first - 1] == "POS"):
                    first -= 1
                last = end
                for k in t.kids[i]:
                    if t.dep[k] == "nmod" and k >= end and preposition(t, k) in {"of", "at", "to", "in", "for"}:
                        last = max(last, max(m for m in subtree(t, k) if t.dep[m] != "punct") + 1)
                yield _office(t, person, (first, last, words), resolution, table, lexicon, rule="appositive-title")
                return


def _office(
    t: Tree,
    person: Participant,
    place: tuple[int, int, str],
    resolution: Resolution,
    table: ActorTable,
    lexicon: Lexicon,
    *,
    rule: str,
) -> Office:
    start, end, title = place
    while start < end - 1 and (t.pos[start] in {"DET", "PUNCT", "CCONJ", "ADP"} or t.tag[start] == "POS"):
        start += 1
    owner = _owner(t, (start, end), resolution, table, person.id)
    kind = lexicon.titles[title].kind
    cue = next((k for k in range(end - 1, start - 1, -1) if t.lower[k] == title.split()[-1]), end - 1)
    return Office(person, start, end, title, kind, owner, cue, rule)


def _owner(t: Tree, place: tuple[int, int], resolution: Resolution, table: ActorTable, person: str) -> Entity | None:
    """The state or organisation named inside the title's words, the longest name first."""
    start, end = place
    best: tuple[int, int, Entity] | None = None
    for size in range(end - start, 0, -1):
        for first in range(start, end - size + 1):
            text = characters(t, first, first + size - 1).of(t.text)
            for name in table.find(text):
                entity = table.entities[name.actor]
                if entity.type in _OWNERS:
                    rank = (size, -first)
                    if best is None or rank > best[:2]:
                        best = (*rank, entity)
                    break
        if best is not None:
            return best[2]
    for k in range(start, end):
        for actor in participants(resolution, k):
            if actor.type in _OWNERS and actor.id != person:
                return Entity(actor.id, actor.label, actor.type)
    return None


def _by_date(office: Office, table: ActorTable, published: str | None) -> Office:
    """A bare title ("President Trump") belongs to the office that the person is known to hold at the article's date."""
    ties = table.offices(office.person.id, published)
    fits = [tie for tie in ties if tie.role is not None and tie.role == office.kind] or [
        tie for tie in ties if office.title in tie.title.lower() or tie.title.lower() in office.title
    ]
    if not fits:
        return office
    owner = table.entities[fits[-1].target]
    return Office(office.person, office.start, office.end, office.title, office.kind, owner, office.cue, office.rule)
