"""Pictures made anew from nothing but points, with faces and other places filled with one plain colour.

Decides that a filled place reaches to whole blocks of the picture's packing, so that nothing of what was there is in
the blocks beside it, and that a picture is looked at again until no face is found. A blur is never used: it can be
undone. The points come from `picture_decoder`, which reads the foreign file.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from waystation.archive.boxes import Box, Face, aligned, holds
from waystation.archive.redacting import Covered, Wanted

__all__ = ["GREY", "Finds", "cover_picture", "packed", "parted"]

Pixels = NDArray[np.uint8]
GREY = 96
"""Of 255: a grey that is seen by day and by night, so that everybody sees that something is covered."""
QUALITY = 90
AGAIN = 4
"""How often a covered picture is looked at again; what is found then lies mostly on the edges of what is covered."""
LOSSY = ("image/jpeg", "image/webp", "image/avif", "image/heic", "image/heif")


class Finds(Protocol):
    """What finds faces."""

    def find(self, pixels: Pixels) -> tuple[Face, ...]:
        """The faces in a picture."""
        ...

    def glance(self, pixels: Pixels, side: int = 640) -> tuple[Face, ...]:
        """The faces in a frame of a film."""
        ...


def cover_picture(pixels: Pixels, wanted: Wanted, finder: Finds | None, grey: int = GREY) -> tuple[Pixels, Covered]:
    """Cover faces and places in a picture.

    Args:
        pixels: Height, width, 3; not changed.
        wanted: What is to be covered.
        finder: What finds faces; None to look for none.
        grey: With what places are filled, 0 to 255.

    Returns:
        The picture with those places filled, and what was covered.
    """
    made = pixels.copy()
    by_hand = [box for box in (_placed(box, made) for box in holds(wanted.boxes, 0.0)) if box is not None]
    fill_picture(made, by_hand, grey)
    bare = holds(wanted.bare, 0.0)
    first: tuple[list[Face], list[Face]] = [], []
    for turn in range(AGAIN if finder is not None else 0):
        assert finder is not None
        found = parted(finder.find(made), bare)
        if turn == 0:
            first = found
        if not found[0]:
            break
        fill_picture(made, [box for box in (_placed(face.box, made) for face in found[0]) if box is not None], grey)
    sure = sum(face.sure for face in first[0])
    left = sum(face.sure for face in first[1])
    return made, Covered(faces=sure, doubtful=len(first[0]) - sure, left=left, boxes=len(by_hand), frames=1)


def parted(found: Sequence[Face], bare: Sequence[Box]) -> tuple[list[Face], list[Face]]:
    """The faces to cover, and those whose middle lies in a place that stays bare."""
    left = [
        face
        for face in found
        if any(place.has(face.box.x + face.box.width / 2, face.box.y + face.box.height / 2) for place in bare)
    ]
    return [face for face in found if face not in left], left


def fill_picture(pixels: Pixels, boxes: Sequence[Box], grey: int) -> None:
    """Fill places with one colour."""
    for box in boxes:
        pixels[box.y : box.bottom, box.x : box.right] = grey


def packed(pixels: Pixels, media: str) -> tuple[bytes, str]:
    """A new file of a picture's points and nothing else, and what it is.

    Args:
        pixels: Height, width, 3.
        media: What the original was; what was packed with loss is so again, all else without.
    """
    from PIL import Image

    out = BytesIO()
    image = Image.fromarray(np.ascontiguousarray(pixels))
    if media in LOSSY:
        image.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
        return out.getvalue(), "image/jpeg"
    image.save(out, "PNG", optimize=True)
    return out.getvalue(), "image/png"


def _placed(box: Box, pixels: Pixels) -> Box | None:
    return aligned(box, pixels.shape[1], pixels.shape[0])
