"""What does a parser often get wrong, and how is it mended? Works on plain lists of heads and labels."""

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_BEFORE_E = ("as", "is", "os", "us", "c", "v", "z", "ng", "rg", "dg")
"""How stems end that have a silent "e": "eas(ed)", "announc(ed)", "approv(ed)", "urg(ed)"."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def lemma(word: str, given: str, tag: str) -> str:
    """The lemma, with the slips of rule lemmatizers mended: "hopes" as a form of "hop", "staged" of "stag", "vetoed" of itself.

    >>> lemma("hopes", "hop", "VBZ"), lemma("fined", "fin", "VBD"), lemma("vetoed", "vetoed", "VBN"), lemma("put", "put", "VBD")
    ('hope', 'fine', 'veto', 'put')
    """
    if tag == "VBZ" and word.endswith("es") and given == word[:-2] and not given.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word[:-1]
    if tag in {"VBD", "VBN", "VBG"} and word in {given + "ed", given + "ing"} and _doubles(given):
        return given + "e"
    if tag in {"VB", "VBD", "VBN"} and given == word and word.endswith("ed") and len(word) > 5 and not word.endswith("eed"):
        return word[:-1] if word[:-2].endswith(_BEFORE_E) else word[:-2]
    return given


def _doubles(stem: str) -> bool:
    """True for a stem such as "hop", whose own past would be "hopped": a form without the double letter is another verb's."""
    vowels = [c in "aeiou" for c in stem]
    return len(stem) > 2 and vowels[-3:] == [False, True, False] and sum(vowels) == 1 and stem[-1] not in "wxy"


def repair(heads: list[int], labels: list[str], tags: list[str], words: list[str]) -> None:
    """Mends, in place, what the parser often gets wrong: gerund objects, that-clauses, coordination of finite verbs."""
    _find_verbs(heads, labels, tags, words)
    marks: dict[int, set[str]] = {}
    own_subject: set[int] = set()
    expletives: list[int] = []
    quoted: set[int] = set()  # verbs with a content clause in front of them
    finite: set[int] = {i for i, tag in enumerate(tags) if tag in {"VBD", "VBZ"}}
    for i, label in enumerate(labels):
        if label in {"mark", "case"}:
            marks.setdefault(heads[i], set()).add(words[i])
        elif label in SUBJECTS:
            own_subject.add(heads[i])
        elif label == "expl" and words[i] == "it":
            expletives.append(i)
        elif label in {"aux", "cop", "aux:pass"} and tags[i] in FINITE:
            finite.add(heads[i])
        elif label in {"ccomp", "parataxis"} and i < heads[i]:
            quoted.add(heads[i])
    for i in expletives:
        clausal = any(h == heads[i] and labels[k] in {"csubj", "ccomp"} for k, h in enumerate(heads))
        if heads[i] not in own_subject and not clausal:
            labels[i] = "nsubj"  # "Bern said it is ready": whether "it" means somebody is for coreference to say
    for i, label in enumerate(labels):
        h = heads[i]
        if label == "obl" and i > h and i not in marks and tags[i].startswith("NN") and _after_particle(h, i, heads, labels):
            labels[i] = "obj"  # "ruled out American ground troops"
        elif label in {"ccomp", "obj"} and i > h and h not in own_subject and h in quoted and tags[i].startswith("NN"):
            labels[i] = "nsubj"  # "…, said the spokeswoman"
            own_subject.add(h)
        elif label == "acl" and tags[i] == "VBG" and i > 1 and words[i - 1] == ",":
            verb = _verb_above(h, heads, tags)
            if verb is not None:
                heads[i], labels[i] = verb, "advcl"  # "…, arguing that …" hung on the last noun
        elif label == "advcl:relcl":
            noun = _before_relative(h, i, heads, tags)
            if noun is not None:
                heads[i], labels[i] = noun, "acl:relcl"  # ", which was backed by …" hung on the verb
        elif label == "compound" and tags[i] == "VBZ" and i < h and i > 0 and labels[i - 1] == "compound":
            labels[i - 1], heads[i - 1] = "nsubj", i  # "Kagame retains control" read as one noun
            heads[i], labels[i] = (i if heads[h] == h else heads[h]), labels[h]
            heads[h], labels[h] = i, "obj"
            for k in range(len(heads)):
                if (heads[k] == h and labels[k] == "punct") or (heads[k] == h and k < i and k != i - 1):
                    heads[k] = i
        elif label == "conj" and tags[i] == "VBD" and i not in own_subject and labels[h] == "ccomp" and tags[heads[h]] == "VBD":
            auxiliaries = [tags[k] for k, above in enumerate(heads) if above == h and labels[k] in {"aux", "cop", "aux:pass"}]
            if tags[h] in {"VBZ", "VBP"} or (auxiliaries and "VBD" not in auxiliaries):
                heads[i] = heads[h]  # "said Moscow isn't rejecting it but warned …": one tense, one subject
        elif label == "case" and tags[i] == "TO" and labels[h] == "xcomp":
            labels[i] = "mark"  # "ready to negotiate", the verb read as a noun
        elif label in {"aux", "aux:pass"} and tags[i] == "NNP":
            labels[i] = "nsubj"
        elif label in {"compound", "amod"} and i < h and tags[h] in {"VBD", "VBZ", "VBP"} and h not in own_subject:
            labels[i] = "nsubj"  # "Hungary opposes …" read as one noun
            own_subject.add(h)
        elif (
            label == "acl"
            and i > h
            and heads[h] == h
            and tags[h] == "NNP"
            and tags[i] in FINITE | {"VBN"}
            and not any(words[k] in {",", "-", "--"} for k in range(h, i))
        ):
            labels[i], labels[h] = "root", "nsubj"  # "Beijing called on Manila …" read as a noun with a participle
            heads[i], heads[h] = i, i
            for k in range(len(heads)):
                if heads[k] == h and k > i:
                    heads[k] = i
            own_subject.add(i)
        elif label == "xcomp" and tags[i] == "NNP" and i == h + 1 and tags[h].startswith("VB"):
            labels[i] = "obj"  # "warned Beijing against …"
        elif label == "advcl" and tags[i] == "VBG" and i > h and i not in marks and i not in own_subject:
            between = range(h + 1, i)
            if all(labels[k] == "compound:prt" or heads[k] == i for k in between) and not any(
                words[k] in {",", "--", "-"} for k in between
            ):
                labels[i] = "xcomp"  # "ruled out sending"
        elif label == "advcl" and "that" in marks.get(i, ()):
            labels[i] = "ccomp"  # "made clear that …"
        elif label == "conj" and i in finite and i not in own_subject and h not in finite and tags[h] in {"VB", "VBG"}:
            up = h
            while labels[up] in {"xcomp", "advcl", "acl", "conj"} and up not in finite:
                up = heads[up]
            if up in finite and up != i:
                heads[i] = up  # "ruled out sending troops but hinted that …"


def _find_verbs(heads: list[int], labels: list[str], tags: list[str], words: list[str]) -> None:
    """ "The EU eased sanctions on Syria" read as one noun phrase: the participle between a name and a noun is the verb."""
    for i, label in enumerate(labels):
        named = i > 0 and heads[i - 1] == i and tags[i - 1] in {"NNP", "NNPS"}
        if label == "root" and tags[i] == "NNS" and named and _governs(i, heads, labels):
            tags[i], labels[i - 1] = "VBZ", "nsubj"  # "Burundi opposes the ban", two nouns in a row
        if not words[i].endswith("ed"):
            continue
        if label == "root" and tags[i] in {"NN", "NNS", "JJ"} and any(h == i and labels[k] == "obj" for k, h in enumerate(heads)):
            tags[i] = "VBD"  # "Chad vetoed the bill"
        h = heads[i]
        if label != "amod" or tags[i] not in {"VBD", "VBN", "JJ"} or labels[h] != "root" or not tags[h].startswith("NN") or h < i:
            continue
        below = [k for k, above in enumerate(heads) if above == h and k != h]
        if any(labels[k] in {"cop", "aux", "aux:pass", "acl:relcl", "nsubj:pass"} for k in below):
            continue
        name = i - 1 - (i > 1 and tags[i - 1] == "RB")
        if name < 0 or tags[name] not in {"NNP", "NNPS"}:
            continue
        for k in below:
            if k < name:
                heads[k] = name
            elif labels[k] == "punct":
                heads[k] = i
        heads[name], labels[name] = i, "nsubj"
        heads[h], labels[h] = i, "obj"
        heads[i], labels[i], tags[i] = i, "root", "VBD"


def _governs(i: int, heads: list[int], labels: list[str]) -> bool:
    return any(h == i and labels[k] in {"obj", "ccomp", "xcomp"} for k, h in enumerate(heads))


def _after_particle(h: int, i: int, heads: list[int], labels: list[str]) -> bool:
    """True for a noun phrase right behind the particle of its verb."""
    first = min([i, *(k for k in range(h, i) if heads[k] == i or heads[heads[k]] == i)])
    return labels[first - 1] == "compound:prt" and heads[first - 1] == h


def _verb_above(i: int, heads: list[int], tags: list[str]) -> int | None:
    """The nearest verb above token `i`, itself included."""
    for _step in range(len(heads)):
        if tags[i].startswith("VB"):
            return i
        if heads[i] == i:
            return None
        i = heads[i]
    return None


def _before_relative(h: int, i: int, heads: list[int], tags: list[str]) -> int | None:
    """The noun right before the relative pronoun of the clause `i`."""
    pronoun = next((k for k, above in enumerate(heads) if above == i and tags[k] in RELATIVES), None)
    if pronoun is None:
        return None
    before = [k for k in range(max(h, pronoun - 3), pronoun) if tags[k].startswith("NN")]
    return before[-1] if before else None
