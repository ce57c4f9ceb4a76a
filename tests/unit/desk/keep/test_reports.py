"""A report that is there already is found without opening all others, and nothing that is forgotten is noted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept import AROUND, CHEAP, heard, new_vault, reopened, told
from waystation.desk.keep.backups import back_up, opened_backup, restore_vault
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.people import erase
from waystation.desk.keep.reports import VaultReports
from waystation.errors import Usage


@pytest.fixture
def vault(tmp_path: Path) -> OpenVault:
    """A vault."""
    return new_vault(tmp_path / "v")


def test_a_report_of_the_same_id_is_refused(vault: OpenVault) -> None:
    """In the same mission, also after the vault was opened anew; another mission may have it."""
    VaultReports(vault, "m").add([heard("r1"), heard("r2")])
    with pytest.raises(Usage, match="report_known"):
        VaultReports(vault, "m").add([heard("r3"), heard("r2")])
    again = reopened(vault)
    with pytest.raises(Usage, match="report_known"):
        VaultReports(again, "m").add([heard("r3"), heard("r2")])
    VaultReports(again, "n").add([heard("r2")])
    assert [one.id for one in VaultReports(again, "m").all()] == ["r1", "r2"]


def test_only_the_entries_with_these_ids_are_opened(vault: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many others there are."""
    store = VaultReports(vault, "m")
    for number in range(20):
        store.add([heard(f"r{number}")])
    opened: list[object] = []
    read = vault.state.read
    monkeypatch.setattr(vault.state, "read", lambda entry: (opened.append(entry.hash), read(entry))[1])
    (compartment,) = vault.compartments_named("m")
    assert vault.hearing(["r7", "other"], [compartment]) == {"r7"}
    assert len(opened) == 1
    assert vault.hearing(["r7"], []) == set()


def test_what_came_out_of_a_backup_is_known_as_well(vault: OpenVault, tmp_path: Path) -> None:
    """What is noted beside entries is made anew from them."""
    VaultReports(vault, "m").add([heard("r1"), heard("r2")])
    backup = opened_backup(back_up(vault, "b", (), "words").data, (), "words")
    vault.close()
    again = restore_vault(tmp_path / "again", backup, "pw", CHEAP, AROUND).vault
    with pytest.raises(Usage, match="report_known"):
        VaultReports(again, "m").add([heard("r2")])
    again.close()


def test_the_id_of_what_is_sealed_for_a_person_is_noted_nowhere(vault: OpenVault) -> None:
    """It is known as long as it can be opened; once they are forgotten nothing says that it was ever there."""
    store, consent = VaultReports(vault, "m"), told("c1", kind="consent", person="anna", purpose="to go", given=True)
    store.add([consent])
    with pytest.raises(Usage, match="report_known"):
        store.add([consent])
    assert vault.store.hearing(["c1"]) == []
    erase(vault, "anna")
    assert store.all() == []
    store.add([consent])
