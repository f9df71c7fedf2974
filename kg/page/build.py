"""What does the page hold? Nodes, links, statements and articles, as the plain lists that its scripts read."""

import math
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model import Article, Entity, Modality, Polarity, Record, Snapshot, Span, StatementKind
from kg.page import text
from kg.page.choose import Position, involved, key, position, sources, support
from kg.page.layout import Pull, positions
from kg.resolve import preferred, preferred_wording

POLARITIES, MODALITIES, KINDS = tuple(Polarity), tuple(Modality), tuple(StatementKind)
COLUMNS = (
    "id", "subject", "relation", "object", "polarity", "modality", "kind", "firm", "article", "spans",
    "negation", "hedges", "sources", "recipient", "wording", "rule", "confidence", "time",
)  # fmt: skip
"""Fields of a statement's row. Spans are UTF-16 offsets: sentence, subject, cue, object, eight numbers in a row."""

_FORCE_LIKE_MINDED = 0.35
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_CROWD = 40
"""Of an issue with more holders than this only the most active ones are compared with each other."""


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or an issue: place in the graph view (x, y) and in the agreement view (ax, ay)."""

    key: str
    label: str
    type: str
    names: tuple[str, ...]
    same_as: str | None
    count: int
    size: float
    x: float = 0.0
    y: float = 0.0
    ax: float = 0.0
    ay: float = 0.0


@dataclass(frozen=True, slots=True)
class Bundle:
    """All statements of one stance from one node to another; `lane` sets parallel bundles apart."""

    source: int
    target: int
    polarity: int
    statements: tuple[int, ...]
    support: int
    lane: int


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a page shows, in order: nodes by weight, bundles by support, rows as the records."""

    nodes: tuple[Node, ...]
    bundles: tuple[Bundle, ...]
    rows: tuple[list[object], ...]
    articles: tuple[list[object], ...]
    texts: tuple[str, ...]
    relations: tuple[str, ...]
    outlets: tuple[str, ...]
    wordings: tuple[str, ...]
    rules: tuple[str, ...]


class _Numbers:
    """Gives each word its number, in the order of first use."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}

    def __call__(self, word: str) -> int:
        return self._of.setdefault(word, len(self._of))

    def words(self) -> tuple[str, ...]:
        return tuple(self._of)


def build(snapshot: Snapshot, records: Sequence[Record]) -> Content:
    """The content of a page that shows these records of the snapshot."""
    used = {record.article for record in records}
    articles = {article.id: article for article in snapshot.articles if article.id in used}
    plain = _nodes(records, {entity.id: entity for entity in snapshot.entities})
    index = {node.key: i for i, node in enumerate(plain)}
    bundles = _bundles(records, articles, index, [node.count for node in plain])
    outlets, relations, wordings, rules = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    numbers = {article: i for i, article in enumerate(articles)}
    offsets = {article.id: text.Offsets(article.text) for article in articles.values()}
    rows = tuple(
        _row(record, numbers[record.article], offsets[record.article], index, (relations, wordings, rules)) for record in records
    )
    return Content(
        nodes=tuple(_placed(plain, bundles)),
        bundles=bundles,
        rows=rows,
        articles=tuple(_article(article, outlets) for article in articles.values()),
        texts=tuple(text.clean(article.text) for article in articles.values()),
        relations=relations.words(),
        outlets=outlets.words(),
        wordings=wordings.words(),
        rules=rules.words(),
    )


def _nodes(records: Iterable[Record], entities: Mapping[str, Entity]) -> list[Node]:
    """All participants, those with most statements first; a source that is neither subject nor object weighs nothing."""
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for record in records:
        for participant in involved(record.statement):
            found[key(participant)][participant.label, participant.type] += 1
            if participant.type == "Issue":
                found[key(participant)][participant.text, participant.type] += 0  # the text's words may name it, too
        count.update({key(record.statement.subject), key(record.statement.object)})
    nodes = []
    for name, spelled in found.items():
        entity = entities.get(name.removeprefix("actor/")) if name.startswith("actor/") else None
        label, kind = _named(name, spelled) if entity is None else (entity.label, entity.type)
        names = () if entity is None else tuple(dict.fromkeys(text.label(n) for n in entity.names if n != entity.label))
        size = round(9 + 3.2 * math.log2(1 + count[name]), 1)
        same_as = entity.same_as if entity is not None and _WIKIDATA.fullmatch(entity.same_as or "") else None
        nodes.append(Node(name, text.label(label), text.label(kind), names, same_as, count[name], size))
    return sorted(nodes, key=lambda node: (-node.count, node.key))


def _named(name: str, spelled: Mapping[tuple[str, str], int]) -> tuple[str, str]:
    """Label and type of a node that is no known actor: an issue is called as in the graph."""
    kind = min(spelled, key=lambda pair: (-spelled[pair], pair))[1]
    words: Counter[str] = Counter()
    for (label, _kind), times in spelled.items():
        words[label] += times
    return preferred_wording(name.partition("/")[2], words) if kind == "Issue" else preferred(words), kind


def _bundles(
    records: Sequence[Record], articles: Mapping[str, Article], index: Mapping[str, int], counts: Sequence[int]
) -> tuple[Bundle, ...]:
    members: dict[Position, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        members[position(record.statement)].append(number)
    supported = support(records, articles)
    numbers = {place: (index[place[0]], index[place[1]]) for place in members}
    parallel = Counter(frozenset(place[:2]) for place in members)
    lanes: Counter[frozenset[str]] = Counter()
    bundles = []

    def rank(place: Position) -> tuple[float, Position]:
        """Well supported positions between much quoted nodes first; the page's script ranks in the same way."""
        return -supported[place] * math.log2(2 + min(counts[end] for end in numbers[place])), place

    for place in sorted(members, key=rank):
        pair = frozenset(place[:2])
        lanes[pair] += 1
        lane = lanes[pair] if parallel[pair] > 1 else 0
        (source, target), polarity = numbers[place], POLARITIES.index(place[2])
        bundles.append(Bundle(source, target, polarity, tuple(members[place]), supported[place], lane))
    return tuple(bundles)


def _row(
    record: Record, article: int, offsets: text.Offsets, index: Mapping[str, int], numbers: tuple[_Numbers, _Numbers, _Numbers]
) -> list[object]:
    s, evidence = record.statement, record.statement.evidence
    relations, wordings, rules = numbers
    return [
        text.label(record.id),
        index[key(s.subject)],
        relations(s.relation),
        index[key(s.object)],
        POLARITIES.index(s.polarity),
        MODALITIES.index(s.modality),
        KINDS.index(s.kind),
        int(s.firm),
        article,
        _flat((evidence.sentence, evidence.subject, evidence.cue, evidence.object), offsets),
        _flat(evidence.negation, offsets),
        _flat(evidence.modality, offsets),
        [index[key(source)] for source in sources(s)],
        -1 if s.recipient is None else index[key(s.recipient)],
        wordings(text.label(s.object.text)),
        rules(text.label(s.rule)),
        round(s.confidence, 2) if math.isfinite(s.confidence) else 0,
        text.date(s.time),
    ]


def _flat(spans: Iterable[Span], offsets: text.Offsets) -> list[int]:
    return [end for span in spans for end in offsets.pair(span)]


def _article(article: Article, outlets: _Numbers) -> list[object]:
    """Id, title, number of the outlet or -1, date, address."""
    title = text.label(article.title or article.name)
    outlet = outlets(text.label(article.outlet)) if article.outlet else -1
    return [text.label(article.id), title, outlet, text.date(article.published), text.url(article.url)]


def _placed(nodes: list[Node], bundles: Sequence[Bundle]) -> Iterator[Node]:
    pulls: Counter[tuple[int, int]] = Counter()
    for bundle in bundles:
        if bundle.source != bundle.target:
            pulls[min(bundle.source, bundle.target), max(bundle.source, bundle.target)] += len(bundle.statements)
    linked = [Pull(a, b, 1 + math.log(weight)) for (a, b), weight in sorted(pulls.items())]
    alike = _like_minded(bundles)
    linked += [Pull(a, b, _FORCE_LIKE_MINDED * score) for (a, b), score in sorted(alike.items())]
    order = _first_seen(nodes, bundles)
    rank = {node: i for i, node in enumerate(order)}
    spots = positions([_box(nodes[i]) for i in order], [Pull(rank[p.a], rank[p.b], p.weight) for p in linked])
    graph = [spots[rank[i]] for i in range(len(nodes))]
    actors = [i for i, node in enumerate(nodes) if node.key.startswith("actor/")]
    number = {node: i for i, node in enumerate(actors)}
    agree = [Pull(number[a], number[b], float(score)) for (a, b), score in sorted(alike.items()) if a in number and b in number]
    agreement = dict(zip(actors, positions([_box(nodes[i]) for i in actors], agree), strict=True))
    for i, node in enumerate(nodes):
        (x, y), (ax, ay) = graph[i], agreement.get(i, (0.0, 0.0))
        yield Node(node.key, node.label, node.type, node.names, node.same_as, node.count, node.size, x, y, ax, ay)


def _first_seen(nodes: Sequence[Node], bundles: Sequence[Bundle]) -> list[int]:
    """The nodes' numbers, those first that the best supported positions connect: a large page opens with these."""
    return list(dict.fromkeys([*(end for b in bundles for end in (b.source, b.target)), *range(len(nodes))]))


def _like_minded(bundles: Iterable[Bundle]) -> dict[tuple[int, int], int]:
    """Pairs of subjects that stand on the same side of more objects than they are divided on, with the difference."""
    sides: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for bundle in bundles:
        if POLARITIES[bundle.polarity] is not Polarity.NEUTRAL:
            sides[bundle.target][bundle.source].add(bundle.polarity)
    score: Counter[tuple[int, int]] = Counter()
    for holders in sides.values():
        clear = sorted((node, stances) for node, stances in holders.items() if len(stances) == 1)[:_CROWD]
        for (a, first), (b, second) in combinations(clear, 2):
            score[a, b] += 1 if first == second else -1
    return {pair: value for pair, value in score.items() if value > 0}


def _box(node: Node) -> tuple[float, float]:
    """Half width and half height of the shape with its label below."""
    lines = textwrap.wrap(node.label, 22)[:2] or [""]
    wide = min(max(len(line) for line in lines), 24) * 3.6 + 4
    return max(node.size, wide), node.size + 9.0 * len(lines)


def holders(content: Content) -> tuple[int, int]:
    """How many actors and how many issues have a statement.

    >>> holders(Content((), (), (), (), (), (), (), (), ()))
    (0, 0)
    """
    shown = [node for node in content.nodes if node.count]
    issues = sum(node.key.startswith("issue/") for node in shown)
    return len(shown) - issues, issues
