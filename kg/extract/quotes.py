"""Where does quoted text begin and end?"""

from spacy.tokens import Doc

_OPENING = frozenset({"“", "„", "«"})
_CLOSING = frozenset({"”", "»"})
_STRAIGHT = frozenset({'"', "''", "``"})


def quotations(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Half-open token ranges between quotation marks, in order.

    A mark that is never closed ends with its paragraph, as in a quotation that goes on in the next one.

    >>> import spacy
    >>> quotations(spacy.blank("en")('He said: "We agree."'))
    ((4, 7),)
    """
    found: list[tuple[int, int]] = []
    start: int | None = None
    for token in doc:
        text = token.text
        if token.is_space and "\n" in text:
            if start is not None and start < token.i:
                found.append((start, token.i))
            start = None
        elif text in _OPENING or (text in _STRAIGHT and start is None):
            start = token.i + 1
        elif (text in _CLOSING or text in _STRAIGHT) and start is not None:
            if start < token.i:
                found.append((start, token.i))
            start = None
    if start is not None and start < len(doc):
        found.append((start, len(doc)))
    return tuple(found)
