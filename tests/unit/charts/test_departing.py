"""Lines of chances by the day of departure: what is drawn where, and what is refused."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from waystation.charts.departing import Course, Departing, lay_departing
from waystation.charts.figure_files import figure_png, figure_svg
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Disc, Line, Mark, Text
from waystation.charts.panels import Figure

DAYS = tuple(f"Mon {day}" for day in range(1, 6))
HIGH = Course("high", (0.91, 0.92, 0.915, 0.91, 0.9), 1, red=True)
LOW = Course("low", (0.934, 0.927, 0.92, 0.915, 0.91), 0)
PANEL = Departing("The river now", DAYS, (LOW, HIGH), "How it is read.")


def laid(panel: Departing, width: float = 500.0) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    return marks, lay_departing(marks, panel, (20.0, 30.0), width, unit=1.0, lettering=Lettering())


def test_a_line_for_each_level_and_a_dot_on_its_best_day() -> None:
    """The higher the chance, the higher the dot; the line of how things stand is the red one."""
    marks, bottom = laid(PANEL)
    lines = [mark for mark in marks if isinstance(mark, Line)]
    dots = {mark.role: mark for mark in marks if isinstance(mark, Disc)}
    assert [line.role for line in lines] == ["flag", "worst"], "red over grey"
    assert dots["anchor"].y < dots["bar"].y
    assert dots["anchor"].x < dots["bar"].x
    for line, course in zip(lines, (LOW, HIGH), strict=True):
        (points,) = line.lines
        assert len(points) == len(DAYS)
        assert np.all(np.diff(points[:, 0]) > 0)
        assert np.array_equal(
            np.argsort(points[:, 1], kind="stable"), np.argsort(-np.array(course.chances), kind="stable")
        )
        assert points[:, 1].max() <= bottom


def test_names_stand_apart_and_say_the_best_of_each() -> None:
    """Lines that end together have their names below one another, inside the panel."""
    marks, _ = laid(Departing("t", DAYS, (LOW, HIGH, Course("flood", HIGH.chances, 1))))
    names = sorted((m.y, m.text) for m in marks if isinstance(m, Text) and m.text.partition("  ")[2])
    assert sorted(text for _, text in names) == ["flood  92", "high  92", "low  93"]
    assert all(later - earlier >= 12.0 for (earlier, _), (later, _) in itertools.pairwise(names))


def test_lines_that_end_together_are_named_where_they_begin_apart() -> None:
    """Beside their dots, in the line's colour, none upon another; where the ends stand apart that is needless."""

    def beside_dots(*courses: Course) -> dict[str, Text]:
        marks, _ = laid(Departing("t", DAYS, courses))
        return {m.text: m for m in marks if isinstance(m, Text) and m.text in ("low", "high", "flood")}

    flood = Course("flood", (0.9, 0.905, 0.915, 0.91, 0.9), 2)
    named = beside_dots(LOW, HIGH, flood)
    assert set(named) == {"low", "high", "flood"}
    assert (named["high"].role, named["low"].role) == ("worst-number", "words")
    assert named["low"].x < named["high"].x < named["flood"].x
    once = [Course(name, (0.9, 0.9, 0.9, 0.9, 0.9), 0) for name in ("low", "high")]
    first, second = beside_dots(*once).values()
    assert abs(first.y - second.y) >= first.size
    assert beside_dots(LOW, Course("high", (0.5, 0.5, 0.5, 0.5, 0.5), 0)) == {}


def test_no_line_is_named_as_certain() -> None:
    """Nor as impossible, unless it is."""
    made = [Course(str(n), (chance,), 0) for n, chance in enumerate((0.999, 1.0, 0.001, 0.0))]
    marks, _ = laid(Departing("t", ("Mon 1",), tuple(made)))
    texts = {mark.text for mark in marks if isinstance(mark, Text)}
    assert {"0  >99", "1  100", "2  <1", "3  0"} <= texts


@pytest.mark.parametrize("width", [240.0, 500.0, 2000.0])
def test_nothing_leaves_the_panel(width: float) -> None:
    """At any width."""
    marks, bottom = laid(PANEL, width)
    for mark in marks:
        if isinstance(mark, Disc):
            assert 20.0 <= mark.x <= 20.0 + width
        if isinstance(mark, Box):
            assert 20.0 <= mark.frame.left <= mark.frame.right <= 20.0 + width + 1e-9
    assert bottom > 30.0


def test_one_day_and_chances_that_are_all_alike_are_drawn() -> None:
    """A dot alone; an axis that is not of height nothing."""
    marks, _ = laid(Departing("t", ("Mon 1",), (Course("as it is", (0.5,), 0, red=True),)))
    assert not [mark for mark in marks if isinstance(mark, Line)]
    assert len([mark for mark in marks if isinstance(mark, Disc)]) == 1


@pytest.mark.parametrize(("chances", "best"), [((), 0), ((1.1,), 0), ((-0.1,), 0), ((0.5,), 1)])
def test_what_is_no_line_is_refused(chances: tuple[float, ...], best: int) -> None:
    """No day, no chance, or a best day that is not there."""
    with pytest.raises(ValueError, match="line"):
        Course("x", chances, best)


def test_it_is_drawn_as_png_and_as_svg() -> None:
    """Both have the panel; the words are letters in the SVG."""
    figure = Figure("A mission", ("Hold.",), (PANEL,))
    assert figure_png(figure, 900).startswith(b"\x89PNG")
    drawn = figure_svg(figure, 900)
    assert "The river now" in drawn
    assert "high" in drawn
