"""Belief intervals: counts, plain intervals, and what may be done to the odds of either."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.evidence.intervals import Belief, belief, from_counts, per_step, raised, times_odds
from waystation.world.chances import Counts, Interval

PROBABILITIES = st.floats(0.0, 1.0)
MULTIPLIERS = st.one_of(st.floats(0.0, 1e9), st.just(math.inf), st.sampled_from([0.0, 1.0, 1e300]))


def interval(low: float, high: float) -> Belief:
    """The belief of a plain interval."""
    return belief(Interval(low=low, high=high))


@pytest.mark.parametrize(
    ("events", "trials", "expected"),
    [
        (0, 0, (0.0, 0.5, 1.0)),
        (0, 11, (0.0, 1 / 24, 1 / 12)),
        (2, 40, (2 / 41, 2.5 / 41, 3 / 41)),
        (3, 3, (3 / 4, 3.5 / 4, 1.0)),
        (0.25, 1.5, (0.1, 0.3, 0.5)),
    ],
)
def test_counts_become_an_interval_of_one_more_trial(events: float, trials: float, expected: Belief) -> None:
    """[k/(n+1), (k+1)/(n+1)] with middle (k+½)/(n+1): Walley's imprecise Dirichlet model with s = 1."""
    assert from_counts(events, trials) == pytest.approx(expected, abs=1e-15)
    assert belief(Counts(events=events, trials=trials)) == from_counts(events, trials)


@given(events=st.floats(0, 1e12), more=st.floats(0, 1e12))
def test_counts_of_any_size_are_an_interval_of_chances(events: float, more: float) -> None:
    """0 <= low <= mid <= high <= 1, also where one more event cannot be told apart."""
    low, mid, high = from_counts(events, events + more)
    assert 0.0 <= low <= mid <= high <= 1.0


@given(a=PROBABILITIES, b=PROBABILITIES)
def test_the_middle_of_a_plain_interval_is_its_midpoint(a: float, b: float) -> None:
    """And lies between its ends, however close they are."""
    low, high = sorted((a, b))
    found = interval(low, high)
    assert found == (low, (low + high) / 2, high)
    assert low <= found.mid <= high


def test_odds_are_multiplied_on_each_end_and_the_middle_by_itself() -> None:
    """[0, 1/2] at three times the odds is [0, 3/4], and its middle 1/4 becomes 1/2, not 3/8."""
    assert times_odds(interval(0.0, 0.5), 3.0) == pytest.approx((0.0, 0.5, 0.75), abs=1e-15)


@pytest.mark.parametrize("multiplier", [0.0, 0.3, 1.0, 7.0, 1e9, math.inf])
def test_what_never_happens_and_what_always_does_stay(multiplier: float) -> None:
    """0 stays 0 and 1 stays 1, whatever multiplies their odds."""
    assert times_odds(interval(0.0, 0.0), multiplier) == (0.0, 0.0, 0.0)
    assert times_odds(interval(1.0, 1.0), multiplier) == (1.0, 1.0, 1.0)


@given(a=PROBABILITIES, b=PROBABILITIES, multiplier=MULTIPLIERS)
def test_odds_keep_the_order_of_low_middle_and_high(a: float, b: float, multiplier: float) -> None:
    """And give chances, for every multiplier."""
    low, mid, high = times_odds(interval(*sorted((a, b))), multiplier)
    assert 0.0 <= low <= mid <= high <= 1.0


def test_ends_that_are_one_bit_apart_stay_in_order() -> None:
    """Rounding would put this low end above its high end."""
    low = 0.11923505055216921
    assert list(times_odds(interval(low, math.nextafter(low, 1.0)), 4.0)) == sorted(
        times_odds(interval(low, math.nextafter(low, 1.0)), 4.0)
    )


@given(p=st.floats(0.001, 0.999), a=st.floats(0.01, 100), b=st.floats(0.01, 100))
def test_multipliers_of_odds_simply_multiply(p: float, a: float, b: float) -> None:
    """One after the other is the same as their product at once."""
    once = times_odds(interval(p, p), a * b)
    assert times_odds(times_odds(interval(p, p), a), b) == pytest.approx(once, rel=1e-12)


@given(low=PROBABILITIES, width=st.floats(0, 1), minutes=st.sampled_from([1, 10, 30, 60, 480, 1440]))
def test_a_day_of_steps_is_a_day(low: float, width: float, minutes: int) -> None:
    """The chance per step, survived as often as a day has steps, is the chance per day."""
    daily = interval(low, low + (1 - low) * width)
    step = per_step(daily, minutes)
    for day, part in zip(daily, step, strict=True):
        assert 1.0 - (1.0 - part) ** (1440 / minutes) == pytest.approx(day, abs=1e-9)
    assert list(step) == sorted(step)


def test_a_power_too_great_for_a_number_is_infinite() -> None:
    """And one too small is 0: neither stops a plan."""
    assert raised(100.0, 199) == math.inf
    assert raised(0.01, 1999) == 0.0
    assert raised(4.0, 0.5) == 2.0
