"""A gauge's record as a row of days, and the season of a day: what a river's forecast and its rivals are made from.

Decided here: a gap of up to `GAP_DAYS` days between two readings is bridged by a straight line, so that one missed
reading does not silence two weeks; a bridged day may be looked back at, and is never forecast from nor scored. Since a
bridge needs the reading after it, nobody who stands at a reading sees beyond it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from waystation.world.records import DAYS_PER_YEAR, GaugeRecord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["GAP_DAYS", "DailyLevels", "daily_levels", "harmonics", "seasonal"]

GAP_DAYS = 3
"""The longest gap, in days without a reading, that is bridged."""


@dataclass(frozen=True, slots=True, eq=False)
class DailyLevels:
    """Every day from the first reading to the last.

    Args:
        first: The first day's ordinal (1 is 1 January of year 1).
        levels: The level of each day in the gauge's unit, NaN where there is none, shape (days,).
        read: Whether the day's level was read rather than bridged, shape (days,).
    """

    first: int
    levels: Floats
    read: NDArray[np.bool_]

    @property
    def last(self) -> int:
        """The last day's ordinal."""
        return self.first + len(self.levels) - 1

    def windows(self, back: int) -> Floats:
        """Levels of each day and the days before it, shape (days − back, back + 1); row 0 is for day `back`."""
        import numpy as np

        return np.lib.stride_tricks.sliding_window_view(self.levels, back + 1)[:, ::-1]

    def origins(self, back: int, ahead: Iterable[int], first: int, last: int) -> Whole:
        """Days from which there is enough to look back at, and a reading to be compared with at each distance.

        Args:
            back: How many days before the day are needed, >= 0.
            ahead: Distances in days at which there must be a reading, >= 0.
            first: The earliest day, as an ordinal.
            last: The latest day that may be looked at, origin or reading, as an ordinal.

        Returns:
            Positions in `levels`, rising.
        """
        import numpy as np

        days = np.arange(max(back, first - self.first), min(last - self.first, len(self.levels) - 1) + 1)
        if not len(days):
            return days
        whole = np.all(np.isfinite(self.windows(back)), axis=1)
        kept: Whole = days[self.read[days]]
        kept = kept[whole[kept - back]]
        for distance in ahead:
            kept = kept[kept + distance <= days[-1]]
            kept = kept[self.read[kept + distance]]
        return kept


def daily_levels(record: GaugeRecord, until: date | None = None) -> DailyLevels | None:
    """A record as a row of days.

    Args:
        record: One level a day.
        until: The last day that is looked at; None for all of them.

    Returns:
        None where there is no reading up to then.
    """
    import numpy as np

    ordinals = np.fromiter((day.toordinal() for day in record.days), np.int64, len(record.days))
    count = len(ordinals) if until is None else int(np.searchsorted(ordinals, until.toordinal(), "right"))
    if not count:
        return None
    first = int(ordinals[0])
    at = ordinals[:count] - first
    every = np.arange(at[-1] + 1)
    read = np.zeros(len(every), np.bool_)
    read[at] = True
    levels = np.interp(every, at, np.asarray(record.levels[:count]))
    after = np.searchsorted(at, every)
    too_long = at[after] - at[np.maximum(after - 1, 0)] - 1 > GAP_DAYS
    levels[too_long & ~read] = np.nan
    return DailyLevels(first, levels, read)


def harmonics(ordinals: Whole, count: int) -> Floats:
    """1, then cosine and sine of the season's 1st … count-th harmonic, shape (days, 1 + 2·count).

    The year is the mean one, so that leap years need no rule: a date's season drifts by a day at most.
    """
    import numpy as np

    angle = (2.0 * math.pi / DAYS_PER_YEAR) * ordinals
    waves = [wave(n * angle) for n in range(1, count + 1) for wave in (np.cos, np.sin)]
    return np.column_stack([np.ones(len(ordinals)), *waves])


def seasonal(values: Floats, ordinals: Whole, count: int) -> Floats:
    """The smooth season of some values, by least squares on harmonics.

    A penalty of ten days on each harmonic keeps a part of the year that was hardly read from being invented.

    Args:
        values: Shape (days,) or (days, columns).
        ordinals: Their days, shape (days,).
        count: How many harmonics.

    Returns:
        What each column of `harmonics` is multiplied by, shape (1 + 2·count,) or (1 + 2·count, columns).
    """
    import numpy as np

    waves = harmonics(ordinals, count)
    penalty = np.diag(np.r_[0.0, np.full(2 * count, 10.0)])
    return np.linalg.solve(waves.T @ waves + penalty, waves.T @ values)
