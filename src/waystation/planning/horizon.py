"""Whether the horizon is long enough: solve again with it a quarter longer, and see whether anything changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from waystation.planning.compiling import Charted
from waystation.planning.course import likeliest_joint
from waystation.planning.outcomes import Outcome
from waystation.solver.solve import Policy

__all__ = ["LIKELY", "ShortHorizon", "compare_horizons"]

LIKELY = 0.01
"""States reached with at least this chance are compared."""


@dataclass(frozen=True)
class ShortHorizon:
    """Where a longer horizon would change what to do.

    Args:
        place: Id of the place.
        time: When, local there.
        chance: The chance of being there then, in those conditions; None for the start itself.
        states: In how many states the action differs.
    """

    place: str
    time: datetime
    chance: float | None
    states: int


def compare_horizons(charted: Charted, policy: Policy, outcome: Outcome, longer: Policy) -> ShortHorizon | None:
    """Where the first step, or the action in a state reached with chance >= 0.01, differs (`model.md`, Value).

    Args:
        charted: The pack as a problem.
        policy: Its policy.
        outcome: What it leads to, with the likely states noted.
        longer: The policy under the longer horizon.

    Returns:
        The first such state in time and how many there are, or None.
    """
    start = charted.start
    states, masses = outcome.occupancy.states, outcome.occupancy.masses
    found = [
        (int(states[k, 0]), int(states[k, 1]), int(states[k, 2]), float(masses[k]))
        for k in np.flatnonzero(policy.actions(states) != longer.actions(states)).tolist()
    ]
    first = (start.step, start.node, likeliest_joint(charted))
    noted = any((t, n, c) == first for t, n, c, _ in found)
    if not noted and start.step < charted.problem.steps and policy.action(*first) != longer.action(*first):
        found.insert(0, (*first, -1.0))
    if not found:
        return None
    step, node, _, mass = found[0]
    place = charted.space.nodes[node].place
    clock = charted.pack.clock
    return ShortHorizon(
        place, clock.at(step, charted.pack.place[place].zone(clock.zone)), mass if mass >= 0 else None, len(found)
    )
