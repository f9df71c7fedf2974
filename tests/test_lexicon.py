"""Lexicon: the tables say what they should, every example is read as its row says, and bad rows are refused by file and line."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg import lexicon, vocab
from kg.errors import TableError
from kg.extract.pipeline import Extractor
from kg.lexicon import EVALUATES, FRAMES, Row
from kg.model import Article, Extraction, Modality, Statement

Entry = Any
"""A row of any table: each has `example` and `source`."""

ROWS = lexicon.load().rows
DETERMINERS = {"a", "an", "the", "its", "his", "her", "their", "this", "that"}
HEADER = "relation\tframe\tlemma\tparticle\tprep\texample\texpect\talign"
GOOD = "supports\tsvo\tcherish\t\t\tNorway cherishes the accord.\tNorway > accord\tplover:SUPPORT"


@pytest.fixture(scope="module")
def readings(extractor: Extractor) -> tuple[tuple[Row, Extraction], ...]:
    """Every row with what the extraction reads in its example."""
    articles = [Article(f"row-{i}", f"row-{i}", row.example) for i, row in enumerate(ROWS)]
    return tuple(zip(ROWS, extractor.pipe(articles), strict=True))


def words(text: str) -> Counter[str]:
    return Counter(word for word in re.findall(r"\w+", text.lower()) if word not in DETERMINERS)


def overlap(one: str, other: str) -> float:
    shared = (words(one) & words(other)).total()
    return 2 * shared / (words(one).total() + words(other).total()) if shared else 0.0


def is_subject(statement: Statement, name: str, extraction: Extraction) -> bool:
    """The subject is the actor that `name` means in this text, in these words or by a pronoun."""
    text = extraction.article.text
    meant = {
        link.entity.id
        for link in extraction.links
        if link.entity is not None and any(overlap(m.span.of(text), name) >= 0.5 for m in link.chain.mentions)
    }
    return statement.subject.id in meant


def is_read(row: Row, extraction: Extraction) -> bool:
    """One statement has the row's relation and rule, with subject and object as the row expects them."""
    subject, _, target = row.expect.partition(" > ")
    return any(
        s.rule == row.rule
        and row.relation in (s.relation, EVALUATES)
        and is_subject(s, subject, extraction)
        and overlap(s.object.text, target) >= 0.5
        for s in extraction.statements
    )


def test_every_row_reads_its_example_as_it_expects(readings: tuple[tuple[Row, Extraction], ...]) -> None:
    assert len(readings) >= 2400
    wrong = [
        f"{row.source} {row.relation} {row.rule}: {row.example!r}, expected {row.expect!r}, got "
        + "; ".join(f"{s.subject.text} {s.relation} {s.object.text} ({s.rule})" for s in extraction.statements)
        for row, extraction in readings
        if not is_read(row, extraction)
    ]
    assert not wrong, f"{len(wrong)} of {len(readings)}:\n" + "\n".join(wrong)


ARTICLE = re.compile(r"\b(?:an?|the|its|his|her|their|any)$", re.IGNORECASE)


def denied(row: Row, statement: Statement, text: str) -> str | None:
    """The example with "no" before the row's noun or its object, or None where it has no place there."""
    at = statement.evidence.cue.start if row.frame.startswith("noun") else statement.object.span.start
    if statement.object.type != "Issue" and not row.frame.startswith("noun"):
        return None
    before = text[:at].rstrip()
    if before.endswith(("'s", "’s")):
        return None
    bare = ARTICLE.sub("", before).rstrip()
    return f"{bare} no {text[at:]}" if bare else f"No {text[at:]}"


def test_no_before_a_noun_is_never_lost(extractor: Extractor, readings: tuple[tuple[Row, Extraction], ...]) -> None:
    """ "Gave no support" never says what "gave support" says, in any row of nouns or of verbs with an object."""
    cases = []
    for row, extraction in readings:
        found = next((s for s in extraction.statements if s.rule == row.rule), None)
        text = denied(row, found, row.example) if found is not None and row.frame.startswith(("noun", "svo")) else None
        if found is not None and text is not None:
            cases.append((found, text))
    assert len(cases) > 1200
    articles = [Article(f"no-{n}", "no", text) for n, (_, text) in enumerate(cases)]
    lost = [
        f"{text!r}: {s.relation} {s.object.text} {s.polarity}"
        for (before, text), extraction in zip(cases, extractor.pipe(articles), strict=True)
        for s in extraction.statements
        if (s.subject.id, s.relation, s.polarity) == (before.subject.id, before.relation, before.polarity)
        and not s.evidence.negation
        and not s.object.text.startswith("no ")
    ]
    assert not lost


def test_every_relation_and_every_frame_has_rows() -> None:
    by_relation = Counter(row.relation for row in ROWS)
    roles = {"holdsOffice", "memberOf"}  # read from titles and appositions, too
    assert set(by_relation) - {EVALUATES} <= set(vocab.relations())
    few = {
        name: by_relation[name]
        for name in _guideline_relations() - roles
        if vocab.relations()[name].annotated and by_relation[name] < 10
    }
    assert not few
    assert Counter(row.frame for row in ROWS).keys() == FRAMES


def _guideline_relations() -> set[str]:
    return {name for name, relation in vocab.relations().items() if relation.annotated}


def test_size_of_the_tables() -> None:
    loaded = lexicon.load()
    sizes = {
        "rows": len(loaded.rows),
        "reporting": sum(map(len, loaded.reporting.values())),
        "modality": sum(map(len, loaded.modality.values())),
        "negation": sum(map(len, loaded.negation.values())),
        "implicatives": sum(map(len, loaded.implicatives.values())),
        "light": sum(map(len, loaded.light.values())),
        "evaluation": sum(map(len, loaded.evaluation.values())),
        "titles": len(loaded.titles),
        "senses": sum(map(len, loaded.senses.values())),
    }
    least = {
        "rows": 2400, "reporting": 140, "modality": 40, "negation": 30, "implicatives": 100, "light": 80,
        "evaluation": 300, "titles": 300, "senses": 270,
    }  # fmt: skip
    assert {name: size for name, size in sizes.items() if size < least[name]} == {}


def test_examples_are_unlike_each_other() -> None:
    same = [example for example, count in Counter(row.example for row in ROWS).items() if count > 1]
    assert not same


def test_rule_ids_tell_rows_apart() -> None:
    assert len({row.rule for row in ROWS}) == len(ROWS)


def test_alignments_are_plover_codes() -> None:
    codes = {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
        "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
    assert {row.align for row in ROWS} <= {f"plover:{code}" for code in codes} | {""}
    assert sum(1 for row in ROWS if row.align) > 600


def test_every_cue_stands_in_its_example(extractor: Extractor) -> None:
    """For the rows of relations.tsv the readings show it: a rule fires on the lemma."""
    loaded = lexicon.load()
    entries = [(r.lemma, r.example, r.source) for group in loaded.reporting.values() for r in group]
    entries += [(r.form, r.example, r.source) for group in loaded.modality.values() for r in group]
    entries += [(r.form, r.example, r.source) for group in loaded.negation.values() for r in group]
    entries += [(r.lemma, r.example, r.source) for group in loaded.implicatives.values() for r in group]
    entries += [(r.lemma, r.example, r.source) for group in loaded.light.values() for r in group]
    entries += [(r.word, r.example, r.source) for group in loaded.evaluation.values() for r in group]
    entries += [(r.title, r.example, r.source) for r in loaded.titles.values()]
    assert len(entries) >= 800
    missing = []
    for (entry, example, source), doc in zip(entries, extractor.nlp.pipe(e[1] for e in entries), strict=True):
        present = {form for token in doc for form in (token.lower_, token.lemma_.lower())}
        if entry.lower() not in example.lower() and not set(entry.lower().split()) <= present:
            missing.append(f"{source}: {entry!r} is not in {example!r}")
    assert missing == []


# What the cues do


def read_examples(extractor: Extractor, entries: Sequence[Entry]) -> tuple[tuple[Entry, Extraction], ...]:
    articles = (Article(entry.source, entry.source, entry.example) for entry in entries)
    return tuple(zip(entries, extractor.pipe(articles), strict=True))


def entries_of(table: Mapping[str, tuple[Entry, ...]]) -> list[Entry]:
    return [entry for group in table.values() for entry in group]


def failures(read: Iterable[tuple[Entry, Extraction]], holds: Callable[[Entry, Statement], bool]) -> list[str]:
    """The examples in which no statement holds what its row says."""
    return [
        f"{entry.source}: {entry.example!r} gave "
        + "; ".join(f"{s.subject.text} {s.relation} {s.object.text} {s.polarity} {s.modality}" for s in extraction.statements)
        for entry, extraction in read
        if not any(holds(entry, s) for s in extraction.statements)
    ]


def test_modality_cues_weaken_what_they_govern(extractor: Extractor) -> None:
    read = read_examples(extractor, entries_of(lexicon.load().modality))
    hedges = [item for item in read if item[0].modality != "necessary"]
    duties = [item for item in read if item not in hedges]
    assert failures(hedges, lambda entry, s: s.modality == entry.modality and bool(s.evidence.modality)) == []
    assert len(duties) >= 5
    assert failures(duties, lambda entry, s: s.relation == "demands" and s.rule == f"duty:{entry.form}") == []


def test_negation_cues_negate(extractor: Extractor) -> None:
    read = read_examples(extractor, entries_of(lexicon.load().negation))
    assert failures(read, lambda entry, s: bool(s.evidence.negation)) == []


def test_implicatives_change_the_force_of_their_complement(extractor: Extractor) -> None:
    def holds(entry: Entry, s: Statement) -> bool:
        if entry.effect == "neg":
            return bool(s.evidence.negation)
        if entry.effect in {"future", "possible"}:
            return s.modality == entry.effect
        return s.modality == Modality.ASSERTED and not s.evidence.negation

    read = read_examples(extractor, entries_of(lexicon.load().implicatives))
    unreal = [(entry, extraction) for entry, extraction in read if entry.effect == "counterfactual"]
    assert len(unreal) >= 3
    assert all(extraction.statements == () for _entry, extraction in unreal)
    assert failures([item for item in read if item not in unreal], holds) == []


def test_senses_depend_on_the_object(extractor: Extractor) -> None:
    entries = entries_of(lexicon.load().senses)
    read = read_examples(extractor, entries)
    assert sum(not row.relation for row in entries) >= 40
    assert [(row.source, row.example) for row, extraction in read if row.relation and not is_read(row, extraction)] == []
    stances = [(row.example, s.rule) for row, e in read if not row.relation for s in e.statements if s.rule == f"svo:{row.lemma}"]
    assert stances == []


def test_nouns_say_what_their_verbs_say(extractor: Extractor) -> None:
    def holds(entry: Entry, extraction: Extraction) -> bool:
        subject, _, target = entry.expect.partition(" > ")
        mine = [s for s in extraction.statements if s.rule.startswith(f"noun-prep:{entry.noun}-of")]
        return any(is_subject(s, subject, extraction) and overlap(s.object.text, target) >= 0.5 for s in mine)

    read = read_examples(extractor, entries_of(lexicon.load().deverbal))
    assert len(read) >= 30
    assert [entry.source for entry, extraction in read if not holds(entry, extraction)] == []
    senses = lexicon.load().senses
    assert [entry.source for entry, _ in read if entry.verb not in senses] == []


def test_a_noun_says_nothing_where_its_verb_says_nothing(extractor: Extractor) -> None:
    said = (
        "Oman announced the suspension of the service.",
        "Oman has announced no extension of the truce.",
        "Oman might announce the suspension of the talks.",
        "Did Oman announce the suspension of the talks?",
    )
    read = extractor.pipe(Article(text, text, text) for text in said)
    found = [[(s.relation, s.modality) for s in extraction.statements] for extraction in read]
    assert found == [[], [], [("opposes", Modality.POSSIBLE)], []]


def test_negated_rows_say_what_becomes_of_them(extractor: Extractor) -> None:
    read = read_examples(extractor, entries_of(lexicon.load().negated))
    silent = [(entry, extraction) for entry, extraction in read if not entry.becomes]
    assert len(silent) >= 5
    assert [(entry.source, s.relation) for entry, extraction in silent for s in extraction.statements] == []

    def holds(entry: Entry, s: Statement) -> bool:
        return bool(s.relation == entry.becomes and s.polarity == entry.polarity and s.evidence.negation)

    assert failures((item for item in read if item[0].becomes), holds) == []


def test_a_negated_row_for_some_words_goes_before_the_others(extractor: Extractor) -> None:
    said = ("Peru did not abandon the treaty.", "Peru did not boycott the treaty.", "Peru did not thwart the treaty.")
    read = extractor.pipe(Article(text, text, text) for text in said)
    assert [[s.relation for s in extraction.statements] for extraction in read] == [["supports"], ["accepts"], []]


def test_light_verbs_pass_their_subject_to_the_noun(extractor: Extractor) -> None:
    read = read_examples(extractor, entries_of(lexicon.load().light))
    assert failures(read, lambda entry, s: s.rule.startswith("noun-")) == []


def test_evaluations_judge(extractor: Extractor) -> None:
    read = read_examples(extractor, entries_of(lexicon.load().evaluation))
    assert failures(read, lambda entry, s: s.relation == entry.relation or entry.relation == EVALUATES) == []


def test_reporting_words_attribute(extractor: Extractor) -> None:
    """A verb: its source holds or states what it says. A phrase: the source is the speaker. An adverb: hearsay, no plain edge."""

    def holds(entry: Entry, s: Statement) -> bool:
        return entry.pos == "verb" or (s.speaker is not None if entry.pos == "phrase" else not s.firm)

    entries = [entry for entry in entries_of(lexicon.load().reporting) if entry.pos != "noun"]
    assert failures(read_examples(extractor, entries), holds) == []


# What the loader refuses


def folder(tmp_path: Path, *lines: str, name: str = "relations.tsv", header: str = HEADER) -> Path:
    (tmp_path / name).write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return tmp_path


def test_a_user_folder_adds_rows(tmp_path: Path) -> None:
    loaded = lexicon.load(folder(tmp_path, "# cherish is ours", "", GOOD))
    assert [row.relation for row in loaded.frames("svo", "cherish")] == ["supports"]
    assert len(loaded.rows) == len(ROWS) + 1
    assert loaded.frames("svo", "cherish")[0].source == "relations.tsv:4"
    assert lexicon.load().frames("svo", "cherish") == ()


def test_a_user_row_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    shipped = lexicon.load().frames("svo", "back")
    loaded = lexicon.load(folder(tmp_path, GOOD.replace("supports", "accepts").replace("cherish", "back")))
    assert [row.relation for row in shipped if not row.particle] == ["supports"]
    assert [row.relation for row in loaded.frames("svo", "back") if not row.particle] == ["accepts"]
    assert len(loaded.rows) == len(ROWS)


def test_a_user_folder_adds_cues(tmp_path: Path) -> None:
    (tmp_path / "light.tsv").write_text("lemma\tparticle\texample\nbroadcast\t\tLaos broadcast its support.\n", encoding="utf-8")
    assert lexicon.load(tmp_path).light["broadcast"][0].source == "light.tsv:2"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("svo", "sov"), "unknown frame 'sov'"),
        (GOOD.replace("supports", "adores"), "unknown relation 'adores'"),
        (GOOD.replace("Norway cherishes the accord.", ""), "column 'example' is empty"),
        (GOOD.replace("Norway > accord", ""), "'subject > object'"),
        (GOOD.replace("Norway > accord", "Norway"), "'subject > object'"),
        (GOOD.rpartition("\t")[0], "7 columns instead of 8"),
        (GOOD + "\tmore", "9 columns instead of 8"),
        (GOOD.replace("cherish\t", "\t", 1), "no lemma"),
        (GOOD.replace("svo", "verb-prep"), "needs a preposition"),
        (GOOD.replace("svo\tcherish\t\t\t", "verb-inf\tcherish\t\tto\t"), "takes no preposition"),
        (GOOD.replace("supports", EVALUATES), "only go together"),
        (GOOD.replace("svo", "verb-obj-pred"), "only go together"),
    ],
)
def test_bad_rows_are_refused_with_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(TableError, match=re.escape(message)) as caught:
        lexicon.load(folder(tmp_path, "# a comment", line))
    assert f"{tmp_path / 'relations.tsv'}:3: " in str(caught.value)


def test_a_row_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"relations.tsv:3: .*cherish.* stands in relations.tsv:2"):
        lexicon.load(folder(tmp_path, GOOD, GOOD.replace("supports", "opposes")))


def test_rows_may_not_share_a_preposition(tmp_path: Path) -> None:
    first = "consults\tverb-prep\tnatter\t\tto|with\tNorway nattered with Iran.\tNorway > Iran\t"
    second = first.replace("to|with", "with").replace("consults", "meets")
    with pytest.raises(TableError, match="natter with"):
        lexicon.load(folder(tmp_path, first, second))


@pytest.mark.parametrize(
    ("name", "header", "line", "message"),
    [
        (
            "modality.tsv",
            "form\tpos\tmodality\texample",
            "gonna\tmodal\tsometimes\tHe is gonna sign.",
            "unknown modality 'sometimes'",
        ),
        (
            "reporting.tsv",
            "lemma\tpos\tparticle\tstrength\texample",
            "utter\tverb\t\tloud\tHe uttered it.",
            "unknown strength 'loud'",
        ),
        ("negation.tsv", "form\tpos\texample", "nay\tbird\tNay, he said.", "unknown pos 'bird'"),
        ("evaluation.tsv", "word\tpos\trelation\texample", "meh\tadjective\tshrugs\tIt is meh.", "unknown relation 'shrugs'"),
        ("titles.tsv", "title\tkind\texample", "doge\tduke\tThe doge of Venice.", "unknown kind 'duke'"),
        (
            "light.tsv",
            "lemma\texample",
            "utter\tHe uttered support.",
            "the first line must name the columns lemma, particle, example",
        ),
    ],
)
def test_bad_cues_are_refused(tmp_path: Path, name: str, header: str, line: str, message: str) -> None:
    with pytest.raises(TableError, match=re.escape(message)) as caught:
        lexicon.load(folder(tmp_path, line, name=name, header=header))
    assert str(tmp_path / name) in str(caught.value)


def test_a_misspelt_table_is_pointed_out(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"relation\.tsv: .*did you mean relations\.tsv"):
        lexicon.load(folder(tmp_path, GOOD, name="relation.tsv"))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"no lexicon folder .*nowhere"):
        lexicon.load(tmp_path / "nowhere")


def test_a_table_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "relations.tsv").write_bytes(HEADER.encode() + b"\n\xff\xfe\n")
    with pytest.raises(TableError, match=r"relations\.tsv: .*UTF-8"):
        lexicon.load(tmp_path)


DONE = ("ban the trade", "attack Iran", "support the plan", "withdraw from Iraq")
HEDGED = ("Denmark did not {}.", "Denmark may {}.", "Denmark has never wanted to {}.", "It is unclear whether Denmark will {}.")


def test_no_row_gives_a_plain_edge_for_what_is_denied_possible_or_asked(extractor: Extractor) -> None:
    rows = [row for row in lexicon.load().rows if not row.particle and " " not in row.lemma]
    deeds = {f"{row.lemma} the plan" for row in rows if row.frame == "svo"}
    deeds |= {f"{row.lemma} to {what}" for row in rows if row.frame == "verb-inf" for what in DONE}
    deeds |= {f"{row.lemma} that Iran attacked Chad" for row in rows if row.frame == "verb-clause"}
    hedged = [form.format(deed) for deed in sorted(deeds) for form in HEDGED]
    conditions = [f"If Denmark {row.lemma}s the plan, Norway will leave the bloc." for row in rows if row.frame == "svo"]
    sentences = [*hedged, *dict.fromkeys(conditions)]
    assert len(sentences) > 4000
    plain = [
        f"{extraction.article.text} {s.relation} {s.object.text} ({s.rule})"
        for extraction in extractor.pipe(Article(str(n), str(n), text) for n, text in enumerate(sentences))
        for s in extraction.statements
        if s.subject.label == "Denmark" and s.kind != "role" and s.modality == Modality.ASSERTED and not s.evidence.negation
    ]
    assert plain == []


LISTS = (
    "Denmark refused to lift the ban, {} and leave the bloc.",
    "Denmark may lift the ban, {} and leave the bloc.",
    "Denmark did not lift the ban, {} or leave the bloc.",
    "Denmark wants to lift the ban, {} and leave the bloc.",
    "The minister said Denmark would not lift the ban, {} or leave the bloc.",
    "Danish officials want to lift the ban, {} and leave the bloc.",
    "Denmark could lift the ban and {}.",
)


def test_what_is_refused_or_possible_is_so_for_all_of_a_list(extractor: Extractor) -> None:
    deeds = sorted({f"{row.lemma} the plan" for row in lexicon.load().rows if row.frame == "svo" and row.lemma.isalpha()})
    sentences = [form.format(deed) for form in LISTS for deed in deeds]
    assert len(sentences) > 3000
    done = [
        f"{extraction.article.text} {s.relation} {s.object.text} ({s.rule})"
        for extraction in extractor.pipe(Article(str(n), str(n), text) for n, text in enumerate(sentences))
        for s in extraction.statements
        if s.subject.label == "Denmark"
        and s.modality == Modality.ASSERTED
        and not s.evidence.negation
        and s.evidence.cue.of(extraction.article.text) not in {"refused", "want", "wants"}
    ]
    assert len(done) < len(sentences) / 100, done  # the tagger takes a few verbs for adjectives
