"""Which rows fire, with which holder, object and addressee, on stored parses."""

from pathlib import Path

import pytest
from conllu import read
from spacy.tokens import Doc

from kg import lexicon
from kg.extract import spans
from kg.extract.clearnlp import to_ud
from kg.extract.frames import matches
from kg.extract.grammar import agents, direct_object, tree

CASES = list(read(Path(__file__).parent / "parses" / "frames.conllu"))


def found(doc: Doc) -> list[str]:
    t = tree(doc)
    lines = []
    for m in matches(t, lexicon.load()):
        target = (spans.clause if m.clause else spans.phrase)(t, m.object).of(doc.text)
        addressee = f" @ {doc[m.recipient].text}" if m.recipient is not None else ""
        lines.append(f"{m.relation} {m.rule}: {','.join(doc[h].text for h in m.holders) or '-'} > {target}{addressee}")
    return lines


def test_all_cases_are_read() -> None:
    assert len(CASES) == 23


@pytest.mark.parametrize(("expected", "doc"), CASES, ids=[case["text"] for case, _doc in CASES])
def test_matches(expected: dict[str, str], doc: Doc) -> None:
    assert found(doc) == expected["matches"].split(" | ")


def test_passive_does_not_swap_agent_and_patient() -> None:
    doc = next(doc for case, doc in CASES if case["text"].startswith("The proposal was rejected"))
    t = tree(doc)
    verb = t.lemma.index("reject")
    assert [doc[k].text for k in agents(t, verb)] == ["Russia", "China"]
    assert doc[direct_object(t, verb) or 0].text == "proposal"


def test_clearnlp_labels_give_the_same_statement() -> None:
    doc = Doc(
        CASES[0][1].vocab,
        words=["Russia", "did", "not", "object", "to", "the", "plan", "backed", "by", "Cairo"],
        heads=[3, 3, 3, 3, 3, 6, 4, 6, 7, 8],
        deps=["nsubj", "aux", "neg", "ROOT", "prep", "det", "pobj", "acl", "agent", "pobj"],
        lemmas=["Russia", "do", "not", "object", "to", "the", "plan", "back", "by", "Cairo"],
        tags=["NNP", "VBD", "RB", "VB", "IN", "DT", "NN", "VBN", "IN", "NNP"],
        pos=["PROPN", "AUX", "PART", "VERB", "ADP", "DET", "NOUN", "VERB", "ADP", "PROPN"],
    )
    assert found(doc) == [
        "opposes verb-prep:object-to: Russia > plan backed by Cairo",
        "supports svo:back: Cairo > plan backed by Cairo",
    ]


def test_clearnlp_copula_becomes_a_predicate() -> None:
    heads, labels = to_ud([1, 1, 1, 2, 3], ["nsubj", "ROOT", "acomp", "prep", "pobj"], ["Rome", "be", "open", "to", "talk"])
    assert heads == [2, 2, 2, 4, 2]
    assert labels == ["nsubj", "cop", "ROOT", "case", "obl"]
