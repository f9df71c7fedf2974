"""Who holds the position, who acts? The actors behind a match, said or unsaid."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg import referring
from kg.extract import grammar
from kg.extract.attribution import GROUP, Saying, participants
from kg.extract.deeds import authors, doers, leaders
from kg.extract.embedding import implicative
from kg.extract.factuality import Factuality, factuality
from kg.extract.grammar import SUBJECTS, agents, children, glued, is_passive, subtree
from kg.extract.match import Match
from kg.extract.nominals import passes_on, took_place
from kg.extract.reading import NO_HOLDER, Reading, innermost, who
from kg.model import Modality, Participant

_ATTACKS = "attacks"
_CRITICIZES = "criticizes"
_TROOPS = "troops"
_MOVES = frozenset({"deploys", "provides", "rulesOut", "yields"})
"""Relations whose agent, left unsaid, is the owner of what is moved."""

_WANTS = frozenset({"demands", "doubts", "expects", "proposes", "rulesOut", "threatens"})
_AGAINST = frozenset({"considers", "opposes", "rejects"})
_ENTERED = frozenset({"accepts", "cooperates", "leads", "memberOf"})
"""Relations of nouns for a step that others may still prevent ("its accession"); a stance against it is held all the same."""


def holders(reading: Reading, match: Match, fact: Factuality) -> tuple[Participant, ...]:
    """Actors that hold the position or act; for an agentless passive the owner of what is acted on ("US troops …")."""
    t, resolution = reading.tree, reading.resolution
    if reading.relations[match.relation].kind == "role" and match.rule.startswith("noun"):
        # "Their members of parliament", "its part of the river": who has members is none.
        own = t.lemma[match.cue] in referring.load().offices["membership"]
        heads = [k for k in match.holders if own or t.dep[k] != "nmod:poss"]
        return tuple(p for head in heads for p in who(reading, head, match.cue) if p.type not in NO_HOLDER)
    found = [p for head in _resumed(reading, match.predicate) or match.holders for p in who(reading, head, match.cue)]
    if not found and not match.holders:
        if match.rule.startswith("noun"):
            owner = resolution.owner(match.cue)
            found = [owner] if owner is not None and owner.span.end <= t.at[match.cue] else []
        elif is_passive(t, match.predicate) and reading.relations[match.relation].kind == "action":
            found = list(owners(reading, match, fact)) or list(_announcer(reading, match, fact))
    if match.rule.startswith("noun") and match.predicate != match.cue:
        found = list(_spoken_for(reading, match, found)) or found
    if not found and match.relation == _ATTACKS and match.rule.startswith("noun"):
        found = [p for head in match.holders if reading.concepts.of(t.lemma[head]) == _TROOPS and (p := resolution.owner(head))]
    if not found:
        found = next(filter(None, (list(way(reading, match)) for way in (doers, leaders, authors, _controllers))), [])
    return tuple(p for p in found if p.type not in NO_HOLDER and p.span is not None)


def _spoken_for(reading: Reading, match: Match, found: Sequence[Participant]) -> Iterator[Participant]:
    """ "The spokesman reiterated Danish support": that of the state for which a person voices it."""
    owner = reading.resolution.owner(match.cue)
    if owner is None or owner.type in {*NO_HOLDER, "Person"} or owner.span.end > reading.tree.at[match.cue]:
        return
    people = [p for p in found if p.type == "Person"]
    if people and len(people) == len(found) and all(reading.speaks_for.get(p.id, owner.id) == owner.id for p in people):
        yield owner


def _resumed(reading: Reading, i: int) -> tuple[int, ...]:
    """ "Oslo says most Danes object and suggested a vote": who says it suggested it, in a tense that the content hasn't.

    So in a headline: "Oslo says Danes were hurt, backs a vote".
    """
    t, lexicon = reading.tree, reading.lexicon
    clause, says = t.head[i], t.head[t.head[i]]
    if t.dep[i] != "conj" or t.tag[i] not in {"VBD", "VBZ"} or t.dep[clause] != "ccomp" or t.tag[says] not in {"VBZ", "VBP"}:
        return ()
    tenses = {t.tag[k] for k in (clause, *children(t, clause, "aux", "aux:pass", "cop"))}
    own = any(t.dep[k] in SUBJECTS for k in t.kids[i])
    if t.tag[i] == "VBZ":
        past = "VBD" in tenses and t.lower[i - 1] == ","
        return agents(t, says) if past and not own else ()
    present = not tenses.isdisjoint({"VBZ", "VBP"})
    speak = all(lexicon.reports(t.lemma[k]) for k in (i, says))
    return agents(t, says) if present and speak and not own else ()


def owners(reading: Reading, match: Match, fact: Factuality) -> Iterator[Participant]:
    """The state whose troops, arms or aid are spoken of, and the official who speaks for it."""
    mine = (p for k in grammar.holders(reading.tree, match.object) for p in who(reading, k, match.cue))
    owner = reading.resolution.owner(match.object) or next(mine, None)
    if owner is None or owner.span is None or owner.type in NO_HOLDER or match.relation not in _MOVES:
        return
    yield owner
    saying = innermost(reading, match.cue)
    refusal = match.relation == "rulesOut" or (fact.negated and fact.intent)
    if refusal and saying is not None and reading.speaks_for.get(saying.source.id) == owner.id:
        yield saying.source


def _controllers(reading: Reading, match: Match) -> Iterator[Participant]:
    """Who does what completes a noun: "kept a policy of banning them", "American efforts to isolate them"."""
    t, node = reading.tree, match.predicate
    if match.rule.startswith("noun") or is_passive(t, node):
        return
    while t.dep[node] == "conj":
        node = t.head[node]
    noun = t.head[node]
    if t.dep[node] != "acl" or not t.mark[node] or implicative(t, noun, node, reading.lexicon) is None:
        return
    above, owner = t.head[noun], reading.resolution.owner(noun)
    if owner is not None and owner.span.end <= t.at[noun]:
        yield owner
    elif t.dep[noun] == "obj" and passes_on(t, above, noun, match.relation, reading.lexicon):
        yield from (p for head in agents(t, above) for p in who(reading, head, match.cue))


def _announcer(reading: Reading, match: Match, fact: Factuality) -> Iterator[Participant]:
    """Who announces a measure in the passive takes it ("Canada announced that the assets had been frozen").

    Not who says what would be done if others did something.
    """
    saying = innermost(reading, match.cue)
    if match.relation == _ATTACKS or _of_source(reading, match, saying) or fact.modality is Modality.CONDITIONAL:
        return  # "confirmed that two of its soldiers had been killed"
    if (
        saying is not None
        and saying.source.type != GROUP
        and any(r.strength == "firm" for r in reading.lexicon.reporting.get(reading.tree.lemma[saying.cue], ()))
    ):
        actor = reading.resolution.entities.get(reading.speaks_for.get(saying.source.id, ""))
        if saying.source.type != "Person":
            yield saying.source
        elif actor is not None:
            yield replace(saying.source, id=actor.id, label=actor.label, type=actor.type)


def _of_source(reading: Reading, match: Match, saying: Saying | None) -> bool:
    """True where what is acted on is called "its" by who tells of it ("said that its envoy had been expelled")."""
    t = reading.tree
    whose = [p for k in subtree(t, match.object) if t.tag[k] == "PRP$" for p in participants(reading.resolution, k)]
    mine = {saying.source.id, reading.speaks_for.get(saying.source.id, "")} if saying is not None else set()
    return any(p.id in mine for p in whose)


def only_wanted(reading: Reading, match: Match) -> bool:
    """True for a deed or stance that is the object of a verb which doesn't make it real ("seeks control", "demanded Oslo's
    acceptance", "opposes its membership").
    """
    t, lexicon = reading.tree, reading.lexicon
    if not match.rule.startswith("noun") or match.rule.startswith("noun-role") or match.predicate != match.cue:
        return False  # "thanked his host, Berg"
    noun = t.head[match.cue] if t.dep[match.cue] == "conj" else match.cue
    above, action = t.head[noun], reading.relations[match.relation].kind == "action"
    if t.dep[noun] in {"obl", "nmod"}:
        rows = (*lexicon.frames("verb-prep", t.lemma[above]), *lexicon.frames("noun-prep", t.lemma[above]))
        told = {row.relation for row in rows if t.prep[noun] in row.preps}
        return bool(told) and (action or _unreal(match.relation, told))
    if t.dep[noun] != "obj":
        return False
    if any(row.effect in {"neg", "future"} for row in lexicon.implicatives.get(t.lemma[above], ())):
        return True
    if action and any(glued(t, k) is not None for k in children(t, match.cue, "amod") if t.tag[k] == "VBN"):
        return False  # "dismissed the EU-imposed sanctions": they were imposed, whoever dismisses them
    told = {row.relation for row in lexicon.frames("svo", t.lemma[above])}
    if not action:
        return bool(told) and _unreal(match.relation, told)
    return bool(told) and not _presupposed(reading, match, above)


def _unreal(relation: str, told: Collection[str]) -> bool:
    """True for what all senses of a verb want, foresee or are against, so that its object may never come about."""
    return _WANTS.issuperset(told) or (relation in _ENTERED and (_WANTS | _AGAINST).issuperset(told))


def _presupposed(reading: Reading, match: Match, above: int) -> bool:
    """True for a deed with a doer that is condemned ("condemned Rome's attack on the port"): it was done, whoever condemns it.

    So it was where it is what something follows or overshadows.
    """
    t, lexicon = reading.tree, reading.lexicon
    blames = any(row.relation == _CRITICIZES and not row.particle for row in lexicon.frames("svo", t.lemma[above]))
    blames = blames or took_place(t, match.cue)
    if not blames or not (match.holders or reading.resolution.owner(match.cue)):
        return False
    fact = factuality(t, above, lexicon)
    return fact.modality is Modality.ASSERTED and not fact.hypothetical


def may_speak(reading: Reading, saying: Saying | None, holder: Participant) -> bool:
    """Only the actor itself, or who speaks for it, can announce what it will or won't do; others merely foresee it."""
    if saying is None:
        return True
    return saying.source.id == holder.id or reading.speaks_for.get(saying.source.id) == holder.id
