"""How conditions move: one pass per condition over the joint levels, never the joint matrix."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inlined, inner

__all__ = ["move_back", "spread"]


@inlined
def move_back(
    pair: int, t: int, extent: Any, outcomes: Any, chains: Any, values: Any, first: int, moved: Any, to: int,
    scratch: Any,
) -> None:  # fmt: skip
    """Expected values of an outcome before the conditions moved, at each local level of the nodes that may choose it.

    moved(c) = Σ_c' P(c → c') values(t + duration, node of the outcome, c'); nothing after step T.

    Args:
        pair: The outcome.
        t: The step.
        extent: Steps T, ring length, states.
        outcomes: `pair_node`, `pair_steps`, `pair_matrices`, `pair_at`, `pair_lift`, `lift`; see `backward`.
        chains: `node_class`, `node_at`, `class_first`, `class_levels`, `class_matrix`, `matrices`; see `backward`.
        values: float64 (ring, states), from index `first`.
        first: Where the values begin.
        moved: float64; the outcome's row is written, from index `to` + `pair_at`.
        to: Where the outcomes' rows begin.
        scratch: float64; room for twice the local levels of a node.
    """
    steps, ring, states = extent
    pair_node, pair_steps, pair_matrices, pair_at, pair_lift, lift = outcomes
    node_class, node_at, class_first, class_levels, class_matrix, matrices = chains
    then, node = t + pair_steps[pair], pair_node[pair]
    row, size = to + pair_at[pair], pair_at[pair + 1] - pair_at[pair]
    if then > steps:
        for c in range(size):
            moved[row + c] = 0.0
        return
    at = first + (then % ring) * states + node_at[node]
    joint = node_at[node + 1] - node_at[node]
    if joint == 1:
        for c in range(size):
            moved[row + c] = values[at]
        return
    begin, last, lifted = class_first[node_class[node]], class_first[node_class[node] + 1] - 1, pair_lift[pair]
    source, room = values, 0
    for k in range(last, begin - 1, -1):
        levels, matrix = class_levels[k], pair_matrices[pair] + class_matrix[k]
        out, there = (moved, row) if k == begin and lifted < 0 else (scratch, room)
        _move_one(source, at, out, there, joint // levels, levels, matrices, matrix)
        source, at, room = out, there, joint - room
    if lifted >= 0:
        for c in range(size):
            moved[row + c] = source[at + lift[lifted + c]]


@inner
def _move_one(source: Any, at: int, out: Any, to: int, run: int, size: int, matrices: Any, matrix: int) -> None:
    """Expected values before one condition moved: the fastest one of the source, which is the slowest of the result.

    After a pass for every condition, the last of them first, the conditions are in their order again; and every pass
    is one long loop over neighbouring figures.
    """
    if size == 3:
        a, b, c = matrices[matrix], matrices[matrix + 1], matrices[matrix + 2]
        d, e, f = matrices[matrix + 3], matrices[matrix + 4], matrices[matrix + 5]
        g, h, i = matrices[matrix + 6], matrices[matrix + 7], matrices[matrix + 8]
        for x in range(run):
            p, q, r = source[at + 3 * x], source[at + 3 * x + 1], source[at + 3 * x + 2]
            out[to + x] = a * p + b * q + c * r
            out[to + run + x] = d * p + e * q + f * r
            out[to + 2 * run + x] = g * p + h * q + i * r
    elif size == 2:
        a, b, c, d = matrices[matrix], matrices[matrix + 1], matrices[matrix + 2], matrices[matrix + 3]
        for x in range(run):
            p, q = source[at + 2 * x], source[at + 2 * x + 1]
            out[to + x] = a * p + b * q
            out[to + run + x] = c * p + d * q
    else:
        for y in range(size):
            for x in range(run):
                value = 0.0
                for j in range(size):
                    value += matrices[matrix + y * size + j] * source[at + x * size + j]
                out[to + y * run + x] = value


@inner
def spread(source: Any, at: int, out: Any, to: int, scratch: Any, joint: int, chains: Any, first: int) -> None:
    """Move a mass over joint levels and add it: out(c') += Σ_c P(c → c') source(c).

    Args:
        source: float64 (joint,), from index `at`.
        at: Where the source begins.
        out: float64 (joint,), from index `to`; added to.
        to: Where the result begins.
        scratch: float64 of at least 2·joint.
        joint: Joint levels.
        chains: `levels`, how many conditions, `matrices`; see `backward`.
        first: Where this duration's matrices begin.
    """
    levels, conditions, matrices = chains
    for x in range(joint):
        scratch[x] = source[at + x]
    half, run, matrix = 0, joint, first
    for k in range(conditions):
        size = levels[k]
        run //= size
        other = joint - half
        for block in range(0, joint, run * size):
            for i in range(size):
                for x in range(run):
                    value = 0.0
                    for j in range(size):
                        value += matrices[matrix + j * size + i] * scratch[half + block + j * run + x]
                    scratch[other + block + i * run + x] = value
        half = other
        matrix += size * size
    for x in range(joint):
        out[to + x] += scratch[half + x]
