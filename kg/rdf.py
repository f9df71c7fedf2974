"""How is an Extraction written as quads? Pure functions; one named graph per article, no blank nodes, no clock."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.model import (
    Article,
    Attribution,
    Entity,
    Extraction,
    Participant,
    Record,
    Span,
    Statement,
    digest,
    records,
)
from kg.vocab import KG, OA, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

Term = NamedNode | Literal
Triples = Iterator[tuple[NamedNode, NamedNode, Term]]

ISSUE = "Issue"
UNNAMED = "Group"
"""Type of a participant without id: people who are described and not known ("officials"); they get words and no node."""
_DATES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


def quads(extraction: Extraction) -> tuple[Quad, ...]:
    """The graph of one article, sorted: the same extraction gives the same quads.

    An actor has one label and one type in an article: those of `extraction.entities`, else of its first participant.
    Of two statements with one id the last stands. Raises TableError for a relation or type that the ontology lacks.

    >>> graph = quads(Extraction(Article("a1", "a1", "Oslo agreed.")))
    >>> {quad.graph_name for quad in graph} == {vocab.article("a1")}
    True
    """
    article = extraction.article
    graph = vocab.article(article.id)
    kept = {record.id: record for record in records(extraction)}
    found = set(_article(article))
    found.update(_actors(extraction, kept.values()))
    for attribution in extraction.attributions:
        found.update(_attribution(article, attribution))
    for record in kept.values():
        found.update(_statement(article, record))
    return tuple(sorted((Quad(*triple, graph) for triple in found), key=str))


def _article(article: Article) -> Triples:
    node, reading = vocab.article(article.id), vocab.reading(article.id)
    yield node, RDF.type, SCHEMA.NewsArticle
    yield node, RDF.type, PROV.Entity
    yield node, RDFS.label, Literal(article.title or article.name)
    yield node, SCHEMA.identifier, Literal(article.name)
    yield node, SCHEMA.articleBody, Literal(article.text)
    yield node, SCHEMA.inLanguage, Literal(article.lang)
    if article.title is not None:
        yield node, SCHEMA.headline, Literal(article.title)
    if article.published is not None:
        yield node, SCHEMA.datePublished, date(article.published)
    if article.url is not None:
        yield node, SCHEMA.url, Literal(article.url, datatype=XSD.anyURI)
    if article.outlet is not None:
        outlet = vocab.outlet(article.outlet)
        yield node, SCHEMA.publisher, outlet
        yield outlet, RDF.type, SCHEMA.NewsMediaOrganization
        yield outlet, RDF.type, PROV.Agent
        yield outlet, RDFS.label, Literal(article.outlet)
    yield reading, RDF.type, KG.Reading
    yield reading, RDFS.label, Literal(f"reading of {article.title or article.name}")
    yield reading, PROV.used, node


def _actors(extraction: Extraction, items: Iterable[Record]) -> Triples:
    entities = {entity.id: entity for entity in extraction.entities}
    for participant in _participants(extraction, items):
        if participant.id and participant.type != ISSUE and participant.id not in entities:
            entities[participant.id] = Entity(participant.id, participant.label, participant.type)
    for entity in entities.values():
        yield from actor(entity)


def actor(entity: Entity) -> Triples:
    """The triples that describe an actor: label, type, names in order, Wikidata item."""
    node = vocab.actor(entity.id)
    yield node, RDF.type, KG.Actor
    yield node, RDF.type, KG[entity.type]
    yield node, SKOS.prefLabel, Literal(entity.label)
    for name in entity.names:
        if name != entity.label:
            yield node, SKOS.altLabel, Literal(name)
    if entity.names:
        yield node, KG.nameOrder, Literal(json.dumps(entity.names, ensure_ascii=False), datatype=RDF.JSON)
    if entity.same_as is not None:
        yield node, SKOS.exactMatch, vocab.wikidata(entity.same_as)


def _participants(extraction: Extraction, items: Iterable[Record]) -> Iterator[Participant]:
    for record in items:
        statement = record.statement
        yield statement.subject
        yield statement.object
        if statement.recipient is not None:
            yield statement.recipient
        yield from (link.source for link in statement.links())
    for attribution in extraction.attributions:
        yield from (link.source for link in attribution.links())


def _statement(article: Article, record: Record) -> Triples:
    statement, node = record.statement, vocab.statement(record.id)
    relation = KG[statement.relation]
    yield node, RDF.type, KG.Statement
    yield node, RDF.type, KG[statement.kind.value.capitalize()]
    yield node, RDFS.label, Literal(f"{statement.subject.label} {vocab.labels()[relation.value]} {statement.object.label}")
    yield node, RDF.predicate, relation
    yield node, KG.polarity, vocab.concept(statement.polarity)
    yield node, KG.modality, vocab.concept(statement.modality)
    yield node, KG.confidence, Literal(float(statement.confidence))
    yield node, KG.firm, Literal(statement.firm)
    if statement.firm and statement.subject.id and statement.object.id:
        yield _node(statement.subject), relation, _node(statement.object)
    yield from _participant(article, node, role("subject"), statement.subject)
    yield from _participant(article, node, role("object"), statement.object)
    if statement.recipient is not None:
        yield from _participant(article, node, role("recipient"), statement.recipient)
    if statement.attribution is not None:
        yield node, KG.attribution, vocab.attribution(_attribution_id(article, statement.attribution))
        if statement.attribution.source.id:
            yield node, KG.speaker, _node(statement.attribution.source)
        yield from _attribution(article, statement.attribution)
    if statement.time is not None:
        yield node, KG.eventTime, date(statement.time)
    yield from _evidence(article, node, statement)
    yield from _provenance(article, node, statement)


def _evidence(article: Article, node: NamedNode, statement: Statement) -> Triples:
    evidence = statement.evidence
    parts = [(KG.sentence, evidence.sentence), (KG.cue, evidence.cue)]
    parts += [(KG.negationCue, span) for span in evidence.negation]
    parts += [(KG.modalityCue, span) for span in evidence.modality]
    if evidence.subject != statement.subject.span:
        parts.append((KG.subjectEvidence, evidence.subject))
    if evidence.object != statement.object.span:
        parts.append((KG.objectEvidence, evidence.object))
    for predicate, span in parts:
        yield from _passage(article, node, predicate, span)


def _provenance(article: Article, node: NamedNode, statement: Statement) -> Triples:
    rule = vocab.rule(statement.rule)
    yield node, PROV.wasDerivedFrom, vocab.article(article.id)
    yield node, PROV.wasGeneratedBy, vocab.reading(article.id)
    if article.published is not None:
        yield node, SCHEMA.datePublished, date(article.published)
    yield node, KG.rule, rule
    yield rule, RDF.type, KG.Rule
    yield rule, RDFS.label, Literal(statement.rule)


def _attribution_id(article: Article, attribution: Attribution) -> str:
    outer = _attribution_id(article, attribution.outer) if attribution.outer is not None else ""
    source = attribution.source
    return digest(article.id, attribution.cue, source.id, source.span, attribution.content, attribution.kind, outer)


def _attribution(article: Article, attribution: Attribution) -> Triples:
    node = vocab.attribution(_attribution_id(article, attribution))
    yield node, RDF.type, KG.Attribution
    yield node, RDFS.label, Literal(f"{attribution.source.label}, {attribution.cue.of(article.text)}")
    yield node, KG.speech, vocab.concept(attribution.kind)
    yield node, PROV.wasDerivedFrom, vocab.article(article.id)
    yield from _participant(article, node, role("source"), attribution.source)
    yield from _passage(article, node, KG.cue, attribution.cue)
    yield from _passage(article, node, KG.content, attribution.content)
    if attribution.outer is not None:
        yield node, KG.outer, vocab.attribution(_attribution_id(article, attribution.outer))
        yield from _attribution(article, attribution.outer)


def role(name: str) -> "Role":
    """The properties of a participant: `subject`, `object` and `recipient` of statements, `source` of attributions."""
    participant = RDF[name] if name in ("subject", "object") else KG[name]
    return Role(participant, KG[f"{name}Mention"], KG[f"{name}Wording"])


def _participant(article: Article, node: NamedNode, parts: "Role", participant: Participant) -> Triples:
    yield from _passage(article, node, parts.mention, participant.span)
    if participant.id:
        yield node, parts.participant, _node(participant)
    if participant.type == ISSUE or not participant.id:
        yield node, parts.wording, Literal(participant.label)
    if participant.type == ISSUE and participant.id:
        issue = _node(participant)
        yield issue, RDF.type, KG.Issue
        yield issue, RDF.type, SKOS.Concept
        yield issue, SKOS.altLabel, Literal(participant.label)
        yield issue, SKOS.altLabel, Literal(participant.text)


def _node(participant: Participant) -> NamedNode:
    return vocab.issue(participant.id) if participant.type == ISSUE else vocab.actor(participant.id)


def _passage(article: Article, node: NamedNode, predicate: NamedNode, span: Span) -> Triples:
    """A passage is both selectors at once, by position and by quote, so that a query needs a single hop."""
    passage = vocab.passage(article.id, span.start, span.end)
    yield node, predicate, passage
    yield passage, RDF.type, OA.TextPositionSelector
    yield passage, RDF.type, OA.TextQuoteSelector
    yield passage, OA.hasSource, vocab.article(article.id)
    yield passage, OA.start, Literal(span.start)
    yield passage, OA.end, Literal(span.end)
    yield passage, OA.exact, Literal(span.of(article.text))


def date(value: str) -> Literal:
    """An ISO date, month or year as a typed literal; any other text as it is."""
    for pattern, datatype in _DATES:
        if pattern.fullmatch(value):
            return Literal(value, datatype=XSD[datatype])
    return Literal(value)


class Role(NamedTuple):
    """The properties that hold one participant: who it is, which words refer to it, and how they word an issue."""

    participant: NamedNode
    mention: NamedNode
    wording: NamedNode
