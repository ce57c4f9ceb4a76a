"""What a policy is worth under many draws of its risks: one pass forward for a block of draws side by side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from waystation.solver.kernels.machine_code import kernel
from waystation.solver.solve import side_by_side
from waystation.solver.trail import Trail

__all__ = ["BLOCK", "chances"]

Floats = NDArray[np.float64]
BLOCK = 64
"""Draws that are carried side by side: enough to fill the processor's lanes, few enough to stay near it."""
LEFT_OUT = 1e-13
"""At most so much of a chance is not followed to its end."""


def chances(trail: Trail, rows: NDArray[np.int64], risks: Callable[[slice], Floats], draws: int) -> Floats:
    """The chance of safety under each draw, the policy held fixed.

    Args:
        trail: Where the policy leads.
        rows: (used,) int64; the rows of risks that can be met; on any other all are lost.
        risks: The risks of a range of draws, (used, fatal + 2, draws) float64; possible only where the problem's are.
        draws: How many draws there are.

    Returns:
        (draws,) float64, each exact but for `LEFT_OUT`.
    """
    row_at = np.full(trail.problem.risks.shape[0], len(rows), np.int32)
    row_at[rows] = np.arange(len(rows))
    blocks = [slice(first, min(first + BLOCK, draws)) for first in range(0, draws, BLOCK)]
    found = side_by_side(lambda block: _block(trail, row_at, risks(block)), blocks)
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
    mass = np.zeros((trail.ring, problem.nodes, joint, width))
    mass[start.step % trail.ring, start.node] = start.joint[:, None]
    levels, _ = trail.chains
    kernel("draws")(
        np.array([*trail.sizes, trail.ring, width], np.int64), levels, trail.ways.turned, trail.ends, trail.first_cell,
        trail.cell_node, trail.taken, *trail.outcomes, *trail.rows, row_at, drawn,
        np.array([LEFT_OUT / max(1, trail.states)]), mass, np.zeros((ways + 1, joint, width)),
        np.full(ways + 1, -1, np.int64), np.zeros((2, joint, width)), safe,
    )  # fmt: skip
    return np.asarray(np.minimum(safe, 1.0))
