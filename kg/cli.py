"""The `kg` command: what can be done from a shell? Each command parses, calls one library function, and prints."""

import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from kg.curate import actors, merge
from kg.errors import KGError
from kg.model import Article, Extraction, Failure, Note
from kg.shell import finish, store_option, tables_option, width, write

if TYPE_CHECKING:
    from kg.extract.pipeline import Extractor

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


HTML = "html"
"""The format of `kg export` that is the page."""


def _known_format(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value not in _formats():
        raise click.BadParameter(f"{value!r} is not one of {', '.join(_formats())}")
    return value


def _formats() -> list[str]:
    from kg.export import formats

    return sorted((*formats(), HTML))


inputs_argument = click.argument("paths", nargs=-1, required=True, metavar="ARTICLES...")


def reading_options(command: Command) -> Command:
    """The options of all commands that read articles."""
    command = tables_option(command)
    text = "`accurate` (needs kg[accurate]) or an installed spaCy pipeline, in place of the shipped one."
    return click.option("--model", metavar="NAME", help=text)(command)


def page_options(command: Command) -> Command:
    """The options that say what a page shows."""
    command = click.option("--max-edges", type=click.IntRange(1), metavar="N", help="html: only the N best supported positions.")(
        command
    )
    command = click.option("--since", metavar="DATE", help="html: only articles of this date or later.")(command)
    command = click.option("--issue", metavar="NAME", help="html: only positions on this issue.")(command)
    command = click.option("--actor", metavar="NAME", help="html: only statements that this actor takes part in.")(command)
    return click.option("--title", metavar="TEXT", help="html: the page's title.")(command)


def question_options(command: Command) -> Command:
    """One option for each parameter that a named question may have."""
    for name, text in reversed(list(PARAMETERS.items())):
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
def build(ctx: click.Context, /, paths: tuple[str, ...], store: Path, html: str | None, **reading: Any) -> None:
    """Read ARTICLES into the graph: extract, store, resolve.

    Articles that the graph holds already, word for word, are not read again.

    \b
    Example:
      kg build seeds/articles --store graph --html page.html
    """
    from kg.build import build as run
    from kg.build import summary

    with _progress(paths) as watch:
        report = run(paths, store, watch=watch, **reading)
    if html is not None:
        write(html, _page(store).encode())
    where = f"graph       {store}\n" + (f"page        {html}\n" if html is not None else "")
    click.echo(where + summary(report), nl=False, err=html == "-")
    finish(ctx, report.failures)


@main.command()
@inputs_argument
@reading_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table"]),
    default="jsonl",
    show_default=True,
    help="JSON lines, or columns for people.",
)
@click.option("--explain", is_flag=True, help="Say on standard error, sentence by sentence, what fired or why nothing did.")
@click.pass_context
def extract(
    ctx: click.Context, paths: tuple[str, ...], form: str, explain: bool, model: str | None, tables: tuple[Path, ...]
) -> None:
    """Print the statements of ARTICLES, one a line, without a graph.

    \b
    Example:
      kg extract seeds/articles --format table
    """
    import kg
    from kg import lines, query
    from kg.build import incoming

    failures: list[Failure] = []
    for extraction, trace in _read(kg.load(model, lexicon=tables), incoming(kg.read(*paths), failures), explain):
        if form == "jsonl":
            click.echo("".join(f"{line}\n" for line in lines.json_lines(extraction)), nl=False)
        else:
            click.echo(query.to_text(lines.as_table(extraction), width()))
        click.echo(lines.explanation(extraction, trace), nl=False, err=True)
    finish(ctx, failures)


def _read(extractor: "Extractor", found: Iterable[Article], explain: bool) -> Iterator[tuple[Extraction, tuple[Note, ...]]]:
    """Extractions, each with its trace where one is wanted: a trace needs the parse, so it can't come later."""
    if explain:
        return (extractor.explain(article) for article in found)
    return ((extraction, ()) for extraction in extractor.pipe(found))


@main.command()
@click.argument("question", required=False)
@store_option
@question_options
@click.option("--sparql", metavar="TEXT|FILE", help="SPARQL in place of a named question; - reads it from standard input.")
@click.option(
    "--output", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print the answer."
)
def query(question: str | None, store: Path, sparql: str | None, output: str, **params: str | None) -> None:
    """Answer a QUESTION by name, or one in SPARQL. Without either, list the named questions.

    \b
    Examples:
      kg query who-opposes --issue "ground troops"
      kg query --sparql "SELECT ?who ?what { ?who kg:rulesOut ?what }"
    """
    from kg import query as ask
    from kg.store import Store

    if question is not None and sparql is not None:
        raise click.UsageError("give a QUESTION or --sparql, not both")
    if question is None and sparql is None:
        click.echo(_questions(), nl=False)
        return
    text = question if question is not None else _sparql(str(sparql))
    with Store.open(store, create=False) as graph:
        table = ask.run(graph, text, params)
    if output == "table":
        click.echo(ask.to_text(table, width()), nl=False)
    else:
        click.echo(ask.to_csv(table) if output == "csv" else ask.to_json(table), nl=False)


@main.command()
@store_option
@click.option(
    "-f", "--format", "form", callback=_known_format, default="turtle", show_default=True, metavar="NAME",
    help="turtle, nquads, html and others; an unknown name lists them all.",
)  # fmt: skip
@click.option("-o", "--out", default="-", show_default=True, metavar="FILE", help="File to write; - is standard output.")
@page_options
def export(store: Path, form: str, out: str, **page: Any) -> None:
    """Write the whole graph to a file, sorted: the same graph gives the same bytes.

    \b
    Examples:
      kg export -f nquads -o graph.nq
      kg export -f html --actor Russia --title "Russia's positions" -o russia.html
    """
    from kg import export as leave
    from kg.store import Store

    if form == HTML:
        write(out, _page(store, **page).encode())
        return
    unused = [name.replace("_", "-") for name, value in page.items() if value is not None]
    if unused:
        raise click.UsageError(f"--{unused[0]} goes with --format html only")
    with Store.open(store, create=False) as graph:
        write(out, leave.render(graph, form))


@main.command()
@click.argument("statement", metavar="ID")
@store_option
def show(statement: str, store: Path) -> None:
    """Print the statement with this ID (the beginning is enough): its sentence, speaker, outlet, date and rule.

    For the key of an issue, print its wordings and why they are one.

    \b
    Example:
      kg show 5f0c2a
    """
    from kg import export as leave
    from kg.store import Store

    with Store.open(store, create=False) as graph:
        click.echo(leave.show(graph, statement), nl=False)


@main.command()
@store_option
@tables_option
@click.pass_context
def check(ctx: click.Context, /, store: Path, tables: tuple[Path, ...]) -> None:
    """Check the ontology, the tables of words and actors, the questions, and the graph where there is one.

    Each quotation must stand in its article, word for word, and each statement have the form that the shapes ask for.

    \b
    Example:
      kg check --store graph
    """
    from kg import checks

    asked = ctx.get_parameter_source("store") is not ParameterSource.DEFAULT
    problems = checks.run(store if asked or store.exists() else None, tables)
    for problem in problems:
        click.echo(f"{problem.area}: {problem.where}: {problem.message}", err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} problems found")
    click.echo(f"no problems in the tables{f' and the graph {store}' if asked or store.exists() else ''}")


@main.command()
@click.argument("gold", metavar="GOLD", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@inputs_argument
@reading_options
@click.option(
    "--aliases",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Names that mean the same, a line each, tabs between.",
)
@click.option(
    "--output", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print the figures."
)
@click.pass_context
def evaluate(
    ctx: click.Context, /, gold: Path, paths: tuple[str, ...], aliases: Path | None, output: str, **reading: Any
) -> None:
    """Score statements against a GOLD file: precision, recall, and what was right about those found.

    ARTICLES may also be what `kg extract` printed, as one .jsonl file.

    \b
    Example:
      kg evaluate gold.jsonl articles/ --aliases aliases.tsv
    """
    from kg import evaluate as measure

    failures: list[Failure] = []
    predicted = _predicted(paths, failures, **reading)
    names = measure.read_aliases(aliases) if aliases is not None else {}
    outcome = measure.score(measure.read_items(gold), predicted, names)
    click.echo((measure.to_json if output == "json" else measure.report)(outcome), nl=False)
    finish(ctx, failures)


main.add_command(merge)
main.add_command(actors)


@contextmanager
def _progress(paths: Iterable[str]) -> Iterator[Callable[[Article | Failure], None]]:
    """A bar on standard error while it is a terminal; what it gives is called with each article or failure that is done."""
    if not sys.stderr.isatty():
        yield lambda item: None
        return
    from kg.articles import count

    endless: Iterable[str] = repeat("")
    with click.progressbar(
        endless, length=count(paths), label="reading", file=sys.stderr, show_pos=True, item_show_func=lambda name: name
    ) as bar:
        yield lambda item: bar.update(1, getattr(item, "name", ""))


def _questions() -> str:
    from kg.query import Table, questions, to_text

    rows = tuple((found.name, found.answers, found.example) for found in questions().values())
    return to_text(Table(("question", "answers", "example"), rows), width())


def _sparql(given: str) -> str:
    """Standard input, the text of a file, or the text itself: only a query holds braces."""
    if given == "-":
        return sys.stdin.read()
    if re.search(r"[{\n]", given):
        return given
    try:
        return Path(given).read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError):
        raise click.UsageError(f"--sparql {given!r} is neither SPARQL nor a file") from None
    except UnicodeDecodeError:
        raise click.UsageError(f"--sparql {given!r} is no UTF-8 text") from None


def _predicted(paths: tuple[str, ...], failures: list[Failure], *, model: str | None, tables: tuple[Path, ...]) -> list[Any]:
    """Statements as `kg extract` prints them: read from its output, or extracted from articles."""
    import kg
    from kg import evaluate, lines
    from kg.build import incoming

    if len(paths) == 1 and Path(paths[0]).suffix == ".jsonl":
        items = evaluate.read_items(Path(paths[0]))
        if all("relation" in item for item in items):
            return items
    extractions = kg.load(model, lexicon=tables).pipe(incoming(kg.read(*paths), failures))
    return [item for extraction in extractions for item in lines.items(extraction)]


def _page(store: Path, **part: Any) -> str:
    from kg.page import render
    from kg.store import Store

    with Store.open(store, create=False) as graph:
        snapshot = graph.snapshot()
    return render(snapshot, **part)
