"""Who holds what position on what; who did what to whom? Joins frames, actors, factuality and attribution."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg import referring
from kg.extract import spans
from kg.extract.attribution import chain, participants
from kg.extract.calls import from_calls, from_clefts, from_refusals, from_sights, is_cleft, is_sight
from kg.extract.conditions import from_conditions, from_deadlines, from_provisos
from kg.extract.embedding import embedded, gathers_for
from kg.extract.factuality import ABLE, STRENGTH, Factuality, factuality, noun_cues
from kg.extract.frames import JOINING, evaluated
from kg.extract.grammar import SUBJECTS, Tree, children, grammatical_subject, is_passive, phrases, subtree
from kg.extract.holders import holders, only_wanted
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
    happens,
)
from kg.extract.judging import JUDGED, from_judgements, from_verdicts
from kg.extract.match import GLUED, MUTUAL, Match
from kg.extract.nominals import of_set
from kg.extract.objects import issue, targets, verb_issue
from kg.extract.parties import PLACES
from kg.extract.reading import Claim, Reading, by_troops, denied, is_decree, rumoured, untold, unvouched, wished
from kg.lexicon import Lexicon, Negated
from kg.model import Evidence, Modality, Note, Participant, Polarity, Span, Statement, StatementKind

STAGE = "statements"
_OWN_CONDUCT = frozenset({"accepts", "pledges", "proposes", "willingTo"})
"""Relations to what the subject itself will do: with a negated complement ("agreed not to") they are refusals."""
_REPRISALS = frozenset({"counter-measure", "countermeasure", "reprisal", "retaliation", "retribution", "revenge", "vengeance"})
_DETAILS = frozenset({"comment", "detail", "explanation", "figure", "reason", "specific", "timetable"})
"""What one gives who says more."""
_TOWARDS = frozenset({"to", "for", "with", "into"})
_VISITS = "visits"
_NO_GOALS = frozenset(
    {"agreement", "aid", "blow", "conclusion", "court", "defence", "defense", "end", "extreme", "great", "grip", "length"}
    | {"life", "light", "mind", "normal", "normality", "office", "poll", "power", "rescue", "table", "term", "understanding"}
    | {"war", "work"}
)
"""What one comes, goes or returns to without a journey ("came to power", "returned to the negotiating table")."""
_ACCEPTS = "accepts"
_ATTACKS = "attacks"
_ELECTION = "elect"
_ASKING = frozenset({"WDT", "WP"})
_CRITICIZES = "criticizes"
_TEXTS = frozenset(
    {"announcement", "bill", "comment", "deal", "decision", "document", "idea", "law", "legislation", "plan", "policy"}
    | {"proclamation", "proposal", "reform", "remark", "resolution", "ruling", "speech", "stance", "verdict"}
)
_RULES_OUT = "rulesOut"
_REJECTS = "rejects"
_DEMANDS = "demands"
_PROPOSES = "proposes"
_STATES = "states"
_OPPOSES = "opposes"
_CONFIRMS, _CONSIDERS, _EXPECTS = "confirms", "considers", "expects"
_DEPLOYS = "deploys"
_THREATENS = "threatens"
_WARNS = "warns"
_HOLDS_OFFICE = "holdsOffice"
_HOSTS = "hosts"
_CONSULTS = "consults"
_COOPERATES, _EXERCISE = "cooperates", "exercise"
_MEETS, _VISITS, _TALKS = "meets", "visits", "talks"
_YET, _BY = "yet", "by"
_NOR = frozenset({"nor", "or"})
_BACK = frozenset({"back", "home", "out"})
_YIELDS, _TROOPS, _WITHDRAW = "yields", "troops", "withdraw"
_TAKES = "take"
_HAVE, _INSIDE = "have", frozenset({"along", "in", "near", "on"})
_FIRES, _MISSILES = frozenset({"fire", "launch"}), frozenset({"missile", "projectile", "rocket"})
_EXPECTS = "expects"
_SAID = frozenset({_ACCEPTS, _DEMANDS, _EXPECTS, "pledges", _PROPOSES, _STATES})
_STANCES = ("noun-clause", "noun-inf", "noun-prep")
_PASSES_ON = "svo:pass-on"
_LEADS = "leads"
_CONTESTS = frozenset({_ATTACKS, _HOSTS, "meets"})
_WITHIN = 60
"""Tokens around a verb in which a word tells of sports."""
_GAMES = frozenset({"championship", "cup", "game", "match", "qualifier", "semifinal", "striker", "tennis", "tournament"})
_SEND, _TO, _PROVIDES = "send", "to", "provides"
_MACHINES = frozenset({"aircraft", "artillery", "drone", "helicopter", "jet", "plane", "tank", "vehicle"})
_WELCOME, _SUPPORTS = "svo:welcome", "supports"
_LEAVES_PLACE = "svo:leave-@place"
_LEAVES = "svo:leave-@org"
_ENTERS, _VISIT = "svo:enter", "svo:visit"
_SKY = frozenset({"air", "sky"})
_ON = frozenset({"about", "of", "on"})
_HARM = frozenset({"attacks", "sanctions"})
_PLEDGES = "pledges"
_WILL = frozenset({"will", "would", "shall", "'ll"})
_GOING, _TO_DO = "going", "to"
_VIEW = "verb-obj-pred"
_PROMISE = "promise:"
"""Begins the rules of what an actor says that it will do itself, where no closer statement is found in it."""
_UNDONE = frozenset({"considers", "demands", "expects", "opposes", "pledges", "proposes", "provides", "rejects"})
_UNDONE |= frozenset({"rulesOut", "states", "supports"})
"""What one does with a text that isn't in force."""
_COMMITS = frozenset({"pledges", "demands", "proposes"})
_LEAST_WORDS = 4
"""Words of a content that is worth to be stated: "he would consider it" says nothing."""


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
        if s.relation == _EXPECTS and (s.subject.id, claim.match.object) in judged:
            continue  # "believes that the levy is unfair"
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
        outer = _settled(reading, match)
        reason = _left_out(reading, match) if outer is None else ""
        if reason is None:
            continue
        fact = factuality(t, match.predicate, lexicon, match.object)
        if outer is not None:
            whole = factuality(t, outer, lexicon)
            fact = fact.weaker(whole.modality, *whole.cues)  # "may agree to reject the ban"
            if any(m.relation == _REJECTS for m in reading.matches_at(outer)):
                fact = fact.flipped(outer)  # "refused to rule out a ban"
        text = _text_above(reading, match)
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
            yield from _build(reading, match, fact, holder)


def _is_ended(reading: Reading, match: Match) -> bool:
    """True for a pact of which the verb says that it is given up."""
    t = reading.tree
    over = (m for m in reading.matches_at(t.head[match.cue]) if m.rule.startswith("svo") and m.object == match.cue)
    return t.dep[match.cue] in {"obj", "nsubj:pass"} and any(m.relation in {_OPPOSES, "sanctions"} for m in over)


def _is_wished(reading: Reading, match: Match) -> bool:
    """True for joining that somebody only hopes for."""
    t = reading.tree
    return match.rule in JOINING and any(
        m.rule.startswith("verb-inf") and m.cue == t.head[match.cue] and m.object == match.cue
        for m in reading.matches_at(t.head[match.cue])
    )


def _takes_place(reading: Reading, match: Match) -> bool:
    """True for a noun of what several do with each other; a pact that ends is none any more."""
    lasts = match.relation == _COOPERATES and reading.concepts.of(reading.tree.lemma[match.cue]) != _EXERCISE
    return match.relation in MUTUAL and not lasts


def _left_out(reading: Reading, match: Match) -> str | None:
    """Why nobody is said to do it, "" where somebody is, None where another match says the same better."""
    t, lexicon = reading.tree, reading.lexicon
    noun = of_set(t, match.object)
    others = [m for m in reading.matches_at(noun) if m is not match]
    voiced = [m for m in others if m.cue == noun and m.predicate == match.cue and not _of_others(match, m)]
    if any(not _commits(reading, match, m) for m in voiced):
        return None  # "voiced its support": the noun says it all
    named = t.has(match.object, "cop") and not children(t, match.object, *SUBJECTS, "expl")
    if (
        match.relation == _STATES
        and named
        and any(m.cue == match.object and m.clause and m.holders and m.rule.startswith("noun") for m in others)
    ):
        return None  # "said its position is that …": what the noun holds says it all
    if match.predicate != match.cue and any(
        m.cue == match.predicate and m.object == match.cue and m.holders and _says_more(reading, m, match)
        for m in reading.matches_at(match.predicate)
    ):
        return None  # "pledged aid", "demanded a withdrawal": the verb says it all
    text = _text_above(reading, match)
    if text is not None and _is_only_drafted(reading, match, text):
        return None  # "wants a law banning the bags": that it wants one is all
    if is_cleft(t, match) or is_sight(t, match, lexicon):
        return None  # "all we want is a truce": what is wanted says it all
    if match.rule.startswith("svo") and match.relation in {_EXPECTS, _STATES} and _is_bare_title(reading, match.object):
        return "what somebody is called, in a headline"  # "Ali projected winner"
    if match.relation == _REJECTS and _nor_confirmed(reading, match.cue):
        return None  # that it isn't confirmed is all
    says = any(row.pos == "verb" for row in lexicon.reporting.get(t.lemma[match.object], ()))
    says = says and not _gives_in(reading, match.object)
    says = says or any(t.lemma[k] in _DETAILS for k in children(t, match.object, "obj"))
    if says and match.relation == _REJECTS and match.rule.startswith("verb-inf") and not _would_confirm(reading, match.object):
        return "declines to say, which is no position"
    stances = (m for m in others if m.rule.startswith("noun") and m.cue == match.object and m.holders)
    if any(reading.relations[m.relation].kind == "position" for m in stances) and _ends(reading, match.cue):
        return None  # "withdrew its support": so does the negated noun
    if match.relation == _COOPERATES and match.rule.startswith("noun") and _is_ended(reading, match):
        return None  # "ended its cooperation with Oslo"
    if _is_wished(reading, match):
        return None  # "hopes to join the bloc": that it hopes so is all
    if any(_settled(reading, m) == match.cue for m in others):
        return None  # "refused to rule out": what isn't ruled out says it
    beside = (reading.concepts.of(t.lemma[k]) for _, k in phrases(t, match.cue) if k != match.object)
    if match.relation == _ATTACKS and _ELECTION in beside:
        return "beaten in an election, not by force"
    if match.relation == _ATTACKS and any(t.lower[k] in _SKY for _, k in phrases(t, match.cue)):
        return "shot into the air, at nobody"
    if match.relation == _ATTACKS and _serves_another(reading, match):
        return None  # "fired gas to disperse the crowd": whom it was for says more
    if match.relation == _VISITS and match.rule.startswith("verb-prep") and t.lemma[match.object] in _NO_GOALS:
        return "no place that one comes to"
    if match.rule == _ENTERS and not by_troops(reading, match) and not _by_rebels(reading, match):
        return "no troops that move"
    if match.relation == _DEPLOYS and t.lemma[match.cue] == _HAVE and not {p for p, _ in phrases(t, match.cue)} & _INSIDE:
        return "troops that it has, wherever they are"
    if only_wanted(reading, match):
        return "the object of another predicate, nobody is said to do it"
    if not match.rule.startswith("adj-holder") and embedded(t, match.predicate, lexicon):
        return "completes another predicate, nobody is said to do it"
    produces = reading.relations[match.relation].kind == "action" or match.relation == _STATES
    if (
        produces
        and match.rule.startswith("svo")
        and match.rule != _PASSES_ON
        and any(r.pos == "noun" for r in lexicon.reporting.get(t.lemma[match.object], ()))
    ):
        return "its object is something said"
    return ""


def _text_above(reading: Reading, match: Match) -> int | None:
    """The law, plan or other text in whose words something is done ("signed a law banning the bags"), or None."""
    t = reading.tree
    i = match.predicate
    while t.dep[i] == "conj" and not any(t.dep[k] in SUBJECTS for k in t.kids[i]):
        i = t.head[i]
    noun = t.head[i]
    if t.dep[i] not in {"acl", "acl:relcl"} or noun not in match.holders or t.dep[noun] not in {"obj", "nsubj:pass"}:
        return None
    return noun if t.verb[t.head[noun]] and is_decree(reading, noun) else None


def _is_only_drafted(reading: Reading, match: Match, text: int) -> bool:
    """True for the deed of a text that somebody wants, proposes, weighs or won't have: nobody has done it."""
    above = reading.tree.head[text]
    deed = reading.relations[match.relation].kind == "action" or match.relation == _ACCEPTS
    stances = {m.relation for m in reading.matches_at(above) if m.cue == above and m.object == text}
    fact = factuality(reading.tree, above, reading.lexicon)
    return deed and bool(stances & _UNDONE or fact.negated or fact.hypothetical)


def _is_bare_title(reading: Reading, i: int) -> bool:
    """True for a title in the singular that nothing introduces ("winner of the vote")."""
    t = reading.tree
    bare = t.tag[i] == "NN" and not any(t.dep[k] in {"det", "nmod:poss", "nummod"} for k in t.kids[i])
    return bare and (t.lemma[i] in reading.lexicon.titles or referring.load().nominal("human", t.lemma[i]) is not None)


def _of_others(verb: Match, noun: Match) -> bool:
    """True for "hosted talks between Oslo and Bern": the host is none of those who talk."""
    return noun.object in noun.holders and bool(verb.holders) and set(verb.holders).isdisjoint(noun.holders)


def _serves_another(reading: Reading, match: Match) -> bool:
    """True for a use of force whose purpose is another that is told as well."""
    t = reading.tree
    purposes = (k for k in children(t, match.cue, "advcl", "xcomp") if gathers_for(t, match.cue, k, reading.lexicon))
    return any(m.relation == _ATTACKS and m.cue == k for k in purposes for m in reading.matches_at(k))


def _by_rebels(reading: Reading, match: Match) -> bool:
    """True for an armed group that moves into a place ("the Taliban entered Kabul"; not "entered the race")."""
    place = reading.tree.ent[match.object] in {"GPE", "LOC"} or any(
        p.type in PLACES for p in participants(reading.resolution, match.object)
    )
    return place and any(p.type == "ArmedGroup" for k in match.holders for p in participants(reading.resolution, k))


def _nor_confirmed(reading: Reading, i: int) -> bool:
    """True for the second verb of "neither confirmed nor denied"."""
    t = reading.tree
    confirms = t.dep[i] == "conj" and any(r.relation == _CONFIRMS for r in reading.lexicon.frames("svo", t.lemma[t.head[i]]))
    return confirms and any(t.lower[k] in _NOR for k in children(t, i, "cc"))


def _would_confirm(reading: Reading, i: int) -> bool:
    """True for "(refused) to confirm the sale", not for "to comment on it"; "deny" in "confirm or deny" adds nothing."""
    t = reading.tree
    confirms = any(row.relation == _CONFIRMS for row in reading.lexicon.frames("svo", t.lemma[i]))
    return confirms and t.dep[i] != "conj" and bool(children(t, i, "obj", "ccomp", "xcomp", "conj"))


def _gives_in(reading: Reading, i: int) -> bool:
    """True for "(refused) to concede (defeat)", where nothing is said."""
    rows = reading.lexicon.frames("svo", reading.tree.lemma[i])
    return any(row.relation == _ACCEPTS for row in rows) and not children(reading.tree, i, "ccomp", "xcomp")


def _commits(reading: Reading, verb: Match, noun: Match) -> bool:
    """True where the verb says more than the noun that it governs: what is pledged or demanded isn't done yet."""
    return verb.relation in _COMMITS and reading.relations[noun.relation].kind == "action"


def _says_more(reading: Reading, verb: Match, noun: Match) -> bool:
    """True also where both promise: "promised guarantees" promises nothing but the guarantees."""
    return _commits(reading, verb, noun) or verb.relation == noun.relation == _PLEDGES


def _ends(reading: Reading, i: int) -> bool:
    return any(c.pos == "verb" for c in reading.lexicon.negation.get(reading.tree.lemma[i], ()))


def _settled(reading: Reading, match: Match) -> int | None:
    """The verb above that settles a predicate which is against something itself: "refused to rule out", "voted to reject"."""
    t = reading.tree
    above = t.head[match.predicate]
    if t.dep[match.predicate] != "xcomp" or reading.relations[match.relation].polarity != "con":
        return None
    if _is_deed(reading, match):
        return None  # "agreed to abandon its plans"
    whole = factuality(t, above, reading.lexicon)
    if whole.negated or whole.hypothetical or embedded(t, above, reading.lexicon):
        return None  # "did not agree to reject it", "refused to vote to reject it"
    at = reading.matches_at(above)
    # "Refused to expel them" is a refusal as it stands; "refused to rule out a ban" is none.
    stance = reading.relations[match.relation].kind == "position"
    # "Refused to condemn the raid": no praise of it, but a refusal.
    settling = {_ACCEPTS, _REJECTS} if stance and match.relation != _CRITICIZES else {_ACCEPTS}
    settles = any(m.cue == above and m.rule.startswith("verb-inf") and m.relation in settling for m in at)
    return above if settles else None


def _is_deed(reading: Reading, match: Match) -> bool:
    """True for a verb that not only says but does what is against its object ("abandon", "fight")."""
    return any(reading.tree.lemma[match.cue] in row.lemmas for row in reading.lexicon.negated.get(match.relation, ()))


class _Stance(NamedTuple):
    """What a match says once its cues are read: the relation to write, and how firmly."""

    relation: str
    polarity: Polarity
    modality: Modality
    firm: bool


def _stance(reading: Reading, match: Match, fact: Factuality) -> _Stance | None:
    """The stance of a match; None where its negation leaves nothing to say."""
    relation = reading.relations[match.relation]
    natural = _Stance(relation.name, Polarity(relation.polarity), fact.modality, not _is_hearsay(reading, match))
    if not fact.negated:
        if fact.inner and relation.name in _OWN_CONDUCT:
            return natural._replace(relation=_RULES_OUT, polarity=Polarity.CON)
        return natural._replace(polarity=Polarity.CON, firm=False) if fact.inner else natural
    t = reading.tree
    if relation.polarity == "pro" and any(t.lower[m] == _YET for k in fact.negation for m in (k, *t.kids[k])):
        return natural._replace(polarity=Polarity.CON, firm=False)  # "has yet to sign": not done, and not opposed
    if relation.name == _ACCEPTS and t.lemma[match.cue] == "agree" and t.prep[match.object] == "on":
        return None  # "could not agree on a budget": nobody is against one
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
    return _Stance(row.becomes, polarity, modality, row.firm and natural.firm)


def _of_content(reading: Reading, match: Match, fact: Factuality, stance: _Stance) -> tuple[_Stance, Factuality]:
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
        content = factuality(reading.tree, _intended(reading.tree, match.object), reading.lexicon)
        stance = stance._replace(modality=content.modality)
        fact = fact._replace(cues=tuple(sorted({*fact.cues, *content.cues})))
    elif relation.name == _WARNS and stance.modality is Modality.ASSERTED:
        content = factuality(reading.tree, match.object, reading.lexicon)
        if content.modality is Modality.POSSIBLE:  # "warned that the dam could burst"
            stance, fact = stance._replace(modality=content.modality), fact.weaker(content.modality, *content.cues)
    return stance, fact


def _build(reading: Reading, match: Match, fact: Factuality, holder: Participant) -> Iterator[Claim]:
    t = reading.tree
    stance = _stance(reading, match, fact)
    withheld = match.relation == _CRITICIZES and not match.clause and not is_passive(t, match.cue)  # "won't condemn Oslo"
    if stance is None and not withheld:
        return
    if (
        (match.relation == _OPPOSES or withheld)
        and match.rule.startswith("svo")
        and fact.negated
        and fact.intent
        and not _is_deed(reading, match)
    ):
        # "cannot leave the village", "won't block the vote": the deed itself is what is ruled out
        deed = verb_issue(reading, match.cue)
        yield Claim(match, fact, holder, _RULES_OUT, deed, Polarity.CON, Modality.ASSERTED)
        return
    if stance is None:
        return
    if match.clause:
        stance, fact = _of_content(reading, match, fact, stance)
    elif (
        stance.relation == _PROPOSES
        and match.rule.startswith("svo")
        and stance.modality is Modality.ASSERTED
        and not fact.negated
    ):
        plans = any(row.effect == "future" for row in reading.lexicon.implicatives.get(t.lemma[match.cue], ()))
        stance = stance._replace(modality=Modality.FUTURE) if plans else stance  # "plans a tax on coal"
    if (
        stance.relation == _PLEDGES
        and stance.polarity is Polarity.PRO
        and (
            (match.rule.startswith("verb-inf") and _is_harm(reading, match.object))
            or (match.rule.startswith(("svo", "verb-inf")) and _is_reprisal(t, match.object))
        )
    ):
        stance = stance._replace(relation=_THREATENS, polarity=Polarity.CON)  # "vowed to retaliate"
    if stance.relation == _STATES and _commits_itself(reading, match, holder):
        match = match._replace(rule=f"{_PROMISE}{t.lemma[match.cue]}")
        yield Claim(match, fact, holder, _STATES, verb_issue(reading, _intended(t, match.object)), *stance[1:])
        return
    if stance.relation == _WARNS and match.rule.startswith("verb-obj-inf") and not fact.inner:
        stance = stance._replace(relation=_DEMANDS, polarity=Polarity.PRO)  # "warned Bern to stop the tests"
    own = stance.relation == _WARNS and _commits_itself(reading, match, holder)
    if own and any(m.relation in _HARM for m in reading.matches_at(match.object)):
        stance = stance._replace(relation=_THREATENS)  # "warned that it will strike the base"
    if match.rule.startswith("verb-clause") and _is_gapped(t, match):
        yield from _judged_before(reading, match, fact, holder)
        return
    least = _LEAST_WORDS if stance.relation == _STATES else 2
    words = sum(t.forms[k][0].isalnum() for k in subtree(t, match.object))
    if match.rule.startswith("verb-clause") and words < least:
        return
    if match.clause and stance.relation == _DEMANDS and any(t.lower[k] == "?" for k in subtree(t, match.object)):
        return  # "asked: “Who would sign?”"
    name = stance.relation
    if name == _CONSULTS and holder.type == "Person" and _only_spoken(reading, match):
        stance, name = stance._replace(relation=_STATES), _STATES  # "talked about the budget": with whom isn't said
    if match.rule == _LEAVES_PLACE and not by_troops(reading, match):
        return  # "Berg left Rome"
    if match.rule == _LEAVES and holder.type == "Person":
        return  # "Berg left the UN"
    if name == _ATTACKS and _is_said(reading, match):
        name = _CRITICIZES  # who attacks a deal does so in words
    if name == _VISITS and reading.concepts.of(t.lemma[match.object]) == _TALKS:
        stance, name = stance._replace(polarity=Polarity.PRO), _ACCEPTS  # "returned to the talks"
    if name == _VISITS and by_troops(reading, match):
        name = _DEPLOYS  # "Angolan troops arrived in Chad"
    if name == _DEPLOYS and _is_given(reading, match):
        denied_ = stance.polarity is Polarity.CON
        stance, name = stance._replace(polarity=Polarity.CON if denied_ else Polarity.PRO), _PROVIDES  # "sent tanks to Chad"
    if name == _ATTACKS and stance.polarity is Polarity.CON and _is_launch(reading, match):
        stance, name = stance._replace(polarity=Polarity.NEUTRAL), _DEPLOYS  # "fired two missiles": at whom isn't said
    moved = match.rule.startswith(GLUED) or (not match.holders and _moves_troops(reading, match))  # "US troops were sent"
    behind = any(t.prep[k] == _BY for k in match.holders)  # "the raid on the camp by Chad"
    for target in targets(reading, match, holder):
        if holder.type == target.type == "State" and (name == _LEADS or _is_game(t, match, name)):
            continue  # "Kenya leads Ghana 2-0", "Kenya hosts Ghana in a match"
        greets = match.rule == _WELCOME and target.type == "Person" and name == _SUPPORTS
        if not moved and not behind and target.span.covers(holder.span) and target.span != holder.span:
            continue  # "the blockade of Serbia" is nothing that Serbia does
        people = holder.type == target.type == "Person"
        met = name == _VISITS and match.rule == _VISIT and target.type in {"Issue", "Person"}  # "visited the prisoners"
        yield Claim(
            match,
            fact,
            holder,
            _CRITICIZES if name == _ATTACKS and people else _MEETS if met else _HOSTS if greets else name,
            target,
            Polarity.NEUTRAL if greets and stance.polarity is Polarity.PRO else stance.polarity,
            stance.modality,
            stance.firm,
        )


def _is_gapped(t: Tree, match: Match) -> bool:
    """True for the content of "a move that he believes is wrong", whose subject is the noun before."""
    return t.dep[match.cue] == "acl:relcl" and not children(t, match.object, *SUBJECTS, "expl", "csubj")


def _judged_before(reading: Reading, match: Match, fact: Factuality, holder: Participant) -> Iterator[Claim]:
    """Who believes or says that something is wrong judges it ("a move that he believes is wrong")."""
    t = reading.tree
    content = factuality(t, match.object, reading.lexicon)
    relation = evaluated(t, match.object, reading.lexicon)
    if not relation or fact.negated or content.negated or not t.has(match.object, "cop") or t.pos[t.head[match.cue]] != "NOUN":
        return
    fact = fact.weaker(content.modality, *content.cues)
    target = issue(reading, t.head[match.cue])
    yield Claim(match, fact, holder, relation, target, Polarity(reading.relations[relation].polarity), fact.modality)


def _is_game(t: Tree, match: Match, name: str) -> bool:
    """True for states that meet on a playing field."""
    if name not in _CONTESTS:
        return False
    i = match.cue
    near = range(max(t.sent[i], i - _WITHIN), min(t.stop[i], i + _WITHIN))
    return not _GAMES.isdisjoint([t.lemma[k] for k in near])


def _is_said(reading: Reading, match: Match) -> bool:
    """True for a text or what somebody says or decides ("attacked the decision")."""
    t, i = reading.tree, match.object
    if not _TEXTS.isdisjoint({t.lemma[i], reading.concepts.of(t.lemma[i])}):
        return True
    if not match.rule.startswith("svo") or t.ent[i]:
        return False
    says = any(row.pos == "noun" for row in reading.lexicon.reporting.get(t.lemma[i], ()))
    stances = (row for frame in _STANCES for row in reading.lexicon.frames(frame, t.lemma[i]))
    return says or any(row.relation in _SAID for row in stances)


def _is_given(reading: Reading, match: Match) -> bool:
    """True for arms and machines that are sent to another state, where troops are sent in."""
    t = reading.tree
    if t.lemma[match.cue] != _SEND or t.lemma[match.object] not in _MACHINES:
        return False
    spots = (k for b in (match.cue, match.object) for k in children(t, b, "iobj", "obl", "nmod"))
    to = (k for k in spots if t.dep[k] == "iobj" or t.prep[k] == _TO)
    return any(p.type == "State" for k in to for p in participants(reading.resolution, k))


def _is_launch(reading: Reading, match: Match) -> bool:
    """True for missiles that are fired at nobody in sight."""
    t = reading.tree
    return match.rule.startswith("svo") and t.lemma[match.object] in _MISSILES and t.lemma[match.cue] in _FIRES


def _only_spoken(reading: Reading, match: Match) -> bool:
    """True for "talked about the budget" by one alone, with nobody."""
    t = reading.tree
    rows = reading.lexicon.frames("verb-prep", t.lemma[match.cue])
    preps = next((row.preps for row in rows if row.rule == match.rule), ("",))
    partners = any(t.prep[k] in _TOWARDS for b in (match.cue, match.object) for k in t.kids[b])
    return set(preps) <= _ON and len(match.holders) == 1 and not partners


def _moves_troops(reading: Reading, match: Match) -> bool:
    """True for troops that are sent or withdrawn, not for soldiers who are released."""
    if match.relation == _YIELDS:
        t, concept = reading.tree, reading.concepts.of
        back = concept(t.lemma[match.cue]) == _WITHDRAW or match.rule.rpartition("-")[2] in _BACK
        return back and concept(t.lemma[match.object]) == _TROOPS
    return match.relation == _DEPLOYS


def _commits_itself(reading: Reading, match: Match, holder: Participant) -> bool:
    """True for "Oslo said it will resume the flights": its own deed, which nobody else can announce."""
    t, verb = reading.tree, _intended(reading.tree, match.object)
    if not match.clause or not t.verb[verb] or t.pos[verb] == "AUX" or t.has(verb, "cop") or is_passive(t, verb):
        return False
    if happens(t, verb) or (t.lemma[verb] in reading.lexicon.reporting and not t.has(verb, "obj")):
        return False
    if reading.lexicon.frames("verb-obj-pred", t.lemma[verb]):
        return False  # "would consider it an act of war"
    if any(row.effect == "possible" for row in reading.lexicon.implicatives.get(t.lemma[verb], ())):
        return False  # "would like to see it"
    fact = factuality(t, verb, reading.lexicon)
    will = any(t.lower[k] in _WILL for k in children(t, verb, "aux")) or (
        verb != match.object and fact.modality is Modality.FUTURE
    )
    if fact.negated or fact.hypothetical or not will:
        return False
    if t.dep[match.cue] == "advcl" and any(_may_be_it(reading, k) for k in children(t, t.head[match.cue], "obj")):
        return False  # "opposed the plan, saying it will do little"
    subjects = {p.id for k in grammatical_subject(t, verb) for p in participants(reading.resolution, k)}
    return bool(subjects) and subjects <= {holder.id, reading.speaks_for.get(holder.id, holder.id)}


def _intended(t: Tree, i: int) -> int:
    """The verb of "is going to build it"; of any other clause its own."""
    coming = t.lower[i] == _GOING and t.has(i, "aux")
    return next((k for k in children(t, i, "xcomp") if t.mark[k] == _TO_DO), i) if coming else i


def _may_be_it(reading: Reading, i: int) -> bool:
    """True for a thing in the singular, which "it" may take up."""
    return reading.tree.tag[i] == "NN" and not participants(reading.resolution, i)


def _is_harm(reading: Reading, i: int) -> bool:
    """True for a verb that tells of nothing but force or punishment, done to an actor (not "destroy the arms")."""
    t = reading.tree
    objects = children(t, i, "obj")
    relations = {m.relation for m in reading.matches_at(i) if m.cue == i}
    if relations and relations <= _HARM and t.lemma[i] == _TAKES:
        return True  # "take countermeasures"
    if not relations and not objects:  # "retaliate for it"
        relations = {row.relation for row in reading.lexicon.any_frame(t.lemma[i]) if row.frame.startswith("verb")}
    aimed = not objects or any(participants(reading.resolution, k) for k in objects)
    return bool(relations) and relations <= _HARM and aimed


def _is_reprisal(t: Tree, i: int) -> bool:
    """True for "(vowed) revenge" and "(vowed) to take countermeasures"."""
    return any(t.lemma[k] in _REPRISALS for k in (i, *children(t, i, "obj")))


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
    return not any(t.tag[k] in {"MD", "VB"} for k in verbs) and any(t.tag[k] in {"VBD", "VBZ"} for k in verbs)


def _is_hearsay(reading: Reading, match: Match) -> bool:
    """True beside "reportedly": the outlet doesn't vouch for it."""
    t = reading.tree
    adverbs = {k for i in (match.cue, match.predicate) for k in children(t, i, "advmod")}
    return any(r.pos == "adverb" for k in adverbs for r in reading.lexicon.reporting.get(t.lower[k], ()))


def _negated(lexicon: Lexicon, relation: str, lemma: str, fact: Factuality) -> Negated | None:
    listed = lexicon.negated.get(relation, ())
    rows = {row.when: row for row in listed if lemma in row.lemmas} or {row.when: row for row in listed if not row.lemmas}
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
        recipient=_recipient(reading, match, target, subject.id),
        attribution=chain(t, reading.said.get(match.cue, ()), subject.id),
    )


def _cue_end(t: Tree, match: Match) -> int:
    particles = [k for k in children(t, match.cue, "compound:prt") if match.cue < k <= match.cue + 2]
    return max([match.cue, *particles])


def _recipient(reading: Reading, match: Match, target: Participant, subject: str) -> Participant | None:
    """The addressee or beneficiary: what the frame names, else a to- or for-phrase that names an actor."""
    t = reading.tree
    spots = [match.recipient] if match.recipient is not None else list(children(t, match.cue, "iobj"))
    if not spots:
        spots = [k for b in (match.cue, match.object) for k in children(t, b, "obl", "nmod") if t.prep[k] in _TOWARDS]
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
