"""Which concepts name an object? The topic of its words: what frames it, and how it is described, carries nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.concepts import EMPTY, OWN_WORD, Concepts, Level
from kg.extract.grammar import Tree

_NAMING = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_CODES = {"NOUN": "N", "PROPN": "N", "VERB": "V", "AUX": "V", "ADJ": "A"}
"""Parts of speech as the table of words writes them."""
_SILENT = frozenset({"DET", "PUNCT", "SPACE"})
_ASIDE = frozenset({"advcl", "acl:relcl", "parataxis", "discourse", "vocative"})
"""Clauses that tell more about an object, and don't name it."""
_APART = frozenset(
    {"without", "despite", "as", "after", "before", "until", "unless", "if", "once", "while", "during", "since"}
    | {"though", "although", "because", "whereas", "according"}
)
"""What introduces circumstances of an object."""
_ABOUT = frozenset({"on", "about", "of", "over", "against"})
"""What introduces a clause that is the content of a noun, whatever it hangs on ("hold talks on setting up a force")."""
_TWO = 2
_MOST = 5
"""Words in a name at most, where no topic is among them: a key stays readable."""


class Unit(NamedTuple):
    """Words that name one thing: their tokens, the one by which they hang on the rest, and the concept.

    `level` is None for a word that the table doesn't know. `depth` counts the words with a meaning of their own between
    the unit and the head of the object.
    """

    tokens: tuple[int, ...]
    top: int
    concept: str
    level: Level | None
    depth: int = 0

    @property
    def light(self) -> bool:
        """True for words that say nothing beside others."""
        return self.level in {Level.FRAME, Level.LIGHT} or self.concept == EMPTY


@dataclass(frozen=True, slots=True)
class Naming:
    """The concepts that name an object, the tokens whose words the table knows, and those that only tell more."""

    concepts: frozenset[str]
    known: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()


def naming(t: Tree, tokens: Sequence[int], names: Collection[int], concepts: Concepts) -> Naming:
    """What names the object that consists of the tokens, beside the `names` of actors among them.

    The topics nearest to the head, with what changes them on the way ("withdrawal of troops"); where there is no topic,
    the words nearest to the head. No concepts where the words say nothing ("the idea").
    """
    inside = frozenset(tokens)
    for asides in (_ASIDE, frozenset[str](), None):  # ever more of the words, until they name something
        part = tokens if asides is None else _without_asides(t, tokens, inside, asides)
        every = units_of(t, [k for k in part if k not in names], concepts)
        units = _with_depth(t, _joined(t, every, concepts), inside)
        found = _topics(t, units, inside) or _words(t, units, concepts)
        if found:
            known = frozenset(k for u in every if u.level is not None for k in u.tokens)
            return Naming(found, known, inside - frozenset(part))
    return Naming(frozenset())


def topics_in(found: Iterable[Unit], *, kinds: bool = False) -> Iterator[tuple[int, str]]:
    """The tokens that name a topic (or a kind) on their own, each with the concept, in order of the text."""
    levels = {Level.TOPIC, Level.KIND} if kinds else {Level.TOPIC}
    return ((unit.top, unit.concept) for unit in found if unit.level in levels)


def fixed_phrases(found: Iterable[Unit]) -> frozenset[int]:
    """The tokens of phrases of the table, two words or more: a name in them is no actor ("the Paris agreement")."""
    return frozenset(k for unit in found if len(unit.tokens) > 1 and unit.concept != EMPTY for k in unit.tokens)


def _without_asides(t: Tree, tokens: Sequence[int], inside: frozenset[int], clauses: frozenset[str]) -> list[int]:
    """The tokens outside of clauses and phrases that only tell more about the object."""
    known: dict[int, bool] = {}
    for k in tokens:
        path: list[int] = []
        aside = known.get(k)
        while aside is None:
            path.append(k)
            above = t.head[k]
            if above == k or above not in inside:
                aside = False
            elif _opens_aside(t, k, clauses):
                aside = True
            else:
                k = above
                aside = known.get(k)
        known.update(dict.fromkeys(path, aside))
    return [k for k in tokens if not known[k]]


def _opens_aside(t: Tree, k: int, clauses: frozenset[str]) -> bool:
    opener = t.mark[k]
    clause = t.dep[k] in clauses and opener not in _ABOUT
    return clause or opener in _APART or t.prep[k].partition(" ")[0] in _APART


def units_of(t: Tree, tokens: Sequence[int], concepts: Concepts) -> list[Unit]:
    """The words of some tokens as concepts, the longest phrase of the table first; determiners don't break a phrase."""
    units = _units(t, tokens, concepts)
    return [u for u in units if u.level is not None or u.concept == EMPTY or t.pos[u.top] in _NAMING]


def known_units(t: Tree, tokens: Sequence[int], concepts: Concepts) -> list[Unit]:
    """As `units_of`, without the words that the table doesn't know."""
    return [u for u in _units(t, tokens, concepts, strange=False) if u.level is not None or u.concept == EMPTY]


def _units(t: Tree, tokens: Sequence[int], concepts: Concepts, *, strange: bool = True) -> list[Unit]:
    """The unit of each word or phrase; of words that no row begins with only if `strange`."""
    pos, lemma, lower, longest = t.pos, t.lemma, t.lower, concepts.longest
    solid = [k for k in tokens if pos[k] not in _SILENT]
    units: list[Unit] = []
    at = 0
    for n in [n for n, k in enumerate(solid) if lemma[k] in longest or lower[k] in longest]:
        if n < at:
            continue  # inside of the phrase before
        first = solid[n]
        size = min(max(longest.get(lemma[first], 1), longest.get(lower[first], 1)), len(solid) - n)
        if size > 1 and not _goes_on(lemma[first], lower[first], lemma[solid[n + 1]], lower[solid[n + 1]], concepts):
            size = 1
        concept = None
        while size > 1 and (concept := _phrase(t, solid[n : n + size], concepts)) is None:
            size -= 1
        if size == 1:
            concept = _word(lemma[first], pos[first], concepts)
        if strange:
            units += [Unit((k,), k, lemma[k], None) for k in solid[at:n]]
        units.append(_unit(t, tuple(solid[n : n + size]), concept, concepts))
        at = n + size
    if strange:
        units += [Unit((k,), k, lemma[k], None) for k in solid[at:]]
    return units


def _goes_on(first: str, form: str, then: str, after: str, concepts: Concepts) -> bool:
    """True where a phrase of the table may begin with two words, each given by its lemma and its form."""
    for word in (first, form):
        seconds = concepts.second.get(word)
        if seconds and (then in seconds or after in seconds):
            return True
    return False


def _word(lemma: str, pos: str, concepts: Concepts) -> str | None:
    coded = concepts.words.get(f"{lemma}/{_CODES.get(pos, '')}") if lemma in concepts.coded else None
    return coded or concepts.words.get(lemma)


def _phrase(t: Tree, part: Sequence[int], concepts: Concepts) -> str | None:
    words = [t.lemma[k] for k in part]
    return concepts.words.get(" ".join(words)) or concepts.words.get(" ".join([*(t.lower[k] for k in part[:-1]), words[-1]]))


def _unit(t: Tree, part: tuple[int, ...], concept: str | None, concepts: Concepts) -> Unit:
    """The unit of some words with their concept, or of a word that the table doesn't know."""
    top = part[0] if len(part) == 1 else next((k for k in part if t.head[k] not in part), part[-1])
    if concept is None or concept == OWN_WORD:
        return Unit(part, top, " ".join([t.lemma[k] for k in part]), Level.LIGHT if concept else None)
    return Unit(part, top, concept, None if concept == EMPTY else concepts.topic(concept).level)


def _with_depth(t: Tree, units: Sequence[Unit], inside: frozenset[int]) -> list[Unit]:
    """The units that carry something, with their depth."""
    at = {k: u for u in units for k in u.tokens}
    found = []
    for unit in units:
        if unit.concept == EMPTY:
            continue
        depth, k, last = 0, unit.top, unit
        while t.head[k] in inside and t.head[k] != k:
            label, k = t.dep[k], t.head[k]
            over = at.get(k)
            if over is not None and over is not last:
                # What is provided comes before for whom: "air support for troops in Mali".
                depth += label == "obl" or (label != "conj" and not over.light)
                last = over
        found.append(unit._replace(depth=depth) if depth else unit)
    return found


def _joined(t: Tree, units: Sequence[Unit], concepts: Concepts) -> Sequence[Unit]:
    """The units with those made one that together name a concept ("a cut in carbon emissions")."""
    own_words = [t.lemma[u.top] if len(u.tokens) == 1 else " ".join([t.lemma[k] for k in u.tokens]) for u in units]
    there = {*own_words, *(u.concept for u in units)}
    if len(there & concepts.parts) < _TWO:
        return units
    labels = {u: {u.concept, words} for u, words in zip(units, own_words, strict=True)}
    for parts, concept in concepts.together:
        if not parts <= there:
            continue
        chosen: list[Unit] = []
        for part in sorted(parts):
            fits = (u for u in labels if u not in chosen and part in labels[u])
            chosen += [u for u in fits if not chosen or _linked(t, u, chosen)][:1]
        if len(chosen) == len(parts):
            tokens = tuple(sorted(k for u in chosen for k in u.tokens))
            top = next((u.top for u in chosen if not any(o.top in _above(t, u.top) for o in chosen)), chosen[0].top)
            labels = {u: own for u, own in labels.items() if u not in chosen}
            labels[Unit(tokens, top, concept, concepts.topic(concept).level)] = {concept}
            there = {label for own in labels.values() for label in own}
    return sorted(labels, key=lambda u: u.tokens)


def _linked(t: Tree, unit: Unit, others: Iterable[Unit]) -> bool:
    """True where one of two stands above the other, or both hang on one word."""
    return any(o.top in _above(t, unit.top) or unit.top in _above(t, o.top) or t.head[o.top] == t.head[unit.top] for o in others)


def _above(t: Tree, k: int) -> Iterator[int]:
    while t.head[k] != k:
        k = t.head[k]
        yield k


def _topics(t: Tree, units: Sequence[Unit], inside: frozenset[int]) -> frozenset[str]:
    """The topics nearest to the head, and the kinds and unknown words between them and the head."""
    topics = [u for u in units if u.level is Level.TOPIC]
    if not topics:
        return frozenset()
    nearest = min(u.depth for u in topics)
    chosen = [u for u in topics if u.depth == nearest]
    over = {k for u in chosen for k in _above(t, u.top) if k in inside}
    naming = [u for u in units if u.top in over and _changes(t, u)]
    return frozenset(u.concept for u in (*chosen, *naming))


def _changes(t: Tree, unit: Unit) -> bool:
    """True for a word that makes another issue of the topic below it."""
    return unit.level is Level.KIND or (unit.level is None and t.pos[unit.top] in {"NOUN", "PROPN", "VERB"})


def _words(t: Tree, units: Sequence[Unit], concepts: Concepts) -> frozenset[str]:
    """What an object without a topic is about: the words nearest to its head; a framing verb only where nothing else is."""
    framing = [u for u in units if u.level is Level.LIGHT or (u.level is Level.FRAME and t.pos[u.top] == "VERB")]
    full = [u for u in units if u not in framing]
    for found in (full, [u for u in units if u.level is Level.FRAME], list(units)):
        if found:
            head = min(found, key=lambda u: (u.depth, u.top))
            close = sorted((u for u in found if u.depth <= head.depth + 1), key=lambda u: (u.depth, u.top))[:_MOST]
            if all(u.light for u in close):
                close = sorted(close, key=lambda u: (t.pos[u.top] == "VERB", u.depth, u.top))[:1]
            elif head.light:  # "trilateral talks" are more than talks, talks prepared with care are not
                close = [u for u in close if u is head or any(k in head.tokens for k in _above(t, u.top))]
            alone = concepts.topic(close[0].concept).alone if len(close) == 1 else ""
            return frozenset({alone}) if alone else frozenset(u.concept for u in close)
    return frozenset()
