"""Laying a figure out as marks: panels in two columns where there is room, else one below the other.

A sheet is as high as its panels need. Bars have their words above them, so that a narrow screen cuts no name short.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from waystation.charts.departing import Departing, lay_departing
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Line, Mark, Sheet, Text
from waystation.charts.panels import Bars, Figure, Reliability, Spread
from waystation.charts.projection import Frame
from waystation.charts.reliability import lay_reliability

__all__ = ["LEAST_WIDTH", "MOST_WIDTH", "compose_figure"]

LEAST_WIDTH, MOST_WIDTH = 200, 4000
TWO_COLUMNS = 900
"""From this width panels stand in two columns."""
BINS = 28
PLOT_HEIGHT = 96.0
BAR, THIN = 9.0, 3.0
LABEL, NOTE, HEADING = 12.6, 11.4, 15.0
LEAST_RANGE = 0.02


@dataclass(frozen=True, slots=True)
class _Column:
    """Where panels run down a sheet: left edge and width in pixels, pixels per design pixel, fonts."""

    left: float
    width: float
    unit: float
    lettering: Lettering

    def sentence(self, marks: list[Mark], role: str, text: str, y: float, *, size: float, lines: int) -> float:
        """Write a text over some lines; returns where it ends."""
        for line in self.lettering.wrapped(text, size * self.unit, self.width, lines):
            y += size * self.unit
            marks.append(Text(role, self.left, y, line, size * self.unit))
            y += size * 0.42 * self.unit
        return y


def compose_figure(figure: Figure, width: int, lettering: Lettering) -> Sheet:
    """Lay a figure out.

    Args:
        figure: What to draw.
        width: 200 … 4000 pixels.
        lettering: The fonts that measure text.

    Returns:
        The sheet, as high as it needs to be.

    Raises:
        ValueError: If the width is out of range.
    """
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise ValueError(f"a figure needs a width of {LEAST_WIDTH} to {MOST_WIDTH} pixels")
    wide = width >= TWO_COLUMNS
    unit = width / 1200 if wide else max(0.62, width / 420)
    pad, gap = (40 * unit, 56 * unit) if wide else (16 * unit, 0.0)
    whole = _Column(pad, width - 2 * pad, unit, lettering)
    marks: list[Mark] = []
    y = whole.sentence(marks, "title", figure.title, pad * 0.7, size=26.0 if wide else 19.0, lines=3)
    y += 4 * unit
    for sentence in figure.subtitle:
        y = whole.sentence(marks, "answer", sentence, y, size=15.0 if wide else 13.0, lines=4)
    if wide:
        half = (whole.width - gap) / 2
        columns = [_Column(pad, half, unit, lettering), _Column(pad + half + gap, half, unit, lettering)]
    else:
        columns = [whole]
    ends = [y] * len(columns)
    for panel in figure.panels:
        shortest = min(range(len(columns)), key=lambda i: ends[i])
        ends[shortest] = _panel(marks, panel, columns[shortest], ends[shortest] + 24 * unit)
    y = max(ends) + 20 * unit
    if figure.in_clear:
        y = whole.sentence(marks, "note", figure.in_clear, y, size=NOTE, lines=2)
    height = max(60, math.ceil(y + 0.5 * pad))
    ground = Box("panel", Frame(0.0, 0.0, float(width), float(height)))
    # nothing of it is a map: the frame of the map is one pixel in the corner, under the ground
    return Sheet(width, height, (), (ground, *marks), Frame(0.0, 0.0, 1.0, 1.0), unit)


def _panel(marks: list[Mark], panel: Bars | Spread | Reliability | Departing, column: _Column, y: float) -> float:
    y = column.sentence(marks, "name", panel.title, y, size=HEADING, lines=3)
    if panel.note:
        y = column.sentence(marks, "note", panel.note, y, size=NOTE, lines=4)
    y += 6 * column.unit
    if isinstance(panel, Reliability):
        return lay_reliability(
            marks, panel, (column.left, y), column.width, unit=column.unit, lettering=column.lettering
        )
    if isinstance(panel, Departing):
        return lay_departing(marks, panel, (column.left, y), column.width, unit=column.unit, lettering=column.lettering)
    return _bars(marks, panel, column, y) if isinstance(panel, Bars) else _spread(marks, panel, column, y)


def _bars(marks: list[Mark], panel: Bars, column: _Column, y: float) -> float:
    unit, lettering = column.unit, column.lettering
    size = LABEL * unit
    longest = panel.full or max((max(bar.value, bar.beside) for bar in panel.bars), default=0.0) or 1.0
    for bar in panel.bars:
        number = lettering.width(lettering.shown(bar.text), size)
        y += size * 1.15
        marks.append(Text("name", column.left + column.width, y, bar.text, size, "end"))
        for i, line in enumerate(lettering.wrapped(bar.label, size, column.width - number - 12 * unit, 2)):
            y += i * size * 1.25
            marks.append(Text("words", column.left, y, line, size))
        y += 4.5 * unit
        role = "bar-quiet" if bar.quiet else "bar"
        marks.append(Box("bar-bed", Frame(column.left, y, column.width, BAR * unit)))
        marks.append(Box(role, Frame(column.left, y, _length(bar.value, longest, column), BAR * unit)))
        y += BAR * unit
        if bar.beside > 0.0:
            y += 1.5 * unit
            marks.append(Box("bar-quiet", Frame(column.left, y, _length(bar.beside, longest, column), THIN * unit)))
            y += THIN * unit
        y += 5 * unit
    return y


def _length(value: float, longest: float, column: _Column) -> float:
    """How long a bar is; what is not nothing is at least a sliver."""
    return max(value / longest * column.width, 1.5 * column.unit if value > 0.0 else 0.0)


def _spread(marks: list[Mark], panel: Spread, column: _Column, y: float) -> float:
    axis = _Axis(column, *_range(panel))
    flags: list[Mark] = []
    bottom = y + _numbers(flags, panel, axis, y) + PLOT_HEIGHT * column.unit
    _heap(marks, panel, axis, bottom)
    marks += flags
    marks.append(Box("axis", Frame(column.left, bottom, column.width, max(1.0, column.unit))))
    y = _ticks(marks, panel, axis, bottom + 15 * column.unit)
    return _meanings(marks, panel, column, y + 10 * column.unit)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where a chance falls: the column, and the chances at its edges."""

    column: _Column
    left: float
    right: float

    def x(self, chance: float) -> float:
        return self.column.left + (chance - self.left) / (self.right - self.left) * self.column.width


def _numbers(marks: list[Mark], panel: Spread, axis: _Axis, y: float) -> float:
    """The flags' lines and numbers, numbers too close to each other one above the other; returns their height."""
    unit, size = axis.column.unit, LABEL * axis.column.unit
    edge = axis.column.left + axis.column.width
    placed: list[tuple[float, float, int]] = []
    for flag in reversed(panel.flags):
        width = axis.column.lettering.width(flag.number, size)
        middle = min(max(axis.x(flag.at), axis.column.left + width / 2), edge - width / 2)
        reach = middle + width / 2 + 4 * unit
        row = max((r + 1 for other, half, r in placed if other - half < reach), default=0)
        placed.append((middle, width / 2, row))
    rows = max((row for _, _, row in placed), default=0) + 1
    height = rows * size * 1.25 + 2 * unit
    for flag, (middle, _, row) in zip(reversed(panel.flags), placed, strict=True):
        down = y + height - row * size * 1.25 - 4 * unit
        line = np.array([[axis.x(flag.at), down + 2 * unit], [axis.x(flag.at), y + height + PLOT_HEIGHT * unit]])
        marks.append(Line("worst" if flag.red else "flag", (line,)))
        marks.append(Text("worst-number" if flag.red else "name", middle, down, flag.number, size, "middle"))
    return height


def _heap(marks: list[Mark], panel: Spread, axis: _Axis, bottom: float) -> None:
    """How many values fall where, as columns."""
    unit = axis.column.unit
    heights, edges = np.histogram(np.array(panel.values), bins=BINS, range=(axis.left, axis.right))
    most = max(1, int(heights.max(initial=0)))
    for height, begin, end in zip(heights.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if height:
            high = max(1.0, height / most * (PLOT_HEIGHT - 6) * unit)
            wide = max(1.0, axis.x(end) - axis.x(begin) - unit)
            marks.append(Box("heap", Frame(axis.x(begin), bottom - high, wide, high)))


def _ticks(marks: list[Mark], panel: Spread, axis: _Axis, y: float) -> float:
    """The axis' numbers, as many as have room."""
    column, free = axis.column, -math.inf
    size = NOTE * column.unit
    for chance, text in panel.ticks:
        width = column.lettering.width(text, size)
        middle = min(max(axis.x(chance), column.left + width / 2), column.left + column.width - width / 2)
        if axis.left <= chance <= axis.right and middle - width / 2 > free:
            marks.append(Text("note", middle, y, text, size, "middle"))
            free = middle + width / 2 + 8 * column.unit
    return y


def _meanings(marks: list[Mark], panel: Spread, column: _Column, y: float) -> float:
    """What each flag's number means, a line or two each."""
    unit, lettering = column.unit, column.lettering
    size = LABEL * unit
    indent = max((lettering.width(flag.number, size) for flag in panel.flags), default=0.0) + 10 * unit
    for flag in panel.flags:
        y += 4 * unit
        for i, line in enumerate(lettering.wrapped(flag.text, size, column.width - indent, 3)):
            y += size
            if i == 0:
                role = "worst-number" if flag.red else "name"
                marks.append(Text(role, column.left + indent - 10 * unit, y, flag.number, size, "end"))
            marks.append(Text("words", column.left + indent, y, line, size))
            y += size * 0.36
    return y


def _range(panel: Spread) -> tuple[float, float]:
    """What the axis shows: all values and flags, and a little beyond."""
    shown = [*panel.values, *(flag.at for flag in panel.flags)] or [0.0, 1.0]
    left, right = min(shown), max(shown)
    beyond = max(0.03 * (right - left), LEAST_RANGE)
    return max(0.0, left - beyond), min(1.0, right + beyond)
