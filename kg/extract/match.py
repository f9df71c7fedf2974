"""What does a frame find? A row of the lexicon at its place, and what the finders of all frames share."""

from typing import NamedTuple

from kg import referring
from kg.extract.grammar import Tree, children
from kg.lexicon import Row

WITH = "with"
ATTACKS = "attacks"
GLUED = "glued:"
"""Begins the rules of who is glued to a participle ("EU-led"): it stands inside the words of the object."""
MUTUAL = frozenset({"consults", "cooperates", "meets", ATTACKS})
"""Relations of each with the others."""


class Match(NamedTuple):
    """A row that fits at `cue`. All fields but the first three are token indices.

    `predicate` carries negation and modals (the light verb of "voiced support"); `holders` are heads of noun phrases,
    empty where none is in sight; `object` heads a noun phrase or a clause (`clause` True), which ends before `until`.
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
    until: int | None = None


def mutual(row: Row) -> bool:
    """True for what several do with each other ("met with", "clashed with")."""
    return row.relation in MUTUAL and WITH in row.preps


def continues(t: Tree, k: int) -> bool:
    """True for a verb coordinated with an infinitive that can only be one too ("to sign the pact and release them").

    Not for what else will happen to somebody: "urged Chad to leave or face a boycott".
    """
    if any(t.lower[c] == "or" for c in children(t, k, "cc")) and t.lemma[k] in referring.load().verbs["happening"]:
        return False
    return t.tag[k] in {"VB", "VBP"} and not children(t, k, "nsubj", "nsubj:pass", "aux")
