"""How sure we are of a plan: what its policy is worth when every belief is drawn by itself (`model.md`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.draws import draw
from waystation.planning.bases import CONSTANT, Bases
from waystation.solver.likely import chances
from waystation.solver.spreading import Watch
from waystation.solver.trail import Trail

__all__ = ["DRAWS", "SEED", "Likely", "likely_of"]

DRAWS = 2_000
SEED = 1


@dataclass(frozen=True)
class Likely:
    """What a policy may be worth.

    Args:
        p10: One draw in ten is worth less.
        p50: Half the draws are worth less.
        p90: Nine draws in ten are worth less.
        drawn: (draws,) float64; the chance of arriving under each draw.
        seed: What they were drawn with.
    """

    p10: float
    p50: float
    p90: float
    drawn: NDArray[np.float64]
    seed: int


def likely_of(
    trail: Trail,
    bases: Bases,
    met: NDArray[np.float64],
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    watch: Watch | None = None,
) -> Likely:
    """Draw every belief by itself, and say what the policy is worth under each draw.

    A belief is drawn once for all that rests on it, before odds and steps act: both ways of a leg, all legs of a
    broker.

    Args:
        trail: Where the policy leads.
        bases: What its risks rest on.
        met: (rows,) float64; how often each row of risks is met; others need no draws.
        draws: How many, >= 1.
        seed: The same seed gives the same draws.
        watch: Told of each block of draws that is done.
    """
    rows = np.flatnonzero(met > 0.0)
    needed = np.unique(bases.of[rows])
    values = np.zeros((len(bases.bases), draws))
    for number in needed[needed != CONSTANT].tolist():
        values[number] = draw(bases.bases[number], draws, seed)
    drawn = chances(trail, rows, lambda block: bases.risks_under(values[:, block], rows), draws, watch)
    p10, p50, p90 = (float(q) for q in np.quantile(drawn, (0.1, 0.5, 0.9)))
    return Likely(p10, p50, p90, drawn, seed)
