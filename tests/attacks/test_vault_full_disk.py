"""The disk is full at any write: what was acknowledged stays, the refusal is one of our own, and later it goes on."""

from __future__ import annotations

import pytest

from tests.attacks.crashing import folder_in_memory
from tests.attacks.mounting import run_on_small_disk
from tests.attacks.shim_disk import FULL, IOERR_FSYNC, IOERR_WRITE, OK, Deed, shim_disk
from tests.stored_entries import blob, entry, hash_of, new_vault, opened
from waystation.errors import Usage, WaystationError
from waystation.wording.mistakes import SENTENCES


class Refusing:
    """A disk that does some deeds and refuses all after them, or only the one.

    Args:
        after: How many it does.
        code: How it refuses.
        what: Which deeds count.
        for_good: Whether it refuses all that come after.
    """

    def __init__(self, after: int, code: int, what: str = "write", for_good: bool = True) -> None:
        self.left, self.code, self.what, self.for_good = after, code, what, for_good
        self.refused = 0

    def __call__(self, deed: Deed) -> int:
        if deed.what != self.what:
            return OK
        self.left -= 1
        if self.left >= 0 or (self.left < -1 and not self.for_good):
            return OK
        self.refused += 1
        return self.code


CODES = {FULL: "vault_full", IOERR_WRITE: "cannot_write", IOERR_FSYNC: "cannot_write"}


@pytest.fixture
def memory():
    """A folder in memory where there is one."""
    with folder_in_memory() as path:
        yield path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "what", "for_good"),
    [(FULL, "write", True), (FULL, "write", False), (IOERR_WRITE, "write", False), (IOERR_FSYNC, "sync", False)],
)
def test_a_disk_that_refuses_at_any_write_loses_nothing(memory, code, what, for_good):
    """Neither for good nor for once; when the disk has room again, the same store takes what it refused."""
    said = set()
    for after in range(0, 330, 5) if what == "write" else range(30):
        vault = new_vault(memory / f"{what}{after}")
        refusing, kept = Refusing(after, code, what, for_good), []
        made = [entry(number, sealed=(272, 9000)[number % 2]) for number in range(16)]
        with shim_disk() as disk, opened(vault, vfs=disk.name) as store:
            store._checkpoint_after(20)
            disk.refuse = refusing
            for each in made:
                try:
                    store.append([each], attachments=[blob(each.sequence)])
                except WaystationError as refused:
                    said.add((type(refused), refused.code))
                else:
                    kept.append(each)
            disk.refuse = lambda _: OK
            # A disk that failed to sync may have kept what was not acknowledged.
            there = [data for _, data in store.entries()]
            assert [each.bytes for each in kept if each.bytes in there] == [each.bytes for each in kept]
            assert there == [each.bytes for each in kept] or what == "sync"
            store.append(made, attachments=[blob(each.sequence) for each in made])
        with opened(vault) as store:
            assert store.known(each.hash for each in made) == {each.hash for each in made}
            assert store.attachment_hashes() == {hash_of(blob(each.sequence)) for each in made}
            assert store.check() == []
    # A disk that is full for once has room again when the log is moved into the file.
    assert said == ({(Usage, CODES[code])} if for_good or code != FULL else set())
    assert CODES[code] in SENTENCES


def test_a_file_that_cannot_grow_by_a_step_still_takes_reports(tmp_path):
    """An even size is given up before a report is."""
    vault = new_vault(tmp_path / "v")
    with shim_disk() as disk, opened(vault, vfs=disk.name) as store:
        # Room in the log for a few dozen pages at a time, never for a whole step.
        disk.refuse = lambda deed: FULL if deed.what == "write" and deed.name == "b-wal" and deed.at > 400_000 else OK
        store._checkpoint_after(20)
        for number in range(60):
            store.append([entry(number, sealed=16400)])
        assert store.count() == 60
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert 1 << 20 < vault.store("b").stat().st_size < 2 << 20
        disk.refuse = lambda _: OK
    with opened(vault) as store:
        assert store.check() == []
        store.append([entry(60)])
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert vault.store("b").stat().st_size == 2 << 20


SMALL = """
import sys
from pathlib import Path
from tests.stored_entries import HEAD, entry, new_vault, opened
from waystation.errors import Usage
vault = new_vault(Path(sys.argv[1]) / "v")
kept, said = 0, ""
with opened(vault) as store:
    while not said:
        try:
            store.append([entry(kept, sealed=4112)])
            kept += 1
        except Usage as refused:
            said = refused.code
    assert store.count() == kept
try:
    other = new_vault(Path(sys.argv[1]) / "w")
except Usage as refused:
    assert refused.code == "vault_full"
    assert not (Path(sys.argv[1]) / "w").exists()
with opened(vault) as store:
    assert [header.sequence for header, data in store.entries()] == list(range(kept))
    assert store.check() == []
print(said, kept > 100)
"""


def test_a_disk_that_is_really_full_loses_nothing(tmp_path, root):
    """One of 4 MiB, filled until it refuses; then a second vault is not begun by half."""
    assert run_on_small_disk(tmp_path, 4096, SMALL, root) == "vault_full True\n"


FULL_TO_THE_BRIM = """
import sys
from pathlib import Path
from tests.stored_entries import HEAD, entries, entry, new_vault, opened
from waystation.errors import Usage
vault = new_vault(Path(sys.argv[1]) / "v")
with opened(vault) as store:
    store.append(entries(5))
with (vault.path.parent / "other").open("wb", buffering=0) as other:
    for size in (65536, 4096, 1):
        try:
            while other.write(bytes(size)):
                pass
        except OSError:
            continue
before = {path.name: path.read_bytes() for path in vault.path.iterdir()}
def refusal(act):
    try:
        act()
    except Usage as refused:
        return refused.code
with opened(vault) as store:
    assert [data for _, data in store.entries()] == [each.bytes for each in entries(5)]
    assert store.check() == []
    print(refusal(lambda: store.append([entry(5)])), refusal(lambda: store.set_own({"a": b"b"})))
print(refusal(lambda: vault.replace_head(HEAD[::-1], instead_of=HEAD)))
assert before == {path.name: path.read_bytes() for path in vault.path.iterdir()}
(vault.path.parent / "other").unlink()
with opened(vault) as store:
    store.append([entry(5)])
    assert store.count() == 6
"""


def test_a_disk_without_room_for_anything_is_read_all_the_same(tmp_path, root):
    """SQLite wants room even to read; who needs the plan on such a disk gets it, and what is written is refused."""
    assert run_on_small_disk(tmp_path, 4096, FULL_TO_THE_BRIM, root) == "vault_full vault_full\nvault_full\n"
