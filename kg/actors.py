"""Which actors are known? Their names, offices and memberships, read from `actors.tsv`, `names.tsv` and `ties.tsv`."""

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from kg import data, tables
from kg.errors import TableError
from kg.folding import cased
from kg.folding import fold as fold
from kg.folding import slug as slug
from kg.model import Entity

ACTOR_COLUMNS = ("id", "label", "type", "wikidata", "iso2", "iso3", "note")
NAME_COLUMNS = ("name", "actor", "kind", "strength", "case", "since", "until")
TIE_COLUMNS = ("actor", "relation", "target", "title", "role", "since", "until")
TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"actors.tsv": ACTOR_COLUMNS, "names.tsv": NAME_COLUMNS, "ties.tsv": TIE_COLUMNS}
)
"""File -> its columns."""
POLITIES = frozenset({"State", "Territory"})
"""Types of actors that have a government of their own."""

_ARTICLE = re.compile(r"the (?=.)", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{4})(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_QID = re.compile(r"Q[1-9]\d*")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TYPE = re.compile(r"[A-Z][A-Za-z]+")
_CODE = re.compile(r"[A-Z]+")


class NameKind(StrEnum):
    """What sort of name it is; the order is that of `Entity.names`, most official first."""

    OFFICIAL = "official"
    SHORT = "short"
    ALIAS = "alias"
    ACRONYM = "acronym"
    DEMONYM = "demonym"
    NATIONALS = "nationals"
    METONYM = "metonym"
    SURNAME = "surname"


class Strength(StrEnum):
    """Whether a name links on its own, or only with support from its context."""

    STRONG = "strong"
    WEAK = "weak"


class TieKind(StrEnum):
    """How an actor is tied to another one."""

    OFFICE = "office"
    MEMBER = "member"
    CAPITAL = "capital"
    SEAT = "seat"
    PART = "part"
    LEADS = "leads"


class Role(StrEnum):
    """The sort of office, so that "the US president" can be looked up by date whatever the title says."""

    HEAD_OF_STATE = "head-of-state"
    HEAD_OF_GOVERNMENT = "head-of-government"
    FOREIGN_MINISTER = "foreign-minister"
    DEFENCE_MINISTER = "defence-minister"
    SPOKESPERSON = "spokesperson"
    HEAD_OF_ORGANISATION = "head-of-organisation"
    MILITARY = "military"
    MINISTER = "minister"
    ENVOY = "envoy"
    LEGISLATOR = "legislator"
    PARTY = "party"
    OTHER = "other"


_KINDS: Mapping[str, NameKind] = {str(kind): kind for kind in NameKind}
_STRENGTHS: Mapping[str, Strength] = {str(strength): strength for strength in Strength}
_TIES: Mapping[str, TieKind] = {str(kind): kind for kind in TieKind}
_ROLES: Mapping[str, Role] = {str(role): role for role in Role}
_RANK: Mapping[NameKind, int] = {kind: rank for rank, kind in enumerate(NameKind)}
_OWN_NAMES = frozenset({NameKind.OFFICIAL, NameKind.SHORT, NameKind.ALIAS, NameKind.ACRONYM})
_PEOPLE_NAMES = frozenset({NameKind.DEMONYM, NameKind.NATIONALS})


def load(extra: Sequence[Path] = ()) -> "ActorTable":
    """The shipped actors, with those of the folders in `extra` (any of the three tables) added.

    Read once per process, and again where a table of `extra` has changed. Raises TableError, naming file and line, for a
    broken row.

    >>> load().holders("united-states", "head-of-state", "2014-05-01")
    ('barack-obama',)
    """
    folders = tuple(Path(folder) for folder in extra)
    return _load(folders, tuple(_stamp(folder / table) for folder in folders for table in TABLES))


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor. `exact`: only in this case or in capitals ("WHO", "Turkey"); dates are ISO or empty."""

    name: str
    actor: str
    kind: NameKind
    strength: Strength
    since: str = ""
    until: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """One dated tie: an office that a person holds in `target`, a membership, a capital, a seat, a part, a lead.

    `title` and `role` are those of offices. Dates are YYYY, YYYY-MM or YYYY-MM-DD; empty is unknown or lasting.
    """

    actor: str
    relation: TieKind
    target: str
    title: str = ""
    role: Role | None = None
    since: str = ""
    until: str = ""

    def holds(self, date: str | None) -> bool:
        """True where the tie may hold at an ISO date; without a date, where it has no end.

        A full `until` is the day of the handover and counts for the successor; a year or month counts in full.

        >>> tie = Tie("barack-obama", TieKind.OFFICE, "united-states", since="2009-01-20", until="2017-01-20")
        >>> tie.holds("2009-01-20"), tie.holds("2017-01-20"), tie.holds("2017"), tie.holds(None)
        (True, False, True, False)
        """
        if date is None:
            return not self.until
        if self.since and date < self.since[: len(date)]:
            return False
        shared = min(len(date), len(self.until))
        return not self.until or date[:shared] < self.until[:shared] or (shared < 10 and date[:shared] == self.until[:shared])


class ActorTable:
    """Known actors by id and by name. Immutable; every answer is sorted, so the same question gives the same answer."""

    __slots__ = ("_by_key", "_by_source", "_by_target", "_names", "codes", "entities")

    def __init__(
        self, entities: Iterable[Entity], names: Iterable[Name], ties: Iterable[Tie], codes: Mapping[str, tuple[str, str]]
    ) -> None:
        keyed = sorted((fold(name.name), _RANK[name.kind], name.actor, name.name, name) for name in _with_labels(entities, names))
        by_key: dict[str, list[Name]] = {}
        for key, *_, name in keyed:
            by_key.setdefault(key, []).append(name)
        self._by_key = {key: tuple(sorted(found, key=lambda n: n.strength)) for key, found in by_key.items()}
        self._names = tuple(row[-1] for row in keyed)
        self.entities: Mapping[str, Entity] = MappingProxyType(_with_names(entities, self._names))
        self.codes: Mapping[str, tuple[str, str]] = MappingProxyType(dict(codes))
        ordered = sorted(ties, key=lambda t: (t.actor, t.relation, t.since, t.target, t.title))
        self._by_source: dict[str, list[Tie]] = {}
        self._by_target: dict[str, list[Tie]] = {}
        for tie in ordered:
            self._by_source.setdefault(tie.actor, []).append(tie)
            self._by_target.setdefault(tie.target, []).append(tie)

    def find(self, name: str) -> tuple[Name, ...]:
        """What a name may mean, strong names first; () where nothing is known under it.

        A leading article is dropped where the name isn't known with it.

        >>> [found.actor for found in load().find("the U.S.")], load().find("us")
        (['united-states'], ())
        """
        words = cased(name)
        return self._found(words) or (self._found(bare) if (bare := _ARTICLE.sub("", words, count=1)) != words else ())

    def names(self) -> tuple[Name, ...]:
        """All names, sorted by lookup key."""
        return self._names

    def strong_names(self) -> Iterator[Name]:
        """The names that link on their own, sorted by lookup key."""
        return (name for name in self._names if name.strength is Strength.STRONG)

    def ties_of(self, actor: str) -> tuple[Tie, ...]:
        """The ties that start at an actor, by relation and date; () for an unknown id."""
        return tuple(self._by_source.get(actor, ()))

    def ties_to(self, target: str) -> tuple[Tie, ...]:
        """The ties that end at an actor, by the actor at the other end; () for an unknown id."""
        return tuple(self._by_target.get(target, ()))

    def holders(self, target: str, role: str, date: str | None) -> tuple[str, ...]:
        """Ids of those who held an office of this role at an ISO date (None: today's), latest in office first.

        >>> load().holders("united-kingdom", Role.HEAD_OF_GOVERNMENT, "2010-12-20")
        ('david-cameron',)
        """
        return _latest(tie for tie in self.ties_to(target) if tie.role == role and tie.holds(date))

    def titled(self, target: str, title: str, date: str | None) -> tuple[str, ...]:
        """Ids of those whose office at an ISO date had this title, latest in office first: not every president heads a state.

        >>> load().titled("iran", "president", "2007-01-01"), load().holders("iran", "head-of-state", "2007-01-01")
        (('mahmoud-ahmadinejad',), ('ali-khamenei',))
        """
        wanted = fold(title)
        return _latest(tie for tie in self.ties_to(target) if tie.title and fold(tie.title) == wanted and tie.holds(date))

    def offices(self, person: str, date: str | None) -> tuple[Tie, ...]:
        """The offices that a person held at an ISO date (None: those without an end), by date."""
        return tuple(tie for tie in self.ties_of(person) if tie.relation is TieKind.OFFICE and tie.holds(date))

    def served(self, person: str, date: str | None) -> tuple[Tie, ...]:
        """The offices of a person at an ISO date; without a date, where none lasts, all if of one target.

        >>> {tie.target for tie in load().served("francois-hollande", None)}, load().served("francois-hollande", "2024")
        ({'france'}, ())
        """
        held = self.offices(person, date)
        if held or date is not None:
            return held
        every = tuple(tie for tie in self.ties_of(person) if tie.relation is TieKind.OFFICE)
        return every if len({tie.target for tie in every}) == 1 else ()

    def demonym(self, word: str) -> str | None:
        """The one actor whose adjective or people a word names; None where none or several are meant.

        >>> load().demonym("Ukrainian"), load().demonym("Britons"), load().demonym("Congolese")
        ('ukraine', 'united-kingdom', None)
        """
        people = [found for found in self.find(word) if found.kind in _PEOPLE_NAMES]
        best = {found.actor for found in people if found.strength is Strength.STRONG} or {found.actor for found in people}
        return best.pop() if len(best) == 1 else None

    def _found(self, words: str) -> tuple[Name, ...]:
        known = self._by_key.get(words.casefold(), ())
        return tuple(name for name in known if not name.exact or words in (as_is := cased(name.name), as_is.upper()))


def _latest(ties: Iterable[Tie]) -> tuple[str, ...]:
    offices = sorted((tie for tie in ties if tie.relation is TieKind.OFFICE), key=lambda tie: tie.since, reverse=True)
    return tuple(dict.fromkeys(tie.actor for tie in offices))


def _with_labels(entities: Iterable[Entity], names: Iterable[Name]) -> list[Name]:
    rows = list(names)
    listed = {(name.actor, name.name) for name in rows}
    rows += [Name(e.label, e.id, NameKind.OFFICIAL, Strength.STRONG) for e in entities if (e.id, e.label) not in listed]
    return rows


def _with_names(entities: Iterable[Entity], names: Iterable[Name]) -> dict[str, Entity]:
    own: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        if name.kind in _OWN_NAMES:
            own.setdefault(name.actor, []).append((_RANK[name.kind], name.name))
    ordered = sorted(entities, key=lambda e: e.id)
    return {e.id: replace(e, names=tuple(dict.fromkeys(n for _, n in sorted(own.get(e.id, ()))))) for e in ordered}


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...], stamps: tuple[tuple[int, int], ...]) -> ActorTable:
    shipped = data.path("seeds")
    for folder in extra:
        if not folder.is_dir():
            raise TableError(f"{folder}: no such folder: name one that holds actors.tsv, names.tsv or ties.tsv")
    folders = (shipped, *extra)
    entities: dict[str, Entity] = {}
    codes: dict[str, tuple[str, str]] = {}
    seen: dict[str, str] = {}
    for where, row in rows(folders, "actors.tsv", ACTOR_COLUMNS):
        entity = actor_row(where, row, seen)
        entities[entity.id] = entity
        if row[4] or row[5]:
            codes[entity.id] = (row[4], row[5])
    names = [name_row(where, row, entities) for where, row in rows(folders, "names.tsv", NAME_COLUMNS)]
    ties = [tie_row(where, row, entities) for where, row in rows(folders, "ties.tsv", TIE_COLUMNS)]
    return ActorTable(tuple(entities.values()), names, ties, codes)


def rows(folders: Iterable[Path], table: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """(file:line, cells) of each row of a table, in all folders that have it. Raises TableError where it is no such table."""
    return chain.from_iterable(tables.read(path, columns) for path in (folder / table for folder in folders) if path.is_file())


def actor_row(where: str, row: list[str], seen: MutableMapping[str, str]) -> Entity:
    """The actor of a row; its id and codes go into `seen`. Raises TableError where the row breaks a rule."""
    id_, label, type_, qid, iso2, iso3, _ = row
    if not _ID.fullmatch(id_):
        raise TableError(f"{where}: bad id {id_!r}: use lower-case ASCII words joined by hyphens, such as {slug(label or id_)!r}")
    if not label:
        raise TableError(f"{where}: no label for {id_!r}: give its common English name")
    if not _TYPE.fullmatch(type_):
        raise TableError(f"{where}: bad type {type_!r}: name a class of the ontology, such as Person or State")
    if qid and not _QID.fullmatch(qid):
        raise TableError(f"{where}: bad Wikidata id {qid!r}: it is Q and a number, such as Q30; leave it empty where unsure")
    for code, size in ((iso2, 2), (iso3, 3)):
        if code and not (len(code) == size and _CODE.fullmatch(code)):
            raise TableError(f"{where}: bad ISO code {code!r}: use {size} capital letters, or leave it empty")
    for key in filter(None, (id_, qid, iso2, iso3)):
        if key in seen:
            raise TableError(f"{where}: {key!r} stands already at {seen[key]}: keep one of the two")
        seen[key] = where
    return Entity(id_, label, type_, same_as=qid or None)


def name_row(where: str, row: list[str], entities: Mapping[str, Entity]) -> Name:
    """The name of a row. Raises TableError where the row breaks a rule."""
    name, actor, kind, strength, case, since, until = row
    if not fold(name):
        raise TableError(f"{where}: a name without letters or digits ({name!r}): write the name out")
    _check_actor(where, actor, entities)
    _check_dates(where, since, until)
    if kind not in _KINDS:
        raise TableError(f"{where}: bad kind {kind!r}: use one of {', '.join(_KINDS)}")
    if strength not in _STRENGTHS:
        raise TableError(f"{where}: bad strength {strength!r}: use one of {', '.join(_STRENGTHS)}")
    if case not in ("", "exact"):
        raise TableError(f"{where}: bad case {case!r}: use 'exact' or leave it empty")
    return Name(name, actor, _KINDS[kind], _STRENGTHS[strength], since, until, case == "exact")


def tie_row(where: str, row: list[str], entities: Mapping[str, Entity]) -> Tie:
    """The tie of a row. Raises TableError where the row breaks a rule."""
    actor, relation, target, title, role, since, until = row
    _check_actor(where, actor, entities)
    _check_actor(where, target, entities)
    _check_dates(where, since, until)
    if relation not in _TIES:
        raise TableError(f"{where}: bad relation {relation!r}: use one of {', '.join(_TIES)}")
    if role and role not in _ROLES:
        raise TableError(f"{where}: bad role {role!r}: use one of {', '.join(_ROLES)}")
    if relation == TieKind.OFFICE and not (title and role):
        raise TableError(f"{where}: an office needs a title and a role: fill both columns")
    return Tie(actor, _TIES[relation], target, title, _ROLES.get(role), since, until)


def _check_actor(where: str, actor: str, entities: Mapping[str, Entity]) -> None:
    if actor not in entities:
        raise TableError(f"{where}: unknown actor {actor!r}: add it to actors.tsv or correct the id")


def _check_dates(where: str, since: str, until: str) -> None:
    for date in filter(None, (since, until)):
        if not _DATE.fullmatch(date):
            raise TableError(f"{where}: bad date {date!r}: use YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty")
    if since and until:
        shared = min(len(since), len(until))
        if until[:shared] < since[:shared]:
            raise TableError(f"{where}: it ends ({until}) before it begins ({since}): swap or correct the dates")
