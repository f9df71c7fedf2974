"""Where are the shipped files? In the wheel under `kg/_data`, in a checkout beside the package."""

from pathlib import Path

from kg.errors import KGError

_PACKAGE = Path(__file__).parent


def path(*parts: str) -> Path:
    """Path of a shipped file or folder.

    >>> path("ontology", "kg.ttl").name
    'kg.ttl'
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parent):
        found = base.joinpath(*parts)
        if found.exists():
            return found
    raise KGError(f"shipped file {'/'.join(parts)!r} is missing: install the package again")
