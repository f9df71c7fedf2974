"""Is every export the whole graph, readable by others, and the same bytes each time?"""

import csv
import io
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from samples import NOBODY, extractions, first, second, span

from kg import export, resolve, vocab
from kg.errors import KGError, QueryError
from kg.model import Evidence, Extraction, Span, records
from kg.store import Store
from kg.vocab import KG


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open() as opened:
        opened.put(first())
        opened.put(second())
        resolve.refresh(opened, NOBODY)
        yield opened


@pytest.mark.parametrize("name", export.formats())
def test_the_same_graph_gives_the_same_bytes(store: Store, name: str) -> None:
    with Store.open() as other:
        for item in (second(), first(), second()):
            other.put(item)
        resolve.refresh(other, NOBODY)
        assert export.render(other, name) == export.render(store, name)


def test_the_same_bytes_in_another_process_with_other_hashes(store: Store) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from samples import NOBODY, first, second
from kg import export, resolve
from kg.store import Store
with Store.open() as store:
    store.put(second()); store.put(first()); resolve.refresh(store, NOBODY)
    for name in export.formats():
        sys.stdout.buffer.write(export.render(store, name))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert run.stdout == b"".join(export.render(store, name) for name in export.formats())


def test_nquads_are_the_whole_store_sorted(store: Store) -> None:
    lines = export.render(store, "nquads").decode().split("\n")
    assert lines.pop() == ""
    assert lines == sorted(lines)
    assert set(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)) == set(store.quads())


def test_turtle_is_the_union_of_the_data_and_pretty(store: Store) -> None:
    text = export.render(store, "turtle").decode()
    apart = {vocab.ontology_graph(), KG.about}
    assert {q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)} == {
        q.triple for q in store.quads() if q.graph_name not in apart
    }
    assert "\nactor:norway a kg:Actor , kg:State ;\n  " in text
    header = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert header == sorted(header)
    assert len(header) == len(vocab.prefixes())


@settings(max_examples=30, deadline=None)
@given(extractions())
def test_any_text_survives_turtle_and_nquads(extraction: Extraction) -> None:
    with Store.open() as store:
        store.put(extraction)
        quads = set(store.quads())
        assert set(ox.parse(export.render(store, "nquads"), format=ox.RdfFormat.N_QUADS)) == quads
        triples = {q.triple for q in quads if q.graph_name != KG.about}
        assert {q.triple for q in ox.parse(export.render(store, "turtle"), format=ox.RdfFormat.TURTLE)} == triples
        for name in ("graphml", "gexf"):
            read = nx.read_graphml if name == "graphml" else nx.read_gexf
            graph = read(io.BytesIO(export.render(store, name)))
            assert graph.number_of_edges() == len({record.id for record in records(extraction)})


def test_jsonld_holds_each_graph(store: Store) -> None:
    graphs = {part["@id"] for part in json.loads(export.render(store, "jsonld"))}
    assert {vocab.article("a1").value, vocab.article("a2").value, KG.derived.value} <= graphs
    parsed = set(ox.parse(export.render(store, "jsonld"), format=ox.RdfFormat.JSON_LD))
    assert parsed == {q for q in store.quads() if q.graph_name not in (vocab.ontology_graph(), KG.about)}


def test_csv_has_a_line_a_statement(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(export.render(store, "csv").decode())))
    assert len(rows) == 7
    ids = [record.id for record in (*records(first()), *records(second()))]
    assert [row["id"] for row in rows] == sorted(ids)
    (report,) = [row for row in rows if row["modality"] == "possible"]
    assert (report["subject"], report["object"], report["speaker"]) == ("Chile", "ferry ban", "Tomás Rojas")
    assert report["sentence"] == "Chile may support the ban on ferries, Rojas said."


def test_graphml_and_gexf_hold_actors_issues_and_statements(store: Store) -> None:
    for graph in (
        nx.read_graphml(io.BytesIO(export.render(store, "graphml")), force_multigraph=True),
        nx.read_gexf(io.BytesIO(export.render(store, "gexf"))),
    ):
        assert graph.nodes["issue:ban-ferry"]["label"] == "ferry ban"
        assert graph.nodes["actor:norway"]["type"] == "State"
        assert graph.number_of_edges() == 7
        found = sorted(data["relation"] for _, _, data in graph.out_edges("actor:norway", data=True))
        assert found == ["accepts", "opposes", "supports"]


def test_gexf_has_no_clock(store: Store) -> None:
    assert b"lastmodifieddate" not in export.render(store, "gexf")


def test_characters_that_xml_forbids_are_replaced() -> None:
    item = second()
    article = replace(item.article, title="bell \x07 and null \x00", outlet="<b>&amp;</b>")
    with Store.open() as store:
        store.put(replace(item, article=article))
        for name in ("graphml", "gexf"):
            read = nx.read_graphml if name == "graphml" else nx.read_gexf
            graph = read(io.BytesIO(export.render(store, name)))
            assert {data["title"] for _, _, data in graph.edges(data=True)} == {"bell \ufffd and null \ufffd"}
            assert {data["outlet"] for _, _, data in graph.edges(data=True)} == {"<b>&amp;</b>"}


def test_an_unknown_format_lists_the_known() -> None:
    with Store.open() as store, pytest.raises(KGError, match=r"no export format 'xlsx'.*csv, gexf"):
        export.render(store, "xlsx")


def test_show_prints_sentence_speaker_outlet_date_and_rule(store: Store) -> None:
    key = records(first())[2].id
    text = export.show(store, key[:7])
    assert text.startswith("“[We] [will] [never] [accept] the [toll],” she said.\n\n")
    lines = dict(line.split(maxsplit=1) for line in text.splitlines()[2:])
    assert lines == {
        "statement": key,
        "says": "Norway accepts toll",
        "stance": "position, con, future, not firm",
        "speaker": "Ada Linde (direct)",
        "outlet": "The Fjord Post",
        "date": "2025-03-01",
        "article": "Ferry ban splits the coast",
        "address": "https://news.example/one?a=1",
        "rule": "svo:accepts (confidence 0.90)",
    }
    assert export.show(store, f"statement:{key}") == text


def test_show_names_every_source_of_a_nested_report(store: Store) -> None:
    text = export.show(store, records(second())[0].id)
    assert "speaker    Ada Linde (indirect)\nspeaker    reporters (mixed)\n" in text


@pytest.mark.parametrize("key", ["harbour-toll", "issue:harbour-toll"])
def test_show_of_an_issue_gives_its_wordings(store: Store, key: str) -> None:
    lines = export.show(store, key).splitlines()
    assert lines[:2] == ["issue      harbour-toll", "called     toll"]
    assert "1 × toll" in lines


@pytest.mark.parametrize(("key", "message"), [("zzz", "no statement"), ("", "no statement")])
def test_show_says_what_it_did_not_find(store: Store, key: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        export.show(store, key)


def test_show_asks_for_more_where_several_fit() -> None:
    with Store.open() as store:
        for n in range(12):
            store.put(replace(first(), article=replace(first().article, id=f"a{n}")))
        ids = sorted(key for n in range(12) for key in [store.snapshot([f"a{n}"]).records[0].id])
        shared = next(one[0] for one, other in itertools.pairwise(ids) if one[0] == other[0])
        with pytest.raises(QueryError, match="statements begin so"):
            export.show(store, shared)


def test_marks_nest_and_leave_out_what_stands_outside_the_sentence() -> None:
    article = first().article
    evidence = Evidence(
        span(article, "Chile may support the ban on ferries, Rojas said."),
        Span(0, 6),
        span(article, "may support"),
        span(article, "support the ban on ferries"),
        modality=(span(article, "may"),),
    )
    assert export.marked(article.text, evidence) == "Chile [[may] [support] the ban on ferries], Rojas said."
