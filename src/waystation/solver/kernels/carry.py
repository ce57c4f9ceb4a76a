"""Carrying figures through the conditions' moves: many of each joint level side by side, never the joint matrix."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner

__all__ = ["ROOM", "carry", "gather", "pull"]

ROOM = 4096
"""Figures that are carried at a time: two such blocks stay near the processor. `trail` makes room for them."""


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
def gather(way: int, t: int, most: int, ways: int, way_steps: Any, stamp: Any, columns: Any) -> Any:
    """The next outcomes of one duration that are wanted at a step.

    Args:
        way: The outcome to look from; outcomes of one duration stand together.
        t: The step.
        most: How many to gather at once.
        ways: How many outcomes there are.
        way_steps: int32 (ways,).
        stamp: int64 (ways,); those with stamp t are wanted.
        columns: int64 (ways,); written: the outcomes gathered.

    Returns:
        How many were gathered, and the outcome to look from next.
    """
    duration, count = way_steps[way], 0
    while way < ways and way_steps[way] == duration and count < most:
        if stamp[way] == t:
            columns[count] = way
            count += 1
        way += 1
    return count, way


@inner
def pull(t: int, sizes: Any, ahead: Any, values: Any, moved: Any, stamp: Any, room: Any) -> None:
    """The worst and the nominal values of the outcomes wanted before the conditions moved, at every joint level.

    Args:
        t: The step of departure.
        sizes: Steps T, nodes, joint levels, ways.
        ahead: `cell`, `way_node`, `way_steps`, `way_matrices`, and chains as in `carry`.
        values: float64 (cells, joint, 2); see `trail_values`.
        moved: float64 (ways, joint, 2); the rows of the outcomes wanted are written.
        stamp: int64 (ways,); those with stamp t are wanted.
        room: `columns`, int64 (ways,), and `scratch`, float64, for twice `ROOM` figures or those of one outcome.
    """
    steps, nodes, joint, ways = sizes
    cell, way_node, way_steps, way_matrices, chains = ahead
    columns, scratch = room
    way, most = 0, max(1, ROOM // (joint * 2))
    while way < ways:
        first = way
        count, way = gather(way, t, most, ways, way_steps, stamp, columns)
        then, width = t + way_steps[first], count * 2
        if count == 0 or then > steps:
            for x in range(count):
                for c in range(joint * 2):
                    moved[columns[x] * joint * 2 + c] = 0.0
            continue
        for x in range(count):
            at = cell[then * nodes + way_node[columns[x]]] * joint * 2
            for c in range(joint):
                scratch[c * width + x * 2] = values[at + c * 2]
                scratch[c * width + x * 2 + 1] = values[at + c * 2 + 1]
        found = carry(scratch, joint, width, chains, way_matrices[first])
        for x in range(count):
            to = columns[x] * joint * 2
            for c in range(joint):
                moved[to + c * 2] = scratch[found + c * width + x * 2]
                moved[to + c * 2 + 1] = scratch[found + c * width + x * 2 + 1]
