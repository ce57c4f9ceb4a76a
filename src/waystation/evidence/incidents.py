"""What a file of incidents makes us believe of a leg: counts of harm on journeys past the places where it happened.

An incident is an event, however many people it struck: the counts are out of journeys, and one wreck ends one
journey. Files record what somebody reported, so their counts are minima, and **no incident near a leg is not
evidence of safety**: then there are no counts at all, and what the pack says of the leg stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import asin, cos, degrees, hypot, radians, sin, sqrt

from waystation.world.chances import Counts
from waystation.world.places import Point
from waystation.world.records import IncidentRecord

__all__ = ["EARTH_KM", "harm_counts"]

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

_MOST_TRIALS = 1e12


def harm_counts(record: IncidentRecord, line: Sequence[Point], near_km: float, trials_per_year: float) -> Counts | None:
    """How often harm was recorded near a leg, out of the journeys made in the years that the record covers.

    Args:
        record: The incidents.
        line: The leg, as longitudes and latitudes in degrees, at least one point; each stretch is straight in these
            coordinates (RFC 7946, section 3.1.1) and goes the shorter way round.
        near_km: How near an incident counts, in kilometres along a great circle, > 0.
        trials_per_year: How many journeys a year the counts are out of, > 0.

    Returns:
        Incidents, at most as many as trials, out of `trials_per_year` × years covered; None where none is near.
    """
    near = _near(record, line, near_km)
    if not near:
        return None
    trials = min(trials_per_year * record.years, _MOST_TRIALS)
    return Counts(events=min(float(near), trials), trials=trials)


def _near(record: IncidentRecord, line: Sequence[Point], near_km: float) -> int:
    places = record.by_latitude
    found: set[int] = set()
    margin = degrees(near_km / EARTH_KM) * 1.001
    for start, end in pairwise(line if len(line) > 1 else [*line, *line]):
        for number in _in_box(places, start, end, margin):
            if number not in found and _distance_km(places[number], start, end) <= near_km:
                found.add(number)
    return len(found)


def _in_box(places: Sequence[tuple[float, float]], start: Point, end: Point, margin: float) -> Iterator[int]:
    """The places in the box around a stretch, widened by a margin in degrees of latitude."""
    south, north = min(start[1], end[1]) - margin, max(start[1], end[1]) + margin
    half = abs(_shorter(end[0] - start[0])) / 2.0
    middle = start[0] + _shorter(end[0] - start[0]) / 2.0
    widest = cos(radians(min(max(abs(south), abs(north)), 90.0)))
    half += margin / widest if widest > 0.01 else 360.0
    for number in range(bisect_left(places, (south, -400.0)), bisect_right(places, (north, 400.0))):
        if abs(_shorter(places[number][1] - middle)) <= half:
            yield number


def _distance_km(place: tuple[float, float], start: Point, end: Point) -> float:
    """Distance from a place (latitude, longitude) to the point of a stretch that is nearest on a map around the place.

    On that map, scaled by the cosine of the place's latitude, the stretch is straight; the distance itself is then
    taken on the sphere.
    """
    latitude, longitude = place
    scale = max(cos(radians(latitude)), 1e-9)
    across = _shorter(end[0] - start[0])
    # the start as seen from the place, on the side of the Earth where the stretch's middle is
    to_middle = _shorter(start[0] + across / 2.0 - longitude)
    x, y = (to_middle - across / 2.0) * scale, start[1] - latitude
    dx, dy = across * scale, end[1] - start[1]
    length = hypot(dx, dy)
    share = min(1.0, max(0.0, -(x * dx + y * dy) / length / length)) if length > 0.0 else 0.0
    return _great_circle_km(latitude, latitude + y + share * dy, (x + share * dx) / scale)


def _great_circle_km(latitude: float, other: float, between: float) -> float:
    """Distance of two points by their latitudes and the longitude between them, in degrees (haversine)."""
    a = sin(radians(other - latitude) / 2.0) ** 2
    a += cos(radians(latitude)) * cos(radians(other)) * sin(radians(between) / 2.0) ** 2
    return 2.0 * EARTH_KM * asin(min(1.0, sqrt(a)))


def _shorter(difference: float) -> float:
    """A difference of longitudes, the shorter way round: −180 … 180 degrees."""
    return (difference + 180.0) % 360.0 - 180.0
