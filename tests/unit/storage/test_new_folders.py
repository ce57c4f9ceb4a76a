"""A folder that becomes a pack gets all of its files or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from waystation.errors import Usage
from waystation.storage import new_folders
from waystation.storage.new_folders import NewFolder

FILES = {"network.geojson": b"{}", "pack.toml": b"format = 1\n"}


def test_all_files_are_there_and_only_the_owner_may_look(tmp_path):
    """In a folder that is made for them."""
    NewFolder(tmp_path / "new").write(FILES)
    assert {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()} == FILES
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("broken", [OSError(28, "No space left on device"), KeyboardInterrupt(), Usage("cannot_write")])
def test_when_one_file_cannot_be_written_none_is_left(tmp_path, monkeypatch, broken):
    """Neither a file nor the folder that was made for it; a folder that was there stays."""

    def failing(path: Path, data: bytes) -> None:
        if path.name == "pack.toml":
            raise broken
        path.write_bytes(data)

    monkeypatch.setattr(new_folders, "write_whole", failing)
    (tmp_path / "there").mkdir()
    for name in ("new", "there"):
        with pytest.raises((Usage, KeyboardInterrupt)):
            NewFolder(tmp_path / name).write(FILES)
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_a_draft_is_kept_replaced_and_gone_with_the_pack(tmp_path):
    """It is the one thing that may lie there already."""
    folder = NewFolder(tmp_path / "new")
    assert folder.read_draft() is None
    folder.keep_draft(b"one")
    NewFolder(tmp_path / "new").keep_draft(b"two")
    assert folder.read_draft() == b"two"
    NewFolder(tmp_path / "new").write(FILES)
    assert folder.read_draft() is None


def test_a_draft_too_large_to_be_one_is_not_read(tmp_path):
    """Nothing that lies there is trusted."""
    (tmp_path / "unfinished.json").write_bytes(b" " * (new_folders.MOST_BYTES + 1))
    with pytest.raises(Usage, match="draft_unreadable"):
        NewFolder(tmp_path).read_draft()


def test_a_folder_that_cannot_be_used_is_refused_at_once(tmp_path):
    """Before anybody has answered a hundred questions."""
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "pack.toml").write_text("")
    for name in ("file", "full", "not/there"):
        with pytest.raises(Usage):
            NewFolder(tmp_path / name)
