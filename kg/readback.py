"""How are the quads of an article read back? The inverse of `rdf.quads`, for one article and for the whole graph."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kg import rdf, vocab
from kg.errors import StoreError
from kg.model import (
    Article,
    Attribution,
    AttributionKind,
    Entity,
    Evidence,
    Modality,
    Participant,
    Polarity,
    Record,
    Snapshot,
    Span,
    Statement,
    StatementKind,
    sorted_snapshot,
)
from kg.vocab import KG, OA, RDF, RDFS, SCHEMA, SKOS

Value = TypeVar("Value", bound=StrEnum)


def read_article(items: Iterable[Quad]) -> tuple[Article, tuple[Entity, ...], tuple[Record, ...]]:
    """The article, actors and statements of one article's graph, sorted by id: the inverse of `rdf.quads`.

    >>> from kg.model import Extraction
    >>> read_article(rdf.quads(Extraction(Article("a1", "a1", "Oslo agreed."))))[0].text
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


def actor(node: NamedNode, items: Iterable[Quad]) -> Entity:
    """One actor from the quads of all graphs that describe it; what the tables say counts where no article does.

    An actor that articles describe differently is merged as in a snapshot.
    """
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in items:
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and (vocab.kind(graph.value) == "article" or graph == KG.seeds):
            graphs[graph.value].append(quad)
    told = [name for name in sorted(graphs) if name != KG.seeds.value] or [KG.seeds.value]
    return _merge(vocab.key(node.value), Counter(_read_actor(_Graph(graphs[name]), node.value) for name in told))


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


def _read_article(graph: "_Graph", node: str) -> Article:
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


def _read_actor(graph: "_Graph", node: str) -> Entity:
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


class _Graph:
    """The triples of one article's graph, by subject and predicate."""

    def __init__(self, items: Iterable[Quad]) -> None:
        self._objects: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
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


class _Reader:
    """Reads the statements of one article's graph."""

    def __init__(self, graph: _Graph, article: Article, entities: Mapping[str, Entity]) -> None:
        self._graph = graph
        self._article = article
        self._entities = entities

    def record(self, node: str) -> Record:
        """The statement that a node holds; StoreError where a part is missing or isn't of its kind."""
        try:
            return self._record(node)
        except (KeyError, StopIteration, ValueError) as error:
            raise StoreError(f"{vocab.shorten(node)} can't be read ({error}): build its article again") from error

    def _record(self, node: str) -> Record:
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
        role, graph = rdf.role(name), self._graph
        iri, span = graph.maybe(node, role.participant), self._span(node, role.mention)
        text = span.of(self._article.text)
        if iri is None:
            return Participant("", graph.one(node, role.wording), rdf.UNNAMED, text, span)
        key = vocab.key(iri)
        if vocab.kind(iri) == "issue":
            return Participant(key, graph.one(node, role.wording), rdf.ISSUE, text, span)
        if key not in self._entities:
            raise StoreError(f"{vocab.shorten(iri)} isn't described: build {vocab.shorten(node)}'s article again")
        return Participant(key, self._entities[key].label, self._entities[key].type, text, span)

    def _span(self, node: str, predicate: NamedNode) -> Span:
        return self._read_span(self._graph.one(node, predicate))

    def _spans(self, node: str, predicate: NamedNode) -> tuple[Span, ...]:
        return tuple(sorted(self._read_span(iri) for iri in self._graph.all(node, predicate)))

    def _read_span(self, iri: str) -> Span:
        return Span(int(self._graph.one(iri, OA.start)), int(self._graph.one(iri, OA.end)))
