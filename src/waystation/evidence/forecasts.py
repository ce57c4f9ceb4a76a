"""How a gauge's record says where a river stands when a journey starts.

A reading of the start day is the level. Else, if the record ends at most three weeks before the start, the level of the
start day is forecast, and the forecast is used only where it has shown, on the last third of the record up to that day
and fitted to the first two thirds, that it beats persistence, trend and climatology at that very distance. Otherwise
there is no answer here, and the river is taken as its chain has it. Nothing after the day of the forecast is looked at.

How the level then moves is left to the chain that `rivers` estimates; the forecast only says where it begins.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from waystation.evidence.forecast_scores import Scores, score, score_days
from waystation.evidence.river_days import daily_levels
from waystation.evidence.river_model import BACK_DAYS, MOST_DAYS, RiverModel, fit, fit_days
from waystation.world.records import DAYS_PER_YEAR, GaugeRecord

__all__ = ["HELD_OUT", "LEAST_YEARS", "RiverModel", "Scores", "fit", "level_distribution", "now_from_gauge", "score"]

LEAST_YEARS = 3
"""The fewest years of record, up to the day of the forecast, from which a forecast is made."""

HELD_OUT = 1 / 3
"""The share of that record, its end, on which a forecast has to prove itself."""


def now_from_gauge(
    record: GaugeRecord, thresholds: Sequence[float], start: date, levels: Sequence[str]
) -> dict[str, float] | None:
    """Where the river stands on the first day of a journey, as a pack states it.

    Args:
        record: One level a day; what it holds after `start` is ignored.
        thresholds: Strictly rising, in the record's unit.
        start: The first day.
        levels: The names of the levels, from the lowest, one more than thresholds.

    Returns:
        The chance of each level, summing to 1: certain where the day itself was read, forecast from the last day that
        has a fortnight of levels behind it otherwise; None where neither is to be had.

    Raises:
        ValueError: If the levels do not fit the thresholds.
    """
    if len(levels) != len(thresholds) + 1:
        raise ValueError("one level more than thresholds")
    count = bisect_right(record.days, start)
    if not count or (start - record.days[count - 1]).days > MOST_DAYS:
        return None
    if record.days[count - 1] == start:
        at = bisect_right(thresholds, record.levels[count - 1])
        return {level: float(n == at) for n, level in enumerate(levels)}
    days = daily_levels(record, start)
    assert days is not None
    whole = days.origins(BACK_DAYS, (), start.toordinal() - MOST_DAYS, days.last)
    if not len(whole):
        return None
    chances = level_distribution(record, thresholds, start, date.fromordinal(days.first + int(whole[-1])))
    return None if chances is None else dict(zip(levels, chances, strict=True))


def level_distribution(
    record: GaugeRecord, thresholds: Sequence[float], on: date, from_day: date
) -> tuple[float, ...] | None:
    """The forecast of one day's level made on an earlier day, where it has beaten all simpler ones.

    Args:
        record: One level a day; what it holds after `from_day` is ignored.
        thresholds: Strictly rising, in the record's unit; a level's number is how many of them its value reaches.
        on: The day that is forecast, 1 … 21 days after `from_day`.
        from_day: The day on which the forecast is made.

    Returns:
        One probability more than thresholds, summing to 1. None where the distance is another, the record up to
        `from_day` spans less than `LEAST_YEARS`, the fortnight before it was not read, or the forecast does not beat
        persistence, trend and climatology.
    """
    return _level_distribution(record, tuple(thresholds), on, from_day)


@lru_cache(maxsize=8)
def _level_distribution(
    record: GaugeRecord, thresholds: tuple[float, ...], on: date, from_day: date
) -> tuple[float, ...] | None:
    ahead = (on - from_day).days
    years = (from_day - record.days[0]).days / DAYS_PER_YEAR if record.days else 0.0
    if not 1 <= ahead <= MOST_DAYS or years < LEAST_YEARS:
        return None
    days = daily_levels(record, from_day)
    if (
        days is None
        or date.fromordinal(days.last) != from_day
        or not len(days.origins(BACK_DAYS, (), days.last, days.last))
    ):
        return None
    trained = days.last - round((days.last - days.first) * HELD_OUT)
    scores = score_days(days, trained, trained + 1, (), (ahead,))
    model = fit_days(days, days.last, (ahead,))
    if scores is None or model is None or not scores.beats_all[ahead]:
        return None
    return model.chances(days.levels[-BACK_DAYS - 1 :].tolist(), from_day, ahead, thresholds)
