"""Bundles: entries and attachments on their way from device to device, of which a stranger sees size and nothing else.

Who may read a bundle is who held a device on the roster when it was made; what is taken out of it is decided by the
state that it is handed to. Bundles belong together by the chains inside alone: order and repetition do not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from waystation.errors import Damaged, Usage
from waystation.vault.devices import Device
from waystation.vault.entries import Entry
from waystation.vault.keyring import shuffled
from waystation.vault.limits import VAULT_LIMITS, VaultLimits
from waystation.vault.primitives import (
    KEY_SIZE,
    NONCE_SIZE,
    TAG_SIZE,
    WRAP_SIZE,
    ZEROS,
    Chance,
    digest,
    label,
    seal,
    unseal,
    usable_kem,
    wrap,
)

__all__ = [
    "BUNDLE_LEAST",
    "Bundle",
    "bundle_name",
    "carried_bytes",
    "open_bundle",
    "read_carried",
    "seal_bundle",
    "seal_bundles",
]

WRAPS = 64
BUNDLE_LEAST = 1 << 16
_WRAPS_SIZE = WRAPS * WRAP_SIZE
_OUTSIDE = _WRAPS_SIZE + NONCE_SIZE + TAG_SIZE
_HEAD = 1 + 16 + 4 + 4
_VERSION = 1
_LABEL = label("waystation bundle 1")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was in a bundle; nothing of it is checked yet.

    Args:
        vault: The id of the vault that it says it is of.
        entries: The bytes of its entries.
        attachments: Its attachments.
    """

    vault: bytes
    entries: tuple[bytes, ...]
    attachments: tuple[bytes, ...]


def bundle_name(bundle: bytes) -> str:
    """What a bundle's file is called."""
    return digest(bundle).hex()[:32]


def seal_bundles(
    vault: bytes,
    entries: Iterable[Entry],
    attachments: Mapping[bytes, bytes],
    recipients: Collection[bytes],
    chance: Chance,
    *,
    extra: Collection[bytes] = (),
    most: int = VAULT_LIMITS.bundle,
) -> Iterator[bytes]:
    """Entries with their attachments, in as many bundles as it takes; at least one.

    Args:
        vault: The vault's id.
        entries: What to carry, in any order.
        attachments: By hash, those of the entries that are here.
        recipients: The X25519 public keys of the devices that shall open them, at most 64.
        chance: For keys, nonces and order.
        extra: Attachments of no entry, such as signals; they go into the first bundle.
        most: The size of one bundle at most, a power of two.
    """
    room = most - _OUTSIDE - _HEAD
    some: list[bytes] = []
    beside: dict[bytes, bytes] = {digest(each): each for each in extra}
    size = sum(4 + len(each) for each in beside.values())
    for entry in entries:
        own = attachments.get(entry.attachment) if entry.attachment != ZEROS else None
        own_size = 4 + len(own) if own is not None and entry.attachment not in beside else 0
        fresh = 4 + len(entry.bytes) + own_size
        if some and (size + fresh > room or len(some) == VAULT_LIMITS.bundle_entries):
            yield seal_bundle(Bundle(vault, tuple(some), tuple(beside.values())), recipients, chance)
            some, beside, size = [], {}, 0
            fresh = 4 + len(entry.bytes) + (4 + len(own) if own is not None else 0)
        some.append(entry.bytes)
        if own is not None:
            beside[entry.attachment] = own
        size += fresh
    yield seal_bundle(Bundle(vault, tuple(some), tuple(beside.values())), recipients, chance)


def seal_bundle(bundle: Bundle, recipients: Collection[bytes], chance: Chance) -> bytes:
    """One bundle of a power of two of bytes.

    Args:
        bundle: What it shall hold.
        recipients: The X25519 public keys of the devices that shall open it, at most 64.
        chance: For key, nonce and order.

    Raises:
        Usage: `too_many_devices` (most), or `bundle_full` (size, most).
    """
    if len(recipients) > WRAPS:
        raise Usage("too_many_devices", most=WRAPS)
    plain = carried_bytes(bundle)
    size = max(BUNDLE_LEAST, 1 << (_OUTSIDE + len(plain) - 1).bit_length())
    if size > VAULT_LIMITS.bundle:
        raise Usage("bundle_full", size=size, most=VAULT_LIMITS.bundle)
    key, nonce = chance(KEY_SIZE), chance(NONCE_SIZE)
    wraps = [wrap(key, kem, _LABEL) for kem in recipients if usable_kem(kem)]
    wraps += [chance(WRAP_SIZE) for _ in range(WRAPS - len(wraps))]
    outside = b"".join(shuffled(wraps, chance))
    return outside + nonce + seal(key, nonce, plain.ljust(size - _OUTSIDE, b"\0"), _LABEL + outside)


def open_bundle(raw: bytes, device: Device, limits: VaultLimits = VAULT_LIMITS) -> Bundle:
    """What is in a bundle.

    Args:
        raw: Foreign bytes.
        device: The device for which it is opened.
        limits: How much is read.

    Raises:
        Damaged: `bundle_size`, `bundle_not_ours`, `bundle_does_not_open`, `bundle_form`, or `bundle_too_many`.
    """
    size = len(raw)
    if not BUNDLE_LEAST <= size <= limits.bundle or size & (size - 1):
        raise Damaged("bundle_size", size=size, least=BUNDLE_LEAST, most=limits.bundle)
    outside, rest = raw[:_WRAPS_SIZE], raw[_WRAPS_SIZE:]
    keys = (device.unwrap(outside[at : at + WRAP_SIZE], _LABEL) for at in range(0, _WRAPS_SIZE, WRAP_SIZE))
    key = next((key for key in keys if key is not None and len(key) == KEY_SIZE), None)
    if key is None:
        raise Damaged("bundle_not_ours")
    plain = unseal(key, rest[:NONCE_SIZE], rest[NONCE_SIZE:], _LABEL + outside)
    if plain is None:
        raise Damaged("bundle_does_not_open")
    return read_carried(plain, limits)


def carried_bytes(bundle: Bundle) -> bytes:
    """What is sealed into a bundle, before it is filled up."""
    head = bytes([_VERSION]) + bundle.vault
    counts = len(bundle.entries).to_bytes(4, "big") + len(bundle.attachments).to_bytes(4, "big")
    items = (len(each).to_bytes(4, "big") + each for each in (*bundle.entries, *bundle.attachments))
    return head + counts + b"".join(items)


def read_carried(plain: bytes, limits: VaultLimits = VAULT_LIMITS) -> Bundle:
    """What was sealed into a bundle.

    Raises:
        Damaged: `bundle_form`, or `bundle_too_many` (value, unit, most).
    """
    if len(plain) < _HEAD or plain[0] != _VERSION:
        raise Damaged("bundle_form")
    entries, attachments = int.from_bytes(plain[17:21], "big"), int.from_bytes(plain[21:25], "big")
    for number, unit, most in (
        (entries, "entries", limits.bundle_entries),
        (attachments, "attachments", limits.bundle_attachments),
    ):
        if number > most:
            raise Damaged("bundle_too_many", value=number, unit=unit, most=most)
    items: list[bytes] = []
    at = _HEAD
    for _ in range(entries + attachments):
        end = at + 4 + int.from_bytes(plain[at : at + 4], "big")
        if at + 4 > len(plain) or end > len(plain):
            raise Damaged("bundle_form")
        items.append(plain[at + 4 : end])
        at = end
    if plain.count(0, at) != len(plain) - at:
        raise Damaged("bundle_form")
    return Bundle(plain[1:17], tuple(items[:entries]), tuple(items[entries:]))
