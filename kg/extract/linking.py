"""Which known actor is it? Names by strength and context, then everything that refers, as one `Resolution`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from spacy.tokens import Doc

from kg import referring
from kg.actors import POLITIES, ActorTable
from kg.extract import coref, mentions
from kg.extract.found import Text, read
from kg.extract.grammar import Tree, tree
from kg.extract.names import Reference, characters, link
from kg.lexicon import Lexicon
from kg.model import Article, Candidate, Chain, Entity, Link, Mention, MentionKind, Note, Participant, Span

_PRONOUN_TAGS = frozenset({"PRP", "PRP$"})


class Place(NamedTuple):
    """A mention of an actor: its characters, how it refers, and whom it means."""

    span: Span
    kind: MentionKind
    entity: Entity


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is meant where. Token indices are those of the `Doc`; `links` and `notes` are sorted by span.

    `places` are the mentions of all actors: by their beginning, longer ones first, then by the actor's id.
    `entities` holds every actor of the article by id. `represents` says for a person's id which actor the person
    speaks for; of an analyst, nobody: an empty string.
    """

    links: tuple[Link, ...] = ()
    places: tuple[Place, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    heads: Mapping[int, Participant] = field(default_factory=dict)
    several: Mapping[int, tuple[Participant, ...]] = field(default_factory=dict)
    owners: Mapping[int, Participant] = field(default_factory=dict)
    represents: Mapping[str, str] = field(default_factory=dict)
    home: Entity | None = None
    """The one state that the text is mostly about."""

    def at(self, i: int) -> Participant | None:
        """The actor whose mention has its head at token `i`, or None."""
        return self.heads.get(i)

    def plural(self, i: int) -> tuple[Participant, ...]:
        """The actors, two or more, that the phrase headed by token `i` denotes together, or ()."""
        return self.several.get(i, ())

    def owner(self, i: int) -> Participant | None:
        """The actor that modifies the noun at token `i` ("American soldiers", "troops from Russia"), or None."""
        return self.owners.get(i)


def resolve(doc: Doc, article: Article, table: ActorTable, lexicon: Lexicon, parsed: Tree | None = None) -> Resolution:
    """Who is meant by every name, description and pronoun of a parsed article; what doesn't decide is left open with a note.

    `parsed` is the tree of `doc`, where the caller has it.

    >>> import spacy; from kg import actors, lexicon
    >>> doc = Doc(spacy.blank("en").vocab, ["Moscow", "agreed"], heads=[1, 1], deps=["nsubj", "ROOT"],
    ...           lemmas=["Moscow", "agree"], tags=["NNP", "VBD"], pos=["PROPN", "VERB"])
    >>> resolve(doc, Article("a", "a", "Moscow agreed"), actors.load(), lexicon.load()).at(0).label
    'Russia'
    """
    t = parsed if parsed is not None else tree(doc)
    text = read(t, table, lexicon, referring.load())
    found = mentions.find(text)
    named, notes = link(text, [f for f in found if f.kind is MentionKind.NAME], article.published)
    resolved = coref.resolve(text, named, [f for f in found if f.kind is MentionKind.PRONOUN], article.published)
    return _resolution(text, resolved, (*notes, *resolved.notes))


def resolve_speaker_pronouns(resolution: Resolution, t: Tree, spans: Iterable[tuple[Iterable[int], Participant]]) -> Resolution:
    """The resolution with the first person of quoted words added: `spans` are (tokens of the content, speaker).

    "I" is the speaker; "we" the state or organisation that the speaker speaks for, or the speaker as well
    where none is known ("we demand"); that of an analyst is nobody.
    """
    words = referring.load().pronouns
    quoted: dict[int, tuple[int, Participant]] = {}
    for content, speaker in spans:
        tokens = tuple(content)
        for i in tokens:
            row = words.get(t.forms[i].lower()) if t.tag[i] in _PRONOUN_TAGS else None
            if row is not None and row.person == 1 and (i not in quoted or len(tokens) < quoted[i][0]):
                quoted[i] = (len(tokens), speaker)
    heads, several, owners = dict(resolution.heads), dict(resolution.several), dict(resolution.owners)
    added: list[tuple[Mention, Entity]] = []
    for i, (_, speaker) in sorted(quoted.items()):
        row = words[t.forms[i].lower()]
        plural = row.number == "plural"
        entity = _first_person(resolution, speaker, plural=plural)
        if entity is None and plural and row.role == "subject" and speaker.id not in resolution.represents:
            entity = _first_person(resolution, speaker, plural=False)
        if entity is None or i in heads:
            continue
        heads[i] = _participant(t, entity, i, i + 1)
        added.append((Mention(heads[i].span, MentionKind.PRONOUN, entity.type), entity))
        if row.role == "possessive":
            noun = t.doc[i].head.i
            owners.setdefault(noun, heads[i])
            state = _first_person(resolution, speaker, plural=True)
            if state is not None and noun > i and noun not in heads and _stands_for(t.doc[noun].lemma_.lower()):
                # "Our country", "my government"
                heads[noun] = _participant(t, state, i, noun + 1)
                added.append((Mention(heads[noun].span, MentionKind.NOMINAL, state.type), state))
    if not added:
        return resolution
    links = _extend(resolution.links, added)
    return replace(resolution, heads=heads, several=several, owners=owners, links=links, places=_places(links))


def _stands_for(noun: str) -> bool:
    """True for a noun that means the state of its possessor."""
    words = referring.load()
    body = words.nominal("body", noun)
    standing = any(row.kind == "standing" and row.form == (noun,) for row in words.unnamed.get(noun, ()))
    return standing or (body is not None and set(body.types) <= POLITIES)


def _first_person(resolution: Resolution, speaker: Participant, *, plural: bool) -> Entity | None:
    own = resolution.entities.get(speaker.id) or Entity(speaker.id, speaker.label, speaker.type, (speaker.label,))
    if speaker.type in {"Person", "Group"}:
        if not plural:
            return own
        return resolution.entities.get(resolution.represents.get(speaker.id, ""))
    return own if plural else None


def _participant(t: Tree, entity: Entity, start: int, end: int) -> Participant:
    return _named(entity, t.words(start, end), t.span(start, end))


def _named(entity: Entity, text: str, span: Span) -> Participant:
    return Participant(entity.id, entity.label, entity.type, text, span)


def _resolution(text: Text, read: coref.Read, notes: Sequence[Note]) -> Resolution:
    heads: dict[int, Participant] = {}
    several: dict[int, tuple[Participant, ...]] = {}
    entities: dict[str, Entity] = {entity.id: entity for entity in read.represented}
    spans = [characters(text, ref.found) for ref in read.references]
    for ref, span in zip(read.references, spans, strict=True):
        words = span.of(text.raw)
        parts = tuple(_named(entity, words, span) for entity in ref.entities)
        entities.update((entity.id, entity) for entity in ref.entities)
        for i in (ref.found.head, *ref.also):
            if len(parts) == 1:
                heads.setdefault(i, parts[0])
            elif parts:
                several.setdefault(i, parts)
    owners = {i: _participant(text.tree, entity, start, end) for i, (entity, start, end) in sorted(read.owners.items())}
    links = _links(read.references, spans)
    return Resolution(
        links=links,
        places=_places(links),
        entities={key: entities[key] for key in sorted(entities)},
        notes=tuple(sorted(notes, key=lambda n: (n.span or Span(0, 0), n.message))),
        heads=heads,
        several=several,
        owners=owners,
        represents=read.represents,
        home=read.home,
    )


def _links(references: Sequence[Reference], spans: Sequence[Span]) -> tuple[Link, ...]:
    chains: dict[str, tuple[Entity | None, list[tuple[Reference, Mention]]]] = {}
    for number, (ref, span) in enumerate(zip(references, spans, strict=True)):
        for entity in ref.entities or (None,):
            key = entity.id if entity is not None else f"?{number}"
            mention = Mention(span, ref.found.kind, entity.type if entity is not None else ref.found.type)
            chains.setdefault(key, (entity, []))[1].append((ref, mention))
    links = []
    for entity, members in chains.values():
        every = tuple(mention for _, mention in members)
        named = [m for m in every if m.kind is MentionKind.NAME] or list(every)
        best = max(named, key=lambda m: (m.span.end - m.span.start, -m.span.start))
        reasons = {c.entity.id: c for ref, _ in reversed(members) for c in ref.candidates}
        candidates = tuple(sorted(reasons.values(), key=lambda c: (-c.score, c.entity.id)))
        links.append(Link(Chain(every, best), entity, candidates))
    return tuple(sorted(links, key=lambda link: link.chain.mentions[0].span))


def _places(links: Iterable[Link]) -> tuple[Place, ...]:
    found = (Place(m.span, m.kind, link.entity) for link in links if link.entity is not None for m in link.chain.mentions)
    return tuple(sorted(found, key=lambda p: (p.span.start, -p.span.end, p.entity.id)))


def _extend(links: tuple[Link, ...], added: Sequence[tuple[Mention, Entity]]) -> tuple[Link, ...]:
    by_id: dict[str, Link] = {link.entity.id: link for link in links if link.entity is not None}
    for mention, entity in added:
        old = by_id.get(entity.id)
        if old is None:
            reason = Candidate(entity, 0.8, "spoken for by a speaker of the article")
            by_id[entity.id] = Link(Chain((mention,), mention), entity, (reason,))
        else:
            every = tuple(sorted((*old.chain.mentions, mention), key=lambda m: m.span))
            by_id[entity.id] = replace(old, chain=Chain(every, old.chain.representative))
    rest = [link for link in links if link.entity is None]
    return tuple(sorted((*by_id.values(), *rest), key=lambda link: link.chain.mentions[0].span))
