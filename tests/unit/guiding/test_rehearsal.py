"""The clock of a rehearsal: as fast as it was asked for, never ahead of what was told, never back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waystation.guiding.rehearsal import Rehearsal

REAL = datetime(2031, 10, 1, 12, tzinfo=UTC)
AT = datetime(2040, 1, 1, tzinfo=UTC)
RUNNING = Rehearsal(seed=1, speed=600.0, at=AT, since=REAL, until=AT + timedelta(hours=5), before=0)


def test_it_runs_as_fast_as_it_was_asked_for() -> None:
    """Ten minutes of the journey in a second."""
    assert RUNNING.now(REAL + timedelta(seconds=3)) == AT + timedelta(minutes=30)


def test_it_waits_for_what_is_not_told_yet() -> None:
    """Nobody sees a time at which something should have been heard that was not."""
    assert RUNNING.now(REAL + timedelta(hours=3)) == RUNNING.until


def test_it_stands_still_while_nobody_drives_it() -> None:
    """Where it was."""
    assert replace(RUNNING, since=None).now(REAL + timedelta(days=3)) == AT
    assert replace(RUNNING, speed=0.0).now(REAL + timedelta(days=3)) == AT


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2))
def test_it_never_goes_back_before_where_it_was_set(seconds: list[int]) -> None:
    """Whatever happens to the clock of the machine; and later is not earlier."""
    times = [RUNNING.now(REAL + timedelta(seconds=one)) for one in sorted(seconds)]
    assert times == sorted(times)
    assert all(AT <= one <= RUNNING.until for one in times)
