"""Drawing a chance from what is known of it, to say how sure one can be of what is made of many."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.bases import Base
from waystation.world.chances import Counts

__all__ = ["draw"]


def draw(base: Base, draws: int, seed: int) -> NDArray[np.float64]:
    """Chances that one base belief may have, each draw independent of the others.

    Counts of k in n follow Beta(k + ½, n − k + ½), Jeffreys' posterior, whose mean is the middle of the belief; a plain
    interval is uniform; an exact number stays. The same belief is drawn the same whatever else a pack holds: its
    stream hangs on its name and the seed alone.

    Args:
        base: What is known.
        draws: How many, >= 0.
        seed: Any whole number; the same seed gives the same draws.

    Returns:
        (draws,) float64, 0 … 1.
    """
    chance = base.chance
    stream = np.random.default_rng([zlib.crc32(base.what.encode()), seed % 2**63])
    if isinstance(chance, Counts):
        return stream.beta(chance.events + 0.5, max(0.0, chance.trials - chance.events) + 0.5, draws)
    return stream.uniform(chance.low, chance.high, draws)
