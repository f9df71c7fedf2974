"""How is the pipeline trained? In two parts, each from scratch or from earlier weights; the weights are put together after.

python -m kg.english.train syntax CORPUS_DIR OUT_DIR [--from WEIGHTS] [--steps N] [--rate R] …
python -m kg.english.train names CORPUS_DIR OUT_DIR [--corpus wide] [--from WEIGHTS] [--steps N] [--rate R] …

CORPUS_DIR holds what `kg.english.prepare` wrote; the best pipeline by the development part is OUT_DIR/model-best.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

import kg.english.corpus  # noqa: F401  registers the reader that the configurations name

_HERE = Path(__file__).parent
_CONFIGS = {"syntax": _HERE / "parser.cfg", "names": _HERE / "ner.cfg"}


def run(part: str, train_file: Path, dev_file: Path, out: Path, options: Mapping[str, object], start: Path | None = None) -> None:
    """Train one part ("syntax" or "names") and write OUT/model-best and OUT/model-last.

    `options` override the configuration by dotted name ("training.max_steps"); with `start`, a folder with a pipeline,
    its components are trained on instead of fresh ones.
    """
    overrides = {"paths.train": str(train_file), "paths.dev": str(dev_file), **options}
    config = load_config(_CONFIGS[part], overrides=overrides, interpolate=True)
    if start is not None:
        config["components"] = {name: {"source": str(start)} for name in config["nlp"]["pipeline"]}
    out.mkdir(parents=True, exist_ok=True)
    train(init_nlp(config), out, stdout=sys.stdout, stderr=sys.stderr)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train one part of the English pipeline.")
    parser.add_argument("part", choices=sorted(_CONFIGS))
    parser.add_argument("corpora", type=Path, help="folder that kg.english.prepare wrote")
    parser.add_argument("out", type=Path, help="folder for the trained part")
    parser.add_argument("--corpus", default="train", help="training file: PART-CORPUS.spacy")
    parser.add_argument("--from", dest="start", type=Path, help="pipeline whose components are trained on")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--rate", type=float, help="learning rate at the start")
    parser.add_argument("--dropout", type=float)
    parser.add_argument("--batch", type=int, help="words a batch at the start")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    settings = {
        "system.seed": given.seed,
        "training.max_steps": given.steps,
        "training.optimizer.learn_rate.initial_rate": given.rate,
        "training.dropout": given.dropout,
        "training.batcher.size.start": given.batch,
    }
    options = {name: value for name, value in settings.items() if value is not None}
    files = [given.corpora / f"{given.part}-{name}.spacy" for name in (given.corpus, "dev")]
    run(given.part, files[0], files[1], given.out, options, given.start)


if __name__ == "__main__":
    main()
