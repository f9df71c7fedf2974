"""Which pipeline reads English? The one shipped beside this file, or any installed spaCy pipeline by name or path."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.english import faster
from kg.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["ACCURATE", "WEIGHTS", "load"]

WEIGHTS = Path(__file__).parent / "weights"
ACCURATE = "accurate"  # the name of the pipeline that the extra kg[accurate] runs

# What the extraction reads from each token, and the kind of component that gives it. Asked of the components themselves,
# since pipelines name them freely (a trainable lemmatizer may be called "edit_tree", a transformer pipeline has no "tagger").
_NEEDED = {"token.dep": "parser", "token.tag": "tagger", "token.lemma": "lemmatizer"}
_BEHIND_INITIALS = r"(?<=[A-Z]\.)-(?=[A-Za-z])"


def load(name: str | Path | None = None) -> Language:
    """Load a pipeline that reads English, with paragraphs kept apart; nothing is ever downloaded.

    `name` is an installed spaCy pipeline ("en_core_web_trf") or a folder that holds one; None is the shipped one, and
    "accurate" the larger one that is shipped, too, but needs the package's extra of that name (see `kg.english.accurate`).
    The component `kg_paragraphs` is put before the parser where the pipeline has none yet, so that `nlp(text)` makes
    one `Doc` of a whole article, whose token offsets are the characters of `text`, and no sentence crosses a line break.
    Each call loads anew: a caller may add components without changing anyone else's pipeline.

    Raises ModelError if the pipeline or its extra isn't installed, can't be read, or lacks a parser, a tagger or a lemmatizer.

    >>> nlp = load()
    >>> doc = nlp("Oslo rules out troops\\n\\nNorway isn’t sending troops. It said so on Monday.")
    >>> [sent.text.strip() for sent in doc.sents]
    ['Oslo rules out troops', 'Norway isn’t sending troops.', 'It said so on Monday.']
    >>> [(token.text, token.dep_, token.head.text) for token in doc if token.dep_ == "nsubj"][-1]
    ('It', 'nsubj', 'said')
    """
    nlp = _read(WEIGHTS if name is None else name)
    _require(nlp, str(WEIGHTS if name is None else name))
    _add_paragraphs(nlp)
    _split_initials(nlp)
    faster.quicken(nlp)
    return nlp


def _split_initials(nlp: Language) -> None:
    """Part initials from what a hyphen glues to them, like any other name: "U.S.-led" as "Chadian-led"."""
    from spacy.util import compile_infix_regex

    tokenizer: Any = nlp.tokenizer
    if hasattr(tokenizer, "infix_finditer"):  # not one of a pipeline's own
        patterns = [*(nlp.Defaults.infixes or ()), _BEHIND_INITIALS]
        tokenizer.infix_finditer = compile_infix_regex(patterns).finditer


def _read(name: str | Path) -> Language:
    import spacy

    with warnings.catch_warnings():
        # A pipeline trained with another spaCy 3 release loads and works; spaCy says so at every start.
        warnings.filterwarnings("ignore", message=r"\[W09[45]\]")
        try:
            if name == ACCURATE:
                from kg.english import accurate

                return accurate.pipeline(WEIGHTS)
            return spacy.load(name)
        except OSError as error:
            raise ModelError(
                f"no spaCy pipeline {str(name)!r}: it is neither installed here nor a folder with a pipeline; "
                f"install it first, or leave the name out to use the shipped one"
            ) from error
        except (ImportError, ValueError) as error:
            raise ModelError(
                f"spaCy pipeline {str(name)!r} can't be loaded: {error}; install what it needs, or leave the name out "
                f"to use the shipped one"
            ) from error


def _require(nlp: Language, name: str) -> None:
    given = {attribute for pipe in nlp.pipe_names for attribute in nlp.get_pipe_meta(pipe).assigns}
    missing = [kind for attribute, kind in _NEEDED.items() if attribute not in given]
    if nlp.lang != "en" and nlp.lang != "xx":
        raise ModelError(f"spaCy pipeline {name!r} reads {nlp.lang!r}, not English: choose an English one")
    if missing:
        raise ModelError(
            f"spaCy pipeline {name!r} lacks a {' and a '.join(missing)} (it has: {', '.join(nlp.pipe_names) or 'nothing'}): "
            f"choose one that has them, or leave the name out to use the shipped one"
        )


def _add_paragraphs(nlp: Language) -> None:
    from spacy.language import Language

    from kg.english import sentences

    # spaCy found the factory by the entry point when it loaded the pipeline, unless the package isn't installed.
    if not Language.has_factory(sentences.COMPONENT):
        Language.component(sentences.COMPONENT, func=sentences.Paragraphs())
    sentences.add_abbreviations(nlp)
    if sentences.COMPONENT not in nlp.pipe_names:
        parser = next(pipe for pipe in nlp.pipe_names if "token.dep" in nlp.get_pipe_meta(pipe).assigns)
        nlp.add_pipe(sentences.COMPONENT, before=parser)
