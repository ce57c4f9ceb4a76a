"""Journeys for tests: their reports in a line, and the answer that they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.builders import START
from waystation.desk.chart.loading import Loaded
from waystation.guiding.answerer import Answerer, Situation
from waystation.guiding.burning import closed_by
from waystation.guiding.journey import Journey, journeys_of, standing_reports
from waystation.guiding.seen import last_seen
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack
from waystation.world.report import Report, read_report
from waystation.world.report_journeys import Burn, CardGiven

__all__ = [
    "NAME",
    "accepted",
    "answerer_of",
    "at",
    "closed",
    "delivery",
    "departure",
    "heard",
    "journey_of",
    "observation",
    "situation",
]

NAME = "heron"


def at(minutes: float, start: str = START) -> datetime:
    """So many minutes after the small pack's start."""
    return datetime.fromisoformat(start) + timedelta(minutes=minutes)


def heard(kind: str, when: datetime, **words: Any) -> Report:
    """Any report of an instant, by Anna."""
    found = read_report({"kind": kind, "source": "anna", "happened": when.isoformat(), **words})
    assert isinstance(found, Report), found
    return found


def accepted(when: datetime, name: str = NAME, number: int = 417, **words: Any) -> Report:
    """A journey begins."""
    return heard("journey", when, journey=name, state="accepted", number=number, **words)


def closed(when: datetime, end: str = "arrived", name: str = NAME) -> Report:
    """A journey closes."""
    return heard("journey", when, journey=name, state="closed", end=end)


def departure(leg: str, when: datetime, name: str = NAME, **words: Any) -> Report:
    """They leave."""
    return heard("departure", when, journey=name, leg=leg, **words)


def delivery(leg: str, when: datetime, outcome: str = "arrived", name: str | None = NAME, **words: Any) -> Report:
    """An attempt ends."""
    named = {"journey": name} if name is not None else {}
    return heard("delivery", when, leg=leg, outcome=outcome, **named, **words)


def observation(level: str, when: datetime, condition: str = "river", **words: Any) -> Report:
    """A condition is seen."""
    return heard("observation", when, condition=condition, level=level, **words)


def journey_of(pack: Pack, reports: Sequence[Report]) -> Journey:
    """The one journey that some reports tell of."""
    (found,) = journeys_of(pack, reports)
    return found


def answerer_of(given: Pack | Loaded) -> Answerer:
    """Somebody who answers for a pack."""
    if isinstance(given, Loaded):
        return Answerer(given.departures, given.calendars)
    return Answerer({}, Calendars(given.clock.longer))


def situation(pack: Pack, reports: Sequence[Report], now: datetime, **others: Any) -> Situation:
    """All that an answer depends on, as the desk puts it together."""
    journey, standing = journey_of(pack, reports), standing_reports(reports)
    burns = [one for one in standing if isinstance(one, Burn)]
    cards = [one for one in standing if isinstance(one, CardGiven)]
    return Situation(
        pack=others.pop("believed", pack),
        journey=journey,
        now=now,
        seen=last_seen(pack, standing, now, journey.accepted),
        seen_before=last_seen(pack, standing, journey.standing.since, journey.accepted),
        closed=closed_by(pack, burns, cards),
        **others,
    )
