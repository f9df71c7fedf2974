"""Are wordings of one issue one, and others apart, whatever else was read, and can it be said why?"""

import random
from pathlib import Path

import pytest

from kg import concepts, wordings
from kg.concepts import Level, Parties
from kg.errors import TableError
from kg.extract.issues import Key
from kg.extract.pipeline import Extractor
from kg.model import Article, Extraction
from kg.resolve import refresh
from kg.resolve import wordings as wordings_in
from kg.store import Store
from kg.vocab import SKOS, kind

STRESS = Path(__file__).parent / "stress" / "issues.tsv"
FLOOR = 0.90

TRUCE = """Nigeria backs truce in Sudan

Nigeria said it supports the truce. The war in Sudan has lasted two years. Ghana demanded a ceasefire.
Togo rejected weapons for Sudan. Togo condemned the sanctions. Kenya rejected the sanctions on Iran."""
FORCES = """Mali and Niger offer troops for Chad

Mali and Niger offered troops for Chad. Benin ruled out troops. Ghana rejected American troops in Chad."""


def issues(extraction: Extraction) -> list[str]:
    """The keys of the issues of one article, in order of the text."""
    return [s.object.id for s in extraction.statements if s.object.type == "Issue"]


def read(extractor: Extractor, text: str, title: str | None = None) -> list[str]:
    return issues(extractor(Article("a", "a", text, title)))


def pairs() -> list[list[str]]:
    lines = STRESS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]


def test_wordings_of_one_issue_are_one_and_others_apart(extractor: Extractor) -> None:
    rows = pairs()
    articles = [Article(f"{n}-{i}", "a", text) for n, row in enumerate(rows) for i, text in enumerate(row[1:])]
    keys = [issues(extraction)[-1:] for extraction in extractor.pipe(articles)]
    wrong = []
    for n, (verdict, one, other) in enumerate(rows):
        first, second = keys[2 * n], keys[2 * n + 1]
        if not first or not second or (first == second) != (verdict == "same"):
            wrong.append((verdict, first, second, one, other))
    verdicts = [row[0] for row in rows]
    assert (verdicts.count("same"), verdicts.count("different")) == (125, 125)
    assert 1 - len(wrong) / len(rows) >= FLOOR, wrong
    lumped = [row for row in wrong if row[0] == "different" and row[1] == row[2]]
    assert not lumped  # to make one issue of two is worse than to leave two of one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad rejected the deployment of French soldiers in Chad.", "chad.france:troops"),
        ("Chad will not send troops to Mali.", "chad.mali:troops"),
        ("Ghana rejected NATO troops in Mali.", "mali:troops"),
        ("Ghana rejected the withdrawal of French troops from Mali.", "france.mali:troops.withdraw"),
        ("Ghana condemned the Turkish attack on Mali.", "mali.turkey:attack.by-turkey"),
        ("Ghana condemned the Malian attack on Turkey.", "mali.turkey:attack.by-mali"),
        ("Ghana rejected sanctions on Mali by France.", "mali:sanction"),
        ("Ghana promised Mali humanitarian aid.", "mali:humanitarian-aid"),
        ("Ghana supports the Paris agreement.", "climate-deal"),
        ("Ghana supports Chad's accession to the African Union.", "african-union.chad:membership"),
    ],
)
def test_an_issue_is_its_topic_with_the_parties_that_tell_it_apart(extractor: Extractor, text: str, expected: str) -> None:
    assert read(extractor, text) == [expected]


def test_what_words_leave_out_stands_in_their_article(extractor: Extractor) -> None:
    keys = read(extractor, TRUCE, "Nigeria backs truce in Sudan")
    assert keys.count("sudan:ceasefire") >= 2  # the truce, a ceasefire
    assert "sudan:military-aid" in keys
    assert keys.count("iran:sanction") >= 2  # the sanctions are those that the article names


def test_forces_of_several_are_nobodys_own_and_never_somebody_elses(extractor: Extractor) -> None:
    keys = read(extractor, FORCES, "Mali and Niger offer troops for Chad")
    assert "benin.chad:troops" in keys
    assert "chad.united-states:troops" in keys
    assert {key for key in keys if "benin" not in key and "united" not in key} == {"chad:troops"}


def test_words_that_say_nothing_take_up_what_was_named_before(extractor: Extractor) -> None:
    taken_up = "As to the blockade of Mali, Ghana rejected the idea."
    assert read(extractor, taken_up) == ["mali:blockade"]
    alone, again = read(extractor, "Ghana rejected the idea."), read(extractor, "Togo rejected the idea.")
    assert alone
    assert again
    assert alone != again  # an idea that nobody names is no issue of several articles


def test_talks_on_doing_something_are_about_it(extractor: Extractor) -> None:
    keys = read(extractor, "Ghana agreed to initiate talks with Chad on establishing a buffer zone in Sudan.")
    assert keys == read(extractor, "Ghana supports a buffer zone in Sudan.") == ["sudan:buffer-zone"]


def test_the_resolution_is_the_one_whose_topic_the_article_gives(extractor: Extractor) -> None:
    adopted = "The Security Council adopted a resolution demanding a ceasefire in Sudan. "
    assert read(extractor, adopted + "Ghana supports the resolution.")[-1] == "sudan:ceasefire.resolution"
    assert read(extractor, adopted + "Ghana supports a resolution.")[-1] == "sudan:resolution"
    two = "Chad vetoed a resolution on sanctions. Ghana supports the resolution."
    assert read(extractor, adopted + two)[-1] == "sudan:resolution"


def test_what_is_denied_is_no_issue_with_what_is_affirmed(extractor: Extractor) -> None:
    yes = read(extractor, "Ghana confirmed that there were foreign troops in Mali.")
    no = read(extractor, "Ghana confirmed that there were no foreign troops in Mali.")
    assert Key.parse(no[0]).concepts - Key.parse(yes[0]).concepts == {"not"}


def test_a_key_depends_on_its_own_article_alone(extractor: Extractor) -> None:
    texts = [row[1] for row in pairs()[::6]]
    articles = [Article(str(n), "a", text) for n, text in enumerate((*texts, TRUCE, FORCES))]
    alone = {article.id: issues(extractor(article)) for article in articles}
    shuffled = list(articles)
    random.Random(7).shuffle(shuffled)
    assert {e.article.id: issues(e) for e in extractor.pipe(shuffled)} == alone
    assert sum(map(len, alone.values())) > 40


def test_a_new_article_renames_no_issue(extractor: Extractor) -> None:
    old = [extractor(Article("old", "old", "Ghana rejected American troops in Mali.")), extractor(Article("b", "b", TRUCE))]
    new = extractor(
        Article("new", "new", "Togo demanded the deployment of US soldiers in Mali. Togo rejected the truce in Sudan.")
    )
    with Store.open() as store:
        for extraction in old:
            store.put(extraction)
        refresh(store)
        before = wordings_in(store)
        store.put(new)
        refresh(store)
        after = wordings_in(store)
        assert before.keys() <= after.keys()
        assert all(words in after[key] for key, own in before.items() for words in own)
        assert sum(after["mali.united-states:troops"].values()) == 2
        labelled = [node for node, _, _ in store.values(SKOS.prefLabel) if kind(node) == "issue"]
        assert len(labelled) == len(set(labelled)) == len(after)


@pytest.mark.parametrize(
    ("key", "given", "expected"),
    [
        ("mali.france:troops", {"sending French soldiers to Mali": 4, "French troops": 1}, "French troops (Mali)"),
        ("mali:troops", {"NATO troops in Mali": 3, "troops": 1}, "troops (Mali)"),  # names somebody who isn't meant
        ("mali:ceasefire", {"ceasefire": 1, "ceasefire in Mali": 0}, "ceasefire in Mali"),
        ("iran:sanction", {"it will lift the sanctions on Iran": 2, "sanctions on Tehran": 1}, "sanctions on Tehran"),
        ("ferry-toll", {"toll": 1}, "toll"),
        ("nobody-known:toll", {"toll": 1}, "toll (Nobody Known)"),
    ],
)
def test_a_label_names_its_parts_and_little_else(key: str, given: dict[str, int], expected: str) -> None:
    assert wordings.preferred_wording(key, given) == expected
    assert wordings.preferred_wording(key, dict(reversed(given.items()))) == expected


def test_broader_issues_have_broader_concepts_or_fewer_parts() -> None:
    keys = ["mali:aid", "mali:military-aid", "mali:air-support", "mali:military-aid.not", "niger:air-support"]
    expected = {"mali:air-support": ("mali:military-aid",), "mali:military-aid": ("mali:aid",)}
    assert wordings.broader(keys) == wordings.broader(reversed(keys)) == expected


def test_it_is_said_why_wordings_are_one() -> None:
    told = {reason.part: reason.words for reason in wordings.reasons("mali.united-states:troops", "American boots on the ground")}
    assert told == {"Mali": None, "United States": "American", "troops": "boots on the ground"}
    text = wordings.explanation("mali.united-states:troops", {"US troops": 2, "boots": 1, "US troops in Mali": 0})
    assert "called     US troops in Mali\n" in text
    assert "Mali (by the article), United States = US, troops\n" in text
    assert "troops = boots\n" in text


def test_the_tables_agree() -> None:
    table = concepts.load()
    assert len(table.words) > 2000
    assert len(table.topics) > 150
    for concept, topic in table.topics.items():
        assert table.phrases(concept), concept
        assert all(table.phrases(other) for other in (topic.alone, topic.broader) if other), concept
        assert concept not in table.broader(concept), concept
    assert {topic.level for topic in table.topics.values()} == set(Level)
    assert {topic.parties for topic in table.topics.values()} == set(Parties)


def test_a_users_tables_come_on_top(tmp_path: Path) -> None:
    (tmp_path / "concepts.tsv").write_text("concept\twords\nferry\tferry|ferry-boat|the boat line|line+sea\n", encoding="utf-8")
    (tmp_path / "topics.tsv").write_text("ferry\tkind\tplace\t-\ttrade\n", encoding="utf-8")
    table = concepts.load(tmp_path)
    assert table.of("ferry") == table.of("ferry boat") == table.of("boat line") == "ferry"
    assert table.topic("ferry") == concepts.Topic(Level.KIND, Parties.PLACE, "", "trade")
    assert (frozenset({"line", "sea"}), "ferry") in table.together
    assert table.of("soldier") == "troops"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("concepts.tsv", "ferry\n", "concepts.tsv:1: 1 columns"),
        ("concepts.tsv", "concept\twords\nferry\t\n", "concepts.tsv:2: an empty cell"),
        ("concepts.tsv", "ferry\tboat\nship\tboat\n", "concepts.tsv:2: 'boat' stands twice"),
        ("topics.tsv", "ferry\ttopical\tall\t-\t-\n", "topics.tsv:1: 'topical' is not a valid Level"),
        ("topics.tsv", "ferry\ttopic\tall\n", "topics.tsv:1: 3 columns"),
    ],
)
def test_broken_tables_say_where(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=message):
        concepts.load(tmp_path)
