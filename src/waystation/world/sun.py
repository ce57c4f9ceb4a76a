"""Where the sun stands: its geometric elevation at a place and an instant, without refraction.

The formulas are NOAA's solar calculator (after Meeus, *Astronomical Algorithms*, 1991), split so that what depends
on the instant alone is computed once for all places.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import acos, asin, cos, degrees, radians, sin, tan

__all__ = ["NIGHT_BELOW", "Sun", "sun_at"]

NIGHT_BELOW = -0.833
"""Degrees of geometric elevation at sunrise and sunset: half the disc and the refraction at the horizon."""

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sun:
    """The sun at one instant, as seen from nowhere in particular.

    Args:
        sine: Sine of the declination.
        cosine: Cosine of the declination.
        minutes: True solar time at longitude 0, in minutes after midnight.
    """

    sine: float
    cosine: float
    minutes: float

    def elevation(self, longitude: float, latitude: float) -> float:
        """Geometric elevation of the sun's centre.

        Args:
            longitude: Degrees east.
            latitude: Degrees north.

        Returns:
            Degrees above the horizon, −90 … 90.
        """
        hour_angle = radians(self.minutes / 4.0 + longitude - 180.0)
        north = radians(max(-89.8, min(89.8, latitude)))
        cosine_zenith = cos(north) * self.cosine * cos(hour_angle) + sin(north) * self.sine
        return 90.0 - degrees(acos(max(-1.0, min(1.0, cosine_zenith))))


def sun_at(instant: datetime) -> Sun:
    """The sun's declination and true solar time at an instant (with an offset)."""
    days = (instant - _J2000).total_seconds() / 86400.0
    century = days / 36525.0
    mean_longitude = radians((280.46646 + century * (36000.76983 + 0.0003032 * century)) % 360.0)
    anomaly = radians(357.52911 + century * (35999.05029 - 0.0001537 * century))
    eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = (
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * century)
    apparent = mean_longitude + radians(centre - 0.00569 - 0.00478 * sin(node))
    seconds = 21.448 - century * (46.8150 + century * (0.00059 - century * 0.001813))
    obliquity = radians(23.0 + (26.0 + seconds / 60.0) / 60.0 + 0.00256 * cos(node))
    declination = asin(sin(obliquity) * sin(apparent))
    y = tan(obliquity / 2.0) ** 2
    equation_of_time = 4.0 * degrees(
        y * sin(2 * mean_longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * y * sin(anomaly) * cos(2 * mean_longitude)
        - 0.5 * y * y * sin(4 * mean_longitude)
        - 1.25 * eccentricity * eccentricity * sin(2 * anomaly)
    )
    utc = instant.astimezone(UTC)
    midnight = utc.replace(hour=0, minute=0, second=0, microsecond=0)
    return Sun(sin(declination), cos(declination), (utc - midnight).total_seconds() / 60.0 + equation_of_time)
