"""Hand-drawn lines: they begin and end where the leg does, and the same leg is always drawn the same way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.charts.curves import (
    GREATEST_SWAY,
    Leg,
    arc_length,
    clip_line,
    clip_ring,
    cut_at,
    dashes,
    smooth_course,
    smooth_path,
    thinned,
)
from waystation.charts.projection import Frame

PIXEL = st.tuples(st.floats(-50, 2000), st.floats(-50, 2000))
MODE = st.sampled_from(["foot", "ford", "boat", "car", "bus", "train", "air", "mule"])
PATH = st.lists(PIXEL, min_size=2, max_size=9)


@given(PATH, st.floats(-0.5, 1.5))
def test_a_line_cut_in_two_is_whole_again_when_joined(path, share):
    """The parts meet at the cut, and the first is as long as was asked."""
    line = np.array(path, dtype=float)
    first, second = cut_at(line, share)
    whole = float(arc_length(line)[-1])
    lengths = [float(arc_length(part)[-1]) if len(part) else 0.0 for part in (first, second)]
    assert sum(lengths) == pytest.approx(whole, rel=1e-9, abs=1e-6)
    assert lengths[0] == pytest.approx(min(max(share, 0.0), 1.0) * whole, rel=1e-6, abs=1e-6)
    if len(first) and len(second):
        assert np.allclose(first[-1], second[0])
    assert np.allclose((first if len(first) else second)[0], line[0])
    assert np.allclose((second if len(second) else first)[-1], line[-1])


@given(st.lists(st.tuples(st.text(max_size=6), MODE, PATH), min_size=1, max_size=5), st.floats(0.5, 3))
def test_every_line_begins_and_ends_where_its_leg_does(legs, unit):
    """Whatever is drawn between, the ends are the places."""
    given_legs = [Leg(name, mode, np.array(path)) for name, mode, path in legs]
    lines = smooth_course(given_legs, unit)
    assert len(lines) == len(given_legs)
    for leg, line in zip(given_legs, lines, strict=True):
        assert np.isfinite(line).all()
        assert np.allclose(line[0], leg.points[0], atol=0.06)
        assert np.allclose(line[-1], leg.points[-1], atol=0.06)


@given(st.text(max_size=8), MODE, PIXEL, PIXEL)
def test_a_leg_without_a_known_way_stays_near_the_straight_line(name, mode, start, end):
    """It snakes, but no further than the greatest sway, with room for the curve between knots."""
    a, b = np.array(start), np.array(end)
    line = smooth_path(Leg(name, mode, np.stack([a, b])))
    length = np.hypot(*(b - a))
    if length > 1:
        across = np.array([-(b - a)[1], (b - a)[0]]) / length
        assert np.abs((line - a) @ across).max() <= 1.5 * GREATEST_SWAY
        along = (line - a) @ (b - a) / length
        assert along.min() >= -0.05 * length - 1
        assert along.max() <= 1.05 * length + 1


def test_the_same_leg_is_always_drawn_the_same_way():
    """The id alone decides."""
    ends = np.array([[0.0, 0.0], [300.0, 40.0]])
    assert np.array_equal(smooth_path(Leg("a", "car", ends)), smooth_path(Leg("a", "car", ends.copy())))
    assert not np.array_equal(smooth_path(Leg("a", "car", ends)), smooth_path(Leg("b", "car", ends)))


def test_a_long_leg_without_a_known_way_is_not_drawn_with_a_ruler():
    """A red line snakes."""
    ends = np.array([[0.0, 0.0], [300.0, 0.0]])
    for name in "abcdef":
        assert np.abs(smooth_path(Leg(name, "foot", ends))[:, 1]).max() > 2.0


def test_a_line_does_not_break_its_direction_where_two_legs_meet():
    """The tangents on both sides of a place agree within 30 degrees."""
    legs = [Leg("a", "car", np.array([[0.0, 0], [100, 0]])), Leg("b", "car", np.array([[100.0, 0], [100, 100]]))]
    first, second = smooth_course(legs)
    before, after = first[-1] - first[-2], second[1] - second[0]
    assert before @ after / (np.hypot(*before) * np.hypot(*after)) > np.cos(np.radians(30))


def test_a_known_way_passes_through_its_points():
    """Smoothing does not cut corners."""
    way = np.array([[0.0, 0], [50, 40], [90, 10], [150, 60]])
    line = smooth_path(Leg("a", "car", way))
    for point in way:
        assert np.hypot(*(line - point).T).min() < 0.5


@given(PATH, st.floats(0, 12), st.floats(1, 12))
def test_dashes_lie_on_the_line_and_touch_both_ends(path, on, off):
    """The rhythm is fitted, so that no dash is cut at a place."""
    line = np.array(path)
    pieces = dashes(line, on, off)
    assert np.allclose(pieces[0][0], line[0])
    assert np.allclose(pieces[-1][-1], line[-1], atol=1e-6)
    assert sum(arc_length(piece)[-1] for piece in pieces) <= arc_length(line)[-1] + 1e-6


@given(st.lists(PIXEL, min_size=3, max_size=30))
def test_a_clipped_ring_lies_in_the_frame(ring):
    """Nothing sticks out."""
    frame = Frame(100, 200, 700, 500)
    cut = clip_ring(np.array(ring), frame)
    if len(cut):
        assert cut[:, 0].min() >= 100 - 1e-6
        assert cut[:, 0].max() <= 800 + 1e-6
        assert cut[:, 1].min() >= 200 - 1e-6
        assert cut[:, 1].max() <= 700 + 1e-6


@pytest.mark.parametrize(("shift", "area"), [(0, 10_000), (50, 2_500), (-50, 2_500), (200, 0)])
def test_a_clipped_square_keeps_the_area_that_overlaps(shift, area):
    """The closed form of two squares."""
    square = np.array([[0.0, 0], [100, 0], [100, 100], [0, 100]]) + shift
    cut = clip_ring(square, Frame(0, 0, 100, 100))
    x, y = cut[:, 0], cut[:, 1]
    found = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2 if len(cut) else 0
    assert found == pytest.approx(area)


def test_a_line_that_leaves_and_comes_back_is_cut_in_two():
    """What lies far outside is not drawn."""
    line = np.array([[10.0, 50], [50, 50], [150, 50], [300, 50], [300, 80], [150, 80], [50, 80]])
    runs = clip_line(line, Frame(0, 0, 100, 100))
    assert [len(run) for run in runs] == [3, 2]


def test_thinning_keeps_both_ends():
    """A leg still reaches its places."""
    line = np.column_stack([np.linspace(0, 10, 101), np.zeros(101)])
    thin = thinned(line, 3.0)
    assert len(thin) < 7
    assert thin[0].tolist() == [0, 0]
    assert thin[-1].tolist() == [10, 0]
