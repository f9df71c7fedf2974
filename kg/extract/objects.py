"""What is a position on? An actor, or an issue in its own words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from kg import referring
from kg.concepts import EMPTY
from kg.extract import spans
from kg.extract.attribution import participants
from kg.extract.grammar import Tree, children, conjuncts, is_contrast, subtree
from kg.extract.issues import issue_key
from kg.extract.match import ATTACKS, GLUED, Match
from kg.extract.nominals import of_set
from kg.extract.reading import Reading, by_troops, counted
from kg.model import Participant

_AMONG_ACTORS = frozenset({"meets", "hosts", "memberOf", "visits"})
"""Relations whose object is an actor, or an event such as talks."""
_FACE_TO_FACE = frozenset({"meets", "visits"})
_BELONGS, _STATES = "memberOf", "states"
_GATHERINGS = frozenset({"talks", "exercise", "election"})
_NO_PARTY = frozenset({"Group", "Media", "Place"})
"""Types of actors that nobody meets or negotiates with."""
_NEAR = 60
"""Tokens that "it" reaches back."""
_THINGS = {"it": False, "them": True}
"""Pronouns that take up a thing -> whether they are plural."""
_PHRASE_HEADS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "root", "conj"})
_TWO = 2
_PEOPLE = ("human", "official", "people", "pair")
_FEW_WORDS = 9
_LONGEST_LABEL = 10  # words
_OWNERS = frozenset({"her", "his"})
_PERSONAL_OBJECTS = frozenset({"him", "her", "me", "us"})


def targets(reading: Reading, match: Match, holder: Participant) -> tuple[Participant, ...]:
    """What the position is on: actors apart, anything else as one issue in its own words."""
    t = reading.tree
    if not match.clause and t.tag[match.object] == "IN" and t.lower[match.object] == "that":
        return ()  # "wrote that they will discuss “a new deal”", where "that" was read as what they discuss
    if t.dep[match.object] == "space" or any(t.tag[k] == "WP$" for k in t.kids[match.object]):
        return ()  # parsers hang words on white space, too; "whose ministers" are somebody in the clause only
    if not match.clause and t.lower[match.object] in _THINGS:
        named = _thing_before(reading, match) if match.rule not in reading.wants_actor else None
        named = named or _said_of_it(reading, match)
        return (named,) if named is not None else ()
    if match.relation == _STATES and match.rule.startswith("verb-obj-pred"):
        start = next(k for k in subtree(t, children(t, match.cue, "obj", "iobj")[0]) if t.dep[k] not in {"det", "punct"})
        return (run_issue(reading, start, subtree(t, match.object)[-1]),)  # "Chad part of its market"
    others = _each_other(reading, match, holder)
    if others is not None:
        return others
    if t.ent[match.object] == "DATE" or (t.pos[match.object] == "PRON" and not _means_somebody(t, match)):
        return ()
    if not match.clause:
        beside = conjuncts(t, match.object)[1:] if not match.rule.startswith(GLUED) else ()
        heads = [match.object, *(k for k in beside if not is_contrast(t, k))]
        denoted = ((k, participants(reading.resolution, k) or _named_behind(reading, k)) for k in heads)
        everyone = [
            p
            for k, found in denoted
            if not counted(t, k, found) and not _are_themselves(t, k, found, match, holder)
            for p in found
        ]
        everyone = list({p.id: p for p in everyone}.values())
        if match.object in match.holders and len(everyone) > _TWO:  # of several who meet, each pair once
            everyone = everyone[next((n for n, p in enumerate(everyone) if p.id == holder.id), 0) :]
        actors = [p for p in everyone if p.id != holder.id]
        if match.relation == _BELONGS:
            actors = [p for p in actors if p.type != "Person"]  # "a member of her team"
        if actors:
            return (*_in_range(reading, match, actors), *_others(reading, match, heads))
        if t.pos[match.object] == "PRON":
            return ()
    elif t.pos[match.object] == "PRON":
        return ()
    if match.object in match.holders:
        return ()
    if not match.clause and _are_people(reading, match):
        return (issue(reading, match.object),)
    if match.rule in reading.wants_actor or (match.relation == "consults" and _is_outlet(t.lemma[match.object])):
        return ()
    gathers = reading.concepts.of(t.lemma[of_set(t, match.object)]) in _GATHERINGS
    if match.relation in _AMONG_ACTORS and not gathers and not _troops_arrive(reading, match):
        return ()
    inside = match.cue in subtree(t, match.object)  # "the treaty that Rabat signed": the words must not repeat the cue
    return (issue(reading, match.object, clause=match.clause, bare=inside, until=match.until),)


def _named_behind(reading: Reading, k: int) -> tuple[Participant, ...]:
    """Who is named behind a description of somebody: "met his host, Berg"."""
    t = reading.tree
    named = (reading.resolution.at(m) for m in children(t, k, "appos") if t.pos[m] == "PROPN")
    found = next((p for p in named if p is not None and p.type == "Person"), None)
    return (found,) if found is not None and t.pos[k] == "NOUN" else ()


def _means_somebody(t: Tree, match: Match) -> bool:
    """True for "met him", "his host": pronouns that take up somebody."""
    whose = match.rule.startswith("noun-role") and t.lower[match.object] in _OWNERS
    return whose or t.lower[match.object] in _PERSONAL_OBJECTS


def _troops_arrive(reading: Reading, match: Match) -> bool:
    """True for "soldiers arrived in the valley": troops go anywhere."""
    return match.relation == "visits" and match.object > match.cue and by_troops(reading, match)


def _are_people(reading: Reading, match: Match) -> bool:
    """True for people without a name whom somebody meets or holds talks with ("met opposition lawmakers"), not for the press."""
    t, i = reading.tree, match.object
    spoken = match.relation == "consults" and match.rule.startswith(("noun-prep", "svo"))  # "telephoned both leaders"
    if match.relation not in _FACE_TO_FACE and not spoken:
        return False
    words, lemma = referring.load(), t.lemma[i]
    titled = lemma in reading.lexicon.titles and t.tag[i] == "NNS"
    kinds = (*_PEOPLE, "force") if match.relation == "visits" else _PEOPLE  # "visited the troops"
    known = any(words.nominal(kind, lemma) is not None for kind in kinds)
    return t.pos[i] == "NOUN" and (titled or known) and words.nominal("body", lemma) is None


def _each_other(reading: Reading, match: Match, holder: Participant) -> tuple[Participant, ...] | None:
    """The other holders, where they do it to "each other" or "the other side"; None for any other object."""
    t, i = reading.tree, match.object
    mutual = referring.load().verbs["mutual"]
    first = next((k for k in (i - 1, i) if 0 <= k < len(t) - 1 and f"{t.lower[k]} {t.lower[k + 1]}" in mutual), None)
    if match.clause or first is None:
        return None
    several = dict.fromkeys(p for head in match.holders for p in participants(reading.resolution, head))
    if (t.pos[i] == "NOUN" or t.lower[first] == "the") and len(several) < _TWO:
        return None  # "Oslo accused the other side"
    words = spans.characters(t, first, first + 1)
    return tuple(replace(p, text=words.of(t.text), span=words) for p in several if p.id != holder.id)


def _thing_before(reading: Reading, match: Match) -> Participant | None:
    """What "it" or "them" takes up, where only one phrase can be meant ("asked about a truce, he ruled it out").

    The words of the statement are those of the phrase.
    """
    t = reading.tree
    several = _THINGS[t.lower[match.object]]
    here, last = t.sent[match.object], min(match.cue, match.object)
    before = t.sent[here - 1] if here else 0
    for low, high in ((max(here, last - _NEAR), last), (max(before, here - _NEAR), here)):
        spots = (k for k in range(low, high) if t.pos[k] == "NOUN" and t.dep[k] in _PHRASE_HEADS and t.ent[k] != "DATE")
        things = [k for k in spots if (t.tag[k] == "NNS") == several and _is_thing(reading, k)]
        if things:
            return issue(reading, things[0]) if len(things) == 1 else None
    return None


def _is_thing(reading: Reading, k: int) -> bool:
    """True for what is no actor and no people ("the tariffs", not "whose carmakers")."""
    t = reading.tree
    return not participants(reading.resolution, k) and not any(t.tag[m] == "WP$" for m in t.kids[k])


def _said_of_it(reading: Reading, match: Match) -> Participant | None:
    """What something is called that a pronoun stands for, where nothing in the sentence tells more ("called it a farce")."""
    t = reading.tree
    if not match.rule.startswith("verb-obj-pred"):
        return None
    judged = (k for k in children(t, match.cue, "ccomp", "obj", "xcomp") if k > match.object and t.pos[k] == "NOUN")
    k = next((k for k in judged if not t.prep[k]), None)
    return issue(reading, k) if k is not None else None


def _are_themselves(t: Tree, k: int, found: Sequence[Participant], match: Match, holder: Participant) -> bool:
    """True for "both sides" read as the holder and its like ("Berg and Lee held talks with both sides"): it is others."""
    return len(found) == _TWO and t.pos[k] == "NOUN" and k not in match.holders and holder.id in {p.id for p in found}


def _others(reading: Reading, match: Match, heads: Sequence[int]) -> tuple[Participant, ...]:
    """What is attacked beside an actor and isn't one itself: "killed Berg and two guards", "and a Dane"."""
    t = reading.tree
    if match.relation != ATTACKS:
        return ()
    named = ((k, participants(reading.resolution, k)) for k in heads)
    return tuple(issue(reading, k) for k, found in named if (counted(t, k, found) if found else t.pos[k] == "NOUN"))


def _in_range(reading: Reading, match: Match, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """The actors that the relation can be about: nobody meets a city; people described only are an issue's words."""
    if match.relation == "leads" and reading.tree.lemma[match.object] in referring.load().verbs["delegation"]:
        return (issue(reading, match.object),)  # who heads the Danish delegation doesn't lead Denmark
    if match.relation in {"meets", "consults"}:
        met = tuple(p for p in actors if p.type not in _NO_PARTY)
        told = any(p.type == "Media" for p in actors)  # "in an interview with Reuters"
        topic = match.relation == "consults" and match.rule not in reading.wants_actor and not told  # "discussed Kashmir"
        return met or ((issue(reading, match.object),) if topic else ())
    return tuple(p for p in actors if p.type != "Group") or (issue(reading, match.object),)


def _is_outlet(noun: str) -> bool:
    """True for "radio": whoever gives it an interview speaks to its readers."""
    row = referring.load().nominal("body", noun)
    return row is not None and row.types == ("Media",)


def issue(reading: Reading, i: int, *, clause: bool = False, bare: bool = False, until: int | None = None) -> Participant:
    """The object that is no actor: its words, and the key that is the same for the same issue everywhere."""
    t = reading.tree
    known, key = t.memo["issue"], (i, clause, bare, until)  # several holders have a position on one issue
    if key not in known:
        known[key] = _issue(reading, i, clause=clause, bare=bare, until=until)
    return cast(Participant, known[key])


def _issue(reading: Reading, i: int, *, clause: bool, bare: bool, until: int | None) -> Participant:
    t = reading.tree
    core = spans.core(t, i, until)
    whole = spans.clause(t, i) if clause else core if bare else spans.phrase(t, i, until)
    short = spans.short_clause(t, i) if clause else core
    if not bare and reading.concepts.of(t.lemma[i]) == EMPTY:
        short = whole  # "an arrangement where troops are sent": what it is about stands in the clause
    text = t.text
    if clause and len(whole.of(text).split()) <= _FEW_WORDS:
        short = whole  # nothing to leave out: "help them with things, probably by air"
    label = _label(whole.of(text).split(), short.of(text).split(), 4 if clause else 2)
    key = issue_key(t, short, reading.resolution, reading.concepts, reading.lexicon.negation)
    return Participant(id=key, label=label, type="Issue", text=whole.of(text), span=whole)


def _label(whole: Sequence[str], short: Sequence[str], enough: int) -> str:
    """What to call an issue: its core where that says enough, else all its words where they are few, else the first of them.

    >>> _label("aid to the port of Lomé".split(), ["aid"], 2)
    'aid to the port of Lomé'
    """
    if len(short) >= enough:
        return " ".join(short)
    return " ".join(whole) if len(whole) <= _LONGEST_LABEL else " ".join(whole[:_LONGEST_LABEL]) + " …"


def verb_issue(reading: Reading, i: int) -> Participant:
    """The verb phrase of `i` as an issue: what an actor won't or could do."""
    inside = _predicate_tokens(reading.tree, i)
    return run_issue(reading, inside[0], inside[-1])


def run_issue(reading: Reading, first: int, last: int) -> Participant:
    """The words from token `first` to token `last` as an issue."""
    t = reading.tree
    span = spans.characters(t, first, last)
    text = span.of(t.text)
    return Participant(
        issue_key(t, span, reading.resolution, reading.concepts, reading.lexicon.negation),
        " ".join(text.split()),
        "Issue",
        text,
        span,
    )


def _predicate_tokens(t: Tree, i: int) -> list[int]:
    """Tokens of a verb phrase from the verb to the end of its complements, trailing clauses and punctuation left out."""
    keep = [i]
    for k in t.kids[i]:
        if (
            k > i
            and t.dep[k] not in {"punct", "conj", "cc", "advcl", "parataxis", "discourse"}
            and not t.prep[k].startswith("as")
        ):
            keep.extend(m for m in subtree(t, k))
    last = i
    for k in sorted(keep):
        if k - last > 1 and any(t.dep[m] not in {"punct"} for m in range(last + 1, k)):
            break
        last = k
    return list(range(i, last + 1))
