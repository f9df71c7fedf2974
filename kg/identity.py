"""Which node stands for which? Judgements as quads of their own graph, and a snapshot in which what is one is one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.judgements import Judgement, clusters
from kg.model import Attribution, Entity, Participant, Record, Snapshot, Statement, sorted_snapshot
from kg.rdf import ISSUE
from kg.vocab import KG, PROV, RDF, RDFS, XSD


@dataclass(frozen=True, slots=True)
class Canonical:
    """What stands for what was merged: actors by id, issues by key, each with the actor or the (key, label) that stays."""

    actors: Mapping[str, Entity] = field(default_factory=dict)
    issues: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.actors or self.issues)


def node(iri: str) -> str:
    """An actor or issue as judgements write it: the inverse of `iri_of`.

    >>> node(iri_of("issue:ukraine:troops").value), node(vocab.actor("russia").value)
    ('issue:ukraine:troops', 'actor:russia')
    """
    return f"{vocab.kind(iri)}:{vocab.key(iri)}"


def iri_of(node: str) -> NamedNode:
    """IRI of a node as judgements write it."""
    kind, _, key = node.partition(":")
    return vocab.issue(key) if kind == "issue" else vocab.actor(key)


def quads(judgements: Sequence[Judgement], labels: Mapping[str, str], known: Collection[str]) -> Iterator[Quad]:
    """The graph of identity: a canonical node for each node, and the judgements on two nodes that are both there.

    `labels` are those of all nodes of the store, `known` the nodes that the tables know. Of nodes that are one a known one
    is canonical, else the one that was judged first. Raises JudgementError where judgements clash.
    """
    merged = clusters(judgements)
    for name in labels:
        members = [other for other in merged.get(name, (name,)) if other in labels]
        best = next((other for other in members if other in known), members[0])
        yield Quad(iri_of(name), KG.canonical, iri_of(best), KG.identity)
    for judgement in judgements:
        if judgement.one in labels and judgement.other in labels:
            yield from _judgement(judgement, labels)


def _judgement(judgement: Judgement, labels: Mapping[str, str]) -> Iterator[Quad]:
    at, graph = vocab.judgement(judgement.id), KG.identity
    verdict = vocab.concept(judgement.verdict)
    yield Quad(at, RDF.type, KG.Judgement, graph)
    yield Quad(at, RDFS.label, Literal(f"{labels[judgement.one]}, {labels[judgement.other]}: {judgement.verdict}"), graph)
    yield Quad(at, KG.verdict, verdict, graph)
    yield Quad(at, KG.judged, iri_of(judgement.one), graph)
    yield Quad(at, KG.judged, iri_of(judgement.other), graph)
    if judgement.by:
        yield Quad(at, KG.judgedBy, Literal(judgement.by), graph)
    if judgement.at:
        yield Quad(at, PROV.generatedAtTime, Literal(judgement.at, datatype=XSD.dateTime), graph)
    if judgement.why:
        yield Quad(at, RDFS.comment, Literal(judgement.why), graph)
    if judgement.score is not None:
        yield Quad(at, KG.likeness, Literal(float(judgement.score)), graph)
    if judgement.source:
        yield Quad(at, KG.judgedFrom, Literal(judgement.source), graph)


def unify(snapshot: Snapshot, canonical: Canonical) -> Snapshot:
    """The snapshot with every merged actor and issue replaced by the one that stands for it; words and spans stay."""
    if not canonical:
        return snapshot
    entities = [canonical.actors.get(entity.id, entity) for entity in snapshot.entities]
    records = [_record(record, canonical) for record in snapshot.records]
    return sorted_snapshot(snapshot.articles, entities, records)


def _record(record: Record, canonical: Canonical) -> Record:
    statement = _statement(record.statement, canonical)
    return record if statement is record.statement else replace(record, statement=statement)


def _statement(statement: Statement, canonical: Canonical) -> Statement:
    subject, target = _participant(statement.subject, canonical), _participant(statement.object, canonical)
    recipient = _participant(statement.recipient, canonical) if statement.recipient is not None else None
    attribution = _attribution(statement.attribution, canonical)
    old = (statement.subject, statement.object, statement.recipient, statement.attribution)
    if all(a is b for a, b in zip((subject, target, recipient, attribution), old, strict=True)):
        return statement
    return replace(statement, subject=subject, object=target, recipient=recipient, attribution=attribution)


def _attribution(attribution: Attribution | None, canonical: Canonical) -> Attribution | None:
    if attribution is None:
        return None
    source, outer = _participant(attribution.source, canonical), _attribution(attribution.outer, canonical)
    if source is attribution.source and outer is attribution.outer:
        return attribution
    return replace(attribution, source=source, outer=outer)


def _participant(participant: Participant, canonical: Canonical) -> Participant:
    if participant.type == ISSUE:
        issue = canonical.issues.get(participant.id)
        return participant if issue is None else replace(participant, id=issue[0], label=issue[1])
    entity = canonical.actors.get(participant.id)
    return participant if entity is None else replace(participant, id=entity.id, label=entity.label, type=entity.type)
