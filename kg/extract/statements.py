"""Who holds what position on what; who did what to whom? Joins frames, actors, factuality and attribution."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.concepts import Concepts
from kg.extract import spans
from kg.extract.attribution import Saying, chain, participants
from kg.extract.factuality import Factuality, embedded, factuality
from kg.extract.frames import Match, evaluated, matches
from kg.extract.grammar import Tree, agents, ancestors, children, conjuncts, grammatical_subject, is_passive, is_verb, mark, preposition, subtree
from kg.extract.issues import issue_key
from kg.extract.linking import Resolution
from kg.lexicon import Lexicon, Negated
from kg.model import Evidence, Modality, Note, Participant, Polarity, Span, Statement, StatementKind
from kg.vocab import Relation

STAGE = "statements"
_OWN_CONDUCT = frozenset({"accepts", "pledges", "proposes", "willingTo"})
"""Relations to what the subject itself will do: with a negated complement ("agreed not to") they are refusals."""
_AMONG_ACTORS = frozenset({"meets", "hosts", "memberOf"})
"""Relations whose object is an actor, or an event such as talks."""
_DOCUMENTS = frozenset({"resolution", "document"})
_LISTING = frozenset({"including", "such as", "like", "among them"})
_PERSONAL_OBJECTS = frozenset({"him", "her", "me", "us"})
_PERSONAL = frozenset({"he", "she"})
_NEUTER = frozenset({"it"})
_MOVES = frozenset({"deploys", "provides", "rulesOut", "yields"})
"""Relations whose agent, left unsaid, is the owner of what is moved."""
_STATES = "states"
_GATHERINGS = frozenset({"talks", "exercise", "election"})
_FORCES = "troops"
_NO_HOLDER = frozenset({"Place", "Group", "Issue", "Event"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article gives to the rules: its tree, its actors, who says what, whom each person speaks for."""

    tree: Tree
    resolution: Resolution
    lexicon: Lexicon
    concepts: Concepts
    relations: Mapping[str, Relation]
    said: Sequence[Saying]
    speaks_for: Mapping[str, str]
    wants_actor: frozenset[str]


def statements(reading: Reading) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """All statements of positions and actions with the notes on what was left out, sorted by place in the text."""
    found: list[Statement] = []
    notes: list[Note] = []
    for item in (*_from_frames(reading), *_from_judgements(reading), *_from_modals(reading), *_from_refused_forces(reading)):
        if isinstance(item, Note):
            notes.append(item)
        else:
            found.append(item)
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


def _from_frames(reading: Reading) -> Iterator[Statement | Note]:
    t = reading.tree
    found = list(matches(t, reading.lexicon))
    voiced = {(match.predicate, match.cue) for match in found if match.predicate != match.cue}
    for match in found:
        if (match.cue, match.object) in voiced:
            continue  # "voiced its support": the noun says it all
        if _only_wanted(reading, match):
            yield _note(t, match.cue, f"{match.rule}: the object of another predicate, nobody is said to do it")
            continue
        if not match.rule.startswith("adj-holder") and embedded(t, match.predicate, reading.lexicon):
            yield _note(t, match.cue, f"{match.rule}: completes another predicate, nobody is said to do it")
            continue
        fact = factuality(t, match.predicate, reading.lexicon, match.object)
        if fact.hypothetical:
            yield _note(t, match.cue, f"{match.rule}: inside a condition or a question")
        elif _denied(reading, match.cue):
            yield _note(t, match.cue, f"{match.rule}: its source denies it or doesn't say it")
        else:
            holders = _holders(reading, match, fact)
            if not holders:
                yield _note(t, match.cue, f"{match.rule}: no actor in sight that holds it")
            for holder in holders:
                yield from _build(reading, match, fact, holder)


def _only_wanted(reading: Reading, match: Match) -> bool:
    """True for a deed that is the object of a verb which doesn't carry it out ("seeks control", "delayed its withdrawal")."""
    t = reading.tree
    if not match.rule.startswith("noun") or match.predicate != match.cue or t.dep[match.cue] not in {"obj", "conj"}:
        return False
    verb = t.head[t.head[match.cue]] if t.dep[match.cue] == "conj" else t.head[match.cue]
    if any(row.effect in {"neg", "future"} for row in reading.lexicon.implicatives.get(t.lemma[verb], ())):
        return True
    return reading.relations[match.relation].kind == "action" and bool(reading.lexicon.frames("svo", t.lemma[verb]))


def _holders(reading: Reading, match: Match, fact: Factuality) -> tuple[Participant, ...]:
    """Actors that hold the position or act; for an agentless passive the owner of what is acted on ("US troops …")."""
    t, resolution = reading.tree, reading.resolution
    found = [p for head in match.holders for p in _who(reading, head, match.cue)]
    if not found and not match.holders:
        if match.rule.startswith("noun"):
            owner = resolution.owner(match.cue)
            found = [owner] if owner is not None and owner.span.end <= t.doc[match.object].idx else []
        elif is_passive(t, match.predicate) and reading.relations[match.relation].kind == "action":
            found = list(_owners(reading, match, fact)) or list(_announcer(reading, match))
    return tuple(p for p in found if p.type not in _NO_HOLDER and p.span is not None)


def _who(reading: Reading, head: int, cue: int) -> tuple[Participant, ...]:
    """The actors of a noun phrase: itself, a name in apposition, the members it lists, or for a pronoun the source."""
    t, resolution = reading.tree, reading.resolution
    for k in children(t, head, "appos"):
        named = resolution.at(k)
        if named is not None and named.type == "Person" and t.pos[k] == "PROPN" and t.pos[head] == "NOUN":
            return (named,)  # "The incumbent leader, Laurent Gbagbo, …"
    found = participants(resolution, head)
    if not found and reading.concepts.of(t.lemma[head]) in _DOCUMENTS and t.dep[head] in {"obj", "nsubj:pass"}:
        return tuple(p for k in agents(t, t.head[head]) for p in participants(resolution, k))  # "adopted a resolution calling for …"
    if found:
        return (*_coordinated_name(reading, head), *found)
    members = [k for k in t.kids[head] if k > head and preposition(t, k) in _LISTING]
    if members:
        return tuple(p for k in members for c in conjuncts(t, k) for p in participants(resolution, c))
    saying = _innermost(reading, cue)
    if saying is not None and t.pos[head] == "PRON" and _agrees(t.lower[head], saying.source):
        return (replace(saying.source, text=t.doc[head].text, span=spans.characters(t, head, head)),)
    return ()


def _coordinated_name(reading: Reading, head: int) -> tuple[Participant, ...]:
    """The first of two names that the parser read as one ("French President Macron and UK Prime Minister Starmer said")."""
    t = reading.tree
    low = min(subtree(t, head))
    joints = [k for k in range(low + 1, head) if t.dep[k] == "cc" and t.lower[k] == "and"]
    if not joints or any(t.pos[k] in {"ADP", "VERB", "AUX", "PUNCT"} for k in range(low, head)):
        return ()
    names = [p for k in range(low, joints[0]) if (p := reading.resolution.at(k)) is not None and p.type == "Person"]
    return (names[-1],) if names else ()


def _agrees(pronoun: str, source: Participant) -> bool:
    return bool(source.id) and (source.type == "Person") == (pronoun in _PERSONAL) and pronoun in _PERSONAL | _NEUTER


def _announcer(reading: Reading, match: Match) -> Iterator[Participant]:
    """Who announces a measure in the passive takes it ("Canada announced that the assets had been frozen")."""
    saying = _innermost(reading, match.cue)
    if saying is not None and saying.source.id and any(r.strength == "firm" for r in reading.lexicon.reporting.get(reading.tree.lemma[saying.cue], ())):
        actor = reading.resolution.entities.get(reading.speaks_for.get(saying.source.id, ""))
        if saying.source.type != "Person":
            yield saying.source
        elif actor is not None:
            yield replace(saying.source, id=actor.id, label=actor.label, type=actor.type)


def _owners(reading: Reading, match: Match, fact: Factuality) -> Iterator[Participant]:
    """The state whose troops, arms or aid are spoken of, and the official who speaks for it."""
    owner = reading.resolution.owner(match.object)
    if owner is None or owner.type in _NO_HOLDER or match.relation not in _MOVES:
        return
    yield owner
    saying = _innermost(reading, match.cue)
    refusal = match.relation == "rulesOut" or (fact.negated and fact.intent)
    if refusal and saying is not None and reading.speaks_for.get(saying.source.id) == owner.id:
        yield saying.source


def _innermost(reading: Reading, i: int) -> Saying | None:
    around = [s for s in reading.said if i in s.content and s.cue != i]
    return min(around, key=lambda s: (len(s.content), s.cue)) if around else None


def _denied(reading: Reading, i: int) -> bool:
    """True where a source that denies, doubts or doesn't say it stands above."""
    t, lexicon = reading.tree, reading.lexicon
    for above in ancestors(t, i):
        rows = (*lexicon.frames("verb-clause", t.lemma[above]), *lexicon.frames("noun-clause", t.lemma[above]))
        if any(row.relation in {"rejects", "doubts"} for row in rows):
            return True
    for saying in reading.said:
        if i in saying.content and saying.cue != i and is_verb(t, saying.cue):
            if factuality(t, saying.cue, lexicon).negated:
                return True
    return False


def _build(reading: Reading, match: Match, fact: Factuality, holder: Participant) -> Iterator[Statement]:
    t = reading.tree
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
    for target in _targets(reading, match, holder):
        yield _statement(reading, match, fact, (holder, name, target), (polarity, modality, firm))


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


def _targets(reading: Reading, match: Match, holder: Participant) -> tuple[Participant, ...]:
    """What the position is on: actors apart, anything else as one issue in its own words."""
    t = reading.tree
    if t.doc[match.object].ent_type_ == "DATE" or (t.pos[match.object] == "PRON" and t.lower[match.object] not in _PERSONAL_OBJECTS):
        return ()
    if not match.clause:
        heads = [match.object, *(k for k in t.kids[match.object] if t.dep[k] == "conj")]
        actors = [p for k in heads for p in participants(reading.resolution, k) if p.id != holder.id]
        if actors:
            return _in_range(reading, match, actors)
        if t.pos[match.object] == "PRON":
            return ()
    elif t.pos[match.object] == "PRON":
        return ()
    if (match.relation in _AMONG_ACTORS or match.rule in reading.wants_actor) and reading.concepts.of(t.lemma[match.object]) not in _GATHERINGS:
        return ()
    inside = match.cue in subtree(t, match.object)  # "the treaty that Rabat signed": the words must not repeat the cue
    return (issue(reading, match.object, clause=match.clause, bare=inside),)


def _in_range(reading: Reading, match: Match, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """The actors that the relation can be about: nobody meets a city; people described only are an issue's words."""
    if match.relation in {"meets", "consults"}:
        return tuple(p for p in actors if p.type not in {"Place", "Group"})
    return tuple(p for p in actors if p.type != "Group") or (issue(reading, match.object),)


def issue(reading: Reading, i: int, *, clause: bool = False, bare: bool = False) -> Participant:
    """The object that is no actor: its words, and the key that is the same for the same issue everywhere."""
    t = reading.tree
    whole = spans.clause(t, i) if clause else spans.core(t, i) if bare else spans.phrase(t, i)
    short = spans.short_clause(t, i) if clause else spans.core(t, i)
    text = t.doc.text
    return Participant(
        id=issue_key(t, short, reading.resolution, reading.concepts), label=" ".join(short.of(text).split()),
        type="Issue", text=whole.of(text), span=whole,
    )  # fmt: skip


def _statement(
    reading: Reading,
    match: Match,
    fact: Factuality,
    triple: tuple[Participant, str, Participant],
    claim: tuple[Polarity, Modality, bool],
) -> Statement:
    t = reading.tree
    subject, relation, target = triple
    polarity, modality, firm = claim
    hedges = [k for k in fact.cues if modality is not Modality.ASSERTED or not fact.negated]
    return Statement(
        subject=subject,
        relation=relation,
        object=target,
        polarity=polarity,
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
        firm=firm and modality is Modality.ASSERTED,
        recipient=_recipient(reading, match, target),
        attribution=chain(t, reading.said, match.cue, subject.id),
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


def _from_judgements(reading: Reading) -> Iterator[Statement]:
    """ "The resolution was a disappointment, the minister said": the speaker judges the subject."""
    t = reading.tree
    flips = {"supports": "criticizes"}
    taken = {match.cue for match in matches(t, reading.lexicon)}
    for i in range(len(t)):
        if i in taken or not children(t, i, "cop") or t.dep[i] in {"xcomp", "acl", "advcl"}:
            continue
        saying = _innermost(reading, i)
        relation, _word = evaluated(t, i, reading.lexicon)
        subject = next(iter(grammatical_subject(t, i)), None)
        if saying is None or not relation or subject is None or saying.source.type in _NO_HOLDER or not saying.source.id:
            continue
        fact = factuality(t, i, reading.lexicon)
        if fact.negated:
            relation = flips.get(relation, "")
        if not relation or fact.hypothetical or t.pos[subject] == "PRON":
            continue
        match = Match(relation, f"judgement:{t.lemma[i]}", 0.7, i, i, (), subject)
        claim = (Polarity(reading.relations[relation].polarity), fact.modality, True)
        for target in _targets(reading, match, saying.source):
            yield _statement(reading, match, fact, (saying.source, relation, target), claim)


def _from_modals(reading: Reading) -> Iterator[Statement]:
    """What an actor "will not" or "could" do, where the lexicon has no row for the verb: a refusal, a readiness."""
    t = reading.tree
    taken = {m.cue for m in matches(t, reading.lexicon)}
    for i in range(len(t)):
        if i in taken or not is_verb(t, i) or t.pos[i] == "AUX" or not children(t, i, "aux") or is_passive(t, i):
            continue
        fact = factuality(t, i, reading.lexicon)
        refusal = fact.negated and fact.modality is Modality.FUTURE
        readiness = not fact.negated and fact.modality is Modality.POSSIBLE and _stands_alone(t, i)
        if not (refusal or readiness) or fact.hypothetical or _denied(reading, i) or t.lemma[i] in reading.lexicon.reporting:
            continue
        relation = "rulesOut" if refusal else "willingTo"
        for holder in (p for head in agents(t, i) for p in _who(reading, head, i)):
            saying = _innermost(reading, i)
            if (
                embedded(t, i, reading.lexicon)
                or holder.type in _NO_HOLDER
                or (readiness and holder.type == "Person")
                or not _may_speak(reading, saying, holder)
            ):
                continue
            match = Match(relation, f"modal:{relation}", 0.65, i, i, (), i, clause=True)
            claim = (Polarity(reading.relations[relation].polarity), Modality.ASSERTED if refusal else Modality.POSSIBLE, True)
            yield _statement(reading, match, fact, (holder, relation, _verb_issue(reading, i)), claim)


def _stands_alone(t: Tree, i: int) -> bool:
    """True for the predicate of a main, reported or contrasting clause."""
    if t.dep[i] in {"root", "parataxis", "conj"}:
        return True
    if t.dep[i] == "ccomp":
        return is_verb(t, t.head[i])
    return t.dep[i] == "advcl" and bool(children(t, i, "nsubj")) and mark(t, i) in {"while", "whereas", "although", "though"}


def _from_refused_forces(reading: Reading) -> Iterator[Statement]:
    """ "American boots will not be on the ground": whose forces they are refuses, and so does who announces it for them."""
    t = reading.tree
    for i in range(len(t)):
        if not (children(t, i, "cop") or t.lemma[i] == "be") or not children(t, i, "aux"):
            continue
        fact = factuality(t, i, reading.lexicon)
        subject = next(iter(grammatical_subject(t, i)), None)
        if subject is None or not (fact.negated and fact.intent) or fact.hypothetical or _denied(reading, i):
            continue
        if reading.concepts.of(t.lemma[subject]) != _FORCES:
            continue
        match = Match("rulesOut", "refused-forces", 0.75, i, i, (), subject)
        claim = (Polarity(reading.relations[match.relation].polarity), Modality.ASSERTED, True)
        for holder in _owners(reading, match, fact):
            yield _statement(reading, match, fact, (holder, match.relation, issue(reading, subject)), claim)


def _may_speak(reading: Reading, saying: Saying | None, holder: Participant) -> bool:
    """Only the actor itself, or who speaks for it, can announce what it will or won't do; others merely foresee it."""
    if saying is None:
        return True
    return saying.source.id == holder.id or reading.speaks_for.get(saying.source.id) == holder.id


def _verb_issue(reading: Reading, i: int) -> Participant:
    t = reading.tree
    inside = [k for k in spans_of_predicate(t, i)]
    span = spans.characters(t, inside[0], inside[-1])
    text = span.of(t.doc.text)
    return Participant(issue_key(t, span, reading.resolution, reading.concepts), " ".join(text.split()), "Issue", text, span)


def spans_of_predicate(t: Tree, i: int) -> list[int]:
    """Tokens of a verb phrase from the verb to the end of its complements, trailing clauses and punctuation left out."""
    keep = [i]
    for k in t.kids[i]:
        if k > i and t.dep[k] not in {"punct", "conj", "cc", "advcl", "parataxis", "discourse"}:
            keep.extend(m for m in subtree(t, k))
    last = i
    for k in sorted(keep):
        if k - last > 1 and any(t.dep[m] not in {"punct"} for m in range(last + 1, k)):
            break
        last = k
    return list(range(i, last + 1))


def _note(t: Tree, i: int, message: str) -> Note:
    return Note(STAGE, spans.characters(t, i, i), message)


def _distinct(found: Sequence[Statement]) -> Iterator[Statement]:
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
