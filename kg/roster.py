"""Which actors are known, and what is known about one? The tables of actors as people read them."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import actors
from kg.actors import ActorTable, Tie
from kg.errors import QueryError
from kg.folding import fold
from kg.query import Table

COLUMNS = ("id", "label", "type", "wikidata", "names")


def listed(folders: Iterable[Path] = (), words: str | None = None, type_: str | None = None) -> Table:
    """The known actors by id: all, or those of one type, or with these words in a name (their beginnings are enough).

    >>> [row[0] for row in listed(words="north atlantic treaty").rows]
    ['nato']
    """
    wanted = fold(words or "").split()
    rows = []
    for entity in actors.load(tuple(folders)).entities.values():
        names = (entity.label, *entity.names)
        if (type_ is None or entity.type == type_) and any(_has(fold(name).split(), wanted) for name in names):
            rows.append((entity.id, entity.label, entity.type, entity.same_as, " | ".join(entity.names)))
    return Table(COLUMNS, tuple(rows))


def shown(folders: Iterable[Path], name: str) -> str:
    """What is known about the actors that a name or id means, for people. Raises QueryError where there is none."""
    table = actors.load(tuple(folders))
    found = [name] if name in table.entities else list(dict.fromkeys(one.actor for one in table.find(name)))
    if not found:
        near = difflib.get_close_matches(fold(name), sorted({fold(one.name) for one in table.names()}), n=3, cutoff=0.6)
        hint = f"near are {', '.join(map(repr, near))}" if near else "`kg actors list WORDS` looks for words of a name"
        raise QueryError(f"no known actor {name!r}: {hint}")
    return "\n".join("".join(f"{part:<11} {value}\n" for part, value in _lines(table, key)) for key in found)


def _has(own: Iterable[str], wanted: Iterable[str]) -> bool:
    words = tuple(own)
    return all(any(word.startswith(want) for word in words) for want in wanted)


def _lines(table: ActorTable, key: str) -> Iterator[tuple[str, str]]:
    entity = table.entities[key]
    yield "actor", f"{entity.label} ({entity.type})"
    yield "id", entity.id
    if entity.same_as is not None:
        yield "wikidata", entity.same_as
    for name in table.names():
        if name.actor == key:
            dates = _dates(name.since, name.until)
            yield "name", f"{name.name} ({name.kind}, {name.strength}{dates})"
    for tie in table.ties_of(key):
        yield str(tie.relation), _tie(table, tie, tie.target)
    for tie in table.ties_to(key):
        yield "its", f"{tie.relation}: {_tie(table, tie, tie.actor)}"


def _tie(table: ActorTable, tie: Tie, end: str) -> str:
    title = f"{tie.title}, " if tie.title else ""
    return f"{title}{table.entities[end].label}{_dates(tie.since, tie.until)}"


def _dates(since: str, until: str) -> str:
    return f", {since or '…'} to {until or '…'}" if since or until else ""
