"""What an older Waystation sealed and signed is read for ever, by this one and by the second reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.independent import vault_reader
from waystation.vault.bundles import open_bundle
from waystation.vault.devices import device_from
from waystation.vault.entries import Entry, content, parse_entry, seal_entry, signed_by_author
from waystation.vault.head import Opened, Secret, open_head
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Payload, content_of, object_of, payload_from, read_payload
from waystation.vault.signals import parse_signal, sentinel_of

HERE = Path(__file__).parent / "vault"
SETS = sorted(path for path in HERE.iterdir() if (path / "keys.json").is_file())


def entries_in(folder: Path) -> list[bytes]:
    """The bytes of each entry in a set."""
    raw, found, at = (folder / "entries").read_bytes(), [], 0
    while at < len(raw):
        end = at + 4 + int.from_bytes(raw[at : at + 4], "big")
        found.append(raw[at + 4 : end])
        at = end
    return found


def keys_of(folder: Path) -> dict:
    """What opens the samples, and what they say."""
    return json.loads((folder / "keys.json").read_text("utf-8"))


def said_by(payload: object) -> object:
    """What a payload says, as it stands in `keys.json`."""
    if isinstance(payload, Payload):
        return json.loads(json.dumps(object_of(payload)))
    return {"content": content_of(payload).hex()}


def test_there_are_samples():
    """At least those of the first version, and those with a restored device."""
    assert {"1", "2"} <= {folder.name for folder in SETS}


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", ["head-cheap", "head-dearer"])
def test_heads_open(folder, name):
    """Each passphrase opens its slot, here and to the second reader; another opens nothing."""
    head, keys = (folder / name).read_bytes(), keys_of(folder)
    for slot, text in keys["passphrases"].items():
        kind, store, key, salt = keys["secrets"][slot]
        wanted = Opened(int(slot), Secret(kind, store, bytes.fromhex(key), bytes.fromhex(salt)))
        assert open_head(head, text) == wanted
        assert vault_reader.read_head(head, text) == (int(slot), kind, store, bytes.fromhex(key), bytes.fromhex(salt))
    assert open_head(head, "another") is None
    assert vault_reader.read_head(head, "another") is None


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_entries_are_read_and_made_again(folder):
    """Signature and content are right, and the same keys, content and nonce give the same bytes."""
    keys = keys_of(folder)
    devices = {device.id: device for device in map(device_from, map(bytes.fromhex, keys["devices"].values()))}
    for raw, said in zip(entries_in(folder), keys["read"], strict=True):
        entry = parse_entry(raw)
        assert signed_by_author(entry)
        key = bytes.fromhex(keys["epochs"][entry.epoch.hex()])
        words = content(entry, key)
        assert said_by(read_payload(words)) == said
        assert vault_reader.read_content(vault_reader.read_entry(raw), key) == words
        again = seal_entry(
            devices[entry.author],
            key,
            words,
            vault=entry.vault,
            compartment=entry.compartment,
            epoch=entry.epoch,
            sequence=entry.sequence,
            previous=entry.previous,
            chance=lambda size, entry=entry: entry.nonce[:size],
            attachment=entry.attachment,
        )
        assert again == entry
        if "kind" in said:
            assert said_by(payload_from(said)) == said


@pytest.mark.parametrize(
    ("folder", "name"),
    [(folder, name) for folder in SETS for name in keys_of(folder)["devices"]],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_bundles_open_to_the_same_vault(folder, name):
    """Out of the bundle alone come roster, threshold, people and everything that was said, to both readers alike."""
    keys = keys_of(folder)
    device, vault = device_from(bytes.fromhex(keys["devices"][name])), bytes.fromhex(keys["vault"])
    carried = open_bundle((folder / "bundle").read_bytes(), device)
    assert carried.vault == vault
    state = VaultState(device, vault)
    taken = state.take(carried.entries, carried.attachments)
    assert not taken.refused
    assert state.problems() == []
    entries: list[Entry] = [parse_entry(raw) for raw in entries_in(folder)]
    assert sorted(carried.entries) == sorted(entry.bytes for entry in entries)
    said = [said_by(state.read(entry)) for entry in entries]
    assert said == keys["read"]
    assert {key.hex(): [s.member, s.role] for key, s in state.roster.devices.items()} == keys["roster"]
    assert state.roster.threshold == keys["threshold"]
    assert {k.person.hex(): k.name for k in state.forgetting.people.values() if k.name} == keys["names"]
    assert sorted(each.hex() for each in state.destroyed()) == keys["destroyed"]
    second = vault_reader.read_bundle((folder / "bundle").read_bytes(), device.kem_private)
    assert second == (vault, list(carried.entries), list(carried.attachments))
    other = vault_reader.Vault(device.kept, vault, second[1], second[2])
    assert {key.hex(): value.hex() for key, value in other.keys.items()} == keys["epochs"]
    assert {key.hex(): [d.member, d.role] for key, d in other.roster.devices.items()} == keys["roster"]
    assert other.roster.threshold == keys["threshold"]


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_signals_are_known(folder):
    """By their sentinel and the vault that they are for."""
    keys, raw = keys_of(folder), (folder / "signal").read_bytes()
    sign, vault = sentinel_of(bytes.fromhex(keys["sentinel"])).sign, bytes.fromhex(keys["vault"])
    assert (parse_signal(raw).sentinel, parse_signal(raw).vault) == (sign, vault)
    assert vault_reader.read_signal(raw) == (sign, vault)
