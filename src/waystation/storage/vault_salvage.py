"""What can still be read from a damaged store: every record on every sound page, without any tree above it.

Follows SQLite's file format (https://www.sqlite.org/fileformat2.html). Entries are signed and chained, so it does not
matter by which way they are found: who takes them verifies them. Reads only; nothing is written or mended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from waystation.errors import Damaged
from waystation.storage.vault_connection import SCHEMA, Connection, StoreKey
from waystation.storage.vault_pages import USABLE, open_pages
from waystation.storage.vault_rows import Header
from waystation.vault.entries import parse_entry

__all__ = ["Salvaged", "rebuilt", "salvage"]

Value = int | bytes | str | None

_TABLE_LEAF, _INDEX_LEAF = 0x0D, 0x0A


@dataclass(frozen=True)
class Salvaged:
    """What was found.

    Args:
        entries: The bytes of entries by their hashes.
        attachments: Attachments by their hashes, without those that were destroyed.
        own: Own values by name.
        destroyed: The hashes of attachments that were destroyed.
        damaged_pages: The numbers of the pages that are not what was written.
        lost: The headers of entries that are gone, as far as these could be read.
        headers: The headers of entries that are there, as far as these could be read, by their hashes.
        rows: The rows of entries by their hashes.
    """

    entries: Mapping[bytes, bytes]
    attachments: Mapping[bytes, bytes]
    own: Mapping[str, bytes]
    destroyed: frozenset[bytes]
    damaged_pages: tuple[int, ...]
    lost: tuple[Header, ...]
    headers: Mapping[bytes, Header]
    rows: Mapping[bytes, int]


def salvage(path: Path, key: StoreKey) -> Salvaged:
    """Read all that is intact in a store's file and in the log beside it.

    Args:
        path: The store's file.
        key: What opens it.

    Returns:
        What was found; entries in the order of their rows.
    """
    pages, damaged = open_pages(path, key)
    found = _Found()
    for number in sorted(pages):
        for row, record in _records(number, pages):
            found.take(row, record)
    rows = {hashlib.sha256(data).digest(): row for row, data in sorted(found.entries.items())}
    entries = {hash_: found.entries[row] for hash_, row in rows.items()}
    headers = {header.hash: header for header in found.all_headers()}
    gone = frozenset(found.destroyed)
    return Salvaged(
        entries=entries,
        attachments={hash_: data for hash_, data in found.attachments.items() if hash_ not in gone},
        own=found.own,
        destroyed=gone,
        damaged_pages=damaged,
        lost=tuple(header for hash_, header in headers.items() if hash_ not in entries),
        headers={hash_: header for hash_, header in headers.items() if hash_ in entries},
        rows=rows,
    )


@dataclass
class _Found:
    """Records by the table to which their shape belongs."""

    entries: dict[int, bytes] = field(default_factory=dict)
    headers: dict[int, list[Value]] = field(default_factory=dict)
    chains: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    attachments: dict[bytes, bytes] = field(default_factory=dict)
    destroyed: set[bytes] = field(default_factory=set)
    own: dict[str, bytes] = field(default_factory=dict)

    def take(self, row: int, record: list[Value]) -> None:
        match record:
            case [None, bytes(data)]:
                self.entries[row] = data
            case [None, bytes(hash_), bytes(data)] if hashlib.sha256(data).digest() == hash_:
                self.attachments[hash_] = data
            case [None, bytes(author), bytes(compartment)]:
                self.chains[row] = (author, compartment)
            case [None, bytes(), int(), int(), _, _, int()]:
                self.headers[row] = record
            case [str(name), bytes(value)]:
                self.own[name] = value
            case [bytes(hash_)] if len(hash_) == 32:
                self.destroyed.add(hash_)

    def all_headers(self) -> Iterator[Header]:
        for row, record in sorted(self.headers.items()):
            match record:
                case [None, bytes(hash_), int(chain), int(sequence), attachment, kind, int(verified)]:
                    author, compartment = self.chains.get(chain, (b"", b""))
                    named = (kind if isinstance(kind, str) else None, bool(verified))
                    attached = attachment if isinstance(attachment, bytes) else None
                    yield Header(row, hash_, author, compartment, sequence, attached, *named)


def rebuilt(found: Salvaged) -> Connection:
    """What was found, as a store in memory that can be asked like any other.

    Headers that are gone are made anew from their entries, which then count as not verified and of unknown kind.
    """
    connection: Connection = sqlcipher.connect(":memory:", isolation_level=None)
    for statement in SCHEMA:
        connection.execute(statement)
    chains: dict[tuple[bytes, bytes], int] = {}
    headers = [_header_of(found, hash_, row) for hash_, row in found.rows.items()]
    for header in (*headers, *(each for each in found.lost if each.row not in found.rows.values())):
        if header is None:
            continue
        chain = chains.setdefault((header.author, header.compartment), len(chains) + 1)
        connection.execute(
            "INSERT OR IGNORE INTO header VALUES (?, ?, ?, ?, ?, ?, ?)",
            (header.row, header.hash, chain, header.sequence, header.attachment, header.kind, header.verified),
        )
    rows = [(number, *chain) for chain, number in chains.items()]
    connection.executemany("INSERT INTO chain VALUES (?, ?, ?)", rows)
    kept = [(row, found.entries[hash_]) for hash_, row in found.rows.items()]
    connection.executemany("INSERT INTO entry VALUES (?, ?)", kept)
    connection.executemany("INSERT INTO attachment(hash, bytes) VALUES (?, ?)", found.attachments.items())
    connection.executemany("INSERT INTO destroyed VALUES (?)", [(hash_,) for hash_ in found.destroyed])
    connection.executemany("INSERT INTO own VALUES (?, ?)", found.own.items())
    return connection


def _header_of(found: Salvaged, hash_: bytes, row: int) -> Header | None:
    """The header that was found, or else, as when its chain's row is gone, one made anew; None if it is no entry."""
    header = found.headers.get(hash_)
    if header is not None and header.author:
        return header
    try:
        entry = parse_entry(found.entries[hash_])
    except Damaged:
        return None
    attachment = entry.attachment if any(entry.attachment) else None
    return Header(row, entry.hash, entry.author, entry.compartment, entry.sequence, attachment, None, verified=False)


def _records(number: int, pages: Mapping[int, bytes]) -> Iterator[tuple[int, list[Value]]]:
    """The records whose cells begin on a page, with their rows (0 in an index), unless they are cut short."""
    page = pages[number]
    start = 100 if number == 1 else 0
    kind = page[start]
    if kind not in (_TABLE_LEAF, _INDEX_LEAF):
        return
    for index in range(int.from_bytes(page[start + 3 : start + 5])):
        pointer = start + 8 + 2 * index
        try:
            at = int.from_bytes(page[pointer : pointer + 2])
            size, at = _number(page, at)
            row, at = _number(page, at) if kind == _TABLE_LEAF else (0, at)
            yield row, _record(_payload(page, at, size, kind, pages))
        except (IndexError, KeyError, ValueError):
            continue  # its rest lies on a damaged page


def _payload(page: bytes, at: int, size: int, kind: int, pages: Mapping[int, bytes]) -> bytes:
    """A cell's payload, with what lies on pages of its own (file format, section 1.6)."""
    most = USABLE - 35 if kind == _TABLE_LEAF else (USABLE - 12) * 64 // 255 - 23
    if size <= most:
        return page[at : at + size]
    least = (USABLE - 12) * 32 // 255 - 23
    local = least + (size - least) % (USABLE - 4)
    local = local if local <= most else least
    data = bytearray(page[at : at + local])
    following = int.from_bytes(page[at + local : at + local + 4])
    while len(data) < size:
        rest = pages[following]
        data += rest[4:USABLE]
        following = int.from_bytes(rest[:4])
    return bytes(data[:size])


def _record(payload: bytes) -> list[Value]:
    """The values of a record (file format, section 2.1)."""
    end, at = _number(payload, 0)
    values: list[Value] = []
    body = end
    while at < end:
        kind, at = _number(payload, at)
        length = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind] if kind < 10 else (kind - 12) // 2
        data = payload[body : body + length]
        if len(data) != length or kind in (7, 10, 11):
            raise ValueError("cut short, or of a type that no table of ours has")
        body += length
        if kind == 0:
            values.append(None)
        elif kind < 10:
            values.append(int.from_bytes(data, signed=True) if kind < 8 else kind - 8)
        else:
            values.append(data.decode() if kind % 2 else data)
    return values


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing begins."""
    value = 0
    for step in range(9):
        byte = data[at + step]
        if step == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + step + 1
    raise AssertionError("nine bytes end every number")
