"""How conditions move: one pass per condition over a block of joint levels, never the joint matrix."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner

__all__ = ["ROOM", "move_back", "spread"]

ROOM = 8192
"""Figures that are moved at a time: two such blocks stay near the processor. `solver.solve` makes room for them."""
BLOCK = 4
MID, LAG = 0, 3


@inner
def move_back(
    g: int, t: int, width: int, extent: Any, grouping: Any, chains: Any, values: Any, moved: Any, stamp: Any,
    columns: Any, scratch: Any,
) -> None:  # fmt: skip
    """Expected values before the conditions moved, for the outcomes of one duration that are wanted at this step.

    moved(c, pair) = Σ_c' P(c → c') values(t + duration, c', node of the pair), all pairs side by side. In a block
    of four the last figure is a sum of steps times chances, and grows by the duration times the first.

    Args:
        g: The group of outcomes.
        t: The step.
        width: Figures per state: 1, or 4 for a block.
        extent: Steps T, ring length, nodes, joint levels, outcome pairs.
        grouping: `group_first`, `group_steps`, `group_matrices`, `pair_node`; see `backward`.
        chains: `levels`, how many conditions, `matrices`; see `backward`.
        values: float64 (ring, joint, nodes, width).
        moved: float64 (joint, pairs, width); written for the pairs wanted.
        stamp: int64 (pairs,); pairs with stamp t are wanted.
        columns: int64 (pairs,); room.
        scratch: float64; room for twice `ROOM` figures, or twice those of one outcome where that is more.
    """
    steps, ring, nodes, joint, outcomes = extent
    group_first, group_steps, _, pair_node = grouping
    wanted = 0
    for pair in range(group_first[g], group_first[g + 1]):
        if stamp[pair] == t:
            columns[wanted] = pair
            wanted += 1
    duration = group_steps[g]
    if t + duration > steps:
        for c in range(joint):
            for x in range(wanted):
                for q in range(width):
                    moved[(c * outcomes + columns[x]) * width + q] = 0.0
        return
    slot = ((t + duration) % ring) * joint
    at_once = max(1, ROOM // (joint * width))
    for begin in range(0, wanted, at_once):
        count = min(at_once, wanted - begin)
        row = count * width
        for c in range(joint):
            for x in range(count):
                at = ((slot + c) * nodes + pair_node[columns[begin + x]]) * width
                for q in range(width):
                    scratch[c * row + x * width + q] = values[at + q]
        half = _through_conditions(g, joint * row, grouping, chains, scratch)
        for c in range(joint):
            for x in range(count):
                to = (c * outcomes + columns[begin + x]) * width
                for q in range(width):
                    moved[to + q] = scratch[half + c * row + x * width + q]
                if width == BLOCK:
                    moved[to + LAG] += duration * moved[to + MID]


@inner
def _through_conditions(g: int, total: int, grouping: Any, chains: Any, scratch: Any) -> int:
    """Move `total` figures at the start of `scratch` back through every condition; returns where they end up."""
    _, _, group_matrices, _ = grouping
    levels, conditions, matrices = chains
    half, run, matrix = 0, total, group_matrices[g]
    for k in range(conditions):
        run //= levels[k]
        _move_one(scratch, half, total - half, total, run, levels[k], matrices, matrix)
        half = total - half
        matrix += levels[k] * levels[k]
    return half


@inner
def _move_one(scratch: Any, at: int, to: int, total: int, run: int, size: int, matrices: Any, matrix: int) -> None:
    """Expected values before one condition moved, its neighbouring levels `run` figures apart."""
    for block in range(0, total, run * size):
        for i in range(size):
            here, there, row = at + block, to + block + i * run, matrix + i * size
            if size == 3:
                p, q, r = matrices[row], matrices[row + 1], matrices[row + 2]
                for x in range(run):
                    scratch[there + x] = (
                        p * scratch[here + x] + q * scratch[here + run + x] + r * scratch[here + 2 * run + x]
                    )
            elif size == 2:
                p, q = matrices[row], matrices[row + 1]
                for x in range(run):
                    scratch[there + x] = p * scratch[here + x] + q * scratch[here + run + x]
            else:
                for x in range(run):
                    value = 0.0
                    for j in range(size):
                        value += matrices[row + j] * scratch[here + j * run + x]
                    scratch[there + x] = value


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
