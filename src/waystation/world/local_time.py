"""Local time at every step of a clock, zone by zone, and the steps at which something leaves at listed local times.

No zone changes its clocks twice within `CALM` (in the IANA database the least is about four days), so where the offset
is the same at both ends of so long a stretch, it is the same all along.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from waystation.world.clock import Clock

__all__ = ["LocalTimes"]

CALM = timedelta(days=3)
_DAY = 86400


class LocalTimes:
    """Local times at the steps of a clock, each zone worked out once.

    Args:
        clock: When the mission starts and how time is cut.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.steps = clock.steps
        self._seconds: dict[tzinfo, list[int]] = {}
        self._days: dict[tzinfo, list[tuple[date, int | None]]] = {}
        self._leaving: dict[tuple[tzinfo, time], tuple[int, ...]] = {}

    def seconds(self, zone: tzinfo) -> list[int]:
        """For each step 0 … T − 1 the seconds since midnight on the clocks of a zone."""
        known = self._seconds.get(zone)
        if known is None:
            known = self._seconds[zone] = []
            stride = max(1, int(CALM.total_seconds()) // (60 * self.clock.step_minutes))
            for first in range(0, self.steps, stride):
                known += self._stretch(zone, range(first, min(first + stride, self.steps)))
        return known

    def _stretch(self, zone: tzinfo, steps: range) -> list[int]:
        first, last = self.clock.at(steps[0], zone), self.clock.at(steps[-1], zone)
        if first.utcoffset() != last.utcoffset():
            return [_second(self.clock.at(t, zone)) for t in steps]
        begun, passed = _second(first), 60 * self.clock.step_minutes
        return [(begun + n * passed) % _DAY for n in range(len(steps))]

    def leaving(self, zone: tzinfo, local: time) -> tuple[int, ...]:
        """The steps within the horizon at which something leaves that leaves daily at a local time.

        A time that does not exist on a day is not offered that day; one that occurs twice counts the first time.
        """
        key = zone, local
        known = self._leaving.get(key)
        if known is None:
            known = self._leaving[key] = tuple(self._found(zone, local))
        return known

    def _found(self, zone: tzinfo, local: time) -> Iterable[int]:
        second, passed = (local.hour * 60 + local.minute) * 60 + local.second, 60 * self.clock.step_minutes
        for day, midnight in self._midnights(zone):
            if midnight is None:
                instant = _instant(day, local, zone)
                if instant is None:
                    continue
                since = int((instant - self.clock.start).total_seconds())
            else:
                since = midnight + second
            step = -(-since // passed)
            if since >= 0 and step < self.steps:
                yield step

    def _midnights(self, zone: tzinfo) -> list[tuple[date, int | None]]:
        """Each day, and when it begins, in seconds after the start; None where clocks change about that day."""
        known = self._days.get(zone)
        if known is None:
            known = self._days[zone] = []
            for day in _days(self.clock, zone):
                begins = datetime.combine(day, time(), UTC)
                before, after = ((begins + timedelta(days=n)).astimezone(zone).utcoffset() for n in (-1, 2))
                calm = before is not None and before == after
                offset = before or timedelta(0)
                known.append((day, int((begins - offset - self.clock.start).total_seconds()) if calm else None))
        return known


def _second(at: datetime) -> int:
    return (at.hour * 60 + at.minute) * 60 + at.second


def _days(clock: Clock, zone: tzinfo) -> list[date]:
    """The local days from the one before the start to the one after the horizon."""
    first, last = clock.at(0, zone).date(), clock.at(clock.steps, zone).date()
    return [first + timedelta(days=n) for n in range(-1, (last - first).days + 2)]


def _instant(day: date, local: time, zone: tzinfo) -> datetime | None:
    """When a local time occurs on a day, in UTC; None if it does not."""
    wall = datetime.combine(day, local)
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return instant if instant.astimezone(zone).replace(tzinfo=None) == wall else None
