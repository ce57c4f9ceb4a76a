"""Drawing a course: as a picture, as a page, or for other people's map programs."""

from __future__ import annotations

from pathlib import Path

from waystation.atlas.course_file import CourseFile
from waystation.charts.ground import Ground
from waystation.charts.picture import MapPicture
from waystation.errors import Missing, Usage

__all__ = ["FORMATS", "HEIGHT", "WIDTH", "draw_map", "height_for", "map_format"]

FORMATS = ("png", "svg", "html", "geojson", "gpx", "kml")
WIDTH, HEIGHT = 1600, 1000
NARROW, TALL = 1000, 3.0
"""Below this width a picture is for a phone: the list stands below the map, and it is so many times as high as wide."""


def map_format(path: str) -> str:
    """The format that a file's ending asks for.

    Raises:
        Usage: If there is no such format.
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise Usage("map_format", path=path)
    return ending


def height_for(width: int) -> int:
    """The height of a picture of which only the width is asked for: room for the whole list on a phone's screen."""
    return HEIGHT if width >= NARROW else round(width * TALL)


def draw_map(
    to: str, picture: MapPicture, course: CourseFile, width: int = WIDTH, height: int = HEIGHT
) -> tuple[bytes, bool]:
    """Draw a course.

    Args:
        to: One of `FORMATS`.
        picture: The map in words, for pictures and pages.
        course: The course, for map programs.
        width: Pixels, for pictures.
        height: Pixels, for pictures.

    Returns:
        The file's bytes, and whether the base map was there.
    """
    if to in ("geojson", "gpx", "kml"):
        return _course_text(to, course).encode(), True
    ground, there = _ground(picture)
    if to == "png":
        from waystation.charts.raster import draw_png

        return draw_png(picture, ground, width, height), there
    if to == "svg":
        from waystation.charts.svg import draw_svg

        return draw_svg(picture, ground, width, height).encode(), there
    from waystation.charts.page import draw_page

    return draw_page(picture, ground).encode(), there


def _course_text(to: str, course: CourseFile) -> str:
    if to == "geojson":
        from waystation.atlas.geojson import course_to_geojson

        return course_to_geojson(course)
    if to == "gpx":
        from waystation.atlas.gpx import course_to_gpx

        return course_to_gpx(course)
    from waystation.atlas.kml import course_to_kml

    return course_to_kml(course)


def _ground(picture: MapPicture) -> tuple[Ground, bool]:
    from waystation.atlas.basemap import ground_for
    from waystation.charts.projection import bounds_for

    try:
        return ground_for(bounds_for(picture)), True
    except Missing:
        return Ground(), False
