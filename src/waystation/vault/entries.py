"""One entry of a vault: its header in the clear, its content sealed and padded, and its author's signature over all.

The form is exact (`docs/vault-format.md`): a reader takes an entry only if every byte is where it must be, so that an
entry has one form and one hash. Whether its author may write, whether its chain is whole and what its content means
are decided elsewhere.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from waystation.errors import Damaged
from waystation.vault.devices import Device
from waystation.vault.limits import VAULT_LIMITS
from waystation.vault.primitives import (
    NONCE_SIZE,
    SIGNATURE_SIZE,
    TAG_SIZE,
    ZEROS,
    Chance,
    digest,
    label,
    seal,
    unseal,
    verified,
)

__all__ = [
    "CONTENT_MOST",
    "CONTROL",
    "ENTRY_LEAST",
    "ENTRY_MOST",
    "Entry",
    "content",
    "padded",
    "parse_entry",
    "seal_entry",
    "signed_by_author",
]

CONTROL = bytes(16)
"""The vault's own compartment, in which the roster is kept."""

_Octets = bytes  # a field is called `bytes`

_HEADER = struct.Struct(">B16s16s32s32sQ32s32s12sI")
_VERSION = 1
_STEPS = (256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_ABOVE = 65536
_SEALED = label("waystation entry 1")
_SIGNED = label("waystation signature 1")

ENTRY_LEAST = _HEADER.size + _STEPS[0] + TAG_SIZE + SIGNATURE_SIZE
ENTRY_MOST = _HEADER.size + VAULT_LIMITS.sealed + SIGNATURE_SIZE
CONTENT_MOST = VAULT_LIMITS.sealed - TAG_SIZE - 4
"""Bytes of content that one entry can hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An entry as it is kept and carried; two are equal if all their bytes are.

    Args:
        vault: The vault that it belongs to, 16 bytes.
        compartment: The compartment, 16 bytes; `CONTROL` for the vault's own.
        epoch: The epoch under whose key its content is sealed, 32 bytes.
        author: The id of the device that signed it, 32 bytes.
        sequence: Its number in the chain of its author and compartment, from 0.
        previous: The hash of the entry before it in that chain; zeros for the first.
        attachment: The hash of its attachment; zeros if it has none.
        nonce: 12 bytes.
        sealed: Its content, padded and sealed.
        signature: 64 bytes.
        bytes: All of it.
        hash: SHA-256 over all of it.
    """

    vault: bytes
    compartment: bytes
    epoch: bytes
    author: bytes
    sequence: int
    previous: bytes
    attachment: bytes
    nonce: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    bytes: _Octets = field(repr=False)
    hash: _Octets

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self.bytes == other.bytes

    def __hash__(self) -> int:
        return hash(self.hash)

    @property
    def chain(self) -> tuple[_Octets, _Octets]:
        """Which chain it is a link of: author and compartment."""
        return self.author, self.compartment


def parse_entry(raw: bytes) -> Entry:
    """An entry from its bytes; the signature is not looked at.

    Raises:
        Damaged: `entry_size`, `entry_version`, `entry_padding`, `entry_first` or `entry_sequence`.
    """
    if not ENTRY_LEAST <= len(raw) <= ENTRY_MOST:
        raise Damaged("entry_size", size=len(raw), least=ENTRY_LEAST, most=ENTRY_MOST)
    version, vault, compartment, epoch, author, sequence, previous, attachment, nonce, size = _HEADER.unpack_from(raw)
    if version != _VERSION:
        raise Damaged("entry_version", value=version)
    end = _HEADER.size + size
    if size > VAULT_LIMITS.sealed or end + SIGNATURE_SIZE != len(raw):
        raise Damaged("entry_size", size=len(raw), least=ENTRY_LEAST, most=ENTRY_MOST)
    if not _on_a_step(size - TAG_SIZE):
        raise Damaged("entry_padding", size=size)
    if sequence >= VAULT_LIMITS.chain:
        raise Damaged("entry_sequence", value=sequence)
    if (sequence == 0) != (previous == ZEROS):
        raise Damaged("entry_first")
    return Entry(
        vault,
        compartment,
        epoch,
        author,
        sequence,
        previous,
        attachment,
        nonce,
        raw[_HEADER.size : end],
        raw[end:],
        raw,
        digest(raw),
    )


def seal_entry(
    device: Device,
    key: bytes,
    words: bytes,
    *,
    vault: bytes,
    compartment: bytes,
    epoch: bytes,
    sequence: int,
    previous: bytes,
    chance: Chance,
    attachment: bytes = ZEROS,
) -> Entry:
    """A new entry, sealed and signed.

    Args:
        device: Its author.
        key: The epoch's key, 32 bytes.
        words: Its content, at most `CONTENT_MOST` bytes.
        vault: The vault's id.
        compartment: The compartment's id.
        epoch: The epoch's id.
        sequence: Its number in the author's chain in this compartment.
        previous: The hash of the entry before it in that chain; zeros for the first.
        chance: For the nonce.
        attachment: The hash of its attachment; zeros if it has none.
    """
    plain = padded(words)
    nonce = chance(NONCE_SIZE)
    size = len(plain) + TAG_SIZE
    header = _HEADER.pack(_VERSION, vault, compartment, epoch, device.id, sequence, previous, attachment, nonce, size)
    sealed = seal(key, nonce, plain, _SEALED + header)
    body = header + sealed
    return parse_entry(body + device.sign(_SIGNED + body))


def signed_by_author(entry: Entry) -> bool:
    """Whether the device that the entry names as its author signed all of it."""
    return verified(entry.author, entry.signature, _SIGNED + entry.bytes[:-SIGNATURE_SIZE])


def content(entry: Entry, key: bytes) -> bytes:
    """What the entry holds, opened with its epoch's key.

    Raises:
        Damaged: `entry_does_not_open`, or `entry_padding` where what it opens to is not padded as it must be.
    """
    plain = unseal(key, entry.nonce, entry.sealed, _SEALED + entry.bytes[: _HEADER.size])
    if plain is None:
        raise Damaged("entry_does_not_open")
    end = 4 + int.from_bytes(plain[:4], "big")
    if end > len(plain) or _step_for(end) != len(plain) or any(plain[end:]):
        raise Damaged("entry_padding", size=len(entry.sealed))
    return plain[4:end]


def padded(words: bytes) -> bytes:
    """Content with its length before it, filled with zeros to the next step.

    Raises:
        ValueError: If there is more than fits into one entry.
    """
    if len(words) > CONTENT_MOST:
        raise ValueError("more content than fits into one entry")
    framed = len(words).to_bytes(4, "big") + words
    return framed.ljust(_step_for(len(framed)), b"\0")


def _step_for(size: int) -> int:
    return next((step for step in _STEPS if size <= step), -(-size // _ABOVE) * _ABOVE)


def _on_a_step(size: int) -> bool:
    return size in _STEPS or (size > _ABOVE and size % _ABOVE == 0)
