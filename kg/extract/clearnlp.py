"""How do ClearNLP labels (en_core_web_*) read as Universal Dependencies?"""

_RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "prt": "compound:prt",
    "relcl": "acl:relcl", "neg": "advmod", "poss": "nmod:poss", "dative": "iobj", "npadvmod": "obl:npmod", "attr": "xcomp",
    "acomp": "xcomp", "oprd": "xcomp", "nn": "compound", "complm": "mark", "quantmod": "advmod", "predet": "det:predet",
    "intj": "discourse", "meta": "dep", "preconj": "cc:preconj",
}  # fmt: skip
_COPULAS = frozenset({"be"})
_NOUN_HEADS = frozenset({"nsubj", "nsubj:pass", "obj", "pobj", "nmod", "obl", "appos", "iobj", "nmod:poss", "compound"})


def to_ud(heads: list[int], labels: list[str], lemmas: list[str]) -> tuple[list[int], list[str]]:
    """Heads and labels in Universal Dependencies; what has no counterpart keeps its name.

    Prepositions become `case` of their noun, copulas `cop` of their predicate.

    >>> to_ud([1, 1, 1, 2], ["nsubj", "ROOT", "prep", "pobj"], ["Oslo", "object", "to", "it"])
    ([1, 1, 3, 1], ['nsubj', 'ROOT', 'case', 'obl'])
    """
    heads, source = list(heads), list(labels)
    labels = [_RENAMED.get(label, label) for label in labels]
    for i, label in enumerate(source):
        if label in {"pobj", "pcomp"} and source[heads[i]] in {"prep", "agent", "dative", "prt"}:
            _swap_preposition(heads, labels, source, i)
    for i, label in enumerate(source):
        if label in {"acomp", "attr"} and lemmas[heads[i]] in _COPULAS:
            _swap_copula(heads, labels, i)
    return heads, labels


def _swap_preposition(heads: list[int], labels: list[str], source: list[str], i: int) -> None:
    prep = heads[i]
    above = heads[prep]
    while source[above] == "prep" and above != heads[above]:  # "from inside the city"
        above = heads[above]
    noun = labels[above] in _NOUN_HEADS or source[above] in {"attr", "pobj"}
    if source[i] == "pcomp":
        labels[i], labels[prep] = ("acl" if noun else "advcl"), "mark"
    else:
        labels[i] = "obl:agent" if source[prep] == "agent" else "nmod" if noun else "obl"
        labels[prep] = "case"
    heads[i], heads[prep] = above, i


def _swap_copula(heads: list[int], labels: list[str], i: int) -> None:
    copula = heads[i]
    for k, h in enumerate(heads):
        if h == copula and k not in (i, copula):
            heads[k] = i
    heads[i] = i if heads[copula] == copula else heads[copula]
    labels[i] = labels[copula]
    heads[copula], labels[copula] = i, "cop"
