"""Which words signal which terms? Reads and checks the tables of `ontology/lexicon`; no word is known to the code."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from kg import data, vocab
from kg.errors import TableError

FRAMES = frozenset(
    {
        "svo", "verb-prep", "verb-inf", "verb-clause", "verb-obj-inf", "verb-prep-inf", "verb-obj-prep",
        "verb-obj-clause", "verb-obj-pred", "noun-prep", "noun-inf", "noun-clause", "noun-role", "adj-prep", "adj-inf",
        "adj-clause", "adj-holder", "verb-holder",
    }
)  # fmt: skip
EVALUATES = "evaluates"
"""Relation of `verb-obj-pred` rows: the word of the complement decides, by its row in evaluation.tsv."""
VERDICT = "verb"
"""Part of speech of what does something that judges it (the ban `violates` a treaty, `makes sense`), in evaluation.tsv."""
UNMET = "unmet"
"""Part of speech of what something is said not to do, now or ever (the truce "won't `end` the war")."""

_NO_RELATION = "-"
_NOUN_PREP, _OF = "noun-prep", "of"
_PREP_FRAMES = frozenset({"verb-prep", "verb-prep-inf", "verb-obj-prep", "noun-prep", "noun-role", "adj-prep", "adj-holder"})


@dataclass(frozen=True, slots=True)
class Row:
    """One lemma in one frame: what it says about its subject.

    `expect` is `subject > object` in the words of `example`; `align` is a PLOVER code or empty;
    `source` is the row's place (`relations.tsv:12`), for messages. A row of senses.tsv holds only for `objects`, the lemmas
    that head the verb's object; its `relation` is empty where the verb then takes no stance ("sent a letter"). A row of frame
    "svo" with a preposition holds only beside such a phrase ("excluded Oslo from the talks").
    `rule` is a readable id, the same as long as the frame and the words stay.

    >>> Row("rulesOut", "svo", "rule", "out", (), "", "", "", "").rule
    'svo:rule-out'
    """

    relation: str
    frame: str
    lemma: str
    particle: str
    preps: tuple[str, ...]
    example: str
    expect: str
    align: str
    source: str
    objects: frozenset[str] = frozenset()
    rule: str = field(init=False)

    def __post_init__(self) -> None:
        words = (self.lemma, self.particle, *self.preps, *sorted(self.objects)[:1])
        named = f"{self.frame}:{'-'.join(word.replace(' ', '-') for word in words if word)}"
        object.__setattr__(self, "rule", named)


@dataclass(frozen=True, slots=True)
class Reporting:
    """A word that attributes content to a source; `pos` is verb, noun, phrase or adverb, `strength` neutral, firm or hedged."""

    lemma: str
    pos: str
    particle: str
    strength: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """A word that makes what it governs `future`, `possible` or `conditional`; or `necessary`: what a speaker demands."""

    form: str
    pos: str
    modality: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class NegationCue:
    """A word that negates what it governs; `pos` verb: it ends a stance ("dropped its opposition"), event: it prevents one."""

    form: str
    pos: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class Implicative:
    """A predicate that changes the force of its complement (`effect`) and carries no stance of its own."""

    lemma: str
    pos: str
    particle: str
    prep: str
    effect: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that passes its subject on to a stance noun: `voiced support for`."""

    lemma: str
    particle: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class Deverbal:
    """A noun that says with an object behind "of" what its verb says with it: `announced the suspension of the talks`."""

    noun: str
    verb: str
    example: str
    expect: str
    source: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A word that judges: whoever calls something a `breakthrough` supports it; of a `lack` whoever says that there is none.

    A `verb` may go on with words that must stand behind it (`make sense`); an `unmet` one judges what it says won't happen.
    """

    word: str
    pos: str
    relation: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class Negated:
    """What a relation says when it is negated: `becomes` is the relation to write, `firm` whether a plain edge may stand.

    A row with `lemmas` holds for these words only and goes before the others; without `becomes` nothing is said at all.
    """

    relation: str
    lemmas: frozenset[str]
    when: str
    becomes: str
    polarity: str
    firm: bool
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an office, lower-case, and the kind of office."""

    title: str
    kind: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, indexed by their (first) word in lower case; values keep the order of the tables.

    `index` is keyed by (frame, lemma), `anywhere` by lemma; use `frames()` and `any_frame()`, which may find nothing. `deeds` are
    the rows that the nouns of deverbal.tsv have from the senses of their verbs, `framed` tells in which frames a lemma has rows,
    `negators` are the words that deny what they modify.
    """

    rows: tuple[Row, ...]
    index: Mapping[tuple[str, str], tuple[Row, ...]]
    anywhere: Mapping[str, tuple[Row, ...]]
    senses: Mapping[str, tuple[Row, ...]]
    deverbal: Mapping[str, tuple[Deverbal, ...]]
    deeds: Mapping[str, tuple[Row, ...]]
    framed: Mapping[str, frozenset[str]]
    reporting: Mapping[str, tuple[Reporting, ...]]
    modality: Mapping[str, tuple[ModalityCue, ...]]
    negation: Mapping[str, tuple[NegationCue, ...]]
    negators: frozenset[str]
    implicatives: Mapping[str, tuple[Implicative, ...]]
    light: Mapping[str, tuple[Light, ...]]
    evaluation: Mapping[str, tuple[Evaluation, ...]]
    verdicts: Mapping[str, tuple[Evaluation, ...]]
    negated: Mapping[str, tuple[Negated, ...]]
    titles: Mapping[str, Title]

    def frames(self, frame: str, lemma: str) -> tuple[Row, ...]:
        """The rows of a lemma in a frame, in order of the table; empty where there are none.

        >>> [row.relation for row in load().frames("svo", "oppose")]
        ['opposes']
        """
        return self.index.get((frame, lemma), ())

    def reports(self, lemma: str, pos: str = "verb") -> bool:
        """True for a word that attributes content to a source ("say"; "claim" as a noun).

        >>> load().reports("say"), load().reports("claim", "noun"), load().reports("sign")
        (True, True, False)
        """
        return any(row.pos == pos for row in self.reporting.get(lemma, ()))

    def any_frame(self, lemma: str) -> tuple[Row, ...]:
        """The rows of a lemma in whatever frame.

        >>> {row.relation for row in load().any_frame("meet")}
        {'meets'}
        """
        return self.anywhere.get(lemma, ())


def load(*folders: Path) -> Lexicon:
    """The shipped tables, and on top of them those of the user's `folders`, in order.

    A folder may hold any of the tables. A row for the same words in the same frame takes the place of the earlier
    folder's row; all others are added. Raises TableError (file, line, what to do) for a row that breaks the rules.

    >>> load().negation["not"][0].pos
    'particle'
    """
    return _load(data.path("ontology", "lexicon"), *(Path(folder) for folder in folders))


@lru_cache(maxsize=8)
def _load(*folders: Path) -> Lexicon:
    for folder in folders:
        _check_folder(folder)
    rows = _read(folders, _RELATIONS)
    return Lexicon(
        rows=rows,
        index=_group(rows, lambda row: (row.frame, row.lemma)),
        anywhere=_group(sorted(rows, key=lambda row: row.frame), lambda row: row.lemma),
        senses=(senses := _group(_read(folders, _SENSES), lambda row: row.lemma)),
        deverbal=_group((nouns := _read(folders, _DEVERBAL)), lambda row: row.noun),
        deeds=(deeds := _group(_deeds(nouns, senses), lambda row: row.lemma)),
        framed=_framed((*rows, *(row for rows_ in (*senses.values(), *deeds.values()) for row in rows_))),
        reporting=_group(_read(folders, _REPORTING), lambda row: row.lemma),
        modality=_group(_read(folders, _MODALITY), lambda row: row.form),
        negation=_group(cues := _read(folders, _NEGATION), lambda row: row.form),
        negators=frozenset(row.form for row in cues if row.pos in {"particle", "determiner", "adverb"}),
        implicatives=_group(_read(folders, _IMPLICATIVES), lambda row: row.lemma),
        light=_group(_read(folders, _LIGHT), lambda row: row.lemma),
        evaluation=_group((judging := _read(folders, _EVALUATION)), lambda row: row.word),
        verdicts=_group(
            sorted(
                (row for row in judging if row.pos in {VERDICT, UNMET}), key=lambda row: -len(row.word.split())
            ),  # most words first
            lambda row: row.word.split()[0],
        ),
        negated=_group(_read(folders, _NEGATED), lambda row: row.relation),
        titles={row.title: row for row in _read(folders, _TITLES)},
    )


T = TypeVar("T")
K = TypeVar("K")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Table(Generic[T]):
    """How a file is read: `key` columns tell its rows apart, `closed` ones list their values.

    `build` makes a value of the cells; all columns and `source`. It raises ValueError where they don't fit together.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    closed: Mapping[str, frozenset[str]]
    build: Callable[[Cells], T]


def _one_of(values: str) -> frozenset[str]:
    return frozenset(values.split())


def _row(cells: Cells) -> Row:
    relation, frame = cells["relation"], cells["frame"]
    if (relation == EVALUATES) != (frame == "verb-obj-pred"):
        raise ValueError(f"relation {EVALUATES!r} and frame 'verb-obj-pred' only go together")
    if relation != EVALUATES:
        _check_relation(relation)
    if frame in _PREP_FRAMES and not cells["prep"]:
        raise ValueError(f"frame {frame!r} needs a preposition in column 'prep'")
    if cells["prep"] and frame not in _PREP_FRAMES | {"svo", "verb-obj-pred"}:
        raise ValueError(f"frame {frame!r} takes no preposition: leave column 'prep' empty")
    if not cells["lemma"] and frame != "adj-prep":
        raise ValueError("no lemma: only adj-prep rows can do without ('against the plan')")
    if not all(part.strip() for part in cells["expect"].partition(" > ")):
        raise ValueError("column 'expect' must read 'subject > object', in words of the example")
    named = {column: cells[column] for column in ("relation", "frame", "lemma", "particle", "example", "expect", "align")}
    preps = tuple(cells["prep"].split("|")) if cells["prep"] else ()
    return Row(**named, preps=preps, source=cells["source"], objects=frozenset())


def _sense(cells: Cells) -> Row:
    relation = cells["relation"].removeprefix(_NO_RELATION)
    if relation:
        _check_relation(relation)
    if bool(relation) != (" > " in cells["expect"]):
        raise ValueError("column 'expect' must read 'subject > object' in words of the example, and be empty for relation '-'")
    return Row(
        relation=relation, frame="svo", lemma=cells["lemma"], particle=cells["particle"], preps=(), example=cells["example"],
        expect=cells["expect"], align="", source=cells["source"], objects=frozenset(cells["objects"].split("|")),
    )  # fmt: skip


def _evaluation(cells: Cells) -> Evaluation:
    if cells["pos"] != VERDICT or cells["relation"] != EVALUATES:
        _check_relation(cells["relation"])
    return Evaluation(**cells)


def _negated(cells: Cells) -> Negated:
    _check_relation(cells["relation"])
    if cells["becomes"]:
        _check_relation(cells["becomes"])
    rest = {column: cells[column] for column in ("relation", "when", "becomes", "polarity", "example", "source")}
    return Negated(**rest, lemmas=frozenset(filter(None, cells["lemmas"].split("|"))), firm=cells["firm"] == "yes")


def _title(cells: Cells) -> Title:
    return Title(**{**cells, "title": cells["title"].lower()})


def _check_relation(name: str) -> None:
    if name not in vocab.relations():
        raise ValueError(f"unknown relation {name!r}: the ontology has {', '.join(sorted(vocab.relations()))}")


_RELATIONS = _Table(
    "relations.tsv",
    ("relation", "frame", "lemma", "particle", "prep", "example", "expect", "align"),
    key=("frame", "lemma", "particle", "prep"),
    closed={"frame": FRAMES},
    build=_row,
)
_SENSES = _Table(
    "senses.tsv",
    ("lemma", "particle", "objects", "relation", "example", "expect"),
    key=("lemma", "particle", "objects"),
    closed={},
    build=_sense,
)
_REPORTING = _Table(
    "reporting.tsv",
    ("lemma", "pos", "particle", "strength", "example"),
    key=("lemma", "pos", "particle"),
    closed={"pos": _one_of("verb noun phrase adverb"), "strength": _one_of("neutral firm hedged")},
    build=lambda c: Reporting(**c),
)
_MODALITY = _Table(
    "modality.tsv",
    ("form", "pos", "modality", "example"),
    key=("form", "pos"),
    closed={
        "pos": _one_of("modal adverb adjective noun verb conjunction"),
        "modality": _one_of("future possible conditional necessary"),
    },
    build=lambda c: ModalityCue(**c),
)
_NEGATION = _Table(
    "negation.tsv",
    ("form", "pos", "example"),
    key=("form", "pos"),
    closed={"pos": _one_of("particle determiner adverb pronoun preposition verb noun event")},
    build=lambda c: NegationCue(**c),
)
_IMPLICATIVES = _Table(
    "implicatives.tsv",
    ("lemma", "pos", "particle", "prep", "effect", "example"),
    key=("lemma", "pos", "particle", "prep"),
    closed={"pos": _one_of("verb adjective noun preposition"), "effect": _one_of("neg pos future possible counterfactual")},
    build=lambda c: Implicative(**c),
)
_LIGHT = _Table("light.tsv", ("lemma", "particle", "example"), key=("lemma", "particle"), closed={}, build=lambda c: Light(**c))
_DEVERBAL = _Table(
    "deverbal.tsv", ("noun", "verb", "example", "expect"), key=("noun", "verb"), closed={}, build=lambda c: Deverbal(**c)
)
_EVALUATION = _Table(
    "evaluation.tsv",
    ("word", "pos", "relation", "example"),
    key=("word", "pos"),
    closed={"pos": _one_of("noun adjective phrase lack verb unmet")},
    build=_evaluation,
)
_NEGATED = _Table(
    "negated.tsv",
    ("relation", "lemmas", "when", "becomes", "polarity", "firm", "example"),
    key=("relation", "lemmas", "when"),
    closed={"when": _one_of("any future past"), "polarity": _one_of("pro con neutral"), "firm": _one_of("yes no")},
    build=_negated,
)
_TITLES = _Table(
    "titles.tsv",
    ("title", "kind", "example"),
    key=("title",),
    closed={
        "kind": _one_of(
            "head-of-state head-of-government foreign-minister minister military spokesperson envoy legislator"
            " monarch official head-of-organisation party analyst other"
        )
    },
    build=_title,
)
_TABLES = (
    _RELATIONS, _SENSES, _REPORTING, _MODALITY, _NEGATION, _IMPLICATIVES, _LIGHT, _DEVERBAL, _EVALUATION, _NEGATED, _TITLES,
)  # fmt: skip
_NAMES = frozenset(table.name for table in _TABLES)


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise TableError(
            f"no lexicon folder {str(folder)!r}: give a folder that holds {', '.join(sorted(_NAMES))}, or some of them"
        )
    shipped = {file.name for part in ("ontology/lexicon", "seeds") for file in data.path(part).glob("*.tsv")}
    for file in sorted(folder.glob("*.tsv")):  # other tables of the user may lie there too
        meant = difflib.get_close_matches(file.name, _NAMES, n=1, cutoff=0.85)
        if file.name not in shipped and meant:
            raise TableError(f"{file}: no table of this name; did you mean {meant[0]}?")


def _read(folders: Iterable[Path], table: _Table[T]) -> tuple[T, ...]:
    """The rows of all folders; a later folder's row takes the place of the row with the same key."""
    found: dict[tuple[str, ...], T] = {}
    for folder in folders:
        if (folder / table.name).is_file():
            found |= _read_file(folder / table.name, table)
    return tuple(found.values())


def _read_file(file: Path, table: _Table[T]) -> dict[tuple[str, ...], T]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{file}: can't be read as UTF-8 text ({error})") from error
    found: dict[tuple[str, ...], T] = {}
    places: dict[tuple[str, ...], str] = {}
    header = False
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        values = [value.strip() for value in line.split("\t")]
        if not header:
            header = True
            _check_header(f"{file}:{number}", values, table)
            continue
        cells = _cells(f"{file}:{number}", values, table) | {"source": f"{table.name}:{number}"}
        for key in _keys(cells, table):
            if key in places:
                raise TableError(f"{file}:{number}: {' '.join(filter(None, key))!r} stands in {places[key]} already; keep one")
            places[key] = cells["source"]
        try:
            found[tuple(cells[column] for column in table.key)] = table.build(cells)
        except ValueError as error:
            raise TableError(f"{file}:{number}: {error}") from error
    return found


def _keys(cells: Cells, table: _Table[T]) -> Iterable[tuple[str, ...]]:
    """A row for "to|with" stands for one with "to" and one with "with"."""
    preps = cells.get("prep", "").split("|")
    return [tuple(prep if column == "prep" else cells[column].lower() for column in table.key) for prep in preps]


def _check_header(where: str, values: list[str], table: _Table[T]) -> None:
    if tuple(values) != table.columns:
        raise TableError(f"{where}: the first line must name the columns {', '.join(table.columns)} (tab-separated)")


def _cells(where: str, values: list[str], table: _Table[T]) -> dict[str, str]:
    if len(values) != len(table.columns):
        raise TableError(
            f"{where}: {len(values)} columns instead of {len(table.columns)} ({', '.join(table.columns)}); check the tabs"
        )
    cells = dict(zip(table.columns, values, strict=True))
    if not cells["example"]:
        raise TableError(f"{where}: column 'example' is empty; give a short sentence that shows the use")
    for column, allowed in table.closed.items():
        if cells[column] not in allowed:
            raise TableError(f"{where}: unknown {column} {cells[column]!r}; use one of {', '.join(sorted(allowed))}")
    return cells


def _deeds(nouns: Iterable[Deverbal], senses: Mapping[str, tuple[Row, ...]]) -> Iterator[Row]:
    """The senses of the verbs as rows of their nouns."""
    for noun in nouns:
        for row in senses.get(noun.verb, ()):
            if not row.particle:
                yield replace(row, frame=_NOUN_PREP, lemma=noun.noun, preps=(_OF,), source=noun.source)


def _framed(rows: Iterable[Row]) -> Mapping[str, frozenset[str]]:
    frames: dict[str, set[str]] = {}
    for row in rows:
        frames.setdefault(row.lemma, set()).add(row.frame)
    return {lemma: frozenset(found) for lemma, found in frames.items()}


def _group(rows: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(group) for name, group in groups.items()}
