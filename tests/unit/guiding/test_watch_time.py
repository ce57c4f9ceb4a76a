"""What time it is for the watch."""

from __future__ import annotations

from datetime import timedelta

from tests.watching import at
from waystation.guiding.watch_time import Anchor, time_now

BEFORE = Anchor(at(60), 1000.0, "boot")
HOUR = timedelta(hours=1)


def test_at_first_it_is_what_the_clock_says():
    """Nothing else is known."""
    assert time_now(None, at(5), 7.0, "boot").now == at(5)


def test_a_clock_that_goes_on_is_right():
    """Also through sleep, which both clocks count."""
    found = time_now(BEFORE, at(180), 1000.0 + 7200, "boot")
    assert (found.now, found.behind, found.jumped) == (at(180), timedelta(0), timedelta(0))


def test_a_clock_that_is_set_back_does_not_take_time_back():
    """What has passed has passed."""
    found = time_now(BEFORE, at(10), 1000.0 + 600, "boot")
    assert (found.now, found.behind) == (at(70), HOUR)


def test_a_clock_that_is_set_forward_is_followed_and_told():
    """What has become due rings at once."""
    found = time_now(BEFORE, at(130), 1000.0 + 600, "boot")
    assert (found.now, found.jumped) == (at(130), HOUR)


def test_after_a_restart_of_the_machine_time_is_not_earlier_than_it_was():
    """How long it was off nobody knows, if the clock is behind."""
    for boot, passed in (("other", 5.0), ("", 2000.0), ("boot", 5.0)):
        found = time_now(BEFORE, at(10), passed, boot)
        assert (found.now, found.behind) == (at(60), timedelta(minutes=50))
        assert time_now(BEFORE, at(300), passed, boot).jumped == timedelta(0)


def test_time_never_goes_back_whatever_the_clock_does():
    """From look to look."""
    anchor, last = None, at(-10_000)
    for step, clock in enumerate([0, 50, -300, 20, 51, 5000, 3, 5001, -9000]):
        found = time_now(anchor, at(clock), 60.0 * step, "boot")
        assert found.now >= last
        anchor, last = found.anchor, found.now
