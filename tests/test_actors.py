"""Are the known actors well-formed, and does lookup by name, date and people find the right ones?"""

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from kg import data
from kg.actors import ACTOR_COLUMNS, NAME_COLUMNS, TIE_COLUMNS, NameKind, Role, Strength, TieKind, fold, load, slug
from kg.errors import TableError

TYPES = {
    "Person",
    "State",
    "Territory",
    "Organization",
    "Bloc",
    "Government",
    "Party",
    "ArmedGroup",
    "Company",
    "Media",
    "Place",
    "Group",
}
TABLE = load()


def rows(table: str) -> list[list[str]]:
    lines = data.path("seeds", f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def ids(name: str) -> list[str]:
    return list(dict.fromkeys(found.actor for found in TABLE.find(name)))


def strong(name: str) -> list[str]:
    return sorted({found.actor for found in TABLE.find(name) if found.strength is Strength.STRONG})


def write(folder: Path, table: str, columns: tuple[str, ...], *lines: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{table}.tsv").write_text("\n".join(["\t".join(columns), *lines]) + "\n", encoding="utf-8")
    return folder


# The shipped tables


def test_tables_are_large_enough_to_be_useful() -> None:
    count = Counter(entity.type for entity in TABLE.entities.values())
    assert count["State"] >= 193
    assert count["Person"] >= 600
    bodies = ("Organization", "Bloc", "Government", "Party", "ArmedGroup", "Media", "Company")
    assert sum(count[type_] for type_ in bodies) >= 250
    assert count["Place"] >= 150
    assert set(count) <= TYPES


def test_ids_are_slugs_of_their_labels() -> None:
    assert [(e.id, e.label) for e in TABLE.entities.values() if e.id != slug(e.label)] == []


@pytest.mark.parametrize(("table", "key"), [("actors", (0,)), ("names", (1, 0, 2)), ("ties", (0, 1, 2, 5, 3))])
def test_tables_are_sorted_without_repeated_rows(table: str, key: tuple[int, ...]) -> None:
    keyed = [tuple(row[column] for column in key) for row in rows(table)]
    assert [(a, b) for a, b in pairwise(keyed) if a >= b] == []


def test_all_members_of_the_united_nations_are_states_with_iso_codes() -> None:
    members = {tie.actor for tie in TABLE.ties_to("united-nations") if tie.relation is TieKind.MEMBER}
    assert len(members) == 193
    assert {TABLE.entities[member].type for member in members} == {"State"}
    assert len({TABLE.codes[member][1] for member in members}) == 193
    assert {"vatican", "palestine", "kosovo", "taiwan"}.isdisjoint(members)


def test_every_member_state_has_a_demonym_and_a_people() -> None:
    kinds = defaultdict(set)
    for name in TABLE.names():
        kinds[name.actor].add(name.kind)
    members = [tie.actor for tie in TABLE.ties_to("united-nations") if tie.relation is TieKind.MEMBER]
    assert [m for m in members if NameKind.DEMONYM not in kinds[m]] == []
    assert [m for m in members if NameKind.NATIONALS not in kinds[m]] == []


def test_no_strong_name_belongs_to_two_actors() -> None:
    owners = defaultdict(set)
    for name in TABLE.strong_names():
        owners[fold(name.name)].add(name.actor)
    assert {key: actors for key, actors in owners.items() if len(actors) > 1} == {}


def test_strong_acronyms_and_surnames_are_case_exact() -> None:
    loose = [n.name for n in TABLE.strong_names() if n.kind in (NameKind.ACRONYM, NameKind.SURNAME) and not n.exact]
    assert loose == []


def test_every_person_with_an_office_holds_it_somewhere_that_can_have_one() -> None:
    offices = [tie for entity in TABLE.entities for tie in TABLE.ties_of(entity) if tie.relation is TieKind.OFFICE]
    assert len(offices) > 800
    assert {TABLE.entities[tie.actor].type for tie in offices} == {"Person"}
    assert {"Place", "Person"}.isdisjoint({TABLE.entities[tie.target].type for tie in offices})


def test_nobody_holds_the_same_office_twice_at_once() -> None:
    overlaps = []
    for person in TABLE.entities:
        held = [tie for tie in TABLE.ties_of(person) if tie.relation is TieKind.OFFICE]
        for a, b in pairwise(sorted(held, key=lambda tie: (tie.target, tie.title, tie.since))):
            if (a.target, a.title) == (b.target, b.title) and (not a.until or a.until > b.since):
                overlaps.append((person, a.title, a.until, b.since))
    assert overlaps == []


@pytest.mark.parametrize(
    "state", ["united-states", "russia", "france", "germany", "ukraine", "china", "south-korea", "united-nations"]
)
def test_one_head_at_a_time(state: str) -> None:
    role = {"germany": "head-of-government", "united-nations": "head-of-organisation"}.get(state, "head-of-state")
    for year in range(2001, 2026):
        assert len(TABLE.holders(state, role, f"{year}-06-20")) == 1, year


# Lookup


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("US", "united-states"),
        ("U.S.", "united-states"),
        ("the U.S.", "united-states"),
        ("America’s", "united-states"),
        ("the White House", "united-states"),
        ("Britain's", "united-kingdom"),
        ("the UK", "united-kingdom"),
        ("Downing Street", "united-kingdom"),
        ("The Kremlin", "russia"),
        ("Côte d’Ivoire", "ivory-coast"),
        ("Cote d'Ivoire", "ivory-coast"),
        ("Burma", "myanmar"),
        ("Swaziland", "eswatini"),
        ("Türkiye", "turkey"),
        ("DPRK", "north-korea"),
        ("UAE", "united-arab-emirates"),
        ("PRC", "china"),
        ("Holy See", "vatican"),
        ("UN Security Council", "united-nations-security-council"),
        ("Nato", "nato"),
        ("ICC", "international-criminal-court"),
        ("G8", "group-of-eight"),
        ("Europeans", "europe"),
        ("State Department", "us-state-department"),
        ("Zelenskiy", "volodymyr-zelensky"),
        ("Zelenskyy", "volodymyr-zelensky"),
        ("Volodymyr Zelenskyi", "volodymyr-zelensky"),
        ("Sergey Lavrov", "sergei-lavrov"),
        ("Muammar Qaddafi", "muammar-gaddafi"),
        ("Kadhafi", "muammar-gaddafi"),
        ("Erdoğan", "recep-tayyip-erdogan"),
        ("Viktor Orbán", "viktor-orban"),
        ("Ban Ki Moon", "ban-ki-moon"),
        ("Donald J. Trump", "donald-trump"),
        ("PUTIN", "vladimir-putin"),
        ("Gaza", "gaza-strip"),
        ("the Houthis", "houthis"),
        ("al-Qaida", "al-qaeda"),
        ("Kharkov", "kharkiv"),
        ("Daesh", "islamic-state"),
    ],
)
def test_strong_names_find_their_actor(name: str, actor: str) -> None:
    assert strong(name) == [actor]


@pytest.mark.parametrize(
    "word",
    ["us", "who", "turkey", "polish", "may", "ice", "is", "it", "trump", "brown", "let", "china", "chad", "guinea", "poles"],
)
def test_common_words_are_no_actors(word: str) -> None:
    assert TABLE.find(word) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Georgia",
        "Jordan",
        "Chad",
        "Washington",
        "Moscow",
        "Brussels",
        "Congo",
        "Bush",
        "Brown",
        "May",
        "Rice",
        "Johnson",
        "Kim",
        "Park",
        "Clinton",
        "Macedonia",
        "the North",
        "Congress",
        "Santiago",
        "Wellington",
    ],
)
def test_ambiguous_names_are_known_but_weak(name: str) -> None:
    assert ids(name) != []
    assert strong(name) == []


def test_homonyms_offer_all_their_readings() -> None:
    assert ids("Georgia") == ["georgia", "georgia-us-state"]
    assert {"united-states", "washington"} <= set(ids("Washington"))
    assert {"european-union", "belgium", "brussels"} <= set(ids("Brussels"))
    assert {"george-w-bush", "george-h-w-bush"} <= set(ids("George Bush"))
    assert {"kim-jong-un", "kim-jong-il", "kim-dae-jung"} <= set(ids("Kim"))
    assert {"bashar-al-assad", "hafez-al-assad"} <= set(ids("Assad"))


def test_a_leading_article_counts_where_the_name_has_one() -> None:
    assert "the-hague" in ids("The Hague")
    assert ids("Hague") == ["william-hague"]


def test_strong_readings_come_first() -> None:
    ranks = [[found.strength is Strength.WEAK for found in TABLE.find(name.name)] for name in TABLE.names()]
    assert sum(len(set(rank)) == 2 for rank in ranks) > 5
    assert all(rank == sorted(rank) for rank in ranks)


@pytest.mark.parametrize(
    ("word", "actor"),
    [
        ("American", "united-states"),
        ("Russians", "russia"),
        ("Ukrainian", "ukraine"),
        ("Britons", "united-kingdom"),
        ("the Dutch", "netherlands"),
        ("Polish", "poland"),
        ("Iraqis", "iraq"),
        ("Ivorian", "ivory-coast"),
        ("Nigerian", "nigeria"),
        ("Nigerien", "niger"),
        ("Palestinians", "palestine"),
        ("South Korean", "south-korea"),
        ("European", "europe"),
        ("Congolese", None),
        ("Dominican", None),
        ("Korean", None),
        ("Moscow", None),
        ("green", None),
    ],
)
def test_demonyms(word: str, actor: str | None) -> None:
    assert TABLE.demonym(word) == actor


def test_entity_names_hold_own_names_only_most_official_first() -> None:
    entity = TABLE.entities["united-kingdom"]
    assert entity.names[0].startswith("United Kingdom")
    assert {"Britain", "UK"} <= set(entity.names)
    assert {"British", "Britons", "London", "Downing Street"}.isdisjoint(entity.names)
    assert TABLE.entities["united-states"].same_as == "Q30"


# Offices by date


@pytest.mark.parametrize(
    ("target", "role", "date", "holder"),
    [
        ("united-states", "head-of-state", "2014-05-01", "barack-obama"),
        ("united-states", "head-of-state", "2025-08-20", "donald-trump"),
        ("united-states", "head-of-state", "2009-01-20", "barack-obama"),
        ("united-states", "foreign-minister", "2008-12-31", "condoleezza-rice"),
        ("united-states", "spokesperson", "2025-08-20", "karoline-leavitt"),
        ("united-kingdom", "head-of-government", "2010-12-20", "david-cameron"),
        ("united-kingdom", "head-of-government", "2009-12-18", "gordon-brown"),
        ("russia", "head-of-state", "2009-07-10", "dmitry-medvedev"),
        ("russia", "head-of-government", "2009-07-10", "vladimir-putin"),
        ("russia", "foreign-minister", "2025-08-20", "sergei-lavrov"),
        ("united-nations", "head-of-organisation", "2009", "ban-ki-moon"),
        ("nato", "head-of-organisation", "2025-08", "mark-rutte"),
        ("european-union", "foreign-minister", "2025-08-20", "kaja-kallas"),
        ("palestinian-authority", "foreign-minister", "2009-01-08", "riyad-al-maliki"),
        ("south-korea", "head-of-state", "2010-11-28", "lee-myung-bak"),
        ("hungary", "head-of-government", "2025-08-20", "viktor-orban"),
    ],
)
def test_holders_by_date(target: str, role: str, date: str, holder: str) -> None:
    assert TABLE.holders(target, role, date) == (holder,)


def test_holders_of_disputed_and_unknown_offices() -> None:
    assert TABLE.holders("ivory-coast", Role.HEAD_OF_STATE, "2010-12-20") == ("alassane-ouattara", "laurent-gbagbo")
    assert TABLE.holders("united-states", Role.HEAD_OF_STATE, "1850-01-01") == ()
    assert TABLE.holders("no-such-actor", Role.HEAD_OF_STATE, "2014-05-01") == ()


def test_titles_tell_a_president_from_a_head_of_state() -> None:
    assert TABLE.titled("iran", "president", "2007-01-01") == ("mahmoud-ahmadinejad",)
    assert TABLE.titled("united-kingdom", "foreign secretary", "2009-01-01") == ("david-miliband",)
    assert TABLE.titled("united-kingdom", "president", "2009-01-01") == ()


def test_offices_of_a_person() -> None:
    assert [(tie.target, tie.title) for tie in TABLE.offices("vladimir-putin", "2010-01-01")] == [("russia", "Prime Minister")]
    assert [tie.target for tie in TABLE.offices("mark-rutte", None)] == ["nato"]
    assert TABLE.offices("barack-obama", "2017-01-20") == ()


# Forms


def test_slug_is_ascii_and_keeps_other_scripts_apart() -> None:
    assert slug("Ban Ki-moon") == "ban-ki-moon"
    assert slug("Łódź") == "lodz"
    assert slug("George W. Bush") == "george-w-bush"
    assert slug("Путин") != slug("Лавров")
    assert slug("Путин") == slug("ПУТИН")
    assert slug("2009").startswith("2009-")
    assert all(slug(label).isascii() for label in ("", "!", "北京", "Côte d'Ivoire"))


def test_fold_ignores_what_typists_vary() -> None:
    assert len({fold(name) for name in ("Côte d'Ivoire", "Cote d’Ivoire", "COTE D'IVOIRE’S", " côte  d'ivoire")}) == 1
    assert fold("Sana'a") == fold("Sanaa")
    assert fold("Ki‑moon") == fold("Ki Moon")
    assert fold("United States'") == fold("United States")


# Broken tables


@pytest.mark.parametrize(
    ("table", "columns", "line", "message"),
    [
        ("actors", ACTOR_COLUMNS, "united-states\tUSA\tState\t\t\t\t", "stands already at"),
        ("actors", ACTOR_COLUMNS, "atlantis\tAtlantis\tState\tQ30\t\t\t", "'Q30' stands already at"),
        ("actors", ACTOR_COLUMNS, "atlantis\tAtlantis\tState\t30\t\t\t", "bad Wikidata id"),
        ("actors", ACTOR_COLUMNS, "Atlantis\tAtlantis\tState\t\t\t\t", "bad id"),
        ("actors", ACTOR_COLUMNS, "atlantis\t\tState\t\t\t\t", "no label"),
        ("actors", ACTOR_COLUMNS, "atlantis\tAtlantis\tlost state\t\t\t\t", "bad type"),
        ("actors", ACTOR_COLUMNS, "atlantis\tAtlantis\tState\t\tat\t\t", "bad ISO code"),
        ("actors", ACTOR_COLUMNS, "atlantis\tAtlantis", "2 cells"),
        ("names", NAME_COLUMNS, "Atlantis\tatlantis\tshort\tstrong\t\t\t", "unknown actor 'atlantis'"),
        ("names", NAME_COLUMNS, "Yanks\tunited-states\tslang\tstrong\t\t\t", "bad kind"),
        ("names", NAME_COLUMNS, "Yanks\tunited-states\talias\tfirm\t\t\t", "bad strength"),
        ("names", NAME_COLUMNS, "Yanks\tunited-states\talias\tweak\tyes\t\t", "bad case"),
        ("names", NAME_COLUMNS, "Yanks\tunited-states\talias\tweak\t\t\t1900-13", "bad date"),
        ("names", NAME_COLUMNS, ".\tunited-states\talias\tweak\t\t\t", "without letters"),
        ("ties", TIE_COLUMNS, "barack-obama\truled\tunited-states\t\t\t\t", "bad relation"),
        ("ties", TIE_COLUMNS, "barack-obama\toffice\tunited-states\t\thead-of-state\t\t", "needs a title and a role"),
        ("ties", TIE_COLUMNS, "barack-obama\toffice\tunited-states\tPresident\tboss\t\t", "bad role"),
        ("ties", TIE_COLUMNS, "barack-obama\tmember\tunited-states\t\t\t2017\t2009-01-20", "before it begins"),
        ("ties", TIE_COLUMNS, "barack-obama\tmember\tatlantis\t\t\t\t", "unknown actor 'atlantis'"),
    ],
)
def test_broken_rows_are_named(tmp_path: Path, table: str, columns: tuple[str, ...], line: str, message: str) -> None:
    folder = write(tmp_path / "mine", table, columns, line)
    with pytest.raises(TableError, match=message) as caught:
        load((folder,))
    assert f"{table}.tsv:2:" in str(caught.value)


def test_broken_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no such folder"):
        load((tmp_path / "absent",))
    (tmp_path / "actors.tsv").write_text("id\tlabel\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"actors\.tsv:1: the header"):
        load((tmp_path,))
    latin = tmp_path / "latin"
    latin.mkdir()
    (latin / "actors.tsv").write_bytes("\t".join(ACTOR_COLUMNS).encode() + b"\nx\tCura\xe7ao")
    with pytest.raises(TableError, match="not UTF-8"):
        load((latin,))


def test_own_actors_and_names_are_added(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", "actors", ACTOR_COLUMNS, "freedonia\tFreedonia\tState\t\t\t\t")
    write(
        folder,
        "names",
        NAME_COLUMNS,
        "Freedonian\tfreedonia\tdemonym\tstrong\t\t\t",
        "Uncle Sam\tunited-states\tmetonym\tweak\t\t\t",
    )
    table = load((folder,))
    assert table.demonym("Freedonian") == "freedonia"
    assert [name.actor for name in table.find("Freedonia")] == ["freedonia"]
    assert [name.actor for name in table.find("Uncle Sam")] == ["united-states"]
    assert "freedonia" not in TABLE.entities


def test_a_folder_without_tables_adds_nothing(tmp_path: Path) -> None:
    assert load((tmp_path,)).entities.keys() == TABLE.entities.keys()
