"""What was foreseen beside what came of it, as a figure to draw."""

from __future__ import annotations

from waystation.charts.panels import Bar, Bars, Dot, Figure, Reliability
from waystation.deciding.calibration import Calibration, Tally
from waystation.wording.calibration import answer_lines, misses, overruling_lines
from waystation.wording.language import mark, say, spoken
from waystation.wording.maps import IN_CLEAR

__all__ = ["calibration_figure"]

TICKS = tuple((tens / 100, str(tens)) for tens in range(0, 101, 20))
_NOTE = mark(
    "A dot on the slanting line came true as often as it was foreseen; below it, less often. The larger, the more "
    "journeys. The upright lines hold what is true 95 times in 100; where one misses the slanting line it is red."
)


def calibration_figure(found: Calibration, unfinished: int, stayed: int) -> Figure:
    """A calibration as a figure.

    Args:
        found: What the cases show.
        unfinished: How many journeys have a forecast and no outcome yet.
        stayed: How many ended without anybody leaving.
    """
    answer = tuple(answer_lines(found, unfinished, stayed))
    panels = (_reliability(found), _overruling(found), _urgencies(found)) if found.all.cases else ()
    return Figure(say("What was foreseen, and what came of it"), answer, panels, say(IN_CLEAR), spoken())


def _reliability(found: Calibration) -> Reliability:
    dots = tuple(
        Dot(one.foreseen, one.arrived / one.cases, one.low, one.high, float(one.cases), misses(one))
        for one in found.bins
    )
    across = say("From left to right: how many of 100 were foreseen to arrive. From below: how many did.")
    return Reliability(say("Foreseen and arrived"), dots, across, TICKS, say(_NOTE))


def _overruling(found: Calibration) -> Bars:
    parted = ((say("overruled"), found.overruling.overruled), (say("followed"), found.overruling.followed))
    bars = tuple(_bar(name, tally) for name, tally in parted if tally.cases)
    note = f"{overruling_lines(found.overruling)[0]} {say(_BARS)}"
    return Bars(say("When the verdict was overruled"), bars, note, full=1.0)


def _urgencies(found: Calibration) -> Bars:
    bars = tuple(_bar(name or say("not said"), tally) for name, tally in found.urgencies)
    return Bars(say("By urgency"), bars, say(_BARS), full=1.0)


_BARS = mark("Grey: how many of 100 arrived; thin: how many were foreseen.")


def _bar(name: str, tally: Tally) -> Bar:
    text = say(
        "{arrived} of {cases} arrived, {expected:.1f} foreseen",
        arrived=tally.arrived,
        cases=tally.cases,
        expected=tally.expected,
    )
    return Bar(name, tally.arrived / tally.cases, text, tally.expected / tally.cases, quiet=True)
