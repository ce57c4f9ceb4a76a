"""Belief intervals: low, middle and high of one probability, and what may be done to them.

Every transformation acts on low, middle and high separately; a middle is never taken again as a midpoint.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from waystation.world.chances import Counts, Interval

__all__ = ["NEVER", "Belief", "belief", "from_counts", "per_step", "raised", "times_odds"]


class Belief(NamedTuple):
    """What is believed of one probability: 0 <= low <= mid <= high <= 1."""

    low: float
    mid: float
    high: float


NEVER = Belief(0.0, 0.0, 0.0)


def from_counts(events: float, trials: float) -> Belief:
    """The interval of a yes/no event that happened `events` times out of `trials`.

    Walley's imprecise Dirichlet model with s = 1 (Walley 1996, "Inferences from multinomial data", section 2).

    Args:
        events: How often it happened; may be fractional, 0 … trials.
        trials: Out of how many times; 0 gives [0, 1].

    Returns:
        [k/(n+1), (k+1)/(n+1)] with middle (k+½)/(n+1).
    """
    return Belief(events / (trials + 1.0), (events + 0.5) / (trials + 1.0), (events + 1.0) / (trials + 1.0))


def belief(chance: Interval | Counts) -> Belief:
    """The belief that a chance stated in a pack amounts to; the middle of a plain interval is its midpoint."""
    if isinstance(chance, Counts):
        return from_counts(chance.events, chance.trials)
    return Belief(chance.low, (chance.low + chance.high) / 2.0, chance.high)


def times_odds(of: Belief, multiplier: float) -> Belief:
    """The belief with its odds multiplied: p ↦ m·p / (1 − p + m·p); 0 stays 0 and 1 stays 1.

    Args:
        of: The belief.
        multiplier: m >= 0; m = 0 makes anything short of certainty impossible.
    """
    if multiplier == 1.0:
        return of
    low, mid, high = (_times_odds(p, multiplier) for p in of)
    # Two ends that are one bit apart can be rounded past each other.
    return Belief(low, max(low, mid), max(low, mid, high))


def _times_odds(p: float, multiplier: float) -> float:
    if p in (0.0, 1.0):
        return p
    if math.isinf(multiplier):
        return 1.0
    return min(1.0, multiplier * p / (1.0 - p + multiplier * p))


def per_step(of: Belief, step_minutes: int) -> Belief:
    """The chance per step of what has this chance per 24 hours: 1 − (1 − r)^(step/24 h)."""
    share = step_minutes / 1440.0
    return Belief(*(1.0 - (1.0 - r) ** share for r in of))


def raised(base: float, exponent: float) -> float:
    """An odds multiplier raised to a power; infinite where it is greater than any number."""
    try:
        return float(base**exponent)
    except OverflowError:
        return math.inf
