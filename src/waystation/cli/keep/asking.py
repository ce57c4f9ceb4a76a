"""Asking for names, so that they do not stand in the shell's history: at a prompt, or a line of standard input each."""

from __future__ import annotations

import click

from waystation.cli.printing import agreed, ask, at_terminal
from waystation.errors import Usage

__all__ = ["asked", "confirmed"]


def asked(question: str) -> str:
    """The answer to a question, from a prompt or the next line of standard input.

    Raises:
        Usage: If there is none.
    """
    answer = ask(question).strip()
    if not answer:
        raise Usage("nothing_answered", question=question)
    return answer


def confirmed(question: str, yes: bool) -> None:
    """Go on only if somebody at a terminal says yes, or said so beforehand.

    Raises:
        Usage: If nobody can be asked.
        click.exceptions.Exit: With status 1, if they say no.
        click.Abort: If they rather not say.
    """
    if yes:
        return
    if not at_terminal():
        raise Usage("needs_yes_here")
    if not agreed(question):
        click.echo("Nothing was changed.", err=True)
        raise click.exceptions.Exit(1)
