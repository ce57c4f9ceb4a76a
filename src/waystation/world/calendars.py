"""At which steps a leg may leave: its window by the sun or by local spans, and its listed departures.

Plain Python with what is shared computed once: the sun per step, darkness per point, local times per zone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from copy import copy
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property

from waystation.world.clock import Clock
from waystation.world.places import Leg, Place, Point
from waystation.world.sun import NIGHT_BELOW, Sun, sun_at
from waystation.world.windows import Span

__all__ = ["Calendars", "local_departures"]


class Calendars:
    """The steps at which legs may leave, for one clock.

    Args:
        clock: When the mission starts and how time is cut.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.steps = clock.steps
        self._stretches: dict[tuple[Point, bool], list[int]] = {}
        self._seconds: dict[tzinfo, list[int]] = {}
        self._spans: dict[tuple[tzinfo, tuple[Span, ...]], bytes] = {}
        self._known: dict[tuple[str, bool, int], bytes] = {}

    def kept(self, but: Container[str]) -> Calendars:
        """The same clock, with all that has been worked out except for some legs.

        Args:
            but: Ids of the legs that are others now.
        """
        other = copy(self)
        other._known = {key: opened for key, opened in self._known.items() if key[0] not in but}  # noqa: SLF001 -- of its kind
        return other

    def open_steps(self, leg: Leg, origin: Place, duration: int, instants: Iterable[datetime] | None = None) -> bytes:
        """When a leg of a pack may leave (`model.md`, Clock); worked out once for each leg, direction and duration.

        Args:
            leg: The movement, in the direction meant.
            origin: The place it leaves.
            duration: Steps it takes.
            instants: Its departures from a timetable, where it has one.

        Returns:
            One byte for each step 0 … T − 1, 1 where the leg may leave; never where it would end after T.
        """
        key = (leg.id, leg.back, duration)
        if key not in self._known:
            self._known[key] = self._open_steps(leg, origin, duration, instants)
        return self._known[key]

    def _open_steps(self, leg: Leg, origin: Place, duration: int, instants: Iterable[datetime] | None) -> bytes:
        last = max(0, self.steps - duration + 1)
        zone = origin.zone(self.clock.zone)
        if leg.window == "any":
            within = b"\1" * last
        elif isinstance(leg.window, tuple):
            within = self._within_spans(zone, leg.window)[:last]
        else:
            stretch = self._stretch(origin.at, leg.window == "night")
            within = bytes(stretch[t] > duration for t in range(last))
        within = within.ljust(self.steps, b"\0")[: self.steps]
        if leg.departures is not None:
            instants = local_departures(self.clock, zone, leg.departures)
        if instants is None:
            return within
        listed = bytearray(self.steps)
        for instant in instants:
            step = self.clock.step_at_or_after(instant)
            if instant >= self.clock.start and step < self.steps:
                listed[step] = within[step]
        return bytes(listed)

    @cached_property
    def _suns(self) -> list[Sun]:
        return [sun_at(self.clock.at(t, UTC)) for t in range(self.steps + 1)]

    def _stretch(self, point: Point, dark: bool) -> list[int]:
        """For each step, how many steps in a row from it on are all dark (or all light)."""
        known = self._stretches.get((point, dark))
        if known is None:
            known = [0] * (self.steps + 2)
            for t in range(self.steps, -1, -1):
                elevation = self._suns[t].elevation(*point)
                holds = elevation < NIGHT_BELOW if dark else elevation > NIGHT_BELOW
                known[t] = known[t + 1] + 1 if holds else 0
            self._stretches[point, dark] = known
        return known

    def _within_spans(self, zone: tzinfo, spans: tuple[Span, ...]) -> bytes:
        key = (zone, spans)
        if key not in self._spans:
            seconds = self._seconds.get(zone)
            if seconds is None:
                local = (self.clock.at(t, zone) for t in range(self.steps + 1))
                seconds = self._seconds[zone] = [(at.hour * 60 + at.minute) * 60 + at.second for at in local]
            self._spans[key] = bytes(any(span.holds(second / 60.0) for span in spans) for second in seconds)
        return self._spans[key]


def local_departures(clock: Clock, zone: tzinfo, times: Iterable[time]) -> list[datetime]:
    """The instants of daily local times, from the day before the start to the day after the horizon.

    A time that does not exist on a day is not offered that day; one that occurs twice counts the first time.

    Args:
        clock: The mission's clock.
        zone: The zone in which the times are read.
        times: Local times of day.

    Returns:
        Instants in UTC, in no particular order; some lie before the start or after the horizon.
    """
    first, last = clock.at(0, zone).date(), clock.at(clock.steps, zone).date()
    days = [first + timedelta(days=n) for n in range(-1, (last - first).days + 2)]
    found = (_instant(day, local, zone) for day in days for local in times)
    return [instant for instant in found if instant is not None]


def _instant(day: date, local: time, zone: tzinfo) -> datetime | None:
    wall = datetime.combine(day, local)
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return instant if instant.astimezone(zone).replace(tzinfo=None) == wall else None
