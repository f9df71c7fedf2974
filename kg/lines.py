"""How is a statement written on one line? As JSON for programs, as a row of a table for people."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.folding import cased
from kg.model import Article, Extraction, Note, Participant, Record, records
from kg.query import Table

COLUMNS = ("doc", "who", "relation", "what", "to", "polarity", "modality", "speaker", "words")


def json_lines(extraction: Extraction) -> Iterator[str]:
    """One line a statement, keys sorted, in order of the text; without line ends.

    >>> list(json_lines(Extraction(Article("a", "a", "Oslo."))))
    []
    """
    return (json.dumps(item, ensure_ascii=False, sort_keys=True) for item in items(extraction))


def items(extraction: Extraction) -> Iterator[dict[str, Any]]:
    """The statements as plain values, in order of the text; `start` and `end` are those of the sentence, in characters.

    A label has the accents that the article writes ("Hugo Chávez"), where it is the same name without them.
    """
    spelt = _spelt(extraction)
    return (_item(extraction.article, record, spelt) for record in records(extraction))


def as_table(extraction: Extraction) -> Table:
    """The statements as rows of `COLUMNS`, in order of the text."""
    rows, spelt = [], _spelt(extraction)
    for record in records(extraction):
        s = record.statement
        names = (spelt.get(p.id, p.label) if p is not None else None for p in (s.subject, s.object, s.recipient, s.speaker))
        subject, target, recipient, speaker = names
        words = s.evidence.sentence.of(extraction.article.text)
        rows.append((
            extraction.article.name, subject, s.relation, target, recipient,
            s.polarity.value, s.modality.value, speaker, words,
        ))  # fmt: skip
    return Table(COLUMNS, tuple(rows))


def explanation(extraction: Extraction, trace: Iterable[Note]) -> str:
    """For each sentence with an actor what fired, or why nothing did; in order of the text."""
    name, text = extraction.article.name, extraction.article.text
    lines: list[str] = []
    last = None
    for note in trace:
        if note.span is not None and note.span != last:
            lines.append(f"{name}: {' '.join(note.span.of(text).split())}\n")
            last = note.span
        lines.append(f"    {note.stage}: {note.message}\n")
    return "".join(lines)


def _spelt(extraction: Extraction) -> Mapping[str, str]:
    """Actor's id -> its label as the article writes it, where that differs in accents only."""
    found: dict[str, str] = {}
    for link in extraction.links:
        if link.entity is not None:
            words = (m.span.of(extraction.article.text) for m in link.chain.mentions)
            same = (w for w in words if not w.isascii() and cased(w) == cased(link.entity.label))
            found.update((link.entity.id, word) for word in list(same)[:1])
    return found


def _item(article: Article, record: Record, spelt: Mapping[str, str]) -> dict[str, Any]:
    s = record.statement
    return {
        "confidence": s.confidence,
        "doc": article.name,
        "end": s.evidence.sentence.end,
        "id": record.id,
        "issue": s.issue,
        "kind": s.kind.value,
        "modality": s.modality.value,
        "object": _participant(s.object, spelt),
        "outlet": article.outlet,
        "polarity": s.polarity.value,
        "published": article.published,
        "recipient": _participant(s.recipient, spelt),
        "relation": s.relation,
        "rule": s.rule,
        "sentence": s.evidence.sentence.of(article.text),
        "speaker": _participant(s.speaker, spelt),
        "start": s.evidence.sentence.start,
        "subject": _participant(s.subject, spelt),
    }


def _participant(found: Participant | None, spelt: Mapping[str, str]) -> dict[str, Any] | None:
    if found is None:
        return None
    span, label = found.span, spelt.get(found.id, found.label)
    return {"end": span.end, "id": found.id, "label": label, "start": span.start, "text": found.text, "type": found.type}
