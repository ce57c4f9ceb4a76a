"""The record of a mission: where forecasts, overrides and outcomes are kept, and what is written there.

In a vault every one of them is signed by the device, and its member stands behind it; in a folder, for rehearsal, the
names are those that were typed. A forecast is kept only before they leave, and only where it says something else than
the last one: asking again adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from waystation.deciding.foreseen import foreseen_of, percentiles_of
from waystation.deciding.records import Said, journeys_of
from waystation.errors import BadInput
from waystation.planning.plan import Plan
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

__all__ = ["FolderRecord", "Record", "keep_forecast", "not_begun", "write_record"]

QUICK_PAIRS = 300_000
"""Up to so many (state, step) pairs the percentiles are drawn for a forecast that comes without them."""
NOBODY = "plan"
"""The source of a forecast where nobody signs."""


class Record(Protocol):
    """Where the record of one mission is kept: in a folder, or in a vault."""

    @property
    def mission(self) -> str:
        """The mission's name."""
        ...

    @property
    def member(self) -> str:
        """Whose device signs; empty where nobody signs."""
        ...

    @property
    def members(self) -> Sequence[str]:
        """Everybody who could sign, sorted; nobody where nobody signs."""
        ...

    @property
    def writable(self) -> bool:
        """Whether anything can be written."""
        ...

    def said(self) -> list[Said]:
        """The mission's reports, with who stands behind each."""
        ...

    def add(self, report: Report) -> None:
        """Add a report; when this returns it is on the disk."""
        ...


@dataclass(frozen=True)
class FolderRecord:
    """The record of a mission in the clear, beside its reports.

    Args:
        folder: The pack's folder.
    """

    folder: Path
    member: str = ""
    members: tuple[str, ...] = ()
    writable: bool = True

    @property
    def mission(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    def said(self) -> list[Said]:
        """The folder's reports, each by its source."""
        return [Said(report, self.mission, report.source) for report in ReportFile(self.folder).all()]

    def add(self, report: Report) -> None:
        """Add a report to the folder."""
        ReportFile(self.folder).add([report])


def write_record(record: Record, now: datetime, fields: dict[str, Any]) -> Report:
    """Write a report into the record.

    Args:
        record: The record.
        now: The present instant: when it happened, unless the fields say otherwise.
        fields: The report's fields; its source is the member who signs, where somebody does.

    Raises:
        BadInput: If they make no report.
    """
    when = {"happened": now.isoformat(), "heard": now.isoformat()}
    signer = {"source": record.member} if record.member else {}
    found = read_report({**when, **fields, **signer})
    if isinstance(found, list):
        raise BadInput(found)
    record.add(found)
    return found


def not_begun(plan: Plan) -> bool:
    """Whether a plan is from where the mission begins, with nobody engaged yet: nobody has left, however late it is."""
    moment = plan.charted.moment
    return moment.place == plan.pack.mission.origin and moment.broker is None


def keep_forecast(
    record: Record,
    plan: Plan,
    now: datetime,
    verdict: str | None = None,
    percentiles: tuple[float, float, float] | None = None,
) -> Report | None:
    """Keep what is foreseen, if anybody may yet leave and it is not kept already.

    Args:
        record: The mission's record.
        plan: The plan, from where the mission begins.
        now: The present instant.
        verdict: What the verdict on it says, where one was asked for.
        percentiles: The 10th, 50th and 90th of the chance of arriving, where they are known; else they are drawn where
            that is quick, and left out where it is not.

    Returns:
        The forecast, or None where nothing was added.
    """
    foreseen = foreseen_of(plan, verdict)
    if foreseen.departs is None or foreseen.departs <= now or not record.writable:
        return None
    last = next((one.forecast for one in journeys_of(record.said()) if one.outcome is None), None)
    if last is not None and last.plan == foreseen.digest and verdict in (None, last.verdict):
        return None
    if percentiles is None and plan.charted.problem.pairs <= QUICK_PAIRS:
        percentiles = percentiles_of(plan)
    fields = foreseen.fields(percentiles)
    return write_record(record, now, {"source": NOBODY, "mission": record.mission, **fields})
