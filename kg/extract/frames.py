"""Which lexicon rows fire where? Syntax only: no actor is looked up here."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from kg import referring
from kg.extract.grammar import (
    OBLIQUES,
    SUBJECTS,
    Tree,
    agents,
    children,
    conjuncts,
    content_clause,
    direct_object,
    first,
    glued,
    grammatical_subject,
    holders,
    infinitive,
    is_contrast,
    is_gerund,
    is_passive,
    is_predicate,
    particle,
    phrases,
    subtree,
)
from kg.extract.match import ATTACKS, GLUED, WITH, Match, continues, mutual
from kg.extract.nominals import PARTITIVES, noun_clause, noun_inf, noun_prep, noun_role, of_set
from kg.extract.relatives import RELATIVES
from kg.lexicon import EVALUATES, UNMET, VERDICT, Lexicon, Row

LACK = "lack"
"""Part of speech of a word of evaluation.tsv that judges where there is none of it ("sees no reason to vote")."""
_NO_WORDS = frozenset({LACK, UNMET, VERDICT})
_VERBS = frozenset({"VB", "VBD", "VBP", "VBZ"})
_DEEDS = frozenset({"for", "that", "to"})
_DEED_CLAUSES = ("acl", "advcl", "ccomp", "csubj", "xcomp")
_SORTS = frozenset({"act", "case", "example", "form", "instance", "kind", "piece", "sort", "type"})
"""Nouns that say of what sort something is, which the noun behind "of" says ("a form of blackmail")."""
_KINDS = {"PERSON": "@person", "ORG": "@org", "GPE": "@place", "LOC": "@place"}
"""Among the objects of a row of senses.tsv: anybody, any body or any place by name."""
_OF = "of"
_YOU, _HAVE, _SPEAKERS = "you", "have", frozenset({"i", "we"})
_DOING = "@doing"
"""Among the objects of a row of senses.tsv: a deed ("announced sending two frigates")."""
_ENDS = frozenset({"cease", "ex", "non"})
_ALONE = frozenset({"he", "it", "she"})
_JOINTLY = frozenset({"jointly", "together"})
_TOPICS = frozenset({"about", "over"})
_ASKS = frozenset({"WRB", "WP", "WDT"})
_COPULAS = frozenset({"remain", "stay"})
_PERCENT = frozenset({"%", "cent", "percent"})
_DEPLOYS = "deploys"
_NOWHERE = frozenset({"ocean", "sea", "water", "waters"})
"""What is fired there is aimed at nobody."""
JOINING = frozenset({"svo:join", "svo:rejoin"})
"""Rules of what one does on becoming a member: whoever hopes for it hasn't."""
_LIFTS, _RAISES = "lift", "raise"
_SHIFTED = frozenset({"could", "might", "should", "would"})
_WHETHER = frozenset({"how", "if", "what", "when", "where", "whether", "which", "who", "why"})
_DATES = frozenset({"DATE", "TIME"})
_WISHES = frozenset({"demands", "proposes"})
_STATES, _DEMANDS, _MAKE = "states", "demands", "make"
_CONFIRMS = "confirms"
_CALL = "call"
_LIST = "list"
_WITH, _REGARD = "with", frozenset({"reference", "regard", "respect"})
_ASSIGNS = frozenset({"designate", _LIST})
"""Verbs that make something what they call it."""
_ACCEPTS, _CONSIDERS, _CRITICIZES = "accepts", "considers", "criticizes"
_EXPECTS, _MEETS, _SANCTIONS = "expects", "meets", "sanctions"
_USES = "use"
_PLEDGES, _REFLEXIVES = "pledges", frozenset({"herself", "himself", "itself", "themselves"})
_SUFFERING, _RISING = frozenset({"for", "to"}), frozenset({"rising"})
_TURNED = {"supports": "criticizes", "criticizes": "supports"}
_REMOVES, _DISMISS = "removes", "dismiss"
_SUPPORTS, _GROUNDS = "supports", frozenset({"for", "over"})
_YIELDS, _OUT, _NATIONS = "yields", frozenset({"from", "out of"}), frozenset({"GPE", "NORP", "ORG"})
_GLUED = frozenset({"controls", "hosts", "leads", "proposes", "provides", "supports"})
"""Relations that a participle in front of its noun tells for sure; "EU-sanctioned" may be what it allows."""
_OPPOSITE = {"supports": "criticizes"}
_ANSWER = frozenset({"no", "yes"})
_OPPOSES, _DISPUTED, _DENIED = "opposes", frozenset({"about", "on", "over"}), frozenset({"n't", "never", "no", "not"})
_JUDGES = frozenset({"criticizes", _OPPOSES, "supports"})
Finder = Callable[[Tree, int, Row, Lexicon], Iterator[Match]]


def matches(t: Tree, lexicon: Lexicon) -> Iterator[Match]:
    """All matches in order of the text; at each word the most specific frame wins."""
    found = list(_all(t, lexicon))
    heads = {k for m in found for k in (m.cue, m.predicate)}
    joins = {m.cue for m in found if m.rule in JOINING}
    taken = {(m.recipient, m.object) for m in found if m.rule.startswith("verb-obj-prep") and m.relation != ATTACKS}
    for m in found:
        if m.rule.startswith("noun-prep") and (m.cue, m.object) in taken:
            continue  # "blamed the deal on Berg" tells no deal on Berg
        plans = m.rule.startswith("verb-inf") and t.lemma[m.cue] in lexicon.implicatives
        hopes = m.object in joins and any(row.effect == "possible" for row in lexicon.implicatives.get(t.lemma[m.cue], ()))
        if not plans or hopes or m.object not in heads:  # "plans to sign": the plan is the modality of what signing says
            yield m
            if not m.clause:  # "backs the truce, but not the embargo"
                apart = (*children(t, m.object, "conj"), *children(t, m.cue, "conj"))
                yield from (m._replace(object=k) for k in apart if k > m.object and not _is_clause(t, k) and is_contrast(t, k))


def _is_clause(t: Tree, k: int) -> bool:
    return t.verb[k] or any(t.has(k, label) for label in ("aux", "aux:pass", "cop", "nsubj", "nsubj:pass"))


def _all(t: Tree, lexicon: Lexicon) -> Iterator[Match]:
    framed = lexicon.framed
    for i, (base, word, prep) in enumerate(zip(t.lemma, t.lower, t.prep, strict=True)):
        if base not in framed and word not in framed and not prep:
            continue
        forms = _forms(t, i)
        listed = [framed[form] for form in forms if form in framed]
        if not listed or t.dep[i] == "space":  # most words have no row at all
            continue
        for frame, finder in _finders(frozenset().union(*listed)):
            ways = forms if frame.startswith("adj") or frame == "noun-prep" else forms[:1]  # "in protest at"
            rows = [row for form in ways for row in lexicon.frames(frame, form) if _fits(t, i, row, lexicon)]
            if frame == "svo":
                rows = _by_object(t, i, rows, lexicon)
            elif frame == "noun-prep" and base in lexicon.deeds:
                rows = _by_content(t, i, rows, lexicon)
            narrow = [row for row in rows if row.particle or (row.preps and frame == "svo")]
            narrow = [row for row in narrow if " " in row.particle] or narrow  # "struck off the sanctions list"
            rows = narrow or rows  # "called into question" doesn't call, "excluded Oslo from the talks" rules nothing out
            found = [m for row in rows for m in finder(t, i, row, lexicon)]
            if found:
                yield from found
                break


@lru_cache(maxsize=1024)
def _finders(frames: frozenset[str]) -> tuple[tuple[str, Finder], ...]:
    """Some frames with their finders, the most specific first."""
    return tuple((frame, finder) for frame, finder in _FRAMES if frame in frames)


def _by_object(t: Tree, i: int, rows: list[Row], lexicon: Lexicon) -> list[Row]:
    """The verb's rows, or the one of senses.tsv that its object asks for ("sent a letter" provides nothing)."""
    senses = lexicon.senses.get(_RAISES if t.lemma[i] == _LIFTS and _to_amount(t, i) else t.lemma[i], ())
    obj = direct_object(t, i) if senses else None
    if obj is None:  # "called in the envoy" read as a phrase
        obj = next((k for prep, k in phrases(t, i) if any(row.particle == prep for row in senses)), None) if senses else None
    if obj is None:
        return rows
    idioms = [row for row in rows if row.particle == t.lower[obj] and not t.kids[obj]]
    if idioms:
        return idioms  # "held two guards hostage" holds no hostage
    obj = of_set(t, obj)
    apart = any(row.particle not in {"", t.lemma[obj]} for row in rows)  # "pulled back its guards" pulls none
    fitting = [row for row in senses if (row.particle or not apart) and _fits(t, i, row, lexicon)]
    pair = f"{t.lower[obj - 1]} {t.lemma[obj]}" if obj else ""  # "sought a jail term", no term of office
    kind = _DOING if t.verb[obj] and t.tag[obj] == "VBG" else _KINDS.get(t.ent[obj], "")
    for noun in (pair, t.lemma[obj], kind):
        said = [row for row in fitting if noun and noun in row.objects]
        if said:
            return [row for row in said if row.relation]
    return rows


def _by_content(t: Tree, i: int, rows: list[Row], lexicon: Lexicon) -> list[Row]:
    """The noun's rows, or the one that its verb has with what stands behind "of" ("the suspension of the talks")."""
    below = next((of_set(t, k) for prep, k in phrases(t, i) if prep == _OF), None)
    if below is None:
        return rows
    named = (t.lemma[below], _KINDS.get(t.ent[below], ""))
    said = [row for row in lexicon.deeds[t.lemma[i]] if not row.objects.isdisjoint(named)]
    return [row for row in said if row.relation] if said else rows


def _to_amount(t: Tree, i: int) -> bool:
    """True for "lifted the tariff (from 10) to 25 per cent", which is no end of it."""
    rates = ((prep, k) for prep, k in phrases(t, i) if prep in {"from", "to"})
    return any(t.ent[k] in {"MONEY", "PERCENT"} or t.lemma[k] in _PERCENT for _prep, k in rates)


def _forms(t: Tree, i: int) -> tuple[str, ...]:
    """The forms under which a row may list the word: its lemma; for an adjective also a participle, "in favour", "against"."""
    prep, word, base = t.prep[i], t.lower[i], t.lemma[i]
    forms = (base,) if base == word else (base, word)
    if not prep:
        return forms
    return (*forms, f"{prep} {word}", "") if t.has(i, "cop") else (*forms, f"{prep} {word}")


def _fits(t: Tree, i: int, row: Row, lexicon: Lexicon) -> bool:
    if row.frame.startswith("verb") or row.frame == "svo":
        if not t.verb[i] and (t.pos[i] != "NOUN" or t.dep[i] != "root" or t.has(i, "cop")):
            return False
        if row.particle and any(prep == f"{row.particle} {p}" for prep, _k in phrases(t, i) for p in row.preps):
            return True  # "out of" read as one preposition
        if row.particle and not row.preps and any(prep == f"{row.particle} of" for prep, _k in phrases(t, i)):
            # "Drove the rebels out of the town"; but it is the alliance that is left in "pulled its men out of the alliance".
            leaves = any(other.particle == row.particle for other in lexicon.frames("verb-prep", t.lemma[i]))
            if row.frame == "svo" and not leaves:
                return True
        if row.frame == "svo" and row.preps and not any(prep in row.preps for prep, _k in phrases(t, i)):
            return False
        return row.particle == particle(t, i) or (bool(row.particle) and _loose_particle(t, i, row.particle))
    if row.frame.startswith("noun"):
        if i > 1 and t.lower[i - 1] == "-" and t.lower[i - 2] in _ENDS:
            return False  # "a cease-fire"
        return t.pos[i] in {"NOUN", "PROPN"} or t.tag[i].startswith("NN")
    if t.tag[i].startswith("VB") and not (t.tag[i] == "VBN" and (is_passive(t, i) or children(t, i, "cop") or _remains(t, i))):
        return False  # "has opposed" is a verb, "is opposed to" is not
    return t.pos[i] in {"ADJ", "VERB", "ADV"} or " " in row.lemma or not row.lemma


def _remains(t: Tree, i: int) -> bool:
    return t.dep[i] == "xcomp" and t.lemma[t.head[i]] in _COPULAS


def _loose_particle(t: Tree, i: int, word: str) -> bool:
    """The particle read as an adverb or a bare preposition right after the verb, or the fixed words of an idiom.

    "Made clear that", "turned its back on", "put the plan on hold": a row lists "clear", "back" and "on hold" like particles.
    """
    if (
        i + 1 < len(t)
        and t.lower[i + 1] == word
        and t.dep[i + 1] in {"advmod", "case", "mark", "compound:prt", "obl", "aux", "ccomp"}
    ):
        return True
    if " " in word:
        read_as_verb = ((t.mark[k], k) for k in children(t, i, "xcomp"))  # "took Oslo to court"
        return any(word in _spelt(t, prep, k) for prep, k in (*phrases(t, i), *read_as_verb))
    behind = (k for o in children(t, i, "obj") for k in children(t, o, "amod") if k > o)  # "found the men guilty"
    loose = (k for k in children(t, i, "advmod") if k > i and not t.kids[k])  # "passed the letter on to Oslo"
    used = (*children(t, i, "obj", "xcomp"), *(children(t, i, "nsubj:pass") if t.lemma[i] == _USES else ()))
    fixed = (k for k in (*used, *behind, *loose) if t.lemma[k] == word)
    return any("not" not in (t.lower[m] for m in t.kids[k]) for k in fixed)  # nor "found him not guilty"


def _spelt(t: Tree, prep: str, k: int) -> tuple[str, str]:
    """A phrase in the words of a row: "to list" and "to sanctions list"."""
    beside = t.lower[k - 1] if k and t.head[k - 1] == k and t.dep[k - 1] in {"amod", "compound"} else ""
    return f"{prep} {t.lemma[k]}", f"{prep} {beside} {t.lemma[k]}"


def _spots(t: Tree, i: int) -> Iterator[tuple[str, int]]:
    """The predicate's phrases, and behind them those of their nouns as one preposition: "to aid of" in "came to the aid of"."""
    plain = phrases(t, i)
    yield from plain
    for prep, k in plain:
        yield from ((f"{prep} {t.lemma[k]} {inner}", m) for inner, m in phrases(t, k) if m > k)
    if i + 1 < len(t) and t.lower[i + 1] in _ANSWER and t.head[i + 1] == i:  # "said no to the pact"
        near = (*phrases(t, i + 1), *(("to", m) for m in children(t, i, "obj") if t.prep[m] == "to"), *plain)
        yield from ((f"{t.lower[i + 1]} {inner}", m) for inner, m in near)


def _match(t: Tree, i: int, row: Row, obj: int, **more: int | bool | None) -> Match:
    return Match(
        relation=row.relation, rule=row.rule, confidence=_CONFIDENCE.get(row.frame, 0.8), cue=i, predicate=i,
        holders=agents(t, i), object=obj, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _svo(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    leader = glued(t, i)
    if leader is not None and row.relation in _GLUED:
        yield Match(row.relation, f"{GLUED}{row.lemma}", 0.8, i, i, (leader,), t.head[i])
        return
    obj = direct_object(t, i)
    if t.dep[i] == "acl:relcl" and t.lower[t.head[i]] == "what" and t.head[i] != obj:
        return  # "what they considered fraud": the noun says what it is
    if obj is not None and t.lower[obj] in _REFLEXIVES and row.relation == _PLEDGES:
        return  # "committed itself to it" commits nothing else
    if row.particle and row.particle != particle(t, i):  # "handed over the suspect" read as a phrase with "over"
        obj = next((k for prep, k in phrases(t, i) if prep == row.particle), obj)
    if obj is not None and t.lemma[obj] == row.particle:  # "granted Berg asylum"
        obj = first(children(t, i, "iobj"))
    if row.particle and obj is None:  # "left open the possibility", where "open" was read as a verb
        obj = first(o for k in children(t, i, "xcomp") if t.lower[k] == row.particle for o in children(t, k, "obj"))
    if obj is not None and row.relation == _YIELDS and t.ent[obj] in _NATIONS:  # "withdrew the US from the pact"
        obj = next((k for prep, k in phrases(t, i) if prep in _OUT and k > obj and not t.ent[k]), obj)
    if obj is not None and (
        (not row.particle and _is_judged(t, i, obj, lexicon)) or (row.relation == _MEETS and _only_shared(t, i, obj))
    ):
        return
    if obj is not None and obj != i and t.lemma[obj] != row.particle:  # "turned its back on" turns nothing back
        armed = ("with",) if row.relation == ATTACKS else ()  # "struck the ship with drones"
        own = [k for prep, k in phrases(t, i) if k > obj and (prep in (*row.preps, *armed) or row.particle in _spelt(t, prep, k))]
        own = own or [k for prep, k in phrases(t, i) if k > obj and prep in _GROUNDS and _is_ground(t, i, row, obj, k)]
        until = subtree(t, own[0])[0] if own else None
        if row.relation == _REMOVES and any(_is_view(t, prep, k) for prep, k in phrases(t, i)):
            if t.lemma[i] == _DISMISS:  # "dismissed him as a puppet"; "as foreign minister" is an office
                yield _match(t, i, row, obj)._replace(relation=_CRITICIZES)
            return
        if armed and any(r.relation == _SANCTIONS for k in own for r in lexicon.any_frame(t.lemma[k])):
            row = replace(row, relation=_SANCTIONS)  # "hit Oslo with tariffs"
        yield _match(t, i, row, obj, clause=is_gerund(t, obj), until=until)


def _is_ground(t: Tree, i: int, row: Row, obj: int, k: int) -> bool:
    """True for what somebody is blamed, punished or praised for ("blamed the mine for the fire")."""
    if row.relation in {_CRITICIZES, _SANCTIONS} and t.head[k] == i:
        return True
    return row.relation in {_CRITICIZES, _SANCTIONS, _SUPPORTS} and t.pos[obj] == "NOUN" and is_somebody(t, obj)


def _is_view(t: Tree, prep: str, k: int) -> bool:
    """True for "as weak" and "as a puppet"."""
    return prep == "as" and (t.pos[k] == "ADJ" or any(t.lower[m] in {"a", "an"} for m in children(t, k, "det")))


def _only_shared(t: Tree, i: int, obj: int) -> bool:
    """True for the object of the verb behind "and": in "met and voiced their hopes" nobody met hopes."""
    return t.dep[obj] == "obj" and t.dep[t.head[obj]] == "conj" and t.head[t.head[obj]] == i


def _is_judged(t: Tree, i: int, obj: int, lexicon: Lexicon) -> bool:
    """True for "called him a friend", "would consider sanctions an act of war", "people whom Oslo considers criminals"."""
    if not lexicon.frames("verb-obj-pred", t.lemma[i]):
        return False
    relative = t.dep[i] == "acl:relcl" and t.head[i] != obj and any(t.tag[k] in RELATIVES for k in subtree(t, i) if k < i)
    return relative or len(children(t, i, "obj")) > 1 or any(k > obj and not t.verb[k] for k in children(t, i, "xcomp"))


def _verb_holder(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    """The verb's object takes the stance: "the tariff angered Oslo"."""
    subject, obj = first(grammatical_subject(t, i)), first(children(t, i, "obj", "iobj"))
    done = not is_passive(t, i) and t.mark[i] != "to"
    if subject is not None and obj is not None and done and t.pos[subject] in {"NOUN", "PROPN"}:
        yield Match(row.relation, row.rule, 0.75, i, i, conjuncts(t, obj), subject)


_NEXT = frozenset({"afterwards", "later", "subsequently", "then"})
"""What parts those whom one meets one after the other."""


def _verb_prep(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    if row.relation == _ACCEPTS and not row.particle and t.has(i, "obj") and not is_passive(t, i):
        return  # "submitted a letter to Oslo" doesn't submit to it
    if row.relation == _DEMANDS and t.lemma[i] == _CALL and t.has(i, "obj") and not is_passive(t, i):
        return  # "called him a liar for it", "called an election for May"
    for prep, k in _spots(t, i):
        if prep == _WITH and t.lemma[k] in _REGARD:
            continue  # "concurred with regard to the ban"
        if prep in row.preps or any(prep == f"{row.particle} {p}" for p in row.preps):
            clause = infinitive(t, i) if prep == "for" and is_somebody(t, k) else None
            if clause is not None and clause > k:  # "pushed for the bloc to sign"
                yield _match(t, i, row, clause, clause=True, recipient=k)
                return
            yield _match(t, i, row, k, clause=t.tag[k] == "VBG" and t.verb[k])
            for p, next_ in _spots(t, i):
                if p == prep and next_ > k and any(t.lower[m] in _NEXT for m in children(t, next_, "advmod")):
                    yield _match(t, i, row, next_)  # "met with Oslo, then with Bern"
            return
    if mutual(row):
        behind = _behind_place(t, i, row)
        if behind is not None:
            yield _match(t, i, row, behind)
            return
    if mutual(row) and _is_reciprocal(t, i, row, lexicon):
        subject = grammatical_subject(t, i)
        if subject and (len(subject) > 1 or t.lower[subject[0]] not in _ALONE):  # "Oslo and Bern met", "the two leaders met"
            yield _match(t, i, row, subject[0])
            return
    if row.relation == _OPPOSES and WITH in row.preps and not row.particle and _is_about_something(t, i):
        subject = grammatical_subject(t, i)
        if len(subject) > 1:  # "Oslo and Bern disagree over the dam"
            yield _match(t, i, row, subject[0])
            return
    if is_passive(t, i) and any(t.lower[k] in row.preps for k in t.kids[i]):
        patient = direct_object(t, i)  # "a truce was called for by Cairo"
        if patient is not None:
            yield _match(t, i, row, patient)


def _is_about_something(t: Tree, i: int) -> bool:
    """True for "disagree over the dam", "differ on how to cut it"."""
    about = any(prep in _DISPUTED for prep, _k in phrases(t, i))
    return (
        about and t.verb[i] and not is_passive(t, i) and not t.has(i, "obj") and not any(t.lower[k] in _DENIED for k in t.kids[i])
    )


def _behind_place(t: Tree, i: int, row: Row) -> int | None:
    """The name behind "with" that was hung on the place: "met in the capital with Berg"."""
    places = (k for k in children(t, i, "obl") if k > i)
    return first(m for k in places for m in children(t, k, "nmod") if t.prep[m] in row.preps and t.pos[m] == "PROPN")


def _is_reciprocal(t: Tree, i: int, row: Row, lexicon: Lexicon) -> bool:
    """True for a verb without a complement, that tells what its subjects do with each other ("met", "clashed").

    Verbs such as "work" tell it beside "together" only; whoever fights together, or clashes over a budget, uses no force.
    """
    if not t.verb[i] or is_passive(t, i) or children(t, i, "obj", "iobj", "xcomp", "ccomp"):
        return False
    jointly = any(t.lower[k] in _JOINTLY for k in children(t, i, "advmod"))
    if row.relation == ATTACKS:
        return not jointly and (bool(row.particle) or not any(prep in _TOPICS for prep, _k in phrases(t, i)))
    return jointly or t.lemma[i] not in lexicon.implicatives


def _verb_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = infinitive(t, i)
    if clause is not None and (len(children(t, clause, "mark")) > 1 or any(t.tag[k] in _ASKS for k in t.kids[clause])):
        return  # "decides whether to sign"
    if clause is not None and _asks_for(t, i, clause, lexicon):
        return  # "asked for aid to rebuild the port"
    if clause is not None and not children(t, i, "obj", "iobj") and not is_passive(t, i):
        for k in conjuncts(t, clause):
            if k == clause or continues(t, k):
                holders_ = grammatical_subject(t, i)
                yield Match(row.relation, row.rule, 0.85, i, i, holders_, k, clause=True)


def _asks_for(t: Tree, i: int, clause: int, lexicon: Lexicon) -> bool:
    """True where a phrase with "for" in front of the infinitive is what the verb wants."""
    wants = any(prep == "for" and k < clause for prep, k in phrases(t, i))
    return wants and any("for" in row.preps for row in lexicon.frames("verb-prep", t.lemma[i]))


def _verb_clause(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = content_clause(t, i)
    if clause is not None and t.dep[clause] == "parataxis" and _explains(t, clause) and t.lemma[i] not in lexicon.reporting:
        return
    if row.relation == _CONSIDERS or (row.relation == _STATES and _weighs(t, i, lexicon)):
        asked = clause if clause is not None and _is_asked(t, clause) else _to_decide(t, i)
        if asked is not None and not is_passive(t, i):  # "will decide whether to sign", not "decided that …"
            yield _match(t, i, row, asked, clause=True)._replace(relation=_CONSIDERS)
        if asked is not None or row.relation == _CONSIDERS:
            return
    if clause is None and row.particle:  # "made it clear that …"
        clause = next((c for k in children(t, i, "xcomp") if (c := content_clause(t, k)) is not None), None)
    if (
        clause is not None
        and row.relation == _CONFIRMS
        and t.lemma[i] in referring.load().verbs["finding"]
        and _is_asked(t, clause)
    ):
        if not any(t.lower[k] in lexicon.negators for k in t.kids[i]):  # "has yet to determine whether it sank"
            yield _match(t, i, row, clause, clause=True)._replace(relation=_CONSIDERS)
        return
    if clause is not None and row.relation == _STATES:
        clause = _behind_talk(t, clause, lexicon)
    if clause is not None and not is_passive(t, i) and not (row.relation in _WISHES and _is_asked(t, clause)):
        for k in conjuncts(t, clause):
            if (
                k == clause or "that" in (t.lower[m] for m in children(t, k, "mark")) or _shifted(t, k)
            ):  # "said that … and that …"
                yield _match(t, i, row, k, clause=True)


def _behind_talk(t: Tree, clause: int, lexicon: Lexicon) -> int | None:
    """What is said behind "I have to say, …" and "I can tell you, …", or None; any other clause itself."""
    talk = first(children(t, clause, "xcomp")) if t.lemma[clause] == _HAVE else clause
    subject = first(children(t, clause, "nsubj"))
    if talk is None or subject is None or t.lower[subject] not in _SPEAKERS or not lexicon.reports(t.lemma[talk]):
        return clause
    told = any(t.lower[k] != _YOU for k in children(t, talk, "obj"))
    if t.tag[talk] != "VB" or told:
        return clause
    content = content_clause(t, talk)
    return first(k for k in children(t, clause, "parataxis") if k > talk) if content is None else content


def _explains(t: Tree, clause: int) -> bool:
    """True for what stands behind a colon without quotation marks: "welcomed the step: shots were heard" welcomes no shots."""
    below = subtree(t, clause)
    colon = next((m for m in (below[0], below[0] - 1) if m >= 0 and t.lower[m] == ":"), None)
    return colon is not None and t.tag[colon + 1] not in {"``", "''"}


def _shifted(t: Tree, k: int) -> bool:
    """True for the second clause of "said the dam was old and any flood would break it": its tense is that of what is said."""
    own = any(t.dep[m] in SUBJECTS and t.pos[m] in {"NOUN", "PROPN"} for m in t.kids[k])
    return own and any(t.lower[m] in _SHIFTED for m in children(t, k, "aux"))


def _weighs(t: Tree, i: int, lexicon: Lexicon) -> bool:
    return any(row.relation == _CONSIDERS for row in lexicon.any_frame(t.lemma[i]))


def _to_decide(t: Tree, i: int) -> int | None:
    """The open question behind the verb: "is considering whether to sign", "left open whether it would sign", or None."""
    for base in (i, *children(t, i, "xcomp")):
        for k in children(t, base, "ccomp", "xcomp", "advcl"):
            if k > i and t.verb[k] and "whether" in (t.lower[m] for m in children(t, k, "mark")):
                return k
            if k > i and t.mark[k] == "to" and t.dep[k] != "advcl" and _is_asked(t, k):
                return k  # "is considering how to respond"
    return None


def is_somebody(t: Tree, i: int) -> bool:
    """True for a name, a pronoun, and a word for people or bodies ("the Philippine side")."""
    return t.pos[i] in {"PROPN", "PRON"} or any(t.lemma[i] in rows for rows in referring.load().nominals.values())


def _verb_obj_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = infinitive(t, i)
    addressee = direct_object(t, i) if is_passive(t, i) else next(iter(children(t, i, "obj", "iobj")), None)
    if clause is None and addressee is not None and is_somebody(t, addressee):
        clause = infinitive(t, addressee)  # "urged nationals to leave", hung on the noun
    if clause is not None and addressee is not None and t.dep[clause] == "advcl" and not is_somebody(t, addressee):
        return  # "requested funds to build a wall": the purpose is not what is asked
    if row.relation == _EXPECTS and (addressee is None or not is_somebody(t, addressee)):
        return  # "expects the talks to fail"
    if clause is not None and addressee is not None and addressee != clause:
        for k in conjuncts(t, clause):
            if k == clause or (continues(t, k) and t.kids[k][-1:] > (k,)):  # "to respect and execute the order" asks once
                yield _match(t, i, row, k, clause=True, recipient=addressee)


def _verb_prep_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    addressee = next((k for prep, k in phrases(t, i) if prep in row.preps and t.ent[k] not in _DATES), None)
    asks = row.preps == ("for",) or row.relation == _EXPECTS
    if addressee is not None and asks and not is_somebody(t, addressee):
        return  # "appealed for help to rebuild the port": the purpose is not what is asked
    clause = infinitive(t, i) or (infinitive(t, addressee) if addressee is not None else None)
    if clause is not None and addressee is None and {t.lower[k] for k in children(t, clause, "mark")} & {*row.preps}:
        addressee = next(iter(children(t, clause, "nsubj", "nsubj:pass")), None)  # "asked for Oslo to sign", as one clause
    if clause is not None and addressee is not None:
        for k in conjuncts(t, clause):
            if k == clause or continues(t, k):
                yield _match(t, i, row, k, clause=True, recipient=addressee)


def _verb_obj_prep(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    addressee = direct_object(t, i)
    if addressee is None:
        addressee = next(iter(children(t, i, "iobj")), None)
    elif any(s.relation != row.relation and t.lemma[addressee] in s.objects for s in lexicon.senses.get(t.lemma[i], ())):
        return  # "dropped the ban on exports", "hurled insults at the envoy"
    for prep, k in (*_spots(t, i), *_behind_count(t, addressee)):
        if prep == _OF and t.head[k] == addressee and t.pos[addressee] == "NOUN" and is_somebody(t, k):
            continue  # "assured members of parliament that …"
        if prep in row.preps and addressee is not None and addressee != k and not _is_help(t, i, k):
            if row.relation == ATTACKS and t.lower[k] in _NOWHERE:
                yield _match(t, i, row, addressee)._replace(relation=_DEPLOYS)  # "fired a missile into the sea"
                return
            yield _match(t, i, row, k, clause=t.tag[k] == "VBG" and t.verb[k], recipient=addressee)
            return


def _behind_count(t: Tree, obj: int | None) -> Iterator[tuple[str, int]]:
    """Phrases hung on what is counted ("fired dozens of rounds of artillery into the valley")."""
    while obj is not None:
        obj = first(k for k in children(t, obj, "nmod") if t.prep[k] == "of")
        if obj is not None:
            yield from ((t.prep[k], k) for k in children(t, obj, "nmod") if t.prep[k] != "of")


def _is_help(t: Tree, i: int, k: int) -> bool:
    """True for ", with help from Chad" behind "was provided by Kenya": how it was done, not what was given."""
    before = min(children(t, k, "case"), default=k) - 1
    return is_passive(t, i) and t.lower[before] == ","


def _verb_obj_clause(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = content_clause(t, i)
    if clause is not None and row.relation == _STATES:
        clause = _behind_talk(t, clause, lexicon)
    addressee = next(iter(children(t, i, "obj", "iobj")), None)
    asked = clause is not None and row.relation in _WISHES and _is_asked(t, clause)  # "asked Oslo what it would send"
    if clause is not None and addressee is not None and addressee != clause and not asked:
        yield _match(t, i, row, clause, clause=True, recipient=addressee)


def _is_asked(t: Tree, clause: int) -> bool:
    """True for a clause that is a question ("whether it would sign", "what aid it would send")."""
    opening = subtree(t, clause)[0]
    return t.lower[opening] in _WHETHER or t.tag[opening] in _ASKS


def _verb_obj_pred(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    deed = _judged_deed(t, i, lexicon) if row.relation == EVALUATES else None
    if deed is not None:
        yield Match(deed[1], row.rule, 0.8, i, i, agents(t, i), deed[0], clause=True)
        return
    for obj, word_at in _small_clauses(t, i):
        relation = evaluated(t, word_at, lexicon)
        if relation and any(t.lower[k] in lexicon.negators for k in t.kids[word_at] if k < word_at):
            relation = _OPPOSITE.get(relation, "")  # "called the talks not helpful"
        if relation and word_at != obj:
            name = relation if row.relation == EVALUATES else row.relation
            if name == _CRITICIZES and t.lemma[i] in _ASSIGNS and (t.lemma[i] != _LIST or _outlaws(t, word_at)):
                name = _SANCTIONS  # "designated the group a terrorist organization"; "listed Chad as a bad example" judges
            if t.lemma[i] == _MAKE and relation != _DEMANDS:
                continue  # "made the talks a success", not "a condition"
            until = subtree(t, word_at)[0] if t.head[word_at] == obj and word_at > obj else None  # "called the deal bad"
            yield Match(name, row.rule, 0.8, i, i, agents(t, i), obj, until=until)
            return
    says_more = any(other.relation != "considers" for other in lexicon.frames("svo", t.lemma[i]))  # "denounced it as …"
    says_more = says_more or t.lemma[i] in _ASSIGNS or t.lemma[i] == _MAKE
    if row.relation == EVALUATES and not is_passive(t, i) and not says_more:
        yield from (Match(_STATES, row.rule, 0.7, i, i, agents(t, i), k, clause=True) for k in _called(t, i))


def _outlaws(t: Tree, i: int) -> bool:
    """True for what a list makes of somebody that has consequences in law ("a sponsor of terrorism")."""
    words = referring.load().verbs["outlaw"]
    return any(t.lemma[k] in words for k in subtree(t, i))


def _judged_deed(t: Tree, i: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """The clause that "it" stands for and the relation to it: "considers it wrong to ban it", "found it odd that Chad left"."""
    for k in children(t, i, "xcomp", "obj", "ccomp"):
        it = (m for m in (*t.kids[i], *t.kids[k]) if i < m < k and t.dep[m] in {"obj", "nsubj", "expl"})
        if t.lemma[i] == _MAKE or not any(t.lower[m] == "it" for m in it):
            continue
        below = (*children(t, k, *_DEED_CLAUSES), *children(t, i, *_DEED_CLAUSES))
        clause = first(m for m in below if m > k and t.mark[m] in _DEEDS)
        relation = evaluated(t, k, lexicon)
        if clause is None or relation not in _JUDGES or any(t.lower[m] in lexicon.negators for m in t.kids[k]):
            continue
        to_do = relation == _CRITICIZES and t.mark[clause] != "that"
        return clause, (_OPPOSES if to_do else relation)
    return None


def _called(t: Tree, i: int) -> Iterator[int]:
    """What somebody is called, in the words behind the object: "regards Chad as part of its market"."""
    obj = first(children(t, i, "obj", "iobj"))
    if obj is None or obj < i or t.pos[obj] not in {"NOUN", "PROPN"}:
        return
    behind = (k for k in (*t.kids[i], *children(t, obj, "nmod", "appos")) if k > obj)
    named = (k for k in behind if t.prep[k] == "as" or (t.dep[k] in {"obj", "xcomp"} and not t.prep[k] and not t.mark[k]))
    yield from (k for k in named if t.tag[k] in {"JJ", "NN", "NNS"} and t.ent[k] not in {"DATE", "TIME"})


def _is_told(t: Tree, k: int) -> bool:
    """True for a clause with a verb form of its own ("found the firm had broken the law"), which judges nobody."""
    return t.dep[k] == "ccomp" and (t.tag[k] in {"VBD", "VBZ"} or any(t.has(k, label) for label in ("aux", "aux:pass", "cop")))


def _small_clauses(t: Tree, i: int) -> Iterator[tuple[int, int]]:
    """Pairs (what is judged, how) of "called the vote a farce", in the many trees that parsers give to it."""
    obj = direct_object(t, i) if is_passive(t, i) else next(iter(children(t, i, "obj", "iobj")), None)
    if obj is None or t.tag[obj] in RELATIVES or t.lower[obj] == "that":
        obj = _named(t, direct_object(t, i))  # "the deal that Oslo called illegal", not "Oslo called that illegal"
    judged = [k for k in children(t, i, "xcomp", "ccomp", "advcl", "advmod", "obj") if k > i and not _is_told(t, k)]
    judged += [k for prep, k in phrases(t, i) if prep == "as"]
    judged += [
        k
        for k in t.kids[i]
        if k > i and k not in judged and "as" in (t.lower[m] for m in children(t, k, "case", "mark", "advmod"))
    ]
    if obj is not None:
        yield from ((obj, k) for k in judged if k != obj)
        behind = [k for k in children(t, obj, "amod", "acl", "nmod", "appos") if k > obj and not t.prep[k]]
        yield from ((obj, k) for k in behind)
    for k in judged:  # "called the referendum illegal" read as one phrase, or as a clause of its own
        if obj is None and t.pos[k] in {"NOUN", "PROPN"} and not t.prep[k]:
            yield from ((k, m) for m in children(t, k, "xcomp", "amod") if m > k)
        for m in children(t, k, "nsubj", "compound", "amod"):
            if i < m < k and t.pos[m] in {"NOUN", "PROPN"} and not _indefinite(t, k):
                yield m, k


def _indefinite(t: Tree, k: int) -> bool:
    """True for a noun phrase with "a" or "an", which is no name and its judgement, but a judgement ("a rebel farce")."""
    return any(t.lower[m] in {"a", "an"} for m in children(t, k, "det"))


def _named(t: Tree, obj: int | None) -> int | None:
    """The object where it is more than a pronoun."""
    return obj if obj is not None and t.pos[obj] in {"NOUN", "PROPN"} else None


def evaluated(t: Tree, k: int, lexicon: Lexicon) -> str:
    """The relation that an evaluative phrase headed by `k` expresses; an empty string where it judges nothing."""
    if t.lower[k] in PARTITIVES:  # "one of the worst leaders"
        k = first(m for prep, m in phrases(t, k) if prep == "of") or k
    qualities = (m for m in t.kids[k] if t.dep[m] == "amod" or (t.dep[m] == "compound" and t.tag[m] == "JJ"))
    kinds = (m for m in children(t, k, "nmod") if t.prep[m] == "of" and t.lemma[k] in _SORTS)  # "an act of cowardice"
    relation = next(filter(None, (_judges(t, node, lexicon) for node in qualities)), "")
    if relation == _SUPPORTS:  # "a great threat", "a perfect farce"
        return _judges(t, k, lexicon) or relation
    return relation or next(filter(None, (_judges(t, node, lexicon) for node in (*conjuncts(t, k), *kinds))), "")


def _judges(t: Tree, node: int, lexicon: Lexicon) -> str:
    """The relation that one evaluative word expresses, with what stands around it, or an empty string."""
    told = t.tag[node] in _VERBS  # "hopes to see it advance" calls nothing an advance
    for form in _wordings(t, node):
        rows = [row for row in lexicon.evaluation.get(form, ()) if row.pos not in _NO_WORDS and not (told and row.pos == "noun")]
        if rows:
            relation = rows[0].relation
            return _TURNED.get(relation, relation) if t.pos[node] == "NOUN" and _befalls_evil(t, node, lexicon) else relation
    return ""


def _befalls_evil(t: Tree, i: int, lexicon: Lexicon) -> bool:
    """True for "a blow to terrorism", "a setback for the militants", "a gift to criminals"."""
    for k in (k for k in children(t, i, "nmod") if t.prep[k] in _SUFFERING):
        rows = lexicon.evaluation.get(t.lemma[k], ())
        if any(row.pos == "noun" and row.relation == _CRITICIZES for row in rows):
            return True
        if any(row.kind in _RISING for row in referring.load().unnamed.get(t.lemma[k], ())):
            return True
    return False


def _wordings(t: Tree, k: int) -> Iterator[str]:
    """The forms in which a table may list a word: with what stands around it ("dark day", "step back", "act of war"), alone."""
    for m in t.kids[k]:
        if m == k + 1:
            yield f"{t.lemma[k]} {t.lower[m]}"
        elif m == k - 1:
            yield f"{t.lower[m]} {t.lemma[k]}"
        if t.prep[m] and m > k:  # "act of war", "recipe for disaster"
            yield f"{t.lemma[k]} {t.prep[m]} {t.lemma[m]}"
    if k > 1 and t.lower[k - 1] == "-":  # "ill-advised"; what "HIV-positive" says isn't "positive"
        yield f"{t.lower[k - 2]}-{t.lower[k]}"
        if t.pos[k] == "ADJ":
            return
    if t.prep[k]:  # "is on the table"
        yield f"{t.prep[k]} {t.lemma[k]}"
    yield t.lower[k]
    yield t.lemma[k]


def _adj_prep(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    if not is_predicate(t, i):
        return
    if not row.lemma:  # "is against the plan": the phrase itself is the predicate
        if t.prep[i] in row.preps and children(t, i, "cop"):
            yield Match(row.relation, row.rule, 0.8, i, i, grammatical_subject(t, i), i)
        return
    for prep, k in phrases(t, i):
        if prep in row.preps:
            yield Match(row.relation, row.rule, 0.85, i, i, grammatical_subject(t, i), k, clause=t.tag[k] == "VBG" and t.verb[k])
            return
    subject = grammatical_subject(t, i) if " " in row.lemma and WITH in row.preps else ()
    if len(subject) > 1:  # "Oslo and Bern are at odds"
        yield Match(row.relation, row.rule, 0.8, i, i, subject, subject[0])


def _adj_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = infinitive(t, i)
    if clause is not None and is_predicate(t, i):
        for k in conjuncts(t, clause):
            if k == clause or continues(t, k):
                yield Match(row.relation, row.rule, 0.85, i, i, grammatical_subject(t, i), k, clause=True)


def _adj_clause(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    clause = content_clause(t, i)
    if clause is not None and is_predicate(t, i):
        yield Match(row.relation, row.rule, 0.8, i, i, grammatical_subject(t, i), clause, clause=True)


def _adj_holder(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    subject = grammatical_subject(t, i)
    holder = next((k for prep, k in phrases(t, i) if prep in row.preps), None)
    if " " in row.lemma:
        yield from _under(t, i, row, holder)
        return
    if holder is None:
        holder = next((k for prep, k in phrases(t, t.head[i]) if prep in row.preps), None) if t.dep[i] == "xcomp" else None
    if subject and holder is not None:
        yield Match(row.relation, row.rule, 0.85, i, i, conjuncts(t, holder), subject[0])


def _under(t: Tree, i: int, row: Row, holder: int | None) -> Iterator[Match]:
    """Who holds what is "under its control", in a predicate, behind a verb ("came under …") or a noun ("the area under …")."""
    above = t.head[i]
    if children(t, i, "cop") or t.dep[i] not in OBLIQUES:
        predicate, held = i, first(grammatical_subject(t, i))
    elif t.verb[above]:
        own = direct_object(t, above)
        predicate, held = above, own if own is not None else first(grammatical_subject(t, above))
        holder = first(k for prep, k in phrases(t, above) if prep in row.preps) if holder is None else holder
    else:
        predicate, held = i, above
    owners = conjuncts(t, holder) if holder is not None else holders(t, i)
    if not owners:
        owners = tuple(k for k in children(t, i, "amod", "compound") if t.pos[k] in {"ADJ", "PROPN"} and t.forms[k][0].isupper())
    if held is None or not owners or held in owners:
        return
    if row.relation == _DEMANDS:  # "is under pressure from Oslo to resign"
        asked = infinitive(t, i)
        if asked is not None:
            yield Match(row.relation, row.rule, 0.8, i, predicate, owners, asked, clause=True, recipient=held)
    else:
        yield Match(row.relation, row.rule, 0.8, i, predicate, owners, held)


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
    ("verb-holder", _verb_holder),
    ("verb-inf", _verb_inf),
    ("svo", _svo),
    ("verb-prep", _verb_prep),
    ("noun-inf", noun_inf),
    ("noun-clause", noun_clause),
    ("noun-role", noun_role),
    ("noun-prep", noun_prep),
)
_CONFIDENCE = {
    "svo": 0.9,
    "verb-prep": 0.85,
    "verb-clause": 0.8,
    "verb-obj-inf": 0.85,
    "verb-obj-prep": 0.8,
    "verb-prep-inf": 0.85,
}
