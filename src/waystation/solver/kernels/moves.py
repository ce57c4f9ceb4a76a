"""How conditions move: one pass per condition over a block of joint levels, never the joint matrix."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner

__all__ = ["move_back", "spread"]

ROOM = 8192
"""Figures that are moved at a time: two such blocks stay in a processor's nearest cache but one."""


@inner
def move_back(g: int, t: int, steps: int, ring: int, nodes: int, joint: int, outcomes: int, width: int, group_first: Any, group_steps: Any,
              group_matrices: Any, pair_node: Any, values: Any, moved: Any, stamp: Any, columns: Any, scratch: Any, levels: Any,
              conditions: int, matrices: Any) -> None:
    """Expected values before the conditions moved, for the outcomes of one duration that are wanted at this step.

    moved(c, pair) = Σ_c' P(c → c') values(t + duration, c', node of the pair), all pairs side by side. In a block
    of four the last figure is a sum of steps times chances, and grows by the duration times the first.

    Args:
        g: The group of outcomes.
        t: The step.
        steps, ring, nodes, joint: Sizes; see `backward`.
        outcomes: How many pairs there are.
        width: Figures per state: 1, or 4 for a block.
        group_first, group_steps, group_matrices, pair_node: See `backward`.
        values: float64 (ring, joint, nodes, width).
        moved: float64 (joint, outcomes, width); written for the pairs wanted.
        stamp: int64 (outcomes,); pairs with stamp t are wanted.
        columns: int64 (outcomes,); room.
        scratch: float64; room for twice `ROOM` figures, or twice those of one outcome where that is more.
        levels, conditions, matrices: The chains; see `backward`.
    """
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
                for q in range(width):
                    at = ((slot + c) * nodes + pair_node[columns[begin + x]]) * width
                    scratch[c * row + x * width + q] = values[at + q]
        half, run, matrix, total = 0, joint * row, group_matrices[g], joint * row
        for k in range(conditions):
            run //= levels[k]
            _move_one(scratch, half, scratch, total - half, total, run, levels[k], matrices, matrix)
            half = total - half
            matrix += levels[k] * levels[k]
        for c in range(joint):
            for x in range(count):
                to = (c * outcomes + columns[begin + x]) * width
                for q in range(width):
                    moved[to + q] = scratch[half + c * row + x * width + q]
                if width == 4:
                    moved[to + 3] += duration * moved[to]


@inner
def _move_one(source: Any, at: int, out: Any, to: int, total: int, run: int, size: int, matrices: Any, matrix: int) -> None:
    """Expected values before one condition moved, its neighbouring levels `run` values apart."""
    for block in range(0, total, run * size):
        for i in range(size):
            here, there, row = at + block, to + block + i * run, matrix + i * size
            if size == 3:
                p, q, r = matrices[row], matrices[row + 1], matrices[row + 2]
                for x in range(run):
                    out[there + x] = p * source[here + x] + q * source[here + run + x] + r * source[here + 2 * run + x]
            elif size == 2:
                p, q = matrices[row], matrices[row + 1]
                for x in range(run):
                    out[there + x] = p * source[here + x] + q * source[here + run + x]
            else:
                for x in range(run):
                    value = 0.0
                    for j in range(size):
                        value += matrices[row + j] * source[here + j * run + x]
                    out[there + x] = value


@inner
def _accumulate(out: Any, to: int, source: Any, at: int, p: float, run: int) -> None:
    for x in range(run):
        out[to + x] += p * source[at + x]


@inner
def spread(source: Any, at: int, out: Any, to: int, scratch: Any, joint: int, levels: Any, conditions: int, matrices: Any, first: int) -> None:
    """Move a mass over joint levels and add it: out(c') += Σ_c P(c → c') source(c).

    Args:
        source: float64 (joint,), from index `at`.
        at: Where the source begins.
        out: float64 (joint,), from index `to`; added to.
        to: Where the result begins.
        scratch: float64 of at least 2·joint.
        joint: Joint levels.
        levels: int64 per condition.
        conditions: How many conditions.
        matrices: float64; the conditions' matrices one after another, row by row.
        first: Where this duration's matrices begin.
    """
    for x in range(joint):
        scratch[x] = source[at + x]
    half = 0
    run = joint
    matrix = first
    for k in range(conditions):
        size = levels[k]
        run //= size
        other = joint - half
        for block in range(0, joint, run * size):
            for i in range(size):
                for x in range(run):
                    scratch[other + block + i * run + x] = 0.0
                for j in range(size):
                    _accumulate(scratch, other + block + i * run, scratch, half + block + j * run, matrices[matrix + j * size + i], run)
        half = other
        matrix += size * size
    for x in range(joint):
        out[to + x] += scratch[half + x]
