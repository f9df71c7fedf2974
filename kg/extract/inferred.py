"""What do sentences say that no row of the lexicon covers? Judgements, duties, refusals and readiness by modals, quotations."""

from collections.abc import Iterator

from kg import referring
from kg.extract.attribution import Saying, participants
from kg.extract.embedding import embedded, implicative
from kg.extract.factuality import Factuality, duty, factuality, is_necessity, is_question
from kg.extract.frames import LACK
from kg.extract.grammar import (
    OBLIQUES,
    SUBJECTS,
    Tree,
    agents,
    children,
    clause_of,
    conjuncts,
    grammatical_subject,
    infinitive,
    is_passive,
    particle,
    phrases,
    subtree,
)
from kg.extract.holders import may_speak, owners
from kg.extract.match import Match, continues
from kg.extract.objects import issue, run_issue, targets, verb_issue
from kg.extract.reading import NO_HOLDER, Claim, Reading, denied, innermost, who
from kg.lexicon import Lexicon
from kg.model import Modality, Participant, Polarity

_COME, _GOING, _TIME = "come", "going", "time"
_TIMELY = frozenset({"it", "now"})
_SEES = "see"
_LACKING = frozenset({"for", "in", "of", "to"})
_FORCES = "troops"
_STATES = "states"
_DEMANDS = "demands"
_ACCEPTS, _OPPOSES = "accepts", "opposes"
_HOSTS = "hosts"
_ASKED = frozenset({_DEMANDS, _HOSTS})
_AT, _WITH = "at", "with"
_HELPS = ("provides", "supports")
_GIVERS = frozenset({"from", "of"})
_UNHEARD = NO_HOLDER | {"Media"}
_MAIN = frozenset({"root", "ccomp", "parataxis", "conj"})
_WILL = frozenset({"will", "would", "'ll", "’ll"})
_NECESSITIES = frozenset({"csubj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl"})
_NOBODY = frozenset({"i", "one", "it", "there"})
_LEAST_WORDS = 4


def from_modals(reading: Reading) -> Iterator[Claim]:
    """What an actor "will not" or "could" do, where the lexicon has no row for the verb: a refusal, a readiness."""
    t = reading.tree
    taken = {match.cue for match in reading.matches}
    for i in t.governs("aux", "mark"):
        modal = children(t, i, "aux") or t.mark[i] == "to"
        if (
            i in taken
            or not t.verb[i]
            or t.pos[i] == "AUX"
            or _is_bound(t, i, reading.lexicon)
            or not modal
            or is_passive(t, i)
            or happens(t, i)
        ):
            continue
        fact = factuality(t, i, reading.lexicon)
        refusal = fact.negated and (fact.modality is Modality.FUTURE or (fact.intent and t.mark[i] == "to"))
        refusal = refusal and not _undecided(reading, i) and not _goes_on(reading, i)
        over = any(t.lemma[k] == "have" for k in children(t, i, "aux"))  # "may have begun"
        readiness = (
            not over and not fact.negated and fact.modality is Modality.POSSIBLE and t.mark[i] != "to" and _stands_alone(t, i)
        )
        if not (refusal or readiness) or fact.hypothetical or denied(reading, i) or t.lemma[i] in reading.lexicon.reporting:
            continue
        relation = "rulesOut" if refusal else "willingTo"
        heads = (
            k for k in agents(t, i) if t.pos[k] != "NOUN" or participants(reading.resolution, k)
        )  # "the draft will not end it"
        for holder in (p for head in heads for p in who(reading, head, i)):
            saying = innermost(reading, i)
            if (
                (saying is None and t.dep[i] == "ccomp")  # "fears that Chad might sign": others say so
                or embedded(t, i, reading.lexicon)
                or holder.type in NO_HOLDER
                or (readiness and holder.type == "Person")
                or not may_speak(reading, saying, holder)
            ):
                continue
            match = Match(relation, f"modal:{relation}", 0.65, i, i, (), i, clause=True)
            polarity = Polarity(reading.relations[relation].polarity)
            modality = Modality.ASSERTED if refusal else Modality.POSSIBLE
            yield Claim(match, fact, holder, relation, verb_issue(reading, i), polarity, modality)


def happens(t: Tree, i: int) -> bool:
    """True for a verb that tells what happens to its subject, whatever the subject wants ("may lose", "could lead to")."""
    behind = (particle(t, i), *(prep for prep, _k in phrases(t, i)))
    return not {t.lemma[i], *(f"{t.lemma[i]} {word}" for word in behind)}.isdisjoint(referring.load().verbs["happening"])


def _is_bound(t: Tree, i: int, lexicon: Lexicon) -> bool:
    """True for "have" in "will not have to sign"."""
    necessary = any(c.pos == "verb" and c.modality == "necessary" for c in lexicon.modality.get(t.lemma[i], ()))
    return necessary and any(t.mark[k] == "to" for k in children(t, i, "xcomp"))


def _goes_on(reading: Reading, i: int) -> bool:
    """True for "will not waver in defending it": what it refuses is to stop."""
    t = reading.tree
    rows = (implicative(t, i, k, reading.lexicon) for k in children(t, i, "advcl", "ccomp", "xcomp"))
    return any(row is not None and row.effect == "neg" for row in rows)


def _undecided(reading: Reading, i: int) -> bool:
    """True for "has not decided to open it", which is no refusal."""
    t = reading.tree
    if t.lower[t.head[i]] == _GOING:
        return False  # "is not going to open it"
    above = factuality(t, t.head[i], reading.lexicon) if t.dep[i] == "xcomp" else Factuality()
    return above.negated and not above.intent


def from_refused_forces(reading: Reading) -> Iterator[Claim]:
    """ "American boots will not be on the ground": whose forces they are refuses, and so does who announces it for them."""
    t = reading.tree
    for i in t.governs("aux"):
        if not (children(t, i, "cop") or t.lemma[i] == "be"):
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


def from_duties(reading: Reading) -> Iterator[Claim]:
    """ "Peru must open its border, the minister said": who says that something must be done demands it."""
    t = reading.tree
    settled = {m.object for m in reading.matches if m.clause and m.relation != _STATES}
    for i in t.governs("aux", "mark"):
        cue = duty(t, i, reading.lexicon)
        clause = cue if cue is not None and t.head[cue] != i else i
        saying = innermost(reading, clause)
        if cue is None or saying is None or clause in settled or not _is_demanded(reading, i, clause, saying):
            continue
        subject = next(iter(grammatical_subject(t, clause)), None)
        told = t.verb[saying.cue] and any(who(reading, k, saying.cue) for k in children(t, saying.cue, "obj", "iobj"))
        it = t.lower[subject] == "it" if subject is not None else False
        if subject is None or (t.lower[subject] in _NOBODY and not (it and (told or _is_another(reading, subject, saying)))):
            continue  # "told Chad it must sign": Chad
        we = reading.resolution.at(subject) if t.lower[subject] == "we" else None
        match = Match(_DEMANDS, f"duty:{t.lemma[cue]}", 0.7, cue, clause, (), clause, clause=True)
        forbidden = _forbidden(reading, clause)
        if forbidden is not None:  # "Iran must not be allowed to buy it"
            match = Match(_OPPOSES, match.rule, match.confidence, cue, clause, (), forbidden, clause=True, recipient=subject)
        spots = [issue(reading, match.object, clause=True)]
        if forbidden is None and who(reading, subject, i) and not factuality(t, clause, reading.lexicon).negated:
            # "must disarm and leave": each is demanded
            spots += [verb_issue(reading, k) for k in _shared_duties(t, clause, reading.lexicon) if k not in settled]
        polarity = Polarity(reading.relations[match.relation].polarity)
        for holder in (we,) if we is not None else saying.sources:
            for target in spots:
                yield Claim(match, Factuality(), holder, match.relation, target, polarity, Modality.ASSERTED)


def _is_another(reading: Reading, i: int, saying: Saying) -> bool:
    """True for a pronoun that means somebody else than who speaks, or is spoken for ("Chad's offer … it would have to leave")."""
    own = {key for p in saying.sources for key in (p.id, reading.speaks_for.get(p.id))}
    actor = reading.resolution.at(i)
    return actor is not None and actor.type not in NO_HOLDER and actor.id not in own


def _shared_duties(t: Tree, clause: int, lexicon: Lexicon) -> Iterator[int]:
    """The bare verbs that "must" governs beside the first: "must sign it, free the pilots and leave", not "… and not leave"."""
    for k in conjuncts(t, clause)[1:]:
        apart = children(t, k, "cop") or t.mark[k] == "to" or any(t.lower[m] in lexicon.negators for m in t.kids[k])
        if continues(t, k) and not apart:
            yield k


def from_necessities(reading: Reading) -> Iterator[Claim]:
    """ "It is essential to open the border, the minister said": who says that something is necessary demands it."""
    t, lexicon = reading.tree, reading.lexicon
    for i in t.governs("cop"):
        if not is_necessity(t.lemma[i], lexicon):
            continue
        saying, fact = innermost(reading, i), factuality(t, i, lexicon)
        clause = next((k for k in t.kids[i] if k > i and t.dep[k] in _NECESSITIES and t.mark[k] in {"to", "that"}), None)
        subject = next(iter(children(t, i, "expl", *SUBJECTS)), None)
        if saying is None or clause is None or subject is None or t.lower[subject] != "it":
            continue
        if lexicon.reports(t.lemma[clause]):
            continue  # "it is important to note that …"
        if saying.source.type in NO_HOLDER or fact.negated or fact.hypothetical or t.dep[i] not in _MAIN or denied(reading, i):
            continue
        match = Match(_DEMANDS, f"duty:{t.lemma[i]}", 0.7, i, i, (), clause, clause=True)
        for holder in saying.sources:
            target = issue(reading, clause, clause=True)
            yield Claim(match, fact, holder, _DEMANDS, target, Polarity.PRO, fact.modality)


def from_times(reading: Reading) -> Iterator[Claim]:
    """ "It is time to lift the ban", "the time has come to lift it, the minister said": who says so demands it."""
    t, lexicon = reading.tree, reading.lexicon
    due = (k for k in t.governs("cop") if t.lemma[k] == _TIME and any(t.lower[m] in _TIMELY for m in t.kids[k] if m < k))
    come = (k for k in t.governs("nsubj") if t.lemma[k] == _COME and any(t.lemma[m] == _TIME for m in children(t, k, "nsubj")))
    for i in (*due, *come):
        saying, fact = innermost(reading, i), factuality(t, i, lexicon)
        clause = next((k for k in t.kids[i] if k > i and any(t.lower[m] == "to" for m in children(t, k, "mark"))), None)
        if saying is None or clause is None or fact.negated or fact.hypothetical or denied(reading, i):
            continue
        if t.lemma[clause] in lexicon.reporting or t.dep[i] not in _MAIN:
            continue
        match = Match(_DEMANDS, "duty:time", 0.7, i, i, (), clause, clause=True)
        for holder in (p for p in saying.sources if p.type not in NO_HOLDER):
            yield Claim(match, fact, holder, _DEMANDS, issue(reading, clause, clause=True), Polarity.PRO, fact.modality)


def from_lacks(reading: Reading) -> Iterator[Claim]:
    """ "There is no reason to vote, the minister said", "Peru sees no alternative to talks": who finds none takes a side."""
    t, lexicon = reading.tree, reading.lexicon
    for i in t.governs("det"):
        row = next((row for row in lexicon.evaluation.get(t.lemma[i], ()) if row.pos == LACK), None)
        verb = t.head[i]
        if row is None or not t.verb[verb] or denied(reading, verb) or embedded(t, verb, lexicon):
            continue
        seen, saying = t.dep[i] == "obj" and t.lemma[verb] == _SEES, innermost(reading, verb)
        exists = any(k < verb for k in children(t, verb, "expl"))
        if not seen and not (exists and t.dep[i] in {*SUBJECTS, "obj"} and saying is not None):
            continue
        fact = factuality(t, verb, lexicon, i)
        none = fact.negated or any(t.lower[k] == "no" for k in children(t, i, "det"))
        clause = infinitive(t, i) or infinitive(t, verb)
        spots = (
            *(k for prep, k in phrases(t, i) if prep in _LACKING),
            *(k for k in children(t, i, "acl") if t.mark[k] in _LACKING),
        )
        spot = next(iter(spots), None) if clause is None else clause
        if not none or fact.hypothetical or spot is None or t.lemma[spot] in lexicon.reporting or is_question(t, verb):
            continue
        match = Match(row.relation, f"lack:{t.lemma[i]}", 0.7, i, verb, (), spot, clause=t.verb[spot])
        polarity = Polarity(reading.relations[row.relation].polarity)
        held = (
            [p for head in agents(t, verb) for p in who(reading, head, verb)] if seen else list(saying.sources if saying else ())
        )
        for holder in (p for p in held if p.type not in NO_HOLDER):
            for target in targets(reading, match, holder):
                yield Claim(match, fact, holder, row.relation, target, polarity, Modality.ASSERTED)


def from_help(reading: Reading) -> Iterator[Claim]:
    """ "The vote was held with the help of Chad": who helped, or gave its support."""
    t, lexicon = reading.tree, reading.lexicon
    for i in (k for k in t.governs("case") if t.prep[k] == _WITH and t.dep[k] in OBLIQUES):
        relations = {row.relation for row in lexicon.frames("noun-prep", t.lemma[i])}
        relation = next((name for name in _HELPS if name in relations), "")
        heads = tuple(m for k in children(t, i, "nmod") if t.prep[k] in _GIVERS for m in conjuncts(t, k))
        heads = heads or tuple(m for k in children(t, i, "nmod:poss") for m in conjuncts(t, k))  # "with Chad's help"
        verb = clause_of(t, i)
        if not relation or not heads or not t.verb[verb] or denied(reading, verb) or embedded(t, verb, lexicon):
            continue
        fact = factuality(t, verb, lexicon)
        if fact.negated or fact.hypothetical or fact.modality in {Modality.POSSIBLE, Modality.CONDITIONAL}:
            continue
        match = Match(relation, f"with:{t.lemma[i]}", 0.7, i, verb, heads, i)
        polarity = Polarity(reading.relations[relation].polarity)
        for holder in (p for head in heads for p in who(reading, head, i) if p.type not in NO_HOLDER):
            yield Claim(match, fact, holder, relation, issue(reading, i, bare=True), polarity, fact.modality)


def from_requests(reading: Reading) -> Iterator[Claim]:
    """ "The treaty was amended at the request of Chad", "Hu visits Oslo at its invitation": who asked for it, who invited."""
    t, lexicon = reading.tree, reading.lexicon
    for i in (k for k in t.governs("case") if t.prep[k] == _AT and t.dep[k] in OBLIQUES):
        above = t.head[i]
        asked = {row.relation for row in lexicon.any_frame(t.lemma[i]) if row.frame.startswith("noun")} & _ASKED
        about = any(_AT in row.preps for row in lexicon.frames("verb-prep", t.lemma[above]))  # "protested at the request"
        if not asked or about or not t.verb[above] or denied(reading, above) or embedded(t, above, lexicon):
            continue
        heads = children(t, i, "nmod:poss") or tuple(k for k in children(t, i, "nmod") if t.prep[k] == "of")
        fact = factuality(t, above, lexicon)
        if fact.negated or fact.hypothetical:
            continue
        relation = asked.pop()
        match = Match(relation, f"at:{t.lemma[i]}", 0.7, i, above, heads, above, clause=True)
        for holder in (p for head in heads for p in who(reading, head, i) if p.type not in NO_HOLDER):
            for target in _asked_for(reading, match):
                if target.id != holder.id:
                    yield Claim(
                        match, fact, holder, relation, target, Polarity(reading.relations[relation].polarity), fact.modality
                    )


def _asked_for(reading: Reading, match: Match) -> Iterator[Participant]:
    """What was asked for: the deed, up to the phrase that says so; whom somebody invited: who came."""
    t, verb, phrase = reading.tree, match.object, subtree(reading.tree, match.cue)
    subject = next(iter(grammatical_subject(t, verb)), None)
    if match.relation == _HOSTS:
        yield from who(reading, subject, match.cue) if subject is not None and not is_passive(t, verb) else ()
    elif match.cue > verb and (not is_passive(t, verb) or (subject is not None and subject < verb and t.pos[subject] != "PRON")):
        start = subject if subject is not None and is_passive(t, verb) else verb
        yield run_issue(reading, start, phrase[0] - 1)


def _forbidden(reading: Reading, i: int) -> int | None:
    """What somebody must not be allowed to do, or None."""
    t, lexicon = reading.tree, reading.lexicon
    permits = any(row.relation == _ACCEPTS for row in lexicon.frames("verb-obj-inf", t.lemma[i]))
    if not permits or not is_passive(t, i) or not factuality(t, i, lexicon).negated:
        return None
    return infinitive(t, i)


def _is_demanded(reading: Reading, i: int, clause: int, saying: Saying) -> bool:
    """True for a duty that a known speaker states; not in a question, of the past ("should have") or excused ("need not")."""
    t = reading.tree
    main = t.dep[clause] in _MAIN or (t.dep[clause] == "acl" and t.has(t.head[clause], "cop"))  # "its position is that …"
    if saying.source.type in NO_HOLDER or not main or is_question(t, clause) or denied(reading, clause):
        return False
    cues = {saying.cue, t.head[saying.cue]} if t.mark[saying.cue] == "as" else {saying.cue}  # "Tass quoted Berg as saying"
    if t.dep[clause] == "ccomp" and t.head[clause] not in cues:
        return False
    if any(t.lemma[k] == "have" and t.tag[k] == "VB" for k in children(t, i, "aux")):
        return False
    hedged = any(t.lower[k] not in _WILL for k in children(t, clause, "aux"))  # "may have to", not "would have to"
    return clause == i or not (hedged or factuality(t, clause, reading.lexicon).negated)


def from_quotations(reading: Reading) -> Iterator[Claim]:
    """Sentences of a quotation that no verb of saying governs: their speaker states them."""
    t = reading.tree
    settled = {m.object for m in reading.matches if m.clause}
    cues = {saying.cue for said in reading.said.values() for saying in said}
    for i in (k for k, head in enumerate(t.head) if head == k):
        saying = innermost(reading, i)
        if saying is None or saying.source.type in NO_HOLDER or i in settled or is_question(t, i):
            continue
        below = [k for k in subtree(t, i) if t.dep[k] not in {"punct", "space"}]
        if len(below) < _LEAST_WORDS or not cues.isdisjoint(below) or not saying.content.issuperset(below):
            continue
        subject = next(iter(children(t, i, *SUBJECTS)), None)
        if subject is None or t.pos[subject] == "PRON" or not (t.verb[i] or children(t, i, "cop")):
            continue  # "we are happy", "it was time": talk
        fact = factuality(t, i, reading.lexicon)
        match = Match(_STATES, "quotation", 0.6, i, i, (), i, clause=True)
        yield Claim(match, fact, saying.source, _STATES, issue(reading, i, clause=True), Polarity.NEUTRAL, fact.modality)


def from_views(reading: Reading) -> Iterator[Claim]:
    """ "In Oslo's view, the vote was rushed", "according to Oslo, …": whose view it is states it."""
    t = reading.tree
    sayings = {saying for said in reading.said.values() for saying in said if t.dep[saying.cue] == "case"}
    for saying in sorted(sayings, key=lambda s: s.cue):
        heads = [k for k in saying.content if t.head[k] == k or t.head[k] not in saying.content]
        i = min(heads)
        if len(heads) > 1 or not (t.verb[i] or t.has(i, "cop")) or t.lemma[i] in reading.lexicon.reporting or denied(reading, i):
            continue
        fact = factuality(t, i, reading.lexicon)
        if fact.hypothetical:
            continue
        match = Match(_STATES, f"view:{t.lemma[saying.cue]}", 0.65, i, i, (), i, clause=True)
        told = t.prep[t.head[saying.cue]] in reading.lexicon.reporting  # "according to Lee" tells who says so
        for holder in (p for p in saying.sources if p.type not in _UNHEARD and not (told and p.type == "Person")):
            yield Claim(match, fact, holder, _STATES, issue(reading, i, clause=True), Polarity.NEUTRAL, fact.modality)


def _stands_alone(t: Tree, i: int) -> bool:
    """True for the predicate of a main, reported or contrasting clause."""
    if t.dep[i] in {"root", "parataxis", "conj"}:
        return True
    if t.dep[i] == "ccomp":
        return t.verb[t.head[i]]
    return t.dep[i] == "advcl" and bool(children(t, i, "nsubj")) and t.mark[i] in {"while", "whereas", "although", "though"}
