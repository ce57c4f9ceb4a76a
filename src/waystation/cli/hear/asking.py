"""Asking for reports: short lines said back before they are kept, or a form field by field."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from waystation.cli.printing import agreed, at_terminal, print_mistakes, read_input
from waystation.errors import BadInput, Mistake
from waystation.world.pack import Pack
from waystation.world.report import KINDS, Report

if TYPE_CHECKING:
    from waystation.wording.short_lines import Going, Reading

__all__ = ["answer_form", "confirm_lines"]

MOST_CHOICES = 12
"""More answers than these are not listed: the question says what they are."""
COMMON = ("source", "happened", "grade", "origin", "text")


def confirm_lines(pack: Pack, now: datetime, yes: bool, going: Going | None = None) -> list[dict[str, Any]]:
    """Short lines, each said back and asked about until it is clear.

    Args:
        pack: The mission, for the names.
        now: The present instant.
        yes: Whether to keep without asking what is clear; what is not keeps all out.
        going: The journey of the mission that runs, if one does.

    Returns:
        The reports to keep, as plain values.

    Raises:
        BadInput: If nobody can be asked and a line is not clear.
    """
    from waystation.wording.short_lines import read_lines

    asking = at_terminal() and not yes
    if asking:
        click.echo("What was heard? A line each; an empty line ends.", err=True)
    readings = read_lines(_text(asking), pack, now, pack.clock.zone, going=going)
    kept: list[dict[str, Any]] = []
    unclear: list[Mistake] = []
    for reading in readings:
        click.echo(f"  {reading.said_back}", err=True)
        for match in reading.matches:
            if match.how == "spelling":
                click.echo(f"    {match.said} is taken for {match.name}", err=True)
        if asking:
            draft = _settle(reading)
            if draft is not None and agreed("  Keep it?", default=True):
                kept.append(draft)
        elif reading.ready and reading.draft is not None:
            kept.append(dict(reading.draft))
        else:
            question = reading.questions[0].text if reading.questions else reading.said_back
            unclear.append(Mistake("line_unclear", line=reading.number, fields={"question": question}))
    if unclear:
        raise BadInput(unclear)
    if not asking and not yes and kept:
        raise BadInput([Mistake("lines_need_yes")])
    return kept


def _text(asking: bool) -> str:
    if not asking:
        return read_input()
    lines: list[str] = []
    while True:
        line = str(click.prompt(">", default="", show_default=False, prompt_suffix=" ", err=True))
        if not line.strip():
            return "\n".join(lines)
        lines.append(line)


def _settle(reading: Reading) -> dict[str, Any] | None:
    """Ask until nothing is open; the draft, or None if the line is left out."""
    from waystation.wording.short_lines import answer

    asked = bool(reading.questions)
    while reading.questions:
        question = reading.questions[0]
        click.echo(f"  {question.text}", err=True)
        for choice in question.choices if len(question.choices) <= MOST_CHOICES else ():
            click.echo(f"    {choice.value}: {choice.label}", err=True)
        suggestion = f" [{question.suggestion}]" if question.suggestion else ""
        given = str(click.prompt(f"  Answer, or skip{suggestion}", default="", show_default=False, err=True)).strip()
        if given == "skip":
            return None
        try:
            reading = answer(reading, question, given or question.suggestion)
        except BadInput as error:
            print_mistakes(error.found)
    if asked:
        click.echo(f"  {reading.said_back}", err=True)
    return dict(reading.draft) if reading.ready and reading.draft is not None else None


def answer_form(pack: Pack, now: datetime) -> dict[str, Any]:
    """A report field by field; an empty answer leaves a field out.

    Args:
        pack: The mission, for the offset of times.
        now: The present instant, the default of when it happened.
    """
    kind = str(click.prompt("What kind", type=click.Choice(sorted(KINDS)), err=True))
    shape = KINDS[kind]
    value: dict[str, Any] = {"kind": kind}
    own = [name for name in shape.model_fields if name not in Report.model_fields]
    for name in (*own, *COMMON):
        default = now.astimezone(pack.clock.zone).isoformat(timespec="minutes") if name == "happened" else ""
        given = str(click.prompt(name, default=default, show_default=bool(default), err=True)).strip()
        if given:
            value[name] = _typed(shape, name, given)
    return value


def _typed(shape: type[Report], name: str, given: str) -> object:
    """What was typed, as a number or truth where the field wants one and it is one."""
    wanted = str(shape.model_fields[name].annotation)
    if "bool" in wanted and given.lower() in ("yes", "no", "true", "false"):
        return given.lower() in ("yes", "true")
    if "float" in wanted or "int" in wanted:
        try:
            number = float(given)
        except ValueError:
            return given
        return int(number) if "int" in wanted and number.is_integer() else number
    return given
