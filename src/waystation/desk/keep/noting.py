"""What is noted beside an entry so that it is found again without opening all others, and how instants are written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from waystation.vault.entries import Entry
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import FilePart, Other, Payload
from waystation.vault.primitives import ZEROS

__all__ = ["ATTACHED", "CARRYING", "FILE", "instant", "kinds_of"]

ATTACHED = "attached"
"""The kind under which entries are noted that do not open here and have an attachment."""
FILE = "file"
"""The kind under which parts of files are noted."""
CARRYING = ("epoch", "person", ATTACHED)
"""The kinds of entries that have attachments."""
MOST_KIND = 60


def kinds_of(state: VaultState, entries: Iterable[Entry]) -> dict[bytes, str]:
    """What is noted beside entries, so that they are found again without opening all others, by their hashes."""
    found = {}
    for entry in entries:
        kind = _kind(state, entry)
        if kind is not None:
            found[entry.hash] = kind
    return found


def _kind(state: VaultState, entry: Entry) -> str | None:
    said = state.read(entry)
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
