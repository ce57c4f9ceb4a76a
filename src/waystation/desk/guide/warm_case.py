"""A mission that is kept open: what is heard of it is entered beside what was read, and nothing is read twice.

Decides how a report that came becomes part of what a mission knows; reading the whole mission anew finds the same.
Where reports come from is the business of whoever hands them in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import get_ident

from waystation.deciding.records import Said
from waystation.desk.chart.loading import PackSource
from waystation.desk.decide.recording import Record
from waystation.desk.guide.cases import Case
from waystation.desk.guide.running import EVIDENCE
from waystation.desk.hear.taking import ReportStore
from waystation.evidence.ledger import Ledger
from waystation.guiding.bearing import moves_nothing
from waystation.guiding.journey_state import Journey
from waystation.world.report import Report

__all__ = ["Came", "KeptRecord", "WarmCase"]


@dataclass(frozen=True)
class Came:
    """A report that came.

    Args:
        report: The report.
        planned: Whether a plan reads it.
        said: Who stands behind it, where whoever looks at signatures reads it; else None.
    """

    report: Report
    planned: bool
    said: Said | None


class KeptRecord:
    """A record whose reports were read already; whatever is added to it goes through to the record itself.

    Only the thread that added something reads the record again; any other has what was read, and never meets a store
    that is being written to.

    Args:
        record: The record.
        said: What it held when it was read.
    """

    def __init__(self, record: Record, said: Sequence[Said]) -> None:
        self.record = record
        self._said = said
        self._writer: int | None = None

    @property
    def mission(self) -> str:
        """The mission's name."""
        return self.record.mission

    @property
    def member(self) -> str:
        """Whose device signs; empty where nobody signs."""
        return self.record.member

    @property
    def members(self) -> Sequence[str]:
        """Everybody who could sign, sorted; nobody where nobody signs."""
        return self.record.members

    @property
    def writable(self) -> bool:
        """Whether anything can be written."""
        return self.record.writable

    def said(self) -> list[Said]:
        """The mission's reports, with who stands behind each."""
        return self.record.said() if self._writer == get_ident() else list(self._said)

    def add(self, report: Report) -> None:
        """Add a report; for whoever does, what was read before is not all any more."""
        self._writer = get_ident()
        self.record.add(report)


class WarmCase:
    """A mission that is kept open.

    Args:
        case: The mission, as it was opened.
        said: What its record holds, where that was read already.

    Raises:
        BadInput: With every mistake, if the pack cannot be read.
    """

    def __init__(self, case: Case, said: Sequence[Said] | None = None) -> None:
        opened, said = case.opened, case.record.said() if said is None else said
        loaded = opened.loaded
        self._ledger = Ledger(loaded.stated)
        for one in loaded.reports:
            self._ledger.add(one)
        self._record, self._said = case.record, said
        ready = replace(opened, read=(loaded, opened.reports))
        self.case = Case(ready, KeptRecord(case.record, said))
        """The mission as it stands."""

    def hear(self, came: Sequence[Came], source: PackSource, store: ReportStore) -> bool:
        """Enter what came after everything that was there; False where the mission must be read anew.

        Args:
            came: What came, in the order in which it was taken down.
            source: The pack's files as they are now: the same but for its reports.
            store: Where its reports are kept, as they are now.
        """
        opened = self.case.opened
        loaded, known = opened.loaded, {str(one.id) for one in opened.reports}
        fresh = [one for one in came if str(one.report.id) not in known]
        if len({str(one.report.id) for one in fresh}) < len(fresh) or len(fresh) < len(came):
            return False
        planned = [one for one in fresh if one.planned]
        if any(self._ledger.add(one.report) is not None for one in planned):
            return False
        reports = (*loaded.reports, *(one.report for one in planned))
        believed = self._ledger.believed() if any(one.kind in EVIDENCE for one in reports) else None
        loaded = replace(
            loaded,
            pack=believed.pack if believed is not None else loaded.stated,
            reports=reports,
            believed=believed,
            digest=source.digest(),
        )
        self._said = [*self._said, *(one.said for one in fresh if one.said is not None)]
        every = (*opened.reports, *(one.report for one in fresh))
        ready = replace(opened, source=source, store=store, read=(loaded, every))
        journeys: list[Journey] | None = vars(self.case).get("journeys")  # where somebody asked for them
        if journeys is not None and not moves_nothing(opened.reports, [one.report for one in fresh]):
            journeys = None
        self.case = Case(ready, KeptRecord(self._record, self._said), journeys)
        return True
