"""At which steps it is dark at a point, and at which light: the sun of `sun`, looked at no closer than is needed.

The sun's declination and its time change slowly. Worked out exactly once a day and drawn as straight lines between,
they lead by less than `ASTRAY` from where the sun stands; where that could tell night from day, the step is worked
out exactly. So every answer is the one that `Sun.elevation` gives.
"""

from __future__ import annotations

from datetime import UTC
from functools import cached_property
from math import cos, radians, sin

from waystation.world.clock import Clock
from waystation.world.places import Point
from waystation.world.sun import NIGHT_BELOW, Sun, sun_at

__all__ = ["Daylight"]

ASTRAY = 0.0002
"""In the sine of the elevation, about 0.011 degrees. The lines lead by at most 0.0015 degrees: declination bends by
0.008 degrees a day each day, the equation of time by 0.016 minutes, and a line misses an eighth of the bend."""

_HORIZON = sin(radians(NIGHT_BELOW))
_DAY = 1440


class Daylight:
    """Dark and light at every step of a clock, each worked out when it is asked for.

    Args:
        clock: When the mission starts and how time is cut.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.steps = clock.steps
        self._known: dict[Point, tuple[bytes, bytes]] = {}

    def dark(self, point: Point) -> bytes:
        """One byte for each step 0 … T, 1 where the sun is down at a longitude and latitude in degrees."""
        return self._at(point)[0]

    def light(self, point: Point) -> bytes:
        """One byte for each step 0 … T, 1 where the sun is up."""
        return self._at(point)[1]

    def _at(self, point: Point) -> tuple[bytes, bytes]:
        known = self._known.get(point)
        if known is None:
            known = self._known[point] = self._worked_out(point)
        return known

    def _worked_out(self, point: Point) -> tuple[bytes, bytes]:
        longitude, latitude = point
        north, east = radians(max(-89.8, min(89.8, latitude))), radians(longitude - 180.0)
        a, b, c = cos(north) * cos(east), -cos(north) * sin(east), sin(north)
        sines = [a * x + b * y + c * z for x, y, z in self._directions]
        low, high = _HORIZON - ASTRAY, _HORIZON + ASTRAY
        dark, light = bytearray([s < low for s in sines]), bytearray([s > high for s in sines])
        if dark.count(1) + light.count(1) < len(sines):
            for t, s in enumerate(sines):
                if low <= s <= high:
                    elevation = self._sun(t).elevation(longitude, latitude)
                    dark[t], light[t] = elevation < NIGHT_BELOW, elevation > NIGHT_BELOW
        return bytes(dark), bytes(light)

    def _sun(self, step: int) -> Sun:
        return sun_at(self.clock.at(step, UTC))

    @cached_property
    def _directions(self) -> list[tuple[float, float, float]]:
        """For each step about where the sun stands: along the equator, towards longitudes ±180 and 90, and north."""
        minutes = self.clock.step_minutes
        stride = max(1, _DAY // minutes)
        found = []
        before = self._sun(0)
        for first in range(0, self.steps + 1, stride):
            after = self._sun(first + stride)
            passed = stride * minutes
            gained = (after.minutes - before.minutes - passed + _DAY / 2) % _DAY - _DAY / 2
            for n in range(min(stride, self.steps + 1 - first)):
                share = n / stride
                turned = radians((before.minutes + n * minutes + share * gained) / 4.0)
                across = before.cosine + share * (after.cosine - before.cosine)
                up = before.sine + share * (after.sine - before.sine)
                found.append((across * cos(turned), across * sin(turned), up))
            before = after
        return found
