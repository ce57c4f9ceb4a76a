"""Dots and names: nothing lies on anything else, and a name is never read as another dot's."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from waystation.charts.placing import Taken, name_in_country, settle_discs
from waystation.charts.projection import Frame

FRAME = Frame(0, 0, 900, 700)
SPOTS = st.lists(st.tuples(st.floats(30, 870), st.floats(30, 670)), min_size=1, max_size=25)
CROWD = st.lists(st.tuples(st.floats(430, 470), st.floats(330, 370)), min_size=2, max_size=12)


def overlap(a, b):
    """Whether two rectangles share a point inside both."""
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


@given(SPOTS | CROWD)
def test_no_two_dots_overlap(spots):
    """A crossing's two banks are one pixel apart on a map of a continent, and still two numbers."""
    at = settle_discs(np.array(spots), 9.0, Taken(FRAME, []))
    far = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) + np.eye(len(at)) * 1e9
    assert far.min() >= 2 * 9.0
    assert (at >= 9).all()
    assert (at <= (891, 691)).all()


def test_a_dot_with_room_stands_on_its_place():
    """Only crowded ones move."""
    spots = np.array([[100.0, 100], [300, 300], [305, 300]])
    at = settle_discs(spots, 9.0, Taken(FRAME, []))
    assert at[0].tolist() == [100, 100]
    assert at[1].tolist() != [300, 300]


def test_crowded_dots_stand_off_the_line():
    """Numbers do not hide the line that they number."""
    line = np.column_stack([np.linspace(100, 800, 300), np.full(300, 350.0)])
    spots = np.array([[400.0, 350], [410, 350], [420, 350]])
    at = settle_discs(spots, 9.0, Taken(FRAME, [line]))
    assert (np.abs(at[:, 1] - 350) >= 9).all()


@given(SPOTS | CROWD, st.floats(20, 160))
def test_no_name_lies_on_another_or_on_a_dot(spots, width):
    """Greedy, but careful."""
    taken = Taken(FRAME, [])
    at = settle_discs(np.array(spots), 9.0, taken)
    discs = [Frame(x - 9, y - 9, 18, 18) for x, y in at]
    for x, y in at:
        taken.take_dot(float(x), float(y), 9.0)
    placed = [taken.place_name((float(x), float(y)), 9.0, (width, 12.0)) for x, y in at]
    names = [p.frame for p in placed if p is not None]
    for i, name in enumerate(names):
        assert name.left >= 0
        assert name.right <= FRAME.right
        assert not any(overlap(name, disc) for disc in discs)
        assert not any(overlap(name, other) for other in names[:i])


def test_a_country_is_named_within_what_is_seen_of_it():
    """Not where its capital would be, far outside the frame."""
    ring = np.array([[600.0, -500], [2000, -500], [2000, 1200], [600, 1200]])
    placed = name_in_country([ring], Taken(FRAME, []), [(120.0, 13.0)])
    assert placed is not None
    assert placed.frame.left > 600
    assert placed.frame.right < 900


def test_a_country_too_small_for_its_name_has_none():
    """Better none than one that lies on its neighbours."""
    ring = np.array([[100.0, 100], [112, 100], [112, 112], [100, 112]])
    assert name_in_country([ring], Taken(FRAME, []), [(120.0, 13.0)]) is None
