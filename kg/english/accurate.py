"""How is English read more accurately? By a small transformer that onnxruntime runs; what `kg.english.load("accurate")` loads.

The tokenizer, `kg_paragraphs` and the lemmatizer are the shipped pipeline's; tags, parts of speech, morphology, heads,
relations and names come from one network, one sentence at a time, so that no sentence is read otherwise for its company.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.english import stops
from kg.english.pieces import WordPieces, shape
from kg.english.treebanks import spans
from kg.english.trees import best_names, tree_of_clauses
from kg.errors import ModelError

if TYPE_CHECKING:
    from spacy.training import Example
    from spacy.vocab import Vocab

__all__ = ["COMPONENT", "FOLDER", "Accurate", "Network", "Parse", "pipeline"]

COMPONENT = "kg_accurate"
FOLDER = Path(__file__).parent / "accurate"
MODEL, LABELS, VOCABULARY = "model.onnx", "labels.json", "vocab.txt"
INPUTS = ["pieces", "firsts", "shapes"]
OUTPUTS = ["tag", "morph", "name", "arcs", "relations"]

# What the network was trained on is shorter; longer sentences are cut, as their time grows with the square of it.
_LONGEST = 256  # pieces
_ASSIGNED = ["token.tag", "token.pos", "token.morph", "token.dep", "token.head", "token.is_sent_start", "doc.ents"]
_SCORED = ("tagger", "morphologizer", "parser", "ner")
_ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "DEP", "HEAD"]
_ROLES = {"nsubj": 1, "nsubj:pass": 1, "csubj": 1, "csubj:pass": 1, "obj": 2}  # a clause has one of each
_BARE = "xcomp"  # a clause without a subject of its own
_VERBS = frozenset(("VERB", "AUX"))
_META = {
    "name": "geo_news_accurate",
    "version": "0.1.0",
    "description": "English for political news by a small transformer: Universal Dependencies syntax, lemmas and names.",
}


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence: a value a word. `heads` are indices of words, a root's its own; `names` as in "B-ORG", "I-ORG", "O"."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]  # part of speech, space, features
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    names: tuple[str, ...]
    sure: float  # mean probability of the heads


class Network:
    """The trained network of a folder that `kg.english.quantise` wrote, on one core.

    Raises ModelError if onnxruntime isn't installed or the folder doesn't hold such a network.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise ModelError('the accurate pipeline needs onnxruntime: pip install "kg[accurate]"') from error
        missing = [name for name in (MODEL, LABELS, VOCABULARY) if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"folder {str(folder)!r} lacks {', '.join(missing)}: write them with kg.english.quantise")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # sentences differ in length: what is kept for one is seldom of use for another
        self._session = onnxruntime.InferenceSession(folder / MODEL, options, providers=["CPUExecutionProvider"])
        self._labels: dict[str, list[str]] = json.loads((folder / LABELS).read_text(encoding="utf-8"))
        self._names = tuple(self._labels["name"])
        self._roles = np.array([_ROLES.get(dep, 0) for dep in self._labels["dep"]])
        self._pieces = WordPieces(folder / VOCABULARY)

    def parse(self, words: Sequence[str]) -> Parse:
        """Labels of a sentence of at least one word; its heads make one tree."""
        tags, morphs, names, arcs, relations = self._run(words, OUTPUTS)
        deps = self._labels["dep"]
        heads = _log_softmax(arcs)
        tree = tree_of_clauses(heads, self._roles[relations], relations == deps.index(_BARE))
        return Parse(
            tags=tuple(self._labels["tag"][n] for n in tags),
            morphs=tuple(self._labels["morph"][n] for n in morphs),
            deps=tuple(deps[relations[word, head]] if head else "ROOT" for word, head in enumerate(tree)),
            heads=tuple(head - 1 if head else word for word, head in enumerate(tree)),
            names=tuple(best_names(names, self._names)),
            sure=float(np.exp(heads[range(len(tree)), tree]).mean()),
        )

    def names(self, words: Sequence[str]) -> list[str]:
        """The name tags of a sentence alone."""
        (scores,) = self._run(words, ["name"])
        return best_names(scores, self._names)

    def _run(self, words: Sequence[str], outputs: list[str]) -> list[NDArray[Any]]:
        row, firsts = self._pieces.row(words)
        rows = (row, firsts, [0, *map(shape, words)])
        given = {name: np.array(numbers, dtype=np.int64) for name, numbers in zip(INPUTS, rows, strict=True)}
        found: list[NDArray[Any]] = self._session.run(outputs, given)
        return found

    def parts(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """First word and word after the last of the parts that a sentence is read in: one, but for very long ones."""
        start, cut, size = 0, 0, 0
        for i, word in enumerate(words):
            length = len(self._pieces.pieces(word))
            if i > start and size + length + 2 > _LONGEST:
                end = cut if cut > start else i
                yield start, end
                start, size = end, sum(len(self._pieces.pieces(w)) for w in words[end:i])
            size += length
            if not any(map(str.isalnum, word)):
                cut = i + 1
        if words:
            yield start, len(words)


class Accurate:
    """The component `kg_accurate`: splits sentences, tags and parses them and finds names; it stands after `kg_paragraphs`.

    White space hangs on the word before it, with the relation "dep".
    """

    def __init__(self, vocab: Vocab, network: Network) -> None:
        self.vocab = vocab
        self.network = network

    def __call__(self, doc: Doc) -> Doc:
        """Set everything that is read from the tokens, lemmas aside; the same Doc is returned."""
        table = np.zeros((len(doc), len(_ATTRIBUTES)), dtype=np.int64)
        ents: list[Span] = []
        for sentence in stops.sentences(doc):
            for places in self._parts(sentence):
                ents += self._read(doc, places, table)
        doc.from_array(_ATTRIBUTES, table.astype(np.uint64))  # type: ignore[arg-type]  # numpy's is none of thinc's types
        doc.set_ents(ents)
        return doc

    def score(self, examples: Iterable[Example], **_: object) -> dict[str, Any]:
        """What spaCy's tagger, morphologizer, parser and names say of themselves in `nlp.evaluate`."""
        pairs = list(examples)
        scorers = (util.registry.get("scorers", f"spacy.{kind}_scorer.v1")() for kind in _SCORED)
        return {name: value for scorer in scorers for name, value in scorer(pairs).items()}

    def _parts(self, sentence: Span) -> Iterator[list[int]]:
        """Places of the tokens of each part of a sentence, white space too."""
        words = [token.i for token in sentence if not token.is_space]
        starts = [words[start] for start, _ in self.network.parts([sentence.doc[i].text for i in words])]
        bounds = [sentence.start, *starts[1:], sentence.end]
        yield from (list(range(*pair)) for pair in pairwise(bounds))

    def _read(self, doc: Doc, places: Sequence[int], table: NDArray[np.int64]) -> Iterator[Span]:
        """Fill the rows of a part; its names."""
        words = [i for i in places if not doc[i].is_space]
        anchor = (words or places)[0]
        for i in places:
            anchor = anchor if doc[i].is_space else i
            dep = "dep" if words else "ROOT" if i == anchor else "dep"
            table[i] = self._row("_SP", "SPACE ", dep, anchor - i)
        if not words:
            return
        parse = self.network.parse([doc[i].text for i in words])
        for i, tag, morph, dep, head in zip(words, parse.tags, parse.morphs, parse.deps, parse.heads, strict=True):
            table[i] = self._row(tag, morph, dep, words[head] - i)
        for start, end, label in spans(parse.names):
            yield Span(doc, words[start], words[end - 1] + 1, label)

    def _row(self, tag: str, morph: str, dep: str, head: int) -> tuple[int, ...]:
        pos, _, features = morph.partition(" ")
        pos = "VERB" if tag.startswith("VB") and pos not in _VERBS else pos  # the lemmatizer looks at it
        strings = self.vocab.strings
        numbers = (strings.add(tag), strings[pos], self.vocab.morphology.add(features), strings.add(dep))
        return (*(number - (1 << 64) if number >> 63 else number for number in numbers), head)


def pipeline(weights: Path) -> Language:
    """The pipeline `weights` with the network in place of its tagger, parser and names.

    Raises ModelError if onnxruntime isn't installed.
    """
    parts = set(util.load_meta(weights / "meta.json")["pipeline"])
    nlp = util.load_model(weights, exclude=parts - {"lemmatizer"})
    nlp.add_pipe(COMPONENT, first=True)
    nlp.meta.update(_META)
    return nlp


def _log_softmax(scores: NDArray[Any]) -> NDArray[np.float64]:
    shifted = scores.astype(np.float64) - scores.max(axis=-1, keepdims=True)
    logs: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


@Language.factory(COMPONENT, assigns=_ASSIGNED)
def make_accurate(nlp: Language, name: str) -> Accurate:
    """Factory of the component, with the shipped network."""
    return Accurate(nlp.vocab, Network())
