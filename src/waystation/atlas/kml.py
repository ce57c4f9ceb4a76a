"""The course as KML 2.2 (OGC 07-147r2): a red line for each leg, a placemark for each place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from waystation.atlas.course_file import CourseFile, CourseLeg, CoursePlace, coordinate, utc, xml_text
from waystation.charts.picture import Point

__all__ = ["course_to_kml"]

RED = "ff303bff"
"""The course's red as KML writes colours: alpha, blue, green, red."""
STYLES = (
    f'<Style id="course"><LineStyle><color>{RED}</color><width>4</width></LineStyle></Style>\n'
    f'<Style id="walked"><LineStyle><color>{RED}</color><width>2.5</width></LineStyle></Style>\n'
    '<Style id="stop"><IconStyle><color>fff4f2f1</color><scale>1.0</scale></IconStyle></Style>\n'
    '<Style id="place"><IconStyle><color>ffa39b96</color><scale>0.6</scale></IconStyle>'
    "<LabelStyle><scale>0.8</scale></LabelStyle></Style>\n"
)


def course_to_kml(course: CourseFile) -> str:
    """Write a course as KML.

    Args:
        course: What to write.

    Returns:
        The file's text.
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        f"<name>{xml_text(course.title)}</name>\n{_filled('description', course.description)}\n{STYLES}"
        f'<Folder id="legs"><name>Course</name>\n{"".join(map(_leg, course.legs))}</Folder>\n'
        f'<Folder id="places"><name>Places</name>\n{"".join(map(_place, course.places))}</Folder>\n'
        "</Document>\n</kml>\n"
    )


def _leg(leg: CourseLeg) -> str:
    style = "walked" if leg.mode in ("foot", "ford") else "course"
    return (
        f"<Placemark><name>{xml_text(leg.id)}</name>{_filled('description', leg.words)}"
        f"{_span(leg.depart, leg.arrive)}<styleUrl>#{style}</styleUrl>"
        f"{_data(('from', leg.origin), ('to', leg.destination), ('mode', leg.mode))}"
        f"<LineString><tessellate>1</tessellate><coordinates>{_coordinates(leg.points)}</coordinates></LineString>"
        "</Placemark>\n"
    )


def _place(place: CoursePlace) -> str:
    name = f"{place.number} {place.name}" if place.number else place.name
    return (
        f"<Placemark><name>{xml_text(name)}</name>{_filled('description', place.words)}"
        f"{_span(place.arrive, place.depart)}<styleUrl>#{'stop' if place.number else 'place'}</styleUrl>"
        f"{_data(('id', place.id), ('kind', place.kind))}"
        f"<Point><coordinates>{_coordinates([(place.lon, place.lat)])}</coordinates></Point></Placemark>\n"
    )


def _span(begin: datetime | None, end: datetime | None) -> str:
    if begin is None and end is None:
        return ""
    first = f"<begin>{utc(begin)}</begin>" if begin else ""
    last = f"<end>{utc(end)}</end>" if end else ""
    return f"<TimeSpan>{first}{last}</TimeSpan>"


def _data(*pairs: tuple[str, str]) -> str:
    inside = "".join(
        f'<Data name="{name}"><value>{xml_text(value)}</value></Data>' for name, value in pairs if xml_text(value)
    )
    return f"<ExtendedData>{inside}</ExtendedData>" if inside else ""


def _coordinates(points: Iterable[Point]) -> str:
    return " ".join(f"{coordinate(lon):.5f},{coordinate(lat):.5f}" for lon, lat in points)


def _filled(tag: str, text: str) -> str:
    clean = xml_text(text)
    return f"<{tag}>{clean}</{tag}>" if clean else ""
