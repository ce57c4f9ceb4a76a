"""A bundle appears whole or not at all; what somebody else made is read in limits and followed nowhere."""

from __future__ import annotations

import errno
import os
import stat

import pytest

from waystation.archive.bundle_check import check_bundle
from waystation.errors import Usage
from waystation.storage import out_folders
from waystation.storage.out_folders import NewBundle, is_folder, read_bundle, verify_script


def names(folder):
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_bundle_appears_with_all_its_files_and_no_times(tmp_path):
    """Its owner's alone, and all of one age."""
    with NewBundle(tmp_path / "out") as bundle:
        assert bundle.write("01.jpg", [b"one", memoryview(b"two")]).size == 6
        bundle.write("custody/01.txt", [b"x"])
        assert not (tmp_path / "out").exists()
        bundle.appear()
    found = sorted(path for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "out", "out/01.jpg", "out/custody", "out/custody/01.txt",
    ]  # fmt: skip
    assert {path.stat().st_mtime for path in found} == {946_684_800}
    assert {stat.S_IMODE(path.stat().st_mode) for path in found} == {0o600, 0o700}
    assert names(tmp_path) == ["out"]


def test_a_bundle_that_is_left_before_it_appears_leaves_nothing(tmp_path):
    """Neither a folder nor anything beside it."""
    with NewBundle(tmp_path / "out") as bundle:
        bundle.write("01.jpg", [b"one"])
    assert names(tmp_path) == []


@pytest.mark.parametrize("why", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_is_one_sentence_and_nothing_is_left(tmp_path, why):
    """Full, broken or read-only."""

    def pieces():
        yield b"one"
        raise OSError(why, os.strerror(why))

    with pytest.raises(Usage, match="cannot_write"), NewBundle(tmp_path / "out") as bundle:
        bundle.write("01.jpg", pieces())
    assert names(tmp_path) == []


@pytest.mark.parametrize("there", ["folder", "file", "link"])
def test_nothing_that_is_there_is_replaced(tmp_path, there):
    """Not even an empty folder: what is old does not lie in a bundle."""
    path = tmp_path / "out"
    {"folder": path.mkdir, "file": path.touch, "link": lambda: path.symlink_to("nowhere")}[there]()
    with pytest.raises(Usage, match="archive_out_there"):
        NewBundle(path)


def test_what_comes_to_its_place_meanwhile_stays(tmp_path):
    """Then the bundle does not appear, and that is said."""
    with NewBundle(tmp_path / "out") as bundle:
        bundle.write("01.jpg", [b"one"])
        (tmp_path / "out").mkdir()
        with pytest.raises(Usage, match="archive_not_appeared"):
            bundle.appear()
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == []


def test_a_bundle_needs_a_folder_to_appear_in(tmp_path):
    """It makes none above itself."""
    with pytest.raises(Usage, match="cannot_write"):
        NewBundle(tmp_path / "no" / "out")


def test_what_a_killed_run_left_is_taken_away_and_what_another_writes_now_is_not(tmp_path):
    """Keepsakes in the clear lie there for no longer than until the next export."""
    left = tmp_path / ".another.abc.waystation-unfinished"
    left.mkdir()
    (left / "01.jpg").write_bytes(b"in the clear")
    with NewBundle(tmp_path / "out") as first:
        first.write("01.jpg", [b"one"])
        assert not left.exists()
        with NewBundle(tmp_path / "out") as second:
            second.write("01.jpg", [b"two"])
            assert len(names(tmp_path)) == 2
        first.appear()
    assert (tmp_path / "out" / "01.jpg").read_bytes() == b"one"


def test_a_file_is_written_once(tmp_path):
    """A name that comes twice is a mistake of ours, and stops everything."""
    with NewBundle(tmp_path / "out") as bundle:
        bundle.write("01.jpg", [b"one"])
        with pytest.raises(FileExistsError):
            bundle.write("01.jpg", [b"two"])


def test_a_bundle_is_read_without_following_anything(tmp_path):
    """Links and pipes are named as what they are; large files are measured and not kept."""
    (tmp_path / "custody").mkdir()
    (tmp_path / "custody" / "01.txt").write_bytes(b"text")
    (tmp_path / "01.jpg").write_bytes(b"picture")
    (tmp_path / "link").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / os.fsdecode(b"\xff")).write_bytes(b"x")
    lying = read_bundle(tmp_path)
    assert sorted(lying.files) == ["01.jpg", "custody/01.txt", "\ufffd"]
    assert lying.odd == ("link", "pipe")
    assert lying.texts == {"custody/01.txt": b"text"}
    assert lying.files["01.jpg"].size == 7


def test_a_text_that_is_too_large_is_measured_only(tmp_path, monkeypatch):
    """It cannot fill the memory."""
    monkeypatch.setattr(out_folders, "MOST_TEXT", 3)
    (tmp_path / "SHA256SUMS").write_bytes(b"text")
    assert read_bundle(tmp_path).texts == {}
    assert [fault.code for fault in check_bundle(read_bundle(tmp_path)).faults] == ["bundle_long"]


def test_a_folder_with_too_many_files_is_refused(tmp_path, monkeypatch):
    """No bundle has so many."""
    monkeypatch.setattr(out_folders, "MOST_FILES", 2)
    for number in range(3):
        (tmp_path / str(number)).touch()
    with pytest.raises(Usage, match="archive_bundle_many"):
        read_bundle(tmp_path)


def test_what_cannot_be_read_is_one_sentence(tmp_path):
    """Not a traceback."""
    with pytest.raises(Usage, match="cannot_open"):
        read_bundle(tmp_path / "none")


@pytest.mark.parametrize(("word", "found"), [(".", True), ("3f9a2c41", False), ("a\0b", False), ("x" * 5000, False)])
def test_a_word_is_a_folder_only_if_there_is_one(word, found):
    """Whatever somebody types."""
    assert is_folder(word) is found


def test_the_script_is_plain_ascii_and_has_no_tabs():
    """It can be read, sent and typed anywhere."""
    script = verify_script()
    assert script.isascii()
    assert script.startswith(b"#!/bin/sh\n")
    assert b"\t" not in script
    assert max(len(line) for line in script.splitlines()) <= 120
