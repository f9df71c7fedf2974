"""What hedges, denies or attributes a clause, where the parser hangs it wrongly? Rules for `repair`, like those beside them."""

from kg.extract.lemmas import SAME_IN_PAST
from kg.extract.relatives import AUXILIARIES, NAMES, OBJECTS, SAYS, Parse

_HAVE, _DO = frozenset({"had", "has", "have"}), frozenset({"did", "do", "does"})
_TITLED = frozenset({"can", "could", "may", "might", "must", "should", "will", "would"})
"""Modals that a headline writes like names."""
_SUPPOSED = frozenset({"assuming", "provided", "providing", "supposing"})
_RIGHT = frozenset({"correct", "justified", "right"})
_EVENT, _IN, _CASE, _OF, _THAT, _TO = "event", "in", "case", "of", "that", "to"
_HOLDS = frozenset(
    {"accusations", "allegations", "chance", "chances", "charges", "claims", "danger", "evidence", "fear", "fears", "hint"}
    | {"hints", "hope", "hopes", "idea", "likelihood", "notion", "possibility", "prospect", "report", "reports", "risk"}
    | {"rumors", "rumours", "sign", "signs", "speculation", "suggestion", "suggestions", "suspicion", "suspicions", "talk"}
    | {"threat", "word"}
)
"""Nouns whose content may be a gerund with a subject ("rumours of Chad leaving")."""
_TOPICS = frozenset({"about", "against", "of"})
_TAKES = {
    "on": frozenset({"count", "counted", "counts", "depend", "depended", "depends", "insist", "insisted", "insists", "relied"})
    | {"relies", "rely"},
    "to": frozenset({"agree", "agreed", "agrees", "object", "objected", "objects", "opposed"}),
}
"""Preposition -> the verbs whose object it brings, so that a gerund behind is what its name does."""


def modal_of_name(p: Parse, i: int, h: int) -> bool:
    """ "Under no circumstances will Oslo sign": the modal and what is in front hung on the name; "Oslo May Sign" """
    if p.tags[i] == "NNP" and p.words[i] in _TITLED and h in p.subject and i < h:
        p.tags[i] = "MD"
        p.finite.add(h)
        return True
    verb = p.heads[h]
    if p.tags[i] != "MD" or p.tags[h] not in NAMES or p.tags[verb] != "VB" or p.labels[h] != "nsubj" or not i < h < verb:
        return False
    for k in p.below(h):
        if k <= i:
            p.heads[k], p.labels[k] = verb, "aux" if k == i else "obl"
    p.finite.add(verb)
    return True


def modal_read_as_day(p: Parse, i: int, h: int) -> bool:
    """ "Oslo May Attack", read as a month or a part of the name"""
    if p.words[i] not in _TITLED or i + 1 >= len(p.words) or p.tags[i + 1] != "VB" or i + 1 in p.marks or i == 0:
        return False
    verb, name = i + 1, i - 1
    if h not in {verb, name} or p.labels[name] != "nsubj" or p.heads[name] != verb:
        return False
    p.heads[i], p.labels[i], p.tags[i] = verb, "aux", "MD"
    p.finite.add(verb)
    return True


def do_read_as_main(p: Parse, i: int, h: int) -> bool:
    """ "Nowhere did Oslo sign it": "did" read as a verb of its own"""
    if p.words[h] not in _DO or p.tags[i] != "VB" or i in p.marks or h in p.subject or i not in p.subject:
        return False
    for k in p.below(h):
        p.heads[k] = i
    p.heads[i], p.labels[i] = (i if p.heads[h] == h else p.heads[h]), p.labels[h]
    p.heads[h], p.labels[h] = i, "aux"
    p.finite.add(i)
    return True


def have_read_as_main(p: Parse, i: int, h: int) -> bool:
    """ "Oslo has, Bern claims, signed it", "had, in their view, signed it": the auxiliary parted from its verb by a remark"""
    if p.words[h] not in _HAVE or p.tags[i] not in {"VBD", "VBN"} or i < h + 3 or {p.words[h + 1], p.words[i - 1]} != {","}:
        return False
    if i in p.subject or i in p.marks or h not in p.subject or any(p.labels[k] in {"cc", *AUXILIARIES} for k in p.below(i)):
        return False
    above = p.below(h)
    objects = [k for k in above if k != i and p.labels[k] in OBJECTS]
    if any(p.tags[k] not in {"VBD", "VBZ", "VBP"} or k not in p.subject for k in objects):
        return False
    for k in above:
        p.heads[k] = i
    for k in objects:
        p.labels[k] = "parataxis"
    p.heads[i], p.labels[i], p.tags[i] = (i if p.heads[h] == h else p.heads[h]), p.labels[h], "VBN"
    p.heads[h], p.labels[h] = i, "aux"
    p.subject.add(i)
    return True


def remark_read_as_conjunct(p: Parse, i: int, h: int) -> bool:
    """ "Oslo had signed it, Bern told reporters": no second thing that is told, but who says so"""
    if p.words[i] not in SAYS or i < h or i not in p.subject:
        return False
    below = p.below(i)
    start = min(below)
    if p.words[start - 1] != "," or any(p.labels[k] in {"cc", "ccomp", "xcomp", "mark"} for k in below):
        return False
    if p.labels[i] == "ccomp" and not any(p.labels[k] == "obj" and k < start for k in p.below(h)):
        return False
    p.labels[i] = "parataxis"
    return True


def supposed_read_as_object(p: Parse, i: int, h: int) -> bool:
    """ "will stay provided Oslo signs": a condition, no thing that is done"""
    del h
    if p.words[i] not in _SUPPOSED or i in p.marks or i in p.subject or all(p.labels[k] != "ccomp" for k in p.below(i)):
        return False
    p.labels[i] = "advcl"
    return True


def case_read_as_preposition(p: Parse, i: int, h: int) -> bool:
    """ "will leave in case Oslo signs", hung on the name"""
    verb = p.heads[h]
    fixed = i + 1 < len(p.words) and p.words[i] == _IN and p.words[i + 1] == _CASE and p.heads[i + 1] == i
    if not fixed or not p.labels[h].startswith("nsubj") or verb < h:
        return False
    p.heads[i], p.labels[i] = verb, "mark"
    p.labels[verb] = "advcl" if p.labels[verb] in {"ccomp", "xcomp"} else p.labels[verb]
    return True


def event_read_as_content(p: Parse, i: int, h: int) -> bool:
    """ "will leave in the event that Oslo signs": a condition, nothing said; "a draft on what to do in the event that …" """
    that = next((k for k in p.below(i) if p.words[k] == _THAT and k < i), None)
    if that is None or i < h or p.words[that - 1] != _EVENT:
        return False
    verb = p.verb_above(h)
    if verb is None or all(p.tags[k] != "MD" for k in p.below(verb)):
        p.heads[i], p.labels[i] = that - 1, "acl"
    else:
        p.heads[i], p.labels[i], p.heads[that - 1], p.labels[that - 1] = verb, "advcl", i, "mark"
    return True


def object_of_content(p: Parse, i: int, h: int) -> bool:
    """ "The claim that Oslo signed the pact was false", with the pact read as what was false"""
    if i > h:
        return False
    for k in p.below(i):
        if k >= i:
            return False  # what has something behind it may be a subject of its own
    start = min([i, *p.below(i)])
    verb = start - 1
    noun = p.heads[verb] if verb > 0 else verb
    content = p.labels[verb] == "acl:relcl" and verb in p.subject and noun < verb and p.heads[noun] == h
    if not content or p.labels[noun] not in {"nsubj", "nsubj:pass"} or any(p.labels[k] == "obj" for k in p.below(verb)):
        return False
    that = next((k for k in p.below(verb) if p.words[k] == _THAT), None)
    if that is None or p.labels[that] != "mark":
        return False
    p.heads[i], p.labels[i], p.labels[verb] = verb, "obj", "acl"
    return True


def content_behind_there(p: Parse, i: int, h: int) -> bool:
    """ "there is no proof Oslo signed", read as a clause of its own"""
    noun = min([i, *p.below(i)]) - 1
    there = any(p.labels[k] == "expl" and p.words[k] == "there" for k in p.below(h))
    if (
        not there
        or i not in p.subject
        or i in p.marks
        or not h < noun < i
        or p.heads[noun] != h
        or not p.labels[noun].startswith("nsubj")
    ):
        return False
    p.heads[i], p.labels[i] = noun, "acl"
    return True


def base_behind_object(p: Parse, i: int, h: int) -> bool:
    """ "watched Oslo attack the port", "let Oslo hit it": no present or past behind an object"""
    past = p.tags[i] == "VBD" and p.words[i] in SAME_IN_PAST
    if not (past or p.tags[i] == "VBP") or i in p.marks or i in p.subject or i < h:
        return False
    if not any(p.labels[k] == "obj" and h < k < i for k in p.below(h)) or any(p.labels[k] in AUXILIARIES for k in p.below(i)):
        return False
    p.tags[i] = "VB"
    p.finite.discard(i)
    return True


def infinitive_of_adjective(p: Parse, i: int, h: int) -> bool:
    """ "Oslo is right to say that …", read as what is right"""
    if p.tags[i] != "VB" or i < h or _TO not in p.marks.get(i, ()) or p.words[h] not in _RIGHT:
        return False
    if not any(p.labels[k] == "nsubj" and p.words[k] != "it" for k in p.below(h)):
        return False
    p.labels[i] = "xcomp"
    return True


def gerund_behind_name(p: Parse, i: int, h: int) -> bool:
    """ "objects to Oslo leaving the pact", "talked of Oslo leaving it", read as what the objector does"""
    name = i - 1
    if p.tags[i] != "VBG" or p.tags[name] not in NAMES or p.labels[name] != "obl" or p.heads[name] != h or i in p.subject:
        return False
    preps = [k for k in p.below(name) if p.labels[k] == "case" and k < name]
    if len(preps) != 1 or not (p.words[preps[0]] in _TOPICS or p.words[h] in _TAKES.get(p.words[preps[0]], ())):
        return False
    p.labels[preps[0]], p.heads[preps[0]] = "mark", i
    p.labels[name], p.heads[name] = "nsubj", i
    p.marks.setdefault(i, set()).add(p.words[preps[0]])
    p.subject.add(i)
    return True


def gerund_of_rumour(p: Parse, i: int, h: int) -> bool:
    """ "denied rumours of Oslo leaving the pact", read as what the denier does"""
    name = i - 1
    if (
        p.tags[i] != "VBG"
        or name < 2
        or p.tags[name] not in NAMES
        or p.labels[name] != "nmod"
        or _OF not in p.marks.get(name, ())
    ):
        return False
    noun = p.heads[name]
    if p.words[noun] not in _HOLDS or p.heads[noun] != h or not noun < name:
        return False
    p.heads[i], p.labels[i] = noun, "acl"
    p.heads[name], p.labels[name] = i, "nsubj"
    p.subject.add(i)
    return True
