"""Is the page one safe, complete, repeatable file that holds what the snapshot holds?"""

import base64
import gzip
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from graphs import hostile, small, synthetic
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import page, vocab
from kg.errors import QueryError
from kg.model import Polarity, Snapshot, Span
from kg.page import text
from kg.page.build import build
from kg.page.layout import BACKBONE, Pull, positions
from kg.page.write import SCRIPTS, texts, vis_file

VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"


class Reader(HTMLParser):
    """Reads a page as a browser would: tags with their attributes, and the body of each script and style."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.bodies: list[tuple[dict[str, str | None], str]] = []
        self._inside = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag in ("script", "style")
        if self._inside:
            self.bodies.append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            attributes, body = self.bodies.pop()
            self.bodies.append((attributes, body + data))

    def block(self, name: str) -> Any:
        """The data of a block, unpacked where it is compressed."""
        attributes, body = next(found for found in self.bodies if found[0].get("id") == f"data-{name}")
        if attributes["type"] == "application/gzip":
            body = gzip.decompress(base64.b64decode(body)).decode("utf-8")
        return json.loads(body)

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The tags and names of attributes, which no text may change."""
        return [(tag, tuple(attributes)) for tag, attributes in self.tags]


def rows(reader: Reader) -> list[dict[str, Any]]:
    """The statements of a page by field name."""
    columns = reader.block("meta")["columns"]
    return [dict(zip(columns, row, strict=True)) for row in reader.block("rows")]


def test_same_snapshot_same_bytes() -> None:
    assert page.render(small(), title="A") == page.render(small(), title="A")
    assert page.render(synthetic(700)) == page.render(synthetic(700))


def test_nothing_is_loaded_from_elsewhere() -> None:
    reader = Reader(page.render(small()))
    for tag, attributes in reader.tags:
        assert not {"src", "srcset", "action", "background", "data", "poster"} & set(attributes), (tag, attributes)
        if "href" in attributes:
            assert attributes["href"] in ("#", "data:,")
    assert {"img", "iframe", "base", "form", "object", "embed"}.isdisjoint(tag for tag, _ in reader.tags)
    assert not re.search(r"url\(|@import", next(body for _, body in reader.bodies if ":root" in body))


def test_policy_allows_exactly_the_inline_code() -> None:
    reader = Reader(page.render(small()))
    policy = next(a["content"] for t, a in reader.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    code = [body for attributes, body in reader.bodies if "type" not in attributes]
    hashes = {base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in code}
    assert len(code) == 3
    assert hashes == set(re.findall(r"'sha256-([^']+)'", policy))


def test_vis_network_is_the_one_that_the_drawing_was_written_for() -> None:
    """draw.js reaches into vis-network (`network.body`): look at it in a browser before you change this."""
    assert vis_file().parent.name == "vis-9.1.2"
    assert hashlib.sha256(vis_file().read_bytes()).hexdigest() == VIS_SHA256


def test_standards_mode_and_one_heading() -> None:
    source = page.render(small(), title="Positions & more")
    assert source.startswith("<!doctype html>\n")
    assert source.count("<h1") == 1
    assert "<title>Positions &amp; more</title>" in source


def test_every_statement_points_at_its_words() -> None:
    reader = Reader(page.render(small()))
    meta, articles, chunk = reader.block("meta"), reader.block("articles"), reader.block("text-0")
    seen = 0
    for row, record in zip(rows(reader), small().records, strict=True):
        sentence = {a.id: a for a in small().articles}[record.article].text
        units = chunk[articles[row["article"]][6]].encode("utf-16-le")
        spans = [units[2 * a : 2 * b].decode("utf-16-le") for a, b in zip(row["spans"][::2], row["spans"][1::2], strict=True)]
        evidence = record.statement.evidence
        assert spans == [span.of(sentence) for span in (evidence.sentence, evidence.subject, evidence.cue, evidence.object)]
        assert meta["relations"][row["relation"]][0] == record.statement.relation
        seen += 1
    assert seen == 10


def test_lines_carry_stance_support_and_lane() -> None:
    content = build(small(), small().records)
    label = {i: node.label for i, node in enumerate(content.nodes)}
    found = {(label[b.source], label[b.target], b.polarity): b for b in content.bundles}
    pro, con = list(Polarity).index(Polarity.PRO), list(Polarity).index(Polarity.CON)
    assert found["Norland", "Ceasefire at the strait", pro].support == 2
    assert found["Ada Linde", "Harbour toll", con].support == 2
    assert {found["Ada Linde", "Harbour toll", stance].lane for stance in (pro, con)} == {1, 2}
    assert found["Red Lantern", "Ceasefire at the strait", con].lane == 0
    assert sum(len(bundle.statements) for bundle in content.bundles) == len(small().records)


def test_speakers_stand_in_their_chain() -> None:
    reader = Reader(page.render(small()))
    labels = [node["label"] for node in reader.block("nodes")]
    chains = [[labels[source] for source in row["sources"]] for row in rows(reader)]
    assert ["Tomás Rojas", "Fjord Council"] in chains


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({}, 10),
        ({"actor": "Red Lantern"}, 1),
        ({"actor": "kingdom of norland"}, 3),
        ({"actor": "tomas-rojas"}, 2),
        ({"issue": "harbour-toll"}, 4),
        ({"issue": "Ceasefire at the strait", "since": "2025-03-02"}, 2),
        ({"since": "2025-03-09"}, 4),
        ({"max_edges": 1}, 2),
    ],
)
def test_a_part_of_the_graph(part: dict[str, Any], expected: int) -> None:
    assert len(rows(Reader(page.render(small(), **part)))) == expected


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"actor": "Norlnd"}, "did you mean 'norland'"),
        ({"issue": "chess"}, "no issue 'chess'"),
        ({"since": "last week"}, "YYYY-MM-DD"),
        ({"since": "2025-13-01"}, "YYYY-MM-DD"),
        ({"max_edges": 0}, "above 0"),
    ],
)
def test_what_is_not_there_is_said(part: dict[str, Any], words: str) -> None:
    with pytest.raises(QueryError, match=re.escape(words)):
        page.render(small(), **part)


def test_an_empty_graph_is_a_page() -> None:
    reader = Reader(page.render(Snapshot((), (), ())))
    assert rows(reader) == []


def test_large_blocks_are_compressed_and_hold_the_same() -> None:
    snapshot = synthetic(3000)
    source = page.render(snapshot)
    reader = Reader(source)
    kinds = {a["id"]: a["type"] for a, _ in reader.bodies if a.get("id")}
    assert kinds["data-rows"] == "application/gzip"
    assert [row["id"] for row in rows(reader)] == [record.id for record in snapshot.records]
    assert len(source) < 1_500_000


def test_small_page_is_small() -> None:
    assert len(page.render(synthetic(150)).encode()) < 700_000


def test_layout_separates_all_boxes() -> None:
    boxes = [(30 + i % 3 * 10, 20.0) for i in range(80)]
    pulls = [Pull(i, (i * 7 + 1) % 80, 1.0) for i in range(80)]
    places = positions(boxes, pulls)
    for i, (x, y) in enumerate(places):
        for j in range(i):
            apart = abs(x - places[j][0]) >= boxes[i][0] + boxes[j][0] or abs(y - places[j][1]) >= boxes[i][1] + boxes[j][1]
            assert apart, (i, j)


def test_layout_keeps_friends_near() -> None:
    """Two groups, each tied closely, with one tie between: everybody is nearer to his own group's middle."""
    pulls = [Pull(a, b, 1.0) for group in (range(10), range(10, 20)) for a in group for b in group if a < b] + [Pull(0, 10, 1.0)]
    places = positions([(10.0, 10.0)] * 20, pulls)
    middle = [tuple(sum(places[i][axis] for i in group) / 10 for axis in (0, 1)) for group in (range(10), range(10, 20))]
    for i, place in enumerate(places):
        own, other = (sum((a - b) ** 2 for a, b in zip(place, middle[side], strict=True)) for side in (i // 10, 1 - i // 10))
        assert own < other, i


def test_layout_of_more_nodes_than_the_forces_move() -> None:
    count = BACKBONE + 300
    places = positions([(10.0, 10.0)] * count, [Pull(i, i // 2, 1.0) for i in range(1, count)])
    assert len(set(places)) == count


JUNK = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        "<!--",
        "<img src=x onerror=alert(1)>",
        "\"'`&",
        "\u202egnp.exe",
        "\ud800",
        "😀" * 9,
        "a" * 10_000,
        "\x00\x1b",
        "]]>",
        "{{ 7*7 }}",
    ]
)


@settings(max_examples=60, deadline=None)
@given(JUNK, JUNK)
def test_no_text_changes_the_markup(payload: str, url: str) -> None:
    reader = Reader(page.render(hostile(payload, url), title=payload))
    assert reader.shape() == _plain_shape()
    page.render(hostile(payload, url), title=payload).encode("utf-8")
    node = reader.block("nodes")[0]
    assert 0 < len(node["label"]) <= text.LABEL_LENGTH
    address = reader.block("articles")[0][4]
    assert address is None or re.match(r"https?://", address, re.IGNORECASE)
    whole = reader.block("text-0")[0]
    assert len(whole) == 2 * len(payload) + 10
    assert not re.search("[\ud800-\udfff\u202a-\u202e\x00-\x08]", whole)
    spans = rows(reader)[0]["spans"]
    units = len(whole.encode("utf-16-le")) // 2
    assert all(0 <= a <= b <= units for a, b in zip(spans[::2], spans[1::2], strict=True))


def _plain_shape() -> list[tuple[str, tuple[str, ...]]]:
    return Reader(page.render(hostile("x"), title="x")).shape()


@given(st.text(st.characters(codec=None), max_size=60), st.integers(-5, 70), st.integers(-5, 70))
def test_offsets_count_as_javascript_does(content: str, start: int, end: int) -> None:
    a, b = text.Offsets(content).pair(Span(start, end))
    units = content.encode("utf-16-le", "surrogatepass")
    low = min(max(start, 0), len(content))
    expected = content[low : max(low, min(max(end, low), len(content)))]
    assert units[2 * a : 2 * b].decode("utf-16-le", "surrogatepass") == expected


@pytest.mark.parametrize(
    ("given_url", "kept"),
    [
        ("https://news.example/a?b=c#d", True),
        ("HTTP://news.example", True),
        ("javascript:alert(1)", False),
        (" https://news.example", False),
        ('https://news.example/" onclick="x', False),
        ("//news.example", False),
        ("data:text/html,x", False),
        ("https://пример.example/", False),
        ("https://a.example/" + "x" * 3000, False),
    ],
)
def test_only_web_addresses_are_links(given_url: str, kept: bool) -> None:
    assert (text.url(given_url) is not None) is kept


def test_notebook_has_a_sandboxed_frame_and_a_table() -> None:
    cell = page.notebook_html(small(), title="<b>Coast</b>")
    reader = Reader(cell)
    frame = next(attributes for tag, attributes in reader.tags if tag == "iframe")
    assert "allow-same-origin" not in (frame["sandbox"] or "")
    assert frame["srcdoc"] == page.render(small(), title="<b>Coast</b>")
    assert "<b>Coast" not in cell.replace(html.escape(frame["srcdoc"] or ""), "")
    assert sum(tag == "tr" for tag, _ in reader.tags) == 11
    assert "rules out" in cell


def test_a_page_too_large_for_a_notebook_leaves_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.page.write._EMBED_LIMIT", 1000)
    cell = page.notebook_html(small())
    assert "<iframe" not in cell
    assert html.escape(texts()["tooLarge"]) in cell
    assert "<table" in cell


def test_every_text_that_the_scripts_ask_for_exists() -> None:
    used = set()
    for name in SCRIPTS:
        source = (Path(page.__file__).parent / "static" / name).read_text("utf-8")
        used |= set(re.findall(r"\bT\.([a-zA-Z]+)\.([a-zA-Z]+)\b(?!\()", source))
    missing = [
        f"{group}.{name}" for group, name in sorted(used) if isinstance(texts().get(group), dict) and name not in texts()[group]
    ]
    assert len(used) > 80
    assert missing == []


def test_types_of_the_ontology_have_a_shape() -> None:
    assert set(vocab.actor_types()) <= set(texts()["types"])
    assert {family for family, _ in texts()["types"].values()} <= set(texts()["shapes"])


def test_sections_name_relations_of_the_ontology() -> None:
    named = {relation for section in texts()["sections"] for relation in section.get("relations", ())}
    assert named
    assert named <= set(vocab.relations())
