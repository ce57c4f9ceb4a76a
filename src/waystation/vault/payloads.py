"""What entries say, read from foreign bytes and written to them.

A kind that nobody here knows is read as `Other`, and unknown keys are passed over: both stay in the entry's bytes,
which nothing ever rewrites. What a payload brings about is decided by the roster, the epochs and the rules for people;
what a report or a pack means, by the layers above.
"""

from __future__ import annotations

from typing import Any

from waystation.errors import Damaged
from waystation.vault.limits import VAULT_LIMITS
from waystation.vault.payload_kinds import (
    FILE_PART_HEAD,
    PARTS,
    Access,
    Add,
    Agree,
    Approve,
    ArchiveKept,
    ChainClaim,
    ChainHead,
    EpochKey,
    EpochOpened,
    FilePart,
    Genesis,
    Heads,
    Other,
    PackFile,
    PackKept,
    Payload,
    Person,
    Private,
    PrivateValue,
    Remove,
    ReportKept,
    ReportsKept,
    Retire,
    Sentinel,
    SetThreshold,
    Signal,
    Succeed,
    Tombstone,
)
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
    "content_of",
    "object_of",
    "payload_from",
    "read_payload",
]


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit
    return value


def _part(value: object) -> str:
    word: str = TEXT.read(value)
    if word not in PARTS and (not word.startswith("card:") or len(word) == len("card:")):
        raise Unfit
    return word


_ID, _SHORT, _NONCE, _SIGNATURE = hexadecimal(32), hexadecimal(16), hexadecimal(12), hexadecimal(64)
_SEQUENCE = whole(0, VAULT_LIMITS.chain - 1)
_REPORT = Form(_object, ANYTHING.write)
_AFTER = {"after": listed(_ID)}
_HEADS = listed(row(ChainHead, _SHORT, _SEQUENCE, _ID))
_KEY = table(EpochKey, {"epoch": _ID, "key": _ID})
_FILE = table(PackFile, {"path": TEXT, "length": whole(0, 1 << 40), "sha256": _ID})
_PRIVATE = table(PrivateValue, {"nonce": _NONCE, "sealed": SEALED})

_FORMS: dict[type[Payload], dict[str, Form]] = {
    Genesis: {"random": _ID, "device": DEVICE, "member": TEXT, "role": TEXT, **_AFTER},
    Add: {"device": DEVICE, "member": TEXT, "role": TEXT, **_AFTER},
    Remove: {"device": _ID, "heads": _HEADS, **_AFTER},
    SetThreshold: {"number": whole(1, VAULT_LIMITS.devices), **_AFTER},
    Approve: {"what": _ID, **_AFTER},
    Succeed: {"device": DEVICE, "of": _ID, "heads": _HEADS, "signature": _SIGNATURE, **_AFTER},
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
    ArchiveKept: {"record": Form(_object, ANYTHING.write), "written": TEXT},
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
