"""Which word is a form of which? Slips of rule lemmatizers, mended."""

import re
from functools import lru_cache

PLURAL_IN_MEN = re.compile(r"([^aeiou]|ce|wo)men$")
_BEFORE_E = ("as", "is", "os", "us", "c", "v", "z", "ng", "rg", "dg")
"""How stems end that have a silent "e": "eas(ed)", "announc(ed)", "approv(ed)", "urg(ed)"."""
SAME_IN_PAST = frozenset(
    {"beat", "become", "bet", "bid", "broadcast", "burst", "cast", "come", "cost", "cut", "forecast", "found", "hit", "hurt"}
    | {"input", "let", "offset", "overcome", "put", "quit", "read", "recast", "reset", "rid", "run", "set", "shed", "shut"}
    | {"slit", "split", "spread", "thrust", "undercut", "upset", "wed", "wound"}
)
"""Verbs whose past may look like a base form."""


def is_base(word: str, given: str) -> bool:
    """True for a form that can't be the past or the third person that a tagger took it for: "criticise"; not "put", "said".

    >>> is_base("criticise", "criticise"), is_base("put", "put"), is_base("said", "say"), is_base("vetoed", "vetoed")
    (True, False, False, False)
    """
    return word == given and word.isalpha() and not word.endswith(("ed", "s")) and word not in SAME_IN_PAST


@lru_cache(maxsize=32_768)
def lemma(word: str, given: str, tag: str) -> str:
    """The lemma, with the slips of rule lemmatizers mended: "hopes" as a form of "hop", "staged" of "stag", "vetoed" of itself.

    What "re-" or "co-" precedes is one word, however it is written.

    >>> lemma("hopes", "hop", "VBZ"), lemma("fined", "fin", "VBD"), lemma("vetoed", "vetoed", "VBN"), lemma("put", "put", "VBD")
    ('hope', 'fine', 'veto', 'put')
    >>> lemma("spokesmen", "spokesmen", "NNS"), lemma("bases", "basis", "NNS")
    ('spokesman', 'base')
    >>> lemma("need", "nee", "VBP"), lemma("expelled", "expelled", "VBD"), lemma("killed", "killed", "VBD")
    ('need', 'expel', 'kill')
    >>> lemma("accuses", "accuse", "VBP"), lemma("discuss", "discus", "VBP")
    ('accuse', 'discuss')
    >>> lemma("re-stated", "re-state", "VBD"), lemma("co-hosted", "co-hoste", "VBD"), lemma("co-chairs", "co-chair", "NNS")
    ('restate', 'cohost', 'cochair')
    """
    if word.startswith(("re-", "co-")):
        stem = word[3:-2]
        if tag in {"VBD", "VBN"} and word.endswith("ed"):
            given = f"{word[:3]}{stem}{'e' if stem.endswith(_BEFORE_E) or stem[-2:] == 'at' else ''}"
        return given.replace("-", "", 1)
    if word == "bases":
        return "base"  # not of "basis": those are rare in the plural
    if word == "mps":
        return "mp"
    if tag == "NNS" and given == word and PLURAL_IN_MEN.search(word):
        return word[:-2] + "an"
    if tag == "VBP" and word.startswith(given) and (word != f"{given}s" or word.endswith("ss")):
        return word
    if tag == "VBZ" and word.endswith("es") and given == word[:-2] and not given.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word[:-1]
    if tag in {"VBD", "VBN", "VBG"} and word in {given + "ed", given + "ing"} and _doubles(given):
        return given + "e"
    if tag in {"VB", "VBD", "VBN"} and given == word and word.endswith("ed") and len(word) > 5 and not word.endswith("eed"):
        return word[:-1] if word[:-2].endswith(_BEFORE_E) else _undoubled(word[:-2])
    if tag == "VBG" and given == word and word.endswith("ing") and len(word) > 5:
        return word[:-3] + "e" if word[:-3].endswith(_BEFORE_E) else _undoubled(word[:-3])
    return given


def _undoubled(stem: str) -> str:
    """ "bann" as "ban", "expell" as "expel"; "kill", "install" and "discuss" as they are."""
    if len(stem) < 3 or stem[-1] != stem[-2] or stem[-1] in "aeiousfz":
        return stem
    if stem[-1] == "l" and (stem[-3] not in "eo" or sum(c in "aeiou" for c in stem) < 2):
        return stem
    return stem[:-1]


def _doubles(stem: str) -> bool:
    """True for a stem such as "hop", whose own past would be "hopped": a form without the double letter is another verb's."""
    vowels = [c in "aeiou" for c in stem]
    return len(stem) > 2 and vowels[-3:] == [False, True, False] and sum(vowels) == 1 and stem[-1] not in "wxy"
