"""Who holds which office? Titles before and after names, appositions, copulas and appointments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import referring
from kg.actors import POLITIES, ActorTable, Role, Tie, TieKind
from kg.extract.attribution import participants
from kg.extract.beside import Names, Phrase, is_marked, named, phrase
from kg.extract.discourse import COLLECTIVES, PARTISAN, affixed
from kg.extract.embedding import embedded
from kg.extract.factuality import factuality
from kg.extract.gazetteer import Title, titles
from kg.extract.grammar import Tree, children, grammatical_subject, is_passive, particle
from kg.extract.linking import Resolution
from kg.extract.owning import Owning, owner, spots
from kg.extract.spans import characters
from kg.extract.statements import sentence
from kg.lexicon import Lexicon
from kg.model import Entity, Evidence, MentionKind, Modality, Participant, Polarity, Statement, StatementKind
from kg.referring import Referring

_PRIVATE = frozenset({"analyst", "other"})
"""Kinds of titles that are no office of a state, though one may hold them at an organisation."""
_OF_STATE = frozenset({Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT, Role.FOREIGN_MINISTER, Role.MINISTER, "monarch"})
"""Kinds of titles that a state has by itself: in a text on one state they are that state's."""
_SERVICES: Mapping[str, frozenset[str]] = {
    Role.MILITARY: frozenset({"army", "chief", "navy"}),
    Role.LEGISLATOR: frozenset({"opposition", "parliament", "parliamentary"}),
    Role.SPOKESPERSON: frozenset({"army", "government", "military", "navy", "police", "presidential"}),
    "official": frozenset({"customs", "election", "government", "intelligence", "military", "police"}),
    "party": frozenset({"governing", "opposition", "ruling"}),
    "other": frozenset({"presidential"}),
}
"""Kinds of titles -> words beside those that a state has as well ("army chief", "parliament speaker"); ranks are none."""
_BRANCHES = frozenset({"court", "district", "federal", "high", "opposition", "provincial", "regional", "supreme"})
"""Words beside a public office that name no other owner ("High Court Judge")."""
_PLACED = frozenset({"GPE", "LOC"})
_BETWEEN = frozenset({"as", "to", "be", "in", "the", "for", "from"})


@dataclass(frozen=True, slots=True)
class Office:
    """A title in the text: token range [start, end), the tokens of the title proper, and who is meant.

    `firm` is False for an office that is over ("former") or not yet held.
    """

    person: Participant
    start: int
    end: int
    title: str
    kind: str
    owner: Entity | None
    cue: int
    rule: str
    firm: bool = True
    modality: Modality = Modality.ASSERTED


_TIMES = frozenset({"DATE", "TIME"})
_DAYS = frozenset({"today", "tomorrow", "tonight", "yesterday"})


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the functions of this module share about one text."""

    tree: Tree
    resolution: Resolution
    lexicon: Lexicon
    words: Referring
    names: Names
    people: Mapping[int, Participant]
    owning: Owning


def offices(t: Tree, resolution: Resolution, table: ActorTable, lexicon: Lexicon, published: str | None) -> tuple[Office, ...]:
    """All offices that the text ascribes, in its order, those of former holders included."""
    scene = _scene(t, resolution, table, lexicon)
    found: dict[tuple[str, int], Office] = {}
    held: dict[int, Participant] = {}
    spelt = [
        title for title in titles(t.lower, t.forms, lexicon) if not t.tag[title.end - 1].startswith("VB")
    ]  # "to head the bank"
    phrases = [phrase(t, title.start, title.end, scene.names, scene.words) for title in spelt]
    for n, (title, p) in enumerate(zip(spelt, phrases, strict=True)):
        shared = _shared(scene, title, p, spelt[n + 1], phrases[n + 1]) if n + 1 < len(spelt) else None
        for person, rule, fact in _holders(scene, title, p, held) if shared is None else (shared,):
            held[p.end] = person
            office = _office(scene, title, p, person, rule, fact)
            if office.owner is None:
                office = _by_date(office, table, published)
            if office.owner is None and _is_bare(scene, title, p):
                office = replace(office, owner=_at_home(scene, p, person.id))  # "Justice Minister Ann Oduya", in a text on Kenya
            if _is_office(office):
                found.setdefault((person.id, office.start), office)
    return tuple(sorted(found.values(), key=lambda o: (o.start, o.person.id)))


def _is_bare(scene: _Scene, title: Title, p: Phrase) -> bool:
    """True for an office of state whose words name no state or body ("outgoing Minister of Trade", "Turkana police chief")."""
    t = scene.tree
    services = _SERVICES.get(title.kind, frozenset()) | _BRANCHES
    public = title.words.rpartition(" ")[2] in scene.words.offices["public"]
    local = public or not _SERVICES.get(title.kind, frozenset()).isdisjoint(t.lower[p.start : p.close])
    if not (title.kind in _OF_STATE or local) or scene.words.nominal("head", title.words) is not None:
        return False
    inside = [k for k in range(p.start, p.end) if not title.start <= k < title.end]
    return all(_is_plain(scene, k) or (local and (t.lower[k] in services or _is_place(scene, k))) for k in inside)


def _is_plain(scene: _Scene, k: int) -> bool:
    named = scene.tree.tag[k] in {"NNP", "NNPS", "POS", "PRP$"} or scene.resolution.at(k) is not None
    return not named or affixed(scene.tree, k, k + 1)  # "pro-Western"


def _is_place(scene: _Scene, k: int) -> bool:
    actor = scene.resolution.at(k)
    return actor.type == "Place" if actor is not None else scene.tree.ent[k] in _PLACED


def _at_home(scene: _Scene, p: Phrase, person: str) -> Entity | None:
    """The state of the places that the words of a title name, else the text's own; None where the person serves another."""
    table, home = scene.owning.table, scene.resolution.home
    places = [s.actor.id for s in scene.owning.spots if p.start <= s.start and s.end <= p.end and s.actor.type == "Place"]
    states = [_state_above(table, key) for key in places]
    state = next((one for one in states if one is not None), home)
    served = {_state_of(tie.target, table) for tie in table.ties_of(person) if tie.role is not None}
    return state if state is not None and served <= {state.id} else None


def _state_above(table: ActorTable, key: str) -> Entity | None:
    above = (table.entities[tie.target] for tie in table.ties_of(key) if tie.relation is TieKind.PART)
    return next((entity for entity in above if entity.type in POLITIES), None)


def _is_office(office: Office) -> bool:
    owner = office.owner
    if owner is None or owner.id == office.person.id:
        return False
    return office.kind not in _PRIVATE or owner.type not in {*POLITIES, "Bloc", "Government"}


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
            modality=office.modality, kind=StatementKind.ROLE,
            evidence=Evidence(sentence(t, office.cue), office.person.span, characters(t, office.cue, office.cue), span),
            rule=office.rule, confidence=0.9, firm=office.firm,
        )  # fmt: skip


def speaks_for(found: Sequence[Office], table: ActorTable, people: Sequence[str], published: str | None) -> Mapping[str, str]:
    """Person id -> id of the state or organisation that the person speaks for, by dated offices, else by the text's titles.

    Members of a parliament speak for themselves.
    """
    result = {o.person.id: o.person.id for o in found if o.kind == Role.LEGISLATOR and o.firm}
    for person in (key for key in people if key not in result):
        ties = table.served(person, published)
        if ties:
            result[person] = _state_of(ties[-1].target, table)
    for office in found:
        owner = office.owner
        if owner is not None and office.firm and not (owner.type in POLITIES and office.kind in PARTISAN):
            result.setdefault(office.person.id, _state_of(owner.id, table))
    return result


def _state_of(owner: str, table: ActorTable) -> str:
    """The state that a ministry or an army is part of; the owner itself where it is none."""
    entity = table.entities.get(owner)
    if entity is None or entity.type != "Government":
        return owner
    return next((tie.target for tie in table.ties_of(owner) if tie.relation is TieKind.PART), owner)


def _scene(t: Tree, resolution: Resolution, table: ActorTable, lexicon: Lexicon) -> _Scene:
    words = referring.load()
    every = spots(t, resolution)
    people = [s for s in every if s.actor.type == "Person" and s.kind is MentionKind.NAME and t.ent[s.start] != "DATE"]
    others = {s.start: s.end for s in every if s.actor.type in COLLECTIVES and s.kind is MentionKind.NAME}
    ends = {s.end: s.start for s in people}
    held = {title.start: title.end for title in titles(t.lower, t.forms, lexicon)}
    names = Names({s.start: s.end for s in people}, ends, others, frozenset(ends), held, frozenset(held.values()))
    owning = Owning(t, resolution, table, words, every)
    return _Scene(t, resolution, lexicon, words, names, {s.start: s.actor for s in people}, owning)


def _shared(scene: _Scene, title: Title, p: Phrase, following: Title, q: Phrase) -> tuple[Participant, str, Modality] | None:
    """ "Deputy Prime Minister and Green leader Anna Holm": who holds the first of two offices that are joined before a name."""
    t = scene.tree
    if q.start != p.end + 1 or t.lower[p.end] != "and" or t.pos[p.start] == "DET" or t.tag[p.start] == "PRP$":
        return None
    start = next((start for start, before in named(t, q, scene.names, scene.words) if before), None)
    if start is None:
        return None
    person = scene.people[start]
    one, other = owner(scene.owning, p, title, person.id), owner(scene.owning, q, following, person.id)
    two_states = one is not None and other is not None and one.id != other.id and {one.type, other.type} <= POLITIES
    return None if two_states else (person, "title-apposition", Modality.ASSERTED)


def _holders(
    scene: _Scene, title: Title, p: Phrase, held: Mapping[int, Participant]
) -> Iterator[tuple[Participant, str, Modality]]:
    """Who is said to hold the office that a phrase names, by which rule and how surely."""
    t = scene.tree
    beside = False
    for start, before in named(t, p, scene.names, scene.words):
        beside = True
        yield scene.people[start], "title-apposition" if before else "appositive-title", Modality.ASSERTED
    if beside:
        return
    joined = held.get(p.start - 1) if p.start and t.tag[p.start - 1] == "CC" else None
    if joined is not None:
        yield joined, "appositive-title", Modality.ASSERTED  # "a former general and president of Mali"
        return
    yield from _predicated(scene, title, p)


def _predicated(scene: _Scene, title: Title, p: Phrase) -> Iterator[tuple[Participant, str, Modality]]:
    """ "X is the president of Mali", "X was elected president of Mali", "Mali named X its president"."""
    t = scene.tree
    head = next((k for k in range(title.start, title.end) if not title.start <= t.head[k] < title.end), title.end - 1)
    verb = _appointing(scene, p)
    if verb is None:
        if not children(t, head, "cop"):
            return
        who, rule, predicate = grammatical_subject(t, head), "appositive-title", head
    else:
        who, rule, predicate = _appointed(scene, p, verb, head), "appointed-title", verb
    if head in who or embedded(t, predicate, scene.lexicon):
        return
    fact = factuality(t, predicate, scene.lexicon)
    if fact.negated or fact.hypothetical:
        return
    for k in who:
        for actor in participants(scene.resolution, k):
            if actor.type == "Person" and not p.start <= k < p.end:
                yield actor, rule, fact.modality


def _appointing(scene: _Scene, p: Phrase) -> int | None:
    """The verb before the phrase that makes somebody what it names, or None."""
    t, k = scene.tree, p.start - 1
    while k > t.sent[p.core]:
        if t.lower[k] in _BETWEEN or t.dep[k] in {"advmod", "compound:prt"} or t.ent[k] == "DATE":
            k -= 1
        elif k + 1 in scene.names.ends:
            k = scene.names.ends[k + 1] - 1  # "named Tomas Vidal president", "named businessman Tomas Vidal president"
            while k > t.sent[p.core] and (t.tag[k] in {"NN", "NNP", "JJ", "DT"}):
                k -= 1
        else:
            break
    verb = t.pos[k] == "VERB" or t.tag[k].startswith("VB")
    appoints = _verb(t, k) in scene.words.offices["appointing"] | scene.words.offices["serving"]
    return k if k >= 0 and verb and appoints else None


def _verb(t: Tree, k: int) -> str:
    """A verb as the tables list it ("serve", "take over"; "swear" for "sworn in")."""
    return "take over" if t.lemma[k] == "take" and particle(t, k) == "over" else t.lemma[k]


def _appointed(scene: _Scene, p: Phrase, verb: int, head: int) -> tuple[int, ...]:
    """Whom the verb gives the office: its subject in the passive and for "became", else the name between them."""
    t = scene.tree
    own = _verb(t, verb) in scene.words.offices["serving"]
    between = [k for k in range(verb + 1, p.start) if k in scene.names.begins]
    if own and (between or is_passive(t, verb)):  # "succeeded Berg as president"; who "was succeeded" isn't any more
        return () if is_passive(t, verb) else grammatical_subject(t, verb)
    if between:
        start = between[0]
        return tuple(k for k in range(start, scene.names.begins[start]) if scene.resolution.at(k) is not None)[:1]
    passive = is_passive(t, verb) or (t.tag[verb] == "VBN" and t.lemma[verb - 1] == "be")
    return grammatical_subject(t, verb) or grammatical_subject(t, head) if own or passive else ()


def _office(scene: _Scene, title: Title, p: Phrase, person: Participant, rule: str, modality: Modality) -> Office:
    t, words = scene.tree, scene.words
    start, end = p.start, p.end
    while start < p.close - 1 and (t.pos[start] in {"DET", "PUNCT", "CCONJ", "ADP"} or t.tag[start] in {"POS", "PRP$"}):
        start += 1
    while start < title.start and (t.ent[start] in _TIMES or t.lower[start] in _DAYS or _of_clause(t, start)):
        start += 1
    marks = words.offices["past"] | words.offices["unsure"]
    over = is_marked(t, p, marks)
    whose = owner(scene.owning, p, title, person.id)
    firm = not over and modality is Modality.ASSERTED
    return Office(person, start, end, title.words, title.kind, whose, title.end - 1, rule, firm, modality)


def _of_clause(t: Tree, k: int) -> bool:
    """True for a noun of the clause before, glued to a title ("after the vote US Secretary of State Rice said")."""
    return t.tag[k] == "NN" and t.forms[k].islower() and t.forms[k + 1][0].isupper()


def _by_date(office: Office, table: ActorTable, published: str | None) -> Office:
    """A bare title ("President Trump") belongs to the office that the person is known to hold at the article's date.

    At another date the text's word counts where the person has had such an office in one place only.
    """
    if not office.firm:
        past = _fitting(office, [tie for tie in table.ties_of(office.person.id) if tie.role is not None])
        only = len({tie.target for tie in past}) == 1 and office.modality is Modality.ASSERTED
        return replace(office, owner=table.entities[past[0].target]) if only else office
    ties = _fitting(office, table.offices(office.person.id, published))
    if not ties:
        ties = _fitting(office, [tie for tie in table.ties_of(office.person.id) if tie.role is not None])
        ties = ties if len({tie.target for tie in ties}) == 1 else []
    return replace(office, owner=table.entities[ties[-1].target]) if ties else office


def _fitting(office: Office, ties: Sequence[Tie]) -> list[Tie]:
    """The offices of the kind that a title names, else those of the same words."""
    return [tie for tie in ties if tie.role == office.kind] or [
        tie for tie in ties if office.title in tie.title.lower() or tie.title.lower() in office.title
    ]
