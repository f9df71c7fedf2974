"""Who is named? Names from the table and from the recogniser, titles, and what must not count as a name."""

import pytest
import spacy
from referring import parses

from kg import actors, lexicon, referring
from kg.errors import TableError
from kg.extract import found as found_
from kg.extract import gazetteer, mentions
from kg.extract.grammar import tree
from kg.model import MentionKind


def found(name: str) -> dict[str, found_.Found]:
    """Mentions of a stored parse by their words."""
    doc = parses()[name]
    text = found_.read(tree(doc), actors.load(), lexicon.load(), referring.load())
    return {doc[f.start : f.end].text: f for f in mentions.find(text)}


def known(text: str) -> list[str]:
    """The words of a text that spell known names."""
    doc = spacy.blank("en")(text)
    return [doc[m.start : m.end].text for m in gazetteer.matches(tree(doc), actors.load())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea and the North Korean army", ["North Korea", "North Korean army"]),
        ("the UN Security Council", ["UN Security Council"]),
        ("They told us nothing; the US told them.", ["US"]),
        ("They eat turkey in Turkey.", ["Turkey"]),
        ("Côte d’Ivoire’s envoy and Ban Ki-moon", ["Côte d’Ivoire", "Ban Ki-moon"]),
        ("It is a coalition of the willing.", ["coalition of the willing"]),
        ("He left Iran. Iraq stayed.", ["Iran", "Iraq"]),
        ("", []),
    ],
)
def test_gazetteer_finds_longest_names_and_respects_case(text: str, expected: list[str]) -> None:
    assert [name for name in known(text) if name not in {"North Korean"}] == expected or known(text) == expected


def test_a_title_is_no_part_of_the_name() -> None:
    starmer = found("leaders")["Keir Starmer"]
    assert starmer.title is not None
    assert starmer.title.words == "prime minister"
    assert starmer.title.kind == "head-of-government"


def test_a_person_after_a_title_is_found_without_the_table() -> None:
    harsh = found("titles")["Olena Harsh"]
    assert (harsh.names, harsh.type) == ((), "Person")


def test_a_given_name_before_a_surname_is_a_person_and_no_state() -> None:
    names = found("given")
    assert names["Jordan Belmonte"].type == "Person"
    assert names["Jordan Belmonte"].names == ()
    assert names["Jordan"].names[0].actor == "jordan"


def test_another_given_name_makes_another_person() -> None:
    assert found("namesake")["Ivanka Trump"].names == ()


def test_pronouns_are_mentions_but_not_in_capitals() -> None:
    kinds = {words: f.kind for words, f in found("lowercase").items()}
    assert kinds["us"] is MentionKind.PRONOUN
    assert kinds["US"] is MentionKind.NAME


def test_mentions_stand_in_order_and_names_do_not_overlap() -> None:
    for name, doc in parses().items():
        text = found_.read(tree(doc), actors.load(), lexicon.load(), referring.load())
        every = mentions.find(text)
        assert list(every) == sorted(every, key=lambda f: (f.start, f.end)), name
        tokens = [i for f in every for i in range(f.start, f.end)]
        assert len(tokens) == len(set(tokens)), name
        assert all(f.start <= f.head < f.end for f in every), name


def test_an_empty_text_has_no_mentions() -> None:
    doc = spacy.blank("en")("")
    text = found_.read(tree(doc), actors.load(), lexicon.load(), referring.load())
    assert mentions.find(text) == ()


def test_a_broken_row_names_file_and_line(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    for name in ("nominals", "pronouns", "places", "anaphora", "offices", "given", "unnamed"):
        source = referring.data.path("ontology", "lexicon", f"{name}.tsv").read_text(encoding="utf-8")
        (folder / f"{name}.tsv").write_text(source, encoding="utf-8")
    (folder / "places.tsv").write_text("form\tclass\texample\nby\tnowhere\tHe sat by it.\n", encoding="utf-8")
    monkeypatch.setattr(referring.data, "path", lambda *parts: folder)
    with pytest.raises(TableError, match=r"places\.tsv:2: unknown class 'nowhere'"):
        referring.load.__wrapped__()
