"""What does the pipeline learn from? Treebanks and name corpora of a folder, made into spaCy's training files.

python -m kg.english.prepare DATA_DIR OUT_DIR [--seed 0]

DATA_DIR holds the files that README.md lists; OUT_DIR gets `syntax-{train,dev}.spacy` and `names-{wide,train,dev}.spacy`.
The same data and seed give the same files.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

from kg.english import augment, names, treebanks
from kg.english.names import Named
from kg.english.treebanks import Sentence

__all__ = ["SYNTAX", "Rates", "named_docs", "news_like", "prepare_names", "prepare_syntax", "syntax_docs"]

SYNTAX = {"train": ("ewt-train.conllu", "gum-train.conllu"), "dev": ("ewt-dev.conllu", "gum-dev.conllu")}


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a training Doc is changed in which way, from 0 to 1; how many copies a gerund's verb is replaced in."""

    curly: float = 0.45
    undotted: float = 0.4
    line_breaks: float = 0.35
    last_break: float = 0.15
    headline: float = 0.05
    capitals: float = 0.005
    unstopped: float = 0.06
    particle_verb_copies: int = 2


def syntax_docs(files: Iterable[Path], rng: random.Random, rates: Rates | None) -> Iterator[Doc]:
    """Annotated Docs of one to five sentences; with `rates`, made more like news articles."""
    vocab = spacy.blank("en").vocab
    for file in files:
        for chunk in treebanks.chunks(treebanks.read(file), rng):
            if rates is None:
                yield treebanks.to_doc(vocab, chunk)
                continue
            yield treebanks.to_doc(vocab, news_like(chunk, rng, rates))
            for sentence in chunk * rates.particle_verb_copies:
                changed = augment.particle_verb(sentence, rng)
                if changed is not None:
                    yield treebanks.to_doc(vocab, news_like((changed,), rng, rates))


def news_like(chunk: tuple[Sentence, ...], rng: random.Random, rates: Rates) -> tuple[Sentence, ...]:
    """The chunk with the typography of news articles, each change at its rate."""
    first, rest = chunk[0], chunk[1:]
    breaks = rng.random() < (rates.line_breaks if rest else rates.last_break)
    if rng.random() < rates.headline and len(first.words) < 18:
        first, breaks = augment.headline(first), True
    elif rng.random() < rates.capitals:
        first, breaks = augment.capitals(first), True
    elif rng.random() < rates.unstopped and (breaks or not rest):
        first = augment.unstopped(first)
    sentences = [first, *rest]
    if rng.random() < rates.curly:
        sentences = [augment.curly(sentence) for sentence in sentences]
    if rng.random() < rates.undotted:
        sentences = [augment.undotted(sentence) for sentence in sentences]
    if breaks:
        sentences = [augment.line_break(s, rng) if i == 0 or rng.random() < 0.5 else s for i, s in enumerate(sentences)]
    return tuple(sentences)


def save(docs: Iterable[Doc], path: Path, rng: random.Random | None = None) -> int:
    """Write the Docs as one training file, shuffled with `rng`; returns how many."""
    kept = list(docs)
    if rng is not None:
        rng.shuffle(kept)
    DocBin(docs=kept, store_user_data=False).to_disk(path)
    return len(kept)


def prepare_syntax(data: Path, out: Path, seed: int) -> None:
    """Write `syntax-train.spacy` (like news) and `syntax-dev.spacy` (as it is)."""
    rng = random.Random(seed)
    save(syntax_docs([data / name for name in SYNTAX["train"]], rng, Rates()), out / "syntax-train.spacy", rng)
    save(syntax_docs([data / name for name in SYNTAX["dev"]], rng, None), out / "syntax-dev.spacy", rng)


def prepare_names(data: Path, out: Path, seed: int) -> None:
    """Write `names-wide.spacy` (all of GMB and the rest), `names-train.spacy` (a quarter of GMB) and `names-dev.spacy`."""
    rng = random.Random(seed)
    folk = names.gmb_peoples(data / "gmb.csv")
    silver = list(names.gmb(data / "gmb.csv"))
    # GMB's file has its sentences shuffled: every 24th is held out, and another 24th was kept for tests.
    held_out = [sentence for i, sentence in enumerate(silver) if i % 24 == 0]
    silver = [sentence for i, sentence in enumerate(silver) if i % 24 not in (0, 12)]
    gold = list(_gold_names(data, "train", folk))
    gold += [names.with_silver(sentence, folk) for sentence in names.wikigold(data / "wikigold.conll")]
    tests = [*held_out[:900], *_gold_names(data, "dev", folk)]
    for file, sentences in {"wide": silver + gold, "train": silver[1::4] + gold}.items():
        save(named_docs(sentences, rng, curly=0.4, undotted=0.5, last_break=0.2), out / f"names-{file}.spacy", rng)
    save(named_docs(tests, rng, curly=0.2, undotted=0.5, last_break=0.0), out / "names-dev.spacy")


def named_docs(
    sentences: Iterable[Named], rng: random.Random, *, curly: float, undotted: float, last_break: float
) -> Iterator[Doc]:
    """Docs of one to three sentences with `Doc.ents`, each change of typography at its rate."""
    vocab = spacy.blank("en").vocab
    waiting = iter(sentences)
    while group := list(islice(waiting, rng.choice((1, 1, 2, 3)))):
        words: list[str] = []
        spaces: list[bool] = []
        ents: list[names.Ent] = []
        for sentence in group:
            ents += [(start + len(words), end + len(words), label) for start, end, label in sentence.ents]
            words += sentence.words
            spaces += sentence.spaces
        if rng.random() < curly:
            words = augment.curly_words(words)
        if rng.random() < undotted:
            words = [augment.without_dots(word) for word in words]
        if rng.random() < last_break:
            words, spaces = [*words, "\n"], [*spaces[:-1], False, False]
        doc = Doc(vocab, words=words, spaces=spaces)
        doc.set_ents([Span(doc, start, end, label) for start, end, label in ents])
        yield doc


def _gold_names(data: Path, part: str, folk: frozenset[str]) -> Iterator[Named]:
    for sentence in names.uner(data / f"uner-ewt-{part}.iob2", data / f"ewt-{part}.conllu"):
        yield names.with_silver(sentence, folk)
    for sentence in names.gum(data / f"gum-{part}.conllu", folk):
        yield names.with_silver(sentence, folk)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make the training files of the English pipeline.")
    parser.add_argument("data", type=Path, help="folder with the treebanks and name corpora")
    parser.add_argument("out", type=Path, help="folder for the training files")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    prepare_syntax(options.data, options.out, options.seed)
    prepare_names(options.data, options.out, options.seed)


if __name__ == "__main__":
    main()
