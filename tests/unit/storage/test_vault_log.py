"""The log beside a store: damage to it is noticed before SQLite writes over it; what a crash leaves is no damage."""

from __future__ import annotations

import pytest

from tests.stored_entries import KEY, entries, new_vault, opened
from waystation.errors import Damaged
from waystation.storage.vault_check import Harm
from waystation.storage.vault_log import PAGE
from waystation.storage.vault_pages import damaged_pages, log_is_harmed

FRAME = PAGE + 24
HEADER = 32


@pytest.fixture
def crashed(tmp_path):
    """A vault whose process was killed: twelve entries in its file, twelve in the log beside it, singly."""
    folder = new_vault(tmp_path / "v")
    kept = entries(24, sealed=1040)
    with opened(folder) as store:
        store.append(kept[:12])
    with opened(folder) as store:
        for each in kept[12:]:
            store.append([each])
        left = {name: (folder.path / name).read_bytes() for name in ("b", "b-wal")}
    for name, data in left.items():
        (folder.path / name).write_bytes(data)
    return folder, kept


def change(folder, at, name="b-wal"):
    """Change a byte of the log; all files as they then are."""
    data = bytearray((folder.path / name).read_bytes())
    data[at] ^= 0x10
    (folder.path / name).write_bytes(data)
    return {path.name: path.read_bytes() for path in folder.path.iterdir()}


def read(folder):
    """What a store gives, and whether it is known to be harmed."""
    with opened(folder) as store:
        return {header.hash for header, _ in store.entries()}, store.harmed, store.check()


def test_what_a_killed_process_leaves_is_sound(crashed):
    """All of it is there, and can be gone on with."""
    folder, kept = crashed
    assert not log_is_harmed(folder.store("b"), KEY)
    assert read(folder) == ({each.hash for each in kept}, False, [])


@pytest.mark.damaged("one byte of the log's header is changed")
@pytest.mark.parametrize("at", range(HEADER))
def test_a_damaged_header_loses_nothing(crashed, at):
    """SQLite would take the log for empty, and twelve acknowledged entries with it; nothing is written over."""
    folder, kept = crashed
    before = change(folder, at)
    assert read(folder) == ({each.hash for each in kept}, True, [Harm("log")])
    with opened(folder) as store, pytest.raises(Damaged, match="vault_damaged"):
        store.append(entries(1, start=24))
    assert {path.name: path.read_bytes() for path in folder.path.iterdir()} == before


@pytest.mark.damaged("one byte of a frame is changed")
@pytest.mark.parametrize("inside", [1, 6, 9, 17, 24, 2000, FRAME - 1])
def test_a_damaged_frame_takes_no_more_with_it_than_itself(crashed, inside):
    """SQLite would end there; what was acknowledged afterwards is read all the same, and the damage is named."""
    folder, kept = crashed
    before = change(folder, HEADER + 5 * FRAME + inside)
    found, harmed, harms = read(folder)
    assert harmed
    assert Harm("log") in harms
    assert len({each.hash for each in kept} - found) <= PAGE // 1000
    assert {path.name: path.read_bytes() for path in folder.path.iterdir()} == before


def test_a_last_transaction_that_was_cut_short_is_no_damage(crashed):
    """It was never acknowledged."""
    folder, kept = crashed
    log = (folder.path / "b-wal").read_bytes()
    (folder.path / "b-wal").write_bytes(log[: len(log) - FRAME // 2])
    assert not log_is_harmed(folder.store("b"), KEY)
    assert read(folder) == ({each.hash for each in kept[:-1]}, False, [])


def test_a_log_that_has_been_moved_into_the_file_may_lose_its_header(crashed):
    """As when a power cut came while it was begun anew: nothing in it is needed."""
    folder, kept = crashed
    with opened(folder) as store:
        store._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        left = {name: (folder.path / name).read_bytes() for name in ("b", "b-wal")}
    for name, data in left.items():
        (folder.path / name).write_bytes(data)
    change(folder, 20)
    assert not log_is_harmed(folder.store("b"), KEY)
    assert damaged_pages(folder.store("b"), KEY) == ()
    assert read(folder) == ({each.hash for each in kept}, False, [])
    with opened(folder) as store:
        store.append(entries(1, start=24))
        assert store.count() == 25
        assert store.check() == []
