"""The graph as an object: add, ask, look, take along."""

from pathlib import Path

import pytest

import kg
from kg.errors import QueryError, StoreError

ARTICLE = "Norway opposes the ban on seal fur.\n\nCanada supports the ban on seal fur.\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("graph")
    (folder / "fur.txt").write_text(ARTICLE, encoding="utf-8")
    graph = kg.Graph(folder / "store")
    report = graph.add(folder / "fur.txt")
    assert (report.new, report.failures) == (1, ())
    return graph


def test_ask(graph: kg.Graph) -> None:
    assert [row[0] for row in graph.ask("who-opposes", issue="seal fur").rows] == ["Norway"]
    assert graph.ask("SELECT ?who { ?who kg:supports ?what }").rows == (("actor:canada",),)


def test_unknown_question(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match="who-opposes"):
        graph.ask("who-oposes")


def test_adding_again_changes_nothing(graph: kg.Graph) -> None:
    before = graph.export("nquads")
    report = graph.add(graph.path.parent / "fur.txt")
    assert (report.new, report.replaced, report.unchanged) == (0, 0, 1)
    assert graph.export("nquads") == before


def test_page(graph: kg.Graph, tmp_path: Path) -> None:
    text = graph.to_html(tmp_path / "page.html", title="Fur")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == text
    assert "<title>Fur</title>" in text
    assert "Norway opposes the ban" in text


def test_notebook(graph: kg.Graph) -> None:
    assert "<iframe" in graph.show(height=300)._repr_html_()
    assert "<td>1</td>" in graph._repr_html_()
    assert "2 statements" in repr(graph)


def test_dataset(graph: kg.Graph) -> None:
    with graph.dataset() as dataset:
        rows = list(dataset.query("SELECT ?s { ?s a <https://w3id.org/kg-positions/ontology#Position> }"))
    assert len(rows) == 2


def test_missing_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        kg.Graph(tmp_path / "nowhere").snapshot()
