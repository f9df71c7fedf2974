"""How is a graph used from Python? One object over a store: add articles, ask, look, take along."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg import build, export, merge, page, query
from kg.build import Report
from kg.judgements import Judgement
from kg.model import Snapshot, Verdict
from kg.query import Table
from kg.store import Store

_SOURCE = "notebook"
"""What a judgement from Python names as its source."""


class View:
    """A page in a notebook: the interactive graph in a frame of its own, and a table where frames aren't shown."""

    def __init__(self, snapshot: Snapshot, height: int, options: dict[str, Any]) -> None:
        self._snapshot, self._height, self._options = snapshot, height, options

    def _repr_html_(self) -> str:
        return page.notebook_html(self._snapshot, height=self._height, **self._options)

    def __repr__(self) -> str:
        return f"<View of {len(self._snapshot.records)} statements>"


class Graph:
    """A graph on disk, by the path of its store. Opens the store for each call only, so that `kg` can use it in between.

    >>> import tempfile; from kg import data
    >>> graph = Graph(Path(tempfile.mkdtemp()) / "graph")
    >>> _ = graph.add(data.path("seeds", "articles", "2025-08-20-coalition-planners.txt"))
    >>> [row[0] for row in graph.ask("who-opposes", issue="ground troops").rows]
    ['Donald Trump']
    """

    def __init__(self, path: str | Path = "graph") -> None:
        self.path = Path(path)

    def add(self, *paths: str | Path, model: str | None = None, lexicon: tuple[str | Path, ...] = ()) -> Report:
        """Reads articles into the graph; what was read before is skipped. See `kg.build.build` for the errors."""
        return build.build(paths, self.path, model=model, tables=lexicon)

    def ask(self, question: str, **parameters: str) -> Table:
        """The answer to a named question, or to SPARQL. Raises QueryError for an unknown question or parameter."""
        with Store.open(self.path, create=False) as store:
            return query.run(store, question, parameters)

    def review(self, kind: str | None = None, limit: int | None = 20) -> Table:
        """Pairs of actors (`kind="actor"`) or issues that may be one and are not judged, those first that would change most."""
        return merge.review(self.path, kind=kind, limit=limit)

    def same(self, one: str, other: str, why: str = "", by: str | None = None) -> Judgement:
        """Records that two actors, or two issues, are one; named by id or by a name that only one has.

        Raises JudgementError where that clashes with earlier judgements.
        """
        return merge.judge(self.path, Verdict.SAME, one, other, why=why, by=by, source=_SOURCE)

    def different(self, one: str, other: str, why: str = "", by: str | None = None) -> Judgement:
        """Records that they are two, so that no chain of others makes them one. Raises JudgementError as `same` does."""
        return merge.judge(self.path, Verdict.DIFFERENT, one, other, why=why, by=by, source=_SOURCE)

    def undo(self, one: str, other: str, why: str = "", by: str | None = None) -> Judgement:
        """Withdraws the judgement on two; the graph is then as before. Raises JudgementError where there is none."""
        return merge.judge(self.path, Verdict.UNDO, one, other, why=why, by=by, source=_SOURCE)

    def judgements(self) -> Table:
        """The judgements that stand, in the order in which they were made."""
        return merge.listed(self.path)

    def snapshot(self) -> Snapshot:
        """The whole graph as values: articles, actors and statements with their evidence."""
        with Store.open(self.path, create=False) as store:
            return store.snapshot()

    def export(self, form: str) -> bytes:
        """The graph as "turtle", "nquads", "jsonld", "csv", "graphml" or "gexf"; the same bytes each time."""
        with Store.open(self.path, create=False) as store:
            return export.render(store, form)

    def to_html(self, path: str | Path | None = None, **options: Any) -> str:
        """The interactive page, and writes it to `path` if one is given. `options` are those of `kg.page.render`."""
        text = page.render(self.snapshot(), **options)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", newline="\n")
        return text

    def show(self, height: int = 640, **options: Any) -> View:
        """The page in a notebook, `height` pixels high; `options` are those of `kg.page.render`."""
        return View(self.snapshot(), height, options)

    @contextmanager
    def dataset(self) -> Iterator[Any]:
        """An rdflib Dataset over the graph, as long as the context lasts."""
        with Store.open(self.path, create=False) as store, store.dataset() as dataset:
            yield dataset

    def _repr_html_(self) -> str:
        cells = "".join(f"<tr><th>{html.escape(name)}</th><td>{value}</td></tr>" for name, value in self._counts())
        return f"<table>{cells}</table>"

    def __repr__(self) -> str:
        return f"<Graph {str(self.path)!r}: " + ", ".join(f"{value} {name}" for name, value in self._counts()) + ">"

    def _counts(self) -> list[tuple[str, Any]]:
        table = self.ask("summary")
        return list(zip(table.columns, table.rows[0], strict=True))
