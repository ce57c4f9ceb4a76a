"""What the watch gives to a channel, and what a channel and a clock are to it: ports, and values without any name.

A channel is a plug-in: whatever has a name and begins to give a notice when asked. Which there are is decided in
`bootstrap`, what a notice says in words in `wording`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from waystation.world.report_journeys import AlarmStage

__all__ = ["Channel", "Clocks", "Given", "Notice", "Trouble", "TroubleCode"]

TroubleCode = Literal["schedule", "log", "channel", "clock_behind", "clock_forward", "asleep"]
Given = Callable[[], str | None]
"""How a notice fares: None while it is on its way, an empty text once it was given, else why it was not."""


@dataclass(frozen=True)
class Notice:
    """What a channel is to give: a number and times, never a name.

    Args:
        number: Of which journey.
        stage: How far its silence has gone.
        due: When its sign of life had been due.
        at: What time it is.
        again: Which repetition; 0 for the first ring.
        unsure: Whether it may have been given already, by a watch that was stopped while it rang.
        first: Whether this stage has not rung before.
        passed: Earlier stages that passed unrung.
    """

    number: int
    stage: AlarmStage
    due: datetime
    at: datetime
    again: int = 0
    unsure: bool = False
    first: bool = True
    passed: tuple[AlarmStage, ...] = ()

    @property
    def name(self) -> str:
        """What tells it from every other notice, the same if it is given again: number, due, stage, repetition."""
        return f"{self.number}-{self.due:%Y%m%dT%H%M%SZ}-{self.stage}-{self.again}"


@dataclass(frozen=True)
class Trouble:
    """Something that keeps the watch from what it should do, or that somebody should know.

    Args:
        code: `schedule`: it cannot be read; `log`: it cannot be written; `channel`: one gave nothing; `clock_behind`,
            `clock_forward`: the machine's clock is behind the watch's time, or was set forward; `asleep`: nobody
            watched.
        at: What time it is.
        what: Which channel, or why.
        seconds: For how long, or by how much.
    """

    code: TroubleCode
    at: datetime
    what: str = ""
    seconds: float = 0.0


class Channel(Protocol):
    """A way in which alarms reach somebody."""

    name: str

    def give(self, notice: Notice | Trouble) -> Given:
        """Begin to give a notice; must come back at once, and raise nothing."""
        ...


class Clocks(Protocol):
    """What the machine says of the time."""

    def clock(self) -> datetime:
        """What its clock says, in UTC; somebody may set it."""
        ...

    def passed(self) -> float:
        """Seconds on a clock that nobody sets and that goes on during sleep."""
        ...

    def boot(self) -> str:
        """What tells this start of the machine from others; empty where it does not say."""
        ...
