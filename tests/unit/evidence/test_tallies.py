"""Counts behind one probability."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.evidence.ageing import ALWAYS, DAY, NEVER_AFTER
from waystation.evidence.facts import UNIT, Fact
from waystation.evidence.intervals import belief, from_counts
from waystation.evidence.tallies import Feed, Tally, own_counts
from waystation.world.chances import Counts, Interval


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_an_interval_is_the_counts_that_give_it(a: float, b: float) -> None:
    """The same low, middle and high."""
    low, high = sorted((a, b))
    if high - low > 1e-6:
        own = own_counts(Interval(low=low, high=high), ALWAYS)
        assert from_counts(own.events, own.trials) == pytest.approx(belief(Interval(low=low, high=high)), abs=1e-9)


def test_what_the_pack_states_bars_reports_or_not() -> None:
    """A number is exact; without a date a number may contain them all; counts are themselves."""
    assert own_counts(Interval(low=0.1, high=0.1), 0).bar == "exact"
    assert own_counts(Interval(low=0.1, high=0.3), NEVER_AFTER).bar == "contained"
    assert own_counts(Counts(events=2, trials=40), 0) == (2, 40, 0, "")


def heard(tally: Tally, *claims: tuple[float, float], events: float = 1.0) -> None:
    """Reports of (weight, days ago) on a tally, each of another fact."""
    for number, (weight, days) in enumerate(claims):
        fact = Fact(f"teller {number}")
        fact.hear((-int(weight * UNIT), int(days * DAY), f"r{number}"))
        fact.settle(frozenset(), False)
        tally.feeds.append(feed := Feed(fact, events, 1.0))
        tally.refresh(feed)


def test_reports_add_to_what_is_not_stated() -> None:
    """Weighted, with their mean age."""
    tally = Tally("leg:l/caught", None)
    heard(tally, (1.0, 2.0), (0.5, 8.0))
    heard(tally, (0.5, 0.0), events=0.0)
    assert (tally.events, tally.trials, tally.moved, tally.happened) == (1.5, 2.0, True, True)
    assert tally.age_days == pytest.approx((1.0 * 2.0 + 0.5 * 8.0) / 2.0)
    assert tally.counts() == Counts(events=1.5, trials=2.0)


def test_only_later_reports_add_to_what_is_stated() -> None:
    """What happened at the date itself is contained."""
    tally = Tally("leg:l/caught", own_counts(Counts(events=2, trials=40), -3 * DAY))
    heard(tally, (1.0, 2.0), (1.0, 3.0), (1.0, 4.0))
    assert tally.counts() == Counts(events=3, trials=41)


def test_what_is_taken_back_leaves_nothing() -> None:
    """Exactly: sums are of whole numbers."""
    tally = Tally("leg:l/caught", None)
    heard(tally, (0.1, 1.0), (0.7, 2.0), (0.3, 3.0))
    for feed in tally.feeds:
        feed.fact.settle({"r0", "r1", "r2"}, True)
        tally.refresh(feed)
    assert (tally.events, tally.trials, tally.age_days, tally.moved, tally.happened) == (0.0, 0.0, None, False, False)
