"""What a policy leads to from the start: where the risk comes from, what it costs, who is told, when they arrive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.planning.compiling import Charted
from waystation.planning.journey_states import due
from waystation.planning.losses import Parts, by_what, losses, parted
from waystation.solver.solve import Occupancy, Policy, occupancy

__all__ = ["Arrival", "Outcome", "Safe", "outcome_of", "standing"]


@dataclass(frozen=True)
class Safe:
    """The chance of arriving: at worst, nominally, at best."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Arrival:
    """Steps at which the party arrives, given that it does, nominal."""

    expected: float
    p10: int
    p50: int
    p90: int


@dataclass(frozen=True)
class Outcome:
    """What a policy leads to from the start, nominal where nothing else is said.

    Args:
        safe: The chance of arriving.
        lost: The chance of being lost.
        underway: The chance of being under way at the horizon.
        arrival: When, or None if never.
        cost: Expected money spent.
        told: Ids of the brokers with a positive chance of engagement, in pack order.
        attribution: (what, lost) pairs that sum to `lost`, largest first.
        occupancy: The occupancies behind these figures.
    """

    safe: Safe
    lost: float
    underway: float
    arrival: Arrival | None
    cost: float
    told: tuple[str, ...]
    attribution: Parts
    occupancy: Occupancy


def outcome_of(charted: Charted, policy: Policy, likely: float = 2.0) -> Outcome:
    """What a policy leads to from the start.

    Args:
        charted: The pack as a problem.
        policy: The policy with its plain values at the start's step.
        likely: Note states reached with at least this chance; above 1 for none.

    Returns:
        Its figures.
    """
    start = charted.start
    found = occupancy(policy, start, likely)
    safe, lost, underway = standing(charted, policy)
    return Outcome(
        safe=safe,
        lost=lost,
        underway=underway,
        arrival=_arrival(found.arrived),
        cost=_cost(charted, policy, found.met),
        told=_told(charted, found.met),
        attribution=parted(losses(charted, found.met), by_what),
        occupancy=found,
    )


def standing(charted: Charted, policy: Policy) -> tuple[Safe, float, float]:
    """The chances with which a policy ends at its start: safe, and nominally lost and under way.

    Args:
        charted: The pack as a problem.
        policy: The policy with its plain values at the start's step.
    """
    start = charted.start
    worth = policy.at(start.node)
    low, mid, high, lost = (_expected(values, start.joint) for values in (worth.low, worth.mid, worth.high, worth.lost))
    return Safe(low, mid, high), lost, max(0.0, 1.0 - mid - lost)


def _expected(values: NDArray[np.float64], chances: NDArray[np.float64]) -> float:
    """The mean of values; exactly theirs where all are equal, though the chances sum to 1 only up to rounding."""
    base = float(values[0])
    return base + float((values - base) @ chances)


def _cost(charted: Charted, policy: Policy, met: NDArray[np.float64]) -> float:
    risks = policy.flat.risks
    arrives = met * risks[:, 1] * (1.0 - risks[:, 4])
    total = 0.0
    for row in np.flatnonzero(met):
        number = int(charted.moves_of_rows[row])
        if number >= 0:
            now, then = due(charted.pack, charted.pack.moves[number])
            total += now * float(met[row]) + then * float(arrives[row])
    return total


def _told(charted: Charted, met: NDArray[np.float64]) -> tuple[str, ...]:
    moves = {int(number) for number in charted.moves_of_rows[met > 0.0] if number >= 0}
    engaged = {charted.pack.moves[number].broker for number in moves}
    return tuple(broker.id for broker in charted.pack.brokers if broker.id in engaged)


def _arrival(arrived: NDArray[np.float64]) -> Arrival | None:
    total = float(arrived.sum())
    if total <= 0.0:
        return None
    reached = np.cumsum(arrived) / total
    p10, p50, p90 = (int(np.searchsorted(reached, q - 1e-12)) for q in (0.1, 0.5, 0.9))
    return Arrival(float(arrived @ np.arange(len(arrived))) / total, p10, p50, p90)
