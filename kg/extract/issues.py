"""Which issue is it? A key from the words of an object and their article, the same for wordings that mean the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import wordings
from kg.actors import slug
from kg.concepts import Concepts, Level, Parties
from kg.extract import parties
from kg.extract.grammar import Tree, subtree
from kg.extract.linking import Resolution
from kg.extract.naming import fixed_phrases, known_units, naming, topics_in
from kg.extract.parties import PLACES, Named, Part
from kg.extract.spans import is_date
from kg.model import Participant, Span, Statement, digest

_ISSUE = "Issue"
_NOT = "not"
_OPEN = "?"
"""Begins the draft of an object whose words say nothing ("the idea")."""
_OWN = "own"
_BY = "by-"
_LOCATED = frozenset({Parties.PLACE, Parties.SIDE, Parties.RECIPIENT})
_AIMED = _LOCATED | {Parties.TARGET}
_OWN_CONDUCT = frozenset({"accepts", "considers", "deploys", "pledges", "provides", "rulesOut", "willingTo"})
"""Relations whose subject is itself to do what the object names."""
_PHRASES = frozenset({"nmod", "obl", "obl:agent", "acl"})
_ATTACHED = frozenset(
    {"of", "for", "in", "between", "on", "over", "with", "against", "to", "into", "from", "about", "by", "at", "near"}
)
"""Prepositions of phrases that name an issue."""
_GIVING = _OWN_CONDUCT | {"sanctions", "threatens"}
"""Relations whose recipient is the target of what the object names, not only told of it."""
_NOBODY = frozenset({"Bloc", "Organization", "Person"})
"""Types of actors that have no troops of their own: many together, and who only speaks of them."""


_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})


@dataclass(frozen=True, slots=True)
class Key:
    """What an issue is about: ids of actors and places, and concepts. Written `ukraine.united-states:troops`.

    >>> str(Key(frozenset({"united-states", "ukraine"}), frozenset({"troops"})))
    'ukraine.united-states:troops'
    >>> Key.parse("ukraine:troops").concepts
    frozenset({'troops'})
    """

    actors: frozenset[str]
    concepts: frozenset[str]

    def __str__(self) -> str:
        return ":".join(".".join(sorted(part)) for part in (self.actors, self.concepts) if part)

    @classmethod
    def parse(cls, text: str) -> "Key":
        """The key that `str` wrote; one without a colon has concepts only."""
        actors, concepts = wordings.split(text)
        return cls(frozenset(actors), frozenset(concepts))


@dataclass(frozen=True, slots=True)
class _Draft:
    """An issue before its article is considered: who is named in which part, and the concepts. Stands in `Participant.id`."""

    named: tuple[Named, ...]
    concepts: frozenset[str]

    def __str__(self) -> str:
        return f"{parties.write(self.named)}:{'.'.join(sorted(self.concepts))}"

    @classmethod
    def parse(cls, text: str) -> "_Draft":
        named, _, concepts = text.rpartition(":")
        return cls(parties.parse(named), frozenset(filter(None, concepts.split("."))))

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(item.actor for item in self.named)


def issue_key(t: Tree, span: Span, resolution: Resolution, concepts: Concepts, negations: Collection[str]) -> str:
    """The draft of a key for what the words name; `unify` makes it a key once all of the article is known.

    Synonyms of concepts.tsv count as one; frames, manner, quantity and order don't matter. A word of `negations` among
    them counts: what is denied is never one issue with what is affirmed.
    """
    tokens = t.tokens(span)
    if not tokens:
        return _OPEN + digest(span.of(t.text))
    t, run = _with_phrase_behind(t, tokens, concepts)
    return _draft(t, run, resolution, concepts, negations)


def _draft(t: Tree, tokens: range, resolution: Resolution, concepts: Concepts, negations: Collection[str]) -> str:
    units = known_units(t, tokens, concepts)
    topics = frozenset(k for k, _ in topics_in(units))
    actors = parties.named(t, tokens, resolution, fixed_phrases(units), topics)
    covered = frozenset(k for _, part in actors for k in part)
    found = naming(t, tokens, covered, concepts)
    if not found.concepts:
        return _OPEN + digest(t.text, tokens[0], tokens[-1])
    beside = parties.once(actor for actor, part in actors if not found.aside & frozenset(part))
    words = {slug(word) for word in found.concepts}
    told = found.known | found.aside | covered
    if any(t.lower[k] in negations for k in tokens if k not in told):
        words.add(_NOT)
    return str(_Draft(beside, frozenset(words)))


def _with_phrase_behind(t: Tree, tokens: range, concepts: Concepts) -> tuple[Tree, range]:
    """The tokens with a phrase right behind them that the name leaves out, or that the parser hung on their verb.

    "Condemned the enrichment by Chad", "demanded a truce in Yemen", "passed a resolution calling for a truce". In the tree
    the phrase then hangs on the name.
    """
    head = next((k for k in tokens if t.head[k] not in tokens), tokens[0])
    upper = t.kids[t.head[head]] if t.dep[head] in {"obj", "nsubj:pass", "obl"} else ()
    for k in (*t.kids[head], *upper):
        if t.dep[k] not in _PHRASES:
            continue
        below = subtree(t, k)
        if below[0] != tokens[-1] + 1 or is_date(t, k):
            continue
        opener = t.prep[k] or (t.mark[k] if t.pos[k] == "NOUN" else "")  # "an end to coal power"
        content = t.head[k] == head and t.dep[k] == "acl" and t.tag[k] == "VBG" and concepts.kind(t.lemma[head])
        if opener in _ATTACHED or content:
            return t if t.head[k] == head else t.hung(k, head), range(tokens[0], below[-1] + 1)
    return t, tokens


@dataclass(frozen=True, slots=True)
class Context:
    """What the keys of an article depend on beside their own words: its tree, its actors, who speaks for whom."""

    tree: Tree
    resolution: Resolution
    concepts: Concepts
    negations: Collection[str]
    speaks_for: Mapping[str, str]
    title: str | None = None


def unify(statements: Sequence[Statement], context: Context) -> tuple[Statement, ...]:
    """The statements of one article with their issues read in its context.

    "The idea" is what was named before it; "ground troops", ruled out by the United States in an article that also speaks
    of "US troops in Ukraine", are those; "the truce" is that of the place which the article is about.
    """
    drafts = [_settled(s, statements, context) if s.object.type == _ISSUE else None for s in statements]
    known = sorted({d for d in drafts if isinstance(d, _Draft)}, key=str)
    if not any(drafts):
        return tuple(statements)
    surroundings = _surroundings(context)
    holders = _holders(statements, context.speaks_for)
    t, concepts = context.tree, context.concepts
    out = []
    for s, draft in zip(statements, drafts, strict=True):
        if draft is not None:
            doers = holders.get(s.object.span, frozenset())
            to = s.recipient if s.relation in _GIVING else None
            if isinstance(draft, str):
                key: str | Key = draft
            else:
                draft = _spelt_out(draft, known, concepts) if _points_back(t, s.object.span) else draft
                key = _key(_fuller(draft, known, doers), doers, to, surroundings)
            s = replace(s, object=replace(s.object, id=str(key)))
        out.append(s)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What an article adds to words that name nobody: the place that it is about, whom it names with each concept."""

    theatre: frozenset[str]
    usual: Mapping[str, Named]
    concepts: Concepts


def _surroundings(context: Context) -> _Surroundings:
    t, concepts = context.tree, context.concepts
    units = known_units(t, range(len(t)), concepts)
    mentions = parties.hung(t, context.resolution, dict(topics_in(units, kinds=True)), fixed_phrases(units))
    located = frozenset(c for m in mentions for c in m.concepts if concepts.topic(c).parties in _LOCATED)
    place = parties.theatre(mentions, located, context.title)
    around = frozenset({place}) if place else _spoken_for(context)
    return _Surroundings(around, parties.usual(mentions), concepts)


def _spoken_for(context: Context) -> frozenset[str]:
    """The state that everybody in the article speaks for; none where they speak for several."""
    entities = context.resolution.entities
    owners = {owner for owner in context.speaks_for.values() if owner in entities and entities[owner].type in PLACES}
    return frozenset(owners) if len(owners) == 1 else frozenset()


def _holders(statements: Sequence[Statement], speaks_for: Mapping[str, str]) -> dict[Span, frozenset[Named]]:
    """Words of an object -> who is to do it itself, persons as the states that they speak for."""
    found: dict[Span, set[Named]] = {}
    for s in statements:
        if s.object.type == _ISSUE and s.relation in _OWN_CONDUCT:
            actor = speaks_for.get(s.subject.id) if s.subject.type == "Person" else s.subject.id
            kind = "State" if s.subject.type == "Person" else s.subject.type
            if actor:
                found.setdefault(s.object.span, set()).add(Named(actor, kind, Part.BY))
    return {span: frozenset(who) for span, who in found.items()}


def _settled(s: Statement, others: Sequence[Statement], context: Context) -> "_Draft | str":
    """The draft of an object; for words that say nothing that of the first topic named before them; else a digest."""
    if not s.object.id.startswith(_OPEN):
        return _Draft.parse(s.object.id)
    return _antecedent(s, others, context) or s.object.id.removeprefix(_OPEN)


def _antecedent(s: Statement, others: Sequence[Statement], context: Context) -> "_Draft | None":
    """What "the idea" is: the first topic before it in its sentence that the holder has no other position on."""
    t = context.tree
    low, high = s.evidence.sentence.start, s.object.span.start
    before = t.tokens(Span(low, max(low, high)))
    taken = [o.object.span for o in others if o.subject.id == s.subject.id and o.object.span != s.object.span]
    taken += [m.span for link in context.resolution.links for m in link.chain.mentions]
    taken = [span for span in taken if span.end > low and span.start < high]
    free = [k for k in before if not any(span.start <= t.at[k] < span.end for span in taken)]
    for k, _ in topics_in(known_units(t, free, context.concepts)):
        if t.dep[k] == "appos":
            continue  # "Ann Oduya, a member of the panel, rejected the plan"
        below = [i for i in subtree(t, k) if i in before]
        text = _draft(t, range(min(below), max(below) + 1), context.resolution, context.concepts, context.negations)
        if not text.startswith(_OPEN):
            return _Draft.parse(text)
    return None


def _given(draft: _Draft, recipient: Participant | None) -> _Draft:
    """The draft with whom the statement addresses, where its own words name no place or target ("promised Mali aid")."""
    if recipient is None or recipient.type == _ISSUE or any(n.part in {Part.AT, Part.OF} for n in draft.named):
        return draft
    rest = tuple(n for n in draft.named if n.actor != recipient.id)
    return replace(draft, named=(*rest, Named(recipient.id, recipient.type, Part.AT)))


def _points_back(t: Tree, span: Span) -> bool:
    """True for one noun with an article or a word that points: "the resolution", "this deal"."""
    tokens = t.tokens(span)
    return len(tokens) == 1 and any(t.lower[k] in _POINTING for k in t.kids[tokens[0]])


def _spelt_out(draft: _Draft, known: Sequence[_Draft], concepts: Concepts) -> _Draft:
    """The draft of a kind alone ("the resolution") with what it is about, where the article has one such of that kind."""
    if len(draft.concepts) != 1 or not all(map(concepts.kind, draft.concepts)):
        return draft
    richer = (d.concepts for d in known if d.concepts > draft.concepts)
    topics = {found for found in richer if not any(map(concepts.kind, found - draft.concepts))}
    if len(topics) != 1:
        return draft
    return replace(draft, concepts=topics.pop())


def _fuller(draft: _Draft, known: Sequence[_Draft], doers: frozenset[Named]) -> _Draft:
    """The draft in the context of the others: that which has the same concepts and more actors, where there is one such.

    What a holder will do itself is never read as what somebody else will do.
    """
    own = frozenset(item.actor for item in doers)
    fits = [d for d in known if d.concepts == draft.concepts and d.actors >= draft.actors | own]
    largest = [d for d in fits if not any(d.actors < other.actors for other in fits)]
    return largest[0] if len({d.actors for d in largest}) == 1 else draft


def _key(draft: _Draft, doers: frozenset[Named], recipient: Participant | None, here: _Surroundings) -> Key:
    """The key of a draft: of its actors those that its concepts tell apart."""
    first = _parties(draft.concepts, here.concepts)
    if first in _AIMED:
        draft = _given(draft, recipient)
    if not draft.named and first not in _LOCATED:
        known = (here.usual[concept] for concept in sorted(draft.concepts) if concept in here.usual)
        draft = replace(draft, named=tuple(known)[:1])
    everybody = frozenset(n.actor for n in draft.named)
    at = _aimed(draft, first)
    places = [n.actor for n in at if n.type in PLACES]
    if first is Parties.NAMED:
        return Key(everybody, draft.concepts)
    if first is Parties.TARGET:
        return Key(frozenset(n.actor for n in at) or everybody, draft.concepts)
    if first is Parties.RECIPIENT:
        given = frozenset(n.actor for n in at if n.type != "Bloc")
        return Key(given or here.theatre or everybody, draft.concepts)
    if first is Parties.PLACE:
        where = here.theatre if here.theatre & everybody else frozenset(places) or here.theatre or everybody
        return Key(where, draft.concepts)
    if first is Parties.SIDE:
        return _of_side(draft, places, doers, here.theatre)
    if first is Parties.BODY:
        found = any(n.type != "Organization" for n in draft.named)
        return Key(everybody if found else everybody | here.theatre, draft.concepts)
    marks = {_BY + n.actor for n in draft.named if n.part is Part.BY} if first is Parties.DIRECTED and at else set()
    return Key(everybody or here.theatre, draft.concepts | marks)


def _parties(named: Collection[str], concepts: Concepts) -> Parties:
    """Which parties an issue of several concepts has: those of its topics in the table, else of the others there."""
    listed = [concepts.topics[concept] for concept in sorted(named) if concept in concepts.topics]
    telling = [topic for topic in listed if topic.level is Level.TOPIC] or listed
    return min((topic.parties for topic in telling), key=list(Parties).index, default=Parties.ALL)


def _aimed(draft: _Draft, wanted: Parties) -> list[Named]:
    """The actors where, for, against or to whom it is; what is left open by "of" and "from" depends on what it is."""
    owned = wanted in {Parties.SIDE, Parties.BODY}
    parts = {n.part for n in draft.named}
    open_parts = {
        Part.AT: True,
        Part.OF: not owned or Part.BY in parts,
        Part.FROM: not owned or bool(parts & {Part.BY, Part.OF}),
    }
    return [n for n in draft.named if open_parts.get(n.part)]


def _of_side(draft: _Draft, places: Sequence[str], doers: frozenset[Named], around: frozenset[str]) -> Key:
    """Whose forces they are and where; those of many together are nobody's own, those at home are marked as such."""
    owners = {n for n in draft.named if n.actor not in places and n.part in {Part.BY, Part.OF, Part.FROM}} or (
        set(doers) if len(doers) == 1 else set()
    )
    sides = frozenset(n.actor for n in owners if n.type not in _NOBODY) if len(owners) == 1 else frozenset()
    where = frozenset(places) - sides or around
    home = {_OWN} if sides and where <= sides else set()
    return Key(sides | where, draft.concepts | home)
