"""Everything that the archive of a mission has written down, put together: keepsakes, working copies, people, leaves.

Decides which of several records about one thing holds; the same on every device, in whatever order they came. Who is in
a keepsake is decided by `showing`, what may leave by `leaving`, what custody shows by `tracing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from waystation.archive.entered import Entered
from waystation.archive.records import (
    Consent,
    Custody,
    Destroyed,
    Displacement,
    Forgotten,
    Keepsake,
    Lift,
    Named,
    Out,
    People,
    Record,
    Review,
    Shown,
    Stamp,
    Subject,
)
from waystation.archive.showing import Said, said_ids, shown_in
from waystation.errors import Usage

__all__ = ["Entered", "Register", "register_of"]

Kept = TypeVar("Kept", bound=Record)
SHORT = 8
"""Letters of an id that people are shown."""


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
        people_said: Statements of who is in a keepsake, by item, in order.
        subjects_said: Statements of who somebody is, by person, in order.
        named: What names of places and brokers may be told, in order.
        forgotten: The words of those who were forgotten.
        disputed: Items of which there is more than one record, which do not say the same.
        displacements: Secrets under which stories displace places, in order.
        latest: The latest hour at which any of it says that it was written.
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
    people_said: Mapping[str, tuple[Entered[People], ...]] = field(default_factory=dict)
    subjects_said: Mapping[str, tuple[Entered[Subject], ...]] = field(default_factory=dict)
    named: tuple[Entered[Named], ...] = ()
    forgotten: frozenset[str] = frozenset()
    disputed: frozenset[str] = frozenset()
    displacements: tuple[Entered[Displacement], ...] = ()
    latest: datetime | None = None

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
        """Whether a keepsake, or anything that it was made from, is a recreation; also where that cannot be told.

        The same bytes are no less of one under another record.
        """
        line = self.lineage(item)
        same = (each for one in line for each in self._of_bytes[one.sha256])
        every = (one for each in same for one in self.lineage(each))
        return not self.is_whole(item) or any(one.kind == "recreation" for one in (*line, *every))

    def people(self, item: str) -> dict[str, Shown]:
        """Everybody in a keepsake or in anything that it was made from, and what the keepsake itself shows of them.

        Whoever is in the original is in every copy: what a copy shows of them is what it says itself, and nothing only
        where it names them so; a person whom a copy does not name is taken to be shown as in what it was made from.
        See `showing` for what was said afterwards.
        """
        return shown_in(self._said(item))

    def people_known(self, item: str) -> tuple[str, ...]:
        """What a copy that is made of a keepsake now is to have as `knew`."""
        return said_ids(self._said(item))

    def _said(self, item: str) -> list[Said]:
        """What was said of who is in each of a line, also where the same bytes were taken in twice."""
        return [
            (one, self.keepsakes[one.item].order, (*self._of(one.item), *self._twice(one)))
            for one in self.lineage(item)
        ]

    def _of(self, item: str) -> tuple[Entered[People], ...]:
        return self.people_said.get(item, ())

    def _twice(self, keepsake: Keepsake) -> Iterator[Entered[People]]:
        for item in self._of_bytes[keepsake.sha256]:
            if item != keepsake.item:
                one = self.keepsakes[item]
                line = [(each, self.keepsakes[each.item].order, self._of(each.item)) for each in self.lineage(item)]
                said = People(id=item, item=keepsake.item, shown=tuple(shown_in(line).values()))
                yield Entered(said, one.written, one.author, one.member, one.entry)

    def family(self, item: str) -> tuple[str, ...]:
        """The items of everything that comes from the same original, or from the same bytes taken in twice, sorted."""
        found, waiting = {item}, [item]
        while waiting:
            entered = self.keepsakes.get(waiting.pop())
            if entered is not None:
                keepsake = entered.record
                near = {*self._of_bytes[keepsake.sha256], *(copy.item for copy in self.copies(keepsake.item))}
                near |= {keepsake.of} if keepsake.of is not None else set()
                waiting += near - found
                found |= near
        return tuple(sorted(found))

    def copies(self, item: str) -> tuple[Keepsake, ...]:
        """The working copies that were made from a keepsake directly, in order."""
        return self._copies.get(item, ())

    @cached_property
    def _copies(self) -> Mapping[str, tuple[Keepsake, ...]]:
        """The working copies by what they were made from directly; looked up for thousands of keepsakes."""
        found: dict[str, list[Keepsake]] = {}
        for one in self.keepsakes.values():
            if one.record.of is not None:
                found.setdefault(one.record.of, []).append(one.record)
        return {item: tuple(those) for item, those in found.items()}

    @cached_property
    def _of_bytes(self) -> Mapping[str, tuple[str, ...]]:
        """The items by the SHA-256 of their bytes, in order; looked up for thousands of keepsakes."""
        found: dict[str, list[str]] = {}
        for item, one in self.keepsakes.items():
            found.setdefault(one.record.sha256, []).append(item)
        return {sha256: tuple(items) for sha256, items in found.items()}


def register_of(mission: str, entered: Iterable[Entered[Record]]) -> Register:
    """Put records together; their order does not matter.

    Args:
        mission: The mission's name.
        entered: Every record there is.
    """
    every = sorted(entered, key=lambda each: each.order)
    keepsakes = _grouped(_of(every, Keepsake), lambda one: one.item)
    subjects = _grouped(_of(every, Subject), lambda one: one.person)
    destroyed = _grouped(_of(every, Destroyed), lambda one: one.item)
    return Register(
        mission,
        keepsakes={item: those[0] for item, those in keepsakes.items()},
        custody=_grouped(_of(every, Custody), lambda one: one.item),
        reviews=_grouped(_of(every, Review), lambda one: one.item),
        subjects={person: those[-1] for person, those in subjects.items()},
        consents=_of(every, Consent),
        lifts=_of(every, Lift),
        outs=_of(every, Out),
        destroyed={item: those[0] for item, those in destroyed.items()},
        stamps=_of(every, Stamp),
        people_said=_grouped(_of(every, People), lambda one: one.item),
        subjects_said=subjects,
        named=_of(every, Named),
        forgotten=frozenset(one.record.person for one in _of(every, Forgotten)),
        disputed=frozenset(
            item for item, those in keepsakes.items() if any(one.record != those[0].record for one in those)
        ),
        displacements=_of(every, Displacement),
        latest=max((one.written for one in every), default=None),
    )


def _of(every: Iterable[Entered[Record]], shape: type[Kept]) -> tuple[Entered[Kept], ...]:
    """The records of one kind, in order."""
    return tuple(
        Entered(one.record, one.written, one.author, one.member, one.entry)
        for one in every
        if isinstance(one.record, shape)
    )


def _grouped(entered: Iterable[Entered[Kept]], key: Callable[[Kept], str]) -> dict[str, tuple[Entered[Kept], ...]]:
    """Records by what they are about, each group in order."""
    found: dict[str, tuple[Entered[Kept], ...]] = {}
    for one in entered:
        found[key(one.record)] = (*found.get(key(one.record), ()), one)
    return found
