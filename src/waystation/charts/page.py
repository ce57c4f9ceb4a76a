"""A map as one self-contained page: the answer, the map, the numbered list; no script, no request, no other file.

The drawing is made twice, for a window and for a phone, and the style shows one of them; a page that is printed is
light. The red line is drawn out slowly where the reader has not asked for less motion. Everything stands in the list
too, so that no meaning hangs on the drawing.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape

from waystation.charts.ground import Ground
from waystation.charts.ink import same_rhythm
from waystation.charts.lettering import Lettering
from waystation.charts.page_style import STYLE
from waystation.charts.picture import MapPicture, Row, plain_text
from waystation.charts.sheets import compose_bare_map
from waystation.charts.svg import svg_marks

__all__ = ["MOST_DRAWING_CHARACTERS", "draw_page"]

WIDE = (840, 800)
NARROW = (400, 430)
BEYOND = 0.32
MOST_DRAWING_CHARACTERS = 160_000
GROUND_STEPS = (0.9, 1.3, 2.0, 3.2, 5.0, 8.0)
MODES = ("foot", "ford", "boat", "car", "bus", "train", "air")


def draw_page(picture: MapPicture, ground: Ground, lettering: Lettering | None = None) -> str:
    """Draw a map as a page.

    Args:
        picture: What to draw.
        ground: The base map for at least `projection.bounds_for(picture)`; an empty one is drawn as bare ground.
        lettering: The fonts that measure names; by default those of this machine.

    Returns:
        HTML text of less than 400 kB for any usual picture.
    """
    letters = lettering or Lettering()
    maps = _map(picture, ground, letters, "wide", WIDE) + _map(picture, ground, letters, "narrow", NARROW)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    answer = "".join(f"<p>{_words(line)}</p>" for line in picture.subtitle)
    return (
        f'<!doctype html>\n<html lang="{_safe(picture.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="dark">\n'
        f"<title>{_safe(picture.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<header><h1>{_words(picture.title)}</h1><div class="answer">{answer}</div></header>\n'
        f"<figure>\n{maps}</figure>\n"
        f'<section class="course">\n<h2>{_words(picture.words.course)}</h2>\n'
        f"{_key(picture)}<ol>\n{''.join(_stop(row) for row in picture.rows())}</ol>\n</section>\n"
        f"{_ways(picture)}{_foot(picture, ground)}</main>\n</body>\n</html>\n"
    )


def _map(picture: MapPicture, ground: Ground, lettering: Lettering, name: str, size: tuple[int, int]) -> str:
    sheet = compose_bare_map(picture, ground, *size, lettering, beyond=BEYOND)
    drawing = ""
    for step in GROUND_STEPS:
        drawing = svg_marks(sheet, name, step, revealed=True)
        if len(drawing) <= MOST_DRAWING_CHARACTERS:
            break
    label = _safe(f"{picture.words.map_of}: {picture.title}")
    return f'<svg class="{name}" viewBox="0 0 {size[0]} {size[1]}" role="img" aria-label="{label}">\n{drawing}</svg>\n'


def _stop(row: Row) -> str:
    mode = f" {row.mode}" if row.mode in MODES else (" other" if row.mode else " end")
    when = f'<span class="when">{_words(row.when)}</span> ' if row.when else ""
    how = f'<span class="how">{when}{_words(row.words)}</span>' if row.when or row.words else ""
    return (
        f'<li class="stop{mode}"><span class="dot">{row.number}</span>'
        f'<span class="name">{_words(row.label or row.fallback)}</span>{how}</li>\n'
    )


def _key(picture: MapPicture) -> str:
    """The rhythms of the line, each with the modes that it stands for."""
    entries = ""
    for same in same_rhythm(picture.modes()):
        words = ", ".join(_words(picture.words.modes.get(mode, mode)) for mode in same)
        entries += f'<li class="{same[0] if same[0] in MODES else "other"}"><i></i><span>{words}</span></li>'
    return f'<ul class="key">{entries}</ul>\n' if entries else ""


def _ways(picture: MapPicture) -> str:
    if not picture.branches:
        return ""
    entries = "".join(
        f"<li><b>{_words(branch.label)}</b>{' · ' if branch.words else ''}{_words(branch.words)}</li>\n"
        for branch in picture.branches
    )
    heading = _words(picture.words.other_ways)
    return f'<section class="ways">\n<h2>{heading}</h2>\n<ul>\n{entries}</ul>\n</section>\n'


def _foot(picture: MapPicture, ground: Ground) -> str:
    lines = [*picture.notes, *([picture.in_clear] if picture.in_clear else [])]
    lines += [ground.attribution] if ground.attribution else []
    return f"<footer>{''.join(f'<p>{_words(line)}</p>' for line in lines)}</footer>\n" if lines else ""


def _safe(text: str) -> str:
    return escape(plain_text(text), quote=True)


def _words(text: str) -> str:
    """Text kept apart from what surrounds it, whichever way its script runs."""
    return f"<bdi>{_safe(text)}</bdi>" if text else ""
