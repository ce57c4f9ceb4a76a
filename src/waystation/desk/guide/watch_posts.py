"""Where a watch finds its schedule and keeps its log: a port, and what its files mean.

Apart from what keeps schedules, so that a watch loads neither a vault nor a plan.
"""

from __future__ import annotations

from typing import Any, Protocol

from waystation.errors import Damaged
from waystation.guiding.alarm_log import AlarmLog
from waystation.guiding.schedule import Schedule
from waystation.storage.watch_files import Stamp
from waystation.vault.watch_seal import WatchFile

__all__ = ["WatchPost", "read_log", "read_schedule"]


class WatchPost(Protocol):
    """Where a watch finds its schedule and keeps its log."""

    def stamp(self, which: WatchFile) -> Stamp:
        """What changes when a file is replaced."""
        ...

    def read(self, which: WatchFile) -> object | None:
        """What a file holds, as plain values; None if there is none."""
        ...

    def write(self, which: WatchFile, value: dict[str, Any]) -> None:
        """Put a file in the place of the one before, durably."""
        ...


def read_schedule(post: WatchPost) -> Schedule:
    """The schedule that a watch goes by; an empty one where none was written yet.

    Raises:
        Damaged: If it is none.
    """
    value = post.read("schedule")
    return Schedule() if value is None else Schedule.from_plain(value)


def read_log(post: WatchPost) -> AlarmLog:
    """What a watch has rung; nothing where none was written, or it was written by somebody with another key.

    What makes two vaults' files alike is chance, so that a log that does not open is as likely none.
    """
    try:
        value = post.read("log")
        return AlarmLog() if value is None else AlarmLog.from_plain(value)
    except Damaged:
        return AlarmLog()
