"""What the command line is given is read from where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from waystation.bootstrap import demonstration, pack_source, write_file
from waystation.errors import Usage


def test_a_pack_is_a_folder(tmp_path: Path) -> None:
    """By its path, absolute or not."""
    assert b"format = 1" in pack_source(str(write_pack(tmp_path, leg("l")))).read("pack.toml")
    with pytest.raises(Usage, match="no_pack"):
        pack_source(str(tmp_path / "absent"))


def test_the_demonstration_is_a_pack() -> None:
    """From the source it lies beside it."""
    assert (demonstration() / "pack.toml").is_file()


def test_a_file_is_written(tmp_path: Path) -> None:
    """Where it is asked for."""
    write_file(tmp_path / "x", b"y")
    assert (tmp_path / "x").read_bytes() == b"y"
