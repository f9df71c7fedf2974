"""What do tables, linking and resolution across articles cost, and how does memory grow? Not a test: run it by hand.

python tests/bench/bench_resolution.py [--articles N] [FILE...]

Prints the processor seconds of reading the tables; where FILE gives texts of articles, the share of linking in the parse;
and for N made-up articles (50,000 by default) that name 2 N actors whom no table knows, and for a quarter as many: processor
seconds and memory of what follows from all articles (`resolve.refresh`), of named questions, of the pairs that may be one
(`kg merge review`) and of a judgement. Each size runs in a process of its own, with its store on disk.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # its idle threads would count as processor time

sys.path.insert(0, str(Path(__file__).parent.parent))

from samples import crowd

BATCH = 2000
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--one-size", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one_size:
        resolution(options.one_size)
        return
    tables()
    if options.files:
        linking([file.read_text(encoding="utf-8") for file in options.files])
    for size in (options.articles // 4, options.articles):
        subprocess.run([sys.executable, __file__, "--one-size", str(size)], check=True)


def tables() -> None:
    """Processor seconds for the tables, each read for the first time."""
    from kg import actors, concepts, lexicon, referring
    from kg.extract import gazetteer

    loads: dict[str, Callable[[], Any]] = {
        "actors": actors.load, "lexicon": lexicon.load, "concepts": concepts.load, "referring": referring.load,
        "trie of names": lambda: gazetteer._name_trie(actors.load()),
    }  # fmt: skip
    total = 0.0
    for name, load in loads.items():
        start = time.process_time()
        load()
        spent = time.process_time() - start
        total += spent
        print(f"  {name:15} {spent * 1000:6.0f} ms")
    print(f"tables {total * 1000:.0f} ms")


def linking(texts: list[str]) -> None:
    """Processor seconds of finding names and linking them, and of coreference, beside those of the parse; the median round."""
    import kg
    from kg.extract import linking as stage
    from kg.model import Article

    extractor = kg.load()
    places: dict[str, tuple[Any, str]] = {
        "titles and known names": (stage, "read"), "names": (stage.mentions, "find"), "link": (stage, "link"),
        "coreference": (stage.coref, "resolve"),
    }  # fmt: skip
    spent = dict.fromkeys(places, 0.0)
    for name, (owner, attribute) in places.items():
        setattr(owner, attribute, _timed(name, getattr(owner, attribute), spent))
    rounds = []
    list(extractor.nlp.pipe(texts))  # the first pass warms caches up
    for _ in range(ROUNDS):
        start = time.process_time()
        docs = list(extractor.nlp.pipe(texts))
        parse = time.process_time() - start
        spent.update(dict.fromkeys(places, 0.0))
        for n, doc in enumerate(docs):
            extractor.read(doc, Article(str(n), str(n), texts[n]))
        rounds.append((parse, dict(spent)))
    parse, typical = sorted(rounds, key=lambda found: sum(found[1].values()) / found[0])[len(rounds) // 2]
    whole = sum(typical.values())
    print(
        f"parse {parse:.2f} s, linking {(whole - typical['coreference']) / parse:.1%} of it, {whole / parse:.1%} with coreference"
    )
    for name, seconds in typical.items():
        print(f"  {name:25} {seconds / parse:6.1%}")


def _timed(name: str, function: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    def call(*args: Any, **more: Any) -> Any:
        start = time.process_time()
        result = function(*args, **more)
        spent[name] += time.process_time() - start
        return result

    return call


def resolution(count: int) -> None:
    """One size: builds the store in a process of its own, then measures each step."""
    from kg import merge, query, resolve
    from kg.model import Verdict
    from kg.store import Store

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        writer = multiprocessing.get_context("spawn").Process(target=write, args=(path, count))
        writer.start()
        writer.join()
        print(f"{count} articles, {2 * count} unknown actors", flush=True)
        with Store.open(path) as store:
            measured("refresh", lambda: resolve.refresh(store))
            measured("summary", lambda: print("   ", query.run(store, "summary").rows[0]))
            measured("top-positions", lambda: query.run(store, "top-positions"))
            measured("who-opposes", lambda: query.run(store, "who-opposes", {"issue": "issue:plan.w7"}))
            measured("contradictions", lambda: query.run(store, "contradictions"))
        pairs: list[Any] = []
        measured("review", lambda: pairs.extend(merge.review(path, kind="actor").rows))
        print(f"    {len(pairs)} pairs shown, the first {pairs[0][:4] if pairs else None}")
        one, other = pairs[0][:2]
        measured("same", lambda: merge.judge(path, Verdict.SAME, one, other))


def write(path: Path, count: int) -> None:
    """A store of made-up articles, before anything follows from them."""
    from kg import rdf
    from kg.store import Store

    with Store.open(path) as store:
        made = crowd(count)
        while batch := list(islice(made, BATCH)):
            store.native.bulk_extend([quad for extraction in batch for quad in rdf.quads(extraction)])


def measured(what: str, run: Callable[[], object]) -> None:
    """Processor seconds, and how far the memory of the process rose above what it was before, in MiB."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before, start = _memory("VmRSS"), time.process_time()
    run()
    spent, peak = time.process_time() - start, _memory("VmHWM")
    print(f"  {what:15} {spent:7.2f} s  {max(0, peak - before):7.0f} MiB more, {peak:.0f} in all", flush=True)


def _memory(field: str) -> float:
    found = re.search(rf"{field}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found.group(1)) / 1024 if found else float("nan")


if __name__ == "__main__":
    main()
