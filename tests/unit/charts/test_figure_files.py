"""A figure as a file: both formats show the same, and nothing in the SVG runs or is fetched."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from tests.unit.charts.pictures import HOSTILE
from tests.unit.charts.test_panel_sheets import figure
from waystation.charts.figure_files import figure_png, figure_svg
from waystation.charts.lettering import Lettering
from waystation.charts.panel_sheets import compose_figure
from waystation.charts.panels import Bar, Bars, Figure, Flag, Spread

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("width", [320, 1200])
def test_both_have_the_size_that_was_laid_out(width: int) -> None:
    """Width as asked, height as needed."""
    height = compose_figure(figure(), width, Lettering()).height
    assert Image.open(io.BytesIO(figure_png(figure(), width))).size == (width, height)
    root = ET.fromstring(figure_svg(figure(), width))
    assert (root.get("width"), root.get("height")) == (str(width), str(height))


def test_the_png_has_red_bars_on_near_black() -> None:
    """Red is where the danger is, and the ground is dark to its edges."""
    image = Image.open(io.BytesIO(figure_png(figure(), 390))).convert("RGB")
    colours = {colour for _, colour in image.getcolors(1 << 20) or []}
    assert (0xFF, 0x3B, 0x30) in colours
    for corner in ((0, 0), (image.width - 1, 0), (0, image.height - 1), (image.width - 1, image.height - 1)):
        assert max(image.getpixel(corner)) < 40


def test_the_svg_says_what_it_shows() -> None:
    """A title and a description for those who cannot see it, and every text as text."""
    root = ET.fromstring(figure_svg(figure(), 1200))
    assert root.findtext(f"{SVG}title") == "Two days to the river"
    assert root.findtext(f"{SVG}desc") == "Of 100 such families, 85 arrive."
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert "waiting" in texts


def test_hostile_words_stay_words() -> None:
    """No script, no handler, no address outside the file."""
    bars = Bars(HOSTILE[0], tuple(Bar(name, 1.0, name) for name in HOSTILE), HOSTILE[1])
    spread = Spread(HOSTILE[2], (0.5,), (Flag(0.5, HOSTILE[0], HOSTILE[1]),), ((0.5, HOSTILE[2]),))
    text = figure_svg(Figure(HOSTILE[0], HOSTILE, (bars, spread), HOSTILE[1], HOSTILE[1]), 390)
    root = ET.fromstring(text)
    allowed = {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "text", "path")}
    assert {element.tag for element in root.iter()} <= allowed
    for element in root.iter():
        assert not any(name.lower().startswith("on") or "href" in name for name in element.attrib)
    assert figure_png(Figure(HOSTILE[0], HOSTILE, (bars, spread)), 390).startswith(b"\x89PNG")
