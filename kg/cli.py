"""The `kg` command: what can be done from a shell? Each command parses, calls one library function, and prints."""

import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import KGError

if TYPE_CHECKING:
    from kg.build import Report
    from kg.model import Article, Failure

SOME_FAILED = 3
"""Exit code where the work was finished but for some articles."""

PARAMETERS: Mapping[str, str] = {
    "actor": "An actor, by any of its names or its id.",
    "other": "A second actor.",
    "issue": "An issue, by words of it or its id; or an actor.",
    "relation": "A relation, such as opposes.",
    "outlet": "An outlet, by words of its name.",
    "since": "Only articles of this date (YYYY, YYYY-MM or YYYY-MM-DD) or later.",
    "until": "Only articles of this date or earlier.",
}
"""Parameters of the named questions and their help."""

Command = TypeVar("Command", bound=Callable[..., Any])


class _Kg(click.Group):
    """Lists the commands in the order of use, and turns our errors into one line on stderr and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KGError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # whoever read us has had enough: click ends quietly
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error
        return result


store_option = click.option(
    "-s", "--store", default="graph", show_default=True, metavar="FOLDER", type=click.Path(path_type=Path), help="The graph."
)
inputs_argument = click.argument("paths", nargs=-1, required=True, metavar="ARTICLES...")
output_option = click.option("-o", "--out", default="-", show_default=True, metavar="FILE", help="File to write; - is standard output.")


def reading_options(command: Command) -> Command:
    """The options of all commands that read articles."""
    command = click.option(
        "--lexicon", "tables", multiple=True, metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Your own tables of words and actors, on top of the shipped ones; may be given again.",
    )(command)  # fmt: skip
    return click.option("--model", metavar="NAME", help="An installed spaCy pipeline, in place of the shipped one.")(command)


def page_options(command: Command) -> Command:
    """The options that say what a page shows."""
    command = click.option("--max-edges", type=click.IntRange(1), metavar="N", help="html: only the N best supported positions.")(command)
    command = click.option("--since", metavar="DATE", help="html: only articles of this date or later.")(command)
    command = click.option("--issue", metavar="NAME", help="html: only positions on this issue.")(command)
    command = click.option("--actor", metavar="NAME", help="html: only statements that this actor takes part in.")(command)
    return click.option("--title", metavar="TEXT", help="html: the page's title.")(command)


def question_options(command: Command) -> Command:
    """One option for each parameter that a named question may have."""
    for name, text in reversed(PARAMETERS.items()):
        command = click.option(f"--{name}", metavar="TEXT", help=text)(command)
    return command


@click.group(cls=_Kg, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="kg", prog_name="kg")
def main() -> None:
    """Who stands where in world politics: news articles in; an RDF graph, answers and an interactive page out.

    ARTICLES are .txt, .md, .jsonl and .html files, folders of them, or - for standard input.

    \b
    Example:
      kg build seeds/articles --html page.html
    """
    # These log as errors what we report in our own words.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@main.command()
@inputs_argument
@store_option
@reading_options
@click.option("--html", metavar="FILE", help="Write the interactive page as well.")
@click.pass_context
def build(ctx: click.Context, paths: tuple[str, ...], store: Path, model: str | None, tables: tuple[Path, ...], html: str | None) -> None:
    """Read ARTICLES into the graph: extract, store, resolve.

    Articles that the graph holds already, word for word, are not read again.

    \b
    Example:
      kg build seeds/articles --store graph --html page.html
    """
    from kg.build import build as run

    with _progress() as watch:
        report = run(paths, store, model=model, tables=tables, watch=watch)
    if html is not None:
        _write(html, _page(store))
    click.echo(_summary(report, store, html), nl=False, err=html == "-")
    _finish(ctx, report.failures)


@main.command()
@inputs_argument
@reading_options
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True, help="One statement a line.")
@click.option("--explain", is_flag=True, help="Say on standard error what was left out, and why.")
@click.pass_context
def extract(
    ctx: click.Context, paths: tuple[str, ...], model: str | None, tables: tuple[Path, ...], form: str, explain: bool
) -> None:
    """Print the statements of ARTICLES, without a graph.

    \b
    Example:
      kg extract seeds/articles --format table
    """
    import kg
    from kg import lines

    failures: list[Failure] = []
    articles = _articles(kg.read(*paths), failures)
    for number, extraction in enumerate(kg.load(model, lexicon=tables).pipe(articles)):
        text = lines.text_table(extraction, _width(), header=number == 0) if form == "table" else "\n".join(lines.json_lines(extraction))
        click.echo(text, nl=bool(text) and form == "jsonl")
        if explain:
            click.echo(lines.explanation(extraction), nl=False, err=True)
    _finish(ctx, failures, none_read=ctx.obj is None)


@main.command()
@click.argument("question", required=False)
@store_option
@question_options
@click.option("--sparql", metavar="TEXT|FILE", help="SPARQL in place of a named question; - reads it from standard input.")
@click.option("--output", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print the answer.")
def query(question: str | None, store: Path, sparql: str | None, output: str, **params: str | None) -> None:
    """Answer a QUESTION by name, or one in SPARQL. Without either, list the named questions.

    \b
    Example:
      kg query who-opposes --issue "ground troops"
      kg query --sparql "SELECT ?who { ?who kg:rulesOut ?what }"
    """
    from kg import query as ask
    from kg.store import Store

    if question is not None and sparql is not None:
        raise click.UsageError("Give a QUESTION or --sparql, not both.")
    if question is None and sparql is None:
        click.echo(_questions(), nl=False)
        return
    text = question if question is not None else _sparql(str(sparql))
    with Store.open(store, create=False) as graph:
        table = ask.run(graph, text, params)
    writers = {"table": lambda: ask.to_text(table, _width()), "csv": lambda: ask.to_csv(table), "json": lambda: ask.to_json(table)}
    click.echo(writers[output](), nl=False)
