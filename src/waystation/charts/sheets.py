"""The whole sheet: title and answer, the map, the numbered list and the key; beside the map if wide, below if narrow.

The list gets what room it needs, up to a limit; `listing` decides how it fills that room.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from waystation.charts.composing import compose_ground, compose_map, view_of
from waystation.charts.ground import Ground
from waystation.charts.ink import same_rhythm
from waystation.charts.lettering import Lettering
from waystation.charts.listing import Column, list_height, list_marks
from waystation.charts.marks import Box, Line, Mark, Sheet, Text
from waystation.charts.picture import MapPicture
from waystation.charts.projection import Frame

__all__ = ["MOST_PIXELS", "compose_bare_map", "compose_sheet", "height_needed"]

MOST_PIXELS = 60_000_000
LEAST_SIDE = 120
WIDE_FROM = 1.1
SCREEN = 1000
"""From this width a sheet whose height is free has its list beside the map."""
NARROW_SHAPES = ((1.0, 2), (1.0, 1), (0.92, 0))
"""Sizes of the list that a map below which it stands makes room for, as in `listing`."""


def _check_size(width: int, height: int) -> None:
    """Refuse a size that cannot be drawn.

    Raises:
        ValueError: If a side is below 120 pixels, or both together make more than 60 million pixels.
    """
    if width < LEAST_SIDE or height < LEAST_SIDE or width * height > MOST_PIXELS:
        raise ValueError(f"a map needs sides of at least {LEAST_SIDE} pixels and at most {MOST_PIXELS} pixels in all")


def compose_bare_map(
    picture: MapPicture,
    ground: Ground,
    width: int,
    height: int,
    lettering: Lettering,
    *,
    beyond: float = 0.0,
    unit: float = 1.0,
) -> Sheet:
    """The map alone, as a page shows it beside its own list.

    Args:
        picture: What to draw.
        ground: The base map.
        width: At least 120 pixels.
        height: At least 120 pixels.
        lettering: The fonts that measure names.
        beyond: How far the ground goes on past every side, as a share of it, for windows of another shape; 0 or more.
        unit: Pixels per design pixel: 2 for a picture that is shown at half its size, sharp on a fine screen.

    Returns:
        The sheet, all of it map.
    """
    _check_size(width, height)
    frame = Frame(0.0, 0.0, float(width), float(height))
    drawn = Frame(-beyond * width, -beyond * height, (1 + 2 * beyond) * width, (1 + 2 * beyond) * height)
    view = view_of(picture, frame, unit)
    marks = compose_map(picture, ground, view, unit, lettering)
    return Sheet(width, height, compose_ground(ground, view, unit, drawn), marks, drawn, unit)


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


def height_needed(picture: MapPicture, width: int, lettering: Lettering) -> int:
    """The height at which a sheet of this width cuts nothing: the answer, and all that is said of every stop.

    Args:
        picture: What to draw.
        width: At least 120 pixels; from `SCREEN` the list stands beside the map, below it under the map.
        lettering: The fonts that measure text.

    Returns:
        Pixels.
    """
    if width >= SCREEN:
        unit = width / 1600
        panel = max(0.31 * width, 300 * unit)
        column = Column(0.0, panel - 60 * unit, unit, lettering)
        top = _heading([], picture, column, 36 * unit, (30.0, 16.0, 9)) + 24 * unit
        whole = top + list_height(picture, column, 0.92, 2) + _foot(picture, column, 5)[1] + 50 * unit
        return round(min(max(0.625 * width, whole), width / WIDE_FROM))
    unit = max(0.6, width / 400)
    column = Column(0.0, width - 32 * unit, unit, lettering)
    top = _heading([], picture, column, 14 * unit, (18.0, 12.0, 12)) + 10 * unit
    below = list_height(picture, column, 1.0, 2) + _foot(picture, column, 2)[1] + 60 * unit
    return round(max(top / 0.3, top + 1.05 * width + below))


def _wide(picture: MapPicture, width: int, height: int, lettering: Lettering) -> tuple[Frame, float, list[Mark]]:
    unit = max(0.6, min(height / 1000, width / 1400))
    panel = min(max(0.31 * width, 300 * unit), 0.5 * width)
    edge = width - panel
    pad = 30 * unit
    column = Column(edge + pad, panel - 2 * pad, unit, lettering)
    marks: list[Mark] = [
        Box("panel", Frame(edge, 0, panel, height)),
        Box("rule", Frame(edge, 0, max(1.0, unit), height)),
    ]
    y = _heading(marks, picture, column, 36 * unit, (30.0, 16.0, 9))
    foot, foot_height = _foot(picture, column, 5)
    bottom = height - 24 * unit - foot_height
    y += 24 * unit
    marks += list_marks(picture, column, y, bottom - 14 * unit - y)
    marks += _moved(foot, bottom)
    return Frame(0.0, 0.0, edge, float(height)), unit, marks


def _narrow(picture: MapPicture, width: int, height: int, lettering: Lettering) -> tuple[Frame, float, list[Mark]]:
    unit = max(0.6, min(width / 400, height / 560))
    pad = 16 * unit
    column = Column(pad, width - 2 * pad, unit, lettering)
    heading: list[Mark] = []
    top = _heading(heading, picture, column, 14 * unit, (18.0, 12.0, 12)) + 10 * unit
    if top > 0.35 * height:
        heading = []
        top = _heading(heading, picture, column, 14 * unit, (18.0, 12.0, 4)) + 10 * unit
    if top > 0.5 * height:
        heading, top = [], 0.0
    foot, foot_height = _foot(picture, column, 2)
    least = max(0.35 * height, 150 * unit)
    if height - top - foot_height - 34 * unit - least < list_height(picture, column, 0.76, 0):
        foot, foot_height = _foot(replace(picture, branches=()), column, 1)
    room = height - top - foot_height - 34 * unit
    heights = [list_height(picture, column, scale, lines) + 12 * unit for scale, lines in NARROW_SHAPES]
    wanted = next((h for h in heights if h <= room - least), room - least + 12 * unit)
    map_height = min(max(min(least, room), room - wanted, 0.3 * height), height - top, max(1.3 * width, least))
    frame = Frame(0.0, top, float(width), map_height)
    below = top + map_height
    marks: list[Mark] = [Box("panel", Frame(0, 0, width, top)), Box("panel", Frame(0, below, width, height - below))]
    marks += heading
    marks += list_marks(picture, column, below + 12 * unit, room - map_height)
    marks += _moved(foot, height - 12 * unit - foot_height)
    return frame, unit, marks


def _heading(
    marks: list[Mark], picture: MapPicture, column: Column, top: float, sizes: tuple[float, float, int]
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


def _foot(picture: MapPicture, column: Column, lines: int) -> tuple[list[Mark], float]:
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


def _key(marks: list[Mark], picture: MapPicture, column: Column) -> float:
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
