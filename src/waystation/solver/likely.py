"""What a policy is worth under many draws of its risks: one pass forward for a block of draws side by side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from waystation.solver.kernels.machine_code import kernel
from waystation.solver.spreading import HERE, Watch, spread
from waystation.solver.trail import Trail

__all__ = ["BLOCK", "chances"]

Floats = NDArray[np.float64]
BLOCK, LEAST_BLOCK = 64, 8
"""Draws that are carried side by side: enough to fill the processor's lanes, few enough to stay near it."""
MOST_HELD = 1 << 25
"""At most so many masses are held for a block, if it need not be smaller than `LEAST_BLOCK` for it: 256 MiB."""
LEFT_OUT = 1e-13
"""At most so much of a chance is not followed to its end."""


def chances(
    trail: Trail,
    rows: NDArray[np.int64],
    risks: Callable[[slice], Floats],
    draws: int,
    watch: Watch | None = None,
) -> Floats:
    """The chance of safety under each draw, the policy held fixed.

    Args:
        trail: Where the policy leads.
        rows: (used,) int64; the rows of risks that can be met; on any other all are lost.
        risks: The risks of a range of draws, (used, fatal + 2, draws) float64; possible only where the problem's are.
        draws: How many draws there are.
        watch: Told of each block of draws that is done.

    Returns:
        (draws,) float64, each exact but for `LEFT_OUT`.
    """
    row_at = np.full(trail.problem.risks.shape[0], len(rows), np.int32)
    row_at[rows] = np.arange(len(rows))
    held = (trail.window + len(trail.ways.node)) * trail.problem.joint
    size = min(BLOCK, max(LEAST_BLOCK, MOST_HELD // max(1, held)))
    blocks = [slice(first, min(first + size, draws)) for first in range(0, draws, size)]
    found = spread(lambda block: _block(trail, row_at, risks(block)), blocks, HERE, watch)
    return np.concatenate([np.zeros(0), *found])


def _block(trail: Trail, row_at: NDArray[np.int32], risks: Floats) -> Floats:
    problem, start = trail.problem, trail.start
    joint, ways, width = problem.joint, len(trail.ways.node), risks.shape[2]
    safe = np.zeros(width)
    if problem.ends[start.node]:
        return safe + 1.0
    drawn = np.zeros((risks.shape[0] + 1, 3, width))  # the last row, on which nobody survives, is for all others
    drawn[:-1, 0] = np.prod(1.0 - risks[:, :-2], axis=1)
    drawn[:-1, 1:] = risks[:, -2:]
    mass = np.zeros((trail.window, joint, width))
    mass[trail.start_slot] = start.joint[:, None]
    levels, _ = trail.chains
    kernel("draws")(
        np.array([*trail.sizes, trail.window, width], np.int64), levels, trail.ways.turned, trail.ends, trail.cell,
        trail.first_cell, trail.cell_node, trail.taken, *trail.outcomes, *trail.rows, row_at, drawn,
        np.array([LEFT_OUT / max(1, trail.states)]), mass, np.zeros((ways + 1, joint, width)),
        np.full(ways + 1, -1, np.int64), np.zeros((2, joint, width)), safe,
    )  # fmt: skip
    return np.asarray(np.minimum(safe, 1.0))
