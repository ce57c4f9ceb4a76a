"""The base map: what lies in a box and nothing far from it; missing data are one clear error."""

from __future__ import annotations

import time

import numpy as np
import pytest

from waystation.atlas.basemap import DATA, ground_for
from waystation.charts.ground import Bounds
from waystation.errors import Missing

needs_data = pytest.mark.skipif(
    not (DATA / "stamp.json").is_file(), reason="the base map's data are made by the build, and this is not built"
)
INDOCHINA = Bounds(96.0, 12.0, 112.0, 26.0)


def inside(ring, lon, lat):
    """Whether a point lies within a ring: the crossing number."""
    x, y = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    crosses = (y > lat) != (y2 > lat)
    where = x + (lat - y) / np.where(crosses, y2 - y, 1.0) * (x2 - x)
    return np.count_nonzero(crosses & (where > lon)) % 2 == 1


def is_land(ground, lon, lat):
    """By the even-odd rule over all rings, lakes taken out."""
    on_land = sum(inside(ring, lon, lat) for ring in ground.land) % 2 == 1
    return on_land and not any(inside(ring, lon, lat) for ring in ground.lakes)


def countries_at(ground, lon, lat):
    """The names of the countries at a point."""
    return [c.name for c in ground.countries if sum(inside(r, lon, lat) for r in c.rings) % 2 == 1]


@needs_data
def test_cities_lie_in_their_countries_and_the_sea_is_sea():
    """Public places that anybody can look up."""
    ground = ground_for(INDOCHINA)
    for lon, lat, country in (
        (102.6, 18.0, "Laos"), (100.5, 13.9, "Thailand"), (105.8, 21.0, "Vietnam"), (102.7, 25.0, "China"),
    ):  # fmt: skip
        assert is_land(ground, lon, lat)
        assert countries_at(ground, lon, lat) == [country]
    assert not is_land(ground, 108.5, 19.0)
    assert ground.rivers
    assert ground.borders
    assert ground.attribution == "Natural Earth"


@needs_data
@pytest.mark.parametrize(
    "box",
    [INDOCHINA, Bounds(-180, -90, 180, 90), Bounds(170, -25, 195, -5), Bounds(10, 60, 40, 90), Bounds(0, -90, 90, -60)],
)
def test_everything_lies_in_the_box(box):
    """Lines may reach one point beyond; areas are cut."""
    ground = ground_for(box)
    for ring in (*ground.land, *ground.lakes, *(r for c in ground.countries for r in c.rings)):
        assert np.isfinite(ring).all()
        assert ring[:, 0].min() >= box.west - 1e-6
        assert ring[:, 0].max() <= box.east + 1e-6
        assert ring[:, 1].min() >= box.south - 1e-6
        assert ring[:, 1].max() <= box.north + 1e-6


@needs_data
def test_land_across_the_antimeridian_is_whole_from_either_side():
    """Taveuni and Vanua Levu in Fiji, and Chukotka, which longitude 180 divides."""
    for box in (Bounds(170, -25, 195, -5), Bounds(-190, -25, -165, -5)):
        ground = ground_for(box)
        turn = 360 if box.west > 0 else 0
        assert is_land(ground, 179.3 + turn - 360, -16.6)
        assert is_land(ground, -179.97 + turn, -16.85) == is_land(ground, 180.03 + turn - 360, -16.85)
        assert not is_land(ground, -178.0 + turn, -16.6), "no band across the ocean"
    assert is_land(ground_for(Bounds(150, 55, 200, 75)), 184.0, 67.0)
    assert is_land(ground_for(Bounds(150, 55, 200, 75)), 176.0, 67.0)


@needs_data
def test_coasts_have_no_line_at_longitude_180():
    """The cut through Chukotka is not a coast."""
    for coast in ground_for(Bounds(170, 65.5, 190, 68.5)).coasts:
        on_edge = np.abs(coast[:, 0] - 180.0) < 1e-3
        assert not (on_edge[:-1] & on_edge[1:]).any()


@needs_data
def test_antarctica_is_land_down_to_the_pole():
    """Its outline goes once around the world."""
    ground = ground_for(Bounds(-180, -90, 180, -60))
    assert is_land(ground, 0.0, -88.0)
    assert is_land(ground, 100.0, -80.0)
    assert not is_land(ground, -150.0, -65.0)


@needs_data
def test_a_small_box_has_few_points():
    """A village needs no continent."""
    ground = ground_for(Bounds(102.0, 19.9, 102.4, 20.2))
    assert sum(map(len, ground.land)) < 2000
    assert countries_at(ground, 102.2, 20.0) == ["Laos"]


@needs_data
def test_reading_is_quick():
    """Half a continent in a fraction of a second."""
    ground_for(INDOCHINA)
    begun = time.perf_counter()
    ground_for(INDOCHINA)
    assert time.perf_counter() - begun < 1.0


@pytest.mark.parametrize("stamp", [None, "", "[]", "null", '{"format": 99}', '{"format": 1}'])
def test_data_that_are_missing_or_strange_are_one_clear_error(tmp_path, stamp):
    """Never a crash: whoever draws may go on with an empty ground."""
    if stamp is not None:
        (tmp_path / "stamp.json").write_text(stamp)
    with pytest.raises(Missing) as raised:
        ground_for(INDOCHINA, tmp_path)
    assert raised.value.code == "base_map"
