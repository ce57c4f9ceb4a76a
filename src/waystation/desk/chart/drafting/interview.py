"""The order of the questions: who, from where to where, when and by when, which ways, what else, and then yes."""

from __future__ import annotations

from waystation.desk.chart.drafting.outside import ask_budget, ask_conditions, ask_reward
from waystation.desk.chart.drafting.party import ask_party
from waystation.desk.chart.drafting.questions import Asking, Misread, ask
from waystation.desk.chart.drafting.readings.amounts import minutes
from waystation.desk.chart.drafting.readings.times import deadline_hours, next_full_hour, shown, start
from waystation.desk.chart.drafting.readings.words import named, yes
from waystation.desk.chart.drafting.sketch import Sketch
from waystation.desk.chart.drafting.spots import ask_ends, ask_origin
from waystation.desk.chart.drafting.ways import ask_ways

__all__ = ["interview"]

MOST_STEPS = 3_000
"""So many steps are calculated in seconds; finer ones are not offered."""


def interview(sketch: Sketch) -> Asking[None]:
    """Ask everything, noting the answers in a sketch.

    Args:
        sketch: Knows its setting and nothing else.
    """
    sketch.name = (yield from ask("name", "name", named, default=sketch.setting.title)).name
    yield from ask_party(sketch)
    yield from ask_origin(sketch)
    yield from ask_ends(sketch)
    yield from _ask_clock(sketch)
    yield from ask_ways(sketch)
    yield from ask_conditions(sketch)
    yield from ask_reward(sketch)
    yield from ask_budget(sketch)
    yield from ask("finish", "yes_no", _finish, default="yes")


def _ask_clock(sketch: Sketch) -> Asking[None]:
    now, there = sketch.setting.now, sketch.zone_of(sketch.origin)
    sketch.start = yield from ask(
        "start",
        "moment",
        lambda text: start(text, now, there),
        default=shown(next_full_hour(now, there)),
        place=sketch.places[sketch.origin].title,
    )
    begins = sketch.start
    sketch.horizon_hours = yield from ask(
        "deadline", "deadline", lambda text: deadline_hours(text, begins), default="don't know"
    )
    hours = sketch.horizon_hours or 0.0
    sketch.step_minutes = yield from ask(
        "step", "duration", lambda text: _step(text, hours), default="30" if hours * 2 <= MOST_STEPS else "60"
    )


def _step(text: str, hours: float) -> int:
    """A whole number of minutes that an hour is a multiple of, or that is a multiple of an hour."""
    found = minutes(text)
    if found != int(found) or not 5 <= found <= 1440 or (60 % found and found % 60):
        raise Misread("no_step", value=text)
    if hours and found > hours * 60:
        raise Misread("no_step", value=text)
    if hours * 60 / found > MOST_STEPS:
        raise Misread("step_too_fine", value=text, hours=hours)
    return int(found)


def _finish(text: str) -> bool:
    if not yes(text):
        raise Misread("not_finished")
    return True
