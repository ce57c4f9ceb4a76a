"""The files of the watch."""

from __future__ import annotations

import fcntl
import os
import stat

import pytest

from waystation.errors import Damaged, Usage
from waystation.storage import watch_files
from waystation.storage.watch_files import PlainWatch, SealedWatch, state_folder
from waystation.vault.watch_seal import LEAST_SIZE, MOST_SIZE, seal_watch, unseal_watch

KEY, OTHER, VAULT = bytes(range(32)), bytes(32), bytes([7] * 16)
VALUE = {"journeys": [{"number": 417, "due": 1}]}


def sealed(folder, letter="b", key=KEY):
    return SealedWatch(folder, letter, key, VAULT)


def test_what_was_written_is_read(tmp_path):
    """Schedule and log, of either store; what was not written is not there."""
    for letter in "bc":
        watch = sealed(tmp_path, letter)
        watch.write("schedule", VALUE)
        assert watch.read("schedule") == VALUE
    assert PlainWatch(tmp_path / "none").read("log") is None
    assert sealed(tmp_path / "none").read("schedule") is None


def test_only_its_own_key_opens_it_and_only_as_what_it_is(tmp_path):
    """Neither another key, nor in another's place, nor a byte changed."""
    sealed(tmp_path).write("schedule", VALUE)
    for reader in (sealed(tmp_path, key=OTHER), SealedWatch(tmp_path, "b", KEY, bytes(16)), sealed(tmp_path, "c")):
        with pytest.raises(Damaged):
            reader.read("schedule")
    data = (tmp_path / "e").read_bytes()
    (tmp_path / "f").write_bytes(data)
    with pytest.raises(Damaged):
        sealed(tmp_path).read("log")
    (tmp_path / "e").write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(Damaged):
        sealed(tmp_path).read("schedule")


def test_its_files_are_four_alike(tmp_path):
    """For both stores, schedule and log: the same size, the same time, their owner's only; nothing else is left."""
    sealed(tmp_path, "c").write("log", VALUE)
    found = {path.name: path.stat() for path in tmp_path.iterdir()}
    assert sorted(found) == ["e", "f", "g", "h"]
    assert {(each.st_size, each.st_mtime_ns, stat.S_IMODE(each.st_mode)) for each in found.values()} == {
        (LEAST_SIZE, found["e"].st_mtime_ns, 0o600)
    }


def test_they_grow_together_by_powers_of_two(tmp_path):
    """And a shorter one is still read under the bytes of chance that make it as long."""
    watch = sealed(tmp_path)
    watch.write("log", VALUE)
    watch.write("schedule", {"long": "x" * (3 * LEAST_SIZE)})
    assert {path.stat().st_size for path in tmp_path.iterdir()} == {4 * LEAST_SIZE}
    assert watch.read("log") == VALUE
    watch.write("schedule", VALUE)
    assert {path.stat().st_size for path in tmp_path.iterdir()} == {4 * LEAST_SIZE}
    assert watch.read("schedule") == VALUE


def test_what_is_too_large_is_refused(tmp_path):
    """And the file before stays."""
    watch = sealed(tmp_path)
    watch.write("schedule", VALUE)
    with pytest.raises(Damaged):
        watch.write("schedule", {"long": "x" * MOST_SIZE})
    assert watch.read("schedule") == VALUE


def test_nothing_is_read_into_what_is_no_json():
    """Sealed by our key, and still not ours."""
    data = seal_watch(KEY, VAULT, "log", VALUE, least=LEAST_SIZE, chance=os.urandom)
    assert unseal_watch(KEY, VAULT, "log", data) == VALUE
    for damaged in (b"", data[:100], bytes(LEAST_SIZE)):
        with pytest.raises(Damaged):
            unseal_watch(KEY, VAULT, "log", damaged)


def test_a_replaced_file_has_another_stamp(tmp_path):
    """So that the watch looks again only when there is something to see."""
    for watch in (sealed(tmp_path), PlainWatch(tmp_path / "plain")):
        assert watch.stamp("schedule") is None
        watch.write("schedule", VALUE)
        first = watch.stamp("schedule")
        assert watch.stamp("schedule") == first
        watch.write("schedule", VALUE)
        assert watch.stamp("schedule") != first


def test_a_process_that_hangs_is_not_waited_for(tmp_path, monkeypatch):
    """Whoever holds the folder keeps nobody for longer than a moment."""
    monkeypatch.setattr(watch_files, "PATIENCE_SECONDS", 0.0)
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with pytest.raises(Usage) as error:
            sealed(tmp_path).write("log", VALUE)
    finally:
        os.close(descriptor)
    assert error.value.code == "vault_busy"
    sealed(tmp_path).write("log", VALUE)


def test_a_folder_that_cannot_be_written_is_an_error_of_ours(tmp_path):
    """For both kinds; nothing is half-written."""
    (tmp_path / "file").write_text("x")
    for watch in (sealed(tmp_path / "none"), PlainWatch(tmp_path / "file")):
        with pytest.raises(Usage):
            watch.write("log", VALUE)


def test_plain_files_are_their_owners_only_and_anything_else_in_them_is_damage(tmp_path):
    """For rehearsal."""
    watch = PlainWatch(tmp_path / "state" / "one")
    watch.write("log", VALUE)
    assert watch.read("log") == VALUE
    assert stat.S_IMODE((tmp_path / "state" / "one").stat().st_mode) == 0o700
    (tmp_path / "state" / "one" / "log.json").write_bytes(b"{")
    with pytest.raises(Damaged):
        watch.read("log")


def test_where_a_users_programs_keep_things(tmp_path):
    """As the XDG specification has it: a relative path is none."""
    assert state_folder({"XDG_STATE_HOME": "/s", "HOME": "/h"}).parts[:3] == ("/", "s", "waystation")
    assert state_folder({"XDG_STATE_HOME": "s", "HOME": "/h"}).parts[:4] == ("/", "h", ".local", "state")
