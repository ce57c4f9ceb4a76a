"""Calls: whom to call about a journey and by when, as its plan has it, and which calls have been made.

Decides that a broker is called before a leg and a host before they come, so long before that something else can still
be found, and that a family is called once something may be told. A call that was answered within that time is made;
one that was not stays due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from waystation.guiding.ahead import Stretch
from waystation.guiding.burning import HOUSES
from waystation.guiding.family import news_for_family
from waystation.guiding.journey_state import Journey
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import Call

__all__ = ["BROKER_BEFORE", "HOST_BEFORE", "DueCall", "calls_due", "calls_made"]

BROKER_BEFORE = timedelta(hours=4)
"""So long before a leg its broker is called."""
HOST_BEFORE = timedelta(hours=6)
"""So long before they come a host is called."""
COUNTS = timedelta(hours=12)
"""A call that was answered so long before it was due is not made again."""


@dataclass(frozen=True)
class DueCall:
    """A call that is to be made.

    Args:
        who: `broker:ID`, `place:ID` for its host, or `family:JOURNEY`.
        about: `leg` (it leaves), `stay` (they come), `news` (something may be told).
        what: Id of the leg or place, or the code of the news.
        by: When to call.
        until: What it is before: departure, or arrival; None for a family.
        place: Id of the place whose hours count; None for a family.
        tried: When somebody last tried and did not reach them.
    """

    who: str
    about: Literal["leg", "stay", "news"]
    what: str
    by: datetime
    until: datetime | None = None
    place: str | None = None
    tried: datetime | None = None


def calls_due(
    pack: Pack,
    journey: Journey,
    ahead: Sequence[Stretch],
    reports: Iterable[Report],
    *,
    now: datetime,
    until: datetime,
) -> list[DueCall]:
    """The calls about a journey that are due until an instant and have not been made, the first first.

    Args:
        pack: The mission and its world.
        journey: The journey.
        ahead: Its way ahead.
        reports: The mission's reports that stand, in the order in which they happened.
        now: The present instant.
        until: How far ahead to look.
    """
    every = list(reports)
    made = calls_made(every)
    wanted = [*_of_way(pack, ahead, now), *_of_family(pack, journey, every, now)]
    found: dict[tuple[str, str], DueCall] = {}
    for one in sorted(wanted, key=lambda each: (each.by, each.who)):
        if one.by <= until and not _is_made(one, made):
            found.setdefault((one.who, one.what), replace(one, tried=_tried(one, made)))
    return list(found.values())


def calls_made(reports: Iterable[Report]) -> list[Call]:
    """The calls among reports, in their order."""
    return [one for one in reports if isinstance(one, Call)]


def _of_way(pack: Pack, ahead: Sequence[Stretch], now: datetime) -> Iterator[DueCall]:
    for stretch in ahead:
        leg = stretch.leg
        if leg is not None and leg.broker and not stretch.underway and stretch.begins >= now:
            by = stretch.begins - BROKER_BEFORE
            yield DueCall(f"broker:{leg.broker}", "leg", leg.id, by, stretch.begins, leg.origin)
        if leg is not None and pack.place[leg.destination].kind in (*HOUSES, "camp", "sanctuary"):
            by = stretch.ends - HOST_BEFORE
            yield DueCall(f"place:{leg.destination}", "stay", leg.destination, by, stretch.ends, leg.destination)


def _of_family(pack: Pack, journey: Journey, reports: list[Report], now: datetime) -> Iterator[DueCall]:
    """The last thing that may be told: whoever is called about it is told what came before."""
    may = [one for one in news_for_family(pack, journey.name, reports) if one.since <= now]
    if may:
        yield DueCall(f"family:{journey.name}", "news", may[-1].code, may[-1].since)


def _is_made(due: DueCall, made: Iterable[Call]) -> bool:
    since = due.by if due.about == "news" else due.by - COUNTS
    return any(_is_with(due.who, one) and one.outcome == "reached" and one.happened >= since for one in made)


def _tried(due: DueCall, made: Iterable[Call]) -> datetime | None:
    since = due.by - COUNTS
    tried = [one.happened for one in made if _is_with(due.who, one) and one.happened >= since]
    return max(tried, default=None)


def _is_with(who: str, call: Call) -> bool:
    return call.who in (who, who.partition(":")[2])
