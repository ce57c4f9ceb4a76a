"""How coarsely a story shows places and days, by rule: one fixed displaced dot for each place, days cut off.

A dot is found by keyed steps from the place: some 7 to 20 km first, then 40 more, then 120 more. Each step goes from
where the step before ended, so a coarser dot is made from the finer one alone and shows nothing that the finer does
not; and each is the same for ever under one secret, so that neither many scenes nor many builds can be averaged
(Zandbergen 2014 names both dangers of displaced points). Places in the same cell share their dot, so that one house
under two names is not shown twice. A dot stays in its place's country, where it can.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from waystation.archive.story.shape import Grain

__all__ = ["LEVELS", "Displacing", "Level", "Point", "coarse_day", "distance_km", "ring_area", "ring_points"]

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Level = Literal[0, 20, 60, 180]
LEVELS: tuple[Level, ...] = (0, 20, 60, 180)
"""How far from its place a dot may stand, in kilometres; at least a third of it. 0 shows places as they are."""
CELL_KM = 2.0
FIRST = (8.2, 18.3)
"""How far the first step goes from the middle of the cell: 6.7 to 20 km from the place, wherever it lies in it."""
STEPS = {60: 40.0, 180: 120.0}
TRIES = 64
EARTH_KM = 6371.0088
KM_PER_DEGREE = EARTH_KM * math.pi / 180
POLAR = 85.0
GOLDEN = math.pi * (3 - math.sqrt(5))
"""The golden angle."""


@dataclass(frozen=True)
class Displacing:
    """The rule by which places are displaced.

    Args:
        secret: The vault's secret: without it, where a dot's place lies in its ring cannot be worked out.
        km: How far a dot may stand from its place.
        country: The name of the country at a point; empty for none.
    """

    secret: bytes
    km: Level
    country: Callable[[Point], str]

    @property
    def least(self) -> float:
        """How far a dot stands from its place at least, in kilometres."""
        return self.km / 3

    def dot(self, place: Point) -> Point:
        """Where a place is shown.

        Args:
            place: Longitude and latitude, degrees.

        Returns:
            The dot, to a thousandth of a degree; the same for every place of the same cell and country.
        """
        if self.km == 0:
            return round(place[0], 2), round(place[1], 2)
        country = self.country(place)
        at, seed = _cell(place)
        at = self._step(at, country, f"20|{seed}|{country}", FIRST)
        for level in LEVELS[2 : LEVELS.index(self.km) + 1]:
            at = self._step(at, country, f"{level}|{at[0]:.3f}|{at[1]:.3f}|{country}", (STEPS[level], STEPS[level]))
        return at

    def _step(self, start: Point, country: str, seed: str, lengths: tuple[float, float]) -> Point:
        """A keyed step that stays in the country: the first of many that does; the very first, if none does."""
        first = None
        for number in range(TRIES if country else 1):
            drawn = hmac.digest(self.secret, f"displaced|{seed}|{number}".encode(), hashlib.sha256)
            turn, share = (int.from_bytes(drawn[at : at + 8], "big") / 2**64 for at in (0, 8))
            low, high = lengths
            # as likely in one square kilometre of the ring as in another
            length = math.sqrt(low * low + share * (high * high - low * low))
            to = _moved(start, turn * 2 * math.pi, length)
            first = first or to
            if self.country(to) == country:
                return to
        assert first is not None
        return first


def _cell(place: Point) -> tuple[Point, str]:
    """The middle of the cell that a place lies in, and the cell's name."""
    high = CELL_KM / KM_PER_DEGREE
    row = math.floor(max(-POLAR, min(POLAR, place[1])) / high)
    middle = (row + 0.5) * high
    wide = high / math.cos(math.radians(middle))
    column = math.floor((-180.0 if place[0] == 180.0 else place[0]) / wide)
    return ((column + 0.5) * wide, middle), f"{row}|{column}"


def _moved(start: Point, turn: float, km: float) -> Point:
    """The point that lies so far from another in a direction, to a thousandth of a degree; on the sphere."""
    far, lat, lon = km / EARTH_KM, math.radians(start[1]), math.radians(start[0])
    there = math.asin(math.sin(lat) * math.cos(far) + math.cos(lat) * math.sin(far) * math.cos(turn))
    east = math.atan2(math.sin(turn) * math.sin(far) * math.cos(lat), math.cos(far) - math.sin(lat) * math.sin(there))
    degrees = math.degrees(lon + east)
    return round((degrees + 180.0) % 360.0 - 180.0, 3), round(math.degrees(there), 3)


def distance_km(one: Point, other: Point) -> float:
    """How far two points lie apart on the sphere, in kilometres (haversine)."""
    (lon_a, lat_a), (lon_b, lat_b) = ((math.radians(p[0]), math.radians(p[1])) for p in (one, other))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def ring_area(km: Level) -> float:
    """In how many square kilometres a displaced place may lie: its whole ring, seas and borders left aside."""
    return math.pi * (km * km - (km / 3) ** 2)


def ring_points(dot: Point, km: Level, number: int) -> tuple[Point, ...]:
    """Points spread evenly over the ring in which the place of a dot may lie (Vogel's spiral).

    Args:
        dot: Longitude and latitude, degrees.
        km: How far the place may be.
        number: How many points.
    """
    low, high = km / 3, float(km)
    lengths = (math.sqrt(low * low + (place + 0.5) / number * (high * high - low * low)) for place in range(number))
    return tuple(_moved(dot, place * GOLDEN, length) for place, length in enumerate(lengths))


def coarse_day(when: str, grain: Grain) -> str:
    """A day, a month or a year, cut off where it would be shown more finely than is allowed.

    Args:
        when: As ISO 8601 writes it; may be empty.
        grain: How finely it may be shown.
    """
    return when[: {"day": 10, "month": 7, "year": 4, "none": 0}[grain]]
