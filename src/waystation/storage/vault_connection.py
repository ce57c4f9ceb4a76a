"""A connection to one store of a vault: SQLCipher with a raw key, durable, silent, nothing in the clear beside it.

Decides how a store is opened, which tables it has, and what SQLite's refusals are called. What the tables mean is
`docs/vault-format.md`'s and `vault_store`'s business.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher

from waystation.errors import Damaged, Usage, WaystationError

if TYPE_CHECKING:
    import sqlite3

__all__ = ["SCHEMA", "Connection", "StoreKey", "connect", "may_write", "refusals"]

LEAST_ROOM = 64 << 10
"""Bytes that must be free for SQLite to open a file that may be written to: it lays an index of 32 KiB beside it."""

# The same interface; only the standard library's has types.
Connection: TypeAlias = "sqlite3.Connection"

SCHEMA = (
    "CREATE TABLE entry(row INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE chain(row INTEGER PRIMARY KEY, author BLOB NOT NULL, compartment BLOB NOT NULL)",
    "CREATE UNIQUE INDEX chain_of ON chain(author, compartment)",
    """CREATE TABLE header(row INTEGER PRIMARY KEY, hash BLOB NOT NULL, chain INTEGER NOT NULL,
        sequence INTEGER NOT NULL, attachment BLOB, kind TEXT, verified INTEGER NOT NULL)""",
    "CREATE UNIQUE INDEX header_hash ON header(hash)",
    "CREATE INDEX header_chain ON header(chain, sequence)",
    "CREATE INDEX header_kind ON header(kind)",
    "CREATE TABLE attachment(row INTEGER PRIMARY KEY, hash BLOB NOT NULL, bytes BLOB NOT NULL)",
    "CREATE UNIQUE INDEX attachment_hash ON attachment(hash)",
    "CREATE TABLE destroyed(hash BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE heard(row INTEGER PRIMARY KEY, id TEXT NOT NULL, entry INTEGER NOT NULL)",
    "CREATE INDEX heard_id ON heard(id)",
    "CREATE TABLE own(name TEXT PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE filler(bytes BLOB NOT NULL)",
    "PRAGMA user_version = 1",
)


@dataclass(frozen=True, slots=True)
class StoreKey:
    """What opens one store.

    Args:
        key: 32 bytes.
        salt: 16 bytes, which are also the first of the file.
    """

    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != 32 or len(self.salt) != 16:
            raise ValueError("a store's key has 32 bytes and its salt 16")


def connect(path: Path, key: StoreKey, *, patience: float, read_only: bool = False, vfs: str = "") -> Connection:
    """Open a store's file, which must be there.

    Args:
        path: The file.
        key: Its key.
        patience: How long to wait for another process, in seconds.
        read_only: For a disk that cannot be written to, and a store that nobody has open: changes nothing at all.
        vfs: The name of SQLite's way to the disk; empty for the system's own.

    Returns:
        A connection on which transactions are begun and ended in so many words.
    """
    options = "immutable=1" if read_only else "mode=rw"
    options += f"&vfs={vfs}" if vfs else ""
    connection: Connection = sqlcipher.connect(
        f"file:{quote(str(path.absolute()))}?{options}", uri=True, timeout=patience, isolation_level=None
    )
    try:
        # Before the key: a wrong one would be spoken of on standard error.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{(key.key + key.salt).hex()}'\"")
        for pragma in ("temp_store = MEMORY", "cell_size_check = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        if not read_only:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(f"PRAGMA journal_size_limit = {4 << 20}")
        # The first page is read only now; a wrong key or a torn page shows here.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def may_write(folder: Path) -> bool:
    """Whether files in a folder may be made and changed, as far as permissions and the disk say."""
    try:
        return os.access(folder, os.W_OK | os.X_OK) and not _on_read_only_disk(folder)
    except OSError:
        return False


def _on_read_only_disk(folder: Path) -> bool:
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY) if hasattr(os, "statvfs") else False


def _is_full(folder: Path) -> bool:
    try:
        found = os.statvfs(folder)
    except (AttributeError, OSError):
        return False
    return found.f_bavail * found.f_frsize < LEAST_ROOM


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn SQLite's refusals into our own errors.

    Args:
        path: The vault's folder, to name it.

    Raises:
        Usage: `vault_busy`, `vault_full`, `vault_read_only`, or `cannot_open`.
        Damaged: `vault_damaged`, if pages are not what was written.
    """
    try:
        yield
    except sqlcipher.Error as error:
        raise _named(error, path) from None


def _named(error: sqlcipher.Error, path: Path) -> WaystationError:
    code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
    where = str(path)
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return Usage("vault_busy", path=where)
    if code == sqlcipher.SQLITE_FULL:
        return Usage("vault_full", path=where)
    if code == sqlcipher.SQLITE_READONLY:
        return Usage("vault_read_only", path=where)
    if code in (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB):
        return Damaged("vault_damaged", path=where)
    if code == sqlcipher.SQLITE_CANTOPEN:
        return Usage("cannot_open", path=where, why="the system refused")
    if code == sqlcipher.SQLITE_IOERR:
        if _is_full(path):  # SQLite does not say so of the files that it lays beside a store
            return Usage("vault_full", path=where)
        return Usage("cannot_write", path=where, why="the disk refused")
    # Anything else is a mistake of ours, and its text could hold what a vault keeps.
    return Damaged("vault_damaged", path=where)
