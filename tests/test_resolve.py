"""Do facts across articles follow from the articles alone, whatever the order in which they came?"""

import random
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import NOBODY, crowd, extractions, first, second

from kg import rdf, resolve, vocab
from kg.actors import ActorTable, Role, Tie, TieKind
from kg.model import Entity, Extraction, records
from kg.store import Store
from kg.vocab import KG, ORG, RDFS, SCHEMA, SKOS

TABLE = ActorTable(
    (
        Entity("ada-linde", "Ada Linde", "Person"),
        Entity("norway", "Norway", "State", same_as="Q20"),
        Entity("narnia", "Narnia", "State"),
        Entity("someone-else", "Someone Else", "Person"),
    ),
    (),
    (
        Tie("ada-linde", TieKind.OFFICE, "norway", "Minister", Role.MINISTER, "2024-01-01"),
        Tie("ada-linde", TieKind.OFFICE, "narnia", "Envoy", Role.ENVOY, "2019", "2020-05"),
        Tie("someone-else", TieKind.OFFICE, "norway", "Envoy", Role.ENVOY),
    ),
    {},
)


def built(*items: Extraction) -> tuple[str, ...]:
    with Store.open() as store:
        for item in items:
            store.put(item)
        resolve.refresh(store, TABLE)
        return tuple(map(str, store.quads()))


def test_an_issue_is_labelled_by_its_most_frequent_wording_and_keeps_all() -> None:
    with Store.open() as store:
        store.put(first())
        store.put(second())
        resolve.refresh(store, TABLE)
        ban = vocab.issue("ban-ferry")
        assert [q.object.value for q in store.match(ban, SKOS.prefLabel)] == ["ferry ban"]
        assert [q.object.value for q in store.match(ban, RDFS.label)] == ["ferry ban"]
        assert {q.object.value for q in store.match(ban, SKOS.altLabel)} == {"ferry ban", "ban on ferries"}
    assert resolve.issue_labels((*records(first()), *records(second()))) == {"ban-ferry": "ferry ban", "harbour-toll": "toll"}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["toll", "ferry.ban"], {}),
        (["ban", "ban.ferry", "norway:ban.ferry"], {"ban.ferry": ("ban",), "norway:ban.ferry": ("ban.ferry",)}),
        (["ban.ferry", "norway:ban", "norway:ban.ferry"], {"norway:ban.ferry": ("ban.ferry", "norway:ban")}),
        (["chile:ban", "norway:ban", "chile.norway:ban"], {"chile.norway:ban": ("chile:ban", "norway:ban")}),
        (["norway:ban", "norway"], {}),
        (["ban", "ban.not", "ban.ferry.not"], {"ban.ferry.not": ("ban.not",)}),
        (["air-support", "air"], {}),
        ([], {}),
    ],
)
def test_an_issue_is_narrower_than_those_whose_words_it_holds(keys: list[str], expected: dict[str, tuple[str, ...]]) -> None:
    assert resolve.broader(keys) == expected
    assert resolve.broader(reversed(keys)) == expected


def test_the_seeds_graph_holds_mentioned_actors_with_their_dated_offices() -> None:
    with Store.open() as store:
        store.put(first())
        resolve.refresh(store, TABLE)
        memberships = {q.subject for q in store.match(predicate=ORG.member, graph=KG.seeds)}
        offices = {
            (
                store.match(node, SCHEMA.roleName)[0].object.value,
                store.match(node, ORG.organization)[0].object,
                tuple(q.object.value for q in (*store.match(node, SCHEMA.startDate), *store.match(node, SCHEMA.endDate))),
            )
            for node in memberships
        }
        assert offices == {
            ("Minister", vocab.actor("norway"), ("2024-01-01",)),
            ("Envoy", vocab.actor("narnia"), ("2019", "2020-05")),
        }
        assert not store.match(vocab.actor("someone-else"))
        assert [q.object.value for q in store.match(vocab.actor("narnia"), RDFS.label)] == ["Narnia"]


def test_every_actor_has_one_label() -> None:
    described = replace(second(), entities=(replace(second().entities[0], label="CHILE"), *second().entities[1:]))
    with Store.open() as store:
        for item in (first(), described):
            store.put(item)
        resolve.refresh(store, TABLE)
        for quad in store.match(predicate=SKOS.prefLabel):
            assert len(store.match(quad.subject, RDFS.label)) == 1
        assert [q.object.value for q in store.match(vocab.actor("chile"), RDFS.label)] == ["CHILE"]


@settings(max_examples=25, deadline=None)
@given(st.lists(extractions(("a1", "a2", "a3")), max_size=5), st.randoms(use_true_random=False))
def test_order_makes_no_difference_and_adding_is_like_building_at_once(items: list[Extraction], shuffle: random.Random) -> None:
    last = list({item.article.id: item for item in items}.values())
    at_once = built(*last)
    shuffle.shuffle(last)
    assert built(*last) == at_once
    with Store.open() as store:
        for item in last:
            store.put(item)
            resolve.refresh(store, TABLE)
        resolve.refresh(store, TABLE)
        assert tuple(map(str, store.quads())) == at_once


def test_what_no_article_mentions_any_more_is_gone() -> None:
    with Store.open() as store:
        store.put(second())
        resolve.refresh(store, TABLE)
        before = store.quads()
        store.put(first())
        resolve.refresh(store, TABLE)
        store.remove("a1")
        resolve.refresh(store, TABLE)
        assert store.quads() == before


def test_memory_grows_no_faster_than_the_number_of_actors() -> None:
    def peak(count: int) -> int:
        with Store.open() as store:
            for extraction in crowd(count):
                store.native.extend(rdf.quads(extraction))
            tracemalloc.start()
            resolve.refresh(store, NOBODY)
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return found

    peak(20)
    assert peak(1200) < 3 * 1.1 * peak(400)
