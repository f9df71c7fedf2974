"""Which nouns take a stance ("its support for the plan"), and whose stance is it?"""

from collections.abc import Iterator
from itertools import permutations

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
    is_passive,
    listed,
    particle,
    phrases,
    subtree,
)
from kg.extract.match import ATTACKS, WITH, Match, continues, mutual
from kg.lexicon import Lexicon, Row

_PROVIDES = "provides"
_WHEN = frozenset({"after", "at", "during", "following", "in", "since"})
"""Before an event: it took place."""
_OF, _FOR = "of", "for"
_CONTENTS = frozenset({_FOR, _OF})
_VISITS = "visits"
_EXPECTS = "expects"
_GROUNDS = frozenset({"for", "over"})
_JUDGES = frozenset({"criticizes", "supports"})
_GIVEN = _WHEN | {"amid", "because of", "by", "despite", "due to", "over"}
"""Before a dispute: there is one."""
_BETWEEN = "between"
_HAVE, _MAKE = "have", "make"
_BECOMES = frozenset({"become", "remain", "stay"})
_GRANTED = frozenset(
    {"approval", "authorisation", "authorization", "blessing", "clearance", "consent", "endorsement", "obligation", "permission"}
)
"""What one has from others."""
_AIMED = frozenset({"attacks", "sanctions"})
_AIMS, _TARGET, _AT = frozenset({"aim", "direct"}), "target", frozenset({"against", "at"})
_BORNE, _MARKS = frozenset({"attacks", "criticizes", "sanctions"}), frozenset({"object", "subject", "target"})
_DEMANDS, _SIGNS = "demands", "sign"
_HOWEVER = frozenset({"relation", "relationship"})
"""What one has with others, good or bad."""
_GIVES = frozenset({"hosts", "provides", "supports", "yields"})
_BELONGS, _COOPERATES, _OPPOSES = "memberOf", "cooperates", "opposes"
_ENCOUNTERS = frozenset({"attacks", "consults", "meets"})
_TALKS = frozenset({"consults", "meets"})
_JOINTLY = frozenset({"accepts", "consults"})
"""Relations of verbs for what those who hold talks do there."""
_SAME_DEED = frozenset({"attacks", "confirms", "cooperates", "sanctions", "warns"})
"""Relations of nouns that name the same as a verb that has them for its object ("fought a war", "cited fears")."""
_AGENTS = frozenset({"by", "from"})
_AGAINST = frozenset({"despite", "in spite of", "in the face of", "in face of", "over"})
"""Before what is voiced by others: what they are against was done all the same."""
_DATES = frozenset({"DATE", "TIME"})
_TIMES = _DATES | {"CARDINAL"}
_FROM, _BY = "from", "by"
_OWN = "own"
"""Behind "of": "has no plan of its own"."""
_DEEDS = frozenset({"appoints", "attacks", "controls", "deploys", "provides", "removes", "sanctions", "visits", "yields"})
_IMPOSES = frozenset(
    {"call", "declare", "draft", "enforce", "impose", "initiate", "launch", "lead", "mandate", "order", "propose"}
)
"""Verbs whose agent, glued to a noun's participle, does what the noun names."""
_SUPPORTS = "supports"
_PEOPLE = ("body", "force", "human", "official", "people")
_BACKING = frozenset({"backing", "support"})
_REACTIONS = frozenset({"criticizes", "doubts", "opposes", "rejects", _SUPPORTS})
_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_PLACES = frozenset({"GPE", "LOC", "NORP"})
_PROPOSES = "proposes"
_DRAFTED = frozenset({"accepts", _PROPOSES})
"""Relations of nouns that name what is written down, and then read, signed and published."""
_MOVED = frozenset({"deploys", "leads", "memberOf", "provides", "removes", "sanctions", "yields"})
"""Relations of nouns with what is moved or made behind "of" ("the withdrawal of US troops from Iraq")."""
_CONTRADICTS = frozenset({"confirms", "criticizes", "doubts", "opposes", "rejects"})
_VOICED = frozenset({"accepts", "criticizes", "demands", "opposes", "pledges", "proposes", "rejects", "supports", "threatens",
                     "warns", "willingTo"})  # fmt: skip
"""Relations of nouns whose holder may stand behind "from"; of others that is a place ("attacks from Lebanon")."""
_ONE = frozenset({"a", "an"})
_LISTED = frozenset({"demands", "proposes"})
"""Relations of nouns whose content may be listed ("its demands include")."""
_ANSWERS = frozenset({"attacks", "deploys", "opposes", "rejects", "sanctions", "supports", "yields"})
"""Relations of nouns, beside those that are spoken, for what one answers with."""
_SPOKEN = frozenset({"criticizes", "demands", "pledges", "threatens", "warns"})
"""Relations of nouns that are voiced by the way ("opened the summit with a call for …")."""
PARTITIVES = frozenset({"one", "some", "two", "three"})


def of_set(t: Tree, i: int) -> int:
    """What there are several of ("raids" in "a series of raids", "two of the raids"); any other noun itself."""
    if t.tag[i] != "CD" and t.lemma[i] not in referring.load().verbs["set"]:
        return i
    return next((k for k in children(t, i, "nmod") if t.prep[k] == _OF), i)


def _set_of(t: Tree, i: int) -> int:
    """The noun that says how many there are ("series" in "a series of raids"); any other noun itself."""
    above = t.head[i]
    return above if t.prep[i] == _OF and of_set(t, above) == i else i


def _lacking(t: Tree, i: int, lexicon: Lexicon) -> int | None:
    """The noun that says that there is none of it ("lack" in "a lack of confidence"), or None."""
    above = t.head[i]
    if t.prep[i] != _OF or holders(t, i) or any(t.lower[k] in lexicon.negators for k in t.kids[above]):
        return None  # "the withdrawal of its support", "no lack of support"
    return above if any(row.pos == "noun" for row in lexicon.negation.get(t.lemma[above], ())) else None


def _noun_holders(t: Tree, i: int, row: Row, lexicon: Lexicon) -> tuple[tuple[int, ...], int]:
    """Who holds what the noun names, and the predicate that carries negation and modals (the noun itself, or a light verb)."""
    own = holders(t, i) or _voices(t, i, row) or _imposed_by(t, i) or _whose(t, i, row)
    own = () if row.relation == _DEMANDS and _is_of_other(t, i, own) else own
    node = i
    while t.dep[node] == "conj":
        node = t.head[node]
    missing = _lacking(t, node, lexicon)
    several = _set_of(t, node) if missing is None else missing
    above = t.head[several]
    if t.dep[several] in {"obj", "nsubj:pass", "xcomp"} and above != several and passes_on(t, above, node, row.relation, lexicon):
        return own or agents(t, above), above
    if t.dep[node] == "appos" and above != node:
        return own or (above,), i  # "Turkey, an ally of Baku, …"
    if children(t, node, "cop"):
        return own or grammatical_subject(t, node) or _owned_by(t, node), node
    if not own and _beside(t, i, row, lexicon):
        doing = above if t.verb[above] else t.head[above]  # "sent guards in support of", hung on the guards
        return agents(t, doing), doing
    if not own and row.relation in _TALKS and t.prep[i] == _FOR:
        verb = _on_the_way(t, i, lexicon)
        return (agents(t, verb), verb) if verb is not None else ((), i)
    if _is_entangling(t, node):
        return own or grammatical_subject(t, above), above
    return own or _blamed(t, i, lexicon) or _taking_part(t, i, row) or _agent_behind(t, i, row), i


def _is_entangling(t: Tree, i: int) -> bool:
    """True for the noun of "locked in a dispute", "embroiled in a row"."""
    above = t.head[i]
    return t.prep[i] == "in" and t.tag[above] in {"JJ", "VBN"} and t.lower[above] in referring.load().verbs["entangled"]


def _is_of_other(t: Tree, i: int, who: tuple[int, ...]) -> bool:
    """True for the phrase with "by" of the noun between: in "the need for approval by Oslo" Oslo is to approve."""
    by = first(k for k in who if k > i and t.prep[k] == _BY)
    return by is not None and any(i < k < by and t.prep[k] in _CONTENTS for k in children(t, i, "nmod"))


def _owned_by(t: Tree, i: int) -> tuple[int, ...]:
    """Whose it is: "the aim of Oslo is to sign"."""
    return next((conjuncts(t, k) for k in children(t, i, "nmod") if t.prep[k] in {_OF, _FROM}), ())


def _beside(t: Tree, i: int, row: Row, lexicon: Lexicon) -> bool:
    """True for what somebody voices by doing something: "in protest at", "closed the summit with a call for"."""
    above = t.head[i]
    if " " in row.lemma:
        return t.verb[above] or (t.dep[above] == "obj" and t.verb[t.head[above]])
    if t.prep[i] != WITH or t.dep[i] not in OBLIQUES:
        return False
    verb = t.head[above] if t.dep[above] == "obj" else above  # "answered the raid with strikes", hung on the raid
    if row.relation in _ANSWERS and t.verb[verb] and not is_passive(t, verb) and _answers(t, verb):
        return True
    if row.relation not in _SPOKEN or not t.verb[above] or is_passive(t, above):
        return False
    return not any(
        WITH in row.preps and row.particle == particle(t, above) for row in lexicon.any_frame(t.lemma[above])
    )  # "pressed on with its campaign"


def _answers(t: Tree, verb: int) -> bool:
    """True for a verb that tells of an answer: what is done with it follows ("responded with raids", "hit back with tariffs")."""
    base, answers = t.lemma[verb], referring.load().verbs["answering"]
    return base in answers or f"{base} {t.lower[verb + 1]}" in answers


def _on_the_way(t: Tree, i: int, lexicon: Lexicon) -> int | None:
    """The verb that tells of a journey for the talks ("flew to Rome for talks", "made a visit to Rome for talks"), or None."""
    above = t.head[i]
    if t.prep[above] == "in" and children(t, above, "cop"):
        return above  # "is in Rome for talks"
    while t.dep[above] in {"nmod", "obl"} and t.head[above] != above:
        above = t.head[above]
    if t.dep[above] == "obj" and _visits(lexicon, above, t) and passes_on(t, t.head[above], above, _VISITS, lexicon):
        return t.head[above]
    journey = (k for k in children(t, above, "obj") if _visits(lexicon, k, t) and passes_on(t, above, k, _VISITS, lexicon))
    return above if t.verb[above] and (_visits(lexicon, above, t) or any(True for _ in journey)) else None


def _visits(lexicon: Lexicon, i: int, t: Tree) -> bool:
    return any(row.relation == _VISITS for row in lexicon.any_frame(t.lemma[i]))


def _blamed(t: Tree, i: int, lexicon: Lexicon) -> tuple[int, ...]:
    """Who is praised or blamed for it: "criticised Rome over the expulsion of two envoys", or nobody."""
    above = t.head[i]
    if t.prep[i] not in _GROUNDS or not t.verb[above] or is_passive(t, above):
        return ()
    judges = any(row.relation in _JUDGES and not row.particle for row in lexicon.frames("svo", t.lemma[above]))
    return children(t, above, "obj") if judges else ()


def _taking_part(t: Tree, i: int, row: Row) -> tuple[int, ...]:
    """Who acts during or after an encounter: "Oslo said after talks with Bern that …", "spoke at a meeting with her"."""
    if row.relation not in _TALKS or t.prep[i] not in _WHEN - {"since"} or _BETWEEN in (p for p, _k in phrases(t, i)):
        return ()
    above = t.head[i]
    if t.dep[i] == "nmod" and t.dep[above] in {"obj", "obl"}:
        above = t.head[above]
    acts = t.verb[above] and t.tag[above] in {"VBD", "VBZ", "VBP"} and not is_passive(t, above)
    return grammatical_subject(t, above) if acts and not children(t, above, "aux") else ()


def passes_on(t: Tree, verb: int, noun: int, relation: str, lexicon: Lexicon) -> bool:
    """True for a verb whose subject holds what its object names ("voiced support", "fought a war": as fighting a war does)."""
    if relation == _BELONGS and t.lemma[verb] != _HAVE:
        return t.lemma[verb] in _BECOMES and t.dep[noun] == "xcomp"  # not "seized a member of parliament"
    if t.lemma[noun] in (_GRANTED | _BACKING) and t.lemma[verb] in {_HAVE, "lack"}:
        return False  # "has approval to drill": whose isn't said
    if t.lemma[verb] == _MAKE and any(k != noun for k in children(t, verb, "obj", "xcomp")):
        return False  # "made the withdrawal a condition"
    if any(light.particle == particle(t, verb) for light in lexicon.light.get(t.lemma[verb], ())):
        return True
    return relation in _SAME_DEED and any(
        sense.relation == relation and t.lemma[noun] in sense.objects and sense.particle == particle(t, verb)
        for sense in lexicon.senses.get(t.lemma[verb], ())
    )


def _voices(t: Tree, i: int, row: Row) -> tuple[int, ...]:
    """Who voices what the noun names, behind "from": "a call from Oslo to talk"; not where a "from" belongs to the noun."""
    if row.relation not in _VOICED or _FROM in row.preps:
        return ()
    above = t.head[i]
    drawn = t.dep[i] == "obj" and t.lemma[above] in referring.load().verbs["drawing"]  # "faces calls from Oslo for a truce"
    spots = (*children(t, i, "nmod"), *(k for k in children(t, above, *OBLIQUES) if drawn and k > i))
    return next((conjuncts(t, k) for k in spots if t.prep[k] == _FROM), ())


def _whose(t: Tree, i: int, row: Row) -> tuple[int, ...]:
    """Whose it is, named behind "of" and before what it is about: "the refusal of Oslo to sign", "the visit of Berg to Rome"."""
    k = first(m for m in children(t, i, "nmod") if m > i)
    if k is None or t.prep[k] != _OF or _OF in row.preps or t.tag[k] in {"NNPS", "CD"} or row.relation in _MOVED:
        return ()
    named = t.ent[k] in _NAMED or any(t.ent[m] in _NAMED for m in children(t, k, "amod", "compound", "nmod:poss"))
    end = subtree(t, k)[-1]
    told = any(m > end and t.prep[m] in row.preps for m in children(t, i, "nmod")) if row.preps else infinitive(t, i) is not None
    return conjuncts(t, k) if named and told else ()


def _agent_behind(t: Tree, i: int, row: Row) -> tuple[int, ...]:
    """Who did it, hung on whom it was done to: "an attack on soldiers by Boko Haram", or nobody."""
    if row.relation not in _DEEDS:
        return ()
    suffered = (k for k in children(t, i, "nmod") if t.prep[k] in row.preps)
    behind = first(m for k in suffered for m in children(t, k, "nmod", "obl:agent") if t.prep[m] == _BY)
    return conjuncts(t, behind) if behind is not None else ()


def _imposed_by(t: Tree, i: int) -> tuple[int, ...]:
    """Who did it, glued to a participle: "EU-imposed sanctions"."""
    for k in children(t, i, "amod"):
        who = glued(t, k) if t.tag[k] == "VBN" and t.lemma[k] in _IMPOSES else None
        if who is not None:
            return (who,)
    return ()


def noun_prep(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    who, predicate = _noun_holders(t, i, row, lexicon)
    sides = _sides(t, i) if mutual(row) or (row.relation == _OPPOSES and WITH in row.preps) else ()
    if sides and row.relation == _COOPERATES and t.dep[i] in {"nsubj", "nsubj:pass"}:
        return  # "relations between Oslo and Bern have been troubled": how they are is what is said
    if sides and row.relation == _OPPOSES:
        if predicate != i or t.prep[i] in _GIVEN or _acts(t, i):
            yield Match(row.relation, row.rule, 0.75, i, i, sides, sides[0])
        return
    if sides:
        subject = t.dep[i] in {"nsubj", "nsubj:pass"}
        told = subject or took_place(t, i)
        if told or predicate != i or t.prep[i] in _WHEN:
            at = t.head[i] if told else predicate
            if row.relation == ATTACKS:  # "clashes between Chadian troops and rebels": troops are attacked as such
                yield from (Match(row.relation, row.rule, 0.75, i, at, (k,), m) for k, m in permutations(sides[:2]))
            else:
                yield Match(row.relation, row.rule, 0.75, i, at, sides, sides[0])
        return
    given = row.relation in _GIVES  # "extended a loan to Chad"; not "extended its pact with Rome to Chad"
    if predicate != i and row.relation == _DEMANDS and t.lemma[predicate] == _SIGNS:
        return  # "signed an order for the ban" accepts it
    if predicate == i and t.lemma[i] in _HOWEVER and row.relation == _COOPERATES:
        return  # "the dispute clouds its relations with Oslo": how they are is what is said
    missing = _lacking(t, i, lexicon)
    hung = phrases(t, i) if missing is None else (*phrases(t, i), *(spot for spot in phrases(t, missing) if spot[1] > i))
    spots = [spot for spot in hung if given or not _is_of_verb(t, i, *spot)]
    if predicate != i:
        spots += [(prep, k) for prep, k in phrases(t, predicate) if k > i and (given or not _is_of_verb(t, i, prep, k))]
    spots += [(t.prep[m], m) for prep, k in spots if prep == _OF and _is_amount(t, k) for m in children(t, k, "nmod")]
    if row.relation in _AIMED:
        spots += [(row.preps[0], k) for k in _targets(t, i)]
    if row.relation in _DEEDS:  # "an attack by Boko Haram on soldiers", hung on who did it
        spots += [(t.prep[m], m) for k in who if k > i for m in children(t, k, "nmod")]
    if row.relation in _BORNE and not any(prep in row.preps for prep, _k in spots):
        borne = _borne_by(t, i)
        if borne is not None:
            yield Match(row.relation, row.rule, 0.8, i, t.head[i], who, borne)
            return
    clause = infinitive(t, i)
    for prep, k in spots:
        if clause is not None and i < clause < k:
            break  # "a deal to station troops on the island"
        if (
            prep in row.preps
            and k not in who
            and t.lower[k] != _OWN
            and t.ent[k] not in _DATES
            and not _is_another_sense(t, i, k, lexicon)
        ):
            if row.relation == _PROVIDES and t.lemma[i] in _BACKING and t.pos[k] == "NOUN" and not _are_people(t, k):
                yield Match(_SUPPORTS, row.rule, 0.8, i, predicate, who, k)  # "lent its support to the plan"
                return
            if row.relation == _EXPECTS and any(t.ent[m] == "PERSON" for m in (k, *children(t, k, "appos"))):
                return  # "the best hope for gold, Berg"
            if row.relation == _PROVIDES:  # "its aid to Kyiv": what is given is the object
                yield Match(row.relation, row.rule, 0.8, i, predicate, who, i, recipient=k)
                return
            whole = row.relation == _PROPOSES and t.ent[k] in _PLACES  # "its peace plan for Chad" proposes no Chad
            deed = t.tag[k] == "VBG" and t.verb[k]
            yield Match(row.relation, row.rule, 0.8, i, predicate, who, i if whole else k, clause=deed)
            return
    jointly = (
        row.relation in _ENCOUNTERS
        or (row.relation == _OPPOSES and _is_entangling(t, i))
        or (row.relation == _COOPERATES and any(t.lower[k] == "joint" for k in t.kids[i]))
    )
    if len(who) > 1 and (predicate != i or _agree(t, i, lexicon)) and jointly and WITH in row.preps:
        # "Oslo and Bern held talks", "… exchanged fire"
        yield Match(row.relation, row.rule, 0.75, i, predicate, who, who[0])
    if row.relation in _REACTIONS:
        yield from _reaction(t, i, row, lexicon)
    if row.relation in _LISTED and who:
        yield from _listed(t, i, row, who, lexicon)


def _listed(t: Tree, i: int, row: Row, who: tuple[int, ...], lexicon: Lexicon) -> Iterator[Match]:
    """ "Oslo's demands include the release of the crew and that Bern pay", "its main demand is the release of the crew"."""
    verb = t.head[i]
    if t.dep[i] not in SUBJECTS:
        return
    if t.has(verb, "cop") and t.tag[i] in {"NN", "NNS"} and t.pos[verb] == "NOUN":
        deed = any(r.frame.startswith("noun") for r in lexicon.any_frame(t.lemma[verb]))
        vague = any(t.lower[k] in _ONE or t.dep[k] == "amod" or t.lower[k] in lexicon.negation for k in t.kids[verb])
        if deed and not t.prep[verb] and not vague:  # not "are a threat"
            yield from (Match(row.relation, row.rule, 0.75, i, verb, who, k) for k in conjuncts(t, verb) if t.pos[k] == "NOUN")
        return
    if t.lemma[verb] not in referring.load().verbs["listing"] or is_passive(t, verb):
        return
    nouns = (m for k in children(t, verb, "obj") if k not in who for m in conjuncts(t, k))
    for k in (*nouns, *children(t, verb, "ccomp")):
        that = t.dep[k] == "ccomp" or t.mark[k] == "that"
        yield Match(row.relation, row.rule, 0.75, i, verb, who, k, clause=that)


def _targets(t: Tree, i: int) -> Iterator[int]:
    """Whom it is meant for: "sanctions aimed at Oslo", "raids targeting the rebels"."""
    for v in children(t, i, "acl"):
        if t.lemma[v] == _TARGET and t.tag[v] == "VBG":
            yield from children(t, v, "obj")
        elif t.lemma[v] in _AIMS and t.tag[v] == "VBN":
            yield from (k for prep, k in phrases(t, v) if prep in _AT and not t.verb[k])


def _borne_by(t: Tree, i: int) -> int | None:
    """Whom it is meant for: "Oslo has been the target of criticism by Bern", "the bank is the subject of its sanctions"."""
    above = t.head[i]
    if t.prep[i] != _OF or t.lemma[above] not in _MARKS or not t.has(above, "cop"):
        return None
    return first(grammatical_subject(t, above))


def _is_amount(t: Tree, k: int) -> bool:
    """True for the second noun of "a tariff of 50 percent on steel", "a loan of two million dollars to Chad"."""
    return t.ent[k] in {"MONEY", "PERCENT"} or t.has(k, "nummod")


def _is_of_verb(t: Tree, i: int, prep: str, k: int) -> bool:
    """True for "on the envoy" in "blamed the deal on the envoy": such a verb needs the phrase itself."""
    verb = t.head[i]
    return t.dep[i] == "obj" and k > i > verb and f"{t.lemma[verb]} {prep}" in referring.load().verbs["transferring"]


def _are_people(t: Tree, k: int) -> bool:
    rows = (referring.load().nominal(kind, t.lemma[k]) for kind in _PEOPLE)
    return t.lemma[k] in referring.load().nominals["people"] or any(row is not None for row in rows)


def _reaction(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    """What others voice on what the clause tells.

    "The law drew criticism from Oslo", "has the backing of Oslo", "was passed despite opposition from it", "with its support".
    """
    above = t.head[i]
    about = any(_OF in other.preps for other in lexicon.frames("noun-prep", t.lemma[i]))  # "criticism of Oslo"
    voices = _AGENTS if about else _AGENTS | {_OF}
    others = [(prep, k) for prep, k in phrases(t, i) if prep not in voices]
    who = next(
        (conjuncts(t, k) for b in (i, above) for k in t.kids[b] if k > i and t.prep[k] in (voices if b == i else _AGENTS)), ()
    )
    if not who or others or not t.verb[above]:
        return
    drawing, target = referring.load().verbs["drawing"], None
    if t.dep[i] == "obj" and t.lemma[above] in drawing and not is_passive(t, above):
        target = first(grammatical_subject(t, above))
    elif t.prep[i] in _AGAINST and row.relation != _SUPPORTS:
        target = direct_object(t, above)
    elif t.dep[i] in OBLIQUES and f"{t.lemma[above]} {t.prep[i]}" in drawing:  # "met with resistance", "was met with it"
        target = direct_object(t, above) if is_passive(t, above) else first(grammatical_subject(t, above))
    if target is not None and t.pos[target] not in {"PRON", "VERB"} and target not in who:
        yield Match(row.relation, row.rule, 0.75, i, above, who, target)


def _agree(t: Tree, i: int, lexicon: Lexicon) -> bool:
    """True for talks during which several agree or discuss something: "Oslo and Bern agreed during talks to …"."""
    relations = {row.relation for row in lexicon.any_frame(t.lemma[t.head[i]])}
    return t.prep[i] in _WHEN and not relations.isdisjoint(_JOINTLY) and not any(t.prep[k] == _OF for k in t.kids[i])


def _acts(t: Tree, i: int) -> bool:
    """True for the subject of "the dispute has delayed the vote" and "there is a dispute", not of "was averted", "is over"."""
    above = t.head[i]
    return t.dep[i] in SUBJECTS and not is_passive(t, above) and (t.has(above, "obj") or t.has(above, "expl"))


def took_place(t: Tree, i: int) -> bool:
    """True for the object of a verb that only what happens can have ("the dam overshadowed the talks", "sparked clashes")."""
    above = t.head[i]
    if t.prep[i]:
        return any(f"{t.lemma[above]} {t.prep[i]}" == words for words in referring.load().verbs["occasion"])
    return t.dep[i] == "obj" and t.lemma[above] in referring.load().verbs["occasion"]


def _is_another_sense(t: Tree, i: int, k: int, lexicon: Lexicon) -> bool:
    """True for a deed of which the verb says nothing with this object ("the release of the film", as "released a film")."""
    return any(not sense.relation and t.lemma[k] in sense.objects for sense in lexicon.senses.get(t.lemma[i], ()))


def _sides(t: Tree, i: int) -> tuple[int, ...]:
    """Two or more between whom something takes place ("talks between Oslo and Bern"), or nobody."""
    near = [*t.kids[i], *(m for k in children(t, i, "nmod") for m in t.kids[k])]
    near += [] if t.has(t.head[i], "obj") and t.dep[i] != "obj" else t.kids[t.head[i]]
    one = next((k for k in near if k > i and t.dep[k] in OBLIQUES and t.prep[k] == _BETWEEN), None)
    if one is None or any(t.ent[k] in _TIMES for k in conjuncts(t, one)):
        return ()  # "the war between 1986 and 1987"
    sides = conjuncts(t, one)
    if len(sides) == 1:  # "clashes between troops and rebels", where the rebels were hung on the clashes
        end = subtree(t, one)[-1] + 1
        sides += tuple(k for k in children(t, i, "conj") if end in children(t, k, "cc"))[:1]
    return sides if len(sides) > 1 else ()


def noun_role(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    """A noun that names its holder: "Oman, a backer of Iraq", "Iraq's backer Oman", "one of its backers", "Iraq ally Oman"."""
    node = t.head[i] if t.prep[i] == "of" and t.lower[t.head[i]] in PARTITIVES else i
    who: tuple[int, ...] = ()
    if any(t.lower[k] in referring.load().offices["past"] for k in children(t, i, "amod", "advmod", "compound")):
        return  # "a former ally of Syria"
    if children(t, node, "cop"):
        who = grammatical_subject(t, node)
    elif t.dep[node] == "appos" or (t.dep[node] in {"compound", "nmod:desc"} and t.head[node] > node):
        who = (t.head[node],)
    elif children(t, node, "appos", "flat"):
        who = children(t, node, "appos", "flat")[:1]
    target = next((k for prep, k in phrases(t, i) if prep in row.preps), None)
    if not who and target is not None and t.tag[i] == "NNS":
        who = _among_them(t, i, target)
    if target is None:
        owners = [*children(t, i, "nmod:poss", "compound", "amod"), *(m for k in who for m in children(t, k, "nmod:poss"))]
        target = next((k for k in owners if k < i and (t.tag[k] == "PRP$" or t.forms[k][0].isupper())), None)
    if who and target is not None and target not in who:
        until = subtree(t, who[0])[0] if who[0] in listed(t, target) else None
        yield Match(row.relation, row.rule, 0.8, i, i, who, target, until=until)


def _among_them(t: Tree, i: int, target: int) -> tuple[int, ...]:
    """Who is named among them: "critics of the dam, including Oslo", where that may hang on the dam, which is but one."""
    named = first((*listed(t, i), *(listed(t, target) if t.tag[target] in {"NN", "NNP"} else ())))
    return conjuncts(t, named) if named is not None else ()


def noun_inf(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    who, predicate = _noun_holders(t, i, row, lexicon)
    if not holders(t, i) and (owned := _owned_by(t, i)):
        who = owned  # "announced the refusal of Oslo to sign"
    clause = infinitive(t, i) or (infinitive(t, predicate) if predicate != i else _behind_agent(t, i))
    if clause is not None and row.relation in _DRAFTED and is_passive(t, clause) and not children(t, clause, *SUBJECTS):
        return  # "a plan to be unveiled in May" plans no unveiling
    if clause is not None and clause > i:
        for k in conjuncts(t, clause):
            if k == clause or continues(t, k):
                yield Match(row.relation, row.rule, 0.8, i, predicate, who, k, clause=True)


def _behind_agent(t: Tree, i: int) -> int | None:
    """The infinitive right behind who voices the noun, hung on the verb ("rejected a call by Oslo to talk"), or None."""
    clause = infinitive(t, t.head[i]) if t.dep[i] == "obj" else None
    if clause is None:
        return None
    agents_ = [k for k in children(t, i, "nmod") if t.prep[k] in _AGENTS]
    return clause if any(subtree(t, k)[-1] + 1 in children(t, clause, "mark") for k in agents_) else None


def lacks_object(t: Tree, i: int, lexicon: Lexicon) -> bool:
    """True for "(a claim that) Chad rejects", a relative clause: what is rejected is the noun."""
    if t.dep[i] not in {"acl", "acl:relcl"} or t.tag[i] not in {"VBD", "VBP", "VBZ"}:
        return False
    reacts = any(row.relation in _CONTRADICTS for row in lexicon.frames("svo", t.lemma[i]))
    return reacts and not any(k > i and t.dep[k] not in {"advmod", "punct"} for k in t.kids[i])


def _is_comment(t: Tree, i: int, clause: int, lexicon: Lexicon) -> bool:
    """True for "…, Reuters reported" behind the noun, which only says who told it."""
    start = subtree(t, clause)[0]
    comma = "," in {t.lower[start], t.lower[start - 1]}
    return start > i and comma and not t.mark[clause] and lexicon.reports(t.lemma[clause]) and t.kids[clause][-1:] < (clause,)


def noun_clause(t: Tree, i: int, row: Row, lexicon: Lexicon) -> Iterator[Match]:
    who, predicate = _noun_holders(t, i, row, lexicon)
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
    if clause is not None and (lacks_object(t, clause, lexicon) or _is_comment(t, i, clause, lexicon)):
        return
    if clause is not None and clause > i and clause != predicate and t.dep[clause] != "parataxis":
        yield Match(row.relation, row.rule, 0.75, i, predicate, who, clause, clause=True)
