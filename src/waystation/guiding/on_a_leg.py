"""What an attempt that is under way is worth, and how it ends by the plan's own chances.

The same arithmetic as for an action that is chosen (`model.md`, Value): the risks under the levels at departure, then
what each end is worth at its hour; hidden levels are mixed in the middle, and count each alone at worst and at best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.hazard_rows import hazard_rows
from waystation.evidence.hazards import leg_hazards
from waystation.planning.compiling import Moment
from waystation.planning.levels import levels_of
from waystation.solver.problem import HIGH, LOW, MID
from waystation.world.conditions import Condition
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = ["Attempt", "Chances", "Ends", "attempt_of", "foreseen"]

Floats = NDArray[np.float64]
FATAL = 3


@dataclass(frozen=True)
class Chances:
    """How an attempt ends, nominally.

    Args:
        steps: Steps until it ends, if it is not late.
        late_steps: So many more if it is.
        fatal: The chance of a fatal risk.
        back: The chance of being turned back, given none.
        late: The chance of being late, given that and not turned back.
    """

    steps: int
    late_steps: int
    fatal: float
    back: float
    late: float


@dataclass(frozen=True)
class Ends:
    """What each end of an attempt is worth, expected at each joint level at departure: (joint,) float64 each.

    The joint levels are those of the conditions that matter after the attempt.

    Args:
        time, late, back: On arriving in time, arriving late, being turned back.
    """

    time: Floats
    late: Floats
    back: Floats


@dataclass(frozen=True)
class Attempt:
    """An attempt as it was begun.

    Args:
        risks: (hidden, joint, 5, 3) float64; the risks by hidden and visible levels at departure.
        weight: (hidden,) float64; how likely each hidden level was.
        counts: (hidden,) bool; whether it counts at worst and at best.
        joint: (joint,) float64; how likely each joint visible level was.
        onward: (joint,) int32; for each of them, the joint level of the conditions that matter after the attempt.
        chances: How it ends, nominally.
    """

    risks: Floats
    weight: Floats
    counts: NDArray[np.bool_]
    joint: Floats
    onward: NDArray[np.int32]
    chances: Chances

    def worth(self, low: Ends, mid: Ends, high: Ends) -> tuple[float, float, float]:
        """The chance of arriving: at worst, nominally, at best.

        Args:
            low: What the ends are worth at worst.
            mid: The same nominally.
            high: The same at best.
        """
        worst = np.array([self._extreme(one, low, HIGH, np.minimum) for one in np.flatnonzero(self.counts)])
        best = np.array([self._extreme(one, high, LOW, np.maximum) for one in np.flatnonzero(self.counts)])
        middle = sum(self.weight[one] * self._value(self.risks[one, :, :, MID], mid) for one in range(len(self.weight)))
        return tuple(float(each @ self.joint) for each in (worst.min(axis=0), middle, best.max(axis=0)))  # type: ignore[return-value]

    def lost(self, ends: Ends) -> float:
        """The nominal chance of being lost, in this attempt or after it.

        Args:
            ends: The nominal chance of being lost after each end, as in `worth`.
        """
        fatal = [1.0 - np.prod(1.0 - one[:, :FATAL, MID], axis=1) for one in self.risks]
        later = [self._value(one[:, :, MID], ends) for one in self.risks]
        return float(sum(w * ((a + b) @ self.joint) for w, a, b in zip(self.weight, fatal, later, strict=True)))

    def _value(self, risks: Floats, ends: Ends) -> Floats:
        at = self.onward
        alive = np.prod(1.0 - risks[:, :FATAL], axis=1)
        back, late = risks[:, FATAL], risks[:, FATAL + 1]
        arriving = late * ends.late[at] + (1.0 - late) * ends.time[at]
        found: Floats = alive * (back * ends.back[at] + (1.0 - back) * arriving)
        return found

    def _extreme(self, hidden: np.intp, ends: Ends, side: int, pick: np.ufunc) -> Floats:
        """With fatal risks at one side, back and late at whichever end is worse, or better."""
        risks = self.risks[hidden]
        found: Floats | None = None
        for back in (LOW, HIGH):
            for late in (LOW, HIGH):
                taken = risks[:, :, side].copy()
                taken[:, FATAL], taken[:, FATAL + 1] = risks[:, FATAL, back], risks[:, FATAL + 1, late]
                value = self._value(taken, ends)
                found = value if found is None else pick(found, value)
        assert found is not None
        return found


def attempt_of(pack: Pack, leg: Leg, departure: Moment, after: tuple[Condition, ...], *, new: bool) -> Attempt:
    """An attempt as it was begun.

    Args:
        pack: The mission and its world.
        leg: The movement.
        departure: When they left, and how the conditions stood then.
        after: The observed conditions that matter after the attempt, in pack order.
        new: Whether its broker was newly engaged.
    """
    hazards = leg_hazards(pack, leg, new)
    acting, step = set(hazards.conditions), departure.step
    known = {one.id for one in after}
    levels = levels_of(pack, acting | known, step + 1, step, departure.levels, chances=departure.chances)
    seen = [one for one in levels.visible if one.id in acting]
    unseen = [one for one in levels.hidden if one.id in acting]
    view, hidden = levels.view([one.id for one in seen])[0], levels.hiding([one.id for one in unseen])[0]
    rows, _ = hazard_rows([hazards], seen, unseen)
    weight = hidden.weight[step]
    risks = rows[0].reshape(len(weight), view.size, FATAL + 2, 3)[:, view.local]
    onward = levels.view([one.id for one in levels.visible if one.id in known])[0].local
    chances = _chances(pack, leg, risks[..., MID], weight, levels.start_joint())
    return Attempt(risks, weight, hidden.counts[step], levels.start_joint(), onward, chances)


def _chances(pack: Pack, leg: Leg, middle: Floats, weight: Floats, joint: Floats) -> Chances:
    """How an attempt ends, over the levels at which it may have been begun."""
    alive = np.prod(1.0 - middle[..., :FATAL], axis=-1)
    through = alive * (1.0 - middle[..., FATAL])
    late = through * middle[..., FATAL + 1]
    safe, arrives, held_up = (float(weight @ each @ joint) for each in (alive, through, late))
    duration, later = pack.steps_of(leg)
    turned = 1.0 - arrives / safe if safe > 0.0 else 0.0
    return Chances(duration, later, 1.0 - safe, max(0.0, turned), held_up / arrives if arrives > 0.0 else 0.0)


def foreseen(values: Floats, moves: Sequence[Floats]) -> Floats:
    """What is expected at departure of values at a later hour.

    Args:
        values: (joint,) float64; the values, for every joint level at that hour.
        moves: For each condition (levels, levels) float64: the chance of each level then, by the level at departure.

    Returns:
        (joint,) float64; for every joint level at departure.
    """
    table = values.reshape([len(move) for move in moves])
    for axis, move in enumerate(moves):
        table = np.moveaxis(np.tensordot(move, table, axes=(1, axis)), 0, axis)
    return table.reshape(-1)
