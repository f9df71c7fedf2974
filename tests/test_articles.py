"""Does text come in from every kind of input, verbatim, in a fixed order, and does bad input cost only itself?"""

import io
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.articles import MAX_BYTES, MAX_CHARACTERS, iso_date, read
from kg.model import Article, Failure

FRONT = (
    '---\ntitle: "Oslo: the truce, and after"\noutlet: Fjord Post # daily\npublished: 2025-08-19\nurl: https://example.org/a\n'
)
BODY = "Norway backed the truce.\n\nIt was overdue."


def one(path: Path | str, stdin: bytes | None = None) -> Article:
    [article] = read([path], io.BytesIO(stdin) if stdin is not None else None)
    assert isinstance(article, Article), article
    return article


def failure(path: Path | str, stdin: bytes | None = None) -> str:
    [found] = read([path], io.BytesIO(stdin) if stdin is not None else None)
    assert isinstance(found, Failure), found
    return found.message


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_front_matter(tmp_path: Path) -> None:
    article = one(put(tmp_path / "truce.md", f"{FRONT}lang: en-GB\nauthor: nobody\ntags:\n  - war\n---\n{BODY}\n"))
    assert article.title == "Oslo: the truce, and after"
    assert (article.outlet, article.published, article.lang) == ("Fjord Post", "2025-08-19", "en")
    assert article.url == "https://example.org/a"
    assert article.text == f"{article.title}\n\n{BODY}"
    assert article.name == "truce"
    assert article.id.startswith("truce-")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("'It''s over'", "It's over"),
        (r'"He said \"no\""', 'He said "no"'),
        ("Kyiv's allies", "Kyiv's allies"),
        ("", None),
        ("a   b", "a b"),
    ],
)
def test_quotation_marks_in_front_matter(tmp_path: Path, written: str, title: str | None) -> None:
    assert one(put(tmp_path / "a.txt", f"---\ntitle: {written}\n---\nBody text.")).title == title


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("---\ntitle: x\nBody without an end.", "never closed"),
        ("---\nno key here\n---\nBody.", "line 2 of the front matter"),
        ('---\ntitle: x\noutlet: "Post\n---\nBody.', "line 3 of the front matter opens a quotation mark"),
    ],
)
def test_broken_front_matter_names_its_line(tmp_path: Path, head: str, message: str) -> None:
    assert message in failure(put(tmp_path / "a.txt", head))


def test_a_rule_of_dashes_is_no_front_matter(tmp_path: Path) -> None:
    assert one(put(tmp_path / "a.txt", "---\nNorway agreed. Chile didn't.")).text == "---\nNorway agreed. Chile didn't."


def test_date_line(tmp_path: Path) -> None:
    article = one(put(tmp_path / "a.txt", " date 2025-08-21 Oslo backs truce\n\nWire: Oslo backs truce\n\nNorway agreed."))
    assert (article.published, article.title) == ("2025-08-21", "Oslo backs truce")
    assert article.text == "Wire: Oslo backs truce\n\nNorway agreed."


def test_a_headline_over_a_blank_line_is_the_title(tmp_path: Path) -> None:
    assert one(put(tmp_path / "a.txt", "Oslo backs a truce\n\nNorway agreed.")).title == "Oslo backs a truce"
    assert one(put(tmp_path / "b.txt", "Norway backed a truce.\n\nIt was overdue.")).title is None
    assert one(put(tmp_path / "c.txt", "Norway backed a truce\nand Chile too.")).title is None


def test_the_title_is_citable_and_not_doubled(tmp_path: Path) -> None:
    doubled = one(put(tmp_path / "a.txt", "---\ntitle: Truce holds\n---\n# Truce  Holds\n\nNorway agreed."))
    assert doubled.text == "# Truce  Holds\n\nNorway agreed."
    inside = one(put(tmp_path / "b.txt", f"---\ntitle: Truce\n---\nThe truce was signed {'at long last ' * 5}in Oslo."))
    assert inside.text.startswith("Truce\n\nThe truce")


def test_line_endings_and_marks(tmp_path: Path) -> None:
    article = one(put(tmp_path / "a.txt", "\ufeffdate 2025-01-02 Truce\r\nNorway\ragreed.\r\n\r\n“So did\tChile.”\r\n"))
    assert article.text == "Truce\n\nNorway\nagreed.\n\n“So did\tChile.”"
    assert one(put(tmp_path / "b.txt", "Café talks".encode("utf-16"))).text == "Café talks"


def test_windows_1252_only_where_it_makes_sense(tmp_path: Path) -> None:
    western = "The café’s owner said “no” to a deal that both sides in the long dispute over the port had wanted to sign."
    assert one(put(tmp_path / "a.txt", western.encode("cp1252"))).text == western
    assert "byte 0 isn't valid UTF-8" in failure(put(tmp_path / "b.txt", "Москва отвергла предложение".encode("cp1251")))
    assert "isn't valid UTF-8" in failure(put(tmp_path / "c.txt", "“Café” and “résumé”".encode()[:-1]))


def test_unclosed_quotation_marks_in_the_text_are_text(tmp_path: Path) -> None:
    assert one(put(tmp_path / "a.txt", "“We agree, said Norway. 'No")).text == "“We agree, said Norway. 'No"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"... 123", "no words"),
        ("a.txt", b"\x00\x01\x02\x03PNG" * 50, "binary"),
        ("a.html", b"\x00\x01\x02\x03PNG" * 50, "binary"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.pdf", b"%PDF-1.7", ".pdf is no kind of file"),
        ("a.txt", b"a" * 5_000_000, "too long: 5,000,000 characters"),
        ("a.txt", b"a" * (MAX_BYTES + 1), "over 20 MB"),
        ("a.txt", b"---\ntitle: x\n---\n", None),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, message: str | None) -> None:
    path = put(tmp_path / name, content)
    if message is None:
        assert one(path).text == "x"
    else:
        assert message in failure(path)


def test_missing_path_and_folder_without_articles(tmp_path: Path) -> None:
    put(tmp_path / "sub" / "data.csv", "a,b")
    put(tmp_path / ".hidden" / "a.txt", "Norway agreed.")
    assert "no article in this folder" in failure(tmp_path)
    assert "no such file" in failure(tmp_path / "nowhere.txt")


def test_nothing_stops_the_others(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", b"")
    put(tmp_path / "b.txt", "Norway agreed.")
    put(tmp_path / "c.jsonl", '{"text": "Chile agreed."}\n{broken\n[]\n{"title": "x"}\n{"text": "Peru agreed."}')
    found = list(read([tmp_path / "none", tmp_path]))
    assert [f.where.removeprefix(f"{tmp_path}/") for f in found if isinstance(f, Failure)] == [
        "none", "a.txt", "c.jsonl, line 2", "c.jsonl, line 3", "c.jsonl, line 4",
    ]  # fmt: skip
    assert [a.text for a in found if isinstance(a, Article)] == ["Norway agreed.", "Chile agreed.", "Peru agreed."]


def test_folders_are_read_sorted_and_to_the_bottom(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a/y.md", "a.txt", "c.HTM", "b/B.txt"):
        put(
            tmp_path / name,
            f"<html><body><p>{name}: Norway and Chile have signed a truce in Oslo after long talks.</p></body></html>",
        )
    assert [item.name for item in read([tmp_path]) if isinstance(item, Article)] == ["a", "c", "B", "z", "y"]


def test_json_lines_know_the_usual_field_names(tmp_path: Path) -> None:
    records = [
        {
            "id": 7,
            "text": "Norway agreed.",
            "title": "Truce",
            "outlet": "Post",
            "published": "2025-08-19",
            "url": "https://x.org/7",
        },
        {"body": "Norway agreed.", "headline": "Truce", "source": {"name": "Post"}, "publishedAt": "2025-08-19T01:00Z"},
        {
            "content": "Norway agreed.",
            "publisher": "Post",
            "date_published": "19 August 2025",
            "link": "https://x.org/9",
            "lang": None,
        },
    ]
    path = put(tmp_path / "feed.jsonl", "\n".join(map(json.dumps, records)))
    articles = [item for item in read([path]) if isinstance(item, Article)]
    assert [a.name for a in articles] == ["7", "feed-2", "feed-3"]
    assert [(a.outlet, a.published) for a in articles] == [("Post", "2025-08-19")] * 3
    assert [a.title for a in articles] == ["Truce", "Truce", None]
    assert [a.url for a in articles] == ["https://x.org/7", None, "https://x.org/9"]


def test_html(tmp_path: Path) -> None:
    page = (
        '<html lang="en-GB"><head><title>Truce backed - Post</title><meta property="og:site_name" content="Post">'
        '<meta property="article:published_time" content="2025-08-01T01:00:00Z"><link rel="canonical" href="https://example.org/t"></head>'
        "<body><nav>menu <a href='/x'>more</a></nav><article><h1>Truce backed</h1><p>Norway backed the truce that two states "
        "signed in Geneva after long talks.</p><p>“We welcome it,” its minister said &amp; smiled, adding: it is a step."
        "</p></article></body></html>"
    )
    article = one(put(tmp_path / "p.html", page))
    assert (article.title, article.outlet, article.published, article.lang) == ("Truce backed", "Post", "2025-08-01", "en")
    assert article.text.startswith("Truce backed\nNorway backed the truce")
    assert "said & smiled" in article.text
    assert "menu" not in article.text
    assert one("-", page.encode()).text == article.text


def test_stdin_tells_its_kind() -> None:
    assert one("-", b"Norway agreed.").name == "stdin"
    assert one("-", b'\n{"text": "Norway agreed."}').name == "stdin-1"
    assert one("-", f"{FRONT}---\n{BODY}".encode()).outlet == "Fjord Post"
    assert "empty" in failure("-", b"\n \n")


def test_a_bad_date_costs_the_date_only(tmp_path: Path) -> None:
    article, note = read([put(tmp_path / "a.txt", "---\ndate: Smarch 13\n---\nNorway agreed.")])
    assert isinstance(article, Article)
    assert article.published is None
    assert isinstance(note, Failure)
    assert "'Smarch 13' isn't a date" in note.message


def test_an_article_needs_no_date(tmp_path: Path) -> None:
    assert one(put(tmp_path / "a.txt", "Norway agreed.")).published is None


def test_ids_stay_when_the_body_is_corrected(tmp_path: Path) -> None:
    before = one(put(tmp_path / "a.txt", f"{FRONT}---\n{BODY}"))
    after = one(put(tmp_path / "a.txt", f"{FRONT}---\n{BODY} And more."))
    assert before.id == after.id
    assert before.text != after.text
    plain = one(put(tmp_path / "b.txt", "Norway agreed to the truce\n\nAt last."))
    assert plain.id == one(put(tmp_path / "b.txt", "Norway agreed to the truce\n\nAt last!")).id
    assert plain.id != one(put(tmp_path / "c.txt", "Norway agreed to the truce\n\nAt last.")).id


def test_the_same_article_twice_is_one_and_another_text_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "Norway agreed.")
    assert len(list(read([path, tmp_path, path]))) == 1
    put(tmp_path / "b" / "a.txt", "Norway refused.")
    first, second = read([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert second.where.endswith("b/a.txt")


def test_control_characters_and_lone_surrogates_go(tmp_path: Path) -> None:
    article = one(put(tmp_path / "a.jsonl", r'{"text": "Nor\u0000way \ud800agreed.\u000b"}'))
    assert article.text == "Norway \N{REPLACEMENT CHARACTER}agreed."


@settings(deadline=None)
@given(st.text(max_size=300))
@example("\ufeffOslo")
@example("{\n---\n")
@example("date 2025-02-30 Oslo")
def test_any_text_is_read_or_refused_and_kept_verbatim(text: str) -> None:
    line = json.dumps({"text": text}).encode()
    [found] = read(["-"], io.BytesIO(line))
    if isinstance(found, Article):
        found.text.encode()
        assert "\r" not in found.text
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        clean = "".join(ch for ch in lines if ch in "\t\n" or not (ch < " " or ch == "\x7f"))
        assert found.text == clean.strip()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = list(read(["-"], io.BytesIO(data)))
    assert found
    assert all(isinstance(item, Failure) or len(item.text) <= MAX_CHARACTERS for item in found)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(written: str) -> None:
    assert iso_date(written) is None or len(iso_date(written) or "") == 10


def test_the_example_articles_read_well(root: Path) -> None:
    found = list(read([root / "seeds" / "articles"]))
    articles = [item for item in found if isinstance(item, Article)]
    assert len(articles) == len(found) >= 9
    assert all(a.title and a.outlet and a.published and a.url for a in articles)
    assert all(200 <= len(a.text.split()) <= 500 for a in articles)
    assert len({a.outlet for a in articles}) == len({a.id for a in articles}) == len(articles)


@pytest.mark.shared
def test_the_shared_articles_read(shared: Path) -> None:
    found = list(read([shared / "seeds", shared / "eval" / "articles"]))
    assert len(found) >= 9
    assert all(isinstance(item, Article) for item in found)
    assert isinstance(found[0], Article)
    assert found[0].published == "2025-08-21"
