"""How good a river's forecast is, on days that it was not fitted to, and whether anything simpler is as good.

The rivals: *persistence* (the level stays), *trend* (it goes on as in the last three days) and *climatology* (what
that day of the year brings, from the training years). A forecast beats them where its mean absolute error is smaller
than each of theirs by `MARGIN` at least: on a river without memory the four differ by luck alone. For the chance of
reaching a threshold the rivals are the share of training days of that season, and persistence with the spread that its
own errors had in the training years (Brier 1950; reliability after Murphy and Winkler 1977).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from waystation.evidence.river_days import DailyLevels, daily_levels, harmonics, seasonal
from waystation.evidence.river_model import BACK_DAYS, RiverModel, Spread, fit_days, spread_of
from waystation.world.records import DAYS_PER_YEAR, GaugeRecord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["MARGIN", "SCORED", "Bin", "Brier", "Errors", "Scores", "score", "score_days"]

SCORED = (1, 3, 7, 14)
"""The numbers of days ahead that are scored."""

MARGIN = 0.02
"""By which share of a rival's error a forecast must be better to count as better."""

BINS = 10
"""Into how many equal bins chances are sorted to see whether they came true."""

_TREND_DAYS = 3
_YEARLY = 4
"""Harmonics of the rivals' season: as many as our forecast has."""
_SEASON_DAYS = 15
"""Days on either side that count as the same season where the rival counts how often a threshold was reached."""


class Errors(NamedTuple):
    """Mean absolute errors on the same days, in the gauge's unit."""

    ours: float
    persistence: float
    trend: float
    climatology: float

    @property
    def beats_all(self) -> bool:
        """Whether ours is smaller than each of the others, by `MARGIN` of it at least."""
        return self.ours < (1.0 - MARGIN) * min(self.persistence, self.trend, self.climatology)


class Brier(NamedTuple):
    """Mean squared differences between a chance and what happened (0 or 1); 0 is perfect."""

    ours: float
    persistence: float
    climatology: float


class Bin(NamedTuple):
    """The forecasts whose chance lay in one tenth of [0, 1].

    Args:
        forecasts: How many; 0 leaves the other two 0.
        said: Their mean chance.
        came: The share of them that came true.
    """

    forecasts: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What a forecast was worth on days after those that it was fitted to.

    Args:
        days: How many forecasts were compared, by days ahead.
        mae: Mean absolute errors, by days ahead.
        brier: Brier scores of reaching a threshold, by threshold and days ahead.
        reliability: Our chances of reaching a threshold in `BINS` equal bins, by threshold and days ahead.
    """

    days: dict[int, int]
    mae: dict[int, Errors]
    brier: dict[tuple[float, int], Brier]
    reliability: dict[tuple[float, int], tuple[Bin, ...]]

    @property
    def beats_all(self) -> dict[int, bool]:
        """Whether ours beats persistence, trend and climatology, by days ahead."""
        return {ahead: errors.beats_all for ahead, errors in self.mae.items()}


def score(
    record: GaugeRecord,
    train_until: date,
    test_from: date,
    test_to: date,
    thresholds: Sequence[float] = (),
    *,
    ahead: Sequence[int] = SCORED,
) -> Scores | None:
    """Fit on the days up to one date, and score what is forecast on days between two later ones.

    Args:
        record: One level a day; all after `test_to` is ignored.
        train_until: The last day that is fitted to.
        test_from: The first day on which a forecast is made, after `train_until`.
        test_to: The last day that a forecast is compared with.
        thresholds: Levels in the gauge's unit.
        ahead: Distances in days, rising, 1 … 21.

    Returns:
        None where there is too little to fit to, or a distance with nothing to compare.

    Raises:
        ValueError: If the test begins in the days that are fitted to.
    """
    if test_from <= train_until:
        raise ValueError("the test must begin after what is fitted to")
    days = daily_levels(record, test_to)
    return None if days is None else score_days(days, train_until.toordinal(), test_from.toordinal(), thresholds, ahead)


def score_days(
    days: DailyLevels, train_until: int, test_from: int, thresholds: Sequence[float], ahead: Sequence[int]
) -> Scores | None:
    """The same on a row of days up to its last; days as ordinals."""
    model = fit_days(days, train_until, ahead)
    tests = [days.origins(BACK_DAYS, (distance,), test_from, days.last) for distance in ahead]
    if model is None or not all(map(len, tests)):
        return None
    rivals = _rivals(days, train_until, model)
    counts, mae, brier, reliability = {}, {}, {}, {}
    for column, (distance, origins) in enumerate(zip(ahead, tests, strict=True)):
        case = _case(days, model, column, origins)
        counts[distance] = len(origins)
        mae[distance] = _errors(case, rivals)
        for threshold in thresholds:
            brier[threshold, distance], reliability[threshold, distance] = _chances(case, rivals, model, threshold)
    return Scores(counts, mae, brier, reliability)


class _Rivals(NamedTuple):
    """What the simpler forecasts know from the training years.

    Args:
        yearly: The season's level, on harmonics.
        staying: The spread of the level's changes, as persistence errs by them.
        levels: Levels read in the training years.
        seasons: Their days, in days since the beginning of the year.
    """

    yearly: Floats
    staying: Spread
    levels: Floats
    seasons: Floats


class _Case(NamedTuple):
    """One distance: what was known, what was said, what came.

    Args:
        distance: Days ahead.
        column: Its place among those fitted.
        ordinals: The days on which forecasts were made.
        windows: Levels up to them, latest first.
        ours: What our forecast expected.
        came: The levels that came.
    """

    distance: int
    column: int
    ordinals: Whole
    windows: Floats
    ours: Floats
    came: Floats


def _rivals(days: DailyLevels, train_until: int, model: RiverModel) -> _Rivals:
    import numpy as np

    read = days.origins(0, (), days.first, train_until)
    origins = days.origins(BACK_DAYS, model.ahead, days.first, train_until)
    changes = np.column_stack([days.levels[origins + distance] - days.levels[origins] for distance in model.ahead])
    return _Rivals(
        seasonal(days.levels[read], days.first + read, _YEARLY),
        spread_of(changes, days.first + origins),
        days.levels[read],
        np.mod(days.first + read, DAYS_PER_YEAR, dtype=np.float64),
    )


def _case(days: DailyLevels, model: RiverModel, column: int, origins: Whole) -> _Case:
    distance = model.ahead[column]
    ordinals = days.first + origins
    windows = days.windows(BACK_DAYS)[origins - BACK_DAYS]
    expected = model.expected(windows, ordinals, column)
    return _Case(distance, column, ordinals, windows, expected, days.levels[origins + distance])


def _errors(case: _Case, rivals: _Rivals) -> Errors:
    import numpy as np

    now = case.windows[:, 0]
    trend = now + case.distance * (now - case.windows[:, _TREND_DAYS]) / _TREND_DAYS
    yearly = harmonics(case.ordinals + case.distance, _YEARLY) @ rivals.yearly
    return Errors(*(float(np.abs(case.came - said).mean()) for said in (case.ours, now, trend, yearly)))


def _chances(case: _Case, rivals: _Rivals, model: RiverModel, threshold: float) -> tuple[Brier, tuple[Bin, ...]]:
    import numpy as np

    came = (case.came >= threshold).astype(np.float64)
    ours = model.spread.reaching(case.ours, threshold, case.ordinals, case.column)
    staying = rivals.staying.reaching(case.windows[:, 0], threshold, case.ordinals, case.column)
    shares = _shares(rivals, threshold)[((case.ordinals + case.distance) % DAYS_PER_YEAR).astype(np.int64)]
    brier = Brier(*(float(((said - came) ** 2).mean()) for said in (ours, staying, shares)))
    return brier, _bins(ours, came)


def _shares(rivals: _Rivals, threshold: float) -> Floats:
    """For each day of the year the share of training days near it that reached the threshold, shape (366,)."""
    import numpy as np

    shares = np.empty(366)
    reached = rivals.levels >= threshold
    for day in range(366):
        apart = np.abs(rivals.seasons - day)
        near = np.minimum(apart, DAYS_PER_YEAR - apart) <= _SEASON_DAYS
        shares[day] = (reached[near].sum() + 0.5) / (near.sum() + 1.0)
    return shares


def _bins(said: Floats, came: Floats) -> tuple[Bin, ...]:
    import numpy as np

    place = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    found = []
    for n in range(BINS):
        inside = place == n
        count = int(inside.sum())
        found.append(Bin(count, float(said[inside].mean()), float(came[inside].mean())) if count else Bin(0, 0.0, 0.0))
    return tuple(found)
