"""What does a match claim of a holder: towards whom or what, and how surely?"""

import re
from collections.abc import Iterator

from kg import referring
from kg.extract.attribution import participants
from kg.extract.factuality import Factuality, factuality
from kg.extract.frames import evaluated
from kg.extract.grammar import SUBJECTS, Tree, children, grammatical_subject, is_passive, subtree
from kg.extract.inferred import (
    happens,
)
from kg.extract.leaving import is_deed
from kg.extract.match import GLUED, Match
from kg.extract.objects import issue, targets, verb_issue
from kg.extract.reading import Claim, Reading, by_troops
from kg.extract.stances import intended, may_be_it, of_content, stance_of
from kg.model import Modality, Participant, Polarity

_REPRISALS = frozenset({"counter-measure", "countermeasure", "reprisal", "retaliation", "retribution", "revenge", "vengeance"})
_TOWARDS = frozenset({"to", "for", "with", "into"})
_VISITS = "visits"
_ACCEPTS = "accepts"
_ATTACKS = "attacks"
_CRITICIZES = "criticizes"
_TEXTS = frozenset(
    {"announcement", "bill", "comment", "deal", "decision", "document", "idea", "law", "legislation", "plan", "policy"}
    | {"proclamation", "proposal", "reform", "remark", "resolution", "ruling", "speech", "stance", "verdict"}
)
_RULES_OUT = "rulesOut"
_DEMANDS = "demands"
_PROPOSES = "proposes"
_STATES = "states"
_OPPOSES = "opposes"
_EXPECTS = "expects"
_DEPLOYS = "deploys"
_THREATENS = "threatens"
_WARNS = "warns"
_HOSTS = "hosts"
_CONSULTS = "consults"
_MEETS, _TALKS = "meets", "talks"
_BY = "by"
_BACK = frozenset({"back", "home", "out"})
_YIELDS, _TROOPS, _WITHDRAW = "yields", "troops", "withdraw"
_TAKES = "take"
_FIRES, _MISSILES = frozenset({"fire", "launch"}), frozenset({"missile", "projectile", "rocket"})
_SAID = frozenset({_ACCEPTS, _DEMANDS, _EXPECTS, "pledges", _PROPOSES, _STATES})
_STANCES = ("noun-clause", "noun-inf", "noun-prep")
_LEADS = "leads"
_CONTESTS = frozenset({_ATTACKS, _HOSTS, "meets"})
_WITHIN = 60
"""Tokens around a verb in which a word tells of sports."""
_TEAMS = frozenset({"Party", "Person", "State"})
_GAMES = frozenset({"championship", "cup", "game", "match", "qualifier", "semifinal", "striker", "tennis", "tournament"})
_OUTPLAYS = frozenset({"svo:beat", "svo:crush", "svo:defeat", "svo:hammer", "svo:oust", "svo:oust-@person", "svo:rout"})
_SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}")
_SEND, _TO, _PROVIDES = "send", "to", "provides"
_MACHINES = frozenset({"aircraft", "artillery", "drone", "helicopter", "jet", "plane", "tank", "vehicle"})
_WELCOME, _SUPPORTS = "svo:welcome", "supports"
_LEAVES_PLACE = "svo:leave-@place"
_LEAVES = "svo:leave-@org"
_VISIT = "svo:visit"
_ON = frozenset({"about", "of", "on"})
_HARM = frozenset({"attacks", "sanctions"})
_PLEDGES = "pledges"
_WILL = frozenset({"will", "would", "shall", "'ll"})
_PROMISE = "promise:"
"""Begins the rules of what an actor says that it will do itself, where no closer statement is found in it."""
_LEAST_WORDS = 4
_GROUND = frozenset({"position"})
"""Nouns for what somebody thinks that mean ground where troops are in the plural ("struck Kurdish positions")."""
"""Words of a content that is worth to be stated: "he would consider it" says nothing."""


def build(reading: Reading, match: Match, fact: Factuality, holder: Participant) -> Iterator[Claim]:
    """What the match claims of one holder, a claim for each target; nothing where its negation leaves nothing to say."""
    t = reading.tree
    if match.relation == _CRITICIZES and fact.modality is Modality.FUTURE and _threatens(reading, match.cue):
        return  # "will regret it": what others threaten
    stance = stance_of(reading, match, fact)
    withheld = match.relation == _CRITICIZES and not match.clause and not is_passive(t, match.cue)  # "won't condemn Oslo"
    if stance is None and not withheld:
        return
    if (
        (match.relation == _OPPOSES or withheld)
        and match.rule.startswith("svo")
        and fact.negated
        and fact.intent
        and not is_deed(reading, match)
    ):
        # "cannot leave the village", "won't block the vote": the deed itself is what is ruled out
        deed = verb_issue(reading, match.cue)
        yield Claim(match, fact, holder, _RULES_OUT, deed, Polarity.CON, Modality.ASSERTED)
        return
    if stance is None:
        return
    if match.clause:
        stance, fact = of_content(reading, match, fact, stance)
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
        yield Claim(match, fact, holder, _STATES, verb_issue(reading, intended(t, match.object)), *stance[1:])
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
        if holder.type == target.type and holder.type in _TEAMS and (name == _LEADS or _is_game(t, match, name)):
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


def _threatens(reading: Reading, i: int) -> bool:
    return any(row.relation == _THREATENS for row in reading.lexicon.verdicts.get(reading.tree.lemma[i], ()))


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
    """True for states or people that meet on a playing field."""
    if name not in _CONTESTS and match.rule not in _OUTPLAYS:
        return False
    i = match.cue
    near = range(max(t.sent[i], i - _WITHIN), min(t.stop[i], i + _WITHIN))
    if not _GAMES.isdisjoint([t.lemma[k] for k in near]):
        return True
    games = referring.load().verbs["playing"] if match.rule in _OUTPLAYS else frozenset()  # a team may be attacked, too
    told = (k for k in near if t.pos[k] in {"NOUN", "PROPN"} and t.lemma[k] in games)
    return match.rule in _OUTPLAYS and (
        any(True for _ in told) or any(_SCORE.fullmatch("".join(t.forms[k : k + n])) for k in near for n in (1, 3))
    )


def _is_said(reading: Reading, match: Match) -> bool:
    """True for a text or what somebody says or decides ("attacked the decision")."""
    t, i = reading.tree, match.object
    if not _TEXTS.isdisjoint({t.lemma[i], reading.concepts.of(t.lemma[i])}):
        return True
    if not match.rule.startswith("svo") or t.ent[i] or (t.lemma[i] in _GROUND and t.tag[i] == "NNS"):
        return False
    says = reading.lexicon.reports(t.lemma[i], "noun")
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
    t, verb = reading.tree, intended(reading.tree, match.object)
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
    if t.dep[match.cue] == "advcl" and any(may_be_it(reading, k) for k in children(t, t.head[match.cue], "obj")):
        return False  # "opposed the plan, saying it will do little"
    subjects = {p.id for k in grammatical_subject(t, verb) for p in participants(reading.resolution, k)}
    return bool(subjects) and subjects <= {holder.id, reading.speaks_for.get(holder.id, holder.id)}


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
