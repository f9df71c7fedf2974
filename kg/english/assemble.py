"""What does the trained pipeline lack? Names, a lemmatizer by rule, and a meta.json that says whose data it is.

python -m kg.english.assemble TRAINED DATA_DIR OUT_DIR --names NAMES

TRAINED is a folder with the syntax (`model-last` of kg.english.train), NAMES one with the names; DATA_DIR holds the
treebanks, whose training parts teach the lemmatizer its exceptions. Needs the package spacy-lookups-data for the
lemmatizer's rules.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.lookups import Lookups, load_lookups

from kg.english import treebanks
from kg.english.prepare import TRAIN

__all__ = ["assemble", "finished", "lemma_exceptions"]

META = {
    "name": "geo_news_sm",
    "version": "0.4.0",
    "description": "English for political news: Universal Dependencies syntax, lemmas and names. "
    "Trained on UD English EWT and GUM, Universal NER, WikiGold and news of the Groningen Meaning Bank; see README.md",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.7,<3.9.0",
}
_BATCH = 32  # articles: few enough to stay small in memory, enough for full speed
_OPEN_CLASSES = frozenset({"verb", "noun", "adj", "adv"})
_CLOSED_CLASSES = frozenset({"aux", "pron", "det", "part", "adp", "cconj", "sconj"})


def assemble(trained: Path, data: Path, names: Path) -> Language:
    """The trained syntax with a lemmatizer and the names of another pipeline, which have a tok2vec of their own."""
    nlp = spacy.load(trained)
    lookups = load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"])
    _add_exceptions(lookups, data)
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(lookups=lookups)  # type: ignore[attr-defined]
    nlp.add_pipe("ner", source=spacy.load(names, vocab=nlp.vocab, exclude=["vocab"]))  # without the words it was trained on
    return finished(nlp)


def finished(nlp: Language) -> Language:
    """The same pipeline with its description, and without the folders it was trained from."""
    nlp.meta = {**nlp.meta, **META, "performance": {}}
    nlp.batch_size = _BATCH
    config = nlp.config
    for part in ("train", "dev"):
        config["paths"][part] = None
        config["corpora"][part]["path"] = None
    nlp.config = config
    return nlp


def lemma_exceptions(data: Path) -> Iterator[tuple[str, str, str]]:
    """(part of speech in lower case, form, lemma) that the treebanks' training parts teach.

    A form counts where one lemma has at least 80 % of its places; in open classes, only forms met twice and unlike their lemma.
    """
    met: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for file in TRAIN:
        for sentence in treebanks.read(data / file):
            for word in sentence.words:
                met[word.pos.lower(), word.text.lower().replace("’", "'")][word.lemma] += 1
    for (pos, form), lemmas in sorted(met.items()):
        lemma, count = lemmas.most_common(1)[0]
        sure = lemma != "_" and count >= 0.8 * lemmas.total()
        known = pos in _CLOSED_CLASSES or (pos in _OPEN_CLASSES and lemmas.total() > 1 and lemma != form)
        if sure and known:
            yield pos, form, lemma


def _add_exceptions(lookups: Lookups, data: Path) -> None:
    table = lookups.get_table("lemma_exc")
    for pos, form, lemma in lemma_exceptions(data):
        for written in sorted({form, form.replace("'", "’")}):
            table.setdefault(pos, {})[written] = [lemma]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Complete a trained English pipeline.")
    parser.add_argument("trained", type=Path, help="folder with the trained syntax")
    parser.add_argument("data", type=Path, help="folder with the treebanks")
    parser.add_argument("out", type=Path, help="folder for the pipeline")
    parser.add_argument("--names", type=Path, required=True, help="folder with the trained names")
    options = parser.parse_args()
    assemble(options.trained, options.data, options.names).to_disk(options.out)


if __name__ == "__main__":
    main()
