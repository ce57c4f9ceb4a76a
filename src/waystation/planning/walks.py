"""Where a party's policy leads, cell by cell, in a form in which several parties can be followed side by side.

A cell is a node at a step. Time is counted in steps of a clock that all parties share; conditions that change nothing
for the party are left out of its tables, so that parties which share none are seen to be independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from waystation.planning.compiling import Charted
from waystation.planning.journey_states import WAIT
from waystation.solver.solve import Policy
from waystation.solver.trail import Trail, condensed, follow

__all__ = ["ARRIVED", "BACK", "LATE", "NEVER", "Odds", "Walk", "walk_of"]

NEVER = -1
"""A target from which nobody arrives any more."""

ARRIVED, LATE, BACK = 0, 1, 2
COLUMNS = 9
S_WORST, S_MID, B_LOW, B_MID, B_HIGH, L_LOW, L_MID, L_HIGH = 0, 1, 3, 4, 5, 6, 7, 8

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Entry = TypeVar("Entry", bound=np.generic)


class Odds(NamedTuple):
    """The chances of what the party does in its cells.

    Args:
        middle: (cells, joint, 3) float64; of arriving, arriving late, turning back, by the middles.
        stays: (cells, joint, hidden) float64; of no fatal risk, at worst.
        back: (cells, joint, hidden, 2) float64; of turning back, least and greatest.
        late: (cells, joint, hidden, 2) float64; of being late, least and greatest.
    """

    middle: Floats
    stays: Floats
    back: Floats
    late: Floats


@dataclass(frozen=True)
class Walk:
    """Where one party's policy leads.

    Args:
        charted: The party's mission as a decision problem.
        conditions: Ids of the conditions that change anything for it, in pack order.
        sizes: How many levels each has.
        time: (cells,) int64; the step of each cell on the shared clock, ascending; the first cell is the start.
        node: (cells,) int64.
        target: (cells, joint, 3) int64; the cell reached on arriving, arriving late, turning back; `safe` for an end,
            `NEVER` where the horizon is passed or nothing is done.
        waits: (cells, joint) bool; whether the party waits.
        odds: The chances; `joint` counts the levels of `conditions`, the last fastest.
        low, mid: The chance of arriving, at worst and nominally.
        already: Whether the party is at an end from the first.
    """

    charted: Charted
    conditions: tuple[str, ...]
    sizes: tuple[int, ...]
    time: Ints
    node: Ints
    target: Ints
    waits: Bools
    odds: Odds
    low: float
    mid: float
    already: bool

    @property
    def safe(self) -> int:
        """The target that stands for an end: one more than the last cell."""
        return len(self.time)

    @property
    def joint(self) -> int:
        """How many joint levels of its conditions there are."""
        return int(np.prod(self.sizes, dtype=np.int64))

    @cached_property
    def onward(self) -> tuple[Ints, Ints]:
        """For each cell the cells that it can lead to, ends among them, as ranges into one array."""
        possible = self.odds.middle > 0.0
        possible[..., ARRIVED] |= (self.odds.stays > 0.0).any(axis=2)
        possible[..., LATE] |= (self.odds.late[..., 1] > 0.0).any(axis=2)
        possible[..., BACK] |= (self.odds.back[..., 1] > 0.0).any(axis=2)
        possible &= self.target != NEVER
        cell = np.broadcast_to(np.arange(self.safe)[:, None, None], possible.shape)[possible]
        pairs = np.unique(cell * (self.safe + 1) + self.target[possible])
        first = np.searchsorted(pairs, np.arange(self.safe + 2) * (self.safe + 1))
        return first.astype(np.int64), pairs % (self.safe + 1)

    @property
    def since(self) -> int:
        """The step at which it begins, on the shared clock."""
        return int(self.time[0])


def walk_of(charted: Charted, policy: Policy, offset: int = 0) -> Walk:
    """Follow a policy from the start of its mission.

    Args:
        charted: The mission as a decision problem.
        policy: Its policy, with its plain values at the start's step.
        offset: The step of the shared clock at which the mission's own clock stands at 0.

    Returns:
        The walk.
    """
    start = charted.start
    trail = follow(policy, start)
    time, node = _cells(trail)
    worth = policy.at(start.node)
    low, mid = float(worth.low @ start.joint), float(worth.mid @ start.joint)
    target, odds = _targets(trail, time), _odds(trail, time)
    waiting = np.array([option.move == WAIT for option in charted.options] + [False], dtype=np.bool_)
    waits = waiting[trail.taken]
    shape = tuple(trail.problem.levels)
    names = [condition.id for condition in charted.levels.visible]
    matter = [axis for axis in range(len(shape)) if _matters(axis, shape, (target, waits, *odds))]
    return Walk(
        charted=charted,
        conditions=tuple(names[axis] for axis in matter),
        sizes=tuple(shape[axis] for axis in matter),
        time=time + offset,
        node=node,
        target=_kept(target, shape, matter),
        waits=_kept(waits, shape, matter),
        odds=Odds(*(_kept(table, shape, matter) for table in odds)),
        low=low,
        mid=mid,
        already=bool(trail.problem.ends[start.node]),
    )


def _cells(trail: Trail) -> tuple[Ints, Ints]:
    time = np.repeat(np.arange(len(trail.first_cell) - 1), np.diff(trail.first_cell))
    return time.astype(np.int64), trail.cell_node.astype(np.int64)


def _targets(trail: Trail, time: Ints) -> Ints:
    """For each cell and joint level, the cells that arriving, being late and turning back lead to."""
    problem, ways, cells = trail.problem, trail.ways, len(time)
    if not problem.actions:
        return np.full((cells, problem.joint, 3), NEVER, dtype=np.int64)
    way = np.where(trail.taken[:, :, None] >= 0, ways.of[trail.taken], -1)
    way = np.where(problem.ends[trail.cell_node][:, None, None], -1, way)
    then = time[:, None, None] + ways.steps[way].astype(np.int64)
    node, within = ways.node[way], then <= problem.steps
    cell = trail.cell[np.where(within, then, 0), node].astype(np.int64)
    stuck = then == problem.steps
    reached = np.where(problem.ends[node], cells, np.where(stuck | (cell < 0), NEVER, cell))
    return np.where((way >= 0) & within, reached, NEVER)


def _odds(trail: Trail, time: Ints) -> Odds:
    """For each cell and joint level, the chances of what is done there; all 0 where nothing is."""
    problem, taken = trail.problem, trail.taken
    first_row, view_at, view_size, view_local, hidden_at, hidden_size, weights = trail.rows
    counts, levels = trail.counts, int(hidden_size.max(initial=1))
    doing = taken >= 0
    action = np.where(doing, taken, 0)
    chances = condensed(problem.risks) if len(problem.risks) else np.zeros((1, COLUMNS))
    local = view_local[view_at[action] + np.arange(problem.joint)] if problem.actions else np.zeros_like(action)
    step = np.minimum(time, max(problem.steps - 1, 0))[:, None]
    middle = np.zeros((*taken.shape, 3))
    stays, back, late = (np.zeros((*taken.shape, levels, *more)) for more in ((), (2,), (2,)))
    spare = np.zeros(taken.shape, np.int64)
    for hidden in range(levels if problem.actions else 0):
        there = doing & (hidden < hidden_size[action])
        column = np.where(there, hidden_at[action] + hidden, 0)
        found = chances[np.where(there, first_row[action] + hidden * view_size[action] + local, 0)]
        weight = np.where(there, weights[step, column], 0.0)
        onward = found[..., S_MID] * (1.0 - found[..., B_MID]) * weight
        middle[..., ARRIVED] += onward * (1.0 - found[..., L_MID])
        middle[..., LATE] += onward * found[..., L_MID]
        middle[..., BACK] += found[..., S_MID] * found[..., B_MID] * weight
        counted = there & (counts[step, column] != 0)
        spare = np.where(counted, hidden, spare)
        stays[:, :, hidden] = np.where(counted, found[..., S_WORST], np.nan)
        back[:, :, hidden] = found[..., [B_LOW, B_HIGH]]
        late[:, :, hidden] = found[..., [L_LOW, L_HIGH]]
    return Odds(middle, *_filled(stays, back, late, spare, doing))


def _filled(
    stays: Floats, back: Floats, late: Floats, spare: Ints, doing: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Hidden levels that do not count, or are not there, stand as one that counts: the least of all is the same."""
    missing = np.isnan(stays) & doing[:, :, None]
    cell, joint = np.ix_(np.arange(stays.shape[0]), np.arange(stays.shape[1]))
    for hidden in range(stays.shape[2]):
        absent = missing[:, :, hidden]
        stays[:, :, hidden] = np.where(absent, stays[cell, joint, spare], stays[:, :, hidden])
        for table in (back, late):
            table[:, :, hidden] = np.where(absent[..., None], table[cell, joint, spare], table[:, :, hidden])
    stays[~doing] = 0.0
    return stays, back, late


def _matters(axis: int, shape: tuple[int, ...], tables: tuple[NDArray[Any], ...]) -> bool:
    """Whether anything differs between the levels of one condition."""
    for table in tables:
        levels = np.moveaxis(table.reshape(len(table), *shape, -1), axis + 1, 0)
        if not all(np.array_equal(levels[0], other) for other in levels[1:]):
            return True
    return False


def _kept(table: NDArray[Entry], shape: tuple[int, ...], matter: list[int]) -> NDArray[Entry]:
    """A table without the conditions that do not matter."""
    rest = table.shape[2:]
    picked = tuple(slice(None) if axis in matter else 0 for axis in range(len(shape)))
    found = table.reshape(len(table), *shape, *rest)[(slice(None), *picked)]
    return np.ascontiguousarray(found.reshape(len(table), -1, *rest))
