"""Records of the real world that a pack refers to: a gauge's levels, a timetable's departures, a file of incidents.

Values only. `atlas` reads them from files; `evidence` says what they make us believe.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

__all__ = ["DAYS_PER_YEAR", "Departures", "GaugeRecord", "Incident", "IncidentRecord"]

DAYS_PER_YEAR = 365.2425
"""Days in a mean Gregorian year."""

Departures = tuple[datetime, ...]
"""Instants in UTC at which a line leaves a stop, rising, none twice."""


@dataclass(frozen=True, slots=True)
class GaugeRecord:
    """One level a day, for the days on which a gauge was read.

    Args:
        days: Days, strictly rising; days without a level are left out.
        levels: The level of each day, finite, in `unit`.
        unit: The unit as the file names it; empty where it names none.
    """

    days: tuple[date, ...]
    levels: tuple[float, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        if len(self.days) != len(self.levels):
            raise ValueError("one level for each day")
        if any(later <= day for day, later in zip(self.days, self.days[1:], strict=False)):
            raise ValueError("days must rise strictly")
        if not all(map(math.isfinite, self.levels)):
            raise ValueError("levels must be finite")


@dataclass(frozen=True, slots=True)
class Incident:
    """One event in which people on the move came to harm.

    Args:
        day: The day it was dated to.
        at: Longitude and latitude in degrees, WGS 84.
        people: Dead and missing together, >= 0; a minimum, and 0 where it was not said.
        cause: What happened, in the words of the file.
    """

    day: date
    at: tuple[float, float]
    people: int = 0
    cause: str = ""


@dataclass(frozen=True)
class IncidentRecord:
    """A file of incidents and the span of time that it speaks of.

    Args:
        incidents: The incidents that have a day and a place, in file order.
        first_day: The earliest day in the file.
        last_day: The latest day in the file.
        left_out: Rows that had no day or no place.
    """

    incidents: tuple[Incident, ...]
    first_day: date
    last_day: date
    left_out: int = 0

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("the last day is before the first")

    @property
    def years(self) -> float:
        """Years covered, from the first day to the last, both included; > 0."""
        return ((self.last_day - self.first_day).days + 1) / DAYS_PER_YEAR

    @cached_property
    def by_latitude(self) -> tuple[tuple[float, float], ...]:
        """The places as (latitude, longitude), rising: an index for whoever looks for what is near."""
        return tuple(sorted((incident.at[1], incident.at[0]) for incident in self.incidents))
