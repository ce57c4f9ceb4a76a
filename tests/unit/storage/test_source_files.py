"""What is taken in is an ordinary file that stays as it is; nothing else is opened, and nothing is followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from waystation.errors import Usage
from waystation.storage.source_files import files_under, hash_of, opened_source, shown, size_of


def refused(path: Path) -> str:
    """Why a path is not opened."""
    with pytest.raises(Usage) as found, opened_source(path):
        pass
    return found.value.code


def test_a_file_is_opened_and_its_hash_leaves_it_at_its_beginning(tmp_path):
    """So that it can be read afterwards."""
    (tmp_path / "a").write_bytes(b"abc")
    with opened_source(tmp_path / "a") as source:
        assert hash_of(source) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        assert source.stream.read(10) == b"abc"
        source.must_be_unchanged()


def test_what_is_no_ordinary_file_is_named(tmp_path):
    """A pipe would be waited for, a device never ends, a link leads elsewhere."""
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    (tmp_path / "lost").symlink_to(tmp_path / "nothing")
    (tmp_path / "empty").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    found = {name: refused(tmp_path / name) for name in ("link", "lost", "pipe", "empty", "none")}
    assert found == {
        "link": "archive_source_link",
        "lost": "archive_source_link",
        "pipe": "archive_source_kind",
        "empty": "archive_source_empty",
        "none": "cannot_open",
    }
    assert refused(Path("/dev/zero")) == "archive_source_kind"
    assert refused(tmp_path) == "archive_source_kind"
    assert refused(tmp_path / "a\0b") == "cannot_open"


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path):
    """Grown, cut, or written to in place."""
    path = tmp_path / "growing"
    for change in (b"abcdef", b"a", b"xyz"):
        path.write_bytes(b"abc")
        os.utime(path, ns=(1, 1))
        with opened_source(path) as source:
            path.write_bytes(change)
            with pytest.raises(Usage) as found:
                source.must_be_unchanged()
        assert found.value.code == "archive_source_grows"


def test_folders_are_gone_through_in_order_and_links_are_not_followed(tmp_path):
    """A link to a folder above would never end."""
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("b/c/2", "b/1", "a"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in files_under(tmp_path)]
    assert found == ["a", "b/1", "b/c/2", "b/up"]
    assert list(files_under(tmp_path / "a")) == [tmp_path / "a"]


def test_a_name_longer_than_any_is_a_name_that_cannot_be_opened():
    """The system refuses even to look for it."""
    long = Path("x" * 5000)
    assert list(files_under(long)) == [long]
    assert refused(long) == "cannot_open"
    assert size_of(long) == 0


def test_hostile_names_are_shown_in_one_line():
    """No line breaks, no colours for the terminal, no turned direction, no half characters."""
    said = shown(Path("a\nb\x1b[31m\u202egnp.\udcff"))
    assert said.isprintable()
    assert said.encode()
