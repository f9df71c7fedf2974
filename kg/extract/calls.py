"""Who calls for or refuses what without a verb that says so? "Free them", "let us talk", "what we want is", "no aid will go"."""

from collections.abc import Iterator

from kg.extract.attribution import Saying, participants
from kg.extract.embedding import embedded
from kg.extract.factuality import Factuality, factuality, is_question
from kg.extract.grammar import SUBJECTS, Tree, agents, children, conjuncts, is_passive, subtree
from kg.extract.inferred import happens
from kg.extract.match import Match, continues
from kg.extract.objects import issue, run_issue, targets, verb_issue
from kg.extract.reading import NO_HOLDER, Claim, Reading, denied, innermost, telling, who
from kg.lexicon import Lexicon
from kg.model import Modality, Participant, Polarity

_DEMANDS, _PROPOSES, _RULES_OUT = "demands", "proposes", "rulesOut"
_WISHES = frozenset({_DEMANDS, _PROPOSES, "pledges", "willingTo"})
_LET, _DO, _NO = "let", "do", "no"
_US = frozenset({"us", "'s", "’s"})
_DENIES = frozenset({"not", "n't", "n’t", "never"})
_WILL = frozenset({"will", "would", "'ll", "’ll"})
_WOULD = frozenset({"would", "'d", "’d"})
_SAID = frozenset({"ccomp", "parataxis", "root"})
_BESIDE = frozenset({"advmod", "discourse", "vocative", "punct", "cc", "aux", "obl:unmarked"})
_ASKING = frozenset({"what", "all"})
_THINGS = frozenset({"thing", "aim", "priority"})
_OPPOSES, _SEE = "opposes", "see"
_ASKED = frozenset({"if", "whether"})
_COMING = frozenset({"change", "end", "peace", "progress", "result", "solution"})
_THERE, _BE, _COME = "there", "be", "come"
_FUTILE = frozenset({"by", "until", "unless", "if", "as"})
_SENSES = frozenset({"ask", "be", "forget", "get", "hear", "imagine", "listen", "look", "see", "thank", "wait", "watch"})
"""What one is told to do only to hear what comes: "look", "imagine", "let us be clear"."""


def from_calls(reading: Reading) -> Iterator[Claim]:
    """ "“Free the pilots,” the minister said", "“let us end the war”": who says so demands or proposes it."""
    t, lexicon = reading.tree, reading.lexicon
    for i in _spoken(reading):
        saying = innermost(reading, i)
        if saying is None or denied(reading, i) or is_question(t, i):
            continue
        ours = t.lower[i] == _LET
        verb = _let_us(t, i) if ours else i if _is_told(t, i) else None
        if verb is None or _is_talk(t, verb, lexicon):
            continue
        negated = any(t.lower[k] in _DENIES for k in (*t.kids[i], *t.kids[verb]) if k < verb)
        relation = _PROPOSES if ours else _DEMANDS
        told = next(iter(children(t, saying.cue, "iobj", "obj")), i)  # "told Chad", or nobody
        match = Match(relation, f"call:{relation}", 0.7, verb, i, (), verb, clause=True, recipient=told)
        fact = _as_said(reading, saying)
        for k in (k for k in conjuncts(t, verb) if k == verb or continues(t, k)):
            if k != verb and (t.tag[k] not in {"VB", "VBP"} or _is_talk(t, k, lexicon)):
                continue
            target = run_issue(reading, _first(t, i), _end(reading, k)) if negated else verb_issue(reading, k)
            for holder in _voices(saying):
                yield Claim(match, fact, holder, relation, target, Polarity.PRO, fact.modality)
            if negated:
                break


def _end(reading: Reading, i: int) -> int:
    """The last token of the verb phrase of `i`."""
    t, end = reading.tree, verb_issue(reading, i).span.end
    return max(k for k in subtree(t, i) if t.at[k] < end)


def _spoken(reading: Reading) -> Iterator[int]:
    """Bare verbs at the top of what somebody says."""
    t = reading.tree
    for i in sorted(reading.said):
        if t.tag[i] in {"VB", "VBP"} and t.dep[i] in _SAID and t.verb[i]:
            yield i


def _let_us(t: Tree, i: int) -> int | None:
    """The verb of "let us end it", "let's not end it"."""
    ours = any(t.lower[k] in _US for k in t.kids[i] if k == i + 1)
    bare = (k for k in children(t, i, "xcomp", "ccomp") if k > i and t.mark[k] != "to")
    return next(bare, None) if ours else None


def _is_told(t: Tree, i: int) -> bool:
    """True for an imperative: a bare verb in quotation marks that nothing but "please" and "do not" stands before."""
    before = [k for k in subtree(t, i) if k < i and t.dep[k] not in _BESIDE]
    forms = children(t, i, "aux", "cop", "aux:pass")
    if before or t.tag[i] != "VB" or t.mark[i] or children(t, i, *SUBJECTS, "expl", "csubj"):
        return False
    start = min((k for k in subtree(t, i) if t.forms[k][0].isalpha()), default=i)
    quoted = start > 0 and t.tag[start - 1] in {"``", "''"}
    return quoted and all(t.lower[k] == _DO for k in forms)


def _is_talk(t: Tree, i: int, lexicon: Lexicon) -> bool:
    """True for "let us be clear", "look", "remember that …", "make no mistake": what follows is what matters."""
    says = lexicon.reports(t.lemma[i])
    what = children(t, i, "obj")
    denies = any(t.lower[m] == _NO for k in what for m in t.kids[k])
    return says or t.lemma[i] in _SENSES or t.has(i, "cop") or denies or not (what or children(t, i, "obl", "iobj"))


def _first(t: Tree, i: int) -> int:
    return min(k for k in subtree(t, i) if t.forms[k][0].isalpha())


def _voices(saying: Saying) -> Iterator[Participant]:
    return (p for p in saying.sources if p.type not in NO_HOLDER and p.type != "Media")


def _as_said(reading: Reading, saying: Saying) -> Factuality:
    """How sure it is that it is said ("may say that …")."""
    said = telling(reading, saying)
    return Factuality(modality=said.modality, cues=said.cues, hypothetical=said.hypothetical)


def from_clefts(reading: Reading) -> Iterator[Claim]:
    """ "What Kenya wants is a truce", "all we ask for is time": what is said to be wanted."""
    t, lexicon = reading.tree, reading.lexicon
    for i in t.governs("cop"):
        head = next(iter(children(t, i, *SUBJECTS, "csubj")), None)
        verb = _wanting(t, head, i) if head is not None and head < i else None
        if verb is None or t.prep[i] or t.pos[i] not in {"NOUN", "PROPN"} or denied(reading, i) or is_question(t, i):
            continue
        rows = [r for frame in ("svo", "verb-prep") for r in lexicon.frames(frame, t.lemma[verb]) if r.relation in _WISHES]
        fact = factuality(t, i, lexicon)
        if not rows or fact.negated or fact.hypothetical or factuality(t, verb, lexicon).negated:
            continue
        match = Match(rows[0].relation, f"what:{t.lemma[verb]}", 0.75, verb, i, agents(t, verb), i)
        for holder in (p for k in children(t, verb, "nsubj") for p in who(reading, k, verb) if p.type not in NO_HOLDER):
            for target in targets(reading, match, holder):
                yield Claim(match, fact, holder, match.relation, target, Polarity.PRO, fact.modality)


def is_cleft(t: Tree, match: Match) -> bool:
    """True for "all" in "all we want is a truce": what is wanted stands behind it."""
    noun = match.object
    thing = t.lower[noun] in _ASKING or t.lemma[noun] in _THINGS
    return thing and t.dep[noun] in SUBJECTS and t.has(t.head[noun], "cop") and match.cue > noun


def _wanting(t: Tree, head: int, i: int) -> int | None:
    """The verb of "what we want", "the only thing we want"."""
    if t.verb[head]:
        return head if any(t.lower[k] in _ASKING for k in t.kids[head] if k < head) or t.lower[t.sent[head]] == "what" else None
    if t.lower[head] not in _ASKING and t.lemma[head] not in _THINGS:
        return None
    return next((k for k in children(t, head, "acl:relcl", "acl") if head < k < i and t.has(k, "nsubj")), None)


def from_sights(reading: Reading) -> Iterator[Claim]:
    """ "Kenya wants to see the border opened", "would like to see an end to it": what somebody wants to see is demanded."""
    t = reading.tree
    for i in t.governs("mark"):
        seen = _to_see(t, i, reading.lexicon)
        if seen is None or denied(reading, i) or embedded(t, t.head[i], reading.lexicon) or is_question(t, i):
            continue
        fact = factuality(t, t.head[i], reading.lexicon)
        open_ = t.mark[seen] in _ASKED or any(t.tag[k] in {"WDT", "WP", "WRB"} for k in t.kids[seen])
        if fact.hypothetical or open_:  # "wants to see whether it opens"
            continue
        would = any(t.lower[k] in _WOULD for k in children(t, t.head[i], "aux")) and fact.modality is Modality.FUTURE
        modality = Modality.ASSERTED if would else fact.modality  # "would like to see"
        relation = _OPPOSES if fact.negated else _DEMANDS
        match = Match(relation, f"see:{t.lemma[t.head[i]]}", 0.75, t.head[i], t.head[i], agents(t, t.head[i]), seen)
        polarity = Polarity(reading.relations[relation].polarity)
        first = next(k for k in subtree(t, seen) if t.dep[k] not in {"det", "punct"})
        target = run_issue(reading, first, _end(reading, i))
        for holder in (p for head in match.holders for p in who(reading, head, i) if p.type not in NO_HOLDER):
            yield Claim(match, fact, holder, relation, target, polarity, modality)


def _to_see(t: Tree, i: int, lexicon: Lexicon) -> int | None:
    """What is to be seen, for the verb of "wants to see"; not whom one wants to meet."""
    if t.lemma[i] != _SEE or t.mark[i] != "to" or t.dep[i] != "xcomp":
        return None
    wish = any(row.relation == _DEMANDS for row in lexicon.frames("verb-obj-inf", t.lemma[t.head[i]]))
    wish = wish and any(row.effect == "possible" and not row.prep for row in lexicon.implicatives.get(t.lemma[t.head[i]], ()))
    seen = next(iter(children(t, i, "obj", "ccomp")), None)
    if not wish or seen is None:
        return None
    happens_ = any(t.dep[k] in {"xcomp", "acl"} for b in (i, seen) for k in t.kids[b]) or t.verb[seen]
    deed = any(row.frame.startswith("noun") for row in lexicon.any_frame(t.lemma[seen]))
    return seen if happens_ or deed or t.lemma[seen] in _COMING else None


def is_sight(t: Tree, match: Match, lexicon: Lexicon) -> bool:
    """True for "see" in "wants to see the border opened", which is told as what is wanted."""
    return any(t.lemma[k] == _SEE and _to_see(t, k, lexicon) is not None for k in (match.cue, match.object))


def from_refusals(reading: Reading) -> Iterator[Claim]:
    """ "There will be no talks", "no aid will be sent, the minister said": who says so won't have it."""
    t, lexicon = reading.tree, reading.lexicon
    for i in t.governs("aux"):
        noun = next(iter(children(t, i, "nsubj", "nsubj:pass")), None)
        if noun is None or not any(t.lower[k] == _NO and t.dep[k] == "det" for k in t.kids[noun]):
            continue
        saying = innermost(reading, i)
        if saying is None or not any(t.lower[k] in _WILL for k in children(t, i, "aux")) or t.dep[i] not in {*_SAID, "conj"}:
            continue
        if denied(reading, i) or is_question(t, i) or embedded(t, i, lexicon) or not _is_up_to(reading, i, noun):
            continue
        if factuality(t, i, lexicon).modality is not Modality.FUTURE:
            continue  # "no aid will probably be sent"
        match = Match(_RULES_OUT, f"no:{t.lemma[i]}", 0.7, i, i, (), noun)
        fact = _as_said(reading, saying)
        there = any(t.lower[k] == _THERE for k in children(t, i, "expl"))
        start = next((k for k in subtree(t, noun) if t.dep[k] not in {"det", "punct"}), noun)
        target = issue(reading, noun) if there else run_issue(reading, start, _end(reading, i))
        for holder in _voices(saying):
            yield Claim(match, fact, holder, _RULES_OUT, target, Polarity.CON, fact.modality)


def _is_up_to(reading: Reading, i: int, noun: int) -> bool:
    """True for what the speaker can refuse: a deed that the lexicon knows, by nobody else in sight, not "no winners"."""
    t, lexicon = reading.tree, reading.lexicon
    others = [k for k in t.kids[noun] if t.dep[k] in {"nmod:poss", "amod", "compound"} and participants(reading.resolution, k)]
    if others or any(t.dep[k] == "obl:agent" for k in t.kids[i]) or any(t.mark[k] in _FUTILE for k in t.kids[i]):
        return False
    deed = any(row.frame.startswith("noun") for row in lexicon.any_frame(t.lemma[noun]))
    if t.has(i, "expl"):
        return deed and t.lemma[i] == _BE
    if t.lemma[i] == _COME or (is_passive(t, i) and t.lemma[i] in lexicon.light):
        return deed  # "no help will come", "no concessions will be made"
    return is_passive(t, i) and not happens(t, i) and any(row.frame == "svo" for row in lexicon.any_frame(t.lemma[i]))
