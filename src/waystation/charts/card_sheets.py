"""A card on paper: dark letters on a light sheet, A6 if all of it fits, else A5 or A4; nothing is ever cut.

Labels stand small above what they are about; what must not be missed stands first, between two rules. A sheet that
would need a font which this machine lacks is not drawn: half a sentence is worse than none.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np

from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Line, Mark, Sheet, Text
from waystation.charts.picture import plain_text
from waystation.charts.projection import Frame
from waystation.charts.raster import paint
from waystation.charts.svg import svg_document, svg_plain_marks

__all__ = ["CardPicture", "Entry", "card_png", "card_svg", "compose_card", "missing_letters"]

PAPERS = (("A6", 105.0, 148.0), ("A5", 148.0, 210.0), ("A4", 210.0, 297.0))
"""Name, width and height in millimetres (ISO 216)."""
DOTS = 300 / 25.4
"""Pixels for each millimetre: 300 to the inch."""
MARGIN = 7.0
SCALES = (1.0, 0.87)
"""Sizes of letters that are tried before a larger paper is taken: text of 10.5 and of 9 points."""
LABEL, TEXT, PLACE, WARNING = 2.6, 3.7, 5.4, 3.0
"""Sizes of letters in millimetres; text is 10.5 points."""
LEADING, GAP, BETWEEN = 1.34, 1.6, 0.8
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a card says.

    Args:
        kind: `warning`, `place`, or any other for ordinary text.
        label: What it is about; empty where it goes on with the same.
        text: What it says.
    """

    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A card to draw.

    Args:
        entries: What it says, in order.
        lang: The language of the words, as a BCP 47 tag.
    """

    entries: tuple[Entry, ...]
    lang: str = "en"


def missing_letters(picture: CardPicture, lettering: Lettering | None = None) -> str:
    """The letters of a card that no font of this machine has, each once; empty where it can be drawn."""
    letters = lettering or Lettering()
    every = dict.fromkeys(letter for entry in picture.entries for letter in plain_text(entry.label + entry.text))
    return "".join(letter for letter in every if not letter.isspace() and not letters.runs(letter))


def compose_card(picture: CardPicture, lettering: Lettering) -> Sheet:
    """Lay a card out on the smallest paper that holds all of it.

    Args:
        picture: What it says.
        lettering: The fonts that measure text.

    Returns:
        The sheet at 300 dots to the inch; longer than A4 where even that is too short.
    """
    height = 0.0
    marks: list[Mark] = []
    for _, wide, high in PAPERS:
        for scale in SCALES:
            marks, height = _laid(picture, wide * DOTS, scale, lettering)
            if height <= high * DOTS:
                return _sheet(marks, wide * DOTS, high * DOTS)
    return _sheet(marks, PAPERS[-1][1] * DOTS, height)


def card_png(picture: CardPicture, lettering: Lettering | None = None) -> bytes:
    """Draw a card as PNG."""
    letters = lettering or Lettering()
    file = io.BytesIO()
    image = paint(compose_card(picture, letters), letters)
    image.convert("L").save(file, "PNG", compress_level=6, dpi=(300, 300))
    return file.getvalue()


def card_svg(picture: CardPicture, lettering: Lettering | None = None) -> str:
    """Draw a card as an SVG file."""
    sheet = compose_card(picture, lettering or Lettering())
    return svg_document(sheet, svg_plain_marks(sheet), "", "", picture.lang)


def _sheet(marks: list[Mark], width: float, height: float) -> Sheet:
    whole = Frame(0.0, 0.0, round(width), round(height))
    return Sheet(round(width), round(height), (), (Box("paper", whole), *marks), Frame(0.0, 0.0, 1.0, 1.0), DOTS / 4)


def _laid(picture: CardPicture, width: float, scale: float, lettering: Lettering) -> tuple[list[Mark], float]:
    """The marks of a card of a width, and how high it is, in pixels."""
    left, inside = MARGIN * DOTS, width - 2 * MARGIN * DOTS
    column = _Column(left, inside, scale, lettering)
    marks: list[Mark] = []
    y = MARGIN * DOTS
    before = ""
    for entry in picture.entries:
        if before == "warning" != entry.kind:
            y = _rule(marks, left, inside, y)
        if entry.label:
            y += GAP * DOTS
            y = column.write(marks, "paper-label", entry.label, y, size=LABEL)
        elif entry.kind == before and entry.kind != "warning":
            y += BETWEEN * DOTS
        size = {"warning": WARNING, "place": PLACE}.get(entry.kind, TEXT)
        role = "paper-place" if entry.kind == "place" else "paper-text"
        y = column.write(marks, role, entry.text, y, size=size)
        before = entry.kind
    return marks, y + MARGIN * DOTS


def _rule(marks: list[Mark], left: float, inside: float, y: float) -> float:
    y += GAP * DOTS
    marks.append(Line("paper-rule", (np.array([[left, y], [left + inside, y]]),)))
    return y


@dataclass(frozen=True, slots=True)
class _Column:
    """Where text runs down: its left edge and width in pixels, the scale of letters, and the fonts that measure it."""

    left: float
    width: float
    scale: float
    lettering: Lettering

    def write(self, marks: list[Mark], role: str, text: str, y: float, *, size: float) -> float:
        """Write a text over as many lines as it needs; returns where it ends."""
        pixels = size * self.scale * DOTS
        for line in self.lettering.wrapped(text, pixels, self.width, MOST_LINES):
            marks.append(Text(role, self.left, y + pixels, line, pixels))
            y += LEADING * pixels
        return y
