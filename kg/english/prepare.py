"""What does the pipeline learn from? Treebanks and names of a folder, made more like news, as spaCy's training files.

python -m kg.english.prepare DATA_DIR OUT_DIR [--seed 0]

DATA_DIR holds the files that README.md lists and, if there, what `kg.english.silver` wrote; OUT_DIR gets `train.spacy`
and `dev.spacy`. The same data and seed give the same files.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from kg import actors
from kg.english import augment, names, treebanks
from kg.english.treebanks import Sentence

__all__ = ["DEV", "SILVER", "TRAIN", "Rates", "actor_names", "docs", "named", "news_like", "prepare"]

TRAIN, DEV = ("ewt-train.conllu", "gum-train.conllu"), ("ewt-dev.conllu", "gum-dev.conllu")
SILVER = "silver.conllu"
_GOLD_COPIES = 2  # of the treebanks, varied anew, for one of what the network read

Names = Mapping[tuple[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a training Doc is changed in which way, from 0 to 1; how many copies a gerund's verb is replaced in."""

    curly: float = 0.45
    undotted: float = 0.4
    line_breaks: float = 0.35
    last_break: float = 0.15
    headline: float = 0.05
    capitals: float = 0.01
    unstopped: float = 0.08
    other_names: float = 0.2
    particle_verb_copies: int = 2


def docs(sentences: Iterable[Sentence], rng: random.Random, rates: Rates | None, known: Names) -> Iterator[Doc]:
    """Annotated Docs of one to five sentences; with `rates`, made more like news articles."""
    vocab = spacy.blank("en").vocab
    for chunk in treebanks.chunks(sentences, rng):
        if rates is None:
            yield treebanks.to_doc(vocab, chunk)
            continue
        yield treebanks.to_doc(vocab, news_like(chunk, rng, rates, known))
        for sentence in chunk * rates.particle_verb_copies:
            changed = augment.particle_verb(sentence, rng)
            if changed is not None:
                yield treebanks.to_doc(vocab, news_like((changed,), rng, rates, known))


def news_like(chunk: tuple[Sentence, ...], rng: random.Random, rates: Rates, known: Names) -> tuple[Sentence, ...]:
    """The chunk with the names and the typography of news articles, each change at its rate."""
    if rng.random() < rates.other_names:
        chunk = tuple(augment.other_names(sentence, known, rng) for sentence in chunk)
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


def named(data: Path, file: str, folk: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of a treebank, with their names where GUM or Universal NER has them."""
    bank, part = file.removesuffix(".conllu").split("-")
    own = bank == "gum"
    corpus = names.gum(data / file, folk) if own else names.uner(data / f"uner-{bank}-{part}.iob2", data / file)
    tags = {sentence.words: treebanks.iob(len(sentence.words), names.with_silver(sentence, folk).ents) for sentence in corpus}
    for sentence in treebanks.read(data / file):
        known = tags.get(tuple(word.text for word in sentence.words))
        yield treebanks.with_names(sentence, known) if known else sentence


def actor_names() -> dict[tuple[str, int], list[str]]:
    """Strong names of the actor table by label and number of words, for those of up to three capitalised words."""
    labels = {"Person": "PERSON", "State": "GPE", "Organization": "ORG", "Bloc": "ORG"}
    skipped = (actors.NameKind.DEMONYM, actors.NameKind.NATIONALS, actors.NameKind.METONYM)
    table = actors.load()
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name in table.strong_names():
        label = labels.get(table.entities[name.actor].type)
        words = name.name.split(" ")
        plain = all(word.isalpha() and word[0].isupper() for word in words)
        if label and plain and len(words) < 4 and name.kind not in skipped:
            found[label, len(words)].append(name.name)
    return found


def prepare(data: Path, out: Path, seed: int) -> None:
    """Write `train.spacy` (like news, shuffled) and `dev.spacy` (as it is)."""
    rng = random.Random(seed)
    folk = names.gmb_peoples(data / "gmb.csv")
    known = actor_names()
    train: list[Doc] = []
    for _ in range(_GOLD_COPIES):
        for file in TRAIN:
            train += docs(named(data, file, folk), rng, Rates(), known)
    if (data / SILVER).is_file():
        train += docs(treebanks.read(data / SILVER), rng, Rates(), known)
    rng.shuffle(train)
    dev = [doc for file in DEV for doc in docs(named(data, file, folk), rng, None, known)]
    rng.shuffle(dev)
    for file, kept in {"train": train, "dev": dev}.items():
        DocBin(docs=kept, store_user_data=False).to_disk(out / f"{file}.spacy")


def command_line(make: Callable[[Path, Path, int], None], description: str) -> None:
    """Reads the two folders and the seed from the command line, and makes the training files."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("data", type=Path, help="folder with the treebanks and name corpora")
    parser.add_argument("out", type=Path, help="folder for the training files")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    make(options.data, options.out, options.seed)


def main() -> None:
    """Command line."""
    command_line(prepare, "Make the training files of the English pipeline.")


if __name__ == "__main__":
    main()
