"""Handing the night over, and who is on call: by whom, to whom, and whether the other has taken it.

Decides that a hand-over is taken only by the one to whom it was made, and never by whoever made it: in a vault by whose
device signed, whatever names were typed. Until it is taken, whoever handed over still has the night.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from waystation.deciding.records import Said
from waystation.deciding.taking_back import same_person
from waystation.world.report import Report
from waystation.world.report_journeys import Acknowledged, Burn, Handover, OnCall

__all__ = ["Handing", "OnCallNow", "handings_of", "last_taken", "on_call"]


@dataclass(frozen=True)
class Handing:
    """A hand-over in one mission.

    Args:
        id: The id of its report.
        by: Who handed over.
        to: To whom.
        made: When.
        since: Since when what changed was told.
        open: What was open, each in a line.
        taken: When it was taken; None while it is not.
        signed: Whether a device signed it.
    """

    id: str
    by: str
    to: str
    made: datetime
    since: datetime | None
    open: tuple[str, ...]
    taken: datetime | None = None
    signed: bool = False


@dataclass(frozen=True)
class OnCallNow:
    """Who is on call.

    Args:
        who: The member.
        since: Since when.
        until: Until when.
    """

    who: str
    since: datetime
    until: datetime


def handings_of(said: Iterable[Said]) -> list[Handing]:
    """Every hand-over of one mission, the first first, each once.

    Args:
        said: The mission's reports that stand, each with who stands behind it.
    """
    # stable: of one instant those stay in the order in which they were taken down, which is the same on every device
    every = sorted(
        (one for one in said if isinstance(one.report, Handover | Acknowledged)), key=lambda one: one.report.happened
    )
    notes = [one for one in every if isinstance(one.report, Acknowledged)]
    found: dict[str, Handing] = {}
    for one in every:
        report = one.report
        if isinstance(report, Handover) and str(report.id) not in found:
            found[str(report.id)] = Handing(
                str(report.id), one.by, report.to, report.happened, report.since, report.open,
                _taken(one, report, notes), one.signed,
            )  # fmt: skip
    return list(found.values())


def _taken(made: Said, report: Handover, notes: Iterable[Said]) -> datetime | None:
    """When it was taken: by the one to whom it was made, who is somebody else, signed where it was signed."""
    when = [
        note.report.happened
        for note in notes
        if isinstance(note.report, Acknowledged)
        and note.report.answers == report.id
        and note.signed == made.signed
        and same_person(note.by, report.to)
        and not same_person(note.by, made.by)
    ]
    return min(when, default=None)


def last_taken(handings: Iterable[Handing]) -> datetime | None:
    """When the last hand-over was made that was taken; what changed since then is told with the next."""
    return max((one.made for one in handings if one.taken is not None), default=None)


def on_call(reports: Iterable[Report], now: datetime) -> OnCallNow | None:
    """Who is on call at an instant: whoever was last put on call, is not over, and is not burnt.

    Args:
        reports: The reports that stand, in the order in which they happened.
        now: The instant.
    """
    every = list(reports)
    burnt = [one.name for one in every if isinstance(one, Burn) and one.what == "member" and one.happened <= now]
    found = [
        one
        for one in every
        if isinstance(one, OnCall)
        and one.happened <= now < one.until
        and not any(same_person(one.who, name) for name in burnt)
    ]
    return OnCallNow(found[-1].who, found[-1].happened, found[-1].until) if found else None
