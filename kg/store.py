"""Where do the quads live? In a pyoxigraph store, on disk or in memory; an article's graph is written whole or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg import identity, rdf, readback, vocab
from kg.errors import StoreError
from kg.identity import Canonical
from kg.model import Article, Entity, Extraction, Snapshot, digest
from kg.vocab import KG, RDF, RDFS, SCHEMA

if TYPE_CHECKING:
    from rdflib import Dataset

SCHEMA_VERSION = 1
"""Raised when rdf.py writes graphs that older readers can't read."""

_MARK = "CURRENT"  # every RocksDB folder holds a file of this name
Outcome = Literal["new", "replaced", "unchanged"]


def fingerprint(article: Article, version: str) -> str:
    """Digest of an article and of the version of what reads it.

    >>> fingerprint(Article("a", "a", "Oslo agreed."), "1") == fingerprint(Article("a", "a", "Oslo agreed."), "2")
    False
    """
    fields = (article.id, article.name, article.text, article.title, article.outlet, article.published, article.url, article.lang)
    return digest(version, *(repr(field) for field in fields), size=32)


class Store:
    """The graph: `Store.open(path)` on disk, `Store.open()` in memory; use it in a `with` statement.

    One process holds a store on disk at a time.

    >>> with Store.open() as store:
    ...     store.put(Extraction(Article("a", "a", "Oslo agreed."))), store.article_ids()
    ('new', ('a',))
    """

    def __init__(self, inner: ox.Store, path: Path | None) -> None:
        self._inner: ox.Store | None = inner
        self.path = path

    @classmethod
    def open(cls, path: str | Path | None = None, *, create: bool = True) -> "Store":
        """The store in a folder, or one in memory where `path` is None.

        Makes the folder where there is none and `create` is true. Raises StoreError where the folder is missing (and
        `create` is false), holds something else, belongs to another process or a newer version, or can't be read.
        """
        if path is None:
            return cls(ox.Store(), None)._checked()
        where = Path(path)
        _check_folder(where, create)
        with _errors(where, "open"):
            where.parent.mkdir(parents=True, exist_ok=True)
            inner = ox.Store(str(where))
        return cls(inner, where)._checked()

    def close(self) -> None:
        """Lets go of the store; it can't be used after that."""
        self._inner = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def put(self, extraction: Extraction, version: str = "") -> Outcome:
        """Writes the graph of an article in one transaction, in place of what was there.

        `version` is that of the software, model and tables that read it; `is_current` compares it.
        """
        article = extraction.article
        graph = vocab.article(article.id)
        mark = ox.Quad(graph, KG.fingerprint, ox.Literal(fingerprint(article, version)), graph)
        known = self._has(graph)
        changed = self.replace_graph(graph, (*rdf.quads(extraction), mark))
        return "unchanged" if not changed else "replaced" if known else "new"

    def remove(self, article_id: str) -> bool:
        """Removes an article's graph; False where there is none."""
        return self.replace_graph(vocab.article(article_id), ())

    def replace_graph(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> bool:
        """Makes a named graph hold these quads and no others, in one transaction; False where it did already."""
        wanted = {str(quad.triple) for quad in quads}
        held = {str(quad.triple) for quad in self.match(graph=graph)}
        update = _data("DELETE", graph, held - wanted) + _data("INSERT", graph, wanted - held)
        if update and not wanted:
            update.append(f"DROP SILENT GRAPH {graph}")  # a graph without triples would still be listed
        if update:
            with _errors(self.path, "write to"):
                self.native.update(";\n".join(update))
        return bool(update)

    def is_current(self, article: Article, version: str = "") -> bool:
        """True where this very article was read by this very version."""
        graph = vocab.article(article.id)
        mark = ox.Quad(graph, KG.fingerprint, ox.Literal(fingerprint(article, version)), graph)
        with _errors(self.path, "read"):
            return mark in self.native

    def article_ids(self) -> tuple[str, ...]:
        """Ids of the articles, sorted."""
        with _errors(self.path, "read"):
            names = [name.value for name in self.native.named_graphs() if isinstance(name, ox.NamedNode)]
        return tuple(sorted(vocab.key(name) for name in names if vocab.kind(name) == "article"))

    def articles(self) -> tuple[Article, ...]:
        """The articles with their texts, sorted by id."""
        return tuple(readback.read_article(self.match(graph=vocab.article(key)))[0] for key in self.article_ids())

    def snapshot(self, articles: Iterable[str] | None = None) -> Snapshot:
        """The whole graph as values, or that of some articles by id; an unknown id raises StoreError.

        Actors and issues that were judged to be one are one here.
        """
        known = self.article_ids()
        wanted = known if articles is None else tuple(sorted(set(articles)))
        missing = sorted(set(wanted) - set(known))
        if missing:
            raise StoreError(f"{self._name()}: no article {missing[0]!r}: `articles()` lists those that it holds")
        found = readback.merged(readback.read_article(self.match(graph=vocab.article(key))) for key in wanted)
        return identity.unify(found, self.canonical())

    def canonical(self) -> Canonical:
        """What stands for each actor and issue that was merged with others, itself included; empty where none was."""
        merged: dict[str, list[str]] = {}
        for member, best, _ in self.values(KG.canonical, KG.identity):
            if member != best:
                merged.setdefault(best, [best]).append(member)
        actors: dict[str, Entity] = {}
        issues: dict[str, tuple[str, str]] = {}
        for best, members in merged.items():
            if vocab.kind(best) == "issue":
                labels = sorted(_value(quad.object) for quad in self.match(ox.NamedNode(best), RDFS.label))
                issues.update({vocab.key(one): (vocab.key(best), labels[0]) for one in members})
            else:
                first, *others = (self._actor(one) for one in (members[0], *sorted(members[1:])))
                names = tuple(dict.fromkeys(name for one in (first, *others) for name in (*one.names, one.label)))
                same_as = next((one.same_as for one in (first, *others) if one.same_as is not None), None)
                entity = Entity(first.id, first.label, first.type, names, same_as)
                actors.update({vocab.key(one): entity for one in members})
        return Canonical(actors, issues)

    def match(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        graph: ox.NamedNode | None = None,
        value: ox.NamedNode | None = None,
    ) -> tuple[ox.Quad, ...]:
        """The quads with these parts, in no order; `value` is the object, None is any."""
        with _errors(self.path, "read"):
            return tuple(self.native.quads_for_pattern(subject, predicate, value, graph))

    def values(self, predicate: ox.NamedNode, graph: ox.NamedNode | None = None) -> tuple[tuple[str, str, str], ...]:
        """(subject, object, graph) of every quad with a predicate, as the values of their terms, in no order."""
        found = self.match(predicate=predicate, graph=graph)
        return tuple((_value(quad.subject), _value(quad.object), _value(quad.graph_name)) for quad in found)

    def quads(self) -> tuple[ox.Quad, ...]:
        """Every quad, sorted by its N-Quads line."""
        with _errors(self.path, "read"):
            return tuple(sorted(self.native, key=str))

    @contextmanager
    def dataset(self) -> Iterator["Dataset"]:
        """An rdflib Dataset over the same data; its default graph is the union of all. Don't keep it after the `with`.

        >>> with Store.open() as store, store.dataset() as dataset:
        ...     [int(row.version) for row in dataset.query("SELECT ?version { ?store kg:schemaVersion ?version }")]
        [1]
        """
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.native), default_union=True)
        for prefix, namespace in vocab.PREFIXES.items():
            dataset.bind(prefix, namespace)
        yield dataset

    @property
    def native(self) -> ox.Store:
        """The pyoxigraph store, for those who ask it themselves; a reference that is kept keeps the store locked."""
        if self._inner is None:
            raise StoreError(f"{self._name()} is closed: open it again with Store.open")
        return self._inner

    def _has(self, graph: ox.NamedNode) -> bool:
        with _errors(self.path, "read"):
            return next(iter(self.native.quads_for_pattern(graph, RDF.type, SCHEMA.NewsArticle, graph)), None) is not None

    def _actor(self, iri: str) -> Entity:
        node = ox.NamedNode(iri)
        return readback.actor(node, self.match(node))

    def _name(self) -> str:
        return f"store {str(self.path)!r}" if self.path is not None else "store in memory"

    def _checked(self) -> "Store":
        """Holds the store's own version against ours; a new store gets ours."""
        try:
            with _errors(self.path, "read"):
                found = [quad.object for quad in self.native.quads_for_pattern(KG.about, KG.schemaVersion, None, KG.about)]
                empty = len(self.native) == 0
            versions = [int(term.value) for term in found if isinstance(term, ox.Literal)]
            if empty and not versions:
                self.replace_graph(KG.about, (ox.Quad(KG.about, KG.schemaVersion, ox.Literal(SCHEMA_VERSION), KG.about),))
            elif not versions:
                raise StoreError(f"{self._name()} holds RDF that this software didn't write: name another folder")
            elif max(versions) > SCHEMA_VERSION:
                raise StoreError(
                    f"{self._name()} is of version {max(versions)}, newer than version {SCHEMA_VERSION} of this software: "
                    "install a newer version, or build into another folder"
                )
        except BaseException:
            self.close()
            raise
        return self


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _data(verb: str, graph: ox.NamedNode, triples: Iterable[str]) -> list[str]:
    lines = "\n".join(f"{triple} ." for triple in sorted(triples))
    return [f"{verb} DATA {{ GRAPH {graph} {{\n{lines}\n}} }}"] if lines else []


def _check_folder(path: Path, create: bool) -> None:
    try:
        if path.is_dir():
            if (path / _MARK).exists() or (create and next(path.iterdir(), None) is None):
                return
            raise StoreError(f"folder {str(path)!r} is no store: name a store, or a folder that doesn't exist yet")
        if path.exists():
            raise StoreError(f"{str(path)!r} is a file, not a store: name a folder")
    except OSError as error:
        raise StoreError(f"can't read {str(path)!r} ({error.strerror}): check its permissions or name another folder") from error
    if not create:
        raise StoreError(f"no store at {str(path)!r}: build one first, or name its folder")


@contextmanager
def _errors(path: Path | None, doing: str) -> Iterator[None]:
    """Turns what the operating system or RocksDB reports into a StoreError that names the store and the way out."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        message = str(error)
        where = f"store {str(path)!r}" if path is not None else "store in memory"
        raise StoreError(f"can't {doing} {where}: {_advice(message)} ({message})") from error


def _advice(message: str) -> str:
    for sign, advice in _ADVICE:
        if sign in message:
            return advice
    return "check the disk and try again"


_ADVICE = (
    ("lock hold by current process", "this process has it open already; close it first"),
    ("LOCK: Permission denied", "no permission to write there; change its permissions or name another folder"),
    ("While lock file", "another process holds it; wait for that process or stop it"),
    ("No space left", "the disk is full; make room and run the same command again, what was written before is whole"),
    ("Disk quota exceeded", "your disk quota is used up; make room and run the same command again"),
    ("Permission denied", "no permission; change its permissions or name another folder"),
    ("Operation not permitted", "no permission; change its permissions or name another folder"),
    ("Read-only file system", "the disk is read-only; name another folder"),
    ("Corruption", "its files are damaged; delete the folder and build it again"),
    ("Too many open files", "too many open files; raise the limit (ulimit -n)"),
)
