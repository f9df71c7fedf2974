"""What can go wrong? One base class; every message says what happened, where, and what to do."""


class KGError(Exception):
    """Base of all errors that this package raises on purpose.

    >>> str(KGError("no article in 'empty/': give a folder with .txt, .md, .html or .jsonl files"))
    "no article in 'empty/': give a folder with .txt, .md, .html or .jsonl files"
    """


class ArticleError(KGError, ValueError):
    """An input that can't be read as an article (missing, empty, binary, broken front matter)."""


class TableError(KGError, ValueError):
    """A row of a shipped or user table (lexicon, actors, ontology) that breaks its rules; names file and line."""


class ModelError(KGError):
    """A spaCy pipeline that isn't installed, or lacks a component that the extraction needs."""


class StoreError(KGError):
    """A store that can't be opened, written or read; names its path."""


class JudgementError(KGError, ValueError):
    """A judgement that clashes with others, or that can't be withdrawn; names those that it clashes with."""


class QueryError(KGError, ValueError):
    """A question that doesn't exist, lacks a parameter, or isn't valid SPARQL."""
