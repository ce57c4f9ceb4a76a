"""Laying a figure out: all that is said is there, inside the sheet, and nothing lies on anything else."""

from __future__ import annotations

import itertools

import pytest

from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Line, Sheet, Text
from waystation.charts.panel_sheets import compose_figure
from waystation.charts.panels import Bar, Bars, Figure, Flag, Spread

LETTERS = Lettering()
WIDTHS = [200, 320, 390, 899, 900, 1200, 4000]


def figure(**changes: object) -> Figure:
    """A spread, some bars of very different length, one label that must be broken."""
    flags = (Flag(0.5, "50", "at worst", True), Flag(0.61, "61", "nine-tenths sure"), Flag(0.62, "62", "half"),
             Flag(0.9, "90", "one in ten"), Flag(1.0, "100", "at best"))  # fmt: skip
    spread = Spread("How sure that is", tuple(0.55 + 0.003 * i for i in range(100)), flags,
                    tuple((t / 10, str(t * 10)) for t in range(11)), "Drawn often.")  # fmt: skip
    long = "caught: Last house of Ban Phaihin, behind the temple wall → Near bank, under the figs and the long reeds"
    listed = (Bar(long, 2.5, "−2.50", 3.0), Bar("waiting", 1e-9, "under 0.001 %"), Bar("nothing", 0.0, "0 %"),
              Bar("smaller ones", 1.0, "1.0 %", quiet=True))  # fmt: skip
    bars = Bars("Danger", listed, "Red.")
    values: dict[str, object] = {
        "title": "Two days to the river",
        "subtitle": ("Of 100 such families, 85 arrive.",),
        "panels": (spread, bars, Bars("Empty", ())),
        "in_clear": "This file is not locked.",
    }
    return Figure(**(values | changes))  # type: ignore[arg-type]


def texts(sheet: Sheet) -> list[Text]:
    """The texts of a sheet."""
    return [mark for mark in sheet.marks if isinstance(mark, Text)]


def extent(text: Text) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a text, roughly."""
    width = LETTERS.width(LETTERS.shown(text.text), text.size)
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    return left, left + width, text.y - 0.75 * text.size, text.y


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_is_inside_the_sheet(width: int) -> None:
    """Texts, bars and lines."""
    sheet = compose_figure(figure(), width, LETTERS)
    assert sheet.width == width
    for mark in sheet.marks:
        if isinstance(mark, Text):
            left, right, top, bottom = extent(mark)
            assert left >= -0.5
            assert right <= width + 0.5
            assert top >= 0
            assert bottom <= sheet.height
        elif isinstance(mark, Box):
            assert mark.frame.left >= 0
            assert mark.frame.right <= width + 0.5
            assert mark.frame.bottom <= sheet.height
        elif isinstance(mark, Line):
            assert all(0 <= x <= width and 0 <= y <= sheet.height for line in mark.lines for x, y in line.tolist())


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_lies_on_another(width: int) -> None:
    """Flags close to each other stand one above the other, labels are broken before their number."""
    boxes = [(text.text, extent(text)) for text in texts(compose_figure(figure(), width, LETTERS))]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        apart = a[1] <= b[0] + 0.5 or b[1] <= a[0] + 0.5 or a[3] <= b[2] + 0.5 or b[3] <= a[2] + 0.5
        assert apart, (one, other)


@pytest.mark.parametrize("width", [390, 1200])
def test_all_that_is_said_is_there(width: int) -> None:
    """Title, answer, notes, numbers with their meaning, labels, and the warning."""
    said = " ".join(text.text for text in texts(compose_figure(figure(), width, LETTERS)))
    for wanted in ("Two days to the river", "85 arrive", "Drawn often.", "50", "at worst", "one in ten", "−2.50",
                   "Near bank, under the figs", "Empty", "not locked"):  # fmt: skip
        assert wanted in said


def test_bars_are_as_long_as_their_values() -> None:
    """The longest, of either kind, fills the column; what is not nothing is seen."""
    sheet = compose_figure(figure(panels=(figure().panels[1],)), 1200, LETTERS)
    bed = next(mark.frame.width for mark in sheet.marks if isinstance(mark, Box) and mark.role == "bar-bed")
    red = [mark.frame.width for mark in sheet.marks if isinstance(mark, Box) and mark.role == "bar"]
    grey = [mark.frame.width for mark in sheet.marks if isinstance(mark, Box) and mark.role == "bar-quiet"]
    assert red == pytest.approx([bed * 2.5 / 3.0, 1.5, 0.0])
    assert grey == pytest.approx([bed, bed / 3.0])


def test_the_heap_stands_where_the_values_are() -> None:
    """Between the least and the greatest, and nowhere else; the red line at the worst."""
    sheet = compose_figure(figure(panels=(figure().panels[0],)), 390, LETTERS)
    heap = [mark.frame for mark in sheet.marks if isinstance(mark, Box) and mark.role == "heap"]
    worst = [mark for mark in sheet.marks if isinstance(mark, Line) and mark.role == "worst"]
    flags = [mark for mark in sheet.marks if isinstance(mark, Line) and mark.role == "flag"]
    assert (len(worst), len(flags)) == (1, 4)
    last = max(float(line.lines[0][0, 0]) for line in flags)
    assert float(worst[0].lines[0][0, 0]) < min(frame.left for frame in heap)
    assert max(frame.right for frame in heap) < last


def test_one_number_is_a_figure_too() -> None:
    """All draws the same, all flags on one place, at the edge of what a chance can be."""
    for chance in (0.0, 0.5, 1.0):
        flags = tuple(Flag(chance, "50", f"meaning {i}") for i in range(5))
        spread = Spread("x", (chance,) * 10, flags, ((0.0, "0"), (1.0, "100")))
        sheet = compose_figure(Figure("x", panels=(spread,)), 390, LETTERS)
        assert any(isinstance(mark, Box) and mark.role == "heap" for mark in sheet.marks)


def test_a_figure_without_panels_is_its_title() -> None:
    """And no larger than it needs to be."""
    sheet = compose_figure(Figure("There already"), 390, LETTERS)
    assert sheet.height < 100


@pytest.mark.parametrize("width", [199, 4001, 0])
def test_a_width_that_cannot_be_drawn_is_refused(width: int) -> None:
    """With the range in the message."""
    with pytest.raises(ValueError, match="200 to 4000"):
        compose_figure(figure(), width, LETTERS)
