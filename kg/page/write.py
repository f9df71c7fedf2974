"""How is the page written? One file: pyvis' network and its vis-network script in our own template, nothing from elsewhere."""

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg import vocab
from kg.errors import KGError
from kg.model import Snapshot
from kg.page import text
from kg.page.build import COLUMNS, KINDS, MODALITIES, POLARITIES, Content, build
from kg.page.choose import choose

SCRIPTS = (
    "data.js", "state.js", "dom.js", "graph.js", "draw.js", "panel.js", "details.js", "evidence.js", "filters.js", "search.js",
    "views.js", "take.js", "main.js",
)  # fmt: skip
"""In the order in which they are joined into one script."""

_PLAIN_LIMIT = 200_000
"""Characters of JSON above which a block of data is compressed; the browser unpacks it when it needs it."""
_CHUNK = 400_000
"""Characters of article text in one block, so that one sentence doesn't cost unpacking all of them."""
_EMBED_LIMIT = 5_000_000
"""Characters above which a notebook gets the table only: a larger cell makes notebooks slow."""
_CELL_ROWS = 25
_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"


def render(
    snapshot: Snapshot,
    *,
    title: str | None = None,
    actor: str | None = None,
    issue: str | None = None,
    since: str | None = None,
    max_edges: int | None = None,
) -> str:
    """The whole page as HTML text, for UTF-8; the same snapshot gives the same text.

    `actor`, `issue` (an id or a name) and `since` (YYYY-MM-DD) show a part of the graph, `max_edges` the best supported
    positions only. Raises QueryError where one of them names nothing.

    >>> render(Snapshot((), (), ()), title="Nothing yet").splitlines()[0]
    '<!doctype html>'
    """
    records = choose(snapshot, actor=actor, issue=issue, since=since, max_edges=max_edges)
    return _write(build(snapshot, records), text.label(title or texts()["title"]))


def notebook_html(snapshot: Snapshot, *, title: str | None = None, height: int = 680, **part: Any) -> str:
    """The page in a sandboxed frame for notebooks, above a table that stays where frames are stripped.

    `part` takes the same names as `render`.
    """
    page = render(snapshot, title=title, **part)
    name = html.escape(text.label(title or texts()["title"]))
    frame = (
        f'<iframe title="{name}" style="width:100%;height:{height:d}px;border:1px solid #8886;border-radius:8px" '
        f'sandbox="{_SANDBOX}" allow="clipboard-write; fullscreen" srcdoc="{html.escape(page, quote=True)}"></iframe>'
    )
    large = f"<p>{html.escape(texts()['tooLarge'])}</p>"
    return (frame if len(page) <= _EMBED_LIMIT else large) + _table(snapshot, **part)


@cache
def texts() -> dict[str, Any]:
    """All English texts of the page."""
    loaded: dict[str, Any] = json.loads(_static("texts.json"))
    return loaded


def vis_file() -> Path:
    """The vis-network script of the installed pyvis; raises KGError where it has none."""
    spec = find_spec("pyvis")
    places = list(spec.submodule_search_locations or ()) if spec else []
    found = [path for place in places for path in Path(place).glob("templates/lib/vis-*/vis-network.min.js")]
    if not found:
        raise KGError("pyvis' vis-network.min.js is missing: install pyvis 0.3.2 again")
    return max(found, key=lambda path: [int(part) for part in re.findall(r"\d+", path.parent.name)])


def _write(content: Content, title: str) -> str:
    from jinja2 import Environment, PackageLoader
    from markupsafe import Markup

    network = _network(content, title)
    script = '"use strict";\n(() => {\n' + "\n".join(_static(name) for name in SCRIPTS) + "\n})();\n"
    vis = re.sub(r"\n?//# sourceMappingURL=\S*\s*$", "\n", vis_file().read_text("utf-8").replace("\r\n", "\n"))
    style = _static("page.css")
    for name, source in (("vis-network", vis), ("the page's script", script)):
        if "</script" in source.lower() or "<!--" in source:
            raise KGError(f"{name} holds markup that would end its own block: install kg and pyvis again")
    policy = (
        f"default-src 'none'; script-src {_hash(vis)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    network.templateEnv = Environment(
        loader=PackageLoader("kg.page", "static"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    network.path = "page.html.j2"
    network.templateEnv.globals.update(
        blocks=[(name, kind, Markup(body)) for name, kind, body in _blocks(network, content, title)],
        csp=policy, style=Markup(style), vis=Markup(vis), script=Markup(script), t=texts(),
    )  # fmt: skip
    page: str = network.generate_html()
    return page


def _network(content: Content, title: str) -> Any:
    """A pyvis network; filled directly, since its own `add_edge` searches all nodes for each edge."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True, cdn_resources="in_line", height="100%", width="100%", heading=title)
    network.toggle_physics(False)
    shapes = texts()["shapes"]
    for number, node in enumerate(content.nodes):
        shape = shapes[texts()["types"].get(node.type, ["other"])[0]]
        extra = {"key": text.clean(node.key), "type": node.type, "names": node.names, "same": node.same_as, "count": node.count}
        place = {"size": node.size, "x": node.x, "y": node.y, "ax": node.ax, "ay": node.ay}
        network.nodes.append(Node(number, shape, node.label, **place, **extra).options)
    for bundle in content.bundles:
        more = {"polarity": bundle.polarity, "statements": bundle.statements, "support": bundle.support, "lane": bundle.lane}
        network.edges.append(Edge(bundle.source, bundle.target, True, **more).options)
    return network


def _blocks(network: Any, content: Content, title: str) -> list[tuple[str, str, str]]:
    """(id, media type, body) of each block of data; article texts in several, since they are read on demand."""
    chunks, places = _chunks(content.texts)
    known = vocab.relations()
    meta = {
        "title": title,
        "relations": [
            [name, known[name].label, known[name].polarity] if name in known else [name, _spaced(name), None]
            for name in content.relations
        ],
        "outlets": content.outlets,
        "wordings": content.wordings,
        "rules": content.rules,
        "polarities": POLARITIES,
        "modalities": MODALITIES,
        "kinds": KINDS,
        "columns": COLUMNS,
        "chunks": len(chunks),
    }
    articles = [[*article, *place] for article, place in zip(content.articles, places, strict=True)]
    parts: dict[str, object] = {"texts": texts(), "meta": meta, "nodes": network.nodes, "edges": network.edges}
    parts |= {"rows": content.rows, "articles": articles} | {f"text-{number}": chunk for number, chunk in enumerate(chunks)}
    return [(name, *_block(part)) for name, part in parts.items()]


def _chunks(articles: Iterable[str]) -> tuple[list[list[str]], list[list[int]]]:
    """The texts in blocks, and for each text its block and its place therein."""
    chunks: list[list[str]] = [[]]
    places, filled = [], 0
    for article in articles:
        if filled + len(article) > _CHUNK and chunks[-1]:
            chunks.append([])
            filled = 0
        places.append([len(chunks) - 1, len(chunks[-1])])
        chunks[-1].append(article)
        filled += len(article)
    return chunks, places


def _block(part: object) -> tuple[str, str]:
    body = json.dumps(part, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if len(body) > _PLAIN_LIMIT:
        return "application/gzip", base64.b64encode(gzip.compress(body.encode("utf-8"), 6, mtime=0)).decode("ascii")
    return "application/json", body.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _table(snapshot: Snapshot, **part: Any) -> str:
    records = choose(snapshot, **part)
    articles = {article.id: article for article in snapshot.articles}
    t = texts()["notebook"]
    rows = []
    for record in records[:_CELL_ROWS]:
        s = record.statement
        cells = (s.subject.label, vocab.relations()[s.relation].label if s.relation in vocab.relations() else _spaced(s.relation))
        more = (s.object.label, articles[record.article].outlet or "–", articles[record.article].published or "–")
        rows.append("<tr>" + "".join(f"<td>{html.escape(text.label(cell))}</td>" for cell in (*cells, *more)) + "</tr>")
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in t["columns"])
    first = t["first"].format(shown=len(rows), all=len(records))
    return f"<details><summary>{html.escape(first)}</summary><table><tr>{head}</tr>{''.join(rows)}</table></details>"


def _spaced(name: str) -> str:
    """`rulesOut` in words, for a relation that the ontology doesn't know.

    >>> _spaced("rulesOut")
    'rules out'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _static(name: str) -> str:
    return files("kg.page").joinpath("static", name).read_text("utf-8").replace("\r\n", "\n")


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"
