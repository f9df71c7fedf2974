"""Negation, modals, conditions and questions, on stored parses."""

from pathlib import Path

import pytest
from conllu import read
from spacy.tokens import Doc

from kg import lexicon
from kg.extract.embedding import embedded
from kg.extract.factuality import factuality
from kg.extract.grammar import direct_object, infinitive, tree

CASES = list(read(Path(__file__).parent / "parses" / "factuality.conllu"))


def test_all_cases_are_read() -> None:
    assert len(CASES) == 23


@pytest.mark.parametrize(("expected", "doc"), CASES, ids=[case["text"] for case, _doc in CASES])
def test_factuality(expected: dict[str, str], doc: Doc) -> None:
    t = tree(doc)
    cue = next(i for i in range(len(t)) if t.lemma[i] == expected["cue"])
    complement = infinitive(t, cue)
    found = factuality(t, cue, lexicon.load(), complement if complement is not None else direct_object(t, cue))
    assert found.negated == (expected["negated"] == "yes")
    assert found.modality == expected["modality"]
    assert found.hypothetical == (expected.get("hypothetical") == "yes")


def test_cues_are_kept() -> None:
    doc = next(doc for case, doc in CASES if case["cue"] == "rule")
    found = factuality(tree(doc), 3, lexicon.load())
    assert [doc[k].text for k in found.negation] == ["not"]
    assert [doc[k].text for k in found.cues] == ["would"]


def test_what_completes_a_stance_is_not_asserted() -> None:
    doc = next(doc for case, doc in CASES if case["cue"] == "ready")
    t = tree(doc)
    assert embedded(t, t.lemma.index("send"), lexicon.load())
    assert not embedded(t, t.lemma.index("ready"), lexicon.load())
