"""Who holds what position on what; who did what to whom? Joins frames, actors, factuality and attribution."""

from collections.abc import Iterable, Iterator, Sequence

from kg.extract import spans
from kg.extract.attribution import chain, participants
from kg.extract.factuality import Factuality, embedded, factuality
from kg.extract.frames import Match
from kg.extract.grammar import Tree, children
from kg.extract.holders import holders, only_wanted
from kg.extract.inferred import from_judgements, from_modals, from_refused_forces
from kg.extract.objects import targets
from kg.extract.reading import Claim, Reading, denied
from kg.lexicon import Lexicon, Negated
from kg.model import Evidence, Modality, Note, Participant, Polarity, Span, Statement, StatementKind

STAGE = "statements"
_OWN_CONDUCT = frozenset({"accepts", "pledges", "proposes", "willingTo"})
"""Relations to what the subject itself will do: with a negated complement ("agreed not to") they are refusals."""
_STATES = "states"


def statements(reading: Reading) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """All statements of positions and actions with the notes on what was left out, sorted by place in the text."""
    found: list[Statement] = []
    notes: list[Note] = []
    for item in (*_from_frames(reading), *from_judgements(reading), *from_modals(reading), *from_refused_forces(reading)):
        if isinstance(item, Note):
            notes.append(item)
        else:
            found.append(_statement(reading, item))
    return tuple(_distinct(_closest(found))), tuple(notes)


def _closest(found: Sequence[Statement]) -> Iterator[Statement]:
    """Leaves out "X states that …" where a closer statement was found in what X says."""
    told = {(s.attribution.source.id, s.evidence.sentence) for s in found if s.attribution is not None}
    own = {(s.subject.id, s.evidence.sentence, s.relation) for s in found}
    for s in found:
        closer = (s.subject.id, s.evidence.sentence) in told or any(
            subject == s.subject.id and sentence == s.evidence.sentence and relation != _STATES
            for subject, sentence, relation in own
        )
        if s.relation != _STATES or not closer:
            yield s


def _from_frames(reading: Reading) -> Iterator[Claim | Note]:
    t = reading.tree
    voiced = {(match.predicate, match.cue) for match in reading.matches if match.predicate != match.cue}
    for match in reading.matches:
        if (match.cue, match.object) in voiced:
            continue  # "voiced its support": the noun says it all
        if only_wanted(reading, match):
            yield _note(t, match.cue, f"{match.rule}: the object of another predicate, nobody is said to do it")
            continue
        if not match.rule.startswith("adj-holder") and embedded(t, match.predicate, reading.lexicon):
            yield _note(t, match.cue, f"{match.rule}: completes another predicate, nobody is said to do it")
            continue
        fact = factuality(t, match.predicate, reading.lexicon, match.object)
        if fact.hypothetical:
            yield _note(t, match.cue, f"{match.rule}: inside a condition or a question")
        elif denied(reading, match.cue):
            yield _note(t, match.cue, f"{match.rule}: its source denies it or doesn't say it")
        else:
            actors = holders(reading, match, fact)
            if not actors:
                yield _note(t, match.cue, f"{match.rule}: no actor in sight that holds it")
            for holder in actors:
                yield from _build(reading, match, fact, holder)


def _build(reading: Reading, match: Match, fact: Factuality, holder: Participant) -> Iterator[Claim]:
    relation = reading.relations[match.relation]
    polarity, firm, name = Polarity(relation.polarity), True, relation.name
    modality = fact.modality
    if fact.inner:
        name, polarity, firm = ("rulesOut", Polarity.CON, True) if name in _OWN_CONDUCT else (name, Polarity.CON, False)
    if fact.negated:
        row = _negated(reading.lexicon, relation.name, fact)
        if row is None:
            return
        name, polarity, firm = row.becomes, Polarity(row.polarity), row.firm
        if relation.polarity == "con" and modality is not Modality.CONDITIONAL and polarity is not Polarity.CON:
            modality = Modality.POSSIBLE  # not rejecting is less than accepting
        elif fact.intent and modality is not Modality.CONDITIONAL and polarity is Polarity.CON:
            modality = Modality.ASSERTED  # "will not" is a refusal now
    if match.clause and relation.kind == "position" and relation.polarity == "neutral":
        modality = _content_modality(reading, match.object, modality)
    for target in targets(reading, match, holder):
        yield Claim(match, fact, holder, name, target, polarity, modality, firm)


def _content_modality(reading: Reading, clause: int, modality: Modality) -> Modality:
    """What somebody confirms or expects is as firm as the words in which it is said."""
    content = factuality(reading.tree, clause, reading.lexicon)
    return content.modality if modality is Modality.ASSERTED else modality


def _negated(lexicon: Lexicon, relation: str, fact: Factuality) -> Negated | None:
    rows = {row.when: row for row in lexicon.negated.get(relation, ())}
    if fact.intent and "future" in rows:
        return rows["future"]
    if fact.past and not fact.intent and "past" in rows:
        return rows["past"]
    return rows.get("any")


def _statement(reading: Reading, claim: Claim) -> Statement:
    t, match, fact = reading.tree, claim.match, claim.fact
    subject, relation, target, modality = claim.subject, claim.relation, claim.object, claim.modality
    hedges = [k for k in fact.cues if modality is not Modality.ASSERTED or not fact.negated]
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
        recipient=_recipient(reading, match, target),
        attribution=chain(t, reading.said.get(match.cue, ()), subject.id),
    )


def _cue_end(t: Tree, match: Match) -> int:
    particles = [k for k in children(t, match.cue, "compound:prt") if match.cue < k <= match.cue + 2]
    return max([match.cue, *particles])


def _recipient(reading: Reading, match: Match, target: Participant) -> Participant | None:
    """The addressee or beneficiary: what the frame names, else a to- or for-phrase that names an actor."""
    t = reading.tree
    spots = [match.recipient] if match.recipient is not None else list(children(t, match.cue, "iobj"))
    if not spots:
        below = [match.cue, match.object]
        spots = [
            k
            for b in below
            for k in t.kids[b]
            if t.dep[k] in {"obl", "nmod"} and t.lower[k - 1 if k else 0] in {"to", "for", "with", "into"}
        ]
    for k in spots:
        for actor in participants(reading.resolution, k):
            if actor.id != target.id:
                return actor
    return None


def sentence(t: Tree, i: int) -> Span:
    """Characters of the sentence of token `i`, without blanks at its ends."""
    sent = t.doc[i].sent
    tokens = [token for token in sent if not token.is_space]
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else Span(sent.start_char, sent.end_char)


def _note(t: Tree, i: int, message: str) -> Note:
    return Note(STAGE, spans.characters(t, i, i), message)


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
