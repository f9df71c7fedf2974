"""Which tree do scores of heads make? The likeliest one with a single root: Chu and Liu's and Edmonds' algorithm."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tree"]

Scores = NDArray[np.floating]


def best_tree(scores: Scores) -> list[int]:
    """The head of each word, from 1, or 0 for the root; `scores[word, head]` has a column 0 for the root.

    >>> import numpy as np
    >>> best_tree(np.array([[-1.0, -9.0, -0.1], [-2.0, -0.1, -9.0]]))  # each likes the other best: one must be the root
    [0, 1]
    """
    table = np.array(scores, dtype=np.float64)
    np.fill_diagonal(table[:, 1:], -np.inf)
    heads = table.argmax(axis=1)
    if (heads == 0).sum() == 1 and not _cycle([0, *heads]):
        return [int(head) for head in heads]
    best, found = -np.inf, [0] * len(table)
    for root in table[:, 0].argsort()[::-1][:4]:
        chosen = table.copy()
        chosen[:, 0] = -np.inf
        chosen[root] = -np.inf
        chosen[root, 0] = table[root, 0]
        square = np.vstack([np.full(len(table) + 1, -np.inf), chosen])
        tree = _edmonds(square)[1:]
        total = sum(table[word, head] for word, head in enumerate(tree))
        if total > best:
            best, found = total, tree
    return [int(head) for head in found]


def _cycle(heads: Sequence[int]) -> list[int]:
    """The nodes of a cycle, if there is one; node 0 is the root."""
    seen = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node not in seen:
            seen.add(node)
            path.append(node)
            node = int(heads[node])
        if node in path:
            return path[path.index(node) :]
    return []


def _edmonds(scores: Scores) -> list[int]:
    """Heads of all nodes, `scores[node, head]`; the root is node 0 and its own head."""
    heads = [0, *(int(head) for head in scores[1:].argmax(axis=1))]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([node for node in range(len(heads)) if node not in set(cycle)])
    kept = scores[inside, [heads[node] for node in cycle]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, inside)]
    size = len(outside)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = scores[np.ix_(outside, outside)]
    small[:size, size] = leaving.max(axis=1)
    small[size, :size] = entering.max(axis=0)
    tree = _edmonds(small)
    for i, node in enumerate(outside):
        if i:
            heads[node] = int(inside[leaving[i].argmax()]) if tree[i] == size else int(outside[tree[i]])
    entry = int(entering[:, tree[size]].argmax())
    heads[cycle[entry]] = int(outside[tree[size]])
    return heads
