"""The course as plain values for other people's map programs: what `geojson`, `gpx` and `kml` write out.

Coordinates are written with five decimals (about a metre); points at the antimeridian are left as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from waystation.charts.picture import Point, plain_text

__all__ = ["CourseFile", "CourseLeg", "CoursePlace", "coordinate", "utc", "xml_text"]


@dataclass(frozen=True, slots=True)
class CoursePlace:
    """A place in a file.

    Args:
        id: Its id.
        name: Its name for people.
        lon: Longitude, −180 … 180 degrees.
        lat: Latitude, −90 … 90 degrees.
        kind: `home`, `safe_house`, `hub`, `crossing`, `camp` or `sanctuary`.
        number: Its number along the course, from 1; 0 if the course does not visit it.
        words: More about it, in words.
        arrive: When the course arrives, with an offset.
        depart: When the course leaves, with an offset.
    """

    id: str
    name: str
    lon: float
    lat: float
    kind: str = ""
    number: int = 0
    words: str = ""
    arrive: datetime | None = None
    depart: datetime | None = None

    def __post_init__(self) -> None:
        _check([(self.lon, self.lat)], self.arrive, self.depart)


@dataclass(frozen=True, slots=True)
class CourseLeg:
    """A leg of the course in a file.

    Args:
        id: Its id.
        origin: The id of the place where it leaves.
        destination: The id of the place where it arrives.
        mode: How one moves.
        points: At least two points, from start to end.
        words: How, with whom, for how much, in words.
        depart: When it leaves, with an offset.
        arrive: When it arrives, with an offset.
    """

    id: str
    origin: str
    destination: str
    mode: str
    points: tuple[Point, ...]
    words: str = ""
    depart: datetime | None = None
    arrive: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.points) < 2:
            raise ValueError("a leg needs at least 2 points")
        _check(self.points, self.arrive, self.depart)


@dataclass(frozen=True, slots=True)
class CourseFile:
    """A course and its places.

    Args:
        title: What it is.
        description: The answer in words.
        places: All places to write, in order.
        legs: The course, in order.
    """

    title: str
    description: str = ""
    places: tuple[CoursePlace, ...] = ()
    legs: tuple[CourseLeg, ...] = ()


def _check(points: Iterable[Point], *times: datetime | None) -> None:
    for lon, lat in points:
        if not (math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError("a point in a file needs longitude -180 to 180 and latitude -90 to 90")
    if any(time is not None and time.tzinfo is None for time in times):
        raise ValueError("a time in a file needs an offset")


def coordinate(degrees: float) -> float:
    """Degrees as they stand in a file: five decimals, and no negative zero."""
    return round(degrees, 5) + 0.0


def utc(time: datetime) -> str:
    """A time as XML Schema and ISO 8601 write it, in UTC, to the second."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def xml_text(text: str) -> str:
    """Text for an XML element or attribute: only characters that XML 1.0 allows, the five special ones escaped."""
    clean = plain_text(text)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        clean = clean.replace(character, entity)
    return clean
