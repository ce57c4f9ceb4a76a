"""A captured device, opened by somebody who has its passphrase, its folder, the format page, and nothing of ours."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from tests.independent.vault_reader import CONTROL, Vault, read_head

__all__ = ["everything_in", "raw_of", "readable_in"]


def raw_of(folder: Path, passphrase: str) -> tuple[Vault, dict[str, bytes]]:
    """A device's store, opened with its passphrase alone; and the device's own values."""
    found = read_head((folder / "a").read_bytes(), passphrase)
    assert found is not None
    _, _, store, key, salt = found
    connection = sqlcipher.connect(str(folder / store))
    try:
        connection.execute(f"PRAGMA key = \"x'{(key + salt).hex()}'\"")
        entries = [bytes(row[0]) for row in connection.execute("SELECT bytes FROM entry ORDER BY row")]
        attachments = [bytes(row[0]) for row in connection.execute("SELECT bytes FROM attachment")]
        own = {name: bytes(value) for name, value in connection.execute("SELECT name, value FROM own")}
    finally:
        connection.close()
    return Vault(own["device"], own["vault"], entries, attachments), own


def readable_in(vault: Vault) -> tuple[Counter[str], Counter[str]]:
    """How many entries open by any key that is there, and whose keys of people, by the compartment's name."""
    names = {epoch.entry.compartment: epoch.payload["name"] or epoch.payload["part"] for epoch in vault.epochs.values()}
    entries: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for name, entry in vault.entries.items():
        payload = vault.payloads[name]
        if entry.compartment == CONTROL or payload is None:
            continue
        entries[names[entry.compartment]] += 1
        if isinstance(payload, dict) and payload.get("kind") == "person":
            people[names[entry.compartment]] += vault.person_key(entry, bytes.fromhex(payload["person"])) is not None
    return entries, +people


def everything_in(vault: Vault) -> str:
    """All texts that open, people's as well, as one."""
    said = []
    keys = {}
    for name, payload in vault.payloads.items():
        entry = vault.entries[name]
        if isinstance(payload, dict) and payload.get("kind") == "person":
            person = bytes.fromhex(payload["person"])
            keys[entry.compartment, person] = vault.person_key(entry, person)
    for name, payload in vault.payloads.items():
        entry = vault.entries[name]
        if isinstance(payload, tuple):
            said.append(payload[2].decode(errors="replace"))
        elif isinstance(payload, dict):
            said.append(str(payload))
            key = keys.get((entry.compartment, bytes.fromhex(payload.get("person") or "")))
            sealed = payload if payload.get("kind") == "private" else payload.get("name")
            if key is not None and isinstance(sealed, dict) and "sealed" in sealed:
                person = bytes.fromhex(payload["person"])
                said.append(str(vault.of_person(entry.compartment, person, key, sealed)))
    return "\n".join(said)
