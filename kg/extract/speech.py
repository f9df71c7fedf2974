"""What does a parser often get wrong about who says what, and how is it mended? "Chad will sign, its minister told them"."""

from kg.extract.relatives import FINITE, OBJECTS, SAYS, Parse

_ACCUSE = frozenset({"accuse", "accused", "accuses", "accusing", "suspect", "suspected", "suspects"})
_SAYING = frozenset(
    {"accusing", "adding", "arguing", "asserting", "blaming", "calling", "citing", "claiming", "declaring", "describing"}
    | {"emphasising", "emphasizing", "explaining", "highlighting", "insisting", "noting", "reiterating", "saying", "stating"}
    | {"stressing", "underlining", "underscoring", "urging", "warning"}
)
_SHOWN = frozenset({"demonstrated", "demonstrates", "proved", "proves", "showed", "shows"})


def inverted_speaker(p: Parse, i: int, h: int) -> bool:
    """ "…, said the spokeswoman" """
    if p.labels[i] not in {"ccomp", "obj"} or i < h or h in p.subject or h not in p.quoted or not p.tags[i].startswith("NN"):
        return False
    p.labels[i] = "nsubj"
    p.subject.add(h)
    return True


def comment_behind_comma(p: Parse, i: int, h: int) -> bool:
    """ "rejected the offer, Reuters reported", read as what is rejected"""
    below = p.below(i)
    first = min(below, default=i)
    behind = i > h and first > 0 and p.words[first - 1] == "," and any(p.labels[k] == "obj" for k in p.below(h) if k < first)
    if not behind or i not in p.subject or any(p.labels[k] in {*OBJECTS, "mark"} for k in below):
        return False
    p.labels[i] = "parataxis"
    return True


def means_of_what_is_said(p: Parse, i: int, h: int) -> bool:
    """ "said Chad had fuelled the war by arming them", with the means hung on the saying; "showed it by signing" shows so."""
    if p.tags[i] != "VBG" or "by" not in p.marks.get(i, ()) or p.words[h] in _SHOWN:
        return False
    content = [k for k in p.below(h) if h < k < i and p.labels[k] == "ccomp" and p.tags[k].startswith("VB")]
    if len(content) != 1:
        return False
    p.heads[i] = content[0]
    return True


def said_on(p: Parse, i: int, h: int) -> bool:
    """ "said Chad would sign, stressing its aims", hung on "sign": who says what will be goes on, not who will do it"""
    if p.words[i] not in _SAYING or p.words[i - 1] != "," or not h < i or not any(p.tags[k] == "MD" for k in p.below(h)):
        return False
    says = p.heads[h]
    if p.labels[h] != "ccomp" or not says < h or says not in p.subject or not p.tags[says].startswith("VB"):
        return False
    p.heads[i] = says
    return True


def says_on(p: Parse, i: int, h: int) -> bool:
    """ "insists its programme is peaceful and says …", hung on "peaceful": who says the one says the other"""
    says = p.heads[h]
    if p.words[i] not in SAYS or i in p.subject or p.labels[h] != "ccomp" or says > h or p.tags[i] != p.tags[says]:
        return False
    if p.tags[i] not in FINITE or p.tags[i] in {p.tags[k] for k in (h, *p.below(h)) if p.labels[k] != "cop"} - {"VBZ"}:
        return False
    p.heads[i] = says
    return True


def according_to(p: Parse, i: int, h: int) -> bool:
    """ "…, according to Berg", hung on the last noun"""
    verb = p.verb_above(h)
    if "according" not in p.marks.get(i, ()) or verb is None:
        return False
    p.heads[i], p.labels[i] = verb, "obl"
    return True


def accused_of(p: Parse, i: int, h: int) -> bool:
    """ "accused the bloc of serving others", hung on the bloc"""
    verb = p.heads[h]
    if p.tags[i] != "VBG" or "of" not in p.marks.get(i, ()) or p.labels[h] not in {"obj", "iobj"} or p.words[verb] not in _ACCUSE:
        return False
    p.heads[i], p.labels[i] = verb, "advcl"
    return True
