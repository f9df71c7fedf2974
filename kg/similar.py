"""Which actors, and which issues, may be one? Pairs whose names or words are alike, each with a score and the reasons.

Only nodes that share a rare word, the sound of a name, or initials are compared, so that the work grows with their number
and not with its square. Nothing is decided here: a person judges (`kg merge`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kg import concepts, vocab
from kg.actors import fold
from kg.wordings import split

PERSON = "Person"
_CROWD = 40
"""A word or sound that more nodes share says nothing about two of them."""
_SHORT = 6
"""Letters from which on names may be compared by more than equality."""
_ALIKE = 0.8
_CLOSE = 0.86
_ACRONYM = re.compile(r"[A-Z]{3,8}")
_SOUNDS = str.maketrans("cqgxzvwpbdj", "kkkksffffty")
_MUTE = re.compile(r"[aeiouyh]+|[^a-z]")
_TWICE = re.compile(r"(.)\1+")
_LEAST = 0.35
"""Issues that are less alike than this are not listed."""
_NOT = "not"  # the concept by which a key says that its content is denied


@dataclass(frozen=True, slots=True)
class Described:
    """An actor to compare: `known` ones are those of the tables, which are never compared with each other."""

    id: str
    type: str
    names: tuple[str, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two nodes by their ids, how alike they are (0 to 1), and in what."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


def actors(items: Iterable[Described]) -> Iterator[Likeness]:
    """Pairs of actors that may be one, at most once each, by id.

    >>> told = [Described("sergei-lavrov", "Person", ("Sergei Lavrov",), True), Described("s", "Person", ("Sergey Lavrow",))]
    >>> [(pair.one, pair.other, pair.reasons) for pair in actors(told)]
    [('s', 'sergei-lavrov', ("names alike: 'Sergey Lavrow', 'Sergei Lavrov'",))]
    """
    ordered = sorted(items, key=lambda item: item.id)
    folded = [[fold(name) for name in item.names] for item in ordered]
    rare = Counter(word for names in folded for word in {word for name in names for word in name.split()})
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, item in enumerate(ordered):
        for key in _keys(item, folded[number], rare):
            blocks[key].append(number)
    for a, b in _pairs(blocks):
        if not (ordered[a].known and ordered[b].known):
            found = alike(ordered[a], ordered[b])
            if found is not None:
                yield found


def issues(wordings: Mapping[str, Collection[str]]) -> Iterator[Likeness]:
    """Pairs of issues that may be one: the same wording, or keys of which one part differs; `wordings` are those of each key.

    An actor that differs makes two issues ("sanctions on Russia", "on Iran"); one that only one key names need not.

    >>> [(pair.one, pair.other) for pair in issues({"force.peace": ["peace force"], "force.peace.un": ["UN peace force"]})]
    [('force.peace', 'force.peace.un')]
    """
    parts = {key: _parts(key) for key in sorted(wordings)}
    keys = list(parts)
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        for wording in {fold(words) for words in wordings[key]}:
            blocks["wording", wording].append(number)
        own = parts[key]
        for signature in (own, *(own - {part} for part in own)):
            if any(not part.endswith(":") for part in signature):
                blocks["parts", signature].append(number)
    for a, b in _pairs(blocks):
        found = _alike_issues(keys[a], keys[b], parts, wordings)
        if found is not None:
            yield found


def alike(one: Described, other: Described) -> Likeness | None:
    """How alike two actors are, by the names that are most alike; None where nothing speaks for it."""
    compare = (_bodies, _same_name, _persons)[(one.type == PERSON) + (other.type == PERSON)]
    found = [likeness for name in one.names for word in other.names if (likeness := compare(name, word)) is not None]
    if not found:
        return None
    score, reason = max(found, key=lambda likeness: likeness[0])
    fits = vocab.is_subtype(one.type, other.type) or vocab.is_subtype(other.type, one.type)
    reasons = (reason,) if fits else (reason, f"but {one.type} and {other.type}")
    return Likeness(one.id, other.id, round(score if fits else score * _ALIKE, 2), reasons)


def _same_name(name: str, other: str) -> tuple[float, str] | None:
    key = fold(name)
    return (0.95, f"same name: {name!r}") if key == fold(other) and len(key) >= _SHORT else None


def _persons(name: str, other: str) -> tuple[float, str] | None:
    """Last names must be alike, and first names too, or one is the initial of the other, or missing."""
    words, others = fold(name).split(), fold(other).split()
    if not words or not others:
        return None
    if words == others:
        return _same_name(name, other)
    if len(words) > 1 and sorted(words) == sorted(others):
        return 0.95, f"same words: {name!r}, {other!r}"
    last = _close(words[-1], others[-1])
    if not last:
        return None
    if min(len(words), len(others)) == 1:
        enough = last == 1 and len(words[-1]) >= 4
        return (0.6, f"same last name: {name!r}, {other!r}") if enough else None
    first, second = words[0], others[0]
    if min(len(first), len(second)) == 1:
        return (0.8 * last, f"same last name and initial: {name!r}, {other!r}") if first[0] == second[0] else None
    given = _close(first, second)
    return (0.5 * (last + given), f"names alike: {name!r}, {other!r}") if given else None


def _bodies(name: str, other: str) -> tuple[float, str] | None:
    """Names of anything but persons: word by word alike, one inside the other, or one the initials of the other."""
    short, long = sorted((name, other), key=len)
    key, longer = fold(short), fold(long)
    if key == longer:
        return _same_name(name, other)
    if _ACRONYM.fullmatch(short) and short == _initials(long):
        return (0.75 if len(short) > 3 else 0.65), f"{short!r} may be short for {long!r}"
    words, others = set(key.split()), set(longer.split())
    if min(len(key), len(longer)) < _SHORT or _digits(key) != _digits(longer):
        return None
    left, right = sorted(words - others), sorted(others - words)
    if not left and len(words) > 1:
        return 0.7, f"all words of {short!r} are in {long!r}"
    if len(left) != len(right) or not all(any(_close(word, found) for found in right) for word in left):
        return None
    score = fuzz.token_sort_ratio(key, longer) / 100
    return (score, f"names alike: {name!r}, {other!r}") if score >= _CLOSE else None


def _close(word: str, other: str) -> float:
    """1 for the same word; its likeness where both are long enough and sound or look alike; else 0."""
    if word == other:
        return 1.0
    if min(len(word), len(other)) < 4:
        return 0.0
    score = float(Levenshtein.normalized_similarity(word, other))
    sounds = _sound(word) == _sound(other) and score >= 0.6
    looks = min(len(word), len(other)) >= _SHORT and word[0] == other[0] and score >= _ALIKE
    return max(score, 0.9) if sounds else score if looks else 0.0


def _sound(word: str) -> str:
    """The consonants of a word without those that transliterations vary: Gaddafi and Qadhafi give the same.

    >>> _sound("gaddafi") == _sound("qadhafi"), _sound("zelensky") == _sound("zelenskiy"), _sound("kim") == _sound("kem")
    (True, True, True)
    """
    return _TWICE.sub(r"\1", _MUTE.sub("", word.translate(_SOUNDS)))


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())


def _digits(key: str) -> list[str]:
    return sorted(re.findall(r"\d+", key))


def _keys(item: Described, folded: Sequence[str], frequency: Mapping[str, int]) -> Iterator[Hashable]:
    """What an actor is looked up by; it is compared with those that share a key."""
    found: set[Hashable] = set()
    for name, key in zip(item.names, folded, strict=True):
        words = key.split()
        if not words:
            continue
        found.add(("name", " ".join(sorted(words))))
        if item.type == PERSON:
            first, last = _sound(words[0]), _sound(words[-1])
            found |= {("last", last)} if len(words) == 1 else {("last", last), ("full", last, first[:1])}
            continue
        if _ACRONYM.fullmatch(name):
            found.add(("initials", name))
        elif len(words) > 2:
            found.add(("initials", _initials(name)))
        telling = sorted((word for word in set(words) if len(word) > 3), key=lambda word: (frequency[word], word))
        found.update(("word", word) for word in telling[:3])
        found.add(("sound", "".join(map(_sound, words))))
    return iter(sorted(found, key=str))


def _pairs(blocks: Mapping[Hashable, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers that share a block, each once, in order; blocks that too many share are left out."""
    small = (members for members in blocks.values() if 1 < len(members) <= _CROWD)
    return iter(sorted({pair for members in small for pair in combinations(sorted(set(members)), 2)}))


def _parts(key: str) -> frozenset[str]:
    """The actors of a key, each with a colon behind it, and its concepts."""
    owners, about = split(key)
    return frozenset((*(f"{actor}:" for actor in owners), *about))


def _alike_issues(
    one: str, other: str, parts: Mapping[str, frozenset[str]], wordings: Mapping[str, Collection[str]]
) -> Likeness | None:
    left, right = parts[one] - parts[other], parts[other] - parts[one]
    if _NOT in left | right:
        return None
    both = {fold(words): words for words in sorted(wordings[one])}
    shared = sorted(both[key] for key in {fold(words) for words in wordings[other]} & both.keys() if _says_something(key))
    if shared and not (_actors(left) and _actors(right)):
        telling = any(" " in words for words in shared)
        return Likeness(one, other, 0.9 if telling else 0.6, (f"same wording: {shared[0]!r}",))
    common, every = parts[one] & parts[other], parts[one] | parts[other]
    if len(left | right) == 1 and len(every) > 1:
        [part] = left | right
        most = 0.75 if part.endswith(":") else 0.6
        score, reason = most * len(common) / len(every), f"only one has {part.rstrip(':')!r}"
    elif len(left) == len(right) == 1 and not _actors(left | right) and len(common) > 1:
        [a], [b] = left, right
        likeness = float(Levenshtein.normalized_similarity(a, b))
        score, reason = 0.6 * len(common) / len(every) + 0.3 * likeness, f"{a!r} or {b!r}"
    else:
        return None
    return Likeness(one, other, round(score, 2), (reason,)) if score >= _LEAST else None


def _says_something(wording: str) -> bool:
    """False for "the idea": any issue may be called so."""
    known = concepts.load()
    return any(known.of(word) != concepts.EMPTY for word in wording.split())


def _actors(parts: Iterable[str]) -> bool:
    return any(part.endswith(":") for part in parts)
