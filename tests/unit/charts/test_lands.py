"""In which country a point lies."""

from __future__ import annotations

import numpy as np
import pytest

from waystation.charts.ground import Country, Ground
from waystation.charts.lands import country_at

RING = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]])
HOLE = np.array([[4.0, 4.0], [6.0, 4.0], [6.0, 6.0], [4.0, 6.0]])
GROUND = Ground(countries=(Country("Outer", (RING, HOLE)), Country("Inner", (HOLE,))))


@pytest.mark.parametrize(
    ("point", "name"), [((1.0, 1.0), "Outer"), ((5.0, 5.0), "Inner"), ((11.0, 5.0), ""), ((-1.0, 5.0), "")]
)
def test_the_country_at_a_point(point, name):
    """A ring within a ring is a hole; at sea there is none."""
    assert country_at(GROUND, point) == name


def test_the_base_map_knows_both_banks_of_the_great_river():
    """Of the places of the shipped packs each lies in its own country."""
    from waystation.atlas.basemap import ground_for
    from waystation.charts.ground import Bounds

    ground = ground_for(Bounds(100, 16, 104, 20))
    assert country_at(ground, (102.1, 18.31)) == "Laos"
    assert country_at(ground, (102.1, 17.5)) == "Thailand"
