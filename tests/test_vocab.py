"""Does the ontology define what the code uses, and nothing else?"""

from enum import StrEnum

import pyoxigraph as ox
import pytest

from kg import data, model, vocab
from kg.errors import TableError
from kg.model import Polarity, StatementKind
from kg.vocab import KG, RDF, RDFS, SKOS

GUIDELINES = {
    Polarity.PRO: "supports accepts willingTo proposes pledges demands cooperates provides yields",
    Polarity.CON: "opposes rulesOut rejects warns threatens criticizes doubts attacks sanctions",
    Polarity.NEUTRAL: "considers expects confirms states meets consults hosts deploys controls leads holdsOffice memberOf",
}


def test_the_thirty_relations_have_the_polarity_of_the_guidelines() -> None:
    expected = {name: polarity for polarity, names in GUIDELINES.items() for name in names.split()}
    assert len(expected) == 30
    assert {name: relation.polarity for name, relation in vocab.relations().items() if relation.annotated} == expected


def test_offices_and_memberships_are_the_roles() -> None:
    roles = {name for name, relation in vocab.relations().items() if relation.kind is StatementKind.ROLE}
    assert roles == {"holdsOffice", "memberOf"}


@pytest.mark.parametrize("scheme", ["Polarity", "Modality", "MentionKind", "AttributionKind", "StatementKind"])
def test_closed_vocabularies_are_those_of_the_model(scheme: str) -> None:
    members: type[StrEnum] = getattr(model, scheme)
    assert list(vocab.schemes()[scheme]) == [member.value for member in members]
    assert {vocab.concept(member) for member in members} == set(vocab.schemes()[scheme].values())


def test_every_scheme_of_the_ontology_has_its_enumeration() -> None:
    assert set(vocab.schemes()) == {"Polarity", "Modality", "MentionKind", "AttributionKind", "StatementKind", "Verdict"}


def test_own_terms_have_one_label_and_one_definition() -> None:
    own = {
        t.subject
        for t in vocab.ontology()
        if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(vocab.PREFIXES["kg"])
    }
    for predicate in (RDFS.label, SKOS.definition):
        having = [t.subject for t in vocab.ontology() if t.predicate == predicate and t.subject in own]
        assert sorted(map(str, having)) == sorted(map(str, own))


def test_every_term_that_the_ontology_uses_is_labelled() -> None:
    used = {term.value for t in vocab.ontology() for term in t if isinstance(term, ox.NamedNode)}
    assert used - set(vocab.labels()) == set()


def test_prefixes_of_code_and_ontology_agree() -> None:
    parser = ox.parse(path=str(data.path("ontology", "kg.ttl")), format=ox.RdfFormat.TURTLE)
    list(parser)
    assert parser.prefixes == dict(vocab.PREFIXES)


@pytest.mark.parametrize("name", ["suports", "polarity_", "Actor ", ""])
def test_a_typo_raises(name: str) -> None:
    with pytest.raises(TableError, match="not in the ontology"):
        KG[name]
    assert not hasattr(KG, name)


def test_a_reused_term_needs_a_label_first() -> None:
    with pytest.raises(AttributeError, match=r"skos:prefLable.*did you mean skos:prefLabel"):
        SKOS.prefLable  # noqa: B018
    with pytest.raises(AttributeError):
        RDF.List  # noqa: B018


def test_types_of_actors() -> None:
    assert set(vocab.actor_types()) == {
        "Person", "State", "Territory", "Organization", "Bloc", "Government", "Party", "ArmedGroup", "Company", "Media", "Place",
        "Group",
    }  # fmt: skip
    assert vocab.is_subtype("Party", "Actor")
    assert not vocab.is_subtype("Person", "Organization")


@pytest.mark.parametrize("key", ["united-states", "a/b", "Ünï cøde", "x#y?z", "100%", "chile.norway:ban.air-support"])
def test_ids_survive_their_iri(key: str) -> None:
    for make in (vocab.actor, vocab.issue, vocab.article, vocab.statement, vocab.outlet, vocab.rule):
        assert vocab.key(make(key).value) == key
    assert vocab.kind(vocab.article(key).value) == "article"
    assert vocab.key(vocab.passage(key, 1, 2).value) == key
