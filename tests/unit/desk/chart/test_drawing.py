"""Which kind of map a file's ending asks for, and that the bytes are of that kind."""

from __future__ import annotations

import pytest

from tests.builders import leg, place, small_pack
from waystation.desk.chart.drawing import FORMATS, draw_map, map_format
from waystation.errors import Usage
from waystation.planning.plan import make_plan
from waystation.wording.maps import course_file_of, picture_of

BEGINNINGS = {
    "png": b"\x89PNG\r\n",
    "svg": b"<",
    "html": b"<!doctype html",
    "geojson": b"{",
    "gpx": b"<?xml",
    "kml": b"<?xml",
}


@pytest.mark.parametrize("ending", FORMATS)
def test_each_kind_begins_as_its_kind_does(ending: str) -> None:
    """Pictures small here; the base map may be missing, and that is said."""
    plan = make_plan(small_pack(place("b", (127.4, 37.9)), leg("l")))
    data, ground = draw_map(ending, picture_of(plan, ()), course_file_of(plan), 400, 300)
    assert data.lower().startswith(BEGINNINGS[ending].lower())
    assert isinstance(ground, bool)


@pytest.mark.parametrize("path", ["x.PNG", "a/b.c/x.svg", "../x.Html", "x.tar.kml"])
def test_the_last_ending_counts_whatever_its_case(path: str) -> None:
    """And nothing before it."""
    assert map_format(path) == path.rpartition(".")[2].lower()


@pytest.mark.parametrize("path", ["x", "x.", ".png", "png", "x.bmp", "x.png/", "x.png.zip", ""])
def test_another_ending_is_refused(path: str) -> None:
    """By a file that cannot be drawn."""
    if path == "x.png/":
        assert map_format(path) == "png"
        return
    with pytest.raises(Usage, match="map_format"):
        map_format(path)
