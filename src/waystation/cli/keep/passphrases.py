"""Passphrases at the command line: from a file, from a command, or asked for without echo; never as an argument.

What stands in an argument stands in the shell's history and in everybody's list of processes.
"""

from __future__ import annotations

import shlex
import subprocess
import warnings
from getpass import GetPassWarning, getpass
from pathlib import Path

import click

from waystation.cli.printing import at_terminal
from waystation.errors import Mistake, Usage
from waystation.wording.mistakes import say_mistake

__all__ = ["SHORT", "new_passphrase", "old_passphrase"]

SHORT = 14
"""Letters below which a new passphrase gets a warning."""
MOST_BYTES = 4096


def old_passphrase(file: str | None, command: str | None, question: str = "Passphrase") -> str:
    """The passphrase of a vault that is there.

    Args:
        file: A file whose first line it is.
        command: A command that prints it.
        question: What is asked where neither is given.

    Raises:
        Usage: If there is neither and nobody can be asked, or it is empty.
    """
    if file is not None and command is not None:
        raise Usage("passphrase_two_ways")
    if file is not None:
        return _line(_read(file))
    if command is not None:
        return _line(_printed(command))
    return _ask(question)


def new_passphrase(file: str | None, command: str | None, question: str = "New passphrase") -> str:
    """A passphrase to be, asked for twice where it is typed.

    Args:
        file: A file whose first line it is.
        command: A command that prints it.
        question: What is asked where neither is given.

    Raises:
        Usage: If it is empty, or was not typed the same way twice.
    """
    passphrase = old_passphrase(file, command, question)
    if file is None and command is None and _ask("The same again") != passphrase:
        raise Usage("passphrase_differs")
    if len(passphrase) < SHORT:
        click.echo(say_mistake(Mistake("passphrase_short", fields={"least": SHORT}, warning=True)), err=True)
    return passphrase


def _ask(question: str) -> str:
    """What is typed at a terminal that shows nothing of it.

    Raises:
        Usage: If there is no terminal, it cannot be kept from showing it, or what was typed is empty or no text.
        click.Abort: If they rather not.
    """
    if not at_terminal():
        raise Usage("passphrase_nobody")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)  # instead, it would warn and show what is typed
            # Not click's prompt: it asks first and hides then, and somebody quick is seen.
            passphrase = getpass(f"{question}: ")
    except GetPassWarning:
        raise Usage("passphrase_shown") from None
    except UnicodeDecodeError:
        click.echo(err=True)
        raise Usage("passphrase_not_text") from None
    except (KeyboardInterrupt, EOFError):
        click.echo(err=True)
        raise click.Abort from None
    if not passphrase:
        raise Usage("passphrase_empty")
    return passphrase


def _read(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise Usage("cannot_open", path=name, why=error.strerror or "the system refused") from None


def _printed(command: str) -> bytes:
    try:
        words = shlex.split(command)
        if not words:
            raise Usage("passphrase_empty")
        done = subprocess.run(words, stdout=subprocess.PIPE, check=False)  # noqa: S603 -- the user's own command
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its quotation marks do not match"
        raise Usage("passphrase_command", why=why) from None
    if done.returncode != 0:
        raise Usage("passphrase_command", why=f"it ended with status {done.returncode}")
    return done.stdout[:MOST_BYTES]


def _line(data: bytes) -> str:
    try:
        passphrase = data.split(b"\n")[0].removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        raise Usage("passphrase_not_text") from None
    if not passphrase:
        raise Usage("passphrase_empty")
    return passphrase
