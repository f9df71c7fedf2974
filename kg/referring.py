"""Which words refer without naming? Descriptions, pronouns, words that make a capital a place, and words inside names."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kg import data
from kg.errors import TableError

DESCRIPTIONS = frozenset({"official", "institution", "force", "office", "nation", "body", "pair", "people", "organ"})
CLASSES = DESCRIPTIONS | {"suffix", "part", "human", "head", "document", "nobody"}
VERB_CLASSES = frozenset(
    {"naming", "meaning", "issuing", "empty", "happening", "quantity", "majority", "counterpart", "mutual", "creed", "ethnic"}
    | {
        "accusing",
        "answering",
        "beginning",
        "craft",
        "crowd",
        "delegation",
        "drawing",
        "entangled",
        "factive",
        "finding",
        "governing",
        "hinging",
        "linking",
        "listing",
        "occasion",
        "outlaw",
        "part",
        "plain",
        "playing",
        "press",
        "protesting",
        "set",
        "sort",
        "term",
    }
    | {"summing", "suspected", "transferring", "untrue", "vessel", "voicing"}
)
OFFICE_CLASSES = frozenset({"past", "unsure", "appointing", "serving", "member", "allied", "membership", "public", "junta"})
UNNAMED_CLASSES = frozenset(
    {"rising", "band", "camp", "body", "local", "standing", "side", "troops", "person", "community", "echo", "folk"}
    | {"civic", "league", "throng"}
)
PLACE_CLASSES = frozenset({"inside", "towards", "motion", "hit", "event", "venue", "region"})
GENDERS = frozenset({"masculine", "feminine", "neuter", "any"})

_OF = "of"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun (lemma, or words of a compound) and how it refers; `types` are those of the actors that it may mean
    (for class human: the gender).

    `hint` is the id of the actor that it means where the article mentions that actor.
    """

    form: str
    types: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A noun that names an actor together with its state ("Malian rebels", "the Turkish parliament").

    `form` is its lemma with the words before or after it, `noun` what the actor is called, `plural` whether it must be one.
    Class `rising` fights its own state, `band` any; `camp` is a side of politics, `body` an organ, `local` one of many
    (a court, lawmakers), `civic` a part of a people (its farmers), `league` one that needs no state (aid groups),
    `throng` people who march; `standing` and `side` mean the state itself, `troops` too where they act; `person` is one official;
    `community` is a people within a state ("Slovakia's Hungarian minority").
    """

    form: tuple[str, ...]
    kind: str
    type: str
    noun: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A personal pronoun; `role` is subject, object, possessive or reflexive."""

    form: str
    person: int
    number: str
    gender: str
    role: str


@dataclass(frozen=True, slots=True)
class Referring:
    """The tables. `nominals`, `places`, `verbs` and `offices` are keyed by class, then by form; `unnamed` by each word of
    its form that may be the head, longest form first; the others by form.
    """

    nominals: Mapping[str, Mapping[str, Nominal]]
    pronouns: Mapping[str, Pronoun]
    places: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    offices: Mapping[str, frozenset[str]]
    genders: Mapping[str, str]
    given: frozenset[str]
    particles: frozenset[str]
    addresses: frozenset[str]
    unnamed: Mapping[str, tuple[Unnamed, ...]]
    describing: frozenset[str]
    """The last words of all forms that may describe an actor."""

    def nominal(self, kind: str, form: str) -> Nominal | None:
        """The description of a class with this form, or None.

        >>> load().nominal("body", "alliance").hint, load().nominal("body", "treaty")
        ('nato', None)
        """
        return self.nominals[kind].get(form)


@lru_cache(maxsize=1)
def load() -> Referring:
    """The shipped tables, read once. Raises TableError, naming file and line, for a broken row.

    >>> load().pronouns["she"].gender, "in" in load().places["inside"]
    ('feminine', True)
    """
    folder = data.path("ontology", "lexicon")
    nominals: dict[str, dict[str, Nominal]] = {kind: {} for kind in sorted(CLASSES)}
    for row in _rows(folder / "nominals.tsv", ("form", "class", "type", "hint", "example"), {"class": CLASSES}):
        nominals[row["class"]][row["form"]] = Nominal(row["form"], tuple(row["type"].split()), row["hint"])
    verbs, unnamed = _by_class(folder / "anaphora.tsv", VERB_CLASSES), _unnamed(folder / "unnamed.tsv")
    described = {form.split()[-1] for kind in sorted(DESCRIPTIONS) for form in nominals[kind]}
    parts = list(_rows(folder / "given.tsv", ("form", "kind", "gender"), {"kind": frozenset({"given", "title", "particle"})}))
    return Referring(
        nominals=nominals,
        pronouns=_by_form(folder / "pronouns.tsv"),
        places=_by_class(folder / "places.tsv", PLACE_CLASSES),
        verbs=verbs,
        offices=_by_class(folder / "offices.tsv", OFFICE_CLASSES),
        genders=MappingProxyType({row["form"]: row["gender"] for row in parts if row["gender"]}),
        given=frozenset(row["form"] for row in parts if row["kind"] == "given"),
        addresses=frozenset(row["form"] for row in parts if row["kind"] == "title"),
        particles=frozenset(row["form"] for row in parts if row["kind"] == "particle"),
        unnamed=unnamed,
        describing=frozenset({*described, *unnamed, *(form.split()[-1] for form in verbs["counterpart"])}),
    )


def _unnamed(file: Path) -> Mapping[str, tuple[Unnamed, ...]]:
    found: dict[str, list[Unnamed]] = {}
    closed = {"class": UNNAMED_CLASSES, "number": frozenset({"any", "plural"})}
    for row in _rows(file, ("form", "class", "type", "noun", "number", "example"), closed):
        words = tuple(row["form"].split())
        head = words[words.index(_OF) - 1] if _OF in words else words[-1]
        found.setdefault(head, []).append(Unnamed(words, row["class"], row["type"], row["noun"], row["number"] == "plural"))
    return {head: tuple(sorted(rows, key=lambda r: -len(r.form))) for head, rows in found.items()}


def _by_class(file: Path, classes: frozenset[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {kind: set() for kind in sorted(classes)}
    for row in _rows(file, ("form", "class", "example"), {"class": classes}):
        found[row["class"]].add(row["form"])
    return MappingProxyType({kind: frozenset(words) for kind, words in found.items()})


def _by_form(file: Path) -> Mapping[str, Pronoun]:
    closed = {"gender": GENDERS, "person": frozenset("123"), "number": frozenset({"singular", "plural", "any"})}
    rows = _rows(file, ("form", "person", "number", "gender", "role", "example"), closed)
    build: Callable[[Mapping[str, str]], Pronoun] = lambda row: Pronoun(  # noqa: E731
        row["form"], int(row["person"]), row["number"], row["gender"], row["role"]
    )
    return {row["form"]: build(row) for row in rows}


def _rows(file: Path, columns: tuple[str, ...], closed: Mapping[str, frozenset[str]]) -> Iterator[Mapping[str, str]]:
    header = False
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = True
            if tuple(cells) != columns:
                raise TableError(f"{file}:{number}: the first line must name the columns {', '.join(columns)} (tab-separated)")
            continue
        if len(cells) != len(columns):
            raise TableError(f"{file}:{number}: {len(cells)} columns instead of {len(columns)}; check the tabs")
        row = dict(zip(columns, cells, strict=True))
        for column, allowed in closed.items():
            if row[column] not in allowed:
                raise TableError(f"{file}:{number}: unknown {column} {row[column]!r}; use one of {', '.join(sorted(allowed))}")
        yield row
