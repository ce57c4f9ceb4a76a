"""The power goes; of what was not synced any part is lost or torn. No acknowledged entry is, and the store opens."""

from __future__ import annotations

import random

import pytest

from tests.attacks.crashing import Disk, goes_on, materialise, must_be_whole, states
from tests.attacks.shim_disk import Deed
from tests.attacks.test_vault_kill import day, folder
from waystation.storage.vault_folder import VaultFolder

__all__ = ["day", "folder"]

EVERY = 4


@pytest.mark.slow
def test_a_power_cut_after_any_write_loses_nothing(folder, day):
    """Nearly a thousand points by chance, and every one right after something was acknowledged."""
    vault, points, chance = VaultFolder(folder / "v"), 0, random.Random(17)
    for number, disk in states(day):
        if number % EVERY and day.deeds[number].what not in {"kept", "destroyed"}:
            continue
        materialise(vault.path, disk.after_power_cut(chance))
        must_be_whole(vault, day, disk)
        if number % (20 * EVERY) == 0:
            goes_on(vault)
        points += 1
    assert points >= 1000


@pytest.mark.slow
@pytest.mark.damaged("the disk never synced anything")
def test_a_disk_that_lies_about_syncing_would_be_noticed_here(folder, day):
    """Were nothing ever synced, acknowledged entries would be lost: the attack above can fail."""
    vault, chance, lost = VaultFolder(folder / "v"), random.Random(23), 0
    disk = Disk({"b": day.before})
    for number, deed in enumerate(day.deeds[:1500]):
        if deed.what != "sync":
            disk.take(deed)
        if deed.what == "kept" and number % 5 == 0:
            materialise(vault.path, disk.after_power_cut(chance))
            try:
                must_be_whole(vault, day, disk)
            except Exception:  # noqa: BLE001 - any way of not being whole will do
                lost += 1
    assert lost


def test_what_a_power_cut_may_leave_is_modelled():
    """Of one write some sectors, of several any; what was synced always; a file that was deleted may be there again."""
    disk = Disk({"f": b"a" * 1024})
    disk.take(Deed("write", "f", 256, b"b" * 512))
    disk.take(Deed("sync", "f"))
    disk.take(Deed("write", "f", 1024, b"c" * 1024))
    disk.take(Deed("delete", "f"))
    seen = {disk.after_power_cut(random.Random(seed)).get("f") for seed in range(300)}
    safe = b"a" * 256 + b"b" * 512 + b"a" * 256
    assert {None, safe, safe + b"c" * 1024, safe + b"c" * 512, safe + bytes(512) + b"c" * 512} == seen
    assert disk.after_kill() == {}
