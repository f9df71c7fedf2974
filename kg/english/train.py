"""How is the pipeline trained? All of it at once, or names alone; from scratch or from earlier weights.

python -m kg.english.train CORPUS_DIR OUT_DIR [--names] [--from WEIGHTS] [--steps N] [--rate R] …

CORPUS_DIR holds what `kg.english.prepare` wrote, or with --names `kg.english.prepare_names`; the best pipeline by the
development part is OUT_DIR/model-best, the last one OUT_DIR/model-last.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

import kg.english.corpus  # noqa: F401  registers the reader that the configuration names

_CONFIG, _NAMES = (Path(__file__).with_name(name) for name in ("pipeline.cfg", "names.cfg"))


def run(corpora: Path, out: Path, options: Mapping[str, object], start: Path | None = None, config_file: Path = _CONFIG) -> None:
    """Train and write OUT/model-best and OUT/model-last.

    `options` override the configuration by dotted name ("training.max_steps"); with `start`, a folder with a pipeline,
    its components are trained on instead of fresh ones.
    """
    files = {"paths.train": str(corpora / "train.spacy"), "paths.dev": str(corpora / "dev.spacy")}
    config = load_config(config_file, overrides={**files, **options}, interpolate=True)
    if start is not None:
        config["components"] = {name: {"source": str(start)} for name in config["nlp"]["pipeline"]}
    out.mkdir(parents=True, exist_ok=True)
    train(init_nlp(config), out, stdout=sys.stdout, stderr=sys.stderr)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train the English pipeline.")
    parser.add_argument("corpora", type=Path, help="folder that kg.english.prepare wrote")
    parser.add_argument("out", type=Path, help="folder for the trained pipeline")
    parser.add_argument("--from", dest="start", type=Path, help="pipeline whose components are trained on")
    parser.add_argument("--names", action="store_true", help="only names, with a tok2vec of their own")
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
    run(given.corpora, given.out, options, given.start, _NAMES if given.names else _CONFIG)


if __name__ == "__main__":
    main()
