"""Which graphs do the tests of the page share? A small one with a story, hostile ones, and seeded random ones of any size."""

import random

from kg.model import (
    Article,
    Attribution,
    AttributionKind,
    Entity,
    Evidence,
    Modality,
    Participant,
    Polarity,
    Record,
    Snapshot,
    Span,
    Statement,
    StatementKind,
    sorted_snapshot,
    statement_id,
)

ENTITIES = (
    Entity("norland", "Norland", "State", ("Norland", "Kingdom of Norland", "Oskar"), "Q20"),
    Entity("sudria", "Sudria", "State", ("Sudria",), "Q99"),
    Entity("ada-linde", "Ada Linde", "Person", ("Ada Linde", "Linde")),
    Entity("tomas-rojas", "Tomás Rojas", "Person", ("Tomás Rojas",)),
    Entity("fjord-council", "Fjord Council", "Organization", ("Fjord Council", "FC")),
    Entity("red-lantern", "Red Lantern", "ArmedGroup", ("Red Lantern",)),
)
_BY_LABEL = {entity.label: entity for entity in ENTITIES}
_PEACE, _TOLL = "ceasefire-at-the-strait", "harbour-toll"
_ISSUES = {_PEACE: "Ceasefire at the strait", _TOLL: "Harbour toll"}

# Each line: article, sentence, subject, its words, relation, object, its words, cue, negation, stance, modality, speakers.
_LINES = (
    ("a1", "Norland backs the ceasefire at the strait.", "Norland", "Norland", "supports",
     _PEACE, "ceasefire at the strait", "backs", "", "pro", "asserted", ()),
    ("a1", "Linde ruled out the harbour toll.", "Ada Linde", "Linde", "rulesOut",
     _TOLL, "harbour toll", "ruled out", "", "con", "asserted", ()),
    ("a1", "Sudria may accept the truce, Linde said.", "Sudria", "Sudria", "accepts",
     _PEACE, "truce", "accept", "", "pro", "possible", ("Ada Linde",)),
    ("a2", "😀 Linde will not pay the toll.", "Ada Linde", "Linde", "rulesOut",
     _TOLL, "toll", "pay", "not", "con", "asserted", ()),
    ("a2", "Red Lantern rejects any ceasefire.", "Red Lantern", "Red Lantern", "rejects",
     _PEACE, "ceasefire", "rejects", "", "con", "asserted", ()),
    ("a2", "Rojas met Linde at the port.", "Tomás Rojas", "Rojas", "meets",
     "Ada Linde", "Linde", "met", "", "neutral", "asserted", ()),
    ("a3", "Linde now accepts the harbour toll, Rojas told the council.", "Ada Linde", "Linde", "accepts",
     _TOLL, "harbour toll", "accepts", "", "pro", "asserted", ("Tomás Rojas", "Fjord Council")),
    ("a3", "Sudria opposes the harbour toll.", "Sudria", "Sudria", "opposes",
     _TOLL, "harbour toll", "opposes", "", "con", "asserted", ()),
    ("a3", "Linde is minister of Norland.", "Ada Linde", "Linde", "holdsOffice",
     "Norland", "minister", "is", "", "neutral", "asserted", ()),
    ("a4", "Norland again backs the ceasefire.", "Norland", "Norland", "supports",
     _PEACE, "ceasefire", "backs", "", "pro", "asserted", ()),
)  # fmt: skip
_META = {
    "a1": ("The Fjord Post", "2025-03-01", "https://news.example/one?a=1&b=2"),
    "a2": ("Harbour Times", "2025-03-04", "https://news.example/two"),
    "a3": ("The Fjord Post", "2025-03-09", None),
    "a4": ("Strait Weekly", "2025-03-12", "http://news.example/four"),
}


def small() -> Snapshot:
    """Six actors, two issues, ten statements in four articles: stances, a change of position, a hedge, a chain of sources."""
    texts: dict[str, str] = {}
    starts: list[int] = []
    for article, sentence, *_ in _LINES:
        before = texts.get(article, "") and texts[article] + "\n\n"
        starts.append(len(before))
        texts[article] = before + sentence
    articles = tuple(
        Article(
            key,
            f"doc-{key}",
            text,
            title=f"Report {key[1:]} from the coast",
            outlet=_META[key][0],
            published=_META[key][1],
            url=_META[key][2],
        )
        for key, text in texts.items()
    )
    return sorted_snapshot(articles, ENTITIES, (_record(line, start) for line, start in zip(_LINES, starts, strict=True)))


def _record(line: tuple[object, ...], start: int) -> Record:
    article, sentence, subject, words, relation, target, target_words, cue, negation, stance, modality, speakers = line
    assert isinstance(sentence, str)
    assert isinstance(speakers, tuple)

    def span(part: object) -> Span:
        at = start + sentence.index(str(part))
        return Span(at, at + len(str(part)))

    attribution = None
    for name in reversed(speakers):
        attribution = Attribution(
            Span(start, start), actor(name, "", Span(start, start)), Span(start, start), AttributionKind.INDIRECT, attribution
        )
    kind = {"meets": StatementKind.ACTION, "holdsOffice": StatementKind.ROLE}.get(str(relation), StatementKind.POSITION)
    thing = (
        actor(str(target), str(target_words), span(target_words))
        if target in _BY_LABEL
        else Participant(str(target), _ISSUES[str(target)], "Issue", str(target_words), span(target_words))
    )
    evidence = Evidence(
        Span(start, start + len(sentence)), span(words), span(cue), span(target_words), (span(negation),) if negation else ()
    )
    statement = Statement(
        actor(str(subject), str(words), span(words)), str(relation), thing, Polarity(str(stance)), Modality(str(modality)), kind,
        evidence, "svo:row", 0.9, modality == "asserted", None, attribution,
    )  # fmt: skip
    return Record(statement_id(str(article), statement), str(article), statement)


def actor(label: str, words: str, span: Span) -> Participant:
    """A known actor in these words."""
    entity = _BY_LABEL[label]
    return Participant(entity.id, entity.label, entity.type, words, span)


def hostile(payload: str, url: str | None = None) -> Snapshot:
    """One statement in which every text is the payload."""
    text = f"{payload} opposes {payload}."
    whole, first = Span(0, len(text)), Span(0, len(payload))
    second = Span(len(payload) + 9, len(text) - 1)
    subject = Participant(payload, payload, payload, payload, first)
    target = Participant(payload, payload, "Issue", payload, second)
    source = Attribution(
        first, Participant("source " + payload, payload, "Person", payload, first), whole, AttributionKind.DIRECT
    )
    evidence = Evidence(whole, first, Span(len(payload) + 1, len(payload) + 8), second, (first,), (second,))
    statement = Statement(
        subject, "opposes", target, Polarity.CON, Modality.ASSERTED, StatementKind.POSITION, evidence, payload, 0.5, True,
        subject, source, payload,
    )  # fmt: skip
    article = Article(
        payload, payload, text, title=payload, outlet=payload, published=payload, url=url if url is not None else payload
    )
    entity = Entity(payload, payload, payload, (payload, payload + "2"), payload)
    return sorted_snapshot((article,), (entity,), (Record(payload, article.id, statement),))


_SYLLABLES = ["ka", "lo", "mi", "ren", "sta", "vor", "tel", "na", "du", "pe", "gri", "sol", "ba", "ti", "on"]
_RELATIONS = (
    ("supports", "pro"), ("accepts", "pro"), ("willingTo", "pro"), ("demands", "pro"), ("opposes", "con"), ("rejects", "con"),
    ("rulesOut", "con"), ("warns", "con"), ("states", "neutral"), ("considers", "neutral"),
)  # fmt: skip
_TYPES = ("Person", "Person", "State", "State", "Organization", "ArmedGroup", "Issue", "Issue")


def synthetic(edges: int, seed: int = 1, *, crowd: float = 3.0) -> Snapshot:
    """A random graph with exactly `edges` lines and some of them said more than once; one node for `crowd` lines.

    The same arguments give the same snapshot. Actors are picked with unequal chances, as in the news.
    """
    rng = random.Random(seed)
    count = max(8, round(edges / crowd)) if edges > 150 else 60
    names = _names(rng, count)
    things = [
        Participant(name.lower().replace(" ", "-"), name, _TYPES[i % len(_TYPES)], name, Span(0, 0))
        for i, name in enumerate(names)
    ]
    subjects = [thing for thing in things if thing.type != "Issue"]
    chances = [1 / (i + 3) ** 0.6 for i in range(len(things))]
    own = [chance for thing, chance in zip(things, chances, strict=True) if thing.type != "Issue"]
    claims: list[tuple[Participant, Participant, str, str]] = []
    taken: set[tuple[str, str, str]] = set()
    while len(taken) < edges:
        for subject, target in zip(rng.choices(subjects, own, k=1000), rng.choices(things, chances, k=1000), strict=True):
            relation, stance = rng.choice(_RELATIONS)
            if subject is target or len(taken) >= edges or (subject.id, target.id, stance) in taken:
                continue
            taken.add((subject.id, target.id, stance))
            claims += [(subject, target, relation, stance)] * (1 if rng.random() < 0.85 else rng.randint(2, 4))
    rng.shuffle(claims)
    return _printed(rng, claims, max(5, len(claims) // 6))


def _names(rng: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[" ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(rng.randint(1, 2)))] = None
    return list(found)


def _printed(rng: random.Random, claims: list[tuple[Participant, Participant, str, str]], papers: int) -> Snapshot:
    """The claims as sentences, dealt to articles of a few outlets over half a year."""
    texts = [""] * papers
    records: list[Record] = []
    for i, (subject, target, relation, stance) in enumerate(claims):
        number = i % papers
        start = len(texts[number])
        words = f"{subject.label} {relation} {target.label}"
        sentence = f"{words}, an official said on {rng.choice(('Monday', 'Tuesday', 'Friday'))}, adding that talks would go on. "
        texts[number] += sentence
        first = Span(start, start + len(subject.label))
        cue = Span(first.end + 1, first.end + 1 + len(relation))
        second = Span(cue.end + 1, start + len(words))
        firm = rng.random() < 0.7
        modality = Modality.ASSERTED if firm else rng.choice((Modality.POSSIBLE, Modality.FUTURE, Modality.CONDITIONAL))
        statement = Statement(
            Participant(subject.id, subject.label, subject.type, subject.label, first), relation,
            Participant(target.id, target.label, target.type, target.label, second), Polarity(stance), modality,
            StatementKind.POSITION, Evidence(Span(start, len(texts[number]) - 1), first, cue, second), f"svo:{relation}",
            0.8, firm,
        )  # fmt: skip
        records.append(Record(statement_id(f"paper-{number:05d}", statement), f"paper-{number:05d}", statement))
    articles = (
        Article(f"paper-{n:05d}", f"paper-{n:05d}", text, title=f"Report {n}", outlet=f"Outlet {n % 17}",
                published=f"2025-{n % 6 + 1:02d}-{n % 28 + 1:02d}", url=f"https://news.example/{n}")
        for n, text in enumerate(texts)
    )  # fmt: skip
    return sorted_snapshot(articles, (), records)
