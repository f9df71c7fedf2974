"""Which known person does an unknown spelling mean? Long names alike, where an office at the article's date agrees."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from kg.actors import ActorTable, Tie, TieKind, fold
from kg.extract.found import PERSON, Found, Text
from kg.extract.gazetteer import Title
from kg.model import Candidate, Entity

_LONG = 7
"""Letters that a last name must have to be compared at all: "Petrov" and "Petrovic" are two people."""
_FIRM, _ENOUGH, _GIVEN = 78.0, 86.0, 60.0
"""How alike (of 100) last names must be beside a title that agrees, beside less, and how alike given names."""
_MARGIN = 4.0
_TITLE = "title and office agree"
_NEAR = "holds an office of an actor in the text"


def alike(one: str, other: str) -> float:
    """How alike two words are, from 0 to 1.

    >>> round(alike("saakasvili", "saakashvili"), 2), round(alike("macron", "putin"), 2)
    (0.95, 0.18)
    """
    return float(fuzz.ratio(one, other)) / 100


def respelt(
    text: Text, found: Found, words: str, anchors: Mapping[str, int], published: str | None, owner: str | None
) -> Candidate | None:
    """The one known person whose name `words` spell otherwise, or None.

    The office must agree: with the title before the name, of its `owner` where one is named, or through an actor
    that the text names (`anchors`).
    """
    *given, last = fold(words).split() or [""]
    if len(last) < _LONG or len(given) > 3:
        return None
    table, best = text.table, dict[str, Candidate]()
    people = _last_names(table)
    for known, score, _ in process.extract(last, people.keys(), scorer=fuzz.ratio, score_cutoff=_FIRM, limit=8):
        for entity in people[known]:
            fit = _fit(table, table.offices(entity.id, published), found, anchors, owner)
            firsts = max((fuzz.ratio(" ".join(given), first) for first in _given_names(entity, known)), default=0.0)
            firsts = firsts if given else 100.0
            if not fit or known == last or score < (_FIRM if fit == _TITLE else _ENOUGH) or firsts < _GIVEN:
                continue
            total = (2 * score + firsts) / 300
            candidate = Candidate(entity, round(total, 3), f"spelt like {entity.label} ({total:.0%}); {fit}")
            if entity.id not in best or best[entity.id].score < candidate.score:
                best[entity.id] = candidate
    ranked = sorted(best.values(), key=lambda c: (-c.score, c.entity.id))
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0].score - ranked[1].score >= _MARGIN / 100)
    return ranked[0] if clear else None


def _fit(table: ActorTable, held: tuple[Tie, ...], found: Found, anchors: Mapping[str, int], owner: str | None) -> str:
    """What speaks for a person beside the spelling, or an empty string."""
    title = found.title
    fits = [tie for tie in held if title is None or _same_title(tie, title)]
    owners = {
        a for tie in fits for a in (tie.target, *(t.target for t in table.ties_of(tie.target) if t.relation is TieKind.PART))
    }
    if owner is not None and title is not None:
        return _TITLE if owner in owners else ""
    if not owners & anchors.keys():
        return ""
    return _TITLE if title is not None else _NEAR


def _same_title(tie: Tie, title: Title) -> bool:
    words = tie.title.casefold()
    return tie.role == title.kind or words in title.words or title.words in words


def _given_names(entity: Entity, last: str) -> Iterator[str]:
    for name in entity.names:
        words = fold(name).split()
        if words[-1] == last:
            yield " ".join(words[:-1])


@lru_cache(maxsize=4)
def _last_names(table: ActorTable) -> Mapping[str, tuple[Entity, ...]]:
    """Last name, folded, of each known person -> those who have it; only long ones."""
    found: dict[str, dict[str, Entity]] = {}
    for entity in table.entities.values():
        if entity.type == PERSON:
            for name in entity.names:
                last = fold(name).split()[-1]
                if len(last) >= _LONG - 1:
                    found.setdefault(last, {})[entity.id] = entity
    return {last: tuple(people.values()) for last, people in found.items()}
