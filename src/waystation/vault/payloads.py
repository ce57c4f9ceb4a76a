"""What entries say: one frozen value for each kind of payload, read from foreign bytes and written to them.

A kind that nobody here knows is read as `Other`, and unknown keys are passed over: both stay in the entry's bytes,
which nothing ever rewrites. What a payload brings about is decided by the roster, the epochs and the rules for people;
what a report or a pack means, by the layers above.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from waystation.errors import Damaged
from waystation.vault.devices import DeviceCard
from waystation.vault.limits import VAULT_LIMITS
from waystation.vault.shapes import (
    ANYTHING,
    DEVICE,
    SEALED,
    TEXT,
    Form,
    Unfit,
    hexadecimal,
    json_bytes,
    listed,
    one_of,
    optional,
    read_object,
    row,
    table,
    whole,
)

__all__ = [
    "FILE_PART_HEAD",
    "PARTS",
    "Access",
    "Add",
    "Agree",
    "Approve",
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
    "content_of",
    "object_of",
    "payload_from",
    "read_payload",
]

PARTS = ("control", "house", "mission", "cards", "identities", "money", "schedule")
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
    """A device is to take its author's place."""

    kind: ClassVar[str] = "succeed"
    device: DeviceCard
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


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit
    return value


def _part(value: object) -> str:
    word: str = TEXT.read(value)
    if word not in PARTS and (not word.startswith("card:") or len(word) == len("card:")):
        raise Unfit
    return word


_ID, _SHORT, _NONCE = hexadecimal(32), hexadecimal(16), hexadecimal(12)
_SEQUENCE = whole(0, VAULT_LIMITS.chain - 1)
_REPORT = Form(_object, ANYTHING.write)
_AFTER = {"after": listed(_ID)}
_KEY = table(EpochKey, {"epoch": _ID, "key": _ID})
_FILE = table(PackFile, {"path": TEXT, "length": whole(0, 1 << 40), "sha256": _ID})
_PRIVATE = table(PrivateValue, {"nonce": _NONCE, "sealed": SEALED})

_FORMS: dict[type[Payload], dict[str, Form]] = {
    Genesis: {"random": _ID, "device": DEVICE, "member": TEXT, "role": TEXT, **_AFTER},
    Add: {"device": DEVICE, "member": TEXT, "role": TEXT, **_AFTER},
    Remove: {"device": _ID, "heads": listed(row(ChainHead, _SHORT, _SEQUENCE, _ID)), **_AFTER},
    SetThreshold: {"number": whole(1, VAULT_LIMITS.devices), **_AFTER},
    Approve: {"what": _ID, **_AFTER},
    Succeed: {"device": DEVICE, **_AFTER},
    Heads: {"chains": listed(row(ChainClaim, _ID, _SHORT, _SEQUENCE, _ID))},
    EpochOpened: {
        "name": TEXT,
        "of": optional(_SHORT),
        "part": Form(_part, ANYTHING.write),
        "members": listed(_ID, VAULT_LIMITS.devices),
        "supersedes": listed(_ID),
        "history": listed(_KEY),
        "random": optional(_ID),
    },
    Person: {"person": _SHORT, "name": _PRIVATE},
    Private: {"person": _SHORT, "nonce": _NONCE, "sealed": SEALED},
    Tombstone: {"person": _SHORT, "attachments": listed(_ID), "why": one_of("request", "retention")},
    Retire: {"person": _SHORT, "after_days": whole(0, 1_000_000)},
    Agree: {"what": _ID},
    Access: {"person": optional(_SHORT), "why": TEXT},
    ReportKept: {"report": _REPORT, "written": TEXT},
    ReportsKept: {"reports": listed(_REPORT, VAULT_LIMITS.reports), "written": TEXT},
    PackKept: {"name": TEXT, "files": listed(_FILE, VAULT_LIMITS.files), "written": TEXT},
    Sentinel: {"sign": _ID},
    Signal: {"of": _ID, "word": one_of("pressed"), "mark": _ID},
}
_READERS = {shape.kind: table(shape, forms) for shape, forms in _FORMS.items()}


def read_payload(content: bytes) -> Payload | FilePart:
    """What an entry says, from its opened content.

    Raises:
        Damaged: `content_form`, `payload_json`, `payload_deep`, `payload_object`, or `payload_shape` (kind).
    """
    if content[:1] == b"\x02" and len(content) >= FILE_PART_HEAD:
        return FilePart(content[1:33], int.from_bytes(content[33:37], "big"), content[37:])
    if content[:1] != b"\x01":
        raise Damaged("content_form")
    return payload_from(read_object(content[1:]))


def payload_from(fields: dict[str, Any]) -> Payload:
    """A payload from the object that its JSON held.

    Raises:
        Damaged: `payload_shape` (kind).
    """
    kind = fields.get("kind")
    if not isinstance(kind, str):
        raise Damaged("payload_shape", kind="")
    reader = _READERS.get(kind)
    if reader is None:
        return Other(fields)
    try:
        payload: Payload = reader.read(fields)
    except Unfit:
        raise Damaged("payload_shape", kind=kind) from None
    return payload


def object_of(payload: Payload) -> dict[str, Any]:
    """The object that stands for a payload in JSON."""
    if isinstance(payload, Other):
        return payload.fields
    return {"kind": payload.kind, **_READERS[payload.kind].write(payload)}


def content_of(payload: Payload | FilePart) -> bytes:
    """The content of an entry that says this."""
    if isinstance(payload, FilePart):
        return b"\x02" + payload.file + payload.number.to_bytes(4, "big") + payload.data
    return b"\x01" + json_bytes(object_of(payload))
