"""A figure as a file: PNG, or SVG with nothing in it that runs or is fetched. Both show the same marks."""

from __future__ import annotations

import io

from waystation.charts.lettering import Lettering
from waystation.charts.panel_sheets import compose_figure
from waystation.charts.panels import Figure
from waystation.charts.raster import paint
from waystation.charts.svg import svg_document, svg_plain_marks

__all__ = ["figure_png", "figure_svg"]


def figure_png(figure: Figure, width: int, lettering: Lettering | None = None) -> bytes:
    """Draw a figure as PNG.

    Args:
        figure: What to draw.
        width: 200 … 4000 pixels; the height is what the panels need.
        lettering: The fonts to use; by default those of this machine.

    Returns:
        The file's bytes.

    Raises:
        ValueError: If the width is out of range.
    """
    letters = lettering or Lettering()
    file = io.BytesIO()
    paint(compose_figure(figure, width, letters), letters).save(file, "PNG", compress_level=6)
    return file.getvalue()


def figure_svg(figure: Figure, width: int, lettering: Lettering | None = None) -> str:
    """Draw a figure as an SVG file; arguments as in `figure_png`."""
    sheet = compose_figure(figure, width, lettering or Lettering())
    return svg_document(sheet, svg_plain_marks(sheet), figure.title, " ".join(figure.subtitle), figure.lang)
