"""A verdict as a figure to draw: the chance by the day of departure, under each level of each condition now."""

from __future__ import annotations

from waystation.charts.departing import Course, Departing
from waystation.charts.panels import Bar, Bars, Figure
from waystation.deciding.departing import DepartureDays
from waystation.deciding.judging import Judged
from waystation.wording.figures import days as days_of
from waystation.wording.figures import of_hundred, weekday_of
from waystation.wording.language import say, spoken
from waystation.wording.maps import IN_CLEAR
from waystation.wording.pack_words import level_word
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
    return Figure(pack.name, tuple(said), tuple(panels), say(IN_CLEAR), spoken())


def _beside(judged: Judged) -> Bars:
    stay, go = judged.verdict.stay, judged.verdict.go
    label = say("stay: not found in {days}", days=stay_days(stay))
    unsaid = Bar(say("{label}: nobody has said what may find them", label=label), 0.0, "?", quiet=True)
    gone = say("go: arrive") if go.days is None else say("go: arrive, after {days}", days=days_of(go.days))
    bars = (
        Bar(label, stay.low, _of_100(stay.low), stay.mid, quiet=True) if stay.source else unsaid,
        Bar(gone, go.low, _of_100(go.low), go.mid),
    )
    heading, note = say("Those who stay, and those who go"), say("Wide and in figures at worst, thin nominally.")
    return Bars(heading, bars, note, full=1.0)


def _of_100(chance: float) -> str:
    return say("{n} of 100", n=of_hundred(chance))


def _panels(pack: Pack, found: DepartureDays) -> list[Departing]:
    names = tuple(weekday_of(day) for day in found.days)
    note = say(
        "At worst, of 100, if they must leave on that day; the dot is the best day, with its number beside the name."
    )
    panels = []
    for condition in pack.conditions:
        keys = [key for key in (f"{condition.id}={level}" for level in condition.levels) if key in found.by_level]
        if not keys or not _matters(found, keys):
            continue
        courses = tuple(
            Course(
                level_word(key.partition("=")[2]),
                found.by_level[key],
                found.best_at(key),
                red=found.by_level[key] == found.now,
            )
            for key in keys
        )
        heading = say("By the day of departure: {condition} now", condition=condition.title)
        panels.append(Departing(heading, names, courses, note))
    if panels:
        return panels
    course = Course(say("as it is"), found.now, found.best, red=True)
    return [Departing(say("By the day of departure"), names, (course,), note)]


def _matters(found: DepartureDays, keys: list[str]) -> bool:
    columns = zip(*(found.by_level[key] for key in keys), strict=True)
    return any(max(column) - min(column) >= MATTERS for column in columns)
