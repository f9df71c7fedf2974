"""Whose raid, whose missile, whose report was it? The actor behind a deed, a weapon or a text that is said to do something."""

from collections.abc import Iterator

from kg import referring
from kg.extract.attribution import participants
from kg.extract.documents import by_press
from kg.extract.grammar import agents, children, conjuncts, glued, holders, is_passive, phrases
from kg.extract.match import ATTACKS, WITH, Match
from kg.extract.reading import DOCUMENTS, Reading
from kg.lexicon import Lexicon
from kg.model import Participant

_DURING = frozenset({"during", "in"})
"""Before the deed that somebody suffers under ("killed in an air raid by Chad")."""
_WIELDED = 2
"""Verbs of force that list a weapon among their objects ("fire" and "launch" a missile)."""
_WRITTEN = frozenset({"demands", "proposes"})
"""Relations of nouns such as "plan" and "appeal", which are texts as well."""
_BY_CRAFT = frozenset({ATTACKS, "controls", "deploys"})
_MISHAPS = frozenset({"damage", "destroy", "enter", "harm", "hit", "injure", "kill", "sink", "strike", "wound"})
"""Verbs of what a vessel may do by accident."""
_TROOPS, _LED = "troops", "led"
_FROM = "from"
_UNDECIDED = frozenset({"draft", "proposed"})
_CLAIMED = "claim"
_BLAMED, _ON = "blame", frozenset({"on", "upon"})
_ISSUERS = frozenset({"ArmedGroup", "Bloc", "Government", "Organization", "Party", "Person"})
_MAKERS = frozenset({"Bloc", "Government", "Organization", "Person"})
_PLACES = frozenset({"Place", "Territory"})


def doers(reading: Reading, match: Match) -> Iterator[Participant]:
    """Who attacks, where the verb names the deed or the weapon only: "Turkish raids killed …", "killed in a raid by Turkey"."""
    t = reading.tree
    if match.predicate != match.cue or match.relation not in _BY_CRAFT:
        return
    if match.relation != ATTACKS:
        yield from (p for noun in match.holders if _acts(reading, match, noun) for p in _behind(reading, noun))
        return
    suffered = [k for prep, k in phrases(t, match.cue) if prep in _DURING] if is_passive(t, match.cue) else []
    for noun in dict.fromkeys((*match.holders, *suffered)):
        wielded = noun in match.holders and (_is_weapon(reading.lexicon, t.lemma[noun]) or _acts(reading, match, noun))
        if wielded or _is_deed(reading.lexicon, t.lemma[noun]):
            yield from _behind(reading, noun)
    for noun in suffered:  # "killed in clashes with the rebels"
        if any(row.relation == ATTACKS and WITH in row.preps for row in reading.lexicon.frames("noun-prep", t.lemma[noun])):
            enemies = (m for k in children(t, noun, "nmod") if t.prep[k] == WITH for m in conjuncts(t, k))
            yield from (p for m in enemies for p in participants(reading.resolution, m))


def leaders(reading: Reading, match: Match) -> Iterator[Participant]:
    """Who leads the troops that act: "the NATO-led force captured the town"."""
    t = reading.tree
    for noun in match.holders if reading.relations[match.relation].kind == "action" else ():
        if reading.concepts.of(t.lemma[noun]) == _TROOPS:
            led = (glued(t, k) for k in children(t, noun, "amod") if t.lower[k] == _LED)
            yield from (p for k in led if k is not None for p in participants(reading.resolution, k))


def authors(reading: Reading, match: Match) -> Iterator[Participant]:
    """Whose text takes the position: "the UN resolution demands …", "a report by the agency confirms …"."""
    t = reading.tree
    if reading.relations[match.relation].kind != "position" or match.predicate != match.cue:
        return
    for noun in match.holders:
        lemma = t.lemma[noun]
        if any(t.lower[k] in _UNDECIDED for k in t.kids[noun]) or by_press(t, noun):
            continue  # "a draft resolution before the council that backs …", "Danish news reports said …"
        stances = (row for frame in ("noun-prep", "noun-inf") for row in reading.lexicon.frames(frame, lemma))
        if reading.concepts.of(lemma) in DOCUMENTS or any(row.relation in _WRITTEN for row in stances):
            yield from _behind(reading, noun)
            yield from _issued_by(reading, noun)


def _issued_by(reading: Reading, noun: int) -> Iterator[Participant]:
    """Who stands behind "from" ("a statement from the Danish government"); a place is only where it came from."""
    t = reading.tree
    for k in children(t, noun, "nmod"):
        if t.prep[k] == _FROM:
            yield from (p for p in participants(reading.resolution, k) if t.pos[k] == "NOUN" or p.type in _ISSUERS)


def _is_deed(lexicon: Lexicon, lemma: str) -> bool:
    """True for a noun that attacks somebody ("raid"; not "war", where there are two)."""
    return any(row.relation == ATTACKS and WITH not in row.preps for row in lexicon.frames("noun-prep", lemma))


def _is_weapon(lexicon: Lexicon, lemma: str) -> bool:
    """True for what several verbs of force have for their object ("fire" and "launch" a missile)."""
    rows = (row for senses in lexicon.senses.values() for row in senses if lemma in row.objects)
    return len({row.lemma for row in rows if row.relation == ATTACKS}) >= _WIELDED


def _acts(reading: Reading, match: Match, noun: int) -> bool:
    """True for what carries arms ("jets bombed …"), and for any vessel in what happens to none ("ships rammed …").

    Of what "a jet crashed, killing …" and "a boat hit a reef" tell it is no deed.
    """
    t, verbs = reading.tree, referring.load().verbs
    armed, lemma = t.lemma[noun] in verbs["craft"], t.lemma[match.cue]
    if not armed and (t.lemma[noun] not in verbs["vessel"] or lemma in _MISHAPS):
        return False
    return t.dep[match.cue] != "advcl" or any(m.relation == ATTACKS for m in reading.matches_at(t.head[match.cue]))


def _behind(reading: Reading, noun: int) -> Iterator[Participant]:
    """The possessor, the by-phrase, or the actor that modifies the noun; a city in front of it is where it was ("Kabul raid")."""
    t = reading.tree
    named = holders(t, noun) or _blamed(reading, noun)
    if not named:
        modifiers = (k for k in children(t, noun, "amod", "compound", "nmod:desc") if k < noun)
        beside = (m for k in modifiers for m in (k, *children(t, k, "amod", "compound")))  # "Chinese coast guard ships"
        named = tuple(m for k in beside if _is_maker(reading, k) for m in conjuncts(t, k))
    for k in named:
        yield from (p for p in participants(reading.resolution, k) if p.type not in _PLACES)


def _blamed(reading: Reading, noun: int) -> tuple[int, ...]:
    """Who is said to have done it: "raids blamed on the rebels killed …", "the blast, claimed by the rebels, killed …"."""
    t = reading.tree
    claimed = next((agents(t, k) for k in children(t, noun, "acl") if t.lemma[k] == _CLAIMED and is_passive(t, k)), ())
    if claimed:
        return claimed
    blamed = (k for k in children(t, noun, "acl") if t.lemma[k] == _BLAMED)
    return next((conjuncts(t, k) for v in blamed for prep, k in phrases(t, v) if prep in _ON), ())


def _is_maker(reading: Reading, k: int) -> bool:
    """True for a word before a noun that names who made it ("Turkish", "UN", "Annan"), not where it was ("Kabul")."""
    t, actor = reading.tree, reading.resolution.at(k)
    if any("-" in t.forms[m] for m in (k - 1, k, k + 1) if m >= 0):
        return False  # "US-led"
    if t.dep[k] == "amod" or t.forms[k].isupper():
        return True
    return actor is not None and actor.type in _MAKERS
