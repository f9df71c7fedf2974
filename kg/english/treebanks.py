"""How is a treebank read and written? CoNLL-U (Universal Dependencies), sentences with spaCy's tokens, annotated Docs."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.errors import ArticleError

__all__ = ["Sentence", "Word", "chunks", "iob", "read", "spans", "to_doc", "with_names", "write"]


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word: `head` is the index of its head in the sentence, its own for the root; `space` follows it or not.

    `name` is its place in a name ("B-ORG", "I-ORG"), "O" outside, empty where nobody knows.
    """

    text: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool
    misc: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a treebank; `document` and `id` are those of its source."""

    document: str
    id: str
    words: tuple[Word, ...]


@dataclass(slots=True)
class _Block:
    """The lines of one sentence while it is read."""

    id: str = ""
    rows: list[list[str]] = field(default_factory=list)
    fused: list[tuple[int, int, str, bool]] = field(default_factory=list)


def read(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file, in its order; those whose words can't be spaCy tokens are left out.

    Fused words ("don't") come as the syntactic words that spaCy's English tokenizer makes of them ("do", "n't").
    Left out are sentences with a word that holds a space, or a fused word whose parts can't be found in it.
    Raises ArticleError if the file is missing.
    """
    if not path.is_file():
        raise ArticleError(f"no treebank {str(path)!r}: the README of kg/english lists the files that the folder must hold")
    document = path.stem
    block = _Block()
    with path.open(encoding="utf-8") as lines:
        for line in (*lines, "\n"):
            key, _, value = line.strip().removeprefix("#").strip().partition(" = ")
            if line.startswith("#"):
                document = value if key == "newdoc id" else document
                block.id = value if key == "sent_id" else block.id
            elif line.strip():
                _add_row(block, line.rstrip("\n").split("\t"))
            elif block.rows:
                sentence = _sentence(document, block)
                block = _Block()
                if sentence is not None:
                    yield sentence


def chunks(
    sentences: Iterable[Sentence], rng: random.Random, sizes: Sequence[int] = (1, 1, 2, 2, 3, 5)
) -> Iterator[tuple[Sentence, ...]]:
    """Runs of consecutive sentences of one document, their lengths drawn from `sizes`: what one training Doc holds.

    Short on purpose: the parser's oracle takes time that grows with a Doc's length.
    """
    chunk: list[Sentence] = []
    size = 0
    for sentence in sentences:
        drawn = rng.choice(sizes)
        if chunk and (chunk[0].document != sentence.document or len(chunk) >= size):
            yield tuple(chunk)
            chunk = []
        if not chunk:
            size = drawn
        chunk.append(sentence)
    if chunk:
        yield tuple(chunk)


def to_doc(vocab: Vocab, sentences: Sequence[Sentence]) -> Doc:
    """One annotated Doc of the sentences, a space between them."""
    words: list[Word] = []
    heads: list[int] = []
    for sentence in sentences:
        heads += [len(words) + word.head for word in sentence.words]
        words += sentence.words
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.dep for word in words],
        ents=[word.name for word in words],
    )


def iob(length: int, ents: Iterable[tuple[int, int, str]]) -> list[str]:
    """Names (first word, word after the last, label) as one tag a word.

    >>> iob(4, [(1, 3, "ORG")])
    ['O', 'B-ORG', 'I-ORG', 'O']
    """
    tags = ["O"] * length
    for start, end, label in ents:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tags


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Names (first word, word after the last, label) from one tag a word: what `iob` makes, and what a network may.

    >>> list(spans(["O", "B-ORG", "I-ORG", "B-ORG"]))
    [(1, 3, 'ORG'), (3, 4, 'ORG')]
    """
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        goes_on = tag[:2] == "I-" and tag[2:] == label
        if label and not goes_on:
            yield start, i, label
            label = ""
        if tag != "O" and not goes_on:
            start, label = i, tag[2:]


def with_names(sentence: Sentence, tags: Sequence[str]) -> Sentence:
    """The sentence with a name tag for each word."""
    words = (replace(word, name=tag) for word, tag in zip(sentence.words, tags, strict=True))
    return replace(sentence, words=tuple(words))


def write(sentences: Iterable[Sentence], path: Path) -> None:
    """Write sentences as CoNLL-U, name tags in the last column; `read` gives the same words again, but no lemmas are kept."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        document = ""
        for sentence in sentences:
            if sentence.document != document:
                document = sentence.document
                file.write(f"# newdoc id = {document}\n")
            file.write(f"# sent_id = {sentence.id}\n")
            for i, word in enumerate(sentence.words, 1):
                head, dep = (0, "root") if word.dep == "ROOT" else (word.head + 1, word.dep)
                misc = "|".join([*["SpaceAfter=No"][word.space :], *[f"Name={word.name}"][: len(word.name)]]) or "_"
                row = (i, word.text, "_", word.pos, word.tag or "_", word.morph or "_", head, dep, "_", misc)
                file.write("\t".join(map(str, row)) + "\n")
            file.write("\n")


def _add_row(block: _Block, row: list[str]) -> None:
    if "-" in row[0]:
        start, end = map(int, row[0].split("-"))
        block.fused.append((start, end, row[1], "SpaceAfter=No" in row[9]))
    elif "." not in row[0]:  # words like 8.1 stand for what the text leaves out
        block.rows.append(row)


def _sentence(document: str, block: _Block) -> Sentence | None:
    texts = [row[1] for row in block.rows]
    spaces = ["SpaceAfter=No" not in row[9] for row in block.rows]
    for start, end, form, tight in block.fused:
        parts = _split(form, texts[start - 1 : end])
        if parts is None:
            return None
        texts[start - 1 : end] = parts
        spaces[start - 1 : end] = [False] * (end - start) + [not tight]
    if any(" " in text or "\u00a0" in text for text in texts):
        return None
    spaces[-1] = True
    rows = zip(block.rows, texts, spaces, strict=True)
    words = tuple(_word(i, row, text, space) for i, (row, text, space) in enumerate(rows))
    return Sentence(document, block.id, words)


def _split(form: str, parts: list[str]) -> list[str] | None:
    if "".join(parts) == form:
        return parts
    if len(parts) != 2 or len(form) < 2:
        return None
    cut = min(len(parts[0]), len(form) - 1)
    return [form[:cut], form[cut:]]


def _word(i: int, row: list[str], text: str, space: bool) -> Word:
    head = int(row[6]) - 1
    return Word(
        text=text,
        lemma=row[2] if row[2] != "_" or row[1] == "_" else row[1],
        pos=row[3],
        tag="" if row[4] == "_" else row[4],
        morph="" if row[5] == "_" else row[5],
        head=i if head < 0 else head,
        dep="ROOT" if head < 0 else row[7],
        space=space,
        misc=row[9],
        name=next((part[5:] for part in row[9].split("|") if part.startswith("Name=")), ""),
    )
