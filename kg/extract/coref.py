"""Which mentions are one? Descriptions and pronouns, in order of the text, against what was mentioned before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.actors import Role
from kg.extract.bodies import with_bodies
from kg.extract.descriptions import both_of, describe, is_both, is_two, may_describe
from kg.extract.discourse import COLLECTIVES, Discourse, analysts, owners, represents
from kg.extract.documents import makers, may_name, speaks_in
from kg.extract.found import PERSON, Found, Text
from kg.extract.grammar import SUBJECTS, Tree, children, clause_of, grammatical_subject, subtree
from kg.extract.names import Reference, characters
from kg.extract.offices import open_office, title_words
from kg.extract.unnamed import SOMEONE, Setting, meant, setting
from kg.extract.whose import GROUP, owner_of
from kg.model import Candidate, Entity, MentionKind, Note
from kg.referring import Pronoun

_REACH = {"masculine": 3, "feminine": 3, "any": 2, "neuter": 1}
"""Sentences that a pronoun reaches back, by its gender."""
_WINDOW = 80
"""Tokens that a noun without an actor may compete from."""
_MARGIN = 0.25
"""Two antecedents that score closer than this are a tie; half of it where one is no actor."""
_ENOUGH = 0.7
"""What an antecedent must score at least to be taken up by "it" or "they", which mostly mean no actor."""
_TWO = "two"
_OF_MANY = frozenset({"ArmedGroup", "Party"})
_EVERY = frozenset({"all", "both", "each", "either", "neither"})
_THING = Entity("", "", "")
_ROLES = {
    "nsubj": 2.0, "nsubj:pass": 2.0, "nsubj:outer": 2.0, "csubj": 2.0, "csubj:pass": 2.0, "root": 2.0,
    "obj": 1.0, "iobj": 1.0, "obl:agent": 1.0, "nmod:poss": 0.9, "appos": 0.8, "obl": 0.6, "nmod": 0.5, "conj": 0.5,
}  # fmt: skip
"""Weight of a mention by its place in the clause."""
_GROUNDS = frozenset({"about", "for", "on", "over"})
_ASKS = frozenset({"criticizes", "demands", "warns"})
_JUDGES = frozenset({"criticizes", "sanctions", "supports"})
_WILLED = frozenset({"accepts", "attacks", "consults", "deploys", "hosts", "meets", "pledges", "proposes", "provides", "rejects",
                     "rulesOut", "sanctions", "willingTo", "yields", "controls", "considers", "demands", "removes"})  # fmt: skip
_ARGUMENTS = frozenset({"obj", "iobj", "obl", "obl:arg", "nmod", "obl:agent"})


@dataclass(frozen=True, slots=True)
class Read:
    """All references of a text in its order, what modifies which noun (token -> actor, its tokens), who speaks for whom."""

    references: tuple[Reference, ...]
    owners: Mapping[int, tuple[Entity, int, int]]
    represents: Mapping[str, str]
    represented: tuple[Entity, ...]
    notes: tuple[Note, ...]
    home: Entity | None = None
    """The one state that the text is mostly about."""


def resolve(text: Text, named: Sequence[Reference], pronouns: Sequence[Found], published: str | None) -> Read:
    """The names of a text with its descriptions and pronouns; a pronoun between two actors stays open, with a note."""
    t = text.tree
    d = with_bodies(text, named, published)
    where, titles = setting(d), title_words(tuple(text.lexicon.titles))
    waiting = {found.head: found for found in pronouns}
    notes: list[Note] = []
    for i in range(len(t)):
        if i in waiting:
            reference = _pronoun(d, waiting[i])
            if len(reference.entities) < len(("one", "other")) and is_both(d, i):
                reference = both_of(d, i) or reference
            if reference.entities:
                d.add(_with_each(t, reference))
                _learn(d, reference)
            elif reference.candidates:
                among = " or ".join(c.entity.label for c in reference.candidates[:2])
                notes.append(Note("coref", characters(text, reference.found), f"{t.forms[i]!r} may mean {among}"))
        elif i not in d.covered and (is_both(d, i) or _may_mean(d, i, titles)):
            described = both_of(d, i) if is_both(d, i) else describe(d, i, where)
            if described is not None:
                d.add(_with_each(t, described))
            if described is None or described.found.type == GROUP:
                notes.extend(_left_open(d, i, where))
    speaks = {**dict.fromkeys(sorted(analysts(d)), ""), **_employers(d), **represents(d)}
    known = {e.id: e for r in d.references for e in r.entities}
    spoken = tuple(known.get(key) or text.table.entities[key] for key in sorted({*speaks.values()} - {""}))
    every = tuple(sorted(d.references, key=lambda r: (r.found.start, r.found.end)))
    return Read(every, _owners(d), speaks, spoken, tuple(notes), where.home)


def _may_mean(d: Discourse, i: int, titles: frozenset[str]) -> bool:
    """True for a noun that may describe an actor, and for "the two"."""
    t = d.text.tree
    noun = t.pos[i] in {"NOUN", "PROPN", "ADJ"} or (t.lower[i] == _TWO and is_two(d, i))
    return noun and may_describe(d, i, titles)


def _with_each(t: Tree, reference: Reference) -> Reference:
    """ "Each of them", "both of the countries", "neither of the two": all whom the phrase behind "of" means."""
    head = reference.found.head
    above = t.head[head]
    every = t.prep[head] == "of" and t.lower[above] in _EVERY and t.dep[head] == "nmod"
    return reference._replace(also=(*reference.also, above)) if every else reference


def _left_open(d: Discourse, i: int, where: Setting) -> Iterator[Note]:
    """The note for a description that acts and whose actor nothing tells."""
    t = d.text.tree
    if t.dep[i] not in SUBJECTS:
        return
    word, span = t.forms[i], t.span(i, i + 1)
    if i not in d.by_head and open_office(d, i):
        yield Note("coref", span, f"{word!r}: neither text nor table tells who holds the office")
        return
    found = meant(d, i, where)
    if found is not None and found.open:
        yield Note("coref", span, f"{word!r} may mean {found.reason}: the text doesn't decide")


def _employers(d: Discourse) -> Mapping[str, str]:
    """Id of each unnamed official -> id of the state or organisation that the description names."""
    someone = [(r.entity.id, owner_of(d, r.found.head)) for r in d.references if r.found.form == SOMEONE and r.entity is not None]
    return {key: owner.id for key, owner in someone if owner is not None}


def _owners(d: Discourse) -> Mapping[int, tuple[Entity, int, int]]:
    t = d.text.tree
    found: dict[int, tuple[Entity, int, int]] = {}
    for i in range(len(t)):
        if t.pos[i] in {"NOUN", "PROPN"} and t.dep[i] not in {"compound", "flat"}:
            own = owners(d, i)
            for reference in sorted(own, key=lambda r: t.dep[r.found.head] == "nmod:poss") if len(own) > 1 else own:
                entity = reference.entities[0]
                if entity.type in COLLECTIVES:
                    found[i] = (entity, reference.found.start, reference.found.end)
                    break
    return found


class _Antecedent(NamedTuple):
    """Whom a pronoun may mean ((thing,) for what is no actor), and how well it fits."""

    entities: tuple[Entity, ...]
    score: float


def _pronoun(d: Discourse, found: Found) -> Reference:
    t, i = d.text.tree, found.head
    row = d.text.words.pronouns[t.lower[i]]
    if row.person != 3 or _pleonastic(d, i):
        return Reference(found)
    if row.role == "reflexive":
        return _reflexive(d, found)
    meant = _meant(d, i, row)
    if meant is not None:
        return Reference(found, meant.entities, tuple(Candidate(e, 0.9, "named by the speaker") for e in meant.entities))
    telling = _who_says(d, i, row)
    if telling is not None:
        return Reference(found, telling.entities, tuple(Candidate(e, 0.8, "says so of itself") for e in telling.entities))
    judged = _judged(d, i, row)
    if judged is not None:
        return Reference(found, judged.entities, tuple(Candidate(e, 0.8, "praised or blamed for it") for e in judged.entities))
    spoken = _spoken_for(d, i, row)
    if spoken is not None:
        return Reference(found, (spoken,), (Candidate(spoken, 0.8, "its spokesperson says so"),))
    best: dict[tuple[str, ...], _Antecedent] = {}
    for antecedent in _antecedents(d, i, row):
        key = tuple(e.id for e in antecedent.entities)
        if key not in best or best[key].score < antecedent.score:
            best[key] = antecedent
    ranked = sorted(best.values(), key=lambda a: (-a.score, tuple(e.id for e in a.entities)))
    weak = bool(ranked) and row.gender not in {"masculine", "feminine"} and ranked[0].score < _ENOUGH
    if not ranked or weak or ranked[0].entities == (_THING,):
        return Reference(found)
    margin = _MARGIN / 2 if len(ranked) > 1 and ranked[1].entities == (_THING,) else _MARGIN
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < margin:
        tied = [e for a in ranked[:2] for e in a.entities if e is not _THING]
        return Reference(found, (), tuple(Candidate(e, 0.5, "two antecedents fit") for e in tied) if len(tied) > 1 else ())
    entities = ranked[0].entities
    return Reference(found, entities, tuple(Candidate(e, 0.7, "antecedent of a pronoun") for e in entities))


def _who_says(d: Discourse, i: int, row: Pronoun) -> Reference | None:
    """ "Lee met Berg, who said he is against it": he who says so."""
    t, verb = d.text.tree, d.text.tree.head[i]
    says = t.head[verb]
    if t.dep[i] not in SUBJECTS or t.dep[verb] != "ccomp" or t.dep[says] != "acl:relcl" or not _reports(d, says):
        return None
    if d.quotes[i] >= 0 or not any(t.lower[k] == "who" for k in children(t, says, "nsubj")):
        return None
    for k in grammatical_subject(t, says):
        reference = d.by_head.get(k)
        if reference is not None and reference.entities and _agrees(d, reference, reference.entities, row) is not None:
            return reference
    return None


def _judged(d: Discourse, i: int, row: Pronoun) -> Reference | None:
    """ "Oslo criticised Bern for its refusal", "asked Bern about its refusal": whoever is praised, blamed or asked did it."""
    t, noun = d.text.tree, d.text.tree.head[i]
    if row.role != "possessive" or noun < i or t.prep[noun] not in _GROUNDS:
        return None
    verb = t.head[noun] if t.verb[t.head[noun]] else t.head[t.head[noun]]
    rows = d.text.lexicon.frames("svo", t.lemma[verb])
    told = d.text.lexicon.frames("verb-obj-prep", t.lemma[verb])
    asks = t.lemma[verb] == "ask" or any(r.relation in _ASKS and t.prep[noun] in r.preps for r in told)
    if not asks and not any(r.relation in _JUDGES for r in rows):
        return None
    patient = next(iter(children(t, verb, "obj", "iobj", "nsubj:pass")), None)
    reference = d.by_head.get(patient) if patient is not None and patient < i and patient != noun else None
    if reference is None or not reference.entities or _agrees(d, reference, reference.entities, row) is None:
        return None
    return reference


def _spoken_for(d: Discourse, i: int, row: Pronoun) -> Entity | None:
    """ "Hamas spokesman Sami Dahlan said it would retaliate": the group for which the speaker speaks, if no other acts near by.

    A thing may break a law or cost money, so that the verb must be one of will.
    """
    t, verb, above = d.text.tree, d.text.tree.head[i], d.text.tree.head[d.text.tree.head[i]]
    if row.role == "possessive" or t.dep[i] != "nsubj" or t.dep[verb] != "ccomp" or d.quotes[i] >= 0 or not _reports(d, above):
        return None
    people = {e.id for k in children(t, above, *SUBJECTS) if k < i and k in d.by_head for e in d.by_head[k].entities}
    served = {o.owner for o in d.offices if o.person.id in people and o.kind == Role.SPOKESPERSON and o.owner is not None}
    owner = next(iter(served)) if len(served) == 1 else None
    if owner is None or owner.type not in (COLLECTIVES if row.gender == "neuter" else _OF_MANY) or not _is_willed(d, verb):
        return None
    acting = (r for r in d.before(i, 1) if t.dep[r.found.head] in {*SUBJECTS, "obl:agent"})
    return None if any(e.type in COLLECTIVES and e != owner for r in acting for e in r.entities) else owner


def _is_willed(d: Discourse, verb: int) -> bool:
    """True for a verb that only somebody can be the subject of ("retaliate", "carry out an attack")."""
    t, frames = d.text.tree, d.text.lexicon.frames
    rows = [row for pattern in ("svo", "verb-inf", "verb-obj-prep") for row in frames(pattern, t.lemma[verb])]
    carried = t.lemma[verb] == "carry" and any(t.lower[k] == "out" for k in t.kids[verb])
    return carried or (bool(rows) and all(row.relation in _WILLED for row in rows))


def _learn(d: Discourse, reference: Reference) -> None:
    """Keeps the gender of the first pronoun that takes a person up, for those after it."""
    row = d.text.words.pronouns[d.text.tree.lower[reference.found.head]]
    if reference.entity is not None and row.gender in {"masculine", "feminine"}:
        d.genders.setdefault(reference.entity.id, row.gender)


def _pleonastic(d: Discourse, i: int) -> bool:
    """True for "it" that stands for no thing at all: "it is clear that", "it takes two to"."""
    t = d.text.tree
    if t.lower[i] != "it":
        return False
    above = t.head[i]
    if t.dep[i] == "expl" or (t.dep[i] in SUBJECTS and t.lemma[above] in d.text.words.verbs["empty"]):
        return True
    clause = any(t.dep[k] in {"csubj", "csubj:pass", "expl"} for k in t.kids[above])
    complements = [k for k in children(t, above, "xcomp") if t.pos[k] in {"ADJ", "NOUN"}]
    predicate = bool(children(t, above, "cop")) or bool(complements)
    below = (*t.kids[above], *(m for k in complements for m in t.kids[k]))
    later = [k for k in below if k > i and t.dep[k] in {"ccomp", "xcomp", "advcl", "acl"}]
    return clause or (predicate and any(t.mark[k] in {"that", "to", "whether", "if"} for k in later))


def _reflexive(d: Discourse, found: Found) -> Reference:
    t = d.text.tree
    verb = t.head[found.head]
    if t.lemma[verb] in d.text.words.verbs["naming"]:
        named = next((r for k in range(found.end, min(found.end + 4, len(t))) if (r := d.beginning(k)) is not None), None)
        if named is not None:
            return Reference(found, named.entities, tuple(Candidate(e, 0.9, "named so here") for e in named.entities))
    for k in grammatical_subject(t, clause_of(t, verb)):
        reference = d.by_head.get(k)
        row = d.text.words.pronouns[t.lower[found.head]]
        if reference is not None and reference.entities and _agrees(d, reference, reference.entities, row) is not None:
            return Reference(found, reference.entities, (Candidate(reference.entities[0], 0.9, "subject of the clause"),))
    return Reference(found)


def _meant(d: Discourse, i: int, row: Pronoun) -> Reference | None:
    """Whom a quoted pronoun means where the sentence says so ("…, she said, referring to the Nordic countries")."""
    t = d.text.tree
    if d.quotes[i] < 0 or row.number != "plural":
        return None
    for k in range(i + 1, len(t)):
        if d.number[k] > d.number[i] + 1 or "\n" in d.text.forms[k]:
            return None
        if d.quotes[k] < 0 and t.lemma[k] in d.text.words.verbs["meaning"] and t.tag[k] == "VBG":
            return next((r for m in range(k + 1, min(k + 5, len(t))) if (r := d.beginning(m)) is not None), None)
    return None


def _antecedents(d: Discourse, i: int, row: Pronoun) -> Iterator[_Antecedent]:
    t = d.text.tree
    barred = _barred(d, i, row)
    for reference in (*d.before(i, _REACH[row.gender]), *_ahead(d, i)):
        entities = _group(d, reference) if row.number == "plural" else reference.entities
        for whom in {entities, reference.entities}:
            if row.number == "plural" and _named_within(d, reference):
                continue
            if any(e.id in barred for e in whom):
                continue
            fit = _agrees(d, reference, whom, row)
            if fit is not None:
                yield _Antecedent(whom, fit + _salience(d, reference.found.head, i, row))
    for k in range(i - 1, max(i - _WINDOW, 0) - 1, -1):
        if d.number[i] - d.number[k] > 1:
            break
        if t.pos[k] == "NOUN" and k not in d.by_head and k not in d.covered and _thing(d, k, row):
            made = _maker(d, k) if row.gender == "neuter" and t.dep[i] in SUBJECTS and _reports(d, t.head[i]) else None
            speaker = _THING if made is None or made.id in barred else made
            yield _Antecedent((speaker,), _salience(d, k, i, row))


def _maker(d: Discourse, k: int) -> Entity | None:
    """ "An Amnesty report rejects it. It says": who speaks in the document that noun `k` names."""
    t = d.text.tree
    heads = next(iter(makers(t, k, d.text.words)), ())
    reference = d.by_head.get(heads[0]) if len(heads) == 1 else None
    entity = reference.entity if reference is not None else None
    return entity if entity is not None and entity.type in COLLECTIVES and may_name(t, heads[0], entity.type) else None


def _thing(d: Discourse, k: int, row: Pronoun) -> bool:
    """True for a noun that names no known actor and that the pronoun may mean all the same."""
    t = d.text.tree
    if row.gender in {"masculine", "feminine"}:
        human = d.text.words.nominal("human", t.lemma[k])
        return human is not None and t.tag[k] == "NN" and human.types[0] in {row.gender, "any"}
    plural = t.tag[k] == "NNS"
    return plural == (row.number == "plural") and t.dep[k] not in {"compound", "obl:tmod", "obl:unmarked", "fixed"}


def _group(d: Discourse, reference: Reference) -> tuple[Entity, ...]:
    """The actors of a coordination that begins with the reference ("China and Russia … they")."""
    t = d.text.tree
    if not t.has(reference.found.head, "conj"):
        return reference.entities
    entities = list(reference.entities)
    for k in children(t, reference.found.head, "conj"):
        other = d.by_head.get(k)
        if other is not None:
            entities.extend(e for e in other.entities if e not in entities)
    return tuple(entities)


def _named_within(d: Discourse, reference: Reference) -> bool:
    """True for a name that only tells who a plural before it is, and for a plural joined to a name before it.

    "They" are all of "Bach and her counterparts, Berg and Lund".
    """
    t = d.text.tree
    if t.dep[reference.found.head] == "conj" and len(reference.entities) > 1 and t.head[reference.found.head] in d.by_head:
        return True
    head = _first_conjunct(t, reference.found.head)
    above = d.by_head.get(t.head[head]) if t.dep[head] == "appos" else None
    return above is not None and len(above.entities) > 1 and set(reference.entities) <= set(above.entities)


def _ahead(d: Discourse, i: int) -> Iterator[Reference]:
    """The subject that follows a pronoun in a clause before it ("In his speech, Brown said")."""
    t = d.text.tree
    main = clause_of(t, i)
    while t.dep[main] in {"advcl", "acl", "acl:relcl", "xcomp"} and t.head[main] > main:
        main = t.head[main]
    for k in children(t, main, *SUBJECTS):
        reference = d.by_head.get(k)
        if k > i and reference is not None and d.number[k] == d.number[i] and reference.found.kind is MentionKind.NAME:
            yield reference


def _barred(d: Discourse, i: int, row: Pronoun) -> frozenset[str]:
    """Ids of the actors that the pronoun can't mean: others in its clause, and who speaks the words around it."""
    t = d.text.tree
    ids: set[str] = set()
    clause = clause_of(t, i)
    if row.role != "possessive":
        heads = {k for k in t.kids[t.head[i]] if k != i}
        if t.dep[i] not in SUBJECTS and t.verb[clause]:
            heads.update(grammatical_subject(t, clause))
        if t.dep[i] in SUBJECTS:
            # "It would help Ankara": a name below a pronoun's verb is someone else.
            apart = {
                m for k in children(t, t.head[i], "advcl") if k > i for m in subtree(t, k)
            }  # "it fired as Oslo's ships left"
            heads.update(k for k in subtree(t, t.head[i]) if k > i and k not in apart)
        for k in heads:
            reference = d.by_head.get(k)
            if reference is not None and (k < i or reference.found.kind is MentionKind.NAME):
                ids.update(e.id for e in reference.entities)
    return frozenset(ids | _speakers(d, i, row) | _accusers(d, i))


def _accusers(d: Discourse, i: int) -> set[str]:
    """ "Oslo accuses Bern of spying, a charge it denies": who denies isn't who is the subject above."""
    t, verb = d.text.tree, d.text.tree.head[i]
    denies = any(row.relation == "rejects" for row in d.text.lexicon.frames("svo", t.lemma[verb]))
    if not denies or t.dep[i] not in SUBJECTS or t.dep[verb] != "acl:relcl":
        return set()
    above = clause_of(t, t.head[verb])
    while not children(t, above, *SUBJECTS) and t.head[above] != above:
        above = clause_of(t, t.head[above])
    found = (d.by_head.get(k) for k in grammatical_subject(t, above))
    return {e.id for r in found if r is not None for e in r.entities}


def _speakers(d: Discourse, i: int, row: Pronoun) -> set[str]:
    t = d.text.tree
    speakers: set[str] = set()
    if d.quotes[i] < 0 and row.person == 3 and t.dep[i] in SUBJECTS and _reports(d, t.head[i]):
        # Who says the quoted words isn't spoken of by name in them.
        quoted = (r for r in d.in_sentence.get(d.number[i], ()) if d.quotes[r.found.head] >= 0)
        speakers.update(e.id for r in quoted if r.found.kind is MentionKind.NAME for e in r.entities)
    if d.quotes[i] >= 0:
        around = (r for n in (-1, 0, 1) for r in d.in_sentence.get(d.number[i] + n, ()))
        for reference in around:
            head = reference.found.head
            near = d.quotes[head] < 0 and _nearby(d, head, i)
            if near and t.dep[head] in SUBJECTS and _reports(d, t.head[head]):
                speakers.update(e.id for e in reference.entities)
    return speakers


def _reports(d: Discourse, verb: int) -> bool:
    return d.text.lexicon.reports(d.text.tree.lemma[verb])


def _nearby(d: Discourse, head: int, i: int) -> bool:
    return d.number[head] == d.number[i] or not any("\n" in d.text.forms[k] for k in range(min(head, i), max(head, i)))


def _agrees(d: Discourse, reference: Reference, whom: tuple[Entity, ...], row: Pronoun) -> float | None:
    """A bonus or malus for number and kind, or None where the antecedent can't be meant."""
    t = d.text.tree
    kinds = {e.type for e in whom}
    if row.gender in {"masculine", "feminine"}:
        title = d.text.title_at.get(reference.found.head) if t.tag[reference.found.head] == "NN" else None
        voice = title is not None and title.kind == Role.SPOKESPERSON and kinds <= COLLECTIVES
        if len(whom) != 1 or (kinds != {PERSON} and not voice and not (kinds == {"Group"} and title is not None)):
            return None
        if voice and title is not None:  # "A spokesman for the army denied it. He said"
            known = d.text.words.genders.get(title.words.split()[-1], "any")
            return 0.0 if known in {row.gender, "any"} else None
        gender = _gender(d, reference, whom[0])
        return None if gender not in {row.gender, ""} else 0.2 if gender else 0.0
    if row.gender == "neuter":
        if len(whom) != 1 or not kinds <= COLLECTIVES or reference.found.form == "people":
            return None
        if len(_group(d, reference)) > 1 or t.dep[reference.found.head] == "conj":
            return None
        if _are_several(d, reference):
            return None  # "the Tigers … it"
        found = reference.found
        many = found.form == "official" or (found.form == "force" and t.tag[found.head] == "NNS")
        return -0.8 if many and found.kind is MentionKind.NOMINAL else 0.0
    if len(whom) > 1:
        return 1.1 if len(kinds) == 1 else -0.5
    if not kinds <= COLLECTIVES | {"Group"}:
        return None
    found = reference.found
    if found.form == "force":
        return -0.8 if _reports(d, t.head[found.head]) else None
    described = found.kind is MentionKind.NOMINAL or found.form == "people" or t.tag[found.head] == "NNS"
    plural = t.tag[found.head] in {"NNS", "NNPS"} and described
    if found.kind is MentionKind.PRONOUN:
        plural = d.text.words.pronouns[t.lower[found.head]].number == "plural"
    if plural or _are_several(d, reference):
        return 0.6
    return 0.2 if kinds <= {"Bloc", "Group"} else -2.0


def _are_several(d: Discourse, reference: Reference) -> bool:
    """True for the plural name of a group ("the Tigers"), and one whose verb is plural ("the Taliban have said")."""
    t, head = d.text.tree, reference.found.head
    if reference.found.kind is not MentionKind.NAME or not {e.type for e in reference.entities} <= _OF_MANY:
        return False
    verb = t.head[head] if t.dep[head] in SUBJECTS else head
    signs = (verb, *children(t, verb, "aux", "cop", "aux:pass")) if verb != head else ()
    return t.tag[head] in {"NNPS", "NNS"} or any(t.tag[k] == "VBP" or t.lower[k] == "were" for k in signs)


def _gender(d: Discourse, reference: Reference, person: Entity) -> str:
    """Masculine or feminine where a form of address or given name tells, else an empty string."""
    words = d.text.words.genders
    title = reference.found.title.words.split()[-1] if reference.found.title is not None else ""
    for word in (title, person.label.split()[0].lower()):
        if words.get(word) in {"masculine", "feminine"}:
            return words[word]
    return d.genders.get(person.id, "")


def _salience(d: Discourse, head: int, i: int, row: Pronoun) -> float:
    """How likely a mention is taken up: near ones before far ones, subjects before objects before modifiers.

    The weights were set by hand on news text; a step of 1 is about the gap between a subject and an object.
    """
    t = d.text.tree
    head = _top(d, head)
    place = _first_conjunct(t, head)
    distance = d.number[i] - d.number[head]
    score = _ROLES.get(t.dep[place], 0.2) - (0.1 if place != head else 0.0) - 1.2 * distance - 0.004 * abs(i - head)
    reference = d.by_head.get(head)
    if reference is not None and reference.entities:
        most = 2 if row.gender == "neuter" else 5
        score += 0.12 * min(d.counts.get(reference.entities[0].id, 0), most)
    subject = t.dep[place] in SUBJECTS
    if subject and t.dep[i] in SUBJECTS:
        score += 0.4
    if distance == 0:
        score += _same_sentence(t, place, i, row)
        score += 1.4 if place in speaks_in(t, clause_of(t, i), d.text.words) else 0.0
    elif subject and t.dep[t.head[place]] == "root":
        score += 0.4
    if t.dep[place] in {"compound", "amod"}:
        score -= 0.5
    if row.gender == "neuter" and d.quotes[i] >= 0 and d.quotes[i] != d.quotes[head]:
        score -= 0.6
    return score - 0.8 if head > i else score


def _same_sentence(t: Tree, place: int, i: int, row: Pronoun) -> float:
    """What speaks for a mention in the pronoun's own sentence: its verb governs the pronoun's clause, or is its verb."""
    verb, clause = t.head[place], clause_of(t, i)
    subject = t.dep[place] in SUBJECTS
    score = 1.0 if subject and verb == clause and row.role == "possessive" else 0.0
    if clause not in t.kids[verb]:
        return score
    if subject:
        return score + {"ccomp": 1.2, "xcomp": 0.5, "advcl": 0.5, "conj": 0.5}.get(t.dep[clause], 0.0)
    if t.dep[place] in _ARGUMENTS:
        return score + {"ccomp": 0.8, "conj": 0.5}.get(t.dep[clause], 0.0)
    return score


def _first_conjunct(t: Tree, head: int) -> int:
    place = head
    while t.dep[place] == "conj" and t.head[place] != place and t.pos[t.head[place]] in {"PROPN", "NOUN", "PRON"}:
        place = t.head[place]
    return place


def _top(d: Discourse, head: int) -> int:
    """The token that a name with its title has as its head, where the parser put the title above the name."""
    t, reference = d.text.tree, d.by_head.get(head)
    while t.head[head] != head and reference is not None and d.by_head.get(t.head[head]) is reference:
        head = t.head[head]
    return head
