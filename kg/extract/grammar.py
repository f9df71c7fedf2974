"""One view of a dependency tree: subject, object, complement, negation, for UD and for ClearNLP labels.

A `Tree` holds heads and labels in Universal Dependencies, whatever the pipeline's scheme, with the parser's commonest
slips mended (`repair`). Everything else in `extract/` asks the functions of this module and never a label of its own.
"""

from collections.abc import Iterator

from kg import referring
from kg.extract.relatives import RELATIVES
from kg.extract.repair import SUBJECTS
from kg.extract.tree import Tree, children, first, once, tree

__all__ = ["SUBJECTS", "Tree", "children", "first", "once", "tree"]  # what others read through this module

OBLIQUES = frozenset({"obl", "obl:agent", "obl:arg", "obl:tmod", "obl:npmod", "obl:unmarked", "nmod"})
_LISTING = frozenset({"including", "such as", "like", "among them"})
_AGENTIVE = frozenset({"by", "between"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "parataxis", "conj", "root"})
_LETS = frozenset({"help", "let", "make"})
"""Verbs whose object does what the bare infinitive behind it says ("helped Oslo withdraw")."""
_JOINS = frozenset({"follow", "join", "match"})
"""Verbs whose object does what the gerund behind "in" says, too."""
SHARES = frozenset({"example", "lead", "part", "role"})
"""Nouns of somebody who does what the gerund behind "in" says."""
_AMOUNTS = frozenset({"everything", "little", "nothing"})
_SEVERAL = frozenset({"i", "they", "we", "you"})
_DEEPEST = 40
"""Heads above a word that are looked at; no sentence that somebody wrote has more."""
_AUXILIARY = frozenset({"did", "do", "does", "had", "has", "have", "will", "would"})
_AS_DOES = frozenset(f"as {word}" for word in _AUXILIARY)
_SO, _NOR = frozenset({"as", "so"}), frozenset({"neither", "nor"})
_DENIERS = frozenset({"n't", "never", "not"})
_INSTEAD = frozenset({"instead", "rather"})
_CONTENTS = frozenset({"ccomp", "parataxis"})
_CONTENT_MARKS = frozenset({"that", "whether", ""})
_FINITE_SIGNS = SUBJECTS | {"aux", "cop"}
_THAT_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "csubj", "csubj:pass"})


def ancestors(t: Tree, i: int) -> Iterator[int]:
    """Heads of `i`, nearest first; so many at most that a text without a full stop is read in time."""
    for _step in range(_DEEPEST):
        if t.head[i] == i:
            return
        i = t.head[i]
        yield i


def conjuncts(t: Tree, i: int) -> tuple[int, ...]:
    """`i` and what is coordinated with it as a phrase; not what it stands "rather than"."""
    if not t.has(i, "conj"):
        return (i,)
    return (i, *(k for k in children(t, i, "conj") if not any(t.lower[m] in _INSTEAD for m in children(t, k, "cc"))))


def is_contrast(t: Tree, k: int) -> bool:
    """True for the second part of "the truce, but not the embargo"."""
    return t.dep[k] == "conj" and any(t.lower[m] == "not" and t.dep[m] in {"advmod", "cc"} and m < k for m in t.kids[k])


@once
def is_passive(t: Tree, i: int) -> bool:
    """True where the verb's subject undergoes the action (also a bare participle after a noun: "a plan backed by …")."""
    if t.has(i, "aux:pass") or t.has(i, "nsubj:pass") or t.has(i, "csubj:pass"):
        return True
    if t.tag[i] != "VBN" or any(t.dep[k] == "aux" and t.lemma[k] == "have" for k in t.kids[i]):
        return False
    if t.dep[i] == "conj" and not any(t.dep[k] in SUBJECTS or t.dep[k] == "aux" for k in t.kids[i]):
        return is_passive(t, t.head[i])
    return t.dep[i] in {"acl", "acl:relcl", "advcl", "amod"} and not any(t.dep[k] in SUBJECTS for k in t.kids[i])


@once
def particle(t: Tree, i: int) -> str:
    """The verb's particle ("out" of "rule out"), the word glued in front of it ("test" of "test-fired"), or an empty string."""
    found = children(t, i, "compound:prt")[0] if t.has(i, "compound:prt") else None
    if found is None and i > 1 and t.lower[i - 1] == "-" and t.forms[i - 2].islower() and t.head[i - 2] == i:
        found = i - 2
    return t.lower[found] if found is not None else ""


def _antecedent(t: Tree, i: int) -> int | None:
    """The noun that the relative clause around verb `i` modifies."""
    if t.dep[i] == "conj":
        return _antecedent(t, t.head[i])
    return t.head[i] if t.dep[i] in {"acl:relcl", "acl"} else None


def _means_all(t: Tree, noun: int, relative: int, i: int) -> bool:
    """True for a relative clause behind a comma whose plural verb means all the names before it."""
    several = t.has(noun, "conj") and t.pos[noun] == "PROPN" and t.lower[relative - 1] == ","
    return several and any(t.tag[k] == "VBP" or t.lower[k] == "were" for k in (i, *children(t, i, "aux", "aux:pass", "cop")))


def _named_by(t: Tree, noun: int, depth: int) -> tuple[int, ...]:
    """The noun itself, or the subject that it is the predicate of ("Oslo was the first to …", "… the only one opposing it").

    "It was Oslo that signed it" says the same as "Oslo signed it"; "it wasn't Oslo" and "it may be Oslo" leave open who did.
    """
    top = t.head[noun] if t.dep[noun] == "conj" and not children(t, noun, "cop") else noun
    if not children(t, top, "cop"):
        return (noun,)
    subject = _subject(t, top, depth + 1)
    if t.pos[top] != "PROPN" or [t.lower[k] for k in subject] != ["it"]:
        return (noun,) if top != noun else subject or (noun,)
    unsure = any(t.tag[k] == "MD" for k in children(t, top, "aux")) or children(t, top, "advmod", "case")
    return () if unsure else conjuncts(t, top)


def _nearest_conjunct(t: Tree, noun: int, i: int) -> int:
    """ "Rebels and Kenyan troops backing Oslo": of several nouns the one right before the participle."""
    last = max((k for k in children(t, noun, "conj") if k < i), default=noun)
    return last if last == i - 1 else noun


def _is_relative(t: Tree, k: int) -> bool:
    if t.lower[k] == "that" and t.dep[k] in {"obj", *SUBJECTS} and t.dep[t.head[k]] == "acl:relcl":
        return True  # whatever its tag is
    return t.tag[k] in RELATIVES and t.lower[k] != "what"


@once
def grammatical_subject(t: Tree, i: int) -> tuple[int, ...]:
    """The subject of the clause of `i` as the sentence has it, with what it shares with others; heads of noun phrases.

    Follows relative pronouns to their noun, coordination to the first verb, control and raising to the matrix clause.
    """
    return _subject(t, i, 0)


def _subject(t: Tree, i: int, depth: int) -> tuple[int, ...]:
    if depth > 12:
        return ()
    for k in t.kids[i]:
        if t.dep[k] in SUBJECTS:
            if _is_relative(t, k):
                noun = _antecedent(t, i)
                if noun is not None and _means_all(t, noun, k, i):
                    return conjuncts(t, noun)  # "Oslo and Bern, which oppose it"
                return _named_by(t, noun, depth) if noun is not None else ()
            return _together(t, i, k)
    label, h = t.dep[i], t.head[i]
    if label == "conj":
        shared = _subject(t, h, depth + 1)
        return shared if not _disagrees(t, i, shared) else ()
    if label == "xcomp":
        controlled = first(children(t, h, "obj", "iobj"))
        if controlled is not None and controlled < i and t.mark[i] != "to" and t.lemma[h] in _LETS:
            return conjuncts(t, controlled) if t.mark[h] != "to" else ()  # "is ready to help Oslo withdraw": who knows
        if controlled is not None and controlled < i and t.mark[i] == "to":
            return conjuncts(t, controlled)
        return _subject(t, h, depth + 1)
    if label == "advcl" and t.tag[i] == "VBG" and t.mark[i] == "for" and children(t, h, "obj"):
        return children(t, h, "obj")[:1]  # "praised Cairo for backing it"
    accuser = accusing(t, i)
    if accuser is not None:  # "accused Oslo of arming them"
        return conjuncts(t, next(iter(children(t, accuser, "obj", "iobj", "nsubj:pass")), accuser))
    if label == "advcl" and t.tag[i] == "VBG" and t.mark[i] == "as" and children(t, h, "obj"):
        return conjuncts(t, children(t, h, "obj")[0])  # "quoted Berg as saying"
    if label == "advcl" and (
        t.tag[i] in {"VBG", "VBN"} or t.mark[i] == "to" or not any(t.dep[k] in {"aux", "cop"} for k in t.kids[i])
    ):
        if t.dep[h] in {"advmod", "compound:prt"}:
            h = t.head[h]  # "stopped short of endorsing", the gerund hung on "short"
        if t.tag[i] == "VBG" and i > h and behind_comma(t, i):
            h = _clause_around(t, h)
        if t.tag[i] == "VBG" and t.mark[i] == "in" and t.lemma[h] in _JOINS and not is_passive(t, h):
            joined = first(k for k in children(t, h, "obj") if h < k < i)  # "joined Rome in banning it": so does Rome
            return (*_subject(t, h, depth + 1), *(conjuncts(t, joined) if joined is not None else ()))
        return _subject(t, h, depth + 1)
    if label == "acl" and t.tag[i] == "VBG" and (t.mark[i] == "of" or (t.mark[i] == "in" and t.lemma[h] in SHARES)):
        return holders(t, h)  # "Oslo's policy of banning them", "its role in arming them"
    if label == "acl" and t.tag[i] in {"VBG", "VBN"}:
        return _named_by(t, _nearest_conjunct(t, h, i), depth) if t.tag[i] == "VBG" else (h,)
    if label == "acl" and t.mark[i] == "to" and t.dep[h] == "obj" and t.lower[h] in _AMOUNTS:
        return _subject(t, t.head[h], depth + 1)  # "Oslo did nothing to stop it"
    if label in {"acl", "xcomp"} and t.mark[i] == "to":
        return _named_by(t, h, depth) if children(t, h, "cop") else holders(t, h)
    if label == "acl:relcl" and t.tag[i] in {"VBG", "VBN"}:
        return (h,)
    return ()


def _two_names(t: Tree, one: int, other: int) -> bool:
    return other == one + 2 and t.lower[one + 1] == "," and t.pos[one] == t.pos[other] == "PROPN"


def _together(t: Tree, i: int, subject: int) -> tuple[int, ...]:
    """The subjects of one verb: "Oslo, but not Bern"; "Oslo as well as Bern", "Oslo, Bern sign", where it was given two."""
    beside = (k for k in t.kids[i] if k > subject and t.dep[k] in SUBJECTS and (t.has(k, "cc") or _two_names(t, subject, k)))
    both = tuple(m for k in (subject, *beside) for m in conjuncts(t, k) if not is_contrast(t, m))
    return both + _likewise(t, i)


def _likewise(t: Tree, i: int) -> tuple[int, ...]:
    """Who does the same: "Oslo opposes it, as does Bern", "… and so did Bern", "Oslo did not sign, nor did Bern"."""
    end = max(t.kids[i], default=i)
    if end <= i or not t.verb[i] or is_passive(t, i) or any(t.tag[k] == "MD" for k in children(t, i, "aux")):
        return ()
    signs = _NOR if any(t.lower[k] in _DENIERS for k in children(t, i, "advmod")) else _SO
    for k in t.kids[i]:
        if k > i and t.dep[k] == "obl" and t.prep[k] in _AS_DOES and "as" in signs:
            return conjuncts(t, k)
        if k > i and t.dep[k] in {"advcl", "conj", "parataxis"} and t.lower[k] in _AUXILIARY:
            opens = any(m < k and t.lower[m] in signs for m in t.kids[k])
            behind = [m for m in t.kids[k] if m > k and t.dep[m] != "punct"]
            if opens and len(behind) == 1 and t.dep[behind[0]] in {"nsubj", "obj"}:
                return conjuncts(t, behind[0])
    return ()


def _disagrees(t: Tree, i: int, subject: tuple[int, ...]) -> bool:
    """True for a verb in the singular and "they" or "we": "they said the pact is void, does not comply with the law"."""
    finite = any(t.tag[k] == "VBZ" for k in (i, *children(t, i, "aux", "aux:pass", "cop")))
    return finite and any(t.lower[k] in _SEVERAL for k in subject)


def accusing(t: Tree, i: int) -> int | None:
    """The verb that accuses somebody of what the gerund `i` says ("accused Oslo of arming them"), or None."""
    if t.tag[i] != "VBG" or (t.mark[i] or t.prep[i]) != "of" or t.dep[i] not in {"advcl", "acl", "conj"}:
        return None
    above = t.head[i]
    while t.dep[above] in {"obj", "nsubj:pass"} or (t.dep[above] in {"advcl", "acl"} and accusing(t, above) is not None):
        above = t.head[above]
    return above if t.verb[above] and t.lemma[above] in referring.load().verbs["accusing"] else None


@once
def agents(t: Tree, i: int) -> tuple[int, ...]:
    """Who does it: the subject of an active verb, the by-phrase of a passive one; heads of noun phrases."""
    if is_passive(t, i):
        for k in t.kids[i]:
            if t.dep[k] == "obl:agent" or (t.dep[k] in OBLIQUES and t.prep[k] in _AGENTIVE):
                return conjuncts(t, k)  # "signed by Oslo", "agreed between Oslo and Bern"
        for k in t.kids[i]:
            if k > i and t.dep[k] in OBLIQUES and (t.pos[k] == "PROPN" or t.prep[k] == "with"):
                behind = first(m for m in children(t, k, "nmod", "obl:agent") if t.prep[m] == "by")
                if behind is not None:
                    return conjuncts(t, behind)  # "was signed in Rome by Oslo", hung on Rome
        if t.dep[i] == "conj":
            shared = is_passive(t, t.head[i]) and not t.has(
                i, "aux:pass"
            )  # "was seized by Oslo and was held": by whom isn't said
            return agents(t, t.head[i]) if shared else ()
        return ()
    return grammatical_subject(t, i)


@once
def direct_object(t: Tree, i: int) -> int | None:
    """What is done to: object of an active verb, subject of a passive one, noun of an object relative, or a gerund clause."""
    if is_passive(t, i):
        patients = grammatical_subject(t, i)
        return patients[0] if patients else None
    objects = [k for k in children(t, i, "obj", "dobj") if not _is_relative(t, k)]
    if objects:
        called = _called(t, objects[0]) if t.lower[objects[0]] == "what" else None
        return objects[0] if called is None else called
    if any(t.dep[k] == "obj" and _is_relative(t, k) for k in t.kids[i]):
        return _antecedent(t, i)
    gerund = first(k for k in children(t, i, "xcomp", "ccomp") if is_gerund(t, k) and not t.mark[k])
    if gerund is not None:
        return gerund
    if t.dep[i] == "acl:relcl" and not _has_relative_word(t, i) and any(t.dep[k] in SUBJECTS for k in t.kids[i]):
        return t.head[i]  # "the plan Paris backed"
    return shared_object(t, i)


def is_gerund(t: Tree, k: int) -> bool:
    """True for "signing" and "having signed"."""
    return t.verb[k] and (t.tag[k] == "VBG" or (t.tag[k] == "VBN" and any(t.lower[m] == "having" for m in children(t, k, "aux"))))


def _called(t: Tree, what: int) -> int | None:
    """The noun of "what it called a police operation"."""
    relative = first(children(t, what, "acl:relcl"))
    if relative is None or not any(t.dep[k] in SUBJECTS for k in t.kids[relative]):
        return None
    return first(k for k in children(t, relative, "obj", "xcomp", "obl") if k > relative and t.pos[k] == "NOUN")


def _has_relative_word(t: Tree, i: int) -> bool:
    return any(_is_relative(t, k) for k in t.kids[i]) or any(_is_relative(t, g) for k in t.kids[i] for g in t.kids[k])


def shared_object(t: Tree, i: int) -> int | None:
    """The object of the last coordinated verb, where `i` has none of its own ("backed and funded the plan")."""
    later = [k for k in children(t, i, "conj") if t.verb[k] and not any(t.dep[m] in SUBJECTS for m in t.kids[k])]
    if not later or any(t.dep[k] in {"ccomp", "xcomp", "obl", "advcl"} for k in t.kids[i]):
        return None
    gerunds = (k for k in children(t, later[-1], "xcomp") if t.tag[k] == "VBG")
    return first((*children(t, later[-1], "obj"), *gerunds))


@once
def infinitive(t: Tree, i: int) -> int | None:
    """The to-infinitive that completes `i` ("agreed to sign", "ready to sign", "its refusal to sign")."""
    for k in t.kids[i]:
        if (
            k > i
            and t.mark[k] == "to"
            and t.dep[k] in {"xcomp", "acl", "advcl", "ccomp", "csubj"}
            and t.tag[k] in {"VB", "VBN", "JJ", "NN"}
        ):
            return k
        if k > i and t.mark[k] == "to" and t.dep[k] in {"xcomp", "acl"}:
            return k
    return None


@once
def content_clause(t: Tree, i: int) -> int | None:
    """The finite clause that completes `i`, with or without "that"."""
    for k in t.kids[i]:
        label = t.dep[k]
        if label in _CONTENTS:
            marked = t.mark[k] in _CONTENT_MARKS or (t.mark[k] == "if" and label == "ccomp" and k > i)  # "questioned if"
            finite = marked and any(t.dep[m] in _FINITE_SIGNS for m in t.kids[k])
            if not finite and not is_due(t, k):
                continue
            if label == "ccomp" or _introduced(t, k):  # "…, its ministry has made clear" is a comment, not a content
                return k
        elif label in _THAT_CLAUSES and t.mark[k] == "that":
            return k
    for k in t.kids[i]:  # "assured Manila that …", the clause hung on the name
        if t.dep[k] in {"obj", "iobj", "obl"} and t.pos[k] in {"PROPN", "PRON"}:
            for m in children(t, k, "acl", "acl:relcl"):
                if t.mark[m] == "that":
                    return m
    if t.mark[i] == "as" and t.tag[i] == "VBG" and t.dep[i] in {"advcl", "xcomp"}:  # "“…,” Tass quoted Berg as saying"
        return first(k for k in children(t, t.head[i], "ccomp") if k < t.head[i] and not t.mark[k])
    return None


def is_due(t: Tree, k: int) -> bool:
    """True for the clause of "said talks were to begin"."""
    due = t.mark[k] == "to" and any(t.tag[m] in {"VBD", "VBP", "VBZ"} for m in children(t, k, "aux", "aux:pass", "cop"))
    return due and any(t.dep[m] in SUBJECTS for m in t.kids[k])


def _introduced(t: Tree, k: int) -> bool:
    """True for a clause behind a colon or in quotation marks."""
    below = subtree(t, k)
    before = [m for m in (below[0], below[0] - 1) if m >= 0]
    return any(t.lower[m] == ":" or t.tag[m] in {"``", "''"} for m in before)


@once
def phrases(t: Tree, i: int) -> tuple[tuple[str, int], ...]:
    """Prepositional phrases of a predicate as (preposition, head of the phrase), with gerund clauses ("from endorsing").

    Looks also at the direct object's phrases, since their attachment is the parser's commonest error.
    """
    found = []
    for k in t.kids[i]:
        if t.lower[k] == "part" and "for" in (t.prep[k], t.mark[k]) and t.has(k, "nmod:poss"):
            continue  # "Oslo, for its part, called for a vote"
        if t.prep[k] == "with" and _is_absolute(t, k):
            continue
        if t.dep[k] in OBLIQUES or (t.dep[k] in {"advcl", "xcomp", "ccomp"} and t.tag[k] == "VBG"):
            prep = t.prep[k] or (t.mark[k] if t.tag[k] in {"VBG", "NN"} else "")
            if prep:
                found.append((prep, k))
        elif t.dep[k] == "obj" and t.prep[k]:
            found.append((t.prep[k], k))  # "lead to escalation" read as an object
    for o in children(t, i, "obj", "advmod", "compound:prt"):
        for k in children(t, o, "nmod", "acl", "obl"):
            prep = t.prep[k] or (t.mark[k] if t.tag[k] in {"VBG", "NN"} else "")
            if prep:
                found.append((prep, k))
    return tuple(found)


def _is_absolute(t: Tree, k: int) -> bool:
    """True for ", with each side accusing the other", which tells of somebody else beside the clause."""
    return any(m > k and t.tag[m] == "VBG" for m in children(t, k, "acl")) and behind_comma(t, k)


@once
def holders(t: Tree, i: int) -> tuple[int, ...]:
    """Who holds what the noun `i` names: its possessor or by-phrase ("Cairo's rejection", "the rejection by Cairo")."""
    for label in ("nmod:poss", "poss"):
        owner = first(children(t, i, label))
        if owner is not None:
            return conjuncts(t, owner)
    for k in t.kids[i]:
        if t.dep[k] in {"nmod", "obl", "obl:agent"} and t.prep[k] == "by":
            return conjuncts(t, k)
    return ()


def listed(t: Tree, i: int) -> tuple[int, ...]:
    """Those whom a noun names of many: "states including Chad", "leaders such as Berg", "many states, among them Chad"."""
    return tuple(k for k in t.kids[i] if k > i and (t.prep[k] in _LISTING or _is_among(t, k)))


def _is_among(t: Tree, k: int) -> bool:
    """ "Among them Chad", whatever the parser hung "them" on."""
    return t.pos[k] == "PROPN" and t.lower[k - 2] == "among" and t.lower[k - 1] == "them"


def is_predicate(t: Tree, i: int) -> bool:
    """True for an adjective or noun that a copula or a verb such as "remain" makes the predicate of a clause."""
    return any(t.dep[k] == "cop" for k in t.kids[i]) or t.dep[i] in {
        "xcomp",
        "root",
        "ccomp",
        "advcl",
        "acl",
        "acl:relcl",
        "conj",
        "parataxis",
    }


@once
def subtree(t: Tree, i: int) -> tuple[int, ...]:
    """All tokens below `i`, itself included, in order of the text."""
    out, open_, kids = [i], [i], t.kids
    while open_:
        for k in kids[open_.pop()]:
            out.append(k)
            if kids[k]:
                open_.append(k)
    return tuple(sorted(out))


def _clause_around(t: Tree, h: int) -> int:
    """The verb of the clause that an infinitive stands in: "fired on a bus taking guards to work, wounding three"."""
    while t.dep[h] in {"acl", "xcomp"} or (t.tag[h] == "VBG" and t.dep[h] == "advcl" and h > t.head[h]):
        h = t.head[h]
        while not t.verb[h] and t.head[h] != h and t.dep[h] not in {"xcomp", "ccomp", "advcl"}:
            h = t.head[h]
    return h


def glued(t: Tree, i: int) -> int | None:
    """Who did it, glued to a participle in front of a noun: "Chadian-backed rebels", "the EU-led mission"."""
    if t.dep[i] != "amod" or t.head[i] < i or i < 2 or t.forms[i - 1] != "-" or t.spaced[i - 1]:
        return None
    return i - 2 if t.forms[i - 2][0].isupper() and not t.spaced[i - 2] else None


def behind_comma(t: Tree, i: int) -> bool:
    """True for a clause or phrase that a comma parts from what stands before it."""
    first = subtree(t, i)[0]
    return "," in t.lower[max(first - 1, 0) : first + 1]


@once
def clause_of(t: Tree, i: int) -> int:
    """The predicate of the clause in which `i` stands (`i` itself where it heads one)."""
    while t.dep[i] not in CLAUSES and t.head[i] != i:
        i = t.head[i]
    return i
