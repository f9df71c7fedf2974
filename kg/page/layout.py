"""Where does each node stand? The same graph gives the same picture; like-minded actors stand near each other."""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BACKBONE = 400
"""Nodes that the forces move; with more of them the rest is set down beside its neighbours."""
_ROUNDS = 260
_GAP = 9.0
_ASPECT = 1.3
_BLOCK = 5
"""Cells, each way, that share one spiral of free places: without it each node would search a crowded middle anew."""
_GOLDEN = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Pull:
    """Two nodes (positions in the list) that attract each other, and how strongly."""

    a: int
    b: int
    weight: float


def positions(boxes: Sequence[tuple[float, float]], pulls: Sequence[Pull]) -> list[tuple[float, float]]:
    """A place for each box (half width, half height) so that no two boxes overlap, rounded to 0.1.

    Boxes earlier in the list win the better places where there are more than `BACKBONE` of them.

    >>> positions([(10, 10), (10, 10)], [Pull(0, 1, 1.0)]) == positions([(10, 10), (10, 10)], [Pull(0, 1, 1.0)])
    True
    """
    if not boxes:
        return []
    halves = np.asarray(boxes, dtype=np.float64)
    strong = min(len(boxes), BACKBONE)
    inner = [pull for pull in pulls if pull.a < strong and pull.b < strong and pull.a != pull.b]
    placed = _pack([_component(group, halves, inner) for group in _components(strong, inner)], halves[:strong])
    if strong < len(boxes):
        placed = np.vstack([placed, _beside(placed, halves, pulls)])
    centre = (placed.min(axis=0) + placed.max(axis=0)) / 2
    return [(round(float(x), 1) + 0.0, round(float(y), 1) + 0.0) for x, y in placed - centre]


def _components(count: int, pulls: Sequence[Pull]) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(count)]
    for pull in pulls:
        near[pull.a].append(pull.b)
        near[pull.b].append(pull.a)
    groups: list[list[int]] = []
    seen = [False] * count
    for start in range(count):
        if seen[start]:
            continue
        seen[start], group, queue = True, [start], deque([start])
        while queue:
            for other in near[queue.popleft()]:
                if not seen[other]:
                    seen[other] = True
                    group.append(other)
                    queue.append(other)
        groups.append(sorted(group))
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _component(group: list[int], halves: Floats, pulls: Sequence[Pull]) -> tuple[list[int], Floats]:
    """The group with places around its own centre."""
    own = halves[group]
    if len(group) == 1:
        return group, np.zeros((1, 2))
    index = {node: i for i, node in enumerate(group)}
    inside = [pull for pull in pulls if pull.a in index]
    a = np.array([index[pull.a] for pull in inside], dtype=np.int64)
    b = np.array([index[pull.b] for pull in inside], dtype=np.int64)
    weight = np.array([pull.weight for pull in inside])
    places = _even(_level(_forces(_start(len(group), a, b), a, b, weight)))
    return group, _separate(_spread(places, own), own)


def _start(count: int, a: Ints, b: Ints) -> Floats:
    """Distances in the graph to a few far-apart pivots, squeezed into two dimensions (pivot MDS)."""
    near: list[list[int]] = [[] for _ in range(count)]
    for i, j in zip(a.tolist(), b.tolist(), strict=True):
        near[i].append(j)
        near[j].append(i)
    pivot = max(range(count), key=lambda i: (len(near[i]), -i))
    closest = np.full(count, np.inf)
    columns = []
    for _ in range(min(30, count)):
        distance = _distances(pivot, near)
        columns.append(distance)
        closest = np.minimum(closest, distance)
        pivot = int(np.argmax(closest))
    squared = np.stack(columns, axis=1) ** 2
    centred = squared.mean(axis=0) + squared.mean(axis=1)[:, None] - squared - squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    flat = centred @ _signed(vectors[:, ::-1][:, :2])
    if flat.shape[1] < 2:
        flat = np.hstack([flat, np.zeros((count, 1))])
    scale = flat.std(axis=0)
    turn = np.arange(count) * _GOLDEN
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return np.asarray((flat / np.where(scale > 1e-9, scale, 1) + 0.05 * ring) * math.sqrt(count) * 2)


def _distances(source: int, near: list[list[int]]) -> Floats:
    distance = np.full(len(near), float(len(near)))
    distance[source] = 0
    queue = deque([source])
    while queue:
        node = queue.popleft()
        for other in near[node]:
            if distance[other] == len(near) and other != source:
                distance[other] = distance[node] + 1
                queue.append(other)
    return distance


def _signed(vectors: Floats) -> Floats:
    """Eigenvectors with a fixed sign, so that no machine mirrors the picture."""
    largest = np.abs(vectors).argmax(axis=0)
    return np.asarray(vectors * np.where(vectors[largest, range(vectors.shape[1])] < 0, -1.0, 1.0))


def _forces(places: Floats, a: Ints, b: Ints, weight: Floats) -> Floats:
    """All nodes repel, linked ones attract by the logarithm of their distance, which sets groups apart (LinLog)."""
    count = len(places)
    mass = 1.0 + np.bincount(a, weight, count) + np.bincount(b, weight, count)
    mass = np.sqrt(mass)
    before = np.zeros_like(places)
    speed = 1.0
    for turn in range(_ROUNDS):
        x, y = places[:, 0], places[:, 1]
        strength = mass[:, None] * mass[None, :] / ((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2 + 0.01)
        force = strength.sum(axis=1)[:, None] * places - np.stack(
            [(strength * x).sum(axis=1), (strength * y).sum(axis=1)], axis=1
        )
        along = places[b] - places[a]
        length = np.sqrt((along**2).sum(axis=1)) + 1e-6
        pull = along * (weight * np.log1p(length) / length)[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(a, pull[:, axis], count) - np.bincount(b, pull[:, axis], count)
        force -= 0.05 * mass[:, None] * places
        swing = np.sqrt(((force - before) ** 2).sum(axis=1))
        drive = np.sqrt(((force + before) ** 2).sum(axis=1)) / 2
        speed = min(float((mass * drive).sum() / ((mass * swing).sum() + 1e-9)), speed * 1.5)
        step = force * (speed / (1 + speed * np.sqrt(swing)))[:, None]
        far = np.sqrt((step**2).sum(axis=1)) + 1e-9
        places = places + step * np.minimum(1, (10 * (1 - turn / _ROUNDS) + 0.3) / far)[:, None]
        before = force
    return places


def _level(places: Floats) -> Floats:
    """Turned so that the longest extent lies flat: screens are wide."""
    centred = places - places.mean(axis=0)
    if len(places) < 3:
        return np.asarray(centred)
    _, vectors = np.linalg.eigh(np.cov(centred.T))
    return np.asarray(centred @ _signed(vectors[:, ::-1]))


def _even(places: Floats) -> Floats:
    """Half way to evenly filled rows and columns: loosens a crowded middle and calls in what flew far out."""
    rank = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    low, high = places.min(axis=0), places.max(axis=0)
    return np.asarray((places + low + rank * (high - low) / max(1, len(places) - 1)) / 2)


def _spread(places: Floats, halves: Floats) -> Floats:
    """Scaled so that the boxes take up less than half of the picture, which leaves room for lines and their words."""
    area = float((4 * (halves[:, 0] + _GAP) * (halves[:, 1] + _GAP)).sum())
    extent = places.std(axis=0) * 3.4
    extent = np.maximum(extent, 0.1 * extent.max() + 1e-6)
    wanted = math.sqrt(area * 2.8 / _ASPECT)
    squeeze = np.array([wanted * _ASPECT, wanted]) / extent
    even = math.sqrt(float(squeeze[0] * squeeze[1]))
    return np.asarray(places * np.clip(squeeze, even / 1.5, even * 1.5))


def _separate(places: Floats, halves: Floats) -> Floats:
    """Pushes overlapping boxes apart along the shorter way, until none overlap."""
    places, count = places.copy(), len(places)
    wide, tall = (halves[:, None, axis] + halves[None, :, axis] + 8 for axis in (0, 1))
    for _ in range(600):
        across = places[:, None, 0] - places[None, :, 0]
        along = places[:, None, 1] - places[None, :, 1]
        a, b = np.nonzero((np.abs(across) < wide) & (np.abs(along) < tall))
        a, b = a[a < b], b[a < b]
        if not len(a):
            break
        hits = np.maximum(1, np.bincount(a, minlength=count) + np.bincount(b, minlength=count))
        over = wide[a, b] - np.abs(across[a, b]), tall[a, b] - np.abs(along[a, b])
        for axis, apart, flat in ((0, across[a, b], over[0] <= over[1]), (1, along[a, b], over[0] > over[1])):
            push = np.where(flat, over[axis] * np.where(apart < 0, -0.52, 0.52), 0.0)
            places[:, axis] += (np.bincount(a, push, count) - np.bincount(b, push, count)) / hits
    return places


def _pack(pieces: list[tuple[list[int], Floats]], halves: Floats) -> Floats:
    """Components side by side in rows, the largest first."""
    places = np.zeros((len(halves), 2))
    widest = max(_extent(pieces[0][1], halves[pieces[0][0]])[1][0], math.sqrt(4 * float(halves.prod(axis=1).sum()) * 6))
    x = y = row = 0.0
    for group, local in pieces:
        low, size = _extent(local, halves[group])
        if x > 0 and x + size[0] > widest:
            x, y, row = 0.0, y + row, 0.0
        places[group] = local - low + np.array([x, y])
        x, row = x + size[0], max(row, size[1])
    return places


def _extent(local: Floats, halves: Floats) -> tuple[Floats, Floats]:
    low = (local - halves).min(axis=0) - _GAP
    return low, (local + halves).max(axis=0) + _GAP - low


def _beside(placed: Floats, halves: Floats, pulls: Sequence[Pull]) -> Floats:
    """Places for the weaker nodes: the free cell nearest to their placed neighbours, or to the rim where they have none."""
    strong, count = len(placed), len(halves)
    total, number = np.zeros((count, 2)), np.zeros(count)
    for pull in pulls:
        for own, other in ((pull.a, pull.b), (pull.b, pull.a)):
            if own >= strong > other:
                total[own] += placed[other]
                number[own] += 1
    cell = 2 * float(np.median(halves, axis=0).max()) * 0.6 + 20
    taken = {(round(x / cell), round(y / cell)) for x, y in placed.tolist()}
    rim = np.abs(placed).max(axis=0) + 2 * cell
    tried: dict[tuple[int, int], int] = {}
    result = np.zeros((count - strong, 2))
    for i, node in enumerate(range(strong, count)):
        angle = node * _GOLDEN
        goal = total[node] / number[node] if number[node] else np.array([math.cos(angle), math.sin(angle)]) * rim
        home = (round(float(goal[0]) / cell / _BLOCK) * _BLOCK, round(float(goal[1]) / cell / _BLOCK) * _BLOCK)
        turn = tried.get(home, 0)
        while True:
            radius, angle = 0.75 * math.sqrt(turn), turn * _GOLDEN
            spot = (home[0] + round(radius * math.cos(angle)), home[1] + round(radius * math.sin(angle)))
            turn += 1
            if spot not in taken:
                break
        tried[home] = turn
        taken.add(spot)
        result[i] = spot[0] * cell, spot[1] * cell
    return result
