"""Why this statement, and why none? Rule, dependency path and cues of what fired; the reason where a sentence stays silent."""

from collections.abc import Iterator

from kg.extract.grammar import Tree, ancestors
from kg.extract.linking import Resolution
from kg.model import Extraction, Note, Span, Statement

FIRED, SILENT = "fired", "silent"


def trace(t: Tree, resolution: Resolution, extraction: Extraction) -> tuple[Note, ...]:
    """A note of stage "fired" on each statement and one of stage "silent" on each sentence with an actor and no statement.

    In order of the text; the spans are those of the sentences.
    """
    told = {s.evidence.sentence.start for s in extraction.statements}
    notes = [Note(FIRED, s.evidence.sentence, _fired(t, s, extraction.article.text)) for s in extraction.statements]
    for sentence in t.doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        if not tokens:
            continue
        span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        named = any(resolution.at(token.i) is not None for token in tokens)
        if named and not any(span.start <= start < span.end for start in told):
            notes.append(Note(SILENT, span, "; ".join(_reasons(extraction, span)) or "no row of the lexicon fits"))
    return tuple(sorted(notes, key=lambda n: (n.span or Span(0, 0), n.stage, n.message)))


def _fired(t: Tree, s: Statement, text: str) -> str:
    cues = [("negation", s.evidence.negation), ("modality", s.evidence.modality)]
    marks = [f"{name} {span.of(text)!r}" for name, spans in cues for span in spans]
    parts = [f"{s.subject.label} {s.relation} {s.object.label}", s.rule, *_paths(t, s), *marks]
    return "; ".join(" ".join(part.split()) for part in parts)


def _paths(t: Tree, s: Statement) -> Iterator[str]:
    cue = _head(t, s.evidence.cue)
    for end in (s.evidence.subject, s.evidence.object):
        token = _head(t, end)
        if cue is not None and token is not None and token != cue:
            yield path(t, token, cue)


def _head(t: Tree, span: Span) -> int | None:
    """The token of the span that hangs on something outside it."""
    inside = t.tokens(span)
    return next((i for i in inside if t.head[i] not in inside or t.head[i] == i), None)


def path(t: Tree, start: int, end: int) -> str:
    """The dependency path between two tokens, upwards first: "Oslo <nsubj ruled >obj deployment"."""
    above = [end, *ancestors(t, end)]
    up = [start]
    while up[-1] not in above and t.head[up[-1]] != up[-1]:
        up.append(t.head[up[-1]])
    if up[-1] not in above:
        return f"{t.forms[start]} … {t.forms[end]}"
    climb = "".join(f"{t.forms[i]} <{t.dep[i]} " for i in up[:-1]) + t.forms[up[-1]]
    down = reversed(above[: above.index(up[-1])])
    return climb + "".join(f" >{t.dep[i]} {t.forms[i]}" for i in down)


def _reasons(extraction: Extraction, span: Span) -> list[str]:
    text = extraction.article.text
    inside = [n for n in extraction.notes if n.span is not None and span.covers(n.span)]
    return [f"{n.message} ({' '.join(n.span.of(text).split())!r})" for n in inside if n.span is not None]
