"""What do the tab-separated tables of actors, judgements and imports hold, row by row?"""

from collections.abc import Iterator
from pathlib import Path

from kg.errors import TableError


def read(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """(file:line, cells) of each row below the header, without the empty lines.

    Raises TableError, naming file and line, where the file is no table of these columns.

    >>> from kg import data
    >>> next(read(data.path("ontology", "imports.tsv"), ("form", "place", "term", "means")))[1]
    ['csv', 'column', 'id', 'id']
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8 at byte {error.start}: save the table as UTF-8") from error
    if tuple(lines[0].rstrip("\r").split("\t")) != columns:
        raise TableError(f"{path}:1: the header must be {', '.join(columns)}, separated by tabs")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        row = [cell.strip() for cell in line.split("\t")]
        if len(row) != len(columns):
            raise TableError(f"{path}:{number}: {len(row)} cells where {len(columns)} belong: separate the cells by one tab each")
        yield f"{path}:{number}", row
