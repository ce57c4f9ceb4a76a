"""A map as PNG: the sheet's marks painted with Pillow, smooth at every edge.

The ground is painted in grey at three times the size, the lines as masks at three times the size, text last.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from waystation.charts.curves import Pixels, dashes
from waystation.charts.ground import Ground
from waystation.charts.ink import Ink, ink_for, rhythm
from waystation.charts.lettering import FINE_LETTERS, Lettering
from waystation.charts.marks import Area, Box, Disc, Line, Sheet, Text
from waystation.charts.picture import MapPicture
from waystation.charts.projection import Frame
from waystation.charts.sheets import compose_bare_map, compose_sheet

__all__ = ["draw_bare_png", "draw_png", "paint"]

FINE = 3
SHARPER = 1.12
BLURRED = ("glow-wide", "glow")


def draw_png(picture: MapPicture, ground: Ground, width: int, height: int, lettering: Lettering | None = None) -> bytes:
    """Draw a map with its title and numbered list as PNG.

    Args:
        picture: What to draw.
        ground: The base map for at least `projection.bounds_for(picture)`; an empty one is drawn as bare ground.
        width: 120 pixels or more.
        height: 120 pixels or more.
        lettering: The fonts to use; by default those of this machine.

    Returns:
        The file's bytes.

    Raises:
        ValueError: If a side is below 120 pixels, or both together make more than 60 million pixels.
    """
    letters = lettering or Lettering()
    return _png(paint(compose_sheet(picture, ground, width, height, letters), letters))


def draw_bare_png(
    picture: MapPicture, ground: Ground, size: tuple[int, int], unit: float, lettering: Lettering | None = None
) -> bytes:
    """Draw the map alone as PNG, for a page that has its words beside it.

    Args:
        picture: What to draw.
        ground: The base map for at least `projection.bounds_for(picture)`; an empty one is drawn as bare ground.
        size: Width and height, each 120 pixels or more.
        unit: Pixels per design pixel; 2 for fine screens.
        lettering: The fonts to use; by default those of this machine.

    Returns:
        The file's bytes, in at most 256 colours.

    Raises:
        ValueError: If a side is below 120 pixels, or both together make more than 60 million pixels.
    """
    letters = lettering or Lettering()
    image = paint(compose_bare_map(picture, ground, *size, letters, unit=unit), letters)
    return _png(image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE))


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def paint(sheet: Sheet, lettering: Lettering) -> Image.Image:
    """Paint a sheet.

    Args:
        sheet: The marks.
        lettering: The fonts that the sheet was measured with.

    Returns:
        An RGB image of the sheet's size.
    """
    image = Image.new("RGB", (sheet.width, sheet.height), ink_for("water").fill)
    image.paste(_ground(sheet), _corner(sheet.map_frame))
    for mark in sheet.marks:
        if isinstance(mark, Text):
            _write(image, mark, lettering, sheet.unit)
        elif isinstance(mark, Box):
            f = mark.frame
            image.paste(ink_for(mark.role).fill, (*_corner(f), round(f.right), round(f.bottom)))
        elif isinstance(mark, Line):
            _stroke(image, mark, sheet)
        elif isinstance(mark, Disc):
            _dot(image, mark, sheet.unit)
    return image


def _corner(frame: Frame) -> tuple[int, int]:
    return round(frame.left), round(frame.top)


def _ground(sheet: Sheet) -> Image.Image:
    """The base map alone, of the map frame's size."""
    frame = sheet.map_frame
    left, top = _corner(frame)
    size = (round(frame.right) - left, round(frame.bottom) - top)
    large = Image.new("RGB", (size[0] * FINE, size[1] * FINE), ink_for("water").fill)
    draw = ImageDraw.Draw(large)
    for mark in sheet.ground:
        ink = ink_for(mark.role)
        if isinstance(mark, Area):
            for ring in mark.rings:
                draw.polygon(_flat(ring, left, top), fill=ink.fill)
        elif isinstance(mark, Line):
            width = max(1, round((mark.width or ink.width) * sheet.unit * FINE))
            for line in mark.lines:
                draw.line(_flat(line, left, top), fill=ink.stroke, width=width, joint="curve" if width > 4 else None)
    return large.reduce(FINE)


def _flat(points: Pixels, left: float, top: float) -> list[float]:
    return list(((points - (left, top)) * FINE).ravel().tolist())


def _window(lines: Iterable[Pixels], margin: float, within: Frame) -> tuple[int, int, int, int] | None:
    """The box of whole pixels around lines, cut to a frame."""
    boxes = [(*line.min(axis=0), *line.max(axis=0)) for line in lines]
    if not boxes:
        return None
    left = max(int(min(b[0] for b in boxes) - margin), round(within.left))
    top = max(int(min(b[1] for b in boxes) - margin), round(within.top))
    right = min(int(max(b[2] for b in boxes) + margin) + 1, round(within.right))
    bottom = min(int(max(b[3] for b in boxes) + margin) + 1, round(within.bottom))
    return (left, top, right, bottom) if right > left and bottom > top else None


def _stroke(image: Image.Image, mark: Line, sheet: Sheet) -> None:
    """Paint round-ended lines, dashed by their mode."""
    ink = ink_for(mark.role)
    width = (mark.width or ink.width) * sheet.unit
    whole = Frame(0, 0, sheet.width, sheet.height)
    in_map = any(_inside(line, sheet.map_frame) for line in mark.lines)
    window = _window(mark.lines, width + 2, sheet.map_frame if in_map else whole)
    if window is None:
        return
    left, top, right, bottom = window
    fine = 1 if mark.role in BLURRED else FINE
    mask = Image.new("L", ((right - left) * fine, (bottom - top) * fine))
    draw = ImageDraw.Draw(mask)
    beat = rhythm(mark.mode)
    for line in mark.lines:
        pieces = dashes(line, beat[0] * sheet.unit, beat[1] * sheet.unit) if beat else [line]
        for piece in pieces:
            _brush(draw, (piece - (left, top)) * fine, width * fine)
    mask = mask.filter(ImageFilter.GaussianBlur(width / 4)) if mark.role in BLURRED else mask.reduce(fine)
    _lay(image, mask, (left, top), ink.stroke, ink.opacity)


def _inside(line: Pixels, frame: Frame) -> bool:
    low, high = line.min(axis=0), line.max(axis=0)
    return bool(high[0] >= frame.left and low[0] <= frame.right and high[1] >= frame.top and low[1] <= frame.bottom)


def _brush(draw: ImageDraw.ImageDraw, points: Pixels, width: float) -> None:
    """A line with round ends and joints: a stroke for each piece and a disc at each point."""
    radius = width / 2
    flat = points.tolist()
    if len(flat) > 1:
        draw.line([tuple(p) for p in flat], fill=255, width=max(1, round(width)))
    if radius > 0.8:
        for x, y in flat:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def _dot(image: Image.Image, mark: Disc, unit: float) -> None:
    ink: Ink = ink_for(mark.role)
    rim = ink.width * unit
    reach = mark.radius + rim + 1
    left, top = int(mark.x - reach), int(mark.y - reach)
    side = int(2 * reach) + 2
    for radius, colour in ((mark.radius + rim, ink.stroke), (mark.radius, ink.fill)):
        if not colour:
            continue
        mask = Image.new("L", (side * 4, side * 4))
        x, y, r = (mark.x - left) * 4, (mark.y - top) * 4, radius * 4
        ImageDraw.Draw(mask).ellipse((x - r, y - r, x + r, y + r), fill=255)
        _lay(image, mask.reduce(4), (left, top), colour, 1.0)


def _lay(image: Image.Image, mask: Image.Image, at: tuple[int, int], colour: str, opacity: float) -> None:
    if opacity < 1.0:
        mask = ImageChops.multiply(mask, Image.new("L", mask.size, round(255 * opacity)))
    image.paste(ImageColor.getrgb(colour), (*at, at[0] + mask.width, at[1] + mask.height), mask)


def _write(image: Image.Image, mark: Text, lettering: Lettering, unit: float) -> None:
    """Write a line of text, run by run, with a dark halo where its role has one.

    Letters are painted four times as large and reduced: their shapes and distances then do not snap to whole pixels.
    """
    ink = ink_for(mark.role)
    text = lettering.shown(mark.text, mark.fallback)
    if not text:
        return
    width = lettering.width(text, mark.size, mark.spacing)
    start = mark.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
    left, top = int(start - mark.size), int(mark.y - 1.6 * mark.size)
    size = (int(width + 2.5 * mark.size) * FINE_LETTERS, int(2.6 * mark.size) * FINE_LETTERS)
    letters = Image.new("L", size)
    draw = ImageDraw.Draw(letters)
    x, y = (start - left) * FINE_LETTERS, (mark.y - top) * FINE_LETTERS
    for run in lettering.runs(text):
        font = lettering.font(run.font, mark.size * FINE_LETTERS)
        for piece in run.text if mark.spacing else [run.text]:
            draw.text((x, y), piece, font=font, fill=255, anchor="ls")
            x += font.getlength(piece) + mark.spacing * FINE_LETTERS
    small = letters.reduce(FINE_LETTERS)
    if ink.halo:
        halo = small.filter(ImageFilter.GaussianBlur(1.5 * unit)).point(lambda v: min(255, v * 4))
        _lay(image, halo, (left, top), ink.halo, 0.85)
    _lay(image, small.point(lambda v: min(255, round(v * SHARPER))), (left, top), ink.fill, 1.0)
