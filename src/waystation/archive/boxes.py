"""Where something is covered in a picture, or in a film for a while: rectangles in points.

Decides how a rectangle is written, how far it is made larger, and which rectangles hold in which frame, so that a face
that a frame's finder missed between two others stays covered. Who finds faces, and what fills the rectangles, is the
business of `storage`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from waystation.errors import Usage

__all__ = ["Box", "Face", "Timed", "aligned", "carried", "grown", "holds", "overlap", "read_box"]

MOST_POINTS = 1 << 16
MOST_SECONDS = 1 << 17
BLOCK = 16
"""JPEG and H.264 work in squares of so many points: what fills them whole leaves no trace of what was there."""
SURE = 0.5
"""From when on a face that was found counts as somebody's; what is less likely is covered all the same."""
_WRITTEN = re.compile(r"(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})(?:@(\d{1,6}(?:\.\d{1,3})?)-(\d{1,6}(?:\.\d{1,3})?))?")


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle in a picture.

    Args:
        x: How far from the left its left edge is, in points.
        y: How far from the top its upper edge is.
        width: In points, 1 or more.
        height: In points, 1 or more.
    """

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first point to the right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first point below it."""
        return self.y + self.height

    def has(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def hull(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


@dataclass(frozen=True, order=True)
class Face:
    """Where a face may be.

    Args:
        box: The rectangle to cover.
        likely: How likely it is one, 0 to 1.
    """

    box: Box
    likely: float

    @property
    def sure(self) -> bool:
        """Whether it may be counted as somebody's."""
        return self.likely >= SURE


@dataclass(frozen=True)
class Timed:
    """A rectangle that somebody wrote, and when it holds.

    Args:
        box: The rectangle.
        first: From which second of a film on, 0 or more.
        last: Until which second, inclusive; None for as long as it lasts.
    """

    box: Box
    first: float = 0.0
    last: float | None = None

    def at(self, second: float) -> bool:
        """Whether it holds at an instant of a film."""
        return self.first <= second and (self.last is None or second <= self.last)


def read_box(written: str) -> Timed:
    """A rectangle as people write it: `x,y,width,height`, for a film `x,y,width,height@from-to` in seconds.

    Raises:
        Usage: `redact_box` if it is not written so, has no area, or ends before it begins.
    """
    found = _WRITTEN.fullmatch(written.replace(" ", ""))
    if found is None:
        raise Usage("redact_box", value=written[:40])
    x, y, width, height = (int(part) for part in found.groups()[:4])
    first, last = (None if part is None else float(part) for part in found.groups()[4:])
    late = first is not None and last is not None and (last < first or last > MOST_SECONDS)
    if not width or not height or max(x, y, width, height) > MOST_POINTS or late:
        raise Usage("redact_box", value=written[:40])
    return Timed(Box(x, y, width, height), first or 0.0, last)


def holds(boxes: Iterable[Timed], second: float) -> tuple[Box, ...]:
    """The rectangles that hold at an instant of a film."""
    return tuple(one.box for one in boxes if one.at(second))


def grown(box: Box, share: float) -> Box:
    """A rectangle made larger on each side by a share of its own size; it may then reach over the edge."""
    more_x, more_y = math.ceil(box.width * share), math.ceil(box.height * share)
    return Box(box.x - more_x, box.y - more_y, box.width + 2 * more_x, box.height + 2 * more_y)


def aligned(box: Box, width: int, height: int) -> Box | None:
    """A rectangle made larger until it fills whole blocks, then cut at the picture's edges; None if outside of it."""
    if box.x >= width or box.y >= height or box.right <= 0 or box.bottom <= 0:
        return None
    left, top = max(0, box.x // BLOCK * BLOCK), max(0, box.y // BLOCK * BLOCK)
    right, bottom = min(width, -(-box.right // BLOCK) * BLOCK), min(height, -(-box.bottom // BLOCK) * BLOCK)
    return Box(left, top, right - left, bottom - top)


def overlap(one: Box, other: Box) -> float:
    """How much two rectangles have in common: the share of what they cover together, 0 to 1."""
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / (one.width * one.height + other.width * other.height - wide * high)


def carried(found: Sequence[Sequence[Box]], reach: int, gap: int) -> list[tuple[Box, ...]]:
    """The rectangles that are covered in each frame, where some were found in each.

    Where one is found again near by within a gap, all that lies between both places is covered in between; where it is
    not, or was not found before, it stays covered for as long as it reaches. A frame beside is covered always.

    Args:
        found: What was found in each frame, in order.
        reach: For how many frames after it was last found, and before it was first, 1 or more.
        gap: Over how many frames nothing need be found, 0 or more.
    """
    covered: list[set[Box]] = [set(boxes) for boxes in found]
    for heading in (1, -1):
        for number, boxes in enumerate(found):
            for box in boxes:
                again, between = _found_again(found, number, box, heading * gap)
                end = number + heading * (1 if again is not None else reach)
                for near in _frames(number, end, len(found)):
                    covered[near].add(box)
                for near in _frames(number, again if again is not None else number, len(found)):
                    covered[near].add(between)
    return [tuple(sorted(boxes)) for boxes in covered]


def _frames(number: int, end: int, count: int) -> range:
    """The frames from one to another, without the first, as far as there are such."""
    return range(number + 1, min(end, count - 1) + 1) if end > number else range(max(end, 0), number)


def _found_again(found: Sequence[Sequence[Box]], number: int, box: Box, gap: int) -> tuple[int | None, Box]:
    """In which frame within a gap, before or after, a rectangle is found again, and what holds both."""
    heading = 1 if gap > 0 else -1
    for other in range(number + heading, number + gap + heading, heading) if gap else ():
        if not 0 <= other < len(found):
            break
        wide = grown(box, 0.25 * abs(other - number) ** 0.5)
        hulls = [box.hull(one) for one in found[other] if overlap(wide, one) > 0]
        if hulls:
            return other, reduce(Box.hull, hulls)
    return None, box
