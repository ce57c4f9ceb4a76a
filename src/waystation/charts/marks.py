"""What a drawing is made of, before it is a PNG or an SVG: marks on a sheet, in pixels, in painting order.

Both renderers paint the same marks, so that the picture is the same in every format. A mark says what it is (`role`);
how that looks is in `ink`.
"""

from __future__ import annotations

from dataclasses import dataclass

from waystation.charts.curves import Pixels
from waystation.charts.projection import Frame

__all__ = ["Area", "Box", "Disc", "Line", "Mark", "Sheet", "Text"]


@dataclass(frozen=True, slots=True)
class Area:
    """Closed outlines, filled together by the even-odd rule."""

    role: str
    rings: tuple[Pixels, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Lines of one kind; `mode` sets the rhythm of dashes, `width` overrides the role's."""

    role: str
    lines: tuple[Pixels, ...]
    mode: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A round dot: centre and radius."""

    role: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    role: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text.

    Args:
        role: What it is.
        x: Where it is anchored.
        y: Its baseline.
        text: What stands there.
        size: Font size, pixels.
        anchor: `start`, `middle` or `end`.
        spacing: Additional pixels between letters.
        fallback: What to write where no font has the letters.
    """

    role: str
    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    spacing: float = 0.0
    fallback: str = ""


Mark = Area | Line | Disc | Box | Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing: marks in painting order.

    Args:
        width: Pixels, at least 1.
        height: Pixels, at least 1.
        ground: The marks of the base map, all grey.
        marks: What lies over it.
        map_frame: Where the map lies; the base map and the lines are cut to it.
        unit: Pixels per design pixel.
    """

    width: int
    height: int
    ground: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    map_frame: Frame
    unit: float
