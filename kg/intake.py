"""How do a user's own actors become tables? Items of another file, matched with what is known, written as rows of a folder."""

import re
from collections import ChainMap, Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import actors, imports, lexicon, vocab
from kg.actors import ACTOR_COLUMNS, POLITIES, TABLES, ActorTable, NameKind, Role, Strength, TieKind
from kg.errors import TableError
from kg.folding import fold, slug
from kg.imports import POST, TIE, Item, Unread
from kg.model import Entity, Failure

PERSON, GOVERNMENT = "Person", "Government"
_KINDS: Mapping[str, NameKind] = {
    "official": NameKind.OFFICIAL, "alias": NameKind.ALIAS, "weak": NameKind.ALIAS, "acronym": NameKind.ACRONYM,
    "demonym": NameKind.DEMONYM,
}  # fmt: skip
_ACRONYM = re.compile(r"[A-Z][A-Z&]{2,7}")
_LONG = 4
"""Letters from which on a name of one word may be strong."""
_ROLES = {str(role) for role in Role}
_HEADS = frozenset({str(Role.HEAD_OF_STATE), str(Role.HEAD_OF_GOVERNMENT)})
_Take = Callable[["_State", Item], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What came in: rows by table, what was merged with known actors or made weak (in words), what was passed over, failures."""

    rows: Mapping[str, int]
    told: tuple[str, ...]
    unread: Mapping[str, int]
    failures: tuple[Failure, ...]


@dataclass(slots=True)
class _State:
    """What is known so far: the tables, and the rows that came in on top of them."""

    table: ActorTable
    own: frozenset[str]
    entities: dict[str, Entity]
    strong: dict[str, str]
    items: dict[str, str]
    seen: dict[str, str]
    codes: dict[str, str]
    rows: dict[str, set[tuple[str, ...]]]
    named: set[tuple[str, str]]
    keys: dict[str, str] = field(default_factory=dict)
    taken: dict[tuple[str, str, str], str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def bring(paths: Iterable[str | Path], folder: str | Path) -> Report:
    """Reads actors from CSV, Turtle and FollowTheMoney files and adds them to the tables of a folder, which may be new.

    An actor with the Wikidata item or a strong name of a known one is that one: its names and ties are added to it. A name
    that is strong for another actor becomes weak. Bringing in the same file again changes nothing. Rows that are broken
    are set aside, each a Failure with file and line. Raises TableError where a file or the folder can't be read.
    """
    found = [item for path in paths for item in imports.read(path)]
    return _taken(found, Path(folder))


def add(folder: str | Path, label: str, type_: str, *, wikidata: str = "", aliases: Sequence[str] = (), note: str = "") -> Report:
    """Adds one actor to the tables of a folder, in the same way as `bring`."""
    told = {"label": [label], "alias": aliases, "wikidata": [wikidata], "note": [note]}
    values = {means: tuple(filter(None, (" ".join(word.split()) for word in words))) for means, words in told.items()}
    return _taken([Item(label, "", type_, values)], Path(folder))


def _taken(found: Sequence[imports.Found], folder: Path) -> Report:
    state = _state(folder)
    before = {name: len(rows) for name, rows in state.rows.items()}
    state.failures += [item for item in found if isinstance(item, Failure)]
    items = [item for item in found if isinstance(item, Item)]
    posts = {item.key: item for item in items if item.type == POST}
    people = [item for item in items if item.type not in (POST, TIE)]
    for item in people:
        _guarded(state, item, _actor)
    for item in people:
        _guarded(state, item, _own_ties)
    for item in items:
        if item.type == TIE:
            _guarded(state, _with_post(item, posts), _tie)
    _write(folder, state.rows)
    counts = {name: len(rows) - before[name] for name, rows in state.rows.items()}
    order = {item.where: number for number, item in enumerate(found) if not isinstance(item, Unread)}
    failures = tuple(sorted(state.failures, key=lambda failure: order[failure.where]))
    unread = Counter(item.sort for item in found if isinstance(item, Unread))
    return Report(counts, tuple(state.told), dict(sorted(unread.items())), failures)


def _state(folder: Path) -> _State:
    held = [folder] if any((folder / name).is_file() for name in TABLES) else []
    table = actors.load(held)
    rows = {name: {tuple(row) for _, row in actors.rows(held, name, columns)} for name, columns in TABLES.items()}
    strong = {fold(name.name): name.actor for name in table.strong_names()}
    items = {entity.same_as: key for key, entity in table.entities.items() if entity.same_as is not None}
    codes = {code.lower(): key for key, pair in table.codes.items() for code in pair if code}
    seen = dict.fromkeys((*table.entities, *items, *(code.upper() for code in codes)), "the known actors")
    own = frozenset(row[0] for row in rows["actors.tsv"])
    named = {(name.actor, fold(name.name)) for name in table.names()}
    return _State(table, own, dict(table.entities), strong, items, seen, codes, rows, named)


def _guarded(state: _State, item: Item, take: _Take) -> None:
    try:
        take(state, item)
    except TableError as error:
        message = str(error).removeprefix(f"{item.where}: ")
        state.failures.append(Failure(item.where, message))


def _actor(state: _State, item: Item) -> None:
    """Takes an actor with its names; what is known already keeps its label and type."""
    if item.type not in vocab.actor_types():
        known = ", ".join(vocab.actor_types())
        raise TableError(f"{item.where}: {f'no type {item.type!r}' if item.type else 'no type'}: use one of {known}")
    key, reason = _match(state, item)
    if key is None:
        key = _new(state, item)
    elif key not in state.own and reason:
        state.told.append(f"{item.where}: {item.label!r} is the known actor {key} ({reason})")
    state.taken[item.where, item.key, item.label] = key
    for place in filter(None, (item.key, item.one("id"))):
        state.keys.setdefault(place, key)
    for kind, name in ((("official", item.label),) if reason else ()) + tuple(item.names()):
        _name(state, item, key, kind, name)


def _match(state: _State, item: Item) -> tuple[str | None, str]:
    """Id of the known actor that an item means, and why; None for a new one."""
    wikidata, wished = item.one("wikidata"), item.one("id")
    if wished and wished in state.entities:
        return wished, "same id"
    if wikidata in state.items:
        return state.items[wikidata], f"same Wikidata item {wikidata}"
    for kind, name in (("official", item.label), *item.names()):
        key = state.strong.get(fold(name)) if kind == "official" else None
        if key is not None:
            entity = state.entities[key]
            fits = vocab.is_subtype(entity.type, item.type) or vocab.is_subtype(item.type, entity.type)
            if fits and (not wikidata or entity.same_as in (None, wikidata)):
                return key, f"same name {name!r}"
    return None, ""


def _new(state: _State, item: Item) -> str:
    wished = item.one("id") or slug(item.label)
    key = wished if wished not in state.entities else slug(f"{item.label} {item.type}")
    cells = {"id": key, "label": item.label, "type": item.type}
    row = [cells.get(column) or item.one(column) for column in ACTOR_COLUMNS]
    taken: dict[str, str] = {}
    entity = actors.actor_row(item.where, row, ChainMap(taken, state.seen))
    state.seen.update(taken)
    state.entities[key] = entity
    state.rows["actors.tsv"].add(tuple(row))
    state.named.add((key, fold(item.label)))
    if entity.same_as is not None:
        state.items[entity.same_as] = key
    state.codes.update({code.lower(): key for code in row[4:6] if code})
    other = state.strong.setdefault(fold(item.label), key)
    if other != key:
        # A label without a row is strong; this one mustn't be.
        state.told.append(f"{item.where}: {item.label!r} is weak: it is a strong name of {other} already")
        state.rows["names.tsv"].add((item.label, key, str(NameKind.OFFICIAL), str(Strength.WEAK), "", "", ""))
    return key


def _name(state: _State, item: Item, key: str, kind: str, name: str) -> None:
    folded = fold(name)
    if (key, folded) in state.named:
        return
    acronym = kind == "acronym" or (kind == "alias" and _ACRONYM.fullmatch(name) is not None)
    weak = kind == "weak" or (" " not in folded and not acronym and (state.entities[key].type == PERSON or len(folded) < _LONG))
    other = state.strong.get(folded)
    if not weak and other not in (None, key):
        state.told.append(f"{item.where}: {name!r} is a weak name of {key}: it is a strong name of {other} already")
        weak = True
    as_kind = NameKind.ACRONYM if acronym else _KINDS[kind]
    row = (name, key, str(as_kind), str(Strength.WEAK if weak else Strength.STRONG), "exact" if acronym else "", "", "")
    actors.name_row(item.where, list(row), state.entities)
    state.rows["names.tsv"].add(row)
    state.named.add((key, folded))
    if not weak:
        state.strong[folded] = key


def _own_ties(state: _State, item: Item) -> None:
    """The ties that an actor's own item names: bodies that it belongs to, offices with or without the body they are of."""
    key = state.taken.get((item.where, item.key, item.label))
    if key is None:
        return  # it was set aside
    since, until = item.one("since"), item.one("until")
    for relation, target in item.relations():
        _tied(state, item, key, target, (relation, "", "", since, until))
    of = item.one("to") or _country(state, item)
    titles = item.values.get("title", ())
    for title in titles if of else ():
        role = item.one("role") or _role(state, of, title, bool(since or until))
        _tied(state, item, key, of, (str(TieKind.OFFICE), title, role, since, until))
    if of and not titles and item.type == GOVERNMENT:
        _tied(state, item, key, of, (str(TieKind.PART), "", "", "", ""))


def _tied(state: _State, item: Item, actor: str, target: str, rest: tuple[str, str, str, str, str]) -> None:
    """One tie; where it is broken, the others of its item stand."""
    relation, *more = rest

    def take(state: _State, item: Item) -> None:
        end = _end(state, item, target)
        if end != actor:
            _row(state, item, (actor, relation, end, *more))

    _guarded(state, item, take)


def _with_post(item: Item, posts: Mapping[str, Item]) -> Item:
    """A tie to a post as a tie to the state or body of that post, with its name as the title."""
    post = posts.get(item.one("post"))
    if post is None:
        return item
    return Item(
        item.where, item.key, item.type, {**item.values, "title": (post.label,), "country": post.values.get("country", ())}
    )


def _tie(state: _State, item: Item) -> None:
    source, of = item.one("from"), item.one("to") or _country(state, item)
    if not source:
        raise TableError(f"{item.where}: it doesn't say who: name a member, holder or director")
    if not of:
        raise TableError(f"{item.where}: it doesn't say of what: name an organization, or a post with a country")
    title, since, until = item.one("title"), item.one("since"), item.one("until")
    relation, role = (TieKind.OFFICE, _role(state, of, title, bool(since or until))) if title else (TieKind.MEMBER, "")
    _row(state, item, (_end(state, item, source), str(relation), _end(state, item, of), title, role, since, until))


def _country(state: _State, item: Item) -> str:
    """The state whose code the item gives, where it gives one only."""
    found = {state.codes[code.lower()] for code in item.values.get("country", ()) if code.lower() in state.codes}
    return found.pop() if len(found) == 1 else ""


def _end(state: _State, item: Item, words: str) -> str:
    """The actor that a tie names: by its key in the file, by id, by a strong name."""
    key = state.keys.get(words) or (words if words in state.entities else None) or state.strong.get(fold(words))
    if key is None:
        raise TableError(f"{item.where}: no actor {words!r}: bring it in with the same files, or name a known one")
    return key


def _role(state: _State, of: str, title: str, dated: bool) -> str:
    """The sort of office by the title that its name begins with; `other` where none is known. A body has a head of its own.

    Without dates nobody can say who holds an office when: such an office has no role to be looked up by.
    """
    titles, words = lexicon.load().titles, title.casefold().split()
    found = (titles.get(" ".join(words[:size])) for size in range(len(words), 0, -1))
    kind = next((one.kind for one in found if one is not None), "") if dated else ""
    end = state.keys.get(of) or state.strong.get(fold(of), of)
    if kind in _HEADS and end in state.entities and state.entities[end].type not in POLITIES:
        return str(Role.HEAD_OF_ORGANISATION)
    return kind if kind in _ROLES else str(Role.OTHER)


def _row(state: _State, item: Item, row: tuple[str, ...]) -> None:
    tie = actors.tie_row(item.where, list(row), state.entities)
    if tie not in state.table.ties_of(tie.actor):
        state.rows["ties.tsv"].add(row)


def _write(folder: Path, rows: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
    """The three tables, sorted, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in TABLES.items():
        lines = ["\t".join(columns), *("\t".join(row) for row in sorted(rows[name]))]
        temporary = folder / f".{name}.new"
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        temporary.replace(folder / name)
