"""The command line's manners: exit statuses, one line for each error, never a traceback, JSON and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.builders import leg, write_pack
from waystation.cli import main as module
from waystation.cli.main import COMMANDS, _run, main
from waystation.errors import BadInput, Mistake

Text = pytest.CaptureFixture[str]


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """A small sound pack."""
    return str(write_pack(tmp_path / "pack", leg("l", risk={"caught": 0.1})))


def command(name: str) -> click.Command:
    """A command of the command line."""
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_list_of_commands_says_what_their_own_help_begins_with(name: str) -> None:
    """One short sentence there, which the longer help must not contradict: they begin with the same word."""
    about = COMMANDS[name][1]
    assert about.endswith(".")
    assert about.count(".") == 1
    helped = command(name).help or ""
    assert re.match(r"\w+", helped.strip())[0] == about.split()[0]  # type: ignore[index]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_s_help_ends_with_an_example_that_is_one(name: str, capsys: Text) -> None:
    """It names the command, and its options are options."""
    assert _run([name, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: waystation {name}")
    example = re.search(rf"Example: +(waystation {name}\b.*)", said)
    assert example, said
    known = {option for parameter in command(name).params for option in parameter.opts}
    assert set(re.findall(r"(?<= )--?[a-z-]+", example[1])) <= known


def test_help_lists_every_command(capsys: Text) -> None:
    """With what to start with."""
    assert _run(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in COMMANDS)
    assert "waystation demo" in said


def test_the_version_is_the_package_s(capsys: Text) -> None:
    """As the metadata has it."""
    assert _run(["--version"]) == 0
    assert re.fullmatch(r"waystation \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_json_is_one_document_and_nothing_else(pack: str, capsys: Text) -> None:
    """Warnings go to the other side."""
    write_pack(Path(pack), leg("l"), broker=[{"id": "idle", "role": "guide"}])
    for arguments in (["plan", pack], ["check", pack], ["simulate", pack, "--runs", "10"]):
        assert _run([*arguments, "--json"]) == 0
        shown = capsys.readouterr()
        assert isinstance(json.loads(shown.out), dict)
        assert all(line.startswith("warning: ") for line in shown.err.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan"],
        ["plan", "PACK", "--nothing"],
        ["plan", "PACK", "more"],
        ["simulate", "PACK", "--runs", "0"],
        ["simulate", "PACK", "--runs", "many"],
        ["map", "PACK"],
        ["map", "PACK", "-o", "x.bmp"],
        ["map", "PACK", "-o", "x.png", "--width", "3"],
        ["export", "PACK", "--to", "xyz", "file"],
        ["schema", "everything"],
        ["plan", "absent"],
        ["plan", "PACK", "--at", "nowhere"],
        ["plan", "PACK", "--at", "c,2031-10-01T12:00:00+09:00"],
        ["plan", "PACK", "--at", "a,2031-10-01T12:00:00"],
        ["plan", "PACK", "--at", "a,2032-10-01T12:00:00+09:00"],
        ["pln"],
        ["-x"],
    ],
    ids=" ".join,
)
def test_a_mistake_in_a_command_is_one_line_and_status_2(arguments: list[str], pack: str, capsys: Text) -> None:
    """That begins `error:`; nothing is answered."""
    assert _run([pack if word == "PACK" else word for word in arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert re.fullmatch(r"error: .+\n", shown.err)


def test_an_unknown_command_suggests_the_nearest(capsys: Text) -> None:
    """Or points to the help."""
    _run(["paln"])
    assert "did you mean plan?" in capsys.readouterr().err
    _run(["qqqq"])
    assert "see waystation --help" in capsys.readouterr().err


def test_every_mistake_of_a_pack_is_a_line(tmp_path: Path, capsys: Text) -> None:
    """In any command; `check` says them as JSON too, and ends with 2."""
    pack = str(write_pack(tmp_path, leg("l", mode="horse", broker="nobody"), mission={"to": ["c"]}))
    for name in ("plan", "check", "simulate"):
        assert _run([name, pack]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert len(shown.err.splitlines()) == 3
        assert all(line.startswith("error: ") for line in shown.err.splitlines())
    assert _run(["check", pack, "--json"]) == 2
    assert len(json.loads(capsys.readouterr().out)["errors"]) == 3


class Broken(click.Group):
    """A command line that ends in whatever it is told to."""

    def __init__(self, ending: BaseException | int | None) -> None:
        super().__init__("broken")
        self.ending = ending

    def main(self, *words: object, **options: object) -> object:  # type: ignore[override]
        if isinstance(self.ending, BaseException):
            raise self.ending
        return self.ending


@pytest.mark.parametrize(
    ("ending", "status", "words"),
    [
        (None, 0, ""),
        (1, 1, ""),
        (BadInput([Mistake("no_file", "x"), Mistake("no_file", "y")]), 2, "error: x: "),
        (click.UsageError("so not"), 2, "error: so not\n"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
        (MemoryError(), 2, "error: this needs more memory"),
        (RuntimeError("Mr. Hwang"), 2, "error: something inside Waystation went wrong (RuntimeError at test_main.py:"),
        (RecursionError(), 2, "error: something inside"),
    ],
)
def test_every_ending_has_its_status_and_none_a_traceback(
    ending: BaseException | int | None, status: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: Text
) -> None:
    """Nor the words of an error, which may hold a name."""
    monkeypatch.setattr(module, "main", Broken(ending))
    assert _run(["plan"]) == status
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(words)
    assert "Traceback" not in shown.err
    assert "Hwang" not in shown.err


def test_a_reader_that_leaves_early_is_no_error(pack: str) -> None:
    """As `waystation plan … | head -1`."""
    writing = [sys.executable, "-m", "waystation", "schema", "network"]
    with subprocess.Popen(writing, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_run_leaves_with_the_status(capsys: Text) -> None:
    """As a process does."""
    with pytest.raises(SystemExit) as left:
        module.run(["schema", "everything"])
    assert left.value.code == 2


@pytest.mark.parametrize("arguments", [[], ["report"]])
def test_a_group_without_a_command_says_what_there_is(arguments: list[str], capsys: Text) -> None:
    """Help, not an error."""
    assert _run(arguments) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Usage: waystation")
    assert said.err == ""
