"""How each kind of mark looks: near-black ground, greys, and one red that only the course and danger have.

Contrast of the text colours on land and panel, by WCAG 2.2: every one at least 4.5 : 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["INKS", "RED", "RHYTHM", "Ink", "ink_for", "rhythm", "same_rhythm"]

RED = "#ff3b30"
WATER = "#0b0c0e"
LAND = "#25272c"
PANEL = "#0e0f11"
LIGHT = "#f1f2f4"
TEXT = "#e3e5e8"
SOFT = "#b4b8be"
QUIET = "#969ba3"


@dataclass(frozen=True, slots=True)
class Ink:
    """How a kind of mark looks.

    Args:
        fill: Colour of the inside or of letters, `#rrggbb`; empty for none.
        stroke: Colour of the line, `#rrggbb`; empty for none.
        width: Width of the line in design pixels.
        opacity: 0 … 1.
        halo: Colour around letters, `#rrggbb`; empty for none.
    """

    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    opacity: float = 1.0
    halo: str = ""


INKS: dict[str, Ink] = {
    "water": Ink(fill=WATER),
    "land": Ink(fill=LAND),
    "lake": Ink(fill=WATER),
    "grid": Ink(stroke="#2c2e34", width=0.7),
    "coast": Ink(stroke="#4a4f57", width=0.9),
    "border": Ink(stroke="#676c75", width=1.1),
    "river": Ink(stroke="#0f1012", width=1.0),
    "country": Ink(fill="#979ca4"),
    "other": Ink(stroke="#5c6169", width=1.0, opacity=0.75),
    "branch": Ink(stroke="#a9adb4", width=1.5, opacity=0.9),
    "glow-wide": Ink(stroke=RED, width=17.0, opacity=0.10),
    "glow": Ink(stroke=RED, width=9.0, opacity=0.20),
    "bed": Ink(stroke="#0b0c0e", width=5.4, opacity=0.75),
    "way": Ink(stroke=RED, width=1.5, opacity=0.5),
    "thread": Ink(stroke=RED, width=1.5, opacity=0.5),
    "course": Ink(stroke=RED, width=3.1),
    "here": Ink(fill="#0b0c0e", stroke=RED, width=3.0),
    "crossed": Ink(stroke="#d7dade", width=1.6),
    "leader": Ink(stroke="#d7dade", width=1.0, opacity=0.85),
    "spot": Ink(fill="#a9adb4", stroke="#0b0c0e", width=1.2),
    "anchor": Ink(fill=LIGHT, stroke="#0b0c0e", width=1.2),
    "disc": Ink(fill=LIGHT, stroke="#0b0c0e", width=2.0),
    "disc-off": Ink(fill=QUIET, stroke="#0b0c0e", width=2.0),
    "disc-here": Ink(fill=LIGHT, stroke=RED, width=3.2),
    "number": Ink(fill="#101114"),
    "label": Ink(fill=LIGHT, halo="#0b0c0e"),
    "small-label": Ink(fill="#b4b8be", halo="#0b0c0e"),
    "scale": Ink(stroke="#b4b8be", width=1.2),
    "scale-text": Ink(fill="#b4b8be", halo="#0b0c0e"),
    "credit": Ink(fill=QUIET, halo="#0b0c0e"),
    "panel": Ink(fill=PANEL),
    "rule": Ink(fill="#2b2e33"),
    "title": Ink(fill=LIGHT),
    "answer": Ink(fill="#d5d8dc"),
    "heading": Ink(fill=QUIET),
    "name": Ink(fill=TEXT),
    "words": Ink(fill=SOFT),
    "note": Ink(fill=QUIET),
    "bar": Ink(fill=RED),
    "bar-bed": Ink(fill="#1b1d21"),
    "bar-quiet": Ink(fill="#7d828a"),
    "heap": Ink(fill="#5c6169"),
    "axis": Ink(fill="#676c75"),
    "flag": Ink(stroke=LIGHT, width=1.2),
    "worst": Ink(stroke=RED, width=2.0),
    "worst-number": Ink(fill=RED),
    "paper": Ink(fill="#ffffff"),
    "paper-text": Ink(fill="#16181b"),
    "paper-place": Ink(fill="#000000"),
    "paper-label": Ink(fill="#565b62"),
    "paper-rule": Ink(stroke="#16181b", width=1.2),
}

RHYTHM: dict[str, tuple[float, float]] = {
    "foot": (3.2, 5.6),
    "ford": (0.0, 5.6),
    "boat": (0.0, 8.0),
    "air": (13.0, 8.0),
}
"""Dash and gap in design pixels, line ends round; modes that are not here are drawn solid."""


def ink_for(role: str) -> Ink:
    """How marks of a role look."""
    return INKS[role]


def rhythm(mode: str) -> tuple[float, float] | None:
    """Dash and gap of a mode in design pixels, or None where it is drawn solid."""
    return RHYTHM.get(mode)


def same_rhythm(modes: Iterable[str]) -> list[list[str]]:
    """Modes put together that are drawn alike, in order of appearance."""
    alike: dict[tuple[float, float] | None, list[str]] = {}
    for mode in modes:
        alike.setdefault(rhythm(mode), []).append(mode)
    return list(alike.values())
