"""Does the transformer pipeline load where its extra is installed, read well, and the same each time?"""

from __future__ import annotations

import builtins
import shutil
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import kg.english
from kg.english import clauses, evaluate, stops, treebanks
from kg.english.names import Named
from kg.english.pieces import WordPieces, shape
from kg.english.sentences import Paragraphs
from kg.errors import ModelError

pytest.importorskip("onnxruntime", reason="the extra kg[accurate] is not installed")

from kg.english import silver
from kg.english.accurate import FOLDER, VOCABULARY, Network

CLAUSES = Path(__file__).parent / "english" / "clauses.tsv"
MISREAD_CLAUSES = 12
ARTICLE = (
    "\n\nNorway Rules Out Troops\n\n"
    "OSLO, Aug 20 (Agency) - The U.S. Army isn’t sending Lt. Gen. Smith to Kenya. “We won’t go. It is over,” he said.\n"
    "• Aid: more\r\n \n"
    "Togo ruled out sending tanks. Mali's foreign minister, Abdoulaye Diop, said he regretted it"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return kg.english.load("accurate")


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(ARTICLE)


def values(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]


def test_it_is_small(nlp: Language) -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 30_000_000
    assert nlp.pipe_names == ["kg_paragraphs", "kg_accurate", "lemmatizer"]
    assert nlp.meta["name"] == "geo_news_accurate"


def test_text_and_paragraphs_are_kept(doc: Doc) -> None:
    assert doc.text == ARTICLE
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Norway Rules Out Troops",
        "OSLO, Aug 20 (Agency) -",
        "The U.S. Army isn’t sending Lt. Gen. Smith to Kenya.",
        "“We won’t go.",
        "It is over,” he said.",
        "• Aid: more",
        "Togo ruled out sending tanks.",
        "Mali's foreign minister, Abdoulaye Diop, said he regretted it",
    ]


def test_each_sentence_is_one_tree(doc: Doc) -> None:
    for sentence in doc.sents:
        assert [token.dep_ for token in sentence if token.head == token] == ["ROOT"]
        assert {token.i for token in sentence.root.subtree} == set(range(sentence.start, sentence.end))
    assert all(token.pos_ == "SPACE" and token.dep_ == "dep" for token in doc if token.is_space)
    assert all(token.lemma_ and token.tag_ and token.pos_ for token in doc)


def test_syntax_lemmas_and_names(doc: Doc) -> None:
    found = {token.text: (token.lemma_, token.pos_, token.dep_, token.head.text) for token in doc}
    assert found["ruled"] == ("rule", "VERB", "ROOT", "ruled")
    assert found["sending"][2:] == ("xcomp", "ruled")
    assert found["minister"][2:] == ("nsubj", "said")
    assert {"Kenya", "Mali", "Abdoulaye Diop"} <= {ent.text for ent in doc.ents}


def test_hand_made_checks_of_clauses(nlp: Language) -> None:
    checks = clauses.read(CLAUSES)
    assert len(checks) == 100
    assert len(list(clauses.misses(nlp, checks))) <= MISREAD_CLAUSES


def test_a_sentence_is_read_alike_in_any_company(nlp: Language, doc: Doc) -> None:
    *_, last = doc.sents
    docs = list(nlp.pipe([last.text, ARTICLE, "Togo agreed."]))
    assert values(docs[1]) == values(doc)
    assert [row[:6] for row in values(docs[0])] == [row[:6] for row in values(doc)[last.start :]]


@pytest.mark.parametrize("text", ["", "\n", " \n \n", ".", "\u0301", "Oslo\n", "\n• \n", "𝔸" * 300])
def test_texts_with_hardly_any_words(nlp: Language, text: str) -> None:
    read = nlp(text)
    assert read.text == text
    assert sum(token.head == token for token in read) == len(list(read.sents)) <= len(read)


def test_long_sentences_are_cut_at_punctuation(nlp: Language) -> None:
    read = nlp("Oslo pays for the road, " * 200)
    sentences = list(read.sents)
    assert 3 < len(sentences) < 20
    assert {sentence.text.strip()[-1] for sentence in sentences} == {","}
    assert len(list(nlp("road " * 2000).sents)) > 7


def test_a_pipeline_can_be_saved_and_scored(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    again = kg.english.load(tmp_path / "saved")
    assert values(again("Oslo rules out troops.")) == values(nlp("Oslo rules out troops."))
    row = "1\tOslo\tOslo\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n2\tagreed\tagree\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
    (tmp_path / "bank.conllu").write_text(row + "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n", encoding="utf-8")
    scores = evaluate.score_syntax(nlp, tmp_path / "bank.conllu")
    assert (scores.las, scores.pos, scores.lemma) == (100, 100, 100)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: object) -> object:
        if name == "onnxruntime":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ModelError, match=r'pip install "kg\[accurate\]"'):
        kg.english.load("accurate")


def test_what_the_network_reads_can_be_written_as_a_treebank(tmp_path: Path) -> None:
    network = Network()
    words = ("Oslo", "rejected", "the", "plan", ".")
    read = silver.sentence("gmb", 7, network, Named(words, (True, True, True, False, True), ((0, 1, "ORG"),)))
    assert read is not None
    treebanks.write([read], tmp_path / "silver.conllu")
    [again] = treebanks.read(tmp_path / "silver.conllu")
    assert [word.dep for word in again.words] == ["nsubj", "ROOT", "det", "obj", "punct"]
    assert [word.head for word in again.words] == [1, 1, 3, 1, 1]
    assert (again.id, again.words[0].name, again.words[1].pos, again.words[3].space) == ("gmb-7", "B-GPE", "VERB", False)
    assert silver.sentence("gmb", 8, network, Named(("No", "."), (False, True), ())) is None


def test_a_folder_without_a_network(tmp_path: Path) -> None:
    shutil.copy(FOLDER / VOCABULARY, tmp_path)
    with pytest.raises(ModelError, match=r"lacks model.onnx, labels.json"):
        Network(tmp_path)


def test_pieces_hold_no_case_no_accents_no_curly_quotes() -> None:
    pieces = WordPieces(FOLDER / VOCABULARY)
    assert pieces.pieces("Erdoğan") == pieces.pieces("erdogan")
    assert pieces.pieces("n’t") == pieces.pieces("n't") != pieces.pieces("nt")
    row, firsts = pieces.row(["Oslo", "re-stated", "it"])
    assert (row[0], row[-1], firsts[0]) == (pieces.start, pieces.end, 0)
    assert tuple(row[firsts[2] : firsts[3]]) == pieces.pieces("re-stated")
    assert [shape(word) for word in ("A", "U.S.", "F-16", "iPhone", "—")] == [5, 6, 3, 10, 1]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It moved to the U.S. in May. The U.S. Senate agreed.", 2),
        ("It moved to the U.S. The Senate agreed.", 2),
        ("See No. 5 and Art. 7 of the pact. 12 states signed it.", 2),
        ("“Will you go?” he asked. (Nobody went.) “No!” It ended.", 4),
        ("He said: “We pay.” She left", 2),
    ],
)
def test_stops(nlp: Language, text: str, count: int) -> None:
    assert len(list(stops.sentences(Paragraphs()(nlp.make_doc(text))))) == count
