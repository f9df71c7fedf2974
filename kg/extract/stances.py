"""What does a match say once its cues are read: the relation to write, its polarity, modality and firmness?"""

from typing import NamedTuple

from kg.extract.attribution import participants
from kg.extract.factuality import ABLE, STRENGTH, Factuality, factuality
from kg.extract.grammar import Tree, children
from kg.extract.match import Match
from kg.extract.reading import Reading
from kg.lexicon import Lexicon, Negated
from kg.model import Modality, Polarity

_OWN_CONDUCT = frozenset({"accepts", "pledges", "proposes", "willingTo"})
"""Relations to what the subject itself will do: with a negated complement ("agreed not to") they are refusals."""
_ACCEPTS = "accepts"
_RULES_OUT = "rulesOut"
_DEMANDS = "demands"
_PROPOSES = "proposes"
_STATES = "states"
_CONSIDERS, _EXPECTS = "considers", "expects"
_WARNS = "warns"
_YET = "yet"
_WILL = frozenset({"will", "would", "shall", "'ll"})
_GOING, _TO_DO = "going", "to"
_SURELY = frozenset({"'re", "'ve", "are", "have", "’re", "’ve"})
"""Forms of the plural that no subjunctive has."""


class Stance(NamedTuple):
    """What a match says once its cues are read: the relation to write, and how firmly."""

    relation: str
    polarity: Polarity
    modality: Modality
    firm: bool


def stance_of(reading: Reading, match: Match, fact: Factuality) -> Stance | None:
    """The stance of a match; None where its negation leaves nothing to say."""
    relation = reading.relations[match.relation]
    natural = Stance(relation.name, Polarity(relation.polarity), fact.modality, not _is_hearsay(reading, match))
    if not fact.negated:
        if fact.inner and relation.name in _OWN_CONDUCT:
            return natural._replace(relation=_RULES_OUT, polarity=Polarity.CON)
        return natural._replace(polarity=Polarity.CON, firm=False) if fact.inner else natural
    t = reading.tree
    if relation.polarity == "pro" and any(t.lower[m] == _YET for k in fact.negation for m in (k, *t.kids[k])):
        return natural._replace(polarity=Polarity.CON, firm=False)  # "has yet to sign": not done, and not opposed
    if relation.name == _ACCEPTS and t.lemma[match.cue] == "agree" and t.prep[match.object] == "on":
        return None  # "could not agree on a budget": nobody is against one
    if match.rule.startswith("noun-prep") and t.lemma[match.cue] in reading.lexicon.deeds:
        return None  # "has announced no extension of the truce": nobody is against one
    row = _negated(reading.lexicon, relation.name, reading.tree.lemma[match.cue], fact)
    if row is None or not row.becomes:
        return None
    if relation.name == _PROPOSES and match.rule.startswith("noun-prep"):
        return natural._replace(polarity=Polarity.CON, firm=False)  # "has no plan for the port": none made, none ruled out
    polarity, modality = Polarity(row.polarity), fact.modality
    if relation.polarity == "con" and modality is not Modality.CONDITIONAL and polarity is not Polarity.CON:
        modality = Modality.POSSIBLE  # not rejecting is less than accepting
    elif fact.intent and polarity is Polarity.CON and _is_refusal(reading.tree, fact):
        modality = Modality.ASSERTED  # "will not" is a refusal now
    return Stance(row.becomes, polarity, modality, row.firm and natural.firm)


def of_content(reading: Reading, match: Match, fact: Factuality, stance: Stance) -> tuple[Stance, Factuality]:
    """The stance towards a clause: a claim is no demand, and what is confirmed is as firm as its own words."""
    relation = reading.relations[match.relation]
    wish = stance.relation in {_DEMANDS, _PROPOSES} and match.rule.startswith("verb-clause") and not fact.negated
    if wish and _is_claim(reading.tree, match.object):  # "insisted that it never sought them"
        stance = stance._replace(relation=_STATES, polarity=Polarity.NEUTRAL)
    if relation.name == _CONSIDERS:
        return stance, fact  # what is weighed is open, the weighing isn't
    if stance.relation == _EXPECTS and match.rule.startswith("verb-inf"):
        return stance._replace(modality=max(stance.modality, Modality.FUTURE, key=STRENGTH.index)), fact  # "hopes to join"
    if relation.kind == "position" and relation.polarity == "neutral" and stance.modality is Modality.ASSERTED:
        content = factuality(reading.tree, intended(reading.tree, match.object), reading.lexicon)
        stance = stance._replace(modality=content.modality)
        fact = fact._replace(cues=tuple(sorted({*fact.cues, *content.cues})))
    elif relation.name == _WARNS and stance.modality is Modality.ASSERTED:
        content = factuality(reading.tree, match.object, reading.lexicon)
        if content.modality is Modality.POSSIBLE:  # "warned that the dam could burst"
            stance, fact = stance._replace(modality=content.modality), fact.weaker(content.modality, *content.cues)
    return stance, fact


def intended(t: Tree, i: int) -> int:
    """The verb of "is going to build it"; of any other clause its own."""
    coming = t.lower[i] == _GOING and t.has(i, "aux")
    return next((k for k in children(t, i, "xcomp") if t.mark[k] == _TO_DO), i) if coming else i


def may_be_it(reading: Reading, i: int) -> bool:
    """True for a thing in the singular, which "it" may take up."""
    return reading.tree.tag[i] == "NN" and not participants(reading.resolution, i)


def _is_refusal(t: Tree, fact: Factuality) -> bool:
    """True for "will not" and "cannot", not for "may not" and "will probably not"."""
    return fact.modality is Modality.FUTURE or all(t.lower[k] in ABLE for k in fact.cues)


def _is_claim(t: Tree, clause: int) -> bool:
    """True for a clause that says what was, is or will be, not what should be."""
    verbs = [clause, *children(t, clause, "aux", "cop", "aux:pass")]
    if any(t.lower[k] in _WILL for k in verbs):
        return True
    if len(verbs) == 1 and t.tag[clause] in {"VBD", "VBN"} and t.has(clause, "nsubj:pass"):
        return False  # "ordered two envoys deported"
    if any(t.lower[k] == "can" and t.lower[k + 1] == "only" for k in verbs):
        return True  # "suggested that this can only make it worse"
    sure = any(t.tag[k] in {"VBD", "VBZ"} or (t.tag[k] == "VBP" and t.lower[k] in _SURELY) for k in verbs)
    return sure and not any(t.tag[k] in {"MD", "VB"} for k in verbs)


def _is_hearsay(reading: Reading, match: Match) -> bool:
    """True beside "reportedly": the outlet doesn't vouch for it."""
    t = reading.tree
    adverbs = {k for i in (match.cue, match.predicate) for k in children(t, i, "advmod")}
    return any(reading.lexicon.reports(t.lower[k], "adverb") for k in adverbs)


def _negated(lexicon: Lexicon, relation: str, lemma: str, fact: Factuality) -> Negated | None:
    listed = lexicon.negated.get(relation, ())
    rows = {row.when: row for row in listed if lemma in row.lemmas} or {row.when: row for row in listed if not row.lemmas}
    if fact.intent and "future" in rows:
        return rows["future"]
    if fact.past and not fact.intent and "past" in rows:
        return rows["past"]
    return rows.get("any")
