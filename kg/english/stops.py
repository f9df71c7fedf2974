"""Where does a sentence start, if no parser says so? After a stop and before what can open a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

__all__ = ["sentences"]

_STOPS = frozenset(".?!…")
_LABEL = 3  # letters at most, before the point and number of "No. 5", "Art. 5", "pp. 5"


def sentences(doc: Doc) -> Iterator[Span]:
    """The sentences of a Doc in which `kg_paragraphs` has said what is certain about their starts.

    Where it is not, a sentence starts after a full stop, question mark or exclamation mark, closing quotes and brackets
    aside, with a capital, a number, an opening quote or bracket. After an abbreviation that may stand anywhere in a
    sentence it starts with a frequent word only ("in the U.S. The", "the U.S. Senate").

    >>> import spacy
    >>> doc = spacy.blank("en")("Oslo will pay. Will the U.S. Senate agree? “Not in the U.S.” The rest is open.")
    >>> [sentence.text for sentence in sentences(doc)]
    ['Oslo will pay.', 'Will the U.S. Senate agree?', '“Not in the U.S.”', 'The rest is open.']
    """
    start = 0
    for token in doc[1:]:
        certain = token.is_sent_start
        if certain or (certain is None and _starts(token)):
            yield doc[start : token.i]
            start = token.i
    if len(doc):
        yield doc[start:]


def _starts(token: Token) -> bool:
    before = token.nbor(-1)
    while before.i > 0 and (before.is_quote or before.is_bracket) and not before.nbor(-1).whitespace_:  # a closing one
        before = before.nbor(-1)
    first = token.text[0]
    if before.text[-1] not in _STOPS or not (first.isupper() or first.isdigit() or token.is_quote or token.is_left_punct):
        return False
    if not before.is_punct:  # an abbreviation
        return token.is_stop and first.isupper()
    return not first.isdigit() or before.i == 0 or len(before.nbor(-1)) > _LABEL or not before.nbor(-1).is_alpha
