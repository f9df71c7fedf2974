"""What can be asked? The named questions of `kg/queries`, and any SPARQL that only reads."""

import csv
import difflib
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg import actors, vocab
from kg.actors import fold
from kg.errors import QueryError
from kg.store import Store
from kg.vocab import KG, RDFS, SCHEMA, SKOS

FOLDER = Path(__file__).parent / "queries"
KINDS = ("actor", "other", "issue", "outlet", "relation", "since", "until")
"""What a parameter of a named question may be."""

Cell = str | int | float | bool | None

_PARAM = re.compile(r"# param (\w+) (required|optional): (.+)")
_VALUES = re.compile(r"^ *VALUES \?(\w+) \{ UNDEF \}\n", re.MULTILINE)
_UPDATE = re.compile(r"\b(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s*(?:#[^\n]*\n|(?:prefix\s+\S*\s*|base\s*)<[^>]*>))*\s*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NUMBERS = frozenset({"integer", "decimal", "double", "float", "int", "long"})


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a named question; its name is one of `KINDS` and says how its value is looked up."""

    name: str
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: what it answers, what it needs, how it is asked."""

    name: str
    answers: str
    params: tuple[Param, ...]
    example: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: column names, and rows of plain values in order (None where there is none; IRIs as `prefix:name`)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """Name -> named question, sorted by name.

    >>> questions()["who-opposes"].params[0].name
    'issue'
    """
    return {path.stem: _question(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.rq"))}


def run(store: Store, question: str, params: Mapping[str, str | None] | None = None) -> Table:
    """The answer to a named question, or to SPARQL (SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of `vocab.prefixes`
    are known, and the default graph is the union of all).

    `params` are words of the user: an actor by id or any name, an issue by id or words of it. None counts as not given.
    Rows are in the question's order, else sorted. Raises QueryError for an unknown name, parameter or value, for SPARQL that
    isn't valid, and for updates.

    >>> with Store.open() as store:
    ...     run(store, "ASK { ?article a schema:NewsArticle }")
    Table(columns=('answer',), rows=((False,),))
    """
    given = {name: value for name, value in (params or {}).items() if value is not None}
    named = questions().get(question)
    if named is not None:
        return _evaluate(store, _filled(store, named, given))
    if not re.search(r"[\s{]", question.strip()):
        near = difflib.get_close_matches(question, questions(), n=3, cutoff=0.4)
        hint = f"did you mean {_listed(near)}?" if near else f"known are {_listed(questions())}"
        raise QueryError(f"no question is called {question!r}: {hint}")
    if given:
        raise QueryError(f"parameter {next(iter(given))!r} goes with named questions only: write it into the SPARQL")
    return _evaluate(store, question)


def find_actors(store: Store, words: str) -> tuple[str, ...]:
    """Ids of the actors of the store that words mean, sorted: by id, else by any name, else by words of a name.

    Case, accents and dots make no difference. Raises QueryError with near matches where there is none.
    """
    key, names = fold(words), _names(store)
    known = vocab.shorten(words).removeprefix("actor:")
    if known in names:
        return (known,)
    exact = [actor for actor, own in names.items() if key in own]
    if not exact:
        exact = [name.actor for name in actors.load().find(words) if name.actor in names]
    if not exact and key:
        wanted = set(key.split())
        exact = [actor for actor, own in names.items() if any(wanted <= set(name.split()) for name in own)]
    if not exact:
        raise QueryError(
            f"no actor {words!r} in the store: {_near(words, {n: a for a, own in names.items() for n in own}, 'actors')}"
        )
    return tuple(sorted(set(exact)))


def find_issues(store: Store, words: str) -> tuple[str, ...]:
    """Keys of the issues of the store that words mean, sorted: by `issue:key` or a key of several parts, else by words.

    An issue is found by words where one of its wordings holds all of them; the beginning of a word is enough ("troop").
    Raises QueryError with near matches where there is none.
    """
    wordings, short = _wordings(store), vocab.shorten(words)
    key = short.removeprefix("issue:")
    if key in wordings and (short != key or not key.isalnum()):
        return (key,)
    wanted = fold(words).split()
    found = [issue for issue, own in wordings.items() if wanted and any(_holds(wording.split(), wanted) for wording in own)]
    found += [key] if key in wordings and key not in found else []
    if not found:
        near = _near(words, {wording: issue for issue, own in wordings.items() for wording in own}, "issues")
        raise QueryError(f"no issue {words!r} in the store: {near}")
    return tuple(sorted(found))


def to_json(table: Table) -> str:
    """One array of objects, keys in the order of the columns.

    >>> to_json(Table(("who", "n"), (("Oslo", 1),)))
    '[\\n  {"who": "Oslo", "n": 1}\\n]\\n'
    """
    rows = (json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False) for row in table.rows)
    body = ",\n  ".join(rows)
    return f"[\n  {body}\n]\n" if body else "[]\n"


def to_csv(table: Table) -> str:
    """Comma-separated values with a header line; lines end in a line feed, None is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return out.getvalue()


def to_text(table: Table, width: int | None = None) -> str:
    """Aligned columns for people; where `width` is given, the widest columns are cut (…) until lines fit.

    >>> print(to_text(Table(("who", "n"), (("Oslo", 1), ("Lima", 12)))), end="")
    who   n
    Oslo  1
    Lima  12
    """
    lines = [table.columns, *([_plain(cell) for cell in row] for row in table.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.columns))]
    room = max(8 * len(widths), width - 2 * (len(widths) - 1)) if width is not None else None
    while room is not None and sum(widths) > room:
        widest = widths.index(max(widths))
        others = max((w for at, w in enumerate(widths) if at != widest), default=0)
        widths[widest] -= max(1, min(sum(widths) - room, widths[widest] - others))
    cut = ([_cut(cell, size).ljust(size) for cell, size in zip(line, widths, strict=True)] for line in lines)
    return "".join("  ".join(cells).rstrip() + "\n" for cells in cut)


def _question(name: str, text: str) -> Question:
    head = [line for line in text.splitlines() if line.startswith("#")]
    params = tuple(Param(m[1], m[2] == "required", m[3]) for line in head if (m := _PARAM.fullmatch(line)))
    example = next((line.removeprefix("# example: ") for line in head if line.startswith("# example: ")), "")
    return Question(name, head[0].removeprefix("# "), params, example, text)


def _filled(store: Store, question: Question, given: Mapping[str, str]) -> str:
    """The SPARQL with a VALUES line for each parameter that is given; the lines of the others go."""
    known = {param.name for param in question.params}
    for name in given:
        if name not in known:
            raise QueryError(f"question {question.name!r} has no parameter {name!r}: it has {_listed(known) or 'none'}")
    for param in question.params:
        if param.required and param.name not in given:
            raise QueryError(f"question {question.name!r} needs {param.name!r} ({param.help}): for example {question.example!r}")
    terms = {name: _terms(store, name, value) for name, value in given.items()}

    def line(match: re.Match[str]) -> str:
        found = terms.get(match[1])
        return f"  VALUES ?{match[1]} {{ {' '.join(map(str, found))} }}\n" if found is not None else ""

    return _VALUES.sub(line, question.sparql)


def _terms(store: Store, name: str, value: str) -> list[ox.NamedNode] | list[ox.Literal]:
    """The terms that a parameter's value stands for."""
    if name in ("actor", "other"):
        return _one_with(store, (vocab.actor(key) for key in find_actors(store, value)))
    if name == "issue":
        return _targets(store, value)
    if name == "outlet":
        return _outlets(store, value)
    if name == "relation":
        return [_relation(value)]
    if not _DATE.fullmatch(value):
        raise QueryError(f"{name} {value!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    return [ox.Literal(value + "-99-99"[len(value) - 4 :] if name == "until" else value)]


def _targets(store: Store, value: str) -> list[ox.NamedNode]:
    """What a position may be on: issues with these words, and actors of exactly this name."""
    key = fold(value)
    found = [vocab.actor(actor) for actor, own in sorted(_names(store).items()) if key in own or actor == value]
    try:
        found += [vocab.issue(issue) for issue in find_issues(store, value)]
    except QueryError:
        if not found:
            raise
    return _one_with(store, found)


def _one_with(store: Store, nodes: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
    """The nodes, and those that were judged to be one with them."""
    found: dict[ox.NamedNode, None] = {}
    for node in nodes:
        best = [_node(quad.object) for quad in store.match(node, KG.canonical, KG.identity)]
        members = {_node(quad.subject) for one in best for quad in store.match(None, KG.canonical, KG.identity, one)}
        found.update(dict.fromkeys([node, *sorted(members, key=str)]))
    return list(found)


def _node(term: object) -> ox.NamedNode:
    return term if isinstance(term, ox.NamedNode) else ox.NamedNode(str(term))


def _outlets(store: Store, value: str) -> list[ox.NamedNode]:
    nodes = sorted({node for _, node, _ in store.values(SCHEMA.publisher)})
    wanted = fold(value).split()
    found = [node for node in nodes if wanted and _holds(fold(vocab.key(node)).split(), wanted)]
    if not found:
        raise QueryError(f"no outlet {value!r} in the store: known are {_listed(vocab.key(node) for node in nodes) or 'none'}")
    return [ox.NamedNode(node) for node in found]


def _relation(value: str) -> ox.NamedNode:
    for name, relation in vocab.relations().items():
        if value.removeprefix("kg:").casefold() in (name.casefold(), relation.label):
            return KG[name]
    raise QueryError(f"no relation {value!r}: known are {_listed(vocab.relations())}")


def _names(store: Store) -> dict[str, set[str]]:
    """Id of each actor -> its names, folded."""
    found: dict[str, set[str]] = {}
    for predicate in (SKOS.prefLabel, SKOS.altLabel, RDFS.label):
        for node, name, _ in store.values(predicate):
            if vocab.kind(node) == "actor":
                found.setdefault(vocab.key(node), set()).add(fold(name))
    return found


def _wordings(store: Store) -> dict[str, set[str]]:
    """Key of each issue -> its wordings, folded."""
    found: dict[str, set[str]] = {}
    for node, wording, _ in store.values(SKOS.altLabel):
        if vocab.kind(node) == "issue":
            found.setdefault(vocab.key(node), set()).add(fold(wording))
    return found


def _holds(words: Iterable[str], wanted: Iterable[str]) -> bool:
    own = tuple(words)
    return all(any(word.startswith(want) for word in own) for want in wanted)


def _near(words: str, known: Mapping[str, str], what: str) -> str:
    near = difflib.get_close_matches(fold(words), sorted(known), n=5, cutoff=0.6)
    ids = dict.fromkeys(known[name] for name in near)
    return f"near are {_listed(ids)}" if ids else f"the question {what!r} lists what there is"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)


def _evaluate(store: Store, sparql: str) -> Table:
    try:
        result = store.native.query(sparql, use_default_graph_as_union=True, prefixes=dict(vocab.prefixes()))
        if isinstance(result, ox.QueryBoolean):
            return Table(("answer",), ((bool(result),),))
        if isinstance(result, ox.QueryTriples):
            triples = ((_cell(t.subject), _cell(t.predicate), _cell(t.object)) for t in result)
            return Table(("subject", "predicate", "object"), tuple(sorted(set(triples), key=_order)))
        columns = tuple(variable.value for variable in result.variables)
        rows = [tuple(_cell(solution[name]) for name in columns) for solution in result]
    except (SyntaxError, ValueError) as error:
        start = _PROLOGUE.match(sparql)
        if _UPDATE.match(sparql, start.end() if start else 0):
            raise QueryError("questions only read: an update is refused (use `kg build` to add articles)") from error
        raise QueryError(f"not valid SPARQL: {_first_line(error)}") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the question failed: {_first_line(error)}") from error
    ordered = re.search(r"\border\s+by\b", sparql, re.IGNORECASE)
    return Table(columns, tuple(rows if ordered else sorted(rows, key=_order)))


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines() or [type(error).__name__]
    return lines[0] if len(lines[0]) <= 200 else lines[0][:200] + " …"


def _cell(term: object) -> Cell:
    if isinstance(term, ox.NamedNode):
        return vocab.shorten(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    kind = vocab.local(term.datatype.value)
    if kind == "boolean":
        return term.value == "true"
    if kind in _NUMBERS:
        number = float(term.value)
        return int(number) if kind in ("integer", "int", "long") else number
    return term.value


def _order(row: tuple[Cell, ...]) -> tuple[tuple[bool, str], ...]:
    return tuple((cell is not None, _plain(cell)) for cell in row)


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else " ".join(str(cell).split())


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"
