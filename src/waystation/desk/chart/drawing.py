"""Drawing a course: as a picture, as a page, or for other people's map programs."""

from __future__ import annotations

from pathlib import Path

from waystation.atlas.course_file import CourseFile
from waystation.charts.ground import Ground
from waystation.charts.lettering import Lettering
from waystation.charts.picture import MapPicture
from waystation.charts.sheets import height_needed
from waystation.errors import Missing, Usage

__all__ = ["FORMATS", "WIDTH", "draw_map", "map_format"]

FORMATS = ("png", "svg", "html", "geojson", "gpx", "kml")
WIDTH = 1600


def map_format(path: str) -> str:
    """The format that a file's ending asks for.

    Raises:
        Usage: If there is no such format.
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise Usage("map_format", path=path)
    return ending


def draw_map(
    to: str, picture: MapPicture, course: CourseFile, width: int = WIDTH, height: int | None = None
) -> tuple[bytes, bool]:
    """Draw a course.

    Args:
        to: One of `FORMATS`.
        picture: The map in words, for pictures and pages.
        course: The course, for map programs.
        width: Pixels, for pictures.
        height: Pixels, for pictures; by default what the answer and the list need.

    Returns:
        The file's bytes, and whether the base map was there.
    """
    if to in ("geojson", "gpx", "kml"):
        return _course_text(to, course).encode(), True
    ground, there = _ground(picture)
    letters = Lettering()
    high = height or height_needed(picture, width, letters)
    if to == "png":
        from waystation.charts.raster import draw_png

        return draw_png(picture, ground, width, high, letters), there
    if to == "svg":
        from waystation.charts.svg import draw_svg

        return draw_svg(picture, ground, width, high, letters).encode(), there
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
