"""Is what was judged to be one counted as one everywhere, with every fact as it was, and undone without a trace?"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import ACTORS, NOBODY, first, second

import kg
from kg import checks, export, judgements, merge, page, query, resolve, similar, vocab
from kg.actors import ActorTable
from kg.cli import main
from kg.errors import JudgementError, StoreError
from kg.judgements import Judgement
from kg.model import Entity, Extraction, Verdict
from kg.query import Table
from kg.store import Store
from kg.vocab import KG

SAME, DIFFERENT, UNDO = Verdict
BAN, TOLL = "issue:ban-ferry", "issue:harbour-toll"


def built(path: Path, items: Iterable[Extraction] = (), table: ActorTable = NOBODY) -> Path:
    """A store of the two samples, or of these, refreshed as `kg build` does it."""
    with Store.open(path) as store:
        for item in items or (first(), second()):
            store.put(item)
        resolve.refresh(store, table, judgements.standing(judgements.read(judgements.beside(path))))
    return path


def quads(path: Path) -> tuple[str, ...]:
    with Store.open(path) as store:
        return tuple(map(str, store.quads()))


def judge(path: Path, verdict: Verdict, one: str, other: str, **more: str) -> Judgement:
    return merge.judge(path, verdict, one, other, **{"by": "Ann", "at": "2025-05-06T07:08:09+00:00", **more})


def ask(path: Path, question: str, **params: str) -> Table:
    with Store.open(path) as store:
        return query.run(store, question, params)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return built(tmp_path / "graph")


def test_merge_and_undo_give_the_quads_from_before(graph: Path) -> None:
    before = quads(graph)
    judge(graph, SAME, "Ada Linde", "Tomás Rojas")
    judge(graph, SAME, BAN, TOLL)
    judge(graph, DIFFERENT, "Norway", "Chile")
    merged = quads(graph)
    assert merged != before
    judge(graph, UNDO, TOLL, BAN)
    judge(graph, UNDO, "Ada Linde", "Tomás Rojas")
    judge(graph, UNDO, "Norway", "Chile")
    assert quads(graph) == before
    assert quads(built(graph.with_name("again"))) == before


def test_no_fact_is_touched(graph: Path) -> None:
    before = set(quads(graph))
    judge(graph, SAME, "Ada Linde", "Tomás Rojas")
    changed = before.symmetric_difference(quads(graph))
    assert changed
    assert all(KG.identity.value in quad for quad in changed)


def test_a_judgement_survives_new_articles_a_rebuild_and_another_order(tmp_path: Path) -> None:
    graph = built(tmp_path / "graph", [first()])
    judge(graph, SAME, "Ada Linde", "Tomás Rojas", why="one and the same")
    built(graph, [second()])
    at_once = quads(graph)
    assert f"<{vocab.actor('tomas-rojas').value}> <{KG.canonical.value}> <{vocab.actor('ada-linde').value}>" in "\n".join(at_once)
    assert "one and the same" in "\n".join(at_once)
    file = judgements.beside(graph)
    for name, items in (("reversed", [second(), first()]), ("piecemeal", [second()])):
        judgements.write(judgements.beside(tmp_path / name), judgements.read(file))
        other = built(tmp_path / name, items)
        built(other, [first()])
        assert quads(other) == at_once


def test_deleting_the_folder_does_not_lose_what_was_judged(graph: Path) -> None:
    judge(graph, SAME, BAN, TOLL)
    before = quads(graph)
    for path in graph.iterdir():
        path.unlink()
    graph.rmdir()
    assert quads(built(graph)) == before


def test_questions_count_what_is_one_under_one_name(graph: Path) -> None:
    plain = {question: ask(graph, question) for question in ("contradictions", "issues", "actors", "summary")}
    judge(graph, SAME, "Ada Linde", "Tomás Rojas")
    judge(graph, SAME, BAN, TOLL)
    [summary] = ask(graph, "summary").rows
    assert summary == (2, 2, 4, 1, 7)
    assert [row[0] for row in ask(graph, "actors").rows] == ["Ada Linde", "Norway", "Chile", "Fjord Council"]
    [issue] = ask(graph, "issues").rows
    assert issue == ("ferry ban", 5, 2, 3, 2, BAN)
    assert len(ask(graph, "contradictions", actor="Norway").rows) > len(plain["contradictions"].rows) - 1
    toll = ask(graph, "positions-on", issue="toll")
    assert {row[toll.columns.index("what")] for row in toll.rows} == {"ferry ban"}
    assert len(toll.rows) == len(ask(graph, "positions-on", issue=BAN).rows) == 5
    assert {row[0] for row in ask(graph, "quotes-of", actor="Rojas").rows} == {"Ada Linde"}
    assert all("Tomás Rojas" not in row for name in query.questions() if name in plain for row in ask(graph, name).rows)


def test_a_merge_shows_a_contradiction_that_was_hidden(graph: Path) -> None:
    assert not ask(graph, "contradictions", issue="toll").rows
    judge(graph, SAME, BAN, TOLL)
    found = ask(graph, "contradictions", issue="toll")
    assert ("Norway", "ferry ban") in {row[:2] for row in found.rows}


def test_tables_and_page_show_one_node(graph: Path) -> None:
    judge(graph, SAME, "Ada Linde", "Tomás Rojas")
    judge(graph, SAME, BAN, TOLL)
    with Store.open(graph) as store:
        rows = list(csv.DictReader(io.StringIO(export.render(store, "csv").decode())))
        snapshot = store.snapshot()
        part = store.snapshot(["a2"])
        shown = export.show(store, next(r.id for r in snapshot.records if r.statement.object.text == "toll"))
    assert {row["object_id"] for row in rows if row["object_type"] == "Issue"} == {"ban-ferry"}
    assert "tomas-rojas" not in {row[name] for row in rows for name in ("subject_id", "object_id", "recipient_id", "speaker_id")}
    assert [e.id for e in snapshot.entities] == ["ada-linde", "chile", "fjord-council", "norway"]
    assert snapshot.entities[0].names == ("Ada Linde", "Linde", "Tomás Rojas")
    assert {e.id for e in part.entities} == {"ada-linde", "chile", "norway"}
    html = page.render(snapshot)
    assert '"actor/ada-linde"' in html
    assert '"actor/tomas-rojas"' not in html
    assert '"issue/harbour-toll"' not in html
    assert len(page.render(snapshot, actor="Tomás Rojas")) > 1000
    assert "ferry ban\nwording    toll\n" in shown


def test_a_known_actor_stays_even_where_it_was_named_second(tmp_path: Path) -> None:
    table = ActorTable((Entity("tomas-rojas", "Tomás Rojas", "Person"),), (), (), {})
    graph = built(tmp_path / "graph", table=table)
    judge(graph, SAME, "Ada Linde", "Tomás Rojas")
    assert {row[0] for row in ask(graph, "quotes-of", actor="Linde").rows} == {"Tomás Rojas"}


def test_the_one_that_was_named_first_stays_and_a_chain_is_one(graph: Path) -> None:
    judge(graph, SAME, "Norway", "Chile")
    judge(graph, SAME, "actor:fjord-council", "Norway")
    labels = [row[0] for row in ask(graph, "actors").rows]
    assert labels == ["Norway", "Ada Linde", "Tomás Rojas"]
    with pytest.raises(JudgementError, match=r"actor:norway = actor:chile \(Ann, 2025-05-06T07:08:09\+00:00\)"):
        judge(graph, DIFFERENT, "Chile", "Fjord Council")


def test_what_no_article_names_any_more_waits_in_the_file(tmp_path: Path) -> None:
    graph = built(tmp_path / "graph")
    judge(graph, SAME, "Fjord Council", "Chile")
    with Store.open(graph) as store:
        store.remove("a1")
    built(graph, [second()])
    assert {row[0] for row in ask(graph, "actors").rows} == {"Norway", "Ada Linde", "Chile"}
    assert checks.run(graph) == ()
    assert judge(graph, UNDO, "actor:fjord-council", "Chile").one == "actor:fjord-council"


def test_a_merged_store_is_well(graph: Path) -> None:
    judge(graph, SAME, "Ada Linde", "Tomás Rojas", why="Ärger “mit” <b>Zeichen</b>", source="test")
    judge(graph, DIFFERENT, BAN, TOLL)
    assert checks.run(graph) == ()


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("Norway", "nobody at all", "no actor or issue 'nobody at all'"),
        ("Norway", BAN, "can't be judged"),
        ("Norway", "Kingdom of Norway", "is only one"),
    ],
)
def test_names_that_mean_none_or_something_else_are_refused(graph: Path, one: str, other: str, message: str) -> None:
    with pytest.raises(JudgementError, match=message):
        judge(graph, SAME, one, other)
    assert not judgements.beside(graph).exists()


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        merge.review(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_pairs_to_review_are_ranked_by_what_they_would_change(tmp_path: Path) -> None:
    graph = built(tmp_path / "graph")
    with Store.open(graph) as store:
        names = [("ada-linde", "Ada Lynde"), ("chile", "Chille")]
        twins = [Entity(f"{key}-2", label, next(e.type for e in ACTORS if e.id == key), (label,)) for key, label in names]
        store.put(renamed(second(), dict(zip(("ada-linde", "chile"), twins, strict=True))))
        resolve.refresh(store, NOBODY)
    found = merge.review(graph, kind="actor")
    assert found.columns == merge.REVIEW
    assert [(row[0], row[1]) for row in found.rows] == [("actor:ada-linde", "actor:ada-linde-2")]
    score, moves, agreements, contradictions, reasons = found.rows[0][2:]
    assert (moves, agreements, contradictions) == (1, 0, 0)
    assert isinstance(score, float)
    assert 0.8 < score < 1
    assert reasons == "names alike: 'Ada Linde', 'Ada Lynde'"
    with pytest.raises(JudgementError, match="'ada' may be actor:ada-linde, actor:ada-linde-2: name one"):
        judge(graph, SAME, "Norway", "ada")
    judge(graph, DIFFERENT, "actor:ada-linde", "actor:ada-linde-2")
    assert merge.review(graph, kind="actor").rows == ()
    assert [row[0] for row in merge.listed(graph).rows] == ["different"]
    assert merge.listed(graph).rows[0][6] == score


def renamed(extraction: Extraction, others: dict[str, Entity]) -> Extraction:
    """The same article with other actors in place of some."""
    from dataclasses import replace

    from kg.identity import Canonical, unify
    from kg.model import Snapshot, records

    snapshot = unify(Snapshot((), extraction.entities, records(extraction)), Canonical(others))
    statements = tuple(record.statement for record in snapshot.records)
    return replace(extraction, article=replace(extraction.article, id="a3", name="three"), entities=snapshot.entities,
                   attributions=(), statements=statements)  # fmt: skip


def test_the_notebook_judges_as_the_shell_does(graph: Path) -> None:
    opened = kg.Graph(graph)
    before = opened.export("nquads")
    opened.same("Ada Linde", "Tomás Rojas", why="alike", by="Bo")
    assert opened.judgements().rows[0][3] == "Bo"
    assert len(opened.snapshot().entities) == 4
    opened.undo("Ada Linde", "Tomás Rojas")
    opened.different("Ada Linde", "Tomás Rojas")
    opened.undo("Ada Linde", "Tomás Rojas")
    assert opened.export("nquads") == before
    assert opened.review(kind="actor").columns == merge.REVIEW


def test_the_shell_records_who_when_and_why(graph: Path) -> None:
    def run(*args: str) -> str:
        result = CliRunner().invoke(main, ["merge", *args, "-s", str(graph)])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "recorded in" in run("same", "Ada Linde", "Tomás Rojas", "--why", "one", "--by", "Cy")
    [row] = judgements.read(judgements.beside(graph))
    assert (row.verdict, row.one, row.other, row.by, row.why, row.source) == (
        SAME, "actor:ada-linde", "actor:tomas-rojas", "Cy", "one", "kg merge",
    )  # fmt: skip
    assert row.at.startswith("20")
    assert "Cy" in run("list")
    assert "withdrawn" in run("undo", "Tomás Rojas", "Ada Linde")
    assert run("list", "--output", "json") == "[]\n"
    assert run("review", "--output", "csv").startswith("one,other,score")
    clash = CliRunner().invoke(main, ["merge", "undo", "Norway", "Chile", "-s", str(graph)])
    assert (clash.exit_code, "no judgement on" in clash.stderr) == (1, True)


def test_a_build_reads_the_judgements_beside_its_store(tmp_path: Path) -> None:
    article = tmp_path / "ban.txt"
    article.write_text("Norway opposes the ferry ban. Chile supports the harbour toll.")
    graph = tmp_path / "graph"
    kg.Graph(graph).add(article)
    issues = [str(row[-1]) for row in ask(graph, "issues").rows]
    assert len(issues) == 2
    judge(graph, SAME, *issues)
    merged = quads(graph)
    kg.Graph(graph).add(article)
    assert quads(graph) == merged
    assert len(ask(graph, "issues").rows) == 1
    judgements.beside(graph).write_text("no table")
    with pytest.raises(kg.TableError, match="header"):
        kg.Graph(graph).add(article)
    assert quads(graph) == merged


def test_likeness_is_symmetrical() -> None:
    one, other = similar.Described("a", "Person", ("Ada Linde",)), similar.Described("b", "Person", ("Ada Lynde",))
    forth, back = similar.alike(one, other), similar.alike(other, one)
    assert forth is not None
    assert back is not None
    assert forth.score == back.score
