"""The sun's elevation is that of another program, everywhere and in every century a pack may lie in."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest
from astral import Observer
from astral.sun import elevation

from waystation.world.sun import NIGHT_BELOW, sun_at

FIRST, SPAN = datetime(1800, 1, 1, tzinfo=UTC), timedelta(days=400 * 365)


def drawn(number: int) -> tuple[datetime, float, float]:
    """An instant and a place, by number."""
    rng = random.Random(number)
    seconds = rng.randrange(int(SPAN.total_seconds()))
    return FIRST + timedelta(seconds=seconds), rng.uniform(-180, 180), rng.uniform(-89, 89)


def test_elevation_is_astrals_at_five_hundred_places_and_instants() -> None:
    """To a millionth of a degree, without refraction."""
    for number in range(500):
        instant, longitude, latitude = drawn(number)
        wanted = elevation(Observer(latitude, longitude, 0.0), instant, with_refraction=False)
        assert sun_at(instant).elevation(longitude, latitude) == pytest.approx(wanted, abs=1e-6), (number, instant)


@pytest.mark.parametrize("latitude", [90.0, -90.0, 89.9])
def test_at_the_poles_the_sun_stands_at_its_declination(latitude: float) -> None:
    """Within the fifth of a degree at which the formula stops: a midnight sun in June, none in December."""
    for month, sign in ((6, 1), (12, -1)):
        heights = [
            sun_at(datetime(2031, month, 21, hour, tzinfo=UTC)).elevation(longitude, latitude)
            for hour in range(24)
            for longitude in (-180.0, 0.0, 90.0)
        ]
        assert all(abs(height - sign * (23.4 if latitude > 0 else -23.4)) < 0.3 for height in heights)


def test_beyond_the_arctic_circle_a_night_lasts_for_weeks() -> None:
    """In Longyearbyen no hour of 1 January is day and no hour of 1 July is night."""
    for month, night in ((1, True), (7, False)):
        suns = [sun_at(datetime(2031, month, 1, hour, tzinfo=UTC)) for hour in range(24)]
        assert all((sun.elevation(15.65, 78.22) < NIGHT_BELOW) is night for sun in suns)


def test_the_instant_counts_and_not_how_it_is_written() -> None:
    """The same instant in another offset is the same sun; also on the other side of midnight."""
    instant = datetime(2031, 10, 1, 23, 30, tzinfo=UTC)
    elsewhere = instant.astimezone(timezone(timedelta(hours=9)))
    assert sun_at(instant).elevation(127.0, 37.5) == pytest.approx(sun_at(elsewhere).elevation(127.0, 37.5), abs=1e-9)


def test_places_a_turn_apart_are_the_same_place() -> None:
    """180 degrees east is 180 degrees west."""
    sun = sun_at(datetime(2031, 10, 1, 3, tzinfo=UTC))
    assert sun.elevation(180.0, 10.0) == pytest.approx(sun.elevation(-180.0, 10.0), abs=1e-9)
