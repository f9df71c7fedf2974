"""Which terms exist? The one file that spells an IRI; `ontology/kg.ttl` says which names are allowed in each namespace."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg import data
from kg.errors import TableError
from kg.model import Polarity, StatementKind

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": "https://w3id.org/kg-positions/ontology#",
        "dcterms": "http://purl.org/dc/terms/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefix -> namespace of every vocabulary that the graph uses."""

ONTOLOGY_IRI = "https://w3id.org/kg-positions/ontology"
DATA = "https://w3id.org/kg-positions/id/"
WIKIDATA = "http://www.wikidata.org/entity/"
KINDS = ("actor", "article", "attribution", "issue", "judgement", "membership", "outlet", "reading", "rule", "statement")
"""Kinds of things that our data has IRIs for; each is a prefix as well (`actor:russia`)."""


@lru_cache(maxsize=1)
def ontology() -> tuple[Triple, ...]:
    """Every triple of the ontology, in the order of the file."""
    path = data.path("ontology", "kg.ttl")
    try:
        return tuple(quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise TableError(f"{path}: not valid Turtle ({error}): correct the file or install the package again") from error


@lru_cache(maxsize=1)
def _described() -> frozenset[str]:
    return frozenset(triple.subject.value for triple in ontology() if isinstance(triple.subject, NamedNode))


def _values(predicate: NamedNode) -> dict[str, tuple[str, ...]]:
    """Subject IRI -> objects of `predicate`, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for triple in ontology():
        if triple.predicate == predicate and isinstance(triple.subject, NamedNode):
            value = triple.object.value if isinstance(triple.object, NamedNode | Literal) else str(triple.object)
            found[triple.subject.value] = (*found.get(triple.subject.value, ()), value)
    return found


class Terms:
    """The terms of one namespace, as attributes or items.

    A name that the ontology doesn't describe raises AttributeError, as an item TableError.

    >>> KG.rulesOut.value.rpartition("#")[2], SKOS["prefLabel"].value.rpartition("#")[2]
    ('rulesOut', 'prefLabel')
    >>> KG.ruelsOut
    Traceback (most recent call last):
    AttributeError: kg:ruelsOut is not in the ontology; did you mean kg:rulesOut?
    """

    __slots__ = ("_base", "_prefix")

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._base = PREFIXES[prefix]

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return _term(self._prefix, name)
        except TableError as error:
            raise AttributeError(str(error)) from None

    def __getitem__(self, name: str) -> NamedNode:
        return _term(self._prefix, name)


@lru_cache(maxsize=1024)
def _term(prefix: str, name: str) -> NamedNode:
    base = PREFIXES[prefix]
    if base + name not in _described():
        known = sorted(iri[len(base) :] for iri in _described() if iri.startswith(base))
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {prefix}:{near[0]}?" if near else ""
        raise TableError(f"{prefix}:{name} is not in the ontology{hint}")
    return NamedNode(base + name)


KG = Terms("kg")
DCTERMS = Terms("dcterms")
OA = Terms("oa")
ORG = Terms("org")
OWL = Terms("owl")
PROV = Terms("prov")
RDF = Terms("rdf")
RDFS = Terms("rdfs")
SCHEMA = Terms("schema")
SEM = Terms("sem")
SKOS = Terms("skos")
XSD = Terms("xsd")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the ontology: what it says about its subject, and its stance where nothing negates it.

    `align` holds the nearest codes of other event ontologies (`plover:REJECT`, `cameo:12`), sorted. `annotated` is False
    for relations that the annotation guidelines don't list, so that no gold file can measure them.
    """

    name: str
    label: str
    polarity: Polarity
    kind: StatementKind
    align: tuple[str, ...]
    definition: str
    annotated: bool = True


@lru_cache(maxsize=1)
def relations() -> Mapping[str, Relation]:
    """Local name -> relation, in the order of the ontology.

    >>> relations()["rulesOut"].polarity, relations()["holdsOffice"].kind
    (<Polarity.CON: 'con'>, <StatementKind.ROLE: 'role'>)
    >>> sum(relation.annotated for relation in relations().values())
    30
    """
    labels, definitions = _values(RDFS.label), _values(SKOS.definition)
    polarities, kinds, notations = _values(KG.naturalPolarity), _values(KG.kind), _values(SKOS.notation)
    plover, cameo = _values(KG.ploverCode), _values(KG.cameoCode)
    found = {}
    for iri, types in _values(RDF.type).items():
        if KG.Relation.value not in types:
            continue
        codes = [f"plover:{code}" for code in plover.get(iri, ())] + [f"cameo:{code}" for code in cameo.get(iri, ())]
        try:
            found[local(iri)] = Relation(
                local(iri),
                labels[iri][0],
                Polarity(notations[polarities[iri][0]][0]),
                StatementKind(notations[kinds[iri][0]][0]),
                tuple(sorted(codes)),
                definitions[iri][0],
                KG.AddedRelation.value not in types,
            )
        except (KeyError, ValueError) as error:
            raise TableError(f"kg.ttl: relation {iri} lacks a label, definition, kind or natural polarity ({error})") from error
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _parents() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType(_values(RDFS.subClassOf))


@lru_cache(maxsize=256)
def _ancestors(iri: str) -> frozenset[str]:
    return frozenset({iri}).union(*(_ancestors(parent) for parent in _parents().get(iri, ())))


@lru_cache(maxsize=1)
def actor_types() -> tuple[str, ...]:
    """Local names of the types of actors, sorted; the root `Actor` is not among them.

    >>> actor_types()[:3]
    ('ArmedGroup', 'Bloc', 'Company')
    """
    root = KG.Actor.value
    return tuple(sorted(local(iri) for iri in _parents() if iri != root and root in _ancestors(iri)))


def is_subtype(narrow: str, broad: str) -> bool:
    """True where every actor of type `narrow` is one of type `broad`; both are local names. Unknown names raise TableError.

    >>> is_subtype("ArmedGroup", "Organization"), is_subtype("Organization", "ArmedGroup"), is_subtype("State", "State")
    (True, False, True)
    """
    return KG[broad].value in _ancestors(KG[narrow].value)


@lru_cache(maxsize=1)
def schemes() -> Mapping[str, Mapping[str, NamedNode]]:
    """Concept scheme -> notation -> concept: `schemes()["Polarity"]["pro"]`."""
    notations = _values(SKOS.notation)
    found: dict[str, dict[str, NamedNode]] = {}
    for iri, inside in _values(SKOS.inScheme).items():
        found.setdefault(local(inside[0]), {})[notations[iri][0]] = NamedNode(iri)
    return MappingProxyType(found)


def concept(value: StrEnum) -> NamedNode:
    """The concept of a member of a closed vocabulary.

    >>> concept(Polarity.CON) == KG.con
    True
    """
    return schemes()[type(value).__name__][value.value]


@lru_cache(maxsize=1)
def notations() -> Mapping[str, str]:
    """IRI of a concept -> its notation, the value of the enumeration."""
    return MappingProxyType({iri: values[0] for iri, values in _values(SKOS.notation).items()})


@lru_cache(maxsize=1)
def labels() -> Mapping[str, str]:
    """IRI of a term -> its label."""
    return MappingProxyType({iri: values[0] for iri, values in _values(RDFS.label).items()})


@lru_cache(maxsize=1)
def prefixes() -> Mapping[str, str]:
    """Prefix -> namespace of the vocabularies and of our own data, as queries and Turtle files use them.

    >>> sorted(set(prefixes()) - set(PREFIXES))[:2]
    ['actor', 'article']
    """
    return MappingProxyType({**PREFIXES, **{name: f"{DATA}{name}/" for name in KINDS}, "wikidata": WIKIDATA})


def local(iri: str) -> str:
    """The name behind the namespace.

    >>> local(KG.rulesOut.value)
    'rulesOut'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def shorten(iri: str) -> str:
    """`prefix:name` where a prefix fits, else the IRI.

    >>> shorten(KG.rulesOut.value), shorten(actor("russia").value)
    ('kg:rulesOut', 'actor:russia')
    """
    for prefix, base in prefixes().items():
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def _datum(kind: str, key: str) -> NamedNode:
    return NamedNode(f"{DATA}{kind}/{quote(key, safe='-._~:')}")


def key(iri: str) -> str:
    """The id within an IRI of our data: the inverse of `actor`, `issue`, `article`, `statement` ….

    >>> key(actor("united-states").value), key(outlet("The Post").value)
    ('united-states', 'The Post')
    """
    return unquote(iri.removeprefix(DATA).partition("/")[2].partition("#")[0])


def kind(iri: str) -> str:
    """`actor`, `issue`, `article` … for an IRI of our data, else the empty string.

    >>> kind(issue("grain-deal").value), kind(KG.pro.value)
    ('issue', '')
    """
    return iri.removeprefix(DATA).partition("/")[0] if iri.startswith(DATA) else ""


def actor(key: str) -> NamedNode:
    """IRI of an actor."""
    return _datum("actor", key)


def issue(key: str) -> NamedNode:
    """IRI of an issue."""
    return _datum("issue", key)


def article(key: str) -> NamedNode:
    """IRI of an article; it names the article's graph as well."""
    return _datum("article", key)


def statement(key: str) -> NamedNode:
    """IRI of a statement."""
    return _datum("statement", key)


def attribution(key: str) -> NamedNode:
    """IRI of an attribution."""
    return _datum("attribution", key)


def membership(key: str) -> NamedNode:
    """IRI of a dated office or membership."""
    return _datum("membership", key)


def judgement(key: str) -> NamedNode:
    """IRI of a judgement on two actors or issues."""
    return _datum("judgement", key)


def outlet(name: str) -> NamedNode:
    """IRI of an outlet, from its name as the article gives it."""
    return _datum("outlet", name)


def rule(name: str) -> NamedNode:
    """IRI of a rule."""
    return _datum("rule", name)


def reading(article_key: str) -> NamedNode:
    """IRI of the activity that read an article."""
    return _datum("reading", article_key)


def passage(article_key: str, start: int, end: int) -> NamedNode:
    """IRI of half-open characters of an article, as a text fragment (RFC 5147).

    >>> passage("a1", 3, 9).value.rpartition("/")[2]
    'a1#char=3,9'
    """
    return NamedNode(f"{article(article_key).value}#char={start},{end}")


def ontology_graph() -> NamedNode:
    """IRI of the ontology; it names the graph that holds a copy of it."""
    return NamedNode(ONTOLOGY_IRI)


def wikidata(item: str) -> NamedNode:
    """IRI of a Wikidata item (`Q30`)."""
    return NamedNode(WIKIDATA + quote(item, safe=""))


def wikidata_item(iri: str) -> str:
    """The item that an IRI of Wikidata names: the inverse of `wikidata`.

    >>> wikidata_item(wikidata("Q30").value)
    'Q30'
    """
    return unquote(iri.removeprefix(WIKIDATA))
