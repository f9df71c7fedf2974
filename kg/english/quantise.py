"""How does the teacher become small enough to ship? As an ONNX graph whose weights are numbers of eight bits.

python -m kg.english.quantise TEACHER_FILE ENCODER_DIR OUT_DIR

TEACHER_FILE is what `kg.english.teacher` wrote; ENCODER_DIR holds the encoder it began with. OUT_DIR gets `model.onnx`,
`labels.json` and `vocab.txt`: what `kg.english.accurate` reads. Needs torch, onnx and onnxruntime; only the recipe uses it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime import quantization
from onnxruntime.quantization import shape_inference
from torch import Tensor, nn

from kg.english.accurate import INPUTS, LABELS, MODEL, OUTPUTS, VOCABULARY
from kg.english.pieces import shape
from kg.english.teacher import Teacher

__all__ = ["Sentence", "export"]

_EXAMPLE = ("Oslo", "pays", ".")


class Sentence(nn.Module):
    """The teacher for one sentence: numbers of the best labels, scores of names and heads, the best relation to each head."""

    def __init__(self, teacher: Teacher) -> None:
        super().__init__()
        self.teacher = teacher
        self.count, self.width, _ = teacher.relation.shape
        self.root = teacher.labels["dep"].index("ROOT")
        # As one matrix, which is quantised, and is multiplied once a word rather than once a pair of words.
        self.relation = nn.Parameter(teacher.relation.detach().permute(1, 0, 2).reshape(self.width, -1))

    def forward(self, pieces: Tensor, firsts: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """Tags, morphology (word); scores of names (word, label), of heads (word, head; 0: root); relations (word, head)."""
        teacher = self.teacher
        vectors = teacher.encoder(pieces[None])[0]
        x = torch.cat([vectors[firsts], teacher.shapes(shapes)], dim=-1)
        tags, morphs, names = (teacher.flat[kind](x[1:]) for kind in OUTPUTS[:3])
        dependent, head = (_with_one(layer(x)) for layer in teacher.arcs)
        arcs = dependent[1:] @ teacher.arc @ head[:, :-1].T
        dependent, head = (_with_one(layer(x)) for layer in teacher.relations)
        relations = (dependent[1:] @ self.relation).view(-1, self.width) @ head.T
        relations = relations.view(-1, self.count, x.shape[0])
        never = torch.zeros(self.count).index_fill(0, torch.tensor(self.root), -1e9)
        return tags.argmax(-1), morphs.argmax(-1), names, arcs, (relations + never[None, :, None]).argmax(1)


def export(teacher: Teacher, folder: Path, out: Path) -> None:
    """Write the graph with weights of eight bits, the labels and the vocabulary.

    Each column of a matrix has its own scale. Weights keep to seven bits, since the sums of products of processors
    without VNNI overflow otherwise, which would give other parses there; it costs no accuracy.
    """
    teacher.eval()
    row, firsts = teacher.pieces.row(_EXAMPLE)
    example = tuple(torch.tensor(numbers) for numbers in (row, firsts, [0, *map(shape, _EXAMPLE)]))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full, plain = Path(scratch, "full.onnx"), Path(scratch, "plain.onnx")
        torch.onnx.export(
            Sentence(teacher).eval(),
            example,
            full,
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes={"pieces": {0: "pieces"}, "firsts": {0: "places"}, "shapes": {0: "places"}},
            opset_version=17,
            dynamo=False,
        )
        shape_inference.quant_pre_process(full, plain, skip_symbolic_shape=True)
        quantization.quantize_dynamic(
            plain, out / MODEL, per_channel=True, reduce_range=True, extra_options={"MatMulConstBOnly": True}
        )
    (out / LABELS).write_text(json.dumps(teacher.labels, indent=0) + "\n", encoding="utf-8")
    shutil.copyfile(folder / "vocab.txt", out / VOCABULARY)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make the model of kg[accurate] from the trained network.")
    parser.add_argument("teacher", type=Path, help="file with the parameters")
    parser.add_argument("encoder", type=Path, help="folder with the pretrained encoder")
    parser.add_argument("out", type=Path, help="folder for the model")
    options = parser.parse_args()
    saved = torch.load(options.teacher, weights_only=True)
    teacher = Teacher(options.encoder, saved["labels"])
    teacher.load_state_dict(saved["parameters"])
    export(teacher, options.encoder, options.out)


if __name__ == "__main__":
    main()
