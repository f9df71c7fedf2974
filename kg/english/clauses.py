"""Does a parse have who does what? Hand-made checks of single predicates, read from a table.

A check names a predicate of a sentence and the words that may stand in each role: `subj`, `obj`, `comp` (the clause
it takes), `aux`, `prt`, `agent` (of a passive), `head` (the noun that a relative clause or participle hangs on), `conj`
(the predicate it is coordinated with), `appos` (the noun it explains), `neg` (any word).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ArticleError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["Check", "missed", "misses", "read"]

_RELATIONS: Mapping[str, frozenset[str]] = {
    "subj": frozenset(["nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"]),
    "obj": frozenset(["obj", "iobj"]),
    "comp": frozenset(["ccomp", "xcomp", "csubj"]),
    "aux": frozenset(["aux", "aux:pass"]),
    "prt": frozenset(["compound:prt"]),
    "agent": frozenset(["obl:agent", "obl"]),
}
_UPWARDS: Mapping[str, frozenset[str]] = {
    "head": frozenset(["acl:relcl", "acl"]),
    "conj": frozenset(["conj"]),
    "appos": frozenset(["appos"]),
}


@dataclass(frozen=True, slots=True)
class Check:
    """The words of `roles` (any of them will do; none: any word) must hang on the predicate in the text."""

    source: str
    text: str
    predicate: str
    roles: tuple[tuple[str, frozenset[str]], ...]


def read(path: Path) -> tuple[Check, ...]:
    """Checks of a table with the columns source, text, predicate, roles ("subj=Oslo|Bergen aux=has neg").

    Raises ArticleError, with file and line, where a predicate isn't in its text or a role isn't known.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(_check(row, f"{path.name}:{number}") for number, row in enumerate(rows, 2))


def missed(doc: Doc, check: Check) -> tuple[str, ...]:
    """The roles that the parse of the check's text has wrong; all of them where the predicate is no word of its own."""
    wrong: tuple[str, ...] = tuple(role for role, _ in check.roles)
    for token in doc:
        if token.text == check.predicate:
            found = tuple(role for role, words in check.roles if not _has(token, role, words))
            wrong = min(wrong, found, key=len)
    return wrong


def misses(nlp: Language, checks: Iterable[Check]) -> Iterator[tuple[Check, tuple[str, ...]]]:
    """The checks that the pipeline fails, each with the roles it has wrong."""
    for check in checks:
        wrong = missed(nlp(check.text), check)
        if wrong:
            yield check, wrong


def _check(row: Mapping[str, str], place: str) -> Check:
    roles = []
    for part in row["roles"].split():
        role, _, words = part.partition("=")
        if role != "neg" and role not in _RELATIONS and role not in _UPWARDS:
            raise ArticleError(f"{place}: no role {role!r}; the roles are {', '.join([*_RELATIONS, *_UPWARDS, 'neg'])}")
        roles.append((role, frozenset(words.split("|")) if words else frozenset()))
    if row["predicate"] not in row["text"]:
        raise ArticleError(f"{place}: the text has no {row['predicate']!r}; copy the predicate from the text")
    return Check(row["source"], row["text"], row["predicate"], tuple(roles))


def _has(token: Token, role: str, words: frozenset[str]) -> bool:
    if role == "neg":
        return any(child.lemma_ == "not" or "Polarity=Neg" in str(child.morph) for child in token.children)
    if role in _UPWARDS:
        return token.dep_ in _UPWARDS[role] and token.head.text in words
    return any(child.text in words for child in _dependents(token, role))


def _dependents(token: Token, role: str) -> list[Token]:
    """Those of the predicate or, where a subject is missing, of the predicate it is coordinated with."""
    found = [child for child in token.children if child.dep_ in _RELATIONS[role]]
    if role == "subj" and not found and token.dep_ == "conj":
        return _dependents(token.head, role)
    return found
