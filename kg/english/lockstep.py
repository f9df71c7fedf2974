"""How do spaCy's parser and its search for names go faster, with the same result? More steps are taken at once.

What the network for names says of a token outside of names depends on that token alone; only within a name does it look at
the name's first word. So all tokens are scored in one go, and then all names that may have begun are followed side by side.
The parser takes one step in each Doc of a group at a time, which costs hardly more for many Docs than for a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.pipeline import DependencyParser, EntityRecognizer
    from spacy.tokens import Doc
    from thinc.api import Model

__all__ = ["Heads", "Names", "fits"]

_FEATURES = 3  # the next token, the first token of the open name, the token before
_NEVER = -np.inf
_GROUP = 8_000  # tokens that are parsed side by side: what the parser keeps of them takes 8 kB each


def fits(ner: EntityRecognizer) -> bool:
    """Is this a network whose decisions are known here: greedy, on the CPU, with one hidden layer and three features?"""
    model = ner.model
    known = model.name == "parser_model" and model.attrs.get("has_upper") and ner.cfg.get("beam_width") == 1
    return bool(known and model.ops.name == "numpy" and model.get_ref("lower").get_dim("nF") == _FEATURES)


class _InPlace:
    """Stands in a pipeline in place of one of its components, and is that component in all that isn't defined here."""

    def __init__(self, component: Any) -> None:
        self.stock = component

    def __getattr__(self, name: str) -> Any:
        if name == "stock":  # while it is copied
            raise AttributeError(name)
        return getattr(self.stock, name)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc; the same Doc is returned."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Annotate Docs, `batch_size` at a time."""
        raise NotImplementedError


class Heads(_InPlace):
    """In place of the parser: reads larger groups of Docs.

    >>> import kg.english
    >>> nlp = kg.english.load()
    >>> [token.head.text for token in next(nlp.pipe(["Oslo agreed."]))]
    ['agreed', 'agreed', 'agreed']
    """

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Parse Docs, `batch_size` at a time."""
        parser: DependencyParser = self.stock
        for batch in _batches(stream, batch_size):
            for group in _groups(sorted(batch, key=len)):
                parser.set_annotations(group, parser.predict(group))
            yield from batch


class Names(_InPlace):
    """In place of the entity recogniser: finds the same names.

    >>> import kg.english
    >>> nlp = kg.english.load()
    >>> [(name.text, name.label_) for name in nlp("Talks between Norway and the United States failed.").ents]
    [('Norway', 'GPE'), ('United States', 'GPE')]
    """

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Set the names of Docs, `batch_size` at a time; those that have names already are left to spaCy."""
        for batch in _batches(stream, batch_size):
            if any(map(_has_names, batch)) or not any(map(len, batch)):
                yield from self.stock.pipe(batch)
            else:
                for doc, names in zip(batch, self._names(batch), strict=True):
                    doc.set_ents(names, default="outside")
                yield from batch

    def _names(self, docs: Sequence[Doc]) -> Iterator[list[Any]]:
        from spacy.tokens import Span

        network = _Network(self.stock)
        vectors = network.vectors(docs)
        last = np.concatenate([_last_of_sentences(doc) for doc in docs])
        space = np.concatenate([doc.to_array("IS_SPACE").astype(bool) for doc in docs])
        begun, label, end = network.follow(vectors, last, space)
        offset = 0
        for doc in docs:
            names = []
            free = 0  # the first token after the last name
            here = slice(*np.searchsorted(begun, [offset, offset + len(doc)]))
            for first, after, kind in zip(begun[here].tolist(), end[here].tolist(), label[here].tolist(), strict=True):
                if first - offset >= free:
                    free = after - offset
                    names.append(Span(doc, first - offset, free, label=network.labels[kind]))
            yield names
            offset += len(doc)


class _Network:
    """The network of an entity recogniser, and which of its numbers stands for which decision."""

    def __init__(self, ner: EntityRecognizer) -> None:
        self._tokens: Model[Any, Any] = ner.model.get_ref("tok2vec")
        self._lower: Model[Any, Any] = ner.model.get_ref("lower")
        upper = ner.model.get_ref("upper")
        self._weights, self._bias = upper.get_param("W").T, upper.get_param("b").copy()
        self._bias[sorted(ner.model.attrs["unseen_classes"])] = _NEVER
        moves = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
        kinds = [move[2:] for move in moves]
        self.labels = sorted(set(filter(None, kinds)))
        self._kind = np.array([self.labels.index(kind) if kind else -1 for kind in kinds])
        self._opens = np.array([move[0] == "B" and bool(move[2:]) for move in moves])
        self._single = np.array([move[0] == "U" and bool(move[2:]) for move in moves])
        self._outside = np.array([move == "O" for move in moves])
        self._inner = np.array([moves.index(f"I-{label}") for label in self.labels])
        self._closing = np.array([moves.index(f"L-{label}") for label in self.labels])

    def vectors(self, docs: Sequence[Doc]) -> NDArray[np.float32]:
        """Token (that of no token first), feature, hidden unit, piece."""
        found: NDArray[np.float32] = self._lower.predict(self._tokens.predict(docs))
        return found

    def follow(
        self, vectors: NDArray[np.float32], last: NDArray[np.bool_], space: NDArray[np.bool_]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Where names may begin, their kinds, and the token after each.

        `last` says which tokens can have no name go on after them, `space` which ones are white space.
        """
        none = vectors[0]
        scores = self._scores(vectors[1:, 0] + none[1] + none[2])
        scores[:, ~(self._opens | self._single | self._outside)] = _NEVER
        scores[np.ix_(last | space, self._opens)] = _NEVER
        scores[np.ix_(space, self._single)] = _NEVER
        move = scores.argmax(axis=1)
        begun = np.flatnonzero(~self._outside[move])
        kind = self._kind[move[begun]]
        end = begun + 1
        going = np.flatnonzero(self._opens[move[begun]])  # which of them go on
        while len(going):
            here = end[going]
            scores = self._scores(vectors[here + 1, 0] + vectors[begun[going] + 1, 1] + vectors[here, 2])
            rows, inner, closing = np.arange(len(going)), self._inner[kind[going]], self._closing[kind[going]]
            goes_on = scores[rows, inner] >= scores[rows, closing]  # of equals spaCy takes the first
            end[going] += 1
            going = going[goes_on & ~last[here]]
        return begun, kind, end

    def _scores(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        hidden = (features + self._lower.get_param("b")).max(axis=2)
        scores: NDArray[np.float32] = hidden @ self._weights + self._bias
        return scores


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs = iter(stream)
    while batch := list(islice(docs, size)):
        yield batch


def _groups(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Runs of Docs of up to _GROUP tokens together; a Doc of more is a group of its own."""
    group: list[Doc] = []
    for doc in docs:
        if group and sum(map(len, group)) + len(doc) > _GROUP:
            yield group
            group = []
        group.append(doc)
    if group:
        yield group


def _has_names(doc: Doc) -> bool:
    return bool(doc.to_array("ENT_IOB").any())


def _last_of_sentences(doc: Doc) -> NDArray[np.bool_]:
    starts = doc.to_array("SENT_START") == 1
    return np.append(starts[1:], np.ones(min(len(doc), 1), dtype=bool))
