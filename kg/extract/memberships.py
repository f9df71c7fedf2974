"""Who belongs to which organisation? "EU member Malta", "Turkey, a NATO ally,", "Ann Oduya of the Green Party"."""

from collections.abc import Iterator

from kg import referring
from kg.extract.attribution import participants
from kg.extract.beside import Names, Phrase, is_marked, named, phrase
from kg.extract.discourse import COLLECTIVES, affixed
from kg.extract.embedding import embedded
from kg.extract.factuality import factuality
from kg.extract.gazetteer import titles
from kg.extract.grammar import OBLIQUES, Tree, children, grammatical_subject
from kg.extract.linking import Resolution
from kg.extract.owning import Spot, spots
from kg.extract.spans import characters
from kg.extract.statements import sentence
from kg.lexicon import Lexicon
from kg.model import Evidence, MentionKind, Modality, Participant, Polarity, Statement, StatementKind
from kg.referring import Referring

_BODIES = frozenset({"Organization", "Bloc"})
_GROUPS = _BODIES | {"Party", "ArmedGroup", "Government"}
_MEMBERS = frozenset({"State", "Territory", "Person"})
_AMONG = frozenset({"among", "amongst"})
_AS = "as"
_OF = frozenset({"of"})
_FROM = frozenset({"of", "from"})
_HOMES = frozenset({"ArmedGroup", "Organization", "Party"})
_SIDES = frozenset({"opposition", "government", "minority", "majority"})
"""Nouns that stand before a party's name."""
_MODIFIERS = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nmod"})


def memberships(t: Tree, resolution: Resolution, lexicon: Lexicon) -> Iterator[Statement]:
    """The memberships that noun phrases beside a name tell, in order of the text."""
    words = referring.load()
    every = [s for s in spots(t, resolution) if s.kind is MentionKind.NAME]
    actors = {s.start: s for s in every if s.actor.type in {*COLLECTIVES, "Person"}}
    begins = {s.start: s.end for s in actors.values()}
    ends = {s.end: s.start for s in actors.values()}
    stops = frozenset(s.end for s in actors.values() if s.actor.type == "Person")
    held = {title.start: title.end for title in titles(t.lower, t.forms, lexicon)}
    names = Names(begins, ends, {}, stops, held, frozenset(held.values()))
    yield from _affiliations(t, every, words)
    for i, kind in enumerate(t.pos):
        core = _member(t, i, words) if kind in {"NOUN", "PROPN"} else None
        if core is None:
            continue
        p = phrase(t, core, i + 1, names, words)
        body = _body(t, p, every, loose=t.lemma[i] not in words.offices["member"])
        if body is None or is_marked(t, p, words.offices["unsure"]):
            continue
        firm = not is_marked(t, p, words.offices["past"])
        beside = tuple(named(t, p, names, words))
        for start, before in beside:
            plural = t.tag[i] in {"NNS", "NNPS"}
            listed = tuple(_listed(t, actors, actors[start], plural=plural))
            for who in listed if before or not plural or len(listed) > 1 else ():
                if _belongs(t, who, body):
                    yield _statement(t, p, who.actor, body.actor, "title-member" if before else "appositive-member", firm=firm)
        for actor in _predicated(t, p, i, resolution, lexicon) if not beside else ():
            if actor.type in _MEMBERS and actor.id != body.actor.id:
                yield _statement(t, p, actor, body.actor, "predicate-member", firm=firm)


def _affiliations(t: Tree, every: list[Spot], words: Referring) -> Iterator[Statement]:
    """ "Ann Oduya of the Green Party", "Ann Oduya, from the opposition Green Party," """
    people = {s.end: s for s in every if s.actor.type == "Person"}
    for body in every:
        if body.actor.type not in _HOMES or affixed(t, body.start, body.end):
            continue
        k = body.start
        sorts = words.verbs["sort"] | words.verbs["creed"] | _SIDES
        while (
            k > 1
            and t.sent[k - 1] == t.sent[body.start]
            and (t.pos[k - 1] in {"DET", "ADJ"} or _says_what(t, k - 1, sorts, words))
        ):
            k -= 1
        links = _FROM if body.actor.type in {"ArmedGroup", "Party"} else _OF
        person = people.get(k - 1 - (t.lower[k - 2] == ",")) if k > 1 and t.lower[k - 1] in links else None
        if person is not None and t.sent[person.start] == t.sent[body.start] and t.tag[min(body.end, len(t) - 1)] != "POS":
            p = Phrase(k - 1, body.start, body.end, body.end)
            yield _statement(t, p, person.actor, body.actor, "affiliation", firm=True)


def _says_what(t: Tree, k: int, sorts: frozenset[str], words: Referring) -> bool:
    """True for words between "of the" and a name that say what it is ("the opposition", "the militant group")."""
    return t.lower[k] in sorts or (t.pos[k] == "NOUN" and words.nominal("body", t.lemma[k]) is not None)


def _member(t: Tree, i: int, words: Referring) -> int | None:
    """Where the words for a member that end at noun `i` begin ("member", "member state"), or None."""
    if i and f"{t.lemma[i - 1]} {t.lemma[i]}" in words.offices["member"]:
        return i - 1
    single = t.lemma[i] in words.offices["member"] or t.lemma[i] in words.offices["allied"]
    after = f"{t.lemma[i]} {t.lemma[i + 1]}" if i + 1 < len(t) else ""
    return i if single and after not in words.offices["member"] else None


def _body(t: Tree, p: Phrase, every: list[Spot], *, loose: bool) -> Spot | None:
    """The organisation right before the noun, or for a member also behind it with "of"; looser words need one of states."""
    inside = [s for s in every if s.actor.type in (_BODIES if loose else _GROUPS) and not affixed(t, s.start, s.end)]
    before = [s for s in inside if p.start <= s.start and s.end <= p.core and t.pos[s.end - 1] != "ADJ"]
    if before:
        return before[-1]
    if loose or p.end <= p.close or t.lower[p.close] not in _OF:
        return None
    behind = (s for s in inside if p.close < s.start and s.end <= p.end and t.pos[s.end - 1] != "ADJ")
    return next(
        (s for s in behind if s.end == p.end or not t.forms[s.end][0].isupper()), None
    )  # not the West of "West African …"


def _listed(t: Tree, actors: dict[int, Spot], first: Spot, *, plural: bool) -> Iterator[Spot]:
    """The name beside the phrase and, after "members", those coordinated with it."""
    yield first
    if plural:
        heads = {m for k in range(first.start, first.end) for m in children(t, k, "conj")}
        for spot in actors.values():
            if spot is not first and any(k in heads for k in range(spot.start, spot.end)):
                yield spot


def _belongs(t: Tree, who: Spot, body: Spot) -> bool:
    """False for a name that only modifies another noun ("NATO member Turkey's army"), and for what can't be a member."""
    modifies = any(t.dep[k] in _MODIFIERS and t.head[k] >= who.end for k in range(who.start, who.end))
    fits = who.actor.type in _MEMBERS or (who.actor.type == "Party" and body.actor.type in _BODIES)
    return who.actor.id != body.actor.id and fits and not (modifies and t.pos[who.end] in {"NOUN", "PROPN"})


def _predicated(t: Tree, p: Phrase, i: int, resolution: Resolution, lexicon: Lexicon) -> Iterator[Participant]:
    """ "Malta is an EU member", "were among the EU states to …", "as members of the council they …": whom the clause is about."""
    if children(t, i, "cop"):
        predicate, prep = i, t.prep[i]
        if prep not in {"", *_AMONG}:
            return
    elif p.start and t.lower[p.start - 1] == _AS and (behind := _pronoun(t, p.end)) is not None:
        yield from participants(resolution, behind)
        return
    elif p.start and t.lower[p.start - 1] == _AS and t.dep[i] in OBLIQUES and t.verb[t.head[i]]:
        predicate = t.head[i]
    else:
        return
    fact = factuality(t, predicate, lexicon)
    if predicate == i and (
        fact.negated or fact.hypothetical or fact.modality is not Modality.ASSERTED or embedded(t, i, lexicon)
    ):
        return
    for k in grammatical_subject(t, predicate):
        if not p.start <= k < p.end:
            yield from participants(resolution, k)


def _pronoun(t: Tree, k: int) -> int | None:
    """The subject pronoun at token `k` or behind a comma there, or None."""
    k += k < len(t) and t.lower[k] == ","
    return k if k < len(t) and t.tag[k] == "PRP" else None


def _statement(t: Tree, p: Phrase, who: Participant, body: Participant, rule: str, *, firm: bool) -> Statement:
    start = p.start
    while start < p.close - 1 and (t.pos[start] in {"DET", "PUNCT", "ADP"} or t.tag[start] in {"POS", "PRP$"}):
        start += 1
    span = characters(t, start, p.end - 1)
    cue = characters(t, p.close - 1, p.close - 1)
    return Statement(
        subject=who, relation="memberOf", object=Participant(body.id, body.label, body.type, span.of(t.text), span),
        polarity=Polarity.NEUTRAL, modality=Modality.ASSERTED, kind=StatementKind.ROLE,
        evidence=Evidence(sentence(t, p.close - 1), who.span, cue, span),
        rule=rule, confidence=0.9, firm=firm,
    )  # fmt: skip
