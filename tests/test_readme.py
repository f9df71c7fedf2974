"""Does the README say what is there: each command, question, option and format; and does its Python run?"""

import inspect
import re
from pathlib import Path

import click
import pytest

from kg import export, query, vocab
from kg.cli import PARAMETERS, main

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(main.commands)


def leaves(group: click.Group, path: str = "") -> dict[str, click.Command]:
    """Every command by its words: `build`, `merge same`."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        words = f"{path} {name}".strip()
        found |= {words: command, **(leaves(command, words) if isinstance(command, click.Group) else {})}
    return found


LEAVES = leaves(main)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_first_command_does_the_main_job_and_the_second_runs_the_tests() -> None:
    first, second, *_ = blocks("sh")
    assert first == "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/kg build seeds/articles --html page.html\n"
    assert second == '.venv/bin/pip install -e ".[test]" && .venv/bin/python -m pytest\n'


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"^\| `kg {name}\b", README, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_command_has_help_that_ends_with_an_example(name: str) -> None:
    command = LEAVES[name]
    assert command.help is not None
    assert re.search(rf"Examples?:\n(  kg .*\n)*(  kg {name}\b.*)(\n  kg .*)*$", inspect.cleandoc(command.help))
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, f"--{parameter.name} has no help"


def test_no_command_is_documented_that_does_not_exist() -> None:
    named = set(
        re.findall(r"\bkg ([a-z]+)\b", "\n".join([*re.findall(r"`([^`\n]+)`", README), *blocks("sh"), *blocks("console")]))
    )
    assert named >= set(COMMANDS)
    assert named <= set(COMMANDS)


def test_every_option_that_the_readme_names_exists() -> None:
    known = {option for command in LEAVES.values() for parameter in command.params for option in parameter.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", README)) - {"--help"}
    assert named
    assert named <= known


def test_every_question_parameter_and_format_is_documented() -> None:
    for name, question in query.questions().items():
        assert f"| `{name}` | {question.answers} |" in README
    assert all(f"`--{name}`" in README for name in PARAMETERS)
    assert all(f"`{name}`" in README for name in export.formats())


def test_relations_that_are_named_exist() -> None:
    [row] = re.findall(r"^\| relation \| (.*) \|$", README, re.MULTILINE)
    named = set(re.findall(r"`(\w+)`", row))
    assert len(named) > 10
    assert named <= set(vocab.relations())


def test_the_python_example_runs(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(root)
    examples = blocks("python")
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "rulesOut" in printed
    assert not printed.endswith("\n0 plain edges\n")


def test_files_that_the_readme_names_exist(root: Path) -> None:
    for path in re.findall(r"`((?:kg|seeds|ontology|tests)/[\w./-]+|LICENSE|CHANGELOG\.md)`", README):
        assert (root / path).exists(), path


def test_the_changelog_has_an_entry_for_this_version(root: Path) -> None:
    import kg

    assert f"## {kg.__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
