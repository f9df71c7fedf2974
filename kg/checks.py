"""Does everything fit together? Ontology, lexicon, known actors, example articles, questions, and what a store holds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import actors, articles, data, judgements, lexicon, model, query, readback, vocab
from kg.errors import KGError
from kg.model import Failure, Record, Span
from kg.store import Store
from kg.vocab import KG, OA, RDFS, SKOS

if TYPE_CHECKING:
    from rdflib import Graph

_SHOWN = 20
"""Problems of one kind that are listed for one article; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that doesn't fit: the `area` that was checked, the place, what is wrong there and what to do."""

    area: str
    where: str
    message: str


def run(store: str | Path | None = None, folders: Sequence[str | Path] = ()) -> tuple[Problem, ...]:
    """The problems of what is shipped, of the user's tables in `folders`, and of a store; () where all is well.

    In order: ontology, lexicon, actors, articles, questions, store. Raises StoreError where the store can't be opened.

    >>> run()
    ()
    """
    paths = tuple(Path(folder) for folder in folders)
    found = [
        *_guarded("ontology", check_ontology),
        *_guarded("lexicon", lambda: check_lexicon(paths)),
        *_guarded("actors", lambda: check_actors(paths)),
        *_guarded("articles", check_articles),
        *_guarded("questions", check_questions),
    ]
    if store is not None:
        with Store.open(store, create=False) as opened:
            found += _guarded("store", lambda: check_store(opened))
    return tuple(found)


def check_ontology() -> Iterator[Problem]:
    """Terms without label or definition, relations without stance or kind, vocabularies that the code doesn't share,
    terms of the shapes that the ontology lacks."""
    own = {t.subject.value for t in vocab.ontology() if isinstance(t.subject, ox.NamedNode) and _own(t.subject.value)}
    labelled, defined = set(vocab.labels()), _subjects(SKOS.definition)
    used = {term.value for t in vocab.ontology() for term in (t.subject, t.predicate, t.object) if isinstance(term, ox.NamedNode)}
    for iri in sorted(used - labelled):
        yield Problem("ontology", vocab.shorten(iri), "used without a label: add its rdfs:label to kg.ttl")
    for iri in sorted(own - defined):
        yield Problem("ontology", vocab.shorten(iri), "no definition: add its skos:definition to kg.ttl")
    for name, concepts in vocab.schemes().items():
        members = getattr(model, name, ())
        if set(concepts) != {member.value for member in members}:
            yield Problem(
                "ontology", f"kg:{name}", "its concepts aren't the members of the enumeration of this name: make them agree"
            )
    vocab.relations()
    for iri in sorted(_iris_of(data.path("ontology", "shapes.ttl")) - used - labelled):
        if not iri.endswith("Shape") and any(iri.startswith(base) for base in vocab.PREFIXES.values()):
            yield Problem(
                "ontology", vocab.shorten(iri), "the shapes use it, the ontology doesn't have it: correct shapes.ttl or kg.ttl"
            )


def check_lexicon(folders: Iterable[Path] = ()) -> Iterator[Problem]:
    """Rows of the lexicon that its loader refuses, and relations that the ontology lacks."""
    tables = lexicon.load(*folders)
    for row in tables.rows:
        if row.relation not in vocab.relations() and row.relation != lexicon.EVALUATES:
            yield Problem("lexicon", row.source, f"no relation {row.relation!r} in the ontology: correct the row")


def check_actors(folders: Sequence[Path] = ()) -> Iterator[Problem]:
    """Rows of the actor tables that their loader refuses, types that the ontology lacks, Wikidata items used twice."""
    known = set(vocab.actor_types())
    items: dict[str, str] = {}
    for key, entity in actors.load(folders).entities.items():
        if entity.type not in known:
            yield Problem("actors", key, f"no type {entity.type!r} in the ontology: use one of {', '.join(sorted(known))}")
        if entity.same_as is not None and items.setdefault(entity.same_as, key) != key:
            yield Problem("actors", key, f"has the Wikidata item of {items[entity.same_as]!r}: one of the two is wrong")


def check_articles() -> Iterator[Problem]:
    """Example articles that can't be read."""
    for item in articles.read([data.path("seeds", "articles")]):
        if isinstance(item, Failure):
            yield Problem("articles", item.where, item.message)


def check_questions() -> Iterator[Problem]:
    """Named questions that aren't valid SPARQL, or whose parameters are unknown or have no VALUES line."""
    with Store.open() as empty:
        for name, question in query.questions().items():
            for param in question.params:
                if param.name not in query.KINDS or f"VALUES ?{param.name} {{ UNDEF }}" not in question.sparql:
                    yield Problem(
                        "questions",
                        name,
                        f"parameter {param.name!r} is unknown or has no line 'VALUES ?{param.name} {{ UNDEF }}'",
                    )
            try:
                query.run(empty, question.sparql)
            except KGError as error:
                yield Problem("questions", name, str(error))


def check_store(store: Store) -> Iterator[Problem]:
    """What shapes, evidence contract and the rule of plain edges forbid in each article's graph; IRIs without a label."""
    validate = _validator()
    for key in store.article_ids():
        quads = store.match(graph=vocab.article(key))
        where = f"article {key}"
        yield from _few(where, validate(quads))
        try:
            article, _, found = readback.read_article(quads)
        except KGError as error:
            yield Problem("store", where, str(error))
            continue
        yield from _few(where, _evidence(article.text, found))
        yield from _few(where, _edges(quads, found))
    yield from _few("identity", validate(_judgement_quads(store)))
    yield from _few("identity", _strays(store))
    yield from _few("whole store", (f"{vocab.shorten(iri)} has no label: build again" for iri in _unlabelled(store)))


def _guarded(area: str, check: Callable[[], Iterator[Problem]]) -> list[Problem]:
    """The problems of one area; an error that stops its check is one of them."""
    found: list[Problem] = []
    try:
        found.extend(check())
    except KGError as error:
        found.append(Problem(area, area, str(error)))
    return found


def _few(where: str, messages: Iterable[str]) -> Iterator[Problem]:
    rest = 0
    for number, message in enumerate(messages):
        if number < _SHOWN:
            yield Problem("store", where, message)
        else:
            rest += 1
    if rest:
        yield Problem("store", where, f"and {rest} more like these")


def _validator() -> Callable[[Iterable[ox.Quad]], list[str]]:
    """A function that gives the violations of the SHACL shapes in the graph of one article, sorted."""
    import pyshacl
    from rdflib import RDF, Graph, Namespace, URIRef

    shapes = Graph().parse(str(data.path("ontology", "shapes.ttl")), format="turtle")
    relations = [URIRef(KG[name].value) for name in vocab.relations()]
    sh = Namespace(str(dict(shapes.namespaces())["sh"]))

    def validate(quads: Iterable[ox.Quad]) -> list[str]:
        graph = _rdflib(quads)
        for relation in relations:
            graph.add((relation, RDF.type, URIRef(KG.Relation.value)))
        conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
        return [] if conforms else sorted(_violation(report, node, sh) for node in report.objects(None, sh.result))

    return validate


def _rdflib(quads: Iterable[ox.Quad]) -> "Graph":
    from rdflib import Graph

    lines = "".join(f"{quad.triple} .\n" for quad in quads)
    return Graph().parse(data=lines.encode(), format="nt")


def _violation(report: Any, node: Any, sh: Any) -> str:
    """One result of a validation report in words."""
    focus, path = report.value(node, sh.focusNode), report.value(node, sh.resultPath)
    value, message = report.value(node, sh.value), report.value(node, sh.resultMessage)
    parts = [vocab.shorten(str(focus)), *([vocab.shorten(str(path))] if path is not None else [])]
    seen = f" ({vocab.shorten(str(value))})" if value is not None else ""
    return f"{' '.join(parts)}: {str(message).splitlines()[0]}{seen}: build the article again"


def _evidence(text: str, found: Iterable[Record]) -> Iterator[str]:
    """Evidence that lies outside the text or is empty, and cues that lie outside their sentence."""
    for record in found:
        evidence = record.statement.evidence
        parts = {"sentence": evidence.sentence, "subject": evidence.subject, "cue": evidence.cue, "object": evidence.object}
        for name, span in parts.items():
            if not 0 <= span.start < span.end <= len(text):
                yield f"statement {record.id}: its {name} ({span.start} to {span.end}) isn't in the text: build the article again"
        for cue in (*evidence.negation, *evidence.modality):
            if not Span(0, len(text)).covers(cue):
                yield f"statement {record.id}: a cue ({cue.start} to {cue.end}) isn't in the text: build the article again"


def _edges(quads: Iterable[ox.Quad], found: Iterable[Record]) -> Iterator[str]:
    """Plain edges that no firm statement backs, and firm statements without their edge."""
    relations = {KG[name].value: name for name in vocab.relations()}
    plain = {
        (vocab.key(_iri(quad.subject)), relations[quad.predicate.value], vocab.key(_iri(quad.object)))
        for quad in quads
        if quad.predicate.value in relations
    }
    firm = {(r.statement.subject.id, r.statement.relation, r.statement.object.id) for r in found if r.statement.firm}
    for subject, relation, target in sorted(plain - firm):
        yield f"the plain edge {subject} {relation} {target} has no firm statement: build the article again"
    for subject, relation, target in sorted(firm - plain):
        yield f"the firm statement {subject} {relation} {target} has no plain edge: build the article again"


def _judgement_quads(store: Store) -> list[ox.Quad]:
    return [quad for quad in store.match(graph=KG.identity) if vocab.kind(_iri(quad.subject)) == "judgement"]


def _strays(store: Store) -> Iterator[str]:
    """Actors and issues with no canonical one, with several, or with one that stands for another itself."""
    best: dict[str, list[str]] = {}
    for member, stays, _ in store.values(KG.canonical, KG.identity):
        best.setdefault(member, []).append(stays)
    labelled = {iri for iri, _, _ in store.values(RDFS.label, KG.derived) if vocab.kind(iri) in judgements.KINDS}
    for iri in sorted(labelled | best.keys()):
        found = best.get(iri, [])
        if len(found) != 1 or best.get(found[0]) != found:
            yield f"{vocab.shorten(iri)} has no single canonical node: build again"


def _unlabelled(store: Store) -> list[str]:
    """IRIs that the store uses without a label, sorted; passages are labelled by what they quote, Wikidata has its own."""
    used: set[str] = set()
    labelled: set[str] = set()
    signs = {RDFS.label, SKOS.prefLabel, OA.exact}
    for quad in store.quads():
        used.update(term.value for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, ox.NamedNode))
        if quad.predicate in signs:
            labelled.add(_iri(quad.subject))
    return sorted(iri for iri in used - labelled if not iri.startswith(vocab.WIKIDATA))


def _iris_of(path: Path) -> set[str]:
    found = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return {
        term.value for quad in found for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, ox.NamedNode)
    }


def _subjects(predicate: ox.NamedNode) -> set[str]:
    return {_iri(triple.subject) for triple in vocab.ontology() if triple.predicate == predicate}


def _own(iri: str) -> bool:
    return iri.startswith(vocab.PREFIXES["kg"])


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
