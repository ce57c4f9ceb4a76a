"""How often the watch would ring although all are well."""

from __future__ import annotations

import math

import pytest
from scipy.stats import lognorm, norm

from waystation.guiding.false_alarms import choices, false_alarm_rate, grace_for, outcome_of, unanswered
from waystation.world.charter_watch import CallHabits

CALLS = CallHabits(half=10.0, most=45.0)
AT_ONCE = ((0.0, 1.0),)
HELD_UP = ((0.0, 0.7), (3600.0, 0.2), (1800.0, 0.1))


def test_calls_are_spread_as_they_were_stated():
    """Half within ten minutes, nine in ten within three quarters of an hour; before it can come, none has."""
    assert unanswered(CALLS, 600) == pytest.approx(0.5)
    assert unanswered(CALLS, 2700) == pytest.approx(0.1)
    assert unanswered(CALLS, 0) == unanswered(CALLS, -5) == 1.0


@pytest.mark.parametrize("seconds", [1, 60, 600, 3000, 90000])
def test_calls_follow_the_log_normal_of_another_library(seconds):
    """The tail is SciPy's."""
    sigma = math.log(4.5) / norm.isf(0.1)
    assert unanswered(CALLS, seconds) == pytest.approx(lognorm.sf(seconds / 60, sigma, scale=10.0), rel=1e-9)


def test_the_rate_is_the_sum_over_what_may_happen():
    """On time, held up, turned back: each with its own head start for the call."""
    said = 0.7 * unanswered(CALLS, 5400) + 0.2 * unanswered(CALLS, 1800) + 0.1 * unanswered(CALLS, 3600)
    assert false_alarm_rate(HELD_UP, CALLS, 5400) == pytest.approx(said)


@pytest.mark.parametrize("rate", [0.5, 0.1, 0.01, 0.001])
@pytest.mark.parametrize("spread", [AT_ONCE, HELD_UP])
def test_the_grace_is_the_shortest_that_keeps_to_a_rate(spread, rate):
    """A minute less would ring more often than was asked."""
    grace = grace_for(spread, CALLS, rate)
    assert false_alarm_rate(spread, CALLS, grace) <= rate < false_alarm_rate(spread, CALLS, grace - 60)


def test_no_grace_is_needed_where_nothing_is_asked():
    """Whoever accepts any number of alarms waits for nothing."""
    assert grace_for(AT_ONCE, CALLS, 1.0) == 0.0


def test_fewer_false_alarms_cost_longer_in_the_dark():
    """Down the table the rates rise and the graces fall."""
    table = choices([AT_ONCE, HELD_UP], CALLS)
    assert [one.rate for one in table] == sorted(one.rate for one in table)
    assert [one.mean for one in table] == sorted((one.mean for one in table), reverse=True)
    assert all(one.shortest <= one.mean <= one.longest for one in table)


def test_what_a_choice_means_for_all_that_is_ahead():
    """So many rings in the mean, and the chance of any."""
    one = outcome_of([AT_ONCE] * 3, CALLS, rate=None, grace=2700.0)
    assert (one.rate, one.checks, one.mean) == (None, 3, 2700.0)
    assert one.false_alarms == pytest.approx(0.3)
    assert one.any == pytest.approx(1 - 0.9**3)


def test_nothing_ahead_is_nothing_to_ring():
    """No check-in, no alarm."""
    one = outcome_of([], CALLS, rate=0.05, grace=None)
    assert (one.false_alarms, one.any, one.checks, one.mean) == (0.0, 0.0, 0, 0.0)
