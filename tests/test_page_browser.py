"""Does the page do in a browser what a reader expects? Everything is asserted by what is seen."""

import base64
import csv
import functools
import http.server
import io
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")

from browsing import Page, chromium, scheme
from graphs import hostile, small, synthetic
from selenium.webdriver.common.keys import Keys

from kg import page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromedriver") is None, reason="no chromedriver on this machine"),
]

ALL = "5 actors, 2 issues, 9 of 10 statements · without offices, memberships"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pages, profiles and downloads lie."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Page]:
    """One Chromium for all tests with a desktop's window."""
    with chromium(folder / "desk") as driver:
        yield Page(driver)


@pytest.fixture(scope="module")
def coast(folder: Path) -> Path:
    """The small graph as a file."""
    path = folder / "coast.html"
    path.write_text(page.render(small(), title="Coast"), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def large(folder: Path) -> Path:
    """A graph of 5,000 lines as a file."""
    path = folder / "large.html"
    path.write_text(page.render(synthetic(5000), title="Large"), encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def reader(desk: Page, coast: Path) -> Iterator[Page]:
    """The small graph, opened anew; at the end nothing may have complained or asked for anything."""
    desk.open(coast)
    yield desk
    assert desk.complaints() == []
    assert [url for url in desk.requests() if not url.startswith(coast.as_uri())] == []


# Opening


def test_opens_quietly(reader: Page) -> None:
    assert reader.status == ALL
    assert reader.run("return document.compatMode") == "CSS1Compat"
    for name in ("person", "state", "armed", "issue"):
        assert reader.spot(reader.colour(name)) is not None, name
    assert "Ada Linde" in reader.panel
    assert "2 sources" in reader.one("#panel .row.con", "rules out Harbour toll").text


def test_opens_over_http_and_in_a_frame(desk: Page, coast: Path, folder: Path) -> None:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        desk.open(f"http://127.0.0.1:{server.server_port}/coast.html")
        assert desk.status == ALL
        assert desk.requests() == [f"http://127.0.0.1:{server.server_port}/coast.html"]
        assert desk.complaints() == []
        server.shutdown()


def test_notebook_frame_opens(desk: Page, folder: Path) -> None:
    path = folder / "cell.html"
    path.write_text("<!doctype html><meta charset=utf-8>" + page.notebook_html(small(), title="Cell"), encoding="utf-8")
    desk.open(path, ready="return document.readyState === 'complete'")
    desk.driver.switch_to.frame(0)
    try:
        desk.until(lambda: desk.status == ALL, "the page in its frame")
        desk.click("#panel .node", "Sudria")
        desk.until(lambda: desk.heading == "Sudria", "a selection in the frame")
    finally:
        desk.driver.switch_to.default_content()
    assert [row.text for row in desk.all("th")] == [] or "Actor" in desk.run("return document.querySelector('th').textContent")


def test_works_without_webgl_and_with_reduced_motion(folder: Path, coast: Path) -> None:
    with chromium(folder / "plain") as driver:
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
        )
        reader = Page(driver).open(coast)
        assert reader.status == ALL
        assert reader.run("return getComputedStyle(document.getElementById('theme')).transitionDuration") == "0s"


# Search and panels


def test_search_by_name_alias_and_sentence(reader: Page) -> None:
    reader.search("linde")
    reader.until(lambda: reader.heading == "Ada Linde", "the actor's page")
    assert reader.run("return document.activeElement.id") == "panel"
    reader.search("kingdom of")
    reader.until(lambda: reader.heading == "Norland", "found by an alias")
    reader.search("TOMAS")
    reader.until(lambda: reader.heading == "Tomás Rojas", "found without its accent")
    reader.keys("/", "may accept the truce")
    reader.until(lambda: any("Sudria accepts Ceasefire" in hit.text for hit in reader.all("#hits li")), "a sentence")
    reader.keys(Keys.ENTER)
    reader.until(lambda: "Sudria may accept the truce" in reader.panel, "the statement")
    reader.keys("/", "zzzz")
    reader.one("#hits", "Nothing found for “zzzz”")


def test_actor_page(reader: Page) -> None:
    reader.search("linde")
    reader.until(lambda: reader.heading == "Ada Linde", "the actor's page")
    panel = reader.panel
    assert "minister (Norland)" in panel
    assert "Also: Linde" in panel
    order = [
        panel.index(word) for word in ("Changed position", "Against", "For", "Agrees with", "About it", "Says about others")[:3]
    ]
    assert order == sorted(order)
    assert re.search(r"Harbour toll:\s*−\s*2025-03-04 →\s*\+\s*2025-03-09", panel)
    reader.one("#panel .position.con .glimpse", "😀 Linde will not pay the toll.")
    assert len(reader.all("#panel .position.con .glimpse mark.negation")) == 1
    reader.click("#panel .unfold", "rules out")
    reader.one("#panel blockquote", "Linde ruled out the harbour toll.")
    newest, oldest = (card.text for card in reader.all("#panel .cards .card")[:2])
    assert "2025-03-04" in newest
    assert "2025-03-01" in oldest


def test_who_agrees_and_disagrees(reader: Page) -> None:
    reader.search("sudria")
    reader.until(lambda: reader.heading == "Sudria", "the actor's page")
    panel = reader.panel
    assert panel.index("Agrees with") < panel.index("Norland")
    assert panel.index("Disagrees with") < panel.rindex("Red Lantern")
    assert "Wikidata" in panel


def test_issue_page_from_pro_to_con(reader: Page) -> None:
    reader.search("ceasefire at")
    reader.until(lambda: reader.heading == "Ceasefire at the strait", "the issue's page")
    found = [row.text.split("\n")[0] for row in reader.all("#panel .stances tbody tr")]
    assert [name.split(" +")[0].split(" −")[0] for name in found] == ["Norland", "Sudria", "Red Lantern"]
    signs = [sign.get_attribute("aria-label") for sign in reader.all("#panel .stances tbody .sign")]
    assert signs == ["for", "for", "against"]
    assert "“truce”" in reader.panel


def test_statement_shows_its_words_and_chain(reader: Page) -> None:
    reader.search("told the council")
    reader.until(lambda: reader.heading == "Ada Linde + Harbour toll", "the statement")
    marks = {
        mark.get_attribute("title"): mark.text for mark in reader.until(lambda: reader.all("#panel blockquote mark"), "marks")
    }
    assert marks == {"who": "Linde", "words of the stance": "accepts", "what": "harbour toll"}
    source = reader.one("#panel .source").text
    assert source == "said by Tomás Rojas, according to Fjord Council · The Fjord Post · 2025-03-09"


def test_negation_is_marked_after_a_wide_character(reader: Page) -> None:
    reader.search("will not pay")
    reader.until(lambda: reader.all("#panel blockquote mark"), "marks")
    assert [mark.text for mark in reader.all("#panel mark.negation")] == ["not"]
    assert [mark.text for mark in reader.all("#panel mark.cue")] == ["pay"]
    assert reader.one("#panel .quote").text == "😀 Linde will not pay the toll."


def test_original_is_a_safe_link(reader: Page) -> None:
    reader.search("backs the ceasefire at")
    link = reader.one("#panel .card a", "Original")
    assert link.get_attribute("href") == "https://news.example/one?a=1&b=2"
    assert set((link.get_attribute("rel") or "").split()) == {"noopener", "noreferrer"}


def test_article_with_its_statements(reader: Page) -> None:
    reader.search("may accept the truce")
    reader.click("#panel button", "Read in the article")
    reader.until(lambda: reader.all("#panel .sentence"), "the article")
    assert reader.heading == "Report 1 from the coast"
    assert [sentence.text for sentence in reader.all("#panel .sentence")] == [
        "Norland backs the ceasefire at the strait.",
        "Linde ruled out the harbour toll.",
        "Sudria may accept the truce, Linde said.",
    ]
    assert reader.one("#panel .sentence.here").text.startswith("Sudria may")
    reader.click("#panel .marker", "Norland")
    reader.until(lambda: reader.one("#panel .sentence.here").text.startswith("Norland backs"), "the other sentence")


def test_back_and_forward(reader: Page) -> None:
    for name in ("norland", "sudria", "rojas"):
        reader.search(name)
    reader.until(lambda: reader.heading == "Tomás Rojas", "the third")
    reader.click("#panel .trail button", "←")
    reader.until(lambda: reader.heading == "Sudria", "back")
    reader.chord(Keys.ALT, Keys.ARROW_LEFT)
    reader.until(lambda: reader.heading == "Norland", "back by key")
    reader.click("#panel .trail button", "→")
    reader.until(lambda: reader.heading == "Sudria", "forward")


# The graph


def test_click_on_a_node_and_on_a_line(reader: Page) -> None:
    reader.click_at(reader.spot(reader.colour("armed")))
    reader.until(lambda: reader.heading == "Red Lantern", "the clicked actor")
    reader.keys(Keys.ESCAPE)
    reader.until(lambda: reader.heading == "Overview", "nothing selected")
    for key in ("polarity pro", "polarity neutral", "type Person", "type State"):
        reader.click(f'[data-key="{key}"]')
    assert reader.status.startswith("1 actor, 1 issue, 1 of 10")
    reader.click_at(reader.spot(reader.colour("con"), line=True))
    reader.until(lambda: reader.heading == "Red Lantern − Ceasefire at the strait", "the clicked line")
    reader.one("#panel blockquote", "Red Lantern rejects any ceasefire.")


def test_dragging_moves_a_node(reader: Page) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    before = reader.spot(reader.colour("armed"))
    assert before is not None
    mouse = ActionChains(reader.driver)
    mouse.w3c_actions.pointer_action.move_to_location(round(before[0]), round(before[1]))
    mouse.click_and_hold()
    for _ in range(5):
        mouse.move_by_offset(-12, 5)
    mouse.release().perform()

    def moved() -> bool:
        now = reader.spot(reader.colour("armed"))
        return now is not None and abs(now[0] - before[0] + 60) < 8 and abs(now[1] - before[1] - 25) < 8

    reader.until(moved, "the node at its new place")


def test_the_picture_is_the_same_each_time(desk: Page, coast: Path) -> None:
    shots = {desk.open(coast).run("return document.querySelector('#canvas canvas').toDataURL()") for _ in range(3)}
    time.sleep(0.6)
    shots.add(desk.run("return document.querySelector('#canvas canvas').toDataURL()"))
    assert len(shots) == 1


def test_neighbourhood_and_path(reader: Page) -> None:
    reader.search("red lantern")
    reader.click("#panel button", "Only its neighbourhood")
    reader.until(lambda: reader.status.endswith("around Red Lantern"), "the neighbourhood")
    assert reader.status.startswith("1 actor, 1 issue, 1 of 10 statements")
    reader.click("#panel button", "Show everything again")
    reader.until(lambda: reader.status == ALL, "everything")
    reader.click("#panel button", "Path to …")
    reader.keys("rojas")
    reader.until(lambda: reader.all("#hits li"), "results")
    reader.keys(Keys.ENTER)
    reader.until(lambda: reader.heading == "path from Red Lantern to Tomás Rojas", "the path")
    steps = [step.text for step in reader.all("#panel ol .what")]
    assert len(steps) == 5
    assert steps[0].startswith("Red Lantern rejects Ceasefire")
    assert steps[-1].startswith("Tomás Rojas meets Ada Linde")
    assert "no path" not in reader.panel


# Filters


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("polarity con", "5 actors, 2 issues, 5 of 10 statements"),
        ("kind action", "5 actors, 2 issues, 8 of 10 statements"),
        ("kind role", "6 actors, 2 issues, 10 statements"),
        ("voice reported", "6 actors, 2 issues, 7 of 10 statements"),
        ("modality possible", "6 actors, 2 issues, 8 of 10 statements"),
        ("type ArmedGroup", "5 actors, 2 issues, 8 of 10 statements"),
        ("relation supports", "6 actors, 2 issues, 7 of 10 statements"),
        ("outlet Harbour Times", "3 actors, 2 issues, 6 of 10 statements"),
    ],
)
def test_each_filter(reader: Page, key: str, expected: str) -> None:
    reader.click(f'[data-key="{key}"]')
    got = reader.status.split(" · ")[0]
    assert got.split(", ")[-1] == expected.split(", ")[-1]
    reader.click("#tab-list")
    shown = int(re.search(r"\d+", expected.split(", ")[-1]).group())  # type: ignore[union-attr]
    assert len(reader.all("#sheet tbody tr")) == shown
    reader.click('[data-key="reset"]')
    assert reader.status == ALL


def test_only_one_option_and_all_again(reader: Page) -> None:
    reader.run("document.querySelector(`[data-key='outlet Strait Weekly only']`).click()")
    assert reader.status.startswith("1 actor, 1 issue, 1 of 10 statements")
    assert "only Strait Weekly" in reader.status
    counts = {o.text.split("\n")[0]: o.text.split()[-1] for o in reader.all("#filters .option")}
    assert counts["The Fjord Post"] == "5"
    reader.click('[data-key="outlet all"]')
    assert reader.status == ALL


def test_support_slider(reader: Page) -> None:
    reader.one("#filters input[type=range]").send_keys(Keys.ARROW_RIGHT)
    reader.until(lambda: "at least 2 sources" in reader.status, "the filter")
    assert reader.status.startswith("2 actors, 2 issues, 4 of 10 statements")


def test_time_by_keyboard_and_play(reader: Page) -> None:
    reader.one("#from").send_keys(Keys.ARROW_RIGHT * 5)
    reader.until(lambda: "2025-03-06 to 2025-03-12" in reader.status, "the range")
    assert reader.one("#dates").text == "2025-03-06 – 2025-03-12"
    assert "4 of 10 statements" not in reader.status
    assert "3 of 10 statements" in reader.status
    reader.click('[data-key="reset"]')
    reader.click("#play")
    seen = {reader.status}
    end = time.monotonic() + 20
    while reader.one("#play").get_attribute("aria-pressed") == "true" and time.monotonic() < end:
        seen.add(reader.status)
        time.sleep(0.05)
    assert len(seen) >= 4
    assert reader.status == ALL


# Views


def test_matrix(reader: Page) -> None:
    reader.click("#tab-matrix")
    heads = [head.text for head in reader.all("#sheet thead th")][1:]
    assert set(heads) == {"Ceasefire at the strait", "Harbour toll"}
    cell = reader.one('#sheet .cell[aria-label="Ada Linde on Harbour toll: both, 2 sources"]')
    assert cell.text == "±2"
    cell.click()
    reader.until(lambda: reader.heading == "Ada Linde ± Harbour toll", "the pair")
    assert "Linde now accepts" in reader.panel
    assert reader.fragment == "view=matrix&pair=actor/ada-linde~issue/harbour-toll"


def test_timeline_of_the_selection(reader: Page) -> None:
    reader.search("harbour toll")
    reader.click("#panel button", "Timeline")
    reader.one("#sheet h2", "Positions on Harbour toll")
    labels = [dot.get_attribute("aria-label") for dot in reader.all("#sheet .dot")]
    assert sorted(labels) == [
        "Ada Linde accepts Harbour toll, 2025-03-09", "Ada Linde rules out Harbour toll, 2025-03-01",
        "Ada Linde rules out Harbour toll, 2025-03-04", "Sudria opposes Harbour toll, 2025-03-09",
    ]  # fmt: skip
    reader.run("arguments[0].focus()", reader.all("#sheet .dot")[0])
    reader.keys(Keys.ENTER)
    reader.until(lambda: reader.all("#panel blockquote mark"), "the statement")


def test_agreement_network(reader: Page) -> None:
    reader.click("#tab-agreement")
    reader.one("#legend", "mostly on the same side")
    assert reader.spot(reader.colour("issue")) is None
    reader.click_at(reader.spot(reader.colour("armed")))
    reader.until(lambda: reader.heading == "Red Lantern", "the same selection in this view")
    reader.click("#panel .plain.count", "1 issue")
    reader.until(lambda: "Different sides" in reader.panel, "what divides them")


def test_list_is_the_graph_in_words(reader: Page) -> None:
    reader.keys(Keys.TAB)
    assert reader.run("return document.activeElement.id") == "skip"
    reader.keys(Keys.ENTER)
    reader.one("#sheet caption", "Statements shown: 9")
    assert [head.text for head in reader.all("#sheet thead th")][:3] == ["Who", "Position", "Towards"]
    reader.click("#sheet td button.plain", "rejects")
    reader.until(lambda: reader.heading == "Red Lantern − Ceasefire at the strait", "the statement")


# Addresses


def test_deep_link_brings_everything_back(desk: Page, coast: Path) -> None:
    desk.open(coast)
    desk.search("sudria")
    desk.click('[data-key="modality possible"]')
    desk.click('[data-key="kind role"]')
    desk.one("#from").send_keys(Keys.ARROW_RIGHT * 2)
    desk.until(lambda: "2025-03-03" in desk.status, "the range")
    desk.click("#tab-list")
    fragment, status, rows = desk.fragment, desk.status, len(desk.all("#sheet tbody tr"))
    desk.open(coast, "#" + fragment)
    assert (desk.fragment, desk.status, desk.heading) == (fragment, status, "Sudria")
    assert len(desk.all("#sheet tbody tr")) == rows


@pytest.mark.parametrize(
    "fragment",
    [
        "#node=nobody",
        "#%",
        "#view=<img src=x>&from=soon&to=-1&support=-7&no-polarity=x&polarity=",
        "#link=a~b~c",
        "#support=1e9&path=~",
        "#" + "x" * 5000,
    ],
)
def test_junk_in_the_address_is_harmless(desk: Page, coast: Path, fragment: str) -> None:
    desk.open(coast, fragment)
    assert desk.heading == "Overview"
    assert "statements" in desk.status or "Nothing fits" in desk.status
    assert desk.complaints() == []


def test_hash_change_navigates(reader: Page) -> None:
    reader.run("location.hash = 'node=actor/norland'")
    reader.until(lambda: reader.heading == "Norland", "the new selection")
    reader.run("location.hash = 'view=matrix'")
    reader.until(lambda: reader.heading == "Overview" and reader.all("#sheet .matrix"), "the new view")


# Taking along


def _download(reader: Page, folder: Path, what: str, name: str) -> bytes:
    path = folder / "desk" / "downloads" / name
    path.unlink(missing_ok=True)
    reader.click("#take summary")
    reader.click(f"#take-{what}")
    # Chromium puts an empty file of that name there first, and the whole one over it at the end.
    reader.until(lambda: path.exists() and path.stat().st_size > 0 and not list(path.parent.glob("*.crdownload")), name)
    return path.read_bytes()


def test_picture_drawing_and_table(reader: Page, folder: Path) -> None:
    assert _download(reader, folder, "png", "coast.png").startswith(b"\x89PNG")
    drawing = ElementTree.fromstring(_download(reader, folder, "svg", "coast.svg"))
    words = "".join(drawing.itertext())
    assert "Red Lantern" in words
    assert "rejects" in words
    assert len([e for e in drawing.iter() if e.tag.endswith("path") and "stroke-dasharray" in e.attrib]) == 4
    reader.click('[data-key="polarity pro"]')
    table = list(csv.DictReader(io.StringIO(_download(reader, folder, "csv", "coast.csv").decode("utf-8-sig"))))
    assert len(table) == 5
    assert {row["stance"] for row in table} == {"con", "neutral"}
    assert {"subject": "Red Lantern", "sentence": "Red Lantern rejects any ceasefire."}.items() <= next(
        r for r in table if r["relation"] == "rejects"
    ).items()


def test_citation(reader: Page) -> None:
    reader.search("rejects any")
    reader.click("#panel .card button", "Copy citation")
    text = "“Red Lantern rejects any ceasefire.” Harbour Times, Report 2 from the coast, 2025-03-04. https://news.example/two"
    try:
        reader.until(lambda: reader.one("#toast").text == "Copied", "copied", 1)
    except AssertionError:  # without the right to the clipboard the text is offered for copying
        assert reader.run("return document.querySelector('dialog textarea').value") == text
        reader.keys(Keys.ESCAPE)


def test_print_leaves_the_controls_out(reader: Page) -> None:
    pdf = base64.b64decode(reader.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF")
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not any(reader.one_or_none(selector) for selector in ("#filters", "#time", ".tools"))
        assert reader.one("#panel").is_displayed()
    finally:
        reader.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": "", "features": [{"name": "prefers-color-scheme", "value": "light"}]}
        )


# Keys, colours, sizes


def test_the_graph_by_keyboard(reader: Page) -> None:
    reader.run("document.getElementById('canvas').focus()")
    reader.keys(Keys.ENTER)
    first = reader.until(lambda: reader.heading != "Overview" and reader.heading, "a selection")
    visited = {first}
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.ARROW_UP):
        reader.keys(key)
        visited.add(reader.heading)
    assert len(visited) >= 2
    reader.keys(Keys.ENTER)
    assert reader.run("return document.activeElement.id") == "panel"
    reader.keys(Keys.ESCAPE)
    reader.until(lambda: reader.heading == "Overview", "nothing selected")
    reader.keys("2")
    reader.until(lambda: reader.all("#sheet .matrix"), "the matrix")
    reader.run("document.getElementById('tab-matrix').focus()")
    reader.keys(Keys.ARROW_RIGHT)
    assert reader.run("return document.activeElement.id") == "tab-timeline"
    reader.keys("?")
    reader.one("dialog", "clear the selection")
    reader.keys(Keys.ESCAPE)


def test_focus_is_seen(reader: Page) -> None:
    for _ in range(12):
        reader.keys(Keys.TAB)
        outline = reader.run(
            "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
        )
        assert outline[0] != "none"
        assert outline[1] >= 2


def test_light_and_dark(desk: Page, coast: Path) -> None:
    desk.open(coast)
    light = desk.colour("bg")
    scheme(desk.driver, "dark")
    try:
        desk.until(lambda: desk.colour("bg") != light, "dark where the system is")
        assert desk.spot(desk.colour("armed")) is not None
        desk.click("#theme")
        assert desk.colour("bg") == light
    finally:
        desk.run("try { localStorage.clear() } catch {}")
        scheme(desk.driver, "light")


def test_phone(folder: Path, coast: Path) -> None:
    with chromium(folder / "phone", 390, 844) as driver:
        reader = Page(driver).open(coast)
        assert reader.run("return document.documentElement.scrollWidth") <= 390
        assert not reader.run("return document.getElementById('filters').checkVisibility()")
        reader.click("#filters-toggle")
        assert reader.run("return document.getElementById('filters').checkVisibility()")
        reader.click("#filters-toggle")
        reader.click_at(reader.spot(reader.colour("armed"), line=True))
        reader.until(lambda: reader.heading == "Red Lantern", "the tapped actor")
        for view in ("matrix", "timeline", "list"):
            reader.run("window.scrollTo(0, 0)")
            reader.click(f"#tab-{view}")
            assert reader.run("return document.documentElement.scrollWidth") <= 390, view


# Hostile input

PAYLOADS = {
    "script": "</script><script>window.PWNED=1</script>",
    "image": "<img src=x onerror=window.PWNED=2>",
    "href": 'href"><svg onload=window.PWNED=3>',
    "quotes": "\"'`${window.PWNED=4}{{7*7}}",
    "bidi": "\u202egnp.exe\u2066<b>x</b>",
    "surrogate": "\ud800<iframe srcdoc='<script>parent.PWNED=5</script>'>",
    "long": "w" * 10_000,
    "template": "{{ config }}{% raw %}",
}


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_text_stays_text(desk: Page, folder: Path, name: str) -> None:
    payload = PAYLOADS[name]
    path = folder / f"hostile-{name}.html"
    path.write_text(page.render(hostile(payload, "javascript:window.PWNED=9"), title=payload), encoding="utf-8")
    desk.open(path)
    desk.click("#panel .row.con")
    desk.until(lambda: desk.all("#panel blockquote mark"), "the statement")
    shown = payload.replace("\ud800", "\ufffd").replace("\u202e", "\u2060").replace("\u2066", "\u2060")
    assert shown[:60] in desk.run("return document.querySelector('#panel blockquote').textContent")
    for view in ("matrix", "timeline", "agreement", "list", "graph"):
        desk.click(f"#tab-{view}")
    desk.click("#panel button", "Read in the article")
    desk.until(lambda: desk.all("#panel .sentence"), "the article")
    assert desk.run("return window.PWNED") is None
    assert desk.all("a[href^='javascript' i]") == []
    assert (
        desk.run(
            "return document.querySelectorAll('img, iframe, svg[onload], script:not([id]):not(:nth-last-of-type(-n+2))').length"
        )
        == 0
    )
    assert desk.run("return document.documentElement.scrollWidth") <= 1400
    assert desk.complaints() == []


def test_the_policy_stops_what_escaping_might_miss(desk: Page, coast: Path) -> None:
    desk.open(coast)
    refused = desk.driver.execute_async_script(
        """
        const done = arguments[0], script = document.createElement("script"), box = document.createElement("div");
        script.textContent = "window.PWNED = 1"; document.body.append(script);
        box.innerHTML = "<img src=x onerror='window.PWNED = 2'>"; document.body.append(box);
        const answer = () => done([window.PWNED ?? null, window.refused.length]);
        fetch("https://news.example/").catch(() => {}).finally(() => setTimeout(answer, 300));
        """
    )
    assert refused[0] is None
    assert refused[1] >= 3


# Large graphs


def test_large_graph_opens_with_its_best_supported_part(desk: Page, large: Path) -> None:
    desk.open(large)
    assert "the 220 best supported of 5,000 lines drawn" in desk.status
    desk.one("#filters input[aria-label='Lines drawn']").send_keys(Keys.ARROW_RIGHT * 3)
    desk.until(lambda: "the 280 best supported of 5,000" in desk.status, "more lines")
    last = desk.run("return document.getElementById('data-nodes').type")
    assert last == "application/gzip"
    desk.keys("/", "adding that talks")
    desk.one("#hits", "more sentences")
    desk.keys(Keys.ENTER)
    desk.until(lambda: desk.all("#panel blockquote mark"), "a sentence that was unpacked on demand")
    desk.keys(Keys.ESCAPE)
    desk.click("#tab-list")
    desk.one("#sheet .more", "Show 6,203 more")
    assert len(desk.all("#sheet tbody tr")) == 200
    assert desk.complaints() == []


# Accessibility, where axe-core lies beside the checkout or AXE_CORE names it (npm install axe-core)


def _axe(root: Path) -> Path | None:
    places = [Path(os.environ["AXE_CORE"])] if "AXE_CORE" in os.environ else []
    return next((path for path in [*places, root / "node_modules/axe-core/axe.min.js"] if path.is_file()), None)


@pytest.mark.parametrize(
    "view", ["", "#node=actor/ada-linde", "#view=matrix", "#view=timeline", "#view=agreement", "#view=list", "#article=a1"]
)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_serious(desk: Page, coast: Path, root: Path, view: str, look: str) -> None:
    axe = _axe(root)
    if axe is None:
        pytest.skip("axe-core isn't installed: npm install axe-core, or set AXE_CORE to its axe.min.js")
    scheme(desk.driver, look)
    try:
        desk.open(coast, view)
        desk.run(axe.read_text("utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = desk.driver.execute_async_script(
            "const done = arguments[1], list = r => r.violations.map(v => [v.id, v.impact, v.nodes.map(n => n.html)]);"
            "axe.run(document, {runOnly: arguments[0]}).then(r => done(list(r)))",
            tags,
        )
        assert found == []
    finally:
        scheme(desk.driver, "light")
