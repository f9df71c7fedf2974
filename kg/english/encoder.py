"""How does the teacher read pieces of words? With a pretrained encoder, BERT's or MPNet's kind, in plain torch.

Only the recipe needs it. The folder holds `vocab.txt`, `config.json` and `model.safetensors`; the README says where from.
"""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.errors import ModelError

__all__ = ["Encoder"]

_BUCKETS, _FARTHEST = 32, 128  # of relative positions


class _Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.norm, self.out_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (f(x).view(batch, length, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + bias
        mixed = scores.softmax(-1).to(v.dtype) @ v
        x = self.norm(x + self.dropout(self.o(mixed.transpose(1, 2).reshape(batch, length, width))))
        y: Tensor = self.out_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """The first layers of a pretrained encoder; gives the weighted mean of their outputs.

    MPNet's attention depends on the distance as well; its places are numbered after its padding.
    """

    def __init__(self, folder: Path, depth: int = 9, dropout: float = 0.1) -> None:
        super().__init__()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.width: int = config["hidden_size"]
        self.pad: int = config["pad_token_id"]
        heads = config["num_attention_heads"]
        far = config["model_type"] == "mpnet"
        self.words = nn.Embedding(config["vocab_size"], self.width)
        self.positions = nn.Embedding(config["max_position_embeddings"], self.width)
        self.kinds = nn.Embedding(0 if far else config["type_vocab_size"], self.width)
        self.distances = nn.Embedding(_BUCKETS if far else 0, heads)
        self.norm = nn.LayerNorm(self.width, eps=config["layer_norm_eps"])
        depth = min(depth, config["num_hidden_layers"])
        self.layers = nn.ModuleList(_Layer(self.width, heads, config["intermediate_size"], dropout) for _ in range(depth))
        self.shares = nn.Parameter(torch.zeros(depth))
        self.dropout = nn.Dropout(dropout)
        self._load(folder / "model.safetensors")
        for embedding in (self.words, self.positions, self.kinds, self.distances):
            embedding.weight.requires_grad_(False)

    def forward(self, pieces: Tensor) -> Tensor:
        """Vectors (batch, length, width) of pieces (batch, length), the shorter rows filled with the padding piece."""
        places = torch.arange(pieces.shape[1])
        bias = (pieces == self.pad)[:, None, None, :] * -1e9
        if len(self.distances.weight):
            x = self.words(pieces) + self.positions(places + self.pad + 1)
            bias = bias + self.distances(_bucket(places[None, :] - places[:, None])).permute(2, 0, 1)[None]
        else:
            x = self.words(pieces) + self.positions(places) + self.kinds.weight[0]
        x = self.dropout(self.norm(x))
        mixed = torch.zeros((), dtype=x.dtype)
        for share, layer in zip(self.shares.softmax(0), self.layers, strict=True):
            x = layer(x, bias)
            mixed = mixed + share * x
        return mixed

    def _load(self, path: Path) -> None:
        names = {f"attention.attn.{part}": part for part in "qkvo"}
        names |= {f"attention.self.{part}": part[0] for part in ("query", "key", "value")}
        names |= {"attention.output.dense": "o", "attention.LayerNorm": "norm", "attention.output.LayerNorm": "norm"}
        names |= {"intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "out_norm"}
        own = {"embeddings.LayerNorm": "norm", "embeddings.word_embeddings": "words", "embeddings.token_type_embeddings": "kinds"}
        own |= {"embeddings.position_embeddings": "positions", "encoder.relative_attention_bias": "distances"}
        for i in range(len(self.layers)):
            own |= {f"encoder.layer.{i}.{theirs}": f"layers.{i}.{ours}" for theirs, ours in names.items()}
        found = {}
        for name, value in _safetensors(path).items():
            stem, _, kind = name.rpartition(".")
            if stem in own:
                found[f"{own[stem]}.{kind}"] = value
        missing, _ = self.load_state_dict(found, strict=False)
        if not {"shares", "kinds.weight", "distances.weight"}.issuperset(missing):
            raise ModelError(f"encoder {str(path)!r} lacks {', '.join(missing)}: take one of the kind of BERT or MPNet")


def _bucket(distance: Tensor) -> Tensor:
    """Small distances one by one, larger ones by their logarithm, either way."""
    half = _BUCKETS // 2
    exact = half // 2
    far = distance.abs()
    log = exact + (torch.log(far.clamp(min=1) / exact) / math.log(_FARTHEST / exact) * (half - exact)).long()
    return (distance > 0) * half + torch.where(far < exact, far, log.clamp(max=half - 1))


def _safetensors(path: Path) -> dict[str, Tensor]:
    """Parameters by name: eight bytes with the length of a JSON head, the head, then the numbers."""
    raw = bytearray(path.read_bytes())
    (size,) = struct.unpack("<Q", raw[:8])
    head = json.loads(raw[8 : 8 + size])
    found = {}
    for name, entry in head.items():
        if entry.get("dtype") == "F32":
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            found[name] = torch.frombuffer(raw[start:end], dtype=torch.float32).reshape(entry["shape"])
    return found
