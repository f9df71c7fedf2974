"""Which characters stand for an object? Readable spans of noun phrases and clauses."""

from kg.extract.grammar import Tree, children, is_contrast, subtree
from kg.extract.relatives import RELATIVES
from kg.extract.repair import SUBJECTS
from kg.model import Span

_CUT_CLAUSE = frozenset({"parataxis", "discourse", "vocative"})
_LOOSE = frozenset({"acl:relcl", "appos", "parataxis", "advcl", "discourse", "vocative", "dep", "list"})
_STICKY = frozenset({"of", "for", "in", "between", "on", "over", "with", "against", "to", "into", "from", "about"})
_FRAMING = frozenset(
    {"according to", "ahead of", "amid", "because of", "despite", "due to", "following", "in light of", "in response to"}
    | {"in the wake of", "in view of", "thanks to"}
)
_CONDITIONS = frozenset({"if", "once", "provided", "providing", "unless"})
_VOICES = frozenset({"according to", "per"})
_CLAUSAL = SUBJECTS | {"punct", "cop", "aux", "aux:pass", "mark", "expl"}
_OPENERS = SUBJECTS | {"expl"}
_PAIRS = (("([", ")]"), ("“", "”"), ('"', '"'))
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DENYING = frozenset({"no", "not", "neither", "nor"})
_BOUNDS = frozenset({"least", "most"})
"""What follows "at" in front of a count."""
_LEADING = frozenset({"punct", "cc", "det", "det:predet", "cc:preconj", "mark", "case", "cop", "aux"})


def characters(t: Tree, first: int, last: int) -> Span:
    """Characters from token `first` to token `last`, both included."""
    return Span(t.at[first], t.at[last] + len(t.forms[last]))


def phrase(t: Tree, i: int, until: int | None = None) -> Span:
    """The whole noun phrase of `i` without leading determiners, commas' insertions and trailing clauses.

    It ends before `until`, where the verb's own words begin ("put Oslo on its list"). A phrase right behind it that the parser
    hung on the verb belongs to it ("accept troops in Ukraine"), unless it is a date.
    """
    keep = _keep_phrase(t, i)
    if t.dep[i] in {"obj", "nsubj:pass"}:
        for k in t.kids[t.head[i]]:
            below = subtree(t, k)
            near = below[0] == max(keep) + 1 and t.dep[below[0]] != "punct"
            if t.dep[k] == "obl" and near and t.prep[k] in _STICKY and not is_date(t, k):
                keep.update(_keep_phrase(t, k), children(t, k, "case"))
                break
            if near and _completes(t, i, k):
                keep.update(below)
                break
    elif t.dep[i] == "obl" and t.prep[i] == "for":
        keep.update(*(subtree(t, k) for k in t.kids[t.head[i]] if _is_undergone(t, k, max(keep) + 1)))
    return _trimmed(t, i, _before(keep, until))


def _completes(t: Tree, i: int, k: int) -> bool:
    """True for "to free them" right behind who decides, hung on the verb ("hailed a decision by Chad to free them")."""
    by = [m for m in children(t, i, "nmod") if m > i and t.prep[m] == "by"]
    return t.mark[k] == "to" and bool(by) and subtree(t, by[-1])[-1] + 1 == subtree(t, k)[0]


def _before(keep: set[int], until: int | None) -> set[int]:
    return keep if until is None else {k for k in keep if k < until}


def _is_undergone(t: Tree, k: int, start: int) -> bool:
    """True for "to be annulled" right behind what somebody calls for."""
    return t.mark[k] == "to" and (t.has(k, "aux:pass") or t.has(k, "cop")) and subtree(t, k)[0] == start


def core(t: Tree, i: int, until: int | None = None) -> Span:
    """The phrase cut to its head, the words before it and the first phrase after it: what a reader would call it."""
    keep = {i}
    for k in t.kids[i]:
        if k < i and t.dep[k] not in _LOOSE and t.dep[k] not in _CLAUSAL:
            keep.update(subtree(t, k))
        elif k > i and t.dep[k] in {"nmod", "compound", "flat", "nmod:desc", "fixed"} and t.prep[k] in {*_STICKY, ""}:
            keep.update(_keep_phrase(t, k))
            keep.update(children(t, k, "case"))
        elif k > i and t.dep[k] == "acl" and t.tag[k] == "VBG" and t.mark[k]:
            keep.update(subtree(t, k))  # "the idea of sending troops"
        elif k > i and t.dep[k] in {"flat", "fixed", "compound:prt"}:
            keep.add(k)
        elif k > i and t.dep[k] == "nummod":
            keep.update(subtree(t, k))  # "$ 3.5 billion"
    return _trimmed(t, i, _before(keep, until))


def short_clause(t: Tree, i: int) -> Span:
    """The clause of `i` with its complements and the first phrase behind them only."""
    keep, taken = {i}, False
    for k in t.kids[i]:
        below = subtree(t, k)
        if (
            t.dep[k] in SUBJECTS
            or t.dep[k] in {"aux", "aux:pass", "cop", "compound:prt", "obj", "iobj", "expl"}
            or (t.dep[k] == "advmod" and k < i)
        ):
            keep.update(below if t.dep[k] != "obj" else _keep_phrase(t, k))
        elif t.dep[k] in {"xcomp", "ccomp"} and k > i:
            keep.update(below)
        elif (
            t.dep[k] in {"obl", "obl:agent"}
            and k > i
            and not taken
            and not is_date(t, k)
            and t.prep[k] in {*_STICKY, "by", "at", "under", "out of", "through", "toward", "towards", ""}
        ):
            keep.update(_keep_phrase(t, k), children(t, k, "case"))
            taken = True
    finite = any(t.dep[k] in SUBJECTS for k in t.kids[i])
    keep = _from_subject(t, i, keep) if finite else keep - {k for k in keep if k < i and t.dep[k] != "cop"}
    return _trimmed(t, i, keep, finite=finite)


def _from_subject(t: Tree, i: int, keep: set[int]) -> set[int]:
    """The clause from its subject on, with what is inserted before the verb; what stands in front of the subject goes."""
    start = min((subtree(t, k)[0] for k in t.kids[i] if t.dep[k] in _OPENERS and k < i), default=i)
    start -= start - 1 in keep and t.lower[start - 1] in _DENYING  # "not all agree"
    return {k for k in keep if k >= i} | set(range(start, i))


def is_date(t: Tree, k: int) -> bool:
    """True for the head of a phrase that says when."""
    return t.ent[k] in {"DATE", "TIME"} or t.dep[k] == "obl:tmod"


def clause(t: Tree, i: int) -> Span:
    """The clause of `i` without its subordinator; for an infinitive from the verb on."""
    finite = any(t.dep[k] in SUBJECTS for k in t.kids[i])
    noun = _undergoer(t, i)
    if noun is not None:
        return _trimmed(t, noun, {k for k in (*subtree(t, noun), *subtree(t, i)) if t.dep[k] != "case" or k > noun})
    keep = {i}
    for k in t.kids[i]:
        if t.dep[k] in _CUT_CLAUSE or t.dep[k] in {"mark", "cc"} or (t.dep[k] == "conj" and _has_own_clause(t, k)):
            continue
        if k < i and not finite and t.dep[k] in {"aux", "cop", "case", "det", "nmod:poss", "punct"}:
            if t.dep[k] in {"cop"}:
                keep.update(subtree(t, k))
            continue
        if t.dep[k] == "punct" or (t.dep[k] == "advcl" and k > i and _comma_before(t, k)):
            continue
        if t.dep[k] == "advcl" and k > i and not finite and t.mark[k] in _CONDITIONS:
            continue  # "resume talks if the rebels disarm": on what condition is the modality
        if k > i and t.prep[k] in _VOICES and _comma_before(t, k):
            continue  # "the port was closed, according to the agency"
        keep.update(subtree(t, k))
    for k in sorted(keep):
        if k > i and t.dep[k] == "advcl" and t.mark[k] == "without" and _comma_before(t, k):
            keep.difference_update(subtree(t, k))  # "take the measures that it needs, without going into detail"
    return _trimmed(t, i, _from_subject(t, i, keep) if finite else keep, finite=finite)


def _undergoer(t: Tree, i: int) -> int | None:
    """Who or what is to be dealt with in "called for the envoy to be freed", hung on the noun, or None."""
    if t.mark[i] != "to" or not t.has(i, "aux:pass"):
        return None
    above = t.head[i]
    spots = (above, *children(t, above, "obl")) if t.dep[i] in {"acl", "advcl", "xcomp"} else ()
    before = subtree(t, i)[0] - 1
    return next((k for k in spots if t.prep[k] == "for" and k <= before and before in subtree(t, k)), None)


def _keep_phrase(t: Tree, i: int) -> set[int]:
    keep = {i}
    for k in t.kids[i]:
        if t.dep[k] in {"punct", "case", "mark"} and k < i:
            continue
        if t.dep[k] in _LOOSE and (k < i or _comma_before(t, k) or t.dep[k] in {"parataxis", "discourse"}):
            continue
        if t.dep[k] in {"cc", "conj"} and (_has_own_clause(t, k) or is_contrast(t, k)):
            continue
        if t.dep[k] == "acl:relcl" and k > i and _is_done_by_others(t, k) and _says_enough(t, i):
            continue  # "a truce of ten days that the rebels declared"
        prep = t.prep[k]
        if k > i and (prep.partition(" ")[0] == "as" or prep in _FRAMING or is_date(t, k)):
            continue  # "described the deal as a breakthrough", "the attack on Friday", "the ban, according to the agency"
        if t.dep[k] in _CLAUSAL - {"punct"} and not t.verb[i]:
            continue
        below = subtree(t, k)
        keep.update(below)
        for m in below:
            named = t.dep[m] == "appos" and m != k and not t.has(m, "conj") and _comma_before(t, m)
            named = named and subtree(t, m)[-1] == below[-1]
            if m > i and (named or t.prep[m] in _FRAMING):
                keep.difference_update(subtree(t, m))  # "a review of its strategy following the vote"
    return keep


def _is_done_by_others(t: Tree, k: int) -> bool:
    """True for a relative clause with a subject of its own."""
    subjects = [m for m in t.kids[k] if t.dep[m] in SUBJECTS]
    return bool(subjects) and not any(t.tag[m] in RELATIVES or t.lower[m] == "that" for m in subjects)


def _says_enough(t: Tree, i: int) -> bool:
    """True for a noun that a phrase or an adjective tells more about, without any clause."""
    return t.pos[i] == "NOUN" and any(t.dep[k] in {"amod", "nmod", "compound"} and t.lower[k] not in _BOUNDS for k in t.kids[i])


def _has_own_clause(t: Tree, k: int) -> bool:
    finite = {t.tag[k], *(t.tag[m] for m in children(t, k, "aux", "aux:pass", "cop"))}
    return bool(children(t, k, *SUBJECTS)) or not finite.isdisjoint(_FINITE)


def _comma_before(t: Tree, k: int) -> bool:
    first = subtree(t, k)[0]
    return (first > 0 and t.lower[first - 1] in {",", "--", "–", "—", "("}) or t.lower[first] in {",", "--", "–", "—", "("}


def _trimmed(t: Tree, i: int, keep: set[int], *, finite: bool = False) -> Span:
    """The longest run of kept tokens around `i`, without determiners in front and punctuation at both ends.

    What denies a `finite` clause stays ("no troops will be sent"): nothing else would say so.
    """
    low = high = i
    while low - 1 in keep or (
        low - 2 in keep and t.dep[low - 1] == "punct" and t.lower[low - 1] in {'"', "“", "”", "‘", "-", "–"}
    ):
        low -= 1
    while high + 1 in keep or (high + 2 in keep and t.dep[high + 1] == "punct"):
        high += 1
    for k in range(i + 1, high):
        if t.lower[k] == "," and t.tag[k + 1] in RELATIVES:
            high = k - 1  # what a relative clause adds is no part of the name
            break
    while low < i and (t.dep[low] in _LEADING or t.tag[low] == "PRP$" or t.lower[low] == "not") and t.head[low] in keep:
        if (finite and t.lower[low] in _DENYING) or t.lower[low + 1] in _BOUNDS:
            break  # "at least 40 villagers"
        low += 1
    while high > i and t.dep[high] in {"punct", "cc", "space"}:
        high -= 1
    return characters(t, *_closed(t, low, i, high))


def _closed(t: Tree, low: int, i: int, high: int) -> tuple[int, int]:
    """First and last token, with no bracket or quotation left open where it closes right behind; other brackets are cut."""
    for opening, closing in _PAIRS:
        opened = [k for k in range(low, high + 1) if t.lower[k] in opening]
        closed = [k for k in range(low, high + 1) if t.lower[k] in closing and k not in opened[::2]]
        if len(opened) == len(closed) or (opening == closing and len(opened) % 2 == 0) or not opened:
            continue
        if high + 1 < len(t) and t.lower[high + 1] in closing:
            high += 1
        elif opened[-1] > i and "(" in opening:
            high = opened[-1] - 1
            while high > i and t.dep[high] in {"punct", "cc", "case", "mark", "det"}:
                high -= 1
        elif opened[-1] == low:
            low += 1
    return low, high
