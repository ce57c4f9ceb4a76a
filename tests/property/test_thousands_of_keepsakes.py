"""What is asked of each keepsake of a large archive takes no longer because there are many others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from waystation.archive.records import Keepsake, Shown
from waystation.archive.register import Entered, register_of

BEGAN = datetime(2031, 10, 1, tzinfo=UTC)
PHONES = 12_000
"""Keepsakes, as a few telephones hold them: looked through one by one for each, they would take minutes."""


class Counted(dict[str, Entered[Keepsake]]):
    """Keepsakes by item that count how often somebody looks through all of them."""

    looked_through = 0

    def __iter__(self) -> Iterator[str]:
        self.looked_through += 1
        return super().__iter__()

    def items(self):  # type: ignore[no-untyped-def]
        """All of them, with their items."""
        self.looked_through += 1
        return super().items()

    def values(self):  # type: ignore[no-untyped-def]
        """All of them."""
        self.looked_through += 1
        return super().values()


def kept(number: int) -> Entered[Keepsake]:
    """A keepsake; every tenth is a copy of the one before."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    before = hashlib.sha256(str(number - 1).encode()).hexdigest()[:32]
    record = Keepsake(
        item=digest[:32], kind="still", sha256=digest, size=1, key=digest, chunks=1, source="found",
        people=(Shown(person="mother"),), of=before if number % 10 == 9 else None,
    )  # fmt: skip
    return Entered(record, BEGAN + timedelta(seconds=number), b"device", "anna", bytes.fromhex(digest))


def test_all_keepsakes_are_looked_through_a_few_times_and_not_once_for_each():
    """Who is in each, what was made from it, what is the same, and whether it is acted."""
    register = register_of("heron", (kept(number) for number in range(PHONES)))
    counted = Counted(register.keepsakes)
    object.__setattr__(register, "keepsakes", counted)
    for item in list(register.keepsakes)[:200]:
        assert register.people(item)["mother"].face
        assert not register.is_recreation(item)
        assert len(register.family(item)) == 1 + len(register.copies(item)) or register.keepsakes[item].record.of
    assert counted.looked_through < 10
