"""What a mission's pages say beside what plans and verdicts say of themselves: rows for bars, tables and pictures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waystation.charts.panels import Bar, Bars, Figure
from waystation.deciding.departing import DepartureDays
from waystation.deciding.verdict import Going
from waystation.evidence.intervals import belief
from waystation.guiding.journey_state import Journey
from waystation.planning.course import Hop
from waystation.planning.plan import Plan, time_of
from waystation.wording.figures import date_and_time, of_hundred, percent
from waystation.wording.language import mark, say, say_many, spoken
from waystation.wording.maps import IN_CLEAR
from waystation.wording.pack_words import level_word
from waystation.wording.plans import crosses_zones
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = [
    "CHOICES",
    "ENDS_SAID",
    "VERDICT_NAMES",
    "Departures",
    "arrival_at",
    "arrival_figure",
    "arrival_rows",
    "between",
    "chance_rows",
    "departure_table",
    "journey_line",
    "kept_answers",
    "kept_rules",
    "leg_risks",
    "state_line",
]

VERDICT_NAMES = {
    "go": mark("Go"),
    "second": mark("Go, with a second approval"),
    "hold": mark("Hold"),
    "split": mark("Split the party"),
    "decline": mark("Not this way"),
}
ENDS = {
    "arrived": mark("Ended: they arrived."),
    "home": mark("Ended: they came back."),
    "lost": mark("Ended: people were lost."),
}
CHOICES = {
    "go": mark("go"),
    "hold": mark("hold"),
    "split": mark("split the party"),
    "decline": mark("decline this plan"),
}
ENDS_SAID = {
    "safe": mark("all arrived"),
    "back": mark("all came back"),
    "lost": mark("somebody was lost"),
    "not_gone": mark("nobody set out"),
}
RISK_NAMES = {
    "caught": mark("caught"),
    "harm": mark("badly hurt"),
    "back": mark("turned back"),
    "late": mark("late"),
}
HOURS = (1, 3, 6, 12, 24, 48, 96)
MOST_PERIODS = 10
SEEN = 0.002
"""Periods before and after which so few arrive are left out at the ends."""


@dataclass(frozen=True)
class Departures:
    """The chance by the day of departure, as a table.

    Args:
        levels: What the columns stand for: as it is, then each level of each condition that matters.
        rows: For each day its name and, of a hundred at worst, who arrive.
        best: The row of the best day, from 0.
    """

    levels: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    best: int


def state_line(journeys: Sequence[Journey]) -> str:
    """Where a mission stands."""
    running = [one for one in journeys if one.runs]
    if running:
        away = any(one.departed is not None for one in running)
        return say("On the way.") if away else say("Accepted; they have not left yet.")
    if journeys:
        return say(ENDS[journeys[-1].end or "home"])
    return say("Nobody has left yet.")


def journey_line(journey: Journey) -> str:
    """A journey of a mission, for a link to it."""
    if journey.runs:
        return say("Journey {name} is on its way", name=journey.name)
    return say("Journey {name} has ended", name=journey.name)


def chance_rows(go: Going) -> list[tuple[str, str]]:
    """How many of a hundred arrive: at worst, likely, in the middle, at best."""
    return [
        (of_hundred(go.low), say("at worst, if all that is unknown went against them")),
        (of_hundred(go.p10), say("we are nine-tenths sure of at least so many")),
        (of_hundred(go.p50), say("as likely more as fewer")),
        (of_hundred(go.high), say("at best")),
    ]


def leg_risks(leg: Leg) -> Iterator[tuple[str, str, float, float]]:
    """The risks of a leg that are not nothing.

    Args:
        leg: The leg.

    Yields:
        The risk's key, its name, and between which chances it lies.
    """
    for name, word in RISK_NAMES.items():
        found = belief(getattr(leg.risk, name))
        if found.high > 0.0:
            yield name, say(word), found.low, found.high


def between(low: float, high: float) -> str:
    """A chance in percent, from where to where; one number where both are the same."""
    first, last = percent(low), percent(high)
    return last if first == last else say("{low} to {high}", low=first, high=last)


def arrival_at(plan: Plan, hop: Hop) -> str:
    """When one arrives, in local time."""
    return date_and_time(hop.arrives_at(plan.charted), crosses_zones(plan))


def departure_table(pack: Pack, found: DepartureDays | None) -> Departures | None:
    """The chance by the day of departure; None where there is only one day, or none was looked at."""
    if found is None or len(found.days) < 2:
        return None
    keys = [
        key
        for key in found.by_level
        if any(abs(a - b) >= SEEN for a, b in zip(found.by_level[key], found.now, strict=True))
    ]
    columns = (found.now, *(found.by_level[key] for key in keys))
    rows = tuple(
        (date_and_time(day), tuple(of_hundred(column[number]) for column in columns))
        for number, day in enumerate(found.days)
    )
    return Departures((say("as it is"), *(_level(pack, key) for key in keys)), rows, found.best)


def _level(pack: Pack, key: str) -> str:
    name, _, level = key.partition("=")
    return say("{condition} {level}", condition=pack.condition[name].title, level=level_word(level))


def arrival_rows(plan: Plan) -> list[tuple[str, str, str, int]]:
    """When they arrive, of all who set out: until when, how many then, how many by then, and how long the bar is.

    Args:
        plan: The plan.
    """
    found = _arrivals(plan)
    most = max((share for _, share in found), default=0.0)
    rows, by_then = [], 0.0
    for until, share in found:
        by_then += share
        rows.append((date_and_time(until), percent(share), of_hundred(by_then), max(1, round(100 * share / most))))
    return rows


def _arrivals(plan: Plan) -> list[tuple[datetime, float]]:
    """The shares of those who arrive in each period of equal length, without the empty ends."""
    arrived = plan.outcome.occupancy.arrived
    minutes = plan.pack.clock.step_minutes
    steps = [step for step, share in enumerate(arrived) if share > 0.0]
    if not steps:
        return []
    shown = [step for step in steps if arrived[step] >= SEEN] or steps
    first, last = shown[0], shown[-1]
    hours = next((each for each in HOURS if (last - first) * minutes / 60 / each < MOST_PERIODS), HOURS[-1])
    begin = time_of(plan.charted, first).replace(minute=0, second=0)
    begin -= timedelta(hours=begin.hour % min(hours, 24))
    shares: dict[int, float] = {}
    for step in steps:
        period = math.floor((time_of(plan.charted, step) - begin) / timedelta(hours=hours))
        shares[period] = shares.get(period, 0.0) + float(arrived[step])
    kept = [period for period, share in shares.items() if share >= SEEN] or list(shares)
    return [
        (begin + timedelta(hours=hours * (period + 1)), shares.get(period, 0.0))
        for period in range(min(kept), max(kept) + 1)
    ]


def arrival_figure(plan: Plan) -> Figure:
    """When they arrive, as a figure to draw."""
    bars = tuple(
        Bar(say("until {when}", when=when), width / 100.0, share, quiet=True)
        for when, share, _, width in arrival_rows(plan)
    )
    note = say("Of all who set out, how many arrive in each of these periods.")
    number = len(plan.pack.travellers)
    about = say_many("{n} traveller", "{n} travellers", number, n=number)
    panels = (Bars(say("When they arrive"), bars, note, full=1.0),) if bars else ()
    return Figure(plan.pack.name, (about,), panels, say(IN_CLEAR), spoken())


def kept_answers(number: int) -> str:
    """How many answers were kept."""
    if not number:
        return say("Nothing new was answered, so nothing was kept.")
    return say_many("{n} answer was kept.", "{n} answers were kept.", number, n=number)


def kept_rules(number: int) -> str:
    """How many rules of the charter are kept."""
    return say_many("{n} rule is kept", "{n} rules are kept", number, n=number)
