"""Dark and light at every step, as the sun worked out for each step says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waystation.world.clock import Clock
from waystation.world.daylight import Daylight
from waystation.world.sun import NIGHT_BELOW, sun_at

LONG_AGO = datetime(1800, 1, 2, tzinfo=UTC)


def clock_of(start: datetime, minutes: int) -> Clock:
    """A clock of 300 steps."""
    return Clock(start=start, step_minutes=minutes, horizon_hours=300 * minutes / 60)


@given(
    begins=st.integers(0, 210_000_000),
    minutes=st.sampled_from([1, 7, 30, 60, 719, 1000, 1440]),
    point=st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
)
@example(121_600_000, 1, (0.0, 0.0))
@example(121_700_000, 7, (15.65, 78.22))
@example(121_690_000, 1440, (-180.0, 66.0))
@example(28_000_000, 30, (180.0, -90.0))
def test_every_step_is_as_the_sun_of_that_step_says(begins: int, minutes: int, point: tuple[float, float]) -> None:
    """Anywhere, at the poles too, at any length of step."""
    clock = clock_of(LONG_AGO + timedelta(minutes=begins), minutes)
    heights = [sun_at(clock.at(t, UTC)).elevation(*point) for t in range(clock.steps + 1)]
    daylight = Daylight(clock)
    assert list(daylight.dark(point)) == [height < NIGHT_BELOW for height in heights]
    assert list(daylight.light(point)) == [height > NIGHT_BELOW for height in heights]


@pytest.mark.parametrize("twelfth", range(12))
def test_a_step_near_sunset_is_looked_at_exactly(twelfth: int) -> None:
    """Minute by minute through hours in which the sun sets, at longitudes a twelfth of a step apart."""
    clock = clock_of(datetime(2031, 10, 1, 12, tzinfo=UTC), 1)
    point = (13.4 + twelfth / 48, 52.52)
    heights = [sun_at(clock.at(t, UTC)).elevation(*point) for t in range(clock.steps + 1)]
    assert min(heights) < NIGHT_BELOW < max(heights)
    assert list(Daylight(clock).dark(point)) == [height < NIGHT_BELOW for height in heights]
