"""Passphrases come from a file, a command or a prompt; what is wrong with one is said without it."""

from __future__ import annotations

import io
import sys
from functools import partial
from getpass import fallback_getpass
from pathlib import Path

import pytest

from waystation.cli.keep.passphrases import SHORT, new_passphrase, old_passphrase
from waystation.errors import Usage

LONG = "correct horse battery staple"


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """A terminal at which these are typed unseen; collects what is asked."""
    asked: list[str] = []
    given = iter(answers)

    def unseen(question: str) -> str:
        asked.append(question)
        return next(given)

    monkeypatch.setattr("waystation.cli.keep.passphrases.getpass", unseen)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    return asked


def test_a_file_s_first_line_is_it(tmp_path):
    """Blanks count, the line's end does not, nor does what follows."""
    file = tmp_path / "p"
    for data in (f" {LONG} 한\n\nx".encode(), f" {LONG} 한\r\n".encode(), f" {LONG} 한".encode()):
        file.write_bytes(data)
        assert old_passphrase(str(file), None) == f" {LONG} 한"


def test_a_command_may_print_it():
    """Without a shell between."""
    assert old_passphrase(None, "printf 'one two\\nthree'") == "one two"


def test_it_is_asked_for_without_echo(monkeypatch):
    """Once where it is there already, twice where it is new."""
    asked = typed(monkeypatch, LONG, LONG, LONG)
    assert old_passphrase(None, None) == LONG
    assert new_passphrase(None, None) == LONG
    assert asked == ["Passphrase: ", "New passphrase: ", "The same again: "]


def test_a_terminal_that_would_show_it_is_not_used(monkeypatch):
    """Python would warn, and go on in sight of everybody."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("waystation.cli.keep.passphrases.getpass", partial(fallback_getpass, stream=io.StringIO()))
    with pytest.raises(Usage, match="passphrase_shown"):
        old_passphrase(None, None)


def test_a_new_one_must_be_typed_the_same_way_twice(monkeypatch):
    """Otherwise nobody could open the vault."""
    typed(monkeypatch, LONG, LONG + "r")
    with pytest.raises(Usage, match="passphrase_differs"):
        new_passphrase(None, None)


def test_a_short_new_one_is_warned_of(tmp_path, capsys):
    """And taken all the same; what it is is not said."""
    file = tmp_path / "p"
    file.write_text("q7w!" + "\n")
    assert new_passphrase(str(file), None) == "q7w!"
    said = capsys.readouterr().err
    assert said.startswith("warning: ")
    assert str(SHORT) in said
    assert "q7w!" not in said


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "passphrase_empty"), (b"\nx", "passphrase_empty"), (b"\xff\n", "passphrase_not_text")]
)
def test_a_file_without_one_is_said_to_be(tmp_path, data, code):
    """Nothing is taken for an empty passphrase."""
    file = tmp_path / "p"
    file.write_bytes(data)
    with pytest.raises(Usage, match=code):
        old_passphrase(str(file), None)


@pytest.mark.parametrize("command", ["false", "no-such-program-here", "printf 'x", ""])
def test_a_command_that_fails_is_said_to(command):
    """Never with what it printed."""
    with pytest.raises(Usage, match="passphrase_"):
        old_passphrase(None, command)


def test_two_ways_at_once_are_one_too_many(tmp_path: Path):
    """Which should hold?"""
    with pytest.raises(Usage, match="passphrase_two_ways"):
        old_passphrase(str(tmp_path / "p"), "true")


@pytest.mark.parametrize("standard_input", [io.StringIO("words\n"), None], ids=["a pipe", "closed"])
def test_without_a_terminal_nobody_is_asked(monkeypatch, standard_input):
    """Standard input may hold reports; it is never taken for a passphrase."""
    monkeypatch.setattr(sys, "stdin", standard_input)
    with pytest.raises(Usage, match="passphrase_nobody"):
        old_passphrase(None, None)


def test_a_missing_file_is_named():
    """By its path, which is the user's own."""
    with pytest.raises(Usage, match="cannot_open"):
        old_passphrase("/nowhere/at/all", None)
