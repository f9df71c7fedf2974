"""How does a headline read in running case? The parser knows "Trump rules out …", not "Trump Rules Out …"."""

import re

from kg.actors import ActorTable

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LONGEST_NAME = 5
_MOST_WORDS = 24
_SHARE = 0.7


def running_case(text: str, table: ActorTable) -> str:
    """The text with its title-case lines in running case; every character keeps its place.

    Names stay as they are: those of the table, acronyms, and words that the rest of the text never writes in lower case
    but does write with a capital inside a sentence.

    >>> from kg.actors import load
    >>> running_case("Russia Rejects the Peace Plan\\n\\nMoscow said no.", load()).splitlines()[0]
    'Russia rejects the peace plan'
    """
    lines = text.split("\n")
    titles = [n for n, line in enumerate(lines) if is_title_case(line)]
    if not titles:
        return text
    body = "\n".join(line for n, line in enumerate(lines) if n not in set(titles))
    lower = {m.group() for m in _WORD.finditer(body) if m.group().islower()}
    inside = {m.group(1) for m in re.finditer(r"(?<=[\w,;] )([A-Z][\w’'-]+)", body)}
    for n in titles:
        lines[n] = _line(lines[n], table, lower, inside)
    return "\n".join(lines)


def is_title_case(line: str) -> bool:
    """True for a line that writes (nearly) every longer word with a capital and isn't a sentence."""
    words = _WORD.findall(line)
    if not 3 <= len(words) <= _MOST_WORDS or line.rstrip().endswith((".", ":")):
        return False
    long = [w for w in words if len(w) > 3]
    return len(long) >= 2 and sum(w[0].isupper() for w in long) >= _SHARE * len(long) and not all(w.isupper() for w in long)


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
