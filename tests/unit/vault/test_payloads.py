"""Payloads: read within limits, written so that they are read again, unknown ones kept."""

from __future__ import annotations

import json

import pytest

from tests.vault_samples import busy_world
from waystation.errors import Damaged
from waystation.vault.devices import DeviceCard
from waystation.vault.limits import VAULT_LIMITS
from waystation.vault.payloads import (
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
    content_of,
    object_of,
    payload_from,
    read_payload,
)

HASH, SHORT = "ab" * 32, "cd" * 16
CARD = {"sign": HASH, "kem": HASH, "label": "phone"}


KINDS = (
    Genesis(bytes(32), DeviceCard(bytes(32), bytes(32), "x"), "Anna", "coordinator"),
    Add(DeviceCard(bytes(32), bytes(32), "x"), "Ben", "driver", (bytes(32),)),
    Remove(bytes(32), (ChainHead(bytes(16), 3, bytes(32)),)),
    SetThreshold(2),
    Approve(bytes(32)),
    ArchiveKept({"record": "destroyed", "item": "ab" * 16}, "2031-10-04T10:00:00+00:00"),
    Succeed(DeviceCard(bytes(32), bytes(32), "x"), bytes(32), (ChainHead(bytes(16), 7, bytes(32)),), bytes(64)),
    Heads((ChainClaim(bytes(32), bytes(16), 0, bytes(32)),)),
    EpochOpened(
        "n", bytes(16), "card:bridge", (bytes(32),), (bytes(32),), (EpochKey(bytes(32), bytes(32)),), bytes(32)
    ),
    Person(bytes(16), PrivateValue(bytes(12), b"sealed")),
    Private(bytes(16), bytes(12), b"sealed"),
    Tombstone(bytes(16), (bytes(32),), "retention"),
    Retire(bytes(16), 90),
    Agree(bytes(32)),
    Access(None, "a visa"),
    Access(bytes(16), "a visa"),
    ReportKept({"kind": "word", "at": [1, 2.5, None, True]}, "now"),
    ReportsKept(({"a": 1}, {}), "now"),
    PackKept("p", (PackFile("pack.toml", 7, bytes(32)),), "now"),
    Sentinel(bytes(32)),
    Signal(bytes(32), "pressed", bytes(32)),
    FilePart(bytes(32), 3, b"data"),
)


@pytest.mark.parametrize("payload", KINDS, ids=lambda payload: getattr(payload, "kind", "file"))
def test_every_payload_is_read_as_it_was_written(payload):
    """Value, JSON and bytes say the same."""
    assert read_payload(content_of(payload)) == payload


def test_no_kind_is_forgotten():
    """Every kind that there is is tried above."""
    every = {kind.kind for kind in Payload.__subclasses__() if kind.kind}
    assert {payload.kind for payload in KINDS if isinstance(payload, Payload)} == every


def test_what_a_busy_vault_holds_is_read_as_it_was_written():
    """As its entries say it."""
    made = busy_world()
    said = [made.keepers["Anna"].state.read(entry) for entry in made.entries]
    assert len({type(each) for each in said}) >= 12
    for payload in said:
        assert isinstance(payload, Payload | FilePart)
        assert read_payload(content_of(payload)) == payload


def test_unknown_kinds_and_keys_are_passed_over():
    """A later version may say more."""
    fields = {"kind": "from later", "what": [1, {"a": None}]}
    assert payload_from(fields) == Other(fields)
    assert object_of(Other(fields)) == fields
    payload = payload_from({"kind": "approve", "what": HASH, "after": [], "why": "because"})
    assert payload.kind == "approve"


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": 5},
        {"kind": "approve", "what": HASH},
        {"kind": "approve", "what": HASH.upper(), "after": []},
        {"kind": "approve", "what": HASH[:-2], "after": []},
        {"kind": "approve", "what": HASH, "after": [None]},
        {"kind": "approve", "what": HASH, "after": {}},
        {"kind": "add", "device": CARD, "member": "m", "role": 3, "after": []},
        {"kind": "add", "device": {**CARD, "kem": "no"}, "member": "m", "role": "r", "after": []},
        {"kind": "add", "device": CARD, "member": "m" * 401, "role": "r", "after": []},
        {"kind": "add", "device": CARD, "member": "half \ud800", "role": "r", "after": []},
        {"kind": "remove", "device": HASH, "heads": [[SHORT, -1, HASH]], "after": []},
        {"kind": "remove", "device": HASH, "heads": [[SHORT, True, HASH]], "after": []},
        {"kind": "remove", "device": HASH, "heads": [[SHORT, 1]], "after": []},
        {"kind": "threshold", "number": 0, "after": []},
        {"kind": "threshold", "number": 1.0, "after": []},
        {"kind": "epoch", "name": "", "part": "kitchen", "members": [], "supersedes": [], "history": []},
        {"kind": "epoch", "name": "", "part": "card:", "members": [], "supersedes": [], "history": []},
        {"kind": "epoch", "name": "", "part": "house", "members": [HASH] * 65, "supersedes": [], "history": []},
        {"kind": "tombstone", "person": SHORT, "attachments": [], "why": "whim"},
        {"kind": "private", "person": SHORT, "nonce": "00" * 12, "sealed": "YQ"},
        {"kind": "private", "person": SHORT, "nonce": "00" * 12, "sealed": "YR=="},
        {"kind": "report", "report": [], "written": "now"},
        {"kind": "signal", "of": HASH, "word": "fine", "mark": HASH},
    ],
)  # fmt: skip
def test_a_payload_of_a_wrong_form_is_refused(fields):
    """A key that lacks, a value of another type, too long, too many, or written in a second way."""
    with pytest.raises(Damaged, match="payload_shape"):
        payload_from(fields)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "content_form"),
        (b"\x03{}", "content_form"),
        (b"\x02" + bytes(35), "content_form"),
        (b"\x01[]", "payload_object"),
        (b"\x01{", "payload_json"),
        (b'\x01{"a":1,"a":2}', "payload_json"),
        (b'\x01{"a":NaN}', "payload_json"),
        (b'\x01{"a":-Infinity}', "payload_json"),
        (b'\x01{"a":"\xff"}', "payload_json"),
        (b'\x01{"a":' + b"9" * 5000 + b"}", "payload_json"),
        (b'\x01{"a":' + b"[" * 40 + b"]" * 40 + b"}", "payload_deep"),
        (b'\x01{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "payload_deep"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(len(value)),
)
def test_content_that_is_no_payload_is_refused(content, code):
    """By name, and whatever its depth without falling over."""
    with pytest.raises(Damaged, match=code):
        read_payload(content)


def test_depth_is_counted_and_not_brackets():
    """Many objects beside each other are no deeper than one; brackets in a text are none."""
    wide = {"kind": "report", "report": {"rows": [{"a": [1]} for _ in range(500)], "t": "[" * 300}, "written": "now"}
    assert read_payload(b"\x01" + json.dumps(wide).encode()).kind == "report"
    deep: object = 1
    for _ in range(VAULT_LIMITS.depth - 1):
        deep = [deep]
    assert read_payload(b"\x01" + json.dumps({"kind": "x", "a": deep}).encode())
    with pytest.raises(Damaged, match="payload_deep"):
        read_payload(b"\x01" + json.dumps({"kind": "x", "a": [deep]}).encode())


def test_payloads_stand_in_json_as_the_format_s_page_says():
    """Lower-case hexadecimal, lists for heads, and keys that are not needed left out."""
    card = DeviceCard(bytes(32), bytes([1]) * 32, "phone")
    assert object_of(Add(card, "Anna", "driver", (bytes(32),))) == {
        "kind": "add",
        "device": {"sign": "00" * 32, "kem": "01" * 32, "label": "phone"},
        "member": "Anna",
        "role": "driver",
        "after": ["00" * 32],
    }
    assert object_of(Remove(bytes(32), ((bytes(16), 3, bytes(32)),)))["heads"] == [["00" * 16, 3, "00" * 32]]
    assert set(object_of(EpochOpened("n", None, "house", ()))) == {
        *("kind", "name", "part", "members", "supersedes", "history")
    }


def test_a_part_of_a_file_is_bytes():
    """Its file's hash, its number, its bytes."""
    assert content_of(FilePart(b"f" * 32, 258, b"data")) == b"\x02" + b"f" * 32 + b"\0\0\1\2" + b"data"
