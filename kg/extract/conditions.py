"""What does somebody demand by a condition or a deadline? "Will not talk unless Chad frees them", "only if", "until May"."""

from collections.abc import Iterable, Iterator

from kg.extract.embedding import embedded
from kg.extract.factuality import Factuality, factuality, is_question
from kg.extract.frames import is_somebody
from kg.extract.grammar import Tree, agents, children, grammatical_subject, infinitive, is_passive, subtree
from kg.extract.inferred import happens
from kg.extract.match import Match
from kg.extract.objects import issue, run_issue
from kg.extract.reading import NO_HOLDER, Claim, Reading, denied, innermost, who
from kg.lexicon import Lexicon
from kg.model import Modality, Participant, Polarity

_DEMANDS = "demands"
_GIVES = "give"
_IF, _UNTIL, _THREATENS = "if", "until", "threatens"
_UNLESS = frozenset({_IF, _UNTIL, "unless"})
_PLEDGES, _REFUSES = "pledges", frozenset({"rejects", "rulesOut"})
_HARMS = frozenset({_THREATENS, "attacks", "sanctions"})
_LIMITS = frozenset({"deadline", "ultimatum"})
_ALLOWED = frozenset({"charge", "detain", "hold", "interrogate", "question", "rest"})
"""What one may do until then ("gave police until Friday to question him")."""
_SPELLS = frozenset({"day", "hour", "minute", "month", "week", "year"})
_WITHOUT, _NO = "without", "no"
_CAN = "can"
_FIRM = frozenset({_CAN, "shall", "will", "would"})
_ONLY, _PROVISOS = "only", frozenset({"after", "if", "once", "when"})
_MODALS = frozenset({"can", "could", "may", "might", "will", "would"})


def from_deadlines(reading: Reading) -> Iterator[Claim]:
    """ "The bloc gave Iran until Friday to comply": who sets somebody a time demands what is to be done by then."""
    t = reading.tree
    for i in (k for k in t.governs("obj", "iobj", "nsubj:pass") if t.lemma[k] == _GIVES and t.dep[k] != "advcl"):
        addressee = next(iter(children(t, i, "iobj", "obj", "nsubj:pass")), None)
        limit = next((k for k in t.kids[i] if k > i and k != addressee and _is_limit(t, k)), None)
        if addressee is None or limit is None or denied(reading, i) or embedded(t, i, reading.lexicon):
            continue
        clause, fact = infinitive(t, i) or infinitive(t, limit), factuality(t, i, reading.lexicon)
        told = bool(who(reading, addressee, i)) or is_somebody(t, addressee)
        if clause is None or clause < limit or fact.negated or fact.hypothetical or not told or t.lemma[clause] in _ALLOWED:
            continue
        match = Match(_DEMANDS, "deadline:give", 0.75, i, i, agents(t, i), clause, clause=True, recipient=addressee)
        for holder in (p for head in agents(t, i) for p in who(reading, head, i) if p.type not in NO_HOLDER):
            target = issue(reading, clause, clause=True)
            yield Claim(match, fact, holder, _DEMANDS, target, Polarity.PRO, fact.modality)


def from_conditions(reading: Reading) -> Iterator[Claim]:
    """ "Will not talk unless Chad frees the pilots": who refuses, threatens or warns of something until then demands it."""
    t, lexicon = reading.tree, reading.lexicon
    for k in (k for k in t.governs("mark") if t.mark[k] in _UNLESS and t.dep[k] in {"acl", "advcl"} and t.verb[k]):
        above = t.head[t.head[k]] if t.dep[k] == "acl" else t.head[k]  # "no talks unless …", hung on the noun
        if not _is_left_undone(t, k, lexicon) or not _is_asked(reading, k) or denied(reading, above) or is_question(t, above):
            continue
        harm = any(m.relation in _HARMS for m in reading.matches_at(above))
        vowed = {m.relation for m in reading.matches_at(t.head[above])} if t.dep[above] == "xcomp" else set()
        fact = factuality(t, above, lexicon)
        refusal = (fact.negated and fact.intent) or bool(vowed & _REFUSES)
        threat = _THREATENS in vowed or (_PLEDGES in vowed and t.mark[k] == "unless")
        if not (threat or refusal or (harm and fact.modality is Modality.CONDITIONAL)) or (t.mark[k] == _UNTIL and not refusal):
            continue
        heads = agents(t, above)
        found = [p for head in heads for p in who(reading, head, above)]
        saying = innermost(reading, above)
        if not found and saying is not None:
            found = list(saying.sources)  # "no aid will be sent until it signs, Oslo says"
        match = Match(_DEMANDS, f"unless:{t.lemma[above]}", 0.75, k, k, heads, k, clause=True)
        yield from _demanded(reading, match, found)


def from_provisos(reading: Reading) -> Iterator[Claim]:
    """ "Will talk only if Chad frees the pilots", "said talks can begin only when they are freed": who says so demands it."""
    t = reading.tree
    for k in (k for k in t.governs("mark", "advmod") if t.dep[k] in {"acl", "advcl"} and t.verb[k]):
        above = t.head[k]
        if not _is_proviso(t, k, above) or happens(t, k) or denied(reading, above) or is_question(t, above):
            continue
        fact = factuality(t, above, reading.lexicon)
        if fact.negated or not any(t.lower[m] in _MODALS for m in children(t, above, "aux")):
            continue  # "signed only when Chad had left"
        if not _is_asked(reading, k):
            continue
        saying = innermost(reading, above)
        own = [p for head in agents(t, above) for p in who(reading, head, above)]
        found = own or (saying.sources if saying is not None else ())
        match = Match(_DEMANDS, f"only:{t.lemma[above]}", 0.7, k, k if own else above, agents(t, above), k, clause=True)
        yield from _demanded(reading, match, found)


def from_lacking(reading: Reading) -> Iterator[Claim]:
    """ "Will not sign without guarantees", "no aid will come without reforms": who says so demands what must not be lacking."""
    t, lexicon = reading.tree, reading.lexicon
    for k in (k for k in t.governs("case") if t.prep[k] == _WITHOUT and t.dep[k] in {"obl", "nmod"}):
        above = t.head[k] if t.verb[t.head[k]] or t.has(t.head[k], "cop") else t.head[t.head[k]]
        named = {row.relation for row in lexicon.any_frame(t.lemma[k]) if row.frame.startswith("noun")}
        harm = any(reading.relations[relation].polarity == Polarity.CON for relation in named)  # "without a fight"
        if harm or above > k or not (named or t.lemma[k] in lexicon.deeds):
            continue
        if not _may_demand(reading, above) or happens(t, above):
            continue
        heads, saying = agents(t, above), innermost(reading, above)
        fact = factuality(t, above, lexicon)
        able = any(t.lower[m] == _CAN for m in children(t, above, "aux"))
        refuses = fact.negated and fact.intent and not able and not is_passive(t, above)
        found = [p for head in heads for p in who(reading, head, above)] if refuses else []
        if not found and saying is not None and _has_none(t, above):
            found = list(saying.sources)
        match = Match(_DEMANDS, f"{_WITHOUT}:{t.lemma[k]}", 0.7, k, above, heads, k)
        for holder in (p for p in found if p.type not in NO_HOLDER):
            yield Claim(match, Factuality(), holder, _DEMANDS, issue(reading, k), Polarity.PRO, Modality.ASSERTED)


def _may_demand(reading: Reading, i: int) -> bool:
    """True for what "will" or "would" not be, as far as nobody else denies or asks it."""
    t = reading.tree
    sure = any(t.lower[m] in _FIRM for m in children(t, i, "aux"))
    return sure and not (denied(reading, i) or is_question(t, i) or factuality(t, i, reading.lexicon).hypothetical)


def _has_none(t: Tree, i: int) -> bool:
    """True for "there will be no peace", "no aid will be sent"."""
    return any(t.lower[m] == _NO for k in children(t, i, "nsubj", "nsubj:pass", "obj") for m in t.kids[k])


def _by(reading: Reading, k: int) -> frozenset[str]:
    """The actors that are to do what the clause of `k` says, as ids."""
    return frozenset(p.id for head in agents(reading.tree, k) for p in who(reading, head, k))


def _is_undergone(t: Tree, k: int) -> bool:
    """True for "unless the pilots are freed"."""
    return is_passive(t, k) and t.has(k, "nsubj:pass") and t.tag[next(iter(grammatical_subject(t, k)))] != "PRP"


def _is_asked(reading: Reading, k: int) -> bool:
    """True where an actor is to do it, or something is to be done."""
    return _is_undergone(reading.tree, k) or bool(_by(reading, k))


def _demanded(reading: Reading, match: Match, found: Iterable[Participant]) -> Iterator[Claim]:
    """The demand of each of those who are found; nobody demands it of himself."""
    t, k = reading.tree, match.object
    asked = _by(reading, k)
    target = issue(reading, k, clause=True) if _is_undergone(t, k) else run_issue(reading, k, subtree(t, k)[-1])
    for holder in (p for p in found if p.type not in NO_HOLDER and p.id not in asked):
        yield Claim(match, Factuality(), holder, _DEMANDS, target, Polarity.PRO, Modality.ASSERTED)


def _is_proviso(t: Tree, k: int, above: int) -> bool:
    """True for the clause behind "only if", and behind "if" where the verb above has "only" ("would only sign if …")."""
    words = [m for m in t.kids[k] if t.dep[m] in {"advmod", "mark"} and t.lower[m] in _PROVISOS and m < k]
    if not words or above > k or t.has(k, "cop"):
        return False
    alone = any(t.lower[m] == _ONLY and t.dep[m] == "advmod" and m < above for m in t.kids[above])
    return t.lower[words[0] - 1] == _ONLY or (alone and t.lower[words[0]] == _IF)


def _is_left_undone(t: Tree, k: int, lexicon: Lexicon) -> bool:
    """True for the clause of "unless it signs", "until it signs", "if it does not sign"; not of "unless it is ill"."""
    negated = any(t.lower[m] in lexicon.negators for m in children(t, k, "advmod"))
    over = any(t.lower[m] == "had" for m in children(t, k, "aux"))
    return t.pos[k] != "AUX" and not t.has(k, "cop") and not over and negated == (t.mark[k] == _IF) and not happens(t, k)


def _is_limit(t: Tree, k: int) -> bool:
    """True for "until March", "48 hours", "a deadline"."""
    if t.prep[k] == "until" or t.lemma[k] in _LIMITS:
        return True
    return not t.prep[k] and t.dep[k] in {"obj", "obl:unmarked", "obl:tmod"} and t.lemma[k] in _SPELLS
