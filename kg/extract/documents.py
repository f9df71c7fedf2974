"""Who speaks in a document? "An EU statement", "the report by the agency", "a letter issued by Mr. Berg's office"."""

from kg import referring
from kg.extract.grammar import SUBJECTS, Tree, agents, children, conjuncts, holders, once
from kg.referring import Referring

_FROM = "from"
_STATE = "State"
_ATTRIBUTES = frozenset({"compound", "amod", "nmod:desc"})
_BODIES = frozenset({"Organization", "Bloc", "Government", "Party", "Media", "ArmedGroup", "Person"})
_SPOKEN = frozenset({"appeal", "communique", "letter", "message", "note", "statement"})
"""Documents that a state sends in its own name; a report or a dispatch from there may be anybody's."""
_ARTICLES = frozenset({"account", "article", "bulletin", "commentary", "dispatch", "editorial", "report", "story"})
_WINDOW = 150
"""Tokens back in which the making of a document is told."""


def is_document(t: Tree, i: int, words: Referring) -> bool:
    """True for a noun such as "statement", "report" and "resolution"."""
    return words.nominal("document", t.lemma[i]) is not None and t.pos[i] in {"NOUN", "PROPN"}


def makers(t: Tree, i: int, words: Referring) -> tuple[tuple[int, ...], ...]:
    """Who may speak in the document that noun `i` names, as heads of noun phrases, the surest first.

    Its possessor or author, who issued it, whom it is from, the name or adjective before it, or who made the last of the
    name. Whether a name before it is no topic ("the Congo report") is for the caller to say: see `may_name`.
    """
    if not is_document(t, i, words):
        return ()
    issued = [agents(t, k) for k in children(t, i, "acl") if t.tag[k] == "VBN" and t.lemma[k] in words.verbs["issuing"]]
    sent = [conjuncts(t, k) for k in children(t, i, "nmod") if t.prep[k] == _FROM]
    before = [(k,) for k in t.kids[i] if k < i and t.dep[k] in _ATTRIBUTES]
    found = tuple(heads for heads in (holders(t, i), *issued, *sent, *before) if heads)
    return found or _made_before(t, i, words)


def may_name(t: Tree, k: int, kind: str) -> bool:
    """True where a name of an actor of type `kind` before a document's noun is its maker, not its topic.

    "The EU report", "the Danish report" and "the US report" are by them; "the Denmark report" is about it, and a report
    "from Denmark" was only sent from there, though a statement "from Denmark" is its own.
    """
    if kind == _STATE and by_press(t, t.head[k]):
        return False  # "Danish news reports" are no word of Denmark's
    if t.prep[k] == _FROM and t.pos[k] == "PROPN":
        return kind in _BODIES or (kind == _STATE and t.lemma[t.head[k]] in _SPOKEN)
    if t.dep[k] not in _ATTRIBUTES or t.pos[k] in {"ADJ", "NOUN"} or t.tag[k] == "JJ":
        return True  # "the Danish report", "the government report"
    return kind in _BODIES or t.forms[k].replace(".", "").isupper()


def by_press(t: Tree, i: int) -> bool:
    """True for "news reports" and "a newspaper article", not for "a press release": somebody of the press wrote it."""
    press = referring.load().verbs["press"]
    return t.lemma[i] in _ARTICLES and any(t.lower[k] in press for k in children(t, i, "compound"))


def _made_before(t: Tree, i: int, words: Referring) -> tuple[tuple[int, ...], ...]:
    """ "The council passed a resolution … The resolution demands": who made what the same word named before."""
    if not any(t.lower[k] in {"the", "this", "that"} for k in children(t, i, "det")):
        return ()
    for k in range(i - 1, max(i - _WINDOW, -1), -1):
        if t.lemma[k] != t.lemma[i] or not is_document(t, k, words):
            continue
        above = t.head[k]
        if t.dep[k] in {"obj", "nsubj:pass"} and t.verb[above] and t.lemma[above] in words.verbs["issuing"]:
            return (agents(t, above),) if agents(t, above) else ()
        return makers(t, k, words)
    return ()


@once
def speaks_in(t: Tree, clause: int, words: Referring) -> tuple[int, ...]:
    """Heads of the makers of the document that says `clause` ("a statement by Berg's office said that …"), with possessors."""
    if t.dep[clause] != "ccomp":
        return ()
    subjects = [k for k in t.kids[t.head[clause]] if t.dep[k] in SUBJECTS]
    heads = [head for k in subjects for found in makers(t, k, words)[:1] for head in found]
    return (*heads, *(m for head in heads for m in children(t, head, "nmod:poss")))
