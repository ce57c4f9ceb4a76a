"""What time it is for the watch: never earlier than it was, and never slower than time passes.

A machine's clock may be set while the watch runs, or between two runs of it; the machine may sleep. Time by which
alarms ring is the later of the machine's clock and of what the watch last knew plus the time that has passed since, on
a clock that nobody sets and that goes on during sleep. So a clock that is set back hides no alarm and repeats none, and
one that is set forward brings what has become due at once. Where the clock stays behind, somebody must say which is
right: `AlarmLog.without_future` is for a clock that had run ahead by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["MUCH", "Anchor", "Reading", "time_now"]

MUCH = timedelta(minutes=2)
"""By how much a clock must differ to be worth a word."""


@dataclass(frozen=True)
class Anchor:
    """What time it was, and what a clock that nobody sets said then.

    Args:
        time: The watch's time.
        passed: Seconds on a clock that nobody sets and that goes on during sleep, since the machine was started.
        boot: What tells this start of the machine from others; empty where the system does not say.
    """

    time: datetime
    passed: float
    boot: str = ""


@dataclass(frozen=True)
class Reading:
    """What the clocks say together.

    Args:
        anchor: What time it is now, to be kept.
        behind: By how much the machine's clock is behind; zero where it is not.
        jumped: By how much the machine's clock was set forward since the last look; zero where it was not.
    """

    anchor: Anchor
    behind: timedelta = timedelta(0)
    jumped: timedelta = timedelta(0)

    @property
    def now(self) -> datetime:
        """The watch's time."""
        return self.anchor.time


def time_now(before: Anchor | None, clock: datetime, passed: float, boot: str) -> Reading:
    """What time it is.

    Args:
        before: What was known last; None at first.
        clock: What the machine's clock says.
        passed: What the clock says that nobody sets, in seconds.
        boot: Which start of the machine this is.
    """
    if before is None:
        return Reading(Anchor(clock, passed, boot))
    same = bool(boot) and boot == before.boot and passed >= before.passed
    least = before.time + (timedelta(seconds=passed - before.passed) if same else timedelta(0))
    now = max(clock, least)
    jumped = clock - least if same and clock > least else timedelta(0)
    return Reading(Anchor(now, passed, boot), behind=now - clock, jumped=jumped)
