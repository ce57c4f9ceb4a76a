"""A river's forecast: better than all that is simpler, or not used; and blind to what comes after its day."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from tests.shared_data import real
from waystation.atlas.gauges import read_gauge
from waystation.evidence.forecast_scores import Bin, Errors
from waystation.evidence.forecasts import fit, level_distribution, now_from_gauge, score
from waystation.evidence.ridge import regress
from waystation.evidence.river_days import daily_levels
from waystation.evidence.river_model import BACK_DAYS
from waystation.world.records import GaugeRecord

LEVELS = ("low", "high", "flood")
THRESHOLDS = (4.0, 6.5)
SCORED = (1, 3, 7, 14)


def record(levels, first=date(2000, 1, 1), skipped=()):
    days = [first + timedelta(days=n) for n in range(len(levels)) if n not in skipped]
    kept = [float(level) for n, level in enumerate(levels) if n not in skipped]
    return GaugeRecord(tuple(days), tuple(kept))


@cache
def river_levels(years, seed=1):
    """A season of ±2.5 m about 5 m, and floods that rise and fall over days."""
    chance = np.random.default_rng(seed).normal(size=round(365.25 * years))
    flood = np.zeros(len(chance))
    for n in range(2, len(chance)):
        flood[n] = 1.6 * flood[n - 1] - 0.63 * flood[n - 2] + 0.08 * chance[n]
    return tuple(5.0 + 2.5 * np.sin(np.arange(len(chance)) * 2 * np.pi / 365.25) + flood)


def river(years=20, **more):
    return record(river_levels(years), **more)


def noise(years=20, seed=1):
    return record(5.0 + np.random.default_rng(seed).normal(size=round(365.25 * years)))


def scored(of, thresholds=()):
    at = len(of.days) * 2 // 3
    return score(of, of.days[at - 1], of.days[at], of.days[-1], thresholds)


def test_a_river_with_a_season_and_floods_is_forecast_better_than_by_anything_simpler():
    """At every distance, and its chances are better too."""
    found = scored(river(), (6.5,))
    assert found.beats_all == dict.fromkeys(SCORED, True)
    for ahead in SCORED:
        brier = found.brier[6.5, ahead]
        assert brier.ours < brier.persistence
        assert brier.ours < brier.climatology


@pytest.mark.parametrize("years", [3, 10, 20])
def test_where_there_is_nothing_to_forecast_nothing_is(years):
    """White noise has no memory: climatology is as good, and the forecast is not used."""
    found = noise(years)
    last = found.days[-1]
    assert not any(scored(found).beats_all.values())
    assert level_distribution(found, THRESHOLDS, last + timedelta(days=3), last) is None
    assert now_from_gauge(found, THRESHOLDS, last + timedelta(days=3), LEVELS) is None


def test_a_river_that_stands_still_is_left_alone():
    """Nothing beats an error of 0."""
    still = record([2.0] * 2000)
    assert level_distribution(still, THRESHOLDS, still.days[-1] + timedelta(days=3), still.days[-1]) is None


@pytest.mark.parametrize(("ours", "beats"), [(0.979, True), (0.981, False)])
def test_better_by_a_hair_is_not_better(ours, beats):
    """Two hundredths of the best rival's error are asked for."""
    assert Errors(ours, 1.0, 2.0, 3.0).beats_all is beats


def test_nothing_after_the_day_of_the_forecast_is_looked_at():
    """Another future changes no figure, neither of the forecast nor of the model nor of the score."""
    of = river()
    at = len(of.days) - 400
    day = of.days[at]
    other = replace(of, levels=(*of.levels[: at + 1], *(99.0 - level for level in of.levels[at + 1 :])))
    on = day + timedelta(days=7)
    found = level_distribution(of, THRESHOLDS, on, day)
    assert found is not None
    assert level_distribution(other, THRESHOLDS, on, day) == found
    fitted, again = fit(of, day), fit(other, day)
    assert fitted.until == day
    for ahead in SCORED:
        recent = of.levels[at - BACK_DAYS : at + 1]
        assert fitted.level(recent, day, ahead) == again.level(recent, day, ahead)
    before = of.days[at // 2]
    span = (of, before, before + timedelta(days=1), day, (6.5,))
    assert score(*span) == score(other, *span[1:])


def test_the_middle_of_a_forecast_is_what_came_on_average_and_its_spread_is_honest():
    """Over held-out years, nine in ten days to come lie within 1.645 standard deviations, more or less."""
    of = river()
    at = len(of.days) * 2 // 3
    model = fit(of, of.days[at])
    for ahead in SCORED:
        inside = []
        for n in range(at + 1, len(of.days) - ahead, 5):
            mean, sd = model.level(of.levels[n - BACK_DAYS : n + 1], of.days[n], ahead)
            inside.append(abs(of.levels[n + ahead] - mean) < 1.645 * sd)
        assert 0.84 < np.mean(inside) < 0.96


def test_the_chances_of_the_levels_are_a_distribution_that_goes_with_the_thresholds():
    """They sum to 1, none is 0, and a threshold that nothing reaches is hardly ever reached."""
    of = river()
    model = fit(of, ahead=(7,))
    recent = of.levels[-BACK_DAYS - 1 :]
    mean, sd = model.level(recent, of.days[-1], 7)
    chances = model.chances(recent, of.days[-1], 7, (mean - 9 * sd, mean, mean + 9 * sd))
    assert sum(chances) == pytest.approx(1.0, abs=1e-12)
    assert min(chances) > 0.0
    assert chances[0] + chances[3] < 1e-3
    assert 0.4 < chances[1] < 0.6
    assert model.chances(recent, of.days[-1], 7, ()) == (1.0,)


def test_a_model_says_what_it_needs():
    """Fifteen levels in a row, and a distance that it was fitted for."""
    of = river()
    model = fit(of, ahead=(7,))
    day, recent = of.days[-1], of.levels[-BACK_DAYS - 1 :]
    with pytest.raises(ValueError, match="days ahead"):
        model.level(recent, day, 6)
    for wrong in (recent[1:], (*recent[:-1], float("nan"))):
        with pytest.raises(ValueError, match="15 days in a row"):
            model.level(wrong, day, 7)
    assert model.level([0.0, *recent], day, 7) == model.level(recent, day, 7)


def test_a_test_that_begins_in_the_training_years_is_refused():
    """It would be no test."""
    of = river(5)
    with pytest.raises(ValueError, match="must begin after"):
        score(of, of.days[900], of.days[900], of.days[-1])


@pytest.mark.parametrize("years", [0.01, 0.5, 1, 2.9])
def test_less_than_three_years_are_not_forecast_from(years):
    """However good it would look."""
    of = river(years)
    last = of.days[-1]
    assert level_distribution(of, THRESHOLDS, last + timedelta(days=3), last) is None
    assert now_from_gauge(of, THRESHOLDS, last + timedelta(days=3), LEVELS) is None


def test_too_little_to_learn_from_is_said_so():
    """Less than a year's days, no reading at all, and a record of one reading a week."""
    assert fit(river(0.9)) is None
    assert fit(GaugeRecord((), ())) is None
    assert fit(river(), date(1999, 12, 31)) is None
    of = river(20)
    weekly = GaugeRecord(of.days[::7], of.levels[::7])
    assert fit(weekly) is None
    assert score(weekly, weekly.days[700], weekly.days[701], weekly.days[-1]) is None
    assert now_from_gauge(weekly, THRESHOLDS, weekly.days[-1] + timedelta(days=1), LEVELS) is None
    assert score(of, of.days[4000], of.days[-3], of.days[-1], ahead=(7,)) is None


def test_a_gap_of_three_days_is_bridged_and_a_longer_one_is_not():
    """A bridged day is looked back at, and is neither forecast from nor compared with."""
    days = daily_levels(record([0, 1, 9, 9, 9, 5, 9, 9, 9, 9, 10, 11], skipped={2, 3, 4, 6, 7, 8, 9}))
    assert days.levels[:6].tolist() == [0, 1, 2, 3, 4, 5]
    assert np.isnan(days.levels[6:10]).all()
    assert days.read.tolist() == [True, True, False, False, False, True, False, False, False, False, True, True]
    assert days.origins(1, (), days.first, days.last).tolist() == [1, 5, 11]
    assert days.origins(0, (1,), days.first, days.last).tolist() == [0, 10]
    assert days.origins(0, (1,), days.first, days.last - 1).tolist() == [0]


def test_a_bridge_does_not_lead_into_the_future():
    """Cut within a gap, the record ends at the reading before it."""
    days = daily_levels(record([0, 1, 9, 9, 4], skipped={2, 3}), date(2000, 1, 3))
    assert days.levels.tolist() == [0, 1]


def test_a_record_with_gaps_is_forecast_nearly_as_well():
    """One day in thirty missed, and a whole summer."""
    chance = np.random.default_rng(3)
    count = len(river_levels(20))
    missed = {*chance.choice(count, count // 30, replace=False).tolist(), *range(3000, 3100)} - {count - 1}
    whole, holed = scored(river()), scored(river(skipped=missed))
    assert all(holed.beats_all.values())
    for ahead in SCORED:
        assert holed.mae[ahead].ours < 1.05 * whole.mae[ahead].ours


def test_leap_days_are_days_like_others():
    """A forecast made on one, for one, and a journey that starts on one."""
    of = river(21, first=date(1999, 3, 1))
    leap = date(2012, 2, 29)
    at = of.days.index(leap)
    model = fit(of, date(2010, 12, 31), (1, 7))
    around = [
        model.level(of.levels[n - BACK_DAYS : n + 1], of.days[n], 1).mean - of.levels[n + 1]
        for n in range(at - 2, at + 3)
    ]
    assert max(map(abs, around)) < 0.5
    assert level_distribution(of, THRESHOLDS, leap, leap - timedelta(days=7)) is not None
    assert level_distribution(of, THRESHOLDS, leap + timedelta(days=7), leap) is not None
    assert now_from_gauge(of, THRESHOLDS, leap, LEVELS) is not None


def test_a_reading_of_the_start_day_is_the_level():
    """On a threshold it belongs above it."""
    of = record([1.0, 4.0, 9.0])
    said = [now_from_gauge(of, THRESHOLDS, day, LEVELS) for day in of.days]
    assert said == [
        {"low": 1.0, "high": 0.0, "flood": 0.0},
        {"low": 0.0, "high": 1.0, "flood": 0.0},
        {"low": 0.0, "high": 0.0, "flood": 1.0},
    ]


def test_the_start_is_forecast_from_the_last_day_with_a_fortnight_behind_it():
    """Up to three weeks back; a day that stands alone after a gap is passed over."""
    of = river()
    last = of.days[-1]
    for ahead in (1, 10):
        on = last + timedelta(days=ahead)
        said = now_from_gauge(of, THRESHOLDS, on, LEVELS)
        assert tuple(said.values()) == level_distribution(of, THRESHOLDS, on, last)
        assert tuple(said) == LEVELS
    assert now_from_gauge(of, THRESHOLDS, last + timedelta(days=22), LEVELS) is None
    assert now_from_gauge(of, THRESHOLDS, of.days[0] - timedelta(days=1), LEVELS) is None
    count = len(of.days)
    lonely = river(skipped=set(range(count - 8, count - 1)))
    on = last + timedelta(days=2)
    expected = level_distribution(lonely, THRESHOLDS, on, last - timedelta(days=8))
    assert tuple(now_from_gauge(lonely, THRESHOLDS, on, LEVELS).values()) == expected
    assert level_distribution(lonely, THRESHOLDS, on, last) is None


@pytest.mark.parametrize("ahead", [-1, 0, 22])
def test_other_distances_are_not_forecast(ahead):
    """Neither the past, nor today, nor beyond three weeks."""
    of = river()
    assert level_distribution(of, THRESHOLDS, of.days[-1] + timedelta(days=ahead), of.days[-1]) is None


def test_levels_that_do_not_fit_the_thresholds_are_refused():
    """A programming mistake, not a user's."""
    with pytest.raises(ValueError, match="one level more"):
        now_from_gauge(river(), THRESHOLDS, date(2020, 1, 1), ("low", "high"))


def test_the_regression_is_the_textbook_s_and_its_errors_are_of_spans_left_out():
    """Ridge as least squares on rows added for the penalty; each fifth forecast from the other four."""
    chance = np.random.default_rng(5)
    columns, weights = chance.normal(2.0, 3.0, (100, 4)), chance.uniform(0.5, 2.0, 100)
    targets = columns @ chance.normal(size=(4, 2)) + chance.normal(size=(100, 2)) + 7.0
    found = regress(columns, targets, weights)
    design = np.column_stack([np.ones(100), (columns - columns.mean(0)) / columns.std(0)])
    share = np.sqrt(weights / weights.mean())[:, None]

    def fitted(rows, column):
        penalty = np.sqrt(found.penalties[column]) * np.eye(5)[1:]
        above = np.vstack([(design * share)[rows], penalty])
        return np.linalg.lstsq(above, np.r_[(targets * share)[rows, column], np.zeros(4)], rcond=None)[0]

    for column in (0, 1):
        whole = design @ fitted(np.arange(100), column)
        assert found.predict(columns, column) == pytest.approx(whole, abs=1e-9)
        out = np.arange(40, 60)
        left = targets[out, column] - design[out] @ fitted(np.delete(np.arange(100), out), column)
        assert found.errors[out, column] == pytest.approx(left, abs=1e-9)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [1e-12, 1e12])
def test_records_of_any_size_are_gone_through(size):
    """Nothing overflows, and what is not a number does not come out."""
    of = record([size * level for level in noise(6).levels])
    model = fit(of)
    mean, sd = model.level(of.levels, of.days[-1], 21)
    assert np.isfinite(mean)
    assert np.isfinite(sd)
    assert scored(of).beats_all == dict.fromkeys(SCORED, False)


def test_the_bins_of_a_reliability_table_hold_every_forecast_once():
    """And say what was said and what came."""
    found = scored(river(), (6.5,))
    for ahead in SCORED:
        bins = found.reliability[6.5, ahead]
        assert len(bins) == 10
        assert sum(each.forecasts for each in bins) == found.days[ahead]
        for n, each in enumerate(bins):
            assert each == Bin(0, 0.0, 0.0) or n / 10 <= each.said <= (n + 1) / 10
        assert bins[0].came < 0.05
        assert bins[9].came > 0.9


def test_the_module_is_there_without_numpy():
    """A command that does not plan pays nothing for it, nor does a record that ends long before the start."""
    code = (
        "import sys; from datetime import date; from waystation.evidence.forecasts import now_from_gauge;"
        "from waystation.world.records import GaugeRecord; r = GaugeRecord((date(2018, 1, 1),), (1.0,));"
        "assert now_from_gauge(r, (2.0,), date(2031, 1, 1), ('a', 'b')) is None; assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture(scope="module")
def prek_kdam():
    return read_gauge("x", real("river/mrc_prek_kdam_daily_stage_1960_2018.csv"))


@pytest.fixture(scope="module")
def decade(prek_kdam):
    """Scores on 2010 to 2018, fitted to the years before."""
    return score(prek_kdam, date(2009, 12, 31), date(2010, 1, 1), date(2018, 12, 31), (4.0, 7.5))


@pytest.mark.parametrize(
    ("ahead", "ours", "persistence", "trend"),
    [(1, 0.037, 0.061, 0.046), (3, 0.108, 0.167, 0.146), (7, 0.212, 0.336, 0.351), (14, 0.312, 0.578, 0.643)],
)
def test_prek_kdam_is_forecast_better_than_by_anything_simpler(decade, ahead, ours, persistence, trend):
    """And the rivals err by what they are known to err by."""
    mae = decade.mae[ahead]
    assert mae.ours < ours
    assert mae.persistence == pytest.approx(persistence, abs=0.005)
    assert mae.trend == pytest.approx(trend, abs=0.005)
    assert mae.climatology == pytest.approx(0.78, abs=0.005)
    assert decade.beats_all[ahead]


@pytest.mark.parametrize("threshold", [4.0, 7.5])
@pytest.mark.parametrize("ahead", SCORED)
def test_the_chances_at_prek_kdam_are_better_than_the_season_s_and_than_persistence(decade, threshold, ahead):
    """By far the first, clearly the second."""
    brier = decade.brier[threshold, ahead]
    assert brier.ours < 0.45 * brier.climatology
    assert brier.ours < 0.9 * brier.persistence


def test_what_is_nearly_certain_at_prek_kdam_nearly_always_comes_true(decade):
    """The first and the last tenth hold nine forecasts in ten; floods came a little less often than was said."""
    for bins in decade.reliability.values():
        assert bins[0].came < 0.02
        assert bins[9].came > 0.92
        assert bins[0].forecasts + bins[9].forecasts > 0.85 * sum(each.forecasts for each in bins)


def test_prek_kdam_in_july_2010_is_forecast_from_a_fortnight_before(prek_kdam):
    """Rising, and probably still low."""
    low, high, flood = level_distribution(prek_kdam, (4.0, 7.5), date(2010, 7, 20), date(2010, 7, 6))
    assert 0.6 < low < 0.95
    assert flood < 0.01
    assert high == pytest.approx(1.0 - low - flood)
