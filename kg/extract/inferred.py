"""What do sentences say that no row of the lexicon covers? Judgements, refusals and readiness by modal verbs."""

from collections.abc import Iterator

from kg.extract.factuality import embedded, factuality
from kg.extract.frames import Match, evaluated
from kg.extract.grammar import Tree, agents, children, grammatical_subject, is_passive, is_verb, mark
from kg.extract.holders import may_speak, owners
from kg.extract.objects import issue, targets, verb_issue
from kg.extract.reading import NO_HOLDER, Claim, Reading, denied, innermost, who
from kg.model import Modality, Polarity

_FORCES = "troops"


def from_judgements(reading: Reading) -> Iterator[Claim]:
    """ "The resolution was a disappointment, the minister said": the speaker judges the subject."""
    t = reading.tree
    flips = {"supports": "criticizes"}
    taken = {match.cue for match in reading.matches}
    for i in range(len(t)):
        if i in taken or not children(t, i, "cop") or t.dep[i] in {"xcomp", "acl", "advcl"}:
            continue
        saying = innermost(reading, i)
        relation = evaluated(t, i, reading.lexicon)
        subject = next(iter(grammatical_subject(t, i)), None)
        if saying is None or not relation or subject is None or saying.source.type in NO_HOLDER:
            continue
        fact = factuality(t, i, reading.lexicon)
        if fact.negated:
            relation = flips.get(relation, "")
        if not relation or fact.hypothetical or t.pos[subject] == "PRON":
            continue
        match = Match(relation, f"judgement:{t.lemma[i]}", 0.7, i, i, (), subject)
        polarity = Polarity(reading.relations[relation].polarity)
        for target in targets(reading, match, saying.source):
            yield Claim(match, fact, saying.source, relation, target, polarity, fact.modality)


def from_modals(reading: Reading) -> Iterator[Claim]:
    """What an actor "will not" or "could" do, where the lexicon has no row for the verb: a refusal, a readiness."""
    t = reading.tree
    taken = {match.cue for match in reading.matches}
    for i in range(len(t)):
        modal = children(t, i, "aux") or mark(t, i) == "to"
        if i in taken or not is_verb(t, i) or t.pos[i] == "AUX" or not modal or is_passive(t, i):
            continue
        fact = factuality(t, i, reading.lexicon)
        refusal = fact.negated and (fact.modality is Modality.FUTURE or (fact.intent and mark(t, i) == "to"))
        readiness = not fact.negated and fact.modality is Modality.POSSIBLE and mark(t, i) != "to" and _stands_alone(t, i)
        if not (refusal or readiness) or fact.hypothetical or denied(reading, i) or t.lemma[i] in reading.lexicon.reporting:
            continue
        relation = "rulesOut" if refusal else "willingTo"
        for holder in (p for head in agents(t, i) for p in who(reading, head, i)):
            saying = innermost(reading, i)
            if (
                embedded(t, i, reading.lexicon)
                or holder.type in NO_HOLDER
                or (readiness and holder.type == "Person")
                or not may_speak(reading, saying, holder)
            ):
                continue
            match = Match(relation, f"modal:{relation}", 0.65, i, i, (), i, clause=True)
            polarity = Polarity(reading.relations[relation].polarity)
            modality = Modality.ASSERTED if refusal else Modality.POSSIBLE
            yield Claim(match, fact, holder, relation, verb_issue(reading, i), polarity, modality)


def from_refused_forces(reading: Reading) -> Iterator[Claim]:
    """ "American boots will not be on the ground": whose forces they are refuses, and so does who announces it for them."""
    t = reading.tree
    for i in range(len(t)):
        if not (children(t, i, "cop") or t.lemma[i] == "be") or not children(t, i, "aux"):
            continue
        fact = factuality(t, i, reading.lexicon)
        subject = next(iter(grammatical_subject(t, i)), None)
        if subject is None or not (fact.negated and fact.intent) or fact.hypothetical or denied(reading, i):
            continue
        if reading.concepts.of(t.lemma[subject]) != _FORCES:
            continue
        match = Match("rulesOut", "refused-forces", 0.75, i, i, (), subject)
        for holder in owners(reading, match, fact):
            yield Claim(match, fact, holder, match.relation, issue(reading, subject), Polarity.CON, Modality.ASSERTED)


def _stands_alone(t: Tree, i: int) -> bool:
    """True for the predicate of a main, reported or contrasting clause."""
    if t.dep[i] in {"root", "parataxis", "conj"}:
        return True
    if t.dep[i] == "ccomp":
        return is_verb(t, t.head[i])
    return t.dep[i] == "advcl" and bool(children(t, i, "nsubj")) and mark(t, i) in {"while", "whereas", "although", "though"}
