"""Signatures lie in files that say nothing; proofs come back by whatever name."""

from __future__ import annotations

import hashlib

import pytest

from waystation.errors import Usage
from waystation.storage.stamp_folders import StampFolder

SIGNATURE = bytes(range(64))


def test_a_signature_is_written_once_under_a_name_that_says_nothing(tmp_path):
    """Its file is what `ots stamp` takes, and what was stamped is its SHA-256."""
    folder = StampFolder(tmp_path / "stick")
    name = folder.write(SIGNATURE)
    assert name == f"{hashlib.sha256(SIGNATURE).hexdigest()[:16]}.sig"
    before = (tmp_path / "stick" / name).stat()
    assert folder.write(SIGNATURE) == name
    assert (tmp_path / "stick" / name).stat().st_ino == before.st_ino
    assert (tmp_path / "stick" / name).read_bytes() == SIGNATURE


def test_proofs_are_all_files_that_end_so(tmp_path):
    """Whatever else lies there is passed over."""
    (tmp_path / "b.sig.ots").write_bytes(b"2")
    (tmp_path / "a.ots").write_bytes(b"1")
    (tmp_path / "a.sig").write_bytes(b"3")
    (tmp_path / "c.ots").mkdir()
    assert list(StampFolder(tmp_path).proofs()) == [("a.ots", b"1"), ("b.sig.ots", b"2")]


def test_a_folder_that_is_none_is_one_sentence(tmp_path):
    """Reading and writing."""
    (tmp_path / "file").touch()
    with pytest.raises(Usage, match="cannot_open"):
        list(StampFolder(tmp_path / "none").proofs())
    with pytest.raises(Usage, match="cannot_write"):
        StampFolder(tmp_path / "file").write(SIGNATURE)
