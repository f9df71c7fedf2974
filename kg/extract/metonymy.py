"""Is it the city or the state? A capital or seat of government where it acts, or where things happen."""

from kg.extract.found import Found
from kg.extract.grammar import Tree, children, is_passive
from kg.model import MentionKind
from kg.referring import Referring

_SUBJECTS = frozenset({"nsubj", "nsubj:outer"})
_HOLDS = frozenset({"blockade", "bombardment", "control", "curfew", "occupation", "rule", "siege"})
"""What a city is under."""


def is_place(t: Tree, found: Found, words: Referring) -> bool:
    """True where a seat of government is meant as a place ("in Moscow", "hit Kyiv", "the White House meeting").

    False where it stands for the state: as an agent, possessor of a policy, partner of talks.
    """
    head = found.head
    before = t.lower[found.start - 1] if found.start else ""
    if before in {"the"} and found.start > 1:
        before = t.lower[found.start - 2]
    label = t.dep[head]
    above = t.head[head]
    cases = [k for k in children(t, head, "case") if k < found.start]
    if cases and before not in words.places["inside"]:
        before = t.lower[cases[-1]]  # "in central Baghdad"
    after = t.lower[found.end] if found.end < len(t) else ""
    if _dateline(t, found) or (after == "," and _in_country(t, found)):
        return True
    if before in words.places["inside"]:
        theirs = label == "nmod:poss" and t.pos[above] == "NOUN"
        return not theirs or _event(t, above, words)  # "in Moscow's streets", not "in Moscow's view"
    if label == "conj":
        return _conjunct_is_place(t, head, words)
    if before == "of" and above != head and _event(t, above, words):
        return True
    if before in words.places["towards"]:
        return _motion(t, head, words)
    if found.end < len(t) and t.pos[found.end] == "NOUN" and _event(t, found.end, words):
        return True
    if label in {"compound", "amod", "nmod:poss", "nmod", "flat", "nmod:desc"} and above != head and above > head:
        return _event(t, above, words)
    if label == "nsubj:pass" or (label in _SUBJECTS and t.verb[above] and is_passive(t, above)):
        return t.lemma[above] in words.places["hit"]
    if label in {"obj", "iobj"}:
        return t.lemma[above] in words.places["hit"] or _as_venue(t, above, words)
    if label in _SUBJECTS and _is_held(t, above):
        return True
    if label in _SUBJECTS and children(t, above, "cop"):
        return t.lemma[above] in words.places["venue"] or _event(t, above, words)
    return False


def _is_held(t: Tree, i: int) -> bool:
    """ "Kabul is under siege", "Kabul fell under rebel control", "Kabul fell to the rebels": no state as a whole."""
    under = t.lemma[i] in _HOLDS and t.prep[i] == "under"
    return under or (t.lemma[i] == "fall" and any(t.prep[k] in {"to", "under", "into"} for k in children(t, i, "obl")))


def _event(t: Tree, i: int, words: Referring) -> bool:
    return t.lemma[i] in words.places["event"] or t.lower[i] in words.places["event"]


def _dateline(t: Tree, found: Found) -> bool:
    """ "KYIV (Agency) —" at the start of a line."""
    starts_line = found.start == 0 or "\n" in t.forms[found.start - 1]
    if not starts_line or found.end >= len(t):
        return False
    mark = t.lower[found.end]
    if mark == "," and t.forms[found.start].isupper():
        return True
    if mark in {"—", "–", "--", "-"}:
        return True
    return mark == "(" and any(t.lower[k] in {"—", "–", "--", "-"} for k in range(found.end, min(found.end + 6, len(t))))


def _in_country(t: Tree, found: Found) -> bool:
    """ "Copenhagen, Denmark": a name alone between commas, as its apposition."""
    k = found.end + 1
    return (
        k + 1 < len(t) and t.pos[k] == "PROPN" and t.lower[k + 1] in {",", "."} and t.dep[k] in {"appos", "nmod", "list", "flat"}
    )


def _conjunct_is_place(t: Tree, head: int, words: Referring) -> bool:
    first = t.head[head]
    while t.dep[first] == "conj":
        first = t.head[first]
    return is_place(t, Found(first, first + 1, first, MentionKind.NAME, "name"), words) if t.pos[first] == "PROPN" else False


def _motion(t: Tree, head: int, words: Referring) -> bool:
    """True where the phrase of `head` says whence or whither someone goes, not to whom something is said or given."""
    above = t.head[head]
    if above == head:
        return False
    near = {t.lemma[above], t.lower[above]}
    near.update(t.lemma[k] for k in children(t, above, "obj", "advmod", "compound:prt"))
    near.update(t.lemma[k] for k in t.kids[head] if t.dep[k] in {"advmod", "case"})
    return bool(near & words.places["motion"])


def _as_venue(t: Tree, verb: int, words: Referring) -> bool:
    lemmas = {t.lemma[m] for k in (verb, *children(t, verb, "obj")) for m in t.kids[k] if t.dep[m] in {"obl", "nmod", "xcomp"}}
    return bool(lemmas & words.places["venue"])
