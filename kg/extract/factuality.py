"""Is it affirmed, denied, possible, conditional, planned? Reads the cues around a predicate and above it."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from kg import referring
from kg.extract.embedding import WITH_OBJECT, embedded, gathers_for, implicative
from kg.extract.grammar import Tree, agents, ancestors, children, first, is_passive, once, subtree
from kg.extract.repair import SUBJECTS
from kg.lexicon import Lexicon
from kg.model import Modality

_MAIN = frozenset({"ccomp", "parataxis", "root"})
_THAN, _WERE = "than", "were"
_UPON = frozenset({"on", "upon"})
_DEPENDS = _UPON | {"to", "with"}
STRENGTH = (Modality.ASSERTED, Modality.FUTURE, Modality.POSSIBLE, Modality.CONDITIONAL)
_NEGATOR_LABELS = frozenset({"advmod", "det", "cc:preconj", "neg", "discourse"})
_INVERTED = frozenset({"had", "were", "should"})
ABLE = frozenset({"can", "ca", "could"})
"""Modals whose negation is a refusal ("cannot accept"), though they are no promise."""
_NECESSARY = "necessary"
"""What a word such as "must" or "essential" makes of what it governs, where somebody says so."""
_ALL = frozenset({"all", "each", "every", "everybody", "everyone"})
_TIMES = frozenset({"when", "once", "after", "before", "until"})
_WHEN = frozenset({"acl:relcl", "advcl", "ccomp"})
_SOON = frozenset({"soon", "minute", "moment"})
_ANY, _ABLE, _OBLIGE, _STILL, _ALL_BUT = "any", "able", "oblige", frozenset({"still", "yet"}), ("all", "but")
_SEEM = frozenset({"appear", "look", "seem"})
_IMAGINE = frozenset({"assume", "imagine", "say", "suppose"})
_ENDS, _CLOSING = frozenset({".", "?", "!"}), frozenset({'"', "”", "''", "’"})
_QUOTES = _CLOSING - {"’"} | {"“", "``"}
_HAVE_OR_BE = frozenset({"be", "have"})
_WHENEVER = "whenever"
_MOMENTS = frozenset({"day", "hour", "instant", "minute", "moment", "second", "time"})
_UNTIL, _BLAME, _GOING, _OF = "until", "blame", "going", "of"
_NOT_DENIED = frozenset({"just", "merely", "only", "sooner", "until"})
"""Behind a negation in front: "not only did Oslo agree"."""
_SUPPOSED = frozenset({"assuming", "provided", "providing", "supposing"})
"""Participles that open a condition."""
_UNREAL = frozenset({"would", "'d", "could", "should"})
FIRED = frozenset({"drone", "missile", "mortar", "projectile", "rocket", "shell", "torpedo", "warplane"})
FIRING = frozenset({"dispatch", "fire", "launch", "send", "unleash"})
"""What is fired, and how: what it hits is hit by who fires it."""
_AS_SURE = frozenset({"before", "by", "without"})
_SAID = frozenset({"ccomp", "csubj", "csubj:pass"})
_FIRM = "firm"
_LONGEST_CUE = 4
_CLAUSE_CUES = frozenset({"advcl", "obl", "acl"})


class Factuality(NamedTuple):
    """How a predicate is claimed. `negation` and `modality` are the cues' token indices, in order.

    `hypothetical` is True inside an if-clause or a question, where nothing is claimed at all;
    `intent` where "will" or "would" makes a negation a refusal; `inner` where the complement is negated ("vowed not to").
    """

    negated: bool = False
    modality: Modality = Modality.ASSERTED
    negation: tuple[int, ...] = ()
    cues: tuple[int, ...] = ()
    hypothetical: bool = False
    intent: bool = False
    past: bool = False
    inner: bool = False

    def weaker(self, modality: Modality, *cues: int) -> "Factuality":
        """The same with the weaker of two modalities, and the cues added."""
        low = max(self.modality, modality, key=STRENGTH.index)
        if low is self.modality and not cues:
            return self
        return self._replace(modality=low, cues=tuple(sorted({*self.cues, *cues})))

    def flipped(self, *cues: int) -> "Factuality":
        """The same, negated once more."""
        return self._replace(negated=not self.negated, negation=tuple(sorted({*self.negation, *cues})))

    def turned(self, cue: int) -> "Factuality":
        """The same, with the complement negated once more."""
        return self._replace(inner=not self.inner, negation=tuple(sorted({*self.negation, cue})))


def factuality(t: Tree, i: int, lexicon: Lexicon, complement: int | None = None) -> Factuality:
    """How the predicate `i` is claimed; `complement` is its object, whose own cues count too ("accepts no deal").

    Goes up through predicates that only change the force of their complement ("refrained from", "is expected to").
    """
    fact = _own_cues(t, i, lexicon)
    if complement is not None:
        fact = _complement_cues(t, i, complement, lexicon, fact)
    node, steps = i, 0
    while t.dep[node] in {"xcomp", "ccomp", "acl", "advcl", "conj", "obj", "obl"} and steps < 8:
        steps += 1
        above = t.head[node]
        if t.dep[node] == "conj":
            fact = _shared_cues(t, node, above, lexicon, fact)
            node = above
            continue
        effect = implicative(t, above, node, lexicon)
        if effect is not None and _is_any(t, above):
            fact = fact._replace(hypothetical=True)  # "any move to sign it will fail": there may be none
        if effect is None:
            fact = _means(t, node, lexicon, fact) if node == i else _kept(t, node, lexicon, fact)
            break
        if fact.negated and t.mark[node] == "to" and node == i:
            fact = fact._replace(intent=True)  # "decided not to attend": a refusal
        if t.dep[above] in {"advmod", "compound:prt"}:
            above = t.head[above]  # "did not come close to signing", the gerund hung on "close"
        if t.lemma[above] == _OBLIGE and is_passive(t, above) and not _is_past(t, above):
            fact = fact._replace(hypothetical=True)  # "is obliged to sign it", a duty
        if t.lower[above] == _ABLE and not _is_past(t, above):
            fact = fact.weaker(Modality.POSSIBLE, above)  # "is able to sign it"; who was able to did so
        fact = _apply(effect.effect, above, fact)
        whole = _own_cues(t, above, lexicon)
        if effect.prep == WITH_OBJECT and whole.negated:
            return fact._replace(hypothetical=True)  # "did not use the visit to praise the plan": whether it did isn't said
        fact = _merge(fact, whole)
        fact = fact._replace(intent=fact.intent or (whole.negated and t.lower[above] == _GOING))  # "isn't going to sign"
        node = above
    if _in_condition(t, i, lexicon) or is_question(t, i):
        fact = fact._replace(hypothetical=True)
    hearsay = _hearsay(t, i, lexicon)
    fact = fact.weaker(Modality.POSSIBLE, hearsay) if hearsay is not None else fact
    coming = _coming(t, i, lexicon)
    return fact.weaker(Modality.FUTURE, coming) if coming is not None else fact


def _is_any(t: Tree, noun: int) -> bool:
    """True for the subject in "any support for it will fail"; "announced no plans", "denied any role" speak for themselves."""
    return t.dep[noun] in SUBJECTS and any(t.lower[k] == _ANY for k in children(t, noun, "det"))


def _hearsay(t: Tree, i: int, lexicon: Lexicon) -> int | None:
    """The verb of "it was reported that …", "Oslo was told that …", where it isn't said by whom; "it was confirmed" is firm."""
    below = i
    for above in ancestors(t, i):
        rows = lexicon.reporting.get(t.lemma[above], ()) if t.dep[below] in _SAID else ()
        if rows and is_passive(t, above) and not agents(t, above):
            told = any(t.dep[k] == "nsubj:pass" and t.lower[k] != "it" for k in t.kids[above])  # "Oslo was warned that …"
            if any(row.pos == "verb" and (told or row.strength != _FIRM) for row in rows):
                return above
        if t.dep[below] in _SAID and t.mark[below] in {"", "that"} and _is_open(t, above, lexicon):
            return above
        below = above
    return None


def _is_open(t: Tree, above: int, lexicon: Lexicon) -> bool:
    """True for "it is possible (that …)", "it seems", "it appears"; nobody vouches for what follows."""
    if t.lemma[above] == "have":  # "rumour has it (that …)"
        return any(t.lower[k] == "it" for k in children(t, above, "obj")) and not t.has(above, "aux")
    if any(t.lower[k] != "it" for k in children(t, above, "nsubj")):
        return False
    if t.has(above, "cop"):
        return any(c.pos == "adjective" and c.modality == "possible" for c in lexicon.modality.get(t.lower[above], ()))
    return t.lemma[above] in _SEEM


def _means(t: Tree, node: int, lexicon: Lexicon, fact: Factuality) -> Factuality:
    """What is done "by" something is as real as that: "would gain the aid by releasing them", "will fly to Rome to meet him".

    So is what is left undone, and what follows: "should return without setting terms", "will rest before flying to Rome".
    """
    means = t.dep[node] == "advcl" and t.mark[node] in _AS_SURE and t.tag[node] == "VBG"
    above = t.head[t.head[node]] if _is_written(t, node) else t.head[node]
    if not means and above == t.head[node] and not gathers_for(t, above, node, lexicon):
        return fact
    whole = factuality(t, above, lexicon)
    unreal = whole.hypothetical or (whole.negated and not means)  # "did not fly to Rome to meet him"
    return fact.weaker(whole.modality, *whole.cues)._replace(hypothetical=fact.hypothetical or unreal)


def _is_written(t: Tree, node: int) -> bool:
    """True for what a document says that somebody sends or not ("sent a letter demanding it"), or what rockets hit."""
    words, noun = referring.load(), t.head[node]
    if t.dep[node] != "acl" or t.tag[node] != "VBG" or t.mark[node] or t.dep[noun] != "obj":
        return False
    if t.lemma[noun] in FIRED:
        return t.lemma[t.head[noun]] in FIRING
    return t.lemma[t.head[noun]] in words.verbs["issuing"] and words.nominal("document", t.lemma[noun]) is not None


def _kept(t: Tree, noun: int, lexicon: Lexicon, fact: Factuality) -> Factuality:
    """What is done by way of a policy is as real as that: "will adopt a policy of …", "dropped a policy of …"."""
    above = t.head[noun]
    if t.dep[noun] != "obj" or not t.verb[above]:
        return fact
    if _ends(t, above, lexicon, {"event", "verb"}):
        fact = fact.flipped(above)
    return _merge(fact, factuality(t, above, lexicon))


def _ends(t: Tree, verb: int, lexicon: Lexicon, kinds: Collection[str]) -> bool:
    """True for a verb that ends a stance or prevents an event ("dropped its opposition", "cancelled the talks")."""
    return any(c.pos in kinds for c in lexicon.negation.get(t.lemma[verb], ()))


def _coming(t: Tree, i: int, lexicon: Lexicon) -> int | None:
    """The conjunction of a time that is still to come ("when he arrives", "before it votes"), or None."""
    if t.dep[i] not in _WHEN or (t.lemma[i] in lexicon.reporting and t.has(i, "ccomp")):
        return None  # "since May, when officials say he fell ill"
    verbs = (i, *children(t, i, "aux", "cop", "aux:pass"))
    if not {t.tag[k] for k in verbs} & {"VBZ", "VBP"} or any(t.tag[k] in {"MD", "VBD"} for k in verbs):
        return None
    above = t.head[i]
    cue = first(k for k in children(t, i, "mark", "advmod") if t.lower[k] in _TIMES) if t.dep[i] == "advcl" else None
    if cue is None:
        return _at_moment(t, i)
    told = cue is not None and t.lower[cue] == "after" and t.tag[above] == "VBZ" and not t.has(above, "aux")
    return None if told else cue  # "strikes the port after Oslo rejects the truce": a headline


def _at_moment(t: Tree, i: int) -> int | None:
    """The word in front of "(the moment, the day, by the time, as soon as) Oslo signs" in the present, or None."""
    opens = subtree(t, i)[0]
    if t.has(t.head[i], "cop"):
        return None  # "it is the first time that Oslo has signed it"
    soon = t.mark[i] == "as" and t.lower[opens - 1] in _SOON
    return opens - 1 if opens and t.has(i, "nsubj") and (soon or t.lower[opens - 1] in _MOMENTS) else None


def _apply(effect: str, cue: int, fact: Factuality) -> Factuality:
    if effect == "neg":
        return fact.flipped(cue)
    if effect == "counterfactual":
        return fact._replace(hypothetical=True)
    if effect in {"future", "possible", "conditional"}:
        return fact.weaker(Modality(effect), cue)
    return fact


def _merge(low: Factuality, above: Factuality) -> Factuality:
    merged = low.weaker(above.modality, *above.cues)
    if above.negated:
        merged = merged.flipped(*above.negation)
    return merged._replace(intent=low.intent or above.intent, past=low.past and above.past)


@once
def _own_cues(t: Tree, i: int, lexicon: Lexicon) -> Factuality:
    fact = Factuality(past=_is_past(t, i))
    for k in t.kids[i]:
        if t.dep[k] in {"mark", "case", "cc"} and any(c.pos == "preposition" for c in lexicon.negation.get(_words(t, k), ())):
            fact = fact.flipped(k)  # "without endorsing it", "instead of endorsing it"
        word = t.lower[k]
        if _negates(t, k, lexicon) and (t.dep[k] in _NEGATOR_LABELS or (t.dep[k] == "cc" and k < i)):
            following = t.lower[k + 1] if k + 1 < len(t) else ""
            if following in _NOT_DENIED and following != "until":
                continue  # "not only supported it"
            if following in _ALL:
                fact = fact._replace(hypothetical=True)  # "not all of them signed": who did isn't said
            elif k > i and following == "to":
                fact = fact.turned(k)  # "vowed never to"
            else:
                fact = fact.flipped(k)
        elif t.dep[k] in {"aux", "cop", "aux:pass"}:
            fact = _auxiliary(t, k, lexicon, fact)
        elif t.dep[k] in SUBJECTS and any(t.dep[m] in {"det", "cc:preconj"} and _negates(t, m, lexicon) for m in t.kids[k]):
            fact = fact.flipped(*(m for m in t.kids[k] if _negates(t, m, lexicon)))
        elif t.dep[k] in SUBJECTS and t.pos[k] not in {"NOUN", "PROPN"} and _negates(t, k, lexicon):
            fact = fact.flipped(k)  # "neither of them signed"
        elif t.dep[k] == "advmod" and not _compares(t, k) and any(c.pos == "adverb" for c in lexicon.modality.get(word, ())):
            fact = fact.weaker(_modality(lexicon, word, "adverb"), k)
        elif t.dep[k] == "mark" and t.lower[k + 1] == "to":  # "is due to sign", read as one conjunction
            for row in lexicon.implicatives.get(word, ()):
                fact = _apply(row.effect, k, fact)
        if t.dep[k] in _CLAUSE_CUES and k != i:
            fact = _condition(t, k, lexicon, fact)
    for k in (i, *children(t, i, "xcomp")):
        if t.pos[k] == "NOUN" and any(c.pos == "noun" and c.modality != _NECESSARY for c in lexicon.modality.get(t.lemma[k], ())):
            fact = fact.weaker(_modality(lexicon, t.lemma[k], "noun"), k)  # "remains an option"
    forms = [k for k in t.kids[i] if t.dep[k] in {"aux", "cop", "aux:pass"}]
    if any(t.lower[k] in _UNREAL | ABLE for k in forms) and any(t.lemma[k] == "have" and t.tag[k] == "VB" for k in forms):
        fact = fact._replace(hypothetical=True)  # "would have attacked": it didn't; "cannot have attacked"
    if tuple(t.lower[i - 2 : i]) == _ALL_BUT:
        fact = fact.weaker(Modality.POSSIBLE, i - 2, i - 1)  # "all but signed"
    if t.mark[i] == "to" and any(t.lemma[k] in _HAVE_OR_BE for k in forms):
        adverbs = (k for b in (i, *forms) for k in children(t, b, "advmod"))
        still = [k for k in adverbs if t.lower[k] in _STILL and t.lower[k + 1] == "to"]
        fact = fact.flipped(*still) if still else fact  # "has still to sign", "has yet to sign" read as one verb
    if any(t.lower[k] == "but" for k in children(t, i, "mark")):
        fact = fact._replace(hypothetical=True)  # "has no choice but to sign"
    if t.mark[i] == _THAN:
        fact = fact._replace(hypothetical=True)  # "would rather leave than sign"
    if t.mark[i] == "to":
        fact = fact.weaker(Modality.FUTURE, *scheduled[:1]) if (scheduled := _scheduled(t, i)) else fact
    inverted = _behind_inverted(t, i)
    if inverted is not None:
        fact = fact.weaker(Modality.CONDITIONAL, inverted)
    phrase = _negator_before(t, i, lexicon) or _negator_in_front(t, i, lexicon)
    if phrase and not set(phrase) & set(fact.negation):
        fact = fact.flipped(*phrase)
    return fact


def _scheduled(t: Tree, i: int) -> list[int]:
    """The form of "be" in "are to meet", "is to be lifted": what is due to happen hasn't yet."""
    to = next(k for k in t.kids[i] if t.dep[k] == "mark" and t.lower[k] == "to")
    if t.lemma[i] == _BLAME:
        return []  # "is to blame"
    forms = (k for k in children(t, i, "aux", "cop", "aux:pass") if k < to and t.lemma[k] == "be")
    return [k for k in forms if t.tag[k] in {"VBZ", "VBP", "VBD"}]


def _compares(t: Tree, k: int) -> bool:
    """True for the adverb of "as soon as possible" and "shortly after"."""
    return t.lower[k - 1] == "as" or (k + 1 < len(t) and t.lower[k + 1] in {"after", "before"})


def _auxiliary(t: Tree, k: int, lexicon: Lexicon, fact: Factuality) -> Factuality:
    for form in (t.lower[k], t.lemma[k]):
        cues = [c for c in lexicon.modality.get(form, ()) if c.pos == "modal" and c.modality != _NECESSARY]
        if cues:
            modality = Modality(cues[0].modality)
            fact = fact._replace(intent=fact.intent or modality is Modality.FUTURE or t.lower[k] in ABLE)
            return fact.weaker(modality, k)
    # "should", "must", "ought": nobody is said to do it
    return fact._replace(hypothetical=True) if t.tag[k] == "MD" else fact


def duty(t: Tree, i: int, lexicon: Lexicon) -> int | None:
    """The cue that makes what the predicate `i` says a duty ("must sign", "has to sign", "needs to sign"), or None."""
    spots = [(k, "modal") for k in children(t, i, "aux")]
    if t.dep[i] == "xcomp" and t.mark[i] == "to" and not t.has(t.head[i], "obj"):  # "had approval to drill"
        spots.append((t.head[i], "verb"))
    for k, pos in spots:
        if any(c.pos == pos and c.modality == _NECESSARY for c in lexicon.modality.get(t.lemma[k], ())):
            return k
    return None


def is_necessity(word: str, lexicon: Lexicon) -> bool:
    """True for "essential": what is so must be done."""
    return any(c.modality == _NECESSARY and c.pos == "adjective" for c in lexicon.modality.get(word, ()))


def _condition(t: Tree, k: int, lexicon: Lexicon, fact: Factuality) -> Factuality:
    """An if-, unless- or once-clause beside the predicate makes it conditional."""
    for m in t.kids[k]:
        if t.lower[m] == _UNTIL and not fact.negated:
            continue  # "fought until it won" was no condition, "won't talk until it wins" is
        if t.lower[m - 1] == "as" or (t.lower[m] == "if" and t.lower[m + 1] == "only"):
            continue  # "left as if nothing had happened", "left if only for a day"
        if t.dep[m] in {"mark", "case", "advmod"} and _is_condition(t, m, lexicon):
            return fact.weaker(Modality.CONDITIONAL, m)
    if t.lower[k] in _SUPPOSED and t.dep[k] == "advcl":
        return fact.weaker(Modality.CONDITIONAL, k)
    return _condition_behind(t, t.head[k], fact) if t.lemma[k] == "condition" else fact


def _condition_behind(t: Tree, i: int, fact: Factuality) -> Factuality:
    """ "Will sign on condition that Oslo leaves", "backs the plan on condition that …"."""
    spots = (k for k in t.kids[i] if t.lemma[k] == "condition" and t.prep[k] == "on")
    found = first(k for k in spots if children(t, k, "acl", "acl:relcl", "ccomp"))  # not "on condition of anonymity"
    return fact.weaker(Modality.CONDITIONAL, found) if found is not None else fact


def _is_condition(t: Tree, m: int, lexicon: Lexicon) -> bool:
    forms = {_words(t, m), t.lower[m]}
    if m and t.tag[t.head[t.head[m]]] != "VBD":  # "will sign only when …", not "signed only when …"
        forms |= {f"{t.lower[m - 1]} {t.lower[m]}", " ".join(t.lower[m - 2 : m + 1])}  # "as long as"
        forms.add(" ".join(t.lower[max(m - 3, 0) : m + 1]))  # "in the event that"
    if t.lower[m] == "though" and t.lower[m - 1] == "as":
        return True  # "acted as though it had signed"
    return any(c.modality == "conditional" for form in forms for c in lexicon.modality.get(form, ()))


def _complement_cues(t: Tree, i: int, complement: int, lexicon: Lexicon, fact: Factuality) -> Factuality:
    before = [k for k in t.kids[complement] if k < complement]
    before += [m for k in before if t.dep[k] in {"amod", "compound", "nummod"} for m in t.kids[k] if t.dep[m] == "det"]
    fact = _condition_behind(t, complement, fact)
    negations = [m for m in before if t.dep[m] in {"det", "cc:preconj", "advmod"} and _negates(t, m, lexicon)]
    negations = [m for m in negations if t.lower[m + 1] not in _NOT_DENIED]  # "signed not only the pact"
    if negations and t.dep[complement] in {"obj", "obl", "nmod", "conj"}:
        fact = fact.flipped(*negations)
    if t.dep[complement] in {"xcomp", "acl", "advcl", "ccomp"} and t.mark[complement] == "to":
        to = next((k for k in children(t, complement, "mark") if t.lower[k] == "to"), 0)
        if to and _negates(t, to - 1, lexicon) and to - 1 not in fact.negation:
            fact = fact.turned(to - 1)  # "vowed never to"
    if t.dep[complement] in {"xcomp", "acl", "advcl"}:
        for k in t.kids[complement]:
            if t.dep[k] == "advmod" and k not in fact.negation and _negates(t, k, lexicon):
                # "decision not to step down": the decision stands, what is decided is negated
                fact = fact.turned(k)
            elif t.dep[k] in _CLAUSE_CUES:
                fact = _condition(t, k, lexicon, fact)
    return fact


def _shared_cues(t: Tree, low: int, high: int, lexicon: Lexicon, fact: Factuality) -> Factuality:
    """Auxiliaries that a coordinated predicate shares with the first ("will not meet or talk")."""
    if any(t.dep[k] in {"aux", "cop", "aux:pass", *SUBJECTS} for k in t.kids[low]) or t.tag[low] in {"VBD", "VBZ"}:
        return fact
    if t.tag[low] == "VBP" and not any(t.tag[k] == "MD" for k in children(t, high, "aux")):
        return fact  # behind "must sign" it can only be an infinitive
    above = _own_cues(t, high, lexicon)
    fact = fact.weaker(above.modality, *above.cues)
    # "did not sign but backed it"; "neither confirmed nor denied": what negates the second is its own
    apart = any(t.dep[k] == "cc" and (t.lower[k] == "but" or _negates(t, k, lexicon)) for k in t.kids[low])
    if above.negated and not apart:
        fact = fact.flipped(*above.negation)
    return fact._replace(intent=fact.intent or above.intent, hypothetical=fact.hypothetical or above.hypothetical)


def _words(t: Tree, k: int) -> str:
    """A function word with what is fixed to it ("instead of")."""
    return " ".join([t.lower[k], *(t.lower[m] for m in children(t, k, "fixed"))])


def _negator_before(t: Tree, i: int, lexicon: Lexicon) -> tuple[int, ...]:
    """Tokens of a negation of several words right before the predicate ("no longer", "by no means").

    Read from the words, since parsers hang such adverbs anywhere.
    """
    end = i
    while end > 0 and t.dep[end - 1] in {"aux", "aux:pass", "cop"} and t.head[end - 1] == i:
        end -= 1
    for stop in dict.fromkeys((i, end)):
        for size in range(_LONGEST_CUE, 1, -1):
            if stop >= size and " ".join(t.lower[stop - size : stop]) in lexicon.negation:
                return tuple(range(stop - size, stop))
    return ()


def _negator_in_front(t: Tree, i: int, lexicon: Lexicon) -> tuple[int, ...]:
    """The negation in front of an auxiliary and its subject: "at no time did Oslo agree", "never has Oslo agreed"."""
    aux = first(k for k in t.kids[i] if t.dep[k] in {"aux", "aux:pass", "cop"})
    subject = first(k for k in t.kids[i] if t.dep[k] in SUBJECTS and aux is not None and k > aux)
    if aux is None or subject is None or subject > i:
        return ()
    front = range(subtree(t, i)[0], aux)
    found = next((k for k in front if _negates(t, k, lexicon)), None)
    return (found,) if found is not None and t.lower[found + 1] not in _NOT_DENIED else ()


def noun_cues(t: Tree, noun: int, lexicon: Lexicon, fact: Factuality, *, event: bool) -> Factuality:
    """The cues on a noun: "voiced no support", "gave tentative approval", "dropped its opposition"; "cancelled the talks".

    An `event` that ends did take place, a stance that ends is none any more.
    """
    above = t.head[noun]
    ends = {"event"} if event else {"event", "verb"}
    ended = t.dep[noun] in {"obj", "nsubj:pass"} or (t.dep[noun] == "nsubj" and not t.has(above, "obj"))
    if ended and _ends(t, above, lexicon, ends):
        fact = _ended(t, above, lexicon, fact)
    elif event and t.dep[noun] in {"nsubj", "nsubj:pass"} and t.verb[above]:
        whole = _taking_place(t, above, lexicon)  # "talks with Oslo should include …", "… will not resume": are there any?
        unreal = whole.hypothetical or (whole.negated and whole.intent)
        fact = fact.weaker(whole.modality, *whole.cues)._replace(hypothetical=fact.hypothetical or unreal)
        if whole.negated and not unreal and _begins(t, above) == set(whole.negation).isdisjoint(fact.negation):
            fact = fact.flipped(*whole.negation)  # "the talks did not succeed" denies no talks, "did not begin" does
    if t.dep[noun] == "nmod" and t.prep[noun] == _OF and not event and _ends(t, above, lexicon, {"noun"}):
        fact = fact.flipped(above)  # "announced the end of its support"
    fact = _depending(t, noun, fact)
    if _is_any(t, noun):
        fact = fact._replace(hypothetical=True)
    for k in t.kids[noun]:
        if k > noun or k in fact.negation:
            continue
        if t.dep[k] in {"det", "amod"} and (_negates(t, k, lexicon) or _phrase_before(t, k, noun) in lexicon.negation):
            fact = fact.flipped(k)
        elif t.dep[k] == "amod":
            cues = [c for c in lexicon.modality.get(t.lower[k], ()) if c.pos == "adjective" and c.modality != _NECESSARY]
            fact = fact.weaker(Modality(cues[0].modality), k) if cues else fact
    return fact


def _depending(t: Tree, noun: int, fact: Factuality) -> Factuality:
    """What is made to depend on something is conditional, and what it depends on isn't done yet.

    "Its support depends on their withdrawal", "conditioned its support on it", "linked its ratification to theirs".
    """
    verb, verbs = t.head[noun], referring.load().verbs
    while t.dep[verb] in {"nmod", "obj"} and t.dep[noun] == "nmod" and t.prep[noun] in _UPON:
        verb = t.head[verb]  # "conditioned its support for the truce on their withdrawal", hung on the truce
    links = t.lemma[verb] in verbs["linking"]
    if not links and t.lemma[verb] not in verbs["hinging"]:
        return fact
    if t.dep[noun] in {"nmod", "obl"} and t.prep[noun] in _DEPENDS and (not links or _is_owned(t, noun)):
        return fact._replace(hypothetical=True)
    subject = t.dep[noun] in SUBJECTS and not t.has(verb, "obj")
    if not (subject or t.dep[noun] == "obj") or (links and not _is_owned(t, noun)):
        return fact
    return fact.weaker(Modality.CONDITIONAL, verb)


def _is_owned(t: Tree, noun: int) -> bool:
    """True for a noun that says whose it is: "its ratification", "Danish acceptance"; "linked the raid to Oslo" blames Oslo."""
    return any(t.dep[k] == "nmod:poss" or (t.dep[k] == "amod" and t.ent[k] == "NORP") for k in t.kids[noun])


def _taking_place(t: Tree, verb: int, lexicon: Lexicon) -> Factuality:
    """How firm it is that an event takes place: "talks are set to begin", "failed to begin", "are planned for Monday"."""
    whole = _own_cues(t, verb, lexicon)
    begins = next((k for k in children(t, verb, "xcomp") if t.mark[k] == "to"), None)
    if begins is not None:
        row = implicative(t, verb, begins, lexicon)
    else:
        rows = lexicon.implicatives.get(t.lemma[verb], ()) if is_passive(t, verb) else ()
        row = next((row for row in rows if row.effect == "future" and not row.prep), None)
    return _apply(row.effect, verb, whole) if row is not None else whole


def _begins(t: Tree, verb: int) -> bool:
    """True for "(did not) begin" and "(failed to) take place": an event of which that is denied was none."""
    words = referring.load().verbs["beginning"]
    return any(t.lemma[k] in words for k in (verb, *children(t, verb, "xcomp")))


def _ended(t: Tree, verb: int, lexicon: Lexicon, fact: Factuality) -> Factuality:
    """A stance that is withdrawn is none any more; one that somebody is pressed to withdraw, or didn't, is still held."""
    end = factuality(t, verb, lexicon)
    if end.hypothetical:
        return fact._replace(hypothetical=False)
    if end.negated or embedded(t, verb, lexicon):
        return fact
    return fact.flipped(verb).weaker(end.modality, *end.cues)


def _phrase_before(t: Tree, k: int, noun: int) -> str:
    return f"{t.lower[k]} {t.lemma[noun]}"


def _negates(t: Tree, k: int, lexicon: Lexicon) -> bool:
    if k and t.lower[k - 1] == "a":
        return False  # "a little"
    word = t.lower[k]
    return (word if word in lexicon.negation else t.lemma[k]) in lexicon.negators


def _modality(lexicon: Lexicon, form: str, pos: str) -> Modality:
    return next((Modality(c.modality) for c in lexicon.modality.get(form, ()) if c.pos == pos), Modality.ASSERTED)


def _is_past(t: Tree, i: int) -> bool:
    if t.tag[i] == "VBD":
        return True
    return any(t.dep[k] in {"aux", "cop", "aux:pass"} and t.tag[k] == "VBD" for k in t.kids[i])


@once
def _in_condition(t: Tree, i: int, lexicon: Lexicon) -> bool:
    """True where the predicate stands inside an if-clause: nothing is claimed there."""
    for node in _path(t, i):
        if t.dep[node] in {"advcl", "ccomp", "root"} and _is_inverted(t, node):
            return True
        above = t.head[node]
        if t.dep[node] == "ccomp" and t.lower[above] in _SUPPOSED and t.dep[above] == "advcl":
            return True
        if t.dep[node] == "ccomp" and t.lower[above] in _IMAGINE and _is_invited(t, above):
            return True
        label = t.dep[node]
        if label == "advcl:relcl" and t.lower[above] == _WHENEVER:
            return True  # "leaves whenever Oslo signs"
        if label in {"advcl", "ccomp", "csubj", "acl", "root"}:
            for m in t.kids[node]:
                if t.lower[m] == _WHENEVER and label != "root":
                    return True
                # "provisionally" beside the main verb is no if-clause
                if (t.dep[m] == "mark" or (t.dep[m] == "advmod" and label != "root")) and _is_condition(t, m, lexicon):
                    return True
    return False


def _is_invited(t: Tree, i: int) -> bool:
    """True for the verb of "suppose Oslo signs", "let's say it does"."""
    alone = t.dep[i] == "root" and not children(t, i, "aux", *SUBJECTS)
    return t.tag[i] in {"VB", "VBP"} and (alone or (t.dep[i] == "xcomp" and t.lower[t.head[i]] == "let"))


def _is_inverted(t: Tree, node: int) -> bool:
    """True for "had Rome opposed it, …", "were Rome to oppose it, …", a condition without a conjunction."""
    if t.mark[node] == "to" and t.lower[_opening(t, node)] == _WERE:
        return True
    subject = next((k for k in t.kids[node] if t.dep[k] in SUBJECTS), None)
    start = subtree(t, node)[0]
    return subject is not None and t.lower[start] in _INVERTED and start < subject and t.head[start] == node


def _opening(t: Tree, i: int) -> int:
    """The first word of the sentence, or of what is quoted in it at its beginning."""
    return next((k for k in range(t.sent[i], t.stop[i]) if t.forms[k][0].isalnum()), t.sent[i])


def _behind_inverted(t: Tree, i: int) -> int | None:
    """The word that opens a condition in front of the main clause ("should Oslo object, Rome will leave"), or None."""
    start = _opening(t, i) if t.dep[i] in _MAIN else i
    if t.lower[start] not in _INVERTED or t.head[start] == i or is_question(t, i) or start == i:
        return None
    first_of_all = subtree(t, i)[0]
    before = first_of_all if first_of_all > start else next((k for k in t.kids[i] if t.dep[k] in SUBJECTS), i)
    return start if "," in t.lower[start:before] else None


@once
def is_question(t: Tree, i: int) -> bool:
    top = i
    for top in _path(t, i):
        if t.mark[top] and any(
            t.lower[k] == "whether" or (t.lower[k] == "if" and t.dep[top] == "ccomp") for k in children(t, top, "mark")
        ):
            return True
    if _is_asked_in_quotes(t, i):
        return True
    last = next((k for k in reversed(subtree(t, top)) if t.dep[k] == "punct"), None)
    return last is not None and t.lower[last] == "?" and t.sent[last] == t.sent[i]


def _is_asked_in_quotes(t: Tree, i: int) -> bool:
    """True inside "“How can Oslo sign it?” he said": the next mark behind is a question mark that ends the quotation."""
    end = next((k for k in range(i + 1, t.stop[i]) if t.lower[k] in _ENDS), None)
    if end is None or t.lower[end] != "?" or end + 1 >= len(t) or t.forms[end + 1] not in _CLOSING:
        return False
    return all(t.forms[k] not in _QUOTES for k in range(i, end))


def _path(t: Tree, i: int) -> Iterator[int]:
    yield i
    while t.head[i] != i:
        i = t.head[i]
        yield i
