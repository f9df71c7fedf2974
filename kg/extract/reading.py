"""What does one article give to the rules?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg import referring
from kg.concepts import Concepts
from kg.extract import spans
from kg.extract.attribution import Saying, participants, speakers
from kg.extract.documents import by_press
from kg.extract.embedding import embedded
from kg.extract.factuality import FIRED, FIRING, Factuality, factuality, is_necessity
from kg.extract.frames import evaluated
from kg.extract.grammar import (
    SHARES,
    SUBJECTS,
    Tree,
    accusing,
    agents,
    ancestors,
    behind_comma,
    children,
    conjuncts,
    grammatical_subject,
    is_passive,
    listed,
    subtree,
)
from kg.extract.lemmas import SAME_IN_PAST
from kg.extract.linking import Resolution
from kg.extract.match import Match
from kg.extract.nominals import lacks_object, of_set
from kg.extract.parties import PLACES
from kg.lexicon import Lexicon
from kg.model import AttributionKind, Modality, Participant, Polarity
from kg.vocab import Relation

_CONTENT = frozenset({"ccomp", "xcomp", "csubj", "acl", "acl:relcl"})
NO_HOLDER = frozenset({"Place", "Group", "Issue", "Event"})
_RESOLUTION = "resolution"
DOCUMENTS = frozenset({_RESOLUTION, "document"})
_HIGH = frozenset({"about", "high"})
_FEARS = frozenset({"concern", "fear", "hope", "worry"})
_DOUBTS, _NO = "doubts", "no"
_TROOPS, _TIME, _IT = "troops", "time", "it"
_AGAINST = frozenset({"criticizes", "doubts", "opposes", "rejects"})
_DECREES = frozenset({"act", "bill", "decree", "edict", "law", "legislation", "order"})
_SANCTIONS = "sanctions"
_LAWS = frozenset({"charter", "code", "constitution", "law", "legislation", "statute"})
_NOT_THEIRS = _AGAINST | {"considers", "consults"}
"""Relations of verbs whose subject hasn't made the text its own ("is weighing a resolution that backs …")."""
_GROUNDS = frozenset({"after", "because of", "despite", "due to", "following", "given"})
_TOGETHER = frozenset({"along with", "alongside", "together with"})
_SOME = frozenset({"few", "many", "most", "some"})
_WINGS = tuple((far, side) for far in ("extreme", "far", "hard") for side in ("left", "right"))
"""Part of a people that the parser reads as the people ("the French far right opposes it")."""
_UNNAMED = frozenset({"many", "most", "others", "some"})
_NOBODY = frozenset({"few", "nobody", "none"})
_PERSONAL = frozenset({"he", "she"})
_NEUTER = frozenset({"it"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article gives to the rules: its tree and actors, who says what, whom each person speaks for.

    `said` maps a token to the sayings around it, innermost first.
    """

    tree: Tree
    resolution: Resolution
    lexicon: Lexicon
    concepts: Concepts
    relations: Mapping[str, Relation]
    said: Mapping[int, tuple[Saying, ...]]
    speaks_for: Mapping[str, str]
    wants_actor: frozenset[str]
    matches: tuple[Match, ...]
    by_token: Mapping[int, tuple[Match, ...]]

    def matches_at(self, i: int) -> tuple[Match, ...]:
        """The matches that have token `i` for their cue or their predicate."""
        return self.by_token.get(i, ())


class Claim(NamedTuple):
    """A statement before its spans are cut: what fired, how it is claimed, and who holds what on what."""

    match: Match
    fact: Factuality
    subject: Participant
    relation: str
    object: Participant
    polarity: Polarity
    modality: Modality
    firm: bool = True


def by_token(matches: Iterable[Match]) -> Mapping[int, tuple[Match, ...]]:
    """Token -> the matches that have it for their cue or their predicate, in their order."""
    found: dict[int, list[Match]] = {}
    for match in matches:
        for i in {match.cue, match.predicate}:
            found.setdefault(i, []).append(match)
    return {i: tuple(items) for i, items in found.items()}


def innermost(reading: Reading, i: int) -> Saying | None:
    """The smallest saying that has token `i` in its content."""
    return next(iter(reading.said.get(i, ())), None)


def telling(reading: Reading, saying: Saying) -> Factuality:
    """How surely it is said ("may say that …"); sure for what no verb says."""
    t = reading.tree
    return factuality(t, saying.cue, reading.lexicon) if t.verb[saying.cue] else Factuality()


def denied(reading: Reading, i: int) -> bool:
    """True where a source that denies, doubts or doesn't say it stands above."""
    t, lexicon = reading.tree, reading.lexicon
    below = i
    for above in ancestors(t, i):
        if t.prep[below] in _GROUNDS or t.lower[below] in _GROUNDS:
            break  # "is unlikely, given Rome's refusal to talk": why it is so was done
        if _called_false(reading, above):
            return True
        if _undoubted(reading, above):
            below = above
            continue
        if t.dep[below] == "ccomp" and t.verb[above] and _disbelieved(reading, above):
            return True
        if t.dep[below] in _CONTENT:  # "rejected the plan and said that …" denies nothing that is said
            # With a plain object the clause is that object's ("dismissed the claim that …", hung on the verb).
            frames = ("verb-clause", "noun-clause", "adj-clause", *(("svo",) if t.dep[below] == "ccomp" else ()))
            rows = (row for frame in frames for row in lexicon.frames(frame, t.lemma[above]))
            if any(row.relation in {"rejects", "doubts"} for row in rows):
                return True
        elif t.dep[below] == "obj" and below != i and _is_report(reading, below, i):
            rows = (row for row in lexicon.frames("svo", t.lemma[above]))
            if any(row.relation in {"rejects", "doubts"} for row in rows):
                return True  # "denied a report that says it will leave"
        elif t.dep[below] == "obj" and below != i and _disbelieved(reading, above) and _tells(reading, below):
            return True  # "would not confirm a report that it will leave"
        below = above
    cues = (saying.cue for saying in reading.said.get(i, ()))
    return any(
        t.verb[cue] and (factuality(t, cue, lexicon).negated or _refused(reading, cue) or _is_wrongly(t, cue))
        for cue in cues
        if not _undoubted(reading, cue)
    )


def _is_wrongly(t: Tree, cue: int) -> bool:
    """True for "falsely claimed", "wrongly accused"."""
    untrue = referring.load().verbs["untrue"]
    return any(t.lower[k] in untrue for k in children(t, cue, "advmod"))


def _undoubted(reading: Reading, i: int) -> bool:
    """True for "there is no doubt (that …)", "nobody doubts (that …)"."""
    t, frames = reading.tree, ("verb-clause",) if reading.tree.verb[i] else ("noun-clause",)
    if not any(row.relation == _DOUBTS for frame in frames for row in reading.lexicon.frames(frame, t.lemma[i])):
        return False
    if not t.verb[i]:
        return any(t.lower[k] == _NO for k in children(t, i, "det"))
    return any(t.lower[k] in _NOBODY or t.lower[k - 1] == _NO for k in grammatical_subject(t, i))


def _tells(reading: Reading, noun: int) -> bool:
    """True for "report" and "claim" with what they say."""
    said = reading.lexicon.reports(reading.tree.lemma[noun], "noun")
    return said and bool(children(reading.tree, noun, "acl", "ccomp"))


def _disbelieved(reading: Reading, verb: int) -> bool:
    """True for "nobody believes that …", "is not convinced that …", "pretends that …"."""
    t = reading.tree
    if {t.lemma[verb], t.lower[verb]} & referring.load().verbs["untrue"]:
        return True
    nobody = any(t.lower[k] in _NOBODY for k in grammatical_subject(t, verb))
    return nobody or factuality(t, verb, reading.lexicon).negated


def _is_report(reading: Reading, noun: int, i: int) -> bool:
    """True for a noun such as "report" that has the token in a clause that says what it holds."""
    t, lexicon = reading.tree, reading.lexicon
    if t.lemma[noun] in SHARES:
        return True  # "denied its role in arming them"
    if not lexicon.reports(t.lemma[noun], "noun"):
        return False
    says = (k for k in t.kids[noun] if t.dep[k] in {"acl", "acl:relcl"} and t.lemma[k] in lexicon.reporting)
    return any(k != i and i in subtree(t, k) for k in says)


def _refused(reading: Reading, cue: int) -> bool:
    """True for "refused to say that …"."""
    t = reading.tree
    rows = reading.lexicon.frames("verb-inf", t.lemma[t.head[cue]]) if t.dep[cue] == "xcomp" else ()
    return any(row.relation in {"rejects", "rulesOut"} for row in rows)


def wished(reading: Reading, i: int) -> bool:
    """True inside "demanded that Rome withdraw its troops": a clause in the subjunctive tells no deed."""
    t, lexicon = reading.tree, reading.lexicon
    below = i
    for above in ancestors(t, i):
        nouns = (above, *children(t, above, "nsubj"))  # "the demands include that Rome withdraw its troops"
        rows = (
            *lexicon.frames("verb-clause", t.lemma[above]),
            *(row for k in nouns for row in lexicon.frames("noun-clause", t.lemma[k])),
        )
        verbs = (below, *children(t, below, "aux", "aux:pass", "cop"))
        must = is_necessity(t.lemma[above], lexicon)
        bare = not any(t.tag[k] in ({"MD", "VBD"} if must else {"MD", "VBD", "VBZ"}) for k in verbs)
        bare = bare or (len(verbs) == 1 and t.tag[below] == "VBD" and t.lower[below] in SAME_IN_PAST)  # "demands that it quit"
        own = any(t.dep[k] in {"nsubj", "nsubj:pass"} for k in t.kids[below])
        asked = must or any(row.relation in {"demands", "proposes"} for row in rows)
        if own and t.lemma[above] == _TIME and t.has(above, "cop") and not t.mark[below] and _is_bare_time(t, above):
            return True  # "it is time Oslo signed it"
        if bare and own and t.dep[below] in _CONTENT and asked:
            return True
        below = above
    return False


def _is_bare_time(t: Tree, noun: int) -> bool:
    """True for "(it is) time", "high time", "about time"; not for "the first time"."""
    return all(t.lower[k] in _HIGH for k in children(t, noun, "amod", "det", "nmod:poss", "nummod"))


def rumoured(reading: Reading, i: int) -> bool:
    """True inside "reports that …", "no evidence that …": the content of a noun is vouched for by nobody."""
    t = reading.tree
    below = i
    known = {saying.cue for saying in reading.said.get(i, ())}
    for above in ancestors(t, i):
        noun = t.pos[above] == "NOUN" or t.tag[above].startswith("NN") or t.dep[above] in SUBJECTS
        named = t.dep[below] in {"acl", "ccomp", "acl:relcl"} and noun and above not in known
        told = innermost(reading, i) is not None and any(
            m.object == below and m.holders and not _is_denied(reading, m) for m in reading.matches_at(above)
        )
        spread = t.dep[below] == "ccomp" and t.verb[above] and _is_spread(reading, above)
        if spread or (named and not told and _is_content(reading, above, below)) or _of_object(reading, above, below):
            return True  # but not "we repeat our position that we deny it", where the position is the speaker's own
        below = above
    return False


def _is_spread(reading: Reading, verb: int) -> bool:
    """True for "rumours swirled that …": the clause is the noun's."""
    t, lexicon = reading.tree, reading.lexicon
    nouns = (k for k in grammatical_subject(t, verb) if lexicon.reports(t.lemma[k], "noun"))
    return t.lemma[verb] not in lexicon.reporting and any(t.pos[k] == "NOUN" for k in nouns)


def untold(reading: Reading, i: int) -> int | None:
    """The verb of "reports say that …", "some argue that …", where no actor is in sight who says it."""
    t = reading.tree
    if innermost(reading, i) is not None:
        return None
    below = i
    for above in ancestors(t, i):
        says = t.verb[above] and reading.lexicon.reports(t.lemma[above])
        if says and t.dep[below] == "ccomp" and any(t.lower[k] in _UNNAMED or _is_vague(reading, k) for k in agents(t, above)):
            return above
        below = above
    return None


def _is_vague(reading: Reading, noun: int) -> bool:
    """True for "reports", "rumours", "evidence", not for "the statement"."""
    t = reading.tree
    rows = [row for row in reading.lexicon.reporting.get(t.lemma[noun], ()) if row.pos == "noun"]
    bare = t.tag[noun] == "NNS" and not any(t.dep[k] in {"det", "nmod:poss"} for k in t.kids[noun])
    return any(row.strength == "hedged" or bare or by_press(t, noun) for row in rows)


def unvouched(reading: Reading, i: int) -> bool:
    """True for what nobody in sight accuses somebody of ("is accused of arming them", "may accuse it of arming them")."""
    t, lexicon = reading.tree, reading.lexicon
    verb = next((v for k in (i, *ancestors(t, i)) if (v := accusing(t, k)) is not None), None)
    if verb is None:
        return False
    fact = factuality(t, verb, lexicon)
    firm = not (fact.negated or fact.hypothetical or fact.modality is not Modality.ASSERTED or embedded(t, verb, lexicon))
    return not firm or all(saying.cue != verb for saying in reading.said.get(i, ()))


def _of_object(reading: Reading, verb: int, clause: int) -> bool:
    """True for a clause that the parser hung on the verb, where it is its object's: "sought assurances that …"."""
    t, lexicon = reading.tree, reading.lexicon
    if t.dep[clause] != "ccomp" or t.mark[clause] != "that" or lexicon.frames("verb-clause", t.lemma[verb]):
        return False
    held = any(lexicon.frames("noun-clause", t.lemma[k]) for k in children(t, verb, "obj"))
    return held and not any(m.object == clause and m.holders for m in reading.matches_at(verb))


def _is_denied(reading: Reading, match: Match) -> bool:
    """True for "has seen no evidence that …"."""
    return factuality(reading.tree, match.predicate, reading.lexicon, match.cue).negated


def _is_content(reading: Reading, noun: int, clause: int) -> bool:
    """True for a that-clause that says what a noun such as "claim" holds, also where "that" was read as a relative."""
    t = reading.tree
    if t.lemma[noun] in referring.load().verbs["factive"] or _undoubted(reading, noun):
        return False  # "the fact that Oslo signed", "no doubt that it did"
    that = [k for k in t.kids[clause] if t.lower[k] == "that"]
    subject = any(k not in that for k in children(t, clause, "nsubj", "nsubj:pass"))
    said = reading.lexicon.reports(t.lemma[noun], "noun")
    if lacks_object(t, clause, reading.lexicon):
        return False
    held = said or t.lemma[noun] in _FEARS or bool(reading.lexicon.frames("noun-clause", t.lemma[noun]))
    if not that and held and subject and not children(t, clause, "mark", "advmod") and subtree(t, clause)[0] == noun + 1:
        return t.has(clause, "obj")  # "suggestions Oslo had signed the pact"
    return bool(that) and (t.dep[that[0]] == "mark" or (subject and said))


def _called_false(reading: Reading, i: int) -> bool:
    """True for the predicate of "it is not true that …", "it is unclear whether …": what hangs on it is not claimed."""
    t = reading.tree
    cleft = (
        children(t, i, "acl:relcl") if any(t.lower[k] == _IT for k in children(t, i, "expl", "nsubj")) else ()
    )  # "it was not the plan that Oslo rejected"
    if not children(t, i, "cop") or not (cleft or children(t, i, "csubj", "ccomp", "acl", "advcl")):
        return False
    if t.lemma[i] in referring.load().verbs["untrue"]:
        return not factuality(t, i, reading.lexicon).negated
    if t.lemma[i] in referring.load().verbs["factive"]:
        return False  # "it is no secret that Oslo signed"
    relation = evaluated(t, i, reading.lexicon)
    return relation == "doubts" or (t.pos[i] in {"ADJ", "NOUN"} and not relation and factuality(t, i, reading.lexicon).negated)


def by_troops(reading: Reading, match: Match) -> bool:
    """True for what soldiers do."""
    t = reading.tree
    heads = (of_set(t, k) for k in match.holders)
    return any(reading.concepts.of(t.lemma[k]) == _TROOPS for k in heads)


def who(reading: Reading, head: int, cue: int) -> tuple[Participant, ...]:
    """The actors of a noun phrase: itself, a name in apposition, the members it lists, or for a pronoun the source."""
    t, resolution = reading.tree, reading.resolution
    several = resolution.plural(head) if t.has(head, "appos") else ()
    for k in children(t, head, "appos") if not several or any(p.type != "Person" for p in several) else ():
        named = resolution.at(k)
        apart = any(t.lower[m] == "," for m in range(head, k))
        if named is not None and named.type == "Person" and t.pos[k] == "PROPN" and (t.pos[head] == "NOUN" or not apart):
            return (named,)  # "The incumbent leader, Laurent Gbagbo, …", "NATO Secretary General Mark Rutte"
    found = participants(resolution, head) or _behind_noun(reading, head)
    if found and any(t.lower[k] in _SOME and t.dep[k] in {"amod", "det"} for k in t.kids[head]) and not _people(found):
        return tuple(p for p in found if p.label.split()[0].lower() in _SOME)  # "many Croats": not the nation
    if counted(t, head, found) or (t.tag[head] == "JJ" and t.lower[head + 1 : head + 3] in _WINGS):
        return ()
    if t.tag[head] == "NNS" and any(p.type == "Bloc" for p in found) and listed(t, head):
        found = ()  # "world leaders including Berg"
    written = reading.concepts.of(t.lemma[head]) in DOCUMENTS or t.lemma[head] in _DECREES
    if not found and written and t.dep[head] in {"obj", "nsubj:pass"}:
        made = speakers(t, head, resolution)  # "heed a Security Council resolution calling for …"
        rows = reading.lexicon.frames("svo", t.lemma[t.head[head]])
        cited = not rows and t.lemma[head] in _DECREES and reading.lexicon.reports(t.lemma[t.head[head]])  # "mentioned the act"
        against = cited or any(row.relation in _NOT_THEIRS for row in rows)
        return made or tuple(
            p for k in agents(t, t.head[head]) if not against for p in participants(resolution, k)
        )  # "adopted a resolution calling for …"
    if not found and t.dep[head] == "obj" and t.lemma[head] in FIRED and t.lemma[t.head[head]] in FIRING:
        return tuple(p for k in agents(t, t.head[head]) for p in participants(resolution, k))  # "fired rockets targeting"
    if found:
        beside = [k for k in t.kids[head] if k > head and t.prep[k] in _TOGETHER]
        others = [p for k in beside for c in conjuncts(t, k) for p in participants(resolution, c)]
        return (*_coordinated_name(reading, head), *found, *(p for p in others if p not in found))
    members = listed(t, head)
    if members:
        return tuple(p for k in members for c in conjuncts(t, k) for p in participants(resolution, c))
    own = t.dep[head] in SUBJECTS and _does(t, t.head[head], cue) and not _is_fault(reading, t.head[head])
    if own and (made := speakers(t, head, resolution) or _lawgivers(reading, head)):
        return tuple(p for p in made if p.type != "Media")
    saying = innermost(reading, cue)
    if saying is not None and t.pos[head] == "PRON" and _agrees(t.lower[head], saying) and not _in_own_words(t, head, saying):
        return (replace(saying.source, text=t.forms[head], span=spans.characters(t, head, head)),)
    return ()


def is_decree(reading: Reading, i: int) -> bool:
    """True for a law, a resolution: a text in which somebody who makes it does something."""
    lemma = reading.tree.lemma[i]
    return lemma in _DECREES or reading.concepts.of(lemma) == _RESOLUTION


def _lawgivers(reading: Reading, head: int) -> tuple[Participant, ...]:
    """Whose law it is that forbids something ("Chadian law forbids the sale", "the AU charter forbids it")."""
    t = reading.tree
    verb = t.head[head]
    forbids = any(row.relation == _SANCTIONS for row in reading.lexicon.frames("svo", t.lemma[verb]))
    if t.lemma[head] not in _LAWS or is_passive(t, verb) or not forbids:
        return ()
    whose = (*children(t, head, "amod", "compound", "nmod:poss"), *(k for k in children(t, head, "nmod") if t.prep[k] == "of"))
    return tuple(p for k in whose for p in participants(reading.resolution, k) if p.type in {*PLACES, "Bloc", "Organization"})[:1]


def _is_fault(reading: Reading, verb: int) -> bool:
    """True for what a text does and its author doesn't: "the declaration violates the charter"."""
    rows = reading.lexicon.verdicts.get(reading.tree.lemma[verb], ())
    return any(" " not in row.word and row.relation in {"criticizes", "opposes"} for row in rows)


_ONE_OF = ("an", "i")
"""Endings of adjectives of a nation that, alone behind "the", mean one person."""
_ANYBODY = frozenset({"a", "an", "another", "each", "one"})


def counted(t: Tree, head: int, found: Sequence[Participant]) -> bool:
    """True for some people of a nation ("15 Cubans", "Cubans who live abroad", "a Cuban"), who aren't the nation.

    The two Koreas are; "African countries that oppose the ban" are not all of them.
    """
    if t.forms[head][0].isupper() and any(t.lower[k] in _ANYBODY for k in children(t, head, "det", "nummod")):
        return any(p.type in PLACES and t.forms[head] not in p.label.split() for p in found)
    if t.tag[head] in {"JJ", "NN", "NNP"} and t.lower[head].endswith(_ONE_OF) and _is_definite(t, head):  # "the Iranian"
        return any(p.type in PLACES and t.forms[head] not in p.label.split() for p in found)
    those = any(not behind_comma(t, k) for k in children(t, head, "acl:relcl")) or t.has(head, "cop")
    if those and t.tag[head] == "NNS" and any(p.type == "Bloc" for p in found):
        return True
    people = t.tag[head] in {"NNPS", "NNS"} and t.forms[head][0].isupper() and (those or t.has(head, "nummod"))
    return people and any(
        p.type == "Bloc" or (p.type in PLACES and t.forms[head][:-1] not in p.label.split()) for p in found
    )  # "four Arabs"


def _is_definite(t: Tree, head: int) -> bool:
    return any(t.lower[k] == "the" for k in children(t, head, "det"))


def _behind_noun(reading: Reading, head: int) -> tuple[Participant, ...]:
    """ "UN aid agency UNRWA resumed shipments": the name that the parser joined to the noun before it."""
    t = reading.tree
    names = (p for k in children(t, head, "flat") if t.tag[head] == "NN" and (p := reading.resolution.at(k)) is not None)
    return tuple(names)[:1]


def _does(t: Tree, verb: int, cue: int) -> bool:
    """True where the cue is the verb itself, or one that is coordinated with it; the verb has one subject only.

    A resolution that was passed passes nothing itself.
    """
    if len(children(t, verb, *SUBJECTS)) > 1 or t.lemma[verb] in referring.load().verbs["issuing"]:
        return False
    while cue != verb and t.dep[cue] == "conj" and t.head[cue] != cue:
        cue = t.head[cue]
    return cue == verb


def _people(found: Iterable[Participant]) -> bool:
    """True for actors that are people themselves, and no state ("most Danes")."""
    return any(p.type == "Organization" for p in found)


def _coordinated_name(reading: Reading, head: int) -> tuple[Participant, ...]:
    """The first of two names that the parser read as one ("French President Macron and UK Prime Minister Starmer said")."""
    t = reading.tree
    low = min(subtree(t, head))
    joints = [k for k in range(low + 1, head) if t.dep[k] == "cc" and t.lower[k] == "and"]
    if not joints or any(t.pos[k] in {"ADP", "VERB", "AUX", "PUNCT"} for k in range(low, head)):
        return ()
    names = [p for k in range(low, joints[0]) if (p := reading.resolution.at(k)) is not None and p.type == "Person"]
    return (names[-1],) if names else ()


def _in_own_words(t: Tree, i: int, saying: Saying) -> bool:
    """True inside quotation marks, where nobody speaks of himself as "he"."""
    if saying.kind is not AttributionKind.MIXED:
        return saying.kind is AttributionKind.DIRECT
    return next((t.tag[k] for k in range(i, t.sent[i] - 1, -1) if t.tag[k] in {"``", "''"}), "") == "``"


def _agrees(pronoun: str, saying: Saying) -> bool:
    """True where the pronoun may take up the source; "it" is no group of several."""
    source = saying.source
    if source.type in NO_HOLDER or len(saying.sources) > 1:
        return False
    return (source.type == "Person") == (pronoun in _PERSONAL) and pronoun in _PERSONAL | _NEUTER
