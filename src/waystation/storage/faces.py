"""Faces in pictures: where they may be, found offline by a model that comes with a declared package.

Decides in which sizes and turns a picture is shown to the model, from when on something counts as a face, and how far
around it is covered. It errs on the side of covering: a cup that is covered costs nothing, a face that is not may cost
a life. It misses faces all the same (from behind, masked, very small, very dark): a person always looks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.archive.boxes import Box, Face, grown, overlap
from waystation.storage.centerface import STRIDE, CenterFace

__all__ = ["FaceFinder", "Pixels"]

Pixels = NDArray[np.uint8]
"""A picture: height, width, 3 (red, green, blue)."""
Model = Callable[[Pixels, float], NDArray[np.float32]]
LEAST, LEAST_TURNED, LEAST_DARK = 0.2, 0.3, 0.3
"""From when on something may be a face, upright, turned, and in a dark picture that was brightened: of 100 faces of 25
points none lies below; of 15 pictures of other things 12 have nothing above, the others a cat, a cup and parts of a
motorcycle. At a seventh of the light, with grain, a third of the faces is found brightened, and hardly any as it is."""
SIZES = (320, 640, 1280, 1920)
"""Long sides, in points, at which a picture is looked at: the model finds faces of 10 to 300 points."""
LARGEST = 1.6
"""A picture is enlarged by no more than this, except to the smallest size."""
TURNED = 960
"""The longest side at which a picture is also looked at lying on its side and on its head."""
AROUND = 0.25
"""How much of a face's size is covered on each side of it: hair, ears, chin."""
DARK = 70.0
"""Of 255: a picture that is darker on average is also looked at brightened, its grain smoothed; people do the same."""
SMOOTH = 1.2
SAME, ALIKE = 0.3, 0.6
"""From which overlap on two findings are one face; and from which on both are covered, not only the likelier one."""
MOST = 400
"""Faces in one picture; beyond that the model is being fooled, and the most likely ones count."""


class FaceFinder:
    """Finds faces.

    Args:
        model: What says where faces may be; CenterFace by default.

    Raises:
        Missing: `faces_missing` if the extra `faces` is not installed.
    """

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or CenterFace()

    def find(self, pixels: Pixels) -> tuple[Face, ...]:
        """Every face in a picture, in all sizes, upright, lying and upside down; made larger, in its points."""
        height, width = pixels.shape[:2]
        found: list[tuple[float, Box]] = []
        for side in sizes_for(max(width, height)):
            turns = range(4) if side <= TURNED else range(1)
            for turn in turns:
                found += self._look(np.rot90(pixels, turn), side, turn, (width, height))
        if pixels.mean() < DARK:
            light = brightened(pixels)
            for side in sizes_for(max(width, height)):
                found += (one for one in self._look(light, side, 0, (width, height)) if one[0] >= LEAST_DARK)
        return merged(found)

    def glance(self, pixels: Pixels, side: int = 640) -> tuple[Face, ...]:
        """The upright faces in a frame of a film, at one size; see `find`."""
        height, width = pixels.shape[:2]
        return merged(list(self._look(pixels, min(side, round(max(width, height) * LARGEST)), 0, (width, height))))

    def _look(self, pixels: Any, side: int, turn: int, size: tuple[int, int]) -> Iterator[tuple[float, Box]]:
        shown, scale_x, scale_y = shown_at(pixels, side)
        for left, top, right, bottom, likely in self._model(shown, LEAST if turn == 0 else LEAST_TURNED).tolist():
            box = Box(
                math.floor(left / scale_x),
                math.floor(top / scale_y),
                max(1, math.ceil((right - left) / scale_x)),
                max(1, math.ceil((bottom - top) / scale_y)),
            )
            yield likely, turned_back(box, turn, size)


def sizes_for(longest: int) -> tuple[int, ...]:
    """The long sides at which a picture is looked at, given its own: at least one."""
    return tuple(side for side in SIZES if side <= longest * LARGEST) or SIZES[:1]


def shown_at(pixels: Pixels, side: int) -> tuple[Pixels, float, float]:
    """A picture with its longest side as given and both sides as the model wants them, and how it was scaled."""
    from PIL import Image

    height, width = pixels.shape[:2]
    scale = side / max(width, height)
    wide, high = (max(STRIDE, round(length * scale / STRIDE) * STRIDE) for length in (width, height))
    image = Image.fromarray(np.ascontiguousarray(pixels)).resize((wide, high), Image.Resampling.BILINEAR)
    return np.asarray(image), wide / width, high / height


def brightened(pixels: Pixels) -> Pixels:
    """A dark picture as somebody would look at it who wants to see who is in it."""
    from PIL import Image, ImageFilter

    smooth = Image.fromarray(np.ascontiguousarray(pixels)).filter(ImageFilter.GaussianBlur(SMOOTH))
    light = np.asarray(smooth).astype(np.float32)
    low, high = np.percentile(light, (1.0, 99.5))
    spread = max(float(high - low), 8.0)
    return np.asarray(np.clip((light - low) * 235.0 / spread, 0.0, 255.0), dtype=np.uint8)


def turned_back(box: Box, turn: int, size: tuple[int, int]) -> Box:
    """Where a box of a picture that was turned left by quarters lies in the picture as it was.

    Args:
        box: In points of the turned picture.
        turn: By how many quarters, 0 to 3.
        size: Width and height of the picture as it was.
    """
    width, height = size
    match turn:
        case 1:
            return Box(width - box.bottom, box.x, box.height, box.width)
        case 2:
            return Box(width - box.right, height - box.bottom, box.width, box.height)
        case 3:
            return Box(box.y, height - box.right, box.height, box.width)
        case _:
            return box


def merged(found: Sequence[tuple[float, Box]]) -> tuple[Face, ...]:
    """One box for each face, where it was found several times: what all of them cover, made larger; sorted."""
    groups: list[tuple[float, Box, Box]] = []
    for likely, box in sorted(found, key=lambda each: -each[0]):
        for number, (most, best, all_of_it) in enumerate(groups):
            if (same := overlap(best, box)) >= SAME:
                groups[number] = most, best, all_of_it.hull(box) if same >= ALIKE else all_of_it
                break
        else:
            if len(groups) < MOST:
                groups.append((likely, box, box))
    return tuple(sorted(Face(grown(all_of_it, AROUND), likely) for likely, _, all_of_it in groups))
