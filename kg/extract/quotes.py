"""Where does quoted text begin and end?"""

from functools import lru_cache

_OPENING = frozenset({"“", "„", "«"})
_CLOSING = frozenset({"”", "»"})
_STRAIGHT = frozenset({'"', "''", "``"})


@lru_cache(maxsize=2)  # several stages ask about one text
def quotations(forms: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of words between quotation marks, in order.

    A mark that is never closed ends with its paragraph, as in a quotation that goes on in the next one.

    >>> quotations(("He", "said", ":", '"', "We", "agree", ".", '"'))
    ((4, 7),)
    """
    found: list[tuple[int, int]] = []
    start: int | None = None
    for i, text in enumerate(forms):
        if "\n" in text and text.isspace():
            if start is not None and start < i:
                found.append((start, i))
            start = None
        elif text in _OPENING or (text in _STRAIGHT and start is None):
            start = i + 1
        elif (text in _CLOSING or text in _STRAIGHT) and start is not None:
            if start < i:
                found.append((start, i))
            start = None
    if start is not None and start < len(forms):
        found.append((start, len(forms)))
    return tuple(found)
