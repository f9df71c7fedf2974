"""How is a name looked up, and how does it become an id? Without case, accents, dots and hyphens."""

import re
import unicodedata
from functools import lru_cache

from kg.model import digest

# Letters that Unicode does not decompose into an ASCII letter and a mark, and the apostrophes and hyphens of news text.
_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ı": "i",
        "ə": "a", "Ə": "A", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'",
        "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
_POSSESSIVE = re.compile(r"'[sS](?=\W|$)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_INITIAL_DOT = re.compile(r"(?<=\b[^\W\d_])\.")


def slug(label: str) -> str:
    """Id of an actor from its label: lower-case ASCII words joined by hyphens, the same for known and unknown actors.

    A label that loses letters on the way (another script) ends in a digest, so that two such labels stay apart.

    >>> slug("United States"), slug("Côte d’Ivoire"), slug("U.S. Congress"), slug("Нева").startswith("x-")
    ('united-states', 'cote-divoire', 'us-congress', True)
    """
    plain = _strip_marks(label).replace("'", "")
    words = _NOT_SLUG.sub("-", _INITIAL_DOT.sub("", plain).lower()).strip("-")
    if re.search("[a-z]", words) and not any(ch.isalpha() and not ch.isascii() for ch in plain):
        return words
    return f"{words or 'x'}-{digest(unicodedata.normalize('NFKC', label).casefold().strip(), size=12)}"


@lru_cache(maxsize=32_768)
def fold(name: str) -> str:
    """Lookup key of a name: no case, diacritics, possessive, apostrophes, dots or hyphens, single spaces.

    Case is lost here on purpose; `ActorTable.find` compares it where a name says so ("US" is not "us").

    >>> fold("Côte d’Ivoire’s"), fold("U.S."), fold("Ban Ki‑moon")
    ('cote divoire', 'us', 'ban ki moon')
    """
    return cased(name).casefold()


def _strip_marks(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).translate(_LETTERS)


def cased(name: str) -> str:
    """As `fold`, with the case that stands there.

    >>> cased("the U.S.-led force")
    'the US led force'
    """
    plain = _strip_marks(name)
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain).replace("'", "")
    return " ".join(plain.replace(".", "").replace("-", " ").split())
