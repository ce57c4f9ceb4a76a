"""How much of a foreign file each reader takes before it refuses: named limits, each with its unit.

A limit is far above any honest file and far below what would exhaust a small machine. Whoever opens a file stops
after `bytes` + 1 bytes; the readers refuse what is longer, and the error names the limit (`gauge.lines`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

__all__ = ["GAUGE", "INCIDENTS", "TIMETABLE", "GaugeLimits", "IncidentLimits", "Limits", "TimetableLimits"]


def _limit(value: int, unit: str) -> Any:
    return field(default=value, metadata={"unit": unit})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What every reader of text limits."""

    kind: ClassVar[str] = "file"
    bytes: int = _limit(64 << 20, "bytes")
    """Size of the file."""
    lines: int = _limit(1_000_000, "lines")
    """Lines of text in one table."""
    line_chars: int = _limit(100_000, "characters")
    """Characters in one line."""
    mistakes: int = _limit(20, "mistakes")
    """Mistakes gathered before reading stops."""

    def named(self, name: str) -> dict[str, object]:
        """What an error says of a limit: its name, the most that is allowed, and the unit."""
        (found,) = (item for item in fields(self) if item.name == name)
        return {"limit": f"{self.kind}.{name}", "allowed": getattr(self, name), "unit": found.metadata["unit"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class GaugeLimits(Limits):
    """Limits of a gauge's record; 50 years of readings every quarter of an hour fit."""

    kind: ClassVar[str] = "gauge"
    json_bytes: int = _limit(16 << 20, "bytes")
    """Size of a JSON file, which is held in memory whole."""
    lines: int = _limit(2_000_000, "lines")
    """Lines of a table, or readings in XML or JSON."""
    depth: int = _limit(64, "levels")
    """Nesting of XML elements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableLimits(Limits):
    """Limits of a GTFS zip; a country's buses and trains fit."""

    kind: ClassVar[str] = "timetable"
    bytes: int = _limit(512 << 20, "bytes")
    """Size of the zip."""
    lines: int = _limit(40_000_000, "lines")
    """Lines in one table."""
    members: int = _limit(1_000, "members")
    """Files in the zip."""
    member_bytes: int = _limit(4 << 30, "bytes")
    """Size of one table when unpacked."""
    ratio: int = _limit(200, "times")
    """Unpacked size of a table, in times its packed size; text of this kind reaches 40."""
    hours: int = _limit(240, "hours")
    """Hours after the service day's beginning that a time may state."""
    days: int = _limit(800, "days")
    """Days for which departures are asked at once."""
    departures: int = _limit(500_000, "departures")
    """Departures of one line within those days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLimits(Limits):
    """Limits of a file of incidents; the world's, for decades, fits."""

    kind: ClassVar[str] = "incidents"


GAUGE = GaugeLimits()
INCIDENTS = IncidentLimits()
TIMETABLE = TimetableLimits()
