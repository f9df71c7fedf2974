"""What does text without labels teach? The teacher's reading of news, written as one more treebank.

python -m kg.english.silver DATA_DIR ENCODER_DIR TEACHER_FILE [TABLE_OR_TEXT ...]

Writes `silver.conllu` into DATA_DIR, which also holds the name corpora whose text is read. More text: tables with a
column `example` (*.tsv), or articles (*.txt, with or without a head between two lines of "---"). Needs torch.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
import torch
from spacy.language import Language

from kg.english import names, sentences, treebanks
from kg.english.names import Named
from kg.english.teacher import Labelled, Teacher
from kg.english.treebanks import Sentence

__all__ = ["silver", "texts"]

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


def silver(data: Path, teacher: Teacher, files: Iterable[Path]) -> Iterator[Sentence]:
    """The sentences that the teacher reads with some certainty."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    sentences.add_abbreviations(nlp)
    corpora = {
        "gmb": list(names.gmb(data / "gmb.csv")),
        "wikigold": list(names.wikigold(data / "wikigold.conll")),
        "texts": list(_sentences(nlp, (text for file in files for text in texts(file)))),
    }
    for corpus, found in corpora.items():
        own_tokens = [named if corpus == "texts" else names.retokenized(nlp, named) for named in found]
        read = teacher.label([(named.words, named.spaces) for named in own_tokens])
        for i, (named, labelled) in enumerate(zip(own_tokens, read, strict=True)):
            if labelled.sure >= _SURE and 2 < len(named.words) <= _LONGEST:
                yield _sentence(corpus, i, labelled, named)


def _sentence(corpus: str, i: int, labelled: Labelled, named: Named) -> Sentence:
    ents = labelled.ents or ()
    others = named.ents if corpus != "texts" else ents
    bare = Sentence(corpus, f"{corpus}-{i}", labelled.syntax or ())
    return treebanks.with_names(bare, names.agreed(ents, others, len(named.words)))


def _sentences(nlp: Language, found: Iterable[str]) -> Iterator[Named]:
    for doc in nlp.pipe(found):
        for sentence in doc.sents:
            yield Named(tuple(t.text for t in sentence), tuple(bool(t.whitespace_) for t in sentence), ())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Label raw text with the teacher; needs torch.")
    parser.add_argument("data", type=Path, help="folder with the treebanks and name corpora")
    parser.add_argument("encoder", type=Path, help="folder with the pretrained encoder")
    parser.add_argument("teacher", type=Path, help="file that kg.english.teacher wrote")
    parser.add_argument("files", type=Path, nargs="*", help="more text: *.tsv, *.txt")
    options = parser.parse_args()
    saved = torch.load(options.teacher, weights_only=True)
    teacher = Teacher(options.encoder, saved["labels"])
    teacher.load_state_dict(saved["parameters"])
    treebanks.write(silver(options.data, teacher, options.files), options.data / FILE)


if __name__ == "__main__":
    main()
