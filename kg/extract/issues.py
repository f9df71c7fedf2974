"""Which issue is it? A key from the words of an object, the same for wordings that mean the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.actors import slug
from kg.concepts import EMPTY, Concepts
from kg.extract.grammar import Tree
from kg.extract.linking import Resolution
from kg.model import Span, Statement, digest

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_LONGEST = 8
"""Concepts in a key at most: a key stays readable, and what a long clause adds at its end rarely names the issue."""
_OWNED = frozenset({"troops", "weapons", "air-support"})
"""Concepts that differ by whose they are."""
_PLACES = frozenset({"Place", "State", "Territory"})
_NOT = "not"
_OWN_CONDUCT = frozenset({"considers", "deploys", "pledges", "provides", "rulesOut", "willingTo"})
"""Relations whose subject is itself to do what the object names."""


@dataclass(frozen=True, slots=True)
class Key:
    """What an issue is about: ids of actors and places, and concepts. Written `ukraine.united-states:troops`.

    >>> str(Key(frozenset({"united-states", "ukraine"}), frozenset({"troops"})))
    'ukraine.united-states:troops'
    >>> Key.parse("ukraine:troops").concepts
    frozenset({'troops'})
    """

    actors: frozenset[str]
    concepts: frozenset[str]

    def __str__(self) -> str:
        return ":".join(".".join(sorted(part)) for part in (self.actors, self.concepts) if part)

    @classmethod
    def parse(cls, text: str) -> "Key":
        """The key that `str` wrote; one without a colon has concepts only."""
        actors, _, concepts = text.rpartition(":")
        return cls(frozenset(filter(None, actors.split("."))), frozenset(filter(None, concepts.split("."))))


def issue_key(t: Tree, span: Span, resolution: Resolution, concepts: Concepts, negations: Collection[str]) -> str:
    """The key of what the words name. Synonyms of concepts.tsv count as one; determiners, tense and order don't matter.

    A word of `negations` among them counts: what is denied is never one issue with what is affirmed. Words without any
    content ("the idea") give a digest of their place, so that they are never taken for one another.
    """
    tokens = t.doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None:
        return digest(span.of(t.text))
    named = [(m.span, link.entity.id) for link in resolution.links if link.entity is not None and link.entity.type != "Group"
             for m in link.chain.mentions if span.covers(m.span)]  # fmt: skip
    plain = [token.i for token in tokens if not any(m.start <= token.idx < m.end for m, _ in named)]
    found = _concepts(t, plain, concepts)
    found -= {word for concept in found & concepts.beside.keys() for word in concepts.beside[concept]}
    if any(t.lower[k] in negations for k in plain):
        found.add(_NOT)
    if not found:  # "the idea" names no issue: it is only itself, in its own place
        return digest(t.text, span.start, span.end)
    words = sorted({slug(word) for word in found})[:_LONGEST]
    return str(Key(frozenset(actor for _, actor in named), frozenset(words)))


def unify(statements: Sequence[Statement], speaks_for: Mapping[str, str]) -> tuple[Statement, ...]:
    """The statements of one article with short wordings read in its context.

    "Ground troops", ruled out by the United States in an article that also speaks of "US troops in Ukraine", are those:
    a key goes over into the one that has the same concepts and more actors, where there is exactly one such.
    """
    keys = sorted({s.object.id for s in statements if s.object.type == "Issue"})
    known = [Key.parse(key) for key in keys]
    theatre = _theatre(statements)
    out = []
    for s in statements:
        if s.object.type == "Issue":
            holder = speaks_for.get(s.subject.id, s.subject.id if s.subject.type != "Person" else None)
            own = holder if s.relation in _OWN_CONDUCT else None
            key = _fuller(Key.parse(s.object.id), known, own)
            if key.concepts & _OWNED:
                key = Key(key.actors | theatre, key.concepts)
            s = replace(s, object=replace(s.object, id=str(key)))
        out.append(s)
    return tuple(out)


def _theatre(statements: Sequence[Statement]) -> frozenset[str]:
    """Where the forces and arms of an article go, if it is one place: "American boots" are then those boots there."""
    sent = [s for s in statements if s.object.type == "Issue" and Key.parse(s.object.id).concepts & _OWNED]
    places = {s.recipient.id for s in sent if s.recipient is not None and s.recipient.type in _PLACES}
    return frozenset(places) if len(places) == 1 else frozenset()


def _fuller(key: Key, known: Sequence[Key], holder: str | None) -> Key:
    """The key in the context of the others; what a holder will do itself is never read as what somebody else will do."""
    wanted = key.actors | {holder} if holder is not None else key.actors
    fits = [k for k in known if k.concepts == key.concepts and k.actors >= wanted]
    largest = [k for k in fits if not any(k.actors < other.actors for other in fits)]
    if len(largest) == 1:
        return largest[0]
    return Key(wanted, key.concepts) if holder is not None and not key.actors and key.concepts & _OWNED else key


def _concepts(t: Tree, tokens: list[int], concepts: Concepts) -> set[str]:
    """Concepts of the tokens, the longest phrase of the table first; determiners don't break a phrase."""
    solid = [k for k in tokens if t.pos[k] not in {"DET", "PUNCT", "SPACE"}]
    found: set[str] = set()
    at = 0
    while at < len(solid):
        for size in range(min(concepts.longest, len(solid) - at), 0, -1):
            phrase = " ".join(t.lemma[k] for k in solid[at : at + size])
            concept = concepts.words.get(phrase)
            if concept is not None or size == 1:
                if concept is None and t.pos[solid[at]] in _CONTENT:
                    concept = phrase
                if concept is not None and concept != EMPTY:
                    found.add(concept)
                at += size
                break
    return found
