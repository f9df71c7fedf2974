"""What do scores of words make together? The likeliest tree with a single root (Chu and Liu, Edmonds), the likeliest names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_names", "best_tree", "tree_of_clauses"]

Scores = NDArray[np.floating]

_NEVER = -1e9
_TRIES = 6  # seldom more than one is needed


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


def best_names(scores: Scores, labels: tuple[str, ...]) -> list[str]:
    """A name tag for each word, of those in `labels`: the likeliest in which each name has one kind and a first word (Viterbi).

    >>> import numpy as np
    >>> labels = ("O", "B-ORG", "I-ORG", "B-GPE")
    >>> scores = np.array([[0.0, 1.0, 0.0, 1.1], [0.0, 0.2, 1.0, 0.0]])
    >>> best_names(scores, labels)  # word by word it would be a place and then the rest of an organisation
    ['B-ORG', 'I-ORG']
    """
    first, following = _may_follow(labels)
    best = scores.argmax(axis=1)
    if first[best[0]] < 0 or (following[best[:-1], best[1:]] < 0).any():
        total = scores[0] + first
        befores = []
        for row in scores[1:]:
            ways = total[:, None] + following
            befores.append(ways.argmax(axis=0))
            total = ways.max(axis=0) + row
        path = [int(total.argmax())]
        for before in reversed(befores):
            path.append(int(before[path[-1]]))
        best = np.array(path[::-1])
    return [labels[number] for number in best]


@cache
def _may_follow(labels: tuple[str, ...]) -> tuple[Scores, Scores]:
    """What is added to the score of each label (column) at the start and after each label (row): 0, or never."""
    inner = np.array([label[0] == "I" for label in labels])
    kinds = np.array([label[2:] for label in labels])
    return np.where(inner, _NEVER, 0.0), np.where(inner & (kinds[:, None] != kinds), _NEVER, 0.0)


def tree_of_clauses(scores: Scores, roles: NDArray[np.integer], bare: NDArray[np.bool_]) -> list[int]:
    """The best tree in which a word has at most one dependent in each role that can be filled once, as a subject is.

    `scores` and the heads are those of `best_tree`; `roles[word, head]` is the number of the role, 0 for any other, 1 for
    a subject. Of two in one role the one that is less sure of its head gets another head; so does a subject before a verb
    that has none in the place where it stands (`bare[word, head]`: "he told her to go").

    >>> import numpy as np
    >>> scores = np.array([[-9.0, -9.0, -0.1, -3.0], [-0.1, -9.0, -9.0, -9.0], [-9.0, -9.0, -0.1, -9.0]])
    >>> subjects = np.array([[0, 0, 1, 1], [0, 0, 0, 0], [0, 0, 1, 0]])
    >>> best_tree(scores), tree_of_clauses(scores, subjects, subjects < 0)
    ([2, 0, 2], [3, 0, 2])
    """
    table = np.array(scores, dtype=np.float64)
    heads = best_tree(table)
    for _ in range(_TRIES):
        wrong = _of_bare(heads, roles, bare) or _twice(heads, roles)
        if not wrong:
            break
        word = min(wrong, key=lambda w: _margin(table[w], heads[w], w + 1))
        table[word, heads[word]] = _NEVER
        heads = best_tree(table)
    return heads


def _twice(heads: Sequence[int], roles: NDArray[np.integer]) -> tuple[int, ...]:
    """Two words in one role of one head, if there are any."""
    seen: dict[tuple[int, int], int] = {}
    for word, head in enumerate(heads):
        role = int(roles[word, head])
        if head and role and seen.setdefault((head, role), word) != word:
            return seen[head, role], word
    return ()


def _of_bare(heads: Sequence[int], roles: NDArray[np.integer], bare: NDArray[np.bool_]) -> tuple[int, ...]:
    """A subject before a verb that has none, if there is one."""
    found = (w for w, head in enumerate(heads) if w + 1 < head and roles[w, head] == 1 and bare[head - 1, heads[head - 1]])
    return tuple(found)[:1]


def _margin(scores: Scores, head: int, own: int) -> float:
    others = np.delete(scores, [head, own])
    return float(scores[head] - others.max())


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
