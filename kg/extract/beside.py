"""Which noun phrases stand beside a name and say what it is? "…, the president of Chile," and "EU member".

Read from the words in their order first: the parser's commonest slip is where it hangs a phrase between two commas.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.grammar import SUBJECTS, Tree
from kg.referring import Referring

_NOMINAL = frozenset({"PROPN", "NOUN", "ADJ"})
_INSIDE = _NOMINAL | {"DET", "NUM"}
_BEHIND = frozenset({"of", "for", "to", "at", "in", "from", "with", "on"})
_OPENS = frozenset({",", "(", "-", "–", "—", "--"})
_CLOSES = frozenset({",", ")", "–", "—", "--", ";", ":", ".", "?", "!"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLURAL = frozenset({"NNS", "NNPS"})
_TRAIL = 8
"""Words that may follow a phrase before the comma that closes it ("president since the war,")."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in tokens: [start, end) is all of it, [core, close) the noun or title that it is about."""

    start: int
    core: int
    close: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """Where names begin (token -> its end) and end (token after -> its start) that a phrase may stand beside.

    `others` begin names of other kinds; `stops` are the tokens after names that modify no noun,
    `titles` the titles of the text (token -> its end),
    `titled` the tokens after them.
    """

    begins: Mapping[int, int]
    ends: Mapping[int, int]
    others: Mapping[int, int]
    stops: frozenset[int]
    titles: Mapping[int, int]
    titled: frozenset[int]


def phrase(t: Tree, core: int, close: int, names: Names, words: Referring) -> Phrase:
    """The phrase around the title at tokens [core, close): what modifies it and its phrases with a preposition."""
    while close + 1 < len(t) and t.lower[close] == "-" and not t.spaced[close - 1] and not t.spaced[close]:
        close += 2  # "prosecutor-general"
    return Phrase(_left(t, core, names, words), core, close, _right(t, close, names))


def _left(t: Tree, core: int, names: Names, words: Referring) -> int:
    first = core
    while first > 0 and t.sent[first - 1] == t.sent[core]:
        k = first - 1
        if first in names.stops and t.tag[first] != "POS":
            break  # "Bush Secretary of State": a person, not a modifier
        if t.lower[k] == ")" and k > 2 and t.lower[k - 2] == "(":
            first = k - 2  # "United States (US) Secretary of State"
            continue
        modifies = t.pos[k] in _NOMINAL or t.tag[k] in {"POS", "PRP$", "CD"} or t.lower[k] in {"&", "-"}
        modifies = modifies or joins_fields(t, k, names.titles)
        modifies = (
            modifies
            or (t.lower[k] in words.offices["past"] and t.head[k] > k)
            or (t.dep[k] == "amod" and not _auxiliary(t, k - 1))
        )
        modifies = modifies or (t.dep[k] == "advmod" and first <= t.head[k] < core)  # "newly appointed"
        if t.pos[k] == "DET":
            return k
        if t.tag[k] == "NNS" and first in names.others:
            break  # "Oslo hosts Chilean President …": no modifier, whatever it was read as
        if not modifies or t.ent[k] == "DATE" or (t.lower[k] == "-" and t.spaced[k - 1]):
            break
        first = k
    return first


def joins_fields(t: Tree, k: int, titles: Mapping[int, int]) -> bool:
    """True for "and" in "Kenya's trade and industry minister": both are what the office is for, and the first is none."""
    fields = 0 < k < len(t) - 1 and t.lower[k] == "and" and t.tag[k - 1] == t.tag[k + 1] == "NN"
    return fields and not any(start < k <= end for start, end in titles.items())


def _auxiliary(t: Tree, k: int) -> bool:
    """True for "was" before "elected", which the parser may hang on the noun behind."""
    return k >= 0 and t.pos[k] == "AUX"


def _right(t: Tree, close: int, names: Names) -> int:
    end = close
    while end + 1 < len(t) and t.lower[end] in _BEHIND and t.sent[end] == t.sent[close - 1]:
        k = _noun_phrase(t, end + 1, names)
        if k == end + 1:
            break
        end = k
    return end


def _noun_phrase(t: Tree, start: int, names: Names) -> int:
    """Where the noun phrase that begins at a token ends; a person's name behind another name is none of it."""
    k, named = start, False
    while k < len(t) and t.sent[k] == t.sent[start - 1]:
        if k in names.begins:
            if (named and k not in names.titled) or (k > start and t.tag[k - 1] in _PLURAL):
                break  # "minister for rural affairs Ann Oduya"
            k, named = names.begins[k], True
        elif k in names.others:
            k, named = names.others[k], True
        elif t.ent[k] == "DATE":
            break
        elif t.pos[k] in _INSIDE or t.tag[k] in {"POS", "PRP$"} or t.lower[k] in {"&", "-"}:
            k, named = k + 1, named and t.tag[k] != "POS"
        elif t.tag[k] == "CC" and not named and k > start and t.pos[k - 1] == "NOUN" and t.pos[min(k + 1, len(t) - 1)] == "NOUN":
            k += 1  # "minister for trade and industry"
        else:
            break
    return k


def is_marked(t: Tree, p: Phrase, marks: frozenset[str]) -> bool:
    """True where one of the words modifies the phrase's noun, alone or joined by a hyphen ("former", "ex-president")."""
    written = t.words(p.start, p.close).casefold().split()
    return any(word in marks or not marks.isdisjoint(word.split("-")) for word in written)


def named(t: Tree, p: Phrase, names: Names, words: Referring) -> Iterator[tuple[int, bool]]:
    """Starts of the names that the phrase stands beside, each with whether it stands right before it."""
    if p.end in names.begins and (p.end == p.close or t.tag[p.end - 1] in _PLURAL | {"NNP"}):
        yield p.end, True
        return
    second = names.titles.get(p.end)
    if second is not None and second in names.begins and p.end == p.close and t.sent[p.end] == t.sent[p.core]:
        yield second, True  # "Interior Minister General Tomas Vidal"
        return
    after = _after(t, p, names, words)
    before = _before(t, p, names)
    if after is not None and before is not None:
        tied = [s for s in (before, after) if _apposed(t, p, s, names.begins[s])]
        after, before = (tied[0], None) if len(tied) == 1 else (None, None)
    for start in (before, after):
        if start is not None:
            yield start, False


def _after(t: Tree, p: Phrase, names: Names, words: Referring) -> int | None:
    """ "The president of Chile, Ricardo Lagos, …": the name that follows the phrase and a comma."""
    if p.end + 1 >= len(t) or t.lower[p.end] not in _OPENS or t.sent[p.end] != t.sent[p.core]:
        return None
    k = _titled(t, p.end + 1, names)
    while k not in names.begins and k + 1 < len(t) and (k in names.titles or t.lower[k].rstrip(".") in words.addresses):
        k = names.titles.get(k, k + 1)  # "the commander, General Tomas Vidal"
    end = names.begins.get(k)
    if end is None:
        return None
    if end >= len(t) or t.lower[end] in _CLOSES or t.sent[end] != t.sent[k] or _apposed(t, p, k, end):
        return k
    begins = p.start == t.sent[p.start] or t.tag[p.start - 1] in {"CC", ",", ":", "``"}
    return k if begins and (t.tag[end] in _FINITE or t.dep[end] == "aux") else None


def _titled(t: Tree, k: int, names: Names) -> int:
    """The name that a whole title leads up to from token `k` ("the group's chairman, Nigerian President Anna Berg"), or `k`."""
    for end in range(k + 1, min(k + _TRAIL, len(t))):
        if end in names.begins:
            return end if end in names.titled else k
        if not (t.pos[end - 1] in _NOMINAL or t.tag[end - 1] == "POS" or t.lower[end - 1] == "of"):
            break
    return k


def _before(t: Tree, p: Phrase, names: Names) -> int | None:
    """ "Ricardo Lagos, the president of Chile, …": the name that a comma parts from the phrase."""
    start = names.ends.get(p.start - 1)
    if p.start < 2 or t.lower[p.start - 1] not in _OPENS or start is None or t.sent[start] != t.sent[p.core]:
        return None
    if _apposed(t, p, start, p.start - 1):
        return start
    acts = any(t.dep[k] in SUBJECTS for k in range(p.core, p.close) if not p.start <= t.head[k] < p.end)
    opens = start == t.sent[start] or t.tag[start - 1] in {"''", "``", ":", "CC"}
    subject = opens or any(t.dep[k] in SUBJECTS for k in range(start, p.start - 1))
    return start if _closed(t, p.end, names) and (subject or not acts) else None


def _closed(t: Tree, end: int, names: Names) -> bool:
    """True where a comma or a full stop ends the apposition before any verb does."""
    for k in range(end, min(end + _TRAIL, len(t))):
        if t.lower[k] in _CLOSES or t.tag[k] in {"WP", "WDT"} or t.sent[k] != t.sent[end - 1]:
            return True
        if t.tag[k] in _FINITE or k in names.begins:
            return False
    return end >= len(t)


def _apposed(t: Tree, p: Phrase, start: int, end: int) -> bool:
    """True where the parser sees an apposition between the phrase's noun and the name at [start, end)."""
    noun, name = range(p.core, p.close), range(start, end)
    return any(t.dep[k] == "appos" and t.head[k] in noun for k in name) or any(
        t.dep[k] == "appos" and t.head[k] in name for k in noun
    )
