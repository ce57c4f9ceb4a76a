"""A river's chain from its gauge: what is counted, and what the counts become."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import real
from waystation.atlas.gauges import read_gauge
from waystation.evidence.rivers import chain_from_gauge, transitions_from_gauge
from waystation.world.records import GaugeRecord

SEASON = (date(2031, 10, 1), date(2031, 10, 21))
LEVELS = st.lists(st.integers(0, 2).map(float), min_size=2, max_size=400)


def record(levels, first=date(2001, 1, 1), skipped=()):
    days = [first + timedelta(days=n) for n in range(len(levels)) if n not in skipped]
    kept = [level for n, level in enumerate(levels) if n not in skipped]
    return GaugeRecord(tuple(days), tuple(map(float, kept)))


def counted(levels, season=SEASON, half_width=200, **more):
    return transitions_from_gauge(record(levels, **more), (1.0, 2.0), season, half_width).counts


def test_a_level_is_the_number_of_thresholds_that_the_value_reaches():
    """A value on a threshold belongs above it."""
    assert counted([0.99, 1.0, 1.99, 2.0, 5.0]) == ((0, 1, 0), (0, 1, 1), (0, 0, 1))


def test_only_days_that_follow_each_other_are_counted():
    """A gap in the record is no transition."""
    assert counted([0, 0, 1, 1], skipped={1}) == ((0, 0, 0), (0, 1, 0), (0, 0, 0))


def test_only_the_season_counts_in_every_year():
    """From the first day before the journey to the last after it, both included, by the pair's first day."""
    levels = [0.0] * 1461
    first, last = date(2005, 3, 10), date(2005, 3, 12)
    assert counted(levels, (first, last), 0)[0][0] == 4 * 3
    assert counted(levels, (first, last), 5)[0][0] == 4 * 13
    assert counted(levels, (first, last), 182)[0][0] == 1460


def test_the_season_runs_across_new_year():
    """In either direction."""
    levels = [0.0] * 365
    assert counted(levels, (date(2005, 12, 30), date(2006, 1, 2)), 0)[0][0] == 3
    assert counted(levels, (date(2005, 1, 1), date(2005, 1, 1)), 2)[0][0] == 4
    for day in (date.min, date.max):
        assert counted(levels, (day, day), 45)[0][0] in {90, 91}


def test_the_29th_of_february_is_a_day_of_its_season():
    """And the same dates are the season in years without it."""
    assert counted([0.0] * 366, (date(2005, 2, 28), date(2005, 3, 1)), 0, first=date(2004, 1, 1))[0][0] == 3
    assert counted([0.0] * 366, (date(2004, 2, 28), date(2004, 3, 1)), 0, first=date(2005, 1, 1))[0][0] == 2


def test_a_chance_is_the_middle_of_its_interval_divided_by_the_row_s_sum():
    """Three of four stayed: (3½, 1½, ½)/5, then divided by 5½/5."""
    moved = transitions_from_gauge(record([0, 0, 0, 0, 1]), (1.0, 2.0), SEASON, 200)
    assert moved.counts[0] == (3, 1, 0)
    assert moved.chain[0] == pytest.approx((3.5 / 5.5, 1.5 / 5.5, 0.5 / 5.5))
    assert moved.beliefs[0][0] == pytest.approx((3 / 5, 3.5 / 5, 4 / 5))
    assert moved.beliefs[0][2] == pytest.approx((0.0, 0.5 / 5, 1 / 5))
    assert moved.observed == 4


def test_a_level_never_seen_moves_to_all_levels_alike():
    """Ignorance, and said to be: nothing was observed."""
    moved = transitions_from_gauge(record([0.0]), (1.0, 2.0), SEASON)
    assert moved.observed == 0
    for row in moved.chain:
        assert row == pytest.approx((1 / 3, 1 / 3, 1 / 3))


@given(LEVELS, st.integers(0, 200), st.dates(), st.integers(0, 400))
def test_every_row_is_a_distribution_without_zeros(levels, half_width, first, length):
    """Whatever the record and the journey."""
    last = min(date.max.toordinal(), first.toordinal() + length)
    chain = chain_from_gauge(record(levels), (1.0, 2.0), (first, date.fromordinal(last)), half_width)
    for row in chain:
        assert sum(row) == pytest.approx(1.0, abs=1e-12)
        assert min(row) > 0.0


@given(LEVELS, st.integers(1, 8))
def test_the_more_was_seen_the_closer_the_chain_is_to_the_frequencies(levels, times):
    """After n days at one of three levels no entry differs from its frequency by more than 1/(n + 1½)."""
    season = (date(2005, 1, 1), date(2005, 12, 31))
    moved = transitions_from_gauge(record(levels * times), (1.0, 2.0), season)
    for counts, row in zip(moved.counts, moved.chain, strict=True):
        days = sum(counts)
        for k, chance in zip(counts, row, strict=True):
            assert days == 0 or abs(chance - k / days) <= 1 / (days + 1.5) + 1e-12


@pytest.mark.parametrize(("season", "half_width"), [((SEASON[1], SEASON[0]), 45), (SEASON, -1)])
def test_a_season_that_ends_before_it_begins_is_refused(season, half_width):
    """A programming mistake, not a user's."""
    with pytest.raises(ValueError, match="season"):
        chain_from_gauge(record([0, 1]), (1.0,), season, half_width)


def test_prek_kdam_in_october_is_high_and_slow():
    """Levels move rarely and to a neighbour; in April the same river is low."""
    gauge = read_gauge("x", real("river/mrc_prek_kdam_daily_stage_1960_2018.csv"))
    autumn = transitions_from_gauge(gauge, (4.0, 7.5), SEASON)
    assert autumn.observed == 59 * 111
    assert autumn.counts[0][2] == autumn.counts[2][0] == 0
    assert all(row[n] > 0.95 for n, row in enumerate(autumn.chain))
    assert sum(autumn.counts[2]) > 20 * sum(autumn.counts[0])
    spring = transitions_from_gauge(gauge, (4.0, 7.5), (date(2031, 4, 1), date(2031, 4, 21)))
    assert sum(spring.counts[2]) == 0
    assert sum(spring.counts[0]) > 0.95 * spring.observed
