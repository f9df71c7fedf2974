"""How do articles become a graph? Read, extract what is new, store article by article, draw what follows from all."""

import importlib.util
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import kg
from kg import actors, articles, data, judgements, lexicon, query, resolve
from kg.errors import ArticleError, ModelError
from kg.model import Article, Failure, digest
from kg.query import Table
from kg.store import Store

TOP = 5
"""Positions that a report names."""


Watch = Callable[[Article | Failure], object]


def _ignore(item: Article | Failure) -> None:
    """Watches nothing."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, and what the graph then holds: counts by name, the positions that most outlets report."""

    new: int
    replaced: int
    unchanged: int
    failures: tuple[Failure, ...]
    holds: Table
    top: Table


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    model: str | None = None,
    tables: Iterable[str | Path] = (),
    watch: Watch = _ignore,
) -> Report:
    """Reads articles into the store at a path, each in one transaction, and then refreshes what follows from all of them.

    Articles that this version has read already, word for word, are not parsed again; the graph is the same as if they had
    been. `model` and `tables` are those of `kg.load`. `watch` is called with each article when it is done, and with each failure.
    The judgements beside the store say which actors and issues are one.
    Raises ArticleError where not one article can be read (the store is then left alone), ModelError, TableError,
    JudgementError, StoreError.
    """
    folders = tuple(Path(folder) for folder in tables)
    # Broken tables, clashing judgements and missing models are found before anything is written.
    lexicon.load(*folders)
    table, version = actors.load(folders), reader_version(model, folders)
    judged = judgements.standing(judgements.read(judgements.beside(store)))
    failures: list[Failure] = []
    found = incoming(articles.read(paths), failures, watch)
    first = next(found)
    outcomes: Counter[str] = Counter()
    with Store.open(store) as graph:
        fresh = _not_current(chain([first], found), graph, version, outcomes, watch)
        start = next(fresh, None)
        if start is not None:
            for extraction in kg.load(model, lexicon=folders).pipe(chain([start], fresh)):
                outcomes[graph.put(extraction, version)] += 1
                watch(extraction.article)
        resolve.refresh(graph, table, judged)
        top = query.run(graph, "top-positions")
        return Report(
            outcomes["new"], outcomes["replaced"], outcomes["unchanged"], tuple(failures),
            query.run(graph, "summary"), Table(top.columns, top.rows[:TOP]),
        )  # fmt: skip


def summary(report: Report) -> str:
    """A report for people: what was done, what the graph holds, and what most outlets report."""
    held = dict(zip(report.holds.columns, report.holds.rows[0], strict=True))
    done = f"{report.new} new, {report.replaced} replaced, {report.unchanged} unchanged, {len(report.failures)} failed"
    rows = [("articles", f"{held['articles']} ({done})"), *((name, held[name]) for name in held if name != "articles")]
    text = "".join(f"{name:<11} {value}\n" for name, value in rows)
    tops = tuple(
        (f"{who} {relation} {what}", outlets, statements) for who, relation, what, outlets, statements in report.top.rows
    )
    return text + (f"\n{query.to_text(Table(('most reported positions', 'outlets', 'statements'), tops))}" if tops else "")


def incoming(items: Iterable[Article | Failure], failures: list[Failure], watch: Watch = _ignore) -> Iterator[Article]:
    """The articles alone; failures are put into the list and shown to `watch`. Raises ArticleError if there was no article."""
    read = False
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
            watch(item)
        else:
            read = True
            yield item
    if not read:
        reasons = "; ".join(f"{failure.where}: {failure.message}" for failure in failures[:3])
        raise ArticleError(f"no article could be read: {reasons or 'no path given'}{' …' if len(failures) > 3 else ''}")


def reader_version(model: str | None = None, folders: Iterable[Path] = ()) -> str:
    """Digest of all that decides what is read from an article: the code, the shipped and the user's tables, the model.

    Raises ModelError for a model that isn't installed.

    >>> reader_version() == reader_version()
    True
    """
    package = Path(kg.__file__).parent
    shipped = [_contents(folder, (".tsv", ".ttl")) for folder in (data.path("ontology"), data.path("seeds"), *folders)]
    return digest(kg.__version__, model, _contents(package, (".py",)), _pipeline(model, package), *shipped)


def _contents(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    """Digest of each file's name and bytes, sorted: the same wherever the folder lies."""
    return sorted(digest(path.name, path.read_bytes()) for path in folder.rglob("*") if path.suffix in suffixes)


def _pipeline(model: str | None, package: Path) -> list[object]:
    """Sizes of a pipeline's files and the text of its meta.json: its weights may be too large to read them for this."""
    if model is None:
        folder = package / "english" / "weights"
    elif Path(model).is_dir():
        folder = Path(model)
    else:
        spec = importlib.util.find_spec(model) if model.isidentifier() else None
        if spec is None or spec.origin is None:
            raise ModelError(
                f"no spaCy pipeline {model!r} is installed: install it, or leave the name out to use the shipped one"
            )
        folder = Path(spec.origin).parent
    sizes = sorted((path.name, path.stat().st_size) for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return [*sizes, *_contents(folder, (".json",))]


def _not_current(found: Iterable[Article], store: Store, version: str, outcomes: Counter[str], watch: Watch) -> Iterator[Article]:
    """The articles that this version has yet to read; the others are counted."""
    for article in found:
        if store.is_current(article, version):
            outcomes["unchanged"] += 1
            watch(article)
        else:
            yield article
