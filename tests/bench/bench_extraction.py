"""What does the extraction cost on top of the parse, stage by stage, and does memory grow? Not a test: run it by hand.

python tests/bench/bench_extraction.py [--articles N] FILE...

FILE: texts of articles. Prints the processor seconds of the bare parse and of all that follows it, measured in one run over the
same texts (medians of the rounds), beside the parse as `kg` does it and as spaCy alone does it with the same weights; the
share of each stage, a long text with and without full stops, and memory while N made-up articles stream through, each with
some words that no other has.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import GeneratorType
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # its idle threads would count as processor time

import spacy

import kg
import kg.english
from kg.extract import claims, linking, pipeline
from kg.extract import statements as joining
from kg.model import Article

ROUNDS = 9
STAGES = {
    pipeline: ("tree", "resolve", "offices", "sayings", "resolve_speaker_pronouns", "matches", "statements", "unify", "verbatim"),
    linking: ("mentions", "link", "coref"),
    joining: ("holders", "factuality"),
    claims: ("targets", "stance_of"),
}
"""Functions that are timed, by the module that calls them; those of the last three run inside `resolve` and `statements`."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    options = parser.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in options.files]
    extractor = kg.load()
    cost(extractor, texts)
    stages(extractor, texts)
    full_stops(extractor, texts)
    memory(extractor, texts, options.articles)


def cost(extractor: pipeline.Extractor, texts: list[str]) -> None:
    """Processor seconds of the bare `nlp.pipe` and of the stages after it, in turn, so that all see the same machine."""
    articles = [Article(str(n), str(n), text) for n, text in enumerate(texts)]
    alone = spacy.load(kg.english.WEIGHTS)
    parse, plain, after = [], [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        docs = list(extractor.nlp.pipe(texts))
        parse.append(time.process_time() - start)
        start = time.process_time()
        for _doc in alone.pipe(texts):
            pass
        plain.append(time.process_time() - start)
        start = time.process_time()
        found = [extractor.read(doc, article) for doc, article in zip(docs, articles, strict=True)]
        after.append(time.process_time() - start)
    tokens = sum(map(len, docs))
    print(f"{len(texts)} texts, {tokens} tokens, {sum(len(e.statements) for e in found)} statements")
    print(f"extraction after the parse {statistics.median(after):.3f} s")
    for name, times in (("parse", parse), ("the same weights by spaCy alone", plain)):
        shares = sorted(b / a for a, b in zip(times, after, strict=True))
        low, middle, high = shares[0], statistics.median(shares), shares[-1]
        print(f"{name} {statistics.median(times):.3f} s: share {middle:.3f} ({low:.3f} to {high:.3f})")


def stages(extractor: pipeline.Extractor, texts: list[str]) -> None:
    """Where the time after the parse goes."""
    spent: Counter[str] = Counter()
    kept: list[tuple[Any, str, Any]] = []
    for module, names in STAGES.items():
        for name in names:
            value = getattr(module, name)
            inner = {"mentions": "find", "coref": "resolve"}.get(name)
            place, attribute = (value, inner) if inner else (module, name)
            original = getattr(place, attribute)
            kept.append((place, attribute, original))
            setattr(place, attribute, _timed(f"{module.__name__.rpartition('.')[2]}.{name}", original, spent))
    docs = list(extractor.nlp.pipe(texts))
    start = time.process_time()
    for n, doc in enumerate(docs):
        extractor.read(doc, Article(str(n), str(n), texts[n]))
    total = time.process_time() - start
    for place, attribute, original in kept:
        setattr(place, attribute, original)
    for name, seconds in spent.most_common():
        print(f"  {name:40} {seconds:6.3f} s  {seconds / total:6.1%}")


def _timed(name: str, function: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    def run(*args: Any, **options: Any) -> Any:
        start = time.process_time()
        result = function(*args, **options)
        if isinstance(result, GeneratorType):
            result = tuple(result)
        spent[name] += time.process_time() - start  # type: ignore[assignment]
        return result

    return run


def full_stops(extractor: pipeline.Extractor, texts: list[str]) -> None:
    """A text of 20,000 characters with its full stops, and without."""
    stops = (" ".join(" ".join(texts).split()) * 20)[:20_000]
    seconds = []
    for text in (stops, stops.replace(".", "")):
        rounds = []
        for _ in range(3):
            start = time.process_time()
            extractor(Article("a", "a", text))
            rounds.append(time.process_time() - start)
        seconds.append(min(rounds))
    ratio = seconds[1] / seconds[0]
    print(f"20,000 characters: with stops {seconds[0]:.2f} s, without {seconds[1]:.2f} s, {ratio:.2f} times as long")


def memory(extractor: pipeline.Extractor, texts: list[str], count: int) -> None:
    """Memory of the process, in MiB, while made-up articles stream through."""
    step = max(count // 10, 1)
    for done, _ in enumerate(extractor.pipe(_made_up(texts, count)), 1):
        if done % step == 0:
            gc.collect()
            print(f"  {done:6} articles: {_resident():.0f} MiB, {len(extractor.nlp.vocab.strings)} strings")


def _made_up(texts: list[str], count: int) -> Iterator[Article]:
    sentences = [s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if s]
    rng = random.Random(0)
    for n in range(count):
        chosen = rng.choices(sentences, k=20)
        fresh = "".join(rng.choices("abdefgiklmnoprstu", k=8)).capitalize()
        yield Article(str(n), str(n), " ".join([*chosen, f"{fresh} Minister Ana {fresh}a rejected the {fresh.lower()} plan."]))


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else float("nan")


if __name__ == "__main__":
    main()
