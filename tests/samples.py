"""Which extractions do the tests of graph, store and queries share? Built by hand from the types of kg.model, and at random."""

import random
from collections.abc import Iterator

from hypothesis import strategies as st

from kg.actors import ActorTable
from kg.model import (
    Article,
    Attribution,
    AttributionKind,
    Entity,
    Evidence,
    Extraction,
    Modality,
    Participant,
    Polarity,
    Span,
    Statement,
    StatementKind,
)

NORWAY = Entity("norway", "Norway", "State", ("Norway", "Kingdom of Norway", "Oslo"), "Q20")
CHILE = Entity("chile", "Chile", "State", ("Chile",), "Q298")
LINDE = Entity("ada-linde", "Ada Linde", "Person", ("Ada Linde", "Linde"))
ROJAS = Entity("tomas-rojas", "Tomás Rojas", "Person", ("Tomás Rojas",))
COUNCIL = Entity("fjord-council", "Fjord Council", "Organization", ("Fjord Council", "FC"))
ACTORS = (NORWAY, CHILE, LINDE, ROJAS, COUNCIL)

NOBODY = ActorTable((), (), (), {})
"""A table that knows no actor, so that the shipped one doesn't show in the tests."""

FERRY_BAN, TOLL = "ban-ferry", "harbour-toll"

FIRST = Article(
    "a1",
    "one",
    "Norway opposes the ferry ban. Linde met Rojas in Oslo. “We will never accept the toll,” she said.\n\n"
    "Chile may support the ban on ferries, Rojas said. Linde, minister of Norway, joined the Fjord Council.",
    title="Ferry ban splits the coast",
    outlet="The Fjord Post",
    published="2025-03-01",
    url="https://news.example/one?a=1",
)
SECOND = Article(
    "a2",
    "two",
    "Norway now supports the ferry ban, Linde told reporters. Chile opposes the ferry ban.",
    outlet="Harbour Daily",
    published="2025-04-02",
)


def span(article: Article, words: str, nth: int = 0) -> Span:
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(words, start + 1)
    return Span(start, start + len(words))


def actor(article: Article, entity: Entity, words: str, nth: int = 0) -> Participant:
    return Participant(entity.id, entity.label, entity.type, words, span(article, words, nth))


def issue(article: Article, key: str, words: str, nth: int = 0) -> Participant:
    return Participant(key, words, "Issue", words, span(article, words, nth))


def position(subject: Participant, relation: str, target: Participant, sentence: Span, cue: Span, **more: object) -> Statement:
    """A firm position; `more` replaces any field of the statement."""
    fields: dict[str, object] = {
        "polarity": Polarity.CON, "modality": Modality.ASSERTED, "kind": StatementKind.POSITION, "rule": f"svo:{relation}",
        "confidence": 0.9, "firm": True, "evidence": Evidence(sentence, subject.span, cue, target.span),
    }  # fmt: skip
    return Statement(subject=subject, relation=relation, object=target, **{**fields, **more})  # type: ignore[arg-type]


def first() -> Extraction:
    """Five statements: a firm position, a meeting, a negated quote, a hedged report with its speaker, an office."""
    a = FIRST
    sentences = [
        span(a, words)
        for words in (
            "Norway opposes the ferry ban.",
            "Linde met Rojas in Oslo.",
            "“We will never accept the toll,” she said.",
            "Chile may support the ban on ferries, Rojas said.",
            "Linde, minister of Norway, joined the Fjord Council.",
        )
    ]
    quote = Attribution(
        span(a, "said"), actor(a, LINDE, "she"), span(a, "“We will never accept the toll,”"), AttributionKind.DIRECT
    )
    report = Attribution(span(a, "said", 1), actor(a, ROJAS, "Rojas", 1), span(a, "Chile may support the ban on ferries"),
                         AttributionKind.INDIRECT)  # fmt: skip
    toll = issue(a, TOLL, "toll")
    statements = (
        position(actor(a, NORWAY, "Norway"), "opposes", issue(a, FERRY_BAN, "ferry ban"), sentences[0], span(a, "opposes")),
        position(actor(a, LINDE, "Linde"), "meets", actor(a, ROJAS, "Rojas"), sentences[1], span(a, "met"),
                 polarity=Polarity.NEUTRAL, kind=StatementKind.ACTION, time="2025-02-27"),
        position(actor(a, NORWAY, "We"), "accepts", toll, sentences[2], span(a, "accept"), firm=False, modality=Modality.FUTURE,
                 attribution=quote, evidence=Evidence(sentences[2], span(a, "We"), span(a, "accept"), toll.span,
                 negation=(span(a, "never"),), modality=(span(a, "will"),))),
        position(actor(a, CHILE, "Chile"), "supports", issue(a, FERRY_BAN, "ban on ferries"), sentences[3], span(a, "support"),
                 polarity=Polarity.PRO, modality=Modality.POSSIBLE, firm=False, attribution=report, confidence=1 / 3),
        position(actor(a, LINDE, "Linde", 1), "holdsOffice", Participant("norway", "Norway", "State", "minister of Norway",
                 span(a, "minister of Norway")), sentences[4], span(a, "minister"), polarity=Polarity.NEUTRAL,
                 kind=StatementKind.ROLE, recipient=actor(a, COUNCIL, "Fjord Council")),
    )  # fmt: skip
    return Extraction(a, ACTORS, attributions=(quote, report), statements=statements)


def second() -> Extraction:
    """Norway has changed its mind, as a spokesman says that nobody knows; Chile is against."""
    a = SECOND
    outer = Attribution(span(a, "told"), Participant("", "reporters", "Group", "reporters", span(a, "reporters")),
                        span(a, "Norway now supports the ferry ban"), AttributionKind.MIXED)  # fmt: skip
    told = Attribution(span(a, "told"), actor(a, LINDE, "Linde"), span(a, "Norway now supports the ferry ban"),
                       AttributionKind.INDIRECT, outer)  # fmt: skip
    sentences = span(a, "Norway now supports the ferry ban, Linde told reporters."), span(a, "Chile opposes the ferry ban.")
    statements = (
        position(actor(a, NORWAY, "Norway"), "supports", issue(a, FERRY_BAN, "ferry ban"), sentences[0], span(a, "supports"),
                 polarity=Polarity.PRO, attribution=told),
        position(actor(a, CHILE, "Chile"), "opposes", issue(a, FERRY_BAN, "ferry ban", 1), sentences[1], span(a, "opposes")),
    )  # fmt: skip
    return Extraction(a, (CHILE, LINDE, NORWAY), attributions=(told,), statements=statements)


def crowd(count: int) -> Iterator[Extraction]:
    """Articles of two sentences, each with two persons that no other names; one in ten is a misspelling of an earlier one."""
    rng = random.Random(0)
    seen: list[str] = []

    def word(size: int) -> str:
        return "".join(rng.choices("abdefgiklmnoprstuvz", k=size)).capitalize()

    def name() -> str:
        if seen and rng.random() < 0.1:
            old = rng.choice(seen)
            at = rng.randrange(1, len(old) - 1)
            return old[:at] + rng.choice("abdefgiklmnoprstuvz") + old[at + 1 :]
        seen.append(f"{word(6)} {word(9)}")
        return seen[-1]

    for n in range(count):
        people = [Entity(f"p{n}-{k}", label, "Person", (label,)) for k, label in enumerate((name(), name()))]
        text, statements = "", []
        for person in people:
            start, issue = len(text), f"w{rng.randrange(500)}"
            text += f"{person.label} opposes the plan {issue}. "
            spans = [Span(text.index(part, start), text.index(part, start) + len(part))
                     for part in (person.label, "opposes", f"plan {issue}")]  # fmt: skip
            subject = Participant(person.id, person.label, "Person", person.label, spans[0])
            target = Participant(f"plan.{issue}", f"plan {issue}", "Issue", f"plan {issue}", spans[2])
            evidence = Evidence(Span(start, len(text) - 1), *spans)
            statements.append(Statement(subject, "opposes", target, Polarity.CON, Modality.ASSERTED, StatementKind.POSITION,
                                        evidence, "svo:oppose", 0.9, True))  # fmt: skip
        article = Article(f"a{n}", f"a{n}", text, None, f"Outlet {n % 50}", "2025-01-01")
        yield Extraction(article, tuple(people), statements=tuple(statements))


def _spans(text: str) -> st.SearchStrategy[Span]:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return ends.map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def _participants(draw: st.DrawFn, text: str, issues: bool = False) -> Participant:
    place = draw(_spans(text))
    words = place.of(text)
    if issues and draw(st.booleans()):
        return Participant(draw(st.sampled_from(("toll", "ferry ban/Ünïcode"))), words + "!", "Issue", words, place)
    entity = draw(st.sampled_from(ACTORS))
    return Participant(entity.id, entity.label, entity.type, words, place)


@st.composite
def _attributions(draw: st.DrawFn, text: str) -> Attribution | None:
    found = None
    for _ in range(draw(st.integers(0, 2))):
        place = draw(_spans(text))
        unnamed = Participant("", place.of(text), "Group", place.of(text), place)
        source = draw(st.one_of(st.just(unnamed), _participants(text)))
        kind = draw(st.sampled_from(AttributionKind))
        found = Attribution(draw(_spans(text)), source, draw(_spans(text)), kind, found)
    return found


@st.composite
def _statements(draw: st.DrawFn, text: str) -> Statement:
    subject, target = draw(_participants(text)), draw(_participants(text, issues=True))
    cues = st.lists(_spans(text), max_size=2, unique=True).map(lambda found: tuple(sorted(found)))
    apart = draw(st.booleans())
    return Statement(
        subject=subject,
        relation=draw(st.sampled_from(("opposes", "rulesOut", "meets", "memberOf"))),
        object=target,
        polarity=draw(st.sampled_from(Polarity)),
        modality=draw(st.sampled_from(Modality)),
        kind=draw(st.sampled_from(StatementKind)),
        evidence=Evidence(
            draw(_spans(text)),
            draw(_spans(text)) if apart else subject.span,
            draw(_spans(text)),
            draw(_spans(text)) if apart else target.span,
            draw(cues),
            draw(cues),
        ),
        rule=draw(st.sampled_from(("svo:oppose", "a rule / with ü"))),
        confidence=draw(st.floats(0, 1)),
        firm=draw(st.booleans()),
        recipient=draw(st.one_of(st.none(), _participants(text, issues=True))),
        attribution=draw(_attributions(text)),
        time=draw(st.sampled_from((None, "2025-02-03", "2025-02", "2025", "last week"))),
    )


_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
_FIELDS = st.one_of(st.none(), _TEXTS)


@st.composite
def extractions(draw: st.DrawFn, ids: tuple[str, ...] = ("a1",)) -> Extraction:
    """Any extraction: any Unicode text, spans anywhere inside it."""
    text = draw(_TEXTS)
    published = draw(st.one_of(st.none(), st.dates().map(str)))
    article = Article(
        draw(st.sampled_from(ids)), draw(_TEXTS), text, draw(_FIELDS), draw(_FIELDS), published, draw(_FIELDS), "en"
    )
    statements = tuple(draw(st.lists(_statements(text), max_size=3)))
    return Extraction(article, ACTORS, attributions=(), statements=statements)
