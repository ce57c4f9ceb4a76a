"""The whole sheet: title and answer, the map, the numbered list and the key; beside the map if wide, below if narrow.

The list gets what room it needs, up to a limit: first at its usual size, then smaller, then one line a stop, and at
last cut, saying how many stops are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from waystation.charts.composing import compose_ground, compose_map, view_of
from waystation.charts.ground import Ground
from waystation.charts.ink import same_rhythm
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Disc, Line, Mark, Sheet, Text
from waystation.charts.picture import MapPicture, Row
from waystation.charts.projection import Frame

__all__ = ["MOST_PIXELS", "compose_bare_map", "compose_sheet"]

MOST_PIXELS = 60_000_000
LEAST_SIDE = 120
WIDE_FROM = 1.1
TWO_LINES = (1.18, 1.08, 1.0, 0.92, 0.84)
ONE_LINE = (1.0, 0.92, 0.84, 0.76)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where text runs down a sheet."""

    left: float
    width: float
    unit: float
    lettering: Lettering


def _check_size(width: int, height: int) -> None:
    """Refuse a size that cannot be drawn.

    Raises:
        ValueError: If a side is below 120 pixels, or both together make more than 60 million pixels.
    """
    if width < LEAST_SIDE or height < LEAST_SIDE or width * height > MOST_PIXELS:
        raise ValueError(f"a map needs sides of at least {LEAST_SIDE} pixels and at most {MOST_PIXELS} pixels in all")


def compose_bare_map(
    picture: MapPicture, ground: Ground, width: int, height: int, lettering: Lettering, *, beyond: float = 0.0
) -> Sheet:
    """The map alone, as a page shows it beside its own list.

    Args:
        picture: What to draw.
        ground: The base map.
        width: At least 120 pixels.
        height: At least 120 pixels.
        lettering: The fonts that measure names.
        beyond: How far the ground goes on past every side, as a share of it, for windows of another shape; 0 or more.

    Returns:
        The sheet, all of it map.
    """
    _check_size(width, height)
    frame = Frame(0.0, 0.0, float(width), float(height))
    drawn = Frame(-beyond * width, -beyond * height, (1 + 2 * beyond) * width, (1 + 2 * beyond) * height)
    view = view_of(picture, frame, 1.0)
    marks = compose_map(picture, ground, view, 1.0, lettering)
    return Sheet(width, height, compose_ground(ground, view, 1.0, drawn), marks, drawn, 1.0)


def compose_sheet(picture: MapPicture, ground: Ground, width: int, height: int, lettering: Lettering) -> Sheet:
    """Title, map and numbered list on one sheet.

    Args:
        picture: What to draw.
        ground: The base map.
        width: At least 120 pixels.
        height: At least 120 pixels.
        lettering: The fonts that measure names.

    Returns:
        The sheet.
    """
    _check_size(width, height)
    wide = width >= WIDE_FROM * height
    frame, unit, marks = (_wide if wide else _narrow)(picture, width, height, lettering)
    view = view_of(picture, frame, unit)
    over = compose_map(picture, ground, view, unit, lettering)
    return Sheet(width, height, compose_ground(ground, view, unit), (*over, *marks), frame, unit)


def _wide(picture: MapPicture, width: int, height: int, lettering: Lettering) -> tuple[Frame, float, list[Mark]]:
    unit = max(0.6, height / 1000)
    panel = min(max(0.31 * width, 300 * unit), 0.5 * width)
    edge = width - panel
    pad = 30 * unit
    column = _Column(edge + pad, panel - 2 * pad, unit, lettering)
    marks: list[Mark] = [
        Box("panel", Frame(edge, 0, panel, height)),
        Box("rule", Frame(edge, 0, max(1.0, unit), height)),
    ]
    y = _heading(marks, picture, column, 36 * unit, (30.0, 16.0, 9))
    foot, foot_height = _foot(picture, column, 5)
    bottom = height - 24 * unit - foot_height
    y += 24 * unit
    _list(marks, picture, column, y, bottom - 14 * unit - y)
    marks += _moved(foot, bottom)
    return Frame(0.0, 0.0, edge, float(height)), unit, marks


def _narrow(picture: MapPicture, width: int, height: int, lettering: Lettering) -> tuple[Frame, float, list[Mark]]:
    unit = max(0.6, min(width / 400, height / 560))
    pad = 16 * unit
    column = _Column(pad, width - 2 * pad, unit, lettering)
    heading: list[Mark] = []
    top = _heading(heading, picture, column, 14 * unit, (18.0, 12.0, 4)) + 10 * unit
    if top > 0.5 * height:
        heading, top = [], 0.0
    foot, foot_height = _foot(picture, column, 2)
    least = max(0.35 * height, 150 * unit)
    rows = picture.rows()
    if height - top - foot_height - 34 * unit - least < _list_height(rows, column, ONE_LINE[-1], one_line=True):
        foot, foot_height = _foot(replace(picture, branches=()), column, 1)
    room = height - top - foot_height - 34 * unit
    heights = [_list_height(rows, column, scale, one_line) for scale, one_line in ((1.0, False), (0.92, True))]
    wanted = next((h for h in heights if h + 12 * unit <= room - least), room - least) + 12 * unit
    map_height = min(max(min(least, room), room - wanted, 0.3 * height), height - top)
    frame = Frame(0.0, top, float(width), map_height)
    below = top + map_height
    marks: list[Mark] = [Box("panel", Frame(0, 0, width, top)), Box("panel", Frame(0, below, width, height - below))]
    marks += heading
    _list(marks, picture, column, below + 12 * unit, room - map_height)
    marks += _moved(foot, height - 12 * unit - foot_height)
    return frame, unit, marks


def _heading(
    marks: list[Mark], picture: MapPicture, column: _Column, top: float, sizes: tuple[float, float, int]
) -> float:
    """Title and answer; returns where they end."""
    title, answer, lines = sizes[0] * column.unit, sizes[1] * column.unit, sizes[2]
    y = top
    for line in column.lettering.wrapped(picture.title, title, column.width, 2):
        y += title * 0.86
        marks.append(Text("title", column.left, y, line, title))
        y += title * 0.36
    y += answer * 0.35
    for sentence in picture.subtitle:
        for line in column.lettering.wrapped(sentence, answer, column.width, max(1, lines)):
            y += answer
            marks.append(Text("answer", column.left, y, line, answer))
            y += answer * 0.42
            lines -= 1
        if lines <= 0:
            break
    return y


def _row_height(column: _Column, scale: float, one_line: bool) -> float:
    return (25.0 if one_line else 44.0) * column.unit * scale


def _list_height(rows: tuple[Row, ...], column: _Column, scale: float, one_line: bool) -> float:
    return len(rows) * _row_height(column, scale, one_line)


def _list(marks: list[Mark], picture: MapPicture, column: _Column, top: float, room: float) -> None:
    """The numbered list, its dots on a red line of the same rhythm as the map's."""
    rows = picture.rows()
    if not rows or room < 30 * column.unit:
        return
    shapes = [(scale, False) for scale in TWO_LINES] + [(scale, True) for scale in ONE_LINE]
    scale, one_line = next((s for s in shapes if _list_height(rows, column, *s) <= room), shapes[-1])
    step = _row_height(column, scale, one_line)
    shown = rows
    if len(rows) * step > room:
        shown = rows[: max(1, int(room / step) - 1)]
    size = column.unit * scale
    radius = 8.2 * size
    x = column.left + radius
    centres = [top + i * step + radius for i in range(len(shown))]
    for row, y, follows in zip(shown, centres, [*centres[1:], None], strict=True):
        if follows is not None and picture.course:
            rail = np.array([[x, y + radius + 2 * size], [x, follows - radius - 2 * size]])
            marks += [Line("thread", (rail,)), Line("course", (rail,), row.mode, 2.4)]
    for row, y in zip(shown, centres, strict=True):
        marks += [Disc("disc", x, y, radius)]
        digits = radius * (1.3 if row.number < 100 else 0.78)
        marks += [Text("number", x, y + digits * 0.35, str(row.number), digits, "middle")]
        marks += _row_text(row, column, (column.left + 2 * radius + 11 * size, y), size, one_line)
    if len(shown) < len(rows):
        more = picture.words.more.replace("{count}", str(len(rows) - len(shown)))
        at = centres[-1] + step + 4 * size
        marks.append(Text("note", column.left + 2 * radius + 11 * size, at, more, 11.5 * size))


def _row_text(row: Row, column: _Column, at: tuple[float, float], size: float, one_line: bool) -> list[Mark]:
    x, y = at
    width = column.left + column.width - x
    name_size, words_size = 14.0 * size, 12.2 * size
    lettering = column.lettering
    words = " · ".join(part for part in (row.when, row.words) if part)
    if one_line:
        name = lettering.fitted(row.label, name_size, width * (0.42 if words else 1.0), row.fallback)
        after = lettering.width(name, name_size) + 9 * size
        return [
            Text("name", x, y + name_size * 0.35, name, name_size, fallback=row.fallback),
            Text(
                "words", x + after, y + name_size * 0.35, lettering.fitted(words, words_size, width - after), words_size
            ),
        ]
    name = lettering.fitted(row.label, name_size, width, row.fallback)
    return [
        Text("name", x, y + name_size * 0.35, name, name_size, fallback=row.fallback),
        Text(
            "words", x, y + name_size * 0.35 + words_size * 1.4, lettering.fitted(words, words_size, width), words_size
        ),
    ]


def _foot(picture: MapPicture, column: _Column, lines: int) -> tuple[list[Mark], float]:
    """Key of the line's rhythms, other ways, notes: marks from y = 0, and their height."""
    marks: list[Mark] = []
    unit, lettering = column.unit, column.lettering
    size = 11.5 * unit
    y = _key(marks, picture, column)
    sentences = [": ".join(p for p in (b.label, b.words) if p) for b in picture.branches if b.words]
    if sentences:
        sentences[0] = f"{picture.words.other_ways} · {sentences[0]}"
    for sentence in (*sentences, *picture.notes, *((picture.in_clear,) if picture.in_clear else ())):
        y += 3 * unit
        for line in lettering.wrapped(sentence, size, column.width, max(1, lines)):
            y += size
            marks.append(Text("note", column.left, y, line, size))
            y += size * 0.36
    return marks, y


def _key(marks: list[Mark], picture: MapPicture, column: _Column) -> float:
    """The rhythms of the red line, each with the modes that it stands for."""
    unit, lettering = column.unit, column.lettering
    size = 11.5 * unit
    x, y, dash = column.left, 0.0, 26 * unit
    for same in same_rhythm(picture.modes()):
        words = ", ".join(lettering.shown(picture.words.modes.get(mode, mode), mode) for mode in same)
        width = dash + 7 * unit + lettering.width(words, size)
        if x > column.left and x + width > column.left + column.width:
            x, y = column.left, y + size * 1.6
        line = np.array([[x + 1.5 * unit, y + size * 0.6], [x + dash, y + size * 0.6]])
        marks += [Line("thread", (line,)), Line("course", (line,), same[0], 2.4)]
        marks.append(Text("words", x + dash + 7 * unit, y + size * 0.95, words, size))
        x += width + 16 * unit
    return y + size * 1.6 if picture.course else 0.0


def _moved(marks: list[Mark], down: float) -> list[Mark]:
    moved: list[Mark] = []
    for mark in marks:
        if isinstance(mark, Text):
            moved.append(
                Text(mark.role, mark.x, mark.y + down, mark.text, mark.size, mark.anchor, fallback=mark.fallback)
            )
        elif isinstance(mark, Line):
            moved.append(
                Line(mark.role, tuple(line + np.array([0.0, down]) for line in mark.lines), mark.mode, mark.width)
            )
    return moved
