"""Does a predicate stand for itself, or does it only complete another one ("ready to sign", "failed to sign")?"""

from kg.extract.grammar import Tree, accusing, behind_comma, children, is_due, is_passive, particle, phrases
from kg.extract.repair import SUBJECTS
from kg.lexicon import Implicative, Lexicon

_BELOW = frozenset({"xcomp", "acl", "acl:relcl", "ccomp", "csubj", "advcl", "conj", "obj", "obl", "nmod"})
_LOOSE_MARKS = frozenset(
    {
        "",
        "after",
        "although",
        "as",
        "before",
        "besides",
        "by",
        "despite",
        "in",
        "instead",
        "on",
        "rather",
        "since",
        "through",
        "though",
        "upon",
        "when",
        "whereas",
        "while",
        "without",
    }
)
"""Conjunctions whose clause stands for itself; behind others ("accused of", "far from") it only completes a predicate."""
_ATTACKS = "attacks"
_ENCOUNTERS = frozenset({"consults", "meets"})
_CONTACTS = frozenset({"consults", "meets", "visits"})
_SPOKEN = frozenset({"criticizes", "demands", "warns"})
_PROPOSES = "proposes"
_PROTESTS = frozenset({"condemn", "denounce", "protest"})
"""What one does by doing something else."""
_MARCHES = frozenset({"assemble", "demonstrate", "gather", "march", "protest", "rally"})
_STANCES = frozenset({"criticizes", "demands", "opposes", "rejects", "supports"})
"""What a march is for, as real as the march."""
_COMING = frozenset({"meets", "visits", "hosts"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
WITH_OBJECT = "something to"
"""Preposition of a row for a verb with an object before the infinitive."""
_TOPICS, _TAKEN = frozenset({"about", "against", "of"}), frozenset({"on", "to"})
_BOUND_MARKS = frozenset({"on", "in"})


def implicative(t: Tree, above: int, below: int, lexicon: Lexicon) -> Implicative | None:
    """The row that says how the predicate `above` changes the force of its complement `below`."""
    prep = t.mark[below] or t.prep[below]
    loose = t.dep[below] == "advcl" and (below < above or t.tag[below] == "VBN" or behind_comma(t, below))
    if not prep and (t.dep[below] == "acl" or loose):
        return None  # "the plan circulated by Oslo"; "Recognised by Paris, the council is trying to …"; "failed, saying that …"
    if prep == "to" and any(t.dep[k] in {"obj", "iobj"} and above < k < below for k in t.kids[above]):
        # "wants Sweden to sign": somebody else is to do it; "used the visit to urge" did so.
        return next((row for row in lexicon.implicatives.get(t.lemma[above], ()) if row.prep == WITH_OBJECT), None)
    if t.tag[above] == "VBN" and lexicon.frames("adj-inf", t.lower[above]) and children(t, above, "cop", "aux:pass"):
        return None  # "is prepared to sign" is a stance, "prepares to sign" isn't
    if t.dep[above] in {"advmod", "compound:prt"}:  # "stopped short of endorsing", the gerund hung on "short"
        verb = t.head[above]
        return next(
            (row for row in lexicon.implicatives.get(t.lemma[verb], ()) if row.particle == t.lower[above] and row.prep == prep),
            None,
        )
    beside = [t.lemma[k] for k in t.kids[above] if t.dep[k] == "advmod" and _is_beside(t, k, below)]  # "has yet to confirm"
    if children(t, above, "cop"):  # "was the first country to confirm", "was among those to confirm"
        beside += [t.lower[k] for k in t.kids[above] if t.dep[k] in {"amod", "case"} and k < above]
    for row in (row for word in (t.lemma[above], *beside) for row in lexicon.implicatives.get(word, ())):
        if row.particle and row.particle not in {particle(t, above), _before_mark(t, above, below)}:
            continue
        if row.prep and (row.prep != prep or (prep == "to" and t.dep[below] != "xcomp" and not row.particle)):
            continue  # "is said to begin", not "said talks were to begin"
        if not row.prep and (prep not in {"to", ""} or (prep == "to" and t.tag[below] == "VBG")):
            continue  # "came close to accepting": no infinitive
        if t.dep[below] in {"xcomp", "advcl", "acl", "ccomp"} or row.prep:
            return row
    return None


def _is_beside(t: Tree, k: int, below: int) -> bool:
    """True for "yet" in "has yet to confirm it", "has yet to be confirmed"."""
    return k == below - 2 or (k == below - 3 and t.lower[k + 1 : below] == ("to", "be"))


def _before_mark(t: Tree, above: int, below: int) -> str:
    """The adverb between a verb and its gerund: "close" in "came close to accepting"."""
    marks = {k for k in t.kids[below] if t.dep[k] in {"case", "mark"}}
    return next((t.lower[k] for k in t.kids[above] if t.dep[k] == "advmod" and k + 1 in marks), "")


def embedded(t: Tree, i: int, lexicon: Lexicon) -> bool:
    """True for a predicate that only completes another one ("ready to sign", "urged X to sign", "calls for signing").

    Nobody is said to do it; below a predicate that merely changes its force ("failed to sign") it stands on its own.
    """
    node = i
    for _step in range(8):
        above = t.head[node]
        if above == node or t.dep[node] not in _BELOW:
            return False
        if t.dep[node] == "conj":
            if any(t.dep[k] in SUBJECTS for k in t.kids[node]):
                return False
            node = above
            continue
        hedged = t.dep[node] == "acl:relcl" and any(t.dep[k] == "aux" and t.tag[k] == "MD" for k in t.kids[node])
        if hedged and not any(t.lower[k] == "," for k in range(above, node)):
            return True  # "a deal under which they would deploy forces": only part of what is proposed
        marks = {t.lower[k] for k in children(t, node, "mark")}
        infinitive = t.mark[node] == "to" or marks == {"for", "to"}  # "called for Oslo to sign"
        finite = not infinitive and any(t.dep[k] in SUBJECTS for k in t.kids[node])
        finite = finite or t.tag[node] in _FINITE or is_due(t, node)
        finite = finite or any(t.tag[k] in _FINITE for k in children(t, node, "cop"))  # "said its aim is to sign"
        if _is_gerund_with_subject(t, node) or _is_base_with_subject(t, node):
            return True
        loose = t.dep[node] == "advcl" and (t.mark[node] in _LOOSE_MARKS or _thanked(t, above, node, lexicon))
        if t.mark[node] in _BOUND_MARKS and node > above and t.tag[node] == "VBG":
            loose = any(t.lower[k] == "," for k in range(above, node))  # "intent on joining", not "…, on joining"
        as_such = t.tag[node] == "VBG" and (t.mark[node] or t.prep[node]) == "as"
        if as_such and t.dep[node] == "advcl" and t.lemma[node] not in lexicon.reporting:
            return True  # "denounced the pressure as meddling", not "quoted him as saying"
        loose = loose or accusing(t, node) is not None
        if loose and t.mark[node] == "by":
            node = above  # "needs to comply by banning it": as real as what it is done for
            continue
        plain = t.dep[node] in {"obj", "obl", "nmod"} and t.tag[node] != "VBG"
        reduced = t.dep[node] == "acl" and t.tag[node] in {"VBN", "VBG"} and not t.mark[node]  # "a plan backed by"
        if finite or loose or plain or reduced:
            return False
        row = implicative(t, above, node, lexicon)
        if row is None:
            return not gathers_for(t, above, node, lexicon)
        if row.prep == WITH_OBJECT and _is_tried(t, above, lexicon):
            return True  # "efforts to force Oslo to sign"
        node = above
    return False


def _is_gerund_with_subject(t: Tree, node: int) -> bool:
    """True for what may be "Oslo signing": "no chance of Oslo signing", "warned of it", "Oslo signing would be a mistake"."""
    if t.tag[node] != "VBG" or t.has(node, "aux"):
        return False
    above = t.head[node]
    subject = next((k for k in t.kids[node] if t.dep[k] in SUBJECTS and k < node), None)
    if subject is None:
        return t.dep[node] == "acl" and above == node - 1 and t.pos[above] == "PROPN" and t.prep[above] in _TOPICS
    if t.dep[node] == "csubj":
        return any(t.tag[k] == "MD" for k in children(t, above, "aux"))
    if t.dep[node] == "acl":
        return t.has(subject, "case")
    return t.dep[node] == "advcl" and (t.mark[node] or t.prep[subject]) in _TOPICS | _TAKEN


def _is_base_with_subject(t: Tree, node: int) -> bool:
    """True for "cannot have Oslo sign", "let Oslo sign"."""
    bare = t.tag[node] == "VB" and t.dep[node] == "xcomp" and not t.mark[node] and not t.has(node, "aux")
    return bare and any(t.dep[k] in SUBJECTS and t.head[node] < k < node for k in t.kids[node])


def _is_tried(t: Tree, verb: int, lexicon: Lexicon) -> bool:
    """True for an infinitive that isn't said to have come true ("tried to", "efforts to"; not "managed to")."""
    if t.mark[verb] != "to" or t.dep[verb] not in {"xcomp", "acl", "advcl"}:
        return False
    row = implicative(t, t.head[verb], verb, lexicon)
    return row is None or row.effect != "pos"


def gathers_for(t: Tree, above: int, node: int, lexicon: Lexicon) -> bool:
    """True for a purpose as real as what serves it: "met to discuss it", "flew to Rome to meet him", "used gas to seize it"."""
    if t.mark[node] != "to" or t.dep[node] not in {"advcl", "xcomp"}:
        return False
    if any(t.dep[k] in SUBJECTS for k in t.kids[node]):
        return False  # "called for Oslo to condemn it"
    plain = t.dep[node] == "advcl" or (t.lemma[node] == "protest" and not is_passive(t, above))
    if t.lemma[node] in _PROTESTS and plain and t.verb[above] and not _takes_infinitive(t, above, lexicon):
        return True  # "left the talks to protest against the ban"
    journey = {row.relation for row in lexicon.any_frame(t.lemma[above])}
    purpose = {row.relation for k in _told(t, node, lexicon) for row in lexicon.any_frame(t.lemma[k])}
    if journey & _COMING and purpose & _ENCOUNTERS:
        return True
    marches = t.lemma[above] in _MARCHES or any(t.lower[k] == "streets" for _, k in phrases(t, above))
    if marches and purpose & _STANCES and not _takes_infinitive(t, above, lexicon):
        return True  # "took to the streets to demand a new vote"
    spoken = purpose & _SPOKEN or any(row.relation == _PROPOSES for row in lexicon.frames("svo", t.lemma[node]))
    if journey & _CONTACTS and spoken:  # "wrote to him to ask for aid", not "invited him to ask for aid"
        asks = any(p in row.preps for row in lexicon.frames("verb-prep-inf", t.lemma[above]) for p, _k in phrases(t, above))
        return t.dep[node] == "advcl" and not asks and not lexicon.frames("verb-obj-inf", t.lemma[above])
    return _is_force(t, above, lexicon) and (_ATTACKS in purpose or _is_force(t, node, lexicon))


def _takes_infinitive(t: Tree, verb: int, lexicon: Lexicon) -> bool:
    return any(lexicon.frames(frame, t.lemma[verb]) for frame in ("verb-inf", "verb-obj-inf", "verb-prep-inf", "adj-inf"))


def _told(t: Tree, verb: int, lexicon: Lexicon) -> tuple[int, ...]:
    """The words that say what is done: the verb, and behind a light one its object ("hold talks")."""
    return (verb, *children(t, verb, "obj")) if t.lemma[verb] in lexicon.light else (verb,)


def _is_force(t: Tree, verb: int, lexicon: Lexicon) -> bool:
    """True for a verb with a weapon ("used gas", "fired shots"): what that was for was done."""
    used = {t.lemma[k] for k in children(t, verb, "obj")}
    if not used:
        return False
    rows = (row for row in lexicon.frames("verb-prep", t.lemma[verb]) if row.particle in used)
    senses = (row for row in lexicon.senses.get(t.lemma[verb], ()) if row.objects & used)
    return any(row.relation == _ATTACKS for row in (*rows, *senses))


def _thanked(t: Tree, above: int, node: int, lexicon: Lexicon) -> bool:
    """True for what somebody is praised for: the praise takes it for done."""
    return t.mark[node] == "for" and any(row.relation == "supports" for row in lexicon.frames("svo", t.lemma[above]))
