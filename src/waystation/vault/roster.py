"""Who belongs to a vault: the roster, as it follows from the set of roster entries, in whatever order they came.

The rules are those of `docs/vault-format.md`; how they are worked out is in `roster_fold`. What stands here is the
result: which devices ever belonged, which still do, what the removed ones wrote that still stands, how many
administrators a change needs, and which changes wait for approval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from waystation.vault.chains import ChainBook, Head
from waystation.vault.devices import DeviceCard
from waystation.vault.roster_entries import RosterPayload

__all__ = ["ADMINISTRATORS", "EMPTY", "Pending", "Roster", "Standing"]

ADMINISTRATORS = frozenset({"administrator", "coordinator"})
"""The roles whose devices may approve changes of the roster."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the roster says of a device that belongs or belonged to it.

    Args:
        card: The device.
        member: Whose it is.
        role: What that member does.
        founder: Whether it founded the vault.
        since: The hash of the change that brought it in.
        removed: Whether it was removed; that is for ever.
        replaced_by: The devices that took its place, sorted; a backup may be restored more than once.
    """

    card: DeviceCard
    member: str
    role: str
    founder: bool
    since: bytes
    removed: bool = False
    replaced_by: tuple[bytes, ...] = ()

    @property
    def active(self) -> bool:
        """Whether it may open and approve anything now."""
        return not self.removed and not self.replaced_by

    @property
    def administrator(self) -> bool:
        """Whether its approval of a change of the roster counts, as long as it is active."""
        return self.founder or self.role in ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class Pending:
    """A change of the roster that waits for approval.

    Args:
        change: The hash of the entry that proposes it.
        by: The device that does.
        payload: What is to change.
        approved: The members who approve so far, sorted.
        needed: How many are needed.
    """

    change: bytes
    by: bytes
    payload: RosterPayload
    approved: tuple[str, ...]
    needed: int


@dataclass(frozen=True)
class Roster:
    """The roster; a value.

    Args:
        devices: Every device that ever belonged, by id.
        threshold: How many different administrators a new change needs.
        limits: For each removed device and compartment the last entry that stands; a compartment that is not
            there has none.
        pending: Changes that wait, sorted by hash.
        counted: The changes that count.
        frontier: What a new roster entry must name.
    """

    devices: Mapping[bytes, Standing]
    threshold: int
    limits: Mapping[bytes, Mapping[bytes, Head]]
    pending: tuple[Pending, ...] = ()
    counted: frozenset[bytes] = frozenset()
    frontier: tuple[bytes, ...] = field(default=())

    @cached_property
    def active(self) -> frozenset[bytes]:
        """The devices that belong now."""
        return frozenset(name for name, standing in self.devices.items() if standing.active)

    @cached_property
    def administrators(self) -> tuple[str, ...]:
        """The members who may approve, each once, sorted."""
        return tuple(sorted({s.member for s in self.devices.values() if s.active and s.administrator}))

    def now(self, devices: Iterable[bytes]) -> frozenset[bytes]:
        """The devices that stand in the places of some today: themselves, or their last successors."""
        found: set[bytes] = set()
        left = set(devices)
        while left:
            standing = self.devices.get(left.pop())
            if standing is not None and not standing.removed:
                left.update(standing.replaced_by)
                found.update(() if standing.replaced_by else (standing.card.id,))
        return frozenset(found)

    def kin(self, device: bytes) -> frozenset[bytes]:
        """A device and all that have its X25519 key: those whose place it took, those that took its own or the same."""
        standing = self.devices.get(device)
        if standing is None:
            return frozenset((device,))
        return frozenset(name for name, each in self.devices.items() if each.card.kem == standing.card.kem)

    def voids(self, book: ChainBook, author: bytes, compartment: bytes, sequence: int, entry: bytes) -> bool:
        """Whether a removal makes an entry void: one of a removed device, beyond what its removals leave standing."""
        limits = self.limits.get(author)
        if limits is None:
            return False
        head = limits.get(compartment)
        return head is None or not book.chain(author, compartment).within(sequence, entry, head)


EMPTY = Roster(MappingProxyType({}), 1, MappingProxyType({}))
"""Before the genesis is here."""
