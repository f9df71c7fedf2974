"""Does `kg check` find what is wrong, and nothing where all is well?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from samples import FIRST, NOBODY, extractions, first, second

from kg import checks, rdf, resolve, vocab
from kg.errors import StoreError
from kg.model import Extraction, Span
from kg.store import Store
from kg.vocab import KG, OA, RDF, RDFS, SKOS


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open() as opened:
        opened.put(first())
        opened.put(second())
        resolve.refresh(opened, NOBODY)
        yield opened


def messages(store: Store) -> str:
    return "\n".join(f"{problem.where}: {problem.message}" for problem in checks.check_store(store))


def damage(store: Store, *, without: ox.NamedNode | None = None, node: ox.NamedNode | None = None, add: object = None) -> None:
    """Takes a predicate (of one node, or of all) from the first article's graph, and adds an object in its place."""
    graph = vocab.article("a1")
    kept = [q for q in store.match(graph=graph) if not (q.predicate == without and node in (None, q.subject))]
    if add is not None:
        assert node is not None
        assert without is not None
        kept.append(ox.Quad(node, without, add, graph))  # type: ignore[arg-type]
    assert store.replace_graph(graph, kept)


def node_of(relation: str) -> ox.NamedNode:
    found = [q for q in rdf.quads(first()) if q.predicate == RDF.predicate and q.object == KG[relation]]
    assert len(found) == 1
    assert isinstance(found[0].subject, ox.NamedNode)
    return found[0].subject


def test_what_is_shipped_is_well() -> None:
    assert checks.run() == ()


def test_a_good_store_is_well(store: Store) -> None:
    assert messages(store) == ""


def test_a_store_on_disk_is_checked_and_a_missing_one_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        store.put(first())
        resolve.refresh(store, NOBODY)
    assert checks.run(tmp_path / "graph") == ()
    with Store.open(tmp_path / "graph") as store:
        damage(store, without=KG.cue, node=node_of("opposes"))
    assert {problem.area for problem in checks.run(tmp_path / "graph")} == {"store"}
    with pytest.raises(StoreError, match="no store at"):
        checks.run(tmp_path / "nowhere")


@settings(max_examples=20, deadline=None)
@given(extractions())
def test_whatever_text_is_written_conforms_to_the_shapes(extraction: Extraction) -> None:
    with Store.open() as store:
        store.put(extraction)
        resolve.refresh(store, NOBODY)
        found = messages(store)
    assert all("isn't in the text" in line for line in found.splitlines()), found  # the random spans may be empty


@pytest.mark.parametrize(
    ("predicate", "message"),
    [
        (KG.polarity, "kg:polarity"),
        (KG.sentence, "kg:sentence"),
        (RDF.subject, "rdf:subject"),
        (KG.confidence, "kg:confidence"),
        (OA.exact, "oa:exact"),
        (OA.hasSource, "oa:hasSource"),
        (SKOS.prefLabel, "skos:prefLabel"),
        (KG.sourceMention, "kg:sourceMention"),
        (KG.rule, "kg:rule"),
    ],
)
def test_what_lacks_is_found(store: Store, predicate: ox.NamedNode, message: str) -> None:
    damage(store, without=predicate)
    assert message in messages(store)
    assert "article a2" not in messages(store)


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        (KG.polarity, KG.future, "kg:polarity"),
        (KG.confidence, ox.Literal(1.5), "kg:confidence"),
        (KG.firm, ox.Literal("yes"), "kg:firm"),
        (RDF.predicate, KG.polarity, "rdf:predicate"),
        (RDF.object, ox.Literal("ferry ban"), "rdf:object"),
    ],
)
def test_what_is_wrong_is_found(store: Store, predicate: ox.NamedNode, value: object, message: str) -> None:
    damage(store, without=predicate, node=node_of("opposes"), add=value)
    assert message in messages(store)


def test_a_quote_that_is_not_the_text_is_found(store: Store) -> None:
    damage(store, without=OA.exact, node=vocab.passage("a1", 0, 6), add=ox.Literal("Sweden"))
    assert "the quote isn't the article's text at this place (article:a1#char=0,6)" in messages(store)


def test_a_text_that_changed_under_its_statements_is_found(store: Store) -> None:
    damage(store, without=vocab.SCHEMA.articleBody, node=vocab.article("a1"), add=ox.Literal("x" + FIRST.text))
    assert "the quote isn't the article's text" in messages(store)


def test_evidence_outside_the_text_is_found() -> None:
    statement = first().statements[0]
    outside = replace(statement, evidence=replace(statement.evidence, cue=Span(5000, 5010)))
    with Store.open() as store:
        store.put(replace(first(), statements=(outside,)))
        resolve.refresh(store, NOBODY)
        assert "its cue (5000 to 5010) isn't in the text" in messages(store)


def test_a_plain_edge_without_a_firm_statement_is_found(store: Store) -> None:
    damage(store, without=KG.supports, node=vocab.actor("chile"), add=vocab.issue("ban-ferry"))
    assert "the plain edge chile supports ban-ferry has no firm statement" in messages(store)


def test_a_firm_statement_without_its_edge_is_found(store: Store) -> None:
    damage(store, without=KG.opposes, node=vocab.actor("norway"))
    assert "the firm statement norway opposes ban-ferry has no plain edge" in messages(store)


def test_what_has_no_label_is_found(store: Store) -> None:
    store.replace_graph(KG.derived, [q for q in store.match(graph=KG.derived) if q.predicate not in (RDFS.label, SKOS.prefLabel)])
    assert "issue:harbour-toll has no label" in messages(store)


def test_many_problems_of_one_article_are_counted(store: Store) -> None:
    damage(store, without=OA.start)
    lines = messages(store).splitlines()
    assert len(lines) < 50
    assert any("more like these" in line for line in lines)


def test_broken_tables_of_the_user_are_problems(tmp_path: Path) -> None:
    (tmp_path / "type").mkdir()
    (tmp_path / "type" / "actors.tsv").write_text(
        "id\tlabel\ttype\twikidata\tiso2\tiso3\tnote\nelbonia\tElbonia\tKingdom\t\t\t\t\n"
    )
    (wrong,) = checks.run(folders=[tmp_path / "type"])
    assert (wrong.area, wrong.where) == ("actors", "elbonia")
    assert "no type 'Kingdom' in the ontology" in wrong.message
    (tmp_path / "header").mkdir()
    (tmp_path / "header" / "actors.tsv").write_text("nonsense\n")
    (broken,) = checks.run(folders=[tmp_path / "header"])
    assert "actors.tsv:1" in broken.message


def test_a_broken_question_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    good = checks.query.questions()["meetings"]
    broken = {
        "a": replace(good, sparql=good.sparql.replace("VALUES ?other { UNDEF }", "")),
        "b": replace(good, sparql=good.sparql.replace("ORDER BY", "ORDER")),
        "c": good,
    }
    monkeypatch.setattr(checks.query, "questions", lambda: broken)
    assert [problem.where for problem in checks.check_questions()] == ["a", "b"]
