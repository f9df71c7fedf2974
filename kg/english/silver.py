"""What does text without labels teach? The larger network's reading of news, written as one more treebank.

python -m kg.english.silver DATA_DIR [TABLE_OR_TEXT ...]

Writes `silver.conllu` into DATA_DIR, which also holds the name corpora whose text is read. More text: tables with a
column `example` (*.tsv), or articles (*.txt, with or without a head between two lines of "---"). Needs `kg[accurate]`.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from kg.english import names, sentences, treebanks
from kg.english.accurate import Network
from kg.english.names import Named
from kg.english.treebanks import Sentence, Word

__all__ = ["sentence", "silver", "texts"]

FILE = "silver.conllu"
_SURE = 0.85  # mean probability of the heads, below which a sentence isn't used
_LONGEST = 80  # words


def texts(path: Path) -> Iterator[str]:
    """Paragraphs of an article, or the examples of a table."""
    if path.suffix == ".tsv":
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row["example"] for row in csv.DictReader(file, delimiter="\t") if row.get("example"))
    else:
        body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield from (line for line in body.splitlines() if line.strip())


def silver(data: Path, network: Network, files: Iterable[Path]) -> Iterator[Sentence]:
    """The sentences that the network reads with some certainty, in the corpora's order."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    sentences.add_abbreviations(nlp)
    corpora: dict[str, Iterable[Named]] = {
        "gmb": (names.retokenized(nlp, named) for named in names.gmb(data / "gmb.csv")),
        "wikigold": (names.retokenized(nlp, named) for named in names.wikigold(data / "wikigold.conll")),
        "texts": _sentences(nlp, (text for file in files for text in texts(file))),
    }
    for corpus, found in corpora.items():
        for i, named in enumerate(found):
            read = sentence(corpus, i, network, named)
            if read is not None:
                yield read


def sentence(corpus: str, number: int, network: Network, named: Named) -> Sentence | None:
    """What the network reads in a sentence's words; None if they are too few or too many, or it isn't sure."""
    if not 2 < len(named.words) <= _LONGEST or len(list(network.parts(named.words))) > 1:
        return None
    parse = network.parse(named.words)
    if parse.sure < _SURE:
        return None
    morphs = [morph.partition(" ")[::2] for morph in parse.morphs]
    words = (
        Word(text, "", pos, tag, features, head, dep, space, name=name)
        for text, (pos, features), tag, head, dep, space, name in zip(
            named.words, morphs, parse.tags, parse.heads, parse.deps, named.spaces, parse.names, strict=True
        )
    )
    return Sentence(corpus, f"{corpus}-{number}", tuple(words))


def _sentences(nlp: Language, found: Iterable[str]) -> Iterator[Named]:
    for doc in nlp.pipe(found):
        for part in doc.sents:
            yield Named(tuple(t.text for t in part), tuple(bool(t.whitespace_) for t in part), ())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Label raw text with the network of kg[accurate].")
    parser.add_argument("data", type=Path, help="folder with the name corpora")
    parser.add_argument("files", type=Path, nargs="*", help="more text: *.tsv, *.txt")
    options = parser.parse_args()
    treebanks.write(silver(options.data, Network(), options.files), options.data / FILE)


if __name__ == "__main__":
    main()
