"""How are two actors or issues made one, kept apart, or parted again? On a store and the file with its judgements."""

import getpass
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kg import identity, judgements, query, resolve, similar, vocab
from kg.errors import JudgementError, QueryError
from kg.judgements import Decided, Judgement
from kg.model import Polarity, Verdict
from kg.query import Table
from kg.similar import Described, Likeness
from kg.store import Store
from kg.vocab import KG, RDF, SKOS

REVIEW = ("one", "other", "score", "moves", "agreements", "contradictions", "reasons")
LIST = ("verdict", "one", "other", "by", "at", "why", "score", "source")
_PARTS = (RDF.subject, RDF.object, KG.recipient, KG.speaker)


@dataclass(slots=True)
class _Weight:
    """What the statements say of one node: how many have it, and the sides of its positions by the other end."""

    statements: set[str] = field(default_factory=set)
    sides: dict[str, set[Polarity]] = field(default_factory=lambda: defaultdict(set))


def review(store: str | Path, *, kind: str | None = None, limit: int | None = None) -> Table:
    """Pairs of actors and issues of a store that may be one and that nobody has judged, those that would change most first.

    `moves` are the statements that would count for the first of the two, `agreements` and `contradictions` the positions of
    both that would then stand side by side, on the same side or on two. `kind` is "actor" or "issue". The order is that of
    the score times the change. Raises StoreError, JudgementError.
    """
    with Store.open(store, create=False) as graph:
        labels = resolve.nodes(graph)
        decided = Decided(judgements.standing(judgements.read(judgements.beside(store))))
        weights = _weights(graph)
        known = resolve.known_nodes(graph)
        found = [pair for pair in _candidates(graph, known, kind) if decided(pair.one, pair.other) is None]
    rows = [_row(_ordered(pair, known, weights), weights, labels) for pair in found]
    rows.sort(key=lambda row: (-row[2] * (1 + row[3] + row[4] + row[5]), -row[2], row[0], row[1]))
    return Table(REVIEW, tuple(rows[:limit]))


def judge(
    store: str | Path,
    verdict: Verdict,
    one: str,
    other: str,
    *,
    why: str = "",
    by: str | None = None,
    at: str | None = None,
    source: str = "",
) -> Judgement:
    """Records a verdict on two actors, or two issues, in the file beside the store, and writes who is one into the store.

    Nodes are named by id (`actor:russia`, `issue:ukraine:troops`), or by any name or words that only one has. `by` is the user
    and `at` now, unless they are given. A verdict that stands already changes nothing. Raises JudgementError where it
    clashes with others or a name is not clear, StoreError.
    """
    path = judgements.beside(store)
    with Store.open(store, create=False) as graph:
        history = judgements.read(path)
        first, second = _named(graph, one, history), _named(graph, other, history)
        author, moment = by if by is not None else _user(), at if at is not None else _now()
        new = Judgement(verdict, first, second, author, moment, why, _score(graph, first, second), source)
        extended = judgements.decide(history, new)
        if extended != history:
            judgements.write(path, extended)
        standing = judgements.standing(extended)
        resolve.identify(graph, standing)
    return new if verdict is Verdict.UNDO else next(held for held in standing if held.pair == new.pair)


def listed(store: str | Path) -> Table:
    """The judgements that stand on a store, in the order in which they were made."""
    rows = judgements.standing(judgements.read(judgements.beside(store)))
    return Table(LIST, tuple((str(j.verdict), j.one, j.other, j.by, j.at, j.why, j.score, j.source) for j in rows))


def _candidates(graph: Store, known: set[str], kind: str | None) -> Iterator[Likeness]:
    """Pairs of nodes (not of ids) that look alike."""
    if kind in (None, "actor"):
        for pair in similar.actors(_described(graph, known)):
            yield Likeness(f"actor:{pair.one}", f"actor:{pair.other}", pair.score, pair.reasons)
    if kind in (None, "issue"):
        for pair in similar.issues(_wordings(graph)):
            yield Likeness(f"issue:{pair.one}", f"issue:{pair.other}", pair.score, pair.reasons)


def _described(graph: Store, known: set[str]) -> Iterator[Described]:
    """The actors of a store with all names; of several types the most frequent, ties by the alphabet."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for iri, name, _ in sorted(graph.values(predicate)):
            if vocab.kind(iri) == "actor":
                names[iri][name] = None
    for type_ in vocab.actor_types():
        for quad in graph.match(predicate=RDF.type, value=KG[type_]):
            types[str(quad.subject)[1:-1]][type_] += 1
    for iri, found in names.items():
        counts = types[iri]
        kind = min(counts, key=lambda name: (-counts[name], name))
        yield Described(vocab.key(iri), kind, tuple(found), identity.node(iri) in known)


def _wordings(graph: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for iri, wording, _ in graph.values(SKOS.altLabel):
        if vocab.kind(iri) == "issue":
            found[vocab.key(iri)].append(wording)
    return found


def _weights(graph: Store) -> Mapping[str, _Weight]:
    """What the statements say of each node that has any; the other end of a position is its canonical node."""
    best = {member: stays for member, stays, _ in graph.values(KG.canonical, KG.identity)}
    found: dict[str, _Weight] = defaultdict(_Weight)
    parts = {predicate: {s: o for s, o, _ in graph.values(predicate) if vocab.kind(s) == "statement"} for predicate in _PARTS}
    for nodes in parts.values():
        for statement, iri in nodes.items():
            found[identity.node(iri)].statements.add(statement)
    for statement, side, _ in graph.values(KG.polarity):
        polarity = Polarity(vocab.notations()[side])
        subject, target = parts[RDF.subject].get(statement), parts[RDF.object].get(statement)
        if polarity is not Polarity.NEUTRAL and subject is not None and target is not None:
            found[identity.node(subject)].sides[best.get(target, target)].add(polarity)
            found[identity.node(target)].sides[best.get(subject, subject)].add(polarity)
    return found


def _ordered(pair: Likeness, known: set[str], weights: Mapping[str, _Weight]) -> Likeness:
    """With the node first that should stay: a known one, else the one that more statements have."""

    def rank(node: str) -> tuple[bool, int, str]:
        return node not in known, -len(weights[node].statements) if node in weights else 0, node

    one, other = sorted((pair.one, pair.other), key=rank)
    return Likeness(one, other, pair.score, pair.reasons)


def _row(pair: Likeness, weights: Mapping[str, _Weight], labels: Mapping[str, str]) -> tuple[str, str, float, int, int, int, str]:
    nobody = _Weight()
    one, other = weights.get(pair.one, nobody), weights.get(pair.other, nobody)
    shared = [(one.sides[end], other.sides[end]) for end in sorted(one.sides.keys() & other.sides.keys())]
    agreements = sum(a == b and len(a) == 1 for a, b in shared)
    contradictions = sum(len(a) == len(b) == 1 and a != b for a, b in shared)
    named = [f"{labels.get(node, node)!r}" for node in (pair.one, pair.other)] if pair.one.startswith("issue:") else []
    reasons = "; ".join(pair.reasons) + (f": {', '.join(named)}" if named else "")
    return pair.one, pair.other, pair.score, len(other.statements), agreements, contradictions, reasons


def _score(graph: Store, one: str, other: str) -> float | None:
    """How alike two nodes of a store are, where anything speaks for it."""
    keys = {node.partition(":")[2] for node in (one, other)}
    if one.startswith("issue:"):
        found = list(similar.issues({key: words for key, words in _wordings(graph).items() if key in keys}))
    else:
        found = list(similar.actors(item for item in _described(graph, set()) if item.id in keys))
    return found[0].score if found else None


def _named(graph: Store, words: str, history: Iterable[Judgement]) -> str:
    """The one node that words mean: by id, also one that only an earlier judgement names, else by name or words."""
    judged = {node for judgement in history for node in judgement.pair}
    nodes = resolve.nodes(graph)
    for given in (words, f"actor:{words}", f"issue:{words}"):
        if given in nodes or given in judged:
            return given
    found = _search(graph, words)
    if not found:
        raise JudgementError(f"no actor or issue {words!r} in the store: `kg query actors` and `kg query issues` list them")
    if len(found) > 1:
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        raise JudgementError(f"{words!r} may be {', '.join(found[:5])}{more}: name one of them by its id")
    return found[0]


def _search(graph: Store, words: str) -> list[str]:
    found: list[str] = []
    for kind, find in (("actor", query.find_actors), ("issue", query.find_issues)):
        try:
            found += [f"{kind}:{key}" for key in find(graph, words)]
        except QueryError:
            continue
        break
    return found


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user database
        return ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
