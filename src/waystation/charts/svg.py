"""A map as SVG: the same marks as the PNG's, as text, with nothing in it that runs or is fetched.

Every mark carries its colours as attributes and its role as a class, so that the file stands alone and a page may
restyle it.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import numpy as np

from waystation.charts.curves import Pixels, clip_line
from waystation.charts.ground import Ground
from waystation.charts.ink import Ink, ink_for, rhythm
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Area, Box, Disc, Line, Mark, Sheet, Text
from waystation.charts.picture import MapPicture, plain_text
from waystation.charts.projection import Frame
from waystation.charts.sheets import compose_sheet

__all__ = ["FONTS", "draw_svg", "svg_document", "svg_marks", "svg_plain_marks"]

FONTS = "Inter, Aileron, 'Helvetica Neue', 'Segoe UI', 'Noto Sans', system-ui, sans-serif"
GROUND_STEP = 0.8
LINE_STEP = 0.2
TIGHT = 0.94
NUMBER_SIZE = 0.86
GLOWS = ("glow-wide", "glow")
WAY_ROLES = ("glow-wide", "glow", "bed", "way")
SMALLEST = 1.1


def draw_svg(picture: MapPicture, ground: Ground, width: int, height: int, lettering: Lettering | None = None) -> str:
    """Draw a map with its title and numbered list as an SVG file.

    Args:
        picture: What to draw.
        ground: The base map for at least `projection.bounds_for(picture)`; an empty one is drawn as bare ground.
        width: 120 pixels or more.
        height: 120 pixels or more.
        lettering: The fonts that measure text; by default those of this machine.

    Returns:
        The file's text, an XML document.

    Raises:
        ValueError: If a side is below 120 pixels, or both together make more than 60 million pixels.
    """
    sheet = compose_sheet(picture, ground, width, height, lettering or Lettering())
    return svg_document(sheet, svg_marks(sheet, "map"), picture.title, " ".join(picture.subtitle), picture.lang)


def svg_document(sheet: Sheet, marks: str, title: str, described: str, lang: str) -> str:
    """A sheet as an SVG file of its own.

    Args:
        sheet: The sheet.
        marks: Its marks as SVG elements.
        title: What it is, for those who cannot see it.
        described: What it says, for them.
        lang: The language of the words, as a BCP 47 tag.

    Returns:
        The file's text, an XML document.
    """
    width, height = sheet.width, sheet.height
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" xml:lang="{_safe(lang)}" font-family="{_safe(FONTS)}">\n'
        f"<title>{_safe(title)}</title>\n<desc>{_safe(described)}</desc>\n"
        f'<rect width="{width}" height="{height}" fill="{ink_for("water").fill}"/>\n{marks}</svg>\n'
    )


def svg_plain_marks(sheet: Sheet) -> str:
    """The marks of a sheet that has no map, as SVG elements."""
    return "".join(_element(mark, sheet, None) for mark in sheet.marks)


def svg_marks(sheet: Sheet, prefix: str, step: float = GROUND_STEP, revealed: bool = False) -> str:
    """The marks of a sheet as SVG elements.

    Args:
        sheet: The marks.
        prefix: Begins every id, so that two drawings may stand in one page; letters only.
        step: How finely the ground is drawn, more than 0, pixels.
        revealed: Whether the red line lies under a mask of class `reveal`, for a page's style to draw it out slowly.

    Returns:
        SVG text without the outer element.
    """
    f = sheet.map_frame
    box = f'x="{f.left:.1f}" y="{f.top:.1f}" width="{f.width:.1f}" height="{f.height:.1f}"'
    parts = [f'<clipPath id="{prefix}-frame"><rect {box}/></clipPath>\n']
    way = next((m for m in sheet.marks if isinstance(m, Line) and m.role in WAY_ROLES), None)
    if way is not None:
        parts.append(
            f'<defs><path id="{prefix}-way" pathLength="1" d="{_path(_joined(way.lines), LINE_STEP, False)}"/></defs>\n'
        )
    mask = ""
    if revealed and way is not None:
        parts.append(
            f'<mask id="{prefix}-mask" maskUnits="userSpaceOnUse" {box}><use href="#{prefix}-way" class="reveal" '
            'fill="none" stroke="#fff" stroke-width="9" stroke-linecap="butt"/></mask>\n'
        )
        mask = f' mask="url(#{prefix}-mask)"'
    parts.append(f'<g clip-path="url(#{prefix}-frame)">\n<g transform="scale(.1)">\n')
    parts += [_ground(mark, sheet, f, step) for mark in sheet.ground]
    parts.append("</g>\n")
    for mark in (m for m in sheet.marks if _on_map(m, f)):
        if isinstance(mark, Line) and mark.role in WAY_ROLES:
            parts.append(_way(mark, sheet.unit, f"{prefix}-way"))
        elif mask and mark.role == "course":
            parts.append(f"<g{mask}>{_element(mark, sheet, f)}</g>\n")
        else:
            parts.append(_element(mark, sheet, f))
    parts.append("</g>\n")
    parts += [_element(mark, sheet, None) for mark in sheet.marks if not _on_map(mark, f)]
    return "".join(parts)


def _ground(mark: Mark, sheet: Sheet, frame: Frame, step: float) -> str:
    """A mark of the base map, in whole tenths of a pixel: most of a drawing's weight is here."""
    ink = ink_for(mark.role)
    if isinstance(mark, Box):
        f = mark.frame
        box = f'x="{f.left * 10:.0f}" y="{f.top * 10:.0f}" width="{f.width * 10:.0f}" height="{f.height * 10:.0f}"'
        return f'<rect class="{mark.role}" {box} fill="{ink.fill}"/>\n'
    if isinstance(mark, Area):
        return (
            f'<path class="{mark.role}" fill="{ink.fill}" fill-rule="evenodd" d="{_tenths(mark.rings, step, True)}"/>\n'
        )
    if isinstance(mark, Line):
        width = (mark.width or ink.width) * sheet.unit * 10
        lines = [run for line in mark.lines for run in clip_line(line, frame.grown(20))]
        return (
            f'<path class="{mark.role}" fill="none" stroke="{ink.stroke}" stroke-width="{width:.1f}" '
            f'stroke-linejoin="round" d="{_tenths(lines, step, False)}"/>\n'
        )
    return ""


def _way(mark: Line, unit: float, way: str) -> str:
    """The whole course in one stroke, or, for the glow, in several that grow fainter outwards."""
    ink = ink_for(mark.role)
    widths = [ink.width * share for share in (1.35, 1.08, 0.82, 0.58)] if mark.role in GLOWS else [ink.width]
    opacity = ink.opacity / (2.2 if mark.role in GLOWS else 1.0)
    return "".join(
        f'<use href="#{way}" class="{mark.role}" fill="none" stroke="{ink.stroke}" stroke-width="{width * unit:.2f}" '
        f'stroke-opacity="{opacity:.3g}" stroke-linecap="round" stroke-linejoin="round"/>\n'
        for width in widths
    )


def _on_map(mark: Mark, frame: Frame) -> bool:
    if isinstance(mark, Line):
        low = [line.min(axis=0) for line in mark.lines]
        high = [line.max(axis=0) for line in mark.lines]
        across = all(h[0] >= frame.left and lo[0] <= frame.right for lo, h in zip(low, high, strict=True))
        return across and all(h[1] >= frame.top and lo[1] <= frame.bottom for lo, h in zip(low, high, strict=True))
    if isinstance(mark, Box):
        return False
    if isinstance(mark, Area):
        return True
    return frame.left <= mark.x <= frame.right and frame.top <= mark.y <= frame.bottom


def _element(mark: Mark, sheet: Sheet, frame: Frame | None) -> str:
    ink = ink_for(mark.role)
    if isinstance(mark, Text):
        return _text(mark, ink, sheet.unit)
    if isinstance(mark, Box):
        f = mark.frame
        return (
            f'<rect class="{mark.role}" x="{f.left:.1f}" y="{f.top:.1f}" width="{f.width:.1f}" height="{f.height:.1f}" '
            f'fill="{ink.fill}"/>\n'
        )
    if isinstance(mark, Disc):
        rim = f' stroke="{ink.stroke}" stroke-width="{2 * ink.width * sheet.unit:.1f}" paint-order="stroke"'
        return (
            f'<circle class="{mark.role}" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:.1f}" fill="{ink.fill}"'
            f"{rim if ink.stroke else ''}/>\n"
        )
    if isinstance(mark, Area):
        way = _path(mark.rings, LINE_STEP, True)
        return f'<path class="{mark.role}" fill="{ink.fill}" fill-rule="evenodd" d="{way}"/>\n'
    return _line(mark, ink, sheet, frame)


def _line(mark: Line, ink: Ink, sheet: Sheet, frame: Frame | None) -> str:
    lines = mark.lines if frame is None else [r for li in mark.lines for r in clip_line(li, frame.grown(20))]
    if not lines:
        return ""
    width = (mark.width or ink.width) * sheet.unit
    beat = rhythm(mark.mode) if mark.role == "course" else None
    dash = ""
    if beat:
        on, off = max(beat[0], 0.01) * sheet.unit, beat[1] * sheet.unit
        dash = f' stroke-dasharray="{on:.2f} {off:.2f}"'
    ends = ' stroke-linecap="round" stroke-linejoin="round"' if ink.width > 1 or beat else ""
    faint = f' stroke-opacity="{ink.opacity}"' if ink.opacity < 1 else ""
    return (
        f'<path class="{mark.role}" fill="none" stroke="{ink.stroke}" stroke-width="{width:.2f}"{faint}{dash}{ends} '
        f'd="{_path(lines, LINE_STEP, False)}"/>\n'
    )


def _path(lines: Iterable[Pixels], step: float, closed: bool) -> str:
    """Path data in pixels."""
    parts = []
    for line in lines:
        points = " ".join(f"{x:.1f} {y:.1f}" for x, y in _lean(line, step).tolist())
        parts.append(f"M{points}" + ("z" if closed else ""))
    return "".join(parts)


def _joined(lines: Iterable[Pixels]) -> list[Pixels]:
    """The same lines, those that go on where the last ended made one: a line is drawn out as a whole."""
    joined: list[Pixels] = []
    for line in lines:
        if joined and np.allclose(joined[-1][-1], line[0], atol=0.05):
            joined[-1] = np.vstack([joined[-1], line[1:]])
        else:
            joined.append(line)
    return joined


def _tenths(lines: Iterable[Pixels], step: float, closed: bool) -> str:
    """Path data in tenths of a pixel, relative, without what is too small to be seen."""
    parts = []
    for line in lines:
        if closed and np.ptp(line, axis=0).max() < SMALLEST:
            continue
        points = np.rint(_lean(line, step) * 10).astype(np.int64)
        moves = np.diff(points, axis=0)
        moves = moves[(moves != 0).any(axis=1)]
        if len(moves):
            way = " ".join(map(str, moves.ravel().tolist())).replace(" -", "-")
            parts.append(f"M{points[0, 0]} {points[0, 1]}l{way}" + ("z" if closed else ""))
    return "".join(parts)


def _lean(line: Pixels, step: float) -> Pixels:
    """Leave out points in the same cell of a grid as the one before, and points that barely bend the line."""
    if len(line) < 3:
        return line
    cells = np.floor(line / step)
    keep = np.concatenate([[True], (np.diff(cells, axis=0) != 0).any(axis=1)])
    keep[-1] = True
    lean = line[keep]
    for _ in range(3):
        if len(lean) < 3:
            break
        along, off = lean[2:] - lean[:-2], lean[1:-1] - lean[:-2]
        bend = np.abs(along[:, 0] * off[:, 1] - along[:, 1] * off[:, 0]) / np.maximum(np.hypot(*along.T), 1e-6)
        # Only every second point may go in one pass: a long gentle bend must not lose all its points at once.
        idle = (bend < step * 0.15) & (np.arange(len(bend)) % 2 == 0)
        lean = lean[np.concatenate([[True], ~idle, [True]])]
    return np.asarray(lean)


def _text(mark: Text, ink: Ink, unit: float) -> str:
    text = _safe(mark.text)
    if not text:
        return ""
    anchor = f' text-anchor="{mark.anchor}"' if mark.anchor != "start" else ""
    spacing = f' letter-spacing="{mark.spacing:.2f}"' if mark.spacing else ""
    halo = (
        f' stroke="{ink.halo}" stroke-width="{3.2 * unit:.1f}" stroke-opacity=".8" stroke-linejoin="round" '
        'paint-order="stroke"'
        if ink.halo
        else ""
    )
    size = mark.size * (NUMBER_SIZE if mark.role == "number" else TIGHT)
    return (
        f'<text class="{mark.role}" x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{size:.2f}" fill="{ink.fill}"'
        f"{anchor}{spacing}{halo}>{text}</text>\n"
    )


def _safe(text: str) -> str:
    return escape(plain_text(text), quote=True)
