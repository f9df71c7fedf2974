"""Who is named? Names known and unknown, descriptions and pronouns, in tokens."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from kg.actors import ActorTable, Name, NameKind, Strength, fold
from kg.extract.gazetteer import Match, Title, matches, titles
from kg.extract.grammar import Tree
from kg.lexicon import Lexicon
from kg.model import MentionKind
from kg.referring import Referring

PERSON = "Person"
PEOPLE = frozenset({NameKind.DEMONYM, NameKind.NATIONALS})
_NER_TYPES = {"PERSON": PERSON, "ORG": "Organization", "GPE": "Place", "LOC": "Place", "NORP": "Group", "FAC": "Place"}
_HEADLINE = 0.6
"""Share of capitalised words from which a line counts as a headline, where capitals tell nothing of names."""
_STOPS = frozenset({".", "?", "!", "”", '"', "’"})


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in tokens: [start, end), its syntactic head, and `names`, the known names that the words spell.

    `form` says how it refers: "name", "people" (American, the Russians), "pronoun", or a class of nominals.tsv,
    or "role" for an office ("the prime minister"). `inner` are known actors named inside a longer unknown name.
    """

    start: int
    end: int
    head: int
    kind: MentionKind
    form: str
    type: str | None = None
    names: tuple[Name, ...] = ()
    inner: tuple[str, ...] = ()
    title: Title | None = None

    @property
    def strong(self) -> bool:
        """True where the words link on their own, to one actor only."""
        return len({name.actor for name in self.names if name.strength is Strength.STRONG}) == 1


@dataclass(frozen=True, slots=True)
class Text:
    """What the stages of this folder share about one text."""

    tree: Tree
    raw: str
    forms: tuple[str, ...]
    table: ActorTable
    words: Referring
    titles: tuple[Title, ...]
    title_at: dict[int, Title]
    headline: frozenset[int]


def read(t: Tree, table: ActorTable, lexicon: Lexicon, words: Referring) -> Text:
    """The text with its titles and headlines found."""
    forms = tuple([token.text for token in t.doc])
    found = titles(t.lower, lexicon)
    at = {i: title for title in found for i in range(title.start, title.end)}
    return Text(t, t.doc.text, forms, table, words, found, at, _headlines(t, forms))


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
    known = [m for m in matches(t.doc, text.forms, text.table) if not _in_title(text, m)]
    entities = list(_entities(text, known))
    covered = [False] * len(t)
    found: list[Found] = []
    for start, end, kind, inner in entities:
        for i in range(start, end):
            covered[i] = True
        found.append(_name(text, start, end, kind, (), inner))
    for match in known:
        if not any(covered[match.start : match.end]):
            found.append(_known(text, match))
            for i in range(found[-1].start, found[-1].end):
                covered[i] = True
    found.extend(_titled(text, covered))
    for extra in found:
        for i in range(extra.start, extra.end):
            covered[i] = True
    found.extend(_given(text, covered))
    return tuple(sorted(_recurring(text, found), key=lambda f: f.start))


def _in_title(text: Text, match: Match) -> bool:
    """True inside a longer title ("Supreme Allied Commander Europe")."""
    title = text.title_at.get(match.start)
    return title is not None and title.end - title.start > match.end - match.start


def phrase_head(t: Tree, start: int, end: int) -> int:
    """The token of [start, end) whose head lies outside; the last such where the parser tore the words apart."""
    roots = [i for i in range(start, end) if not start <= t.head[i] < end or t.head[i] == i]
    nominal = [i for i in roots if t.pos[i] in {"PROPN", "NOUN", "ADJ"}]
    return (nominal or roots or [end - 1])[-1]


def _known(text: Text, match: Match) -> Found:
    t = text.tree
    start, end = match.start, match.end
    entity_types = {text.table.entities[name.actor].type for name in match.names}
    if PERSON in entity_types:
        start, end = _grow(text, match)
        if (start, end) != (match.start, match.end) and not _same_person(text, match, start, end):
            return _name(text, start, end, PERSON, (), ())
    elif match.end - match.start == 1 and match.names[0].kind not in PEOPLE and _given_name(text, match):
        return _name(text, start, _grow(text, match)[1], PERSON, (), ())
    people = match.names[0].kind in PEOPLE
    found = _name(text, start, end, None, match.names, ())
    if people and t.pos[found.head] != "PROPN":
        return replace(found, form="people")
    return replace(found, form="people") if people else found


def _given_name(text: Text, match: Match) -> bool:
    """True for a place's name with a surname after it ("Jordan Smith")."""
    t, after = text.tree, match.end
    given = t.lower[match.start] in text.words.genders or t.doc[match.start].ent_type_ == "PERSON"
    if not given or after >= len(t) or match.start in text.headline:
        return False
    surname = t.pos[after] == "PROPN" and _capital(t, after) and after not in text.title_at and _linked(t, after, match.start)
    return surname and _could_be_person(text, after, after + 1) and not text.table.find(t.doc[after].text)


def _name(text: Text, start: int, end: int, kind: str | None, known: tuple[Name, ...], inner: tuple[str, ...]) -> Found:
    title = _title_before(text, start)
    if known and title is not None and not any(text.table.entities[name.actor].type == PERSON for name in known):
        title = None
    elif not known and title is not None and kind != PERSON and _could_be_person(text, start, end):
        kind = PERSON
    if kind is not None and kind != PERSON:
        title = None
    return Found(start, end, phrase_head(text.tree, start, end), MentionKind.NAME, "name", kind, known, inner, title)


def _title_before(text: Text, start: int) -> Title | None:
    k = start - 1
    if k >= 0 and text.tree.lower[k] in {",", "-"} and k - 1 in text.title_at and text.tree.lower[k] == ",":
        return None
    title = text.title_at.get(k)
    return title if title is not None and title.end == start else None


def _could_be_person(text: Text, start: int, end: int) -> bool:
    return text.words.nominal("suffix", text.tree.lower[end - 1]) is None


def _capital(t: Tree, i: int) -> bool:
    word = t.doc[i].text
    return word[:1].isupper() and t.pos[i] in {"PROPN", "NOUN", "ADJ", "X"}


def _grow(text: Text, match: Match) -> tuple[int, int]:
    """The whole personal name around a known one: given names before it, more surnames after it."""
    t = text.tree
    start, end = match.start, match.end
    if start in text.headline:
        return start, end
    while start > 0 and _joins(text, start - 1, match.start):
        start -= 1
    while (
        end < len(t)
        and t.pos[end] == "PROPN"
        and _capital(t, end)
        and end not in text.title_at
        and _linked(t, end, match.end - 1)
    ):
        if _clause_start(t, end):
            break
        end += 1
    return start, end


def _clause_start(t: Tree, i: int) -> bool:
    return t.doc[i].is_sent_start is True


def _joins(text: Text, i: int, anchor: int) -> bool:
    t = text.tree
    if i in text.title_at or not (_capital(t, i) and t.pos[i] == "PROPN") or text.table.find(t.doc[i].text)[:1]:
        return False
    if t.lower[i].rstrip(".") in text.words.genders and t.lower[i].rstrip(".") not in text.words.particles:
        return t.sent[i] == t.sent[anchor]
    return t.sent[i] == t.sent[anchor] and _linked(t, i, anchor)


def _linked(t: Tree, i: int, k: int) -> bool:
    """True where two neighbours are parts of one name for the parser."""
    labels = {"flat", "compound", "flat:name"}
    return (
        (t.head[i] == k and t.dep[i] in labels)
        or (t.head[k] == i and t.dep[k] in labels)
        or (t.head[i] == t.head[k] and t.dep[i] in labels and t.dep[k] in labels)
    )


def _same_person(text: Text, match: Match, start: int, end: int) -> bool:
    """True where the longer name adds only an initial, a form of address or names that the table knows for that person."""
    t = text.tree
    extra = [i for i in (*range(start, match.start), *range(match.end, end)) if t.doc[i].is_alpha or "." in t.doc[i].text]
    known = {word for name in match.names for alias in text.table.entities[name.actor].names for word in fold(alias).split()}
    full = len(fold(t.doc[match.start : match.end].text).split()) > 1
    for i in extra:
        word = fold(t.doc[i].text)
        short = len(word) == 1 or (t.doc[i].text.isupper() and len(word) <= 2)
        if not (short or word in known or (full and i < match.start and word in text.words.genders)):
            return False
    return True


def _entities(text: Text, known: Sequence[Match]) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Names that only the recogniser knows, without titles and what the table knows better: (start, end, type, inner)."""
    t = text.tree
    at = {i: match for match in known for i in range(match.start, match.end)}
    for ent in t.doc.ents:
        kind = _NER_TYPES.get(ent.label_)
        trimmed = _trim(text, ent) if kind is not None else None
        if trimmed is None or kind is None:
            continue
        start, end = trimmed
        inside = list(dict.fromkeys(at[i] for i in range(start, end) if i in at))
        if any(m.start < start or m.end > end for m in inside):
            continue
        kind = _retype(text, start, end, kind)
        if kind is None or (inside and not _longer(text, start, end, kind, inside)):
            continue
        inner = tuple(dict.fromkeys(name.actor for m in inside for name in m.names[:1] if kind != PERSON))
        yield start, end, kind, inner


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
    last = text.title_at.get(end - 1)
    if last is not None and last.end > end:
        end = max(last.start, start)
    while start < end and (t.pos[start] in {"DET", "PUNCT", "ADP", "CCONJ", "SPACE", "NUM"} or t.tag[start] == "POS"):
        start += 1
    while end > start and (t.pos[end - 1] in {"PUNCT", "ADP", "SPACE", "CCONJ"} or t.tag[end - 1] == "POS"):
        end -= 1
    words = [i for i in range(start, end) if t.doc[i].is_alpha or "." in t.doc[i].text]
    if (
        not words
        or not t.doc[words[0]].text[0].isupper()
        or any(t.doc[i].is_space or t.doc[i].is_digit for i in range(start, end))
    ):
        return None
    if any(t.tag[i] in {"VBD", "VBZ", "VBP", "MD", "PRP"} for i in words) or not any(t.pos[i] == "PROPN" for i in words):
        return None
    title = text.title_at.get(start)
    if title is not None and title.end >= end:
        return None
    return start, end


def _is_titled(text: Text, title: Title, label: str) -> bool:
    return label in {"PERSON", "ORG", "GPE"} and text.words.nominal("suffix", title.words.split()[-1]) is None


def _retype(text: Text, start: int, end: int, kind: str) -> str | None:
    """The type by the last word of the name, the title before it, else the recogniser's; None for what is no actor."""
    t = text.tree
    last = text.words.nominal("suffix", t.lower[end - 1])
    if last is not None and end - start > 1:
        return last.types[0] if last.types[0] != "Event" else None
    if _title_before(text, start) is not None:
        return PERSON
    given = t.lower[start].rstrip(".")
    if kind != PERSON and end - start > 1 and text.words.genders.get(given) and t.pos[end - 1] == "PROPN":
        return PERSON
    if kind == "Group":
        return "Group" if t.tag[end - 1] in {"NNPS", "NNS"} else None
    return kind


def _longer(text: Text, start: int, end: int, kind: str, inside: Sequence[Match]) -> bool:
    """True where the entity is a name of its own and not a known name with words around it."""
    t = text.tree
    if start in text.headline:
        return False
    known = {i for m in inside for i in range(m.start, m.end)}
    rest = [i for i in range(start, end) if i not in known and t.doc[i].is_alpha]
    if not rest or not all(t.doc[i].text[0].isupper() or t.pos[i] == "ADP" for i in rest):
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


def _titled(text: Text, covered: Sequence[bool]) -> Iterator[Found]:
    """Persons that neither table nor recogniser found: capitalised words right after a title."""
    t = text.tree
    for title in text.titles:
        end = title.end
        while end < len(t) and not covered[end] and _name_part(text, end) and t.sent[end] == t.sent[title.end - 1]:
            end += 1
        while end > title.end and not t.doc[end - 1].is_alpha:
            end -= 1
        if end > title.end and t.doc[title.end].text[0].isupper() and end - title.end <= 5 and title.start not in text.headline:
            yield Found(title.end, end, phrase_head(t, title.end, end), MentionKind.NAME, "name", PERSON, (), (), title)


def _given(text: Text, covered: Sequence[bool]) -> Iterator[Found]:
    """Persons that nobody else found: a given name and the capitalised words that the parser joins to it."""
    t = text.tree
    i = 0
    while i + 1 < len(t):
        end = i + 1
        named = t.lower[i] in text.words.genders and t.pos[i] == "PROPN" and t.doc[i].text[0].isupper()
        if named and not covered[i] and i not in text.title_at and i not in text.headline:
            while end < len(t) and not covered[end] and _name_part(text, end) and (_linked(t, end, i) or not t.doc[end].is_alpha):
                end += 1
            if end > i + 1 and t.doc[end - 1].is_alpha and _could_be_person(text, i, end):
                yield Found(i, end, phrase_head(t, i, end), MentionKind.NAME, "name", PERSON)
        i = end


def _name_part(text: Text, i: int) -> bool:
    t = text.tree
    if t.pos[i] == "PROPN" and t.doc[i].text[:1].isupper() and i not in text.title_at and t.doc[i].is_alpha:
        return True
    return i + 1 < len(t) and t.doc[i + 1].text[:1].isupper() and (t.lower[i] == "-" or t.lower[i] in text.words.particles)


def _recurring(text: Text, found: Iterable[Found]) -> Iterator[Found]:
    """Leaves out unknown names of headlines, unless the body has them too."""
    every = list(found)
    body = {text.tree.doc[f.start : f.end].text for f in every if f.start not in text.headline}
    for f in every:
        if f.names or f.start not in text.headline or text.tree.doc[f.start : f.end].text in body:
            yield f


def _headlines(t: Tree, forms: Sequence[str]) -> frozenset[int]:
    """Tokens of lines in title case."""
    inside: list[int] = []
    line: list[int] = []
    for i in range(len(forms) + 1):
        if i < len(forms) and "\n" not in forms[i]:
            line.append(i)
            continue
        long = [forms[k] for k in line if len(forms[k]) > 3 and forms[k].isalpha()]
        capital = sum(word[0].isupper() for word in long)
        stopped = bool(line) and forms[line[-1]] in _STOPS
        if len(long) >= 3 and capital >= _HEADLINE * len(long) and not stopped:
            inside.extend(line)
        line = []
    return frozenset(inside)


def _pronouns(text: Text, taken: set[int]) -> Iterator[Found]:
    t = text.tree
    for i, word in enumerate(t.lower):
        row = text.words.pronouns.get(word)
        if row is not None and i not in taken and t.tag[i] in {"PRP", "PRP$"}:
            yield Found(i, i + 1, i, MentionKind.PRONOUN, "pronoun")
