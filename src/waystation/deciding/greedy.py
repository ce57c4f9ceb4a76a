"""A good choice soon: columns taken in the order of what they are worth above their price, as long as they fit.

Only finds; what a choice is worth beside the best possible one is `programme`'s business. The same seed gives the same
choices.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["ROUNDS", "greedy_choices"]

Floats = NDArray[np.float64]

ROUNDS = 12
"""How often the order is shaken and the columns taken anew."""

SHAKEN = 0.08
"""By how much of the largest worth the order is shaken, at most."""

SLACK = 1e-9


def greedy_choices(
    starts: NDArray[np.int32],
    rows: NDArray[np.int32],
    amounts: Floats,
    limits: Floats,
    *,
    worth: Floats,
    reduced: Floats,
    rounds: int = ROUNDS,
    seed: int = 1,
) -> tuple[int, ...]:
    """The best of several choices, each made by taking what fits, best first.

    Args:
        starts: (columns + 1,) int32; where each column's entries begin.
        rows: (entries,) int32; the row of each entry.
        amounts: (entries,) float64; how much of it is taken, >= 0.
        limits: (rows,) float64; how much there is.
        worth: (columns,) float64; what each column is worth.
        reduced: (columns,) float64; how much more that is than its price.
        rounds: How many choices, >= 1.
        seed: Seeds the shaking; the first choice is not shaken.

    Returns:
        Positions of the columns, ascending.
    """
    draw = np.random.default_rng(seed)
    shaken = SHAKEN * float(np.abs(worth).max(initial=0.0))
    best: list[int] = []
    most = -np.inf
    useful = np.flatnonzero(worth > 0.0)
    for number in range(rounds):
        order = reduced[useful] + (draw.random(useful.size) * shaken * (number > 0))
        left = limits + SLACK
        taken: list[int] = []
        for column in useful[np.argsort(-order, kind="stable")].tolist():
            entries = slice(starts[column], starts[column + 1])
            after = left[rows[entries]] - amounts[entries]
            if after.min(initial=0.0) >= 0.0:
                left[rows[entries]] = after
                taken.append(column)
        value = float(worth[taken].sum())
        if value > most:
            best, most = taken, value
    return tuple(sorted(best))
