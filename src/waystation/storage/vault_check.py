"""Whether a store's file is what was written: every page, every tree, every entry against its hash. Changes nothing.

Whether entries are signed, chained and complete is `vault`'s business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from waystation.storage.vault_connection import Connection, StoreKey
from waystation.storage.vault_pages import damaged_pages, log_is_harmed

__all__ = ["Harm", "check_store"]


@dataclass(frozen=True, slots=True)
class Harm:
    """One thing that is not as it was written.

    Args:
        code: `page` (number), `log` (what lies beside the file; nothing else is looked at then), `tree` (what SQLite
            says), `entry` (hash: its bytes are not what they were), `no_entry` (hash: a header without its entry),
            `no_header` (row), `attachment` (hash), `revived` (hash: an attachment that had been destroyed) or
            `unreadable` (table).
        number: A page's number or a row, or 0.
        hash: An entry's or an attachment's hash, or empty.
        what: SQLite's own words, or a table's name, or empty.
    """

    code: str
    number: int = 0
    hash: bytes = b""
    what: str = ""


def check_store(path: Path, key: StoreKey, connect: Callable[[], Connection]) -> list[Harm]:
    """Everything in a store's file that is not as it was written.

    Args:
        path: The store's file.
        key: What opens it.
        connect: Opens the store.

    Returns:
        What was found, pages first.
    """
    found = [Harm("page", number=number) for number in damaged_pages(path, key)]
    if log_is_harmed(path, key):
        return [*found, Harm("log")]  # what SQLite opened, it would write over
    for table, look in (("header", _trees), ("entry", _entries), ("attachment", _attachments)):
        try:
            # A connection that met a damaged page reads nothing more.
            with closing(connect()) as connection:
                found.extend(look(connection))
        except sqlcipher.DatabaseError:
            found.append(Harm("unreadable", what=table))
    return found


def _trees(connection: Connection) -> Iterator[Harm]:
    for (said,) in connection.execute("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Harm("tree", what=str(said))


def _entries(connection: Connection) -> Iterator[Harm]:
    for (row,) in connection.execute("SELECT row FROM entry WHERE row NOT IN (SELECT row FROM header)").fetchall():
        yield Harm("no_header", number=row)
    rows = connection.execute("SELECT hash, bytes FROM header LEFT JOIN entry ON entry.row = header.row")
    for hash_, data in rows:
        if data is None:
            yield Harm("no_entry", hash=hash_)
        elif hashlib.sha256(data).digest() != hash_:
            yield Harm("entry", hash=hash_)


def _attachments(connection: Connection) -> Iterator[Harm]:
    for hash_, data in connection.execute("SELECT hash, bytes FROM attachment"):
        if hashlib.sha256(data).digest() != hash_:
            yield Harm("attachment", hash=hash_)
    gone = connection.execute("SELECT hash FROM attachment WHERE hash IN (SELECT hash FROM destroyed)")
    yield from [Harm("revived", hash=hash_) for (hash_,) in gone]
