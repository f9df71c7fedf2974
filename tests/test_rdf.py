"""Is the graph of an article what the extraction says, no more and no less?"""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from samples import ACTORS, FIRST, NORWAY, extractions, first, second

from kg import rdf, readback, vocab
from kg.errors import StoreError, TableError
from kg.model import Article, Entity, Extraction, Record, Statement, records, sorted_snapshot
from kg.vocab import KG, OA, PROV, RDF, RDFS, SCHEMA, SKOS


def objects(quads: tuple[ox.Quad, ...], node: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
    return sorted(q.object.value for q in quads if q.subject == node and q.predicate == predicate)


def node_of(extraction: Extraction, relation: str) -> tuple[ox.NamedNode, Statement]:
    record = next(r for r in records(extraction) if r.statement.relation == relation)
    return vocab.statement(record.id), record.statement


def test_a_statement_is_a_node_with_stance_evidence_and_provenance() -> None:
    graph = rdf.quads(first())
    node, _ = node_of(first(), "opposes")
    assert objects(graph, node, RDF.subject) == [vocab.actor("norway").value]
    assert objects(graph, node, RDF.predicate) == [KG.opposes.value]
    assert objects(graph, node, RDF.object) == [vocab.issue("ban-ferry").value]
    assert objects(graph, node, RDF.type) == [KG.Position.value, KG.Statement.value]
    assert objects(graph, node, KG.polarity) == [KG.con.value]
    assert objects(graph, node, RDFS.label) == ["Norway opposes ferry ban"]
    assert objects(graph, node, PROV.wasDerivedFrom) == [vocab.article("a1").value]
    assert objects(graph, node, SCHEMA.datePublished) == ["2025-03-01"]
    (sentence,) = objects(graph, node, KG.sentence)
    assert objects(graph, ox.NamedNode(sentence), OA.exact) == ["Norway opposes the ferry ban."]


def test_only_firm_statements_become_plain_edges() -> None:
    graph = {(q.subject, q.predicate, q.object) for q in rdf.quads(first())}
    norway, chile, ban, toll = vocab.actor("norway"), vocab.actor("chile"), vocab.issue("ban-ferry"), vocab.issue("harbour-toll")
    assert (norway, KG.opposes, ban) in graph
    assert (vocab.actor("ada-linde"), KG.meets, vocab.actor("tomas-rojas")) in graph
    assert (norway, KG.accepts, toll) not in graph
    assert (chile, KG.supports, ban) not in graph


def test_every_quad_is_in_the_graph_of_the_article_and_sorted() -> None:
    graph = rdf.quads(first())
    assert {q.graph_name for q in graph} == {vocab.article("a1")}
    assert [str(q) for q in graph] == sorted(str(q) for q in graph)
    assert not [q for q in graph if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_an_actor_has_label_type_names_and_wikidata_item() -> None:
    graph = rdf.quads(first())
    norway = vocab.actor("norway")
    assert objects(graph, norway, SKOS.prefLabel) == ["Norway"]
    assert objects(graph, norway, SKOS.altLabel) == ["Kingdom of Norway", "Oslo"]
    assert objects(graph, norway, RDF.type) == [KG.Actor.value, KG.State.value]
    assert objects(graph, norway, SKOS.exactMatch) == [vocab.wikidata("Q20").value]


def test_every_predicate_and_class_is_in_the_ontology() -> None:
    graph = (*rdf.quads(first()), *rdf.quads(second()))
    used = {q.predicate.value for q in graph} | {q.object.value for q in graph if q.predicate == RDF.type}
    assert used <= set(vocab.labels())
    assert len(used) > 50


def test_what_is_written_is_read_back() -> None:
    read = readback.snapshot((*rdf.quads(second()), *rdf.quads(first())))
    assert read == sorted_snapshot([FIRST, second().article], ACTORS, [*records(first()), *records(second())])


def test_a_nested_attribution_and_an_unnamed_source_are_read_back() -> None:
    _, _, found = readback.read_article(rdf.quads(second()))
    by_relation = {record.statement.relation: record.statement for record in found}
    attribution = by_relation["supports"].attribution
    assert attribution is not None
    assert attribution == second().statements[0].attribution
    assert attribution.outer is not None
    assert (attribution.outer.source.id, attribution.outer.source.label) == ("", "reporters")


def test_actors_that_no_entity_describes_get_a_node_from_the_statement() -> None:
    _, entities, _ = readback.read_article(rdf.quads(replace(first(), entities=())))
    assert Entity("norway", "Norway", "State") in entities
    assert {e.id for e in entities} == {e.id for e in ACTORS}


@settings(max_examples=150, deadline=None)
@given(extractions())
def test_any_extraction_is_read_back(extraction: Extraction) -> None:
    store = ox.Store()
    store.extend(rdf.quads(extraction))
    article, entities, found = readback.read_article(store)
    assert article == extraction.article
    assert entities == tuple(sorted(ACTORS, key=lambda e: e.id))
    expected: dict[str, Record] = {record.id: record for record in records(extraction)}
    assert found == tuple(expected[key] for key in sorted(expected))


def test_an_unknown_relation_or_type_raises() -> None:
    statement = replace(first().statements[0], relation="opposses")
    with pytest.raises(TableError, match="opposses"):
        rdf.quads(replace(first(), statements=(statement,)))
    with pytest.raises(TableError, match="Kingdom"):
        rdf.quads(replace(first(), entities=(replace(NORWAY, type="Kingdom"),)))


def test_actors_that_articles_describe_differently_get_one_description_whatever_the_order() -> None:
    def described(article: str, label: str, type_: str, *names: str) -> tuple[ox.Quad, ...]:
        return rdf.quads(Extraction(Article(article, article, "x"), (Entity("jose-paz", label, type_, names),)))

    graphs = [
        described("a1", "Jose Paz", "Group", "Jose Paz", "Paz"),
        described("a2", "José Paz", "Person", "José Paz"),
        described("a3", "José Paz", "Person", "José Paz"),
    ]
    one = readback.snapshot(q for graph in graphs for q in graph)
    other = readback.snapshot(q for graph in reversed(graphs) for q in reversed(graph))
    assert one == other
    assert one.entities == (Entity("jose-paz", "José Paz", "Person", ("José Paz", "Jose Paz", "Paz")),)


def test_a_damaged_graph_says_what_is_missing() -> None:
    node, _ = node_of(first(), "opposes")
    damaged = [q for q in rdf.quads(first()) if not (q.subject == node and q.predicate == KG.cue)]
    with pytest.raises(StoreError, match=r"statement:\w+ lacks kg:cue"):
        readback.read_article(damaged)
