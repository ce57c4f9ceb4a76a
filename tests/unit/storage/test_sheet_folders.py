"""What is looked at in the clear lies in a new folder that only its owner may enter."""

from __future__ import annotations

import stat

import pytest

from waystation.errors import Damaged, Usage
from waystation.storage.sheet_folders import write_sheet


def test_a_sheet_lies_where_only_its_owner_may_look(tmp_path):
    """Folder and files."""
    write_sheet(tmp_path / "look", {"sheet-1.png": [b"a page"], "copy.mp4": [b"a ", b"film"]})
    assert stat.S_IMODE((tmp_path / "look").stat().st_mode) == 0o700
    assert {path.name: path.read_bytes() for path in (tmp_path / "look").iterdir()} == {
        "sheet-1.png": b"a page",
        "copy.mp4": b"a film",
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "look").iterdir()} == {0o600}


def test_nothing_is_written_over(tmp_path):
    """A folder that holds something is left as it is."""
    (tmp_path / "there").write_text("mine")
    with pytest.raises(Usage, match="folder_not_empty"):
        write_sheet(tmp_path, {"sheet-1.png": [b"a page"]})
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_folder_that_cannot_be_is_said_in_one_line(tmp_path):
    """Its parent is not there."""
    with pytest.raises(Usage, match="cannot_write"):
        write_sheet(tmp_path / "no" / "where", {})


def test_what_breaks_off_leaves_nothing(tmp_path):
    """No half of a film in the clear."""

    def broken():
        yield b"half"
        raise Damaged("archive_bytes_changed", number=1, of=2)

    with pytest.raises(Damaged):
        write_sheet(tmp_path / "look", {"sheet-1.png": [b"a page"], "copy.mp4": broken()})
    assert list((tmp_path / "look").iterdir()) == []
