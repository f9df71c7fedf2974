"""What does a parser often get wrong about lists of verbs, and how is it mended? "Refused to sign, leave or pay"."""

from kg.extract.lemmas import SAME_IN_PAST
from kg.extract.relatives import AUXILIARIES, OBJECTS, RELATIVES, Parse

_BELOW_FINITE = frozenset({"acl", "advcl", "conj", "nmod", "obj", "obl", "xcomp"})
"""What hangs on the verb that a finite one behind an infinitive goes on with ("welcomed its decision to sign and urged …")."""
_JOINTS = frozenset({",", "and", "but", "nor", "or"})


def conjunct_behind_relative(p: Parse, i: int, h: int) -> bool:
    """ "rejects the vote, which X won, and wants …": behind the second comma the main clause goes on"""
    if p.labels[i] != "conj" or p.labels[h] != "acl:relcl" or i in p.subject or i not in p.finite:
        return False
    opens = any(k < h and p.tags[k] in RELATIVES and k and p.words[k - 1] == "," for k in p.below(h))
    joints = [k for k in p.below(i) if p.labels[k] == "cc" and p.words[k - 1] == ","]
    above = p.heads[h]
    while above not in p.finite and p.heads[above] != above:
        above = p.heads[above]
    if not (opens and joints) or above not in p.finite:
        return False
    p.heads[i] = above
    return True


def same_tense(p: Parse, i: int, h: int) -> bool:
    """ "said Moscow isn't rejecting it but warned …": one tense, one subject"""
    if p.labels[i] != "conj" or p.tags[i] != "VBD" or i in p.subject or p.labels[h] != "ccomp" or p.tags[p.heads[h]] != "VBD":
        return False
    auxiliaries = [p.tags[k] for k in p.below(h) if p.labels[k] in AUXILIARIES]
    if p.tags[h] in {"VBZ", "VBP"} or (auxiliaries and "VBD" not in auxiliaries):
        p.heads[i] = p.heads[h]
    return True


def present_behind_past(p: Parse, i: int, h: int) -> bool:
    """ "concluded that the deal is void, does not comply with …": a present in a list goes on with what was said"""
    if i < h or p.tags[h] != "VBD" or i in p.subject or not _in_present(p, i) or any(p.labels[k] == "cc" for k in p.below(i)):
        return False
    said = [k for k in p.below(h) if p.labels[k] == "ccomp" and h < k < i and k in p.subject and _in_present(p, k)]
    if not said:
        return False
    p.heads[i] = said[-1]
    return True


def _in_present(p: Parse, i: int) -> bool:
    tags = [p.tags[k] for k in p.below(i) if p.labels[k] in {*AUXILIARIES, "cop"}]
    return bool({p.tags[i], *tags} & {"VBZ", "VBP"}) and "VBD" not in tags


def finite_conjunct(p: Parse, i: int, h: int) -> bool:
    """ "ruled out sending troops but hinted that …"; "expelled envoys accused of spying, and closed the embassy" """
    if p.labels[i] != "conj" or i not in p.finite or i in p.subject or h in p.finite:
        return False
    apart = p.labels[h] == "acl" and p.tags[h] == "VBN" and any(p.labels[k] == "cc" and p.words[k - 1] == "," for k in p.below(i))
    if p.tags[h] not in {"VB", "VBG"} and not apart:
        return False
    while p.labels[h] in _BELOW_FINITE and h not in p.finite:
        h = p.heads[h]
    if h in p.finite and h != i:
        p.heads[i] = h
    return True


def bare_behind_gerund(p: Parse, i: int, h: int) -> bool:
    """ "must stop arming them and leave": a bare verb goes with the bare verb before, not with a gerund"""
    above = p.heads[h]
    if p.tags[i] != "VB" or p.tags[h] != "VBG" or not above < h < i or p.tags[above] != "VB" or p.labels[h] == "conj":
        return False
    if i in p.marks or i in p.subject or any(p.labels[k] in AUXILIARIES for k in p.below(i)):
        return False
    p.heads[i] = above
    return True


def bare_behind_finite(p: Parse, i: int, h: int) -> bool:
    """ "refused to cut tariffs, open the border": a bare verb goes with the infinitive before, not with a verb in the past"""
    if (h not in p.finite and p.tags[h] != "VBP") or i < h or not _is_bare(p, i) or p.words[i - 1] not in _JOINTS:
        return False
    if p.tags[i] == p.tags[h] == "VBP" and p.words[i - 1] != ",":
        return False  # "they oppose plans to sign and back a vote"
    for k in range(i - 1, h, -1):
        if p.tags[k] == "VB" and "to" in p.marks.get(k, ()) and _hangs_on(p, k, h):
            p.heads[i], p.labels[i], p.tags[i] = k, "conj", "VB"
            return True
    return False


def bare_behind_bare(p: Parse, i: int, h: int) -> bool:
    """ "may lift the ban, open the border", read as a clause of its own or in the present"""
    past = p.tags[i] == "VBD" and p.words[i] in SAME_IN_PAST and i not in p.subject  # "may lift the ban and hit the port"
    if p.tags[h] != "VB" or i < h or not (past or _is_bare(p, i)) or p.words[i - 1] not in _JOINTS:
        return False
    p.labels[i], p.tags[i] = "conj", "VB"
    return True


def gerund_behind_gerund(p: Parse, i: int, h: int) -> bool:
    """ "ruled out leaving the bloc, lifting the ban or signing": one list of what is ruled out"""
    if p.tags[i] != "VBG" or p.words[i - 1] != "," or not any(p.labels[k] == "conj" and p.tags[k] == "VBG" for k in p.below(i)):
        return False
    before = [k for k in p.below(h) if h < k < i and p.tags[k] == "VBG" and p.labels[k] in OBJECTS]
    if before:
        p.heads[i], p.labels[i] = before[-1], "conj"
    return bool(before)


def base_read_as_past(p: Parse, i: int, h: int) -> bool:
    """ "may lift the ban, hit the port and leave": the bare verb behind it tells that "hit" is none in the past"""
    past = p.tags[h] == "VBD" and p.words[h] in SAME_IN_PAST and p.labels[h] in {"advcl", "conj"}
    if not past or p.tags[i] != "VB" or not _is_bare(p, i):
        return False
    p.tags[h] = "VB"
    p.finite.discard(h)
    return bare_behind_finite(p, h, p.heads[h]) or bare_behind_bare(p, h, p.heads[h])


def _is_bare(p: Parse, i: int) -> bool:
    """True for a base form without subject, auxiliary or conjunction, or what the tagger made of one that has an object."""
    if i in p.marks or i in p.subject:
        return False
    below = {p.labels[k] for k in p.below(i)}
    return below.isdisjoint(AUXILIARIES) and (p.tags[i] in {"VB", "VBP"} or (p.tags[i] in {"IN", "NN"} and "obj" in below))


def _hangs_on(p: Parse, k: int, h: int) -> bool:
    """True for what stands below `h`, with no clause of its own between."""
    while k != h:
        if p.labels[k] not in _BELOW_FINITE or p.heads[k] == k:
            return False
        k = p.heads[k]
    return True
