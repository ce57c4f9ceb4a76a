"""Printing: one JSON document, or words and tables for a terminal of any width."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from waystation.cli.marking import is_marked, plain_output
from waystation.errors import Mistake, Usage
from waystation.wording.mistakes import say_mistake

MOMENT = "From where and when (PLACE,TIME[,broker=ID][,spent=AMOUNT][,CONDITION=LEVEL])"

LEAST_ROOM = 40
"""So many columns the last of a folded table must have beside the others."""

__all__ = [
    "MOMENT",
    "agreed",
    "ask",
    "at_terminal",
    "folded",
    "print_heading",
    "print_json",
    "print_lines",
    "print_mistakes",
    "print_table",
    "read_input",
]


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str) -> str:
    """The answer to a question at a terminal, or the next line of standard input where there is none.

    Raises:
        Usage: If it is no text.
        click.Abort: If they rather not.
    """
    with _own_line_if_stopped(), _text_only():
        if at_terminal():
            answer = str(click.prompt(question, err=True))
        else:
            answer = sys.stdin.readline().strip() if sys.stdin is not None else ""
        answer.encode()
    return answer


def read_input() -> str:
    """All of standard input; nothing, where it is closed.

    Raises:
        Usage: If it is no text.
    """
    with _text_only():
        return sys.stdin.read() if sys.stdin is not None else ""


def agreed(question: str, default: bool = False) -> bool:
    """Whether somebody at a terminal says yes.

    Raises:
        click.Abort: If they rather not say.
    """
    with _own_line_if_stopped():
        return click.confirm(question, default=default, err=True)


@contextmanager
def _text_only() -> Iterator[None]:
    """Bytes that are no UTF-8 are the user's mistake; how Python tells of them depends on the locale."""
    try:
        yield
    except UnicodeError:
        raise Usage("answers_not_utf8") from None


@contextmanager
def _own_line_if_stopped() -> Iterator[None]:
    """What is said of a question that is not answered does not stand behind the question."""
    try:
        yield
    except click.Abort:
        click.echo(err=True)
        raise


def print_json(value: Any) -> None:
    """Print one JSON document on standard output; of a rehearsal, it says so itself, or a line beside an array does."""
    if is_marked() and isinstance(value, dict):
        value = {**value, "rehearsal": True}
    elif is_marked():
        click.echo("what is printed as JSON was only played", err=True)
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False), file=plain_output())


def print_mistakes(mistakes: Iterable[Mistake]) -> None:
    """Print errors and warnings on standard error, a line each."""
    for mistake in mistakes:
        click.echo(say_mistake(mistake), err=True)


def print_heading(text: str) -> None:
    """Print a heading, with a blank line above."""
    click.echo()
    click.echo(click.style(text, bold=True))


def print_lines(lines: Iterable[str], indent: str = "", err: bool = False) -> None:
    """Print sentences, wrapped to the terminal; talk goes to standard error."""
    from textwrap import fill

    for line in lines:
        click.echo(
            fill(line, width=_width(), initial_indent=indent, subsequent_indent=indent + ("  " if indent else "")),
            err=err,
        )


def print_table(
    rows: Sequence[Sequence[str]], header: Sequence[str] = (), right: Sequence[int] = (), indent: int = 2
) -> None:
    """Print rows in columns; the last column runs on as far as it needs.

    Args:
        rows: Rows of texts.
        header: A text for each column, or nothing.
        right: Positions of the columns that are aligned to the right.
        indent: Blanks before each row.
    """
    table = [*([header] if header else []), *rows]
    widths = [max(_cells(row[position]) for row in table) for position in range(len(table[0]))]
    for number, row in enumerate(table):
        cells = [_padded(text, widths[position], position in right) for position, text in enumerate(row)]
        line = " " * indent + "  ".join(cells).rstrip()
        click.echo(click.style(line, dim=True) if header and number == 0 else line)


def folded(rows: Sequence[Sequence[str]], indent: int = 2) -> Iterator[str]:
    """Rows as lines whose last column is folded to the terminal; columns that are empty throughout are left out.

    Where there is too little room beside the others, the last column stands below them.

    Args:
        rows: Rows of texts, all of one length.
        indent: Blanks before each row.
    """
    from textwrap import wrap

    columns = [position for position in range(len(rows[0]) if rows else 0) if any(row[position] for row in rows)]
    widths = {position: max(_cells(row[position]) for row in rows) for position in columns}
    room = _width() - indent - sum(widths[each] + 2 for each in columns[:-1])
    under = room < LEAST_ROOM and any(_cells(row[columns[-1]]) > room for row in rows)
    for row in rows:
        before = " " * indent + "".join(_padded(row[each], widths[each], False) + "  " for each in columns[:-1])
        further = " " * (indent + 4) if under else " " * _cells(before)
        parts = wrap(row[columns[-1]], _width() - _cells(further)) or [""]
        if under:
            yield before.rstrip()
        for number, part in enumerate(parts):
            yield (before if number == 0 and not under else further) + part


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - _cells(text))
    return blanks + text if right else text + blanks


def _cells(text: str) -> int:
    """How many columns a text takes on a terminal: Hangul and Han letters take two, combining marks none."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _width() -> int:
    from shutil import get_terminal_size

    return max(40, min(120, get_terminal_size((100, 24)).columns))
