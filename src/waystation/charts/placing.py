"""Where dots, names and countries' names stand, so that nothing lies on anything else.

Dots that would overlap stand off the line and are tied to their places by a short one. Names are placed greedily, the
ends of the course first, at the best of several positions; a name that finds none is left out, for the numbered list
has it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from waystation.charts.curves import Pixels
from waystation.charts.projection import Frame

__all__ = ["Placed", "Taken", "name_in_country", "settle_discs"]

CELL = 4.0
LINE_COST = 0.9
TOO_DEAR = 9.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a name stands: the anchor's x, the baseline's y, and which part of the text lies at x."""

    x: float
    y: float
    anchor: str
    frame: Frame


class Taken:
    """What parts of a map are taken: boxes that nothing may touch, and lines that names should avoid.

    Args:
        frame: Where names may stand.
        lines: The lines to avoid, sampled every few pixels.
    """

    def __init__(self, frame: Frame, lines: Iterable[Pixels]) -> None:
        self.frame = frame
        stacked = list(lines)
        self._line = np.vstack(stacked) if stacked else np.empty((0, 2))
        self._boxes: list[tuple[float, float, float, float]] = []
        self._dots: list[tuple[float, float]] = []

    def take(self, frame: Frame) -> None:
        """Let nothing else stand in this rectangle."""
        self._boxes.append((frame.left, frame.top, frame.right, frame.bottom))

    def take_dot(self, x: float, y: float, radius: float) -> None:
        """Let nothing stand on a dot, and no other dot's name too near to it."""
        self.take(Frame(x - radius, y - radius, 2 * radius, 2 * radius))
        self._dots.append((x, y))

    def boxes(self) -> list[Frame]:
        """The rectangles taken so far."""
        return [Frame(left, top, right - left, bottom - top) for left, top, right, bottom in self._boxes]

    def free(self, frame: Frame) -> bool:
        """Whether a rectangle lies in the map and touches nothing taken."""
        inside = (
            frame.left >= self.frame.left
            and frame.right <= self.frame.right
            and frame.top >= self.frame.top
            and frame.bottom <= self.frame.bottom
        )
        return inside and not any(
            frame.left < right and left < frame.right and frame.top < bottom and top < frame.bottom
            for left, top, right, bottom in self._boxes
        )

    def crossed(self, frame: Frame) -> float:
        """How much line runs through a rectangle, in multiples of its height."""
        x, y = self._line[:, 0], self._line[:, 1]
        inside = (x > frame.left) & (x < frame.right) & (y > frame.top) & (y < frame.bottom)
        return float(np.count_nonzero(inside)) * 2.5 / max(frame.height, 1.0)

    def place_name(
        self, centre: tuple[float, float], radius: float, size: tuple[float, float], must: bool = False
    ) -> Placed | None:
        """Find room for a name beside a dot, and take it.

        Args:
            centre: The dot's centre, pixels.
            radius: Its radius, pixels.
            size: The name's width and font size, pixels.
            must: Whether a poor position is better than none.

        Returns:
            Where it stands, or None where there is no room.
        """
        best: tuple[float, Placed] | None = None
        for preference, placed in _positions(centre, radius, *size):
            if not self.free(placed.frame) or self._misread(placed.frame, centre):
                continue
            cost = preference + LINE_COST * self.crossed(placed.frame)
            if best is None or cost < best[0]:
                best = (cost, placed)
        if best is None or (best[0] > TOO_DEAR and not must) or (must and best[0] > 3 * TOO_DEAR):
            return None
        self.take(best[1].frame.grown(1.0))
        return best[1]

    def _misread(self, frame: Frame, own: tuple[float, float]) -> bool:
        """Whether a name would lie nearer to another dot than to its own."""

        def away(dot: tuple[float, float]) -> float:
            across = max(frame.left - dot[0], 0.0, dot[0] - frame.right)
            return math.hypot(across, max(frame.top - dot[1], 0.0, dot[1] - frame.bottom))

        nearest = min((away(dot) for dot in self._dots if dot != own), default=1e9)
        return nearest < away(own) + 0.15 * frame.height

    def line_near(self, point: Pixels, reach: float) -> Pixels:
        """The samples of the lines within a square around a point."""
        return self._line[(np.abs(self._line - point) <= reach).all(axis=1)]

    def grid(self) -> NDArray[np.bool_]:
        """Which cells of 4 by 4 pixels are taken or near a line: (rows, columns) bool over the frame."""
        rows, columns = int(self.frame.height / CELL) + 1, int(self.frame.width / CELL) + 1
        taken = np.zeros((rows, columns), dtype=np.bool_)
        if len(self._line):
            at = ((self._line - (self.frame.left, self.frame.top)) / CELL).astype(np.int64)
            for down in (-1, 0, 1):
                for across in (-1, 0, 1):
                    row, column = at[:, 1] + down, at[:, 0] + across
                    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
                    taken[row[inside], column[inside]] = True
        for left, top, right, bottom in self._boxes:
            first = max(0, int((top - self.frame.top) / CELL)), max(0, int((left - self.frame.left) / CELL))
            last = int((bottom - self.frame.top) / CELL) + 1, int((right - self.frame.left) / CELL) + 1
            taken[first[0] : max(last[0], 0), first[1] : max(last[1], 0)] = True
        return taken


def _positions(centre: tuple[float, float], radius: float, width: float, size: float) -> Iterable[tuple[float, Placed]]:
    """Positions around a dot and how little one likes each: 0 for the best."""
    x, y = centre
    rise, fall = size * 0.80, size * 0.26
    for ring, gap in enumerate((0.38 * size, 1.1 * size)):
        reach, slant = radius + gap, (radius + gap) * 0.72
        middle = y + (rise - fall) / 2
        spots = (
            (0.0, x + reach, middle, "start"),
            (0.6, x - reach, middle, "end"),
            (0.9, x + slant, y - slant - fall, "start"),
            (1.0, x + slant, y + slant + rise, "start"),
            (1.3, x - slant, y - slant - fall, "end"),
            (1.4, x - slant, y + slant + rise, "end"),
            (1.5, x, y + radius + gap * 0.7 + rise, "middle"),
            (1.6, x, y - radius - gap * 0.7 - fall, "middle"),
        )
        for dislike, at, baseline, anchor in spots:
            left = at - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            frame = Frame(left - 2, baseline - rise, width + 4, rise + fall)
            yield dislike + 2.0 * ring, Placed(at, baseline, anchor, frame)


def settle_discs(anchors: Pixels, radius: float, taken: Taken) -> Pixels:
    """Find a place for every numbered dot: on its place where there is room, else beside the line, as near as can be.

    Args:
        anchors: (dots, 2), where the places are, pixels.
        radius: Of every dot, pixels.
        taken: The lines to keep clear of, and the rectangles that dots must keep out of.

    Returns:
        (dots, 2), where the dots stand, pixels; dots that would touch stand off the line, the rest on their places.
    """
    at = anchors.astype(np.float64).copy()
    count = len(at)
    gaps = np.hypot(*(anchors[:, None] - anchors[None]).transpose(2, 0, 1)) + np.eye(count) * 1e9
    crowded = gaps.min(axis=1, initial=1e9) < 2 * radius + 2.0
    settled = [int(i) for i in np.flatnonzero(~crowded)]
    for i in np.flatnonzero(crowded):
        at[i] = _beside(int(i), anchors, [(anchors[j], at[j]) for j in settled], radius, taken)
        settled.append(int(i))
    return at


def _beside(i: int, anchors: Pixels, ties: Sequence[tuple[Pixels, Pixels]], radius: float, taken: Taken) -> Pixels:
    """The best of many positions around a crowded place."""
    turns = np.arange(32) / 32 * 2 * np.pi
    reach = radius * np.array([1.9, 2.6, 3.4, 4.4, 5.6, 7.0])
    ring = np.column_stack([np.cos(turns), np.sin(turns)])
    spots = (anchors[i] + reach[:, None, None] * ring[None]).reshape(-1, 2)
    inner = taken.frame.grown(-radius - 2)
    cost = np.repeat(reach / radius, 32)
    outside = (spots[:, 0] < inner.left) | (spots[:, 0] > inner.right)
    outside |= (spots[:, 1] < inner.top) | (spots[:, 1] > inner.bottom)
    cost[outside] += 1e4
    for box in taken.boxes():
        grown = box.grown(radius)
        within = (spots[:, 0] > grown.left) & (spots[:, 0] < grown.right)
        cost[within & (spots[:, 1] > grown.top) & (spots[:, 1] < grown.bottom)] += 1e3
    if ties:
        others = np.array([end for _, end in ties])
        cost += 1e3 * (_distances(spots, others) < 2 * radius + 2.5).sum(axis=1)
    cost += 6.0 * (_distances(spots, np.delete(anchors, i, axis=0)) < radius + 4).sum(axis=1)
    cost += 0.25 * (_distances(spots, taken.line_near(anchors[i], 9 * radius)) < radius + 2).sum(axis=1)
    for start, end in ties:
        cost += 12.0 * _crosses(anchors[i], spots, start, end)
        cost += 12.0 * (_from_tie(end, anchors[i], spots) < radius + 1)
    return np.asarray(spots[int(np.argmin(cost))])


def _distances(spots: Pixels, points: Pixels) -> NDArray[np.float64]:
    away = spots[:, None] - points[None]
    return np.asarray(np.hypot(away[..., 0], away[..., 1]))


def _crosses(start: Pixels, ends: Pixels, a: Pixels, b: Pixels) -> NDArray[np.bool_]:
    """Whether the line from start to each end crosses the line from a to b."""

    def side(p: Pixels, q: Pixels, r: Pixels) -> NDArray[np.float64]:
        turned = (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        return np.asarray(turned)

    apart = side(a, b, start) * side(a, b, ends) < 0
    return np.asarray(apart & (side(start, ends, a) * side(start, ends, b) < 0))


def _from_tie(point: Pixels, start: Pixels, ends: Pixels) -> NDArray[np.float64]:
    """How far a point lies from the line between start and each end."""
    along = ends - start
    share = ((point - start) * along).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-9)
    foot = start + np.clip(share, 0.0, 1.0)[:, None] * along
    return np.asarray(np.hypot(*(point - foot).T))


def name_in_country(rings: Iterable[Pixels], taken: Taken, sizes: Sequence[tuple[float, float]]) -> Placed | None:
    """Find the roomiest position for a country's name within what is seen of it.

    Args:
        rings: The country's outlines, pixels.
        taken: What is taken; the name's rectangle is added.
        sizes: Widths and font sizes to try, the most wanted first, pixels.

    Returns:
        Where the name stands, its middle at x; None where there is no room.
    """
    grid = taken.grid()
    rows, columns = grid.shape
    canvas = Image.new("1", (columns, rows))
    draw = ImageDraw.Draw(canvas)
    for ring in rings:
        if len(ring) >= 3:
            cells = (ring - (taken.frame.left, taken.frame.top)) / CELL
            draw.polygon([tuple(p) for p in cells.tolist()], fill=1)
    country = np.asarray(canvas, dtype=np.bool_)
    if np.count_nonzero(country) < 30:
        return None
    outside = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    outside[1:, 1:] = np.cumsum(np.cumsum(~country, axis=0), axis=1)
    blocked = np.zeros_like(outside)
    blocked[1:, 1:] = np.cumsum(np.cumsum(grid, axis=0), axis=1)
    spread = np.argwhere(country)
    heart = np.median(spread, axis=0)
    for share, (width, size) in [(0.0, s) for s in sizes] + [(0.22, sizes[-1])]:
        found = _roomiest(outside, blocked, heart, (size, width), share)
        if found is None:
            continue
        x = taken.frame.left + found[1] * CELL
        y = taken.frame.top + found[0] * CELL
        frame = Frame(x - width / 2, y - size / 2, width, size)
        taken.take(frame.grown(size * 0.4))
        return Placed(x, y + size * 0.36, "middle", frame)
    return None


def _roomiest(
    outside: NDArray[np.int64],
    blocked: NDArray[np.int64],
    heart: NDArray[np.float64],
    size: tuple[float, float],
    share: float,
) -> tuple[float, float] | None:
    """The middle of the window that is free, holds at most a share from outside, and lies best."""
    for margin in (2.4, 1.2, 0.5):
        high = int(np.ceil(size[0] * (1 + margin) / CELL))
        wide = int(np.ceil((size[1] + size[0] * margin) / CELL))
        if high >= outside.shape[0] or wide >= outside.shape[1]:
            continue
        fits = (_windows(outside, high, wide) <= share * high * wide) & (_windows(blocked, high, wide) == 0)
        spots = np.argwhere(fits)
        if len(spots):
            middles = spots + np.array([high / 2, wide / 2])
            best = middles[np.argmin(((middles - heart) ** 2).sum(axis=1))]
            return float(best[0]), float(best[1])
    return None


def _windows(total: NDArray[np.int64], high: int, wide: int) -> NDArray[np.int64]:
    return total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
