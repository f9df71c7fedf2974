"""How is raw text labelled for training? A larger network learns the treebanks and names, then reads what has no labels.

python -m kg.english.teacher DATA_DIR ENCODER_DIR OUT_FILE [--passes 5] [--seed 0]

It is far too slow for the package: it needs torch, and only the recipe uses it. ENCODER_DIR holds a pretrained encoder.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.english import augment, names, treebanks
from kg.english.encoder import Encoder
from kg.english.names import Ent
from kg.english.pieces import SHAPES, WordPieces, shape
from kg.english.prepare import DEV, TRAIN, named
from kg.english.treebanks import Sentence, Word
from kg.english.trees import best_names, best_tree

__all__ = ["Labelled", "Teacher", "gold", "train"]

_UNSET = -100  # torch's sign for a place that isn't learnt from
_LONGEST = 160  # words
# Pieces a batch, and what lengths are rounded up to: few shapes, since each new one costs torch some time on a CPU.
_BATCH, _STEP = 1536, 8


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with syntax and names, either of them possibly missing; `sure` is the mean probability of its heads."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    syntax: tuple[Word, ...] | None
    ents: tuple[Ent, ...] | None
    sure: float = 1.0


class Teacher(nn.Module):
    """Encoder, then one layer each for tags, morphology and names, and biaffine scores for heads and relations."""

    def __init__(self, folder: Path, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.pieces = WordPieces(folder / "vocab.txt")
        self.encoder = Encoder(folder)
        self.labels = labels
        self._numbers = {kind: {label: i for i, label in enumerate(known)} for kind, known in labels.items()}
        self.shapes = nn.Embedding(SHAPES, 32)
        width = self.encoder.width + 32
        self.flat = nn.ModuleDict({kind: nn.Linear(width, len(labels[kind])) for kind in ("tag", "morph", "name")})
        self.arcs = nn.ModuleList(_perceptron(width, 400) for _ in range(2))
        self.relations = nn.ModuleList(_perceptron(width, 128) for _ in range(2))
        self.arc = nn.Parameter(torch.empty(401, 400).normal_(std=0.02))
        self.relation = nn.Parameter(torch.zeros(len(labels["dep"]), 129, 129))
        self.dropout = nn.Dropout(0.33)

    def forward(self, batch: Sequence[Sequence[str]]) -> tuple[dict[str, Tensor], Tensor, Tensor, Tensor]:
        """Scores of tags, morphology and names; scores of heads (batch, word, head: 0 is the root); both relation vectors."""
        pieces, firsts = self._rows(batch)
        width = firsts.shape[1]
        shapes = _padded([[0, *map(shape, words)] for words in batch], 0, width)
        vectors = self.encoder(pieces)
        rows = torch.arange(len(batch))[:, None]
        x = self.dropout(torch.cat([vectors[rows, firsts], self.shapes(shapes)], dim=-1))
        flat = {kind: layer(x[:, 1:]) for kind, layer in self.flat.items()}
        dependent, head = (layer(x) for layer in self.arcs)
        arcs = _with_one(dependent[:, 1:]) @ self.arc.to(head.dtype) @ head.transpose(1, 2)
        real = _padded([[1] * (len(words) + 1) for words in batch], 0, width)
        arcs = arcs.float() + (real == 0)[:, None, :] * -1e9
        dependent, head = (_with_one(layer(x)) for layer in self.relations)
        return flat, arcs, dependent[:, 1:], head

    def relation_scores(self, dependent: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Scores (batch, word, relation) of the relations to the given heads."""
        chosen = head[torch.arange(len(heads))[:, None], heads]
        return torch.einsum("bwi,rij,bwj->bwr", dependent, self.relation.to(chosen.dtype), chosen)

    def loss(self, batch: Sequence[Labelled]) -> Tensor:
        """Mean loss of one batch, all kinds of labels added up."""
        flat, arcs, dependent, head = self(self._filled([sentence.words for sentence in batch]))
        rest: list[list[int]] = [[]] * (len(arcs) - len(batch))
        width = arcs.shape[1]
        wanted = {kind: _padded([*(self._known(kind, s) for s in batch), *rest], _UNSET, width) for kind in (*flat, "dep")}
        heads = _padded([*map(_heads, batch), *rest], _UNSET, width)
        total = _loss(arcs, heads)
        total = total + _loss(self.relation_scores(dependent, head, heads.clamp(min=0)), wanted["dep"])
        for kind, scores in flat.items():
            total = total + _loss(scores, wanted[kind])
        return total

    @torch.no_grad()
    def label(self, sentences: Sequence[tuple[Sequence[str], Sequence[bool]]]) -> Iterator[Labelled]:
        """The sentences (words, whether a space follows each) with syntax and names, in batches by length but in order."""
        self.eval()
        found: dict[int, Labelled] = {}
        sizes = [self.size(words) for words, _ in sentences]
        for group in _batches(sorted(range(len(sizes)), key=sizes.__getitem__), sizes):
            words = [sentences[i][0] for i in group]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                flat, arcs, dependent, head = self(self._filled(words))
                chances = arcs.log_softmax(-1)
                trees = [best_tree(c[: len(w), : len(w) + 1].numpy()) for w, c in zip(words, chances, strict=False)]
                rest: list[list[int]] = [[]] * (len(arcs) - len(group))
                heads = _padded([*trees, *rest], 0, arcs.shape[1])
                deps = self._relations(self.relation_scores(dependent, head, heads), trees)
            best = {kind: scores.argmax(-1).tolist() for kind, scores in flat.items()}
            for row, i in enumerate(group):
                own = {kind: [self.labels[kind][n] for n in numbers[row]] for kind, numbers in best.items()}
                scores = flat["name"][row, : len(trees[row])].float().numpy()
                own["name"] = best_names(scores, tuple(self.labels["name"]))
                sure = sum(math.exp(chances[row, w, h]) for w, h in enumerate(trees[row])) / len(trees[row])
                found[i] = _labelled(*sentences[i], trees[row], deps[row], own, sure)
        yield from (found[i] for i in range(len(sentences)))

    def _relations(self, scores: Tensor, trees: Sequence[Sequence[int]]) -> list[list[str]]:
        root = self._numbers["dep"]["ROOT"]
        scores = scores.float()
        scores[..., root] = -1e9
        best = scores.argmax(-1).tolist()
        return [
            ["ROOT" if head == 0 else self.labels["dep"][best[row][w]] for w, head in enumerate(heads)]
            for row, heads in enumerate(trees)
        ]

    def _known(self, kind: str, sentence: Labelled) -> list[int]:
        texts = _iob(sentence) if kind == "name" else [_text(kind, word) for word in sentence.syntax or ()]
        return [self._numbers[kind].get(text, _UNSET) for text in texts]

    def size(self, words: Sequence[str]) -> int:
        """How many pieces a sentence takes, both ends included."""
        return sum(len(self.pieces.pieces(word)) for word in words) + 2

    def _filled(self, batch: Sequence[Sequence[str]]) -> list[Sequence[str]]:
        """The sentences, and empty ones up to the number that the batch could hold."""
        return [*batch, *[()] * (_BATCH // _rounded(max(map(self.size, batch))) - len(batch))]

    def _rows(self, batch: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
        rows, firsts = [], []
        for words in batch:
            row, first = [self.pieces.start], [0]
            for word in words:
                first.append(len(row))
                row += self.pieces.pieces(word)
            rows.append([*row[:510], self.pieces.end])
            firsts.append([min(place, 510) for place in first])
        return _padded(rows, self.pieces.pad, _rounded(max(map(len, rows)))), _padded(firsts, 0, _rounded(max(map(len, firsts))))


def gold(data: Path, files: Sequence[str], rng: random.Random | None) -> list[Labelled]:
    """Sentences of treebanks with syntax and, where a corpus has them, names; with `rng`, more verbs with particles."""
    folk = names.gmb_peoples(data / "gmb.csv")
    found = []
    for file in files:
        for sentence in named(data, file, folk):
            found.append(_of(sentence))
            changed = augment.particle_verb(sentence, rng) if rng else None
            found += [_of(changed)] * 2 if changed else []
    return [sentence for sentence in found if len(sentence.words) <= _LONGEST]


def train(data: Path, folder: Path, passes: int, seed: int) -> Teacher:
    """Fine-tune the encoder and everything on top of it."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    sentences = gold(data, TRAIN, rng)
    folk = names.gmb_peoples(data / "gmb.csv")
    wiki = (names.with_silver(sentence, folk) for sentence in names.wikigold(data / "wikigold.conll"))
    sentences += [Labelled(s.words, s.spaces, None, s.ents) for s in wiki if len(s.words) <= _LONGEST]
    labels = {kind: sorted({_text(kind, word) for s in sentences for word in s.syntax or ()}) for kind in ("tag", "morph", "dep")}
    labels["name"] = sorted({label for s in sentences if s.ents for label in _iob(s)})
    teacher = Teacher(folder, labels)
    near = [p for name, p in teacher.named_parameters() if p.requires_grad and not name.startswith("encoder.layers")]
    groups = [{"params": list(teacher.encoder.layers.parameters()), "lr": 1.5e-4}, {"params": near, "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    sizes = [teacher.size(sentence.words) for sentence in sentences]
    plan = [list(_shuffled(sizes, rng)) for _ in range(passes)]
    steps = sum(map(len, plan))
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / (0.08 * steps), (steps - n) / (0.92 * steps)))
    start, losses = time.monotonic(), 0.0
    teacher.train()
    for step, group in enumerate([group for groups_ in plan for group in groups_], 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = teacher.loss([_varied(sentences[i], rng) for i in group])
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(teacher.parameters(), 5.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rate.step()
        losses = 0.98 * losses + 0.02 * loss.item()
        if step % 25 == 0:
            print(f"{step}/{steps} loss {losses / (1 - 0.98**step):.3f} {time.monotonic() - start:.0f} s", flush=True)
    return teacher


def scores(teacher: Teacher, sentences: Sequence[Labelled]) -> dict[str, float]:
    """Per cent of words, punctuation aside, with the right head (UAS), head and relation (LAS), tag; F of names."""
    right = {"UAS": 0, "LAS": 0, "tag": 0}
    count, found, true, both = 0, 0, 0, 0
    for sentence, own in zip(sentences, teacher.label([(s.words, s.spaces) for s in sentences]), strict=True):
        for word, guess in zip(sentence.syntax or (), own.syntax or (), strict=False):
            if word.dep != "punct" and sentence.syntax:
                count += 1
                right["UAS"] += word.head == guess.head
                right["LAS"] += word.head == guess.head and word.dep == guess.dep
                right["tag"] += word.tag == guess.tag
        if sentence.ents is not None and own.ents is not None:
            found += len(own.ents)
            true += len(sentence.ents)
            both += len(set(own.ents) & set(sentence.ents))
    return {key: 100 * n / max(1, count) for key, n in right.items()} | {"names": 200 * both / max(1, found + true)}


def _perceptron(width: int, out: int) -> nn.Module:
    return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(0.33))


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


def _loss(scored: Tensor, wanted: Tensor) -> Tensor:
    flat = scored.float().flatten(0, 1)
    return functional.cross_entropy(flat, wanted.flatten(), ignore_index=_UNSET, reduction="sum") / max(
        1, int((wanted != _UNSET).sum())
    )


def _padded(rows: Sequence[Sequence[int]], filler: int, width: int = 0) -> Tensor:
    width = width or max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (width - len(row))] for row in rows])


def _text(kind: str, word: Word) -> str:
    return word.tag if kind == "tag" else word.dep if kind == "dep" else f"{word.pos} {word.morph}"


def _heads(sentence: Labelled) -> list[int]:
    return [0 if word.dep == "ROOT" else word.head + 1 for word in sentence.syntax] if sentence.syntax else [_UNSET]


def _iob(sentence: Labelled) -> list[str]:
    return [] if sentence.ents is None else treebanks.iob(len(sentence.words), sentence.ents)


def _labelled(
    words: Sequence[str],
    spaces: Sequence[bool],
    heads: Sequence[int],
    deps: Sequence[str],
    own: dict[str, list[str]],
    sure: float,
) -> Labelled:
    syntax = []
    rows = zip(words, spaces, heads, deps, own["tag"], own["morph"], strict=False)
    for i, (word, space, head, dep, tag, morph) in enumerate(rows):
        pos, _, features = morph.partition(" ")
        syntax.append(Word(word, "", pos, tag, features, head - 1 if head else i, dep, space))
    return Labelled(tuple(words), tuple(spaces), tuple(syntax), tuple(treebanks.spans(own["name"][: len(words)])), sure)


def _rounded(length: int) -> int:
    return -(-length // _STEP) * _STEP


def _batches(order: Iterable[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    group: list[int] = []
    longest = 0
    for i in order:
        longest = max(longest, _rounded(sizes[i]))
        if group and (len(group) + 1) * longest > _BATCH:
            yield group
            group, longest = [], _rounded(sizes[i])
        group.append(i)
    if group:
        yield group


def _shuffled(sizes: Sequence[int], rng: random.Random) -> Iterator[list[int]]:
    """Batches of sentences of about the same length, in no order."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i] + 3 * rng.random())
    groups = list(_batches(order, sizes))
    rng.shuffle(groups)
    yield from groups


def _varied(sentence: Labelled, rng: random.Random) -> Labelled:
    """Now and then in capitals or in title case: the pieces stay the same, the shapes don't."""
    chance = rng.random()
    if chance > 0.06:
        return sentence
    words = tuple(word.upper() if chance < 0.02 else word[0].upper() + word[1:] for word in sentence.words)
    return Labelled(words, sentence.spaces, sentence.syntax, sentence.ents)


def _of(sentence: Sentence) -> Labelled:
    words = sentence.words
    ents = tuple(treebanks.spans([word.name for word in words])) if words[0].name else None
    return Labelled(tuple(w.text for w in words), tuple(w.space for w in words), words, ents)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train the network that labels raw text; needs torch.")
    parser.add_argument("data", type=Path, help="folder with the treebanks and name corpora")
    parser.add_argument("encoder", type=Path, help="folder with the pretrained encoder")
    parser.add_argument("out", type=Path, help="file for the parameters")
    parser.add_argument("--passes", type=int, default=5, help="how often the treebanks are read")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    teacher = train(options.data, options.encoder, options.passes, options.seed)
    torch.save({"labels": teacher.labels, "parameters": teacher.state_dict()}, options.out)
    print(scores(teacher, gold(options.data, DEV, None)))


if __name__ == "__main__":
    main()
