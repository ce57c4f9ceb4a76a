"""In which country a point lies, by the outlines of the base map."""

from __future__ import annotations

import numpy as np

from waystation.charts.ground import Ground, Path
from waystation.charts.picture import Point

__all__ = ["country_at"]


def country_at(ground: Ground, point: Point) -> str:
    """The name of the country at a point; empty at sea, and where the base map ends.

    Args:
        ground: The base map for a box that holds the point.
        point: Longitude and latitude, degrees.
    """
    return next((one.name for one in ground.countries if sum(_inside(ring, point) for ring in one.rings) % 2), "")


def _inside(ring: Path, point: Point) -> bool:
    """Whether a point lies in a closed outline: a ray to the east crosses it an odd number of times."""
    x, y = ring[:, 0], ring[:, 1]
    next_x, next_y = np.roll(x, -1), np.roll(y, -1)
    across = (y > point[1]) != (next_y > point[1])
    if not across.any():
        return False
    rise = np.where(across, next_y - y, 1.0)
    cut = x + (point[1] - y) / rise * (next_x - x)
    return bool(np.count_nonzero(across & (cut > point[0])) % 2)
