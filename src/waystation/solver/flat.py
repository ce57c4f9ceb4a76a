"""A problem laid out as the kernels read it: outcomes shared, durations' matrices computed once, risks condensed.

Each node tells apart only the conditions that can still matter from it on (`narrow`); what the kernels keep for a
node, and for the outcomes that its actions can have, is that long and no longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.solver.narrow import Narrowed, narrowed
from waystation.solver.problem import HIGH, LOW, MID, Problem

__all__ = ["Flat", "flatten"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Indices = NDArray[np.int32]


@dataclass(frozen=True)
class Flat:
    """A problem in the kernels' arrays; see `kernels.backward` for the shape of each.

    Args:
        problem: The problem itself.
        narrow: What each node tells apart.
        ring: How many steps of values must be at hand: one more than the longest duration.
    """

    problem: Problem
    narrow: Narrowed
    ring: int
    levels: Ints
    matrices: Floats
    ends: NDArray[np.uint8]
    node_at: Ints
    class_first: Ints
    class_levels: Ints
    class_matrix: Ints
    pairs: Indices
    pair_node: Indices
    pair_steps: Indices
    pair_matrices: Ints
    pair_at: Ints
    pair_lift: Ints
    lift: Indices
    near_at: Ints
    near_local: Indices
    view_at: Ints
    view_size: Ints
    view_local: Indices
    hidden_at: Ints
    hidden_size: Ints
    hidden_weight: Floats
    hidden_counts: NDArray[np.uint8]
    risks: Floats
    shut: NDArray[np.uint8]
    survival: Floats

    @property
    def states(self) -> int:
        """How many states there are at one step, once each node tells apart no more than it must."""
        return int(self.node_at[-1])

    @property
    def hidden_total(self) -> int:
        """Hidden levels in all, over every group."""
        return int(self.hidden_weight.shape[1])

    @property
    def conditions(self) -> int:
        """How many visible conditions there are."""
        return len(self.problem.chains)

    @property
    def solved(self) -> tuple[NDArray[Any], ...]:
        """The arrays by which kernels work actions out, backward, in their order."""
        problem = self.problem
        return (
            self.narrow.node_class, self.node_at, self.class_first, self.class_levels, self.class_matrix,
            self.matrices, self.pair_node, self.pair_steps, self.pair_matrices, self.pair_at, self.pair_lift,
            self.lift, self.ends, problem.first_action, self.pairs, problem.first_row, self.near_at, self.near_local,
            self.view_size, self.hidden_at, self.hidden_size, self.hidden_counts, self.risks, self.shut,
        )  # fmt: skip

    @property
    def followed(self) -> tuple[NDArray[Any], ...]:
        """The arrays by which kernels follow a policy forward, in their order."""
        problem = self.problem
        return (
            self.levels, self.matrices, self.ends, problem.first_action, self.pairs, self.pair_node, self.pair_steps,
            self.pair_matrices, problem.first_row, self.view_at, self.view_size, self.view_local, self.hidden_at,
            self.hidden_size, self.hidden_weight, self.risks,
        )  # fmt: skip


def flatten(problem: Problem, keep: Ints | None = None) -> Flat:
    """Lay a problem out for the kernels.

    Args:
        problem: The problem.
        keep: (nodes,) int64; conditions that nodes must tell apart whether they matter or not, see `narrow`.

    Returns:
        Its arrays; small against the policy and the values.
    """
    narrow = narrowed(problem, keep)
    pairs, outcomes = _pairs(problem, narrow)
    durations, which = np.unique(outcomes.steps, return_inverse=True)
    blocks = [_powers(problem, int(duration)) for duration in durations]
    width = sum(len(chain) ** 2 for chain in problem.chains)
    sizes = np.array([hidden.weight.shape[1] for hidden in problem.hiddens], dtype=np.int64)
    columns = np.concatenate([[0], np.cumsum(sizes)])
    near_at, near_local = _near(problem, narrow)
    risks = _condensed(problem)
    starts = np.cumsum([0, *(size * size for size in problem.levels)])
    return Flat(
        problem=problem,
        narrow=narrow,
        ring=int(outcomes.steps.max(initial=1)) + 1,
        levels=np.array([*problem.levels, 0], dtype=np.int64),
        matrices=np.concatenate([*blocks, np.zeros(1)]),
        ends=problem.ends.astype(np.uint8),
        node_at=_running(narrow.sizes),
        class_first=_running([len(conditions) for conditions in narrow.conditions]),
        class_levels=np.array([*(problem.levels[k] for told in narrow.conditions for k in told), 0], dtype=np.int64),
        class_matrix=np.array([*(starts[k] for told in narrow.conditions for k in told), 0], dtype=np.int64),
        pairs=pairs,
        pair_node=outcomes.node,
        pair_steps=outcomes.steps,
        pair_matrices=which.reshape(-1).astype(np.int64) * width,
        pair_at=outcomes.at,
        pair_lift=outcomes.lift_at,
        lift=outcomes.lift,
        near_at=near_at,
        near_local=near_local,
        view_at=problem.view.astype(np.int64) * problem.joint,
        view_size=np.array([view.size for view in problem.views], dtype=np.int64)[problem.view],
        view_local=np.concatenate([np.zeros(0, np.int32), *(view.local for view in problem.views)]).astype(np.int32),
        hidden_at=columns[problem.hidden].astype(np.int64),
        hidden_size=sizes[problem.hidden],
        hidden_weight=np.ascontiguousarray(
            np.concatenate([h.weight for h in problem.hiddens], axis=1), dtype=np.float64
        ),
        hidden_counts=np.ascontiguousarray(np.concatenate([h.counts for h in problem.hiddens], axis=1), dtype=np.uint8),
        risks=risks,
        shut=problem.shut.astype(np.uint8),
        survival=_survival(problem, risks[:, 0]),
    )


def _running(sizes: Ints | list[int]) -> Ints:
    """Where each of some rows begins, and the end of the last."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


@dataclass(frozen=True)
class _Outcomes:
    """The distinct outcomes: a node, steps until then, and the class of the nodes whose actions can have it."""

    node: Indices
    steps: Indices
    at: Ints
    lift_at: Ints
    lift: Indices


def _pairs(problem: Problem, narrow: Narrowed) -> tuple[Indices, _Outcomes]:
    """The distinct outcomes in order; for each action those of arrived, late and back, −1 for never."""
    backs, lates = _possible(problem)
    nodes = np.stack([problem.destination, problem.destination, problem.return_node], axis=1).astype(np.int64)
    steps = np.stack([problem.duration, problem.late_duration, problem.duration], axis=1).astype(np.int64)
    steps = np.minimum(steps, problem.steps + 1)
    classes = np.repeat(narrow.node_class, np.diff(problem.first_action)).astype(np.int64)
    possible = np.stack([np.ones_like(lates), lates, backs], axis=1)
    keys = (steps * problem.nodes + nodes) * len(narrow.conditions) + classes[:, None]
    distinct, position = np.unique(keys[possible], return_inverse=True)
    pairs = np.full(keys.shape, -1, dtype=np.int32)
    pairs[possible] = position.reshape(-1)
    chooser, rest = distinct % len(narrow.conditions), distinct // len(narrow.conditions)
    node = (rest % problem.nodes).astype(np.int32)
    lift_at, lift = _lifts(narrow, chooser, narrow.node_class[node])
    sizes = np.array([len(levels) for levels in narrow.wide], dtype=np.int64)[chooser]
    return pairs, _Outcomes(node, (rest // problem.nodes).astype(np.int32), _running(sizes), lift_at, lift)


def _lifts(narrow: Narrowed, chooser: Ints, reached: Indices) -> tuple[Ints, Indices]:
    """For each outcome, where its table begins: the level at the node reached, for each at the node that chooses."""
    tables: dict[tuple[int, int], int] = {}
    parts, size = [np.zeros(0, np.int32)], 0
    at = np.full(len(chooser), -1, dtype=np.int64)
    for number, (here, there) in enumerate(zip(chooser.tolist(), reached.tolist(), strict=True)):
        if here == there:
            continue
        if (here, there) not in tables:
            tables[here, there] = size
            parts.append(narrow.local[there][narrow.wide[here]])
            size += len(narrow.wide[here])
        at[number] = tables[here, there]
    return at, np.concatenate(parts)


def _near(problem: Problem, narrow: Narrowed) -> tuple[Ints, Indices]:
    """For each action, where its table begins: the distinction that its view makes, for each level of its node."""
    classes = np.repeat(narrow.node_class, np.diff(problem.first_action)).astype(np.int64)
    keys, which = np.unique(classes * len(problem.views) + problem.view, return_inverse=True)
    views, told = keys % max(1, len(problem.views)), keys // max(1, len(problem.views))
    tables = [problem.views[v].local[narrow.wide[k]] for v, k in zip(views.tolist(), told.tolist(), strict=True)]
    starts = _running([len(table) for table in tables])
    return starts[which.reshape(-1)], np.concatenate([np.zeros(0, np.int32), *tables]).astype(np.int32)


def _possible(problem: Problem) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each action, whether going back, and being late, has any chance under any level."""
    first, end = _rows(problem)
    happens = problem.risks[:, problem.fatal :, HIGH] > 0.0
    before = np.concatenate([np.zeros((1, 2), np.int64), np.cumsum(happens, axis=0)])
    found = before[end] > before[first]
    return found[:, 0], found[:, 1]


def _rows(problem: Problem) -> tuple[Ints, Ints]:
    """For each action, its first row of risks, and the first that is not its own any more."""
    views = np.array([view.size for view in problem.views], dtype=np.int64)[problem.view]
    levels = np.array([hidden.weight.shape[1] for hidden in problem.hiddens], dtype=np.int64)[problem.hidden]
    first = problem.first_row.astype(np.int64)
    return first, first + views * levels


def _survival(problem: Problem, stays: Floats) -> Floats:
    """For each action the least and the greatest survival of its rows, and 1 if none of them is shut."""
    if not problem.actions:
        return np.zeros((0, 3))
    spans = np.stack(_rows(problem), axis=1).reshape(-1)
    padded, shut = np.append(stays, 0.0), np.append(problem.shut, False)
    least, most = np.minimum.reduceat(padded, spans)[::2], np.maximum.reduceat(padded, spans)[::2]
    closes = np.logical_or.reduceat(shut, spans)[::2]
    return np.ascontiguousarray(np.stack([least, most, ~closes], axis=1), dtype=np.float64)


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
