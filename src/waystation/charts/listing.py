"""The numbered list on a sheet: how large it can be in the room there is, and its marks.

First at its usual size, then smaller, then with what is said of each stop cut to a line, then one line a stop in all,
and at last with stops left out, saying how many.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waystation.charts.lettering import Lettering
from waystation.charts.marks import Disc, Line, Mark, Text
from waystation.charts.picture import MapPicture, Row

__all__ = ["Column", "list_height", "list_marks"]

SHAPES = (
    *((scale, 2) for scale in (1.18, 1.08, 1.0, 0.92, 0.84)),
    *((scale, 1) for scale in (0.92, 0.84, 0.78)),
    *((scale, 0) for scale in (1.0, 0.92, 0.84, 0.76)),
)
"""Sizes and lines for what is said of each stop, the most wanted first; 0 puts it beside the stop's name."""
NAME_SIZE = 14.0
WORDS_SIZE = 12.2
LINE_STEP = 16.6
RADIUS = 8.2


@dataclass(frozen=True, slots=True)
class Column:
    """Where text runs down a sheet.

    Args:
        left: Its left edge, pixels.
        width: Its width, pixels.
        unit: Pixels per design pixel.
        lettering: The fonts that measure text.
    """

    left: float
    width: float
    unit: float
    lettering: Lettering


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stop, laid out: its name, what is said of it, how far to the right that stands (0 for below), its height."""

    row: Row
    name: str
    lines: tuple[str, ...]
    beside: float
    height: float


def _text_left(column: Column, scale: float) -> float:
    return column.left + (2 * RADIUS + 11) * column.unit * scale


def _entry(row: Row, column: Column, scale: float, lines: int) -> _Entry:
    size = column.unit * scale
    lettering, name_size, words_size = column.lettering, NAME_SIZE * size, WORDS_SIZE * size
    width = column.left + column.width - _text_left(column, scale)
    said = " · ".join(part for part in (row.when, row.words) if part)
    if lines:
        name = lettering.fitted(row.label, name_size, width, row.fallback)
        wrapped = tuple(lettering.wrapped(said, words_size, width, lines))
        return _Entry(row, name, wrapped, 0.0, (25.4 + LINE_STEP * len(wrapped)) * size)
    name = lettering.fitted(row.label, name_size, width * (0.42 if said else 1.0), row.fallback)
    beside = lettering.width(name, name_size) + 9 * size
    words = lettering.fitted(said, words_size, width - beside)
    return _Entry(row, name, (words,) if words else (), beside, 25.0 * size)


def list_height(picture: MapPicture, column: Column, scale: float, lines: int) -> float:
    """How high the list is.

    Args:
        picture: What is listed.
        column: Where.
        scale: Its size, 1 for the usual one.
        lines: The most lines for what is said of each stop; 0 puts it beside the stop's name.

    Returns:
        Pixels.
    """
    return sum(_entry(row, column, scale, lines).height for row in picture.rows())


def list_marks(picture: MapPicture, column: Column, top: float, room: float) -> list[Mark]:
    """The list's marks, its dots on a red line of the same rhythm as the map's.

    Args:
        picture: What is listed.
        column: Where.
        top: Where it begins, pixels.
        room: How high it may be, pixels.

    Returns:
        Marks; none where there is no room for a single stop.
    """
    rows = picture.rows()
    if not rows or room < 30 * column.unit:
        return []
    fitting = (shape for shape in SHAPES if list_height(picture, column, *shape) <= room)
    scale, lines = next(fitting, SHAPES[-1])
    entries = [_entry(row, column, scale, lines) for row in rows]
    shown = entries
    if sum(entry.height for entry in entries) > room:
        shown = entries[: max(1, int(room / entries[0].height) - 1)]
    size = column.unit * scale
    x, radius = column.left + RADIUS * size, RADIUS * size
    heights = np.array([entry.height for entry in shown])
    centres = (top + radius + np.concatenate([[0.0], np.cumsum(heights)])).tolist()
    marks: list[Mark] = []
    if picture.course:
        for entry, y, follows in zip(shown[:-1], centres, centres[1:], strict=False):
            rail = np.array([[x, y + radius + 2 * size], [x, follows - radius - 2 * size]])
            marks += [Line("thread", (rail,)), Line("course", (rail,), entry.row.mode, 2.4)]
    for entry, y in zip(shown, centres, strict=False):
        marks += _stop(entry, (x, y), _text_left(column, scale), size)
    if len(shown) < len(rows):
        more = picture.words.more.replace("{count}", str(len(rows) - len(shown)))
        marks.append(Text("note", _text_left(column, scale), centres[-1] + 4 * size, more, 11.5 * size))
    return marks


def _stop(entry: _Entry, dot: tuple[float, float], left: float, size: float) -> list[Mark]:
    x, y = dot
    radius, number = RADIUS * size, entry.row.number
    digits = radius * (1.3 if number < 100 else 0.78)
    baseline = y + NAME_SIZE * size * 0.35
    marks: list[Mark] = [
        Disc("disc", x, y, radius),
        Text("number", x, y + digits * 0.35, str(number), digits, "middle"),
        Text("name", left, baseline, entry.name, NAME_SIZE * size, fallback=entry.row.fallback),
    ]
    for i, line in enumerate(entry.lines, 1):
        down = 0.0 if entry.beside else i * LINE_STEP * size
        marks.append(Text("words", left + entry.beside, baseline + down, line, WORDS_SIZE * size))
    return marks
