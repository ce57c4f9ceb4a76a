"""Schedules for tests, at plain instants of one night; and a machine for the watch: its files, clocks and channels."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from waystation.errors import Damaged, Usage
from waystation.guiding.ahead import Stretch
from waystation.guiding.notices import Given, Notice, Trouble
from waystation.guiding.schedule import Expected, Ringing, Schedule, Watched
from waystation.world.places import Leg

__all__ = [
    "NIGHT",
    "FakeChannel",
    "FakeClocks",
    "FakePost",
    "Killed",
    "at",
    "check",
    "leg_ahead",
    "schedule",
    "stay_ahead",
]

NIGHT = datetime(2031, 10, 1, 18, 0, tzinfo=UTC)
"""When the night begins."""


def at(minutes: float) -> datetime:
    """So many minutes into the night."""
    return NIGHT + timedelta(minutes=minutes)


def check(due: float, grace: float = 30.0, since: float | None = None, opens: float | None = None) -> Expected:
    """A sign of life due so many minutes into the night."""
    begun = at(due - 60.0 if since is None else since)
    return Expected(at(due), at(due + grace), at(due if opens is None else opens), begun, 0.05)


def schedule(*checks: Expected, number: int = 417, ringing: Ringing | None = None, **life: datetime | None) -> Schedule:
    """A schedule of one journey."""
    return Schedule().having(Watched(number, tuple(sorted(checks)), ringing=ringing or Ringing(), **life))


def leg_ahead(begins: float, minutes: float, late: float = 0.0, back: float = 0.0, **other: object) -> Stretch:
    """A leg that begins so many minutes into the night; held up it takes an hour longer, turned back as long again."""
    leg = Leg.model_validate({"id": "l", "from": "a", "to": "b", "mode": "foot", "minutes": minutes})
    ends = at(begins + minutes)
    times = {"late_ends": ends + timedelta(hours=1) if late else None, "back_ends": ends if back else None, **other}
    return Stretch(leg, "a", at(begins), ends, late=late, back=back, **times)


def stay_ahead(begins: float, minutes: float) -> Stretch:
    """A stay that begins so many minutes into the night."""
    return Stretch(None, "a", at(begins), at(begins + minutes))


class Killed(BaseException):
    """The watch was killed here."""


class FakePost:
    """The files of a watch in memory; it may be killed before or after any write of its log.

    Args:
        schedule: What it is to expect.
        fatal: Before or after which write, counted from 1, it is killed: (write, "before" or "after").
    """

    def __init__(self, schedule: Schedule, fatal: tuple[int, str] | None = None) -> None:
        self.files: dict[str, Any] = {}
        self.stamps = {"schedule": 0, "log": 0}
        self.writes = 0
        self.fatal = fatal
        self.broken = ""
        self.expects(schedule)

    def expects(self, schedule: Schedule) -> None:
        """Put a new schedule in the place of the one before."""
        self.files["schedule"] = json.dumps(schedule.plain())
        self.stamps["schedule"] += 1

    def stamp(self, which: str) -> tuple[int, int, int] | None:
        return (self.stamps[which], 0, 0) if which in self.files else None

    def read(self, which: str) -> object | None:
        if self.broken == which:
            raise Damaged("watch_file")
        return json.loads(self.files[which]) if which in self.files else None

    def write(self, which: str, value: dict[str, Any]) -> None:
        if self.broken == "disk":
            raise Usage("cannot_write", path="p", why="w")
        self.writes += 1
        if self.fatal == (self.writes, "before"):
            raise Killed
        self.files[which] = json.dumps(value)
        self.stamps[which] += 1
        if self.fatal == (self.writes, "after"):
            raise Killed


class FakeClocks:
    """A machine's clocks: the one that may be set, and the one that only goes on."""

    def __init__(self, minutes: float = 0.0) -> None:
        self.time = at(minutes)
        self.seconds = 1000.0
        self.started = "boot"

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.time += timedelta(seconds=seconds)
        self.seconds += seconds

    def clock(self) -> datetime:
        return self.time

    def passed(self) -> float:
        return self.seconds

    def boot(self) -> str:
        return self.started


class FakeChannel:
    """A channel that gives at once, or fails, or hangs.

    Args:
        name: What it is called.
        why: Why it gives nothing; None while it hangs.
        fatal: Before or after which notice the watch is killed.
    """

    def __init__(self, name: str = "fake", why: str | None = "", fatal: tuple[int, str] | None = None) -> None:
        self.name = name
        self.why = why
        self.fatal = fatal
        self.notices: list[Notice] = []
        self.troubles: list[Trouble] = []

    def give(self, notice: Notice | Trouble) -> Given:
        if isinstance(notice, Trouble):
            self.troubles.append(notice)
            return lambda: self.why
        if self.fatal == (len(self.notices) + 1, "before"):
            self.fatal = None
            raise Killed
        self.notices.append(notice)
        if self.fatal == (len(self.notices), "after"):
            self.fatal = None
            raise Killed
        return lambda: self.why

    def stages(self) -> list[tuple[int, str, int]]:
        """What was given: journey, stage, repetition."""
        return [(one.number, one.stage, one.again) for one in self.notices]
