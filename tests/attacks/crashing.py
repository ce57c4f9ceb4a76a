"""A day in the life of a vault's store, recorded write by write, and every state in which a crash may leave the disk.

What is true of the disk follows POSIX: what was synced is there; of what was written since, a power cut may keep any
part, in sectors of 512 bytes; a killed process leaves all that it wrote. SQLite's shared memory (`-shm`) is made anew
by whoever opens a store that nobody has open, so none is left.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.attacks.shim_disk import Deed, shim_disk
from tests.stored_entries import StoredEntry, blob, entry, hash_of, new_vault, opened
from waystation.storage.vault_folder import VaultFolder

SECTOR = 512
MEMORY = Path("/dev/shm")
ATTACHMENTS = 12
GONE = (3, 7)


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder in memory where there is one: of what a disk does only what SQLite asks of it is looked at."""
    path = Path(tempfile.mkdtemp(prefix="waystation-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    try:
        yield path
    finally:
        shutil.rmtree(path)


@dataclass(frozen=True)
class Day:
    """What was recorded.

    Args:
        before: The store's file before it.
        deeds: Everything that was done to the disk, with `begin` and `kept` around each transaction by its number, and
            `destroyed` by attachment.
        steps: The entries of each transaction.
    """

    before: bytes
    deeds: list[Deed]
    steps: list[list[StoredEntry]]


def record(folder: Path) -> Day:
    """Entries singly and in batches, attachments, some of them destroyed, the file grown, closed and opened again."""
    vault = new_vault(folder)
    before = vault.store("b").read_bytes()
    sizes = (272, 272, 528, 272, 4112)
    steps = [[entry(number, sealed=sizes[number % 5], seed=1)] for number in range(90)]
    steps[82:82] = [[entry(number, sealed=16400, seed=2) for number in range(60)]]
    steps[60:60] = [[entry(number, seed=3) for number in range(25)]]
    with shim_disk() as disk:
        for part in (range(70), range(70, len(steps))):
            with opened(vault, vfs=disk.name) as store:
                for number in part:
                    # Often, so that crashes in the middle of moving the log into the file are among the states.
                    store._checkpoint_after(40)
                    disk.note("begin", number)
                    store.append(
                        steps[number],
                        attachments=[blob(number)] if number < ATTACHMENTS else [],
                        own={"last": str(number).encode()},
                    )
                    disk.note("kept", number)
                    if number - 20 in GONE:
                        store.destroy([hash_of(blob(number - 20))])
                        disk.note("destroyed", number - 20)
    return Day(before, disk.deeds, steps)


@dataclass
class Disk:
    """What is on the disk, and what of it may still be lost.

    Args:
        synced: Each file's bytes as far as they are safe; a file that is not there may come back empty-handed.
        since: What was done since, file by file.
        kept: The last transaction that was acknowledged, or -1.
        begun: The last that was begun, or -1.
        destroyed: The attachments whose destruction was acknowledged.
    """

    synced: dict[str, bytes]
    since: dict[str, list[Deed]] = field(default_factory=dict)
    kept: int = -1
    begun: int = -1
    destroyed: set[int] = field(default_factory=set)

    def take(self, deed: Deed) -> None:
        """One more thing was done."""
        match deed.what:
            case "begin":
                self.begun = deed.at
            case "kept":
                self.kept = deed.at
            case "destroyed":
                self.destroyed.add(deed.at)
            case "sync":
                self.synced[deed.name] = done(self.synced.get(deed.name, b""), self.since.pop(deed.name, []))
            case "delete":
                # Whether it is gone or as it was, nothing in it is needed; the power cut decides.
                self.since.setdefault(deed.name, []).append(deed)
            case _:
                self.since.setdefault(deed.name, []).append(deed)

    def after_kill(self) -> dict[str, bytes]:
        """The files as a killed process leaves them: with everything that it wrote."""
        return self._files({name: done(self.synced.get(name, b""), deeds) for name, deeds in self.since.items()})

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files after a power cut: of what was not synced some is there, some torn, some not."""
        share = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        files = {}
        for name, deeds in self.since.items():
            some = [torn for deed in deeds for torn in _torn(deed, chance, share)]
            files[name] = done(self.synced.get(name, b""), some)
        return self._files(files)

    def _files(self, changed: dict[str, bytes | None]) -> dict[str, bytes]:
        every: dict[str, bytes | None] = {**self.synced, **changed}
        return {name: data for name, data in every.items() if data is not None}


def done(data: bytes, deeds: list[Deed]) -> bytes | None:
    """A file's bytes after some deeds; None if it is gone."""
    now = bytearray(data)
    there = True
    for deed in deeds:
        match deed.what:
            case "create":
                there = True
            case "write":
                now.extend(bytes(max(0, deed.at - len(now))))
                now[deed.at : deed.at + len(deed.data)] = deed.data
            case "truncate":
                del now[deed.at :]
            case "delete":
                now.clear()
                there = False
    return bytes(now) if there else None


def _torn(deed: Deed, chance: random.Random, share: float) -> Iterator[Deed]:
    """What a power cut leaves of a deed: all of it, nothing, or of a write some of its sectors."""
    fate = chance.random()
    if deed.what == "write" and fate < 0.2:
        start = 0
        while start < len(deed.data):
            end = min(len(deed.data), start + SECTOR - (deed.at + start) % SECTOR)
            if chance.random() < 0.5:
                yield Deed("write", deed.name, deed.at + start, deed.data[start:end])
            start = end
    elif chance.random() < share:
        yield deed


def states(day: Day) -> Iterator[tuple[int, Disk]]:
    """The disk after each thing that was done to it."""
    disk = Disk({"b": day.before})
    for number, deed in enumerate(day.deeds):
        disk.take(deed)
        yield number, disk


def materialise(folder: Path, files: dict[str, bytes]) -> None:
    """Put a crashed disk's files into a vault's folder."""
    for name in ("b", "b-wal", "b-shm"):
        (folder / name).unlink(missing_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    # The other store is as large, so that neither is brought to the other's size each time.
    os.truncate(folder / "c", len(files["b"]))


def must_be_whole(vault: VaultFolder, day: Day, disk: Disk) -> None:
    """Everything that was acknowledged is there, nothing is there by half, and the store is sound."""
    with opened(vault) as store:
        last = store.own("last")
        reached = int(last) if last else -1
        assert disk.kept <= reached <= disk.begun
        expected = [each.bytes for step in day.steps[: reached + 1] for each in step]
        assert [data for _, data in store.entries()] == expected
        there = store.attachment_hashes()
        for number in range(min(ATTACHMENTS, reached + 1)):
            gone = number in disk.destroyed or hash_of(blob(number)) in store.destroyed()
            assert (hash_of(blob(number)) in there) != gone
        assert store.check() == [], store.check()


def goes_on(vault: VaultFolder) -> None:
    """What was opened after a crash can be written to, and leaves nothing beside its file."""
    with opened(vault) as store:
        count = store.count()
        store.append([entry(10_000)])
        assert store.count() == count + 1
        assert store.check() == [], store.check()
    assert sorted(path.name for path in vault.path.iterdir()) == ["a", "b", "c"]
