"""A pack in a vault is read as if it lay in a folder, with all its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import condition, leg, write_pack
from tests.kept import heard, new_vault
from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in, put_pack
from waystation.desk.keep.reports import VaultReports
from waystation.errors import BadInput, Usage
from waystation.storage.folders import PackFolder

GAUGE = b"date,level\n" + b"".join(b"2030-10-%02d,%d\n" % (day, 1 + day % 3) for day in range(1, 29))
RIVER = condition("river", ["low", "high"], gauge={"file": "gauges/g.csv", "thresholds": [2.0]}, now="low")


@pytest.fixture
def vault(tmp_path: Path) -> OpenVault:
    """A vault."""
    return new_vault(tmp_path / "v")


def a_pack(folder: Path, **extra: bytes) -> PackFolder:
    """A pack with a gauge, notes, and whatever a test adds."""
    files = {"gauges/g.csv": GAUGE, "notes/big.txt": bytes(range(256)) * 10_000, "empty": b"", ".hidden": b"x", **extra}
    ford = leg("l", when={"river=high": "closed"})
    return PackFolder(write_pack(folder, ford, condition=[RIVER], extra=files, step=60, hours=24))


def test_every_file_comes_back_to_the_byte(vault: OpenVault, tmp_path: Path) -> None:
    """Also one of many parts and an empty one; hidden ones stay outside; the digest is the folder's."""
    folder = a_pack(tmp_path / "p")
    put = put_pack(vault, folder, "heron")
    assert put.files == ("empty", "gauges/g.csv", "network.geojson", "notes/big.txt", "pack.toml")
    pack = VaultPack(vault, "heron")
    for name in put.files:
        assert pack.has(name)
        assert pack.read(name) == (tmp_path / "p" / name).read_bytes()
    assert not pack.has(".hidden")
    fresh = VaultPack(vault, "heron")
    here = load_pack(PackFolder(tmp_path / "p"))
    there = load_pack(fresh)
    assert (there.digest, there.pack, there.warnings) == (here.digest, here.pack, here.warnings)
    with pytest.raises(BadInput, match="vault_no_file"):
        fresh.read("nowhere.csv")


def test_put_again_the_newer_files_hold_and_parts_are_kept_once(vault: OpenVault, tmp_path: Path) -> None:
    """What did not change is not written again."""
    put_pack(vault, a_pack(tmp_path / "p"), "heron")
    before = vault.store.count()
    again = put_pack(vault, a_pack(tmp_path / "p", **{"notes/new.txt": b"new"}), "heron")
    assert not again.new
    assert vault.store.count() == before + 2
    assert VaultPack(vault, "heron").read("notes/new.txt") == b"new"
    assert packs_in(vault) == ["heron"]


def test_a_mistake_in_the_pack_keeps_it_out(vault: OpenVault, tmp_path: Path) -> None:
    """All of them are said, and nothing of it is in the vault."""
    with pytest.raises(BadInput):
        put_pack(vault, PackFolder(write_pack(tmp_path / "p", leg("l", mode="horse"))), "heron")
    assert packs_in(vault) == []
    assert "heron" not in vault.names()


@pytest.mark.parametrize("name", ["", "a b", "a/b", "a:b", "house", "schedule", "x" * 61, "a\nb", "a,b"])
def test_a_name_that_could_not_be_typed_is_refused(name: str, vault: OpenVault, tmp_path: Path) -> None:
    """Before anything is written."""
    with pytest.raises(Usage, match="vault_name"):
        put_pack(vault, a_pack(tmp_path / "p"), name)


def test_reports_about_people_are_no_part_of_what_a_plan_reads(vault: OpenVault, tmp_path: Path) -> None:
    """So that planning is no looking at people, and is not written down as such."""
    put_pack(vault, a_pack(tmp_path / "p"), "heron")
    store = VaultReports(vault, "heron")
    store.add([heard("seen"), heard("p", kind="consent", person="Ahn", purpose="x", given=True)])
    before = vault.store.count()
    assert [report.id for report in load_pack(VaultPack(vault, "heron")).reports] == ["seen"]
    assert vault.store.count() == before
    assert [report.id for report in store.all()] == ["seen", "p"]
    assert vault.store.count() == before + 1


def test_a_mission_that_is_not_there_is_said_to_be_none(vault: OpenVault) -> None:
    """Nor is a compartment without a pack one."""
    with pytest.raises(Usage, match="vault_no_pack"):
        VaultPack(vault, "house")
