"""Making a vault's folder, new or from a backup: whole, or not at all, whenever that is broken off."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from waystation.desk.keep.backups import back_up, opened_backup, restore_vault
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.creating import create_vault, request_membership
from waystation.desk.keep.opening import OpenVault, Surroundings, open_vault
from waystation.errors import Damaged, Usage
from waystation.storage.age_files import Backup
from waystation.vault.devices import DeviceCard
from waystation.vault.primitives import Cost

PASSPHRASE = "tundra oboe anvil mosaic lantern quince"
CHEAP = Cost(64, 1, 1)
IDENTITY = pyrage.x25519.Identity.generate()
SECRET, PUBLIC = str(IDENTITY), str(IDENTITY.to_public())


class Impatient:
    """Chance, until somebody presses Ctrl-C.

    Args:
        after: How often it is asked before.
    """

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, size: int) -> bytes:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return os.urandom(size)


def around(after: int) -> Surroundings:
    """A machine at which somebody presses Ctrl-C once chance was asked so often."""
    return Surroundings(Impatient(after), lambda: datetime(2031, 10, 1, tzinfo=UTC))


def creating(path: Path, after: int) -> OpenVault:
    """A new vault."""
    return create_vault(path, PASSPHRASE, "founder", CHEAP, around(after))


def requesting(path: Path, after: int) -> DeviceCard:
    """A new device that is to join one."""
    return request_membership(path, PASSPHRASE, "phone", CHEAP, around(after))


def backed_up(folder: Path) -> Backup:
    """A backup of a vault, opened."""
    vault = creating(folder / "old", 1000)
    data = back_up(vault, "mine.age", [PUBLIC], None).data
    vault.close()
    return opened_backup(data, [SECRET], None)


def opens_as(path: Path, device: bytes) -> bool:
    """Whether a folder opens as a device."""
    try:
        vault = open_vault(path, PASSPHRASE, around(1000))
    except Damaged as damaged:
        if damaged.code != "vault_device":
            raise
        return False
    vault.leave()
    return vault.device.kept == device


@pytest.mark.parametrize("there", [False, True], ids=["a new folder", "an empty folder"])
@pytest.mark.parametrize("make", [creating, requesting])
def test_who_presses_ctrl_c_leaves_nothing_behind(make, there, tmp_path):
    """At whatever moment; the folder is there afterwards only if it was before, and then it is empty."""
    path, after = tmp_path / "v", 0
    if there:
        path.mkdir()
    while True:
        try:
            made = make(path, after)
        except KeyboardInterrupt:
            assert path.exists() is there
            assert not there or not list(path.iterdir())
            after += 1
        else:
            break
    assert after > 5
    if isinstance(made, OpenVault):
        made.leave()
        vault = open_vault(path, PASSPHRASE, around(1000))
        assert vault.names() == {"house", "schedule"}
        assert check_vault(vault).problems == ()
        vault.leave()


def test_a_restoring_that_is_broken_off_leaves_nothing_behind(tmp_path):
    """At whatever moment; and afterwards the same backup is restored as if nothing had been."""
    backup, after = backed_up(tmp_path), 0
    while True:
        try:
            done = restore_vault(tmp_path / "new", backup, PASSPHRASE, CHEAP, around(after))
        except KeyboardInterrupt:
            assert not (tmp_path / "new").exists()
            after += 1
        else:
            break
    assert after > 15
    assert done.holds
    assert check_vault(done.vault).problems == ()
    done.vault.leave()


def test_what_a_kill_leaves_of_a_restoring_never_opens_as_the_old_device(tmp_path, monkeypatch):
    """Two that write in one name could not be told apart; such a folder says that it is to be restored anew."""
    monkeypatch.setattr("waystation.desk.keep.creating.take_away", lambda *_, **__: None)
    backup, stopped = backed_up(tmp_path), 0
    for after in range(60):
        path = tmp_path / f"new-{after}"
        try:
            restore_vault(path, backup, PASSPHRASE, CHEAP, around(after)).vault.leave()
        except KeyboardInterrupt:
            if not path.exists():
                continue
            assert not opens_as(path, backup.own["device"])
            stopped += 1
    assert stopped > 1


def test_what_is_there_is_never_taken_away(tmp_path):
    """Neither a vault, nor anything else."""
    creating(tmp_path / "v", 1000).close()
    before = {path.name: path.read_bytes() for path in (tmp_path / "v").iterdir()}
    for after in range(30):
        with pytest.raises((Usage, KeyboardInterrupt)):
            creating(tmp_path / "v", after)
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "v").iterdir()}
