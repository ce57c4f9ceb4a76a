"""Bytes in the clear last no longer than the work on them, and have no name where that can be had."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path

import pytest

from waystation.errors import Usage
from waystation.storage.scratch import IN_MEMORY, scratch, scratch_of


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has memory that looks like a file")
def test_on_linux_they_lie_in_memory(tmp_path):
    """No file of that name is anywhere; a program that is handed it open can read it."""
    with scratch_of([b"in the ", b"clear"], tmp_path, 12) as made:
        assert list(tmp_path.iterdir()) == []
        assert Path(made.path).read_bytes() == b"in the clear"
        assert (made.size(), b"".join(made.blocks(4))) == (12, b"in the clear")
        handle = made.keeps[0]
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handle)


@pytest.mark.parametrize("fails", [False, True])
def test_what_is_too_large_for_memory_lies_in_a_folder_of_its_own(fails, tmp_path):
    """Only its owner may enter, and it is gone however the work ends."""
    with contextlib.suppress(ZeroDivisionError), scratch(tmp_path, IN_MEMORY + 1) as made:
        made.file.write(b"in the clear")
        made.file.flush()
        (folder,) = tmp_path.iterdir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert Path(made.path).read_bytes() == b"in the clear"
        os.link(made.path, tmp_path / "kept")
        assert not fails or 1 // 0
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert fails or (tmp_path / "kept").read_bytes() == bytes(12)


def test_where_there_is_no_room_one_line_says_so(tmp_path):
    """Before anything is read."""
    with pytest.raises(Usage, match="cannot_write"), scratch(tmp_path / "nowhere", IN_MEMORY + 1):
        pass
