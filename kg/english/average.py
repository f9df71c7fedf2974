"""What is the mean of two trainings? Often better than either, where one went on from the other.

python -m kg.english.average FIRST SECOND OUT_DIR [--share 0.5]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Model

__all__ = ["average"]


def average(first: Path, second: Path, share: float = 0.5) -> Language:
    """The first pipeline, each parameter moved towards the second's by `share` (0: the first, 1: the second).

    Both hold the same components, the second trained on from the first or from a common ancestor.
    """
    nlp, other = spacy.load(first), spacy.load(second)
    for name in nlp.pipe_names:
        models = [getattr(pipeline.get_pipe(name), "model", None) for pipeline in (nlp, other)]
        if not all(isinstance(model, Model) for model in models):
            continue
        for node, twin in zip(*(model.walk() for model in models if model), strict=True):
            for parameter in node.param_names:
                if node.has_param(parameter):
                    mean = (1 - share) * node.get_param(parameter) + share * twin.get_param(parameter)
                    node.set_param(parameter, mean)
    return nlp


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Average the parameters of two trained pipelines.")
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="weight of the second")
    options = parser.parse_args()
    average(options.first, options.second, options.share).to_disk(options.out)


if __name__ == "__main__":
    main()
