"""The present instant of a command about journeys: as given, or as the machine and the missions have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import click

from waystation.bootstrap import present_instant
from waystation.desk.guide.running import Opened, the_present
from waystation.errors import Usage

__all__ = ["NOW", "now_of"]

NOW: Callable[[Any], Any] = click.option(
    "--now", metavar="TIME", help="As if it were this instant: 2031-10-06T20:00+09:00."
)


def now_of(text: str | None, opened: Sequence[Opened], *, begins: bool = False) -> datetime:
    """The present instant.

    Args:
        text: As it was given; without an offset, that of the first mission's clock counts.
        opened: The missions; where they lie ahead, the last that was heard of them is the present.
        begins: Whether it may lie before the missions' own starts.

    Raises:
        Usage: If it is no time.
    """
    if text is None:
        return the_present(opened, present_instant(), begins=begins)
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise Usage("not_an_instant", value=text[:40]) from None
    if value.tzinfo is None:
        value = value.replace(tzinfo=opened[0].loaded.pack.clock.zone if opened else present_instant().tzinfo)
    return value
