"""Which actors does another file hold? CSV, Turtle and FollowTheMoney JSON, read into one form; `ontology/imports.tsv` maps."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg import data, tables, vocab
from kg.errors import TableError
from kg.folding import fold
from kg.model import Failure

COLUMNS = ("form", "place", "term", "means")
POST, TIE = "post", "tie"
"""What an item may be beside an actor: an office that people hold, and somebody's place in a body."""

_NAMES = ("official", "alias", "weak", "acronym", "demonym")
_RELATIONS = ("member", "part", "leads")


@dataclass(frozen=True, slots=True)
class Item:
    """An actor, post or tie as a file tells of it: `where` it stands, its `key` there, its type, and its values by meaning.

    Meanings are those of the column `means` of imports.tsv: `label`, `alias`, `wikidata`, `member`, `since` ….
    """

    where: str
    key: str
    type: str
    values: Mapping[str, tuple[str, ...]]

    def one(self, meaning: str) -> str:
        """The first value, or the empty string."""
        return next(iter(self.values.get(meaning, ())), "")

    @property
    def label(self) -> str:
        """The first name in Latin letters, else the first name."""
        names = [*self.values.get("label", ()), *(name for kind in _NAMES for name in self.values.get(kind, ()))]
        return next((name for name in names if is_latin(name)), names[0] if names else "")

    def names(self) -> Iterator[tuple[str, str]]:
        """(kind, name) of every name in Latin letters, each once; labels after the first are aliases."""
        seen = {self.label}
        for kind in ("label", *_NAMES):
            for name in self.values.get(kind, ()):
                if name not in seen and is_latin(name):
                    seen.add(name)
                    yield ("alias" if kind == "label" else kind), name

    def relations(self) -> Iterator[tuple[str, str]]:
        """(relation, target) of the ties that the item itself names."""
        return ((kind, target) for kind in _RELATIONS for target in self.values.get(kind, ()))


@dataclass(frozen=True, slots=True)
class Unread:
    """An item of a sort that says nothing about actors ("Vessel"): passed over, and counted."""

    sort: str


Found = Item | Unread | Failure


def read(path: str | Path) -> Iterator[Found]:
    """What a file holds, in its order; what can't be read comes as a Failure with file and line.

    Raises TableError where the file is missing, of another form, or no text at all.
    """
    file = Path(path)
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise TableError(f"{file}: unknown kind of file: use {', '.join(sorted(_READERS))}")
    try:
        yield from reader(file)
    except UnicodeDecodeError as error:
        raise TableError(f"{file}: not UTF-8 at byte {error.start}: save the file as UTF-8") from error
    except OSError as error:
        raise TableError(f"{file}: {error.strerror or error}: name a file that can be read") from error


def is_latin(name: str) -> bool:
    """True where English articles can spell the name so.

    >>> is_latin("Gerhard Schröder"), is_latin("Владимир Путин")
    (True, False)
    """
    return bool(fold(name)) and fold(name).isascii()


@lru_cache(maxsize=1)
def meanings() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """(form, place) -> term of the other form -> what it means here. Raises TableError for a broken row."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for _where, (form, place, term, means) in tables.read(data.path("ontology", "imports.tsv"), COLUMNS):
        found.setdefault((form, place), {})[term] = means
    return MappingProxyType(found)


def _from_csv(file: Path) -> Iterator[Found]:
    known = meanings()["csv", "column"]
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t" if file.suffix.lower() == ".tsv" else ",")
        header = [known.get(cell.strip().lower().replace(" ", "_"), "") for cell in next(rows, [])]
        if "label" not in header:
            raise TableError(
                f"{file}:1: no column 'label' or 'name': name the columns in the first line, such as label,type,alias"
            )
        while True:
            start = rows.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Failure(f"{file}:{start}", f"{error}: correct the row")
                continue
            if any(cell.strip() for cell in row):
                yield _csv_item(f"{file}:{start}", header, row)


def _csv_item(where: str, header: list[str], row: list[str]) -> Found:
    if len(row) != len(header):
        return Failure(where, f"{len(row)} cells where {len(header)} belong: put cells with a comma into quotation marks")
    values: dict[str, tuple[str, ...]] = {}
    for means, cell in zip(header, row, strict=True):
        if means:
            several = means in _NAMES or means in _RELATIONS
            parts = cell.replace(";", "|").split("|") if several else [cell]
            values[means] = (*values.get(means, ()), *filter(None, (" ".join(part.split()) for part in parts)))
    item = Item(where, next(iter(values.get("id", ())), ""), next(iter(values.get("type", ())), ""), values)
    return item if item.one("label") else Failure(where, "no label: give the actor's common English name")


def _from_ftm(file: Path) -> Iterator[Found]:
    with file.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            where = f"{file}:{number}"
            if not line.strip():
                continue
            try:
                yield from _ftm_items(where, json.loads(line))
            except (ValueError, RecursionError) as error:
                yield Failure(where, f"no JSON object on one line ({error}): export the entities as JSON lines")


def _ftm_items(where: str, entity: object) -> Iterator[Found]:
    """The item of an entity, and those that are nested in its properties."""
    properties = entity.get("properties") if isinstance(entity, dict) else None
    if not isinstance(entity, dict) or not isinstance(properties, dict) or not entity.get("id"):
        yield Failure(where, "no entity with id, schema and properties: export FollowTheMoney entities, one a line")
        return
    kind = meanings()["ftm", "schema"].get(str(entity.get("schema")))
    if kind is None:
        yield Unread(str(entity.get("schema")))
    else:
        known = meanings()["ftm", "property"]
        values: dict[str, tuple[str, ...]] = {}
        for name, told in [("caption", [entity.get("caption")]), *sorted(properties.items())]:
            if name in known:
                texts = [_text(value) for value in (told if isinstance(told, list) else [told])]
                values[known[name]] = (*values.get(known[name], ()), *filter(None, texts))
        yield Item(where, str(entity["id"]), kind, values)
    for told in properties.values():
        for value in told if isinstance(told, list) else ():
            if isinstance(value, dict):
                yield from _ftm_items(where, value)


def _text(value: Any) -> str:
    """A value as text; an entity that is nested in another is referred to by its id."""
    told = value.get("id") if isinstance(value, dict) else value
    # JSON can hold halves of characters that no file can.
    return " ".join(str(told).encode("utf-8", "replace").decode().split()) if told is not None else ""


def _from_rdf(file: Path) -> Iterator[Found]:
    form = ox.RdfFormat.from_extension(file.suffix.lower().lstrip("."))
    nodes: dict[str, dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple]]] = {}
    try:
        for quad in ox.parse(path=str(file), format=form):
            nodes.setdefault(_name(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
    except SyntaxError as error:
        yield Failure(f"{file}:{error.lineno or 1}", f"not valid RDF ({error.msg}): correct the file")
        return
    for iri, told in nodes.items():
        found = _rdf_item(f"{file}: {iri}", iri, told)
        if found is not None:
            yield found


def _rdf_item(where: str, iri: str, told: Mapping[str, Iterable[Any]]) -> Item | None:
    """The item of a node; None for a node of no class that is known, such as a heading of a thesaurus."""
    classes, known = meanings()["rdf", "class"], meanings()["rdf", "property"]
    own = {vocab.KG[name].value: name for name in vocab.actor_types()}
    kinds = sorted(
        {kind for node in told.get(vocab.RDF.type.value, ()) if (kind := own.get(_name(node)) or classes.get(_name(node)))}
    )
    if not kinds:
        return None
    narrow = [k for k in kinds if not any(k != n and {k, n}.isdisjoint({TIE}) and vocab.is_subtype(n, k) for n in kinds)]
    values: dict[str, tuple[str, ...]] = {}
    for predicate, objects in told.items():
        means = known.get(predicate)
        if means is not None:
            spoken = sorted((term for term in objects if _is_english(term)), key=lambda term: (not _language(term), _name(term)))
            values[means] = (*values.get(means, ()), *map(_name, spoken))
    items = tuple(vocab.local(value) for value in values.get("wikidata", ()) if value.startswith(vocab.WIKIDATA))
    return Item(where, iri, narrow[0], {**values, "wikidata": items})


def _name(term: object) -> str:
    return " ".join(term.value.split()) if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


def _language(term: object) -> str:
    return (term.language or "") if isinstance(term, ox.Literal) else ""


def _is_english(term: object) -> bool:
    return _language(term).partition("-")[0] in ("", "en")


_READERS: Mapping[str, Callable[[Path], Iterator[Found]]] = MappingProxyType(
    {
        ".csv": _from_csv, ".tsv": _from_csv, ".json": _from_ftm, ".jsonl": _from_ftm, ".ijson": _from_ftm,
        ".ttl": _from_rdf, ".nt": _from_rdf, ".rdf": _from_rdf,
    }
)  # fmt: skip
