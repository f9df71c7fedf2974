"""Does the store keep whole articles, and only those, whatever happens?"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import ACTORS, FIRST, SECOND, extractions, first, second

from kg import rdf, vocab
from kg.errors import StoreError
from kg.model import Extraction, records, sorted_snapshot
from kg.store import SCHEMA_VERSION, Store
from kg.vocab import KG

TESTS = Path(__file__).parent


def test_put_says_what_it_did(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        assert store.put(first()) == "new"
        once = store.quads()
        assert store.put(first()) == "unchanged"
        assert store.quads() == once
        assert store.put(replace(first(), statements=first().statements[:2])) == "replaced"
        assert len(store.snapshot().records) == 2


def test_what_is_put_is_there_after_reopening(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        store.put(first())
        store.put(second())
        before = store.quads()
    with Store.open(tmp_path / "graph", create=False) as store:
        assert store.quads() == before
        assert store.article_ids() == ("a1", "a2")
        assert store.articles() == (FIRST, SECOND)
        assert store.snapshot() == sorted_snapshot([FIRST, SECOND], ACTORS, [*records(first()), *records(second())])
        assert store.snapshot(["a2"]).articles == (SECOND,)


def test_remove_takes_the_whole_graph_away() -> None:
    with Store.open() as store:
        empty = store.quads()
        store.put(first())
        assert store.remove("a1")
        assert store.quads() == empty
        assert not store.remove("a1")


@settings(max_examples=25, deadline=None)
@given(st.lists(extractions(("a1", "a2", "a3")), max_size=5), st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(items: list[Extraction], shuffle: random.Random) -> None:
    last = list({item.article.id: item for item in items}.values())
    with Store.open() as one, Store.open() as other:
        for item in items:
            one.put(item)
        shuffle.shuffle(last)
        for item in (*last, *last):
            other.put(item)
        assert one.quads() == other.quads()


def test_an_article_is_current_until_it_or_its_reader_changes() -> None:
    with Store.open() as store:
        assert not store.is_current(FIRST, "1")
        store.put(first(), "1")
        assert store.is_current(FIRST, "1")
        assert not store.is_current(FIRST, "2")
        assert not store.is_current(replace(FIRST, text=FIRST.text + " "), "1")
        assert not store.is_current(replace(FIRST, title=None), "1")
        assert store.put(first(), "2") == "replaced"
        assert store.is_current(FIRST, "2")
        assert not store.is_current(FIRST, "1")


def test_the_dataset_is_the_union_of_all_graphs() -> None:
    with Store.open() as store:
        store.put(first())
        store.put(second())
        with store.dataset() as dataset:
            rows = list(dataset.query("SELECT ?who { ?who kg:opposes ?what }"))
            assert sorted(vocab.key(str(row.who)) for row in rows) == ["chile", "norway"]
            assert len(dataset) > 100


def test_a_store_that_is_held_says_so(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    with Store.open(path) as store:
        with pytest.raises(StoreError, match=r"graph.*this process has it open"):
            Store.open(path)
        code = "import sys; from kg.store import Store; Store.open(sys.argv[1])"
        run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert "StoreError" in run.stderr
        assert "another process holds it" in run.stderr
        assert str(path) in run.stderr
        store.put(first())
    Store.open(path).close()


def test_folders_that_are_no_store_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="is no store"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        Store.open(tmp_path / "notes.txt")
    with pytest.raises(StoreError, match=r"no store at .*: build one first"):
        Store.open(tmp_path / "graph", create=False)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.txt"]


def test_an_empty_folder_and_missing_parents_are_fine(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    Store.open(tmp_path / "empty").close()
    Store.open(tmp_path / "a" / "b" / "graph").close()
    (tmp_path / "void").mkdir()
    with pytest.raises(StoreError, match="is no store"):
        Store.open(tmp_path / "void", create=False)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="permission"):
        Store.open(tmp_path / "graph")


def test_damaged_files_say_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        store.put(first())
    (tmp_path / "graph" / "CURRENT").write_text("garbage")
    with pytest.raises(StoreError, match="damaged; delete the folder and build it again"):
        Store.open(tmp_path / "graph")


@pytest.mark.parametrize(
    ("message", "advice"),
    [
        ("IO error: No space left on device: While appending to file", "the disk is full"),
        ("IO error: While lock file: /x/LOCK: Resource temporarily unavailable", "another process holds it"),
        ("something else", "check the disk"),
    ],
)
def test_write_errors_name_store_and_remedy(tmp_path: Path, message: str, advice: str) -> None:
    class Full:
        def quads_for_pattern(self, *_: object) -> list[ox.Quad]:
            return []

        def update(self, _: str) -> None:
            raise OSError(message)

    store = Store(Full(), tmp_path / "graph")  # type: ignore[arg-type]
    with pytest.raises(StoreError, match=advice) as caught:
        store.put(first())
    assert str(tmp_path / "graph") in str(caught.value)


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    with Store.open(path) as store:
        version = ox.Quad(KG.about, KG.schemaVersion, ox.Literal(SCHEMA_VERSION + 1), KG.about)
        store.replace_graph(KG.about, [version])
    with pytest.raises(StoreError, match="newer"):
        Store.open(path)
    Store.open(tmp_path / "other").close()


def test_a_foreign_oxigraph_store_is_refused(tmp_path: Path) -> None:
    foreign = ox.Store(str(tmp_path / "graph"))
    foreign.extend(rdf.quads(first()))
    del foreign
    with pytest.raises(StoreError, match="didn't write"):
        Store.open(tmp_path / "graph")


def test_a_closed_store_says_so() -> None:
    store = Store.open()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.quads()


def test_killed_in_the_middle_it_holds_whole_articles(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    code = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
from dataclasses import replace
from samples import first
from kg.store import Store
store, item = Store.open({str(path)!r}), first()
for n in range(100_000):
    store.put(replace(item, article=replace(item.article, id=f"a{{n % 40}}", name=f"round {{n}}")))
    if n == 50:
        print("going", flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "going\n"
        time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    with Store.open(path) as store:
        assert len(store.article_ids()) == 40
        for article in store.articles():
            expected = rdf.quads(replace(first(), article=article))
            held = {q for q in store.match(graph=vocab.article(article.id)) if q.predicate != KG.fingerprint}
            assert held == set(expected)
