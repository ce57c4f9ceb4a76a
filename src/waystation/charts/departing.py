"""Chances by the day of departure, as lines: one for each level of a condition now."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Disc, Line, Mark, Text
from waystation.charts.projection import Frame

__all__ = ["Course", "Departing", "lay_departing"]

HEIGHT = 150.0
LABEL, NOTE = 12.6, 11.4
LEAST_SPAN = 0.05


@dataclass(frozen=True, slots=True)
class Course:
    """One line.

    Args:
        label: What it stands for.
        chances: A chance for each day, 0 … 1.
        best: The day that is marked.
        red: Whether it is how things stand.
    """

    label: str
    chances: tuple[float, ...]
    best: int
    red: bool = False

    def __post_init__(self) -> None:
        if not self.chances or not all(0.0 <= chance <= 1.0 for chance in self.chances):
            raise ValueError("a line shows chances from 0 to 1, at least one")
        if not 0 <= self.best < len(self.chances):
            raise ValueError("the day that is marked is one of the line's")


@dataclass(frozen=True, slots=True)
class Departing:
    """A panel of such lines over the same days.

    Args:
        title: What it shows.
        days: The days' names.
        courses: The lines.
        note: How it is to be read.
    """

    title: str
    days: tuple[str, ...]
    courses: tuple[Course, ...]
    note: str = ""


def lay_departing(
    marks: list[Mark], panel: Departing, at: tuple[float, float], width: float, *, unit: float, lettering: Lettering
) -> float:
    """Lay the lines out.

    Args:
        marks: What is drawn; added to.
        panel: What to draw.
        at: Left edge and top, pixels.
        width: Pixels.
        unit: Pixels per design pixel.
        lettering: The fonts that measure text.

    Returns:
        Where the panel ends.
    """
    left, top = at
    size, note = LABEL * unit, NOTE * unit
    low, high = _range(panel)
    names = [f"{course.label}  {_of_hundred(course.chances[course.best])}" for course in panel.courses]
    aside = min(width * 0.4, max((lettering.width(name, size) for name in names), default=0.0) + 14 * unit)
    gutter = 30 * unit
    across, plot = left + gutter, width - gutter - aside
    bottom = top + HEIGHT * unit

    def x(day: int) -> float:
        return across + plot * (day / max(1, len(panel.days) - 1))

    def y(chance: float) -> float:
        return bottom - (chance - low) / (high - low) * HEIGHT * unit

    for tick in _ticks(low, high):
        marks.append(Box("bar-bed", Frame(across, y(tick), plot, max(1.0, unit))))
        marks.append(Text("note", across - 6 * unit, y(tick) + note * 0.35, _of_hundred(tick), note, "end"))
    for course in sorted(panel.courses, key=lambda course: course.red):
        points = np.array([[x(day), y(chance)] for day, chance in enumerate(course.chances)])
        if len(points) > 1:
            marks.append(Line("worst" if course.red else "flag", (points,), width=(2.6 if course.red else 1.4) * unit))
        role = "bar" if course.red else "anchor"
        marks.append(Disc(role, x(course.best), y(course.chances[course.best]), (4.2 if course.red else 3.2) * unit))
    ends = [y(course.chances[-1]) for course in panel.courses]
    if any(abs(one - other) < size for one, other in pairwise(sorted(ends))):
        _name_dots(marks, panel, x, y, note=note, lettering=lettering)
    _name(marks, panel, ends, names, x=left + width - aside + 10 * unit, size=size)
    free = -math.inf
    for day, name in enumerate(panel.days):
        wide = lettering.width(name, note)
        middle = min(max(x(day), left + wide / 2), across + plot - wide / 2 + 8 * unit)
        if middle - wide / 2 > free:
            marks.append(Text("note", middle, bottom + 15 * unit, name, note, "middle"))
            free = middle + wide / 2 + 10 * unit
    return bottom + 22 * unit


def _name_dots(
    marks: list[Mark],
    panel: Departing,
    x: Callable[[int], float],
    y: Callable[[float], float],
    *,
    note: float,
    lettering: Lettering,
) -> None:
    """The lines' names beside their dots, where their ends lie so near each other that nobody could tell them apart."""
    dots = [(x(course.best), y(course.chances[course.best])) for course in panel.courses]
    taken = [Frame(left - note * 0.4, top - note * 0.4, note * 0.8, note * 0.8) for left, top in dots]
    for course, (left, top) in zip(panel.courses, dots, strict=True):
        wide = lettering.width(course.label, note)
        sides = [(left + note * 0.6, top + shift * note) for shift in (-1.4, 0.7, -2.6, 1.9)]
        for place in (Frame(across, down, wide, note) for across, down in sides):
            if not any(_touch(place, other) for other in taken):
                role = "worst-number" if course.red else "words"
                marks.append(Text(role, place.left, place.bottom - note * 0.15, course.label, note))
                taken.append(place)
                break


def _touch(one: Frame, other: Frame) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _name(marks: list[Mark], panel: Departing, ends: list[float], names: list[str], *, x: float, size: float) -> None:
    """The lines' names beside their last points, moved apart where they would touch."""
    below = -math.inf
    for number in sorted(range(len(names)), key=lambda number: ends[number]):
        at = max(ends[number] + size * 0.35, below + size * 1.3)
        role = "worst-number" if panel.courses[number].red else "words"
        marks.append(Text(role, x, at, names[number], size))
        below = at


def _range(panel: Departing) -> tuple[float, float]:
    """The chances that the panel spans, in whole twentieths."""
    chances = [chance for course in panel.courses for chance in course.chances]
    low, high = math.floor(min(chances) * 20) / 20, math.ceil(max(chances) * 20) / 20
    return low, max(high, low + LEAST_SPAN)


def _ticks(low: float, high: float) -> list[float]:
    step = 0.1 if high - low > 0.25 else 0.05 if high - low > 0.1 else 0.02
    count = int((high - low) / step + 1e-9)
    return [low + number * step for number in range(count + 1)]


def _of_hundred(chance: float) -> str:
    """Out of a hundred, never rounded to certainty."""
    if 0.99 < chance < 1.0:
        return ">99"
    return "<1" if 0.0 < chance < 0.01 else str(round(chance * 100))
