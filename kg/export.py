"""How does the graph leave? As Turtle, N-Quads, JSON-LD, CSV, GraphML or GEXF, always the same bytes; `show` prints one."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import resolve, vocab, wordings
from kg.errors import KGError, QueryError
from kg.model import Article, Evidence, Record, Snapshot, Statement
from kg.store import Store
from kg.vocab import KG, SKOS

if TYPE_CHECKING:
    import networkx as nx

COLUMNS = (
    "id", "published", "outlet", "article", "title", "subject", "subject_id", "relation", "object", "object_id", "object_type",
    "recipient", "recipient_id", "polarity", "modality", "kind", "firm", "speaker", "speaker_id", "event_time", "rule",
    "confidence", "sentence_start", "sentence_end", "sentence",
)  # fmt: skip
"""Columns of the CSV export, one line a statement."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def formats() -> tuple[str, ...]:
    """Names of the formats, sorted.

    >>> formats()
    ('csv', 'gexf', 'graphml', 'jsonld', 'nquads', 'turtle')
    """
    return tuple(sorted(_FORMATS))


def render(store: Store, name: str) -> bytes:
    """The whole graph in a format, as bytes (text is UTF-8); the same store gives the same bytes.

    N-Quads hold everything, for another store; the others leave out the copy of the ontology and the facts about the
    store itself. Raises KGError for an unknown format.
    """
    if name not in _FORMATS:
        raise KGError(f"no export format {name!r}: use one of {', '.join(formats())}")
    return _FORMATS[name](store)


def show(store: Store, key: str) -> str:
    """One statement for people: its sentence with the parts in brackets, who says so, where and when, and by which rule.

    `key` is a statement's id or the beginning of one, or the key of an issue: then why its wordings are one. Raises
    QueryError where it fits none or several.
    """
    labels = {node: label for node, label, _ in store.values(SKOS.prefLabel)}
    if vocab.issue(issue := key.removeprefix("issue:")).value in labels:
        return wordings.explanation(issue, resolve.wordings(store)[issue])
    record, article = _record(store, key.removeprefix("statement:"))
    target = record.statement.object
    label = labels.get(vocab.issue(target.id).value, target.label) if record.statement.issue else target.label
    lines = [("statement", record.id), *_lines(record.statement, label, _wording(store, record))]
    lines += [
        ("outlet", article.outlet or "unknown"),
        ("date", article.published or "unknown"),
        ("article", article.title or article.name),
        *([("address", article.url)] if article.url else []),
        ("rule", f"{record.statement.rule} (confidence {record.statement.confidence:.2f})"),
    ]
    sentence = " ".join(marked(article.text, record.statement.evidence).split())
    return sentence + "\n\n" + "".join(f"{name:<10} {' '.join(value.split())}\n" for name, value in lines)


def marked(text: str, evidence: Evidence) -> str:
    """The sentence with brackets around subject, cue, object, negation and modality.

    >>> from kg.model import Span
    >>> marked("Oslo opposes the ban.", Evidence(Span(0, 21), Span(0, 4), Span(5, 12), Span(17, 20)))
    '[Oslo] [opposes] the [ban].'
    """
    sentence = evidence.sentence
    parts = {evidence.subject, evidence.cue, evidence.object, *evidence.negation, *evidence.modality}
    inside = [part for part in parts if sentence.covers(part) and part.start < part.end]
    out = []
    for at in range(sentence.start, sentence.end + 1):
        out.append("]" * sum(part.end == at for part in inside) + "[" * sum(part.start == at for part in inside))
        out.append(text[at : at + 1] if at < sentence.end else "")
    return "".join(out)


def network(snapshot: Snapshot) -> "nx.MultiDiGraph":
    """Actors and issues as nodes (`actor:…`, `issue:…`), each statement as an edge from its subject to its object.

    Attributes are strings, numbers and booleans; what isn't known is left out.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    labels = resolve.issue_labels(snapshot.records)
    articles = {article.id: article for article in snapshot.articles}
    for entity in snapshot.entities:
        graph.add_node(f"actor:{entity.id}", **_scalars({"label": entity.label, "type": entity.type, "wikidata": entity.same_as}))
    for key, label in labels.items():
        graph.add_node(f"issue:{key}", **_scalars({"label": label, "type": "Issue"}))
    for record in snapshot.records:
        statement = record.statement
        ends = [f"{'issue' if p.type == 'Issue' else 'actor'}:{p.id}" for p in (statement.subject, statement.object)]
        row = dict(zip(COLUMNS, _row(record, articles[record.article], labels), strict=True))
        values = _scalars({name: row[name] for name in COLUMNS if name not in _ENDS})
        graph.add_edge(*ends, key=record.id, **values)
    return graph


_ENDS = frozenset({"id", "subject", "subject_id", "object", "object_id", "object_type"})


def _record(store: Store, prefix: str) -> tuple[Record, Article]:
    nodes = {vocab.key(node): graph for node, _, graph in store.values(KG.firm)}
    found = sorted(key for key in nodes if prefix and key.startswith(prefix))
    if len(found) != 1:
        many = f"{len(found)} statements begin so ({', '.join(found[:3])} …): write more of the id"
        raise QueryError(f"no statement {prefix!r}: `kg query` gives the ids" if not found else f"statement {prefix!r}: {many}")
    part = store.snapshot([vocab.key(nodes[found[0]])])
    return next(record for record in part.records if record.id == found[0]), part.articles[0]


def _wording(store: Store, record: Record) -> str:
    """How the statement itself words its object, also where that issue was merged with another."""
    held = {node: words for node, words, _ in store.values(KG.objectWording, vocab.article(record.article))}
    return held.get(vocab.statement(record.id).value, record.statement.object.label)


def _lines(statement: Statement, target: str, wording: str) -> Iterator[tuple[str, str]]:
    relation = vocab.relations()[statement.relation]
    yield "says", f"{statement.subject.label} {relation.label} {target}"
    if wording != target:
        yield "wording", wording
    if statement.recipient is not None:
        yield "recipient", statement.recipient.label
    firm = "firm" if statement.firm else "not firm"
    yield "stance", f"{statement.kind}, {statement.polarity}, {statement.modality}, {firm}"
    if statement.time is not None:
        yield "time", statement.time
    for link in statement.links():
        yield "speaker", f"{link.source.label or link.source.text} ({link.kind})"


def _row(record: Record, article: Article, labels: Mapping[str, str]) -> tuple[str | float | bool | None, ...]:
    s = record.statement
    target = labels.get(s.object.id, s.object.label) if s.issue else s.object.label
    to, by = s.recipient, s.speaker
    sentence = s.evidence.sentence
    return (
        record.id, article.published, article.outlet, article.id, article.title,
        s.subject.label, s.subject.id, s.relation, target, s.object.id, s.object.type,
        to.label if to is not None else None, to.id if to is not None else None,
        s.polarity.value, s.modality.value, s.kind.value, s.firm,
        by.label if by is not None else None, by.id if by is not None else None,
        s.time, s.rule, s.confidence, sentence.start, sentence.end, sentence.of(article.text),
    )  # fmt: skip


def _csv(store: Store) -> bytes:
    snapshot = store.snapshot()
    labels = resolve.issue_labels(snapshot.records)
    articles = {article.id: article for article in snapshot.articles}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(record, articles[record.article], labels) for record in snapshot.records)
    return out.getvalue().encode()


def _nquads(store: Store) -> bytes:
    return "".join(f"{quad} .\n" for quad in store.quads()).encode()


def _data(store: Store) -> Iterator[ox.Quad]:
    apart = {vocab.ontology_graph(), KG.about}
    return (quad for quad in store.quads() if quad.graph_name not in apart)


def _turtle(store: Store) -> bytes:
    """Prefixes sorted (pyoxigraph writes them in any order), an empty line before each subject."""
    triples = sorted({quad.triple for quad in _data(store)}, key=str)
    written = _serialized(triples, ox.RdfFormat.TURTLE, dict(vocab.prefixes())).decode().split("\n")
    header = sorted(line for line in written if line.startswith("@"))
    body = [("  " + line[1:] if line.startswith("\t") else "\n" + line) for line in written if line and line[0] != "@"]
    return ("\n".join((*header, *body)) + "\n").encode()


def _jsonld(store: Store) -> bytes:
    return _serialized(sorted(_data(store), key=lambda quad: (str(quad.graph_name), str(quad))), ox.RdfFormat.JSON_LD)


def _serialized(items: list[ox.Triple] | list[ox.Quad], form: ox.RdfFormat, prefixes: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    ox.serialize(items, out, form, prefixes=prefixes)
    return out.getvalue()


def _graphml(store: Store) -> bytes:
    import networkx as nx

    return ("\n".join(nx.generate_graphml(network(store.snapshot()))) + "\n").encode()


def _gexf(store: Store) -> bytes:
    import networkx as nx

    lines = "\n".join(nx.generate_gexf(network(store.snapshot()))) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", lines, count=1).encode()  # networkx writes today's date


def _scalars(values: Mapping[str, object]) -> dict[str, str | int | float | bool]:
    return {name: _scalar(value) for name, value in values.items() if value is not None}


def _scalar(value: object) -> str | int | float | bool:
    """What GraphML and GEXF take: numbers, booleans, and strings of characters that XML allows."""
    if isinstance(value, int | float):
        return value
    return _NOT_XML.sub("\ufffd", str(value))


_FORMATS: Mapping[str, Callable[[Store], bytes]] = {
    "csv": _csv,
    "gexf": _gexf,
    "graphml": _graphml,
    "jsonld": _jsonld,
    "nquads": _nquads,
    "turtle": _turtle,
}
