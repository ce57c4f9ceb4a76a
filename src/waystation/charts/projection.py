"""From degrees to pixels: which part of the earth a map shows, and where each point falls.

The projection is Lambert's azimuthal equal-area on the sphere, centred on the course (Snyder, "Map Projections: A
Working Manual", USGS Professional Paper 1395, equations 24-2 to 24-16): true in scale at the centre, gentle at the
edges even for a course that crosses a continent, and without a seam at the antimeridian.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.charts.ground import Bounds
from waystation.charts.picture import MapPicture, Point

__all__ = ["EARTH_KM", "Frame", "View", "bounds_for", "fit", "points_to_show"]

EARTH_KM = 6371.0088
LEAST_SPAN_KM = 4.0
WIDEST_FRAME = 2.6
Pixels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of pixels.

    Args:
        left: Its left edge.
        top: Its upper edge.
        width: More than 0.
        height: More than 0.
    """

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def grown(self, by: float) -> Frame:
        """The same rectangle with every side moved outwards (inwards if negative) by so many pixels."""
        return Frame(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class View:
    """A part of the earth in a frame.

    Args:
        frame: Where it is drawn.
        lon: Longitude of the centre, degrees.
        lat: Latitude of the centre, degrees.
        scale: Pixels per kilometre at the centre.
    """

    frame: Frame
    lon: float
    lat: float
    scale: float

    def to_pixels(self, lonlat: NDArray[np.float64]) -> Pixels:
        """Project points.

        Args:
            lonlat: (points, 2) float64, degrees.

        Returns:
            (points, 2) float64: x to the right and y downwards, pixels.
        """
        xy = _forward(np.asarray(lonlat, dtype=np.float64).reshape(-1, 2), self.lon, self.lat)
        middle = (self.frame.left + self.frame.width / 2, self.frame.top + self.frame.height / 2)
        return xy * (self.scale, -self.scale) + middle

    def to_lonlat(self, pixels: Pixels) -> NDArray[np.float64]:
        """Find the points on earth that fall on pixels.

        Args:
            pixels: (points, 2) float64.

        Returns:
            (points, 2) float64, degrees, longitudes within 180 of the centre; NaN beyond the edge of the earth.
        """
        middle = (self.frame.left + self.frame.width / 2, self.frame.top + self.frame.height / 2)
        return _inverse((pixels - middle) / (self.scale, -self.scale), self.lon, self.lat)

    def bounds(self) -> Bounds:
        """The box of degrees that covers the frame."""
        f = self.frame
        x, y = np.meshgrid(np.linspace(f.left, f.right, 25), np.linspace(f.top, f.bottom, 25))
        found = self.to_lonlat(np.column_stack([x.ravel(), y.ravel()]))
        whole = bool(np.isnan(found).any())
        south, north = float(np.nanmin(found[:, 1])), float(np.nanmax(found[:, 1]))
        poles = self.to_pixels(np.array([[self.lon, 90.0], [self.lon, -90.0]]))
        inside = [f.left <= px <= f.right and f.top <= py <= f.bottom for px, py in poles]
        north = 90.0 if whole or inside[0] else min(90.0, north + 0.05)
        south = -90.0 if whole or inside[1] else max(-90.0, south - 0.05)
        if whole or any(inside):
            return Bounds(-180.0, south, 180.0, north)
        west, east = float(np.nanmin(found[:, 0])), float(np.nanmax(found[:, 0]))
        turn = math.floor((west + 180.0) / 360.0) * 360.0
        return Bounds(west - turn, south, east - turn, north)


def _forward(lonlat: NDArray[np.float64], lon: float, lat: float) -> Pixels:
    lam, phi, phi0 = np.radians(lonlat[:, 0] - lon), np.radians(lonlat[:, 1]), math.radians(lat)
    cos_c = math.sin(phi0) * np.sin(phi) + math.cos(phi0) * np.cos(phi) * np.cos(lam)
    k = EARTH_KM * np.sqrt(2.0 / np.maximum(1.0 + cos_c, 1e-4))
    x = k * np.cos(phi) * np.sin(lam)
    y = k * (math.cos(phi0) * np.sin(phi) - math.sin(phi0) * np.cos(phi) * np.cos(lam))
    return np.column_stack([x, y])


def _inverse(km: Pixels, lon: float, lat: float) -> NDArray[np.float64]:
    rho = np.hypot(km[:, 0], km[:, 1])
    half = rho / (2 * EARTH_KM)
    c = 2 * np.arcsin(np.where(half <= 1.0, half, np.nan))
    phi0 = math.radians(lat)
    safe = np.maximum(rho, 1e-12)
    sin_phi = np.cos(c) * math.sin(phi0) + km[:, 1] * np.sin(c) * math.cos(phi0) / safe
    lam = np.arctan2(km[:, 0] * np.sin(c), safe * math.cos(phi0) * np.cos(c) - km[:, 1] * math.sin(phi0) * np.sin(c))
    return np.column_stack([lon + np.degrees(lam), np.degrees(np.arcsin(np.clip(sin_phi, -1.0, 1.0)))])


def _centre(lonlat: NDArray[np.float64]) -> tuple[float, float]:
    lons = np.sort(np.mod(lonlat[:, 0], 360.0))
    gaps = np.diff(np.append(lons, lons[0] + 360.0))
    widest = int(np.argmax(gaps))
    start = lons[(widest + 1) % len(lons)]
    middle = start + (360.0 - gaps[widest]) / 2
    lon = (middle + 180.0) % 360.0 - 180.0
    return float(lon), float((lonlat[:, 1].min() + lonlat[:, 1].max()) / 2)


def fit(points: Iterable[Point], frame: Frame, padding: float = 0.0) -> View:
    """Choose the view that shows all points as large as the frame allows.

    Args:
        points: What must be seen; with none, the whole earth is shown.
        frame: Where it is drawn.
        padding: Pixels to keep free on each side.

    Returns:
        The view, at least 4 km across.
    """
    lonlat = np.asarray(list(points), dtype=np.float64).reshape(-1, 2)
    inner = frame.grown(-min(padding, frame.width * 0.4, frame.height * 0.4))
    if not len(lonlat):
        return View(frame, 0.0, 0.0, min(inner.width, inner.height) / (4 * EARTH_KM))
    lon, lat = _centre(lonlat)
    for _ in range(4):
        xy = _forward(lonlat, lon, lat)
        middle = (xy.min(axis=0) + xy.max(axis=0)) / 2
        moved = _inverse(middle[None, :], lon, lat)[0]
        if np.isnan(moved).any():
            break
        lon, lat = (float(moved[0]) + 180.0) % 360.0 - 180.0, float(moved[1])
    span = np.maximum(np.ptp(_forward(lonlat, lon, lat), axis=0), LEAST_SPAN_KM)
    return View(frame, lon, lat, float(min(inner.width / span[0], inner.height / span[1])))


def points_to_show(picture: MapPicture) -> list[Point]:
    """The points that a map of this picture must show: the course and its dots, or else every place."""
    points = [p for segment in picture.course for p in segment.points]
    points += [(s.lon, s.lat) for s in picture.spots if s.number or s.on_course]
    return points or [(s.lon, s.lat) for s in picture.spots]


def bounds_for(picture: MapPicture) -> Bounds:
    """The box of degrees that covers this picture's map in a frame of any usual shape.

    Args:
        picture: What will be drawn.

    Returns:
        A box that holds the map in frames from 1 : 2.6 to 2.6 : 1, padding included.
    """
    points = points_to_show(picture)
    both = [
        fit(points, Frame(0, 0, width, height), 100).bounds()
        for width, height in ((1000 * WIDEST_FRAME, 1000), (1000, 1000 * WIDEST_FRAME))
    ]
    first, second = both
    shift = 360.0 * round((first.west + first.east - second.west - second.east) / 720.0)
    west, east = min(first.west, second.west + shift), max(first.east, second.east + shift)
    turn = math.floor((west + 180.0) / 360.0) * 360.0
    return Bounds(
        west - turn, min(first.south, second.south), min(east, west + 360.0) - turn, max(first.north, second.north)
    )
