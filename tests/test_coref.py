"""Which mentions are one? Pronouns and descriptions against what was mentioned before, and when to abstain."""

import pytest
from referring import meant, resolved


@pytest.mark.parametrize(
    ("name", "word", "expected"),
    [
        ("leaders", "He", "keir-starmer"),
        ("leaders", "president", "emmanuel-macron"),
        ("group", "alliance", "nato"),
        ("pair", "leaders", "vladimir-putin + donald-trump"),
        ("they", "They", "china + russia"),
        ("reflexive", "himself", "emmanuel-macron"),
        ("clause", "him", "volodymyr-zelensky"),
        ("gender", "She", "kaja-kallas"),
        ("pleonastic", "It", None),
        ("pleonastic", "it", "iran"),
        ("naming", "group", "coalition-of-the-willing"),
        ("naming", "itself", "coalition-of-the-willing"),
        ("tower", "institute", "nordic-institute"),
        ("apposition", "leader", "vladimir-putin"),
        ("brackets", "sides", None),
        ("respective", "countries", "canada + united-kingdom"),
        ("counterparts", "counterparts", "united-states"),
        ("counterparts", "capitals", "europe"),
        ("presidents", "presidents", "volodymyr-zelensky + vladimir-putin"),
        ("likeoffice", "counterpart", "francois-hollande"),
        ("someone", "He", "french-minister"),
        ("sorted", "group", "hamas"),
        ("both", "minister", "beata-szydlo"),
    ],
)
def test_pronouns_and_descriptions(name: str, word: str, expected: str | None) -> None:
    doc, resolution = resolved(name, "2016-10-19" if name in {"likeoffice", "both"} else "2025-08-20")
    assert meant(doc, resolution, word) == expected


def test_two_equal_antecedents_stay_open_with_a_note() -> None:
    doc, resolution = resolved("tie")
    assert meant(doc, resolution, "He") is None
    notes = [note for note in resolution.notes if note.span is not None and note.span.of(doc.text) == "He"]
    assert [note.stage for note in notes] == ["coref"]
    assert "Friedrich Merz or Emmanuel Macron" in notes[0].message


def test_rebels_of_two_peoples_stay_open_with_a_note() -> None:
    doc, resolution = resolved("openrebels")
    notes = [note for note in resolution.notes if note.span is not None and note.span.start == doc.text.index("rebels denied")]
    assert [note.stage for note in notes] == ["coref"]
    assert "Tuareg rebels, Chadian rebels" in notes[0].message


def test_first_person_waits_for_its_speaker() -> None:
    doc, resolution = resolved("quote")
    assert meant(doc, resolution, "We") is None
    assert meant(doc, resolution, "I") is None
    assert meant(doc, resolution, "it") is None


def test_links_hold_every_mention_once_and_in_order() -> None:
    for name in ("leaders", "pair", "they", "naming", "officials"):
        _, resolution = resolved(name)
        for link in resolution.links:
            spans = [mention.span for mention in link.chain.mentions]
            assert spans == sorted(set(spans)), name
            assert link.chain.representative in link.chain.mentions
        starts = [link.chain.mentions[0].span for link in resolution.links]
        assert starts == sorted(starts), name
