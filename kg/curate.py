"""The `kg merge` and `kg actors` commands: how does a person say who is one, and who else there is?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.model import Verdict
from kg.shell import finish, store_option, tables_option, width

Command = TypeVar("Command", bound=Callable[..., Any])

SOURCE = "kg merge"
"""What a judgement from the shell names as its source."""


class _InOrder(click.Group):
    """Lists the commands in the order of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


output_option = click.option(
    "--output", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print the answer."
)


def judgement_options(command: Command) -> Command:
    """The arguments and options of all commands that record a judgement."""
    command = click.option("--by", metavar="NAME", help="Who decides; else the user of this computer.")(command)
    command = click.option("--why", default="", metavar="TEXT", help="The reason, for those who read it later.")(command)
    command = store_option(command)
    command = click.argument("other", metavar="B")(command)
    return click.argument("one", metavar="A")(command)


@click.group(cls=_InOrder)
def merge() -> None:
    """Say which actors or issues are one: A and B are ids (actor:russia) or names that only one has.

    Judgements stand in a file beside the graph, such as graph.judgements.tsv, which survives the graph. No fact is changed:
    questions, the page and tables count what is one under one name, and undo restores what was before.

    \b
    Examples:
      kg merge review
      kg merge same "Sergei Lavrov" "Sergey Lavrow" --why "same man, misspelt"
    """


@merge.command()
@store_option
@click.option("--kind", type=click.Choice(["actor", "issue"]), help="Only actors, or only issues.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="At most so many pairs.")
@output_option
def review(store: Path, kind: str | None, limit: int, output: str) -> None:
    """List pairs that may be one and are not judged yet, those first that would change most.

    MOVES are the statements that would count for the first of the two; AGREEMENTS and CONTRADICTIONS the positions of both
    that would then stand side by side.

    \b
    Example:
      kg merge review --kind actor
    """
    from kg import merge as curating

    _print(curating.review(store, kind=kind, limit=limit), output)


@merge.command()
@judgement_options
def same(store: Path, one: str, other: str, why: str, by: str | None) -> None:
    """Record that A and B are one; A stays, unless only B is a known actor.

    \b
    Example:
      kg merge same actor:sergei-lavrov actor:sergey-lavrow
    """
    _judge(Verdict.SAME, store, one, other, why, by)


@merge.command()
@judgement_options
def different(store: Path, one: str, other: str, why: str, by: str | None) -> None:
    """Record that A and B are two: they are not listed again, and no chain of others may make them one.

    \b
    Example:
      kg merge different "Kim Jong Un" "Kim Jong Il"
    """
    _judge(Verdict.DIFFERENT, store, one, other, why, by)


@merge.command()
@judgement_options
def undo(store: Path, one: str, other: str, why: str, by: str | None) -> None:
    """Withdraw the judgement on A and B; the graph is then as it was before.

    \b
    Example:
      kg merge undo actor:sergei-lavrov actor:sergey-lavrow
    """
    _judge(Verdict.UNDO, store, one, other, why, by)


@merge.command(name="list")
@store_option
@output_option
def list_(store: Path, output: str) -> None:
    """List the judgements that stand, in the order in which they were made.

    \b
    Example:
      kg merge list
    """
    from kg import merge as curating

    _print(curating.listed(store), output)


def _judge(verdict: Verdict, store: Path, one: str, other: str, why: str, by: str | None) -> None:
    from kg import judgements
    from kg import merge as curating

    made = curating.judge(store, verdict, one, other, why=why, by=by, source=SOURCE)
    said = {Verdict.SAME: "same", Verdict.DIFFERENT: "different", Verdict.UNDO: "withdrawn"}[verdict]
    click.echo(f"{said:<11} {made.one}, {made.other}\nrecorded in {judgements.beside(store)}")


def _print(table: Any, output: str) -> None:
    from kg import query

    if output == "table":
        click.echo(query.to_text(table, width()), nl=False)
    else:
        click.echo(query.to_csv(table) if output == "csv" else query.to_json(table), nl=False)


@click.group(cls=_InOrder)
def actors() -> None:
    """Bring in actors of your own, and look up the known ones.

    Your actors lie in a folder of tables that --lexicon FOLDER takes, with the columns of those that are shipped.

    \b
    Examples:
      kg actors import parties.csv --into mine
      kg actors add "Fjord Council" Organization --into mine --alias "Council of the Fjords"
      kg actors show NATO
    """


into_option = click.option(
    "--into",
    required=True,
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Tables to add to; may be new.",
)


@actors.command(name="import")
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILES...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@into_option
@click.pass_context
def import_(ctx: click.Context, paths: tuple[Path, ...], into: Path) -> None:
    """Add the actors of FILES: .csv or .tsv with a header, .ttl (SKOS, ORG, schema.org, FOAF), .json (FollowTheMoney lines).

    An actor with the Wikidata item or a strong name of a known one is that one: its other names are added to it.

    \b
    Examples:
      kg actors import parties.csv --into mine
      kg build seeds/articles --lexicon mine
    """
    from kg import intake

    _finish(ctx, intake.bring(paths, into), into)


@actors.command()
@click.argument("label", metavar="NAME")
@click.argument("type_", metavar="TYPE")
@into_option
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; may be given again.")
@click.option("--wikidata", default="", metavar="ID", help="Its Wikidata id, such as Q7184.")
@click.option("--note", default="", metavar="TEXT", help="What a reader of the table should know.")
@click.pass_context
def add(ctx: click.Context, /, label: str, type_: str, into: Path, **more: Any) -> None:
    """Add one actor by its common English NAME and its TYPE, such as Person, Organization or Party.

    \b
    Example:
      kg actors add "Fjord Council" Organization --into mine --alias "Council of the Fjords"
    """
    from kg import intake

    _finish(ctx, intake.add(into, label, type_, **more), into)


@actors.command(name="list")
@click.argument("words", required=False, metavar="[WORDS]")
@click.option("--type", "type_", metavar="TYPE", help="Only actors of this type.")
@tables_option
@output_option
def list_actors(words: str | None, type_: str | None, tables: tuple[Path, ...], output: str) -> None:
    """List the known actors: all, or those with WORDS in a name.

    \b
    Example:
      kg actors list parliament --type Government
    """
    from kg import roster

    _print(roster.listed(tables, words, type_), output)


@actors.command()
@click.argument("name")
@tables_option
def show(name: str, tables: tuple[Path, ...]) -> None:
    """Show what is known about an actor, by id or any name: type, names, offices and memberships with their dates.

    \b
    Example:
      kg actors show "Angela Merkel"
    """
    from kg import roster

    click.echo(roster.shown(tables, name), nl=False)


def _finish(ctx: click.Context, report: Any, into: Path) -> None:
    """Says what came in, on standard error what was merged, passed over or set aside."""
    for line in report.told:
        click.echo(f"Note: {line}", err=True)
    for sort, times in report.unread.items():
        click.echo(f"Note: {times} of type {sort!r} passed over", err=True)
    click.echo("".join(f"{name:<11} {count} new rows\n" for name, count in report.rows.items()) + f"{'folder':<11} {into}")
    finish(ctx, report.failures)
