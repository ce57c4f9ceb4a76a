"""Asking for names, so that they do not stand in the shell's history: at a prompt, or a line of standard input each."""

from __future__ import annotations

import sys

import click

from waystation.cli.printing import ask
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
        click.Abort: If they say no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise Usage("needs_yes_here")
    click.confirm(question, abort=True, err=True)
