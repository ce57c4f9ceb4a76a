"""How the watch stands, for a page: whether it rings, when it last looked, what it expects. No name stands here."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Protocol

from waystation.guiding.alarms import Standing
from waystation.wording.figures import date_and_time
from waystation.wording.language import say

__all__ = ["Watched", "watch_lines"]


class Watched(Protocol):
    """How the watch stands."""

    @property
    def runs(self) -> bool:
        """Whether one runs on this machine."""
        ...

    @property
    def looked(self) -> datetime | None:
        """When one last wrote down that it looked."""
        ...

    @property
    def rung(self) -> datetime | None:
        """When it last rang."""
        ...

    @property
    def stood(self) -> tuple[Standing, ...]:
        """How each sign of life stands that is expected."""
        ...


def watch_lines(state: Watched, zone: tzinfo | None, *, running: bool) -> list[str]:
    """How the watch stands, the most important first.

    Args:
        state: How it stands.
        zone: The coordinator's zone.
        running: Whether any journey runs.
    """
    if not state.runs:
        if not running:
            return [say("The watch is not needed: no journey runs.")]
        return [say("NO WATCH RUNS on this machine: nothing rings. In a terminal: waystation watch")]
    lines = [say("The watch runs.")]
    if state.looked is not None:
        lines.append(say("It last looked at {when}.", when=date_and_time(state.looked.astimezone(zone))))
    if state.rung is not None:
        lines.append(say("It last rang at {when}.", when=date_and_time(state.rung.astimezone(zone))))
    soonest = min((one.check.due for one in state.stood if one.stage is None), default=None)
    if soonest is not None:
        when = date_and_time(soonest.astimezone(zone))
        lines.append(
            say("The next sign of life of journey {number} is due {when}.", number=_whose(state, soonest), when=when)
        )
    return lines


def _whose(state: Watched, due: datetime) -> int:
    return next(one.number for one in state.stood if one.stage is None and one.check.due == due)
