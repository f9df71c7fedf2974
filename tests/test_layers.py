"""Do modules import only from those that stand before them, and each third-party library in its own place?"""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"

# A module may import from the layers before its own, and within its layer from those that stand to its left.
LAYERS = (
    ("errors", "model", "data"),
    ("vocab",),
    (
        "tables",
        "files",
        "folding",
        "lexicon",
        "concepts",
        "actors",
        "judgements",
        "imports",
        "intake",
        "referring",
        "wordings",
        "articles",
    ),
    ("english",),
    ("extract",),
    ("rdf", "readback", "identity"),
    ("store",),
    ("resolve", "analyse", "query", "similar"),
    ("lines", "export", "page", "evaluate", "checks", "merge", "roster"),
    ("build",),
    ("graph",),
    ("shell", "curate", "cli"),
    ("__main__",),
)
ORDER = [name for layer in LAYERS for name in layer]

HOMES = {
    "click": {"shell", "curate", "cli"},
    "networkx": {"analyse", "export", "page"},
    "onnxruntime": {"english"},
    "oxrdflib": {"store"},
    "pyoxigraph": {"vocab", "imports", "rdf", "readback", "identity", "store", "resolve", "query", "export", "checks"},
    "pyshacl": {"checks"},
    "pyvis": {"page"},
    "rapidfuzz": {"extract", "similar"},
    "rdflib": {"store", "checks", "export"},
    "spacy": {"english", "extract"},
    "torch": {"english"},
    "trafilatura": {"articles"},
}


def imports(path: Path) -> set[str]:
    """Dotted names that a module imports while it runs; what only the type checker reads doesn't count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            # `from kg import store` imports a module, `from kg.store import Store` a name of one.
            found |= {f"kg.{alias.name}" for alias in node.names} if module == "kg" else {module}
    return found


def layer(path: Path) -> str:
    """`kg/extract/frames.py` -> `extract`, `kg/store.py` -> `store`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if layer(path) != "__init__" and "_data" not in path.parts)
IDS = [str(path.relative_to(PACKAGE)) for path in MODULES]


def test_every_module_has_its_place() -> None:
    found = {layer(path) for path in MODULES}
    assert found >= {"model", "articles", "extract", "store", "cli"}
    assert found <= set(ORDER), "name the new module in LAYERS"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_imports_point_down(path: Path) -> None:
    own = layer(path)
    used = {name.split(".")[1] for name in imports(path) if name.startswith("kg.")} - {own, "__version__"}
    upward = sorted(name for name in used if name not in ORDER[: ORDER.index(own)])
    assert not upward, f"{own} imports {upward}, which stands above it"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_each_library_is_imported_in_its_own_place(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    strangers = sorted(root for root in roots if layer(path) not in HOMES.get(root, {layer(path)}))
    assert not strangers, f"{layer(path)} imports {strangers}, which has its home in {[sorted(HOMES[s]) for s in strangers]}"


def test_model_and_errors_need_the_standard_library_only() -> None:
    for name in ("errors", "model"):
        roots = {found.split(".")[0] for found in imports(PACKAGE / f"{name}.py")}
        assert roots <= sys.stdlib_module_names


def test_this_test_sees_an_import_that_points_up(tmp_path: Path) -> None:
    module = tmp_path / "low.py"
    lines = ("from typing import TYPE_CHECKING", "if TYPE_CHECKING:", "    import kg.cli", "def f():", "    from kg import store")
    module.write_text("\n".join(lines))
    assert imports(module) == {"typing", "kg.store"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_name_of_a_module_is_given_twice(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    names = [node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        names += [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
    assert sorted({name for name in names if names.count(name) > 1}) == []
