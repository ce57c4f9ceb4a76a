"""The PNG: the right size, red only for the course, the same every time, drawn even on bare ground."""

from __future__ import annotations

import io
import time

import numpy as np
import pytest
from PIL import Image

from tests.unit.charts.pictures import hostile_picture, island, plain_picture
from waystation.charts.ground import Ground
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Disc
from waystation.charts.picture import MapPicture, Spot
from waystation.charts.raster import draw_png
from waystation.charts.sheets import compose_sheet

SIZES = [(1600, 1000), (400, 800), (120, 120), (700, 140), (140, 700), (640, 640)]


def pixels_of(data):
    """A PNG's pixels, (height, width, 3)."""
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    return np.asarray(image.convert("RGB")).astype(int)


def reddish(pixels):
    """Which pixels are plainly red."""
    return (pixels[..., 0] - pixels[..., 1] > 60) & (pixels[..., 0] - pixels[..., 2] > 60)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "picture", [plain_picture(), hostile_picture(), MapPicture("Nothing")], ids=["plain", "hostile", "empty"]
)
@pytest.mark.parametrize("ground", [island(), Ground()], ids=["island", "bare"])
def test_any_picture_is_drawn_at_any_size(picture, ground, size):
    """With land or without, wide, narrow or tiny."""
    assert pixels_of(draw_png(picture, ground, *size)).shape == (size[1], size[0], 3)


def test_red_is_for_the_course_only():
    """Without a course there is no red; with one there is."""
    without = plain_picture(course=())
    assert not reddish(pixels_of(draw_png(without, island(), 900, 600))).any()
    assert reddish(pixels_of(draw_png(plain_picture(), island(), 900, 600))).sum() > 500


def test_numbers_lie_over_the_line():
    """Every numbered dot is light where the line runs under it."""
    picture = plain_picture()
    sheet = compose_sheet(picture, island(), 1200, 800, Lettering({}))
    discs = [m for m in sheet.marks if isinstance(m, Disc) and m.role == "disc"]
    pixels = pixels_of(draw_png(picture, island(), 1200, 800, Lettering({})))
    assert len(discs) == 8, "four on the map, four in the list"
    for disc in discs:
        assert pixels[round(disc.y - disc.radius * 0.75), round(disc.x)].min() > 180


def test_a_machine_without_fonts_draws_ids_where_it_lacks_letters():
    """The PNG of a Korean name without a Korean font is the PNG of its id."""
    named = plain_picture(
        spots=(Spot("평양 안전가옥", 100.0, 20.0, number=1, fallback="pine"),), course=(), branches=()
    )
    plain = plain_picture(spots=(Spot("pine", 100.0, 20.0, number=1),), course=(), branches=())
    bare = Lettering({})
    assert draw_png(named, Ground(), 600, 400, bare) == draw_png(plain, Ground(), 600, 400, bare)


def test_the_same_picture_is_drawn_the_same_way_twice():
    """Byte for byte."""
    assert draw_png(plain_picture(), island(), 500, 500) == draw_png(plain_picture(), island(), 500, 500)


def test_a_drawing_is_quick():
    """Far under what would make somebody wait, even on a busy machine."""
    draw_png(plain_picture(), island(), 1600, 1000)
    begun = time.perf_counter()
    draw_png(plain_picture(), island(), 1600, 1000)
    assert time.perf_counter() - begun < 3.0
