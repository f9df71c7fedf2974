"""When is an article without a date set? The years in which all the office holders that it names in full were in office."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.actors import ActorTable, Tie
from kg.extract.found import PERSON

_OPEN = "9999"


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to `until`, ISO dates; empty strings where nothing is known.

    >>> Period("2005-11-22", "2006-12-31").meets(Tie("a", "office", "b", since="2001", until="2009-01-20"))
    True
    >>> Period("2005-11-22", "2006-12-31").meets(Tie("a", "office", "b", since="1989-01-20", until="1993-01-20"))
    False
    """

    since: str = ""
    until: str = ""

    def meets(self, tie: Tie) -> bool:
        """True where the tie may have held at some day of the period; True for an unknown period."""
        return not self.since or (tie.since <= self.until and self.since <= (tie.until or _OPEN))

    def within(self, tie: Tie) -> bool:
        """True where the tie held on all days of a known period.

        >>> Period("2005-11-22", "2006-12-31").within(Tie("a", "office", "b", since="2001", until="2009-01-20"))
        True
        >>> Period("2005-11-22", "2009-12-31").within(Tie("a", "office", "b", since="2001", until="2009-01-20"))
        False
        """
        return bool(self.since and tie.since) and tie.since <= self.since and self.until <= (tie.until or _OPEN)


def period(people: Iterable[str], table: ActorTable) -> Period:
    """The time in which all of the known people held an office; unknown where they never did so together.

    >>> from kg import actors
    >>> period(["kofi-annan", "angela-merkel"], actors.load()).since[:4]
    '2005'
    >>> period(["kofi-annan", "emmanuel-macron"], actors.load())
    Period(since='', until='')
    """
    since, until = "", _OPEN
    for person in people:
        held = [tie for tie in table.ties_of(person) if tie.role is not None and tie.since]
        if person in table.entities and table.entities[person].type == PERSON and held:
            since = max(since, min(tie.since for tie in held))
            until = min(until, max(tie.until or _OPEN for tie in held))
    return Period(since, until) if since and since <= until else Period()
