"""How does a headline read in running case? The parser knows "Trump rules out …", not "Trump Rules Out …"."""

import re
from collections.abc import Mapping, Sequence

from kg.actors import ActorTable

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LONGEST_NAME = 5
_MOST_WORDS = 24
_SHARE = 0.7
_COMMA, _AND = ", ", " &"
_ACRONYM = 4
"""Letters that an acronym has at most."""


def running_case(text: str, table: ActorTable) -> str:
    """The text with its lines in title case or in capitals in running case; every character keeps its place.

    Names stay as they are: those of the table, acronyms, and words that the rest of the text never writes in lower case
    but does write with a capital inside a sentence.

    >>> from kg.actors import load
    >>> running_case("Russia Rejects the Peace Plan\\n\\nMoscow said no.", load()).splitlines()[0]
    'Russia rejects the peace plan'
    """
    lines = text.split("\n")
    lines = [_joined(line, table) if _stands_alone(lines, n) else line for n, line in enumerate(lines)]
    titles = {n for n, line in enumerate(lines) if is_title_case(line)}
    shouted = {n for n, line in enumerate(lines) if is_all_capitals(line)}
    if not titles and not shouted:
        return "\n".join(lines)
    body = "\n".join(line for n, line in enumerate(lines) if n not in titles | shouted)
    lower = {m.group() for m in _WORD.finditer(body) if m.group().islower()}
    inside = {m.group(1) for m in re.finditer(r"(?<=[\w,;] )([A-Z][\w’'-]+)", body)}
    for n in sorted(titles):
        lines[n] = _line(lines[n], table, lower, inside)
    for n in sorted(shouted):
        lines[n] = _spoken(lines[n], table, {name.upper(): name for name in inside if name.lower() not in lower})
    return "\n".join(lines)


def _stands_alone(lines: Sequence[str], n: int) -> bool:
    """True for a line over a blank one that ends like no sentence."""
    words = len(_WORD.findall(lines[n]))
    blank = n + 1 < len(lines) and not lines[n + 1].strip()
    return blank and 3 <= words <= _MOST_WORDS and lines[n].rstrip()[-1:] not in set('.:;,?!”"’')


def _joined(line: str, table: ActorTable) -> str:
    """A headline's "Peru, Chile agree" with a sign for "and" in the place of the comma and its blank, which parsers know."""
    words = list(_WORD.finditer(line))
    first = _known_at(line, words, 0, table)
    second = _known_at(line, words, first, table) if first else 0
    if not second or first + second >= len(words):
        return line
    before, name, end = words[first - 1].end(), words[first].start(), words[first + second - 1].end()
    if line[before:name] != _COMMA or line[end : end + 1] != " ":
        return line
    place, around = (line[words[0].start() : before], line[name:end])
    homes = {tie.target for n in table.find(place) for tie in table.ties_of(n.actor)}
    inside = any(n.actor in homes for n in table.find(around))  # "Lima, Peru"
    return line if inside else line[:before] + _AND + line[name:]


def _known_at(line: str, words: Sequence[re.Match[str]], n: int, table: ActorTable) -> int:
    """How many words from the n-th on spell a known name; 0 where none do."""
    sizes = range(min(_LONGEST_NAME, len(words) - n), 0, -1)
    return next((k for k in sizes if table.find(line[words[n].start() : words[n + k - 1].end()])), 0)


def is_title_case(line: str) -> bool:
    """True for a line that writes (nearly) every longer word with a capital and isn't a sentence."""
    words = _WORD.findall(line)
    if not 3 <= len(words) <= _MOST_WORDS or line.rstrip().endswith((".", ":")):
        return False
    long = [w for w in words if len(w) > 3]
    return len(long) >= 2 and sum(w[0].isupper() for w in long) >= _SHARE * len(long) and not all(w.isupper() for w in long)


def is_all_capitals(line: str) -> bool:
    """True for a line of several words without a small letter, two of them too long for acronyms.

    >>> is_all_capitals("NORWAY REJECTS BAN"), is_all_capitals("IAEA AND WHO")
    (True, False)
    """
    words = _WORD.findall(line)
    return 3 <= len(words) <= _MOST_WORDS and line.isupper() and sum(len(w) > _ACRONYM for w in words) >= 2


def _spoken(line: str, table: ActorTable, inside: Mapping[str, str]) -> str:
    """A line in capitals as a sentence: names with capitals, acronyms as they are, the rest in small letters."""
    words = list(_WORD.finditer(line))
    out, n = line, 0
    while n < len(words):
        size = next(
            (k for k in range(_LONGEST_NAME, 0, -1) if n + k <= len(words) and _name_of(line, words[n : n + k], table)), 0
        )
        name = _name_of(line, words[n : n + size], table) if size else ""
        for match in words[n : n + max(size, 1)]:
            word = match.group()
            form = (word if name.isupper() else word.capitalize()) if size else inside.get(word, word.lower())
            if len(form) == len(word):
                out = out[: match.start()] + form + out[match.end() :]
        n += max(size, 1)
    return out


def _name_of(line: str, words: Sequence[re.Match[str]], table: ActorTable) -> str:
    """The known name that the words spell, in its own letters, or an empty string."""
    found = table.find(line[words[0].start() : words[-1].end()])
    acronym = next((name.name for name in found if name.name.isupper()), "")
    return acronym or (found[0].name if found else "")


def _line(line: str, table: ActorTable, lower: set[str], inside: set[str]) -> str:
    words = list(_WORD.finditer(line))
    keep: set[int] = set()
    for n in range(len(words)):
        for size in range(min(_LONGEST_NAME, len(words) - n), 0, -1):
            name = line[words[n].start() : words[n + size - 1].end()]
            if table.find(name):
                keep.update(range(n, n + size))
                break
    out = line
    for n, match in enumerate(words):
        word = match.group()
        known = word in inside and word.lower() not in lower
        plain = (word[0].isupper() and word[1:].islower()) or "-" in word
        if n in keep or known or not plain or len(word.lower()) != len(word):
            continue
        out = out[: match.start()] + word.lower() + out[match.end() :]
    return out
