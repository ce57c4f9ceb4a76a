"""What the page about security names is there: each test has tests in it, each command is one."""

from __future__ import annotations

import re
from pathlib import Path

import click

from waystation.cli.main import main


def test_every_test_that_it_names_is_there(root: Path) -> None:
    """By its path; a name alone is of the file before it, in the same folder."""
    text = (root / "docs" / "security.md").read_text("utf-8")
    folder, named = "", []
    for path, name in re.findall(r"`(tests/(?:\w+/)*)?(\w+\.py)`", text):
        folder = path or folder
        named.append(f"{folder}{name}")
    assert len(named) > 25
    for path in named:
        found = root / path
        assert found.is_file(), path
        assert not found.name.startswith("test_") or "\ndef test_" in found.read_text("utf-8"), path


def test_every_command_that_it_names_is_one(root: Path) -> None:
    """Down to the last word that is no argument."""
    text = (root / "docs" / "security.md").read_text("utf-8")
    commands = re.findall(r"`waystation ([a-z][^`]*)`", text)
    assert len(commands) > 15
    for command in commands:
        found: click.Command = main
        context = click.Context(main)
        for word in command.split():
            if not isinstance(found, click.Group) or not re.fullmatch(r"[a-z-]+", word):
                break
            below = found.get_command(context, word)
            assert below is not None, command
            found = below
        options = {option for parameter in found.params for option in parameter.opts}
        asked = set(re.findall(r"(?<= )--[a-z-]+", command))
        assert asked <= options, (command, asked - options)
