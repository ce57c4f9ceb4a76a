"""What entries can say: one frozen value for each kind of payload.

How they stand in JSON is in `payloads`, which hands them on; what they bring about is decided by the roster, the epochs
and the rules for people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from waystation.vault.devices import DeviceCard

__all__ = [
    "FILE_PART_HEAD",
    "PARTS",
    "Access",
    "Add",
    "Agree",
    "Approve",
    "ArchiveKept",
    "ChainClaim",
    "ChainHead",
    "EpochKey",
    "EpochOpened",
    "FilePart",
    "Genesis",
    "Heads",
    "Other",
    "PackFile",
    "PackKept",
    "Payload",
    "Person",
    "Private",
    "PrivateValue",
    "Remove",
    "ReportKept",
    "ReportsKept",
    "Retire",
    "Sentinel",
    "SetThreshold",
    "Signal",
    "Succeed",
    "Tombstone",
]

PARTS = ("control", "house", "mission", "cards", "identities", "money", "schedule", "footage")
"""What a compartment may be for, beside `card:LEG`."""

FILE_PART_HEAD = 37
"""Bytes before a file part's own."""


class ChainHead(NamedTuple):
    """The last entry of a device's chain in one compartment."""

    compartment: bytes
    sequence: int
    hash: bytes


class ChainClaim(NamedTuple):
    """An entry that somebody holds, as the last of its chain."""

    author: bytes
    compartment: bytes
    sequence: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class EpochKey:
    """An earlier epoch and its key."""

    epoch: bytes
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack: its path, length in bytes and SHA-256."""

    path: str
    length: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class PrivateValue:
    """Something sealed under a person's key."""

    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Payload:
    """What an entry of some kind says."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Genesis(Payload):
    """The beginning of a vault: what its id is made of, and its founder."""

    kind: ClassVar[str] = "genesis"
    random: bytes
    device: DeviceCard
    member: str
    role: str
    after: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Add(Payload):
    """A device is to join the roster."""

    kind: ClassVar[str] = "add"
    device: DeviceCard
    member: str
    role: str
    after: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Remove(Payload):
    """A device is to leave the roster; what it wrote beyond these heads is void."""

    kind: ClassVar[str] = "remove"
    device: bytes
    heads: tuple[ChainHead, ...]
    after: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class SetThreshold(Payload):
    """How many administrators a change of the roster is to need."""

    kind: ClassVar[str] = "threshold"
    number: int
    after: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Approve(Payload):
    """An administrator approves a change of the roster."""

    kind: ClassVar[str] = "approve"
    what: bytes
    after: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Succeed(Payload):
    """Its author is to take the place of another device, which has signed that it may.

    Args:
        device: The author's card.
        of: The device whose place it takes.
        heads: The last entry of each of that one's chains that the author had.
        signature: That one's signature, 64 bytes; see `devices.succession`.
        after: What the author knew of the roster.
    """

    kind: ClassVar[str] = "succeed"
    device: DeviceCard
    of: bytes
    heads: tuple[ChainHead, ...]
    signature: bytes
    after: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Heads(Payload):
    """What a device held when it wrote this."""

    kind: ClassVar[str] = "heads"
    chains: tuple[ChainClaim, ...]


@dataclass(frozen=True, slots=True)
class EpochOpened(Payload):
    """A new epoch of a compartment, and who may read it."""

    kind: ClassVar[str] = "epoch"
    name: str
    of: bytes | None
    part: str
    members: tuple[bytes, ...]
    supersedes: tuple[bytes, ...] = ()
    history: tuple[EpochKey, ...] = ()
    random: bytes | None = None


@dataclass(frozen=True, slots=True)
class Person(Payload):
    """A person has a key; it is in the attachment."""

    kind: ClassVar[str] = "person"
    person: bytes
    name: PrivateValue


@dataclass(frozen=True, slots=True)
class Private(Payload):
    """Another payload, sealed under a person's key."""

    kind: ClassVar[str] = "private"
    person: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Tombstone(Payload):
    """A person is forgotten: these attachments are to be destroyed."""

    kind: ClassVar[str] = "tombstone"
    person: bytes
    attachments: tuple[bytes, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Retire(Payload):
    """Retention proposes to forget a person."""

    kind: ClassVar[str] = "retire"
    person: bytes
    after_days: int


@dataclass(frozen=True, slots=True)
class Agree(Payload):
    """A member agrees to such a proposal."""

    kind: ClassVar[str] = "agree"
    what: bytes


@dataclass(frozen=True, slots=True)
class Access(Payload):
    """Somebody looked at a person, or at all of them."""

    kind: ClassVar[str] = "access"
    person: bytes | None
    why: str


@dataclass(frozen=True, slots=True)
class ReportKept(Payload):
    """A report, as `world` writes it."""

    kind: ClassVar[str] = "report"
    report: dict[str, Any]
    written: str


@dataclass(frozen=True, slots=True)
class ReportsKept(Payload):
    """Several reports, as `world` writes them."""

    kind: ClassVar[str] = "reports"
    reports: tuple[dict[str, Any], ...]
    written: str


@dataclass(frozen=True, slots=True)
class PackKept(Payload):
    """A pack: its files, whose parts lie in the same compartment."""

    kind: ClassVar[str] = "pack"
    name: str
    files: tuple[PackFile, ...]
    written: str


@dataclass(frozen=True, slots=True)
class ArchiveKept(Payload):
    """A record of the archive, as `archive` writes it."""

    kind: ClassVar[str] = "archive"
    record: dict[str, Any]
    written: str


@dataclass(frozen=True, slots=True)
class Sentinel(Payload):
    """The public key by which a signal will be known."""

    kind: ClassVar[str] = "sentinel"
    sign: bytes


@dataclass(frozen=True, slots=True)
class Signal(Payload):
    """A signal was received: of whose sentinel, what it says, and which it was."""

    kind: ClassVar[str] = "signal"
    of: bytes
    word: str
    mark: bytes


@dataclass(frozen=True, slots=True)
class Other(Payload):
    """A kind that this version does not know; kept, and passed over."""

    kind: ClassVar[str] = ""
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a file: SHA-256 of the whole file, the part's number from 0, its bytes."""

    file: bytes
    number: int
    data: bytes = field(repr=False)
