"""A process is killed at any moment of an intake: nothing acknowledged is lost, and nothing is there by half."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.archives import MISSION, PASSPHRASE, an_archive
from tests.attacks.crashing import folder_in_memory
from tests.attacks.shim_disk import OK, Deed, shim_disk
from tests.kept import AROUND
from waystation.archive.intake import KeepsakeDraft
from waystation.desk.keep.archive.adding import take_in
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.archive.broken import Broken, broken_off
from waystation.desk.keep.archive.holding import chunks_of_item, sealed_bytes, sealed_files
from waystation.desk.keep.archive.looking import with_bytes
from waystation.desk.keep.archive.resuming import resume
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.opening import OpenVault, open_vault
from waystation.storage import sealed_streams, vault_store
from waystation.storage.sealed_streams import names_of
from waystation.vault import chunks

SMALL = (64 << 10) - 32
"""What a chunk holds here, so that many points cost little."""
SIZES = (5, SMALL * 3 + 100, SMALL, SMALL * 2, SMALL * 5 - 1)
LEAST_POINTS = 200
HALFWAY = 28
"""The point at which the longest file is half taken in."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one."""
    with folder_in_memory() as path:
        yield path


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks that hold little."""
    monkeypatch.setattr(chunks, "CAPACITY", SMALL)
    monkeypatch.setattr(sealed_streams, "CAPACITY", SMALL)


def sources(folder: Path) -> list[Path]:
    """Files to be taken in, the same each time."""
    folder.mkdir()
    found = []
    for number, size in enumerate(SIZES):
        path = folder / f"{number}.bin"
        path.write_bytes(random.Random(number).randbytes(size))
        found.append(path)
    return found


class Disk:
    """Counts everything that is done to the disk, by us and by SQLite, and ends the process at one of those moments.

    Args:
        last: Which is the last that is begun; None to let all of them be.
    """

    def __init__(self, last: int | None = None) -> None:
        self.log: list[tuple[str, str]] = []
        self._last, self._lock = last, threading.Lock()

    def point(self, what: str, name: str, half: Callable[[], object] = lambda: None) -> None:
        """Something is about to be done; the last is done by half where it can be."""
        with self._lock:
            self.log.append((what, name))
            if self._last is not None and len(self.log) > self._last:
                half()
                os._exit(9)

    def refuse(self, deed: Deed) -> int:
        """What SQLite is about to do."""
        self.point(f"sqlite {deed.what}", deed.name)
        return OK

    def watches(self, patch: pytest.MonkeyPatch, vfs: str) -> None:
        """Stand between this process and the disk from now on."""
        names: dict[int, str] = {}
        opening, writing, syncing = os.open, os.write, os.fsync

        def named(path: object) -> str:
            return Path(os.fsdecode(path)).name if not isinstance(path, int) else names.get(path, "")  # type: ignore[arg-type]

        def opened(path: object, flags: int, *rest: object, **more: object) -> int:
            self.point("open", named(path))
            descriptor = opening(path, flags, *rest, **more)  # type: ignore[arg-type]
            names[descriptor] = named(path)
            return descriptor

        def written(descriptor: int, data: bytes) -> int:
            self.point("write", named(descriptor), lambda: writing(descriptor, data[: len(data) // 2]))
            return writing(descriptor, data)

        def synced(descriptor: int) -> None:
            self.point("sync", named(descriptor))
            syncing(descriptor)

        patch.setattr(os, "open", opened)
        patch.setattr(os, "write", written)
        patch.setattr(os, "fsync", synced)
        for each in ("unlink", "mkdir", "ftruncate", "utime", "replace"):
            patch.setattr(os, each, self._before(each, getattr(os, each), named))
        connect = vault_store.connect
        patch.setattr(vault_store, "connect", lambda *given, **more: connect(*given, **{**more, "vfs": vfs}))

    def _before(self, what: str, act: Callable[..., object], named: Callable[[object], str]) -> Callable[..., object]:
        def done(path: object, *rest: object, **more: object) -> object:
            self.point(what, named(path))
            return act(path, *rest, **more)

        return done


def takes_all(folder: Path, files: list[Path], said: int, disk: Disk) -> None:
    """Take in every file, and say of each that it is taken in; runs in a process of its own."""
    with pytest.MonkeyPatch.context() as patch, shim_disk() as shim:
        shim.refuse = disk.refuse
        tell = os.write
        disk.watches(patch, shim.name)
        vault = open_vault(folder, PASSPHRASE, AROUND)
        for path in files:
            keepsake = take_in(vault, MISSION, path, KeepsakeDraft(source="found"))
            tell(said, bytes.fromhex(keepsake.item))
        vault.close()


def killed_at(point: int, folder: Path, files: list[Path]) -> tuple[set[str], bool]:
    """What was acknowledged before a process was ended at a point, and whether it got to its end before."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            takes_all(folder, files, writing, Disk(point))
            os._exit(0)
        finally:
            os._exit(70)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        data = said.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), code
    return {data[at : at + 16].hex() for at in range(0, len(data), 16)}, code == 0


def must_be_whole(vault: OpenVault, acknowledged: set[str], before: set[str]) -> None:
    """What is entered is whole, what was acknowledged is entered, and every file is accounted for."""
    register = read_archive(vault, MISSION, why=None)
    assert acknowledged <= set(register.keepsakes)
    for item, entered in register.keepsakes.items():
        assert sum(len(piece) for piece in sealed_bytes(vault, entered.record)) == entered.record.size
        assert len(register.custody[item]) == 1
    noted = {
        name
        for broken in broken_off(vault)
        for name in names_of(chunks.Chunks(broken.key, bytes.fromhex(broken.item)), broken.size)
    }
    assert sealed_files(vault).names() <= noted | _of_keepsakes(vault)
    assert before <= set(register.keepsakes)


def _of_keepsakes(vault: OpenVault) -> set[str]:
    every = read_archive(vault, MISSION, why=None).keepsakes.values()
    return {name for one in every for name in names_of(chunks_of_item(one.record), one.record.size)}


def goes_on(vault: OpenVault, files: list[Path]) -> None:
    """What was broken off is gone on with; the rest is taken in; then nothing is left over and all is sound."""
    assert all(one.end == "taken" for one in resume(vault))
    sizes = {one.record.size for one in read_archive(vault, MISSION, why=None).keepsakes.values()}
    for path in files:
        if path.stat().st_size not in sizes:
            take_in(vault, MISSION, path, KeepsakeDraft(source="found"))
    assert broken_off(vault) == []
    assert sealed_files(vault).names() == _of_keepsakes(vault)
    checked = with_bytes(vault, check_vault(vault))
    assert checked.problems == checked.notes == ()


@pytest.mark.slow
def test_a_kill_at_any_moment_of_an_intake_loses_nothing(folder, small_chunks):
    """Hundreds of points: every write, sync, opening and unlinking, ours and SQLite's; a last write may be torn."""
    files, points, point = sources(folder / "dump"), 0, 0
    while True:
        archive = an_archive(folder / "x")
        before = set(archive.register.keepsakes)
        archive.close()
        acknowledged, ended = killed_at(point, archive.folder / "anna", files)
        vault = open_vault(archive.folder / "anna", PASSPHRASE, AROUND)
        must_be_whole(vault, acknowledged, before)
        if point % 10 == 0:
            goes_on(vault, files)
        vault.close()
        shutil.rmtree(archive.folder)
        if ended:
            assert len(acknowledged) == len(files)
            break
        points, point = points + 1, point + 1
    assert points >= LEAST_POINTS, points


def test_every_byte_and_name_is_on_the_disk_before_an_intake_is_acknowledged(tmp_path, small_chunks):
    """The record is written only after each chunk was synced after its last write, and their folder after that."""
    archive = an_archive(tmp_path / "x")
    path = sources(tmp_path / "dump")[1]
    there = sealed_files(archive.anna).names()
    archive.close()
    disk = Disk()
    with pytest.MonkeyPatch.context() as patch, shim_disk() as shim:
        shim.refuse = disk.refuse
        disk.watches(patch, shim.name)
        vault = open_vault(archive.folder / "anna", PASSPHRASE, AROUND)
        keepsake = take_in(vault, MISSION, path, KeepsakeDraft(source="found"))
        vault.close()
    names = sealed_files(vault).names() - there
    assert len(names) == keepsake.chunks == 4
    last = {name: max(at for at, one in enumerate(disk.log) if one == ("write", name)) for name in names}
    synced = {name: max(at for at, one in enumerate(disk.log) if one == ("sync", name)) for name in names}
    folder = max(at for at, one in enumerate(disk.log) if one == ("sync", "m"))
    record = min(at for at, (what, _) in enumerate(disk.log) if what == "sqlite write" and at > min(last.values()))
    assert all(last[name] < synced[name] < folder < record for name in names)
    archive.open()


CHILD = """
import sys
from pathlib import Path
from tests.archives import MISSION, PASSPHRASE
from tests.kept import AROUND
from waystation.archive.intake import KeepsakeDraft
from waystation.desk.keep.archive.adding import take_in
from waystation.desk.keep.opening import open_vault
vault = open_vault(Path(sys.argv[1]), PASSPHRASE, AROUND)
print("open", flush=True)
def told(done):
    print(done, flush=True)
    if done > 30_000_000:
        sys.stdin.read()  # the end is not reached before the kill
take_in(vault, MISSION, Path(sys.argv[2]), KeepsakeDraft(source="found"), told=told)
"""


def test_a_process_that_is_really_killed_is_gone_on_with(tmp_path, root):
    """Several times, at moments that chance picks, over 40 MB; what lay there already is not sealed again."""
    archive = an_archive(tmp_path / "x")
    archive.close()
    path = tmp_path / "film.bin"
    path.write_bytes(random.Random(1).randbytes(1 << 20) * 40)
    chance = random.Random(7)
    for _ in range(4):
        arguments = [sys.executable, "-c", CHILD, str(archive.folder / "anna"), str(path)]
        child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)
        assert child.stdin is not None
        assert child.stdout is not None
        with child.stdin, child.stdout:
            for _ in range(chance.randrange(1, 8)):
                child.stdout.readline()
            child.send_signal(signal.SIGKILL)
        child.wait()
    archive.open()
    (broken,) = broken_off(archive.anna)
    there = {name: _written(archive.anna, name) for name in _sound(archive.anna, broken)}
    assert there
    (done,) = resume(archive.anna)
    assert done.keepsake is not None
    assert done.keepsake.item == broken.item
    assert {name: _written(archive.anna, name) for name in there} == there
    assert b"".join(sealed_bytes(archive.anna, done.keepsake)) == path.read_bytes()


def _sound(vault: OpenVault, broken: Broken) -> Iterator[str]:
    """The chunks of a broken intake that are not torn; there are some."""
    sealed = chunks.Chunks(broken.key, bytes.fromhex(broken.item))
    for number in range(chunks.chunks_of(broken.size)):
        data = sealed_files(vault).read(sealed.name(number))
        if data and sealed.open(number, number == chunks.chunks_of(broken.size) - 1, data) is not None:
            yield sealed.name(number)


def _written(vault: OpenVault, name: str) -> int:
    """What changes when a file is written to; its time, which is the same for all, does not."""
    return (sealed_files(vault).path / name).stat().st_ctime_ns


def test_a_file_that_changed_since_is_taken_in_from_its_beginning(tmp_path, small_chunks):
    """Under another key and another item; nothing of the first attempt is left."""
    archive = an_archive(tmp_path / "x")
    archive.close()
    path = sources(tmp_path / "dump")[4]
    _, ended = killed_at(HALFWAY, archive.folder / "anna", [path])
    assert not ended
    archive.open()
    (broken,) = broken_off(archive.anna)
    changed = b"changed" + path.read_bytes()
    path.write_bytes(changed)
    (done,) = resume(archive.anna)
    assert done.keepsake is not None
    assert done.keepsake.item != broken.item
    assert done.keepsake.key != broken.key.hex()
    assert b"".join(sealed_bytes(archive.anna, done.keepsake)) == changed
    assert sealed_files(archive.anna).names() == _of_keepsakes(archive.anna)


def test_a_file_that_changed_under_the_same_size_and_time_is_found_out(tmp_path, small_chunks):
    """What lies there is compared byte for byte, and nothing of it is taken for what the file holds now."""
    archive = an_archive(tmp_path / "x")
    archive.close()
    path = sources(tmp_path / "dump")[4]
    killed_at(HALFWAY, archive.folder / "anna", [path])
    archive.open()
    (broken,) = broken_off(archive.anna)
    assert sealed_files(archive.anna).size(chunks.Chunks(broken.key, bytes.fromhex(broken.item)).name(0))
    when = path.stat().st_mtime_ns
    changed = bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:]
    path.write_bytes(changed)
    os.utime(path, ns=(when, when))
    (done,) = resume(archive.anna)
    assert done.keepsake is not None
    assert done.keepsake.item != broken.item
    assert b"".join(sealed_bytes(archive.anna, done.keepsake)) == changed
    assert broken_off(archive.anna) == []
    assert sealed_files(archive.anna).names() == _of_keepsakes(archive.anna)


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    """A fork takes only the thread that forks with it: none other may be sealing then."""
    yield
    assert not [one for one in threading.enumerate() if one.name.startswith("sealing")]
