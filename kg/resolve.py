"""Which actors and which issues are the same, across articles? What follows from all articles together, in its own graphs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, Quad

from kg import actors, identity, rdf, vocab
from kg import judgements as judging
from kg.actors import ActorTable, Tie, TieKind
from kg.judgements import Judgement
from kg.model import Record, digest
from kg.store import Store
from kg.vocab import KG, ORG, RDF, RDFS, SCHEMA, SKOS
from kg.wordings import broader, preferred, preferred_wording

__all__ = ["broader", "issue_labels", "preferred", "preferred_wording", "refresh", "wordings"]

_MEMBERSHIPS = frozenset({TieKind.OFFICE, TieKind.MEMBER})
_WORDINGS = (
    (RDF.subject, KG.subjectWording),
    (RDF.object, KG.objectWording),
    (KG.recipient, KG.recipientWording),
    (KG.source, KG.sourceWording),
)


def refresh(store: Store, table: ActorTable | None = None, judgements: Sequence[Judgement] = ()) -> None:
    """Writes what follows from all articles of a store; call it after articles were put or removed.

    Four graphs are made anew: what `table` (the shipped one by default) knows about the actors that articles mention, one
    label for each actor and issue with the hierarchy of issues, which of them are one by the `judgements` that stand, and a
    copy of the ontology. The order in which articles came makes no difference. Raises JudgementError where judgements clash.

    >>> with Store.open() as store:
    ...     refresh(store)
    ...     store.article_ids()
    ()
    """
    names = _labels_in(store)
    known = table if table is not None else actors.load()
    store.replace_graph(KG.seeds, _seed_quads(known, names))
    store.replace_graph(KG.derived, _derived_quads(known, names, wordings(store)))
    identify(store, judgements)
    graph = vocab.ontology_graph()
    store.replace_graph(graph, (Quad(t.subject, t.predicate, t.object, graph) for t in vocab.ontology()))


def identify(store: Store, judgements: Sequence[Judgement]) -> None:
    """Writes which actors and issues of a refreshed store are one, and nothing else: no fact is touched.

    `judgements` are those that stand. Raises JudgementError where they clash; the store is then as it was.
    """
    store.replace_graph(KG.identity, identity.quads(judgements, nodes(store), known_nodes(store)))


def nodes(store: Store) -> dict[str, str]:
    """The actors and issues of a refreshed store as judgements write them, each with its label."""
    told = store.values(RDFS.label, KG.derived)
    return {identity.node(iri): label for iri, label, _ in told if vocab.kind(iri) in judging.KINDS}


def known_nodes(store: Store) -> set[str]:
    """The actors of a refreshed store that the tables know, as judgements write them."""
    return {identity.node(iri) for iri, kind, _ in store.values(RDF.type, KG.seeds) if kind == KG.Actor.value}


def issue_labels(records: Iterable[Record]) -> dict[str, str]:
    """Key of each issue -> its preferred label among the wordings of these statements, sorted by key."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        statement = record.statement
        for participant in (statement.subject, statement.object, statement.recipient):
            if participant is not None and participant.type == rdf.ISSUE:
                found[participant.id][participant.label] += 1
                found[participant.id][participant.text] += 0  # a name for it, too
    return {key: preferred_wording(key, found[key]) for key in sorted(found)}


def _labels_in(store: Store) -> dict[str, Counter[str]]:
    """Id of each actor that articles mention -> label -> number of articles that give it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for node, label, graph in store.values(SKOS.prefLabel):
        if vocab.kind(graph) == "article" and vocab.kind(node) == "actor":
            found[vocab.key(node)][label] += 1
    return found


def wordings(store: Store) -> dict[str, Counter[str]]:
    """Key of each issue of a store -> wording -> number of statements that use it; 0 for the longer one of the text.

    >>> with Store.open() as store:
    ...     wordings(store)
    {}
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for role, wording in _WORDINGS:
        labels = {node: label for node, label, _ in store.values(wording)}
        for node, target, _ in store.values(role):
            if node in labels and vocab.kind(target) == "issue":
                found[vocab.key(target)][labels[node]] += 1
    for node, words, _ in store.values(SKOS.altLabel):
        if vocab.kind(node) == "issue":
            found[vocab.key(node)][words] += 0
    return dict(found)


def _seed_quads(table: ActorTable, mentioned: Iterable[str]) -> Iterator[Quad]:
    for key in sorted(mentioned):
        entity = table.entities.get(key)
        if entity is None:
            continue
        for triple in rdf.actor(entity):
            yield Quad(*triple, KG.seeds)
        for tie in table.ties_of(key):
            if tie.relation in _MEMBERSHIPS:
                yield from _membership_quads(table, tie)


def _membership_quads(table: ActorTable, tie: Tie) -> Iterator[Quad]:
    node = vocab.membership(digest(tie.actor, tie.relation, tie.target, tie.title, tie.since, tie.until))
    member, organization = table.entities[tie.actor], table.entities[tie.target]
    label = f"{member.label}, {tie.title or 'member'}, {organization.label}"
    yield Quad(node, RDF.type, ORG.Membership, KG.seeds)
    yield Quad(node, RDFS.label, Literal(label), KG.seeds)
    yield Quad(node, ORG.member, vocab.actor(tie.actor), KG.seeds)
    yield Quad(node, ORG.organization, vocab.actor(tie.target), KG.seeds)
    if tie.title:
        yield Quad(node, SCHEMA.roleName, Literal(tie.title), KG.seeds)
    if tie.since:
        yield Quad(node, SCHEMA.startDate, rdf.date(tie.since), KG.seeds)
    if tie.until:
        yield Quad(node, SCHEMA.endDate, rdf.date(tie.until), KG.seeds)
    for triple in rdf.actor(organization):
        yield Quad(*triple, KG.seeds)


def _derived_quads(
    table: ActorTable, names: Mapping[str, Mapping[str, int]], issues: Mapping[str, Mapping[str, int]]
) -> Iterator[Quad]:
    targets = {
        tie.target for key in names for tie in table.ties_of(key) if tie.relation in _MEMBERSHIPS and key in table.entities
    }
    for key in sorted({*names, *targets}):
        entity = table.entities.get(key)
        label = entity.label if entity is not None else preferred(names[key])
        yield Quad(vocab.actor(key), RDFS.label, Literal(label), KG.derived)
    for key in sorted(issues):
        label = preferred_wording(key, issues[key])
        yield Quad(vocab.issue(key), SKOS.prefLabel, Literal(label), KG.derived)
        yield Quad(vocab.issue(key), RDFS.label, Literal(label), KG.derived)
    for narrow, wider in broader(issues).items():
        for wide in wider:
            yield Quad(vocab.issue(narrow), SKOS.broader, vocab.issue(wide), KG.derived)
            yield Quad(vocab.issue(wide), SKOS.narrower, vocab.issue(narrow), KG.derived)
