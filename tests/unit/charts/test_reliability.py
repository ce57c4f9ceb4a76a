"""A reliability diagram: dots where they belong, intervals around them, nothing outside of the sheet."""

from __future__ import annotations

import itertools
import math

import pytest

from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Disc, Line, Sheet, Text
from waystation.charts.panel_sheets import compose_figure
from waystation.charts.panels import Bar, Bars, Dot, Figure, Reliability

LETTERS = Lettering()
TICKS = tuple((tens / 100, str(tens)) for tens in range(0, 101, 20))
DOTS = (Dot(0.0, 0.0, 0.0, 0.3, 4.0), Dot(0.5, 0.2, 0.1, 0.4, 16.0, red=True), Dot(1.0, 1.0, 0.7, 1.0, 1.0))


def sheet(width: int = 1200, dots: tuple[Dot, ...] = DOTS) -> Sheet:
    """A sheet with one diagram."""
    panel = Reliability(
        "Foreseen and arrived", dots, "From left to right: foreseen. From below: arrived.", TICKS, "Note."
    )
    return compose_figure(Figure("x", panels=(panel,)), width, LETTERS)


def square(drawn: Sheet) -> tuple[float, float, float]:
    """Left, top and side of the square."""
    frame = next(mark.frame for mark in drawn.marks if isinstance(mark, Box) and mark.role == "bar-bed")
    assert frame.width == pytest.approx(frame.height)
    return frame.left, frame.top, frame.width


def test_dots_stand_where_their_chances_are() -> None:
    """From left to right what was foreseen, from below what came of it."""
    drawn = sheet()
    left, top, side = square(drawn)
    discs = [mark for mark in drawn.marks if isinstance(mark, Disc)]
    assert [(disc.x, disc.y) for disc in discs] == [
        pytest.approx((left + dot.foreseen * side, top + (1 - dot.share) * side)) for dot in DOTS
    ]
    assert discs[2].radius < discs[0].radius < discs[1].radius


def test_intervals_reach_from_end_to_end_and_those_that_miss_are_red() -> None:
    """Each dot has its interval; only the one that was said to miss is red."""
    drawn = sheet()
    _, top, side = square(drawn)
    lines = [mark for mark in drawn.marks if isinstance(mark, Line) and mark.role in ("flag", "worst")]
    assert [line.role for line in lines] == ["flag", "worst", "flag"]
    for line, dot in zip(lines, DOTS, strict=True):
        heights = sorted(y for _, y in line.lines[0].tolist())
        assert heights == pytest.approx([top + (1 - dot.high) * side, top + (1 - dot.low) * side])


@pytest.mark.parametrize("width", [200, 390, 899, 900, 1200, 4000])
def test_everything_is_inside_the_sheet_and_no_text_on_another(width: int) -> None:
    """Whatever the width, also with dots in the corners."""
    drawn, boxes = sheet(width), []
    for mark in drawn.marks:
        if isinstance(mark, Text):
            wide = LETTERS.width(LETTERS.shown(mark.text), mark.size)
            left = mark.x - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
            boxes.append((left, left + wide, mark.y - 0.75 * mark.size, mark.y))
        elif isinstance(mark, Disc):
            assert mark.radius <= mark.x <= width - mark.radius
    assert all(left >= -0.5 and right <= width + 0.5 and top >= 0 for left, right, top, _ in boxes)
    assert max(bottom for *_, bottom in boxes) <= drawn.height
    for a, b in itertools.combinations(boxes, 2):
        assert a[1] <= b[0] + 0.5 or b[1] <= a[0] + 0.5 or a[3] <= b[2] + 0.5 or b[3] <= a[2] + 0.5


def test_without_dots_there_is_a_square_and_its_diagonal() -> None:
    """Nothing to show is shown as nothing."""
    drawn = sheet(dots=())
    assert not any(isinstance(mark, Disc) for mark in drawn.marks)
    assert any(isinstance(mark, Line) and mark.role == "branch" for mark in drawn.marks)


def test_bars_may_say_what_fills_the_panel() -> None:
    """A share of 0.8 fills eight tenths, not all, where the whole is said."""
    drawn = compose_figure(Figure("x", panels=(Bars("b", (Bar("l", 0.8, "80"),), full=1.0),)), 1200, LETTERS)
    bed, bar = (mark.frame.width for mark in drawn.marks if isinstance(mark, Box) and mark.role in ("bar-bed", "bar"))
    assert bar == pytest.approx(0.8 * bed)


@pytest.mark.parametrize(
    "wrong",
    [
        {"foreseen": -0.1},
        {"foreseen": 1.1},
        {"share": 0.5},
        {"low": -0.1},
        {"high": 1.1},
        {"weight": 0.0},
        {"weight": math.nan},
    ],
)
def test_a_dot_is_checked_when_it_is_made(wrong: dict[str, float]) -> None:
    """Chances from 0 to 1, the share inside its interval, a weight above 0."""
    with pytest.raises(ValueError, match="a dot has"):
        Dot(**({"foreseen": 0.5, "share": 0.2, "low": 0.1, "high": 0.4, "weight": 1.0} | wrong))
