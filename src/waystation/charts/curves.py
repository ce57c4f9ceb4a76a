"""How lines run on paper: hand-drawn where the way is not known, smooth where it is, cut to the frame, cut to dashes.

All of it is plane geometry in pixels; the same leg id always gives the same line.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.charts.projection import Frame

__all__ = [
    "Leg",
    "Pixels",
    "arc_length",
    "clip_line",
    "clip_ring",
    "cut_at",
    "dashes",
    "smooth_course",
    "smooth_path",
    "thinned",
]

Pixels = NDArray[np.float64]
"""(points, 2) float64: x to the right and y downwards, pixels."""

KNOT_SPACING = {"foot": 17.0, "ford": 17.0, "boat": 24.0, "air": 90.0}
USUAL_SPACING = 24.0
SWAY = 0.10
GREATEST_SWAY = 13.0
SAMPLE_EVERY = 2.5


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg's way in pixels.

    Args:
        id: Seeds the hand-drawn line.
        mode: Sets its rhythm.
        points: (≥ 2, 2); just two where the way is not known.
    """

    id: str
    mode: str
    points: Pixels


def arc_length(points: Pixels) -> NDArray[np.float64]:
    """The way covered up to each point.

    Args:
        points: (points, 2), pixels.

    Returns:
        (points,) float64, pixels, from 0.
    """
    steps = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.zeros(0)
    return np.concatenate([[0.0], np.cumsum(steps)])


def cut_at(points: Pixels, share: float) -> tuple[Pixels, Pixels]:
    """Cut a line in two.

    Args:
        points: (≥ 2, 2), pixels.
        share: How much of its length the first part has, 0 … 1.

    Returns:
        The two parts, which meet at the cut; the first, or the second, is empty where the cut is at an end.
    """
    none = points[:0]
    if share >= 1.0:
        return points, none
    if share <= 0.0:
        return none, points
    s = arc_length(points)
    at = share * float(s[-1])
    after = int(np.searchsorted(s, at, side="right"))
    cut = np.array([[np.interp(at, s, points[:, 0]), np.interp(at, s, points[:, 1])]])
    return np.vstack([points[:after], cut]), np.vstack([cut, points[after:]])


def _draws(seed: str, count: int) -> NDArray[np.float64]:
    digest = hashlib.shake_128(seed.encode("utf-8", "replace")).digest(2 * count)
    return np.frombuffer(digest, dtype="<u2").astype(np.float64) / 65535.0


def _wander(leg: Leg, unit: float) -> Pixels:
    """Knots between two points: a slow drift from side to side, and a quicker, smaller one upon it."""
    start, end = leg.points[0], leg.points[-1]
    length = float(np.hypot(*(end - start)))
    spacing = KNOT_SPACING.get(leg.mode, USUAL_SPACING) * unit
    count = min(40, int(length / spacing + 0.5))
    if length < 12 * unit or count == 0:
        return np.empty((0, 2))
    slow = _drift(leg.id, count, 3.1) * min(SWAY * length, GREATEST_SWAY * unit)
    quick = _drift(leg.id + "/", count, 1.25) * min(0.2 * SWAY * length, 0.2 * GREATEST_SWAY * unit)
    jitter = _draws(leg.id + "//", count) - 0.5
    t = (np.arange(1, count + 1) + 0.3 * jitter) / (count + 1)
    offset = (slow + quick) * np.minimum(1.0, 2.6 * np.sqrt(t * (1 - t)))
    along = end - start
    across = np.array([-along[1], along[0]]) / length
    return np.asarray(start + t[:, None] * along + offset[:, None] * across)


def _drift(seed: str, count: int, period: float) -> NDArray[np.float64]:
    """Smooth chance values within -1 and 1, changing side about once in a period of knots."""
    anchors = int(count / period) + 3
    draws = _draws(seed, anchors + 1)
    side = np.where((np.arange(anchors) + int(draws[-1] * 2)) % 2 == 0, 1.0, -1.0)
    level = side * (0.25 + 0.75 * draws[:-1])
    at = np.arange(count) / period + draws[0]
    low = np.floor(at).astype(np.int64)
    share = (1 - np.cos(np.pi * (at - low))) / 2
    return np.asarray(level[low] * (1 - share) + level[low + 1] * share)


def _knots(leg: Leg, unit: float) -> Pixels:
    if len(leg.points) == 2:
        return np.vstack([leg.points[:1], _wander(leg, unit), leg.points[1:]])
    return thinned(leg.points, 3.0 * unit)


def thinned(points: Pixels, apart: float) -> Pixels:
    """Leave out points that lie closer than a distance to the last one kept; both ends stay.

    Args:
        points: (≥ 1, 2), pixels.
        apart: At least 0, pixels.

    Returns:
        (kept, 2), pixels.
    """
    kept = [0]
    last = points[0]
    for i in range(1, len(points) - 1):
        dx, dy = points[i] - last
        if dx * dx + dy * dy >= apart * apart:
            kept.append(i)
            last = points[i]
    if len(points) > 1:
        kept.append(len(points) - 1)
    return points[kept]


def _catmull_rom(before: Pixels, a: Pixels, b: Pixels, after: Pixels) -> Pixels:
    """Points from a (left out) to b on the centripetal Catmull-Rom curve (Yuksel, Schaefer, Keyser 2011)."""
    d = [max(float(np.hypot(*(q - p))) ** 0.5, 1e-6) for p, q in ((before, a), (a, b), (b, after))]
    t0, t1, t2, t3 = 0.0, d[0], d[0] + d[1], d[0] + d[1] + d[2]
    count = max(1, math.ceil(d[1] ** 2 / SAMPLE_EVERY))
    t = np.linspace(t1, t2, count + 1)[1:, None]
    a1 = (t1 - t) / (t1 - t0) * before + (t - t0) / (t1 - t0) * a
    a2 = (t2 - t) / (t2 - t1) * a + (t - t1) / (t2 - t1) * b
    a3 = (t3 - t) / (t3 - t2) * b + (t - t2) / (t3 - t2) * after
    b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
    b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
    curve = (t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2
    curve[-1] = b
    return np.asarray(curve)


def _smooth_chain(knots: Pixels) -> tuple[Pixels, list[int]]:
    """The smooth line through all knots, and at which of its points each knot lies."""
    if len(knots) < 2:
        return knots, list(range(len(knots)))
    ahead = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    pieces, at = [knots[:1]], [0]
    for i in range(len(knots) - 1):
        if np.allclose(knots[i], knots[i + 1], atol=1e-6):
            at.append(at[-1])
            continue
        pieces.append(_catmull_rom(*ahead[i : i + 4]))
        at.append(at[-1] + len(pieces[-1]))
    return np.vstack(pieces), at


def smooth_course(legs: Sequence[Leg], unit: float = 1.0) -> list[Pixels]:
    """Draw legs as one line that does not break its direction where one leg meets the next.

    Args:
        legs: In order.
        unit: Pixels per design pixel, more than 0.

    Returns:
        For each leg its line, (points, 2), beginning and ending exactly where the leg does.
    """
    lines: list[Pixels] = []
    chain: list[Pixels] = []
    for i, leg in enumerate(legs):
        chain.append(_knots(leg, unit))
        meets = i + 1 < len(legs) and np.allclose(leg.points[-1], legs[i + 1].points[0], atol=0.05)
        if meets:
            continue
        joined = np.vstack([chain[0], *(knots[1:] for knots in chain[1:])])
        line, at = _smooth_chain(joined)
        first = 0
        for knots in chain:
            last = first + len(knots) - 1
            lines.append(line[at[first] : at[last] + 1])
            first = last
        chain = []
    return lines


def smooth_path(leg: Leg, unit: float = 1.0) -> Pixels:
    """Draw one leg by itself.

    Args:
        leg: The leg.
        unit: Pixels per design pixel, more than 0.

    Returns:
        (points, 2), beginning and ending exactly where the leg does.
    """
    return smooth_course([leg], unit)[0]


def dashes(points: Pixels, on: float, off: float) -> list[Pixels]:
    """Cut a line into dashes of even length, the first and the last at its ends.

    Args:
        points: (≥ 2, 2), pixels.
        on: Length of a dash, at least 0 (0 gives dots), pixels.
        off: Length of a gap, more than 0, pixels.

    Returns:
        The dashes, each (≥ 1, 2).
    """
    s = arc_length(points)
    total = float(s[-1])
    if total <= 2 * on or total < 1e-9:
        return [points]
    count = max(1, math.floor((total - on) / (on + off)))
    period = (total - on) / count
    pieces = []
    for i in range(count + 1):
        begin, end = i * period, i * period + on
        inside = (s > begin) & (s < end)
        stations = np.concatenate([[begin], s[inside], [end]]) if on > 0 else np.array([begin])
        pieces.append(np.column_stack([np.interp(stations, s, points[:, 0]), np.interp(stations, s, points[:, 1])]))
    return pieces


def clip_ring(ring: Pixels, frame: Frame) -> Pixels:
    """Cut a closed outline to a frame (Sutherland and Hodgman 1974, one side after the other).

    Args:
        ring: (points, 2), pixels; the last point may repeat the first.
        frame: What to keep.

    Returns:
        (points, 2), empty where nothing is left.
    """
    sides = ((0, frame.left, 1.0), (0, frame.right, -1.0), (1, frame.top, 1.0), (1, frame.bottom, -1.0))
    for axis, limit, sign in sides:
        depth = (ring[:, axis] - limit) * sign
        inside = depth >= 0
        if inside.all():
            continue
        if not inside.any():
            return np.empty((0, 2))
        nxt = np.roll(ring, -1, axis=0)
        depth_next = np.roll(depth, -1)
        crosses = inside != np.roll(inside, -1)
        share = np.where(crosses, depth / np.where(crosses, depth - depth_next, 1.0), 0.0)
        cut = ring + share[:, None] * (nxt - ring)
        both = np.stack([ring, cut], axis=1).reshape(-1, 2)
        ring = both[np.column_stack([inside, crosses]).ravel()]
    return ring


def clip_line(line: Pixels, frame: Frame) -> list[Pixels]:
    """Keep the runs of a line that lie near a frame, each with one point beyond.

    Args:
        line: (points, 2), pixels.
        frame: What to keep.

    Returns:
        The runs, each (≥ 2, 2).
    """
    if len(line) < 2:
        return []
    x, y = line[:, 0], line[:, 1]
    beyond = np.stack([x < frame.left, x > frame.right, y < frame.top, y > frame.bottom])
    seen = ~(beyond[:, :-1] & beyond[:, 1:]).any(axis=0)
    if seen.all():
        return [line]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    return [line[a : b + 1] for a, b in zip(edges[::2], edges[1::2], strict=True)]
