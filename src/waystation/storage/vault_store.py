"""One store of a vault: sealed entries and their attachments, kept durably, each transaction whole or not at all.

Decides how entries lie in SQLCipher's tables, that what is acknowledged is on the disk, and that what was destroyed is
overwritten and never taken in again. Knows no entry's content: whether it is sound, who may read it and what it means
is `vault`'s business, and only a caller's word for its kind is kept beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from waystation.errors import Damaged, Usage
from waystation.storage.vault_connection import Connection, StoreKey, connect, may_write, refusals
from waystation.storage.vault_folder import STORES, VaultFolder, look_alike
from waystation.storage.vault_growth import fill, free_pages, grow, page_count
from waystation.storage.vault_reading import VaultReading
from waystation.storage.vault_rows import Header

if TYPE_CHECKING:
    from waystation.storage.vault_check import Harm

__all__ = ["Header", "Sealed", "VaultStore"]

PAGE_BYTES = 4096
FRAME_BYTES = PAGE_BYTES + 24
INDEX_BYTES = 32 << 10
SPARE_PAGES = 32
CHECKPOINT_PAGES = 1000
OVERWRITE = "overwrite"
NO_ROOM = ("vault_full", "cannot_write", "cannot_open")
"""What is said of a disk that has no room for the files that SQLite lays beside a store."""
T = TypeVar("T")


class Sealed(Protocol):
    """What a store wants to know of an entry."""

    @property
    def hash(self) -> bytes:
        """H over all of its bytes."""

    @property
    def author(self) -> bytes:
        """The device that signed it."""

    @property
    def compartment(self) -> bytes:
        """Its compartment."""

    @property
    def sequence(self) -> int:
        """Its number in the chain of author and compartment."""

    @property
    def attachment(self) -> bytes | None:
        """The hash of its attachment; None or zeros if it has none."""

    @property
    def bytes(self) -> bytes:
        """All of its bytes."""


class VaultStore(VaultReading):
    """A store that is open. Close it, or use it as a context manager, so that nothing but its file is left.

    Args:
        folder: The vault's folder.
        letter: Which of its stores, `b` or `c`.
        key: What opens it.
        patience: How long to wait for another process that is writing, in seconds.
        vfs: The name of SQLite's way to the disk; empty for the system's own.

    Raises:
        Usage: `vault_busy`, `vault_read_only` or `cannot_open`.
        Damaged: `vault_damaged`, if the key does not open it: its first page is not what was written.
    """

    def __init__(
        self, folder: VaultFolder, letter: str, key: StoreKey, *, patience: float = 5.0, vfs: str = ""
    ) -> None:
        path = folder.store(letter)
        self.read_only = not may_write(folder.path)
        if self.read_only and _size(Path(f"{path}-wal")):
            # What was written last lies beside the file, and to read it SQLite must write.
            raise Usage("vault_read_only", path=str(folder.path))
        self._refusal = Usage("vault_read_only", path=str(folder.path))

        def connected() -> Connection:
            return connect(path, key, patience=patience, read_only=self.read_only, vfs=vfs)

        try:
            super().__init__(folder.path, path, key, connected)
        except Usage as refused:
            if self.read_only or refused.code not in NO_ROOM or _size(Path(f"{path}-wal")):
                raise
            # Even to read, SQLite lays files beside a store that may be written to; on a full disk it is read as it is.
            self.read_only, self._refusal = True, refused
            _take_away_unborn(path)
            super().__init__(folder.path, path, key, connected)
        self._writing = False
        self._even = True
        if not self.read_only and not self.harmed:
            with suppress(Usage, Damaged):
                self._finish_destroying()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring everything into the store's own file and close it; the files beside it go if nobody else uses them."""
        try:
            if not self.read_only and not self.harmed:
                self._grow_like_other()
                # What cannot be moved now lies safely beside the file until the next time.
                with suppress(Usage, Damaged), refusals(self.folder):
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._connection.close()
        if not self.read_only and not self.harmed:
            look_alike(self.folder)

    # ------------------------------------------------------------------ writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One durable transaction that no other process writes beside: on leaving it, all of it is on the disk.

        Waits for another process that is writing. Since that one may have added entries, whoever is about to continue
        a chain first looks at `entries(after=…)` inside.

        Raises:
            Usage: `vault_busy`, `vault_full` or `vault_read_only`; then nothing of it is kept.
            Damaged: `vault_damaged`; nothing is written any more into a store with damaged pages.
        """
        if self._writing:
            raise RuntimeError("a transaction is open already")
        if self.read_only:
            raise Usage(self._refusal.code, **self._refusal.fields)
        if self.harmed:
            raise Damaged("vault_damaged", path=str(self.folder))
        with self._noticing():
            self._connection.execute("BEGIN IMMEDIATE")
        self._writing = True
        try:
            yield
            with self._noticing():
                self._connection.execute("COMMIT")
        except BaseException as error:
            self._forget_chains()
            # A full disk ends the transaction by itself.
            if self._connection.in_transaction:
                with suppress(Usage, Damaged), refusals(self.folder):
                    self._connection.execute("ROLLBACK")
            if self.harmed:
                self._go_on_in_memory()
            if isinstance(error, Usage) and error.code == "vault_full":
                # The log beside the file may be what fills the disk, while the file has room: the next one may succeed.
                with suppress(Usage):
                    self._checkpoint("TRUNCATE")
            raise
        finally:
            self._writing = False
        self._even_out()

    def append(
        self,
        entries: Iterable[Sealed] = (),
        *,
        kinds: Mapping[bytes, str] | None = None,
        waiting: Collection[bytes] = (),
        attachments: Iterable[bytes] = (),
        own: Mapping[str, bytes | None] | None = None,
    ) -> int:
        """Keep entries, attachments and own values, all or none. What is there already is left as it is.

        Args:
            entries: In the order in which they are to be read again.
            kinds: The kinds of those entries that could be opened, by their hashes.
            waiting: The hashes of those that are not verified yet.
            attachments: Attachments; those that were destroyed once are left out.
            own: This device's own values by name; None takes one away.

        Returns:
            How many entries were not there yet.

        Raises:
            Usage: `vault_busy`, `vault_full` or `vault_read_only`; then nothing of it is kept.
            Damaged: `vault_damaged`.
        """
        # It may have to be done twice.
        entries, attachments = tuple(entries), tuple(attachments)

        def work() -> int:
            new = sum(self._keep(entry, (kinds or {}).get(entry.hash), entry.hash not in waiting) for entry in entries)
            for data in attachments:
                self._keep_attachment(data)
            self._keep_own(own or {})
            return new

        return self._durably(work)

    def set_kinds(self, kinds: Mapping[bytes, str]) -> None:
        """Note the kinds of entries that could be opened only now, by their hashes."""
        rows = [(kind, hash_) for hash_, kind in kinds.items()]
        self._note("UPDATE header SET kind = ? WHERE hash = ?", rows)

    def set_heard(self, ids: Mapping[bytes, Collection[str]]) -> None:
        """Note the ids of the reports in entries, by the entries' hashes, so that `hearing` finds them."""
        rows = [(one, hash_) for hash_, listed in ids.items() for one in listed]
        if rows:
            self._note("INSERT INTO heard(id, entry) SELECT ?1, row FROM header WHERE hash = ?2", rows)

    def set_verified(self, hashes: Iterable[bytes], verified: bool) -> None:
        """Note whether entries were verified."""
        rows = [(int(verified), hash_) for hash_ in hashes]
        self._note("UPDATE header SET verified = ? WHERE hash = ?", rows)

    def set_own(self, values: Mapping[str, bytes | None]) -> None:
        """Keep own values by name; None takes one away."""
        self._durably(lambda: self._keep_own(values))

    def destroy(self, hashes: Iterable[bytes]) -> None:
        """Destroy attachments, here or still to come: overwritten in the file and beside it, and never taken in again.

        May be repeated; a second time overwrites again what lies beside the file.

        Raises:
            Usage: `vault_busy`, if another process reads on, so that what lies beside the file could not be overwritten
                yet; the attachments are gone from the store all the same.
        """
        wanted = [(hash_,) for hash_ in hashes]

        def work() -> None:
            self._connection.executemany("DELETE FROM attachment WHERE hash = ?", wanted)
            self._connection.executemany("INSERT OR IGNORE INTO destroyed(hash) VALUES (?)", wanted)
            self._keep_own({OVERWRITE: b"1"})

        self._durably(work)
        self._finish_destroying()

    # ------------------------------------------------------------------ soundness

    def check(self) -> list[Harm]:
        """Everything in the store's file that is not as it was written; empty if all is well. Changes nothing."""
        # Only here: it takes its time to import.
        from waystation.storage.vault_check import check_store

        return check_store(self.path, self.key, self._connect)

    # ------------------------------------------------------------------ inside

    def _note(self, statement: str, rows: Sequence[tuple[object, bytes]]) -> None:
        """Note something of entries: on the disk, or in memory where what is left of a damaged store is."""
        if self.harmed:
            self._connection.executemany(statement, rows)
        else:
            self._durably(lambda: self._connection.executemany(statement, rows))

    def _durably(self, work: Callable[[], T]) -> T:
        if self._writing:
            with self._noticing():
                return work()
        try:
            with self.writing(), self._noticing():
                return work()
        except Usage as error:
            if error.code != "vault_full":
                raise
        with self.writing(), self._noticing():
            return work()

    def _even_out(self) -> None:
        """Let the file grow by a whole step when little of it is free; on a full disk it may be uneven."""
        if not self._even:
            return
        try:
            with self._noticing():
                if free_pages(self._connection) >= SPARE_PAGES:
                    return
                self._connection.execute("BEGIN IMMEDIATE")
                grow(self._connection, 2 * SPARE_PAGES)
                self._connection.execute("COMMIT")
        except (Usage, Damaged):
            # What was written before is kept all the same; an even size is worth less than the next report.
            self._even = False
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _grow_like_other(self) -> None:
        """Let the file grow to the other store's size, once and for all; bytes after its end would be cut off."""
        try:
            with refusals(self.folder):
                missing = self._other_pages() - page_count(self._connection)
                if missing > 0:
                    self._connection.execute("BEGIN IMMEDIATE")
                    fill(self._connection, free_pages(self._connection) + missing)
                    self._connection.execute("COMMIT")
        except (Usage, Damaged):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _other_pages(self) -> int:
        return max(_size(self.path.with_name(letter)) for letter in STORES) // PAGE_BYTES

    def _keep(self, entry: Sealed, kind: str | None, verified: bool) -> int:
        attachment = entry.attachment if entry.attachment and any(entry.attachment) else None
        header = (entry.hash, self._chain(entry.author, entry.compartment), entry.sequence, attachment, kind, verified)
        kept = self._connection.execute(
            "INSERT OR IGNORE INTO header(hash, chain, sequence, attachment, kind, verified) VALUES (?, ?, ?, ?, ?, ?)",
            header,
        )
        if kept.rowcount < 1:
            return 0
        self._connection.execute("INSERT INTO entry(row, bytes) VALUES (?, ?)", (kept.lastrowid, entry.bytes))
        return 1

    def _keep_attachment(self, data: bytes) -> None:
        hash_ = hashlib.sha256(data).digest()
        self._connection.execute(
            "INSERT OR IGNORE INTO attachment(hash, bytes)"
            " SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM destroyed WHERE hash = ?1)",
            (hash_, data),
        )

    def _keep_own(self, values: Mapping[str, bytes | None]) -> None:
        for name, value in values.items():
            if value is None:
                self._connection.execute("DELETE FROM own WHERE name = ?", (name,))
            else:
                self._connection.execute("INSERT OR REPLACE INTO own(name, value) VALUES (?, ?)", (name, value))

    def _finish_destroying(self) -> None:
        """After attachments were destroyed: write the log beside the file over from its beginning, and cut it off."""
        if self.own(OVERWRITE) is None:
            return
        # It must not begin anew before its end is reached.
        self._checkpoint_after(0)
        try:
            self._checkpoint("RESTART")
            left = _size(Path(f"{self.path}-wal")) // FRAME_BYTES + 1
            while left > 0:
                left -= self._durably(partial(self._write_over, left))
            self._checkpoint("TRUNCATE")
        finally:
            self._checkpoint_after(CHECKPOINT_PAGES)
        self.set_own({OVERWRITE: None})

    def _write_over(self, wanted: int) -> int:
        """Write so many pages into the log, or as many as are free, so that the file need not grow for it."""
        pages = min(wanted, max(SPARE_PAGES, free_pages(self._connection) - SPARE_PAGES))
        grow(self._connection, pages)
        fill(self._connection, pages)
        return pages

    def _checkpoint_after(self, pages: int) -> None:
        with self._noticing():
            self._connection.execute(f"PRAGMA wal_autocheckpoint = {pages}")

    def _checkpoint(self, how: str) -> None:
        with refusals(self.folder):
            busy = self._connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()[0]
        if busy:
            raise Usage("vault_busy", path=str(self.folder))


def _take_away_unborn(store: Path) -> None:
    """Take away the files beside a store that could not be made whole; who has the store open has a whole index."""
    index, log = Path(f"{store}-shm"), Path(f"{store}-wal")
    if _size(index) < INDEX_BYTES and not _size(log):
        with suppress(OSError):
            index.unlink(missing_ok=True)
            log.unlink(missing_ok=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
