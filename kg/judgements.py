"""What has a person decided to be one, and what not? Judgements as rows of a file, and what follows from all of them together.

The file lies beside the store (`graph.judgements.tsv` for the folder `graph`), so that it outlives the store: whoever
deletes the graph and builds it again has the same actors as before. Rows are only ever added; an `undo` withdraws what was
decided before of its pair. Nodes are written `actor:russia`, `issue:ukraine:troops`.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg import tables
from kg.errors import JudgementError, TableError
from kg.files import write_whole
from kg.model import Verdict, digest

COLUMNS = ("verdict", "one", "other", "by", "at", "why", "score", "source")
KINDS = ("actor", "issue")
"""Kinds of nodes that can be judged."""

_SUFFIX = ".judgements.tsv"
_VERDICTS: Mapping[str, Verdict] = MappingProxyType({str(verdict): verdict for verdict in Verdict})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two nodes: `by` whom, `at` what time (ISO), `why`, how alike they were (`score`, 0 to 1), its `source`.

    The first of two that are the same is the one that stays, unless only the other is a known actor.
    """

    verdict: Verdict
    one: str
    other: str
    by: str = ""
    at: str = ""
    why: str = ""
    score: float | None = None
    source: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two nodes, whichever was named first."""
        return min(self.one, self.other), max(self.one, self.other)

    @property
    def id(self) -> str:
        """The same for the same verdict on the same pair, whoever gives it."""
        return digest(self.verdict, *self.pair)

    def __str__(self) -> str:
        sign = "=" if self.verdict is Verdict.SAME else "≠"
        told = ", ".join(part for part in (self.by, self.at) if part)
        return f"{self.one} {sign} {self.other}{f' ({told})' if told else ''}"


def beside(store: str | Path) -> Path:
    """The file with the judgements on a store.

    >>> beside("work/graph").as_posix()
    'work/graph.judgements.tsv'
    """
    path = Path(store)
    path = path if path.name not in ("", "..") else path.resolve()
    return path.with_name(path.name + _SUFFIX)


def read(path: str | Path) -> tuple[Judgement, ...]:
    """All rows of a file in their order, those that were withdrawn included; () where there is no file.

    Raises TableError, naming file and line, for a broken row, and JudgementError where what stands clashes.
    """
    file = Path(path)
    if not file.exists():
        return ()
    history = tuple(_row(where, row) for where, row in tables.read(file, COLUMNS))
    clusters(standing(history))
    return history


def write(path: str | Path, history: Iterable[Judgement]) -> None:
    """Writes all rows, whole or not at all."""
    lines = ["\t".join(COLUMNS), *("\t".join(_cells(judgement)) for judgement in history)]
    write_whole(Path(path), ("\n".join(lines) + "\n").encode())


def standing(history: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """What is in force, in the order in which it was decided: the last verdict on each pair, unless it was withdrawn.

    >>> same, undo = (Judgement(verdict, "actor:a", "actor:b") for verdict in (Verdict.SAME, Verdict.UNDO))
    >>> len(standing([same])), standing([same, undo])
    (1, ())
    """
    last: dict[tuple[str, str], Judgement] = {}
    for judgement in history:
        last.pop(judgement.pair, None)
        if judgement.verdict is not Verdict.UNDO:
            last[judgement.pair] = judgement
    return tuple(last.values())


def clusters(judgements: Sequence[Judgement]) -> Mapping[str, tuple[str, ...]]:
    """Node -> all nodes that are one with it, itself included, in the order in which they were judged; single nodes are absent.

    What is the same as the same is the same. Raises JudgementError where two that are one by such a chain are judged
    different, and names every judgement of the chain.

    >>> chain = [Judgement(Verdict.SAME, "actor:a", "actor:b"), Judgement(Verdict.SAME, "actor:c", "actor:b")]
    >>> clusters(chain)["actor:b"]
    ('actor:a', 'actor:b', 'actor:c')
    """
    ties = _ties(judgements)
    found: dict[str, tuple[str, ...]] = {}
    order = {node: n for n, node in enumerate(dict.fromkeys(node for j in judgements for node in (j.one, j.other)))}
    for node in ties:
        if node not in found:
            members = tuple(sorted(_steps(node, ties), key=order.__getitem__))
            found.update(dict.fromkeys(members, members))
    for judgement in judgements:
        if judgement.verdict is Verdict.DIFFERENT and judgement.other in found.get(judgement.one, ()):
            raise JudgementError(_clash(judgement, _chain(judgement.one, judgement.other, ties)))
    return MappingProxyType(found)


def verdict(judgements: Sequence[Judgement], one: str, other: str) -> Verdict | None:
    """What all judgements together say of two nodes: different where any two that are one with them are; None is nothing.

    >>> chain = [Judgement(Verdict.SAME, "actor:a", "actor:b"), Judgement(Verdict.DIFFERENT, "actor:b", "actor:c")]
    >>> verdict(chain, "actor:a", "actor:c"), verdict(chain, "actor:a", "actor:d")
    (<Verdict.DIFFERENT: 'different'>, None)
    """
    return Decided(judgements)(one, other)


class Decided:
    """Answers `verdict` for many pairs, from judgements that don't clash."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self._clusters = clusters(judgements)
        apart = (j for j in judgements if j.verdict is Verdict.DIFFERENT)
        self._apart = {frozenset((self._head(j.one), self._head(j.other))) for j in apart}

    def __call__(self, one: str, other: str) -> Verdict | None:
        heads = frozenset((self._head(one), self._head(other)))
        if len(heads) == 1:
            return Verdict.SAME
        return Verdict.DIFFERENT if heads in self._apart else None

    def _head(self, node: str) -> str:
        return self._clusters.get(node, (node,))[0]


def decide(history: Sequence[Judgement], new: Judgement) -> tuple[Judgement, ...]:
    """The history with one more judgement; as it was where the same verdict on the pair stands already.

    Raises JudgementError where the new one clashes with what stands, and where an `undo` finds nothing to withdraw.
    """
    _check(new)
    now = standing(history)
    held = next((judgement for judgement in now if judgement.pair == new.pair), None)
    if new.verdict is Verdict.UNDO:
        if held is None:
            raise JudgementError(_nothing(new, now))
        return (*history, new)
    if held is not None and held.verdict is new.verdict:
        return tuple(history)
    if held is not None:
        raise JudgementError(f"{new.one} and {new.other} are judged already: {held}: undo that judgement first")
    clusters((*now, new))
    return (*history, new)


def _check(judgement: Judgement) -> None:
    kinds = [node.partition(":")[0] for node in judgement.pair]
    if judgement.one == judgement.other:
        raise JudgementError(f"{judgement.one} is only one: name two")
    if kinds[0] != kinds[1] or kinds[0] not in KINDS:
        raise JudgementError(f"{judgement.one} and {judgement.other} can't be judged: name two actors, or two issues")


def _row(where: str, row: list[str]) -> Judgement:
    name, one, other, by, at, why, score, source = row
    if name not in _VERDICTS:
        raise TableError(f"{where}: bad verdict {name!r}: use one of {', '.join(_VERDICTS)}")
    try:
        judgement = Judgement(_VERDICTS[name], one, other, by, at, why, float(score) if score else None, source)
        _check(judgement)
    except ValueError as error:
        raise TableError(f"{where}: {error}") from error
    return judgement


def _cells(judgement: Judgement) -> tuple[str, ...]:
    j = judgement
    score = f"{j.score:.2f}" if j.score is not None else ""
    return tuple(" ".join(cell.split()) for cell in (str(j.verdict), j.one, j.other, j.by, j.at, j.why, score, j.source))


_Ties = Mapping[str, Sequence[tuple[str, Judgement]]]


def _ties(judgements: Iterable[Judgement]) -> _Ties:
    """Node -> the nodes that it was judged to be the same as, each with the judgement."""
    ties: dict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for judgement in judgements:
        if judgement.verdict is Verdict.SAME:
            ties[judgement.one].append((judgement.other, judgement))
            ties[judgement.other].append((judgement.one, judgement))
    return ties


def _steps(start: str, ties: _Ties) -> dict[str, tuple[str, Judgement] | None]:
    """Every node that judgements lead to, with the step that led there first: the nearest come first."""
    seen: dict[str, tuple[str, Judgement] | None] = {start: None}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other, judgement in ties.get(node, ()):
            if other not in seen:
                seen[other] = (node, judgement)
                queue.append(other)
    return seen


def _chain(one: str, other: str, ties: _Ties) -> tuple[Judgement, ...]:
    """The fewest judgements by which two nodes are one, in order; () where they aren't."""
    steps = _steps(one, ties)
    found: list[Judgement] = []
    step = steps.get(other)
    while step is not None:
        found.append(step[1])
        step = steps[step[0]]
    return tuple(reversed(found))


def _clash(different: Judgement, chain: Iterable[Judgement]) -> str:
    links = "; ".join(map(str, chain))
    return f"judgements clash: {different}, but they are one by {links}: undo one of them"


def _nothing(new: Judgement, now: Sequence[Judgement]) -> str:
    chain = _chain(new.one, new.other, _ties(now))
    where = f"they are one by {'; '.join(map(str, chain))}: undo one of these" if chain else "`kg merge list` shows what stands"
    return f"no judgement on {new.one} and {new.other} stands: {where}"
