"""How does the extraction do on labelled text that nobody of this project wrote? Not a test: run it by hand.

python tests/bench/public.py [--bench DIR] [--model NAME] [TASK...]

DIR holds the benchmark files and their scorer (by default `shared/bench` beside the checkout). Prints a table in
Markdown: our figure, and what others published for the same set. The sets are for measuring only.
"""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from clusters import ceaf, floor, muc, paired, partition

import kg
from kg import vocab
from kg.actors import NameKind
from kg.extract import spans
from kg.extract.attribution import sayings
from kg.extract.factuality import factuality
from kg.extract.grammar import agents, content_clause, direct_object, tree
from kg.extract.linking import resolve
from kg.extract.pipeline import Extractor
from kg.model import Article, Extraction, Modality, Polarity, Span, Statement, StatementKind

Row = dict[str, Any]
Predictions = dict[str, list[Row]]
Figure = tuple[str, str, str]
"""What is measured, our figure, and the published one."""

FOLDER = Path(__file__).parents[3] / "shared" / "bench"
SIGN = {Polarity.PRO: "positive", Polarity.CON: "negative"}
OLDER = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT", "RETREAT": "CONCEDE"}
"""Event types of PLOVER that were renamed or merged since the records were coded."""
STANCES = frozenset({"supports", "opposes", "accepts", "rejects", "criticizes", "doubts"})
"""Relations whose sign carries over to who is named in the object ("opposes the president's plan", not "demands that")."""
NAMED = frozenset({"person", "organization", "place"})
NEWSLIKE = frozenset({"news", "interview", "speech"})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("tasks", nargs="*", choices=[*TASKS, []], help="default: all")
    parser.add_argument("--bench", type=Path, default=FOLDER)
    parser.add_argument("--model")
    options = parser.parse_args()
    if not options.bench.is_dir():
        parser.exit(0, f"skipped: no folder {options.bench}\n")
    scorer = _scorer(options.bench)
    extractor = kg.load(options.model)
    print("| Set | Measure | Ours | Published |\n|---|---|---|---|")
    for task in options.tasks or TASKS:
        for measure, ours, published in TASKS[task](extractor, scorer):
            print(f"| {NAMES[task]} | {measure} | {ours} | {published} |", flush=True)


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- SEESAW: who is for or against whom, in American politics


def seesaw(extractor: Extractor, scorer: ModuleType) -> Iterator[Figure]:
    """Stance triples of whole articles: subject, polarity, and each actor or topic that the object names."""
    predictions: Predictions = {}
    for rows, extraction in _articles(extractor, scorer.load("seesaw", "dev")):
        for row, start in rows:
            here = Span(start, start + len(row["text"]))
            predictions[row["id"]] = [
                {"holder": holder, "target": target, "polarity": SIGN[s.polarity]}
                for s in extraction.statements
                if here.covers(s.evidence.cue) and s.kind is not StatementKind.ROLE and s.polarity in SIGN
                for holder, target in _pairs(s, extraction)
            ]
    for subset in ("named", "sentence"):
        result = scorer.seesaw("dev", predictions, subset)
        yield f"triples, {subset} entities: P / R / F1", _prf(result["triple"]), "not at hand"
    accuracy = result["polarity_acc_on_matched_pairs"]
    pairs = result["matched_pairs"]
    best = "0.841 (best of ACL 2024, pair given, test); always negative 0.628"
    yield f"polarity accuracy on matched pairs ({pairs})", f"{accuracy:.3f}", best


def _articles(extractor: Extractor, rows: Iterable[Row]) -> Iterator[tuple[list[tuple[Row, int]], Extraction]]:
    """Each article put together from its sentences: the rows with their place in the text, and what was read."""
    documents: dict[str, list[Row]] = {}
    for row in rows:
        documents.setdefault(row["doc_id"], []).append(row)
    for name, members in documents.items():
        placed, text = [], ""
        for row in sorted(members, key=lambda row: row["sent_index"]):
            placed.append((row, len(text)))
            text += row["text"] + " "
        date = members[0].get("meta", {}).get("date")
        yield placed, extractor(Article(name, name, text.rstrip(), published=date))


def _pairs(s: Statement, extraction: Extraction) -> list[tuple[str, str]]:
    """(holder, target): the object as an actor or topic, and whom it names."""
    targets = [s.object.label]
    if s.object.type == "Issue" and s.relation in STANCES:
        span = s.evidence.object
        named = (link for link in extraction.links if any(span.covers(m.span) for m in link.chain.mentions))
        targets += [link.entity.label for link in named if link.entity is not None and link.entity.id != s.subject.id]
    return [(s.subject.label, target) for target in dict.fromkeys(targets)]


# ---- QA-SRL: negation and modality of the verbs of Wikinews


def qasrl(extractor: Extractor, scorer: ModuleType) -> Iterator[Figure]:
    """Every verb with its agent and object, and whether it is negated or less than asserted."""
    rows = scorer.load("qasrl_wikinews", "dev")
    predictions: Predictions = {}
    for row, doc in zip(rows, extractor.nlp.pipe(row["text"] for row in rows), strict=True):
        t = tree(doc)
        found = predictions.setdefault(row["id"], [])
        for i in range(len(t)):
            if not (t.verb[i] or t.tag[i].startswith("VB")):
                continue
            fact = factuality(t, i, extractor.lexicon)
            patient, content = direct_object(t, i), content_clause(t, i)
            objects = [spans.phrase(t, patient)] if patient is not None else []
            if content is not None and content != patient:
                objects.append(spans.clause(t, content))
            found.append({
                "predicate": _range(spans.characters(t, i, i)),
                "A0": [_range(spans.phrase(t, k)) for k in agents(t, i)],
                "A1": [_range(span) for span in objects],
                "negated": fact.negated,
                "modal": fact.modality is not Modality.ASSERTED,
            })  # fmt: skip
    result = scorer.qasrl("qasrl_wikinews", "dev", predictions)
    yield "predicates found", f"{result['predicate_recall']:.3f}", "none"
    for key, name in (("A0", "agents"), ("A1", "objects"), ("negation", "negation"), ("modality", "modality")):
        yield f"{name}: P / R / F1", _prf(result[key]), "none"


# ---- GUM: coreference and attribution


def gum_coref(extractor: Extractor, scorer: ModuleType) -> Iterator[Figure]:
    """Chains of named persons, organisations and places, with all their mentions, pronouns included."""
    rows = [row for row in scorer.load("gum_coref", "dev") if row["genre"] in NEWSLIKE]
    read = [(row, extractor(Article(row["id"], row["id"], row["text"]))) for row in rows]
    for title, genres in (("news", {"news"}), ("news, interviews, speeches", NEWSLIKE)):
        gold: dict[Any, str] = {}
        ours: dict[Any, str] = {}
        for row, extraction in read:
            if row["genre"] in genres:
                _align(row, _mentions(extraction, extractor), gold, ours)
        count = len({row["id"] for row, _ in read if row["genre"] in genres})
        of = f"{title} ({count} texts, {len(gold)} mentions)"
        first, second = partition(gold), partition(ours)
        yield f"{of}: MUC P / R / F1", _three(*muc(first, second)), "none"
        yield f"{of}: B-cubed P / R / F1", _three(*paired(gold, ours)), "none"
        yield f"{of}: CEAF-e P / R / F1", _three(*ceaf(first, second)), "none"
    yield from _named_only([(row, _mentions(extraction, extractor)) for row, extraction in read])


def _named_only(read: list[tuple[Row, list[tuple[Span, str]]]]) -> Iterator[Figure]:
    """B-cubed over the names alone, on the mentions that both sides have, beside the floor on the same mentions."""
    gold: dict[Any, str] = {}
    ours: dict[Any, str] = {}
    words: dict[Any, str] = {}
    for row, mentions in read:
        names = [m for m in row["gold"] if m["named_mention"] and m["type"] in NAMED]
        wanted = {(row["id"], m["start"], m["end"]): f"{row['id']} {m['cluster']}" for m in names}
        matched = _match(wanted, mentions)
        gold.update((key, wanted[key]) for key in matched)
        ours.update(matched)
        words.update(((row["id"], m["start"], m["end"]), f"{row['id']} {m['text']}") for m in names)
    total = len(words)
    same = {key: words[key] for key in gold}
    note = f"same string {paired(gold, same)[2]:.3f}, last word {paired(gold, floor(same))[2]:.3f} (same mentions)"
    published = f"{note}; 0.853, 0.886 on 23 other texts"
    yield f"names only: found {len(gold)} of {total}; B-cubed P / R / F1", _three(*paired(gold, ours)), published


def _align(row: Row, mentions: list[tuple[Span, str]], gold: dict[Any, str], ours: dict[Any, str]) -> None:
    """Adds the mentions of a text: gold chains that have a name, and our chains, under the gold span where they overlap."""
    named = {m["cluster"] for m in row["gold"] if m["named_mention"] and m["type"] in NAMED}
    every = {(row["id"], m["start"], m["end"]): f"{row['id']} {m['cluster']}" for m in row["gold"]}
    kept = {(row["id"], m["start"], m["end"]) for m in row["gold"] if m["cluster"] in named}
    matched = _match(every, mentions)
    gold.update((key, every[key]) for key in kept)
    # Ours that stand for a mention which isn't asked for are no errors; those that stand for nothing are.
    ours.update((key, chain) for key, chain in matched.items() if key in kept)
    taken = set(_pairing(every, mentions).values())
    ours.update(((row["id"], span.start, -1), chain) for span, chain in mentions if span not in taken)


def _mentions(extraction: Extraction, extractor: Extractor) -> list[tuple[Span, str]]:
    """Our mentions with their chains, without adjectives ("Brazilian"), which the set doesn't mark."""
    found: dict[Span, str] = {}
    for link in extraction.links:
        if link.entity is not None:
            for mention in link.chain.mentions:
                known = extractor.table.find(mention.span.of(extraction.article.text))
                if not any(name.kind is NameKind.DEMONYM for name in known):
                    found.setdefault(mention.span, f"{extraction.article.id} {link.entity.id}")
    return sorted(found.items())


def _match(gold: Mapping[Any, str], mentions: list[tuple[Span, str]]) -> dict[Any, str]:
    chains = dict(mentions)
    return {key: chains[span] for key, span in _pairing(gold, mentions).items()}


def _pairing(gold: Mapping[Any, str], mentions: list[tuple[Span, str]]) -> dict[Any, Span]:
    """Gold mention -> ours, one to one, best overlap first: half of both together, or the last words of the gold mention.

    The set counts a title and a possessive as part of a mention ("President Rojas's"), we don't.
    """
    fits = []
    for key in gold:
        for span, _ in mentions:
            common = min(key[2], span.end) - max(key[1], span.start)
            if common > 0:
                share = common / (max(key[2], span.end) - min(key[1], span.start))
                if share >= 0.5 or (key[1] <= span.start and 0 <= key[2] - span.end <= 2):
                    fits.append((-share, key, span))
    found: dict[Any, Span] = {}
    taken: set[Span] = set()
    for _, key, span in sorted(fits):
        if key not in found and span not in taken:
            found[key] = span
            taken.add(span)
    return found


def gum_attribution(extractor: Extractor, scorer: ModuleType) -> Iterator[Figure]:
    """Acts of saying: right where cue and source stand in the attribution clause and the content reaches its clause."""
    rows = scorer.load("gum_attribution", "dev")
    for title, genres in (("news, interviews, speeches", NEWSLIKE), ("all texts", {row["genre"] for row in rows})):
        right = wrong = total = 0
        for row in rows:
            if row["genre"] in genres:
                found = _sayings(extractor, row)
                hits = {n for n, gold in enumerate(row["gold"]) if any(_attributes(saying, gold) for saying in found)}
                good = sum(any(_attributes(saying, gold) for gold in row["gold"]) for saying in found)
                right, wrong, total = right + len(hits), wrong + len(found) - good, total + len(row["gold"])
        precision = right / max(right + wrong, 1)
        recall = right / max(total, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        yield f"{title} ({total}): P / R / F1", _three(precision, recall, f1), "none"


def _sayings(extractor: Extractor, row: Row) -> list[tuple[Span, Span, Span]]:
    """(cue, source, content) of each act of saying in a text."""
    doc = extractor.nlp(row["text"])
    t = tree(doc)
    resolution = resolve(doc, Article(row["id"], row["id"], row["text"]), extractor.table, extractor.lexicon)
    return [
        (spans.characters(t, s.cue, s.cue_end), s.source.span, spans.characters(t, min(s.content), max(s.content)))
        for s in sayings(t, resolution, extractor.lexicon)
    ]


def _attributes(saying: tuple[Span, Span, Span], gold: Row) -> bool:
    cue, source, content = saying
    clause = Span(gold["attribution_clause"]["start"], gold["attribution_clause"]["end"])
    head = Span(gold["content_head_edu"]["start"], gold["content_head_edu"]["end"])
    return clause.covers(cue) and clause.covers(source) and min(content.end, head.end) > max(content.start, head.start)


# ---- PLOVER: who acts, on whom, and what kind of event


def plover(extractor: Extractor, scorer: ModuleType) -> Iterator[Figure]:
    """Source and target actors of the statements, and the event type that their relation is aligned with."""
    rows = scorer.load("plover_gsr", "dev")
    predictions: Predictions = {}
    covered = right = 0
    codes = {name: {c.removeprefix("plover:") for c in r.align} for name, r in vocab.relations().items()}
    for row in rows:
        extraction = extractor(Article(row["id"], row["id"], row["text"]))
        claims = [s for s in extraction.statements if s.kind is not StatementKind.ROLE]
        sources = {s.evidence.subject for s in claims}
        targets = {span for s in claims for span in _targets(s, extraction)} - sources
        predictions[row["id"]] = [{"role": "source", **_range(span)} for span in sorted(sources)]
        predictions[row["id"]] += [{"role": "target", **_range(span)} for span in sorted(targets)]
        event = row["gold"][0]["event"]
        events = {OLDER.get(code, code) for s in claims for code in codes[s.relation]}
        covered += bool(claims)
        right += OLDER.get(event, event) in events
    result = scorer.run("plover_gsr", "dev", predictions)
    yield "sources: P / R / F1", _prf(result["source"]), "none"
    yield "targets: P / R / F1", _prf(result["target"]), "none"
    yield f"event type among ours, of {len(rows)} sentences ({covered} with a statement)", f"{right / len(rows):.3f}", "none"


def _targets(s: Statement, extraction: Extraction) -> Iterator[Span]:
    if s.recipient is not None:
        yield s.recipient.span
    if s.object.type != "Issue":
        yield s.object.span
        return
    for link in extraction.links:
        if link.entity is not None and link.entity.id != s.subject.id:
            yield from (m.span for m in link.chain.mentions if s.object.span.covers(m.span))


def _range(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _prf(result: Mapping[str, float]) -> str:
    return _three(result["P"], result["R"], result["F1"])


def _three(precision: float, recall: float, f1: float) -> str:
    return f"{precision:.3f} / {recall:.3f} / {f1:.3f}"


TASKS: dict[str, Callable[[Extractor, ModuleType], Iterator[Figure]]] = {
    "seesaw": seesaw,
    "qasrl": qasrl,
    "gum_coref": gum_coref,
    "gum_attribution": gum_attribution,
    "plover": plover,
}
NAMES = {
    "seesaw": "SEESAW dev (American politics)",
    "qasrl": "QA-SRL Wikinews dev",
    "gum_coref": "GUM dev, coreference",
    "gum_attribution": "GUM dev, attribution",
    "plover": "PLOVER records dev",
}


if __name__ == "__main__":
    main()
