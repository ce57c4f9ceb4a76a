"""The points of a foreign picture, read by a limited process: what it answers is checked before it is believed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from waystation.errors import Damaged
from waystation.storage.limited import run_limited
from waystation.storage.picture_decoder import SIDE

__all__ = ["points_of"]

WORKER = "waystation.storage.picture_decoder"


def points_of(data: Iterable[bytes | memoryview]) -> NDArray[np.uint8]:
    """A picture's points: height, width, 3 (red, green, blue), upright; of several pictures in one file the first.

    Args:
        data: The file, in pieces.

    Raises:
        Damaged: `media_broken`, `media_too_large`, `media_too_slow`.
        Missing: `media_worker`.
    """
    found, points = run_limited(WORKER, {}, data)
    width, height = found.get("width"), found.get("height")
    if not isinstance(width, int) or not isinstance(height, int) or not 0 < width <= SIDE or not 0 < height <= SIDE:
        raise Damaged("media_broken", why="it has no size")
    if len(points) != width * height * 3:
        raise Damaged("media_broken", why="points are missing")
    return np.frombuffer(points, dtype=np.uint8).reshape(height, width, 3)
