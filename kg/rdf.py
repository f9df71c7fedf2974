"""How is an Extraction written as quads, and read back? Pure functions; one named graph per article, no blank nodes, no clock."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.errors import StoreError
from kg.model import (
    Article,
    Attribution,
    AttributionKind,
    Entity,
    Evidence,
    Extraction,
    Modality,
    Participant,
    Polarity,
    Record,
    Snapshot,
    Span,
    Statement,
    StatementKind,
    digest,
    records,
    sorted_snapshot,
)
from kg.vocab import KG, OA, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

Term = NamedNode | Literal
Triples = Iterator[tuple[NamedNode, NamedNode, Term]]
Value = TypeVar("Value", bound=StrEnum)

ISSUE = "Issue"
UNNAMED = "Group"
"""Type of a participant without id: people who are described and not known ("officials"); they get words and no node."""
_DATES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


class _Role(NamedTuple):
    """The properties that hold one participant: who it is, which words refer to it, and how they word an issue."""

    participant: NamedNode
    mention: NamedNode
    wording: NamedNode


def quads(extraction: Extraction) -> tuple[Quad, ...]:
    """The graph of one article, sorted: the same extraction gives the same quads.

    An actor has one label and one type in an article: those of `extraction.entities`, else of its first participant.
    Of two statements with one id the last stands. Raises KeyError for a relation or type that the ontology lacks.

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
        yield from _sources(statement.attribution)
    for attribution in extraction.attributions:
        yield from _sources(attribution)


def _sources(attribution: Attribution | None) -> Iterator[Participant]:
    while attribution is not None:
        yield attribution.source
        attribution = attribution.outer


def _statement(article: Article, record: Record) -> Triples:
    statement, node = record.statement, vocab.statement(record.id)
    relation = vocab.relations()[statement.relation]
    yield node, RDF.type, KG.Statement
    yield node, RDF.type, KG[statement.kind.value.capitalize()]
    yield node, RDFS.label, Literal(f"{statement.subject.label} {relation.label} {statement.object.label}")
    yield node, RDF.predicate, KG[statement.relation]
    yield node, KG.polarity, vocab.concept(statement.polarity)
    yield node, KG.modality, vocab.concept(statement.modality)
    yield node, KG.confidence, Literal(float(statement.confidence))
    yield node, KG.firm, Literal(statement.firm)
    if statement.firm and statement.subject.id and statement.object.id:
        yield _node(statement.subject), KG[statement.relation], _node(statement.object)
    yield from _participant(article, node, _role("subject"), statement.subject)
    yield from _participant(article, node, _role("object"), statement.object)
    if statement.recipient is not None:
        yield from _participant(article, node, _role("recipient"), statement.recipient)
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
    yield from _participant(article, node, _role("source"), attribution.source)
    yield from _passage(article, node, KG.cue, attribution.cue)
    yield from _passage(article, node, KG.content, attribution.content)
    if attribution.outer is not None:
        yield node, KG.outer, vocab.attribution(_attribution_id(article, attribution.outer))
        yield from _attribution(article, attribution.outer)


def _role(name: str) -> _Role:
    participant = RDF[name] if name in ("subject", "object") else KG[name]
    return _Role(participant, KG[f"{name}Mention"], KG[f"{name}Wording"])


def _participant(article: Article, node: NamedNode, role: _Role, participant: Participant) -> Triples:
    yield from _passage(article, node, role.mention, participant.span)
    if participant.id:
        yield node, role.participant, _node(participant)
    if participant.type == ISSUE or not participant.id:
        yield node, role.wording, Literal(participant.label)
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


class _Graph:
    """The triples of one article's graph, by subject and predicate."""

    def __init__(self, items: Iterable[Quad]) -> None:
        self._objects: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in items:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._objects[quad.subject.value][quad.predicate.value].append(quad.object)

    def all(self, node: str, predicate: NamedNode) -> list[str]:
        """The values of a predicate, sorted."""
        return sorted(term.value for term in self._objects.get(node, {}).get(predicate.value, ()))

    def maybe(self, node: str, predicate: NamedNode) -> str | None:
        """The only value, or None."""
        found = self.all(node, predicate)
        if len(found) > 1:
            raise StoreError(f"{vocab.shorten(node)} has {len(found)} values of {vocab.shorten(predicate.value)}: build it again")
        return found[0] if found else None

    def one(self, node: str, predicate: NamedNode) -> str:
        """The only value."""
        found = self.maybe(node, predicate)
        if found is None:
            raise StoreError(f"{vocab.shorten(node)} lacks {vocab.shorten(predicate.value)}: build its article again")
        return found

    def having(self, predicate: NamedNode, value: NamedNode) -> list[str]:
        """The subjects that have this value, sorted."""
        return sorted(node for node, found in self._objects.items() if value in found.get(predicate.value, ()))


def read_article(items: Iterable[Quad]) -> tuple[Article, tuple[Entity, ...], tuple[Record, ...]]:
    """The article, actors and statements of one article's graph, sorted by id: the inverse of `quads`.

    >>> read_article(quads(Extraction(Article("a1", "a1", "Oslo agreed."))))[0].text
    'Oslo agreed.'
    """
    graph = _Graph(items)
    nodes = graph.having(RDF.type, SCHEMA.NewsArticle)
    if len(nodes) != 1:
        raise StoreError(f"a graph describes {len(nodes)} articles, not one: build the store again")
    article = _read_article(graph, nodes[0])
    entities = tuple(_read_actor(graph, node) for node in graph.having(RDF.type, KG.Actor))
    reader = _Reader(graph, article, {entity.id: entity for entity in entities})
    found = [reader.record(node) for node in graph.having(RDF.type, KG.Statement)]
    return article, tuple(sorted(entities, key=lambda e: e.id)), tuple(sorted(found, key=lambda r: r.id))


def snapshot(items: Iterable[Quad]) -> Snapshot:
    """Every article, actor and statement of a set of quads; graphs that aren't articles' are passed over.

    An actor that articles describe differently gets the most frequent label and type (ties: the first in order of
    the alphabet), and all names.
    """
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in items:
        if isinstance(quad.graph_name, NamedNode) and vocab.kind(quad.graph_name.value) == "article":
            graphs[quad.graph_name.value].append(quad)
    return merged(read_article(graphs[name]) for name in sorted(graphs))


def merged(parts: Iterable[tuple[Article, tuple[Entity, ...], tuple[Record, ...]]]) -> Snapshot:
    """One snapshot of several articles, whatever their order."""
    articles: list[Article] = []
    entities: dict[str, Counter[Entity]] = defaultdict(Counter)
    found: list[Record] = []
    for article, actors, items in parts:
        articles.append(article)
        found.extend(items)
        for entity in actors:
            entities[entity.id][entity] += 1
    return sorted_snapshot(articles, (_merge(key, seen) for key, seen in entities.items()), found)


def _merge(key: str, seen: Mapping[Entity, int]) -> Entity:
    if len(seen) == 1:
        return next(iter(seen))
    labels, types, items = Counter[str](), Counter[str](), Counter[str]()
    for entity, times in seen.items():
        labels[entity.label] += times
        types[entity.type] += times
        if entity.same_as is not None:
            items[entity.same_as] += times
    ordered = sorted(seen, key=lambda e: (-seen[e], e.label, e.type, e.names, e.same_as or ""))
    names = tuple(dict.fromkeys(name for entity in ordered for name in entity.names))
    return Entity(key, _commonest(labels), _commonest(types), names, _commonest(items) if items else None)


def _commonest(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda value: (-counts[value], value))


def _read_article(graph: _Graph, node: str) -> Article:
    outlet = graph.maybe(node, SCHEMA.publisher)
    return Article(
        id=vocab.key(node),
        name=graph.one(node, SCHEMA.identifier),
        text=graph.one(node, SCHEMA.articleBody),
        title=graph.maybe(node, SCHEMA.headline),
        outlet=graph.one(outlet, RDFS.label) if outlet is not None else None,
        published=graph.maybe(node, SCHEMA.datePublished),
        url=graph.maybe(node, SCHEMA.url),
        lang=graph.one(node, SCHEMA.inLanguage),
    )


def _read_actor(graph: _Graph, node: str) -> Entity:
    types = [vocab.local(iri) for iri in graph.all(node, RDF.type) if iri != KG.Actor.value]
    names = graph.maybe(node, KG.nameOrder)
    item = graph.maybe(node, SKOS.exactMatch)
    return Entity(
        id=vocab.key(node),
        label=graph.one(node, SKOS.prefLabel),
        type=types[0] if types else vocab.local(KG.Actor.value),
        names=tuple(json.loads(names)) if names is not None else (),
        same_as=vocab.wikidata_item(item) if item is not None else None,
    )


class _Reader:
    """Reads the statements of one article's graph."""

    def __init__(self, graph: _Graph, article: Article, entities: Mapping[str, Entity]) -> None:
        self._graph = graph
        self._article = article
        self._entities = entities

    def record(self, node: str) -> Record:
        """The statement that a node holds."""
        graph, classes = self._graph, self._graph.all(node, RDF.type)
        subject, target = self._participant(node, "subject"), self._participant(node, "object")
        attribution = graph.maybe(node, KG.attribution)
        statement = Statement(
            subject=subject,
            relation=vocab.local(graph.one(node, RDF.predicate)),
            object=target,
            polarity=self._concept(Polarity, node, KG.polarity),
            modality=self._concept(Modality, node, KG.modality),
            kind=next(k for k in StatementKind if KG[k.value.capitalize()].value in classes),
            evidence=self._evidence(node, subject, target),
            rule=vocab.key(graph.one(node, KG.rule)),
            confidence=float(graph.one(node, KG.confidence)),
            firm=graph.one(node, KG.firm) == "true",
            recipient=self._participant(node, "recipient") if graph.all(node, KG.recipientMention) else None,
            attribution=self._attribution(attribution) if attribution is not None else None,
            time=graph.maybe(node, KG.eventTime),
        )
        return Record(vocab.key(node), self._article.id, statement)

    def _concept(self, scheme: type[Value], node: str, predicate: NamedNode) -> Value:
        return scheme(vocab.notations()[self._graph.one(node, predicate)])

    def _evidence(self, node: str, subject: Participant, target: Participant) -> Evidence:
        apart = self._spans(node, KG.subjectEvidence), self._spans(node, KG.objectEvidence)
        return Evidence(
            sentence=self._span(node, KG.sentence),
            subject=apart[0][0] if apart[0] else subject.span,
            cue=self._span(node, KG.cue),
            object=apart[1][0] if apart[1] else target.span,
            negation=self._spans(node, KG.negationCue),
            modality=self._spans(node, KG.modalityCue),
        )

    def _attribution(self, node: str) -> Attribution:
        outer = self._graph.maybe(node, KG.outer)
        return Attribution(
            cue=self._span(node, KG.cue),
            source=self._participant(node, "source"),
            content=self._span(node, KG.content),
            kind=self._concept(AttributionKind, node, KG.speech),
            outer=self._attribution(outer) if outer is not None else None,
        )

    def _participant(self, node: str, name: str) -> Participant:
        role, graph = _role(name), self._graph
        iri, span = graph.maybe(node, role.participant), self._span(node, role.mention)
        text = span.of(self._article.text)
        if iri is None:
            return Participant("", graph.one(node, role.wording), UNNAMED, text, span)
        key = vocab.key(iri)
        if vocab.kind(iri) == "issue":
            return Participant(key, graph.one(node, role.wording), ISSUE, text, span)
        if key not in self._entities:
            raise StoreError(f"{vocab.shorten(iri)} isn't described: build {vocab.shorten(node)}'s article again")
        return Participant(key, self._entities[key].label, self._entities[key].type, text, span)

    def _span(self, node: str, predicate: NamedNode) -> Span:
        return self._read_span(self._graph.one(node, predicate))

    def _spans(self, node: str, predicate: NamedNode) -> tuple[Span, ...]:
        return tuple(sorted(self._read_span(iri) for iri in self._graph.all(node, predicate)))

    def _read_span(self, iri: str) -> Span:
        return Span(int(self._graph.one(iri, OA.start)), int(self._graph.one(iri, OA.end)))
