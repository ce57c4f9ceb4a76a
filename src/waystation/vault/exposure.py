"""What would be known if a device, or all devices of a member, were taken: worked out from keys, not from intentions.

A device reads everything sealed under an epoch whose key was ever wrapped for it, or that such an epoch's history
holds, current or long superseded: what it could read once it may still hold. Only compartments that can be read here
can be answered for; how many there are besides is said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from waystation.vault.entries import CONTROL
from waystation.vault.ledger import VaultState

__all__ = ["Exposed", "ReadableCompartment", "epochs_held", "exposed_devices", "exposed_member"]


@dataclass(frozen=True, slots=True)
class ReadableCompartment:
    """A compartment of which something would be known.

    Args:
        compartment: Its id.
        name: What it is called.
        part: What it is for.
        of: The mission's compartment that it is part of.
        epochs: The epochs that would be read.
        current: Whether what is written now would be read as well.
        people: The people whose names and papers would be read.
        forgotten: Those who were forgotten, and whose keys a device that has not heard of it still holds.
    """

    compartment: bytes
    name: str
    part: str
    of: bytes | None
    epochs: frozenset[bytes]
    current: bool
    people: tuple[bytes, ...]
    forgotten: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Exposed:
    """What would be known.

    Args:
        devices: The devices taken, and those with the same X25519 key.
        compartments: What would be read, sorted by id.
        unseen: How many further compartments there are, of which this device cannot tell.
    """

    devices: frozenset[bytes]
    compartments: tuple[ReadableCompartment, ...]
    unseen: int


def exposed_member(state: VaultState, member: str) -> Exposed:
    """What would be known if all devices of a member were taken."""
    return exposed_devices(state, [name for name, each in state.roster.devices.items() if each.member == member])


def exposed_devices(state: VaultState, devices: Collection[bytes]) -> Exposed:
    """What would be known if these devices were taken."""
    known = state.roster.devices
    kems = {known[name].card.kem for name in devices if name in known}
    taken = frozenset(name for name, each in known.items() if each.card.kem in kems)
    epochs = epochs_held(state, taken)
    found = []
    for name, home in sorted(state.compartments.items()):
        own = frozenset(each.entry.epoch for each in state.keyring.opened.values() if each.entry.compartment == name)
        if not own & epochs:
            continue
        current = home.current is not None and home.current.id in epochs
        people, forgotten = _people(state, name, epochs)
        found.append(ReadableCompartment(name, home.name, home.part, home.of, own & epochs, current, people, forgotten))
    here = {tip.compartment for tip in state.book.tips()} | {CONTROL}
    return Exposed(taken, tuple(found), len(here - state.compartments.keys() - {CONTROL}))


def epochs_held(state: VaultState, devices: Collection[bytes]) -> frozenset[bytes]:
    """The epochs, of those that can be read here, whose keys these devices together hold or can find."""
    devices = frozenset(devices)
    opened = list(state.keyring.opened.values())
    found = {each.entry.epoch for each in opened if devices & set(each.payload.members)}
    while True:
        more = {
            earlier.epoch
            for each in opened
            if each.entry.epoch in found
            for earlier in each.payload.history
            if state.keyring.keys.get(earlier.epoch) == earlier.key
        }
        if more <= found:
            return frozenset(found)
        found |= more


def _people(
    state: VaultState, compartment: bytes, epochs: frozenset[bytes]
) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    known: list[bytes] = []
    forgotten: list[bytes] = []
    for (home, person), kept in sorted(state.forgetting.people.items()):
        if home == compartment and kept.epochs & epochs:
            (forgotten if kept.forgotten else known).append(person)
    return tuple(known), tuple(forgotten)
