"""What flows between the stages? Frozen values only; offsets are half-open characters of `Article.text`."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Polarity(StrEnum):
    """The subject's stance towards the object as the object span words it."""

    PRO = "pro"
    CON = "con"
    NEUTRAL = "neutral"


class Modality(StrEnum):
    """How firmly a statement is made."""

    ASSERTED = "asserted"
    FUTURE = "future"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"


class MentionKind(StrEnum):
    """How a mention refers: by a name, by a description, by a pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class AttributionKind(StrEnum):
    """Whether the source's words are quoted, reported, or partly both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class StatementKind(StrEnum):
    """What a statement is about: a stance, a deed, an office or membership."""

    POSITION = "position"
    ACTION = "action"
    ROLE = "role"


class Verdict(StrEnum):
    """What a person judges of two actors, or of two issues; the last one withdraws an earlier judgement."""

    SAME = "same"
    DIFFERENT = "different"
    UNDO = "undo"


class Span(NamedTuple):
    """Half-open character range of `Article.text`.

    >>> Span(0, 5).of("Paris agreed.")
    'Paris'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """True where `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    `id` names its graph and is stable: from the url where there is one, else from name, title and date.
    `name` is the file's stem (the `doc` of `kg extract`). `published` is an ISO date (YYYY-MM-DD) or None.
    """

    id: str
    name: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor: `id` is a slug (`united-states`), the same in every article and for known and unknown actors.

    `type` is a class of the ontology (Person, State, Organization, ArmedGroup, Bloc, Place, Group …);
    `names` are all known names, most official first; `same_as` is a Wikidata id (Q30) or None.
    """

    id: str
    label: str
    type: str
    names: tuple[str, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an actor. `type` is the actor type that the words suggest, or None."""

    span: Span
    kind: MentionKind
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of one actor in one article, in order; `representative` is the fullest name."""

    mentions: tuple[Mention, ...]
    representative: Mention


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a chain may mean, with a score in [0, 1] and the reason in words."""

    entity: Entity
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """A chain and the actor that it means; `entity` is None where the evidence doesn't decide."""

    chain: Chain
    entity: Entity | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor or an issue in its place in a statement: which one (`id`, `label`, `type`), in which words.

    For an issue `type` is "Issue" and `id` is the issue's key. `span` may be that of a pronoun;
    `text` is always `span.of(article.text)`.
    """

    id: str
    label: str
    type: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: `source` says `content`, signalled by `cue`; `outer` is the attribution that reports this one."""

    cue: Span
    source: Participant
    content: Span
    kind: AttributionKind
    outer: "Attribution | None" = None

    def links(self) -> Iterator["Attribution"]:
        """This attribution and all that report it, the innermost first."""
        link: Attribution | None = self
        while link is not None:
            yield link
            link = link.outer


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement stands in the text. `negation` and `modality` are the cues' characters, in order."""

    sentence: Span
    subject: Span
    cue: Span
    object: Span
    negation: tuple[Span, ...] = ()
    modality: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Who holds what position on what, who did what to whom, who holds which office.

    `relation` is the local name of a property of the ontology (`rulesOut`). `firm` is True where a plain edge
    `subject relation object` says no more than the text does (asserted, not negated against the relation's sense,
    not hedged). `attribution` is None where the subject itself or the article's own voice says it.
    `rule` names the lexicon row or rule that fired; `confidence` is in [0, 1]; `time` is the event's date where known.
    """

    subject: Participant
    relation: str
    object: Participant
    polarity: Polarity
    modality: Modality
    kind: StatementKind
    evidence: Evidence
    rule: str
    confidence: float
    firm: bool
    recipient: Participant | None = None
    attribution: Attribution | None = None
    time: str | None = None

    def links(self) -> Iterator[Attribution]:
        """Who says so, and who reports it, the innermost first; none where the subject or the article says it."""
        if self.attribution is not None:
            yield from self.attribution.links()

    @property
    def speaker(self) -> Participant | None:
        """The innermost source, where someone other than the subject says it."""
        return self.attribution.source if self.attribution is not None else None

    @property
    def issue(self) -> str | None:
        """The issue's key, where the object is no actor."""
        return self.object.id if self.object.type == "Issue" else None


@dataclass(frozen=True, slots=True)
class Note:
    """What a stage skipped, and why. `span` is None where it concerns the whole article."""

    stage: str
    span: Span | None
    message: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that was set aside: `where` is its path or address, `message` what was wrong and what to do."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article. Every tuple is sorted by span."""

    article: Article
    entities: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A statement as the graph holds it: its id, the article it comes from, and the statement itself."""

    id: str
    article: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole graph as values, for pages, tables and analysis; each tuple sorted by id."""

    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    records: tuple[Record, ...]


def digest(*parts: object, size: int = 16) -> str:
    """Hex digest of the parts in order: the same parts give the same id on every machine.

    >>> digest("a", 1), digest("a", "1") == digest("a", 1)
    ('839e11a421d370be', True)
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:size]


def statement_id(article_id: str, statement: Statement) -> str:
    """Id of a statement, from its content and place alone."""
    s = statement
    speaker = s.speaker.id if s.speaker is not None else ""
    recipient = s.recipient.id if s.recipient is not None else ""
    return digest(
        article_id, s.subject.id, s.relation, s.object.id, recipient, s.polarity, s.modality, speaker,
        s.evidence.sentence.start, s.evidence.subject, s.evidence.cue, s.evidence.object,
    )  # fmt: skip


def records(extraction: Extraction) -> tuple[Record, ...]:
    """The statements of one article with their ids, in order of the text."""
    article = extraction.article
    return tuple(Record(statement_id(article.id, s), article.id, s) for s in extraction.statements)


def sorted_snapshot(articles: Iterable[Article], entities: Iterable[Entity], items: Iterable[Record]) -> Snapshot:
    """A snapshot with every tuple sorted by id and no id twice."""
    return Snapshot(
        tuple(sorted({a.id: a for a in articles}.values(), key=lambda a: a.id)),
        tuple(sorted({e.id: e for e in entities}.values(), key=lambda e: e.id)),
        tuple(sorted({r.id: r for r in items}.values(), key=lambda r: r.id)),
    )
