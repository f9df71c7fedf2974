"""The whole extraction, on one screen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg import actors, concepts, english, lexicon, vocab
from kg.actors import ActorTable, TieKind
from kg.concepts import Concepts
from kg.extract.attribution import around, quoted, sayings
from kg.extract.frames import matches
from kg.extract.grammar import Tree, tree
from kg.extract.headlines import running_case
from kg.extract.issues import Context, unify
from kg.extract.linking import Resolution, resolve, resolve_speaker_pronouns
from kg.extract.memberships import memberships
from kg.extract.reading import Reading, by_token
from kg.extract.roles import offices, role_statements, speaks_for
from kg.extract.statements import statements
from kg.extract.trace import trace
from kg.lexicon import Lexicon
from kg.model import Article, Attribution, Entity, Extraction, Note, Participant, Span, Statement

_BETWEEN_ACTORS = frozenset({"appoints", "claimsTerritory", "consults", "cooperates", "meets", "removes"})
_CRITICIZES = "criticizes"
"""Of these the rows with "to" alone: "attributed the blast to Chad", not "to a gas leak"."""
_VISITS = "visits"
BATCH = 16
"""Articles that are parsed together: enough for spaCy's batching, little memory."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """Articles in, extractions out; holds the pipeline and the tables, and nothing of any article.

    >>> extraction = load()(Article("a", "a", "Norway opposes the ban."))
    >>> [(s.subject.label, s.relation, s.object.text) for s in extraction.statements]
    [('Norway', 'opposes', 'ban')]
    """

    nlp: Language
    lexicon: Lexicon
    table: ActorTable
    concepts: Concepts
    wants_actor: frozenset[str]
    """Rules whose example has a name for its object: they fit no other object ("called Cairo", not "called a strike")."""

    @classmethod
    def over(cls, nlp: Language, *, folders: Iterable[Path] = ()) -> "Extractor":
        """An extractor that reads parses of `nlp`; `folders` hold the user's lexicon and actor tables."""
        paths = tuple(Path(folder) for folder in folders)
        words = lexicon.load(*paths)
        named = frozenset(
            row.rule
            for row in words.rows
            if row.expect.partition("> ")[2][:1].isupper()
            and (row.relation in _BETWEEN_ACTORS or (row.relation == _CRITICIZES and row.preps == ("to",)))
        )
        return cls(nlp, words, actors.load(paths), concepts.load(*paths), named)

    def __call__(self, article: Article) -> Extraction:
        """What one article says."""
        return self.read(self.nlp(running_case(article.text, self.table)), article)

    def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """What each article says, in the order of the articles; a stream, nothing of an article is kept."""
        pairs = ((running_case(article.text, self.table), article) for article in articles)
        for doc, article in self.nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
            yield self.read(doc, article)

    def read(self, doc: Doc, article: Article) -> Extraction:
        """What a parsed text says: actors, then who says what, then statements. Pure; the `Doc` is not changed."""
        return self._read(tree(doc), article)[0]

    def explain(self, article: Article) -> tuple[Extraction, tuple[Note, ...]]:
        """What one article says, with what fired in each sentence and why nothing did (see `kg.extract.trace`)."""
        t = tree(self.nlp(running_case(article.text, self.table)))
        extraction, resolution = self._read(t, article)
        return extraction, trace(t, resolution, extraction)

    def _read(self, t: Tree, article: Article) -> tuple[Extraction, Resolution]:
        doc = t.doc
        resolution = resolve(doc, article, self.table, self.lexicon, t)
        found = offices(t, resolution, self.table, self.lexicon, article.published)
        people = sorted(e.id for e in resolution.entities.values() if e.type == "Person")
        voices = speaks_for(found, self.table, people, article.published)
        said = sayings(t, resolution, self.lexicon)
        resolution = resolve_speaker_pronouns(self._with_voices(resolution, voices), t, quoted(said))
        fired = tuple(matches(t, self.lexicon))
        reading = Reading(t, resolution, self.lexicon, self.concepts, vocab.relations(), around(said), voices, self.wants_actor,
            fired, by_token(fired),
        )  # fmt: skip
        claims, notes = statements(reading)
        claims = unify(claims, Context(t, resolution, self.concepts, self.lexicon.negation, voices, article.title))
        claims = tuple(s for s in claims if not self._goes_home(s, voices))
        told = {(s.subject.id, s.relation, s.object.id, s.evidence.sentence) for s in claims}
        members = memberships(t, resolution, self.lexicon)
        belong = (s for s in members if (s.subject.id, s.relation, s.object.id, s.evidence.sentence) not in told)
        roles = (*role_statements(t, found), *belong)
        every = tuple(sorted((*roles, *claims), key=_place))
        if t.text != article.text:
            every = tuple(verbatim(s, article.text) for s in every)
        extraction = Extraction(
            article=article,
            entities=_entities(every, resolution.entities),
            links=resolution.links,
            attributions=_attributions(every),
            statements=every,
            notes=tuple(sorted((*resolution.notes, *notes), key=lambda n: (n.span or Span(0, 0), n.stage, n.message))),
        )
        return extraction, resolution

    def _goes_home(self, s: Statement, voices: Mapping[str, str]) -> bool:
        """True for a return to one's own state or its capital ("Rice returned to Washington"), which is no visit."""
        home = voices.get(s.subject.id) if s.relation == _VISITS and s.subject.type == "Person" else None
        capital = (tie.target for tie in self.table.ties_of(s.object.id) if tie.relation is TieKind.CAPITAL)
        return home is not None and (s.object.id == home or home in capital)

    def _with_voices(self, resolution: Resolution, voices: Mapping[str, str]) -> Resolution:
        """The resolution that knows for which state or organisation each person's "we" speaks."""
        owners = {owner: self.table.entities[owner] for owner in voices.values() if owner in self.table.entities}
        return replace(
            resolution,
            represents={**resolution.represents, **voices},
            entities={**owners, **resolution.entities},
        )


def load(model: str | None = None, *, folders: Iterable[Path] = ()) -> Extractor:
    """An extractor with the shipped English pipeline, or with any installed spaCy pipeline by name.

    Raises ModelError for a pipeline that isn't installed, TableError for a bad table in `folders`.
    """
    return Extractor.over(english.load(model), folders=folders)


def verbatim(s: Statement, text: str) -> Statement:
    """The statement in the article's own letters: what was parsed may write headlines in running case."""

    def own(p: Participant) -> Participant:
        words = p.span.of(text)
        return p if words == p.text else replace(p, text=words)

    def says(a: Attribution | None) -> Attribution | None:
        return None if a is None else replace(a, source=own(a.source), outer=says(a.outer))

    recipient = own(s.recipient) if s.recipient is not None else None
    return replace(s, subject=own(s.subject), object=own(s.object), recipient=recipient, attribution=says(s.attribution))


def _place(s: Statement) -> tuple[object, ...]:
    return (s.evidence.sentence, s.evidence.cue, s.subject.id, s.relation, s.object.span, s.object.id)


def _entities(every: Iterable[Statement], entities: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """The actors that take part in a statement, sorted by id."""
    used: dict[str, Entity] = {}
    for s in every:
        for p in (s.subject, s.object, s.recipient, *(link.source for link in s.links())):
            if p is not None and p.type != "Issue" and p.id:
                used[p.id] = entities.get(p.id) or Entity(p.id, p.label, p.type, (p.label,))
    return tuple(used[key] for key in sorted(used))


def _attributions(every: Iterable[Statement]) -> tuple[Attribution, ...]:
    found = {s.attribution: None for s in every if s.attribution is not None}
    return tuple(sorted(found, key=lambda a: (a.cue, a.content)))
