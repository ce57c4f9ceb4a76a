"""Which epoch keys this device holds, and how it came by them: by a wrap made for it, or by an epoch's history.

A key counts only inside a signed entry: the entry of the epoch that it belongs to must be here and open with it, its
members must hash to the epoch's roster, and roster and key must yield the epoch's id. Whether the epoch itself may be
used is decided by `epochs`. What is known does not depend on the order in which entries came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waystation.errors import Damaged
from waystation.vault.devices import Device, DeviceCard
from waystation.vault.entries import Entry, content
from waystation.vault.payloads import EpochOpened, read_payload
from waystation.vault.primitives import WRAP_SIZE, Chance, digest, kdf, label, wrap

__all__ = [
    "WRAPS_STEP",
    "Keyring",
    "OpenedEpoch",
    "epoch_id",
    "is_wraps",
    "roster_hash",
    "shuffled",
    "wraps_for",
]

WRAPS_STEP = 8
"""Wraps come in multiples of so many, so that their number tells little."""
_ROSTER_SIZE = 32


@dataclass(frozen=True, slots=True)
class OpenedEpoch:
    """The entry of an epoch, opened with the epoch's own key."""

    entry: Entry
    payload: EpochOpened


def roster_hash(key: bytes, vault: bytes, compartment: bytes, members: Iterable[bytes]) -> bytes:
    """What stands for the members of an epoch; only who holds its key can tell who they are, even by trying."""
    salt = kdf(key, vault + compartment, "waystation roster salt 1", 32)
    return digest(label("waystation roster 1"), salt, *sorted(members))


def epoch_id(key: bytes, vault: bytes, compartment: bytes, roster: bytes) -> bytes:
    """The id of the epoch with this key and roster."""
    commitment = digest(label("waystation commitment 1"), key)
    return digest(label("waystation epoch 1"), vault, compartment, roster, commitment)


def wraps_for(
    key: bytes, vault: bytes, compartment: bytes, roster: bytes, cards: Iterable[DeviceCard], *, chance: Chance
) -> bytes:
    """The attachment of an epoch's entry: its roster, and its key wrapped for each member, among random wraps."""
    info = _info(vault, compartment, epoch_id(key, vault, compartment, roster), roster)
    wraps = [wrap(key, card.kem, info) for card in cards]
    wraps += [chance(WRAP_SIZE) for _ in range(-len(wraps) % WRAPS_STEP)]
    return roster + b"".join(shuffled(wraps, chance))


def shuffled(items: list[bytes], chance: Chance) -> list[bytes]:
    """The items in an order that chance decides."""
    return [item for _, item in sorted((chance(16), item) for item in items)]


def is_wraps(attachment: bytes) -> bool:
    """Whether an attachment can be that of an epoch's entry, by its size."""
    size = len(attachment) - _ROSTER_SIZE
    return size > 0 and size % (WRAP_SIZE * WRAPS_STEP) == 0


def _info(vault: bytes, compartment: bytes, epoch: bytes, roster: bytes) -> bytes:
    return label("waystation wrap 1") + vault + compartment + epoch + roster


class Keyring:
    """The epoch keys that a device holds.

    Args:
        device: The device.
    """

    def __init__(self, device: Device) -> None:
        self._device = device
        self.keys: dict[bytes, bytes] = {}
        self.opened: dict[bytes, OpenedEpoch] = {}
        self._entries: dict[bytes, dict[bytes, Entry]] = {}
        self._heard: dict[bytes, set[bytes]] = {}
        self._tried: set[bytes] = set()

    def offer(self, entry: Entry, attachment: bytes | None) -> None:
        """Take note of an entry that may be an epoch's, and learn what it teaches.

        Args:
            entry: One with an attachment.
            attachment: The attachment, or None while it is not here.
        """
        there = self._entries.setdefault(entry.epoch, {})
        fresh = entry.hash not in there
        there[entry.hash] = entry
        key = self.keys.get(entry.epoch)
        if key is not None:
            if fresh:
                self._learn([(entry, key)])
            return
        candidates = set(self._heard.get(entry.epoch, ())) if fresh else set()
        if attachment is not None and is_wraps(attachment) and entry.hash not in self._tried:
            self._tried.add(entry.hash)
            found = self._unwrapped(entry, attachment)
            if found is not None:
                candidates.add(found)
        self._learn([(entry, candidate) for candidate in candidates])

    def _unwrapped(self, entry: Entry, attachment: bytes) -> bytes | None:
        roster = attachment[:_ROSTER_SIZE]
        info = _info(entry.vault, entry.compartment, entry.epoch, roster)
        for at in range(_ROSTER_SIZE, len(attachment), WRAP_SIZE):
            key = self._device.unwrap(attachment[at : at + WRAP_SIZE], info)
            if key is not None and epoch_id(key, entry.vault, entry.compartment, roster) == entry.epoch:
                return key
        return None

    def _learn(self, tries: list[tuple[Entry, bytes]]) -> None:
        while tries:
            entry, key = tries.pop()
            if entry.hash in self.opened:
                continue
            found = opened_with(entry, key)
            if found is None:
                continue
            self.opened[entry.hash] = found
            if entry.epoch not in self.keys:
                self.keys[entry.epoch] = key
                tries += [(each, key) for each in self._entries[entry.epoch].values()]
            for earlier in found.payload.history:
                heard = self._heard.setdefault(earlier.epoch, set())
                if earlier.key not in heard:
                    heard.add(earlier.key)
                    tries += [(each, earlier.key) for each in self._entries.get(earlier.epoch, {}).values()]


def opened_with(entry: Entry, key: bytes) -> OpenedEpoch | None:
    """The epoch's entry opened with its own key; None if this is not that key, or the entry is none of an epoch."""
    try:
        payload = read_payload(content(entry, key))
    except Damaged:
        return None
    if not isinstance(payload, EpochOpened):
        return None
    roster = roster_hash(key, entry.vault, entry.compartment, payload.members)
    return OpenedEpoch(entry, payload) if epoch_id(key, entry.vault, entry.compartment, roster) == entry.epoch else None
