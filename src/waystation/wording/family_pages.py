"""What the pages of families say around what is told: how many things wait, by which rule, how a request stands."""

from __future__ import annotations

from datetime import datetime, tzinfo

from waystation.wording.figures import date_and_time
from waystation.wording.language import say, say_many
from waystation.world.charter_family import FamilyRules

__all__ = ["answer_line", "glance_line", "rule_line"]


def answer_line(journeys: int, waiting: int, wrong: int) -> str:
    """What is said first: whether a family must be called, or may be told something.

    Args:
        journeys: How many journeys there are.
        waiting: Of how many something may be told that nobody was told.
        wrong: Of how many a family was told what is not so.
    """
    if wrong:
        return say_many(
            "{n} family was told what is not so: call them first.",
            "{n} families were told what is not so: call them first.",
            wrong,
            n=wrong,
        )
    if not journeys:
        return say("There is no journey of which anything could be told.")
    if not waiting:
        return say("Nothing new may be told tonight.")
    return say_many("{n} family may be told something.", "{n} families may be told something.", waiting, n=waiting)


def glance_line(may: int, later: datetime | None, zone: tzinfo) -> str:
    """How much may be told of a journey now, and when more may be."""
    if may:
        return say_many("{n} thing may be told now.", "{n} things may be told now.", may, n=may)
    if later is not None:
        return say("Nothing may be told before {when}.", when=date_and_time(later.astimezone(zone)))
    return say("Nothing new may be told now.")


def rule_line(rules: FamilyRules) -> str:
    """By which rule something may be told."""
    late = _length(rules.delay_hours)
    if rules.countries:
        return say(
            "By the rules: what has happened, never what is planned; the country and the day, {late} late.", late=late
        )
    return say(
        "By the rules: what has happened, never what is planned; the day and no country, {late} late.", late=late
    )


def _length(hours: float) -> str:
    """A length of time in whole days where it is, else in hours."""
    if hours % 24.0 == 0.0:
        return say_many("{n} day", "{n} days", hours / 24.0, n=f"{hours / 24.0:.0f}")
    return say_many("{n} hour", "{n} hours", round(hours), n=round(hours))
