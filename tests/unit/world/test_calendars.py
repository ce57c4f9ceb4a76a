"""At which steps a leg may leave, in places where the clock jumps, the sun stays up, or seconds are odd."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from astral import Observer
from astral.sun import elevation
from hypothesis import given
from hypothesis import strategies as st

from waystation.world.calendars import Calendars
from waystation.world.clock import Clock
from waystation.world.places import Leg, Place

BERLIN = (13.4, 52.52)


def steps(start: str, hours: float = 24, step: int = 30, duration: int = 1, **words: object) -> list[int]:
    """The steps at which a leg may leave from a place in that zone, for a clock that starts at that instant."""
    instants = words.pop("instants", None)
    place = {"id": "a", "kind": "hub", "tz": words.pop("tz", "Europe/Berlin")}
    origin = Place.model_validate(place).model_copy(update={"at": words.pop("at", BERLIN)})
    clock = Clock(start=datetime.fromisoformat(start), step_minutes=step, horizon_hours=hours)
    leg = Leg.model_validate({"id": "l", "from": "a", "to": "b", "mode": "car", "minutes": 30, **words})
    opened = Calendars(clock).open_steps(leg, origin, duration, instants)  # type: ignore[arg-type]
    assert len(opened) == clock.steps
    return [t for t, there in enumerate(opened) if there]


def test_a_leg_leaves_only_if_it_can_arrive_by_the_horizon() -> None:
    """Departure and duration together are at most T, for durations up to the whole and beyond."""
    for duration in range(1, 8):
        assert steps("2031-06-01T12:00:00+02:00", hours=2.5, duration=duration) == list(range(max(0, 6 - duration)))


@pytest.mark.parametrize("window", ["night", "day"])
@given(duration=st.integers(1, 9), minutes=st.integers(0, 525_600))
def test_night_and_day_hold_at_every_step_of_the_way(window: str, duration: int, minutes: int) -> None:
    """From t to t + d, both included, by another program's sun."""
    start = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    observer = Observer(BERLIN[1], BERLIN[0], 0.0)
    heights = [elevation(observer, start + timedelta(minutes=30 * t), False) for t in range(49)]
    holds = [height < -0.833 if window == "night" else height > -0.833 for height in heights]
    wanted = [t for t in range(49 - duration) if all(holds[t : t + duration + 1])]
    assert steps(start.isoformat(), duration=duration, window=window) == wanted


def test_a_night_without_darkness_has_no_departure_by_night() -> None:
    """In June beyond the arctic circle; by day every step is open."""
    north = {"at": (15.65, 78.22), "tz": "Arctic/Longyearbyen"}
    assert steps("2031-06-21T12:00:00+02:00", window="night", **north) == []
    assert steps("2031-06-21T12:00:00+02:00", window="day", **north) == list(range(48))
    assert steps("2031-12-21T12:00:00+01:00", window="night", **north) == list(range(48))


def test_spans_are_read_in_the_zone_of_the_origin() -> None:
    """Both ends included; the late evening wraps midnight; the leg itself may reach beyond the span."""
    assert steps("2031-10-01T18:00:00+02:00", window=["21:00-04:30"]) == list(range(6, 22))
    assert steps("2031-10-01T18:00:00+09:00", window=["21:00-04:30"]) == list(range(20, 36))
    assert steps("2031-10-01T18:00:00+02:00", window=["21:00-21:00", "20:00-20:15"], duration=9) == [4, 6]


def test_a_place_without_a_zone_has_the_offset_of_the_start() -> None:
    """Half an hour off, as in Kathmandu's quarter."""
    assert steps("2031-10-01T18:00:00+05:45", window=["18:30-18:30"], tz=None) == [1]


def test_a_span_in_an_hour_that_is_skipped_is_never_open() -> None:
    """In Berlin on 30 March 2031 it is never half past two."""
    assert steps("2031-03-30T00:00:00+01:00", window=["02:00-02:59"], hours=6) == []
    assert steps("2031-03-30T00:00:00+01:00", window=["01:30-03:00"], hours=6) == [3, 4]


def test_a_span_in_an_hour_that_comes_twice_is_open_both_times() -> None:
    """In Berlin on 26 October 2031 it is half past two twice: the clock shows it, so it holds."""
    assert steps("2031-10-26T00:00:00+02:00", window=["02:30-02:30"], hours=6) == [5, 7]


def test_a_departure_that_does_not_exist_that_day_is_not_offered() -> None:
    """But it is the day before and the day after."""
    assert steps("2031-03-29T00:00:00+01:00", hours=72, departures=["02:30"]) == [5, 5 + 96 - 2]
    assert steps("2031-03-29T00:00:00+01:00", hours=72, departures=["03:00"]) == [6, 52, 100]


def test_a_departure_that_occurs_twice_counts_the_first_time() -> None:
    """Even if the first time was before the start: then it is gone."""
    assert steps("2031-10-26T00:00:00+02:00", hours=6, departures=["02:30"]) == [5]
    assert steps("2031-10-26T02:45:00+02:00", hours=6, departures=["02:30"]) == []


def test_a_departure_leaves_at_the_first_step_at_or_after_it() -> None:
    """One before the start is gone, also if its step would be the first; two may share a step."""
    assert steps("2031-10-01T12:10:00+02:00", hours=3, departures=["12:09", "12:10", "12:11", "12:40", "13:00"]) == [
        0,
        1,
        2,
    ]
    assert steps("2031-10-01T12:10:00+02:00", hours=3, departures=["12:05"]) == []


def test_departures_reach_over_midnight_and_days() -> None:
    """One listed time is offered every day of the mission, also where it is still the day before."""
    assert steps("2031-10-01T23:00:00+02:00", hours=72, departures=["00:00"]) == [2, 50, 98]
    west = {"tz": "Pacific/Pago_Pago", "at": (-170.7, -14.3)}
    assert steps("2031-10-01T00:00:00+14:00", hours=48, departures=["00:00"], **west) == [2, 50]


def test_window_and_departures_must_both_allow_a_step() -> None:
    """The step after rounding is what must lie in the window."""
    words = {"departures": ["12:20", "12:50"], "window": ["12:00-12:30"]}
    assert steps("2031-10-01T12:00:00+02:00", hours=3, **words) == [1]


def test_instants_of_a_timetable_are_departures() -> None:
    """In any order and offset; before the start and after the horizon they are gone."""
    start = datetime.fromisoformat("2031-10-01T12:00:00+02:00")
    offset = timezone(timedelta(hours=-3))
    instants = [(start + timedelta(minutes=m)).astimezone(offset) for m in (100, -1, 31, 10_000, 0)]
    timetable = {"file": "t.zip", "route": "r", "from_stop": "x", "to_stop": "y"}
    assert steps(start.isoformat(), hours=3, timetable=timetable, instants=instants) == [0, 2, 4]
    assert steps(start.isoformat(), hours=3, timetable=timetable, instants=()) == []


def test_in_1854_local_time_has_seconds() -> None:
    """Toronto's mean time was 5:17:32 behind Greenwich: departures are rounded up, spans read to the second."""
    words = {"tz": "America/Toronto", "hours": 3, "step": 30}
    assert steps("1854-12-24T12:00:00+00:00", departures=["06:42", "06:43", "07:13"], **words) == [1, 2]
    assert steps("1854-12-24T12:00:00+00:00", window=["06:42-06:42"], **words) == []
    assert steps("1854-12-24T12:00:00+00:00", window=["06:42-06:43", "07:12-07:12"], **words) == [0]
