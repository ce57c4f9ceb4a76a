"""The course as GPX 1.1 (topografix.com/GPX/1/1): a waypoint for each place, a route for each leg."""

from __future__ import annotations

from waystation.atlas.course_file import CourseFile, CourseLeg, CoursePlace, coordinate, utc, xml_text
from waystation.charts.picture import Point

__all__ = ["course_to_gpx"]


def course_to_gpx(course: CourseFile) -> str:
    """Write a course as GPX.

    Args:
        course: What to write.

    Returns:
        The file's text; times are in UTC, as GPX asks.
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="Waystation" xmlns="http://www.topografix.com/GPX/1/1">\n'
        f"<metadata><name>{xml_text(course.title)}</name><desc>{xml_text(course.description)}</desc></metadata>\n"
        + "".join(map(_waypoint, course.places))
        + "".join(_route(leg, number) for number, leg in enumerate(course.legs, 1))
        + "</gpx>\n"
    )


def _waypoint(place: CoursePlace) -> str:
    name = f"{place.number} {place.name}" if place.number else place.name
    time = place.arrive or place.depart
    return (
        f"<wpt {_at((place.lon, place.lat))}>{f'<time>{utc(time)}</time>' if time else ''}"
        f"<name>{xml_text(name)}</name>{_filled('desc', place.words)}{_filled('type', place.kind)}</wpt>\n"
    )


def _route(leg: CourseLeg, number: int) -> str:
    last = len(leg.points) - 1
    points = []
    for i, point in enumerate(leg.points):
        time = leg.depart if i == 0 else leg.arrive if i == last else None
        name = leg.origin if i == 0 else leg.destination if i == last else ""
        inside = (f"<time>{utc(time)}</time>" if time else "") + _filled("name", name)
        points.append(f"<rtept {_at(point)}>{inside}</rtept>\n")
    return (
        f"<rte><name>{xml_text(leg.id)}</name>{_filled('desc', leg.words)}<number>{number}</number>"
        f"{_filled('type', leg.mode)}\n{''.join(points)}</rte>\n"
    )


def _at(point: Point) -> str:
    return f'lat="{coordinate(point[1]):.5f}" lon="{coordinate(_below_180(point[0])):.5f}"'


def _below_180(lon: float) -> float:
    """GPX has longitudes from −180 up to, but not including, 180."""
    return -180.0 if round(lon, 5) >= 180.0 else lon


def _filled(tag: str, text: str) -> str:
    clean = xml_text(text)
    return f"<{tag}>{clean}</{tag}>" if clean else ""
