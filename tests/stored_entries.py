"""Entries as a store sees them: bytes of the right form whose content nobody can open, and vaults to keep them in."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from waystation.storage.vault_connection import StoreKey
from waystation.storage.vault_folder import VaultFolder, create_vault
from waystation.storage.vault_store import VaultStore

KEY = StoreKey(bytes(range(32)), bytes(range(100, 116)))
OTHER = StoreKey(bytes(range(1, 33)), bytes(range(16)))
HEAD = random.Random(4096).randbytes(4096)
AUTHOR, COMPARTMENT = b"\xaa" * 32, b"\xcc" * 16


@dataclass(frozen=True)
class StoredEntry:
    """What a store wants to know of an entry."""

    hash: bytes
    author: bytes
    compartment: bytes
    sequence: int
    attachment: bytes | None
    bytes: bytes


def entry(
    sequence: int,
    *,
    author: bytes = AUTHOR,
    compartment: bytes = COMPARTMENT,
    attachment: bytes | None = None,
    sealed: int = 272,
    seed: int = 0,
) -> StoredEntry:
    """An entry with a header as `docs/vault-format.md` has it, and chance for what is sealed and signed."""
    chance = random.Random(f"{seed} {sequence} {author.hex()} {compartment.hex()}")
    data = (
        b"\x01"
        + bytes(16)
        + compartment
        + chance.randbytes(32)
        + author
        + sequence.to_bytes(8)
        + (chance.randbytes(32) if sequence else bytes(32))
        + (attachment or bytes(32))
        + chance.randbytes(12)
        + sealed.to_bytes(4)
        + chance.randbytes(sealed)
        + chance.randbytes(64)
    )
    return StoredEntry(hashlib.sha256(data).digest(), author, compartment, sequence, attachment, data)


def entries(count: int, start: int = 0, **which: object) -> list[StoredEntry]:
    """The next entries of one chain."""
    return [entry(sequence, **which) for sequence in range(start, start + count)]


def blob(seed: int, size: int = 60) -> bytes:
    """An attachment."""
    return random.Random(seed).randbytes(size)


def hash_of(data: bytes) -> bytes:
    """The name under which an attachment is kept."""
    return hashlib.sha256(data).digest()


def new_vault(path: Path) -> VaultFolder:
    """A vault whose store `b` is opened by KEY."""
    return create_vault(path, HEAD, {"b": KEY, "c": OTHER})


@contextmanager
def opened(folder: VaultFolder, **how: object) -> Iterator[VaultStore]:
    """The store of a vault made by `new_vault`, closed again afterwards."""
    with VaultStore(folder, "b", KEY, **how) as store:
        yield store
