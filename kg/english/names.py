"""What does the name recogniser learn from? Four corpora brought to one set of labels and one idea of where a name ends.

PERSON ORG GPE LOC NORP EVENT DATE; a name has neither its title ("President"), its article nor its "'s".
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from spacy.language import Language

from kg.english import treebanks
from kg.english.treebanks import Sentence

__all__ = ["Ent", "Named", "gmb", "gmb_peoples", "gum", "peoples", "retokenized", "uner", "wikigold", "with_silver"]

Ent = tuple[int, int, str]  # first word, word after the last, label

_WORDS = Path(__file__).with_name("name_words.tsv")
_YEAR = re.compile(r"(19|20)\d\d")
_DAY_NUMBER = re.compile(r"\d{1,2}(st|nd|rd|th)?")
_YEAR_CUES = frozenset({"in", "since", "until", "by", "from", "of", "during", "before", "after", "between"})
_TIGHT_BEFORE = frozenset(
    [".", ",", ";", ":", "?", "!", ")", "]", "}", "%", "'s", "'", "n't", "'re", "'ve", "'ll", "'d", "'m", "..."]
)
_TIGHT_AFTER = frozenset("([{$#£€")
_GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE", "event": "EVENT", "time": "DATE"}
_GMB_LABELS = {"geo": "GPE", "gpe": "GPE", "org": "ORG", "per": "PERSON", "tim": "DATE", "eve": "EVENT"}


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence with its names, in order and without overlap; `spaces` says after which word a space stands."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    ents: tuple[Ent, ...]


@cache
def word_list(kind: str) -> frozenset[str]:
    """Words of one kind in `name_words.tsv`: title, landform, region, people, not-people, month, day."""
    with _WORDS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file, delimiter="\t") if row["kind"] == kind)


def gmb(path: Path) -> Iterator[Named]:
    """Groningen Meaning Bank (CSV: sentence, word, part of speech, tag); silver labels, evened out over the corpus.

    Where one name has one label in at least 70 % of ten or more places, it gets it everywhere.
    """
    sentences = list(_gmb_sentences(path))
    counts = _label_counts(sentences)
    folk = peoples(counts)
    for words, tags in sentences:
        if any(not word or re.search(r"[ \xa0\ufffd]", word) for word in words):
            continue
        spans: list[Ent] = []
        for start, end, tag in _spans(tags):
            name = " ".join(words[start:end])
            common, count = counts[name].most_common(1)[0]
            even = counts[name].total() >= 10 and count >= 0.7 * counts[name].total() and tag in _GMB_LABELS
            label = "NORP" if name in folk else _GMB_LABELS.get(common if even else tag)
            spans.append((start, end, label or ""))
        trimmed = _merge_people(sorted(_trim(words, spans)))
        yield _named(words, _spaces(words), _add_peoples(words, trimmed, folk))


def peoples(counts: Mapping[str, Counter[str]]) -> frozenset[str]:
    """Words for peoples and faiths: the listed ones and those that GMB mostly calls "gpe"."""
    found = {name for name, tags in counts.items() if tags["gpe"] >= 2 and tags["gpe"] > 0.6 * tags.total() and " " not in name}
    return (word_list("people") | found) - word_list("not-people")


def uner(path: Path, treebank: Path) -> Iterator[Named]:
    """Universal NER (IOB2) over the sentences of its treebank, which tells where spaces stand."""
    spaces = {tuple(word.text for word in s.words): tuple(word.space for word in s.words) for s in treebanks.read(treebank)}
    labels = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}
    for words, tags in _rows(path, word=1, tag=2, separator="\t"):
        if any(" " in word for word in words):
            continue
        ents = [(start, end, labels.get(tag, "")) for start, end, tag in _spans(tags)]
        yield _named(words, spaces.get(tuple(words)) or _spaces(words), [ent for ent in ents if ent[2]])


def wikigold(path: Path) -> Iterator[Named]:
    """WikiGold (CoNLL: word, tag)."""
    labels = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}
    for words, tags in _rows(path, word=0, tag=1, separator=" "):
        if words[0] != "-DOCSTART-" and not any(" " in word for word in words):
            ents = [(start, end, labels.get(tag, "")) for start, end, tag in _spans(tags)]
            yield _named(words, _spaces(words), [ent for ent in ents if ent[2]])


def gum(path: Path, folk: frozenset[str]) -> Iterator[Named]:
    """Named entities of GUM: mentions whose head is a proper noun, cut down to the name in them."""
    for sentence in treebanks.read(path):
        words = [word.text for word in sentence.words]
        ents: list[Ent] = []
        for start, end, kind, title in _gum_mentions(sentence):
            label = _GUM_LABELS.get(kind)
            heads = [i for i in range(start, end) if not start <= sentence.words[i].head < end or sentence.words[i].dep == "ROOT"]
            if label and heads:
                ents += _gum_name(sentence, (start, end, label), heads[0], title)
        ents = [ent for ent in _trim(words, ents) if not folk.issuperset(words[ent[0] : ent[1]])]
        yield _named(words, tuple(word.space for word in sentence.words), ents)


def with_silver(sentence: Named, folk: frozenset[str]) -> Named:
    """The sentence with peoples and dates added where its corpus doesn't label them."""
    ents = _add_peoples(sentence.words, sentence.ents, folk)
    return replace(sentence, ents=tuple(_outermost([*ents, *_dates(sentence.words)])))


def retokenized(nlp: Language, named: Named) -> Named:
    """The sentence in spaCy's words, a space after the last; names whose ends fall inside of one are left out."""
    text = "".join(word + " " * space for word, space in zip(named.words, named.spaces, strict=True)).rstrip()
    starts = [0]
    for word, space in zip(named.words, named.spaces, strict=True):
        starts.append(starts[-1] + len(word) + space)
    doc = nlp.make_doc(text)
    spans = (
        doc.char_span(starts[start], starts[end - 1] + len(named.words[end - 1]), label=label) for start, end, label in named.ents
    )
    ents = tuple((span.start, span.end, span.label_) for span in spans if span is not None)
    spaces = (bool(token.whitespace_) or token.i + 1 == len(doc) for token in doc)
    return Named(tuple(token.text for token in doc), tuple(spaces), ents)


def _named(words: Sequence[str], spaces: Sequence[bool], ents: Iterable[Ent]) -> Named:
    placed = [(start, end, _place(words[start:end]) if label == "GPE" else label) for start, end, label in ents]
    return Named(tuple(words), (*spaces[:-1], True), tuple(_outermost(placed)))


def _place(words: Sequence[str]) -> str:
    return "LOC" if " ".join(words) in word_list("region") or word_list("landform") & set(words) else "GPE"


def _outermost(ents: Iterable[Ent]) -> list[Ent]:
    kept: list[Ent] = []
    used: set[int] = set()
    for start, end, label in sorted(set(ents), key=lambda ent: (ent[0] - ent[1], ent[0], ent[2])):
        if used.isdisjoint(range(start, end)):
            kept.append((start, end, label))
            used.update(range(start, end))
    return sorted(kept)


def _trim(words: Sequence[str], ents: Iterable[Ent]) -> Iterator[Ent]:
    for begin, stop, label in ents:
        start, end = begin, stop
        if label == "PERSON":
            while start < end and words[start] in word_list("title"):
                start += 1
            while start < end and words[end - 1] in ("'s", "’s", ","):
                end -= 1
        if start < end and words[start] in ("the", "The"):
            start += 1
        while start < end and words[start] in ("-", '"', "'", "of", ",", "."):
            start += 1
        if start < end and label:
            yield start, end, label


def _merge_people(ents: Iterable[Ent]) -> list[Ent]:
    """Neighbouring PERSON names as one: GMB cuts first names off."""
    merged: list[Ent] = []
    for ent in ents:
        if merged and ent[2] == "PERSON" == merged[-1][2] and merged[-1][1] == ent[0]:
            merged[-1] = (merged[-1][0], ent[1], "PERSON")
        else:
            merged.append(ent)
    return merged


def _add_peoples(words: Sequence[str], ents: Sequence[Ent], folk: frozenset[str]) -> list[Ent]:
    used = {i for start, end, _ in ents for i in range(start, end)}
    return [*ents, *((i, i + 1, "NORP") for i, word in enumerate(words) if word in folk and i not in used)]


def _dates(words: Sequence[str]) -> Iterator[Ent]:
    for i, word in enumerate(words):
        if word in word_list("day"):
            yield i, i + 1, "DATE"
        elif word in word_list("month") and not _other_sense(words, i):
            start = i - 1 if i and re.fullmatch(r"\d{1,2}", words[i - 1]) else i
            yield start, _date_end(words, i + 1), "DATE"
        elif _YEAR.fullmatch(word) and i and words[i - 1].lower() in _YEAR_CUES:
            yield i, i + 1, "DATE"


def _other_sense(words: Sequence[str], i: int) -> bool:
    """ "May" and "March" are verbs as well: they count as months beside a number or a preposition only."""
    beside = [*words[i + 1 : i + 2], *words[max(0, i - 1) : i]]
    return words[i] in ("May", "March") and not any(re.fullmatch(r"\d{1,4}", word) or word in _YEAR_CUES for word in beside)


def _date_end(words: Sequence[str], end: int) -> int:
    while end < len(words) and (_DAY_NUMBER.fullmatch(words[end]) or _YEAR.fullmatch(words[end])):
        end += 1
    if end + 1 < len(words) and words[end] == "," and _YEAR.fullmatch(words[end + 1]):
        end += 2
    return end


def _gmb_sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="cp1252", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            if row["Sentence #"] and words:
                yield words, tags
                words, tags = [], []
            words.append(row["Word"])
            tags.append(row["Tag"])
    yield words, tags


def _label_counts(sentences: Iterable[tuple[list[str], list[str]]]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, tags in sentences:
        for start, end, tag in _spans(tags):
            counts[" ".join(words[start:end])][tag] += 1
    return counts


def gmb_peoples(path: Path) -> frozenset[str]:
    """`peoples` of a GMB file."""
    return peoples(_label_counts(_gmb_sentences(path)))


def _spans(tags: Sequence[str]) -> Iterator[Ent]:
    start, open_label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, label = tag.partition("-")
        if open_label and (prefix != "I" or label != open_label):
            yield start, i, open_label
            open_label = ""
        if label and not open_label:
            start, open_label = i, label


def _rows(path: Path, word: int, tag: int, separator: str) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in (*lines, "\n"):
            if line.strip() and not line.startswith("# "):
                row = line.rstrip("\n").split(separator)
                words.append(row[word])
                tags.append(row[tag])
            elif words and not line.strip():
                yield words, tags
                words, tags = [], []


def _spaces(words: Sequence[str]) -> tuple[bool, ...]:
    """Where spaces stood, guessed from the words alone; straight double quotes open and close in turn."""
    spaces: list[bool] = []
    quoted = False
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == '"':
            quoted = not quoted
        tight = (
            word in _TIGHT_AFTER
            or following in _TIGHT_BEFORE
            or (word == '"' and quoted)
            or (following == '"' and quoted and word != '"')
        )
        spaces.append(not tight)
    return tuple(spaces)


def _gum_mentions(sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
    """(first word, word after the last, type, title of its Wikipedia page or "") of each mention."""
    opened: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for i, word in enumerate(sentence.words):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", word.misc)
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", found[1]) if found else ():
            fields = part.strip("()").split("-")
            if part.startswith("("):
                opened[fields[0]].append((i, fields))
            if part.endswith(")") and opened[fields[0]]:
                start, first = opened[fields[0]].pop()
                yield start, i + 1, first[1] if len(first) > 1 else "", "-".join(first[7:])


def _gum_name(sentence: Sentence, mention: Ent, head: int, title: str) -> Iterator[Ent]:
    start, end, label = mention
    words = [word.text for word in sentence.words]
    if label == "DATE":
        if words[head] in word_list("day") | word_list("month") or _YEAR.fullmatch(words[head]):
            yield from [mention] if end - start <= 6 else []
    elif sentence.words[head].pos == "PROPN":
        yield _titled(words, mention, head, title) or _proper(sentence, mention, head)


def _titled(words: Sequence[str], mention: Ent, head: int, title: str) -> Ent | None:
    """The part of the mention that is the title of its Wikipedia page."""
    wanted = re.sub(r"_\(.*|[_,]", "", title).lower()
    for start in range(mention[0], head + 1):
        for end in range(mention[1], head, -1):
            if wanted and "".join(words[start:end]).replace(",", "").lower() == wanted:
                return start, end, mention[2]
    return None


def _proper(sentence: Sentence, mention: Ent, head: int) -> Ent:
    """The run of proper nouns around the head, over hyphens, and "of", "for", "and" in organisations and events."""
    proper = [word.pos == "PROPN" for word in sentence.words]
    words = [word.text for word in sentence.words]
    joints = {"-"} | ({"of", "for", "and", "&"} if mention[2] in ("ORG", "EVENT") else set())
    start, end = head, head + 1
    while start > mention[0] and (
        proper[start - 1] or (words[start - 1] == "-" and start - 1 > mention[0] and proper[start - 2])
    ):
        start -= 1
    while end < mention[1]:
        following = words[end : end + 2]
        if proper[end]:
            end += 1
        elif words[end] in joints and end + 1 < mention[1] and proper[end + 1]:
            end += 2
        elif following in (["of", "the"], ["for", "the"]) and "of" in joints and end + 2 < mention[1] and proper[end + 2]:
            end += 3
        else:
            break
    return start, end, mention[2]
