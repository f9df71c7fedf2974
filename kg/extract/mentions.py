"""Who is named? Names known and unknown, and pronouns, in tokens."""

from collections.abc import Iterable, Iterator, Sequence

from kg.actors import Name, fold
from kg.extract.acronyms import defined
from kg.extract.found import PEOPLE, PERSON, Found, Text, capital, could_be_person, linked, phrase_head, title_before, whole_name
from kg.extract.gazetteer import Match, matches
from kg.extract.grammar import Tree
from kg.extract.unknown import entities, persons
from kg.model import MentionKind

_AND = frozenset({"and", "&"})
_BODIES = frozenset({"Organization", "Government", "Party", "ArmedGroup"})
_LONGEST = 6
"""Words before "and" in a name at most."""
_MODIFIERS = 4
"""Words that may stand between the article and a name."""


def find(text: Text) -> tuple[Found, ...]:
    """All mentions in order of the text; names never overlap.

    Known names come from the table and override the entity recogniser, which adds the unknown ones.
    """
    named = names(text)
    taken = {i for found in named for i in range(found.start, found.end)}
    return tuple(sorted((*named, *_pronouns(text, taken)), key=lambda f: (f.start, f.end)))


def names(text: Text) -> tuple[Found, ...]:
    """Names of known and unknown actors, in order."""
    t = text.tree
    known = [m for m in matches(t, text.table) if not (_in_title(text, m) or _in_place(text, m))]
    covered = [False] * len(t)
    found: list[Found] = []
    for one in _defined(text, known):
        found.append(one)
        for i in range(one.start, one.end):
            covered[i] = True
    for start, end, kind, inner in list(entities(text, known)):
        if any(covered[start:end]):
            continue
        for i in range(start, end):
            covered[i] = True
        found.append(_name(text, start, end, kind, (), inner))
    for match in known:
        if not any(covered[match.start : match.end]):
            one = _known(text, match)
            if any(covered[one.start : one.end]):  # "Norwegian Refugee Council", of which the recogniser saw the end only
                found = [f for f in found if not (one.start <= f.start and f.end <= one.end)]
            found.append(one)
            for i in range(one.start, one.end):
                covered[i] = True
    persons(text, found, covered)
    found = _joined(text, found)
    return tuple(sorted(_recurring(text, found), key=lambda f: f.start))


def _joined(text: Text, found: Sequence[Found]) -> list[Found]:
    """The names with those made one that "and" only seems to part ("the Trade Inspection and Standards Agency")."""
    every = list(found)
    for k in (k for k, word in enumerate(text.tree.lower) if word in _AND and k):
        end = _second_half(text, k + 1)
        near = [f for f in every if f.start < end and k - _LONGEST < f.end]
        start = _first_half(text, k, [f for f in near if f.end <= k]) if end else None
        inside = [f for f in near if start is not None and start < f.end]
        if start is not None and inside and not any(f.names or f.type == PERSON for f in inside):
            row = text.words.nominal("suffix", text.tree.lower[end - 1])
            every = [f for f in every if f not in inside]
            every.append(_name(text, start, end, row.types[0] if row is not None else None, (), ()))
    return every


def _second_half(text: Text, start: int) -> int:
    """Where the name of a body ends whose last words begin at token `start`, two at least, or 0."""
    t, end = text.tree, start
    while end < len(t) and capital(t, end) and t.sent[end] == t.sent[start] and not _is_body(text, end - 1):
        end += 1
    end += start < end < len(t) and _is_body(text, end) and not _is_body(text, end - 1)  # "Standards agency"
    return end if end - start > 1 and _is_body(text, end - 1) else 0


def _first_half(text: Text, end: int, before: Sequence[Found]) -> int | None:
    """Where the capitalised words that end at token `end` begin, if an article or owner opens them and they name no body."""
    t, start = text.tree, end
    while start > 0 and capital(t, start - 1) and t.sent[start - 1] == t.sent[end]:
        start -= 1
    known = max((f.end for f in before if f.names or f.type == PERSON), default=0)
    start = max(start, known)
    low = start
    while low > 0 and t.pos[low - 1] in {"NOUN", "ADJ", "NUM", "PUNCT"} and t.lower[low - 1] != "," and start - low < _MODIFIERS:
        low -= 1  # "the 250-member Miners and …"
    opened = start == known > 0 or (low > 0 and (t.pos[low - 1] == "DET" or t.tag[low - 1] in {"POS", "PRP$"}))
    return start if opened and start < end and start not in text.headline and not _is_body(text, end - 1) else None


def _is_body(text: Text, i: int) -> bool:
    row = text.words.nominal("suffix", text.tree.lower[i])
    return row is not None and row.types[0] in _BODIES


def _defined(text: Text, known: Sequence[Match]) -> Iterator[Found]:
    """Names that the text gives a short form, and the short forms, where the table doesn't know them."""
    forms = set()
    for short in defined(text):
        if any(m.start <= short.start and short.end <= m.end for m in known):
            continue
        row = text.words.nominal("suffix", text.tree.lower[short.end - 1])
        kind = row.types[0] if row is not None and row.types[0] not in {"Event", "Place"} else "Organization"
        yield _name(text, short.start, short.end, kind, (), ())
        forms.add(text.forms[short.at])
    taken = {i for m in known for i in range(m.start, m.end)}
    for i, form in enumerate(text.forms):
        if form in forms and i not in taken:
            yield _name(text, i, i + 1, "Organization", (), ())


def _in_title(text: Text, match: Match) -> bool:
    """True inside a longer title ("Supreme Allied Commander Europe")."""
    title = text.title_at.get(match.start)
    return title is not None and title.end - title.start > match.end - match.start


def _in_place(text: Text, match: Match) -> bool:
    """True where a point of the compass begins a longer name ("the South Lawn")."""
    end = match.end
    if end >= len(text.forms) or text.words.nominal("part", text.tree.lower[end - 1]) is None:
        return False
    return text.tree.pos[end] == "PROPN" and capital(text.tree, end)


def _known(text: Text, match: Match) -> Found:
    start, end = match.start, match.end
    entity_types = {text.table.entities[name.actor].type for name in match.names}
    if PERSON in entity_types:
        start, end = _grow(text, match)
        if (start, end) != (match.start, match.end) and not _same_person(text, match, start, end):
            return _name(text, start, end, PERSON, (), ())
    elif match.end - match.start == 1 and match.names[0].kind not in PEOPLE and _given_name(text, match):
        return _name(text, start, _grow(text, match)[1], PERSON, (), ())
    longer = _suffixed(text, match)
    if longer is not None:
        return longer
    people = match.names[0].kind in PEOPLE
    found = _name(text, start, end, None, match.names, ())
    return found._replace(form="people") if people else found


def _suffixed(text: Text, match: Match) -> Found | None:
    """The name of an organisation that begins with a known one ("Baltic Shipping Company"), or None."""
    t, end = text.tree, match.end
    line = t.sent[match.start]
    while end < len(t) and t.sent[end] == line and capital(t, end) and end not in text.title_at:
        end += 1
    row = text.words.nominal("suffix", t.lower[end - 1]) if end > match.end else None
    if row is None or row.types[0] in {"Event", "Place"} or match.start in text.headline:
        return None
    return _name(text, match.start, end, row.types[0], (), tuple(dict.fromkeys(n.actor for n in match.names[:1])))


def _given_name(text: Text, match: Match) -> bool:
    """True for a place's name with a surname after it ("Jordan Smith")."""
    t, after = text.tree, match.end
    given = t.lower[match.start] in text.words.given or t.ent[match.start] == "PERSON"
    if not given or after >= len(t) or match.start in text.headline:
        return False
    surname = t.pos[after] == "PROPN" and capital(t, after) and after not in text.title_at and linked(t, after, match.start)
    return surname and could_be_person(text, after, after + 1) and not text.table.find(t.forms[after])


def _name(text: Text, start: int, end: int, kind: str | None, known: tuple[Name, ...], inner: tuple[str, ...]) -> Found:
    title = title_before(text, start)
    if known and title is not None and not any(text.table.entities[name.actor].type == PERSON for name in known):
        title = None
    elif not known and title is not None and kind != PERSON and could_be_person(text, start, end):
        kind = PERSON
    if kind is not None and kind != PERSON:
        title = None
    return Found(start, end, phrase_head(text.tree, start, end), MentionKind.NAME, "name", kind, known, inner, title)


def _grow(text: Text, match: Match) -> tuple[int, int]:
    """The whole personal name around a known one: given names before it, more surnames after it."""
    t = text.tree
    start, end = match.start, match.end
    if start in text.headline:
        return start, end
    while start > 0 and _joins(text, start - 1, match.start):
        start -= 1
    while (
        end < len(t) and t.pos[end] == "PROPN" and capital(t, end) and end not in text.title_at and linked(t, end, match.end - 1)
    ):
        if _clause_start(t, end):
            break
        end += 1
    return start, whole_name(text, end)


def _clause_start(t: Tree, i: int) -> bool:
    return t.sent[i] == i


def _joins(text: Text, i: int, anchor: int) -> bool:
    t = text.tree
    if i in text.title_at or not (capital(t, i) and t.pos[i] == "PROPN"):
        return False
    if any(text.table.entities[name.actor].type != PERSON for name in text.table.find(text.forms[i])):
        return False
    if t.lower[i].rstrip(".") in text.words.given and t.lower[i].rstrip(".") not in text.words.particles:
        return True
    titled = text.title_at.get(i - 1)
    if titled is not None and titled.end == i and i + 1 == anchor:
        return True
    one = t.ent[i] == t.ent[anchor] == "PERSON" and t.doc[anchor].ent_iob_ == "I"
    return one or linked(t, i, anchor)


def _same_person(text: Text, match: Match, start: int, end: int) -> bool:
    """True where the longer name adds only an initial, a form of address or names that the table knows for that person."""
    t = text.tree
    extra = [i for i in (*range(start, match.start), *range(match.end, end)) if t.forms[i].isalpha() or "." in t.forms[i]]
    known = {word for name in match.names for alias in text.table.entities[name.actor].names for word in fold(alias).split()}
    full = len(fold(t.words(match.start, match.end)).split()) > 1
    for i in extra:
        word = fold(t.forms[i])
        short = len(word) == 1 or (t.forms[i].isupper() and len(word) <= 2)
        if not (short or word in known or (full and i < match.start and word in text.words.given)):
            return False
    return True


def _recurring(text: Text, found: Iterable[Found]) -> Iterator[Found]:
    """Leaves out unknown names of headlines, unless the body has them too."""
    every = list(found)
    unknown = [f for f in every if not f.names]
    body = {text.tree.words(f.start, f.end) for f in unknown if f.start not in text.headline} if text.headline else set()
    for f in every:
        if f.names or f.start not in text.headline or text.tree.words(f.start, f.end) in body:
            yield f


def _pronouns(text: Text, taken: set[int]) -> Iterator[Found]:
    t = text.tree
    for i, tag in enumerate(t.tag):
        if tag in {"PRP", "PRP$"} and i not in taken and t.lower[i] in text.words.pronouns:
            yield Found(i, i + 1, i, MentionKind.PRONOUN, "pronoun")
