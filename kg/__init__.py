"""Positions of geopolitical actors, read from news into a graph: what is public?"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ArticleError, JudgementError, KGError, ModelError, QueryError, StoreError, TableError
from kg.model import Article, Extraction, Failure, Snapshot, Span, Statement

if TYPE_CHECKING:
    from kg.extract.pipeline import Extractor
    from kg.graph import Graph
    from kg.store import Store

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleError",
    "Extraction",
    "Failure",
    "Graph",
    "JudgementError",
    "KGError",
    "ModelError",
    "QueryError",
    "Snapshot",
    "Span",
    "Statement",
    "Store",
    "StoreError",
    "TableError",
    "load",
    "read",
]


def load(model: str | None = None, *, lexicon: Iterable[str | Path] = ()) -> "Extractor":
    """The extractor: with the shipped English pipeline, or with any installed spaCy pipeline by name.

    `lexicon` are folders with the user's own rows and actors. Raises ModelError, TableError.

    >>> extraction = load()(Article("a", "a", "Norway opposes the ban."))
    >>> [(s.subject.label, s.relation, s.object.text) for s in extraction.statements]
    [('Norway', 'opposes', 'ban')]
    """
    from kg.extract.pipeline import load as load_extractor

    return load_extractor(model, folders=[Path(folder) for folder in lexicon])


def read(*paths: str | Path) -> Iterator[Article | Failure]:
    """Articles from files, folders and "-" (stdin), in a fixed order; what can't be read comes as a Failure.

    >>> [failure.where for failure in read("no-such-file.txt")]
    ['no-such-file.txt']
    """
    from kg.articles import read as read_articles

    return read_articles(paths)


def __getattr__(name: str) -> Any:
    # They bring in large libraries: only who uses them pays for the import.
    if name == "Graph":
        from kg.graph import Graph

        return Graph
    if name == "Store":
        from kg.store import Store

        return Store
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
