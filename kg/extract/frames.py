"""Which lexicon rows fire where? Syntax only: no actor is looked up here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg import referring
from kg.extract.grammar import (
    Tree,
    agents,
    children,
    conjuncts,
    content_clause,
    direct_object,
    grammatical_subject,
    holders,
    infinitive,
    is_passive,
    is_predicate,
    is_verb,
    particle,
    phrases,
    preposition,
)
from kg.lexicon import EVALUATES, Lexicon, Row


@dataclass(frozen=True, slots=True)
class Match:
    """A row that fits at `cue`. All fields but the first three are token indices.

    `predicate` carries negation and modals (the light verb of "voiced support"); `holders` are heads of noun phrases,
    empty where none is in sight; `object` heads a noun phrase or a clause (`clause` True).
    """

    relation: str
    rule: str
    confidence: float
    cue: int
    predicate: int
    holders: tuple[int, ...]
    object: int
    clause: bool = False
    recipient: int | None = None


_PROVIDES = "provides"
_WHEN = frozenset({"after", "at", "during", "following", "in", "since"})
"""Before an event: it took place."""
_WITH, _BETWEEN = "with", "between"
MUTUAL = frozenset({"consults", "cooperates", "meets"})
"""Relations of each with the others."""
_ENCOUNTERS = frozenset({"consults", "meets"})
_PARTITIVES = frozenset({"one", "some", "two", "three"})
_ASKS = frozenset({"WRB", "WP", "WDT"})
Finder = Callable[[Tree, int, Row, Lexicon], Iterator[Match]]


def matches(t: Tree, lexicon: Lexicon) -> Iterator[Match]:
    """All matches in order of the text; at each word the most specific frame wins."""
    found = list(_all(t, lexicon))
    heads = {k for m in found for k in (m.cue, m.predicate)}
    for m in found:
        plans = m.rule.startswith("verb-inf") and t.lemma[m.cue] in lexicon.implicatives
        if not plans or m.object not in heads:  # "plans to sign": the plan is the modality of what signing says
            yield m


def _all(t: Tree, lexicon: Lexicon) -> Iterator[Match]:
    nowhere: frozenset[str] = frozenset()
    for i in range(len(t)):
        forms = _forms(t, i)
        frames = nowhere.union(*(lexicon.framed.get(form, nowhere) for form in forms))
        if not frames or t.dep[i] == "space":  # most words have no row at all
            continue
        for frame, finder in _FRAMES:
            if frame not in frames:
                continue
            ways = forms if frame.startswith("adj") else forms[:1]
            rows = [row for form in ways for row in lexicon.frames(frame, form) if _fits(t, i, row)]
            if frame == "svo":
                rows = _by_object(t, i, rows, lexicon)
            rows = [row for row in rows if row.particle] or rows  # "called into question" doesn't call
            found = [m for row in rows for m in finder(t, i, row, lexicon)]
            if found:
                yield from found
                break


def _by_object(t: Tree, i: int, rows: list[Row], lexicon: Lexicon) -> list[Row]:
    """The verb's rows, or the one of senses.tsv that its object asks for ("sent a letter" provides nothing)."""
    obj = direct_object(t, i) if t.lemma[i] in lexicon.senses else None
    if obj is None:
        return rows
    senses = [row for row in lexicon.senses[t.lemma[i]] if t.lemma[obj] in row.objects and _fits(t, i, row)]
    return [row for row in senses if row.relation] if senses else rows


def _forms(t: Tree, i: int) -> tuple[str, ...]:
    """The forms under which a row may list the word: its lemma; for an adjective also a participle, "in favour", "against"."""
    prep = preposition(t, i)
    forms = (t.lemma[i], t.lower[i], f"{prep} {t.lower[i]}", "" if prep else t.lemma[i])
    return tuple(dict.fromkeys(forms))


def _fits(t: Tree, i: int, row: Row) -> bool:
    if row.frame.startswith("verb") or row.frame == "svo":
        if not is_verb(t, i) and not (t.pos[i] == "NOUN" and t.dep[i] == "root"):
            return False
        if row.particle and any(prep == f"{row.particle} {p}" for prep, _k in phrases(t, i) for p in row.preps):
            return True  # "out of" read as one preposition
        return row.particle == particle(t, i) or (bool(row.particle) and _loose_particle(t, i, row.particle))
    if row.frame.startswith("noun"):
        return t.pos[i] in {"NOUN", "PROPN"} or t.tag[i].startswith("NN")
    if t.tag[i].startswith("VB") and not (t.tag[i] == "VBN" and (is_passive(t, i) or children(t, i, "cop"))):
        return False  # "has opposed" is a verb, "is opposed to" is not
    return t.pos[i] in {"ADJ", "VERB", "ADV"} or " " in row.lemma or not row.lemma


def _loose_particle(t: Tree, i: int, word: str) -> bool:
    """The particle read as an adverb or a bare preposition right after the verb, or the fixed words of an idiom.

    "Made clear that", "turned its back on", "put the plan on hold": a row lists "clear", "back" and "on hold" like particles.
    """
    if i + 1 < len(t) and t.lower[i + 1] == word and t.dep[i + 1] in {"advmod", "case", "mark", "compound:prt", "obl", "aux"}:
        return True
    if " " in word:
        return any(f"{prep} {t.lemma[k]}" == word for prep, k in phrases(t, i))
    return any(t.lemma[k] == word for k in children(t, i, "obj", "xcomp"))


def _spots(t: Tree, i: int) -> Iterator[tuple[str, int]]:
    """The predicate's phrases, and behind them those of their nouns as one preposition: "to aid of" in "came to the aid of"."""
    plain = phrases(t, i)
    yield from plain
    for prep, k in plain:
        yield from ((f"{prep} {t.lemma[k]} {inner}", m) for inner, m in phrases(t, k) if m > k)


def _match(t: Tree, i: int, row: Row, obj: int, **more: int | bool | None) -> Match:
    return Match(
        relation=row.relation, rule=row.rule, confidence=_CONFIDENCE.get(row.frame, 0.8), cue=i, predicate=i,
        holders=agents(t, i), object=obj, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _svo(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    obj = direct_object(t, i)
    if row.particle and row.particle != particle(t, i):  # "handed over the suspect" read as a phrase with "over"
        obj = next((k for prep, k in phrases(t, i) if prep == row.particle), obj)
    if obj is not None and obj != i and t.lemma[obj] != row.particle:  # "turned its back on" turns nothing back
        yield _match(t, i, row, obj, clause=is_verb(t, obj) and t.tag[obj] == "VBG")


def _verb_prep(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    for prep, k in _spots(t, i):
        if prep in row.preps or any(prep == f"{row.particle} {p}" for p in row.preps):
            clause = infinitive(t, i) if prep == "for" and _is_somebody(t, k) else None
            if clause is not None and clause > k:  # "pushed for the bloc to sign"
                yield _match(t, i, row, clause, clause=True, recipient=k)
                return
            yield _match(t, i, row, k, clause=t.tag[k] == "VBG" and is_verb(t, k))
            return
    if (
        is_verb(t, i)
        and _WITH in row.preps
        and row.relation in MUTUAL
        and not is_passive(t, i)
        and not children(t, i, "obj", "iobj", "xcomp", "ccomp")
    ):
        subject = grammatical_subject(t, i)
        if subject:  # "Oslo and Bern met", "the two leaders met": each the others
            yield _match(t, i, row, subject[0])
            return
    if is_passive(t, i) and any(t.lower[k] in row.preps for k in t.kids[i]):
        patient = direct_object(t, i)  # "a truce was called for by Cairo"
        if patient is not None:
            yield _match(t, i, row, patient)


def _continues(t: Tree, k: int) -> bool:
    """True for a verb coordinated with an infinitive that can only be one too ("to sign the pact and release them")."""
    return t.tag[k] in {"VB", "VBP"} and not children(t, k, "nsubj", "nsubj:pass", "aux")


def _verb_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = infinitive(t, i)
    if clause is not None and (len(children(t, clause, "mark")) > 1 or any(t.tag[k] in _ASKS for k in t.kids[clause])):
        return  # "decides whether to sign"
    if clause is not None and not children(t, i, "obj", "iobj") and not is_passive(t, i):
        for k in conjuncts(t, clause):
            if k == clause or _continues(t, k):
                holders_ = grammatical_subject(t, i)
                yield Match(row.relation, row.rule, 0.85, i, i, holders_, k, clause=True)


def _verb_clause(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = content_clause(t, i)
    if clause is None and row.particle:  # "made it clear that …"
        clause = next((c for k in children(t, i, "xcomp") if (c := content_clause(t, k)) is not None), None)
    if clause is not None and not is_passive(t, i):
        for k in conjuncts(t, clause):
            if k == clause or "that" in (t.lower[m] for m in children(t, k, "mark")):  # "said that … and that …"
                yield _match(t, i, row, k, clause=True)


def _is_somebody(t: Tree, i: int) -> bool:
    """True for a name, a pronoun, and a word for people or bodies ("the Philippine side")."""
    return t.pos[i] in {"PROPN", "PRON"} or any(t.lemma[i] in rows for rows in referring.load().nominals.values())


def _verb_obj_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = infinitive(t, i)
    addressee = direct_object(t, i) if is_passive(t, i) else next(iter(children(t, i, "obj", "iobj")), None)
    if clause is None and addressee is not None and _is_somebody(t, addressee):
        clause = infinitive(t, addressee)  # "urged nationals to leave", hung on the noun
    if clause is not None and addressee is not None and t.dep[clause] == "advcl" and not _is_somebody(t, addressee):
        return  # "requested funds to build a wall": the purpose is not what is asked
    if clause is not None and addressee is not None and addressee != clause:
        for k in conjuncts(t, clause):
            if k == clause or _continues(t, k):
                yield _match(t, i, row, k, clause=True, recipient=addressee)


def _verb_prep_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    addressee = next((k for prep, k in phrases(t, i) if prep in row.preps), None)
    clause = infinitive(t, i) or (infinitive(t, addressee) if addressee is not None else None)
    if clause is not None and addressee is None and {t.lower[k] for k in children(t, clause, "mark")} & {*row.preps}:
        addressee = next(iter(children(t, clause, "nsubj", "nsubj:pass")), None)  # "asked for Oslo to sign", as one clause
    if clause is not None and addressee is not None:
        for k in conjuncts(t, clause):
            if k == clause or _continues(t, k):
                yield _match(t, i, row, k, clause=True, recipient=addressee)


def _verb_obj_prep(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    addressee = direct_object(t, i)
    if addressee is None:
        addressee = next(iter(children(t, i, "iobj")), None)
    for prep, k in _spots(t, i):
        if prep in row.preps and addressee is not None and addressee != k:
            yield _match(t, i, row, k, clause=t.tag[k] == "VBG" and is_verb(t, k), recipient=addressee)
            return


def _verb_obj_clause(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = content_clause(t, i)
    addressee = next(iter(children(t, i, "obj", "iobj")), None)
    if clause is not None and addressee is not None and addressee != clause:
        yield _match(t, i, row, clause, clause=True, recipient=addressee)


def _verb_obj_pred(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    for obj, word_at in _small_clauses(t, i):
        relation = evaluated(t, word_at, lexicon)
        if relation and word_at != obj:
            name = relation if row.relation == EVALUATES else row.relation
            yield Match(name, row.rule, 0.8, i, i, agents(t, i), obj)
            return


def _small_clauses(t: Tree, i: int) -> Iterator[tuple[int, int]]:
    """Pairs (what is judged, how) of "called the vote a farce", in the many trees that parsers give to it."""
    obj = direct_object(t, i) if is_passive(t, i) else next(iter(children(t, i, "obj", "iobj")), None)
    if obj is None:
        obj = direct_object(t, i)
    judged = [k for k in children(t, i, "xcomp", "ccomp", "advcl", "advmod", "obj") if k > i]
    judged += [k for prep, k in phrases(t, i) if prep == "as"]
    judged += [
        k
        for k in t.kids[i]
        if k > i and k not in judged and "as" in (t.lower[m] for m in children(t, k, "case", "mark", "advmod"))
    ]
    if obj is not None:
        yield from ((obj, k) for k in judged if k != obj)
        behind = [k for k in children(t, obj, "amod", "acl", "nmod", "appos") if k > obj and not preposition(t, k)]
        yield from ((obj, k) for k in behind)
    for k in judged:  # "called the referendum illegal" read as one phrase, or as a clause of its own
        for m in children(t, k, "nsubj", "compound", "amod"):
            if i < m < k and t.pos[m] in {"NOUN", "PROPN"}:
                yield m, k


def evaluated(t: Tree, k: int, lexicon: Lexicon) -> str:
    """The relation that an evaluative phrase headed by `k` expresses; an empty string where it judges nothing."""
    for node in (*(m for m in t.kids[k] if t.dep[m] == "amod"), *conjuncts(t, k)):
        phrase = [f"{t.lemma[node]} {t.lower[m]}" for m in t.kids[node] if m == node + 1]
        for form in (*phrase, t.lower[node], t.lemma[node]):
            rows = lexicon.evaluation.get(form, ())
            if rows:
                return rows[0].relation
    return ""


def _noun_holders(t: Tree, i: int, lexicon: Lexicon) -> tuple[tuple[int, ...], int]:
    """Who holds what the noun names, and the predicate that carries negation and modals (the noun itself, or a light verb)."""
    own = holders(t, i)
    node = i
    while t.dep[node] == "conj":
        node = t.head[node]
    above = t.head[node]
    if t.dep[node] in {"obj", "nsubj:pass", "xcomp"} and above != node and t.lemma[above] in lexicon.light:
        rows = lexicon.light[t.lemma[above]]
        if any(row.particle == particle(t, above) for row in rows):
            return own or agents(t, above), above
    if t.dep[node] == "appos" and above != node:
        return own or (above,), i  # "Turkey, an ally of Baku, …"
    if children(t, node, "cop"):
        return own or grammatical_subject(t, node), node
    return own, i


def _noun_prep(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    who, predicate = _noun_holders(t, i, lexicon)
    sides = _sides(t, i) if row.relation in MUTUAL and _WITH in row.preps else ()
    if sides:
        subject = t.dep[i] in {"nsubj", "nsubj:pass"}
        if subject or predicate != i or preposition(t, i) in _WHEN:
            yield Match(row.relation, row.rule, 0.75, i, t.head[i] if subject else predicate, sides, sides[0])
        return
    spots = [*phrases(t, i)]
    if predicate != i:
        spots += [(prep, k) for prep, k in phrases(t, predicate) if k > i]
    for prep, k in spots:
        if prep in row.preps and k not in who:
            if row.relation == _PROVIDES:  # "its aid to Kyiv": what is given is the object
                yield Match(row.relation, row.rule, 0.8, i, predicate, who, i, recipient=k)
                return
            yield Match(row.relation, row.rule, 0.8, i, predicate, who, k, clause=t.tag[k] == "VBG" and is_verb(t, k))
            return
    if len(who) > 1 and predicate != i and row.relation in _ENCOUNTERS and _WITH in row.preps:  # "Oslo and Bern held talks"
        yield Match(row.relation, row.rule, 0.75, i, predicate, who, who[0])


def _sides(t: Tree, i: int) -> tuple[int, ...]:
    """Two or more between whom something takes place ("talks between Oslo and Bern"), or nobody."""
    sides = next((conjuncts(t, k) for prep, k in phrases(t, i) if prep == _BETWEEN), ())
    return sides if len(sides) > 1 else ()


def _noun_role(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    """A noun that names its holder: "Oman, a backer of Iraq", "Iraq's backer Oman", "one of its backers", "Iraq ally Oman"."""
    node = t.head[i] if preposition(t, i) == "of" and t.lower[t.head[i]] in _PARTITIVES else i
    who: tuple[int, ...] = ()
    if children(t, node, "cop"):
        who = grammatical_subject(t, node)
    elif t.dep[node] == "appos" or (t.dep[node] in {"compound", "nmod:desc"} and t.head[node] > node):
        who = (t.head[node],)
    elif children(t, node, "appos", "flat"):
        who = children(t, node, "appos", "flat")[:1]
    target = next((k for prep, k in phrases(t, i) if prep in row.preps), None)
    if target is None:
        owners = [*children(t, i, "nmod:poss", "compound", "amod"), *(m for k in who for m in children(t, k, "nmod:poss"))]
        target = next((k for k in owners if k < i and (t.tag[k] == "PRP$" or t.forms[k][0].isupper())), None)
    if who and target is not None and target not in who:
        yield Match(row.relation, row.rule, 0.8, i, i, who, target)


def _noun_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    who, predicate = _noun_holders(t, i, lexicon)
    clause = infinitive(t, i) or (infinitive(t, predicate) if predicate != i else None)
    if clause is not None and clause > i:
        for k in conjuncts(t, clause):
            if k == clause or _continues(t, k):
                yield Match(row.relation, row.rule, 0.8, i, predicate, who, k, clause=True)


def _noun_clause(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    who, predicate = _noun_holders(t, i, lexicon)
    clause = content_clause(t, i) or (content_clause(t, predicate) if predicate != i else None)
    if clause is None:  # "its warning that talks would fail" read as a relative clause
        clause = next(
            (
                k
                for k in children(t, i, "acl:relcl")
                if children(t, k, "nsubj", "nsubj:pass") and i + 1 < len(t) and t.lower[i + 1] == "that"
            ),
            None,
        )
    if clause is not None and clause > i and clause != predicate and t.dep[clause] != "parataxis":
        yield Match(row.relation, row.rule, 0.75, i, predicate, who, clause, clause=True)


def _adj_prep(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    if not is_predicate(t, i):
        return
    if not row.lemma:  # "is against the plan": the phrase itself is the predicate
        if preposition(t, i) in row.preps and children(t, i, "cop"):
            yield Match(row.relation, row.rule, 0.8, i, i, grammatical_subject(t, i), i)
        return
    for prep, k in phrases(t, i):
        if prep in row.preps:
            yield Match(
                row.relation, row.rule, 0.85, i, i, grammatical_subject(t, i), k, clause=t.tag[k] == "VBG" and is_verb(t, k)
            )
            return


def _adj_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = infinitive(t, i)
    if clause is not None and is_predicate(t, i):
        for k in conjuncts(t, clause):
            if k == clause or _continues(t, k):
                yield Match(row.relation, row.rule, 0.85, i, i, grammatical_subject(t, i), k, clause=True)


def _adj_clause(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = content_clause(t, i)
    if clause is not None and is_predicate(t, i):
        yield Match(row.relation, row.rule, 0.8, i, i, grammatical_subject(t, i), clause, clause=True)


def _adj_holder(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    subject = grammatical_subject(t, i)
    holder = next((k for prep, k in phrases(t, i) if prep in row.preps), None)
    if holder is None:
        holder = next((k for prep, k in phrases(t, t.head[i]) if prep in row.preps), None) if t.dep[i] == "xcomp" else None
    if subject and holder is not None:
        yield Match(row.relation, row.rule, 0.85, i, i, conjuncts(t, holder), subject[0])


_FRAMES: tuple[tuple[str, Finder], ...] = (
    ("adj-holder", _adj_holder),
    ("adj-inf", _adj_inf),
    ("adj-clause", _adj_clause),
    ("adj-prep", _adj_prep),
    ("verb-obj-pred", _verb_obj_pred),
    ("verb-prep-inf", _verb_prep_inf),
    ("verb-obj-inf", _verb_obj_inf),
    ("verb-obj-clause", _verb_obj_clause),
    ("verb-obj-prep", _verb_obj_prep),
    ("verb-clause", _verb_clause),
    ("verb-inf", _verb_inf),
    ("svo", _svo),
    ("verb-prep", _verb_prep),
    ("noun-inf", _noun_inf),
    ("noun-clause", _noun_clause),
    ("noun-role", _noun_role),
    ("noun-prep", _noun_prep),
)
_CONFIDENCE = {
    "svo": 0.9,
    "verb-prep": 0.85,
    "verb-clause": 0.8,
    "verb-obj-inf": 0.85,
    "verb-obj-prep": 0.8,
    "verb-prep-inf": 0.85,
}
