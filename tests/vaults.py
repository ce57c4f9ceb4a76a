"""Vaults for tests: fixed chance, and a little world of devices that write, exchange bundles and disagree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from waystation.vault.devices import Device, new_device
from waystation.vault.entries import CONTROL, Entry
from waystation.vault.founding import found
from waystation.vault.ledger import Taken, VaultState
from waystation.vault.payloads import ReportKept
from waystation.vault.primitives import Chance
from waystation.vault.writing import Draft

__all__ = ["Keeper", "World", "fixed_chance", "report", "seen", "world"]


def fixed_chance(seed: str) -> Chance:
    """Bytes that look random and are the same in every run."""
    counter = 0

    def chance(size: int) -> bytes:
        nonlocal counter
        counter += 1
        return hashlib.shake_256(f"{seed} {counter}".encode()).digest(size)

    return chance


def report(text: str) -> ReportKept:
    """A report that says so."""
    return ReportKept({"kind": "word", "text": text}, "2031-10-01T18:00:00+09:00")


@dataclass(repr=False)
class Keeper:
    """A device with what it knows.

    Args:
        name: Its owner's name.
        device: Its keys.
        state: What it knows.
    """

    name: str
    device: Device
    state: VaultState
    world: World

    def write(self, work: Callable[[Draft], object]) -> list[Entry]:
        """Let it write; what it writes is known to it and to the world, but not yet to others."""
        draft = Draft(self.state, self.world.chance)
        work(draft)
        taken = self.state.take(draft.entries, draft.attachments, verified=True)
        assert not taken.refused
        self.world.attachments |= dict(taken.attachments)
        self.world.entries += draft.entries
        return draft.entries

    def settle(self) -> None:
        """Open what epochs are due."""
        self.write(lambda draft: draft.settle())

    def tell(self, text: str, compartment: bytes) -> Entry:
        """Write a report."""
        return self.write(lambda draft: draft.write(compartment, report(text)))[0]

    def hear(self, entries: Iterable[Entry]) -> Taken:
        """Take entries in as they come out of a bundle, with what attachments the world has of them."""
        entries = list(entries)
        carried = [self.world.attachments[e.attachment] for e in entries if e.attachment in self.world.attachments]
        return self.state.take([entry.bytes for entry in entries], carried)

    def meet(self, other: Keeper) -> None:
        """Exchange everything with another."""
        mine, theirs = self.world.known(self), self.world.known(other)
        self.hear(theirs)
        other.hear(mine)


@dataclass(repr=False)
class World:
    """All devices of a vault, and everything that any of them wrote."""

    chance: Chance
    keepers: dict[str, Keeper] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    attachments: dict[bytes, bytes] = field(default_factory=dict)
    house: bytes = b""

    def known(self, keeper: Keeper) -> list[Entry]:
        """The entries that a keeper holds."""
        return [entry for entry in self.entries if keeper.state.book.holds(entry)]

    def joins(self, name: str, role: str, by: Keeper, *, told: bool = True) -> Keeper:
        """A new device, added by an administrator and told everything."""
        device = new_device(self.chance)
        by.write(lambda draft: draft.add_device(device.card(f"{name}'s phone"), name, role))
        by.settle()
        keeper = self.keepers[name] = Keeper(name, device, VaultState(device, by.state.vault), self)
        if told:
            keeper.hear(self.known(by))
        return keeper

    def gather(self) -> None:
        """Tell everybody everything."""
        for keeper in self.keepers.values():
            keeper.hear(self.entries)


def world(seed: str = "a vault", role: str = "coordinator") -> World:
    """A vault with its founder, Anna, alone."""
    chance = fixed_chance(seed)
    device = new_device(chance)
    founded = found(device, "Anna's laptop", "Anna", role, chance)
    made = World(chance, house=founded.house)
    made.keepers["Anna"] = Keeper("Anna", device, founded.state, made)
    made.entries += founded.entries
    made.attachments |= {entry.attachment: each for entry, each in _pairs(founded.entries, founded.attachments)}
    return made


def _pairs(entries: Iterable[Entry], attachments: Iterable[bytes]) -> Iterable[tuple[Entry, bytes]]:
    carrying = [entry for entry in entries if entry.attachment != bytes(32)]
    return zip(carrying, attachments, strict=True)


def seen(state: VaultState, entries: Iterable[Entry]) -> dict[str, object]:
    """Everything that a state says, in a form that can be compared."""
    return {
        "roster": {name: (s.member, s.role, s.removed, s.replaced_by) for name, s in state.roster.devices.items()},
        "threshold": state.roster.threshold,
        "limits": {name: dict(heads) for name, heads in state.roster.limits.items()},
        "pending": state.roster.pending,
        "counted": state.roster.counted,
        "frontier": state.roster.frontier,
        "compartments": dict(state.compartments),
        "keys": dict(state.keyring.keys),
        "people": dict(state.forgetting.people),
        "destroyed": state.destroyed(),
        "tombstones": state.forgetting.tombstones,
        "proposals": dict(state.forgetting.proposals),
        "problems": state.problems(),
        "tips": list(state.book.tips()),
        "read": {entry.hash: state.read(entry) for entry in entries if state.book.holds(entry)},
        "control": [entry.hash for entry, _ in state.control()],
        "at": CONTROL,
    }
