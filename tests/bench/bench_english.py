"""How fast is the English pipeline, and how much memory does it take? Not a test: run it by hand.

python tests/bench/bench_english.py [--model NAME] [--against NAME] FILE...

FILE: texts of articles. Prints the seconds to load, memory, tokens a second (best of fifteen, one process), how many times
that is the speed of another pipeline as spaCy alone loads it (read in turn with it, so that both meet the same machine;
median of the ratios), and how long a text without a full stop takes against the same text with them.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import spacy  # here, so that its import doesn't count as loading
from spacy.language import Language

import kg.english


def speed(nlp: Language, texts: Sequence[str]) -> float:
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return tokens / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--against", help="another pipeline, by name or folder")
    options = parser.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in options.files]

    start = time.perf_counter()
    nlp = kg.english.load(options.model)
    print(f"load {time.perf_counter() - start:.2f} s")
    speed(nlp, texts)
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")

    other = spacy.load(options.against) if options.against else None
    speed(other or nlp, texts)
    speeds = []
    for _ in range(15):
        speeds.append((speed(nlp, texts), speed(other, texts) if other else 1.0))
    best, best_other = (max(values) for values in zip(*speeds, strict=True))
    print(f"{best:.0f} tokens/s")
    if other:
        times = statistics.median(own / others for own, others in speeds)
        print(f"{times:.2f} times {options.against} (at best {best_other:.0f} tokens/s)")

    stops = (" ".join(" ".join(texts).split()) * 20)[:20_000]
    seconds = []
    for text in (stops, stops.replace(".", "")):
        start = time.perf_counter()
        nlp(text)
        seconds.append(time.perf_counter() - start)
    print(f"{len(stops)} characters: with stops {seconds[0]:.2f} s, without {seconds[1]:.2f} s")


if __name__ == "__main__":
    main()
