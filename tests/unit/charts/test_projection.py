"""The view: what must be seen is in the frame, wherever on earth it lies."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.charts.pictures import plain_picture
from waystation.charts.picture import MapPicture, Spot
from waystation.charts.projection import EARTH_KM, Frame, View, bounds_for, fit

POINT = st.tuples(st.floats(-180, 180), st.floats(-85, 85))
NEAR = st.lists(st.tuples(st.floats(-8, 8), st.floats(-8, 8)), min_size=1, max_size=12)


def moved(offsets, centre):
    """Points around a centre, longitudes kept within 180."""
    return [((centre[0] + x + 180) % 360 - 180, max(-89.0, min(89.0, centre[1] + y))) for x, y in offsets]


@given(POINT, st.lists(st.tuples(st.floats(-60, 60), st.floats(-40, 40)), min_size=1, max_size=8))
def test_what_is_projected_can_be_found_again(centre, offsets):
    """Pixels and degrees are each other's inverse."""
    points = np.array(moved(offsets, centre))
    view = View(Frame(0, 0, 800, 600), *centre, 0.1)
    again = view.to_lonlat(view.to_pixels(points))
    turns = (again[:, 0] - points[:, 0] + 180) % 360 - 180
    assert np.abs(turns * np.cos(np.radians(points[:, 1]))).max() < 1e-6
    assert np.abs(again[:, 1] - points[:, 1]).max() < 1e-6


@given(POINT, NEAR, st.floats(150, 2000), st.floats(150, 2000))
def test_every_point_lies_within_the_padding(centre, offsets, width, height):
    """Nothing that must be seen is cut, at the antimeridian and near the poles too."""
    points = moved(offsets, centre)
    frame = Frame(10, 20, width, height)
    pixels = fit(points, frame, 20).to_pixels(np.array(points))
    assert pixels[:, 0].min() >= frame.left + 19
    assert pixels[:, 0].max() <= frame.right - 19
    assert pixels[:, 1].min() >= frame.top + 19
    assert pixels[:, 1].max() <= frame.bottom - 19


@given(st.floats(-80, 80), st.floats(-180, 180))
def test_the_scale_is_true_at_the_centre(lat, lon):
    """Ten kilometres at the centre are as many pixels as the scale says, by the haversine formula."""
    view = View(Frame(0, 0, 1000, 1000), lon, lat, 2.5)
    step = 0.05
    here, there = view.to_pixels(np.array([[lon, lat - step], [lon, lat + step]]))
    assert math.hypot(*(here - there)) == pytest.approx(2.5 * EARTH_KM * math.radians(2 * step), rel=1e-5)


@given(POINT, NEAR)
def test_the_box_covers_what_is_seen(centre, offsets):
    """The ground read for a picture reaches every corner of its map, wide or narrow."""
    points = moved(offsets, centre)
    picture = MapPicture("x", spots=tuple(Spot("p", *p, number=i + 1) for i, p in enumerate(points)))
    box = bounds_for(picture)
    assert -180 <= box.west <= 180
    assert box.west <= box.east <= box.west + 360
    for width, height in ((1600, 1000), (400, 800), (500, 500)):
        view = fit(points, Frame(0, 0, width, height), 0.08 * min(width, height))
        corners = view.to_lonlat(np.array([[0.0, 0], [width, 0], [0, height], [width, height], [width / 2, 0]]))
        for lon, lat in corners[~np.isnan(corners[:, 0])]:
            assert box.south - 1e-6 <= lat <= box.north + 1e-6
            assert any(box.west - 1e-6 <= lon + turn <= box.east + 1e-6 for turn in (-360, 0, 360, 720))


def test_a_course_across_the_antimeridian_is_not_drawn_around_the_world():
    """From 179 east to 179 west are two degrees."""
    view = fit([(179.0, 0.0), (-179.0, 0.0)], Frame(0, 0, 400, 400))
    assert abs(abs(view.lon) - 180) < 1e-6
    assert view.scale == pytest.approx(400 / (EARTH_KM * math.radians(2)), rel=1e-3)


def test_a_single_place_has_some_land_around_it():
    """A view is never less than four kilometres across."""
    assert fit([(10.0, 50.0)], Frame(0, 0, 400, 400)).scale <= 100.0


def test_a_picture_without_places_shows_the_earth():
    """There is nothing to fit, and no error."""
    box = bounds_for(MapPicture("empty"))
    assert (box.west, box.east, box.south, box.north) == (-180, 180, -90, 90)


def test_places_off_the_course_do_not_widen_the_view():
    """The line is drawn as large as it can be."""
    far = (*plain_picture().spots, Spot("Far", 10.0, 50.0))
    assert bounds_for(plain_picture(spots=far)) == bounds_for(plain_picture())
