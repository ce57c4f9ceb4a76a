"""The record of a mission in memory, signed by whoever is at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field

from waystation.deciding.records import Said
from waystation.world.report import Forecast, Report

__all__ = ["Kept"]


@dataclass
class Kept:
    """A record in memory.

    Args:
        mission: Of which mission.
        member: Whose device signs; empty where nobody signs.
        members: Who has a device.
        writable: Whether anything can be written.
        entries: What was written, each with who signed it.
    """

    mission: str = "heron"
    member: str = "esther"
    members: tuple[str, ...] = ("esther", "peter")
    writable: bool = True
    entries: list[Said] = field(default_factory=list)

    def said(self) -> list[Said]:
        """All of it."""
        return list(self.entries)

    def add(self, report: Report) -> None:
        """One more."""
        self.entries.append(Said(report, self.mission, self.member or report.source, signed=bool(self.member)))

    @property
    def reports(self) -> list[Report]:
        """All of it, whoever signed."""
        return [said.report for said in self.entries]

    @property
    def forecasts(self) -> list[Forecast]:
        """What was foreseen."""
        return [report for report in self.reports if isinstance(report, Forecast)]
