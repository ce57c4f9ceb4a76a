"""Intervals as a page draws them: where each begins and ends on its scale, in whole hundredths, and its words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from waystation.wording.beliefs import interval

__all__ = ["SCALES", "Span", "scale_of", "span_of"]

SCALES = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0)
"""Where a scale may end: the chances of some table share the least that holds them all."""


@dataclass(frozen=True)
class Span:
    """An interval on a scale.

    Args:
        begins: Where it begins, 0 … 99 hundredths of the scale.
        ends: Where it ends, beyond where it begins, up to 100.
        middle: Where its middle is, 0 … 100.
        words: The same in words.
    """

    begins: int
    ends: int
    middle: int
    words: str


def scale_of(highs: Iterable[float]) -> float:
    """The least scale that holds some chances.

    Args:
        highs: The ends of the intervals, 0 … 1.
    """
    most = max(highs, default=0.0)
    return next((scale for scale in SCALES if most <= scale), 1.0)


def span_of(low: float, mid: float, high: float, scale: float = 1.0) -> Span:
    """An interval on a scale: never drawn narrower than it is, and never so narrow that nobody sees it.

    Args:
        low: Where it begins, 0 … 1.
        mid: Its middle.
        high: Where it ends.
        scale: Where the scale ends.
    """
    begins = min(99, max(0, math.floor(100.0 * low / scale)))
    ends = min(100, max(begins + 1, math.ceil(100.0 * high / scale)))
    middle = min(100, max(0, round(100.0 * mid / scale)))
    return Span(begins, ends, middle, interval(low, mid, high))
