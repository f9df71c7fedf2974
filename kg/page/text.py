"""How does any text become safe to write into the page, with offsets that JavaScript understands?"""

import re
from itertools import accumulate

from kg.model import Span

LABEL_LENGTH = 200

# Same length in, same length out: the spans of an article must go on pointing at the same words.
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WEB = re.compile(r"https?://[^\s<>\"'`\\^{}|]+", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without characters that break a page or reverse its reading order; each is replaced, none removed.

    >>> clean("a\\x00b"), len(clean("\\ud800")) == 1
    ('a�b', True)
    """
    return _OVERRIDE.sub("\u2060", _UNSAFE.sub("\ufffd", text))


def label(text: str) -> str:
    """One line of at most `LABEL_LENGTH` characters; never empty.

    >>> label("  United\\n Nations "), label(""), len(label("x" * 9999))
    ('United Nations', '?', 200)
    """
    line = _SPACE.sub(" ", _OVERRIDE.sub("", _UNSAFE.sub("\ufffd", text))).strip() or "?"
    return line if len(line) <= LABEL_LENGTH else line[: LABEL_LENGTH - 1].rstrip() + "…"


def date(text: str | None) -> str | None:
    """The date as YYYY-MM-DD, or None where it is none that a calendar knows.

    >>> date("2025-08-19T10:00"), date("2025-02-30"), date("soon")
    ('2025-08-19', None, None)
    """
    from datetime import date as calendar

    found = _DATE.match(text or "")
    if found is None:
        return None
    try:
        return calendar(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return None


def url(text: str | None) -> str | None:
    """The address, where it is one of the web; anything else (`javascript:`, a path) is no link.

    >>> url("https://example.org/a?b=1"), url("javascript:alert(1)"), url(None)
    ('https://example.org/a?b=1', None, None)
    """
    return text if text is not None and len(text) <= 2048 and text.isascii() and _WEB.fullmatch(text) else None


class Offsets:
    """Turns character offsets of a text into UTF-16 offsets, which is how JavaScript counts.

    >>> Offsets("😀 yes").pair(Span(2, 5))
    (3, 6)
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        astral = bool(text) and max(text) > "\uffff"
        self._before = tuple(accumulate((1 + (char > "\uffff") for char in text), initial=0)) if astral else None

    def pair(self, span: Span) -> tuple[int, int]:
        """(start, end) in UTF-16 units, held inside the text."""
        start = min(max(span.start, 0), self._length)
        end = min(max(span.end, start), self._length)
        return (start, end) if self._before is None else (self._before[start], self._before[end])
