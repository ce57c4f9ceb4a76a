"""A vault's folder: three files for their owner alone, made all or none, with a head that is replaced whole or not."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from tests.stored_entries import HEAD, KEY, OTHER, new_vault, opened
from waystation.errors import Damaged, Usage
from waystation.storage import vault_folder
from waystation.storage.vault_folder import VaultFolder, create_vault, looks_like_vault


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_vault_has_three_files_for_its_owner_alone(tmp_path):
    """Whatever the umask says, and also in a folder that was there before."""
    (tmp_path / "there").mkdir(mode=0o755)
    before = os.umask(0)
    try:
        for name in ("new", "there"):
            folder = new_vault(tmp_path / name)
            assert sorted(path.name for path in folder.path.iterdir()) == ["a", "b", "c"]
            assert {mode(path) for path in folder.path.iterdir()} == {0o600}
            assert mode(folder.path) == 0o700
    finally:
        os.umask(before)


def test_both_stores_are_stores_of_the_same_size(tmp_path):
    """Each opens with its own key, and only with that."""
    folder = new_vault(tmp_path / "v")
    assert folder.store("b").stat().st_size == folder.store("c").stat().st_size
    for letter, key, wrong in (("b", KEY, OTHER), ("c", OTHER, KEY)):
        with vault_folder_store(folder, letter, key) as store:
            assert store.count() == 0
        with pytest.raises(Damaged) as refused:
            vault_folder_store(folder, letter, wrong)
        assert refused.value.code == "vault_damaged"


def vault_folder_store(folder, letter, key):
    """A store of a folder."""
    from waystation.storage.vault_store import VaultStore

    return VaultStore(folder, letter, key)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    """So is a file; what is there stays as it was."""
    (tmp_path / "note").write_bytes(b"mine")
    for path in (tmp_path, tmp_path / "note"):
        with pytest.raises(Usage) as refused:
            new_vault(path)
        assert refused.value.code == "folder_not_empty"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"mine"]


def test_a_vault_that_cannot_be_made_whole_is_not_made(tmp_path, monkeypatch):
    """A full disk at the last file leaves neither files nor a folder; one that was there stays, empty."""

    def full(path: Path, data: bytes) -> None:
        if path.name == "a":
            raise OSError(errno.ENOSPC, "No space left on device")
        writing(path, data)

    writing = vault_folder._write_new
    monkeypatch.setattr(vault_folder, "_write_new", full)
    (tmp_path / "there").mkdir()
    for name in ("new", "there"):
        with pytest.raises(Usage) as refused:
            new_vault(tmp_path / name)
        assert refused.value.code == "vault_full"
    assert list(tmp_path.rglob("*")) == [tmp_path / "there"]


def test_what_is_no_vault_is_said_to_be_none(tmp_path):
    """A folder with fewer files, a file, a name that no system takes."""
    (tmp_path / "a").write_bytes(HEAD)
    (tmp_path / "b").write_bytes(b"")
    for path in (tmp_path, tmp_path / "a", tmp_path / "absent", tmp_path / ("x" * 5000), Path("a\0b")):
        assert not looks_like_vault(path)
        with pytest.raises(Usage) as refused:
            VaultFolder(path)
        assert refused.value.code == "not_a_vault"


@pytest.mark.parametrize("size", [0, 4095, 4097])
def test_a_head_of_another_length_is_damaged(tmp_path, size):
    """It is named, and neither read nor mended."""
    folder = new_vault(tmp_path / "v")
    assert folder.head() == HEAD
    (folder.path / "a").write_bytes(b"x" * size)
    with pytest.raises(Damaged) as refused:
        folder.head()
    assert refused.value.code == "vault_head_damaged"
    assert (folder.path / "a").stat().st_size == size


def test_a_head_is_replaced_for_its_owner_alone(tmp_path):
    """Nothing else is left in the folder."""
    folder = new_vault(tmp_path / "v")
    folder.replace_head(HEAD[::-1], instead_of=HEAD)
    assert folder.head() == HEAD[::-1]
    assert sorted(path.name for path in folder.path.iterdir()) == ["a", "b", "c"]
    assert mode(folder.path / "a") == 0o600


def test_a_head_that_somebody_else_replaced_is_not_written_over(tmp_path):
    """Otherwise the passphrase that the other set would be gone."""
    folder = new_vault(tmp_path / "v")
    folder.replace_head(HEAD[::-1], instead_of=HEAD)
    with pytest.raises(Usage) as refused:
        folder.replace_head(bytes(4096), instead_of=HEAD)
    assert refused.value.code == "vault_busy"
    assert folder.head() == HEAD[::-1]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "vault_full"), (errno.EROFS, "vault_read_only"), (errno.EIO, "cannot_write")]
)
@pytest.mark.parametrize("step", ["_write_new", "replace"])
def test_a_head_that_cannot_be_replaced_stays(tmp_path, monkeypatch, number, code, step):
    """Whether writing fails or renaming, and each failure has its sentence."""
    folder = new_vault(tmp_path / "v")

    def failing(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*((vault_folder, step) if step == "_write_new" else (Path, step)), failing)
    with pytest.raises(Usage) as refused:
        folder.replace_head(HEAD[::-1], instead_of=HEAD)
    assert refused.value.code == code
    assert folder.head() == HEAD
    assert sorted(path.name for path in folder.path.iterdir()) == ["a", "b", "c"]


def test_what_an_interrupted_replacement_left_is_no_hindrance(tmp_path):
    """The next one takes its place."""
    folder = new_vault(tmp_path / "v")
    (folder.path / "d").write_bytes(b"half")
    folder.replace_head(HEAD[::-1], instead_of=HEAD)
    assert folder.head() == HEAD[::-1]
    assert not (folder.path / "d").exists()


def test_a_head_is_4096_bytes(tmp_path):
    """A caller that brings another is mistaken, before anything is written."""
    with pytest.raises(ValueError, match="4096"):
        create_vault(tmp_path / "v", b"short", {"b": KEY, "c": OTHER})
    with pytest.raises(ValueError, match="b and c"):
        create_vault(tmp_path / "v", HEAD, {"b": KEY})
    assert not (tmp_path / "v").exists()
    folder = new_vault(tmp_path / "v")
    with pytest.raises(ValueError, match="4096"):
        folder.replace_head(b"short", instead_of=HEAD)
    with pytest.raises(ValueError, match="no store"):
        folder.store("d")


def test_what_is_kept_does_not_show_in_a_store_that_is_closed(tmp_path):
    """Nothing lies beside the three files afterwards."""
    folder = new_vault(tmp_path / "v")
    with opened(folder) as store:
        store.set_own({"device": b"secret"})
        assert len(list(folder.path.iterdir())) > 3
    assert sorted(path.name for path in folder.path.iterdir()) == ["a", "b", "c"]
