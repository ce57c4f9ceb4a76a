"""The ground under a map: land, water and borders as plain arrays, whoever read them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bounds", "Country", "Ground", "Path", "River"]

Path = NDArray[np.float64]
"""(points, 2) float64: longitude and latitude in degrees, WGS 84; longitudes may pass 180 to stay continuous."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box of longitudes and latitudes.

    Args:
        west: −180 … 180 degrees.
        south: −90 … 90 degrees.
        east: west … west + 360 degrees; more than 180 where the box crosses the antimeridian.
        north: south … 90 degrees.
    """

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Country:
    """A country's land within the box.

    Args:
        name: Its name for people.
        rings: Closed outlines; even-odd, so that a ring within a ring is a hole.
    """

    name: str
    rings: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class River:
    """A river's course.

    Args:
        points: From source to mouth or the other way.
        weight: How wide to draw it, 0 (a brook) … 1 (a great river).
    """

    points: Path
    weight: float = 0.3


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the red line; empty by default, and then the map is drawn on bare ground.

    Args:
        land: Closed outlines of all land; even-odd, so that a ring within a ring is water.
        countries: The same land by country, to know where a name may stand.
        coasts: Lines where land meets sea.
        borders: Lines where two countries meet.
        rivers: Rivers.
        lakes: Closed outlines of lakes.
        attribution: Whom to thank; stands small in a corner.
    """

    land: tuple[Path, ...] = ()
    countries: tuple[Country, ...] = ()
    coasts: tuple[Path, ...] = ()
    borders: tuple[Path, ...] = ()
    rivers: tuple[River, ...] = ()
    lakes: tuple[Path, ...] = ()
    attribution: str = ""
