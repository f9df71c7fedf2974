"""How well do two ways of grouping mentions agree? MUC, B-cubed and CEAF; each gives (precision, recall, F1)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

import networkx as nx

Mention = TypeVar("Mention", bound=Hashable)
Scores = tuple[float, float, float]


def partition(grouping: Mapping[Mention, str]) -> list[frozenset[Mention]]:
    """The groups of a mapping from mention to chain, in order of their first mention."""
    groups: dict[str, set[Mention]] = {}
    for mention, chain in grouping.items():
        groups.setdefault(chain, set()).add(mention)
    return [frozenset(group) for group in groups.values()]


def muc(gold: list[frozenset[Mention]], ours: list[frozenset[Mention]]) -> Scores:
    """Links: how many of a group's links the other side keeps. Groups of one have none.

    >>> muc([frozenset("abc"), frozenset("d")], [frozenset("ab"), frozenset("cd")])
    (0.5, 0.5, 0.5)
    """
    return _scores(_links(ours, gold), _links(gold, ours))


def paired(gold: Mapping[Mention, str], ours: Mapping[Mention, str]) -> Scores:
    """B-cubed: for each mention the share of its group that it shares with its group of the other side.

    >>> scores = paired(dict(a="1", b="1", c="1", d="2"), dict(a="x", b="x", c="y", d="y"))
    >>> [round(score, 3) for score in scores]
    [0.75, 0.667, 0.706]
    """
    return _scores(_b_cubed(ours, gold), _b_cubed(gold, ours))


def ceaf(gold: list[frozenset[Mention]], ours: list[frozenset[Mention]]) -> Scores:
    """CEAF over entities: groups are assigned one to one so that their likeness is greatest.

    >>> scores = ceaf([frozenset("abc"), frozenset("d")], [frozenset("ab"), frozenset("cd")])
    >>> [round(score, 3) for score in scores]
    [0.733, 0.733, 0.733]
    """
    graph = nx.Graph()
    for n, first in enumerate(gold):
        for m, second in enumerate(ours):
            common = len(first & second)
            if common:
                graph.add_edge(("gold", n), ("ours", m), weight=2 * common / (len(first) + len(second)))
    likeness = sum(graph.edges[edge]["weight"] for edge in nx.max_weight_matching(graph))
    return _scores((likeness, len(ours)), (likeness, len(gold)))


def floor(words: Mapping[Mention, str]) -> dict[Mention, str]:
    """The grouping of names by their text and last word: what any reading must beat. `words` maps to "text name"."""
    return {
        mention: f"{name.split()[0]} {name.split()[-1].lower().removesuffix(chr(39) + 's')}" for mention, name in words.items()
    }


def _links(groups: list[frozenset[Mention]], other: list[frozenset[Mention]]) -> tuple[float, float]:
    """Links of `groups` that `other` keeps, and all of them."""
    at = {mention: n for n, group in enumerate(other) for mention in group}
    kept = total = 0
    for group in groups:
        parts = {at[mention] for mention in group if mention in at}
        alone = sum(mention not in at for mention in group)
        kept += len(group) - len(parts) - alone
        total += len(group) - 1
    return kept, total


def _b_cubed(of: Mapping[Mention, str], other: Mapping[Mention, str]) -> tuple[float, float]:
    groups = {of[mention]: group for group in partition(of) for mention in group}
    others = {other[mention]: group for group in partition(other) for mention in group}
    shared = sum(
        len(groups[chain] & others[other[mention]]) / len(groups[chain]) for mention, chain in of.items() if mention in other
    )
    return shared, len(of)


def _scores(precision: tuple[float, float], recall: tuple[float, float]) -> Scores:
    p = precision[0] / precision[1] if precision[1] else 0.0
    r = recall[0] / recall[1] if recall[1] else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0
