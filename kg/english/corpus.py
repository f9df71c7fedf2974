"""How does training read its files? Once: the stock reader tokenizes the whole corpus again for each component."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.training import Corpus, Example
from spacy.util import registry


@registry.readers("kg_corpus.v1")  # type: ignore[untyped-decorator]
def make_corpus(path: Path, limit: int = 0) -> Callable[[Language], Iterator[Example]]:
    """Reader of a training file that keeps its Examples in memory; `limit` takes the first ones only, 0 all."""
    corpus = Corpus(path, limit=limit)

    @cache
    def examples(nlp: Language) -> tuple[Example, ...]:
        return tuple(corpus(nlp))

    def read(nlp: Language) -> Iterator[Example]:
        yield from examples(nlp)

    return read
