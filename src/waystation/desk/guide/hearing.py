"""What reports that were just taken down change on the journeys that run: the answer before, and the answer now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waystation.desk.guide.running import Opened, Running, answer_of, answerer_for, running_of
from waystation.desk.guide.sharing import situations_of
from waystation.guiding.ahead import Stretch
from waystation.guiding.answering import Change
from waystation.guiding.changing import change_of
from waystation.guiding.journey import journeys_of
from waystation.guiding.news import counts_here
from waystation.world.report import Report

__all__ = ["Changed", "changed_by", "changes", "concerned"]


@dataclass(frozen=True)
class Changed:
    """What reports changed on one journey.

    Args:
        running: The journey, with them.
        change: What they changed, and why.
        ahead: Its way ahead now.
    """

    running: Running
    change: Change
    ahead: tuple[Stretch, ...] = ()


def changes(
    before: Sequence[Opened],
    after: Sequence[Opened],
    reports: Sequence[Report],
    now: datetime,
    *,
    only: Collection[str] | None = None,
) -> list[Changed]:
    """What reports changed on the journeys that run.

    Args:
        before: The missions without the reports.
        after: The same missions with them.
        reports: The reports.
        now: The present instant.
        only: The PACKs whose journeys are asked about; None for all.

    Returns:
        One for each journey that runs, or that the reports closed or lost.
    """
    earlier, later = running_of(before, now, only), running_of(after, now, only)
    given = zip(earlier, situations_of(earlier, now), strict=True)
    was = {(one.name, one.journey.name): situation for one, situation in given}
    found = []
    for running, situation in zip(later, situations_of(later, now), strict=True):
        answerer, old = answerer_for(running), was.get((running.name, running.journey.name))
        known = answerer.answer(old) if old is not None else None
        answer = answerer.answer(situation)
        found.append(Changed(running, change_of(known, answer, reports), answer.ahead))
    return found


def concerned(opened: Sequence[Opened], name: str, reports: Sequence[Report]) -> set[str]:
    """The missions whose journeys some reports may concern: their own, those they count for, those that share beds.

    Args:
        opened: All missions that are looked at together.
        name: The PACK of the reports' own mission.
        reports: The reports.
    """
    own = next(one for one in opened if one.name == name).loaded.stated
    going = [one for one in opened if any(report.kind == "journey" for report in one.reports)]
    found = {name, *(one.name for one in going if counts_here(one.loaded.stated, own, reports))}
    while more := {one.name for one in going if one.name not in found and _shares(one, going, found)}:
        found |= more
    return found


def _shares(one: Opened, going: Sequence[Opened], names: set[str]) -> bool:
    """Whether a journey may need a bed that one of some missions needs."""
    houses = {(place.id, place.at) for place in one.loaded.stated.places if place.beds is not None}
    others = (other.loaded.stated.places for other in going if other.name in names)
    return any((place.id, place.at) in houses for places in others for place in places if place.beds is not None)


def changed_by(running: Running, reports: Sequence[Report], report: Report) -> Change | None:
    """What one report changed when it was heard, of the journey's own mission.

    Args:
        running: The journey as it is now.
        reports: The mission's reports that had been heard before.
        report: The report.

    Returns:
        What it changed, and why; None where there was no such journey to answer for yet.
    """
    now = report.heard or report.happened
    later = _as_of(running, (*reports, report), now)
    if later is None:
        return None
    earlier = _as_of(running, reports, now)
    before = answer_of(earlier, now) if earlier is not None else None
    return change_of(before, answer_of(later, now), [report])


def _as_of(running: Running, reports: Sequence[Report], now: datetime) -> Running | None:
    """The journey as some reports alone tell it; None if they tell of none, or of one that is closed."""
    own = tuple(one for one in reports if one.happened <= now)
    journeys = journeys_of(running.loaded.stated, own)
    found = next((one for one in journeys if one.name == running.journey.name and one.runs), None)
    return replace(running, reports=own, news=(), journey=found, believed=None) if found is not None else None
