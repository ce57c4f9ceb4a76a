"""A rehearsal: a journey that is only played, with a clock of its own, so that people can train and drill.

Decides what time it is in a rehearsal, and what of it is remembered so that it can go on where it was left: the truth
is drawn anew from its seed, and the choices that were made are made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

__all__ = ["MISHAPS", "Choice", "Extra", "Onward", "Rehearsal"]

MISHAPS = ("ill", "price", "silent")
"""What may go wrong beside what the plan foresees: somebody falls ill, a fee is raised, a broker does not answer."""


@dataclass(frozen=True)
class Choice:
    """A leg that was taken.

    Args:
        step: At which step.
        leg: Its id.
        to: Id of the place it leads to.
    """

    step: int
    leg: str
    to: str


@dataclass(frozen=True)
class Onward:
    """A leg that was said to follow on the one that they are on.

    Args:
        ended: If that one ends so: `arrived`, `late` or `back`.
        leg: Its id.
        to: Id of the place it leads to.
        at: When to leave.
    """

    ended: str
    leg: str
    to: str
    at: datetime


@dataclass(frozen=True)
class Extra:
    """A report of something that goes wrong beside what the plan foresees.

    Args:
        at: When it is heard.
        report: Its plain values.
    """

    at: datetime
    report: Mapping[str, Any]


@dataclass(frozen=True)
class Rehearsal:
    """A rehearsal as it stands.

    Args:
        seed: From which all chance is drawn.
        speed: Seconds of the journey in each second; 0 stands still.
        at: The instant of the journey when the clock was last set.
        since: When it was set, by the clock of this machine; None while nobody drives it.
        until: The clock does not run past this instant before what happens then was told.
        before: How many reports the pack came with.
        told: How many reports the rehearsal has told so far.
        choices: Legs taken so far.
        onward: What was said to follow on the leg that they are on, or were on last.
        mishaps: What else may go wrong, of `MISHAPS`.
        extras: What else has gone wrong, or ends what has.
        over: How the journey ended, `safe`, `lost` or `underway`; empty while it runs.
    """

    seed: int
    speed: float
    at: datetime
    since: datetime | None
    until: datetime
    before: int
    told: int = 0
    choices: tuple[Choice, ...] = ()
    onward: tuple[Onward, ...] = ()
    mishaps: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    over: str = ""

    def now(self, real: datetime) -> datetime:
        """What time it is in the rehearsal.

        Args:
            real: The present instant by the clock of this machine; one that was set back does not set this one back.
        """
        if self.since is None:
            return self.at
        gone = max(0.0, (real - self.since).total_seconds()) * self.speed
        left = max(0.0, (self.until - self.at).total_seconds())
        return self.at + timedelta(seconds=min(gone, left))
