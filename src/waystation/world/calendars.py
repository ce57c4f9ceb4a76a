"""At which steps a leg may leave: its window by the sun or by local spans, and its listed departures.

Plain Python with what is shared computed once: darkness per point, local times per zone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from copy import copy
from datetime import datetime, tzinfo

from waystation.world.clock import Clock
from waystation.world.daylight import Daylight
from waystation.world.local_time import LocalTimes
from waystation.world.places import Leg, Place
from waystation.world.windows import Span

__all__ = ["Calendars"]


class Calendars:
    """The steps at which legs may leave, for one clock.

    Args:
        clock: When the mission starts and how time is cut.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.steps = clock.steps
        self._daylight = Daylight(clock)
        self._local = LocalTimes(clock)
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
            holds = self._daylight.dark(origin.at) if leg.window == "night" else self._daylight.light(origin.at)
            within = _in_a_row(holds, duration + 1)[:last]
        within = within.ljust(self.steps, b"\0")[: self.steps]
        if leg.departures is None and instants is None:
            return within
        listed = bytearray(self.steps)
        for step in self._leaving(leg, zone, instants):
            listed[step] = within[step]
        return bytes(listed)

    def _leaving(self, leg: Leg, zone: tzinfo, instants: Iterable[datetime] | None) -> Iterable[int]:
        """The steps at which a leg with listed departures leaves."""
        if leg.departures is not None:
            for local in leg.departures:
                yield from self._local.leaving(zone, local)
            return
        for instant in instants or ():
            step = self.clock.step_at_or_after(instant)
            if instant >= self.clock.start and step < self.steps:
                yield step

    def _within_spans(self, zone: tzinfo, spans: tuple[Span, ...]) -> bytes:
        key = (zone, spans)
        if key not in self._spans:
            seconds = self._local.seconds(zone)
            holds = {second: any(span.holds(second / 60.0) for span in spans) for second in set(seconds)}
            self._spans[key] = bytes([holds[second] for second in seconds])
        return self._spans[key]


def _in_a_row(holds: bytes, wanted: int) -> bytes:
    """For each step 1 where something holds at so many steps in a row from it on, >= 1."""
    row, have = int.from_bytes(holds, "little"), 1
    while have < wanted and row:
        more = min(have, wanted - have)
        row &= row >> 8 * more
        have += more
    return row.to_bytes(len(holds), "little")
