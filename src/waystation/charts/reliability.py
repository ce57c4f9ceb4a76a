"""Laying out a reliability diagram: a square, its diagonal, and dots with their intervals beside it.

A dot on the diagonal came true as often as it was foreseen; an interval that misses it is red.
"""

from __future__ import annotations

import math

import numpy as np

from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Disc, Line, Mark, Text
from waystation.charts.panels import Dot, Reliability
from waystation.charts.projection import Frame

__all__ = ["lay_reliability"]

MOST_SIDE = 380.0
"""Design pixels: the square is as large as its column, and no larger."""
NOTE = 11.4
LEAST_DOT, MOST_DOT = 3.0, 7.0


class _Square:
    """The square in pixels: where a chance falls from left to right, and from below."""

    def __init__(self, left: float, top: float, side: float) -> None:
        self.left, self.top, self.side = left, top, side

    def x(self, chance: float) -> float:
        return self.left + chance * self.side

    def y(self, chance: float) -> float:
        return self.top + (1.0 - chance) * self.side


def lay_reliability(
    marks: list[Mark],
    panel: Reliability,
    corner: tuple[float, float],
    width: float,
    *,
    unit: float,
    lettering: Lettering,
) -> float:
    """Lay a panel out.

    Args:
        marks: Its marks are added to these.
        panel: What it shows.
        corner: Its upper left corner, pixels.
        width: How wide it may be, pixels.
        unit: Pixels per design pixel.
        lettering: The fonts that measure text.

    Returns:
        Where it ends, pixels from above.
    """
    size = NOTE * unit
    gutter = max((lettering.width(text, size) for _, text in panel.ticks), default=0.0) + 8 * unit
    left, top = corner[0] + gutter, corner[1] + size
    # the last number below stands half outside the square
    square = _Square(left, top, min(MOST_SIDE * unit, width - gutter - gutter / 2))
    marks.append(Box("bar-bed", Frame(left, top, square.side, square.side)))
    _scales(marks, panel, square, unit)
    marks.append(Line("branch", (np.array([[square.x(0), square.y(0)], [square.x(1), square.y(1)]]),), width=unit))
    most = max((dot.weight for dot in panel.dots), default=1.0)
    for dot in panel.dots:
        _dot(marks, dot, square, unit, math.sqrt(dot.weight / most))
    y = top + square.side + 3.2 * size
    for line in lettering.wrapped(panel.across, size, width, 2):
        marks.append(Text("note", corner[0], y, line, size))
        y += 1.3 * size
    return y


def _scales(marks: list[Mark], panel: Reliability, square: _Square, unit: float) -> None:
    """The lines of both scales, with their numbers."""
    size = NOTE * unit
    for chance, text in panel.ticks:
        along, up = square.x(chance), square.y(chance)
        marks.append(Line("grid", (np.array([[along, square.y(0)], [along, square.y(1)]]),), width=0.7 * unit))
        marks.append(Line("grid", (np.array([[square.x(0), up], [square.x(1), up]]),), width=0.7 * unit))
        marks.append(Text("note", square.left - 6 * unit, up + 0.35 * size, text, size, "end"))
        marks.append(Text("note", along, square.y(0) + 1.4 * size, text, size, "middle"))


def _dot(marks: list[Mark], dot: Dot, square: _Square, unit: float, weight: float) -> None:
    along, cap = square.x(dot.foreseen), 3.5 * unit
    low, high = square.y(dot.low), square.y(dot.high)
    bars = ([[along, low], [along, high]], [[along - cap, low], [along + cap, low]],
            [[along - cap, high], [along + cap, high]])  # fmt: skip
    marks.append(Line("worst" if dot.red else "flag", tuple(np.array(bar) for bar in bars), width=1.4 * unit))
    radius = (LEAST_DOT + (MOST_DOT - LEAST_DOT) * weight) * unit
    marks.append(Disc("disc", along, square.y(dot.share), radius))
