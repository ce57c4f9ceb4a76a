"""How reports fade, and up to when a number contains them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from waystation.evidence.ageing import DAY, NEVER_AFTER, contained_until, fading, instant
from waystation.world.clock import Clock

CLOCK = Clock(start=datetime.fromisoformat("2031-10-01T12:00:00+09:00"), horizon_hours=2)


def test_a_half_life_halves() -> None:
    """And what happened after the start has no age."""
    assert fading(-180 * DAY, 180.0) == 0.5
    assert fading(-360 * DAY, 180.0) == 0.25
    assert fading(0, 180.0) == fading(7 * DAY, 180.0) == 1.0


def test_instants_are_exact_in_any_zone() -> None:
    """To the microsecond."""
    assert instant(CLOCK, datetime(2031, 10, 1, 3, tzinfo=UTC)) == 0
    assert instant(CLOCK, CLOCK.start - timedelta(days=1, microseconds=1)) == -DAY - 1
    assert instant(CLOCK, CLOCK.start + timedelta(seconds=2)) == 2_000_000


def test_a_date_holds_to_its_end_in_the_zone_of_the_start() -> None:
    """An instant holds to itself; nothing said, everything may be contained."""
    until = contained_until(CLOCK, date(2031, 9, 30))
    assert until == instant(CLOCK, datetime.fromisoformat("2031-10-01T00:00:00+09:00")) - 1
    at = datetime(2031, 9, 30, tzinfo=UTC)
    assert contained_until(CLOCK, at) == instant(CLOCK, at)
    assert contained_until(CLOCK, None) == contained_until(CLOCK, date.max) == NEVER_AFTER
