"""What the commands can do is in the reference; a command or an option that is not fails the build."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def generator() -> ModuleType:
    """`docs/generate.py`, as a module."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = generator()
COMMANDS = {
    " ".join(("waystation", *path)): command for path, command in generate.commands_below(generate.commands_root())
}
each_command = pytest.mark.parametrize("name", COMMANDS)


def section(name: str) -> str:
    """What the page of commands says of one command."""
    page = (REFERENCE / "commands.md").read_text("utf-8")
    found = re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("name", generate.pages())
def test_a_generated_page_is_current(name):
    """`make docs` would change nothing."""
    page = REFERENCE / name
    assert page.is_file(), f"{page} is missing: type `make docs`"
    assert page.read_text("utf-8") == generate.pages()[name], f"{page} is not what the code says: type `make docs`"


@each_command
def test_a_command_is_documented_with_all_it_takes(name):
    """Every command has its section, and every option and argument is in it."""
    said = section(name)
    assert said, f"docs/reference/commands.md does not have {name}"
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            for option in parameter.opts:
                assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", said), f"{name} {option} is not documented"
        elif isinstance(parameter, click.Argument):
            assert parameter.make_metavar(click.Context(COMMANDS[name])).strip("[].") in said, (
                f"{name}: {parameter.name}"
            )


@each_command
def test_a_command_explains_itself(name):
    """Every command has a sentence of help, and so has each of its options."""
    command = COMMANDS[name]
    assert command.help, f"{name} has no help"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help, f"{name} {parameter.opts[0]} has no help"
