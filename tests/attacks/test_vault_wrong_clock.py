"""A device's clock is wrong by years: nothing is lost by it, and nothing older wins for ever."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.creating import create_vault
from waystation.desk.keep.opening import OpenVault, Surroundings, open_vault
from waystation.desk.keep.packs import VaultPack, put_pack
from waystation.desk.keep.people import agree, carry_out, propose, retirements_of
from waystation.desk.keep.reports import VaultReports
from waystation.storage.folders import PackFolder
from waystation.vault.head import Cost
from waystation.world.report import Report, read_report

NOW = datetime(2031, 10, 1, tzinfo=UTC)
CHEAP = Cost(64, 1, 1)


def at(years: float) -> Surroundings:
    """A machine whose clock is so many years off."""
    return Surroundings(os.urandom, lambda: NOW + timedelta(days=365 * years))


def heard(name: str) -> Report:
    """A report."""
    value = {"kind": "consent", "source": "s", "happened": NOW.isoformat(), "heard": NOW.isoformat(), "id": name}
    report = read_report({**value, "person": "Ahn", "purpose": "p", "given": True})
    assert isinstance(report, Report)
    return report


def reopened(vault: OpenVault, years: float) -> OpenVault:
    """The same vault by another clock."""
    vault.close()
    return open_vault(vault.folder.path, "pw", at(years))


@pytest.mark.parametrize("years", [-60, 60, 900])
def test_what_is_put_later_holds(years: float, tmp_path: Path) -> None:
    """Though the clock was far ahead, or far behind, when the one before was put."""
    vault = create_vault(tmp_path / "v", "pw", "founder", CHEAP, at(years))
    first = write_pack(tmp_path / "first", leg("l", minutes=30))
    put_pack(vault, PackFolder(first), "heron")
    vault = reopened(vault, 0)
    second = write_pack(tmp_path / "second", leg("l", minutes=60))
    put_pack(vault, PackFolder(second), "heron")
    vault = reopened(vault, -3 * years)
    assert VaultPack(vault, "heron").read("network.geojson") == (second / "network.geojson").read_bytes()
    assert check_vault(vault).problems == ()
    vault.close()


def test_no_report_is_lost_and_all_come_in_one_order(tmp_path: Path) -> None:
    """By any clock, and by none that a reader has."""
    vault = create_vault(tmp_path / "v", "pw", "founder", CHEAP, at(0))
    for years in (5, -40, 0, 900):
        vault = reopened(vault, years)
        VaultReports(vault, "heron").add([heard(f"r{years}")])
    orders = []
    for years in (0, -100, 100):
        vault = reopened(vault, years)
        orders.append([report.id for report in VaultReports(vault, "heron").all()])
    assert orders[0] == orders[1] == orders[2]
    assert sorted(map(str, orders[0])) == ["r-40", "r0", "r5", "r900"]
    vault.close()


def test_a_clock_alone_forgets_nobody(tmp_path: Path) -> None:
    """However far ahead it is: without two who agree, retention forgets nobody."""
    vault = create_vault(tmp_path / "v", "pw", "founder", CHEAP, at(0))
    VaultReports(vault, "heron").add([heard("r")])
    propose(vault, "Ahn", 30)
    vault = reopened(vault, 500)
    (waiting,) = retirements_of(vault)
    agree(vault, waiting.id[:8])
    assert carry_out(vault) == []
    assert len(VaultReports(vault, "heron").all()) == 1
    vault.close()
