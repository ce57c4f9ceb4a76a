"""Carrying figures through the conditions' moves: many of each joint level side by side, never the joint matrix."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner

__all__ = ["carry", "pull"]


@inner
def carry(scratch: Any, joint: int, width: int, chains: Any, first: int) -> int:
    """Pass figures through the matrix of every condition, one after another.

    out(i, x) = Σ_j M(i, j) in(j, x), for the joint levels i and j: with the chains' own matrices these are expected
    values before the conditions moved, with the turned ones masses after they did.

    Args:
        scratch: float64 (2, joint, width); the figures stand in the first half.
        joint: Joint levels.
        width: Figures for each joint level.
        chains: `levels`, how many conditions, `matrices` or `turned`; see `trail_values`.
        first: Where this duration's matrices begin.

    Returns:
        Where in `scratch` the result begins.
    """
    levels, conditions, matrices = chains
    total = joint * width
    here, run, matrix = 0, total, first
    for k in range(conditions):
        size = levels[k]
        run //= size
        there = total - here
        for block in range(0, total, run * size):
            for i in range(size):
                row, to, at = matrix + i * size, there + block + i * run, here + block
                if size == 3:
                    p, q, r = matrices[row], matrices[row + 1], matrices[row + 2]
                    for x in range(run):
                        figure = p * scratch[at + x] + q * scratch[at + run + x]
                        scratch[to + x] = figure + r * scratch[at + 2 * run + x]
                    continue
                p, q = matrices[row], matrices[row + 1] if size > 1 else 0.0
                next_at = at + run if size > 1 else at
                for x in range(run):
                    scratch[to + x] = p * scratch[at + x] + q * scratch[next_at + x]
                for j in range(2, size):
                    p, next_at = matrices[row + j], at + j * run
                    for x in range(run):
                        scratch[to + x] += p * scratch[next_at + x]
        here = there
        matrix += size * size
    return here


@inner
def pull(way: int, t: int, sizes: Any, ahead: Any, values: Any, moved: Any, scratch: Any) -> None:
    """The worst and the nominal value of an outcome before the conditions moved, at every joint level.

    Args:
        way: The outcome.
        t: The step of departure.
        sizes: Steps T, nodes, joint levels.
        ahead: `cell`, `way_node`, `way_steps`, `way_matrices`, and chains as in `carry`.
        values: float64 (cells, joint, 2); see `trail_values`.
        moved: float64 (ways, joint, 2); the outcome's row is written.
        scratch: float64 (2, joint, 2); room.
    """
    steps, nodes, joint = sizes
    cell, way_node, way_steps, way_matrices, chains = ahead
    to, then = way * joint * 2, t + way_steps[way]
    at = cell[then * nodes + way_node[way]] if then <= steps else -1
    if at < 0:
        for x in range(joint * 2):
            moved[to + x] = 0.0
        return
    for x in range(joint * 2):
        scratch[x] = values[at * joint * 2 + x]
    found = carry(scratch, joint, 2, chains, way_matrices[way])
    for x in range(joint * 2):
        moved[to + x] = scratch[found + x]
