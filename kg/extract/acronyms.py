"""Which short forms does the text itself define? "The Sahel Relief League (SRL)"."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.found import Text

_SHORTEST, _LONGEST = 3, 8
"""Letters of a short form."""
_BREAKS = frozenset(".;:()")
_SLACK = 4
"""Function words that a long form may have beside two words a letter."""


@dataclass(frozen=True, slots=True)
class Short:
    """A short form at token `at`, and the tokens [start, end) of the name that it stands for."""

    start: int
    end: int
    at: int


def defined(text: Text) -> Iterator[Short]:
    """The short forms in brackets after a name whose initials they are, in order."""
    for at in bracketed(text):
        start = _start(text, at - 1, text.forms[at].lower())
        if start is not None:
            yield Short(start, at - 1, at)


def bracketed(text: Text) -> Iterator[int]:
    """The tokens that stand alone in brackets and look like a short form."""
    forms = text.forms
    for i in [i for i, form in enumerate(forms[:-2], 1) if form == "(" and i > 1]:
        short = forms[i].isalpha() and forms[i].isupper() and _SHORTEST <= len(forms[i]) <= _LONGEST
        if short and forms[i + 1] == ")":
            yield i


def _start(text: Text, end: int, letters: str) -> int | None:
    """Where the name begins whose words, all or the capitalised ones, have these initials.

    Those of the capitalised words may stand in another order, as in the name's own language ("MNLA").
    """
    every: list[str] = []
    capital: list[str] = []
    for k in range(end - 1, max(end - 2 * len(letters) - _SLACK, -1), -1):
        form = text.forms[k]
        if "\n" in form or form in _BREAKS:
            return None
        if not form[0].isalnum():
            continue
        every.insert(0, form[0].lower())
        if form[0].isupper():
            capital.insert(0, form[0].lower())
            if text.tree.pos[k] != "DET" and ("".join(every) == letters or sorted(capital) == sorted(letters)):
                return k
    return None
