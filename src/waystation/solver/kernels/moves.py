"""How conditions move: one pass per condition over a block of joint levels, never the joint matrix."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner

__all__ = ["expect", "spread"]


@inner
def expect(
    source: Any, at: int, out: Any, to: int, scratch: Any, width: int, joint: int, levels: Any, conditions: int, matrices: Any, first: int
) -> None:
    """Expected values before the conditions moved: out(c) = Σ_c' P(c → c') source(c').

    Args:
        source: float64; `joint` blocks of `width` values, from index `at`.
        at: Where the source begins.
        out: float64; the same shape, from index `to`.
        to: Where the result begins.
        scratch: float64 of at least 2·joint·width.
        width: Values per joint level.
        joint: Joint levels.
        levels: int64 per condition.
        conditions: How many conditions.
        matrices: float64; the conditions' matrices one after another, row by row.
        first: Where this duration's matrices begin.
    """
    total = joint * width
    if conditions == 0:
        for x in range(total):
            out[to + x] = source[at + x]
        return
    run = total
    matrix = first
    half = 0
    for k in range(conditions):
        size = levels[k]
        run //= size
        last = k == conditions - 1
        for block in range(0, total, run * size):
            for i in range(size):
                target = block + i * run
                for j in range(size):
                    p = matrices[matrix + i * size + j]
                    here = block + j * run
                    if k == 0 and last:
                        _accumulate(out, to + target, source, at + here, p, run, j)
                    elif k == 0:
                        _accumulate(scratch, target, source, at + here, p, run, j)
                    elif last:
                        _accumulate(out, to + target, scratch, half + here, p, run, j)
                    else:
                        _accumulate(scratch, total - half + target, scratch, half + here, p, run, j)
        if k > 0:
            half = total - half
        matrix += size * size


@inner
def _accumulate(out: Any, to: int, source: Any, at: int, p: float, run: int, j: int) -> None:
    if j == 0:
        for x in range(run):
            out[to + x] = p * source[at + x]
    else:
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
                    _accumulate(scratch, other + block + i * run, scratch, half + block + j * run, matrices[matrix + j * size + i], run, 1)
        half = other
        matrix += size * size
    for x in range(joint):
        out[to + x] += scratch[half + x]
