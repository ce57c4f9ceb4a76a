"""Everything that the archive of a mission has written down, put together: keepsakes, working copies, people, leaves.

Decides which of several records about one thing holds; the same on every device, in whatever order they came. What may
leave is decided by `leaving`, what custody shows by `tracing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from waystation.archive.records import (
    Consent,
    Custody,
    Destroyed,
    Keepsake,
    Lift,
    Out,
    Record,
    Review,
    Shown,
    Stamp,
    Subject,
)
from waystation.errors import Usage

__all__ = ["Entered", "Register", "register_of"]

Kept = TypeVar("Kept", bound=Record)
SHORT = 8
"""Letters of an id that people are shown."""


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


@dataclass(frozen=True)
class Register:
    """What the archive of a mission holds.

    Args:
        mission: The mission's name in the vault.
        keepsakes: By item; of several of one item the first holds.
        custody: Statements by item, in order.
        reviews: By item, in order.
        subjects: By person; the last written holds.
        consents: All, in order.
        lifts: All, in order.
        outs: All, in order.
        destroyed: By item.
        stamps: All, in order.
    """

    mission: str
    keepsakes: Mapping[str, Entered[Keepsake]] = field(default_factory=dict)
    custody: Mapping[str, tuple[Entered[Custody], ...]] = field(default_factory=dict)
    reviews: Mapping[str, tuple[Entered[Review], ...]] = field(default_factory=dict)
    subjects: Mapping[str, Entered[Subject]] = field(default_factory=dict)
    consents: tuple[Entered[Consent], ...] = ()
    lifts: tuple[Entered[Lift], ...] = ()
    outs: tuple[Entered[Out], ...] = ()
    destroyed: Mapping[str, Entered[Destroyed]] = field(default_factory=dict)
    stamps: tuple[Entered[Stamp], ...] = ()

    def find(self, word: str) -> Keepsake:
        """The keepsake that the first letters of an id mean.

        Raises:
            Usage: `archive_no_item`; `archive_which_item` (number) if they mean several.
        """
        found = [item for item in self.keepsakes if item.startswith(word.lower())] if word else []
        if not found:
            raise Usage("archive_no_item", value=word[:40])
        if len(found) > 1:
            raise Usage("archive_which_item", value=word[:40], number=len(found))
        return self.keepsakes[found[0]].record

    def lineage(self, item: str) -> tuple[Keepsake, ...]:
        """A keepsake and what it was made from, up to the original; a broken or circular chain ends where it breaks."""
        line: list[Keepsake] = []
        seen: set[str] = set()
        at: str | None = item
        while at is not None and at in self.keepsakes and at not in seen:
            seen.add(at)
            line.append(self.keepsakes[at].record)
            at = line[-1].of
        return tuple(line)

    def is_whole(self, item: str) -> bool:
        """Whether the line of a keepsake reaches an original that is in this register."""
        line = self.lineage(item)
        return bool(line) and line[-1].of is None

    def is_recreation(self, item: str) -> bool:
        """Whether a keepsake, or anything that it was made from, is a recreation; also where that cannot be told."""
        return not self.is_whole(item) or any(one.kind == "recreation" for one in self.lineage(item))

    def people(self, item: str) -> dict[str, Shown]:
        """Everybody in a keepsake or in anything that it was made from, and what the keepsake itself shows of them.

        Whoever is in the original is in every copy: what a copy shows of them is what it says itself, and nothing only
        where it names them so; a person whom a copy does not name is taken to be shown as in what it was made from.
        """
        found: dict[str, Shown] = {}
        for one in reversed(self.lineage(item)):
            found |= {shown.person: shown for shown in one.people}
        return found

    def copies(self, item: str) -> tuple[Keepsake, ...]:
        """The working copies that were made from a keepsake directly, in order."""
        return tuple(one.record for one in self.keepsakes.values() if one.record.of == item)


def register_of(mission: str, entered: Iterable[Entered[Record]]) -> Register:
    """Put records together; their order does not matter.

    Args:
        mission: The mission's name.
        entered: Every record there is.
    """
    keepsakes: dict[str, Entered[Keepsake]] = {}
    custody: dict[str, tuple[Entered[Custody], ...]] = {}
    reviews: dict[str, tuple[Entered[Review], ...]] = {}
    subjects: dict[str, Entered[Subject]] = {}
    destroyed: dict[str, Entered[Destroyed]] = {}
    consents: list[Entered[Consent]] = []
    lifts: list[Entered[Lift]] = []
    outs: list[Entered[Out]] = []
    stamps: list[Entered[Stamp]] = []
    for one in sorted(entered, key=lambda each: each.order):
        match one.record:
            case Keepsake(item=item):
                keepsakes.setdefault(item, _as(one, Keepsake))
            case Custody(item=item):
                custody[item] = (*custody.get(item, ()), _as(one, Custody))
            case Review(item=item):
                reviews[item] = (*reviews.get(item, ()), _as(one, Review))
            case Subject(person=person):
                subjects[person] = _as(one, Subject)
            case Destroyed(item=item):
                destroyed.setdefault(item, _as(one, Destroyed))
            case Consent():
                consents.append(_as(one, Consent))
            case Lift():
                lifts.append(_as(one, Lift))
            case Out():
                outs.append(_as(one, Out))
            case Stamp():
                stamps.append(_as(one, Stamp))
    return Register(
        mission, keepsakes, custody, reviews, subjects, tuple(consents), tuple(lifts), tuple(outs), destroyed,
        tuple(stamps),
    )  # fmt: skip


def _as(one: Entered[Record], shape: type[Kept]) -> Entered[Kept]:
    assert isinstance(one.record, shape)
    return Entered(one.record, one.written, one.author, one.member, one.entry)
