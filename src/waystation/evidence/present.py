"""The level of a condition at the start of the journey, as a distribution, from what was seen of it before.

An observation of weight w at an instant says: with chance w the level was this one; else what was believed without
it stands. From its instant to the start it is carried by the condition's own chain, in whole steps, rounded up: an
observation ages by the chain and needs no half-life. So, latest first, each observation has the share of what later
ones left, w·∏(1 − w′), and what all of them leave is the pack's own: its `now`, or the stationary distribution.

What was seen after the start counts for nothing here. Where the pack states `now`, only what was seen after its
`as_of` counts, and nothing if it gives none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from waystation.evidence.timelines import Moment
from waystation.world.clock import Clock
from waystation.world.conditions import Condition, Matrix, moved, normalised, power, step_matrix

__all__ = ["Present", "Share", "own_present", "present"]

_NEGLIGIBLE = 1e-15
"""Once so little is left of the pack's own, older observations are not looked at."""


class Share(NamedTuple):
    """One observation's share in the distribution."""

    report: str
    level: str
    share: float
    when: int


class Present(NamedTuple):
    """What is believed of a level.

    Args:
        chances: One for each level, in the condition's order; their sum is 1.
        shares: The observations behind them, the greatest share first; the rest is the pack's own.
    """

    chances: tuple[float, ...]
    shares: tuple[Share, ...]


def own_present(condition: Condition) -> tuple[float, ...] | None:
    """What the pack itself says of the level at the start; None where a gauge has not been read."""
    rows = condition.per_step or condition.per_hour
    return None if rows is None else condition.distribution_now(normalised(rows))


def present(condition: Condition, clock: Clock, moments: Sequence[Moment], until: int) -> Present | None:
    """The level of a condition at the start of the journey.

    Args:
        condition: The condition, its gauge already estimated.
        clock: The journey's clock.
        moments: What was seen, by time; `says` is the number of the level.
        until: Up to when the pack contains what was seen, in microseconds after the start.

    Returns:
        The distribution and what is behind it; None if nothing that was seen counts.
    """
    own = own_present(condition)
    counted = [moment for moment in moments if until < moment.when <= 0 and moment.units > 0]
    if own is None or not counted:
        return None
    chain = _chain(condition, clock.step_minutes)
    step = clock.step_minutes * 60_000_000
    left, shares, chances = 1.0, [], [0.0] * len(own)
    for moment in reversed(counted):
        share = left * moment.weight
        level = int(moment.says)
        for number, p in enumerate(_carried(chain, level, -(moment.when // step))):
            chances[number] += share * p
        shares.append(Share(moment.report, condition.levels[level], share, moment.when))
        left *= 1.0 - moment.weight
        if left < _NEGLIGIBLE:
            break
    chances = [p + left * q for p, q in zip(chances, own, strict=True)]
    total = sum(chances)
    shares.sort(key=lambda share: (-share.share, -share.when, share.report))
    return Present(tuple(p / total for p in chances), tuple(shares))


def _chain(condition: Condition, step_minutes: int) -> Matrix:
    if condition.per_step is not None:
        return normalised(condition.per_step)
    assert condition.per_hour is not None
    return step_matrix(condition.per_hour, 60, step_minutes)


def _carried(chain: Matrix, level: int, steps: int) -> tuple[float, ...]:
    """The distribution some steps after a level was certain."""
    distribution = tuple(float(number == level) for number in range(len(chain)))
    double = 0
    while steps >> double:
        if steps >> double & 1:
            distribution = moved(distribution, _doubled(chain, double))
        double += 1
    return distribution


@lru_cache(maxsize=4096)
def _doubled(chain: Matrix, times: int) -> Matrix:
    """The chain of 2^times steps."""
    if times == 0:
        return chain
    return power(_doubled(chain, times - 1), 2)
