"""Where can a sentence start? What the line breaks, quotes and abbreviations of news articles say before the parser runs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.symbols import ADJ, AUX, NOUN, PROPN, VERB  # type: ignore[import-not-found]  # missing in spaCy's stubs
from spacy.tokens import Doc, Span, Token

__all__ = ["COMPONENT", "Paragraphs", "abbreviations", "add_abbreviations", "sentence_starts", "trimmed"]

COMPONENT = "kg_paragraphs"

_ABBREVIATIONS = Path(__file__).with_name("abbreviations.tsv")
_PREFIXED = re.compile(r"(?i)(re|co)-[a-z]{3,}$").match
_NAMES = frozenset((PROPN, NOUN, ADJ))
_VERBS = frozenset((VERB, AUX))
_DASHES = frozenset(("-", "--", "–", "—"))
_LONGEST_DATELINE = 16  # words
_LINE_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")


def sentence_starts(doc: Doc) -> Iterator[bool | None]:
    """For each token: does a sentence start there (True), can none start there (False), or is that for the parser (None)?

    Paragraphs are never joined: the first word after a line break starts a sentence, and so does the first word after a
    dateline ("KYIV, Aug 20 (Agency) -"). Bullets and numbers at the start of a line belong to what follows; white space,
    closing quotes and brackets to what stands before; and a sentence goes on after a title or an initial, after a comma and
    after a word that no stop follows. A quote that ends in a full stop ends its sentence where a capital follows.
    """
    dateline_end = -1  # the word after the dateline of this line
    unread = fresh = wordless = True  # no word so far in the text, in the line; no letter in the line
    after_letters = False  # is the token before all letters?
    for i, (space, letters) in enumerate(doc.to_array(["IS_SPACE", "IS_ALPHA"]).tolist()):
        if after_letters and not (space or fresh or wordless or i <= dateline_end):
            yield False  # most tokens: the sentence goes on after a word
            after_letters = letters
            continue
        token = doc[i]
        after_letters = letters
        if space:
            fresh = wordless = fresh or not _LINE_BREAKS.isdisjoint(token.text)
            yield i == 0
            continue
        if fresh:
            dateline_end = _dateline_end(token)
            yield i == 0 or not unread
        elif i <= dateline_end:
            yield i == dateline_end
        elif wordless or _closes(token) or _goes_on(token):
            yield False
        elif _follows_quote(token):
            yield True
        else:
            yield None
        unread = fresh = False
        wordless = wordless and not any(map(str.isalpha, token.text))


def trimmed(sentence: Span) -> Span:
    """The sentence without the line breaks and other white space at its ends (they are tokens of the Doc); may be empty.

    >>> import spacy
    >>> doc = spacy.blank("en")("Oslo agreed.\\n\\n")
    >>> trimmed(doc[:]).text
    'Oslo agreed.'
    """
    start, end = sentence.start, sentence.end
    while start < end and sentence.doc[start].is_space:
        start += 1
    while start < end and sentence.doc[end - 1].is_space:
        end -= 1
    return sentence.doc[start:end]


def add_abbreviations(nlp: Language) -> None:
    """Make each shipped abbreviation, and "re-stated" and "co-host", one token of the tokenizer, where that is spaCy's own."""
    if getattr(nlp.tokenizer, "token_match", _PREFIXED) is None:
        nlp.tokenizer.token_match = _PREFIXED  # type: ignore[union-attr]
    for text in sorted(abbreviations()):
        if len(nlp.tokenizer(text)) > 1 and hasattr(nlp.tokenizer, "add_special_case"):
            nlp.tokenizer.add_special_case(text, [{"ORTH": text, "NORM": text}])


@cache
def abbreviations() -> frozenset[str]:
    """Abbreviations that a name always follows: the first column of `abbreviations.tsv`.

    >>> "Lt." in abbreviations(), "U.S." in abbreviations()
    (True, False)
    """
    with _ABBREVIATIONS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["text"] for row in csv.DictReader(file, delimiter="\t"))


def _dateline_end(first: Token) -> int:
    """Index of the word after the dateline that `first` opens, -1 if it opens none.

    A dateline opens in capitals and ends, after a bracket or a number, in a dash between spaces.
    """
    if not first.is_upper or len(first) < 3:
        return -1
    for dash in first.doc[first.i + 2 : first.i + _LONGEST_DATELINE]:
        before = dash.nbor(-1)
        if before.is_space or dash.i + 1 == len(dash.doc):
            return -1
        ends = before.is_right_punct or before.text[-1].isdigit()
        if dash.text in _DASHES and before.whitespace_ and dash.whitespace_ and ends:
            return dash.i + 1
    return -1


def _closes(token: Token) -> bool:
    """Punctuation that touches the word before it, unless it can only open a quote or a bracket."""
    if not token.is_punct:
        return False
    before = token.nbor(-1)
    touches = not before.whitespace_ and not before.is_space
    return touches and (token.is_right_punct or not token.is_left_punct)


def _follows_quote(token: Token) -> bool:
    """A capital or an opening quote after a full stop and the closing quote that touches it."""
    quote = token.nbor(-1)
    if not quote.is_quote or token.i < 2 or not (token.text[0].isupper() or token.is_quote):
        return False
    stop = token.nbor(-2)
    return stop.text == "." and not stop.whitespace_ and quote.is_right_punct and bool(quote.whitespace_)


def _goes_on(token: Token) -> bool:
    """Anything after a word or a comma, quotes and brackets between them aside; a name after an initial or an abbreviation."""
    before = token.nbor(-1)
    initial = len(before) == 2 and before.text[0].isupper() and before.text[1] == "." and token.text[0].isupper()
    if initial or before.text in abbreviations():
        return True
    while before.i > 0 and (before.is_quote or before.is_bracket):
        before = before.nbor(-1)
    return before.is_alpha or before.text == "," or before.text[-1].isdigit()


class Paragraphs:
    """The component `kg_paragraphs`: writes `sentence_starts` into a Doc; it stands before the parser.

    The parser keeps to what is set here and finds the other sentence starts itself. White space becomes a part of speech
    of its own, so that no line break is taken for a name; what is tagged as a verb or as a name becomes one, so that the
    lemmatizer reads "expelled" as a form of "expel".
    """

    def __call__(self, doc: Doc) -> Doc:
        """Set `Token.is_sent_start` where it is certain, and mark white space; the same Doc is returned."""
        starts = doc.to_array("SENT_START").astype(np.int64)
        rows = zip(doc.to_array(["TAG", "POS", "IS_SPACE"]).tolist(), sentence_starts(doc), strict=True)
        for i, ((tag, pos, space), start) in enumerate(rows):
            if start is not None:
                starts[i] = 1 if start else -1
            if space:
                token = doc[i]
                token.pos_, token.tag_ = "SPACE", "_SP"
                token.set_morph(None)  # type: ignore[attr-defined]  # missing in spaCy's stubs
            elif pos not in _VERBS and _begins(doc, tag, "VB"):
                doc[i].pos_ = "VERB"
            elif pos not in _NAMES and _begins(doc, tag, "NNP"):
                doc[i].pos_ = "PROPN"
        doc.from_array(["SENT_START"], starts.astype(np.uint64))  # type: ignore[arg-type]  # numpy's is none of thinc's types
        return doc


def _begins(doc: Doc, tag: int, start: str) -> bool:
    return bool(tag) and doc.vocab.strings[tag].startswith(start)
