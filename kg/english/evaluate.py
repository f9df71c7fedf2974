"""How well does a pipeline read English? The model card's table, on the test parts of treebanks and name corpora.

python -m kg.english.evaluate DATA_DIR [--model NAME] [--clauses TABLE]

Syntax: the pipeline tokenizes and splits the text itself; punctuation doesn't count. Names: a name counts if first and
last character are right, articles and "'s" aside. PUD and UNER-PUD are never trained on. TABLE holds checks of clauses.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import kg.english
from kg.english import clauses, names, treebanks
from kg.english.names import Named

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["NameScores", "SyntaxScores", "clause_report", "names_table", "score_names", "score_syntax", "syntax_table"]

TREEBANKS = {"PUD": "pud-test.conllu", "GUM test": "gum-test.conllu", "EWT test": "ewt-test.conllu"}
NAMES = {"UNER-PUD": ("uner-pud.iob2", "pud-test.conllu"), "UNER-EWT test": ("uner-ewt-test.iob2", "ewt-test.conllu")}
LABELS = ("nsubj", "nsubj:pass", "obj", "obl", "ccomp", "xcomp", "advcl", "acl:relcl", "conj", "aux", "compound:prt", "root")

_SYNTAX_KEYS = ("dep_uas", "dep_las", "pos_acc", "lemma_acc", "sents_f")
_CORE = frozenset(
    ["nsubj", "nsubj:pass", "csubj", "obj", "iobj", "ccomp", "xcomp", "aux", "aux:pass", "cop", "compound:prt"],
)
_KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
_Name = tuple[int, int, str]  # first character, character after the last, kind


@dataclass(frozen=True, slots=True)
class SyntaxScores:
    """Per cent: heads (UAS), heads with their labels (LAS), parts of speech, lemmas, sentences (F), clauses, F of each label.

    A clause is right if its predicate has all of its subjects, objects, clauses, auxiliaries and particles, and no others.
    """

    uas: float
    las: float
    pos: float
    lemma: float
    sentences: float
    clauses: float
    labels: dict[str, float]


@dataclass(frozen=True, slots=True)
class NameScores:
    """Per cent: F of names with the right kind (person, organisation, place), F of names of any kind."""

    typed: float
    untyped: float


def score_syntax(nlp: Language, treebank: Path) -> SyntaxScores:
    """Parse a treebank's text, one to five sentences at a time, and compare."""
    from spacy.scorer import Scorer
    from spacy.training import Example

    gold = [treebanks.to_doc(nlp.vocab, chunk) for chunk in treebanks.chunks(treebanks.read(treebank), random.Random(0))]
    pairs = list(zip(nlp.pipe(doc.text for doc in gold), gold, strict=True))
    scores = Scorer(nlp).score([Example(parsed, doc) for parsed, doc in pairs])
    labels = {label: 100 * score["f"] for label, score in scores["dep_las_per_type"].items()}
    uas, las, pos, lemma, sentences = (100 * (scores.get(key) or 0.0) for key in _SYNTAX_KEYS)
    return SyntaxScores(uas, las, pos, lemma, sentences, _right_clauses(pairs), labels)


def score_names(nlp: Language, corpus: Path, treebank: Path) -> NameScores:
    """Find the names of a Universal NER corpus, sentence by sentence, and compare."""
    gold = list(names.uner(corpus, treebank))
    typed, untyped = [0, 0], [0, 0]
    for sentence, doc in zip(gold, nlp.pipe(_text(sentence) for sentence in gold), strict=True):
        true = set(_trimmed(doc.text, _characters(sentence)))
        found = set(_trimmed(doc.text, ((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents)))
        _count(typed, found, true)
        _count(untyped, {name[:2] for name in found}, {name[:2] for name in true})
    return NameScores(_f(typed), _f(untyped))


def syntax_table(scores: dict[str, SyntaxScores]) -> str:
    """Markdown: one row a measure or label, one column a treebank."""
    rows = [("UAS", [s.uas for s in scores.values()]), ("LAS", [s.las for s in scores.values()])]
    rows += [("UPOS", [s.pos for s in scores.values()]), ("lemma", [s.lemma for s in scores.values()])]
    rows += [("clauses", [s.clauses for s in scores.values()])]
    rows += [("sentences F", [s.sentences for s in scores.values()])]
    rows += [(f"{label} F", [s.labels.get(label, 0.0) for s in scores.values()]) for label in LABELS]
    return _markdown(["", *scores], rows)


def names_table(scores: dict[str, NameScores]) -> str:
    """Markdown: one row a corpus."""
    return _markdown(["names, F", "typed", "untyped"], [(name, [s.typed, s.untyped]) for name, s in scores.items()])


def clause_report(nlp: Language, table: Path) -> str:
    """Markdown: how many of the hand-made checks pass, and which fail in which roles."""
    checks = clauses.read(table)
    failed = list(clauses.misses(nlp, checks))
    lines = [f"clause checks: {len(checks) - len(failed)} of {len(checks)}", ""]
    return "\n".join(lines + [f"- {check.source} {check.predicate}: {', '.join(roles)}" for check, roles in failed])


def _right_clauses(pairs: Iterable[tuple[Doc, Doc]]) -> float:
    right, count = 0, 0
    for parsed, gold in pairs:
        found = _clauses(parsed)
        for predicate, roles in _clauses(gold).items():
            right += found.get(predicate) == roles
            count += 1
    return 100 * right / count if count else 0.0


def _clauses(doc: Doc) -> dict[int, set[tuple[str, int]]]:
    """The core dependents (relation, first character) of each predicate, by its first character."""
    clauses: dict[int, set[tuple[str, int]]] = {}
    for token in doc:
        if token.dep_ in _CORE:
            clauses.setdefault(token.head.idx, set()).add((token.dep_, token.idx))
    return clauses


def _markdown(head: Sequence[str], rows: Iterable[tuple[str, Sequence[float]]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {name} | {' | '.join(f'{value:.1f}' for value in values)} |" for name, values in rows]
    return "\n".join(lines)


def _text(sentence: Named) -> str:
    return "".join(word + " " * space for word, space in zip(sentence.words, sentence.spaces, strict=True)).rstrip()


def _characters(sentence: Named) -> Iterator[_Name]:
    starts = [0]
    for word, space in zip(sentence.words, sentence.spaces, strict=True):
        starts.append(starts[-1] + len(word) + space)
    for start, end, label in sentence.ents:
        yield starts[start], starts[end - 1] + len(sentence.words[end - 1]), label


def _trimmed(text: str, found: Iterable[_Name]) -> Iterator[_Name]:
    for begin, end, label in found:
        start = begin + 4 * (text[begin : begin + 4].lower() == "the ")
        name = text[start:end].removesuffix("'s").removesuffix("’s").strip()
        if label in _KINDS and name:
            yield start, start + len(name), _KINDS[label]


def _count(counts: list[int], found: set[_Name] | set[tuple[int, int]], true: set[_Name] | set[tuple[int, int]]) -> None:
    counts[0] += len({*found} & {*true})
    counts[1] += len(found) + len(true)


def _f(counts: Sequence[int]) -> float:
    return 200 * counts[0] / counts[1] if counts[1] else 0.0


def main() -> None:
    """Command line: print the tables."""
    parser = argparse.ArgumentParser(description="Print the scores of the English pipeline.")
    parser.add_argument("data", type=Path, help="folder with the treebanks and name corpora")
    parser.add_argument("--model", help="an installed pipeline or its folder; the shipped one if left out")
    parser.add_argument("--clauses", type=Path, help="table of clause checks")
    options = parser.parse_args()
    nlp = kg.english.load(options.model)
    named = {name: score_names(nlp, *(options.data / file for file in files)) for name, files in NAMES.items()}
    if "ner" in nlp.pipe_names:
        nlp.disable_pipe("ner")
    print(syntax_table({name: score_syntax(nlp, options.data / file) for name, file in TREEBANKS.items()}))
    print()
    print(names_table(named))
    if options.clauses:
        print("\n" + clause_report(nlp, options.clauses))


if __name__ == "__main__":
    main()
