"""How do treebanks become news? Curly quotes, headlines, line breaks, missing stops and verbs that treebanks lack."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.english.treebanks import Sentence, Word

__all__ = [
    "capitals",
    "curly",
    "headline",
    "line_break",
    "other_names",
    "particle_verb",
    "undotted",
    "unstopped",
    "without_dots",
]

_VERBS = Path(__file__).with_name("particle_verbs.tsv")
# Kept in lower case by headlines' title case.
_SMALL = frozenset({"ADP", "DET", "CCONJ", "PART"})
_OPENING, _CLOSING = "``", "''"


def curly(sentence: Sentence) -> Sentence:
    """Typographic quotes and apostrophes instead of straight ones; which way a quote turns is in its tag."""
    return replace(sentence, words=tuple(_curly(word) for word in sentence.words))


def undotted(sentence: Sentence) -> Sentence:
    """Abbreviations of two or more capitals without their points."""
    return replace(sentence, words=tuple(replace(word, text=without_dots(word.text)) for word in sentence.words))


def without_dots(word: str) -> str:
    """ "US" for "U.S.": an abbreviation of two or more capitals without its points; other words as they are.

    >>> without_dots("U.S."), without_dots("J."), without_dots("end.")
    ('US', 'J.', 'end.')
    """
    *letters, last = word.split(".")
    dotted = len(letters) > 1 and not last and all(len(letter) == 1 and letter.isupper() for letter in letters)
    return "".join(letters) if dotted else word


def unstopped(sentence: Sentence) -> Sentence:
    """Without its final stop, as headlines, captions and list items are; unchanged where nothing would be left."""
    *words, last = sentence.words
    if last.text != "." or not words or any(word.head == len(words) for word in words):
        return sentence
    words[-1] = replace(words[-1], space=True)
    return replace(sentence, words=tuple(words))


def headline(sentence: Sentence) -> Sentence:
    """In Title Case and without its final stop."""
    short = unstopped(sentence)
    words = tuple(word if word.pos in _SMALL and i else _capitalised(word) for i, word in enumerate(short.words))
    return replace(short, words=words)


def capitals(sentence: Sentence) -> Sentence:
    """IN CAPITALS and without its final stop."""
    short = unstopped(sentence)
    return replace(short, words=tuple(replace(word, text=word.text.upper()) for word in short.words))


def line_break(sentence: Sentence, rng: random.Random) -> Sentence:
    """Followed by a line break, which is a token of its own, as in the text of an article.

    It hangs on the word before it; tag and part of speech stay unset, so that they teach nothing.
    """
    last = len(sentence.words) - 1
    text = rng.choice(("\n", "\n\n"))
    space = Word(text=text, lemma=text, pos="", tag="", morph="", head=last, dep="dep", space=False, name="O")
    words = (*sentence.words[:-1], replace(sentence.words[-1], space=False), space)
    return replace(sentence, words=words)


def particle_verb(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """The sentence with a verb that has a gerund as its object ("considered sending") replaced by one with a particle.

    Treebanks hardly hold "ruled out sending", so a parser that learnt from them takes the gerund for an adverbial clause.
    None where the sentence has no such verb.
    """
    verb = next((i for i, word in enumerate(sentence.words) if _takes_gerund(sentence.words, i)), None)
    if verb is None:
        return None
    table = rng.choice(_particle_verbs())
    old = sentence.words[verb]
    text = table[old.tag].capitalize() if old.text[0].isupper() else table[old.tag]
    new = replace(old, text=text, lemma=table["VB"], space=True)
    words = [replace(word, head=word.head + (word.head > verb)) for word in sentence.words]
    words[verb] = replace(new, head=words[verb].head)
    particle = Word(table["particle"], table["particle"], "ADP", "RP", "", verb, "compound:prt", old.space, name=old.name)
    return replace(sentence, words=(*words[: verb + 1], particle, *words[verb + 1 :]))


def other_names(sentence: Sentence, names: Mapping[tuple[str, int], Sequence[str]], rng: random.Random) -> Sentence:
    """The sentence with each name of a known kind and length replaced by another such name, so that its syntax stays.

    `names` holds, by label and number of words, names in the form of their words, with spaces between.
    """
    words = list(sentence.words)
    for start, word in enumerate(words):
        if word.name[:2] != "B-":
            continue
        label, end = word.name[2:], start + 1
        while end < len(words) and words[end].name == f"I-{label}":
            end += 1
        known = names.get((label, end - start), ())
        if known and all(word.text[0].isupper() for word in words[start:end]) and rng.random() < 0.7:
            other = rng.choice(known).split(" ")
            words[start:end] = [replace(old, text=text) for old, text in zip(words[start:end], other, strict=True)]
    return replace(sentence, words=tuple(words))


def _curly(word: Word) -> Word:
    text = word.text
    if text in ('"', "'"):
        pair = "“”" if text == '"' else "‘’"
        return replace(word, text=pair[0] if word.tag == _OPENING else pair[1])
    if "'" in text and len(text) <= 4:
        return replace(word, text=text.replace("'", "’"))
    return word


def _capitalised(word: Word) -> Word:
    return replace(word, text=word.text[0].upper() + word.text[1:])


def _takes_gerund(words: Sequence[Word], verb: int) -> bool:
    """Verb directly followed by its clausal object in -ing, with no subject or marker of its own."""
    if words[verb].pos != "VERB" or not words[verb].tag.startswith("VB") or verb + 1 >= len(words):
        return False
    gerund = words[verb + 1]
    if gerund.tag != "VBG" or gerund.head != verb or gerund.dep not in ("xcomp", "ccomp"):
        return False
    inner = {word.dep for word in words if word.head == verb + 1}
    outer = {word.dep for word in words if word.head == verb}
    return not inner & {"nsubj", "nsubj:pass", "mark"} and not outer & {"obj", "compound:prt", "aux:pass"}


@cache
def _particle_verbs() -> tuple[Mapping[str, str], ...]:
    with _VERBS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t"))
