"""Who holds what position on what; who did what to whom? Joins frames, actors, factuality and attribution."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg import referring
from kg.extract import spans
from kg.extract.attribution import chain, participants
from kg.extract.calls import from_calls, from_clefts, from_refusals, from_sights
from kg.extract.claims import build
from kg.extract.conditions import from_conditions, from_deadlines, from_lacking, from_provisos
from kg.extract.factuality import STRENGTH, factuality, noun_cues
from kg.extract.grammar import Tree, children
from kg.extract.holders import holders
from kg.extract.inferred import (
    from_duties,
    from_help,
    from_lacks,
    from_modals,
    from_necessities,
    from_quotations,
    from_refused_forces,
    from_requests,
    from_times,
    from_views,
)
from kg.extract.judging import JUDGED, from_judgements, from_verdicts
from kg.extract.leaving import left_out, settled, text_above
from kg.extract.match import MUTUAL, Match
from kg.extract.reading import Claim, Reading, denied, rumoured, untold, unvouched, wished
from kg.model import Evidence, Modality, Note, Participant, Polarity, Span, Statement, StatementKind

STAGE = "statements"
_TOWARDS = frozenset({"to", "for", "with", "into"})
_DESCRIBES = frozenset({"compound", "flat", "nmod:desc"})
_ASKING = frozenset({"WDT", "WP"})
_REJECTS = "rejects"
_STATES = "states"
_EXPECTS = "expects"
_TELLS = frozenset({"confirms", "criticizes", _EXPECTS, _STATES, "warns"})
_CONFIRMS = "confirms"
_AGAINST = frozenset({"criticizes", "doubts", "opposes", "rejects"})
"""Relations that nobody has to himself."""
_HOLDS_OFFICE = "holdsOffice"
_COOPERATES, _EXERCISE = "cooperates", "exercise"
_PLEDGES = "pledges"
_VIEW = "verb-obj-pred"
_PROMISE = "promise:"
"""Begins the rules of what an actor says that it will do itself, where no closer statement is found in it."""


def statements(reading: Reading) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """All statements of positions and actions with the notes on what was left out, sorted by place in the text."""
    found: list[tuple[Claim, Statement]] = []
    notes: list[Note] = []
    inferred = (
        from_judgements,
        from_verdicts,
        from_modals,
        from_refused_forces,
        from_duties,
        from_necessities,
        from_deadlines,
        from_conditions,
        from_lacking,
        from_provisos,
        from_calls,
        from_clefts,
        from_refusals,
        from_sights,
        from_help,
        from_requests,
        from_quotations,
        from_views,
        from_times,
        from_lacks,
    )
    for item in (*_from_frames(reading), *(claim for rule in inferred for claim in rule(reading))):
        if isinstance(item, Note):
            notes.append(item)
        else:
            found.append((item, _statement(reading, item)))
    return tuple(_distinct(map(_promised, _closest(reading, found)))), tuple(notes)


def _promised(s: Statement) -> Statement:
    """Who says what it will do itself commits itself to it."""
    if not s.rule.startswith(_PROMISE):
        return s
    return replace(s, relation=_PLEDGES, polarity=Polarity.PRO, kind=StatementKind.POSITION)


def _closest(reading: Reading, found: Sequence[tuple[Claim, Statement]]) -> Iterator[Statement]:
    """Leaves out "X states that …" where a closer statement says what X says there.

    "Oslo said Bern opposes the dam" says the position; "Oslo said Bern raided the port" both tells the deed and states it,
    and "Oslo said the dam that Bern opposes had burst" says more than what Bern opposes.
    """
    closer: dict[str, set[int]] = {}
    firm = (item for item in found if item[1].rule.startswith(JUDGED) and item[1].modality is Modality.ASSERTED)
    judged = {(s.subject.id, claim.match.predicate) for claim, s in firm}
    for claim, s in found:
        if s.relation != _STATES and not _is_soft_view(claim, s):
            own = {s.subject.id}
            for voice in own if s.kind is StatementKind.ACTION else own | {a.source.id for a in s.links()}:
                closer.setdefault(voice, set()).add(claim.match.predicate)
    contents = [(s.subject.id, s.object.span) for _, s in found if s.relation == _STATES]
    for claim, s in found:
        if (_is_soft_view(claim, s) or (s.relation == _STATES and claim.match.rule.startswith(_VIEW))) and any(
            who == s.subject.id and span.covers(s.object.span) and span != s.object.span for who, span in contents
        ):
            continue  # "said it regards Chad as part of its market", "would consider a blockade an act of war"
        if s.relation in _AGAINST and s.subject.id == s.object.id:
            continue  # "the raid by Chad drew criticism from Chadian leaders"
        if s.relation in {_EXPECTS, _CONFIRMS} and (s.subject.id, claim.match.object) in judged:
            continue  # "believes that the levy is unfair", "concluded that it is void"
        said = closer.get(s.subject.id) if s.relation == _STATES and claim.match.clause else None
        if not said or said.isdisjoint(_spine(reading.tree, claim.match.object, s.object.span)):
            yield s


def _is_soft_view(claim: Claim, s: Statement) -> bool:
    """True for a judgement that isn't made yet ("would consider a blockade an act of war")."""
    return claim.match.rule.startswith(_VIEW) and s.modality is not Modality.ASSERTED


def _spine(t: Tree, i: int, within: Span) -> Iterator[int]:
    """The predicates that a clause consists of: its own, what completes it, and what is coordinated with them."""
    yield i
    for k in children(t, i, "conj", "xcomp", "ccomp"):
        if within.start <= t.at[k] < within.end:
            yield from _spine(t, k, within)


def _from_frames(reading: Reading) -> Iterator[Claim | Note]:
    t, lexicon = reading.tree, reading.lexicon
    for match in reading.matches:
        outer = settled(reading, match)
        reason = left_out(reading, match) if outer is None else ""
        if reason is None:
            continue
        fact = factuality(t, match.predicate, lexicon, match.object)
        if outer is not None:
            whole = factuality(t, outer, lexicon)
            fact = fact.weaker(whole.modality, *whole.cues)  # "may agree to reject the ban"
            if any(m.relation == _REJECTS for m in reading.matches_at(outer)):
                fact = fact.flipped(outer)  # "refused to rule out a ban"
        text = text_above(reading, match)
        if text is not None:  # "will sign a law banning the bags"
            made = factuality(t, t.head[text], lexicon)
            fact = fact.weaker(made.modality, *made.cues)
        reports = untold(reading, match.predicate)
        fact = fact.weaker(Modality.POSSIBLE, reports) if reports is not None else fact
        if match.rule.startswith("noun"):
            fact = noun_cues(t, match.cue, lexicon, fact, event=_takes_place(reading, match))
        if fact.hypothetical:
            reason = "inside a condition, a question or a demand"
        elif not match.clause and any(t.tag[k] in _ASKING and k == match.object - 1 for k in t.kids[match.object]):
            reason = "a question"  # "didn't say what help it would offer"
        elif wished(reading, match.predicate):
            reason = "what somebody demands or proposes, not what is"
        elif rumoured(reading, match.predicate):
            reason = "the content of a report or claim that nobody is named for"
        elif denied(reading, match.cue):
            reason = "its source denies it or doesn't say it"
        elif unvouched(reading, match.cue):
            reason = "an accusation that nobody is named for, or that isn't made"
        actors = holders(reading, match, fact) if not reason else ()
        if match.relation == _HOLDS_OFFICE:  # "Norway will serve as a model"
            actors = tuple(actor for actor in actors if actor.type == "Person")
        if not actors:
            why = reason or "no actor in sight that holds it"
            yield Note(STAGE, spans.characters(t, match.cue, match.cue), f"{match.rule}: {why}")
        for holder in actors:
            yield from build(reading, match, fact, holder)


def _takes_place(reading: Reading, match: Match) -> bool:
    """True for a noun of what several do with each other; a pact that ends is none any more."""
    lasts = match.relation == _COOPERATES and reading.concepts.of(reading.tree.lemma[match.cue]) != _EXERCISE
    return match.relation in MUTUAL and not lasts


def _statement(reading: Reading, claim: Claim) -> Statement:
    t, match, fact = reading.tree, claim.match, claim.fact
    subject, relation, target, modality = claim.subject, claim.relation, claim.object, claim.modality
    hedges = [k for k in fact.cues if modality is not Modality.ASSERTED or not fact.negated]
    suspected = _suspected(t, subject)
    if suspected:
        modality = max(modality, Modality.POSSIBLE, key=STRENGTH.index)
        hedges = sorted({*hedges, *suspected})
    return Statement(
        subject=subject,
        relation=relation,
        object=target,
        polarity=claim.polarity,
        modality=modality,
        kind=StatementKind(reading.relations[relation].kind),
        evidence=Evidence(
            sentence=sentence(t, match.cue),
            subject=subject.span,
            cue=spans.characters(t, match.cue, _cue_end(t, match)),
            object=target.span,
            negation=tuple(spans.characters(t, k, k) for k in fact.negation),
            modality=tuple(spans.characters(t, k, k) for k in hedges),
        ),
        rule=match.rule,
        confidence=match.confidence,
        firm=claim.firm and modality is Modality.ASSERTED,
        recipient=_recipient(reading, match, target, subject.id),
        attribution=chain(t, reading.said.get(match.cue, ()), subject.id),
    )


def _suspected(t: Tree, subject: Participant) -> tuple[int, ...]:
    """The words by which it isn't certain who it was ("suspected Chadian rebels", "alleged agents of Chad")."""
    tokens = t.tokens(subject.span)
    noun = next((k for k in tokens if t.head[k] not in tokens), None)
    while noun is not None and t.dep[noun] in _DESCRIBES:
        noun = t.head[noun]
    words = referring.load().verbs["suspected"]
    return tuple(k for k in children(t, noun, "amod") if t.lower[k] in words) if noun is not None else ()


def _cue_end(t: Tree, match: Match) -> int:
    particles = [k for k in children(t, match.cue, "compound:prt") if match.cue < k <= match.cue + 2]
    return max([match.cue, *particles])


def _recipient(reading: Reading, match: Match, target: Participant, subject: str) -> Participant | None:
    """The addressee or beneficiary: what the frame names, else a to- or for-phrase that names an actor."""
    t = reading.tree
    spots = [match.recipient] if match.recipient is not None else list(children(t, match.cue, "iobj"))
    if not spots:
        own = {match.object, t.head[match.object]}  # "will meet with Berg and Lund"
        tells = match.clause and match.relation in _TELLS and not match.rule.startswith(_PROMISE)
        heads = (match.cue,) if tells else (match.cue, match.object)  # "said that they went to Mali" is said to nobody
        spots = [k for b in heads for k in children(t, b, "obl", "nmod") if t.prep[k] in _TOWARDS and k not in own]
    for k in spots:
        for actor in participants(reading.resolution, k):
            if actor.id not in {target.id, subject}:
                return actor
    return None


def sentence(t: Tree, i: int) -> Span:
    """Characters of the sentence of token `i`, without blanks at its ends."""
    first, last = t.sent[i], t.stop[i] - 1
    while first < last and t.forms[first].isspace():
        first += 1
    while last > first and t.forms[last].isspace():
        last -= 1
    return t.span(first, last + 1)


def _distinct(found: Iterable[Statement]) -> Iterator[Statement]:
    """Sorted by place; of statements that say the same in one sentence the most confident stays."""
    best: dict[tuple[object, ...], Statement] = {}
    for s in found:
        key = (s.subject.id, s.relation, s.object.id, s.polarity, s.evidence.sentence)
        if key not in best or s.confidence > best[key].confidence:
            best[key] = s
    yield from sorted(
        best.values(),
        key=lambda s: (s.evidence.sentence, s.evidence.cue, s.subject.id, s.relation, s.object.span, s.object.id),
    )
