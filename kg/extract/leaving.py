"""Where does a match of a frame say nothing: what nobody is said to do, or another match says better?"""

from kg import referring
from kg.extract.attribution import participants
from kg.extract.calls import is_cleft, is_sight
from kg.extract.embedding import embedded, gathers_for
from kg.extract.factuality import factuality
from kg.extract.frames import JOINING
from kg.extract.grammar import SUBJECTS, children, phrases
from kg.extract.holders import only_wanted
from kg.extract.match import Match
from kg.extract.nominals import of_set
from kg.extract.parties import PLACES
from kg.extract.reading import Reading, by_troops, is_decree

_DETAILS = frozenset({"comment", "detail", "explanation", "figure", "reason", "specific", "timetable"})
"""What one gives who says more."""
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
_CRITICIZES = "criticizes"
_REJECTS = "rejects"
_STATES = "states"
_OPPOSES = "opposes"
_CONFIRMS, _EXPECTS = "confirms", "expects"
_DEPLOYS = "deploys"
_COOPERATES = "cooperates"
_NOR = frozenset({"nor", "or"})
_HAVE, _INSIDE = "have", frozenset({"along", "in", "near", "on"})
_PASSES_ON = "svo:pass-on"
_ENTERS = "svo:enter"
_SKY = frozenset({"air", "sky"})
_PLEDGES = "pledges"
_UNDONE = frozenset({"considers", "demands", "expects", "opposes", "pledges", "proposes", "provides", "rejects"})
_UNDONE |= frozenset({"rulesOut", "states", "supports"})
"""What one does with a text that isn't in force."""
_COMMITS = frozenset({"pledges", "demands", "proposes"})


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


def left_out(reading: Reading, match: Match) -> str | None:
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
    text = text_above(reading, match)
    if text is not None and _is_only_drafted(reading, match, text):
        return None  # "wants a law banning the bags": that it wants one is all
    if is_cleft(t, match) or is_sight(t, match, lexicon):
        return None  # "all we want is a truce": what is wanted says it all
    if match.rule.startswith("svo") and match.relation in {_EXPECTS, _STATES} and _is_bare_title(reading, match.object):
        return "what somebody is called, in a headline"  # "Ali projected winner"
    if match.relation == _REJECTS and _nor_confirmed(reading, match.cue):
        return None  # that it isn't confirmed is all
    says = lexicon.reports(t.lemma[match.object])
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
    if any(settled(reading, m) == match.cue for m in others):
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
    if produces and match.rule.startswith("svo") and match.rule != _PASSES_ON and lexicon.reports(t.lemma[match.object], "noun"):
        return "its object is something said"
    return ""


def text_above(reading: Reading, match: Match) -> int | None:
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


def settled(reading: Reading, match: Match) -> int | None:
    """The verb above that settles a predicate which is against something itself: "refused to rule out", "voted to reject"."""
    t = reading.tree
    above = t.head[match.predicate]
    if t.dep[match.predicate] != "xcomp" or reading.relations[match.relation].polarity != "con":
        return None
    if is_deed(reading, match):
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


def is_deed(reading: Reading, match: Match) -> bool:
    """True for a verb that not only says but does what is against its object ("abandon", "fight")."""
    return any(reading.tree.lemma[match.cue] in row.lemmas for row in reading.lexicon.negated.get(match.relation, ()))
