"""Reading from a store of a vault: headers without entries, entries, attachments, own values.

Decides in which order things are read and what happens on meeting a damaged page: what is intact is read on, from
memory, what is not is remembered as lost, and the store takes nothing in any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from typing import Any

from waystation.errors import Damaged
from waystation.storage.vault_connection import Connection, StoreKey, refusals
from waystation.storage.vault_rows import Header

__all__ = ["VaultReading"]

TOGETHER = 500

_HEADERS = (
    "SELECT header.row, hash, author, compartment, sequence, attachment, kind, verified"
    " FROM header JOIN chain ON chain.row = header.chain WHERE "
)


class VaultReading:
    """The reading half of a store.

    Args:
        folder: The vault's folder.
        path: The store's file.
        key: What opens it.
        connect: Opens the store.

    Raises:
        Usage: `vault_busy`, `vault_read_only` or `cannot_open`.
        Damaged: `vault_damaged`.
    """

    def __init__(self, folder: Path, path: Path, key: StoreKey, connect: Callable[[], Connection]) -> None:
        self.folder = folder
        self.path = path
        self.key = key
        self._connect = connect
        self._harmed = self._in_memory = False
        self._chains: dict[tuple[bytes, bytes], int] = {}
        self._lost: dict[int, Header] = {}
        self._thread = get_ident()
        self._connection: Connection
        try:
            with refusals(folder):
                self._connection = self._opened()
        except Damaged:
            self._harmed = True
            self._go_on_in_memory()
            if not self.owns() and not self.count():
                # Nothing of it opens: then it is the wrong key, or all is lost.
                self._connection.close()
                raise

    @property
    def harmed(self) -> bool:
        """Whether a damaged page was met."""
        return self._harmed

    @property
    def lost(self) -> tuple[Header, ...]:
        """The entries that were asked for and cannot be read any more, as far as their headers can."""
        return tuple(self._lost[row] for row in sorted(self._lost))

    # ------------------------------------------------------------------ entries

    def headers(
        self,
        *,
        after: int = 0,
        kinds: Collection[str | None] | None = None,
        compartment: bytes | None = None,
        author: bytes | None = None,
        verified: bool | None = None,
    ) -> list[Header]:
        """The headers of entries, in the order in which they were taken in.

        Args:
            after: Only those whose row is greater.
            kinds: Only of these kinds; None among them stands for those that could not be opened.
            compartment: Only of this compartment.
            author: Only by this author.
            verified: Only those that are verified, or those that are not.
        """
        where, values = ["header.row > ?"], [after]
        parts: list[tuple[str, Any]] = [("compartment", compartment), ("author", author), ("verified", verified)]
        for column, wanted in parts:
            if wanted is not None:
                where.append(f"{column} = ?")
                values.append(wanted)
        if kinds is not None:
            named: Sequence[Any] = sorted(kind for kind in kinds if kind is not None)
            where.append(f"(kind IN ({_marks(named)}){' OR kind IS NULL' if None in kinds else ''})")
            values.extend(named)
        statement = f"{_HEADERS}{' AND '.join(where)} ORDER BY header.row"
        return [_header(row) for row in self._rows(statement, values)]

    def entries(self, **which: Any) -> Iterator[tuple[Header, bytes]]:
        """Entries with their headers, in the order in which they were taken in; those that are lost are left out.

        Args:
            **which: As for `headers`.
        """
        headers = self.headers(**which)
        for start in range(0, len(headers), TOGETHER):
            some = headers[start : start + TOGETHER]
            found = self._bytes_of_rows(some)
            for header in some:
                if header.row in found:
                    yield header, found[header.row]

    def bytes_of(self, hashes: Iterable[bytes]) -> dict[bytes, bytes]:
        """The bytes of entries, by their hashes; what is not there, or lost, is left out."""
        headers = {header.row: header for header in self._headers_of(hashes)}
        return {headers[row].hash: data for row, data in self._bytes_of_rows(list(headers.values())).items()}

    def hearing(self, ids: Iterable[str]) -> list[bytes]:
        """The hashes of the entries that hold reports of these ids, as far as they were noted."""
        statement = "SELECT DISTINCT hash FROM heard JOIN header ON header.row = heard.entry WHERE id IN ({})"
        return [hash_ for (hash_,) in self._among(statement, ids)]

    def known(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Which of some entries are there, by their hashes."""
        return {hash_ for (hash_,) in self._among("SELECT hash FROM header WHERE hash IN ({})", hashes)}

    def chains(self) -> dict[tuple[bytes, bytes], tuple[int, bytes]]:
        """The last verified entry of every chain: (author, compartment) to (sequence, hash)."""
        last = {}
        for row, author, compartment in self._rows("SELECT row, author, compartment FROM chain"):
            for sequence, hash_ in self._rows(
                "SELECT sequence, hash FROM header WHERE chain = ? AND verified ORDER BY sequence DESC, row LIMIT 1",
                (row,),
            ):
                last[author, compartment] = (sequence, hash_)
        return last

    def whole(self) -> set[tuple[bytes, bytes]]:
        """The chains, by author and compartment, of which every number up to the last is there once."""
        rows = self._rows(
            "SELECT author, compartment FROM chain JOIN"
            " (SELECT chain AS of, max(sequence) AS last, count(*) AS entries, count(DISTINCT sequence) AS numbers"
            " FROM header GROUP BY chain) ON of = chain.row"
            " WHERE entries = last + 1 AND numbers = entries"
        )
        return set(rows)

    def at(self, author: bytes, compartment: bytes, sequence: int) -> list[bytes]:
        """The hashes of the entries under a number of a chain: none, one, or several if the device wrote twice."""
        rows = self._rows(
            "SELECT hash FROM header JOIN chain ON chain.row = header.chain"
            " WHERE author = ? AND compartment = ? AND sequence = ? ORDER BY hash",
            (author, compartment, sequence),
        )
        return [hash_ for (hash_,) in rows]

    def last_row(self) -> int:
        """The row of the entry that was taken in last; 0 if there is none."""
        return int(self._rows("SELECT coalesce(max(row), 0) FROM header")[0][0])

    def count(self) -> int:
        """How many entries there are."""
        return int(self._rows("SELECT count(*) FROM header")[0][0])

    # ------------------------------------------------------------------ attachments and own values

    def attachment(self, hash_: bytes) -> bytes | None:
        """An attachment by its hash, or None: it never came, or was destroyed."""
        return self.attachments([hash_]).get(hash_)

    def attachments(self, hashes: Iterable[bytes]) -> dict[bytes, bytes]:
        """Attachments by their hashes; what is not there is left out."""
        return dict(self._among("SELECT hash, bytes FROM attachment WHERE hash IN ({})", hashes))

    def attachment_hashes(self) -> set[bytes]:
        """The hashes of all attachments that are there."""
        return {hash_ for (hash_,) in self._rows("SELECT hash FROM attachment")}

    def destroyed(self) -> frozenset[bytes]:
        """The hashes of attachments that were destroyed, and are never taken in."""
        return frozenset(hash_ for (hash_,) in self._rows("SELECT hash FROM destroyed"))

    def own(self, name: str) -> bytes | None:
        """This device's own value of a name, or None."""
        rows = self._rows("SELECT value FROM own WHERE name = ?", (name,))
        return bytes(rows[0][0]) if rows else None

    def owns(self) -> dict[str, bytes]:
        """All of this device's own values by name."""
        return dict(self._rows("SELECT name, value FROM own"))

    # ------------------------------------------------------------------ inside

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        if not self._harmed and not self._connection.in_transaction:
            with suppress(Damaged):
                return self._read(statement, values)
        return self._read(statement, values)

    def _read(self, statement: str, values: Sequence[Any]) -> list[Any]:
        with self._noticing():
            rows: list[Any] = self._connection.execute(statement, values).fetchall()
        return rows

    def _among(self, statement: str, wanted: Iterable[Any]) -> Iterator[Any]:
        every = list(wanted)
        for start in range(0, len(every), TOGETHER):
            some = every[start : start + TOGETHER]
            yield from self._rows(statement.format(_marks(some)), some)

    def _headers_of(self, hashes: Iterable[bytes]) -> Iterator[Header]:
        for row in self._among(_HEADERS + "hash IN ({})", hashes):
            yield _header(row)

    def _bytes_of_rows(self, headers: Sequence[Header]) -> dict[int, bytes]:
        rows = [header.row for header in headers]
        found = dict(self._among("SELECT row, bytes FROM entry WHERE row IN ({})", rows))
        self._lost.update({header.row: header for header in headers if header.row not in found})
        return found

    def _opened(self) -> Connection:
        beside = Path(f"{self.path}-wal")
        if beside.exists() and beside.stat().st_size:
            # Only after a crash, or beside another process: it takes its time to import.
            from waystation.storage.vault_pages import log_is_harmed

            if log_is_harmed(self.path, self.key):
                # SQLite would pass over what had been acknowledged, and write over it.
                raise Damaged("vault_damaged", path=str(self.folder))
        return self._connect()

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        """Turn SQLite's refusals into our own errors, and remember damage."""
        if get_ident() != self._thread:
            # SQLite would refuse it too, in a way that looks like damage; this is a mistake of ours, and harms nothing.
            raise RuntimeError("a store is used only on the thread that opened it")
        try:
            with refusals(self.folder):
                yield
        except Damaged:
            self._harmed = True
            self._go_on_in_memory()
            raise

    def _go_on_in_memory(self) -> None:
        """SQLCipher reads nothing more once it met a damaged page: go on with what is on the sound ones."""
        connection = getattr(self, "_connection", None)
        if self._in_memory or (connection is not None and connection.in_transaction):
            return
        # Only for a damaged store: it takes its time to import.
        from waystation.storage.vault_salvage import rebuilt, salvage

        if connection is not None:
            connection.close()
        found = salvage(self.path, self.key)
        self._connection, self._in_memory = rebuilt(found), True
        self._lost.update({header.row: header for header in found.lost})

    def _chain(self, author: bytes, compartment: bytes) -> int:
        """The row of a chain, made if need be. Runs inside a transaction."""
        if (author, compartment) not in self._chains:
            self._connection.execute(
                "INSERT OR IGNORE INTO chain(author, compartment) VALUES (?, ?)", (author, compartment)
            )
            found = self._connection.execute(
                "SELECT row FROM chain WHERE author = ? AND compartment = ?", (author, compartment)
            )
            self._chains[author, compartment] = int(found.fetchone()[0])
        return self._chains[author, compartment]

    def _forget_chains(self) -> None:
        """After a transaction that was not kept: rows that it made may not be there."""
        self._chains.clear()


def _header(row: tuple[Any, ...]) -> Header:
    *rest, verified = row
    return Header._make((*rest, bool(verified)))


def _marks(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))
