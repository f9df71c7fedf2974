"""What do parsers make of names and titles in a clause, and how is it mended? Rules on plain lists of heads and labels."""

from kg.extract.relatives import AUXILIARIES, BREAKS, FINITE, NAMES, REACH, Parse

DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_OFFICES = frozenset(
    {"adviser", "advisor", "ambassador", "commissioner", "coordinator", "director", "envoy", "head", "minister", "negotiator"}
    | {"representative", "secretary", "spokesman", "spokesperson", "spokeswoman", "undersecretary"}
)
"""Nouns whose bearer is named behind the phrases that they have."""
_GIVES = frozenset(
    {
        "award",
        "awarded",
        "denied",
        "deny",
        "gave",
        "give",
        "given",
        "gives",
        "giving",
        "grant",
        "granted",
        "handed",
        "lend",
        "lent",
    }
    | {"offer", "offered", "offering", "offers", "paid", "pay", "promise", "promised", "sell", "selling", "sells", "send"}
    | {"sending", "sends", "sent", "sold", "supplied", "supply"}
)
"""Verbs with a recipient right behind them."""
_RELATED = frozenset({"of", "to", "for"})
_TITLE_TAGS = frozenset({"JJ", "NN", "NNP"})
_LONGEST_TITLE = 5
_TELLS = frozenset({"assured", "informed", "reminded", "tell", "telling", "tells", "told", "warned"})


def title_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "his deputy Mark Malloch Brown met", "the minister for rural affairs Ann Oduya met", read as two subjects"""
    k = next((k for k in range(i + 1, h) if p.heads[k] == h), h)
    if (
        i > h
        or k == h
        or p.words[k] in DAYS
        or p.labels[k] != "nsubj"
        or p.tags[k] not in NAMES
        or not p.tags[i].startswith("NN")
    ):
        return False
    if any(p.labels[m] in {"cc", "punct"} or not (_under(p, m, k) or _under(p, m, i)) for m in range(i + 1, k)):
        return False
    if p.labels[h] == "parataxis" and p.words[min([i, *p.below(i)]) - 1] == ",":
        return False  # "…, a charge Oslo denies"
    p.heads[i], p.labels[i] = k, "nmod:desc"
    return True


def subject_before_remark(p: Parse, i: int, h: int) -> bool:
    """ "The raids, Berg said, were a threat", where the raids were read as who says so"""
    behind = next((k for k in p.below(h) if k > h and p.labels[k] == "ccomp"), None)
    if i > h or behind is None or behind in p.subject or p.words[h + 1] != ",":
        return False
    speaker = next((k for k in (*p.below(h), *p.below(i)) if i < k < h and p.labels[k] in {"appos", "conj", "nsubj"}), None)
    finite = p.tags[behind] in FINITE or any(p.labels[k] in AUXILIARIES for k in p.below(behind))
    joined = speaker is not None and any(p.labels[k] == "cc" for k in p.below(speaker))
    if speaker is None or joined or "," not in p.words[i:speaker] or "," in p.words[speaker:h] or not finite:
        return False
    p.heads[i], p.heads[speaker], p.labels[speaker] = behind, h, "nsubj"
    p.subject.add(behind)
    return True


def told_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "told reporters in Lima his country will sign", read as what the reporters do"""
    verb = p.heads[h]
    if p.labels[h] != "ccomp" or p.words[verb] not in _TELLS or min([i, *p.below(i)]) != verb + 1 or verb == h:
        return False
    if not any(k > i and p.labels[k] in {"nsubj", "nsubj:pass", "expl"} for k in p.below(h)):
        return False
    p.heads[i], p.labels[i] = verb, "iobj"
    return True


def recipient(p: Parse, i: int, h: int) -> bool:
    """ "sent Chad no arms", read as two objects"""
    k = next((k for k in range(h + 1, i) if p.heads[k] == h and p.labels[k] == "obj"), None)
    if k is None or p.words[h] not in _GIVES or any(p.labels[m] in {"cc", "punct"} for m in range(k + 1, i)):
        return False
    if not all(_under(p, m, i) for m in range(k + 1, i)):
        return False
    p.labels[k] = "iobj"
    return True


def name_before_and(p: Parse, i: int, h: int) -> bool:
    """ "by Macron and European leaders", read as one noun"""
    joint = i + 1
    if not i < joint < h or p.labels[joint] != "cc" or p.heads[joint] != h or p.tags[i] not in NAMES or p.words[joint] != "and":
        return False
    if not all(_under(p, k, h) and p.labels[k] in {"amod", "compound", "det", "nmod:poss", "case"} for k in range(joint + 1, h)):
        return False
    for k in p.below(h):
        if k < i:
            p.heads[k] = i
    p.heads[i], p.labels[i] = (i if p.heads[h] == h else p.heads[h]), p.labels[h]
    p.heads[h], p.labels[h] = i, "conj"
    return True


def day_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "The minister Monday rejected it" """
    if p.words[i] not in DAYS or not any(p.heads[k] == h and p.labels[k] == "nsubj" for k in range(max(i - REACH, 0), i)):
        return False
    p.labels[i] = "obl:unmarked"
    return True


def name_behind_title(p: Parse, i: int, h: int) -> bool:
    """ "led by the minister for rural affairs Ann Oduya", where the name was hung on the last noun"""
    if p.labels[i] != "appos" or h > i or p.tags[i] not in NAMES or p.words[i - 1] in BREAKS or not _under(p, i - 1, h):
        return False
    if "(" in p.words[h:i]:
        return False  # "the secretary of the union (National Union of Miners)"
    top = h
    while p.labels[top] == "nmod" and p.heads[top] < top:
        top = p.heads[top]
    if top == h or p.words[top] not in _OFFICES:
        return False
    for k in p.below(top):
        if p.labels[k] == "case":
            p.heads[k] = i
    p.heads[i], p.labels[i] = (i if p.heads[top] == top else p.heads[top]), p.labels[top]
    p.heads[top], p.labels[top] = i, "nmod:desc"
    return True


def relation_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "Ann Oduya, wife of lawyer Liam Bach, opposed it", where he was read as who opposed it"""
    low = i
    while low > 0 and p.tags[low - 1] in _TITLE_TAGS and i - low < _LONGEST_TITLE:
        low -= 1
    noun, last = low - 2, max([i, *(k for k in p.below(i) if p.labels[k] == "flat")])
    if i > h or noun < 1 or p.tags[i] not in NAMES or p.words[low - 1] not in _RELATED or p.labels[noun] != "appos":
        return False
    name = p.heads[noun]
    if name > noun or p.tags[name] not in NAMES or p.words[last + 1] != "," or "," not in p.words[name:noun]:
        return False
    for k in range(low - 1, i):
        if p.heads[k] == noun or p.labels[k] == "case":
            p.labels[k] = "case" if k == low - 1 else "nmod:desc"
            p.heads[k] = i
    p.heads[name], p.labels[name] = p.heads[i], p.labels[i]
    p.heads[i], p.labels[i] = noun, "nmod"
    return True


def object_is_subject(p: Parse, i: int, h: int) -> bool:
    """ "said Ann Oduya, once president, has been arrested", read as said of her"""
    k = next((k for k in range(h + 1, i) if p.heads[k] == h and p.labels[k] == "obj"), None)
    if k is None or i in p.subject or i in p.marks or i not in p.finite or p.tags[k] not in NAMES:
        return False
    p.heads[k], p.labels[k] = i, "nsubj:pass" if any(p.labels[m] == "aux:pass" for m in p.below(i)) else "nsubj"
    p.subject.add(i)
    return True


def name_before_day(p: Parse, i: int, h: int) -> bool:
    """ "The Vatican Friday said", read as a Friday of the Vatican"""
    if p.words[i] not in DAYS or i < 1 or i > h or p.heads[i - 1] != i or p.labels[i - 1] not in {"compound", "nmod", "amod"}:
        return False
    for k in p.below(i):
        if k < i - 1:
            p.heads[k] = i - 1
    p.heads[i - 1], p.labels[i - 1] = h, p.labels[i]
    p.labels[i] = "obl:unmarked"
    return True


def compound_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "UN war crimes prosecutors have accused", read as crimes and prosecutors that do"""
    common = {"NN", "NNS"}
    beside = i + 1 < h and p.heads[i + 1] == h and p.labels[i + 1] == p.labels[i]
    if not beside or p.tags[i] not in common or p.tags[i + 1] not in common or p.words[i + 1] in DAYS:
        return False
    for k in p.below(i):
        p.heads[k] = i + 1
    p.heads[i], p.labels[i] = i + 1, "compound"
    return True


def name_beside_noun(p: Parse, i: int, h: int) -> bool:
    """ "The main opposition, Movement for Change said", read as two subjects: the name is that of the noun"""
    if i > h or p.tags[i] not in NAMES:
        return False
    noun = _subject_before(p, i, h)
    if noun is None or p.tags[noun] not in {"NN", "NNS"} or any(p.labels[k] == "cc" for k in range(noun + 1, i)):
        return False
    start = min((k for k in range(noun + 1, i) if _under(p, k, i) and p.labels[k] != "punct"), default=i)
    if p.words[start - 1] != "," or start - 1 != noun + 1:
        return False
    p.heads[i], p.labels[i] = noun, "appos"
    return True


def joined_subject(p: Parse, i: int, h: int) -> bool:
    """ "Foreign Secretary Ann Oduya and Defence Secretary Liam Bach visited Kenya", read as two subjects of one verb"""
    first = _subject_before(p, i, h) if i < h else None
    if first is None:
        return False
    joint = next((k for k in range(i - 1, first, -1) if p.labels[k] == "cc"), None)
    if joint is None:
        return False
    listing = p.words[joint : joint + 3] == ["as", "well", "as"]
    low = joint + (3 if listing else 1)
    if p.words[low] == "," and "," in p.words[low + 1 : i]:  # "Oslo and, to a lesser extent, Bern oppose it"
        low = i - 1 - p.words[low:i][::-1].index(",") + 1
    if not (listing or p.words[joint] in {"and", "or"}) or not all(_under(p, k, i) for k in range(low, i)):
        return False
    if p.heads[joint] != h and not _under(p, joint, i):
        return False
    p.heads[i], p.labels[i], p.heads[joint] = first, "conj", i
    return True


def remark_read_as_subject(p: Parse, i: int, h: int) -> bool:
    """ "accused Bern of spying, a charge Bern denies": a noun that takes up what was said, with a relative clause behind it"""
    article = next((k for k in (i - 1, i - 2) if k > 0 and p.words[k] in {"a", "an"}), None)
    if article is None or p.words[article - 1] not in BREAKS or p.labels[h] not in {"ccomp", "parataxis"} or p.heads[h] >= i:
        return False
    if not any(i < k < h and p.labels[k] == "nsubj" for k in p.below(h)) or any(p.words[k] in BREAKS for k in range(i, h)):
        return False
    p.heads[i], p.labels[i] = p.heads[h], "parataxis"
    p.heads[h], p.labels[h] = i, "acl:relcl"
    return True


def _subject_before(p: Parse, i: int, h: int) -> int | None:
    """The nearest token before the subject `i` that was read as a subject of the same verb."""
    found, k, label = None, max(h - REACH, 0), p.labels[i]
    try:
        while True:
            k = p.heads.index(h, k, i)
            if k != h and p.labels[k] == label:
                found = k
            k += 1
    except ValueError:
        return found


def _under(p: Parse, k: int, top: int) -> bool:
    for _ in range(4):
        if k == top:
            return True
        k = p.heads[k]
    return False
