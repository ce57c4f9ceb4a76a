"""Which conditions can still matter from each node on: the others need not be in that node's state.

A condition matters at a node if some action that can ever be taken there, or at a node to which such actions can
lead, distinguishes its levels. All else being equal, a state's values are the same at every level of a condition that
does not: dropping it there changes no figure (rows of its chain sum to 1), no choice, and nothing that is met later.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.solver.problem import Problem

__all__ = ["Narrowed", "narrowed"]

Ints = NDArray[np.int64]
Indices = NDArray[np.int32]


@dataclass(frozen=True)
class Narrowed:
    """The joint levels that each node tells apart: all levels of the conditions that can matter from it on.

    Nodes that tell the same conditions apart are of one class. Local levels are the joint levels of a class, the last
    condition fastest.

    Args:
        masks: (nodes,) int64; bit k is set where the k-th condition of more than one level can matter.
        node_class: (nodes,) int32.
        conditions: For each class, the positions in `Problem.chains` of the conditions that it tells apart.
        local: (classes, joint) int32; the local level of each joint level.
        wide: For each class, (local levels,) int64: a joint level of each local one.
    """

    masks: Ints
    node_class: Indices
    conditions: tuple[tuple[int, ...], ...]
    local: Indices
    wide: tuple[Ints, ...]

    @property
    def sizes(self) -> Ints:
        """(nodes,) int64; how many local levels each node has."""
        return np.array([len(levels) for levels in self.wide], dtype=np.int64)[self.node_class]


def narrowed(problem: Problem, keep: Ints | None = None) -> Narrowed:
    """Find what each node must tell apart.

    Args:
        problem: The problem.
        keep: (nodes,) int64; conditions that must be told apart whatever they do, as in `Narrowed.masks`.

    Returns:
        The classes of nodes.
    """
    telling = [k for k, size in enumerate(problem.levels) if size > 1]
    masks = _masks(problem, telling)
    if keep is not None:
        masks = masks | keep
    _propagate(problem, masks)
    distinct, node_class = np.unique(masks, return_inverse=True)
    conditions = tuple(tuple(k for bit, k in enumerate(telling) if mask >> bit & 1) for mask in distinct.tolist())
    digits = np.unravel_index(np.arange(problem.joint), problem.levels) if problem.levels else ()
    local = np.zeros((len(distinct), problem.joint), dtype=np.int32)
    wide = []
    for number, kept in enumerate(conditions):
        for k in kept:
            local[number] = local[number] * problem.levels[k] + digits[k]
        wide.append(np.unique(local[number], return_index=True)[1].astype(np.int64))
    return Narrowed(masks, node_class.reshape(-1).astype(np.int32), conditions, local, tuple(wide))


def _masks(problem: Problem, telling: list[int]) -> Ints:
    """What the actions of each node tell apart at the moment of choosing."""
    sizes = [problem.levels[k] for k in telling]
    views = np.zeros(len(problem.views), dtype=np.int64)
    for number, view in enumerate(problem.views):
        levels = view.local.reshape(sizes)
        for axis in range(len(sizes)):
            if not np.array_equal(levels, np.broadcast_to(levels.take([0], axis=axis), sizes)):
                views[number] |= 1 << axis
    ever = np.asarray(problem.open_steps.any(axis=1), dtype=np.bool_)
    masks = np.zeros(problem.nodes, dtype=np.int64)
    np.bitwise_or.at(masks, _origins(problem), np.where(ever[problem.calendar], views[problem.view], 0))
    return masks


def _propagate(problem: Problem, masks: Ints) -> None:
    """Let each node tell apart what the nodes tell apart to which it can lead."""
    origin = _origins(problem)
    while True:
        before = masks.copy()
        np.bitwise_or.at(masks, origin, masks[problem.destination] | masks[problem.return_node])
        if np.array_equal(masks, before):
            return


def _origins(problem: Problem) -> Ints:
    return np.repeat(np.arange(problem.nodes), np.diff(problem.first_action))
