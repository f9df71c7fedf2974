"""How is an issue called, what is it part of, and why are its wordings one? Keys and wordings of issues, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg import actors, concepts, referring
from kg.actors import fold
from kg.concepts import EMPTY, Level

_LONGEST_LABEL = 8  # words
_NOT = "not"  # the concept by which a key says that its content is denied
_MARKS = ".,;:!?()\"'“”‘’"
_ENDINGS = (("ies", "y"), ("ing", ""), ("ing", "e"), ("es", ""), ("ed", ""), ("ed", "e"), ("s", ""))
"""Endings of English words, and what stands in their place in the lemma."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a wording belongs to an issue: for a part of the key the words that say it; None where its article does."""

    part: str
    words: str | None


def preferred_wording(key: str, wordings: Mapping[str, int]) -> str:
    """What to call an issue: the wording that names its concepts in their own words, its actors and no others, and little else.

    Of those that do it equally the most frequent, the shortest, the first by alphabet. Actors of the key that it doesn't
    name follow it in brackets. Long wordings, and those with numbers, pronouns or quotation marks, are taken only where
    there is no other.

    >>> preferred_wording("ukraine.united-states:troops", {"sending US boots": 3, "American ground troops": 1})
    'American ground troops (Ukraine)'
    """
    fit = [words for words in wordings if not _clumsy(words)] or list(wordings)
    ranked = {words: _fitness(key, words) if len(fit) > 1 else () for words in fit}
    best = min(fit, key=lambda words: (ranked[words], -wordings[words], len(words), words))
    missing = [_label(actor) for actor in split(key)[0] if _naming_words(actor, best) is None]
    return f"{best} ({', '.join(missing)})" if missing else best


def _fitness(key: str, words: str) -> tuple[int, ...]:
    """How badly a wording fits as a name; compared part by part, lower is better."""
    mentioned, named = split(key)
    known = actors.load()
    told = reasons(key, words)
    concept_words = [reason.words for reason in told[len(mentioned) :]]
    said = [part for part in concept_words if part is not None]
    own = sum(concept in _forms(token) for concept in named for part in said for token in part.lower().split())
    covered = {token.lower() for reason in told if reason.words for token in reason.words.split()}
    return (
        concept_words.count(None),
        sum(token[:1].isupper() and token.lower() not in covered and bool(known.find(token)) for token in _bare(words)),
        _idle(token for token in _bare(words) if token.lower() not in covered),
        sum(reason.words is None for reason in told[: len(mentioned)]),
        -own,
        -max((min(len(part.split()), 2) for part in said), default=0),
    )


def preferred(wordings: Mapping[str, int]) -> str:
    """The most frequent of the wordings, of these the shortest, of these the first by alphabet.

    >>> preferred({"sending troops": 1, "troops": 2, "forces": 2})
    'forces'
    """
    return min(wordings, key=lambda words: (-wordings[words], len(words), words))


def broader(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Key of an issue -> the nearest keys whose actors and concepts are all among its own or above them, sorted.

    A key reads `actor.actor:concept.concept`; topics.tsv says which concept stands above which. One that denies is never
    narrower than one that affirms.

    >>> broader(["troops", "ukraine:troops", "ukraine.united-states:troops", "ukraine:not.troops"])
    {'ukraine.united-states:troops': ('ukraine:troops',), 'ukraine:troops': ('troops',)}
    >>> broader(["ukraine:aid", "ukraine:military-aid"])
    {'ukraine:military-aid': ('ukraine:aid',)}
    """
    table = concepts.load()
    parts = {key: _parts(key) for key in sorted(keys)}
    wide = {key: own | {above for part in own for above in table.broader(part)} for key, own in parts.items()}
    having: dict[str, list[str]] = defaultdict(list)
    for key, own in parts.items():
        having[min(own)].append(key)
    found = {}
    for key, own in wide.items():
        inside = [other for part in sorted(own) for other in having.get(part, ()) if parts[other] <= own and wide[other] < own]
        inside = [other for other in inside if (_NOT in parts[other]) == (_NOT in own)]
        nearest = tuple(sorted(one for one in inside if not any(wide[one] < wide[other] for other in inside)))
        if nearest:
            found[key] = nearest
    return found


def reasons(key: str, wording: str) -> tuple[Reason, ...]:
    """For each part of a key the words by which a wording names it, actors first.

    >>> for reason in reasons("ukraine.united-states:troops", "American boots on the ground"):
    ...     print(reason.part, "<-", reason.words)
    Ukraine <- None
    United States <- American
    troops <- boots on the ground
    """
    mentioned, named = split(key)
    found = [Reason(_label(actor), _naming_words(actor, wording)) for actor in mentioned]
    return (*found, *(Reason(concept, _concept_words(concept, wording)) for concept in named))


def explanation(key: str, wordings: Mapping[str, int]) -> str:
    """Why the wordings of an issue are one, for people: the name, then each wording with what says each part of the key.

    >>> print(explanation("mali:troops", {"soldiers in Mali": 2}), end="")
    issue      mali:troops
    called     soldiers in Mali
    parts      Mali + troops
    <BLANKLINE>
    2 × soldiers in Mali
        Mali, troops = soldiers
    """
    mentioned, named = split(key)
    lines = [
        f"issue      {key}",
        f"called     {preferred_wording(key, wordings)}",
        f"parts      {' + '.join((*map(_label, mentioned), *named))}",
    ]
    used = {words: times for words, times in wordings.items() if times} or wordings
    for words, times in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        told = [
            reason.part if reason.words == reason.part else f"{reason.part} = {reason.words}" if reason.words else
            f"{reason.part} (by the article)" for reason in reasons(key, words)
        ]  # fmt: skip
        lines += ["", f"{times} × {' '.join(words.split())}", f"    {', '.join(told)}"]
    return "\n".join(lines) + "\n"


def split(key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the actors of a key, and its concepts.

    >>> split("mali.niger:talks")
    (('mali', 'niger'), ('talks',))
    """
    mentioned, _, named = key.rpartition(":")
    return tuple(filter(None, mentioned.split("."))), tuple(filter(None, named.split(".")))


def _parts(key: str) -> frozenset[str]:
    """The actors of a key, each with a colon behind it, and its concepts."""
    mentioned, named = split(key)
    return frozenset((*(f"{actor}:" for actor in mentioned), *(named or ("",))))


def _clumsy(words: str) -> bool:
    """True for a wording that can't stand as a name."""
    tokens = words.split()
    pronouns = referring.load().pronouns
    odd = any(not (ch.isalpha() or ch in " -'’.&/") for ch in words)
    return (
        odd
        or len(tokens) > _LONGEST_LABEL
        or any(token.lower() in pronouns for token in tokens if token == "I" or not token.isupper())
    )


def _bare(words: str) -> list[str]:
    """The words without possessive endings and punctuation around them."""
    return [token.strip(_MARKS).removesuffix("'s").removesuffix("’s") for token in words.split()]


def _idle(tokens: Iterable[str]) -> int:
    """How many words say nothing ("sending", "idea"), in the table's eyes."""
    table = concepts.load()
    found = 0
    for token in tokens:
        spelled = (entry for form in _forms(token.lower()) for entry in (form, f"{form}/V", f"{form}/N"))
        named = next((table.words[entry] for entry in spelled if entry in table.words), "")
        found += named == EMPTY or (named in table.topics and table.topic(named).level in {Level.FRAME, Level.LIGHT})
    return found


def _label(actor: str) -> str:
    entity = actors.load().entities.get(actor)
    return entity.label if entity is not None else actor.replace("-", " ").title()


def _naming_words(actor: str, wording: str) -> str | None:
    """The words of a wording that name an actor, the longest name first; None where there are none."""
    tokens = wording.replace(",", " ").split()
    folded = [fold(token) for token in tokens]
    last = (actor.rpartition("-")[2],)
    for name in (*_names().get(actor, ()), tuple(actor.split("-")), last):
        for at in range(len(tokens) - len(name) + 1):
            if tuple(folded[at : at + len(name)]) == name:
                return " ".join(tokens[at : at + len(name)]).removesuffix("'s").removesuffix("’s")
    return None


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Id of each known actor -> its names as folded words, longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in actors.load().names():
        found.setdefault(name.actor, set()).add(tuple(fold(name.name).split()))
    return {actor: tuple(sorted(names, key=lambda words: (-len(words), words))) for actor, names in found.items()}


@lru_cache(maxsize=1024)
def _phrases(concept: str) -> tuple[str, ...]:
    """The words that name a concept, as in `Concepts.phrases`; of an unknown one itself."""
    return (*concepts.load().phrases(concept), concept, concept.replace("-", " "))


def _concept_words(concept: str, wording: str) -> str | None:
    """The words of a wording that stand for a concept; words that stand apart are joined by "…"."""
    tokens = [token.strip(_MARKS) for token in wording.replace("-", " ").split()]
    forms = [set(_forms(token.lower())) for token in tokens]
    every = frozenset(form for own in forms for form in own)
    for phrase in _phrases(concept):
        if "+" not in phrase and not every.issuperset(phrase.partition("/")[0].replace("-", " ").split()):
            continue  # most are not there
        places = [_place(part.partition("/")[0], tokens, forms) for part in phrase.split("+")]
        if all(places):
            return " … ".join(" ".join(tokens[low:high]) for low, high in sorted(place for place in places if place))
    return None


def _place(phrase: str, tokens: list[str], forms: list[set[str]], depth: int = 0) -> tuple[int, int] | None:
    """Where a phrase of lemmas, or any wording of a concept, stands among the tokens; articles don't break it."""
    wanted = phrase.replace("-", " ").split()
    solid = [i for i, token in enumerate(tokens) if token.lower() not in concepts.DETERMINERS]
    for at in range(len(solid) - len(wanted) + 1):
        if all(word in forms[solid[at + n]] for n, word in enumerate(wanted)):
            return solid[at], solid[at + len(wanted) - 1] + 1
    if depth or phrase not in concepts.load().topics:
        return None
    inner = (_place(other.partition("/")[0], tokens, forms, 1) for other in _phrases(phrase) if "+" not in other)
    return next((place for place in inner if place), None)


def _forms(token: str) -> Iterator[str]:
    """The token, and what may be its lemma."""
    yield token
    for ending, lemma in _ENDINGS:
        stem = token.removesuffix(ending)
        if stem != token and len(stem) > 2:
            yield stem + lemma
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1] + lemma
