"""What is noted beside an entry so that it is found again without opening all others, and how instants are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from waystation.vault.entries import Entry
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import FilePart, Other, Payload, ReportKept, ReportsKept
from waystation.vault.primitives import ZEROS
from waystation.world.report import read_report

__all__ = ["AS_WRITTEN", "ATTACHED", "CARRYING", "FILE", "Noted", "instant", "noted", "report_id"]

AS_WRITTEN = "as_written"
"""The key beside a report's own that keeps its place among those put with it, and its line where that is its own."""
ATTACHED = "attached"
"""The kind under which entries are noted that do not open here and have an attachment."""
FILE = "file"
"""The kind under which parts of files are noted."""
CARRYING = ("epoch", "person", ATTACHED)
"""The kinds of entries that have attachments."""
MOST_KIND = 60


@dataclass(frozen=True)
class Noted:
    """What is noted beside entries, by their hashes.

    Args:
        kinds: The kinds of those that could be opened.
        heard: The ids of the reports in them; not of those sealed under a person's own key, for these are to be
            forgotten with it.
    """

    kinds: dict[bytes, str]
    heard: dict[bytes, list[str]]


def noted(state: VaultState, entries: Iterable[Entry]) -> Noted:
    """What is noted beside entries, so that they are found again without opening all others."""
    found = Noted({}, {})
    for entry in entries:
        said = state.read(entry)
        kind = _kind(said, entry)
        if kind is not None:
            found.kinds[entry.hash] = kind
        ids = [report_id(value) for value in _reports(said)]
        if ids:
            found.heard[entry.hash] = [one for one in ids if one is not None]
    return found


def _reports(said: object) -> Sequence[Mapping[str, object]]:
    if isinstance(said, ReportKept):
        return (said.report,)
    return said.reports if isinstance(said, ReportsKept) else ()


def report_id(value: Mapping[str, object]) -> str | None:
    """The id of a report as an entry holds it; None for what is no report."""
    given = value.get("id")
    if isinstance(given, str):
        return given
    report = read_report({key: each for key, each in value.items() if key != AS_WRITTEN})
    return None if isinstance(report, list) else str(report.id)


def _kind(said: object, entry: Entry) -> str | None:
    if isinstance(said, FilePart):
        return FILE
    if isinstance(said, Other):
        return str(said.fields.get("kind"))[:MOST_KIND]
    if isinstance(said, Payload):
        return said.kind
    return ATTACHED if entry.attachment != ZEROS else None


def instant(text: str) -> datetime:
    """An instant as entries write it; the earliest there is where somebody wrote something else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
