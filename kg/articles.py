"""How does text come in? Files, folders, JSON lines, web pages and standard input, as `Article` or `Failure`."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.actors import slug
from kg.errors import ArticleError
from kg.model import Article, Failure, digest

MAX_BYTES = 20_000_000
"""Largest file (and largest line of a .jsonl file) that is read, in bytes."""

MAX_CHARACTERS = 200_000
"""Longest text that counts as one article, about 35,000 words: parsing takes some 10 kB of memory a character."""

TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text", ""})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
# A file without a suffix is read where it is named, not where it merely lies in a folder.
FOLDER_SUFFIXES = (TEXT_SUFFIXES | LINES_SUFFIXES | PAGE_SUFFIXES) - {""}

_KINDS = ".txt, .md, .jsonl or .html"
# The names that feeds, scrapers and data sets give to the same field, without case, '_' and '-'.
_FIELDS = {
    "text": ("text", "body", "content", "articlebody", "fulltext", "maintext"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "sitename", "site"),
    "published": ("published", "date", "datepublished", "publishedat", "publisheddate", "publishdate", "pubdate"),
    "url": ("url", "link"),
    "lang": ("lang", "language"),
    "id": ("id", "docid", "doc"),
}
_DATE_LINE = re.compile(r"\s*date:?[ \t]+(?P<published>\d{4}-\d{2}-\d{2})\b[ \t]*(?P<title>[^\n]*)(?:\n|$)", re.IGNORECASE)
_KEY_LINE = re.compile(r"(?P<key>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*))?$")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_DATE_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y")
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])  # all but tab, line feed and carriage return
_SURROGATES = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_PAGE_LANG = re.compile(rb"<html[^>]*\slang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Source:
    """What a reader found, before it is checked: where, the article's name, and its fields as written."""

    where: str
    name: str
    fields: Mapping[str, str]


def read(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> Iterator[Article | Failure]:
    """The articles of files, folders and standard input (`-`), one after the other, in the order given.

    Folders are read with all that lies in them, sorted by name; hidden files and other kinds of file are passed over.
    Nothing stops the rest: what can't be read comes as a `Failure`. The same article a second time yields nothing;
    another text under an id that was already read yields a `Failure`. A date that can't be understood costs only the
    date: the article comes without it, followed by a `Failure` that says so.

    `Article.text` is the title, a blank line and the body, or the body alone where the title already opens it. Line
    endings become line feeds, control characters are dropped, and white space around the text goes; the rest is verbatim.

    >>> import io
    >>> page = io.BytesIO(b"---\\ntitle: Oslo backs the truce\\npublished: 2025-08-19\\n---\\nIt was overdue.")
    >>> [(a.title, a.published, a.text) for a in read(["-"], page) if isinstance(a, Article)]
    [('Oslo backs the truce', '2025-08-19', 'Oslo backs the truce\\n\\nIt was overdue.')]
    """
    seen: dict[str, str] = {}
    for source in chain.from_iterable(_sources(path, stdin) for path in paths):
        if isinstance(source, Failure):
            yield source
            continue
        for item in _articles(source):
            content = digest(item.text, item.published, item.outlet) if isinstance(item, Article) else ""
            if isinstance(item, Failure) or item.id not in seen:
                yield item
            elif seen[item.id] != content:
                yield Failure(source.where, "another text was already read under this name, title and url: keep one of the two")
            if isinstance(item, Article):
                seen.setdefault(item.id, content)


def count(paths: Iterable[str | Path]) -> int | None:
    """How many articles the paths hold at most, for a progress bar; None where standard input is among them.

    >>> count(["no-such-file.txt"])
    1
    """
    total = 0
    for path in map(str, paths):
        if path == "-":
            return None
        files = _folder_files(Path(path), []) if Path(path).is_dir() else [Path(path)]
        total += sum(_lines(file) if file.suffix.lower() in LINES_SUFFIXES else 1 for file in files)
    return total


def iso_date(written: str) -> str | None:
    """A date as YYYY-MM-DD, the day as written (no change of time zone), or None where it isn't a date.

    >>> iso_date("2025-08-19T23:10:00-04:00"), iso_date("Tue, 19 Aug 2025 23:10:00 GMT"), iso_date("August 19, 2025")
    ('2025-08-19', '2025-08-19', '2025-08-19')
    >>> iso_date("2025-02-30") is None
    True
    """
    written = " ".join(written.split())
    if _ISO_DATE.match(written):
        written = written[:10]
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(written, form).date().isoformat()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError):  # the last two on malformed time zones
        return None


def _sources(path: str | Path, stdin: BinaryIO | None) -> Iterator[_Source | Failure]:
    if str(path) == "-":
        yield from _guarded(_stdin_sources(stdin if stdin is not None else sys.stdin.buffer), "standard input")
    elif Path(path).is_dir():
        yield from _folder_sources(Path(path))
    else:
        yield from _guarded(_file_sources(Path(path)), str(path))


def _guarded(sources: Iterator[_Source | Failure], where: str) -> Iterator[_Source | Failure]:
    """The sources as they come; an error becomes a Failure, and ends only this input."""
    try:
        yield from sources
    except ArticleError as error:
        yield Failure(where, str(error))
    except FileNotFoundError:
        yield Failure(where, "no such file or folder: check the path")
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL
        reason = error.strerror if isinstance(error, OSError) else None
        yield Failure(where, f"can't be read: {reason or error}")


def _folder_sources(folder: Path) -> Iterator[_Source | Failure]:
    unreadable: list[OSError] = []
    found = False
    for path in _folder_files(folder, unreadable):
        found = True
        yield from _guarded(_file_sources(path), str(path))
    for error in unreadable:
        yield Failure(str(error.filename), f"can't be read: {error.strerror}")
    if not found and not unreadable:
        yield Failure(str(folder), f"no article in this folder: give one with {_KINDS} files")


def _folder_files(folder: Path, unreadable: list[OSError]) -> Iterator[Path]:
    """The files of a folder and its folders that may hold articles, sorted; errors of reading a folder go into the list."""
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in FOLDER_SUFFIXES:
                yield Path(parent, name)


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(1 for line in stream if line.strip())
    except OSError:  # said when it is read
        return 1


def _file_sources(path: Path) -> Iterator[_Source | Failure]:
    suffix = path.suffix.lower()
    if path.exists() and suffix not in TEXT_SUFFIXES | LINES_SUFFIXES | PAGE_SUFFIXES:
        raise ArticleError(f"{suffix} is no kind of file that holds articles: convert it to {_KINDS}")
    with path.open("rb") as stream:
        if suffix in LINES_SUFFIXES:
            yield from _line_sources(stream, str(path), path.stem)
        else:
            fields = _page_fields if suffix in PAGE_SUFFIXES else _text_fields
            yield _Source(str(path), path.stem, fields(_whole(stream)))


def _stdin_sources(stream: BinaryIO) -> Iterator[_Source | Failure]:
    """Standard input has no suffix: its first characters tell JSON lines and web pages from plain text."""
    first = stream.readline(MAX_BYTES)
    while first.isspace():
        first = stream.readline(MAX_BYTES)
    opening = first.removeprefix(b"\xef\xbb\xbf").lstrip()[:9].lower()
    if opening.startswith(b"{"):
        yield from _line_sources(chain([first], stream), "standard input", "stdin")
    else:
        fields = _page_fields if opening.startswith((b"<!doctype", b"<html")) else _text_fields
        yield _Source("standard input", "stdin", fields(_whole(stream, first)))


def _whole(stream: BinaryIO, first: bytes = b"") -> bytes:
    data = first + stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ArticleError(f"over {MAX_BYTES // 1_000_000} MB: split it, one article a file, or one a line in a .jsonl file")
    if not data.strip():
        raise ArticleError("empty: nothing to read")
    return data


def _line_sources(lines: Iterable[bytes], where: str, stem: str) -> Iterator[_Source | Failure]:
    empty = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        empty = False
        place = f"{where}, line {number}"
        try:
            fields = _record_fields(line)
        except ArticleError as error:
            yield Failure(place, str(error))
        else:
            yield _Source(place, fields.get("id") or f"{stem}-{number}", fields)
    if empty:
        raise ArticleError("empty: nothing to read")


def _record_fields(line: bytes) -> dict[str, str]:
    if len(line) > MAX_BYTES:
        raise ArticleError(f"over {MAX_BYTES // 1_000_000} MB in one line: split it")
    try:
        record = json.loads(_decoded(line))
    except (ValueError, RecursionError) as error:
        if isinstance(error, ArticleError):
            raise
        raise ArticleError(f"not JSON ({error}): write one object a line") from None
    if not isinstance(record, dict):
        raise ArticleError("not a JSON object: write one object a line, with at least 'text'")
    fields = _known_fields(record)
    if not fields.get("text", "").strip():
        raise ArticleError("no text: give the article's words in the field 'text' (or 'body', 'content')")
    return fields


def _text_fields(data: bytes) -> dict[str, str]:
    """Plain text: with a front matter between `---` lines, with a first line `date YYYY-MM-DD Title`, or bare."""
    text = _decoded(data).lstrip("\n")
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        end = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() in ("---", "...")), None)
        if end is not None:
            return _front_matter(lines[1:end]) | {"text": "\n".join(lines[end + 1 :])}
        if len(lines) > 1 and _KEY_LINE.match(lines[1].rstrip()):
            raise ArticleError("the front matter that line 1 opens is never closed: end it with a line ---")
    dated = _DATE_LINE.match(text)
    if dated is not None:
        return {"published": dated["published"], "title": dated["title"], "text": text[dated.end() :]}
    return {"text": text, "title": _headline(text)}


def _front_matter(lines: list[str]) -> dict[str, str]:
    """The fields of `key: value` lines. Comments, and what is indented or listed under a key, are passed over."""
    found: dict[str, object] = {}
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.startswith((" ", "\t", "#", "- ")):
            continue
        match = _KEY_LINE.match(line.rstrip())
        if match is None:
            raise ArticleError(f"line {number} of the front matter isn't 'key: value': {line[:60]!r}")
        found[match["key"]] = _unquoted((match["value"] or "").strip(), number)
    return {key: value for key, value in _known_fields(found).items() if key not in ("text", "id")}


def _unquoted(value: str, number: int) -> str:
    mark = value[:1]
    if mark not in ("'", '"'):
        return value.split(" #", 1)[0].rstrip()
    if len(value) < 2 or value[-1] != mark:
        raise ArticleError(f"line {number} of the front matter opens a quotation mark {mark} and doesn't close it")
    inner = value[1:-1]
    return inner.replace("''", "'") if mark == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")


def _page_fields(data: bytes) -> dict[str, str]:
    """The main text and the metadata of a web page as saved; nothing is fetched."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    if _looks_binary(data):
        raise ArticleError("binary, not a web page: save the page as HTML")
    # A fixed last date: by default it would be today, and the same page could give another date tomorrow.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
    found = bare_extraction(data, include_comments=False, with_metadata=True, date_extraction_params=dates)
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise ArticleError("no article text found in this page: save the text as .txt")
    lang = _PAGE_LANG.search(data[:4096])
    fields = {"text": found.text, "title": found.title, "outlet": found.sitename, "published": found.date, "url": found.url}
    return _known_fields(fields | {"lang": lang[1].decode("ascii") if lang is not None else None})


def _known_fields(record: Mapping[str, object]) -> dict[str, str]:
    """The fields that an article has, under our names; the first name that holds something wins, others are ignored."""
    given = {key.lower().replace("_", "").replace("-", ""): _scalar(value) for key, value in record.items()}
    fields = {field: next((given[name] for name in names if given.get(name)), "") for field, names in _FIELDS.items()}
    return {field: value for field, value in fields.items() if value}


def _scalar(value: object) -> str:
    if isinstance(value, dict):  # feeds write a publisher as {"name": …}
        value = value.get("name")
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _articles(source: _Source) -> Iterator[Article | Failure]:
    fields = source.fields
    title = " ".join(_clean(fields.get("title", "")).split()) or None
    text = _with_title(_clean(fields.get("text", "")).strip(), title)
    if not any(ch.isalpha() for ch in text):
        yield Failure(source.where, "empty: no words to read")
        return
    if len(text) > MAX_CHARACTERS:
        length = f"{len(text):,} characters, over the {MAX_CHARACTERS:,} of one article"
        yield Failure(source.where, f"too long: {length}: split it into its articles")
        return
    written = _clean(fields.get("published", "")).strip()
    published = iso_date(written) if written else None
    url = _clean(fields.get("url", "")).strip() or None
    name = _clean(source.name).strip()
    outlet = " ".join(_clean(fields.get("outlet", "")).split()) or None
    key = digest(url, size=8) if url is not None else digest(name, title, published, size=8)
    yield Article(f"{slug(name)[:60].strip('-')}-{key}", name, text, title, outlet, published, url, _lang(fields.get("lang", "")))
    if written and published is None:
        yield Failure(source.where, f"the date {written[:40]!r} isn't a date: read without it; write it as YYYY-MM-DD")


def _with_title(body: str, title: str | None) -> str:
    """The body under its title, so that what a headline says can be cited; the body alone where it opens with the title."""
    first = " ".join(body.split("\n", 1)[0].lstrip("#").split())
    # A label in front ("Bulgaria: …") still opens with the title; a paragraph that happens to hold its words doesn't.
    if title is None or (title.casefold() in first.casefold() and len(first) <= len(title) + 40):
        return body
    return f"{title}\n\n{body}" if body else title


def _headline(text: str) -> str:
    """The first line where it looks like a title: four words or more, no full stop, and a blank line below."""
    first, _, rest = text.strip().partition("\n")
    first = first.lstrip("#").strip()
    is_title = rest.startswith("\n") and 4 <= len(first.split()) <= 30 and not _SENTENCE_END.search(first)
    return first if is_title else ""


def _lang(written: str) -> str:
    code = re.split("[-_]", written.strip().lower(), maxsplit=1)[0]
    return code if re.fullmatch("[a-z]{2,3}", code) else "en"


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _decoded(data: bytes) -> str:
    """UTF-8, with or without a mark; UTF-16 with one; Windows-1252 where the bytes look like Western text; else an error."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif _looks_binary(data):
        raise ArticleError("binary, not text: give plain text, HTML or JSON lines")
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig" or not _looks_western(data):
            message = f"byte {error.start} isn't valid {encoding.upper().removesuffix('-SIG')}: save the file as UTF-8"
            raise ArticleError(message) from None
    return data.decode("cp1252").replace("\r\n", "\n").replace("\r", "\n")


def _looks_binary(data: bytes) -> bool:
    head = data[:65_536]
    controls = len(head) - len(head.translate(None, bytes(_CONTROLS)))
    return controls * 200 > len(head)


def _looks_western(data: bytes) -> bool:
    """True where Windows-1252 explains bytes that UTF-8 doesn't: every byte has a meaning, and few are accents or quotes."""
    high = sum(byte >= 0x80 for byte in data)
    broken = data.decode("utf-8", "replace")
    proper = sum(ch > "\x7f" for ch in broken) - broken.count("\N{REPLACEMENT CHARACTER}")
    undefined = any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
    return not undefined and proper * 2 < high and high * 10 < len(data)
