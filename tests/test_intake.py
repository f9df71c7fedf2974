"""Do a user's own actors come in from CSV, Turtle and FollowTheMoney, without doubling known ones and without silent losses?"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import actors, checks, imports, intake, roster, vocab
from kg.actors import NameKind, Role, Strength, TieKind
from kg.cli import main
from kg.errors import QueryError, TableError
from kg.model import Article

Put = Callable[[str, str], Path]

CSV = """name,type,aliases,acronym,wikidata,member of,title,of,since,note
Fjord Council,Organization,Council of the Fjords; The Fjords' Council,FJC,,,,,,founded in a story
Ada Linde,Person,Linde,,,Fjord Council,Chair,Fjord Council,2024-01-01,
"""
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> . @prefix wd: <http://www.wikidata.org/entity/> . @prefix ex: <http://news.example/> .
@prefix kg: <https://w3id.org/kg-positions/ontology#> .
ex:a a org:FormalOrganization ; skos:prefLabel "Hafenbund"@de , "Harbour League"@en ; skos:altLabel "League of Harbours"@en ;
  skos:exactMatch wd:Q999999991 .
ex:b a schema:Person ; schema:name "Cy Ront" ; org:memberOf ex:a .
ex:c a kg:ArmedGroup , org:Organization ; skos:prefLabel "Fjord Rangers" .
ex:m a org:Membership ; org:member ex:b ; org:organization ex:a ; schema:roleName "President" ; schema:startDate "2020-01-01" .
ex:heading a skos:Concept ; skos:prefLabel "Heading" .
"""


def ftm(schema: str, key: str, **properties: list[object]) -> str:
    return json.dumps({"id": key, "schema": schema, "properties": properties}) + "\n"


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


def names(folder: Path, key: str) -> dict[str, tuple[NameKind, Strength, bool]]:
    return {n.name: (n.kind, n.strength, n.exact) for n in actors.load([folder]).names() if n.actor == key}


def ties(folder: Path, key: str) -> list[tuple[TieKind, str, str, Role | None, str, str]]:
    return [(t.relation, t.target, t.title, t.role, t.since, t.until) for t in actors.load([folder]).ties_of(key)]


def test_csv(put: Put, tmp_path: Path) -> None:
    report = intake.bring([put("a.csv", CSV)], tmp_path / "mine")
    assert (dict(report.rows), report.told, report.failures) == ({"actors.tsv": 2, "names.tsv": 4, "ties.tsv": 2}, (), ())
    table = actors.load([tmp_path / "mine"])
    assert table.entities["fjord-council"].type == "Organization"
    assert names(tmp_path / "mine", "fjord-council") == {
        "Fjord Council": (NameKind.OFFICIAL, Strength.STRONG, False),
        "Council of the Fjords": (NameKind.ALIAS, Strength.STRONG, False),
        "The Fjords' Council": (NameKind.ALIAS, Strength.STRONG, False),
        "FJC": (NameKind.ACRONYM, Strength.STRONG, True),
    }
    assert names(tmp_path / "mine", "ada-linde")["Linde"] == (NameKind.ALIAS, Strength.WEAK, False)
    assert ties(tmp_path / "mine", "ada-linde") == [
        (TieKind.MEMBER, "fjord-council", "", None, "2024-01-01", ""),
        (TieKind.OFFICE, "fjord-council", "Chair", Role.HEAD_OF_ORGANISATION, "2024-01-01", ""),
    ]
    assert checks.run(None, [tmp_path / "mine"]) == ()


def test_tabs_and_other_spellings_of_the_header(put: Put, tmp_path: Path) -> None:
    intake.bring([put("a.tsv", "Label\tTYPE\tWikidata ID\tunheard\nFjord Party\tParty\tQ999999992\tx\n")], tmp_path / "mine")
    assert actors.load([tmp_path / "mine"]).entities["fjord-party"].same_as == "Q999999992"


def test_turtle(put: Put, tmp_path: Path) -> None:
    report = intake.bring([put("c.ttl", TURTLE)], tmp_path / "mine")
    assert report.failures == ()
    table = actors.load([tmp_path / "mine"])
    league = table.entities["harbour-league"]
    assert (league.label, league.type, league.same_as) == ("Harbour League", "Organization", "Q999999991")
    assert set(league.names) == {"Harbour League", "League of Harbours"}
    assert table.entities["fjord-rangers"].type == "ArmedGroup"
    assert "heading" not in table.entities
    assert ties(tmp_path / "mine", "cy-ront") == [
        (TieKind.MEMBER, "harbour-league", "", None, "", ""),
        (TieKind.OFFICE, "harbour-league", "President", Role.HEAD_OF_ORGANISATION, "2020-01-01", ""),
    ]


def test_follow_the_money(put: Put, tmp_path: Path) -> None:
    lines = [
        ftm("Person", "p", name=["Olga Testova", "Ольга Тестова"], alias=["Olga T. Testova"], weakAlias=["Olya T."],
            country=["ru"], position=["Deputy Minister of Trade"], birthDate=["1970-01-02"]),
        ftm("PublicBody", "b", name=["Ministry of Fish"], country=["no"], abbreviation=["MFISH"]),
        ftm("Company", "c", name=["Fish Ltd"], jurisdiction=["no"]),
        ftm("Membership", "m", member=["p"], organization=["b"], role=["Director"], startDate=["2020-02-01"]),
        ftm("Membership", "m2", member=["p"], organization=["c"]),
        ftm("Occupancy", "o", holder=["p"], post=["x"], startDate=["2021"], endDate=["2022"]),
        ftm("Position", "x", name=["Minister of Fish"], country=["no"]),
        ftm("Vessel", "v", name=["Sea Gull"]),
    ]  # fmt: skip
    report = intake.bring([put("f.jsonl", "".join(lines))], tmp_path / "mine")
    assert report.failures == ()
    assert dict(report.unread) == {"Vessel": 1}
    assert actors.load([tmp_path / "mine"]).entities["ministry-of-fish"].type == "Government"
    assert set(names(tmp_path / "mine", "olga-testova")) == {"Olga Testova", "Olga T. Testova", "Olya T."}
    assert names(tmp_path / "mine", "olga-testova")["Olya T."][1] is Strength.WEAK
    assert ties(tmp_path / "mine", "ministry-of-fish") == [(TieKind.PART, "norway", "", None, "", "")]
    assert ties(tmp_path / "mine", "fish-ltd") == []
    assert sorted(map(str, ties(tmp_path / "mine", "olga-testova"))) == sorted(
        map(
            str,
            [
                (TieKind.MEMBER, "fish-ltd", "", None, "", ""),
                (TieKind.OFFICE, "ministry-of-fish", "Director", Role.HEAD_OF_ORGANISATION, "2020-02-01", ""),
                (TieKind.OFFICE, "norway", "Minister of Fish", Role.MINISTER, "2021", "2022"),
                (TieKind.OFFICE, "russia", "Deputy Minister of Trade", Role.OTHER, "", ""),
            ],
        )
    )


def test_nested_entities_come_in_with_those_that_hold_them(put: Put, tmp_path: Path) -> None:
    inner = {"id": "b", "schema": "Organization", "properties": {"name": ["Fjord Council"]}}
    tie = {"id": "m", "schema": "Membership", "properties": {"member": ["p"], "organization": [inner]}}
    line = ftm("Person", "p", name=["Ada Linde"], membershipMember=[tie])
    report = intake.bring([put("f.json", line)], tmp_path / "mine")
    assert report.failures == ()
    assert ties(tmp_path / "mine", "ada-linde") == [(TieKind.MEMBER, "fjord-council", "", None, "", "")]


def test_a_known_actor_is_not_doubled(put: Put, tmp_path: Path) -> None:
    merkel = actors.load().entities["angela-merkel"]
    assert merkel.same_as is not None
    rows = f"name,type,alias,wikidata\nA. D. Merkel,Person,Mutti Merkel,{merkel.same_as}\nNATO,Organization,Pact of the North,\n"
    report = intake.bring([put("a.csv", rows)], tmp_path / "mine")
    assert dict(report.rows)["actors.tsv"] == 0
    assert [line.partition(": ")[2] for line in report.told] == [
        f"'A. D. Merkel' is the known actor angela-merkel (same Wikidata item {merkel.same_as})",
        "'NATO' is the known actor nato (same name 'NATO')",
    ]
    table = actors.load([tmp_path / "mine"])
    assert {"A. D. Merkel", "Mutti Merkel"} <= set(table.entities["angela-merkel"].names)
    assert "Pact of the North" in table.entities["nato"].names
    assert len(table.entities) == len(actors.load().entities)


def test_a_strong_name_of_another_becomes_weak(put: Put, tmp_path: Path) -> None:
    report = intake.bring([put("a.csv", "name,type,alias\nNarnia,Place,NATO\nNorway,Person,\n")], tmp_path / "mine")
    assert "'NATO' is a weak name of narnia: it is a strong name of nato already" in report.told[0]
    assert "'Norway' is weak" in report.told[1]
    assert names(tmp_path / "mine", "narnia")["NATO"][1] is Strength.WEAK
    table = actors.load([tmp_path / "mine"])
    assert {n.actor for n in table.find("NATO") if n.strength is Strength.STRONG} == {"nato"}
    assert {n.actor for n in table.find("Norway") if n.strength is Strength.STRONG} == {"norway"}
    assert table.entities["norway-person"].label == "Norway"


def test_bringing_in_twice_or_more_changes_nothing(put: Put, tmp_path: Path) -> None:
    files = [put("a.csv", CSV), put("c.ttl", TURTLE)]
    intake.bring(files, tmp_path / "mine")
    before = {path.name: path.read_bytes() for path in (tmp_path / "mine").iterdir()}
    assert set(before) == set(actors.TABLES)
    report = intake.bring(reversed(files), tmp_path / "mine")
    assert set(report.rows.values()) == {0}
    assert report.told == ()
    assert {path.name: path.read_bytes() for path in (tmp_path / "mine").iterdir()} == before


@pytest.mark.parametrize(
    ("name", "content", "where", "message"),
    [
        ("a.csv", "name,type\nX,Alien\nFjord Party,Party\n", ":2", "no type 'Alien': use one of ArmedGroup"),
        ("a.csv", "name,type\nFjord Party,Party\n,Person\n", ":3", "no label"),
        ("a.csv", "name,type\nFjord Party,Party\nA,B,C\n", ":3", "3 cells where 2 belong"),
        ("a.csv", "name,type,wikidata\nX,Person,30\nFjord Party,Party,\n", ":2", "bad Wikidata id '30'"),
        ("a.csv", "name,type,member\nFjord Party,Party,No Such Body\n", ":2", "no actor 'No Such Body'"),
        ("a.csv", 'name,type,since,member\n"Fjord\nParty",Party,soon,NATO\n', ":2", "bad date 'soon'"),
        ("f.json", "{}\n" + ftm("Organization", "x", name=["Fjord Party"]), ":1", "no entity with id"),
        ("f.json", ftm("Organization", "x", name=["Fjord Party"]) + "nonsense\n", ":2", "no JSON object"),
        ("f.json", ftm("Organization", "x", name=["Fjord Party"]) + ftm("Membership", "m", organization=["x"]), ":2", "who"),
        ("f.json", ftm("Organization", "x", name=["Fjord Party"]) + ftm("Membership", "m", member=["x"]), ":2", "of what"),
        ("c.ttl", "@prefix a: <http://a/> .\na:x a:y .\n", ":2", "not valid RDF"),
    ],
)
def test_broken_rows_are_set_aside_with_file_and_line(
    put: Put, tmp_path: Path, name: str, content: str, where: str, message: str
) -> None:
    path = put(name, content)
    report = intake.bring([path], tmp_path / "mine")
    [failure] = report.failures
    assert failure.where == f"{path}{where}"
    assert message in failure.message
    if name != "c.ttl":
        assert "fjord-party" in actors.load([tmp_path / "mine"]).entities


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [("a.csv", "colour,shape\nred,round\n", "no column"), ("a.docx", "x", "unknown kind of file"), ("a.csv", "", "no column")],
)
def test_files_of_another_form_are_refused(put: Put, tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        intake.bring([put(name, content)], tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_what_the_other_forms_mean_exists() -> None:
    known = {"post", "tie", *vocab.actor_types()}
    for (form, place), terms in imports.meanings().items():
        assert (form, place) in {("csv", "column"), ("ftm", "schema"), ("ftm", "property"), ("rdf", "class"), ("rdf", "property")}
        if place in ("schema", "class"):
            assert set(terms.values()) <= known


@given(st.text(st.characters(codec=None), max_size=80))
def test_whatever_stands_in_an_entity_is_read_or_set_aside(cell: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.jsonl"
        path.write_text(ftm("Person", "x", name=[cell], alias=[cell, None], country=[None]) + ftm(cell, "y"), encoding="utf-8")
        first, second = imports.read(path)
    assert isinstance(first, imports.Item)
    assert first.label == " ".join(cell.encode("utf-8", "replace").decode().split())
    assert isinstance(second, imports.Item | imports.Unread)


def test_own_actors_are_linked(put: Put, tmp_path: Path) -> None:
    intake.bring([put("a.csv", CSV)], tmp_path / "mine")
    extractor = kg.load(lexicon=[tmp_path / "mine"])
    found = extractor(Article("a", "a", "The FJC opposes the harbour toll. The Council of the Fjords supports the ferry ban."))
    assert [(s.subject.id, s.relation) for s in found.statements] == [("fjord-council", "opposes"), ("fjord-council", "supports")]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["actors", *map(str, args)])


def test_the_shell_brings_in_adds_lists_and_shows(put: Put, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    done = run("import", put("a.csv", CSV + ",,,,,,,,,\n,Person,,,,,,,,\n"), "--into", mine)
    assert done.exit_code == 3
    assert "actors.tsv  2 new rows" in done.stdout
    assert f"Failed: {tmp_path}/a.csv:5: no label" in done.stderr
    assert run("add", "Grain Union", "Organization", "--into", mine, "--alias", "Union of Grain").exit_code == 0
    assert run("add", "Grain Union", "Alien", "--into", mine).exit_code == 3
    assert "grain-union" in run("list", "grain", "--lexicon", mine, "--type", "Organization").stdout
    assert "grain-union" not in run("list", "grain", "--lexicon", mine, "--type", "Party").stdout
    shown = run("show", "Ada Linde", "--lexicon", mine).stdout
    assert "office      Chair, Fjord Council, 2024-01-01 to …" in shown
    assert "its         office: Chair, Ada Linde" in run("show", "fjord-council", "--lexicon", mine).stdout
    missing = run("show", "Angela Merkle")
    assert (missing.exit_code, "near are 'angela merkel'" in missing.stderr) == (1, True)


def test_an_unknown_actor_says_what_is_near() -> None:
    with pytest.raises(QueryError, match="near are"):
        roster.shown((), "Angela Merkle")


def test_a_table_that_changed_is_read_again(put: Put, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    intake.add(mine, "Fjord Council", "Organization")
    assert "grain-union" not in actors.load([mine]).entities
    intake.add(mine, "Grain Union", "Organization")
    assert "grain-union" in actors.load([mine]).entities
