"""Local times at every step, and listed times as steps, as each zone's own clock says."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.world.clock import Clock
from waystation.world.local_time import CALM, LocalTimes

ZONES = ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Gaza"]


@pytest.mark.parametrize("name", ZONES)
@given(
    begins=st.integers(0, 100_000_000),
    minutes=st.sampled_from([7, 30, 120, 1440]),
    local=st.times(),
)
def test_steps_are_read_as_the_zone_reads_them(name: str, begins: int, minutes: int, local: time) -> None:
    """Also where clocks change; a time that occurs twice counts the first time, one that is skipped does not."""
    zone, local = ZoneInfo(name), local.replace(second=0, microsecond=0)
    begun = datetime(1850, 1, 1, tzinfo=UTC) + timedelta(minutes=begins)
    clock = Clock(start=begun, step_minutes=minutes, horizon_hours=300 * minutes / 60)
    times, at = LocalTimes(clock), [clock.at(t, zone) for t in range(clock.steps)]
    assert times.seconds(zone) == [(a.hour * 60 + a.minute) * 60 + a.second for a in at]
    first, last = clock.at(0, zone).date(), clock.at(clock.steps, zone).date()
    wanted = set()
    for n in range(-1, (last - first).days + 2):
        wall = datetime.combine(first + timedelta(days=n), local, zone)
        instant = wall.astimezone(UTC)
        skipped = instant.astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None)
        if not skipped and instant >= begun and clock.step_at_or_after(instant) < clock.steps:
            wanted.add(clock.step_at_or_after(instant))
    assert set(times.leaving(zone, local)) == wanted


def test_clocks_that_change_twice_within_days_are_read_step_by_step() -> None:
    """Freetown in 1939 put its clocks forward for four days: nowhere do they change twice in less."""
    changed = datetime(1939, 9, 1, tzinfo=UTC)
    assert timedelta(days=3, hours=23) > CALM
    clock = Clock(start=changed, step_minutes=30, horizon_hours=24 * 10)
    zone = ZoneInfo("Africa/Freetown")
    at = [clock.at(t, zone) for t in range(clock.steps)]
    offsets = [a.utcoffset() for a in at]
    assert len(set(offsets)) > 1
    assert LocalTimes(clock).seconds(zone) == [(a.hour * 60 + a.minute) * 60 + a.second for a in at]
