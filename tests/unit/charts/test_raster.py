"""The PNG: the right size, red only for the course, the same every time, drawn even on bare ground."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from tests.unit.charts.pictures import hostile_picture, island, plain_picture
from waystation.charts.ground import Ground
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Disc, Line, Text
from waystation.charts.picture import MapPicture, Spot
from waystation.charts.raster import draw_bare_png, draw_png
from waystation.charts.sheets import compose_bare_map, compose_sheet

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


def test_the_line_is_red_as_far_as_they_are_and_thin_from_there():
    """Half of it behind them: less red than of the whole way, more than of none."""
    drawn = []
    for shares in ((1.0, 1.0, 1.0), (1.0, 0.5, 0.0), (0.0, 0.0, 0.0)):
        picture = plain_picture()
        course = tuple(replace(one, done=share) for one, share in zip(picture.course, shares, strict=True))
        data = draw_bare_png(replace(picture, course=course, branches=(), others=()), island(), (600, 600), 1.0)
        drawn.append(int(reddish(pixels_of(data)).sum()))
    assert drawn[0] > drawn[1] + 100 > drawn[2] + 200 > 200


def test_where_they_are_on_a_leg_is_marked():
    """By a ring, and only there."""
    picture = plain_picture()
    course = tuple(replace(one, done=share) for one, share in zip(picture.course, (1.0, 0.5, 0.0), strict=True))
    sheet = compose_bare_map(replace(picture, course=course), island(), 600, 600, Lettering())
    (ring,) = [mark for mark in sheet.marks if isinstance(mark, Disc) and mark.role == "here"]
    behind = [line for mark in sheet.marks if isinstance(mark, Line) and mark.role == "course" for line in mark.lines]
    assert min(np.hypot(*(line[-1] - [ring.x, ring.y])) for line in behind) < 1e-6


def test_a_leg_that_nobody_can_take_is_crossed_out_on_its_middle():
    """On the course and off it; one that is open is not."""
    picture = plain_picture()
    closed = (replace(picture.course[0], closed=True), *picture.course[1:])
    others = (replace(picture.others[0], closed=True),)
    shut = compose_bare_map(replace(picture, course=closed, others=others), island(), 600, 600, Lettering())
    (crosses,) = [mark for mark in shut.marks if isinstance(mark, Line) and mark.role == "crossed"]
    assert len(crosses.lines) == 4
    assert not [m for m in compose_bare_map(picture, island(), 600, 600, Lettering()).marks if m.role == "crossed"]


def test_places_off_the_course_have_quieter_dots():
    """So that the way stands out; the place where they are has a red rim."""
    picture = plain_picture()
    spots = (replace(picture.spots[0], here=True), *picture.spots[1:-1], replace(picture.spots[-1], number=5))
    sheet = compose_bare_map(replace(picture, spots=spots), island(), 600, 600, Lettering())
    roles = [mark.role for mark in sheet.marks if isinstance(mark, Disc) and mark.role.startswith("disc")]
    assert sorted(roles) == ["disc", "disc", "disc", "disc-here", "disc-off"]


def test_words_beside_a_leg_stand_where_there_is_room():
    """And are left out where there is none."""
    picture = plain_picture()
    named = replace(picture, others=(replace(picture.others[0], label="river high"),))

    def words(side):
        sheet = compose_bare_map(named, island(), side, side, Lettering())
        return [mark.text for mark in sheet.marks if isinstance(mark, Text)]

    assert "river high" in words(800)
    assert "river high" not in words(120)


def test_a_bare_map_twice_as_fine_shows_the_same():
    """Twice the pixels, everything twice as large."""
    one = compose_bare_map(plain_picture(), island(), 500, 500, Lettering())
    two = compose_bare_map(plain_picture(), island(), 1000, 1000, Lettering(), unit=2.0)

    def discs(sheet, unit):
        return [(m.x / unit, m.y / unit) for m in sheet.marks if isinstance(m, Disc) and m.role == "disc"]

    assert np.allclose(discs(one, 1.0), discs(two, 2.0), atol=1.0)
