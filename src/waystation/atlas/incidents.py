"""Files of incidents: the CSV of IOM's Missing Migrants Project, in both layouts that it has published.

The older has "Reported Date" (13-Jan-20), `latitude` and `longitude`; the newer "Incident Date"
("Thu, 01/01/2026 - 12:00", month first) and one column "Coordinates" ("lat, lon"). Columns are found by name, in any
order. A row is one incident, however many people it names; a row without a day or a place is left out and counted.
What incidents mean for a leg is left to `evidence.incidents`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from waystation.atlas.limits import INCIDENTS, IncidentLimits
from waystation.atlas.spots import Faults, Spot, clipped
from waystation.atlas.tables import Table, cell, decoded, numbered
from waystation.world.records import Incident, IncidentRecord

__all__ = ["read_incidents"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})[- ]([a-z]{3})[a-z]*[- ](\d{2}|\d{4})", re.ASCII)
_SLASHED = re.compile(r"(?:([a-z]{3})[a-z]*,? +)?(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?", re.ASCII)
_DEGREES = re.compile(r"[+-]?\d{1,3}(\.\d*)?", re.ASCII)
_PEOPLE = re.compile(r"\d{1,9}", re.ASCII)


def read_incidents(name: str, data: bytes, limits: IncidentLimits = INCIDENTS) -> IncidentRecord:
    """Read a file of incidents.

    Args:
        name: The file's name, for errors.
        data: Its bytes.
        limits: How much is taken.

    Returns:
        At least one incident, and the days between which the file speaks.

    Raises:
        BadInput: With every mistake found, each with its line.
    """
    spot = Spot(name, limits)
    table = Table(numbered(decoded(data, spot), spot), spot)
    columns = _Columns.of(table)
    faults = Faults(limits)
    found: list[Incident] = []
    left_out = 0
    for row in table.rows():
        day, place = cell(row, columns.day), columns.place(row)
        if not day or not all(place):
            left_out += 1
        else:
            read = _day(day), _degrees(place[1], 180.0), _degrees(place[0], 90.0)
            if read[0] is None:
                faults.add(spot.mistake("incident_date", table.line, value=clipped(day)))
            elif read[1] is None or read[2] is None:
                faults.add(spot.mistake("incident_place", table.line, value=clipped(", ".join(place))))
            else:
                found.append(Incident(read[0], (read[1], read[2]), columns.people(row), columns.cause(row)))
    faults.end()
    if not found:
        raise spot.refuse("incidents_empty")
    days = [incident.day for incident in found]
    return IncidentRecord(tuple(found), min(days), max(days), left_out)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a layout keeps what is asked for; either `both` or `latitude` and `longitude` is there."""

    day: int
    latitude: int | None
    longitude: int | None
    both: int | None
    total: int | None
    parts: tuple[int | None, int | None]
    why: int | None

    @classmethod
    def of(cls, table: Table) -> _Columns:
        latitude, longitude = table.column("latitude", "lat"), table.column("longitude", "lon")
        both = None
        if latitude is None or longitude is None:
            both = table.need("coordinates", "location coordinates")
        return cls(
            day=table.need("incident date", "reported date", "date"),
            latitude=latitude,
            longitude=longitude,
            both=both,
            total=table.column("total number of dead and missing", "total dead and missing"),
            parts=(
                table.column("number of dead", "number dead"),
                table.column("minimum estimated number of missing"),
            ),
            why=table.column("cause of death"),
        )

    def place(self, row: list[str]) -> tuple[str, str]:
        """Latitude and longitude as they are written; both empty where the row has no place."""
        if self.both is None:
            return cell(row, self.latitude), cell(row, self.longitude)
        latitude, comma, longitude = cell(row, self.both).partition(",")
        return latitude.strip(), longitude.strip() or ("?" if latitude or comma else "")

    def people(self, row: list[str]) -> int:
        """Dead and missing together; 0 where the row does not say."""
        return _people(cell(row, self.total)) or sum(_people(cell(row, part)) for part in self.parts)

    def cause(self, row: list[str]) -> str:
        """What happened, at most 200 characters."""
        return cell(row, self.why)[:200]


def _day(written: str) -> date | None:
    """The day, in any of the forms met: 13-Jan-20, "Thu, 01/01/2026 - 12:00", 2026-01-01.

    Between slashes the month comes first, unless only the other order exists or has the weekday that is named.
    """
    text = written.casefold()
    if (found := _DAY_NAME_YEAR.fullmatch(text)) and found[2] in _MONTHS:
        year = int(found[3])
        return _exists(year if year > 99 else 2000 + year, _MONTHS.index(found[2]) + 1, int(found[1]))
    if found := _SLASHED.fullmatch(text):
        weekday, first, second, year = found[1], int(found[2]), int(found[3]), int(found[4])
        orders = [day for day in (_exists(year, first, second), _exists(year, second, first)) if day]
        named = [day for day in orders if _WEEKDAYS[day.weekday()] == weekday]
        return next(iter(named or orders), None)
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _degrees(text: str, most: float) -> float | None:
    value = float(text) if _DEGREES.fullmatch(text) else most * 2
    return value if abs(value) <= most else None


def _people(text: str) -> int:
    digits = text.replace(",", "")
    return int(digits) if _PEOPLE.fullmatch(digits) else 0
