"""The course as GeoJSON (RFC 7946): a line for each leg, a point for each place."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from waystation.atlas.course_file import CourseFile, CourseLeg, CoursePlace, coordinate
from waystation.charts.picture import Point, plain_text

__all__ = ["course_to_geojson"]


def course_to_geojson(course: CourseFile) -> str:
    """Write a course as a GeoJSON FeatureCollection.

    Args:
        course: What to write.

    Returns:
        The file's text; lines that cross the antimeridian are cut there (RFC 7946, section 3.1.9).
    """
    collection = {
        "type": "FeatureCollection",
        "name": plain_text(course.title),
        "description": plain_text(course.description),
        "features": [*map(_leg, course.legs), *map(_place, course.places)],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _leg(leg: CourseLeg) -> dict[str, Any]:
    lines = [[[coordinate(lon), coordinate(lat)] for lon, lat in line] for line in cut_at_antimeridian(leg.points)]
    whole = len(lines) == 1
    return {
        "type": "Feature",
        "geometry": {
            "type": "LineString" if whole else "MultiLineString",
            "coordinates": lines[0] if whole else lines,
        },
        "properties": _filled(
            id=leg.id, what="leg", mode=leg.mode, words=leg.words, depart=leg.depart, arrive=leg.arrive,
            **{"from": leg.origin, "to": leg.destination},
        ),
    }  # fmt: skip


def _place(place: CoursePlace) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [coordinate(place.lon), coordinate(place.lat)]},
        "properties": _filled(
            id=place.id, what="place", name=place.name, kind=place.kind, number=place.number or None,
            words=place.words, arrive=place.arrive, depart=place.depart,
        ),
    }  # fmt: skip


def _filled(**properties: str | int | datetime | None) -> dict[str, str | int]:
    """The properties that have a value, times with their offsets."""
    filled: dict[str, str | int] = {}
    for key, value in properties.items():
        if isinstance(value, datetime):
            filled[key] = value.isoformat(timespec="seconds")
        elif isinstance(value, str):
            filled[key] = plain_text(value)
        elif value is not None:
            filled[key] = value
    return {key: value for key, value in filled.items() if value != ""}


def cut_at_antimeridian(points: Sequence[Point]) -> list[list[Point]]:
    """The pieces of a line that do not cross longitude 180, cut where it does."""
    pieces: list[list[Point]] = [[points[0]]]
    for (lon, lat), (next_lon, next_lat) in itertools.pairwise(points):
        if abs(next_lon - lon) > 180:
            edge = 180.0 if lon > 0 else -180.0
            way = abs(edge - lon) + abs(-edge - next_lon)
            at = lat + (next_lat - lat) * (abs(edge - lon) / way if way else 0.5)
            pieces[-1].append((edge, at))
            pieces.append([(-edge, at)])
        pieces[-1].append((next_lon, next_lat))
    kept = [piece for piece in pieces if len(set(piece)) > 1]
    return kept or [list(points)]
