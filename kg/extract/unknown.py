"""Which names does no table know? The recogniser's, persons after a title or with a given name, and last names alone."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens

from kg.actors import POLITIES
from kg.extract.found import PEOPLE, PERSON, Found, Text, capital, could_be_person, linked, phrase_head, title_before, whole_name
from kg.extract.gazetteer import Match, Title
from kg.extract.subjects import DAYS
from kg.model import MentionKind

_MADE = re.compile(r"-(?:\w+ed|based|born|built|led|made|run)$")
_DESCRIBING = frozenset({"compound", "amod", "nmod", "nmod:desc"})
_NAMING = frozenset({"appos", "flat", "nmod", "compound"})
_NER_TYPES = {"PERSON": PERSON, "ORG": "Organization", "GPE": "Place", "LOC": "Place", "NORP": "Group", "FAC": "Place"}


def persons(text: Text, found: list[Found], covered: list[bool]) -> None:
    """Adds to the names `found` those of persons and groups that nobody else found, and marks their tokens in `covered`."""
    for finder in (_titled, _given, _again, _called):
        for one in list(finder(text, found, covered)):
            found.append(one)
            for i in range(one.start, one.end):
                covered[i] = True


def entities(text: Text, known: Sequence[Match]) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Names that only the recogniser knows, without titles and what the table knows better: (start, end, type, inner)."""
    t = text.tree
    at = {i: match for match in known for i in range(match.start, match.end)}
    nobodies = text.words.nominals["nobody"]
    storms = [i for i, word in enumerate(t.lower[:-1]) if word in nobodies]
    nobody = {t.forms[i + 1] for i in storms if capital(t, i + 1)}
    for ent in t.doc.ents:
        kind = _NER_TYPES.get(ent.label_)
        trimmed = _trim(text, ent) if kind is not None else None
        if trimmed is None or kind is None:
            continue
        start, end = trimmed
        inside = list(dict.fromkeys(at[i] for i in range(start, end) if i in at))
        if any(m.start < start or m.end > end for m in inside) or (end - start == 1 and t.forms[start] in nobody):
            continue  # "Hurricane Mitch … Mitch reached the coast"
        kind = _retype(text, start, end, kind)
        if kind is None or (inside and not _longer(text, start, end, kind, inside)):
            continue
        inner = tuple(dict.fromkeys(name.actor for m in inside for name in m.names[:1] if kind != PERSON))
        yield start, end, kind, inner


def _titled(text: Text, found: Sequence[Found], covered: Sequence[bool]) -> Iterator[Found]:
    """Persons that neither table nor recogniser found: capitalised words right after a title."""
    t = text.tree
    for title in text.titles:
        end = title.end
        while end < len(t) and not covered[end] and _name_part(text, end) and t.sent[end] == t.sent[title.end - 1]:
            end += 1
        while end > title.end and not t.forms[end - 1].isalpha():
            end -= 1
        if end > title.end and t.forms[title.end][0].isupper() and end - title.end <= 5 and title.start not in text.headline:
            end = _whole(text, end)
            yield Found(title.end, end, phrase_head(t, title.end, end), MentionKind.NAME, "name", PERSON, (), (), title)


def _given(text: Text, found: Sequence[Found], covered: Sequence[bool]) -> Iterator[Found]:
    """Persons that nobody else found: a given name and the capitalised words that the parser joins to it."""
    t = text.tree
    i, last = 0, len(t)
    while i + 1 < last:
        end = i + 1
        named = t.pos[i] == "PROPN" and t.lower[i] in text.words.given and t.forms[i][0].isupper()
        if named and not covered[i] and i not in text.title_at and i not in text.headline:
            while end < last and not covered[end] and _name_part(text, end) and (linked(t, end, i) or not t.forms[end].isalpha()):
                end += 1
            if end > i + 1 and t.forms[end - 1].isalpha() and could_be_person(text, i, end):
                end = _whole(text, end)
                yield Found(i, end, phrase_head(t, i, end), MentionKind.NAME, "name", PERSON)
        i = end


def _again(text: Text, found: Sequence[Found], covered: Sequence[bool]) -> Iterator[Found]:
    """Last names alone, of persons that the text names in full and no table knows."""
    lasts = {text.forms[f.end - 1] for f in found if f.type == PERSON and not f.names and f.end - f.start > 1}
    for i, form in enumerate(text.forms):
        if form in lasts and not covered[i] and text.tree.pos[i] == "PROPN":
            yield Found(i, i + 1, i, MentionKind.NAME, "name", PERSON, (), (), title_before(text, i))


def _called(text: Text, found: Sequence[Found], covered: Sequence[bool]) -> Iterator[Found]:
    """Names right behind a noun that says what they are: "the gas giant Equinor", "rebel group Ansar al-Din"."""
    t, bodies = text.tree, text.words.nominals["body"]
    for i in range(1, len(t)):
        noun = i - 1
        if covered[i] or t.tag[i] != "NNP" or t.lemma[noun] not in bodies or t.tag[noun] != "NN" or i in text.headline:
            continue
        joined = (t.head[noun] == i and t.dep[noun] in _DESCRIBING) or (t.head[i] == noun and t.dep[i] in _NAMING)
        if not joined or i in text.title_at or not capital(t, i) or set(bodies[t.lemma[noun]].types) & POLITIES:
            continue
        end = i + 1
        while end < len(t) and not covered[end] and _name_part(text, end) and linked(t, end, i):
            end += 1
        sort = (t.lower[noun - 1], t.lemma[noun]) if noun else ()
        told = (row.type for row in text.words.unnamed.get(t.lemma[noun], ()) if row.form == sort)  # "rebel group"
        kind = next(told, bodies[t.lemma[noun]].types[0])
        yield Found(i, end, phrase_head(t, i, end), MentionKind.NAME, "name", kind)


def _trim(text: Text, ent: Tokens) -> tuple[int, int] | None:
    """Tokens of an entity without determiner, title, possessor and possessive; None where no name is left."""
    t = text.tree
    start, end = ent.start, ent.end
    for i in range(start, end):
        title = text.title_at.get(i)
        if title is not None and title.end < end and i >= start and _is_titled(text, title, ent.label_):
            start = title.end
        elif t.tag[i] == "POS" and i + 1 < end:
            start = i + 1
    while start + 1 < end and t.lower[start].rstrip(".") in text.words.addresses:
        start += 1
    last = text.title_at.get(end - 1)
    if last is not None and last.end > end:
        end = max(last.start, start)
    while start < end and (t.pos[start] in {"DET", "PUNCT", "ADP", "CCONJ", "SPACE", "NUM"} or t.tag[start] == "POS"):
        start += 1
    while end > start and (
        t.pos[end - 1] in {"PUNCT", "ADP", "SPACE", "CCONJ"} or t.tag[end - 1] == "POS" or t.lower[end - 1] in DAYS
    ):
        end -= 1
    words = [i for i in range(start, end) if t.forms[i].isalpha() or "." in t.forms[i]]
    if any(text.words.nominal("nobody", t.lower[k]) is not None for k in (start - 1, start) if 0 <= k < len(t)):
        return None  # gods and storms act, but they are no actors
    if not words or not _opens_name(text, words) or any(t.forms[i].isspace() or t.forms[i].isdigit() for i in range(start, end)):
        return None
    if end - start == 1 and _MADE.search(t.forms[start]):
        return None  # "U.S.-made"
    if any(t.tag[i] in {"VBD", "VBZ", "VBP", "MD", "PRP"} for i in words) or not any(t.pos[i] == "PROPN" for i in words):
        return None
    title = text.title_at.get(start)
    if title is not None and title.end >= end:
        return None
    return start, _whole(text, end) if _NER_TYPES.get(ent.label_) == PERSON else end


def _whole(text: Text, end: int) -> int:
    """The end of a person's name with what a hyphen adds to it: "Sung Yun-mo"; not of "Berg-era"."""
    t, longer = text.tree, whole_name(text, end)
    return longer if t.forms[longer - 1][0].isupper() or t.pos[longer - 1] == "PROPN" else end


def _opens_name(text: Text, words: Sequence[int]) -> bool:
    """True for a capital, or a particle before one ("Ms. del Moro")."""
    t = text.tree
    particle = len(words) > 1 and t.lower[words[0]] in text.words.particles
    return t.forms[words[1] if particle else words[0]][0].isupper()


def _is_titled(text: Text, title: Title, label: str) -> bool:
    return label in {"PERSON", "ORG", "GPE"} and text.words.nominal("suffix", title.words.split()[-1]) is None


def _retype(text: Text, start: int, end: int, kind: str) -> str | None:
    """The type by the last word of the name, the title before it, else the recogniser's; None for what is no actor."""
    t = text.tree
    last = text.words.nominal("suffix", t.lower[end - 1])
    if last is not None and end - start > 1:
        return last.types[0] if last.types[0] != "Event" else None
    if title_before(text, start) is not None:
        return PERSON
    given = t.lower[start].rstrip(".")
    if kind != PERSON and end - start > 1 and text.words.genders.get(given) and t.pos[end - 1] == "PROPN":
        return PERSON
    head = phrase_head(t, start, end)
    if kind == "Place" and t.dep[head] == "nsubj" and text.lexicon.reporting.get(t.lemma[t.head[head]]):
        return PERSON  # places that no table knows don't speak
    if kind == "Group":
        return "Group" if t.tag[end - 1] in {"NNPS", "NNS"} else None
    return kind


def _longer(text: Text, start: int, end: int, kind: str, inside: Sequence[Match]) -> bool:
    """True where the entity is a name of its own and not a known name with words around it."""
    t = text.tree
    if start in text.headline:
        return False
    known = {i for m in inside for i in range(m.start, m.end)}
    rest = [i for i in range(start, end) if i not in known and t.forms[i].isalpha()]
    if not rest or not all(t.forms[i][0].isupper() or t.pos[i] == "ADP" for i in rest):
        return False
    people = any(text.table.entities[m.names[0].actor].type == PERSON for m in inside)
    if kind == PERSON:
        # A person's known name grows by its own rule; a demonym before a name is no part of it.
        return (not people and not all(m.names[0].kind in PEOPLE for m in inside) and inside[0].start > start) or _first_name(
            text, inside, start, end
        )
    return (t.pos[end - 1] in {"PROPN", "NOUN"} and text.words.nominal("suffix", t.lower[end - 1]) is not None) or inside[
        -1
    ].end == end


def _first_name(text: Text, inside: Sequence[Match], start: int, end: int) -> bool:
    """ "Jordan Peterson": a country's name that is a given name here."""
    first = inside[0]
    named = text.table.entities[first.names[0].actor].type
    return first.start == start and first.end < end and named != PERSON and first.names[0].kind not in PEOPLE and len(inside) == 1


def _name_part(text: Text, i: int) -> bool:
    t = text.tree
    if t.lower[i] in DAYS:
        return False
    if t.pos[i] == "PROPN" and t.forms[i][:1].isupper() and i not in text.title_at and t.forms[i].isalpha():
        return True
    return i + 1 < len(t) and t.forms[i + 1][:1].isupper() and (t.lower[i] == "-" or t.lower[i] in text.words.particles)
