"""Steps and instants: rounding up, before the start, fractions of a step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from waystation.world.clock import Clock, steps_for, zone_named

START = datetime.fromisoformat("2031-10-01T18:00:00+09:00")


def clock(step: int = 30, hours: float = 96, start: datetime = START) -> Clock:
    """A clock of half hours over four days."""
    return Clock(start=start, step_minutes=step, horizon_hours=hours)


@pytest.mark.parametrize(
    ("hours", "step", "steps"),
    [(96, 30, 192), (1, 7, 8), (0.4, 30, 0), (0.5, 30, 1), (0.7, 7, 6), (1.1, 6, 11), (0.1, 6, 1), (2.3, 1, 138)],
)
def test_the_horizon_is_cut_into_whole_steps(hours: float, step: int, steps: int) -> None:
    """What is left over is dropped; a decimal that is a whole number of steps but for its last bit is one."""
    assert clock(step, hours).steps == steps


@pytest.mark.parametrize(
    ("minutes", "step", "steps"),
    [(1, 30, 1), (30, 30, 1), (30.1, 30, 2), (61, 30, 3), (0.001, 1440, 1), (3 * 0.1, 0.1, 3), (90 / 0.9, 50, 2)],
)
def test_a_duration_is_rounded_up_to_at_least_one_step(minutes: float, step: int, steps: int) -> None:
    """max(1, ceil(m/step − 1e-9))."""
    assert steps_for(minutes, step) == steps


@pytest.mark.parametrize(
    ("minutes", "step"),
    [(0, 0), (1, 1), (30, 1), (31, 2), (-1, 0), (-30, -1), (-31, -1), (-60.5, -2), (0.0001, 1), (-0.0001, 0)],
)
def test_an_instant_belongs_to_the_first_step_at_or_after_it(minutes: float, step: int) -> None:
    """Also before the start, where steps are negative."""
    assert clock().step_at_or_after(START + timedelta(minutes=minutes)) == step


@given(step=st.integers(-3000, 3000), minutes=st.sampled_from([1, 7, 15, 30, 60, 1440]))
@example(step=1530, minutes=30)
def test_the_instant_of_a_step_is_at_that_step(step: int, minutes: int) -> None:
    """In any zone; and a second later it is the next."""
    made = clock(minutes)
    instant = made.at(step, ZoneInfo("America/New_York"))
    assert made.step_at_or_after(instant) == step
    # In a zone, Python adds to the clock on the wall, which strikes one twice on that night.
    assert made.step_at_or_after(instant.astimezone(UTC) + timedelta(seconds=1)) == step + 1


def test_instants_are_read_in_the_offset_of_the_start_unless_a_zone_is_given() -> None:
    """The same instant either way."""
    assert clock().at(1).isoformat() == "2031-10-01T18:30:00+09:00"
    assert clock().at(1, UTC).isoformat() == "2031-10-01T09:30:00+00:00"


def test_steps_run_through_a_change_of_clocks() -> None:
    """Steps are instants: local time jumps, steps do not."""
    zone = ZoneInfo("Europe/Berlin")
    made = clock(60, 6, datetime(2031, 3, 30, 0, tzinfo=UTC))
    assert [made.at(t, zone).hour for t in range(4)] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    "start",
    [
        "2031-10-01T18:00:30+09:00",
        "2031-10-01T18:00:00.5+09:00",
        "1799-12-31T00:00:00+00:00",
        "2201-01-01T00:00:00+00:00",
    ],
)
def test_a_start_is_a_whole_minute_within_reach_of_calendars(start: str) -> None:
    """Seconds would make every local time odd; before 1800 and after 2200 zones mean nothing."""
    with pytest.raises(ValidationError):
        clock(start=datetime.fromisoformat(start))


@pytest.mark.parametrize(
    "words", [{"step_minutes": 0}, {"step_minutes": 1441}, {"horizon_hours": 0.0}, {"horizon_hours": 1e9}]
)
def test_steps_and_horizon_have_bounds(words: dict[str, float]) -> None:
    """A step is a minute to a day, a horizon more than nothing."""
    with pytest.raises(ValidationError):
        Clock.model_validate({"start": START, "step_minutes": 30, "horizon_hours": 1.0, **words})


def test_a_zone_is_known_by_its_iana_name_alone() -> None:
    """Neither a path, nor an empty name, nor a word."""
    assert zone_named("Asia/Bangkok") == ZoneInfo("Asia/Bangkok")
    assert [zone_named(name) for name in ("", "../etc/passwd", "/etc/localtime", "Mars/Olympus", "a\0b", "Asia")] == [
        None
    ] * 6
