"""Contact sheets: a working copy on pages, frame by frame, so that somebody can look at all of it at once.

Decides which frames of a film are shown (one a second or so, every cut, the first and the last), how pages are laid
out, and that a place where the finder still sees something like a face is framed in red. Points are counted along the
edges, so that a box can be written by hand. Nothing on a page is in any language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.archive.boxes import Box, Face
from waystation.charts.ink import PANEL, QUIET, RED, TEXT
from waystation.storage.covering import Finds
from waystation.storage.film import Frame, Head, frames, picture_of
from waystation.storage.scratch import Scratch

__all__ = ["SheetFrame", "drawn", "film_sheet", "picture_sheet"]

Pixels = NDArray[np.uint8]
MOST = 480
"""Frames on the sheet of one film; a longer film has them further apart."""
CUT = 22.0
"""How far, of 255, a frame must be from the one before to be a cut, on average over its points."""
COLUMNS, ROWS = 4, 6
WIDE = 380
"""Points across for each frame of a film; a picture alone has `ALONE`."""
ALONE = 1500
EDGE = 26
STEPS = (10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class SheetFrame:
    """A frame that is shown.

    Args:
        number: Which, from 0.
        second: When it is seen; None in a picture.
        pixels: It, made small.
        size: Its width and height before, in points.
        faces: What may still be a face, in its points before.
    """

    number: int
    second: float | None
    pixels: Pixels
    size: tuple[int, int]
    faces: tuple[Face, ...] = field(default=())


def picture_sheet(pixels: Pixels, finder: Finds | None) -> tuple[SheetFrame, ...]:
    """The sheet of a picture: it alone.

    Args:
        pixels: Height, width, 3.
        finder: What looks for faces again; None to look for none.
    """
    faces = finder.find(pixels) if finder is not None else ()
    return (SheetFrame(0, None, _small(pixels, ALONE), (pixels.shape[1], pixels.shape[0]), faces),)


def film_sheet(source: Scratch, finder: Finds | None) -> tuple[SheetFrame, ...]:
    """The sheet of a film.

    Args:
        source: The film.
        finder: What looks for faces again in what is shown; None to look for none.

    Raises:
        Usage: `redact_unreadable`, `redact_stuck`.
    """
    steady: dict[int, SheetFrame] = {}
    cuts: dict[int, SheetFrame] = {}
    with frames(source) as film:
        head, every, before = film.head, max(1, round(film.head.rate)), None
        last: tuple[int, Frame] | None = None
        for number, frame in enumerate(film.frames):
            coarse = _coarse(frame, head)
            cut = before is not None and float(np.abs(coarse - before).mean()) > CUT
            if number % every == 0:
                steady[number] = _shown(number, frame, head)
            elif cut and len(cuts) < MOST:
                cuts[number] = _shown(number, frame, head)
            if len(steady) > MOST:
                every *= 2
                steady = {each: one for each, one in steady.items() if each % every == 0}
            before, last = coarse, (number, frame)
        if last is not None:
            cuts[last[0]] = _shown(*last, head)
    shown = [one for _, one in sorted({**cuts, **steady}.items())]
    return tuple(_looked(one, finder) for one in shown)


def _coarse(frame: Frame, head: Head) -> NDArray[np.int16]:
    """A frame's brightness at a few points that are always the same: what a cut is told by on every machine."""
    bright = frame[: head.width * head.height].reshape(head.height, head.width)
    return bright[4 :: max(1, head.height // 24), 4 :: max(1, head.width // 32)].astype(np.int16)


def _shown(number: int, frame: Frame, head: Head) -> SheetFrame:
    return SheetFrame(number, number / head.rate, picture_of(frame, head, 640), (head.width, head.height))


def _looked(one: SheetFrame, finder: Finds | None) -> SheetFrame:
    small = _small(one.pixels, WIDE)
    if finder is None:
        return replace(one, pixels=small)
    scale = one.size[0] / one.pixels.shape[1]
    found = []
    for face in finder.glance(one.pixels):
        x, y, right, bottom = (round(v * scale) for v in (face.box.x, face.box.y, face.box.right, face.box.bottom))
        found.append(Face(Box(x, y, max(1, right - x), max(1, bottom - y)), face.likely))
    return replace(one, pixels=small, faces=tuple(found))


def _small(pixels: Pixels, longest: int) -> Pixels:
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(pixels))
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return np.asarray(image)


def drawn(shown: Sequence[SheetFrame], digest: str) -> list[bytes]:
    """The pages, as PNG files.

    Args:
        shown: What is shown.
        digest: The sheet's number, which stands on every page.
    """
    each = COLUMNS * ROWS
    groups = [shown[at : at + each] for at in range(0, len(shown), each)]
    return [_page(group, f"{digest[:8]}   {place}/{len(groups)}") for place, group in enumerate(groups, start=1)]


def _page(group: Sequence[SheetFrame], heading: str) -> bytes:
    from PIL import Image, ImageDraw

    wide = max(one.pixels.shape[1] for one in group) + 2 * EDGE
    high = max(one.pixels.shape[0] for one in group) + 3 * EDGE
    columns = min(COLUMNS, len(group))
    page = Image.new("RGB", (columns * wide, 2 * EDGE + -(-len(group) // columns) * high), PANEL)
    pen = ImageDraw.Draw(page)
    pen.text((EDGE, 14), heading, fill=TEXT, font=_font(18))
    for place, one in enumerate(group):
        row, column = divmod(place, columns)
        _draw(page, pen, one, (column * wide + EDGE, 2 * EDGE + row * high + EDGE))
    out = BytesIO()
    page.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(page: Any, pen: Any, one: SheetFrame, at: tuple[int, int]) -> None:
    from PIL import Image

    left, top = at
    high, wide = one.pixels.shape[:2]
    scale = wide / one.size[0]
    page.paste(Image.fromarray(one.pixels), at)
    for across, point in _ticks(one.size[0], wide):
        pen.line((left + across, top - 5, left + across, top - 1), fill=QUIET)
        pen.text((left + across + 2, top - 15), str(point), fill=QUIET, font=_font(10))
    for down, point in _ticks(one.size[1], high):
        pen.line((left - 5, top + down, left - 1, top + down), fill=QUIET)
        pen.text((left - EDGE + 1, top + down + 1), str(point), fill=QUIET, font=_font(10))
    for face in one.faces:
        box = face.box
        corners = (box.x, box.y, box.right, box.bottom)
        edges = [
            min(max(value * scale, 0), limit) for value, limit in zip(corners, (wide, high, wide, high), strict=True)
        ]
        pen.rectangle((left + edges[0], top + edges[1], left + edges[2], top + edges[3]), outline=RED, width=3)
    said = f"{one.number + 1}" + ("" if one.second is None else f"   {_clock(one.second)}")
    pen.text((left, top + high + 5), said, fill=RED if one.faces else TEXT, font=_font(16))


def _ticks(points: int, drawn_points: int) -> Iterator[tuple[int, int]]:
    """Where numbers stand along an edge: at most one every 55 points of the page."""
    step = next((step for step in STEPS if step * drawn_points >= 55 * points), STEPS[-1])
    for point in range(0, points, step):
        yield point * drawn_points // points, point


def _clock(second: float) -> str:
    minutes, rest = divmod(second, 60)
    return f"{int(minutes)}:{rest:05.2f}"


def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.load_default(size)
