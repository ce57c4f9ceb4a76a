"""Missions side by side, for what is done over all of them at once: the night, a burn, money, the family's line.

Joins for each mission its pack, the reports that stand, the journeys that they make, and the record that takes new
reports down. Reports about people are not among them: who reads those says so, mission by mission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from waystation.deciding.records import Said
from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.desk.decide.recording import Record, write_record
from waystation.errors import Usage
from waystation.guiding.journey import Journey, journeys_of, standing_reports
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["Case", "cases_of", "instant_for", "moment", "running_case", "take_down"]


@dataclass(frozen=True)
class Case:
    """A mission, with what was reported of it.

    Args:
        name: The PACK as it is given: a folder, or `vault:NAME`.
        loaded: The pack with all that it refers to.
        record: Where new reports are written, and who signed those that are there.
    """

    name: str
    loaded: Loaded
    record: Record

    @property
    def mission(self) -> str:
        """The mission's name."""
        return self.record.mission

    @property
    def pack(self) -> Pack:
        """The mission and its world, as stated."""
        return self.loaded.stated

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that stand, in the order in which they happened."""
        return standing_reports(self.loaded.reports)

    @cached_property
    def journeys(self) -> list[Journey]:
        """Its journeys, the first accepted first."""
        return journeys_of(self.pack, self.reports)

    @property
    def running(self) -> list[Journey]:
        """Its journeys that are not closed."""
        return [journey for journey in self.journeys if journey.runs]

    @cached_property
    def said(self) -> list[Said]:
        """The reports that stand, each with who stands behind it: in a vault whoever signed, not a typed name."""
        standing = {str(report.id) for report in self.reports}
        return [one for one in self.record.said() if str(one.report.id) in standing]


def cases_of(sources: Iterable[tuple[str, PackSource]], record_of: Callable[[str], Record]) -> list[Case]:
    """Missions from where their files come from.

    Args:
        sources: The PACK as it is given, and where its files come from.
        record_of: Where a PACK's reports are written.

    Raises:
        BadInput: With the mistakes of the first that is not sound.
    """
    return [Case(name, load_pack(source), record_of(name)) for name, source in sources]


def instant_for(cases: Sequence[Case], present: datetime) -> datetime:
    """The present instant; where journeys that run are still ahead of the clock, the last that was heard of them.

    Args:
        cases: The missions.
        present: What the clock says.
    """
    heard = [one.heard or one.happened for case in cases if case.running for one in case.reports]
    starts = [case.pack.clock.start for case in cases]
    return max([present, *(heard or [min(starts, default=present)])])


def moment(cases: Sequence[Case], typed: str | None, present: datetime) -> datetime:
    """As of when a command speaks.

    Args:
        cases: The missions.
        typed: A time with an offset, or None for now.
        present: What the clock says.

    Raises:
        Usage: If what was typed is no time.
    """
    if typed is None:
        return instant_for(cases, present)
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        raise Usage("now_form", value=typed[:60]) from None
    if found.tzinfo is None:
        raise Usage("now_form", value=typed[:60])
    return found


def running_case(cases: Sequence[Case], name: str) -> tuple[Case, Journey]:
    """The mission and the journey of a name.

    Args:
        cases: The missions.
        name: A journey's name, or its number.

    Raises:
        Usage: If there is none.
    """
    found = [(case, one) for case in cases for one in case.journeys if name in (one.name, str(one.number))]
    if not found:
        known = ", ".join(one.name for case in cases for one in case.journeys)
        raise Usage("journey_unknown_here", value=name[:80], known=known or "none")
    return next((one for one in found if one[1].runs), found[-1])


def take_down(case: Case, now: datetime, source: str, fields: dict[str, Any]) -> Report:
    """Write a report of a mission.

    Args:
        case: The mission.
        now: When it happened, unless the fields say otherwise.
        source: Who says so, where nobody signs; in a vault it is the member whose device this is.
        fields: The report's own.

    Raises:
        Usage: If nothing can be written, or nobody says so.
        BadInput: If they make no report.
    """
    if not case.record.writable:
        raise Usage("record_closed", value=case.mission)
    if not case.record.member and not source.strip():
        raise Usage("nothing_answered", question="Who says so")
    return write_record(case.record, now, {**fields, "source": source.strip()})
