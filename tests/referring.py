"""Stored parses for the tests of names, coreference and linking, and small actor tables."""

from functools import lru_cache
from pathlib import Path

from conllu import read
from spacy.tokens import Doc

from kg import actors, lexicon
from kg.actors import ActorTable
from kg.extract.linking import Resolution, resolve
from kg.model import Article

PARSES = Path(__file__).parent / "parses" / "referring.conllu"


@lru_cache(maxsize=1)
def parses() -> dict[str, Doc]:
    """The stored parses by name."""
    return {comments["name"]: doc for comments, doc in read(PARSES)}


def resolved(name: str, published: str | None = "2025-08-20", table: ActorTable | None = None) -> tuple[Doc, Resolution]:
    """A stored parse and its resolution against the shipped actors, or those of `table`."""
    doc = parses()[name]
    article = Article(name, name, doc.text, published=published)
    return doc, resolve(doc, article, table or actors.load(), lexicon.load())


def meant(doc: Doc, resolution: Resolution, word: str, nth: int = 0) -> str | None:
    """Id of the actor at the nth token with this text; "a + b" where several are meant; None for nobody."""
    i = [token.i for token in doc if token.text == word][nth]
    several = resolution.plural(i)
    if several:
        return " + ".join(actor.id for actor in several)
    one = resolution.at(i)
    return one.id if one is not None else None
