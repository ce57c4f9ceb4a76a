"""A record with who wrote it when, and how many members it takes to answer one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from waystation.archive.records import Record

__all__ = ["MEMBERS", "Entered", "enough"]

Kept = TypeVar("Kept", bound=Record)
MEMBERS = 2
"""So many different members must say the same before anything is shown that was held back."""


@dataclass(frozen=True)
class Entered(Generic[Kept]):
    """A record, and who wrote it when.

    Args:
        record: The record.
        written: When, by the device's clock.
        author: The device's id.
        member: Whose device it is.
        entry: The hash of the entry that holds it.
    """

    record: Kept
    written: datetime
    author: bytes
    member: str
    entry: bytes

    @property
    def order(self) -> tuple[datetime, bytes]:
        """Its place among others: when it was written, then its entry's hash."""
        return self.written, self.entry


def enough(members: Iterable[str]) -> bool:
    """Whether those who say the same are as many different members as it takes."""
    return len(set(members)) >= MEMBERS
