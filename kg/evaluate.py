"""How good is it? Scores predicted statements against a gold file, as the annotation guidelines define a match."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg import vocab
from kg.errors import ArticleError

Item = Mapping[str, Any]
"""One line of a gold file or of `kg extract --format jsonl`."""

# The measure is defined over these: changing them changes every figure that was ever published with it.
_STOP = frozenset(
    ["the", "a", "an", "any", "some", "its", "his", "her", "their", "our", "this", "that", "these", "those", "to", "of"]
)
_SUFFIXES = ("ments", "ment", "ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "e")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures, by name, and the items behind them; `by_relation` and `by_rule` hold (right, wrong, missed)."""

    figures: Mapping[str, float]
    missed: tuple[Item, ...]
    wrong: tuple[Item, ...]
    by_relation: Mapping[str, tuple[int, int, int]]
    by_rule: Mapping[str, tuple[int, int, int]]


def score(gold: Sequence[Item], predicted: Sequence[Item], aliases: Mapping[str, str] = MappingProxyType({})) -> Outcome:
    """Recall over the core items, precision over the predictions, and what was right about the matched ones.

    A prediction that matches a non-core item, or repeats a matched one, counts neither for nor against. `aliases` maps
    lower-case names to canonical ones (see `read_aliases`).

    >>> gold = [{"doc": "a", "sentence": "Oslo backs it.", "subject": "Oslo", "relation": "supports", "object": "it all",
    ...          "polarity": "pro", "modality": "asserted"}]
    >>> said = [{**gold[0], "subject": {"label": "Oslo"}, "object": {"label": "it all"}}]
    >>> score(gold, said).figures["f1"]
    1.0
    """
    tally = _Tally()
    for golds, guesses in _by_document(gold, predicted).values():
        _score_document(golds, guesses, aliases, tally)
    return tally.outcome(len(predicted))


def read_items(path: Path) -> list[Item]:
    """The lines of a JSONL file. Raises ArticleError naming the line that is no JSON object."""
    items = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                items.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ArticleError(
                    f"{path}:{number}: not JSON ({error.msg}): give a gold file or the output of kg extract"
                ) from error
    return items


def read_aliases(path: Path) -> Mapping[str, str]:
    """Lower-case name -> lower-case canonical name, from a table of tab-separated names, the canonical one first."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            names = [name.strip().lower() for name in line.split("\t")]
            found.update(dict.fromkeys(names, names[0]))
    return MappingProxyType(found)


def report(outcome: Outcome) -> str:
    """The figures as a table that a person can read, the relations and rules below."""
    lines = [
        f"{name:15} {value:.3f}" if isinstance(value, float) else f"{name:15} {value}" for name, value in outcome.figures.items()
    ]
    for title, table in (("relation", outcome.by_relation), ("rule", outcome.by_rule)):
        lines += ["", f"{title:40} right  wrong  missed"]
        lines += [
            f"{name:40} {r:5}  {w:5}  {m:6}"
            for name, (r, w, m) in sorted(table.items(), key=lambda x: (-x[1][1], -x[1][0], x[0]))
        ]
    return "\n".join(lines) + "\n"


def to_json(outcome: Outcome) -> str:
    """The figures, and the counts by relation and by rule, as one JSON object with sorted keys."""
    counts = {
        name: {key: dict(zip(("right", "wrong", "missed"), row, strict=True)) for key, row in table.items()}
        for name, table in (("by_relation", outcome.by_relation), ("by_rule", outcome.by_rule))
    }
    return json.dumps({**outcome.figures, **counts}, indent=2, sort_keys=True) + "\n"


class _Tally:
    """Counts while documents are scored one after another."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.missed: list[Item] = []
        self.wrong: list[Item] = []
        self.issues: list[tuple[str, str]] = []
        self.relations: dict[str, Counter[str]] = defaultdict(Counter)
        self.rules: dict[str, Counter[str]] = defaultdict(Counter)

    def outcome(self, predicted: int) -> Outcome:
        c = self.counts
        recall = c["found"] / c["core"] if c["core"] else 0.0
        judged = c["right"] + len(self.wrong)
        precision = c["right"] / judged if judged else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        found = c["found"] or 1
        figures: dict[str, float] = {
            "core": c["core"], "predicted": predicted, "found": c["found"], "wrong": len(self.wrong),
            "recall": recall, "precision": precision, "f1": f1, "relation_exact": c["exact"] / found,
            "polarity": c["polarity"] / found, "modality": c["modality"] / found, "speaker": c["speaker"] / found,
            "issues_b3": _b_cubed(self.issues),
        }  # fmt: skip
        return Outcome(
            MappingProxyType(figures), tuple(self.missed), tuple(self.wrong),
            {k: (v["right"], v["wrong"], v["missed"]) for k, v in sorted(self.relations.items())},
            {k: (v["right"], v["wrong"], v["missed"]) for k, v in sorted(self.rules.items())},
        )  # fmt: skip


def _by_document(gold: Sequence[Item], predicted: Sequence[Item]) -> dict[str, tuple[list[Item], list[Item]]]:
    documents: dict[str, tuple[list[Item], list[Item]]] = {}
    for g in gold:
        documents.setdefault(g["doc"], ([], []))[0].append(g)
    for p in predicted:
        for name, (_golds, guesses) in documents.items():
            if str(p.get("doc", "")).startswith(name):
                guesses.append(p)
                break
    return documents


def _score_document(golds: Sequence[Item], guesses: Sequence[Item], aliases: Mapping[str, str], tally: _Tally) -> None:
    by_gold, by_guess, spare = _match(golds, guesses, aliases)
    for i, g in enumerate(golds):
        if not g.get("core", True):
            continue
        tally.counts["core"] += 1
        if i not in by_gold:
            tally.missed.append(g)
            tally.relations[g["relation"]]["missed"] += 1
            continue
        _count_found(g, guesses[by_gold[i]], aliases, tally)
    for j, p in enumerate(guesses):
        if j in by_guess:
            core = bool(golds[by_guess[j]].get("core", True))
            tally.counts["right"] += core
            tally.relations[p["relation"]]["right"] += core
            tally.rules[p.get("rule", "")]["right"] += core
        elif j not in spare and _is_annotated(p["relation"]):
            tally.wrong.append(p)
            tally.relations[p["relation"]]["wrong"] += 1
            tally.rules[p.get("rule", "")]["wrong"] += 1


def _is_annotated(relation: str) -> bool:
    known = vocab.relations().get(relation)
    return known is not None and known.annotated


def _count_found(g: Item, p: Item, aliases: Mapping[str, str], tally: _Tally) -> None:
    speaker = _names(p.get("speaker"))[:1]
    wanted = g.get("speaker")
    own = not wanted and (not speaker or _same_actor(g["subject"], speaker[0], aliases))
    other = bool(wanted and speaker and _same_actor(wanted, speaker[0], aliases))
    tally.counts.update(
        found=1, exact=p["relation"] == g["relation"], polarity=p.get("polarity") == g["polarity"],
        modality=p.get("modality") == g["modality"], speaker=own or other,
    )  # fmt: skip
    if g.get("issue") and not g.get("object_entity"):
        target = p["object"]
        key = p.get("issue") or (target.get("id") if isinstance(target, Mapping) else None) or _names(target)[0]
        tally.issues.append((g["issue"], key))


def _match(
    golds: Sequence[Item], guesses: Sequence[Item], aliases: Mapping[str, str]
) -> tuple[dict[int, int], dict[int, int], set[int]]:
    """One to one, best first: core before non-core, the exact relation before an accepted one, then the closer object."""
    pairs = []
    for i, g in enumerate(golds):
        for j, p in enumerate(guesses):
            if p["relation"] not in {g["relation"], *(g.get("also") or [])} or not _same_sentence(g["sentence"], p["sentence"]):
                continue
            subjects = [g["subject"], *(g.get("subject_also") or [])]
            if any(_same_actor(s, p["subject"], aliases) for s in subjects) and _same_object(g, p["object"], aliases):
                closeness = max(_token_f1(g["object"], n) for n in _names(p["object"])[:2] or [""])
                pairs.append((g.get("core", True), p["relation"] == g["relation"], closeness, i, j))
    pairs.sort(key=lambda x: (-x[0], -x[1], -x[2], x[3], x[4]))
    by_gold: dict[int, int] = {}
    by_guess: dict[int, int] = {}
    for *_rank, i, j in pairs:
        if i not in by_gold and j not in by_guess:
            by_gold[i], by_guess[j] = j, i
    return by_gold, by_guess, {j for *_rank, j in pairs if j not in by_guess}


def _names(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    return [n for n in [value.get("label"), value.get("text"), *(value.get("aliases") or [])] if n]


def _canonical(name: str, aliases: Mapping[str, str]) -> str:
    bare = re.sub(r"^(the|a|an)\s+", "", (name or "").strip().lower())
    return aliases.get(bare, bare)


def _same_actor(gold: str, predicted: Any, aliases: Mapping[str, str]) -> bool:
    wanted = {_canonical(g, aliases) for g in re.split(r"\s*;\s*", gold) if g}
    got = _canonical((_names(predicted)[:1] or [""])[0], aliases)
    return got in wanted or any(len(_tokens(w)) > 1 and _token_f1(w, got) >= 0.8 for w in wanted)


def _same_object(gold: Item, predicted: Any, aliases: Mapping[str, str]) -> bool:
    entity = gold.get("object_entity")
    if entity and _same_actor(entity, predicted, aliases):
        return True
    for span in [gold["object"], *(gold.get("object_also") or [])]:
        for name in _names(predicted)[:2]:
            if _token_f1(span, name) >= 0.5 or (entity and _canonical(span, aliases) == _canonical(name, aliases)):
                return True
    return False


def _same_sentence(a: str, b: str) -> bool:
    ta, tb = set(_tokens(a)), set(_tokens(b))
    return bool(ta and tb) and len(ta & tb) / min(len(ta), len(tb)) >= 0.8


@lru_cache(maxsize=100_000)
def _tokens(text: str) -> tuple[str, ...]:
    plain = (text or "").lower().replace("’s", "").replace("'s", "").replace("u.s.", "us")
    return tuple(_stem(w) for w in re.findall(r"[a-z0-9]+", plain) if w not in _STOP)


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def _token_f1(a: str, b: str) -> float:
    ta, tb = Counter(_tokens(a)), Counter(_tokens(b))
    total = ta.total() + tb.total()
    return 2 * (ta & tb).total() / total if ta and tb else 0.0


def _b_cubed(pairs: Iterable[tuple[str, str]]) -> float:
    """F1 of how well the predicted groups of (gold key, predicted key) are the gold groups."""
    pairs = list(pairs)
    if not pairs:
        return 0.0
    gold, guess, both = Counter(g for g, _ in pairs), Counter(p for _, p in pairs), Counter(pairs)
    precision = sum(both[pair] / guess[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / gold[pair[0]] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
