"""How much a plan hangs on each base belief: derivatives of its worth, the policy held fixed.

The derivatives by the risks of rows come from the solver; here they go on through odds, temptation, crowding and the
length of a step, back to what stands in the pack. Low is followed at the end that binds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.intervals import Belief
from waystation.planning.bases import CONSTANT, Bases
from waystation.planning.compiling import Charted
from waystation.solver.problem import MID
from waystation.solver.sensitivity import Slopes

__all__ = ["Weight", "weights_of"]

Floats = NDArray[np.float64]


class Weight(NamedTuple):
    """How much a plan hangs on one belief.

    Args:
        what: `leg:ID/caught` (harm, back, late), `place:ID/found` (per 24 hours), `broker:ID/betrayed` (before
            temptation, on all legs at once), and `leg:ID/betrayed` (that leg's alone, temptation already counted).
        dlow: By how much `low` changes for each unit that the whole interval is shifted; None where that is infinite.
        dmid: By how much `mid` does.
        belief: Where it stands.
    """

    what: str
    dlow: float | None
    dmid: float | None
    belief: Belief

    @property
    def reaches(self) -> tuple[float, float]:
        """How much of `low`, and of `mid`, hangs on it, at a guess: derivatives times the width of the belief."""
        width = self.belief.high - self.belief.low
        low, mid = (math.inf if slope is None else abs(slope) for slope in (self.dlow, self.dmid))
        return (low * width, mid * width) if width > 0.0 else (0.0, 0.0)


def weights_of(charted: Charted, bases: Bases, slopes: Slopes) -> tuple[Weight, ...]:
    """How much a plan hangs on each belief that one of its actions could rest on, the heaviest at worst first.

    What is impossible or certain stays so, and is left out.

    Args:
        charted: The pack as a problem.
        bases: What its risks rest on.
        slopes: The derivatives by the risks of rows.
    """
    beliefs = bases.beliefs()
    found = [*_of_bases(bases, beliefs, slopes), *_of_legs(charted, bases, beliefs, slopes)]
    return tuple(sorted(found, key=lambda w: (w.dlow is not None, -abs(w.dlow or 0.0), -abs(w.dmid or 0.0), w.what)))


def _of_bases(bases: Bases, beliefs: Floats, slopes: Slopes) -> Iterator[Weight]:
    by_low, by_mid = _chained(slopes, bases.rates(beliefs))
    known = bases.of != CONSTANT
    lows = np.zeros(len(bases.bases))
    mids = np.zeros(len(bases.bases))
    np.add.at(lows, bases.of[known], by_low[known])
    np.add.at(mids, bases.of[known], by_mid[known])
    for base, belief, low, mid in zip(bases.bases, beliefs.tolist(), lows, mids, strict=True):
        yield Weight(base.what, _finite(low), _finite(mid), Belief(*belief))


def _of_legs(charted: Charted, bases: Bases, beliefs: Floats, slopes: Slopes) -> Iterable[Weight]:
    """The same for betrayal on each leg by itself, as it stands there before conditions act."""
    by_low, by_mid = _chained(slopes, bases.rates_on_the_leg(beliefs))
    sums: dict[str, list[float]] = {}
    standing: dict[str, Belief] = {}
    for row in np.flatnonzero((bases.of[:, 0] != CONSTANT) & (charted.moves_of_rows >= 0)).tolist():
        what = f"leg:{charted.pack.moves[charted.moves_of_rows[row]].id}/betrayed"
        total = sums.setdefault(what, [0.0, 0.0])
        total[0] += float(by_low[row, 0])
        total[1] += float(by_mid[row, 0])
        standing[what] = bases.on_the_leg(beliefs, row, 0)
    return [Weight(what, _finite(low), _finite(mid), standing[what]) for what, (low, mid) in sums.items()]


def _chained(slopes: Slopes, rates: Floats) -> tuple[Floats, Floats]:
    """Derivatives by rows' risks times what each changes by; nothing times infinity is nothing."""
    with np.errstate(invalid="ignore"):
        low = np.where(slopes.by_worst == 0.0, 0.0, slopes.by_worst * rates).sum(axis=2)
        mid = np.where(slopes.by_mid == 0.0, 0.0, slopes.by_mid * rates[:, :, MID])
    return low, mid


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
