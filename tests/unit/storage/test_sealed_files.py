"""Chunks on the disk: put there whole, named by nothing, held against others, and destroyed."""

from __future__ import annotations

import os
import stat

import pytest

from waystation.errors import Usage
from waystation.storage.sealed_files import SealedFiles, is_chunk_name

NAME, OTHER = "0" * 32, "f" * 32


@pytest.fixture
def files(tmp_path):
    """An empty folder of chunks."""
    made = SealedFiles.of_vault(tmp_path)
    made.make()
    return made


def test_what_was_written_is_read_again(files):
    """And only its owner can."""
    files.write(NAME, b"sealed")
    files.keep_names()
    assert files.read(NAME) == b"sealed"
    assert files.size(NAME) == 6
    assert stat.S_IMODE((files.path / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(files.path.stat().st_mode) == 0o700


def test_what_is_not_there_is_nothing(files):
    """Neither here nor in a folder that was never made."""
    assert files.read(NAME) is None
    assert files.size(NAME) == 0
    assert SealedFiles(files.path / "none").names() == set()


def test_times_do_not_say_when_it_came(files):
    """All chunks have one and the same."""
    files.write(NAME, b"a")
    files.write(OTHER, b"b")
    assert len({(files.path / name).stat().st_mtime_ns for name in (NAME, OTHER)}) == 1
    assert (files.path / NAME).stat().st_mtime == 946_684_800


def test_a_shorter_attempt_leaves_nothing_of_a_longer_one(files):
    """What was torn off before is written over, and cut off."""
    files.write(NAME, b"x" * 100)
    files.write(NAME, b"short")
    assert files.read(NAME) == b"short"


def test_only_chunks_are_listed(files):
    """Not what lies there for the moment, nor links, nor folders, nor what people put there."""
    files.write(NAME, b"sealed")
    for name in ("n", "notes.txt", "A" * 32, "0" * 31):
        (files.path / name).write_bytes(b"")
    (files.path / ("1" * 32)).symlink_to(NAME)
    (files.path / ("2" * 32)).mkdir()
    assert files.names() == {NAME}
    assert not is_chunk_name("../" + "0" * 29)


def test_links_are_not_followed(files, tmp_path):
    """Somebody who can write into the folder gets nothing read or written elsewhere."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (files.path / NAME).symlink_to(secret)
    for act in (lambda: files.read(NAME), lambda: files.write(NAME, b"x"), lambda: files.destroy([NAME])):
        with pytest.raises(Usage):
            act()
    assert secret.read_bytes() == b"secret"


def test_a_file_that_is_too_long_is_not_read(files):
    """No chunk is longer than four mebibytes."""
    with (files.path / NAME).open("wb") as file:
        file.truncate((4 << 20) + 1)
    assert files.read(NAME) is None


def test_what_is_destroyed_is_written_over_first(files, monkeypatch):
    """With zeros, synced, before its name goes."""
    files.write(NAME, b"sealed" * 1000)
    seen = []
    unlink = os.unlink

    def look(path, *rest, **more):
        seen.append((files.path / NAME).read_bytes())
        unlink(path, *rest, **more)

    monkeypatch.setattr(os, "unlink", look)
    assert files.destroy([OTHER, NAME]) == 1
    assert seen == [bytes(6000)]
    assert files.names() == set()


def test_a_chunk_is_held_by_one_at_a_time(files):
    """Also against another in the same process; and its holder may write to it and destroy it."""
    with files.held(NAME):
        with pytest.raises(Usage) as refused, files.held(NAME):
            pass
        assert refused.value.code == "archive_busy"
        files.write(NAME, b"sealed")
        files.destroy([NAME])
    assert files.names() == set()
    with files.held(NAME):
        pass


def test_what_comes_from_elsewhere_is_there_whole_or_not(files, monkeypatch):
    """Whatever was left of an attempt before is in nobody's way."""
    (files.path / "n").write_bytes(b"half of an earlier one, and longer")
    files.receive(NAME, b"sealed")
    assert files.read(NAME) == b"sealed"
    assert not (files.path / "n").exists()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(Usage) as refused:
        files.receive(OTHER, b"sealed")
    assert refused.value.code == "vault_full"
    assert sorted(path.name for path in files.path.iterdir()) == [NAME]


@pytest.mark.parametrize(("number", "code"), [(28, "vault_full"), (30, "vault_read_only"), (5, "cannot_write")])
def test_refusals_of_the_disk_are_named(files, monkeypatch, number, code):
    """A full disk, a read-only one, and any other."""

    def refuse(*_):
        raise OSError(number, "the system says so")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Usage) as refused:
        files.write(NAME, b"sealed")
    assert refused.value.code == code
