"""Do the named questions find what the articles say, for any way of naming actors and issues?"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from samples import NOBODY, first, second

from kg import query, resolve
from kg.errors import QueryError
from kg.model import Polarity
from kg.query import KINDS, Table
from kg.store import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open() as opened:
        opened.put(first())
        opened.put(second())
        resolve.refresh(opened, NOBODY)
        yield opened


def picked(table: Table, *columns: str) -> list[tuple[object, ...]]:
    places = [table.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in table.rows]


BAN = {"issue": "ferry ban"}
CASES = [
    ("who-opposes", BAN, ("who", "date"), [("Chile", "2025-04-02"), ("Norway", "2025-03-01")]),
    ("who-opposes", {**BAN, "until": "2025-03"}, ("who",), [("Norway",)]),
    ("who-opposes", {**BAN, "since": "2025-03-02"}, ("who",), [("Chile",)]),
    ("who-supports", BAN, ("who", "modality"), [("Chile", "possible"), ("Norway", "asserted")]),
    ("positions-of", {"actor": "Norway"}, ("what", "polarity"), [("ferry ban", "con"), ("ferry ban", "pro"), ("toll", "con")]),
    ("positions-of", {"actor": "Norway", "issue": "toll"}, ("relation", "speaker"), [("accepts", "Ada Linde")]),
    ("positions-on", {"issue": "toll"}, ("polarity", "who"), [("con", "Norway")]),
    ("said-about", {"actor": "Tomás Rojas"}, ("who", "relation"), [("Ada Linde", "meets")]),
    ("meetings", {}, ("who", "whom", "time"), [("Ada Linde", "Tomás Rojas", "2025-02-27")]),
    ("meetings", {"actor": "Rojas", "other": "Linde"}, ("who",), [("Ada Linde",)]),
    ("meetings", {"actor": "Norway"}, ("who",), []),
    ("quotes-of", {"actor": "Ada Linde"}, ("speech", "words"),
     [("direct", "“We will never accept the toll,”"), ("indirect", "Norway now supports the ferry ban")]),
    ("offices", {"actor": "Norway"}, ("who", "title", "told"), [("Ada Linde", "minister of Norway", "The Fjord Post")]),
    ("statements-by-outlet", {"outlet": "harbour"}, ("who", "relation"), [("Norway", "supports"), ("Chile", "opposes")]),
    ("who-changed-position", {}, ("who", "before", "earlier", "after", "later"),
     [("Norway", "2025-03-01", "opposes", "2025-04-02", "supports")]),
    ("contradictions", {"actor": "Chile"}, ("who", "pro", "con"), [("Chile", "supports", "opposes")]),
    ("relations-between", {"actor": "Linde", "other": "Fjord Council"}, ("relation", "whom"),
     [("holds office", "Fjord Council")]),
    ("actors", {}, ("label", "type", "statements"),
     [("Ada Linde", "person", 4), ("Norway", "state", 4), ("Chile", "state", 2), ("Tomás Rojas", "person", 2),
      ("Fjord Council", "organization", 1)]),
    ("issues", {}, ("label", "statements", "pro", "con", "actors"), [("ferry ban", 4, 2, 2, 2), ("toll", 1, 0, 1, 1)]),
    ("summary", {}, ("articles", "outlets", "actors", "issues", "statements"), [(2, 2, 5, 2, 7)]),
    ("top-positions", {}, ("who", "relation", "what", "outlets", "statements"),
     [("Chile", "opposes", "ferry ban", 1, 1), ("Norway", "opposes", "ferry ban", 1, 1),
      ("Norway", "supports", "ferry ban", 1, 1)]),
    ("articles", {}, ("publisher", "statements"), [("The Fjord Post", 5), ("Harbour Daily", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "columns", "rows"), CASES)
def test_named_question(
    store: Store, name: str, params: dict[str, str], columns: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    assert picked(query.run(store, name, params), *columns) == rows


def test_every_named_question_is_tested_and_described() -> None:
    assert {case[0] for case in CASES} == set(query.questions())
    assert len(query.questions()) >= 13
    for question in query.questions().values():
        assert question.answers.endswith("?")
        assert question.example.startswith(f"kg query {question.name}")
        assert {param.name for param in question.params} <= set(KINDS)
        for param in question.params:
            assert f"VALUES ?{param.name} {{ UNDEF }}\n" in question.sparql


def test_a_question_runs_as_it_stands_in_its_file(store: Store) -> None:
    assert len(query.run(store, query.questions()["who-opposes"].sparql).rows) == 3


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("norway", ("norway",)),
        ("KINGDOM OF NORWAY", ("norway",)),
        ("actor:norway", ("norway",)),
        ("Tomas Rojas", ("tomas-rojas",)),
        ("rojas", ("tomas-rojas",)),
        ("F.C.", ("fjord-council",)),
    ],
)
def test_actors_are_found_by_id_or_any_name(store: Store, words: str, ids: tuple[str, ...]) -> None:
    assert query.find_actors(store, words) == ids


def test_a_known_name_that_no_article_uses_finds_its_actor() -> None:
    from kg.model import Article, Entity, Extraction

    with Store.open() as store:
        store.put(Extraction(Article("a", "a", "x"), (Entity("russia", "Russia", "State"),)))
        assert query.find_actors(store, "the Kremlin") == ("russia",)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("ban-ferry", ("ban-ferry",)),
        ("issue:harbour-toll", ("harbour-toll",)),
        ("Ban on Ferries", ("ban-ferry",)),
        ("ferr", ("ban-ferry",)),
        ("ban toll", None),
    ],
)
def test_issues_are_found_by_key_or_words(store: Store, words: str, keys: tuple[str, ...] | None) -> None:
    if keys is None:
        with pytest.raises(QueryError, match="no issue"):
            query.find_issues(store, words)
    else:
        assert query.find_issues(store, words) == keys


def test_a_word_finds_every_issue_that_holds_it_a_key_with_hyphens_one() -> None:
    item = first()
    other = replace(item.statements[0], object=replace(item.statements[0].object, id="ban"))
    with Store.open() as store:
        store.put(replace(item, statements=(*item.statements, other)))
        assert query.find_issues(store, "ban") == ("ban", "ban-ferry")
        assert query.find_issues(store, "ban-ferry") == ("ban-ferry",)
        assert query.find_issues(store, "issue:ban") == ("ban",)


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("who-oposes", {}, "did you mean 'who-opposes'"),
        ("xyzzy", {}, "known are 'actors'"),
        ("who-opposes", {}, "needs 'issue'"),
        ("actors", {"actor": "Norway"}, "has no parameter 'actor'"),
        ("positions-of", {"actor": "Norwey"}, "near are 'norway'"),
        ("who-opposes", {"issue": "toal"}, "near are 'harbour-toll'"),
        ("who-opposes", {**BAN, "since": "spring"}, "no date"),
        ("statements-by-outlet", {"outlet": "Nobody"}, "known are 'Harbour Daily', 'The Fjord Post'"),
        ("SELECT ?x { ?x a kg:Actor", {}, "not valid SPARQL"),
        ("ASK { ?x a nope:Actor }", {}, "not valid SPARQL"),
        ("ASK { ?x a kg:Actor }", {"actor": "Norway"}, "named questions only"),
        ("INSERT DATA { kg:a kg:b kg:c }", {}, "only read"),
        ("# a comment\nPREFIX x: <http://x/>\nDELETE WHERE { ?s ?p ?o }", {}, "only read"),
        ("CLEAR ALL", {}, "only read"),
    ],
)
def test_what_cannot_be_asked_says_why(store: Store, name: str, params: dict[str, str], message: str) -> None:
    before = store.quads()
    with pytest.raises(QueryError, match=message):
        query.run(store, name, params)
    assert store.quads() == before


@pytest.mark.parametrize("words", ["} ?s ?p ?o . {", '" . ?s ?p ?o #', "UNDEF }", "norway> <x"])
def test_words_of_the_user_never_become_sparql(store: Store, words: str) -> None:
    with pytest.raises(QueryError, match="no actor"):
        query.run(store, "positions-of", {"actor": words})


def test_statements_of_a_build_that_was_stopped_are_found_without_their_labels() -> None:
    with Store.open() as store:
        store.put(first())
        assert picked(query.run(store, "who-opposes", BAN), "who", "sentence") == [(None, "Norway opposes the ferry ban.")]


def test_an_issue_may_be_an_actor(store: Store) -> None:
    assert picked(query.run(store, "statements-by-outlet", {"issue": "Tomás Rojas"}), "relation") == [("meets",)]


def test_a_parameter_that_is_none_is_not_given(store: Store) -> None:
    assert query.run(store, "meetings", {"actor": None}) == query.run(store, "meetings")


def test_values_are_plain_and_rows_in_order(store: Store) -> None:
    sparql = (
        "SELECT ?who ?is ?score ?n ?firm ?none { ?s rdf:subject ?who ; kg:polarity ?is ; kg:confidence ?score ; kg:firm ?firm ; \
        kg:cue/oa:start ?n . FILTER (?score < 0.5) OPTIONAL { ?s kg:nameOrder ?none } }"
    )
    assert query.run(store, sparql).rows == (("actor:chile", "kg:pro", 1 / 3, 109, False, None),)
    names = [row[0] for row in query.run(store, "SELECT DISTINCT ?x { ?x a kg:Actor }").rows]
    assert names == sorted(names)
    assert len(names) == 5
    backwards = [row[0] for row in query.run(store, "SELECT DISTINCT ?x { ?x a kg:Actor } ORDER BY DESC(STR(?x))").rows]
    assert backwards == names[::-1]


def test_plain_edges_answer_a_beginners_query(store: Store) -> None:
    assert query.run(store, "SELECT ?who { ?who kg:opposes issue:ban-ferry }").rows == (("actor:chile",), ("actor:norway",))


def test_ask_and_construct(store: Store) -> None:
    assert query.run(store, "ASK { actor:norway kg:opposes ?what }").rows == ((True,),)
    table = query.run(store, "CONSTRUCT { ?a kg:meets ?b } WHERE { ?a kg:meets ?b }")
    assert table == Table(("subject", "predicate", "object"), (("actor:ada-linde", "kg:meets", "actor:tomas-rojas"),))


TABLE = Table(("who", "n", "firm"), (("Ada “A, B”", 1, True), ("two\nlines", None, False)))


def test_output_is_machine_readable_and_aligned() -> None:
    assert json.loads(query.to_json(TABLE)) == [
        {"who": "Ada “A, B”", "n": 1, "firm": True},
        {"who": "two\nlines", "n": None, "firm": False},
    ]
    assert query.to_json(Table(("a",), ())) == "[]\n"
    assert list(csv.reader(io.StringIO(query.to_csv(TABLE)))) == [
        ["who", "n", "firm"],
        ["Ada “A, B”", "1", "True"],
        ["two\nlines", "", "False"],
    ]
    assert query.to_text(TABLE).splitlines() == ["who         n  firm", "Ada “A, B”  1  true", "two lines      false"]


@pytest.mark.parametrize("width", [20, 40, 60, 200])
def test_text_fits_the_width(store: Store, width: int) -> None:
    table = query.run(store, "SELECT ?words ?all { ?s kg:sentence/oa:exact ?words . ?x schema:articleBody ?all }")
    lines = query.to_text(table, width).splitlines()
    assert max(map(len, lines)) <= width
    assert (max(map(len, lines)) == width) == (width < 200 or max(len(str(row[1])) for row in table.rows) > 150)


def test_polarities_in_answers_are_those_of_the_model(store: Store) -> None:
    found = picked(query.run(store, "statements-by-outlet"), "polarity")
    assert {value for (value,) in found} == set(Polarity)
