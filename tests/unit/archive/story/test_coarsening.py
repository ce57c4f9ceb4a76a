"""The rule by which dots are displaced, on numbers worked out by hand."""

from __future__ import annotations

import math

import pytest

from waystation.archive.story.coarsening import Displacing, coarse_day, distance_km, ring_area

SECRET = bytes(range(32))


def test_zero_shows_a_place_as_it_is():
    """What is older than a century may be shown where it was, to a hundredth of a degree."""
    assert Displacing(SECRET, 0, lambda _: "").dot((-75.8123, 38.6789)) == (-75.81, 38.68)


def test_the_distance_of_a_degree_of_latitude():
    """6371.0088 km times pi over 180."""
    assert distance_km((10.0, 0.0), (10.0, 1.0)) == pytest.approx(111.195, abs=1e-3)
    assert distance_km((179.5, 0.0), (-179.5, 0.0)) == pytest.approx(111.195, abs=1e-3)


def test_the_area_of_a_ring():
    """All within the distance but for what is nearer than a third of it."""
    assert ring_area(60) == pytest.approx(math.pi * (3600 - 400))
    assert ring_area(0) == 0.0


def test_both_banks_of_a_border_river_stand_apart():
    """Two places of one cell in two countries have dots of their own, each on its side."""

    def river(point):
        return "near" if point[0] < 102.1 else "far"

    rule = Displacing(SECRET, 60, river)
    near, far = rule.dot((102.0999, 18.0)), rule.dot((102.1001, 18.0))
    assert (river(near), river(far)) == ("near", "far")


def test_where_no_dot_would_stay_in_the_country_the_first_is_taken():
    """An islet smaller than the step is shown at sea rather than as it is."""

    def islet(point):
        return "islet" if distance_km(point, (30.0, 10.0)) < 1.0 else ""

    dot = Displacing(SECRET, 60, islet).dot((30.0, 10.0))
    assert islet(dot) == ""
    assert 20 <= distance_km((30.0, 10.0), dot) <= 60


@pytest.mark.parametrize(
    ("grain", "shown"), [("day", "2031-10-06"), ("month", "2031-10"), ("year", "2031"), ("none", "")]
)
def test_a_day_is_cut_off(grain, shown):
    """At the month, the year, or altogether."""
    assert coarse_day("2031-10-06", grain) == shown
