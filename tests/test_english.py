"""Does the English pipeline load, keep offsets, paragraphs and sentences, and fail helpfully?"""

from __future__ import annotations

import json
import random
import warnings
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.english
from kg.english import augment, average, clauses, evaluate, lockstep, names, prepare, treebanks
from kg.english.sentences import abbreviations, sentence_starts, trimmed
from kg.english.treebanks import Sentence, Word
from kg.errors import ArticleError, ModelError

CLAUSES = Path(__file__).parent / "english" / "clauses.tsv"
MISREAD_CLAUSES = 14

ARTICLE = (
    "Norway Rules Out Troops\n\n"
    "By A. N. Author\n\n"
    "OSLO, Aug 20 (Agency) - The U.S. Army isn’t sending Lt. Gen. J. B. Smith to St. Petersburg. “We won’t go. "
    "Russia’s re-stated its plan,” he said.\n"
    "• Troops: none\n"
    "• Aid: more\r\n\r\n"
    "The Franco-German group’s leaders met… and left.  It was\ta short meeting\n"
)

# Four tokens a line: form, lemma, UPOS, XPOS, head, relation.
TREEBANK = """# newdoc id = test-1
# sent_id = 1
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = 2
1\tOslo\tOslo\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\tconsidered\tconsider\tVERB\tVBD\t_\t0\troot\t_\t_
3\tsending\tsend\tVERB\tVBG\t_\t2\txcomp\t_\t_
3.1\tgone\tgo\tVERB\tVB\t_\t_\t_\t_\t_
4\ttroops\ttroop\tNOUN\tNNS\t_\t3\tobj\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newdoc id = test-2
# sent_id = 3
1\t5 000\t5000\tNUM\tCD\t_\t0\troot\t_\t_
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return kg.english.load()


@pytest.fixture
def bank(tmp_path: Path) -> list[Sentence]:
    path = tmp_path / "bank.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return list(treebanks.read(path))


def sentences(doc: Doc) -> list[str]:
    return [trimmed(sentence).text for sentence in doc.sents]


def test_shipped_pipeline_has_what_the_extraction_reads(nlp: Language) -> None:
    assert nlp.pipe_names == ["tok2vec", "tagger", "morphologizer", "kg_paragraphs", "parser", "lemmatizer", "ner"]
    token = nlp("Norway rejected the plans.")[1]
    assert (token.text, token.tag_, token.pos_, token.lemma_, token.dep_) == ("rejected", "VBD", "VERB", "reject", "ROOT")


def test_loading_warns_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nlp = kg.english.load()
        nlp(ARTICLE)


def test_weights_say_what_they_are() -> None:
    meta = json.loads((kg.english.WEIGHTS / "meta.json").read_text(encoding="utf-8"))
    assert (meta["lang"], meta["name"], meta["license"]) == ("en", "geo_news_sm", "CC BY-SA 4.0")
    assert meta["spacy_version"] == ">=3.8.7,<3.9.0"
    assert sum(file.stat().st_size for file in kg.english.WEIGHTS.rglob("*") if file.is_file()) < 30e6


def test_weights_name_no_folder_of_their_training() -> None:
    config = (kg.english.WEIGHTS / "config.cfg").read_text(encoding="utf-8")
    assert "train = null" in config
    assert "/" not in config


def test_each_load_is_its_own(nlp: Language) -> None:
    other = kg.english.load()
    other.add_pipe("sentencizer")
    assert "sentencizer" not in nlp.pipe_names


def test_offsets_are_characters_of_the_text(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    assert doc.text == ARTICLE
    assert all(ARTICLE[token.idx : token.idx + len(token)] == token.text for token in doc)
    for sentence in doc.sents:
        assert ARTICLE[sentence.start_char : sentence.end_char] == sentence.text


def test_sentences_of_an_article(nlp: Language) -> None:
    assert sentences(nlp(ARTICLE)) == [
        "Norway Rules Out Troops",
        "By A. N. Author",
        "OSLO, Aug 20 (Agency) -",
        "The U.S. Army isn’t sending Lt. Gen. J. B. Smith to St. Petersburg.",
        "“We won’t go.",
        "Russia’s re-stated its plan,” he said.",
        "• Troops: none",
        "• Aid: more",
        "The Franco-German group’s leaders met… and left.",
        "It was\ta short meeting",
    ]


@pytest.mark.parametrize("text", ["", "\n", " \n\n ", "\n\nOslo agreed.", "…", "”", "a\nb\nc"])
def test_sparse_texts(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    assert [sentence for sentence in sentences(doc) if sentence] == lines


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\n\n", "\u2028", " \n \n"])
def test_no_sentence_crosses_a_line_break(nlp: Language, line_break: str) -> None:
    doc = nlp(f"Talks between Oslo and{line_break}Stockholm failed on Monday.")
    assert sentences(doc) == ["Talks between Oslo and", "Stockholm failed on Monday."]
    assert all(token.head in token.sent for token in doc)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The talks failed (they said so.) Then they left.", 2),
        ("He said: “We will not go.” She went home.", 2),
        ('He said: "We will not go." She went home.', 2),
        ("“Are we ready?” he asked. “No.”", 2),
        pytest.param(
            "“Are we ready?” Smith asked.", 1, marks=pytest.mark.xfail(strict=True, reason="a limit that the model card names")
        ),
        ("Sen. John Smith met Gov. Ann Lee in Ft. Worth.", 1),
        ("“We’re willing to help, probably… by air,” he said.", 1),
        ("The U.S. and the U.K. agreed. The E.U. did not.", 2),
        ("1. Withdraw the troops.\n2. Free the prisoners.", 2),
        ("- Withdraw the troops\n- Free the prisoners", 2),
        ("NATO – the alliance – agreed.", 1),
        ("KYIV/GENEVA (20 August) — Talks began.", 2),
    ],
)
def test_sentence_count(nlp: Language, text: str, count: int) -> None:
    assert len(sentences(nlp(text))) == count, sentences(nlp(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Russia’s isn’t", ["Russia", "’s", "is", "n’t"]),
        ("Russia's isn't", ["Russia", "'s", "is", "n't"]),
        ("the Franco-German plan", ["the", "Franco", "-", "German", "plan"]),
        ("re-stated", ["re-stated"]),
        ("probably… by air", ["probably", "…", "by", "air"]),
        ("Lt. Gen. Smith", ["Lt.", "Gen.", "Smith"]),
        ("U.S. troops", ["U.S.", "troops"]),
        ("“no”", ["“", "no", "”"]),
    ],
)
def test_tokens(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == tokens


def test_white_space_is_no_word(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    spaces = [token for token in doc if token.is_space]
    assert len(spaces) >= 6
    assert {(token.pos_, token.tag_, token.ent_type_) for token in spaces} == {("SPACE", "_SP", "")}


def test_negation_of_curly_contractions(nlp: Language) -> None:
    doc = nlp("Moscow isn’t rejecting the format.")
    verb = next(token for token in doc if token.text == "rejecting")
    assert {child.lemma_ for child in verb.children} >= {"not", "be", "Moscow"}


def test_same_text_same_annotation(nlp: Language) -> None:
    def read(pipeline: Language) -> list[tuple[object, ...]]:
        return [(t.dep_, t.head.i, t.tag_, t.lemma_, t.ent_type_, t.is_sent_start) for t in pipeline(ARTICLE)]

    assert read(nlp) == read(nlp) == read(kg.english.load())
    alone = [(token.dep_, token.head.i) for token in nlp(ARTICLE)]
    assert [(token.dep_, token.head.i) for token in list(nlp.pipe(["Oslo agreed.", ARTICLE]))[1]] == alone


def test_a_quickened_pipeline_reads_and_saves_as_before(nlp: Language, tmp_path: Path) -> None:
    def read(pipeline: Language) -> list[tuple[object, ...]]:
        docs = pipeline.pipe([ARTICLE, "", "Oslo met Oslo.", ARTICLE])
        return [(t.dep_, t.head.i, t.tag_, t.lemma_, t.ent_type_) for doc in docs for t in doc]

    nlp.to_disk(tmp_path)
    slow = spacy.load(tmp_path)
    assert read(slow) == read(nlp)


def test_names_are_those_that_spacy_finds(nlp: Language) -> None:
    texts = [check.text for check in clauses.read(CLAUSES)]
    texts += [ARTICLE, "", "\n", "New York", "Talks in New\nYork ", "OSLO\n\nUnited\n"]
    texts.append("\n".join(texts))
    component = nlp.get_pipe("ner")
    assert isinstance(component, lockstep.Names)
    with nlp.select_pipes(disable="ner"):
        docs, others = list(nlp.pipe(texts)), list(nlp.pipe(texts))
    found = [[(t.ent_iob_, t.ent_type_) for t in doc] for doc in component.pipe(docs)]
    assert found == [[(t.ent_iob_, t.ent_type_) for t in doc] for doc in component.stock.pipe(others)]
    assert sum(type_ != "" for doc in found for _, type_ in doc) > 200


def test_names_that_are_there_already_stay(nlp: Language) -> None:
    doc = nlp.make_doc("Oslo met Bergen.")
    doc.set_ents([Span(doc, 0, 1, label="EVENT")], default="unmodified")
    names = nlp.get_pipe("ner")(nlp.get_pipe("tok2vec")(doc)).ents
    assert (names[0].text, names[0].label_) == ("Oslo", "EVENT")


def test_starts_are_certain_only_where_the_text_says_so() -> None:
    doc = spacy.blank("en")("• Oslo agreed.\nMr. Smith Then left.")
    assert [(token.text, start) for token, start in zip(doc, sentence_starts(doc), strict=True)] == [
        ("•", True),
        ("Oslo", False),
        ("agreed", False),
        (".", False),
        ("\n", False),
        ("Mr.", True),
        ("Smith", False),
        ("Then", False),
        ("left", False),
        (".", False),
    ]


def test_abbreviations_are_well_formed() -> None:
    assert len(abbreviations()) > 20
    assert all(text.endswith(".") and text[0].isalpha() and " " not in text for text in abbreviations())


@pytest.mark.parametrize("name", ["en_no_such_pipeline", "/no/such/folder"])
def test_unknown_pipeline(name: str) -> None:
    with pytest.raises(ModelError, match=f"{name}.*install it") as caught:
        kg.english.load(name)
    assert "shipped one" in str(caught.value)


def test_pipeline_without_a_parser(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelError, match="lacks a parser and a tagger and a lemmatizer"):
        kg.english.load(tmp_path)


def test_pipeline_of_another_language(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(ModelError, match="reads 'de', not English"):
        kg.english.load(tmp_path)


def test_pipeline_by_path_gets_paragraphs() -> None:
    nlp = kg.english.load(str(kg.english.WEIGHTS))
    assert "kg_paragraphs" in nlp.pipe_names


def test_treebank_reader(bank: list[Sentence]) -> None:
    assert [(s.document, s.id) for s in bank] == [("test-1", "1"), ("test-1", "2")]  # "5 000" can't be a token
    doc = treebanks.to_doc(spacy.blank("en").vocab, bank)
    assert doc.text == "Don't go. Oslo considered sending troops. "
    assert [(t.text, t.dep_, t.head.text) for t in doc][4:6] == [
        ("Oslo", "nsubj", "considered"),
        ("considered", "ROOT", "considered"),
    ]


def test_missing_treebank(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"no treebank .*none\.conllu"):
        list(treebanks.read(tmp_path / "none.conllu"))


def test_chunks_stay_within_documents(bank: list[Sentence]) -> None:
    other = Sentence("test-2", "9", bank[0].words)
    found = list(treebanks.chunks([*bank, other], random.Random(0), sizes=(5,)))
    assert [[s.id for s in chunk] for chunk in found] == [["1", "2"], ["9"]]


def test_particle_verb_takes_over_a_gerund(bank: list[Sentence]) -> None:
    assert augment.particle_verb(bank[0], random.Random(0)) is None
    changed = augment.particle_verb(bank[1], random.Random(0))
    assert changed is not None
    doc = treebanks.to_doc(spacy.blank("en").vocab, [changed])
    verb, particle, gerund = doc[1:4]
    assert (verb.dep_, verb.tag_, particle.dep_, gerund.text, gerund.dep_) == ("ROOT", "VBD", "compound:prt", "sending", "xcomp")
    assert verb == particle.head == gerund.head
    assert [t.head.text for t in doc if t.text == "troops"] == ["sending"]


def test_news_typography(bank: list[Sentence]) -> None:
    def text(sentence: Sentence) -> str:
        return treebanks.to_doc(spacy.blank("en").vocab, [sentence]).text

    assert text(augment.headline(bank[1])) == "Oslo Considered Sending Troops "
    assert text(augment.capitals(bank[1])) == "OSLO CONSIDERED SENDING TROOPS "
    assert text(augment.curly(bank[0])) == "Don’t go. "
    assert text(augment.line_break(bank[1], random.Random(0))).rstrip("\n") == "Oslo considered sending troops."
    quote = Word('"', '"', "PUNCT", "''", "", 0, "punct", True)
    assert augment.curly(Sentence("d", "s", (quote,))).words[0].text == "”"


def test_unstopped_keeps_what_hangs_on_the_stop() -> None:
    stop = Word(".", ".", "PUNCT", ".", "", 0, "ROOT", True)
    odd = Sentence(
        "d", "s", (Word("Oslo", "Oslo", "PROPN", "NNP", "", 1, "dep", False), Word(".", ".", "PUNCT", ".", "", 1, "ROOT", True))
    )
    assert augment.unstopped(odd) == odd
    assert augment.unstopped(Sentence("d", "s", (stop,))).words == (stop,)


def test_training_docs_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    (tmp_path / "bank.conllu").write_text(TREEBANK, encoding="utf-8")
    bank = list(treebanks.read(tmp_path / "bank.conllu"))
    first, second = ([doc.text for doc in prepare.docs(bank, random.Random(7), prepare.Rates(), {})] for _ in range(2))
    assert first == second
    assert sum("sending" in text for text in first) == 3  # as it is, and twice with another verb


def test_other_names_keep_the_syntax(bank: list[Sentence]) -> None:
    named = treebanks.with_names(bank[1], ["B-GPE", "O", "O", "O", "O"])
    changed = {augment.other_names(named, {("GPE", 1): ["Bern"]}, random.Random(seed)).words for seed in range(9)}
    assert {words[0].text for words in changed} == {"Oslo", "Bern"}
    assert {words[1:] for words in changed} == {named.words[1:]}
    assert augment.other_names(named, {("GPE", 2): ["New York"]}, random.Random(0)) == named


def test_actor_names_are_whole_names() -> None:
    found = prepare.actor_names()
    assert "France" in found["GPE", 1]
    assert "Emmanuel Macron" in found["PERSON", 2]
    assert not {"French", "Georgia"} & {name for names_ in found.values() for name in names_}  # a people; a weak name


def test_treebank_written_and_read(bank: list[Sentence], tmp_path: Path) -> None:
    named = [treebanks.with_names(sentence, treebanks.iob(len(sentence.words), [(0, 1, "GPE")])) for sentence in bank]
    treebanks.write(named, tmp_path / "copy.conllu")
    copy = list(treebanks.read(tmp_path / "copy.conllu"))
    vocab = spacy.blank("en").vocab
    for before, after in zip(named, copy, strict=True):
        docs = [treebanks.to_doc(vocab, [sentence]) for sentence in (before, after)]
        rows = [[(t.text, t.whitespace_, t.tag_, t.pos_, t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in docs]
        assert rows[0] == rows[1]


def test_clause_checks_of_a_right_and_a_wrong_parse(tmp_path: Path) -> None:
    table = tmp_path / "clauses.tsv"
    rows = [
        "source\ttext\tpredicate\troles",
        "a\tOslo considered sending troops.\tconsidered\tsubj=Oslo|Bergen comp=sending",
        "b\tOslo considered sending troops.\tsending\tsubj=Bergen obj=troops aux=has neg",
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "bank.conllu").write_text(TREEBANK, encoding="utf-8")
    doc = treebanks.to_doc(spacy.blank("en").vocab, list(treebanks.read(tmp_path / "bank.conllu"))[1:])
    first, second = clauses.read(table)
    assert clauses.missed(doc, first) == ()
    assert clauses.missed(doc, second) == ("subj", "aux", "neg")


@pytest.mark.parametrize(("row", "message"), [("left\tsubj=Oslo", "no 'left'"), ("met\twho=Oslo", "no role 'who'")])
def test_bad_clause_checks(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "clauses.tsv").write_text(f"source\ttext\tpredicate\troles\na\tOslo met Bern.\t{row}", encoding="utf-8")
    with pytest.raises(ArticleError, match=f"clauses.tsv:2.*{message}"):
        clauses.read(tmp_path / "clauses.tsv")


def test_shipped_pipeline_reads_most_of_the_checked_clauses(nlp: Language) -> None:
    checks = clauses.read(CLAUSES)
    failed = [f"{check.source} {check.predicate} {roles}" for check, roles in clauses.misses(nlp, checks)]
    assert len(checks) == 100
    assert len(failed) <= MISREAD_CLAUSES, failed


def test_names_of_gmb(tmp_path: Path) -> None:
    rows = ["Sentence #,Word,POS,Tag", "Sentence: 1,President,NNP,B-per", ",Ann,NNP,I-per", ",Lee,NNP,I-per", ",left,VBD,O"]
    rows += [",Norway,NNP,B-geo", ",in,IN,O", ",May,NNP,B-tim", ",.,.,O"]
    (tmp_path / "gmb.csv").write_text("\n".join(rows), encoding="cp1252")
    [sentence] = names.gmb(tmp_path / "gmb.csv")
    assert sentence.ents == ((1, 3, "PERSON"), (4, 5, "GPE"), (6, 7, "DATE"))
    assert sentence.spaces == (True, True, True, True, True, True, False, True)
    own = names.retokenized(spacy.blank("en"), sentence)
    assert (own.words, own.spaces, own.ents) == (sentence.words, sentence.spaces, sentence.ents)


def test_scores_of_a_perfect_and_an_empty_reader(tmp_path: Path, nlp: Language) -> None:
    (tmp_path / "bank.conllu").write_text(TREEBANK, encoding="utf-8")
    iob = ["# sent_id = 2", *(f"{i}\t{w}\t{t}\t-\t-" for i, (w, t) in enumerate([("Oslo", "B-LOC"), ("agreed", "O")], 1)), ""]
    (tmp_path / "names.iob2").write_text("\n".join(iob), encoding="utf-8")
    files = tmp_path / "names.iob2", tmp_path / "bank.conllu"
    ruled = spacy.blank("en")
    ruled.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Oslo"}])  # type: ignore[attr-defined]
    assert evaluate.score_names(ruled, *files) == evaluate.NameScores(100.0, 100.0)
    assert evaluate.score_names(spacy.blank("en"), *files) == evaluate.NameScores(0.0, 0.0)
    scores = evaluate.score_syntax(nlp, tmp_path / "bank.conllu")
    assert scores.pos > 60
    assert "| UAS |" in evaluate.syntax_table({"bank": scores})


def test_mean_of_two_trainings(tmp_path: Path) -> None:
    def recogniser(value: float) -> Path:
        nlp = spacy.blank("en")
        ner = nlp.add_pipe("ner")
        ner.add_label("GPE")  # type: ignore[attr-defined]
        nlp.initialize()
        for node in ner.model.walk():  # type: ignore[attr-defined]
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name) * 0 + value)
        nlp.to_disk(tmp_path / str(value))
        return tmp_path / str(value)

    mean = average.average(recogniser(1.0), recogniser(5.0), share=0.25)
    values = [
        node.get_param(name)
        for node in mean.get_pipe("ner").model.walk()  # type: ignore[attr-defined]
        for name in node.param_names
        if node.has_param(name)
    ]
    assert len(values) > 5
    assert all((value == 2.0).all() for value in values)
