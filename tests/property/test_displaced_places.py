"""Where a story shows a place: always the same dot, in its ring, from which the place cannot be worked out again."""

from __future__ import annotations

import inspect
import math
import random
import statistics

from hypothesis import given
from hypothesis import strategies as st

from waystation.archive.story.coarsening import CELL_KM, LEVELS, Displacing, distance_km

PLACES = st.tuples(st.floats(-180.0, 180.0, allow_nan=False), st.floats(-70.0, 70.0, allow_nan=False))
SECRETS = st.binary(min_size=32, max_size=32)
MOVED = st.sampled_from(LEVELS[1:])


def nowhere(_: object) -> str:
    """A map without countries."""
    return ""


def halves(point: tuple[float, float]) -> str:
    """Two countries, one on each side of the equator."""
    return "north" if point[1] >= 0.0 else "south"


@given(place=PLACES, secret=SECRETS, km=MOVED)
def test_a_dot_stands_in_the_ring_of_its_place(place, secret, km):
    """At least a third of the distance off, and at most all of it."""
    far = distance_km(place, Displacing(secret, km, nowhere).dot(place))
    assert km / 3 <= far <= km


@given(place=PLACES, secret=SECRETS, km=MOVED)
def test_a_place_has_one_dot(place, secret, km):
    """However often it is asked for, and by whoever has the secret: there is nothing to average."""
    rule = Displacing(secret, km, nowhere)
    assert {rule.dot(place) for _ in range(5)} | {Displacing(secret, km, nowhere).dot(place)} == {rule.dot(place)}


@given(place=PLACES, secret=SECRETS, km=MOVED, turn=st.floats(0.0, 2 * math.pi), share=st.floats(0.0, 1.0))
def test_one_house_under_two_names_has_one_dot_or_two_of_neighbouring_cells(place, secret, km, turn, share):
    """Places in the same cell share their dot; so a second survey of the same house shows no second one."""
    rule = Displacing(secret, km, nowhere)
    near = (place[0] + share * 0.0005 * math.cos(turn), place[1] + share * 0.0005 * math.sin(turn))
    height = CELL_KM / (6371.0088 * math.pi / 180)
    row = math.floor(place[1] / height)
    wide = height / math.cos(math.radians((row + 0.5) * height))
    same = row == math.floor(near[1] / height) and math.floor(place[0] / wide) == math.floor(near[0] / wide)
    if same:
        assert rule.dot(place) == rule.dot(near)


@given(place=PLACES, secret=SECRETS)
def test_a_coarser_dot_is_made_from_the_finer_dot_alone(place, secret):
    """Two tellings of different coarseness show no more than the finer one: any place of that finer dot has both."""
    fine, coarse = (Displacing(secret, km, nowhere) for km in (20, 60))
    dots: dict[object, set[object]] = {}
    chance = random.Random(secret)
    for _ in range(20):
        near = (place[0] + chance.uniform(-0.1, 0.1), place[1] + chance.uniform(-0.1, 0.1))
        dots.setdefault(fine.dot(near), set()).add(coarse.dot(near))
    assert all(len(those) == 1 for those in dots.values())


@given(place=PLACES.filter(lambda one: abs(one[1]) > 0.5), secret=SECRETS, km=st.sampled_from((20, 60)))
def test_a_dot_stays_in_the_country_of_its_place(place, secret, km):
    """So that the line crosses borders where it did."""
    assert halves(Displacing(secret, km, halves).dot(place)) == halves(place)


@given(place=PLACES, km=MOVED)
def test_without_the_secret_every_direction_is_as_likely(place, km):
    """Over secrets, dots lie all around their place and not to one side."""
    turns = []
    for number in range(120):
        dot = Displacing(number.to_bytes(32, "big"), km, nowhere).dot(place)
        east = ((dot[0] - place[0] + 180) % 360 - 180) * math.cos(math.radians(place[1]))
        turns.append(math.atan2(dot[1] - place[1], east))
    pull = math.hypot(statistics.fmean(map(math.cos, turns)), statistics.fmean(map(math.sin, turns)))
    assert pull < 0.4  # of 120 even directions, one in 10^8 is pulled so far (Rayleigh)


def test_nothing_but_the_secret_decides():
    """No clock, no chance of the machine: the same vault tells the same story twice."""
    from waystation.archive.story import coarsening

    text = inspect.getsource(coarsening)
    assert "import random" not in text
    assert "urandom" not in text
    assert "time" not in coarsening.__dict__
