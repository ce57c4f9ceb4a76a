"""What a gauge's record makes us believe of a river: a daily chain over levels, for the season of a journey.

Only days of the journey's season count, of any year: a river in flood and the same river in drought are two rivers.
Reading the record is `atlas.gauges`' business, and turning a daily chain into steps that of `world.conditions`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waystation.evidence.intervals import Belief, from_counts
from waystation.world.conditions import Matrix, normalised
from waystation.world.records import GaugeRecord

__all__ = ["HALF_WIDTH_DAYS", "Season", "Transitions", "chain_from_gauge", "transitions_from_gauge"]

HALF_WIDTH_DAYS = 45
"""How many days before and after the journey still belong to its season."""

Season = tuple[date, date]
"""The first and the last date of a journey."""

_YEAR = 366


@dataclass(frozen=True, slots=True)
class Transitions:
    """How a river's level moved from one day to the next, within a season.

    Args:
        counts: How often level i (row) was followed by level j (column).
    """

    counts: tuple[tuple[int, ...], ...]

    @property
    def observed(self) -> int:
        """How many pairs of days there were; 0 means that the chain below is only ignorance."""
        return sum(map(sum, self.counts))

    @property
    def beliefs(self) -> tuple[tuple[Belief, ...], ...]:
        """The interval of each chance, k of n ↦ [k/(n+1), (k+1)/(n+1)], n the days spent at the row's level."""
        return tuple(tuple(from_counts(k, sum(row)) for k in row) for row in self.counts)

    @property
    def chain(self) -> Matrix:
        """The middles of the intervals, each row divided by its sum.

        Every chance is positive, and a level that was never seen moves to all levels alike.
        """
        return normalised([[belief.mid for belief in row] for row in self.beliefs])


def chain_from_gauge(
    record: GaugeRecord, thresholds: Sequence[float], season: Season, half_width_days: int = HALF_WIDTH_DAYS
) -> Matrix:
    """The daily chain of a river over levels, estimated from its record for the season of a journey.

    Each chance is the middle (k + ½)/(n + 1) of Walley's imprecise Dirichlet interval with s = 1 (Walley 1996,
    "Inferences from multinomial data"), and each row is then divided by its sum.

    Args:
        record: One level a day.
        thresholds: Strictly rising, in the record's unit; a level's number is how many of them its value reaches.
        season: First and last date of the journey; the year does not matter.
        half_width_days: Days before and after the journey that count too, >= 0.

    Returns:
        A stochastic matrix for one day, one row more than thresholds; all entries are positive.
    """
    return transitions_from_gauge(record, thresholds, season, half_width_days).chain


def transitions_from_gauge(
    record: GaugeRecord, thresholds: Sequence[float], season: Season, half_width_days: int = HALF_WIDTH_DAYS
) -> Transitions:
    """The counts behind `chain_from_gauge`, to show and to judge.

    A pair of days counts if the second follows the first without a gap and the first lies in the season, that is
    between the same days of any year as the journey's first and last, widened on both sides, and across new year.

    Args:
        record: One level a day.
        thresholds: Strictly rising, in the record's unit.
        season: First and last date of the journey.
        half_width_days: Days before and after the journey that count too, >= 0.
    """
    size = len(thresholds) + 1
    counts = [[0] * size for _ in range(size)]
    level = [bisect_right(thresholds, value) for value in record.levels]
    ordinal = [day.toordinal() for day in record.days]
    begin, length = _window(season, half_width_days)
    for n in range(len(ordinal) - 1):
        if ordinal[n + 1] == ordinal[n] + 1 and (_of_year(record.days[n]) - begin) % _YEAR < length:
            counts[level[n]][level[n + 1]] += 1
    return Transitions(tuple(map(tuple, counts)))


def _window(season: Season, half_width_days: int) -> tuple[int, int]:
    """The first day of the season and how many days it has, on a circle of 366 days."""
    first, last = season
    if last < first or half_width_days < 0:
        raise ValueError("a season begins before it ends, and widens")
    whole = (last - first).days + 2 * half_width_days + 1 >= _YEAR - 1
    length = (_of_year(last) - _of_year(first)) % _YEAR + 2 * half_width_days + 1
    return _of_year(first) - half_width_days, _YEAR if whole else length


_BEFORE_MONTH = (0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335)


def _of_year(day: date) -> int:
    """The day's place in a year that has a 29 February, from 1, so that the same date has the same place every year."""
    return _BEFORE_MONTH[day.month] + day.day
