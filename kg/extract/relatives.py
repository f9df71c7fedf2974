"""What do parsers make of clauses that hang on a noun, and how is it mended? Rules on plain lists of heads and labels."""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kg import referring

RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
AUXILIARIES = frozenset({"aux", "cop", "aux:pass"})
NAMES = frozenset({"NNP", "NNPS"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BREAKS = frozenset({",", "-", "--"})
OBJECTS = frozenset({"ccomp", "obj", "xcomp"})
REACH = 120
"""Tokens that a dependent lies away from its head at most."""


class Heads(list[int]):
    """The head of each token, with the dependents of each kept in order, whatever is hung elsewhere."""

    def __init__(self, heads: Sequence[int]) -> None:
        super().__init__(heads)
        self.kids: list[list[int]] = [[] for _ in heads]
        for k, h in enumerate(heads):
            if k != h:
                self.kids[h].append(k)

    def __setitem__(self, k: Any, h: Any) -> None:
        if self[k] != k:
            self.kids[self[k]].remove(k)
        if h != k:
            insort(self.kids[h], k)
        super().__setitem__(k, h)


@dataclass(slots=True)
class Parse:
    """The lists that are mended in place, and what the rules ask of them again and again."""

    heads: Heads
    labels: list[str]
    tags: list[str]
    words: list[str]
    marks: dict[int, set[str]] = field(default_factory=dict)
    subject: set[int] = field(default_factory=set)
    """Predicates that have a subject of their own."""
    finite: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    """Verbs with a content clause in front of them."""

    def verb_above(self, i: int) -> int | None:
        """The verb that `i` is, or the nearest above it; None where there is none."""
        while not self.tags[i].startswith("VB"):
            if self.heads[i] == i:
                return None
            i = self.heads[i]
        return i

    def below(self, h: int) -> list[int]:
        """Dependents of `h`, in order of the text."""
        return self.heads.kids[h].copy()


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """Plurals that mean people ("refugees")."""
    return frozenset(f"{noun}s" for noun in referring.load().nominals["people"])


@lru_cache(maxsize=1)
def _actors() -> frozenset[str]:
    """Nouns for people and bodies, who may be "to" do something themselves ("the group is to disarm")."""
    return frozenset(form for noun in frozenset().union(*referring.load().nominals.values()) for form in (noun, f"{noun}s"))


SAYS = frozenset(
    {"acknowledged", "added", "admitted", "announced", "announces", "argued", "charged", "claimed", "claims", "confirmed"}
    | {"declared", "denied", "denies", "disclosed", "insisted", "insists", "noted", "predicted", "promised", "reiterated"}
    | {
        "revealed",
        "said",
        "say",
        "saying",
        "says",
        "stated",
        "stressed",
        "suggested",
        "tells",
        "told",
        "vowed",
        "warned",
        "warning",
    }
    | {"warns", "wrote"}
)
"""Verbs that complete what they say behind the text or the occasion in which it is said."""
_SIGNALS = SAYS | {
    "hinted",
    "indicated",
    "indicates",
    "signaled",
    "signalled",
    "signals",
    "showed",
    "shows",
    "believed",
    "thought",
}
_ADDING = frozenset({"adding"})
"""What only who speaks does, whatever else the sentence speaks of."""
_SPEAKING = ("body", "document", "force", "human", "institution", "nation", "office", "official", "organ", "people")
_SAYING = frozenset({"arguing", "claiming", "explaining", "insisting", "noting", "saying", "stressing", "warning"})
"""What no thing does."""
_INSIDE_SPEECH = frozenset({"acl", "ccomp", "obj"})
_GOVERNED = frozenset({"advcl", "obj", "obl", "xcomp"})
_THEY = frozenset({"he", "it", "she", "they", "we", "you"})
_ASKING = frozenset({"accusing", "alleging", "asking", "claiming", "demanding", "requesting", "seeking"})
"""What one does in a claim against somebody."""
_CHANTING = _ASKING | {
    "calling",
    "chanting",
    "condemning",
    "denouncing",
    "opposing",
    "protesting",
    "shouting",
    "supporting",
    "urging",
}
"""What a crowd does."""
_GATHERED = frozenset(
    {"assembled", "demonstrate", "demonstrated", "gather", "gathered", "march", "marched", "massed", "protested", "rallied"}
    | {"rally", "turned", "camped"}
)
"""What a crowd does in a place."""
_WHERE = frozenset({"across", "around", "at", "before", "in", "near", "of", "on", "outside", "through", "to", "towards"})
_AMOUNTS = frozenset({"billion", "days", "dollars", "euros", "hours", "million", "months", "percent", "weeks", "years"})
_WHEN_OR_HOW = frozenset({"day", "degree", "extent", "manner", "moment", "month", "night", "time", "way", "week", "year"})
_PARTED = frozenset({"aux", "ccomp", "parataxis", "reparandum"})
"""How a modal verb hangs on the saying that parts it from its verb."""
_CALLS = frozenset(
    {"branded", "called", "calls", "considered", "considers", "deemed", "described", "describes", "dubbed", "labeled", "labelled"}
    | {"regarded", "regards", "saw", "sees", "termed", "terms"}
)
"""Verbs that say what somebody takes it for: "what she called a farce"."""
_OPENERS = frozenset(
    {"after", "although", "as", "because", "before", "if", "once", "provided", "since", "though", "unless", "when"}
)
"""What opens a clause between commas."""
_WITHIN_NAME = frozenset({"amod", "compound"})
_OCCASION = frozenset({"at", "during", "in"})
_ASKED = frozenset(
    {"advised", "advises", "appealed", "asked", "asking", "asks", "begged", "called", "calling", "calls", "directed"}
    | {"encouraged", "forced", "instructed", "invited", "invites", "ordered", "orders", "persuaded", "pressed", "pressured"}
    | {"requested", "told", "urged", "urges", "urging", "wanted", "wants", "warned"}
)
"""Verbs that say whom one asks, and what to do."""


def relative_of_thing(p: Parse, i: int, h: int) -> bool:
    """ "a policy of expelling migrants, which …": people are not meant by "which", the next noun above is"""
    if p.labels[i] != "acl:relcl" or not any(p.words[k] == "which" for k in p.below(i)):
        return False
    noun = h
    while p.tags[noun] == "NNS" and p.words[noun] in _people():
        noun = p.heads[noun]
        while p.tags[noun].startswith("VB") and p.labels[noun] in {"acl", "advcl", "xcomp"}:
            noun = p.heads[noun]
        if p.tags[noun].startswith("VB") or p.heads[noun] == noun:
            return False
    p.heads[i] = noun
    return noun != h


def relative_of_amount(p: Parse, i: int, h: int) -> bool:
    """ "a truce of ten days that the rebels declared": not the days were declared"""
    noun = p.heads[h]
    if p.labels[h] != "nmod" or "of" not in p.marks.get(h, ()) or p.words[h] not in _AMOUNTS or not noun < h < i:
        return False
    if not any(p.labels[k] == "nummod" for k in p.below(h)) or not p.tags[noun].startswith("NN"):
        return False
    p.heads[i] = noun
    return True


def noun_behind_what(p: Parse, i: int, h: int) -> bool:
    """ "after what she called frank talks with Bern": the talks stand where "what" does"""
    what = p.heads[h]
    if p.labels[h] != "acl:relcl" or p.words[what] != "what" or p.words[h] not in _CALLS or not what < h < i:
        return False
    if p.tags[i] not in {"NN", "NNS"} or h not in p.subject:
        return False
    for k in p.below(i):
        if k < i and p.words[k] == "as" and p.labels[k] == "case":
            p.heads[k], p.labels[k] = h, "mark"
    for k in p.below(what):
        if k != h:
            p.heads[k] = i
    for k in p.below(h):
        if k > i and p.labels[k] == "obl":
            p.heads[k], p.labels[k] = i, "nmod"
    p.heads[i], p.labels[i] = (i, "root") if p.heads[what] == what else (p.heads[what], p.labels[what])
    p.heads[h], p.heads[what], p.labels[what] = i, h, "obj"
    p.marks[i] = p.marks.pop(what, set())
    return True


def relative_with_that(p: Parse, i: int, h: int) -> bool:
    """ "the plan that Oslo had proposed", read as a participle with "that" for its object"""
    if i not in p.subject or not any(p.words[k] == "that" and p.labels[k] == "obj" for k in p.below(i) if h < k < i):
        return False
    p.labels[i] = "acl:relcl"
    return True


def content_read_as_relative(p: Parse, i: int, h: int) -> bool:
    """ "the story that Oslo closed the port", read as a relative clause: a verb with an object has no other in "that" """
    that = next((k for k in p.below(i) if h < k < i and p.words[k] == "that" and p.labels[k] == "obj"), None)
    others = any(k > i and p.labels[k] == "obj" and p.tags[k] != "CD" for k in p.below(i))
    if that is None or not others or i not in p.subject or p.words[h] in _WHEN_OR_HOW:
        return False
    p.labels[i], p.labels[that], p.tags[that] = "acl", "mark", "IN"
    return True


def remark_read_as_relative(p: Parse, i: int, h: int) -> bool:
    """ "The port, he added, would not be sold", hung on the port"""
    verb, below = p.heads[h], p.below(i)
    if p.words[i] not in SAYS or i not in p.subject or not h < i < verb or i + 1 >= len(p.words) or p.words[i + 1] != ",":
        return False
    if min(below) - 1 != h + 1 or p.words[h + 1] != "," or any(p.tags[k] in RELATIVES or p.words[k] == "that" for k in below):
        return False
    if not p.labels[h].startswith("nsubj") or any(p.labels[k] in {"obj", "ccomp"} for k in below):
        return False
    p.heads[i], p.labels[i] = verb, "parataxis"
    return True


def participle_read_as_clause(p: Parse, i: int, h: int) -> bool:
    """ "The accord, signed in May, bans …", where the subject was hung on the participle"""
    if p.tags[i] not in {"VBN", "VBD"} or i > h or h in p.subject or h not in p.finite or i in p.marks:
        return False
    below = p.below(i)
    subject = next((k for k in below if p.labels[k] in {"nsubj", "nsubj:pass"} and k < i), None)
    if subject is None or p.words[i - 1] != "," or subject >= i - 1 or any(p.labels[k] in AUXILIARIES for k in below):
        return False
    if p.words[h - 1] != "," and p.words[h - 2] != ",":
        return False
    p.heads[subject], p.labels[subject] = h, "nsubj"
    p.heads[i], p.labels[i] = subject, "acl"
    p.subject.discard(i)
    p.subject.add(h)
    return True


def participle_read_as_root(p: Parse, i: int, h: int) -> bool:
    """ "The accord, signed in May, bans …", where the participle was read as the main verb"""
    if i != h or p.tags[i] != "VBN" or i < 2 or p.words[i - 1] != ",":
        return False
    below = p.below(i)
    subject = next((k for k in below if p.labels[k] in {"nsubj", "nsubj:pass"} and k < i - 1), None)
    verb = next((k for k in below if k > i and p.tags[k] in {"VBZ", "VBP"} and p.words[k - 1] == ","), None)
    if subject is None or verb is None or verb in p.subject or any(p.labels[k] in AUXILIARIES for k in below):
        return False
    p.heads[verb], p.labels[verb] = verb, "root"
    p.heads[subject], p.labels[subject] = verb, "nsubj"
    p.heads[i], p.labels[i] = subject, "acl"
    for k in below:
        if k > verb:
            p.heads[k] = verb
    p.subject.discard(i)
    p.subject.add(verb)
    return True


def relative_read_as_participle(p: Parse, i: int, h: int) -> bool:
    """ "a vote the West called fraudulent": a participle has no subject in front of it"""
    if p.labels[i] != "acl" or p.tags[i] not in {"VBN", "VBD"} or i < h + 2 or p.heads[i - 1] != i:
        return False
    if p.labels[i - 1] not in {"nsubj", "obl:unmarked"} or p.tags[i - 1] not in NAMES or p.words[i - 1].isdigit():
        return False
    p.labels[i - 1], p.labels[i], p.tags[i] = "nsubj", "acl:relcl", "VBD"
    p.subject.add(i)
    return True


def participle_behind_list(p: Parse, i: int, h: int) -> bool:
    """ "wrote to leaders including Ann Oduya asking for aid", "filed a claim against Oslo seeking damages", hung on the last

    Nor does the embassy demand it in "rallied outside the Chadian embassy demanding his release".
    """
    if p.tags[i] != "VBG" or p.words[i - 1] == ",":
        return False
    listed = (h, *(k for k in p.below(h) if h < k < i))
    sued = p.words[i] in _ASKING and "against" in p.marks.get(h, ())
    crowd = p.words[i] in _CHANTING and p.labels[h] in {"nmod", "obl"} and not p.marks.get(h, set()).isdisjoint(_WHERE)
    verb = p.verb_above(h)
    crowd = crowd and verb is not None and p.words[verb] in _GATHERED
    if not sued and not crowd and not any("including" in p.marks.get(k, ()) for k in listed):
        return False
    if verb is not None:
        p.heads[i], p.labels[i] = verb, "advcl"
    return verb is not None


@lru_cache(maxsize=1)
def _speakers() -> frozenset[str]:
    """Nouns for those who may say something."""
    nominals = referring.load().nominals
    spoken = frozenset().union(*(nominals[kind] for kind in _SPEAKING))
    return frozenset(form for noun in spoken for form in (noun, f"{noun}s"))


def _is_thing(p: Parse, k: int) -> bool:
    return p.tags[k] in {"NN", "NNS"} and p.words[k] not in _speakers()


def added_by_speaker(p: Parse, i: int, h: int) -> bool:
    """ "said the talks had failed, adding that Chad would leave", read as what the talks add: who speaks adds it"""
    if p.words[i] not in _ADDING | _SAYING or p.words[i - 1] not in BREAKS or i < h:
        return False
    if p.words[i] in _SAYING and not any(_is_thing(p, k) for k in p.below(h) if p.labels[k] in {"nsubj", "nsubj:pass"}):
        return False  # "said Chad had left, saying that …"
    if not any(k > i and p.labels[k] == "ccomp" for k in p.below(i)):
        return False  # "adding salt to the wound"
    says, k = None, h
    while p.labels[k] in _INSIDE_SPEECH and p.heads[k] < k:
        k = p.heads[k]
        says = k if p.words[k] in SAYS else says
    if says is None:
        return False
    p.heads[i], p.labels[i] = says, "advcl"
    return True


def relative_read_as_comment(p: Parse, i: int, h: int) -> bool:
    """ "accuses Oslo of spying, a charge Oslo denies", read as a comment with two subjects"""
    subjects = [k for k in p.below(i) if k < i and p.labels[k] == "nsubj"]
    if len(subjects) != 2 or not p.tags[subjects[0]].startswith("NN") or p.tags[subjects[0]] in NAMES:
        return False
    noun, who = subjects
    first = min([noun, *(k for k in p.below(noun) if k < noun)])
    if first < 2 or p.words[first - 1] != "," or not (p.tags[who] in NAMES or p.tags[who] == "PRP") or noun > who:
        return False
    above = first - 2
    p.heads[noun], p.labels[noun] = (above, "appos") if p.tags[above].startswith("NN") else (h, "obj")
    p.heads[i], p.labels[i] = noun, "acl:relcl"
    return True


def possessor_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "Oslo's Sami minority opposes …", where the possessor was read as who opposes"""
    if i != h - 1 or p.tags[i] not in {"NN", "NNS", "JJ"} or p.tags[h] not in FINITE or h not in p.subject:
        return False
    owner = next((k for k in p.below(h) if p.labels[k] == "nsubj" and k < i), None)
    if owner is None or owner + 1 == i or p.tags[owner + 1] != "POS":
        return False
    for k in p.below(h):
        if owner < k < i:
            p.heads[k] = i
    p.heads[owner], p.labels[owner] = i, "nmod:poss"
    p.labels[i] = "nsubj"
    return True


_TELLS = frozenset({"informed", "reminded", "tell", "telling", "tells", "told"})
"""Verbs that complete what they say behind whom they say it to."""
_SILENT = frozenset({"comment", "elaborate", "give", "name", "provide", "say", "specify", "tell"})
"""What who says something doesn't do as well ("but would not say when")."""
_OWNED = frozenset({"by", "from", "of"})
_COMPLETES = frozenset({"that", "to"})


def noun_is_clause(p: Parse, i: int, h: int) -> bool:
    """ "Oslo's aim is to sign", "its fear is that …": what the noun holds is its own clause, as in "its fear that …" """
    if not p.tags[i].startswith("NN") or p.tags[i] in NAMES or i > h:
        return False
    below = p.below(h)
    copula = next((k for k in below if i < k < h and p.labels[k] == "cop"), None)
    mark = next((k for k in below if i < k <= h and p.labels[k] == "mark" and p.words[k] in _COMPLETES), None)
    if copula is None or mark is None or mark < copula:
        return False
    own = any(k > mark and p.labels[k] in {"nsubj", "nsubj:pass", "expl"} for k in below)
    outer = p.labels[i] == "nsubj:outer" and p.words[i] not in _actors()
    owned = any(p.labels[k] == "nmod:poss" or (p.labels[k] == "nmod" and p.marks.get(k, set()) & _OWNED) for k in p.below(i))
    if not owned or not (own if p.words[mark] == "that" else outer):
        return False  # "the fact is that …"
    p.heads[i], p.labels[i] = (p.heads[h] if p.heads[h] != h else i), p.labels[h]
    p.heads[h], p.labels[h] = i, "acl"
    for k in below:
        if k != i and k < mark and (p.words[mark] != "to" or p.labels[k] != "advmod"):
            p.heads[k] = i  # but not "not" in "is not to sign"
    if not own:
        p.subject.discard(h)
    return True


def not_told(p: Parse, i: int, h: int) -> bool:
    """ "said the vote was over but could not tell when …", joined to what is said: who says the one doesn't say the other"""
    if p.labels[h] != "ccomp" or i in p.subject or p.words[i] not in _SILENT or p.heads[h] > h:
        return False
    if not any(p.words[k] in {"not", "n't", "n’t"} for k in p.below(i)):
        return False
    p.heads[i] = p.heads[h]
    return True


_PROVIDED = frozenset({"provided", "providing"})
_LONG = frozenset({"as", "so"})


def condition_read_as_content(p: Parse, i: int, h: int) -> bool:
    """ "will sign provided that Oslo pays", "… on condition that …", "… as long as …": clauses of condition"""
    if p.words[h] == "long" and p.words[h - 1] in _LONG and p.words[h - 2] != "for" and "as" in p.marks.get(i, ()):
        p.heads[i] = p.heads[h]
        return True
    if "that" not in p.marks.get(i, ()) or i not in p.subject:
        return False
    if p.words[h] in _PROVIDED and p.labels[h] in {"acl", "advcl"} and h not in p.subject and h < i:
        verb = p.verb_above(p.heads[h])
        if verb is None or verb > h:
            return False
        p.heads[i], p.labels[i], p.heads[h], p.labels[h], p.tags[h] = verb, "advcl", i, "mark", "IN"
        return True
    that = next(k for k in p.below(i) if p.words[k] == "that")
    verb = p.verb_above(h)
    if p.words[that - 2 : that] != ["on", "condition"] or that > i or verb is None:
        return False
    p.heads[i], p.labels[i], p.heads[that - 1], p.labels[that - 1] = verb, "advcl", i, "mark"
    return True


def told_an_audience(p: Parse, i: int, h: int) -> bool:
    """ "told a news conference that Oslo objects", hung on the noun: the content of the verb"""
    verb = p.heads[h]
    if "that" not in p.marks.get(i, ()) or i not in p.subject or not verb < h < i or p.words[verb] not in _TELLS:
        return False
    if p.labels[h] not in {"iobj", "obj"} or any(p.labels[k] in {"ccomp", "xcomp"} for k in p.below(verb)):
        return False
    p.heads[i], p.labels[i] = verb, "ccomp"
    return True


def said_in_a_statement(p: Parse, i: int, h: int) -> bool:
    """ "said in a statement that Oslo objects", hung on the noun: the content of the verb"""
    verb = p.heads[h]
    if "that" not in p.marks.get(i, ()) or i not in p.subject or not verb < h < i or p.words[verb] not in SAYS:
        return False
    if p.labels[h] != "obl" or not p.marks.get(h, set()) & _OCCASION:
        return False
    if any(p.labels[k] in {"ccomp", "xcomp", "obj"} for k in p.below(verb) if k > verb):
        return False
    p.heads[i], p.labels[i] = verb, "ccomp"
    return True


def infinitive_behind_relative(p: Parse, i: int, h: int) -> bool:
    """ "asked the premier, who is in Rome, to resign", hung on the relative clause: he is asked to"""
    noun = p.heads[h]
    verb, to = p.heads[noun], next((k for k in range(i - 1, h, -1) if p.words[k] == "to"), None)
    if p.labels[h] != "acl:relcl" or not noun < h < i or p.words[verb] not in _ASKED or verb > noun:
        return False
    if to is None or p.heads[to] != i or p.words[to - 1] != "," or p.labels[noun] not in {"iobj", "obj", "obl"}:
        return False
    if not any(p.tags[k] in RELATIVES and p.words[k - 1] == "," for k in range(noun + 1, h)):
        return False
    p.heads[i], p.labels[i] = verb, "xcomp"
    return True


def infinitive_behind_clause(p: Parse, i: int, h: int) -> bool:
    """ "is ready, if Chad agrees, to send guards", hung on the clause between the commas"""
    above, to = p.heads[h], next((k for k in range(i - 1, h, -1) if p.words[k] == "to"), None)
    if p.labels[h] != "advcl" or not above < h < i or to is None or p.heads[to] != i or p.words[to - 1] != ",":
        return False
    if not any(p.words[k] in _OPENERS and p.words[k - 1] == "," for k in range(above + 2, h)):
        return False
    p.heads[i], p.labels[i] = above, "xcomp"
    return True


def object_behind_others(p: Parse, i: int, h: int) -> bool:
    """ "demands, among other things, the release of the crew", read as a remark"""
    first = min((k for k in p.below(i) if p.labels[k] != "punct"), default=i)
    if not h < first <= i or not p.tags[i].startswith("NN") or i in p.subject or not p.tags[h].startswith("VB"):
        return False
    if p.words[first - 1] != "," or p.words[first - 2] != "things" or any(p.labels[k] == "obj" for k in p.below(h)):
        return False
    p.labels[i] = "obj"
    return True


def former_self(p: Parse, i: int, h: int) -> bool:
    """ "Chad, once a friend of Oslo, wants to leave": no clause with "once" """
    comma = next((k for k in range(i + 1, h) if p.words[k] == ","), None)
    if p.words[i] != "once" or i < 2 or p.words[i - 1] != "," or comma is None:
        return False
    named = next((k for k in p.below(h) if i < k < comma and p.labels[k] in {"nsubj", "nsubj:pass"}), None)
    if named is None or any(
        p.tags[k][:2] == "VB" or p.tags[k] == "MD" for k in range(i, comma) if p.labels[k] not in _WITHIN_NAME
    ):
        return False
    hung = p.labels[h] in {"acl", "acl:relcl"} and p.heads[h] < i  # the sentence read as a noun with a clause
    who = p.heads[h] if hung else next((k for k in p.below(h) if k < i and p.labels[k] == "nsubj"), None)
    if who is None:
        return False
    if hung:
        p.heads[h], p.labels[h] = (h if p.heads[who] == who else p.heads[who]), p.labels[who]
        p.heads[who], p.labels[who] = h, p.labels[named]
    p.heads[i], p.labels[i] = named, "advmod"
    p.heads[named], p.labels[named] = who, "appos"
    p.marks.get(h, set()).discard("once")
    p.subject.add(h)
    return True


def said_in_the_middle(p: Parse, i: int, h: int) -> bool:
    """ "'We will,' he said, 'never sign it'", "Oslo would not, he said, sign it": the modal verb belongs to the verb behind"""
    if i < h or p.tags[i] != "VB" or i in p.marks or i in p.subject or h not in p.subject:
        return False
    above, below = p.heads[h], p.below(h)
    parts = [k for k in below if k < h and p.labels[k] in _PARTED]
    parts += [above] if above < h and p.labels[h] == "parataxis" else []
    modal = next((k for k in parts if p.tags[k] == "MD"), None)
    if modal is None or any(p.labels[k] in AUXILIARIES for k in p.below(i)):
        return False
    sayers = [k for k in below if p.labels[k] == "nsubj"]
    own = [*p.below(modal), *(k for k in sayers[:-1] if k < modal)]
    if not any(p.labels[k] == "nsubj" for k in own) or any(
        p.tags[k].startswith("VB") or p.labels[k] == "obj" for k in {*own} - {h}
    ):
        return False
    if modal == above:
        p.heads[i], p.labels[i] = (i if p.heads[modal] == modal else p.heads[modal]), p.labels[modal]
    for k in (*own, *(k for k in below if k == modal + 1)):  # "not" may have been hung on the saying
        p.heads[k] = i
    p.heads[modal], p.labels[modal] = i, "aux"
    p.subject.add(i)
    p.finite.add(i)
    return True


def it_read_as_object(p: Parse, i: int, h: int) -> bool:
    """ "signalled it opposed the draft": "it" read as what is signalled, and the verb of its clause as a participle"""
    if p.tags[i] != "VBN" or i != h + 2 or p.words[i - 1] not in _THEY or p.heads[i - 1] != h or p.words[h] not in _SIGNALS:
        return False
    behind = [k for k in p.below(h) if k > i and p.labels[k] in {"advcl", "xcomp"}]
    below = [*p.below(i), *behind]
    if i in p.marks or any(p.labels[k] in AUXILIARIES for k in below) or not any(p.labels[k] in _GOVERNED for k in below):
        return False
    for k in behind:
        p.heads[k] = i
    p.heads[i - 1], p.labels[i - 1] = i, "nsubj"
    p.labels[i], p.tags[i] = "ccomp", "VBD"
    p.subject.add(i)
    p.finite.add(i)
    return True


def past_read_as_participle(p: Parse, i: int, h: int) -> bool:
    """ "had signalled they opposed it": a clause with a subject and no auxiliary has a past, whatever its tag"""
    if p.tags[i] != "VBN" or i not in p.subject or i in p.marks or not p.words[i].endswith("ed"):
        return False
    below = p.below(i)
    if any(p.labels[k] in AUXILIARIES or p.labels[k] == "nsubj:pass" for k in below) or not any(
        p.labels[k] == "nsubj" for k in below
    ):
        return False
    p.tags[i] = "VBD"
    p.finite.add(i)
    return True
