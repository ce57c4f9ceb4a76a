"""Where a policy can lead from a start, laid out for the kernels that follow it: cells, actions taken, outcomes.

A *cell* is a node at a step, with all joint levels. A plan leads to few of them: what is asked about a policy (what it
is worth under other risks, what weighs how much) is worked out on these alone, in 36 bytes for each state of a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.solver.kernels.machine_code import kernel
from waystation.solver.problem import HIGH, LOW, MID, Problem
from waystation.solver.solve import Policy, Start

__all__ = ["Trail", "condensed", "follow"]

ROOM = 4096
"""Figures that the kernels carry at a time; as in `kernels.carry`, which is not imported for it (it needs numba)."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Indices = NDArray[np.int32]


@dataclass(frozen=True)
class _Ways:
    """The distinct outcomes of attempts: where they leave the party, after how many steps.

    Args:
        of: (actions, 3) int32; outcomes for arrived, late and back; −1 where it cannot happen.
        node: (ways,) int32.
        steps: (ways,) int32; at most T + 1, which is never.
        matrices_at: (ways,) int64; where the matrices of that duration begin.
        matrices: float64; for each duration, the conditions' matrices one after another.
        turned: float64; the same, each matrix transposed.
    """

    of: Indices
    node: Indices
    steps: Indices
    matrices_at: Ints
    matrices: Floats
    turned: Floats


@dataclass(frozen=True)
class Trail:
    """Where a policy can lead from a start.

    Args:
        problem: The decision problem.
        start: Node, step and distribution over joint levels.
        cell: (T + 1, nodes) int32; the cell of a node at a step, −1 where the policy does not lead.
        first_cell: (T + 2,) int64; the cells of step t are first_cell[t] … first_cell[t + 1] − 1.
        cell_node: (cells,) int32.
        taken: (cells, joint) int32; the action taken, −1 where there is none.
        ways: The outcomes.
    """

    problem: Problem
    start: Start
    cell: Indices
    first_cell: Ints
    cell_node: Indices
    taken: Indices
    ways: _Ways

    @cached_property
    def window(self) -> int:
        """How many cells must be at hand at once: the most that lie within one more step than the longest duration."""
        ring = int(self.ways.steps.max(initial=1)) + 1
        last = np.minimum(np.arange(len(self.first_cell)) + ring, len(self.first_cell) - 1)
        return int((self.first_cell[last] - self.first_cell).max(initial=1))

    @property
    def start_slot(self) -> int:
        """Where among the cells at hand the start is."""
        return int(self.cell[self.start.step, self.start.node]) % self.window

    @property
    def chains(self) -> tuple[NDArray[Any], ...]:
        """How the conditions move: levels, matrices."""
        return np.array([*self.problem.levels, 0], dtype=np.int64), self.ways.matrices

    @property
    def outcomes(self) -> tuple[NDArray[Any], ...]:
        """Where attempts lead, in the kernels' order."""
        return self.ways.of, self.ways.node, self.ways.steps, self.ways.matrices_at

    @cached_property
    def ends(self) -> NDArray[np.uint8]:
        """Which nodes are ends."""
        return self.problem.ends.astype(np.uint8)

    @cached_property
    def rows(self) -> tuple[NDArray[Any], ...]:
        """Which row of risks an attempt meets, and how hidden levels mix, in the kernels' order."""
        problem = self.problem
        sizes = np.array([hidden.weight.shape[1] for hidden in problem.hiddens], dtype=np.int64)
        columns = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return (
            problem.first_row,
            problem.view.astype(np.int64) * problem.joint,
            np.array([view.size for view in problem.views], dtype=np.int64)[problem.view],
            np.concatenate([np.zeros(0, np.int32), *(view.local for view in problem.views)]).astype(np.int32),
            columns[problem.hidden],
            sizes[problem.hidden],
            np.ascontiguousarray(np.concatenate([h.weight for h in problem.hiddens], axis=1), dtype=np.float64),
        )

    @cached_property
    def counts(self) -> NDArray[np.uint8]:
        """(T, hidden levels in all); which hidden levels count for the worst case."""
        return np.ascontiguousarray(np.concatenate([h.counts for h in self.problem.hiddens], axis=1), dtype=np.uint8)

    @property
    def sizes(self) -> list[int]:
        """Steps T, nodes, joint levels, conditions, hidden levels in all, first step, ways."""
        problem = self.problem
        hidden = int(self.counts.shape[1])
        ways = len(self.ways.node)
        return [
            problem.steps,
            problem.nodes,
            problem.joint,
            len(problem.chains),
            hidden,
            self.start.step,
            ways,
        ]

    def room(self) -> tuple[NDArray[Any], ...]:
        """Room in which the kernels move two figures of each joint level, for one call."""
        ways, joint = len(self.ways.node), self.problem.joint
        return (
            np.zeros((ways + 1, joint, 2)),
            np.full(ways + 1, -1, np.int64),
            np.zeros(ways + 1, np.int64),
            np.zeros(2 * max(ROOM, joint * 2)),
        )

    @property
    def states(self) -> int:
        """How many states, over all steps, the cells have."""
        return int(self.taken.size)


def follow(policy: Policy, start: Start) -> Trail:
    """Where a policy can lead from a start, whatever happens on the way.

    Args:
        policy: The policy.
        start: Node, step and distribution over joint levels; not before the policy's first step.
    """
    problem = policy.flat.problem
    ways, ends = _ways(problem), problem.ends.astype(np.uint8)
    marks = np.zeros((problem.steps + 1, problem.nodes), np.uint8)
    marks[start.step, start.node] = 1

    def walk(cell: Indices, taken: Indices, writes: bool) -> None:
        sizes = np.array([problem.steps, problem.nodes, problem.joint, start.step, int(writes)], np.int64)
        where = (ends, problem.first_action, ways.of, ways.node, ways.steps)
        kernel("reach")(sizes, *where, *_choices(policy), marks, cell, taken)

    walk(np.zeros(1, np.int32), np.zeros(1, np.int32), writes=False)
    step, node = np.nonzero(marks)
    cell = np.full(marks.shape, -1, np.int32)
    cell[step, node] = np.arange(len(step))
    taken = np.full((len(step), problem.joint), -1, np.int32)
    walk(cell, taken, writes=True)
    first_cell = np.concatenate([[0], np.cumsum(marks.sum(axis=1, dtype=np.int64))])
    return Trail(problem, start, cell, first_cell.astype(np.int64), node.astype(np.int32), taken, ways)


def _choices(policy: Policy) -> tuple[NDArray[Any], ...]:
    """What the policy does, as the kernels read it; the one place that knows how a policy keeps it."""
    narrow = policy.choices.narrow
    return (*policy.choices.arrays, narrow.node_class, narrow.local)


def condensed(risks: Floats) -> Floats:
    """Survival of all fatal risks, back and late, each low, middle and high.

    Args:
        risks: (rows, fatal + 2, 3) float64, as in `Problem`.

    Returns:
        (rows, 9) float64; survival low is the least.
    """
    stays = np.prod(1.0 - risks[:, :-2], axis=1)
    result = np.empty((risks.shape[0], 9))
    result[:, 0], result[:, 1], result[:, 2] = stays[:, HIGH], stays[:, MID], stays[:, LOW]
    result[:, 3:6], result[:, 6:9] = risks[:, -2], risks[:, -1]
    return result


def _ways(problem: Problem) -> _Ways:
    """The distinct (steps, node) outcomes, and the powers of the conditions' matrices for their steps."""
    back, late = _possible(problem)
    nodes = np.stack([problem.destination, problem.destination, problem.return_node], axis=1).astype(np.int64)
    steps = np.stack([problem.duration, problem.late_duration, problem.duration], axis=1).astype(np.int64)
    steps = np.minimum(steps, problem.steps + 1)
    possible = np.stack([np.ones_like(back), late, back], axis=1)
    keys = steps * problem.nodes + nodes
    distinct, position = np.unique(keys[possible], return_inverse=True)
    of = np.full(keys.shape, -1, dtype=np.int32)
    of[possible] = position
    durations, which = np.unique(distinct // problem.nodes, return_inverse=True)
    powers = [_powers(problem, int(duration)) for duration in durations]
    size = sum(len(chain) ** 2 for chain in problem.chains)
    return _Ways(
        of=of,
        node=(distinct % problem.nodes).astype(np.int32),
        steps=(distinct // problem.nodes).astype(np.int32),
        matrices_at=(which.reshape(-1) * size).astype(np.int64),
        matrices=np.concatenate([*(matrix.ravel() for each in powers for matrix in each), np.zeros(1)]),
        turned=np.concatenate([*(matrix.T.ravel() for each in powers for matrix in each), np.zeros(1)]),
    )


def _powers(problem: Problem, duration: int) -> list[Floats]:
    if duration > problem.steps:
        return [np.zeros_like(chain) for chain in problem.chains]
    return [np.linalg.matrix_power(chain, duration) for chain in problem.chains]


def _possible(problem: Problem) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each action, whether going back, and being late, has any chance under any level."""
    views = np.array([view.size for view in problem.views], dtype=np.int64)[problem.view]
    levels = np.array([hidden.weight.shape[1] for hidden in problem.hiddens], dtype=np.int64)[problem.hidden]
    happens = problem.risks[:, problem.fatal :, HIGH] > 0.0
    before = np.concatenate([np.zeros((1, 2), np.int64), np.cumsum(happens, axis=0)])
    first = problem.first_row.astype(np.int64)
    found = before[first + views * levels] > before[first]
    return found[:, 0], found[:, 1]
