"""What reports that were just taken down change on the journeys that run: the answer before, and the answer now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waystation.desk.guide.running import Opened, Running, answerer_for, running_of, situation_of
from waystation.guiding.answering import Change
from waystation.guiding.changing import change_of
from waystation.world.report import Report

__all__ = ["Changed", "changes"]


@dataclass(frozen=True)
class Changed:
    """What reports changed on one journey.

    Args:
        running: The journey, with them.
        change: What they changed, and why.
    """

    running: Running
    change: Change


def changes(
    before: Sequence[Opened], after: Sequence[Opened], reports: Sequence[Report], now: datetime
) -> list[Changed]:
    """What reports changed on the journeys that run.

    Args:
        before: The missions without the reports.
        after: The same missions with them.
        reports: The reports.
        now: The present instant.

    Returns:
        One for each journey that runs, or that the reports closed or lost.
    """
    was = {(one.name, one.journey.name): one for one in running_of(before, now)}
    found = []
    for running in running_of(after, now):
        answerer, earlier = answerer_for(running), was.get((running.name, running.journey.name))
        old = answerer.answer(situation_of(earlier, now)) if earlier is not None else None
        new = answerer.answer(situation_of(running, now))
        found.append(Changed(running, change_of(old, new, reports)))
    return found
