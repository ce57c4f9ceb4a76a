"""The risks of many attempts at once, under every level of the conditions that act on them.

The same as `Hazards.under` and `Hazards.closed` for one attempt and one level after another, to the last bit: the same
operations in the same order, on whole arrays. Attempts on which the same conditions act are worked out together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.bases import LEG_RISKS
from waystation.evidence.hazards import Hazards
from waystation.world.conditions import Condition

__all__ = ["hazard_rows"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
RISKS = {risk: position for position, risk in enumerate(LEG_RISKS)}
BACK = RISKS["back"]


def hazard_rows(
    hazards: Sequence[Hazards], seen: Sequence[Condition], unseen: Sequence[Condition]
) -> tuple[Floats, Bools]:
    """The risks of some attempts at each joint level of the conditions that act on them.

    Args:
        hazards: The attempts, at least one, of legs or of waiting; on each of them no conditions act but these.
        seen: The conditions that are known when one decides.
        unseen: Those that are not. What one of their levels closes can be tried, and ends in `back`.

    Returns:
        (attempts, unseen levels · seen levels, 5, 3) float64, the seen levels fastest, the last condition the fastest
        of each kind: betrayed, caught, harm, back and late, low, middle and high; waiting has its one risk in the
        first place. And (attempts, levels) bool: whether a seen level closes the attempt.
    """
    count, shape = len(hazards), (len(hazards), _levels(unseen), _levels(seen))
    closes, odds = _effects(hazards, [*seen, *unseen])
    multipliers = _joint_odds(odds, count).reshape(count, shape[2], shape[1], len(LEG_RISKS)).swapaxes(1, 2)
    risks = _times_odds(_bases(hazards)[:, None, None], multipliers[..., None])
    _per_step(risks, hazards)
    if unseen:
        risks[_any_of(closes[len(seen) :], count)] = _only_back()
    shut = np.broadcast_to(_any_of(closes[: len(seen)], count)[:, None], shape)
    return risks.reshape(count, -1, len(LEG_RISKS), 3), shut.reshape(count, -1)


def _levels(conditions: Sequence[Condition]) -> int:
    result = 1
    for condition in conditions:
        result *= len(condition.levels)
    return result


def _bases(hazards: Sequence[Hazards]) -> Floats:
    """The risks before any condition acts: (attempts, 5, 3)."""
    beliefs = chain.from_iterable(h.base.values() for h in hazards)
    given = np.fromiter(chain.from_iterable(beliefs), np.float64).reshape(-1, 3)
    sizes = np.array([len(h.base) for h in hazards])
    result = np.zeros((len(hazards), len(LEG_RISKS), 3))
    result[np.arange(len(LEG_RISKS)) < sizes[:, None]] = given
    return result


def _effects(hazards: Sequence[Hazards], conditions: Sequence[Condition]) -> tuple[list[Bools], list[Floats]]:
    """What the levels of each condition do: whether they close an attempt, and by how much they multiply odds."""
    closes = [np.zeros((len(hazards), len(c.levels)), np.bool_) for c in conditions]
    odds = [np.ones((len(hazards), len(c.levels), len(LEG_RISKS))) for c in conditions]
    at = {(c.id, level): (k, v) for k, c in enumerate(conditions) for v, level in enumerate(c.levels)}
    for n, given in enumerate(hazards):
        places = {risk: m for m, risk in enumerate(given.base)} if given.step_minutes is not None else RISKS
        for key, effect in given.effects.items():
            k, v = at[key]
            if isinstance(effect, str):
                closes[k][n, v] = True
            else:
                for risk, multiplier in effect.items():
                    odds[k][n, v, places[risk]] = multiplier
    return closes, odds


def _joint_odds(odds: Sequence[Floats], count: int) -> Floats:
    """What the levels of all conditions multiply odds by, the last condition fastest: (attempts, joint levels, 5)."""
    joint = np.ones((count, 1, len(LEG_RISKS)))
    with np.errstate(invalid="ignore", over="ignore"):
        for factors in odds:
            joint = (joint[:, :, None] * factors[:, None]).reshape(count, -1, len(LEG_RISKS))
    return joint


def _times_odds(p: Floats, m: Floats) -> Floats:
    """As `intervals.times_odds`: a multiplier of 1 changes nothing, low is never above middle, nor that above high."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        product = m * p
        moved = product / (1.0 - p + product)
    moved = np.where((moved < 1.0) & ~np.isinf(m), moved, 1.0)
    moved = np.where((p == 0.0) | (p == 1.0), p, moved)
    return np.where(m == 1.0, p, np.maximum.accumulate(moved, axis=-1))


def _per_step(risks: Floats, hazards: Sequence[Hazards]) -> None:
    """Make chances per day of waiting those of a step; powers as Python takes them, which numpy's may miss by a bit."""
    waiting = [n for n, given in enumerate(hazards) if given.step_minutes is not None]
    if waiting:
        daily = risks[waiting, :, :, 0]
        shares = np.array([(hazards[n].step_minutes or 0) / 1440.0 for n in waiting])
        share = np.broadcast_to(shares[:, None, None, None], daily.shape)
        found = [1.0 - (1.0 - r) ** s for r, s in zip(daily.ravel().tolist(), share.ravel().tolist(), strict=True)]
        risks[waiting, :, :, 0] = np.array(found).reshape(daily.shape)


def _any_of(closes: Sequence[Bools], count: int) -> Bools:
    """Whether some level of a joint one closes an attempt: (attempts, joint levels)."""
    found = np.zeros((count, 1), np.bool_)
    for closed in closes:
        found = (found[:, :, None] | closed[:, None]).reshape(count, -1)
    return found


def _only_back() -> Floats:
    result = np.zeros((len(LEG_RISKS), 3))
    result[BACK] = 1.0
    return result
