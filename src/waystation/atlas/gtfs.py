"""What stands in a GTFS feed, table by table, as plain values; only what departures need.

Follows the GTFS Schedule reference (gtfs.org/documentation/schedule/reference). Which departures follow from it is
decided in `timetables`.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import lru_cache
from typing import NamedTuple

from waystation.atlas.limits import TimetableLimits
from waystation.atlas.spots import clipped
from waystation.atlas.tables import Table, cell
from waystation.atlas.zips import TableZip
from waystation.world.clock import zone_named
from waystation.world.mistakes import nearest

__all__ = ["Feed", "Names", "Run", "Service", "Visit"]

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


class Visit(NamedTuple):
    """A trip at a stop; times as they are written, empty where the feed leaves them out."""

    sequence: int
    stop: str
    arrives: str
    departs: str
    boards: bool
    alights: bool
    line: int


class Run(NamedTuple):
    """A stretch of the service day in which a trip runs at a headway; all in seconds, the end not included."""

    first: int
    end: int
    headway: int


@dataclass(slots=True)
class Service:
    """The days on which trips of a service run."""

    weekdays: tuple[bool, ...] = (False,) * 7
    first: date = date.max
    last: date = date.min
    added: set[date] = field(default_factory=set)
    removed: set[date] = field(default_factory=set)

    def runs_on(self, day: date) -> bool:
        """Whether it runs on that day: by an exception, else by its weekdays within its span."""
        if day in self.added or day in self.removed:
            return day in self.added
        return self.first <= day <= self.last and self.weekdays[day.weekday()]


@dataclass(frozen=True, slots=True)
class Names:
    """What people may write, and the ids that each word stands for: an id itself before a name."""

    by_id: dict[str, frozenset[str]]
    by_name: dict[str, frozenset[str]]
    words: tuple[str, ...]

    def find(self, word: str) -> frozenset[str]:
        """The ids that a word stands for; none if nobody knows it."""
        word = word.strip()
        return self.by_id.get(word) or self.by_name.get(word.casefold()) or frozenset()

    def nearest(self, word: str) -> str:
        """The known word most like this one, or an empty string."""
        letters = set(word.casefold())
        # a country has 500,000 stops: only those that share most letters are compared in earnest
        alike = heapq.nlargest(300, self.words, key=lambda other: 2 * len(letters & set(other.casefold())) - len(other))
        spelled = {other.casefold(): other for other in alike}
        return spelled.get(nearest(word.casefold(), spelled), "")


@lru_cache(maxsize=4096)
def _seconds(text: str) -> int | None:
    found = _TIME.fullmatch(text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


class Feed:
    """The tables of a GTFS zip, each read when it is asked for.

    Args:
        file: The zip's name inside the pack, for errors.
        data: Its bytes.
        limits: How much is taken.

    Raises:
        BadInput: Here and in every method, if what is read is no GTFS; with member and line.
    """

    def __init__(self, file: str, data: bytes, limits: TimetableLimits) -> None:
        self._zip = TableZip(file, data, limits)
        self._latest = limits.hours * 3600
        self.spot = self._zip.spot

    def zone(self) -> tzinfo:
        """The time zone of all times: that of the first agency, as the reference has all agencies share one."""
        table = self._zip.table("agency.txt")
        column = table.need("agency_timezone")
        name = next((cell(row, column) for row in table.rows()), "")
        zone = zone_named(name)
        if zone is None:
            raise table.spot.refuse("unknown_zone", table.line, value=clipped(name))
        return zone

    def routes(self) -> Names:
        """Routes by id and by short name."""
        table = self._zip.table("routes.txt")
        key, name = table.need("route_id"), table.column("route_short_name")
        named = {cell(row, key): cell(row, name) for row in table.rows()}
        return _names(named, {route: frozenset({route}) for route in named})

    def stops(self) -> Names:
        """Stops by id and by name; a station stands for itself and all its platforms."""
        table = self._zip.table("stops.txt")
        key, name, parent = table.need("stop_id"), table.column("stop_name"), table.column("parent_station")
        named: dict[str, str] = {}
        children: dict[str, set[str]] = {}
        for row in table.rows():
            named[cell(row, key)] = cell(row, name)
            children.setdefault(cell(row, parent), set()).add(cell(row, key))
        return _names(named, {stop: frozenset({stop} | children.get(stop, set())) for stop in named})

    def trips(self, routes: Container[str]) -> dict[str, tuple[str, str]]:
        """Route and service of each trip on these routes."""
        table = self._zip.table("trips.txt")
        route, trip, service = table.need("route_id"), table.need("trip_id"), table.need("service_id")
        found = ((cell(row, trip), cell(row, route), cell(row, service)) for row in table.rows())
        return {trip_id: (route_id, service_id) for trip_id, route_id, service_id in found if route_id in routes}

    def visits(self, trips: Container[str]) -> dict[str, list[Visit]]:
        """The stops of each of these trips, in the order of travel."""
        table = self._zip.table("stop_times.txt")
        trip = table.need("trip_id")
        columns = tuple(table.need(name) for name in ("stop_sequence", "stop_id", "arrival_time", "departure_time"))
        board, alight = table.column("pickup_type"), table.column("drop_off_type")
        found: dict[str, list[Visit]] = {}
        for row in table.rows():
            key = row[trip].strip() if trip < len(row) else ""
            if key not in trips:
                continue
            sequence, stop, arrives, departs = (cell(row, column) for column in columns)
            if not _WHOLE.fullmatch(sequence):
                raise table.spot.refuse("gtfs_number", table.line, column="stop_sequence", value=clipped(sequence))
            visit = Visit(
                int(sequence), stop, arrives, departs, cell(row, board) != "1", cell(row, alight) != "1", table.line
            )
            found.setdefault(key, []).append(visit)
        for visits in found.values():
            visits.sort()
        return found

    def runs(self, trips: Container[str]) -> dict[str, list[Run]]:
        """The frequencies of those of these trips that have any."""
        found: dict[str, list[Run]] = {}
        if self._zip.has("frequencies.txt"):
            table = self._zip.table("frequencies.txt")
            trip, first, end = table.need("trip_id"), table.need("start_time"), table.need("end_time")
            every = table.need("headway_secs")
            for row in table.rows():
                if cell(row, trip) in trips:
                    headway = cell(row, every)
                    if not _WHOLE.fullmatch(headway) or int(headway) == 0:
                        raise table.spot.refuse(
                            "gtfs_number", table.line, column="headway_secs", value=clipped(headway)
                        )
                    begin, stop = (self.seconds(cell(row, n), "frequencies.txt", table.line) for n in (first, end))
                    found.setdefault(cell(row, trip), []).append(Run(begin, stop, int(headway)))
        return found

    def services(self, wanted: Collection[str]) -> dict[str, Service]:
        """The days of each of these services, by calendar and exceptions; one of the two tables may be missing."""
        found = {service: Service() for service in wanted}
        if self._zip.has("calendar.txt") or not self._zip.has("calendar_dates.txt"):
            table = self._zip.table("calendar.txt")
            weekdays = [table.need(day) for day in DAYS]
            first, last = table.need("start_date"), table.need("end_date")
            for service, row in _of_services(table, found):
                service.weekdays = tuple(cell(row, day) == "1" for day in weekdays)
                service.first, service.last = _date(table, cell(row, first)), _date(table, cell(row, last))
        if self._zip.has("calendar_dates.txt"):
            table = self._zip.table("calendar_dates.txt")
            day, kind = table.need("date"), table.need("exception_type")
            for service, row in _of_services(table, found):
                which = service.added if cell(row, kind) == "1" else service.removed
                which.add(_date(table, cell(row, day)))
        return found

    def seconds(self, text: str, member: str, line: int) -> int:
        """A time of the service day in seconds after noon minus twelve hours; it may pass 24 hours.

        Raises:
            BadInput: If it is not H:MM:SS, or passes the limit of hours.
        """
        found = _seconds(text)
        if found is None:
            raise self.spot.part(member).refuse("gtfs_time", line, value=clipped(text))
        if found > self._latest:
            raise self.spot.part(member).over("hours", line)
        return found


def _names(named: dict[str, str], by_id: dict[str, frozenset[str]]) -> Names:
    by_id.pop("", None)
    by_name: dict[str, set[str]] = {}
    for key, ids in by_id.items():
        if named[key]:
            by_name.setdefault(named[key].casefold(), set()).update(ids)
    words = dict.fromkeys([*named.values(), *by_id])
    return Names(by_id, {name: frozenset(ids) for name, ids in by_name.items()}, tuple(filter(None, words)))


def _of_services(table: Table, services: dict[str, Service]) -> Iterator[tuple[Service, list[str]]]:
    key = table.need("service_id")
    for row in table.rows():
        service = services.get(cell(row, key))
        if service is not None:
            yield service, row


def _date(table: Table, text: str) -> date:
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat("")
    except ValueError:
        raise table.spot.refuse("gtfs_date", table.line, value=clipped(text)) from None
