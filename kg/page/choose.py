"""Which statements go on the page? All of a snapshot, or those of one actor, one issue, since a date, the best supported."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from kg.errors import QueryError
from kg.model import Article, Participant, Polarity, Record, Snapshot, Statement
from kg.page import text

Position = tuple[str, str, Polarity]
"""One drawn line: key of the subject, key of the object, stance."""


def key(participant: Participant) -> str:
    """The node's key, which is also what deep links name: `actor/russia`, `issue/us-ground-troops-in-ukraine`."""
    return ("issue/" if participant.type == "Issue" else "actor/") + participant.id


def position(statement: Statement) -> Position:
    """The line that a statement is drawn on."""
    return key(statement.subject), key(statement.object), statement.polarity


def sources(statement: Statement) -> tuple[Participant, ...]:
    """Who says so, the innermost first."""
    return tuple(link.source for link in statement.links())


def involved(statement: Statement) -> tuple[Participant, ...]:
    """Everyone who plays a part in the statement: subject, object, recipient, sources."""
    recipient = () if statement.recipient is None else (statement.recipient,)
    return statement.subject, statement.object, *recipient, *sources(statement)


def origin(article: Article) -> str:
    """What counts as one independent report: the outlet; the article itself where it names none."""
    return f"outlet {article.outlet}" if article.outlet else f"article {article.id}"


def support(records: Iterable[Record], articles: Mapping[str, Article]) -> dict[Position, int]:
    """How many independent origins report each position."""
    origins: dict[Position, set[str]] = defaultdict(set)
    for record in records:
        origins[position(record.statement)].add(origin(articles[record.article]))
    return {place: len(found) for place, found in origins.items()}


def choose(
    snapshot: Snapshot,
    *,
    actor: str | None = None,
    issue: str | None = None,
    since: str | None = None,
    max_edges: int | None = None,
) -> tuple[Record, ...]:
    """The records to show, in the snapshot's order; records whose article is missing are left out.

    `actor` and `issue` are an id or a name; `since` is a date (YYYY-MM-DD), undated articles are then left out;
    `max_edges` keeps the best supported positions. Raises QueryError where a name is unknown or a date is none.
    """
    articles = {article.id: article for article in snapshot.articles}
    records = [record for record in snapshot.records if record.article in articles]
    if actor is not None:
        wanted = _named(actor, "actor/", snapshot, records)
        records = [r for r in records if any(key(p) == wanted for p in involved(r.statement))]
    if issue is not None:
        wanted = _named(issue, "issue/", snapshot, records)
        records = [r for r in records if key(r.statement.object) == wanted]
    if since is not None:
        first = _date(since)
        records = [r for r in records if (text.date(articles[r.article].published) or "") >= first]
    if max_edges is not None:
        records = _strongest(records, articles, max_edges)
    return tuple(records)


def _date(since: str) -> str:
    found = text.date(since)
    if found is None:
        raise QueryError(f"{since!r} is no date: give one as YYYY-MM-DD")
    return found


def _strongest(records: list[Record], articles: Mapping[str, Article], limit: int) -> list[Record]:
    if limit < 1:
        raise QueryError(f"a page with at most {limit} edges would be empty: give a number above 0")
    supported = support(records, articles)
    kept = set(sorted(supported, key=lambda place: (-supported[place], place))[:limit])
    return [record for record in records if position(record.statement) in kept]


def _named(name: str, prefix: str, snapshot: Snapshot, records: Iterable[Record]) -> str:
    """Key of the participant with this id or name."""
    names: dict[str, str] = {}

    def add(found: str, words: Iterable[str], fold: Callable[[str], str] = str.casefold) -> None:
        for word in words:
            names.setdefault(fold(word), found)

    for participant in (p for r in records for p in involved(r.statement)):
        if key(participant).startswith(prefix):
            add(key(participant), (participant.id, participant.label))
    for entity in snapshot.entities:
        found = "actor/" + entity.id
        if found in names.values() and prefix == "actor/":
            add(found, (entity.label, *entity.names))
    if name.casefold() in names:
        return names[name.casefold()]
    close = get_close_matches(name.casefold(), sorted(names), n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(map(repr, close))}?" if close else "see `kg query` for those that the graph holds"
    raise QueryError(f"no {prefix.rstrip('/')} {name!r} in this graph: {hint}")
