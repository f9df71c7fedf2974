"""spaCy factories: `kg_paragraphs` (sentence starts at line breaks) and `kg_extractor` (sets `Doc._.kg`)."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc


def make_paragraphs(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Factory of the component that keeps paragraphs apart; stands before the parser."""
    from kg.english.sentences import Paragraphs

    return Paragraphs()


def make_extractor(nlp: Language, name: str, published: str | None = None) -> Callable[[Doc], Doc]:
    """Factory of the component that stores the Extraction of a text in `Doc._.kg`; stands last.

    `published` is the ISO date by which offices are resolved.
    """
    from kg.extract.pipeline import Extractor
    from kg.model import Article, digest

    extractor = Extractor.over(nlp)
    if not Doc.has_extension("kg"):
        Doc.set_extension("kg", default=None)

    def extract(doc: Doc) -> Doc:
        article = Article(id=digest(doc.text), name="text", text=doc.text, published=published)
        doc._.kg = extractor.read(doc, article)
        return doc

    return extract


Language.factory("kg_paragraphs", func=make_paragraphs)
_config: dict[str, Any] = {"published": None}
Language.factory("kg_extractor", default_config=_config, func=make_extractor)
