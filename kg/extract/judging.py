"""Who judges what in what he says of it: "the vote was a farce", "the ban would violate the treaty"?"""

from collections.abc import Iterator

from kg import referring
from kg.extract.attribution import Saying, participants
from kg.extract.factuality import Factuality, factuality, is_necessity, is_question
from kg.extract.frames import evaluated
from kg.extract.grammar import Tree, children, grammatical_subject, infinitive, is_passive, particle, phrases, subtree
from kg.extract.match import Match
from kg.extract.objects import issue, run_issue, targets, verb_issue
from kg.extract.reading import NO_HOLDER, Claim, Reading, denied, innermost, rumoured, telling, wished
from kg.lexicon import EVALUATES, UNMET, VERDICT, Lexicon
from kg.model import Modality, Participant, Polarity

_BLAME = "blame"
_IN = "in"
_COMPLETING = frozenset({"acl", "advcl", "xcomp"})
_CRITICIZES, _OPPOSES, _STATES, _SUPPORTS, _WARNS = "criticizes", "opposes", "states", "supports", "warns"
_DOUBTS, _REJECTS, _THREATENS = "doubts", "rejects", "threatens"
_HOPES = frozenset({"expect", "hope", "pray", "wish"})
_AHEAD = frozenset({Modality.FUTURE, Modality.POSSIBLE})
_CONSIDERS, _DEMANDS, _RULES_OUT = "considers", "demands", "rulesOut"
_FLIPS = {_SUPPORTS: _CRITICIZES, _CONSIDERS: _RULES_OUT}
_UNHEARD = NO_HOLDER | {"Media"}
_LIES, _LIES_TO, _LACK = frozenset({"lie", "lies", "lying"}), frozenset({"about", "to"}), "lack"
_MENACED = ("verb-inf", "verb-obj-prep")
_PAST = frozenset({"VBD", "VBN"})
_CLAUSES = frozenset({"root", "ccomp", "parataxis", "conj", "csubj"})
_SOMEBODY = ("body", "human", "official", "pair", "people")
JUDGED = ("judgement:", "verdict:")
"""Begins the rules of this module."""
_IF, _IT, _THAT, _TO, _WHAT = "if", "it", "that", "to", "what"
_EXPECTS = "expects"
_UNSAID = frozenset({_STATES, "confirms", _EXPECTS})
"""Relations that say no more than that somebody says or thinks so."""


def from_judgements(reading: Reading) -> Iterator[Claim]:
    """ "The resolution was a disappointment, the minister said": the speaker judges the subject."""
    t = reading.tree
    taken = {match.cue for match in reading.matches}
    blamed = (k for k in t.governs("aux") if t.lemma[k] == _BLAME and t.mark[k] == "to" and t.dep[k] != "xcomp")
    for i in (*t.governs("cop", "aux:pass"), *blamed):
        to_blame = t.lemma[i] == _BLAME and t.mark[i] == "to"
        listed = t.lower[i] in reading.lexicon.evaluation or t.lower[i - 1] == "-"
        if not (children(t, i, "cop") or listed or to_blame):
            continue  # "was unprovoked", "was ill-advised" read like a passive
        if t.dep[i] in _COMPLETING or (i in taken and f"{t.prep[i]} {t.lemma[i]}" not in reading.lexicon.evaluation):
            continue  # "is against the plan" is a position of somebody, "is against the law" is none
        if t.prep[i] and any(row.pos == "adjective" for row in reading.lexicon.evaluation.get(t.lower[i], ())):
            continue  # "was on the offensive"
        if t.prep[i] == _IN and not _is_listed(t, i, reading.lexicon):
            continue  # "is in excellent health"
        saying = innermost(reading, i)
        relation = _CRITICIZES if to_blame else evaluated(t, i, reading.lexicon)
        subject = next(iter((*grammatical_subject(t, i), *children(t, i, "expl"))), None)
        if saying is None or not relation or subject is None or saying.source.type in NO_HOLDER or denied(reading, i):
            continue
        fact = factuality(t, i, reading.lexicon)
        said = telling(reading, saying)
        fact = fact.weaker(said.modality, *said.cues)  # "may say that it was illegal"
        if fact.negated:
            relation = _FLIPS.get(relation, "")
        if relation == _CRITICIZES and t.lemma[i] in referring.load().verbs["untrue"] and _is_claim(reading, subject):
            relation = _REJECTS  # "the reports are false"
        if t.lemma[subject] == t.lemma[i]:
            continue  # "enough is enough"
        clause = subject if t.dep[subject] == "csubj" and t.mark[subject] in {_IF, _TO} else None
        clause = (infinitive(t, i) or _clause_behind(t, i)) if t.lower[subject] == _IT else clause
        told = t.lower[subject] == _WHAT and _is_told(reading, subject)
        if not relation or fact.hypothetical or (t.pos[subject] == "PRON" and clause is None and not told):
            continue
        if relation == _CRITICIZES and _is_own(reading, subject, saying):
            continue  # "Hamas said its fighters were behind it"
        if (clause is not None or t.dep[subject] == "csubj") and is_necessity(t.lemma[i], reading.lexicon):
            continue  # "it is essential to lift the ban" demands it
        if clause is not None:  # "it would be a mistake to lift the ban"
            yield from _judged_deed(reading, i, relation, fact, clause, saying)
            continue
        match = Match(relation, f"judgement:{t.lemma[i]}", 0.7, i, i, (), subject, clause=told)
        polarity = Polarity(reading.relations[relation].polarity)
        modality = Modality.ASSERTED if relation == _RULES_OUT else fact.modality  # "a boycott is no option"
        for holder in saying.sources:
            own = {holder.id, reading.speaks_for.get(holder.id) if relation == _SUPPORTS else None}
            for target in (_what(reading, subject),) if told else targets(reading, match, holder):
                if target.id in own:
                    continue  # "Oslo is a democracy", the minister said
                yield Claim(match, fact, holder, relation, target, polarity, modality)


def _is_claim(reading: Reading, i: int) -> bool:
    """True for what somebody says ("report", "accusation")."""
    lemma, lexicon = reading.tree.lemma[i], reading.lexicon
    return lexicon.reports(lemma, "noun") or any(row.relation == _CRITICIZES for row in lexicon.frames("noun-clause", lemma))


def _clause_behind(t: Tree, i: int) -> int | None:
    """The clause that "it" stands for, read as what is told of the noun or as a condition.

    "It is a disgrace that Chad has left", "it would be wrong if Chad left".
    """
    behind = (k for k in children(t, i, "acl:relcl", "advcl", "csubj", "ccomp") if k > i and t.has(k, "nsubj"))
    return next((k for k in behind if t.mark[k] == (_IF if t.dep[k] != "acl:relcl" else _THAT)), None)


def _is_own(reading: Reading, subject: int, saying: Saying) -> bool:
    """True for people of him who speaks of them ("its fighters", "Chadian fighters" where Chad says so)."""
    own = {p.id for p in saying.sources}
    owners = (
        p for k in children(reading.tree, subject, "nmod:poss", "compound", "amod") for p in participants(reading.resolution, k)
    )
    return _is_somebody(reading.tree.lemma[subject]) and any(p.id in own for p in owners)


def _is_told(reading: Reading, what: int) -> bool:
    """True for "what Chad did (is an insult)", not for "what we need (is a fair deal)"."""
    t = reading.tree
    verbs = [k for k in t.kids[what] if t.verb[k]]
    wishes = (row.relation == _DEMANDS for k in verbs for row in reading.lexicon.frames("svo", t.lemma[k]))
    return bool(verbs) and not any(wishes)


def _what(reading: Reading, subject: int) -> Participant:
    """ "What Chad did" as an issue."""
    inside = subtree(reading.tree, subject)
    return run_issue(reading, inside[0], inside[-1])


def _is_listed(t: Tree, i: int, lexicon: Lexicon) -> bool:
    """True for a phrase that judges as a whole ("in doubt", "in bad taste"), whatever its noun and adjective say elsewhere."""
    forms = [t.lower[i], t.lemma[i], *(f"{t.lower[k]} {t.lemma[i]}" for k in children(t, i, "amod"))]
    return any(f"{t.prep[i]} {form}" in lexicon.evaluation for form in forms)


def _judged_deed(reading: Reading, i: int, relation: str, fact: Factuality, clause: int, saying: Saying) -> Iterator[Claim]:
    """Who calls it right or wrong to do something is for it or against it."""
    mark = reading.tree.mark[clause]
    relation = _OPPOSES if relation == _CRITICIZES and mark != _THAT else relation  # what Chad has done is to be blamed
    match = Match(relation, f"judgement:{reading.tree.lemma[i]}", 0.7, i, i, (), clause, clause=True)
    polarity = Polarity(reading.relations[relation].polarity)
    told = mark in {_IF, _THAT}
    target = issue(reading, clause, clause=True) if told else verb_issue(reading, clause)
    modality = Modality.CONDITIONAL if mark == _IF else Modality.ASSERTED
    for holder in saying.sources:
        yield Claim(match, fact, holder, relation, target, polarity, modality)


def from_verdicts(reading: Reading) -> Iterator[Claim]:
    """ "The ban violates the treaty, the minister said": he judges what does so; what it would do he warns of."""
    t = reading.tree
    settled = {m.object for m in reading.matches if m.clause and m.relation not in _UNSAID}
    for top in t.governs("nsubj", "nsubj:pass", "csubj"):
        i = _ahead(t, top)
        if t.lemma[i] not in reading.lexicon.verdicts or t.dep[top] not in _CLAUSES or not t.verb[i] or top in settled:
            continue
        saying, subject = innermost(reading, i), next(iter(grammatical_subject(t, top)), None)
        if saying is None or subject is None or saying.source.type in _UNHEARD:
            continue
        if t.lemma[saying.cue] in _HOPES:
            continue  # "hopes that Chad will derail it"
        if t.lower[i] in _LIES and any(prep not in _LIES_TO for prep, _k in phrases(t, i)):
            continue  # "lies on the border"
        fact = factuality(t, i, reading.lexicon, next(iter(children(t, i, "obj")), None))
        relation = _verdict(t, i, reading.lexicon, fact)
        if not relation or fact.hypothetical or (t.lemma[subject] == t.lemma[i]):
            continue
        if not (is_question(t, i) or denied(reading, i) or wished(reading, i) or rumoured(reading, i)):
            yield from _passed(reading, (i, top), subject, relation, fact, saying)


def _ahead(t: Tree, i: int) -> int:
    """The verb of "is going to (work)"; any other verb itself."""
    if t.lemma[i] != "go" or t.tag[i] != "VBG":
        return i
    return next((k for k in children(t, i, "xcomp") if t.mark[k] == "to"), i)


def _passed(
    reading: Reading, verbs: tuple[int, int], subject: int, relation: str, fact: Factuality, saying: Saying
) -> Iterator[Claim]:
    """The verdict on the subject of a verb: what it says, and what has the subject; none on himself or whom he speaks for."""
    i, top = verbs
    t, rule = reading.tree, f"verdict:{reading.tree.lemma[i]}"
    judged = participants(reading.resolution, subject)
    own = {key for p in saying.sources for key in (p.id, reading.speaks_for.get(p.id))}
    deed = t.tag[subject] == "VBG" and t.dep[subject] in {"nsubj", "csubj"}  # "leaving the pact makes no sense"
    if (t.pos[subject] not in {"NOUN", "PROPN"} and not judged and not deed) or any(p.id in own for p in judged):
        return
    if _hopes(reading, saying.cue) and relation in {_CRITICIZES, _OPPOSES, _WARNS}:
        return  # "hopes that Chad punishes those who did it"
    if relation == _SUPPORTS and fact.modality is not Modality.ASSERTED:
        return  # "would bring hope": what somebody expects of it
    if t.lemma[i] == _LACK and not judged and t.tag[subject] in {"NNS", "NNPS"}:
        return  # "a million people lack water"
    if any(m.relation == _THREATENS and m.rule.startswith(_MENACED) for m in reading.matches_at(i)):
        return  # "Chad threatened them with a fine": what Chad did
    if relation == _DOUBTS and fact.negated and (judged or _is_somebody(t.lemma[subject])):
        return  # "Chad will not stop", "the party won't help": what they want, not what anybody doubts
    if judged and relation == _OPPOSES:
        relation = _CRITICIZES
    clause = relation == _WARNS or (relation == _DOUBTS and fact.negated)
    match = Match(relation, rule, 0.7, i, i, (), i if clause else subject, clause=clause)
    said = telling(reading, saying)
    fact = fact.weaker(said.modality, *said.cues)  # "may say that it violates the treaty"
    polarity = Polarity(reading.relations[match.relation].polarity)
    modality = fact.modality if relation in {_CONSIDERS, _DEMANDS} else said.modality  # "would become mandatory"
    for holder in saying.sources:
        whole = (verb_issue(reading, i) if fact.negated else issue(reading, top, clause=True),)
        for target in whole if clause else targets(reading, match, holder):
            yield Claim(match, fact, holder, relation, target, polarity, modality)


def _hopes(reading: Reading, i: int) -> bool:
    """True for "hopes that …"."""
    lemma, lexicon = reading.tree.lemma[i], reading.lexicon
    wished_ = any(row.effect == "possible" for row in lexicon.implicatives.get(lemma, ()))
    return wished_ and any(row.relation == _EXPECTS for row in lexicon.frames("verb-clause", lemma))


def _is_somebody(lemma: str) -> bool:
    """True for a noun for people or for a body of them."""
    return any(referring.load().nominal(kind, lemma) is not None for kind in _SOMEBODY)


def _verdict(t: Tree, i: int, lexicon: Lexicon, fact: Factuality) -> str:
    """The relation that a verb with the words behind it expresses; an empty string where it judges nothing."""
    rows = lexicon.verdicts[t.lemma[i]]
    if fact.negated and fact.modality in _AHEAD and (unmet := [row for row in rows if row.pos == UNMET]):
        return unmet[0].relation
    objects = children(t, i, "obj", "xcomp", "ccomp")
    behind: set[str] = set()
    if any(" " in row.word for row in rows):
        behind.update(_behind(t, i, objects))
    fits = (row for row in rows if row.pos == VERDICT and behind.issuperset(row.word.split()[1:]))
    row = next((row for row in fits if objects or " " in row.word or row.relation != _WARNS), None)
    if row is None or is_passive(t, i):
        return ""
    relation = row.relation
    if relation == _THREATENS:  # "will pay a heavy price", not "paid it"
        return relation if fact.modality is Modality.FUTURE and not fact.negated else ""
    if relation == _WARNS and " " in row.word and t.tag[i] in _PAST and fact.modality is Modality.ASSERTED:
        return ""  # "led to a war"
    if relation == EVALUATES:
        nouns = (*objects, *(k for prep, k in phrases(t, i) if prep in row.word.split()))
        relation = next((named for k in nouns if (named := evaluated(t, k, lexicon))), "")
    if fact.negated:
        return _FLIPS.get(relation, "")
    return _WARNS if relation == _CRITICIZES and fact.modality is not Modality.ASSERTED else relation


def _behind(t: Tree, i: int, objects: tuple[int, ...]) -> Iterator[str]:
    """The words that a verb goes on with: particle, prepositions, objects with their adjectives, adverbs, "to" of a clause."""
    yield particle(t, i)
    for prep, k in phrases(t, i):
        yield from (prep, t.lemma[k])
    for k in (*objects, *children(t, i, "advmod", "obl", "obl:npmod")):
        yield from (t.lemma[k], t.mark[k])
        yield from (t.lemma[m] for m in children(t, k, "amod", "advmod", "compound"))
