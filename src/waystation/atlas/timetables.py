"""The departures of a public line from a GTFS zip: which trips go from a stop to a stop, and when.

Decided here, after the GTFS Schedule reference:

- A trip counts where it boards at the one stop and later lets passengers alight at the other; `pickup_type` and
  `drop_off_type` 1 forbid it, 2 and 3 (arranged by phone, or with the driver) do not.
- Times count from noon minus twelve hours of the service day in the agency's zone, so they may pass midnight and
  are right on days when clocks change.
- A stop without a time has one in between, in proportion to the number of stops; without a timed stop on both
  sides the trip is not offered there.
- A trip with frequencies leaves its first stop at the beginning of each run and every headway after it, until before
  the run's end, whether or not the feed calls these times exact.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from waystation.atlas.gtfs import Feed, Names, Run, Service, Visit
from waystation.atlas.limits import TIMETABLE, TimetableLimits
from waystation.atlas.spots import Faults, clipped
from waystation.world.files import TimetableFile
from waystation.world.records import Departures

__all__ = ["read_departures", "read_timetable"]

_HALF_DAY = timedelta(hours=12)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)  # time zones mean something between them
_Ends = tuple[frozenset[str], frozenset[str], frozenset[str]]


def read_departures(
    name: str,
    data: bytes,
    line: TimetableFile,
    first_day: date,
    last_day: date,
    *,
    limits: TimetableLimits = TIMETABLE,
) -> Departures:
    """Read when a line leaves a stop for a stop.

    Args:
        name: The zip's name, for errors.
        data: Its bytes.
        line: Route and stops, each by id or by name; a station means any of its platforms.
        first_day: First local day, in the agency's zone, of the departures asked for.
        last_day: Last such day.
        limits: How much is taken.

    Returns:
        Instants in UTC, rising; none where the line does not run within those days.

    Raises:
        BadInput: If the zip is not sound GTFS, or knows no such route, stop or trip; with the nearest known names.
    """
    return read_timetable(name, data, (line,), first_day, last_day, limits=limits)[0]


def read_timetable(
    name: str,
    data: bytes,
    lines: Sequence[TimetableFile],
    first_day: date,
    last_day: date,
    *,
    limits: TimetableLimits = TIMETABLE,
) -> tuple[Departures, ...]:
    """Read the departures of several lines in one pass over a zip; else as `read_departures`.

    Args:
        name: The zip's name, for errors.
        data: Its bytes.
        lines: Routes and stops.
        first_day: First local day of the departures asked for.
        last_day: Last such day.
        limits: How much is taken.

    Returns:
        The departures of each line, in the order of the lines.

    Raises:
        BadInput: As `read_departures`; unknown names of all lines together.
    """
    feed = Feed(name, data, limits)
    if (last_day - first_day).days >= limits.days:
        raise feed.spot.over("days")
    days = _Days(feed.zone(), max(first_day, _EARLIEST), min(last_day, _LATEST))
    ends = _found(feed, lines)
    trips = feed.trips(frozenset[str]().union(*(routes for routes, _, _ in ends)))
    boarding = _Boarding(feed, feed.visits(trips), feed.runs(trips), limits)
    faults = Faults(limits)
    times = [boarding.times(trips, *of_line) for of_line in ends]
    for line, by_service in zip(lines, times, strict=True):
        if not by_service:
            words = {"route": line.route, "from_stop": line.from_stop, "to_stop": line.to_stop}
            faults.add(feed.spot.mistake("gtfs_no_trip", **{key: clipped(word) for key, word in words.items()}))
    faults.end()
    services = feed.services({service for by_service in times for service in by_service})
    if any(days.count(by_service, services) > limits.departures for by_service in times):
        raise feed.spot.over("departures")
    return tuple(days.instants(by_service, services) for by_service in times)


def _found(feed: Feed, lines: Iterable[TimetableFile]) -> list[_Ends]:
    """The ids of each line's route, first stop and second stop."""
    routes, stops = feed.routes(), feed.stops()
    faults = Faults(feed.spot.limits)

    def ids(names: Names, word: str, code: str, member: str) -> frozenset[str]:
        found = names.find(word)
        if not found:
            about = {"value": clipped(word), "nearest": clipped(names.nearest(word))}
            faults.add(feed.spot.part(member).mistake(code, **about))
        return found

    ends = [
        (
            ids(routes, line.route, "gtfs_unknown_route", "routes.txt"),
            ids(stops, line.from_stop, "gtfs_unknown_stop", "stops.txt"),
            ids(stops, line.to_stop, "gtfs_unknown_stop", "stops.txt"),
        )
        for line in lines
    ]
    faults.end()
    return ends


class _Boarding:
    """Finds where trips can be boarded, and when in the service day."""

    def __init__(
        self, feed: Feed, visits: dict[str, list[Visit]], runs: dict[str, list[Run]], limits: TimetableLimits
    ) -> None:
        self._feed = feed
        self._visits = visits
        self._runs = runs
        self._most = limits.departures

    def times(
        self,
        trips: dict[str, tuple[str, str]],
        routes: Container[str],
        origins: Container[str],
        destinations: Container[str],
    ) -> dict[str, set[int]]:
        """For each service with a trip that goes from an origin to a destination, the seconds at which it leaves."""
        found: dict[str, set[int]] = {}
        for trip, (route, service) in trips.items():
            if route in routes and (boarded := self._boarded(trip, origins, destinations)):
                into = found.setdefault(service, set())
                visits = self._visits[trip]
                for number in boarded:
                    leaves = self._leaves(visits, number)
                    if leaves is not None:
                        into.update(self._repeated(trip, leaves, visits))
        return found

    def _boarded(self, trip: str, origins: Container[str], destinations: Container[str]) -> list[int]:
        """At which of its stops a trip can be boarded at an origin, with a destination ahead."""
        visits = self._visits.get(trip, [])
        last = max((n for n, visit in enumerate(visits) if visit.alights and visit.stop in destinations), default=0)
        return [n for n in range(last) if visits[n].boards and visits[n].stop in origins]

    def _repeated(self, trip: str, leaves: int, visits: list[Visit]) -> Iterable[int]:
        runs = self._runs.get(trip)
        if runs is None:
            return (leaves,)
        if sum(len(range(run.first, run.end, run.headway)) for run in runs) > self._most:
            raise self._feed.spot.over("departures")
        leaves_first = self._leaves(visits, 0)
        if leaves_first is None:
            return ()
        offset = leaves - leaves_first
        return (first + offset for run in runs for first in range(run.first, run.end, run.headway))

    def _leaves(self, visits: list[Visit], number: int) -> int | None:
        visit = visits[number]
        own = visit.departs or visit.arrives
        if own:
            return self._seconds(own, visit)
        before = next((n for n in range(number - 1, -1, -1) if visits[n].departs or visits[n].arrives), None)
        after = next((n for n in range(number + 1, len(visits)) if visits[n].arrives or visits[n].departs), None)
        if before is None or after is None:
            return None
        first = self._seconds(visits[before].departs or visits[before].arrives, visits[before])
        last = self._seconds(visits[after].arrives or visits[after].departs, visits[after])
        return first + (last - first) * (number - before) // (after - before)

    def _seconds(self, text: str, visit: Visit) -> int:
        return self._feed.seconds(text, "stop_times.txt", visit.line)


class _Days:
    """The local days asked for, and the instants of services within them."""

    def __init__(self, zone: tzinfo, first: date, last: date) -> None:
        self._zone = zone
        self._first, self._last = first, last

    def count(self, times: dict[str, set[int]], services: dict[str, Service]) -> int:
        """How many departures there are, or a few more."""
        return sum(len(seconds) for seconds, _ in self._services_days(times, services))

    def instants(self, times: dict[str, set[int]], services: dict[str, Service]) -> Departures:
        """The instants, in UTC and rising, of the seconds of each service."""
        begin, end = self._midnight(self._first), self._midnight(self._last + timedelta(days=1))
        found: set[datetime] = set()
        for seconds, day in self._services_days(times, services):
            noon = datetime.combine(day, time(12), self._zone).astimezone(UTC)
            found.update(noon - _HALF_DAY + timedelta(seconds=second) for second in seconds)
        return tuple(sorted(instant for instant in found if begin <= instant < end))

    def _services_days(
        self, times: dict[str, set[int]], services: dict[str, Service]
    ) -> Iterator[tuple[set[int], date]]:
        for service, seconds in times.items():
            before = max(seconds, default=0) // 86400 + 1
            for back in range(-1, (self._last - self._first).days + before + 1):
                day = self._last - timedelta(days=back)
                if seconds and services[service].runs_on(day):
                    yield seconds, day

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self._zone).astimezone(UTC)
