"""Which issue is it? A key from the words of an object, the same for wordings that mean the same."""

from kg.actors import slug
from kg.concepts import EMPTY, Concepts
from kg.extract.grammar import Tree
from kg.extract.linking import Resolution
from kg.model import Span, digest

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_LONGEST = 8
"""Concepts in a key at most: a key stays readable, and what a long clause adds at its end rarely names the issue."""


def issue_key(t: Tree, span: Span, resolution: Resolution, concepts: Concepts) -> str:
    """Slug of what the words name: actors first, then concepts, each once and sorted.

    Synonyms of concepts.tsv count as one; determiners, tense and order make no difference. Words that are neither
    actor nor content give a digest of their text.
    """
    tokens = t.doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None:
        return digest(span.of(t.doc.text))
    actors: set[str] = set()
    plain: list[int] = []
    named = _named(resolution, span)
    for token in tokens:
        entity = named.get(token.idx)
        if entity is not None:
            actors.add(entity)
        elif not any(low <= token.idx < high for low, high in _name_ranges(resolution, span)):
            plain.append(token.i)
    words = _concepts(t, plain, concepts)
    if "troops" in words:
        words.discard("deploy")
    ordered = [*sorted(actors), *sorted(words)][:_LONGEST]
    return slug(" ".join(ordered)) if ordered else digest(span.of(t.doc.text))


def _named(resolution: Resolution, span: Span) -> dict[int, str]:
    """Start of a mention inside the span -> id of its actor."""
    found: dict[int, str] = {}
    for link in resolution.links:
        if link.entity is None or link.entity.type == "Group":
            continue
        for mention in link.chain.mentions:
            if span.covers(mention.span):
                found[mention.span.start] = link.entity.id
    return found


def _name_ranges(resolution: Resolution, span: Span) -> list[tuple[int, int]]:
    return [
        (mention.span.start, mention.span.end)
        for link in resolution.links
        if link.entity is not None and link.entity.type != "Group"
        for mention in link.chain.mentions
        if span.covers(mention.span)
    ]


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
