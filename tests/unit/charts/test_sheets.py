"""The sheet: title, map, list and key stand beside each other and within it."""

from __future__ import annotations

import pytest

from tests.unit.charts.pictures import island, plain_picture
from waystation.charts.ground import Ground
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Text
from waystation.charts.picture import MapPicture, Segment, Spot
from waystation.charts.raster import draw_png
from waystation.charts.sheets import compose_sheet
from waystation.charts.svg import draw_svg


@pytest.mark.parametrize("size", [(0, 100), (119, 400), (20_000, 20_000)])
def test_a_size_that_cannot_be_drawn_is_refused(size):
    """Before memory is taken for it."""
    for draw in (draw_png, draw_svg):
        with pytest.raises(ValueError, match="at least 120 pixels"):
            draw(plain_picture(), Ground(), *size)


@pytest.mark.parametrize("size", [(1600, 1000), (400, 800), (900, 900)])
def test_no_text_leaves_the_sheet(size):
    """Nothing is cut off at the edges."""
    lettering = Lettering({})
    sheet = compose_sheet(plain_picture(), island(), *size, lettering)
    for mark in sheet.marks:
        if isinstance(mark, Text):
            width = lettering.width(lettering.shown(mark.text, mark.fallback), mark.size, mark.spacing)
            left = mark.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
            assert left >= 0
            assert left + width <= size[0]
            assert mark.size * 0.7 <= mark.y <= size[1]


def test_a_list_too_long_for_the_sheet_says_how_many_are_left_out():
    """Cut, never silently."""
    at = [(100 + i * 0.01, 20 + i * 0.01) for i in range(61)]
    spots = tuple(Spot(f"Stop {i}", *p, number=i + 1) for i, p in enumerate(at))
    course = tuple(Segment(f"s{i}", "foot", (at[i], at[i + 1]), i + 1, i + 2) for i in range(60))
    sheet = compose_sheet(MapPicture("Long", spots=spots, course=course), Ground(), 400, 800, Lettering({}))
    texts = [m.text for m in sheet.marks if isinstance(m, Text)]
    listed = sum(m.role == "name" for m in sheet.marks if isinstance(m, Text))
    assert f"and {61 - listed} more" in texts
