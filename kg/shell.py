"""What do the commands of the shell share? Options that several have, and how they end and write."""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from kg.errors import KGError
from kg.files import write_whole
from kg.model import Failure

SOME_FAILED = 3
"""Exit code where the work was finished but for some articles."""

store_option = click.option(
    "-s", "--store", default="graph", show_default=True, metavar="FOLDER", type=click.Path(path_type=Path), help="The graph."
)
tables_option = click.option(
    "--lexicon", "tables", multiple=True, metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your own tables of words and actors, on top of the shipped ones; may be given again.",
)  # fmt: skip


def finish(ctx: click.Context, failures: Iterable[Failure]) -> None:
    """Says what was set aside; where there was any, the exit code says so as well."""
    told = [f"{failure.where}: {failure.message}" for failure in failures]
    for line in told:
        click.echo(f"Failed: {line}", err=True)
    if told:
        ctx.exit(SOME_FAILED)


def write(out: str, content: bytes) -> None:
    """Writes a file whole or not at all; `-` is standard output."""
    if out == "-":
        click.echo(content, nl=False)
        return
    try:
        write_whole(Path(out), content)
    except OSError as error:
        raise KGError(f"can't write {out!r}: {error.strerror or error}") from error


def width() -> int | None:
    """Columns of the terminal; None where the output goes elsewhere and nothing should be cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
