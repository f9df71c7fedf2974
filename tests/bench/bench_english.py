"""How fast is the English pipeline, and how much memory does it take? Not a test: run it by hand.

python tests/bench/bench_english.py [--model NAME] FILE...

FILE: texts of articles. Prints the seconds to load, tokens a second (best of five, one process), memory, and how
long a text without a full stop takes against the same text with them.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import spacy  # noqa: F401  so that its import doesn't count as loading

import kg.english


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in options.files]

    start = time.perf_counter()
    nlp = kg.english.load(options.model)
    print(f"load {time.perf_counter() - start:.2f} s")

    speeds = []
    for _ in range(5):
        start = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        speeds.append(tokens / (time.perf_counter() - start))
    print(f"{tokens} tokens in {len(texts)} texts, {max(speeds):.0f} tokens/s")

    stops = (" ".join(" ".join(texts).split()) * 20)[:20_000]
    seconds = []
    for text in (stops, stops.replace(".", "")):
        start = time.perf_counter()
        nlp(text)
        seconds.append(time.perf_counter() - start)
    print(f"{len(stops)} characters: with stops {seconds[0]:.2f} s, without {seconds[1]:.2f} s")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")


if __name__ == "__main__":
    main()
