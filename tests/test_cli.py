"""Does the `kg` command do its job from a shell, say what went wrong, and leave the store whole?"""

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import query, vocab
from kg.articles import read
from kg.cli import PARAMETERS, main
from kg.model import Article
from kg.store import Store

TRUCE = "Norway opposes the ferry ban. Chile supports the ferry ban, its president said."
KG = [sys.executable, "-m", "kg"]


def kg(*args: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)


def shell(*args: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*KG, *map(str, args)], capture_output=True, text=True, timeout=120, check=False, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture(scope="module")
def examples(root: Path) -> Path:
    return root / "seeds" / "articles"


@pytest.fixture(scope="module")
def graph(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the example articles; tests only read it."""
    store = tmp_path_factory.mktemp("examples") / "graph"
    result = kg("build", examples, "-s", store, "--html", store.parent / "page.html")
    assert result.exit_code == 0, result.output
    return store


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "truce.txt"
    path.write_text(TRUCE)
    return path


def quads(store: Path) -> str:
    result = kg("export", "-f", "nquads", "-s", store)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_build_ends_with_a_summary_and_a_page(graph: Path, examples: Path) -> None:
    again = kg("build", examples, "-s", graph)
    count = len(list(examples.iterdir()))
    assert f"articles    {count} (0 new, 0 replaced, {count} unchanged, 0 failed)" in again.stdout
    for word in ("outlets", "actors", "issues", "statements", "most reported positions"):
        assert word in again.stdout
    page = (graph.parent / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Zelensky" in page


def test_build_says_what_changed(tmp_path: Path, article: Path) -> None:
    store = tmp_path / "graph"
    assert "1 (1 new, 0 replaced, 0 unchanged" in kg("build", article, "-s", store).stdout
    assert "1 (0 new, 0 replaced, 1 unchanged" in kg("build", article, "-s", store).stdout
    article.write_text(TRUCE + " Norway met Chile.")
    assert "1 (0 new, 1 replaced, 0 unchanged" in kg("build", article, "-s", store).stdout


def test_twice_in_another_order_and_piecemeal_give_the_same_quads(tmp_path: Path, examples: Path, graph: Path) -> None:
    paths = sorted(examples.iterdir())
    store = tmp_path / "graph"
    kg("build", *reversed(paths[3:]), "-s", store)
    assert quads(store) != quads(graph)
    kg("build", *paths[2:5], paths[0], paths[1], "-s", store)
    kg("build", *paths, "-s", store)
    assert quads(store) == quads(graph)


def test_unchanged_articles_are_not_parsed(tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "graph"
    kg("build", article, "-s", store)

    def fail(*args: object, **options: object) -> None:
        raise AssertionError("the pipeline was loaded")

    monkeypatch.setattr("kg.load", fail)
    assert kg("build", article, "-s", store).exit_code == 0
    article.write_text("Another text.")
    assert isinstance(kg("build", article, "-s", store).exception, AssertionError)


def test_extract_prints_json_lines(article: Path) -> None:
    result = kg("extract", article)
    items = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(i["subject"]["label"], i["relation"], i["object"]["text"]) for i in items][:2] == [
        ("Norway", "opposes", "ferry ban"),
        ("Chile", "supports", "ferry ban"),
    ]
    for line, item in zip(result.stdout.splitlines(), items, strict=True):
        assert line == json.dumps(item, ensure_ascii=False, sort_keys=True)
        assert item["doc"] == "truce"
        assert TRUCE[item["start"] : item["end"]] == item["sentence"]
        for role in ("subject", "object", "recipient", "speaker"):
            if item[role] is not None:
                assert set(item[role]) == {"end", "id", "label", "start", "text", "type"}
                assert TRUCE[item[role]["start"] : item[role]["end"]] == item[role]["text"]
    assert set(items[0]) == {
        "confidence", "doc", "end", "id", "issue", "kind", "modality", "object", "outlet", "polarity", "published", "recipient",
        "relation", "rule", "sentence", "speaker", "start", "subject",
    }  # fmt: skip
    assert items[0]["issue"] == items[1]["issue"] == items[0]["object"]["id"]


def test_extract_as_a_table_and_with_notes(article: Path) -> None:
    result = kg("extract", article, "--format", "table", "--explain")
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["doc", "who", "relation", "what", "to", "polarity", "modality", "speaker", "words"]
    assert lines[1].split()[:3] == ["truce", "Norway", "opposes"]
    notes = result.stderr.splitlines()
    assert notes[0].startswith("truce: Norway")
    assert "    fired: Norway opposes" in notes[1]
    assert all(line.startswith(("truce: ", "    fired: ", "    silent: ")) for line in notes)


def test_extract_gives_what_build_stores(article: Path, tmp_path: Path) -> None:
    kg("build", article, "-s", tmp_path / "graph")
    items = [json.loads(line) for line in kg("extract", article).stdout.splitlines()]
    with Store.open(tmp_path / "graph") as store:
        assert {record.id for record in store.snapshot().records} == {item["id"] for item in items}


def test_stdin(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": TRUCE, "id": name, "date": "2025-02-01", "source": "Post"}) + "\n" for name in "ab")
    result = kg("extract", "-", stdin=lines)
    assert {(item["doc"], item["published"], item["outlet"]) for item in map(json.loads, result.stdout.splitlines())} == {
        ("a", "2025-02-01", "Post"),
        ("b", "2025-02-01", "Post"),
    }


def test_queries_by_name_and_in_sparql(graph: Path, tmp_path: Path) -> None:
    listed = kg("query").stdout
    assert all(name in listed for name in query.questions())
    table = kg("query", "who-opposes", "--issue", "troops", "-s", graph)
    assert "Donald Trump" in table.stdout
    rows = list(
        csv.DictReader(io.StringIO(kg("query", "positions-of", "--actor", "Kyiv", "--output", "csv", "-s", graph).stdout))
    )
    assert rows
    assert {row["who"] for row in rows} == {"Ukraine"}
    sparql = "SELECT (COUNT(?a) AS ?n) { ?a a schema:NewsArticle }"
    (tmp_path / "count.rq").write_text(sparql)
    for given, stdin in ((sparql, None), (str(tmp_path / "count.rq"), None), ("-", sparql)):
        assert json.loads(kg("query", "--sparql", given, "--output", "json", "-s", graph, stdin=stdin).stdout)[0]["n"] >= 9


def test_every_parameter_of_a_question_is_an_option() -> None:
    assert set(PARAMETERS) == set(query.KINDS)


@pytest.mark.parametrize("form", ["turtle", "nquads", "html", "csv", "graphml"])
def test_export_writes_the_same_bytes_again(graph: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    assert kg("export", "-f", form, "-s", graph, "-o", out).exit_code == 0
    assert kg("export", "-f", form, "-s", graph).stdout_bytes == out.read_bytes()
    assert out.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_a_page_can_be_read_by_whoever_may_read_new_files(graph: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    other.touch()
    assert kg("export", "-f", "html", "-s", graph, "-o", out).exit_code == 0
    assert out.stat().st_mode == other.stat().st_mode
    out.chmod(0o640)
    assert kg("export", "-f", "html", "-s", graph, "-o", out).exit_code == 0
    assert out.stat().st_mode & 0o777 == 0o640


def test_export_of_a_part_of_the_page(graph: Path) -> None:
    page = kg("export", "-f", "html", "--actor", "Abiy Ahmed", "--title", "Nile <dam>", "-s", graph).stdout
    assert "Nile &lt;dam&gt;" in page
    assert len(page) < len(kg("export", "-f", "html", "-s", graph).stdout)
    refused = kg("export", "-f", "turtle", "--actor", "Russia", "-s", graph)
    assert (refused.exit_code, "--actor goes with --format html" in refused.stderr) == (2, True)


def test_show_gives_sentence_speaker_outlet_date_and_rule(graph: Path) -> None:
    rows = json.loads(kg("query", "who-opposes", "--issue", "troops", "--output", "json", "-s", graph).stdout)
    shown = next(row for row in rows if row["speaker"])
    for name in (shown["statement"], shown["statement"].removeprefix("statement:")[:12]):
        card = kg("show", name, "-s", graph)
        assert card.exit_code == 0, card.output
        for value in (shown["speaker"], shown["outlet"], shown["date"], "rule"):
            assert value in card.stdout
    missing = kg("show", "nothing", "-s", graph)
    assert (missing.exit_code, "no statement 'nothing'" in missing.stderr) == (1, True)


def test_check(graph: Path, tmp_path: Path) -> None:
    result = kg("check", "-s", graph)
    assert (result.exit_code, "no problems" in result.stdout) == (0, True), result.output
    (tmp_path / "actors.tsv").write_text("id\tlabel\nnonsense\n")
    broken = kg("check", "-s", graph, "--lexicon", tmp_path)
    assert (broken.exit_code, "actors.tsv" in broken.stderr) == (1, True)
    missing = kg("check", "-s", tmp_path / "none")
    assert (missing.exit_code, "no store at" in missing.stderr) == (1, True)


def test_evaluate_articles_or_what_extract_printed(article: Path, tmp_path: Path) -> None:
    item = {
        "doc": "truce",
        "sentence": "Norway opposes the ferry ban.",
        "subject": "Norway",
        "relation": "opposes",
        "object": "ferry ban",
    }
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text(json.dumps({**item, "polarity": "con", "modality": "asserted"}) + "\n")
    predicted.write_text(kg("extract", article).stdout)
    direct = kg("evaluate", gold, article)
    assert direct.stdout == kg("evaluate", gold, predicted).stdout
    assert "recall          1.000" in direct.stdout


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "no such file or folder"),
        ("empty.txt", b"", "empty"),
        ("folder/data.csv", b"a,b", "no article in this folder"),
        ("binary.txt", b"\x00\x01\x02\xff" * 100, "binary"),
        ("cyrillic.txt", "Москва отвергла предложение".encode("cp1251"), "isn't valid UTF-8"),
        ("long.txt", b"a" * 5_000_000, "too long"),
        ("front.txt", b"---\ntitle: x\nNo end.", "never closed"),
        ("quote.txt", b'---\ntitle: "x\n---\nBody.', "doesn't close"),
        ("bad.jsonl", b"{", "line 1: not JSON"),
        ("page.html", b"<html></html>", "no article text"),
    ],
)
def test_bad_input_costs_only_itself(tmp_path: Path, article: Path, name: str, content: bytes | None, message: str) -> None:
    bad = tmp_path / name
    if content is not None:
        bad.parent.mkdir(exist_ok=True)
        bad.write_bytes(content)
    given = bad.parent if bad.parent != tmp_path else bad
    store = tmp_path / "graph"
    alone = kg("build", given, "-s", store)
    assert (alone.exit_code, store.exists()) == (1, False)
    assert alone.stderr.startswith("Error: no article could be read")
    assert str(given) in alone.stderr
    for command in (["build", "-s", str(store)], ["extract"]):
        result = kg(*command, given, article)
        assert result.exit_code == 3
        [line] = [line for line in result.stderr.splitlines() if line.startswith("Failed: ")]
        assert message in line
        assert str(given) in line
        assert "Traceback" not in result.output
    with Store.open(store) as held:
        assert [found.name for found in held.articles()] == ["truce"]


@pytest.mark.parametrize("text", ["“We agree, said Norway. Chile “opposes 'the ban", "Norway opposes the ban " * 3000])
def test_odd_texts_are_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(text)
    assert kg("build", path, "-s", tmp_path / "graph").exit_code == 0


def test_a_bad_date_is_told_and_the_article_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"---\npublished: someday\n---\n{TRUCE}")
    result = kg("extract", path)
    assert result.exit_code == 3
    assert json.loads(result.stdout.splitlines()[0])["published"] is None
    assert "'someday' isn't a date" in result.stderr


def test_a_model_that_is_not_installed(tmp_path: Path, article: Path) -> None:
    for command in (["build", "-s", str(tmp_path / "graph")], ["extract"]):
        result = kg(*command, "--model", "en_no_such", article)
        assert result.exit_code == 1
        assert "en_no_such" in result.stderr
        assert "install" in result.stderr
    assert not (tmp_path / "graph").exists()


def test_a_broken_table_of_the_user(tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "relations.tsv").write_text("relation\tframe\nnonsense\tsvo\n")
    result = kg("build", "--lexicon", folder, "-s", tmp_path / "graph", article)
    assert result.exit_code == 1
    assert "relations.tsv" in result.stderr
    assert not (tmp_path / "graph").exists()


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["build"], 2, "Missing argument"),
        (["nonsense"], 2, "No such command"),
        (["query", "who-opposes", "--sparql", "ASK {}"], 2, "not both"),
        (["query", "--sparql", "no-such-file.rq"], 2, "neither SPARQL nor a file"),
        (["export", "-f", "word"], 2, "'word' is not one of csv,"),
        (["query", "who-opposes", "-s", "{graph}"], 1, "needs 'issue'"),
        (["query", "who-knows", "-s", "{graph}"], 1, "no question is called 'who-knows'"),
        (["query", "positions-of", "--actor", "Atlantis", "-s", "{graph}"], 1, "no actor 'Atlantis'"),
        (["query", "--sparql", "SELECT {", "-s", "{graph}"], 1, "not valid SPARQL"),
        (["query", "--sparql", "DELETE WHERE {?s ?p ?o}", "-s", "{graph}"], 1, "only read"),
        (["query", "summary", "-s", "{tmp}/none"], 1, "no store at"),
        (["export", "-s", "{tmp}"], 1, "is no store"),
        (["export", "-s", "{graph}", "-o", "{tmp}/none/graph.ttl"], 1, "can't write"),
        (["export", "-f", "html", "--actor", "Atlantis", "-s", "{graph}"], 1, "Atlantis"),
    ],
)
def test_errors_are_one_line_with_the_right_exit_code(
    graph: Path, tmp_path: Path, args: list[str], code: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg(*(arg.replace("{graph}", str(graph)).replace("{tmp}", str(tmp_path)) for arg in args))
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert sum(line.startswith("Error: ") for line in result.stderr.splitlines()) == 1


def test_a_store_that_another_process_holds(tmp_path: Path, article: Path) -> None:
    store = tmp_path / "graph"
    kg("build", article, "-s", store)
    script = "import sys; from kg.store import Store; s = Store.open(sys.argv[1]); print('ready', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        for command in (["build", article], ["query", "summary"], ["export"]):
            result = kg(*command, "-s", store)
            assert result.exit_code == 1
            assert "another process holds it" in result.stderr
            assert str(store) in result.stderr
        holder.communicate("\n")
    assert kg("query", "summary", "-s", store).exit_code == 0


@pytest.fixture(scope="module")
def many(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred short articles in one file."""
    texts = [item.text.split("\n\n")[1] for item in read([examples]) if isinstance(item, Article)]
    records = ({"id": f"n{i}", "url": f"https://example.org/{i}", "text": texts[i % len(texts)]} for i in range(200))
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture(scope="module")
def whole(many: Path) -> dict[str, set[str]]:
    """Article -> its quads, after a build that nothing disturbed."""
    kg("build", many, "-s", many.parent / "graph")
    return by_article(many.parent / "graph")


def by_article(path: Path) -> dict[str, set[str]]:
    with Store.open(path, create=False) as store:
        return {key: set(map(str, store.match(graph=vocab.article(key)))) for key in store.article_ids()}


def written(store: Path) -> int:
    return sum(path.stat().st_size for path in store.glob("*.log")) if store.exists() else 0


@pytest.mark.parametrize("share", [0.2, 0.7])
def test_kill_9_leaves_whole_articles_only(tmp_path: Path, many: Path, whole: dict[str, set[str]], share: float) -> None:
    store = tmp_path / "graph"
    enough = share * sum(len(quad) for quads in whole.values() for quad in quads)
    with subprocess.Popen(
        [*KG, "build", str(many), "-s", str(store)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        while run.poll() is None and written(store) < enough / 4:
            time.sleep(0.002)
        assert run.poll() is None, "the build was over before it could be killed"
        run.send_signal(signal.SIGKILL)
    left = by_article(store)
    assert 0 < len(left) < len(whole)
    assert all(left[key] == whole[key] for key in left)
    assert kg("build", many, "-s", store).exit_code == 0
    assert by_article(store) == whole


def test_a_full_disk_leaves_whole_articles_only(tmp_path: Path, many: Path, whole: dict[str, set[str]]) -> None:
    store = tmp_path / "graph"
    limit = 300_000

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    result = shell("build", many, "-s", store, preexec_fn=small_files)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("Error: can't write to store")
    assert str(store) in result.stderr
    left = by_article(store)
    assert 0 < len(left) < len(whole)
    assert all(left[key] == whole[key] for key in left)
    assert kg("build", many, "-s", store).exit_code == 0
    assert by_article(store) == whole


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_output_that_can_not_be_written(graph: Path) -> None:
    result = kg("export", "-s", graph, "-o", "/dev/full/x")
    assert (result.exit_code, "can't write" in result.stderr) == (1, True)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*KG, "export", "-s", str(graph)], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_enough_is_no_error(examples: Path) -> None:
    with subprocess.Popen([*KG, "extract", str(examples)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        json.loads(run.stdout.readline())
        run.stdout.close()
        assert run.stderr.read() == ""


def test_no_progress_bar_and_no_noise_in_a_pipe(tmp_path: Path, article: Path) -> None:
    result = shell("build", article, "-s", tmp_path / "graph")
    assert (result.returncode, result.stderr) == (0, "")
    assert "\r" not in result.stdout
    assert "\x1b" not in result.stdout


def test_progress_bar_on_a_terminal(tmp_path: Path, article: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [*KG, "build", str(article), "-s", str(tmp_path / "graph")]
    done = subprocess.run(command, stderr=theirs, stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"}, check=False)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "reading" in shown
    assert "1/1" in shown


def test_a_plain_locale_still_prints_utf_8(article: Path) -> None:
    article.write_text("Norway opposes the ferry ban in Tromsø.", encoding="utf-8")
    result = shell("extract", article, env={**os.environ, "LC_ALL": "C", "LANG": "C"})
    assert "in Tromsø." in result.stdout


def test_help_is_light() -> None:
    script = "import sys, kg.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "click" in loaded
    assert not {"spacy", "rdflib", "pyoxigraph", "pyvis", "trafilatura", "networkx", "numpy"} & set(loaded)


@pytest.mark.shared
def test_the_shared_articles_tell_who_rules_out_what(shared: Path, tmp_path: Path) -> None:
    store = tmp_path / "graph"
    assert kg("build", shared / "seeds", "-s", store).exit_code == 0
    rows = json.loads(kg("query", "who-opposes", "--issue", "troops", "--output", "json", "-s", store).stdout)
    said = [row for row in rows if (row["who"], row["relation"]) == ("Donald Trump", "rules out")]
    assert all(any(word in row["sentence"] for word in ("troops", "boots", "soldiers")) for row in said)
    told = {row["statement"].removeprefix("statement:") for row in said}
    with Store.open(store) as held:
        assert len({record.article for record in held.snapshot().records if record.id in told}) >= 4
    russia = json.loads(kg("query", "positions-of", "--actor", "Russia", "--output", "json", "-s", store).stdout)
    assert any("NATO" in row["sentence"] and row["relation"] in ("opposes", "rejects") for row in russia)
