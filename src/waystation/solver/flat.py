"""A problem laid out as the kernels read it: outcomes shared, durations' matrices computed once, risks condensed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.solver.problem import HIGH, LOW, MID, Problem

__all__ = ["BLOCK", "Flat", "flatten"]

BLOCK = 4
"""Figures that are moved together: mid, high, lost, lag."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Flat:
    """A problem in the kernels' arrays; see `kernels.backward` for the shape of each.

    Args:
        problem: The problem itself.
        ring: How many steps of values must be at hand: one more than the longest duration.
    """

    problem: Problem
    ring: int
    levels: Ints
    matrices: Floats
    ends: NDArray[np.uint8]
    pairs: NDArray[np.int32]
    pair_node: NDArray[np.int32]
    pair_steps: NDArray[np.int32]
    pair_matrices: Ints
    group_first: Ints
    group_steps: Ints
    group_matrices: Ints
    view_at: Ints
    view_size: Ints
    view_local: NDArray[np.int32]
    hidden_at: Ints
    hidden_size: Ints
    hidden_weight: Floats
    hidden_counts: NDArray[np.uint8]
    risks: Floats
    shut: NDArray[np.uint8]

    @property
    def hidden_total(self) -> int:
        """Hidden levels in all, over every group."""
        return int(self.hidden_weight.shape[1])

    @property
    def followed(self) -> tuple[NDArray[Any], ...]:
        """The arrays by which kernels follow a policy forward, in their order."""
        problem = self.problem
        return (
            self.levels, self.matrices, self.ends, problem.first_action, self.pairs, self.pair_node, self.pair_steps,
            self.pair_matrices, problem.first_row, self.view_at, self.view_size, self.view_local, self.hidden_at,
            self.hidden_size, self.hidden_weight, self.risks,
        )  # fmt: skip

    @property
    def conditions(self) -> int:
        """How many visible conditions there are."""
        return len(self.problem.chains)


def flatten(problem: Problem) -> Flat:
    """Lay a problem out for the kernels.

    Args:
        problem: The problem.

    Returns:
        Its arrays; small against the policy and the values.
    """
    pairs, pair_node, pair_steps = _pairs(problem)
    durations, group_first, which = np.unique(pair_steps, return_index=True, return_inverse=True)
    blocks = [_powers(problem, int(duration)) for duration in durations]
    starts = np.cumsum([0, *(len(block) for block in blocks)])
    sizes = np.array([hidden.weight.shape[1] for hidden in problem.hiddens], dtype=np.int64)
    columns = np.concatenate([[0], np.cumsum(sizes)])
    view_starts = np.arange(len(problem.views), dtype=np.int64) * problem.joint
    return Flat(
        problem=problem,
        ring=int(pair_steps.max(initial=1)) + 1,
        levels=np.array([*problem.levels, 0], dtype=np.int64),
        matrices=np.concatenate([*blocks, np.zeros(1)]),
        ends=problem.ends.astype(np.uint8),
        pairs=pairs,
        pair_node=pair_node,
        pair_steps=pair_steps,
        pair_matrices=starts[which].astype(np.int64) if len(which) else np.zeros(0, np.int64),
        group_first=np.append(group_first, len(pair_steps)).astype(np.int64),
        group_steps=durations.astype(np.int64),
        group_matrices=starts[:-1].astype(np.int64),
        view_at=view_starts[problem.view],
        view_size=np.array([view.size for view in problem.views], dtype=np.int64)[problem.view],
        view_local=np.concatenate([np.zeros(0, np.int32), *(view.local for view in problem.views)]).astype(np.int32),
        hidden_at=columns[problem.hidden].astype(np.int64),
        hidden_size=sizes[problem.hidden],
        hidden_weight=np.ascontiguousarray(
            np.concatenate([h.weight for h in problem.hiddens], axis=1), dtype=np.float64
        ),
        hidden_counts=np.ascontiguousarray(np.concatenate([h.counts for h in problem.hiddens], axis=1), dtype=np.uint8),
        risks=_condensed(problem),
        shut=problem.shut.astype(np.uint8),
    )


def _pairs(problem: Problem) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """The distinct (steps, node) outcomes in order; for each action those of arrived, late and back, −1 for never."""
    lates, backs = _possible(problem)
    nodes = np.stack([problem.destination, problem.destination, problem.return_node], axis=1).astype(np.int64)
    steps = np.stack([problem.duration, problem.late_duration, problem.duration], axis=1).astype(np.int64)
    steps = np.minimum(steps, problem.steps + 1)
    possible = np.stack([np.ones_like(lates), lates, backs], axis=1)
    keys = steps * problem.nodes + nodes
    distinct, position = np.unique(keys[possible], return_inverse=True)
    pairs = np.full(keys.shape, -1, dtype=np.int32)
    pairs[possible] = position
    pair_node = (distinct % problem.nodes).astype(np.int32)
    pair_steps = (distinct // problem.nodes).astype(np.int32)
    return pairs, pair_node, pair_steps


def _possible(problem: Problem) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each action, whether being late, and going back, has any chance under any level."""
    lates, backs = np.zeros(problem.actions, np.bool_), np.zeros(problem.actions, np.bool_)
    back, late = problem.risks[:, problem.fatal, HIGH] > 0, problem.risks[:, problem.fatal + 1, HIGH] > 0
    for action in range(problem.actions):
        view, hidden = problem.views[problem.view[action]], problem.hiddens[problem.hidden[action]]
        rows = slice(problem.first_row[action], problem.first_row[action] + view.size * hidden.weight.shape[1])
        lates[action], backs[action] = late[rows].any(), back[rows].any()
    return lates, backs


def _powers(problem: Problem, duration: int) -> Floats:
    if duration > problem.steps:
        return np.zeros(sum(len(chain) ** 2 for chain in problem.chains))
    return np.concatenate([np.zeros(0), *(np.linalg.matrix_power(chain, duration).ravel() for chain in problem.chains)])


def _condensed(problem: Problem) -> Floats:
    """Survival (of all fatal risks), back and late, each low, mid, high: (rows, 9)."""
    stays = np.prod(1.0 - problem.risks[:, : problem.fatal], axis=1)
    result = np.empty((problem.risks.shape[0], 9))
    result[:, 0], result[:, 1], result[:, 2] = stays[:, HIGH], stays[:, MID], stays[:, LOW]
    result[:, 3:6] = problem.risks[:, problem.fatal]
    result[:, 6:9] = problem.risks[:, problem.fatal + 1]
    return result
