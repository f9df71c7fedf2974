"""Who says so? Cue, source and content of direct, indirect and mixed quotation, nested where reports report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from kg import referring
from kg.actors import slug
from kg.extract.documents import makers, may_name
from kg.extract.grammar import (
    SUBJECTS,
    Tree,
    accusing,
    agents,
    ancestors,
    behind_comma,
    children,
    conjuncts,
    content_clause,
    direct_object,
    first,
    grammatical_subject,
    holders,
    is_passive,
    subtree,
)
from kg.extract.linking import Resolution
from kg.extract.quotes import quotations
from kg.extract.relatives import RELATIVES
from kg.extract.spans import characters, core
from kg.lexicon import Lexicon
from kg.model import Attribution, AttributionKind, Participant, Span

_MEDIA = "Media"
GROUP = "Group"
_DEMANDS = "demands"
_PHRASES = frozenset({"fixed", "nmod", "obl"})
_ASIDES = frozenset({"although", "as", "though", "whereas", "while"})
_SPEECHLESS = frozenset({GROUP, "Place", "Event", "Issue"})
_TIMES = frozenset({"DATE", "TIME"})
_INDEFINITE = frozenset({"a", "an", "one", "something"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying: token of the cue, its sources, and the tokens that are its content."""

    cue: int
    cue_end: int
    sources: tuple[Participant, ...]
    content: frozenset[int]
    kind: AttributionKind

    @property
    def source(self) -> Participant:
        """The first source: the one that speaks where several do."""
        return self.sources[0]


def sayings(t: Tree, resolution: Resolution, lexicon: Lexicon) -> tuple[Saying, ...]:
    """All sayings of a text in order of their cues; quotations without a cue of their own continue the one before."""
    quotes = quotations(t.forms)
    found = sorted(_reported(t, resolution, lexicon), key=lambda s: s.cue)
    return tuple(_spread(t, found, quotes, resolution, lexicon))


def quoted(said: Sequence[Saying]) -> list[tuple[frozenset[int], Participant]]:
    """Tokens and speaker of each saying whose speaker is known, for the first person in it."""
    return [(s.content, s.source) for s in said if s.source.type != GROUP]


def around(said: Sequence[Saying]) -> Mapping[int, tuple[Saying, ...]]:
    """Token -> the sayings that have it in their content, innermost first."""
    found: dict[int, list[Saying]] = {}
    for saying in sorted(said, key=lambda s: (len(s.content), s.source.type == _MEDIA, s.cue)):
        for i in saying.content:
            if i != saying.cue:
                found.setdefault(i, []).append(saying)
    return {i: tuple(items) for i, items in found.items()}


def chain(t: Tree, sayings_around: Sequence[Saying], subject: str) -> Attribution | None:
    """The attribution of what the sayings stand around, innermost first; a source that is the `subject` is left out."""
    result: Attribution | None = None
    for saying in reversed(sayings_around):
        if any(p.id == subject for p in saying.sources[1:]):
            continue  # of several who say it together each speaks for itself
        result = Attribution(
            cue=characters(t, saying.cue, saying.cue_end),
            source=saying.source,
            content=_extent(t, saying.content),
            kind=saying.kind,
            outer=result,
        )
    while result is not None and result.source.id == subject:
        result = result.outer
    return result


def participants(resolution: Resolution, i: int) -> tuple[Participant, ...]:
    """The actors that the noun phrase headed by `i` denotes: several for "British and French officials"."""
    several = resolution.plural(i)
    if several:
        return tuple(several)
    one = resolution.at(i)
    return (one,) if one is not None else ()


def speakers(t: Tree, i: int, resolution: Resolution) -> tuple[Participant, ...]:
    """The actors that speak in the document that noun `i` names, or () where it doesn't say whose it is."""
    for heads in makers(t, i, referring.load()):
        found = [(k, p) for k in heads for p in participants(resolution, k)]
        fits = tuple(p for k, p in found if p.type not in _SPEECHLESS and may_name(t, k, p.type))
        if fits:
            return fits
    return ()


def _extent(t: Tree, content: frozenset[int]) -> Span:
    return characters(t, min(content), max(content))


def _reported(t: Tree, resolution: Resolution, lexicon: Lexicon) -> Iterator[Saying]:
    voicing, accuse = referring.load().verbs["voicing"], referring.load().verbs["accusing"]
    predicates = t.governing.get("cop", frozenset())
    for i, verbal in enumerate(t.verb):
        verb = verbal or i in predicates
        if verb and ((cue := _is_cue(t, i, lexicon)) or t.lemma[i] in voicing or _may_say(t, i)):
            heads = agents(t, i)
            if not heads and t.lemma[i] not in lexicon.reporting:
                cue, heads = False, grammatical_subject(t, i)  # "was convinced that …"
            sources = _sources(t, heads, resolution, lexicon)
            if not cue and any(p.type == GROUP for p in sources):
                continue  # "the defeat meant that …": no word that says so, and nobody known to say so
            content = _content(t, i, lexicon) or _voiced(t, i, sources, resolution, lexicon)
            if content and sources:
                yield Saying(i, i, sources, content, AttributionKind.INDIRECT)
        elif t.lemma[i] in accuse and t.verb[i]:
            sources = _sources(t, agents(t, i), resolution, lexicon)
            content = frozenset(m for k in subtree(t, i) if accusing(t, k) == i for m in subtree(t, k))
            if content and sources:
                yield Saying(i, i, sources, content, AttributionKind.INDIRECT)
        elif t.prep[i] and t.dep[i] in _PHRASES and (heads := _voices(t, i, lexicon)):
            words = subtree(t, i)
            rest = frozenset(subtree(t, _reported_clause(t, i, words))) - frozenset(words)
            sources = _sources(t, heads, resolution, lexicon)
            case = children(t, i, "case")[0]
            if rest and sources:
                last = max((case, *children(t, case, "fixed")))
                yield Saying(case, last, sources, rest, AttributionKind.INDIRECT)
        elif t.pos[i] == "NOUN" and (held := _held(t, i, resolution, lexicon)) is not None:
            yield held


def _voiced(t: Tree, i: int, sources: Sequence[Participant], resolution: Resolution, lexicon: Lexicon) -> frozenset[int]:
    """The stance of somebody else that a verb voices ("the spokesman reiterated Danish support for it")."""
    noun = direct_object(t, i) if t.lemma[i] in lexicon.light else None
    if noun is None or not sources or sources[0].type == GROUP:
        return frozenset()
    owner = resolution.owner(noun)
    whose = {owner.id} if owner is not None else {p.id for k in holders(t, noun) for p in participants(resolution, k)}
    return frozenset(subtree(t, noun)) if whose.difference(p.id for p in sources) else frozenset()


def _voices(t: Tree, i: int, lexicon: Lexicon) -> tuple[int, ...]:
    """Whose word or view a phrase names: "according to Oslo", "in Oslo's view", "in the eyes of Oslo"; or nobody."""
    if t.prep[i] in lexicon.reporting:
        return (i,)
    if f"{t.prep[i]} {t.lemma[i]}" not in lexicon.reporting:
        return ()
    words = subtree(t, i)
    apart = t.sent[i] == words[0] or "," in t.lower[words[0] - 1 : words[0] + 1] or t.lower[words[-1]] == ","
    if not apart and (words[-1] + 1 >= len(t) or t.lower[words[-1] + 1] != ","):
        return ()  # "came in view of Oslo"
    return holders(t, i) or next((conjuncts(t, k) for k in children(t, i, "nmod") if t.prep[k] == "of"), ())


def _held(t: Tree, i: int, resolution: Resolution, lexicon: Lexicon) -> Saying | None:
    """What a noun such as "evidence" holds, where somebody has or presents it ("Oslo said it had evidence that …")."""
    clause = first(k for k in children(t, i, "acl", "acl:relcl", "ccomp") if t.mark[k] == "that")
    if clause is None or not lexicon.reports(t.lemma[i], "noun"):
        return None
    if any(t.dep[k] == "det" and t.lower[k] in lexicon.negation for k in t.kids[i]):
        return None  # "has no evidence that"
    above = t.head[i]
    presented = t.dep[i] == "obj" and t.lemma[above] in lexicon.light and not is_passive(t, above)
    heads = holders(t, i) or (agents(t, above) if presented else ())
    sources = tuple(p for head in heads for p in participants(resolution, head))
    return Saying(i, i, sources, frozenset(subtree(t, clause)), AttributionKind.INDIRECT) if sources else None


def _reported_clause(t: Tree, i: int, words: Sequence[int]) -> int:
    """The predicate of the clause that the phrase of `i` ("according to the agency") gives the source of.

    At the end of a sentence, behind a comma or a quotation, it is the whole sentence, whatever the parser hung it on.
    """
    ends = words[-1] + 1 >= len(t) or t.dep[words[-1] + 1] in {"punct", "space"}
    if ends and words[0] > 0 and (t.lower[words[0] - 1] == "," or t.tag[words[0] - 1] == "''"):
        for above in ancestors(t, i):
            if t.head[above] == above:
                return above
    inserted = words[0] > 0 and t.lower[words[0] - 1] == "," and words[-1] + 1 < len(t) and t.lower[words[-1] + 1] == ","
    if (inserted or t.lower[words[0]] == ",") and t.dep[t.head[i]] in SUBJECTS:
        return t.head[t.head[i]]  # "Oslo, according to Bern, signed it", hung on Oslo
    return t.head[i]


def _is_cue(t: Tree, i: int, lexicon: Lexicon) -> bool:
    says = lexicon.reports(t.lemma[i])
    if t.dep[i] == "advcl" and t.mark[i] == "as":  # "will sign it, as Oslo demanded"
        return says and not any(row.relation == _DEMANDS for row in lexicon.frames("verb-clause", t.lemma[i]))
    rows = (*lexicon.frames("verb-clause", t.lemma[i]), *lexicon.frames("verb-obj-clause", t.lemma[i]))
    return says or any(not row.particle or row.particle in (t.lower[k] for k in t.kids[i]) for row in rows)


def _may_say(t: Tree, i: int) -> bool:
    """True for any verb with a clause for its content, so that what "Oslo bellowed that …" holds is Oslo's, not the text's."""
    clause = content_clause(t, i)
    if clause is None or t.head[clause] != i or t.dep[clause] != "ccomp" or t.has(i, "obj"):
        return False
    says = not any(t.tag[k] == "WP" for k in t.kids[clause])  # "comprise what is called a bloc"
    return says and t.lemma[i] not in referring.load().verbs["factive"]


def _content(t: Tree, i: int, lexicon: Lexicon) -> frozenset[int]:
    clause = content_clause(t, i)
    if clause is None and t.lower[i] not in {"to"}:
        clause = first(k for k in children(t, i, "ccomp", "xcomp", "parataxis") if t.mark[k] != "to" and _in_quotes(t, k))
    if clause is None:  # "Russia opposes the plan, Macron said": a clause in front without any conjunction is the content
        clause = first(
            k
            for k in children(t, i, "advcl")
            if k < i and not t.mark[k] and children(t, k, "nsubj", "nsubj:pass") and all(t.tag[m] != "WRB" for m in t.kids[k])
        )
    if clause is not None:
        inside = subtree(t, clause)
        asides = (k for k in inside if (t.head[k] == clause and _is_aside(t, k, clause)) or _sums_up(t, k, inside[-1]))
        return frozenset(inside).difference(*(subtree(t, k) for k in asides))
    if t.dep[i] == "parataxis" and t.lemma[i] not in lexicon.reporting and children(t, i, "obj", "obl"):
        return frozenset()  # "…; it does not object to the dam" is no remark on what stands before
    if t.dep[i] == "parataxis" and t.has(i, "xcomp"):
        return frozenset()  # "…, a drug thought to be safe", whatever its tag
    inserted = t.dep[i] == "parataxis" or (t.dep[i] in {"advcl", "parataxis"} and t.mark[i] == "as")
    if inserted and t.head[i] != i:  # "Paris, Le Monde reported, will abstain"
        return frozenset(subtree(t, t.head[i])) - frozenset(subtree(t, i))
    return frozenset()


def _is_aside(t: Tree, k: int, clause: int) -> bool:
    """True for ", although Oslo rejects it" behind what somebody says: the text sets it against that in its own voice."""
    if t.dep[k] != "advcl" or k < clause or t.mark[k] not in _ASIDES or not any(t.dep[m] in SUBJECTS for m in t.kids[k]):
        return False
    return behind_comma(t, k) and not any(t.tag[m] in {"``", "''"} for m in range(clause, subtree(t, k)[0]))


def _sums_up(t: Tree, k: int, last: int) -> bool:
    """True for ", a proposal that Oslo opposes" at the end of what somebody says: the text tells what others make of it."""
    if t.dep[k] != "appos" or t.lemma[k] not in referring.load().verbs["summing"]:
        return False
    below = [m for m in subtree(t, k) if t.dep[m] != "punct"]
    told = any(t.dep[m] in SUBJECTS and t.tag[m] not in RELATIVES for r in children(t, k, "acl:relcl") for m in t.kids[r])
    return told and below[-1] == last and t.lower[below[0]] in _INDEFINITE and t.lower[below[0] - 1] == ","


def _in_quotes(t: Tree, k: int) -> bool:
    return any(t.tag[m] in {"``", "''"} for m in subtree(t, k))


def _sources(t: Tree, heads: Sequence[int], resolution: Resolution, lexicon: Lexicon) -> tuple[Participant, ...]:
    found: list[Participant] = []
    for head in heads:
        actors = participants(resolution, head)
        if actors or (actors := speakers(t, head, resolution)):
            found.extend(actors)
        elif t.pos[head] in {"NOUN", "PROPN"} and t.ent[head] not in _TIMES and not lexicon.reports(t.lemma[head], "noun"):
            span = core(t, head)
            text = span.of(t.text)
            found.append(Participant(id=slug(text), label=text, type=GROUP, text=text, span=span))
    return tuple(found)


def _spread(
    t: Tree, found: list[Saying], quotes: Sequence[tuple[int, int]], resolution: Resolution, lexicon: Lexicon
) -> Iterator[Saying]:
    """Widens sayings to the whole quotation that they belong to; gives quotations without a cue the voice before them."""
    quoted: dict[int, set[int]] = {}
    by_token: dict[int, list[int]] = {}
    for n, saying in enumerate(found):
        for k in saying.content:
            by_token.setdefault(k, []).append(n)
    paragraphs = list(accumulate("\n" in form for form in t.forms))
    voice: tuple[int, int] | None = None  # (index of the saying, paragraph)
    for start, end in quotes:
        if not _is_speech(t, start, end):
            continue
        owner = _owner(t, found, by_token, start, end)
        if owner is None and voice is not None and _stands_alone(t, start, end):
            gap = paragraphs[start] - voice[1]
            if gap == 0 or (gap == 1 and _opens_paragraph(t, start)):
                owner = voice[0]
        if owner is None:
            orphan = _neighbour(t, start, end, resolution, lexicon)
            if orphan is not None:
                found.append(orphan)
                owner = len(found) - 1
        if owner is not None:
            quoted.setdefault(owner, set()).update(k for k in range(start, end) if k != found[owner].cue)
            voice = (owner, paragraphs[start])
    for n, saying in enumerate(found):
        inside = quoted.get(n, set())
        if saying.content or inside:
            kind = AttributionKind.INDIRECT
            if inside:
                outside = [k for k in saying.content - inside if t.forms[k][0].isalnum()]
                kind = AttributionKind.MIXED if outside else AttributionKind.DIRECT
            yield replace(saying, content=saying.content | inside, kind=kind)


def _owner(t: Tree, found: Sequence[Saying], by_token: Mapping[int, Sequence[int]], start: int, end: int) -> int | None:
    """The saying whose content reaches into the quotation, the smallest such content first.

    Who only reports it ("said, as reported by Tass, “…”") comes last.
    """
    touching = {n for k in range(start, end) for n in by_token.get(k, ())}
    fits = [(_only_reports(t, found[n]), len(found[n].content), n) for n in touching if not start <= found[n].cue < end]
    return min(fits)[-1] if fits else None


def _only_reports(t: Tree, saying: Saying) -> bool:
    """True for an outlet and for "according to …", "as … reported": where somebody else speaks, that is who does."""
    return saying.source.type == _MEDIA or not t.verb[saying.cue] or (t.mark[saying.cue] == "as" and t.tag[saying.cue] != "VBG")


def _is_speech(t: Tree, start: int, end: int) -> bool:
    """True for quoted clauses; a quoted word or name ("the “Coalition of the Willing”") is nobody's speech."""
    return end - start >= 4 and any(t.pos[k] in {"VERB", "AUX"} for k in range(start, end))


def _stands_alone(t: Tree, start: int, end: int) -> bool:
    """True where the quotation fills its sentences: nothing but it could say who speaks."""
    return not any(t.forms[k].isalpha() for k in (*range(t.sent[start], start), *range(end, t.stop[end - 1])))


def _opens_paragraph(t: Tree, start: int) -> bool:
    """True where nothing but the quotation mark stands between the quotation and the line break before it."""
    return start < 2 or "\n" in t.forms[start - 2]


def _neighbour(t: Tree, start: int, end: int, resolution: Resolution, lexicon: Lexicon) -> Saying | None:
    """A cue in the sentences of the quotation that the parser didn't join to it, or in the sentence right before."""
    here = [k for k in range(t.sent[start], t.stop[end - 1]) if not start <= k < end]
    previous = t.sent[start] - 1
    before = list(range(t.sent[previous], previous + 1)) if previous >= 0 and _stands_alone(t, start, end) else []
    for k in (*sorted(here, key=lambda k: min(abs(k - start), abs(k - end))), *reversed(before)):
        if t.verb[k] and lexicon.reports(t.lemma[k]):
            sources = tuple(s for s in _sources(t, agents(t, k), resolution, lexicon) if s.type != GROUP)
            if sources:
                return Saying(k, k, sources, frozenset(), AttributionKind.DIRECT)
    for k in before:  # "The minister gave an explanation. “…”": nobody else is in sight
        person = resolution.at(k)
        if person is not None and person.type == "Person" and t.dep[k] in {"nsubj", "nsubj:pass"} and t.dep[t.head[k]] == "root":
            return Saying(t.head[k], t.head[k], (person,), frozenset(), AttributionKind.DIRECT)
    return None
