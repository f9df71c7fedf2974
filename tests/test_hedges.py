"""What hedges, denies or attributes a clause is never lost, however the parser hangs it."""

import pytest
from test_extraction import lines

from kg import lexicon
from kg.extract.pipeline import Extractor
from kg.model import Article, Modality, Statement

SAID = [
    ("Under no circumstances will Kenya emphasize the plan.", ["Kenya confirms > plan: con asserted soft"]),
    ("Nobody doubts that Chad accepted the plan.", ["Chad accepts > plan: pro asserted firm"]),
    ("Kenya accepted not only the plan but also the truce.",
     ["Kenya accepts > only the plan but also the truce: pro asserted firm"]),
    ("Kenya acted as though it had accepted the plan.", []),
    ("Kenya accepted the plan as if nothing had happened.", ["Kenya accepts > plan: pro asserted firm"]),
    ("Kenya wants talks before Chad discloses the plan.",
     ["Kenya demands > talks: pro asserted firm", "Chad confirms > plan: neutral future soft"]),
    ("It is conceivable that Chad accepted the plan.", ["Chad accepts > plan: pro possible soft"]),
    ("It seems that Chad accepted the plan.", ["Chad accepts > plan: pro possible soft"]),
    ("It is true that Chad accepted the plan.", ["Chad accepts > plan: pro asserted firm"]),
    ("It is no secret that Chad accepted the plan.", ["Chad accepts > plan: pro asserted firm"]),
    ("There is no doubt that Chad accepted the plan.", ["Chad accepts > plan: pro asserted firm"]),
    ("The fact that Chad accepted the plan is known.", ["Chad accepts > plan: pro asserted firm"]),
    ("It was not the plan that Chad rejected.", []),
    ("It is time Chad accepted the plan.", []),
    ("It is vital that Chad accepts the plan.", []),
    ("It is the first time in years that Chad has announced the arrest of spies.",
     ["Chad sanctions > spies: con asserted firm"]),
    ("Kenya denied rumours of Chad abandoning the plan.",
     ["Kenya rejects > rumours of Chad abandoning the plan: con asserted firm"]),
    ("There is no chance of Chad abandoning the plan.", []),
    ("Kenya objects to Chad abandoning the plan.", ["Kenya opposes > Chad abandoning the plan: con asserted firm"]),
    ("Kenya talked of Chad abandoning the plan.", []),
    ("Kenya fled to Chad carrying arms.", []),
    ("Chad abandoning the plan would be a mistake.", []),
    ("Chad has still to accept the plan.", ["Chad opposes > plan: con asserted firm"]),
    ("Chad is able to accept the plan.", ["Chad accepts > plan: pro possible soft"]),
    ("Chad was able to attack the port.", ["Chad attacks > port: con asserted firm"]),
    ("Chad is obliged to accept the plan.", []),
    ("Chad was obliged to accept the plan.", ["Chad accepts > plan: pro asserted firm"]),
    ("Chad has no choice but to accept the plan.", []),
    ("Chad all but accepted the plan.", ["Chad accepts > plan: pro possible soft"]),
    ("Chad cannot have accepted the plan.", []),
    ("Any move by Chad to accept the plan will fail.", []),
    ("Kenya announced no plans to back the truce.",
     ["Kenya rulesOut > back the truce: con asserted firm", "Kenya opposes > truce: con future soft"]),
    ("Chad May Attack the Port", ["Chad attacks > Port: con possible soft"]),
    ("Chad, according to Kenya, accepted the plan.", ["Chad accepts > plan: pro asserted firm by Kenya"]),
    ("Chad has, Kenya claims, attacked the port.", ["Chad attacks > port: con asserted firm by Kenya"]),
    ("Chad had accepted the plan, Kenya told reporters on Monday.", ["Chad accepts > plan: pro asserted firm by Kenya"]),
    ("Chad had, in Kenya's view, accepted the plan.", ["Chad accepts > plan: pro asserted firm by Kenya"]),
    ("Kenya is right to say Chad accepted the plan.", ["Chad accepts > plan: pro asserted firm by Kenya"]),
    ("Kenya falsely claimed that Chad attacked the port.", ["Kenya states > Chad attacked the port: neutral asserted firm"]),
    ("Kenya wrongly accused Chad of attacking the port.", ["Kenya criticizes > Chad: con asserted firm"]),
    ("The claim that Chad attacked the port was false.", []),
    ("Kenya rejected suggestions Chad had attacked the port.",
     ["Kenya rejects > suggestions Chad had attacked the port: con asserted firm"]),
    ("There are fears Chad attacked the port.", []),
    ("There is no proof Chad banned the plan.", []),
    ("Kenya wants to see Chad attack the port.", ["Kenya demands > Chad attack the port: pro asserted firm"]),
    ("Kenya cannot have Chad condemn the plan.", []),
    ("Kenya called for Chad to condemn the plan.", ["Kenya demands > condemn the plan: pro asserted firm"]),
    ("Suppose Chad accepts the plan.", []),
    ("Let's say Chad accepts the plan.", []),
    ("Kenya will stay provided Chad accepts the plan.", []),
    ("Kenya will leave the bloc in case Chad abandons the plan.", ["Kenya yields > bloc: pro conditional soft"]),
    ("Kenya will leave the bloc in the event that Chad abandons the plan.", ["Kenya yields > bloc: pro conditional soft"]),
    ("Kenya circulated a draft of the resolution on action in the event that Chad attacks the port.",
     ["Kenya proposes > draft of the resolution on action in the event that Chad attacks the port: pro asserted firm"]),
    ("Kenya will leave the bloc the moment Chad accepts the plan.",
     ["Kenya yields > bloc: pro future soft", "Chad accepts > plan: pro future soft"]),
    ("Kenya will leave the bloc as soon as Chad accepts the plan.",
     ["Kenya yields > bloc: pro future soft", "Chad accepts > plan: pro future soft"]),
    ("Rumour has it that Chad accepted the plan.", ["Chad accepts > plan: pro possible soft"]),
    ("Whenever Chad accepts the plan, Kenya leaves.", []),
    ("Kenya hopes that Chad will derail the plan.",
     ["Kenya expects > Chad will derail the plan: neutral future soft", "Chad opposes > plan: con future soft by Kenya"]),
    ('"How can Chad accept the plan?" Ruto said.', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_says_just_that(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


VERBS = ("accept", "attack", "ban", "condemn", "confiscate", "disclose", "finance", "invade", "oppose", "reject", "welcome")
HEDGES = (
    "A deal under which Denmark would {v} the plan was dropped.",
    "Norway will leave, but Denmark may {v} the plan.",
    "Denmark acted as though it had {d} the plan.",
    "It looked as if Denmark had {d} the plan.",
    "Norway wants talks before Denmark {s} the plan.",
    "It is false that Denmark {d} the plan.",
    "It is possible that Denmark {d} the plan.",
    "It is conceivable that Denmark {d} the plan.",
    "It seems that Denmark {d} the plan.",
    "It appears Denmark {d} the plan.",
    "It was not the plan that Denmark {d}.",
    "It is time Denmark {d} the plan.",
    "It is vital that Denmark {s} the plan.",
    "There is no chance of Denmark {g} the plan.",
    "There were reports of Denmark {g} the plan.",
    "There are fears Denmark {d} the plan.",
    "Norway denied rumours of Denmark {g} the plan.",
    "Norway rejected suggestions Denmark had {d} the plan.",
    "Norway falsely claimed that Denmark {d} the plan.",
    "Norway wrongly accused Denmark of {g} the plan.",
    "The report that Denmark {d} the plan is a hoax.",
    "Norway warned of Denmark {g} the plan.",
    "Norway is against Denmark {g} the plan.",
    "Norway talked of Denmark {g} the plan.",
    "Norway insists on Denmark {g} the plan.",
    "Denmark {g} the plan would be a mistake.",
    "Norway wants to see Denmark {v} the plan.",
    "Norway cannot have Denmark {v} the plan.",
    "Norway called for Denmark to {v} the plan.",
    "Any move by Denmark to {v} the plan will fail.",
    "Denmark is able to {v} the plan.",
    "Denmark is obliged to {v} the plan.",
    "Denmark has no choice but to {v} the plan.",
    "Denmark all but {d} the plan.",
    "Denmark cannot have {d} the plan.",
    "Denmark has still to {v} the plan.",
    "The plan has yet to be {d} by Denmark.",
    "Under no circumstances will Denmark {v} the plan.",
    "At no point did Denmark {v} the plan.",
    "Denmark May {v} the Plan",
    "Imagine Denmark {s} the plan.",
    "Let's say Denmark {s} the plan.",
    "Norway will stay provided Denmark {s} the plan.",
    "Norway will leave in the event that Denmark {s} the plan.",
    "Norway will leave as soon as Denmark {s} the plan.",
    "Norway will leave the moment Denmark {s} the plan.",
    "Norway will leave by the time Denmark {s} the plan.",
    "Whenever Denmark {s} the plan, Norway leaves.",
    "The plan, if {d} by Denmark, would fail.",
    "Denmark vowed never to {v} the plan.",
)
ATTRIBUTED = (
    "Denmark, according to Norway, {d} the plan.",
    "Denmark had {d} the plan, Norway told reporters on Monday.",
    "Denmark had, in Norway's view, {d} the plan.",
    "Denmark, Norway said, {d} the plan.",
    "Norway is right to say Denmark {d} the plan.",
    "Norway left the bloc, saying Denmark {d} the plan.",
)
AFFIRMED = (
    "Denmark did not leave the bloc but {d} the plan.",
    "Not only did Denmark {v} the plan, it left the bloc.",
    "Norway may sign, but Denmark {d} the plan.",
    "Denmark {d} the plan as if nothing had happened.",
    "Denmark {d} not only the plan but also the truce.",
    "Denmark was able to {v} the plan.",
    "As soon as Norway left, Denmark {d} the plan.",
    "It is no secret that Denmark {d} the plan.",
    "There is no doubt that Denmark {d} the plan.",
    "It was the first time Denmark {d} the plan.",
    "Denmark {d} the plan so that Norway could leave.",
)


def forms(verb: str) -> dict[str, str]:
    """The forms of a verb: base, past, gerund, third person."""
    stem, doubled = verb.removesuffix("e"), verb + "n" * (verb == "ban")
    stem = doubled if verb == "ban" else stem
    return {"v": verb, "d": f"{stem}ed", "g": f"{stem}ing", "s": f"{verb}s"}


def told(extractor: Extractor, frames: tuple[str, ...]) -> list[tuple[str, list[Statement]]]:
    """Each frame with each verb, and what is found at the verb."""
    sentences = [(frame, verb, frame.format(**forms(verb))) for frame in frames for verb in VERBS]
    found = []
    articles = [Article(str(n), str(n), text) for n, (_frame, _verb, text) in enumerate(sentences)]
    for (frame, _verb, text), extraction in zip(sentences, extractor.pipe(articles), strict=True):
        at = frame.index("{")
        found.append((text, [s for s in extraction.statements if s.evidence.cue.start == at and s.kind != "role"]))
    return found


def is_plain(s: Statement) -> bool:
    return s.modality == Modality.ASSERTED and not s.evidence.negation


def test_verbs_are_rows() -> None:
    assert set(VERBS) <= {row.lemma for row in lexicon.load().rows if row.frame == "svo"}


def test_what_is_hedged_is_no_fact(extractor: Extractor) -> None:
    plain = [f"{text} ({s.rule})" for text, found in told(extractor, HEDGES) for s in found if is_plain(s)]
    assert len(plain) < len(HEDGES) * len(VERBS) / 100, plain  # the tagger takes a few verbs for nouns


def test_the_speaker_is_kept(extractor: Extractor) -> None:
    unsaid = [
        text for text, found in told(extractor, ATTRIBUTED) for s in found if s.subject.label == "Denmark" and not s.speaker
    ]
    assert unsaid == []


def test_what_is_affirmed_is_a_fact(extractor: Extractor) -> None:
    lost = [text for text, found in told(extractor, AFFIRMED) if not any(is_plain(s) for s in found)]
    assert len(lost) < len(AFFIRMED) * len(VERBS) / 50, lost
