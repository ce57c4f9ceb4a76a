"""The vault lies where nothing can be written: it is read, and every change is refused in one line."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.attacks.mounting import run_on_read_only_disk
from tests.stored_entries import blob, entries, new_vault, opened

READER = """
import errno, fcntl, os, sys
from pathlib import Path
import waystation.storage.vault_check
from tests.stored_entries import HEAD, OTHER, entries, new_vault, opened
from waystation.errors import Usage
from waystation.storage.vault_folder import VaultFolder
if sys.argv[2:]:
    # Only now: nobody else may read this Python where it lies, perhaps.
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
vault = VaultFolder(Path(sys.argv[1]) / "v")
before = {path.name: path.read_bytes() for path in vault.path.iterdir()}
def refusal(act):
    try:
        act()
    except Usage as refused:
        return refused.code
try:
    with opened(vault) as store:
        assert store.read_only
        assert [data for _, data in store.entries()] == [each.bytes for each in entries(5)]
        assert store.check() == []
        print(refusal(lambda: store.append(entries(1, start=5))), refusal(lambda: store.destroy([b"x" * 32])))
except Usage as refused:
    print("opening", refused.code)
print(refusal(lambda: vault.replace_head(HEAD[::-1], instead_of=HEAD)))
print(refusal(lambda: new_vault(vault.path.parent / "w")))
assert before == {path.name: path.read_bytes() for path in vault.path.iterdir()}
"""
READ = "vault_read_only vault_read_only\nvault_read_only\nvault_read_only\n"
CRASHED = "opening vault_read_only\nvault_read_only\nvault_read_only\n"


@pytest.fixture
def folder():
    """A folder with a vault in it that other users could reach, were it theirs."""
    with tempfile.TemporaryDirectory(prefix="waystation-") as name:
        vault = new_vault(Path(name) / "v")
        with opened(vault) as store:
            store.append(entries(5), attachments=[blob(1)])
        yield Path(name)


def crash(folder: Path) -> None:
    """Leave what was written last beside the store's file."""
    with opened(_vault(folder)) as store:
        store.append(entries(1, start=5))
        beside = (folder / "v" / "b-wal").read_bytes()
        file = (folder / "v" / "b").read_bytes()
    (folder / "v" / "b").write_bytes(file)
    (folder / "v" / "b-wal").write_bytes(beside)


def _vault(folder: Path):
    from waystation.storage.vault_folder import VaultFolder

    return VaultFolder(folder / "v")


def test_a_disk_that_cannot_be_written_to(folder, root):
    """Nothing is changed on it."""
    assert run_on_read_only_disk(folder, READER, root) == READ


def test_a_store_that_crashed_and_then_came_to_such_a_disk(folder, root):
    """What was acknowledged last cannot be read there, so nothing is: half of the truth would be worse than a line."""
    crash(folder)
    assert run_on_read_only_disk(folder, READER, root) == CRASHED


@pytest.mark.parametrize(("crashed", "said"), [(False, READ), (True, CRASHED)])
def test_a_folder_that_its_reader_may_not_write_to(folder, root, crashed, said):
    """By permissions alone; root, whom they do not hold, becomes somebody else for it."""
    if crashed:
        crash(folder)
    for path in [folder, *folder.rglob("*")]:
        if not os.geteuid():
            os.chown(path, 65534, 65534)
        path.chmod(0o500 if path.is_dir() else 0o400)
    somebody = [] if os.geteuid() else ["as somebody else"]
    try:
        command = [sys.executable, "-c", READER, str(folder), *somebody]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=root)
        assert (ran.stdout, ran.stderr) == (said, "")
    finally:
        for path in [folder, folder / "v"]:
            path.chmod(0o700)
