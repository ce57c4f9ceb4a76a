"""A river's level some days ahead, learned from its gauge: what to expect, and how wrong that has been.

Each number of days ahead has a regression of its own: the change until then on the level, its recent slopes and the
square of the slope (a flood rises faster the faster it rises), each with a weight that goes with the season, and on the
season itself, which carries what the river does every year by then. Days of seasons in which the river is restless
count less. How wrong it is goes with the season as well, and the shape of its errors is that of the errors on years
left out of the fit; nothing is assumed to be normal. The penalty is chosen by cross-validation inside the training
years.

Whether it deserves belief is decided in `forecast_scores`, and whether a plan uses it in `forecasts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from waystation.evidence.intervals import from_counts
from waystation.evidence.ridge import Regression, regress
from waystation.evidence.river_days import DailyLevels, daily_levels, harmonics, seasonal
from waystation.world.conditions import normalised
from waystation.world.records import GaugeRecord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["AHEAD", "BACK_DAYS", "MOST_DAYS", "Expected", "RiverModel", "Spread", "fit", "fit_days", "spread_of"]

MOST_DAYS = 21
"""The most days ahead."""

AHEAD = tuple(range(1, MOST_DAYS + 1))
"""Every number of days ahead."""

SLOPES = (1, 2, 3, 5, 7, 14)
"""Days over which the recent change of the level is looked at."""

BACK_DAYS = max(SLOPES)
"""How many days before the day of the forecast are looked at."""

_SQUARED = 3
"""Days over which the slope is taken whose square counts."""
_CROSSED = 2
"""Harmonics of the season with which the weight of level and slopes goes."""
_YEARLY = 4
"""Harmonics of what the river does every year."""
_RESTLESS = 3
"""Harmonics of the size of errors."""
_FEWEST = 365
"""The fewest days from which anything is learned."""
_LEAST = 0.05
"""The share of the mean error that is added to every one before its logarithm is taken: a dry bed that is forecast to
the millimetre for half a year must not outweigh the other half."""


class Expected(NamedTuple):
    """The level on a day to come, in the gauge's unit.

    Args:
        mean: What to expect.
        sd: The standard deviation of what was wrong with it at that season and distance.
    """

    mean: float
    sd: float


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """How wrong forecasts have been: a size that goes with the season, and a shape.

    Args:
        sizes: The logarithm of the size, on the season's harmonics, shape (1 + 2·3, distances).
        shapes: Errors divided by the size of their season, rising along each row, shape (distances, errors).
    """

    sizes: Floats
    shapes: Floats

    def size(self, ordinals: Whole, column: int) -> Floats:
        """The size of errors of forecasts made on these days, in the gauge's unit, shape (days,)."""
        import numpy as np

        size: Floats = np.exp(harmonics(ordinals, _RESTLESS) @ self.sizes[:, column])
        return size

    def carrying(self, expected: Floats, threshold: float, ordinals: Whole, column: int) -> Whole:
        """How many of the past errors, at the season's size, would carry the level to a threshold, shape (days,).

        Args:
            expected: What is expected, shape (days,).
            threshold: In the gauge's unit.
            ordinals: The days on which the forecasts are made, shape (days,).
            column: Which distance.
        """
        import numpy as np

        errors = self.shapes[column]
        short = (threshold - expected) / self.size(ordinals, column)
        carried: Whole = len(errors) - np.searchsorted(errors, short, "left")
        return carried

    def reaching(self, expected: Floats, threshold: float, ordinals: Whole, column: int) -> Floats:
        """The chance that the level reaches a threshold: (k + ½)/(n + 1) for k of n errors, arguments as above."""
        carried = self.carrying(expected, threshold, ordinals, column)
        chance: Floats = (carried + 0.5) / (self.shapes.shape[1] + 1.0)
        return chance


@dataclass(frozen=True, slots=True, eq=False)
class RiverModel:
    """What one gauge's record says of the days to come.

    Args:
        ahead: The numbers of days ahead that it was fitted for, rising.
        middle: The mean level of the training years, in the gauge's unit.
        regression: The change of level until each of them.
        spread: How wrong it was on training years left out of the fit.
        until: The last day that it was fitted to.
    """

    ahead: tuple[int, ...]
    middle: float
    regression: Regression
    spread: Spread
    until: date

    def level(self, recent: Sequence[float], from_day: date, days_ahead: int) -> Expected:
        """The level to expect.

        Args:
            recent: Levels of consecutive days, the last one that of `from_day`; at least `BACK_DAYS` + 1 of them.
            from_day: The day on which the forecast is made.
            days_ahead: How far ahead, one of `ahead`.

        Raises:
            ValueError: If there are too few levels, one is not finite, or nothing was fitted for that distance.
        """
        expected, day, column = self._expected(recent, from_day, days_ahead)
        return Expected(float(expected[0]), float(self.spread.size(day, column)[0] * self.spread.shapes[column].std()))

    def chances(
        self, recent: Sequence[float], from_day: date, days_ahead: int, thresholds: Sequence[float]
    ) -> tuple[float, ...]:
        """The chance of each level between thresholds; a level's number is how many of them its value reaches.

        The middle (k + ½)/(n + 1) for k of the n past errors, divided by the sum, as for a chain's rows in `rivers`.

        Args:
            recent: As for `level`.
            from_day: The day on which the forecast is made.
            days_ahead: How far ahead, one of `ahead`.
            thresholds: Strictly rising, in the gauge's unit.

        Returns:
            One probability more than thresholds, all positive, summing to 1.

        Raises:
            ValueError: As for `level`.
        """
        expected, day, column = self._expected(recent, from_day, days_ahead)
        errors = self.spread.shapes.shape[1]
        above = [int(self.spread.carrying(expected, value, day, column)[0]) for value in thresholds]
        counts = [more - fewer for more, fewer in pairwise([errors, *above, 0])]
        (chances,) = normalised([[from_counts(count, errors).mid for count in counts]])
        return chances

    def expected(self, windows: Floats, ordinals: Whole, column: int) -> Floats:
        """The levels to expect of many days at once, shape (days,).

        Args:
            windows: The level of each day and the `BACK_DAYS` before it, latest first, shape (days, BACK_DAYS + 1).
            ordinals: The days, shape (days,).
            column: The place of the distance in `ahead`.
        """
        columns = _columns(windows, ordinals, self.middle)
        return windows[:, 0] + self.regression.predict(columns, column)

    def _expected(self, recent: Sequence[float], from_day: date, days_ahead: int) -> tuple[Floats, Whole, int]:
        import numpy as np

        if days_ahead not in self.ahead:
            raise ValueError(f"fitted for {self.ahead} days ahead")
        window = np.array([list(recent)[: -BACK_DAYS - 2 : -1]], np.float64)
        if window.shape[1] <= BACK_DAYS or not np.isfinite(window).all():
            raise ValueError(f"needs the level of {BACK_DAYS + 1} days in a row")
        column = self.ahead.index(days_ahead)
        day = np.array([from_day.toordinal()])
        return self.expected(window, day, column), day, column


def fit(record: GaugeRecord, until: date | None = None, ahead: Sequence[int] = AHEAD) -> RiverModel | None:
    """Learn a river from its gauge.

    Args:
        record: One level a day.
        until: The last day that is learned from; None for the whole record.
        ahead: Distances in days, rising, 1 … `MOST_DAYS`.

    Returns:
        None where fewer than a year's days can be learned from.
    """
    days = daily_levels(record, until)
    return None if days is None else fit_days(days, days.last, ahead)


def fit_days(days: DailyLevels, last: int, ahead: Sequence[int] = AHEAD) -> RiverModel | None:
    """The same from a row of days, up to the day with the ordinal `last`, both origins and what became of them."""
    import numpy as np

    origins = days.origins(BACK_DAYS, ahead, days.first, last)
    if len(origins) < _FEWEST:
        return None
    ordinals, now = days.first + origins, days.levels[origins]
    middle = float(now.mean())
    columns = _columns(days.windows(BACK_DAYS)[origins - BACK_DAYS], ordinals, middle)
    changes = np.column_stack([days.levels[origins + distance] - now for distance in ahead])
    restless = spread_of(changes, ordinals).sizes.mean(axis=1)
    regression = regress(columns, changes, np.exp(-2.0 * harmonics(ordinals, _RESTLESS) @ restless))
    return RiverModel(tuple(ahead), middle, regression, spread_of(regression.errors, ordinals), date.fromordinal(last))


def spread_of(errors: Floats, ordinals: Whole) -> Spread:
    """The size by season and the shape of errors.

    Args:
        errors: What came less what was expected, shape (days, distances).
        ordinals: The days on which the forecasts were made, shape (days,).
    """
    import numpy as np

    absolute = np.abs(errors)
    least = _LEAST * absolute.mean(axis=0) + 1e-9
    sizes = seasonal(np.log(absolute + least), ordinals, _RESTLESS)
    return Spread(sizes, np.sort((errors / np.exp(harmonics(ordinals, _RESTLESS) @ sizes)).T, axis=1))


def _columns(windows: Floats, ordinals: Whole, middle: float) -> Floats:
    """What the change is regressed on, shape (days, columns)."""
    import numpy as np

    now = windows[:, 0]
    slope = now - windows[:, _SQUARED]
    states = np.column_stack([now - middle, *(now - windows[:, back] for back in SLOPES), slope * np.abs(slope)])
    seasons = harmonics(ordinals, _CROSSED)
    crossed = states[:, :, None] * seasons[:, None, :]
    return np.hstack([crossed.reshape(len(now), -1), harmonics(ordinals, _YEARLY)[:, 1:]])
