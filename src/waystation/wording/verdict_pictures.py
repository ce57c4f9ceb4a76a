"""A verdict as a figure to draw: the chance by the day of departure, under each level of each condition now."""

from __future__ import annotations

from waystation.charts.departing import Course, Departing
from waystation.charts.panels import Bar, Bars, Figure
from waystation.deciding.departing import DepartureDays
from waystation.deciding.judging import Judged
from waystation.wording.figures import days as days_of
from waystation.wording.figures import of_hundred
from waystation.wording.language import say
from waystation.wording.maps import IN_CLEAR
from waystation.wording.verdicts import answer_lines, day_line, stay_days
from waystation.world.pack import Pack

__all__ = ["decision_figure"]

MATTERS = 0.002
"""A condition whose levels differ by less, on every day, has no panel of its own."""


def decision_figure(pack: Pack, judged: Judged) -> Figure:
    """A verdict as a figure.

    Args:
        pack: The mission and its world.
        judged: The verdict, with its days of departure.
    """
    found = judged.days
    said = answer_lines(pack, judged)
    panels: list[Bars | Departing] = [_beside(judged)]
    if found is not None and len(found.days) > 1:
        said.append(day_line(found))
        panels += _panels(pack, found)
    return Figure(pack.name, tuple(said), tuple(panels), say(IN_CLEAR))


def _beside(judged: Judged) -> Bars:
    stay, go = judged.verdict.stay, judged.verdict.go
    label = f"stay: not found in {stay_days(stay)}"
    unsaid = Bar(f"{label}: nobody has said what may find them", 0.0, "?", quiet=True)
    bars = (
        Bar(label, stay.low, f"{of_hundred(stay.low)} of 100", stay.mid, quiet=True) if stay.source else unsaid,
        Bar(f"go: arrive{_after(go.days)}", go.low, f"{of_hundred(go.low)} of 100", go.mid),
    )
    return Bars("Those who stay, and those who go", bars, "Wide and in figures at worst, thin nominally.", full=1.0)


def _after(length: float | None) -> str:
    return "" if length is None else f", after {days_of(length)}"


def _panels(pack: Pack, found: DepartureDays) -> list[Departing]:
    names = tuple(f"{day:%a} {day.day}" for day in found.days)
    note = "At worst, of 100, if they must leave on that day; the dot is the best day, with its number beside the name."
    panels = []
    for condition in pack.conditions:
        keys = [key for key in (f"{condition.id}={level}" for level in condition.levels) if key in found.by_level]
        if not keys or not _matters(found, keys):
            continue
        courses = tuple(
            Course(key.partition("=")[2], found.by_level[key], found.best_at(key), red=found.by_level[key] == found.now)
            for key in keys
        )
        panels.append(Departing(f"By the day of departure: {condition.title} now", names, courses, note))
    if panels:
        return panels
    return [Departing("By the day of departure", names, (Course("as it is", found.now, found.best, red=True),), note)]


def _matters(found: DepartureDays, keys: list[str]) -> bool:
    columns = zip(*(found.by_level[key] for key in keys), strict=True)
    return any(max(column) - min(column) >= MATTERS for column in columns)
