"""What does a parser often get wrong, and how is it mended? Works on plain lists of heads and labels."""

import re
from collections.abc import Callable
from functools import lru_cache

from kg import referring
from kg.extract.hedges import (
    base_behind_object,
    case_read_as_preposition,
    content_behind_there,
    do_read_as_main,
    event_read_as_content,
    gerund_behind_name,
    gerund_of_rumour,
    have_read_as_main,
    infinitive_of_adjective,
    modal_of_name,
    modal_read_as_day,
    object_of_content,
    remark_read_as_conjunct,
    supposed_read_as_object,
)
from kg.extract.lemmas import PLURAL_IN_MEN
from kg.extract.lists import (
    bare_behind_bare,
    bare_behind_finite,
    bare_behind_gerund,
    base_read_as_past,
    conjunct_behind_relative,
    finite_conjunct,
    gerund_behind_gerund,
    present_behind_past,
    same_tense,
)
from kg.extract.relatives import (
    AUXILIARIES,
    BREAKS,
    FINITE,
    NAMES,
    OBJECTS,
    RELATIVES,
    Heads,
    Parse,
    added_by_speaker,
    condition_read_as_content,
    content_read_as_relative,
    former_self,
    infinitive_behind_clause,
    infinitive_behind_relative,
    it_read_as_object,
    not_told,
    noun_behind_what,
    noun_is_clause,
    object_behind_others,
    participle_behind_list,
    participle_read_as_clause,
    participle_read_as_root,
    past_read_as_participle,
    possessor_read_as_subject,
    relative_of_amount,
    relative_of_thing,
    relative_read_as_comment,
    relative_read_as_participle,
    relative_with_that,
    remark_read_as_relative,
    said_in_a_statement,
    said_in_the_middle,
    told_an_audience,
)
from kg.extract.speech import (
    according_to,
    accused_of,
    comment_behind_comma,
    inverted_speaker,
    means_of_what_is_said,
    said_on,
    says_on,
)
from kg.extract.subjects import (
    compound_read_as_subject,
    day_read_as_subject,
    joined_subject,
    name_before_and,
    name_before_day,
    name_behind_title,
    name_beside_noun,
    object_is_subject,
    recipient,
    relation_read_as_subject,
    remark_read_as_subject,
    subject_before_remark,
    title_read_as_subject,
    told_read_as_subject,
)

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
_PEOPLE = re.compile(r"(?:[eo]rs|ists|ians|ats|ees|men)$")
"""Endings of words for people in the plural."""
_NEGATORS = frozenset({"n't", "never", "not"})
_BARE = {
    "VBD": frozenset({"had", "has", "have"}),
    "VBN": frozenset({"had", "has", "have"}),
    "VB": frozenset({"can", "could", "did", "do", "does", "may", "might", "must", "should", "will", "would"}),
}
"""Tag of a verb -> the auxiliaries that take it."""
_BORNE = frozenset({"banners", "leaflets", "placards", "posters", "signs", "slogans", "statements"})
"""What people carry or shout that says what they want."""
_STANCES = frozenset({"about", "against", "of"})
_BE = frozenset({"are", "be", "been", "is", "was", "were"})
_CONDITIONS = frozenset({"if", "unless"})
_HEADLINE_VERBS, _TOPICS = frozenset({"appeals", "calls", "pushes", "votes"}), frozenset({"against", "for", "on"})
_VOTES = frozenset({"vote", "voted", "votes", "voting"})
_OPENERS = frozenset(
    {"after", "although", "as", "because", "before", "if", "once", "since", "though", "unless", "until", "when", "while"}
    | {"whenever"}
)
"""What opens a clause in front of the one that it belongs to."""
_DESCRIBES = frozenset({"compound", "nmod:desc"})
_INSIDE = frozenset({"acl", "amod", "conj", "nmod", "nsubj", "obj", "obl"})
_GATHERED = SUBJECTS | AUXILIARIES | {"case", "ccomp", "expl", "iobj", "mark", "parataxis"}
_LONGEST_SUBJECT = 12
"""Tokens of a headline's subject at most."""


def repair(heads: list[int], labels: list[str], tags: list[str], words: list[str]) -> None:
    """Mends, in place, what the parser often gets wrong; at each token the first rule that fits."""
    p = Parse(Heads(heads), labels, tags, words)
    _find_verbs(p)
    _gather(p)
    for i, label in enumerate(labels):
        for rule in _RULES.get(label, ()):
            if rule(p, i, p.heads[i]):
                break
    heads[:] = p.heads


def _gather(p: Parse) -> None:
    expletives = []
    p.finite.update([i for i, tag in enumerate(p.tags) if tag in {"VBD", "VBZ"}])
    for i, (label, h) in enumerate(zip(p.labels, p.heads, strict=True)):
        if label not in _GATHERED:
            continue
        if label == "aux" and p.tags[h] == "NN" and p.words[i] in _BE and p.words[h].endswith("ing"):
            p.tags[h] = "VBG"  # "is warning that", with the tag of a noun
        if label == "case" and p.labels[h] in _DESCRIBES and i < h < p.heads[h]:
            p.heads[i] = h = p.heads[h]  # "a critic of Chadian president Ali Sow"
        if label in {"mark", "case"}:
            p.marks.setdefault(h, set()).add(p.words[i])
        elif label in SUBJECTS:
            p.subject.add(h)
        elif label == "expl" and p.words[i] == "it":
            expletives.append(i)
        elif label in AUXILIARIES and p.tags[i] in FINITE:
            p.finite.add(h)
        elif label in {"ccomp", "parataxis"} and i < h:
            p.quoted.add(h)
        elif label == "iobj" and not any(p.labels[k] in OBJECTS for k in p.below(h)):
            p.labels[i] = "obj"  # "warned the fishermen"
    for i in expletives:
        h = p.heads[i]
        if h not in p.subject and not any(p.labels[k] in {"csubj", "ccomp"} for k in p.below(h)):
            p.labels[i] = "nsubj"  # "Bern said it is ready": whether "it" means somebody is for coreference to say


def _headline_infinitive(p: Parse, i: int, h: int) -> bool:
    """ "Kenya to host talks": the infinitive is what the headline says, its "to" stands for "will"."""
    alone = p.labels[i] == "root" and i in p.subject
    behind = p.labels[i] in {"acl", "advcl"} and p.labels[h] == "root" and p.tags[h] in NAMES and h < i and h not in p.finite
    to = next((k for k in range(max(i - 3, 0), i) if p.words[k] == "to" and p.heads[k] == i and p.labels[k] == "mark"), None)
    if to is None or p.tags[i] != "VB" or i in p.finite or not (alone or behind) or h in p.subject - {i} or not _opens(p, to):
        return False
    p.labels[to] = "aux"
    if behind:
        p.heads[i], p.labels[i] = i, "root"
        p.heads[h], p.labels[h] = i, "nsubj"
    return True


def _opens(p: Parse, to: int) -> bool:
    """True where no verb and no comma stands between the beginning of the line or sentence and token `to`."""
    if p.words[to - 1] in BREAKS:
        return False
    for k in range(to - 1, max(to - _LONGEST_SUBJECT, -1), -1):
        if p.labels[k] == "space" or p.words[k] in {".", "?", "!"}:
            return True
        if p.tags[k].startswith("VB") or p.tags[k] == "MD":
            return False
    return to <= _LONGEST_SUBJECT


def _object_behind_particle(p: Parse, i: int, h: int) -> bool:
    """ "ruled out American ground troops" """
    if p.labels[i] != "obl" or i < h or i in p.marks or not p.tags[i].startswith("NN"):
        return False
    first = min([i, *(k for k in range(h, i) if p.heads[k] == i or p.heads[p.heads[k]] == i)])
    if p.labels[first - 1] != "compound:prt" or p.heads[first - 1] != h:
        return False
    p.labels[i] = "obj"
    return True


def _participle_behind_comma(p: Parse, i: int, h: int) -> bool:
    """ "…, arguing that …", hung on the last noun"""
    if p.labels[i] != "acl" or p.tags[i] != "VBG" or i < 2 or p.words[i - 1] != ",":
        return False
    verb = p.verb_above(h)
    if verb is not None:
        p.heads[i], p.labels[i] = verb, "advcl"
    return verb is not None


def _relative_behind_comma(p: Parse, i: int, h: int) -> bool:
    """ ", which was backed by …", hung on the verb"""
    if p.labels[i] != "advcl:relcl":
        return False
    pronoun = next((k for k in p.below(i) if p.tags[k] in RELATIVES), None)
    before = [k for k in range(max(h, pronoun - 3), pronoun) if p.tags[k].startswith("NN")] if pronoun is not None else []
    if before:
        noun = p.heads[before[-1]] if p.labels[before[-1]] == "flat" else before[-1]
        p.heads[i], p.labels[i] = noun, "acl:relcl"
    return bool(before)


def _relative_of_last(p: Parse, i: int, h: int) -> bool:
    """ "Bonn and the commission, which has …", hung on the first, which a singular verb can't mean; "Bach and rebels who …" """
    if p.labels[i] != "acl:relcl" or i < h:
        return False
    below = p.below(i)
    opener = next((k for k in below if k < i and p.tags[k] in RELATIVES), None)
    last = [k for k in p.below(h) if p.labels[k] == "conj" and h < k < min(below, default=h)]
    if opener is None or not last:
        return False
    kind = p.tags[h] in NAMES and p.tags[last[-1]] not in NAMES and p.words[opener - 1] != ","
    if kind or "VBZ" in {p.tags[k] for k in (i, *below)}:
        p.heads[i] = last[-1]
        return True
    return False


def _relative_that(p: Parse, i: int, h: int) -> bool:
    """ "a veto over help for the land that it invaded", hung on "veto": nothing that far up is meant by "that" behind a noun"""
    that = next((k for k in p.below(i) if p.words[k] == "that"), None)
    if that is None or that - 1 <= h or not p.tags[that - 1].startswith("NN"):
        return False
    noun, steps = that - 1, 0
    while noun != h and p.labels[noun] == "nmod":
        noun, steps = p.heads[noun], steps + 1
    if noun == h and steps > 1:
        p.heads[i] = that - 1
    return noun == h and steps > 1


def _condition_of_participle(p: Parse, i: int, h: int) -> bool:
    """ "would attack the posts used in the war if talks fail": what a participle ends in is the condition of the verb above"""
    if p.labels[i] != "advcl" or not p.marks.get(i, set()) & _CONDITIONS or p.labels[h] not in {"acl", "amod"}:
        return False
    while p.labels[h] in _INSIDE and p.heads[h] != h:
        h = p.heads[h]
    p.heads[i] = h
    return True


def _verb_between_nouns(p: Parse, i: int, h: int) -> bool:
    """ "Kagame retains control", read as one noun"""
    if p.labels[i] != "compound" or p.tags[i] != "VBZ" or i > h or i == 0 or p.labels[i - 1] != "compound":
        return False
    for k in p.below(h):
        if p.labels[k] == "punct" or (k < i and k != i - 1):
            p.heads[k] = i
    p.labels[i - 1], p.heads[i - 1] = "nsubj", i
    p.heads[i], p.labels[i] = (i if p.heads[h] == h else p.heads[h]), p.labels[h]
    p.heads[h], p.labels[h] = i, "obj"
    return True


def _infinitive_read_as_noun(p: Parse, i: int, h: int) -> bool:
    """ "ready to negotiate" """
    if p.labels[i] != "case" or p.tags[i] != "TO" or p.labels[h] != "xcomp":
        return False
    p.labels[i] = "mark"
    return True


def _due_read_as_preposition(p: Parse, i: int, h: int) -> bool:
    """ "is due to meet Berg", read as "is meet due to Berg": what is due is still to come"""
    if p.words[i] != "due" or p.words[i + 1] != "to" or p.tags[h] != "VB" or h < i or p.heads[i + 1] != i:
        return False
    if p.words[h] in referring.load().verbs["beginning"]:
        return False  # "talks are due to begin"
    for k in p.below(h):
        if k < i:
            p.heads[k] = i
            p.labels[k] = "nsubj" if p.labels[k] == "nsubj:outer" else p.labels[k]
    p.heads[i], p.labels[i] = (i if p.heads[h] == h else p.heads[h]), p.labels[h]
    p.heads[i + 1], p.labels[i + 1], p.heads[h], p.labels[h] = h, "mark", i, "xcomp"
    p.marks[h] = {"to"}
    p.subject.discard(h)
    p.subject.add(i)
    return True


def _name_read_as_modifier(p: Parse, i: int, h: int) -> bool:
    """ "Hungary opposes …", read as one noun; a name read as an auxiliary"""
    modifier = p.labels[i] in {"compound", "amod"} and i < h and p.tags[h] in {"VBD", "VBZ", "VBP"} and h not in p.subject
    if not modifier and not (p.labels[i] in {"aux", "aux:pass"} and p.tags[i] == "NNP"):
        return False
    p.labels[i] = "nsubj"
    p.subject.add(h)
    return True


def _under_pressure_to(p: Parse, i: int, h: int) -> bool:
    """ "came under pressure from Oslo to sign", read as why it came: the pressure is to sign"""
    if "to" not in p.marks.get(i, ()) or i < h:
        return False
    pressed = next((k for k in p.below(h) if h < k < i and p.words[k] == "pressure" and "under" in p.marks.get(k, ())), None)
    if pressed is None:
        return False
    p.heads[i], p.labels[i] = pressed, "acl"
    return True


def _name_before_glued(p: Parse, i: int, h: int) -> bool:
    """ "Pakistan test-fired a missile", read as a Pakistan test"""
    verb = h + 2
    if i != h - 1 or p.tags[i] not in NAMES or p.heads[h] != verb or p.words[h + 1] != "-":
        return False
    if p.tags[verb] not in FINITE or verb in p.subject:
        return False
    p.heads[i], p.labels[i], p.labels[h] = verb, "nsubj", "compound"
    p.subject.add(verb)
    return True


def _name_read_as_root(p: Parse, i: int, h: int) -> bool:
    """ "Beijing called on Manila …", "a report called it a mistake", read as a noun with a participle"""
    if p.labels[i] != "acl" or i < h or p.heads[h] != h or not p.tags[h].startswith("NN"):
        return False
    if p.tags[i] not in (FINITE | {"VBN"} if p.tags[h] == "NNP" else FINITE) or (p.tags[h] != "NNP" and not _governs(p, i)):
        return False
    if any(p.words[k] in BREAKS for k in range(h, i)) or any(p.labels[k] == "cop" for k in p.below(h)):
        return False
    for k in p.below(h):
        if k > i:
            p.heads[k] = i
    p.labels[i], p.labels[h] = "root", "nsubj"
    p.heads[i], p.heads[h] = i, i
    p.subject.add(i)
    return True


def _name_behind_verb(p: Parse, i: int, h: int) -> bool:
    """ "warned Beijing against …" """
    if p.labels[i] != "xcomp" or p.tags[i] != "NNP" or i != h + 1 or not p.tags[h].startswith("VB"):
        return False
    p.labels[i] = "obj"
    return True


def _two_in_headline(p: Parse, i: int, h: int) -> bool:
    """ "Putin, Xi agree to boost trade": two who do it; what is in apposition has a comma behind it."""
    first, second = (h, i) if p.labels[i] == "appos" else (i, i + 2)
    verb = p.heads[first]
    names = second < len(p.words) and {p.tags[first], p.tags[second]} <= NAMES and p.words[second - 1] == ","
    if not names or second != first + 2 or verb != second + 1 or not p.tags[verb].startswith("VB"):
        return False
    if p.labels[i] == "appos":
        p.labels[i] = "conj"
        return p.labels[h].startswith("nsubj")
    p.labels[i] = "nsubj"
    return p.labels[second] == "nsubj"


def _content_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "Chad agrees to talks, says US": what is said stands before the verb, who says it behind."""
    behind = any(p.labels[k] == "nsubj" and k > h for k in p.below(h))
    if not behind or i > h or i not in p.subject or p.tags[i] not in FINITE or p.words[h - 1] != ",":
        return False
    p.labels[i] = "ccomp"
    return True


def _words_on_placard(p: Parse, i: int, h: int) -> bool:
    """ "carrying placards demanding a new vote": what stands on them is no second thing that the bearer does"""
    if p.labels[i] != "xcomp" or p.tags[i] != "VBG" or p.words[i - 1] not in _BORNE or p.heads[i - 1] != h:
        return False
    p.labels[i], p.heads[i] = "acl", i - 1
    return True


def _participle_of_subject(p: Parse, i: int, h: int) -> bool:
    """ "conservatives opposing recognition blocked it": a verb with two subjects, the second read as "opposed" one"""
    first = i - 1
    if p.tags[i] != "VBG" or h != i + 1 or p.labels[h] != "nsubj" or first < 0 or p.tags[first] not in {"NNS", "NNPS", "NNP"}:
        return False
    if p.labels[first] != "nsubj" or p.heads[first] != p.heads[h]:
        return False
    p.labels[i], p.heads[i] = "acl", first
    p.labels[h], p.heads[h] = "obj", i
    return True


def _negator_of_auxiliary(p: Parse, i: int, h: int) -> bool:
    """ "has not, so far, agreed": "not" hung on the auxiliary"""
    if p.words[i] not in _NEGATORS or p.labels[h] not in AUXILIARIES or p.heads[h] == h:
        return False
    p.heads[i] = p.heads[h]
    return True


def _subject_of_auxiliary(p: Parse, i: int, h: int) -> bool:
    """ "did not, in the end, back it": the subject hung on the auxiliary"""
    if p.labels[h] != "aux" or p.heads[h] == h or p.heads[h] in p.subject:
        return False
    p.subject.add(p.heads[h])
    for k in p.below(h):
        p.heads[k] = p.heads[h]
    return True


def _auxiliary_read_as_main(p: Parse, i: int, h: int) -> bool:
    """ "had not, as of Monday, agreed to it": the auxiliary read as a verb of its own, parted by a remark"""
    above = p.below(h)
    if p.tags[i] not in _BARE or p.words[h] not in _BARE[p.tags[i]] or i < h or i in p.subject or h not in p.subject:
        return False
    if not any(p.words[k] in _NEGATORS for k in above) or any(p.labels[k] in OBJECTS for k in above):
        return False
    if any(p.labels[k] in {"cc", *AUXILIARIES} for k in p.below(i)):
        return False
    for k in above:
        p.heads[k] = i
    p.heads[i], p.labels[i] = (i if p.heads[h] == h else p.heads[h]), p.labels[h]
    p.heads[h], p.labels[h] = i, "aux"
    p.tags[i] = "VBN" if p.tags[i] == "VBD" else p.tags[i]
    p.subject.add(i)
    return True


def _main_behind_clause(p: Parse, i: int, h: int) -> bool:
    """ "If Chad supports the plan, Mali will leave", with what happens then hung on "plan"."""
    top = h
    while p.heads[top] != top:
        top = p.heads[top]
    if i < top or i not in p.subject or i not in p.finite or p.words[min([top, *p.below(top)])] not in _OPENERS:
        return False
    below = p.below(i)
    low = min([i, *below])
    if p.words[low] != "," and p.words[low - 1] != ",":
        return False
    if any(p.tags[k] in {"WDT", "WP", "WRB"} or p.labels[k] == "mark" for k in below):
        return False
    p.heads[i], p.labels[i] = i, "root"
    p.heads[top], p.labels[top] = i, "advcl"
    return True


def _content_of_vote(p: Parse, i: int, h: int) -> bool:
    """ "Voted 66 to 27 to ban it": what was voted is behind the tally."""
    if p.words[h] not in _VOTES or p.tags[i] != "VB" or "to" not in p.marks.get(i, ()) or i < h:
        return False
    p.labels[i] = "xcomp"
    for k in p.below(h):
        if p.labels[k] == "obj" and p.tags[k] == "CD":
            p.labels[k] = "obl"
    return True


def _object_behind_as(p: Parse, i: int, h: int) -> bool:
    """ "dismissed as “nonsense” reports that …", "denounced as illegal a vote": the object behind what it is called"""
    below = p.below(i)
    if not p.tags[h].startswith("VB") or i < h or any(p.labels[k] == "obj" for k in p.below(h)):
        return False
    if not p.marks.get(i) and i not in p.subject:
        called = any(h < k < i and p.labels[k] == "obl" and "as" in p.marks.get(k, ()) for k in p.below(h))
        if called:
            p.labels[i] = "obj"
        return called
    word = next((k for k in below if p.labels[k] == "amod" and p.words[k - 1] == "as"), None)
    if word is None or not any(word < k < i and p.labels[k] == "det" for k in below):
        return False
    p.heads[word - 1] = word
    p.marks[word] = p.marks.pop(i, {"as"})
    p.heads[word], p.labels[word] = h, "obl"
    p.labels[i] = "obj"
    return True


def _gerund_object(p: Parse, i: int, h: int) -> bool:
    """ "ruled out sending troops" """
    if p.labels[i] != "advcl" or p.tags[i] != "VBG" or not p.tags[h].startswith("VB") or i < h or i in p.marks or i in p.subject:
        return False
    between = range(h + 1, i)
    if any(p.labels[k] != "compound:prt" and p.heads[k] != i for k in between) or any(p.words[k] in BREAKS for k in between):
        return False
    p.labels[i] = "xcomp"
    return True


def _place_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "Berg is in Rome holding talks", "is in Rome to meet Lund", read as what Rome does"""
    below = {p.labels[k] for k in p.below(i)}
    if (
        not (p.tags[h] == "VBG" or (p.tags[h] == "VB" and "to" in p.marks.get(h, ())))
        or i > h
        or not {"case", "cop"} <= below
        or not below & SUBJECTS
    ):
        return False
    p.heads[i], p.labels[i] = (i if p.heads[h] == h else p.heads[h]), p.labels[h]
    p.heads[h], p.labels[h] = i, "acl" if p.marks[i] & _STANCES else "advcl"  # "is against Rome holding talks"
    p.subject.discard(h)
    return True


def _agent_of_deed(p: Parse, i: int, h: int) -> bool:
    """ "the expulsion of envoys by Rome", hung on the envoys"""
    if "by" not in p.marks.get(i, ()) or p.labels[h] != "nmod" or "of" not in p.marks.get(h, ()):
        return False
    if p.tags[h] == "NN":
        people = p.words[h] in _a_person()
    else:
        people = bool(_PEOPLE.search(p.words[h])) or any(p.labels[k] == "nummod" for k in p.below(h))
    if not people or p.tags[h] not in {"NN", "NNS"}:
        return False  # "the fear of raids by Rome"
    p.heads[i] = p.heads[h]
    return True


@lru_cache(maxsize=1)
def _a_person() -> frozenset[str]:
    nominals = referring.load().nominals
    return frozenset().union(*(nominals[kind] for kind in ("human", "official", "people")))


def _that_clause(p: Parse, i: int, h: int) -> bool:
    """ "made clear that …" """
    if p.labels[i] != "advcl" or "that" not in p.marks.get(i, ()):
        return False
    p.labels[i] = "ccomp"
    return True


_RULES: dict[str, tuple[Callable[[Parse, int, int], bool], ...]] = {
    "acl": (
        accused_of,
        event_read_as_content,
        condition_read_as_content,
        said_in_a_statement,
        told_an_audience,
        participle_behind_list,
        _headline_infinitive,
        _participle_behind_comma,
        relative_read_as_participle,
        relative_with_that,
        _name_read_as_root,
    ),
    "acl:relcl": (
        event_read_as_content,
        condition_read_as_content,
        content_read_as_relative,
        _main_behind_clause,
        remark_read_as_relative,
        said_in_a_statement,
        told_an_audience,
        relative_of_amount,
        _relative_of_last,
        _relative_that,
        relative_of_thing,
    ),
    "advcl": (
        added_by_speaker,
        _due_read_as_preposition,
        _under_pressure_to,
        content_behind_there,
        gerund_of_rumour,
        gerund_behind_name,
        condition_read_as_content,
        gerund_behind_gerund,
        bare_behind_finite,
        bare_behind_bare,
        _headline_infinitive,
        infinitive_behind_relative,
        infinitive_behind_clause,
        _content_of_vote,
        participle_read_as_clause,
        _condition_of_participle,
        means_of_what_is_said,
        said_on,
        _gerund_object,
        _that_clause,
    ),
    "advcl:relcl": (_relative_behind_comma,),
    "advmod": (_negator_of_auxiliary,),
    "amod": (_participle_of_subject, _name_read_as_modifier, possessor_read_as_subject),
    "appos": (_two_in_headline, name_behind_title),
    "aux": (
        modal_of_name,
        _name_read_as_modifier,
    ),
    "aux:pass": (_name_read_as_modifier,),
    "case": (case_read_as_preposition, _infinitive_read_as_noun, _due_read_as_preposition),
    "ccomp": (
        event_read_as_content,
        have_read_as_main,
        condition_read_as_content,
        said_in_the_middle,
        inverted_speaker,
        comment_behind_comma,
        remark_read_as_conjunct,
        object_is_subject,
        past_read_as_participle,
    ),
    "compound": (_name_before_glued, _verb_between_nouns, _name_read_as_modifier, name_before_and, possessor_read_as_subject),
    "conj": (
        remark_read_as_conjunct,
        have_read_as_main,
        _auxiliary_read_as_main,
        present_behind_past,
        not_told,
        says_on,
        bare_behind_gerund,
        base_read_as_past,
        bare_behind_finite,
        bare_behind_bare,
        conjunct_behind_relative,
        same_tense,
        finite_conjunct,
    ),
    "csubj": (infinitive_of_adjective,),
    "flat": (modal_read_as_day,),
    "mark": (former_self, _due_read_as_preposition),
    "nmod": (_agent_of_deed, according_to),
    "nsubj": (
        object_of_content,
        relation_read_as_subject,
        _content_read_as_subject,
        _subject_of_auxiliary,
        subject_before_remark,
        remark_read_as_subject,
        _place_read_as_subject,
        told_read_as_subject,
        name_before_day,
        day_read_as_subject,
        compound_read_as_subject,
        name_beside_noun,
        title_read_as_subject,
        joined_subject,
        noun_is_clause,
    ),
    "nsubj:outer": (noun_is_clause,),
    "nsubj:pass": (
        object_of_content,
        noun_is_clause,
    ),
    "obj": (inverted_speaker, noun_behind_what, recipient),
    "obl": (noun_behind_what, _object_behind_particle, _object_behind_as),
    "obl:unmarked": (modal_read_as_day,),
    "parataxis": (content_behind_there, relative_read_as_comment, object_behind_others),
    "root": (_headline_infinitive, participle_read_as_root),
    "vocative": (_two_in_headline,),
    "xcomp": (
        supposed_read_as_object,
        base_behind_object,
        do_read_as_main,
        _under_pressure_to,
        it_read_as_object,
        noun_behind_what,
        _name_behind_verb,
        _words_on_placard,
        infinitive_behind_clause,
    ),
}
"""Label -> the rules that mend it, in the order in which they are tried."""


def _find_verbs(p: Parse) -> None:
    """Plurals in "-men" read as singular, and verbs as nouns or participles: "Burundi opposes", "Chad vetoed", "the EU eased"."""
    for i, label in enumerate(p.labels):
        if p.tags[i] == "NN" and p.words[i].endswith("men") and PLURAL_IN_MEN.search(p.words[i]):
            p.tags[i] = "NNS"
        if p.words[i] == "who" and i and p.words[i - 1] == "the":
            p.tags[i] = "NNP"  # the World Health Organization
        if label not in {"root", "amod"}:
            continue
        named = i > 0 and p.heads[i - 1] == i and p.tags[i - 1] in NAMES
        if label == "root" and p.tags[i] == "NNS" and named and (_governs(p, i) or _calls(p, i)):
            p.tags[i], p.labels[i - 1] = "VBZ", "nsubj"
        elif not p.words[i].endswith("ed"):
            continue
        elif label == "root" and p.tags[i] in {"NN", "NNS", "JJ"} and any(p.labels[k] == "obj" for k in p.below(i)):
            p.tags[i] = "VBD"
        elif label == "amod" and p.tags[i] in {"VBD", "VBN", "JJ"}:
            _raise_participle(p, i, p.heads[i])


def _raise_participle(p: Parse, i: int, h: int) -> None:
    """The participle between a name and the noun that heads the sentence is its verb."""
    name = i - 1 - (i > 1 and p.tags[i - 1] == "RB")
    if p.labels[h] != "root" or not p.tags[h].startswith("NN") or h < i or name < 0 or p.tags[name] not in NAMES:
        return
    below = p.below(h)
    if any(p.labels[k] in {"cop", "aux", "aux:pass", "acl:relcl", "nsubj:pass"} for k in below):
        return
    for k in below:
        if k < name:
            p.heads[k] = name
        elif p.labels[k] == "punct":
            p.heads[k] = i
    p.heads[name], p.labels[name] = i, "nsubj"
    p.heads[h], p.labels[h] = i, "obj"
    p.heads[i], p.labels[i], p.tags[i] = i, "root", "VBD"


def _calls(p: Parse, i: int) -> bool:
    """ "Parliament votes for a ban", "Chad calls for talks", without a verb for the parser"""
    behind = i + 1 < len(p.words) and p.words[i + 1] in _TOPICS
    if p.words[i] not in _HEADLINE_VERBS or not behind:
        return False
    for k in p.below(i):
        if k > i and p.labels[k] == "nmod":
            p.labels[k] = "obl"
    return True


def _governs(p: Parse, i: int) -> bool:
    return any(p.labels[k] in {"obj", "ccomp", "xcomp"} for k in p.below(i))
