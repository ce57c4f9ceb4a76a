"""An open vault keeps what is on the disk and what it believes in step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept import AROUND, heard, new_vault, reopened
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.opening import kept_secret, open_vault, open_with
from waystation.desk.keep.reports import VaultReports
from waystation.errors import Damaged, Usage, WrongPassphrase
from waystation.vault.payloads import ReportKept
from waystation.vault.writing import Draft


def ids(vault: object, mission: str | None = None) -> list[str]:
    """The reports that are there."""
    return [str(report.id) for report in VaultReports(vault, mission).all()]  # type: ignore[arg-type]


def test_what_is_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    """By its passphrase, or by what a session kept; not by anything else."""
    vault = new_vault(tmp_path / "v")
    VaultReports(vault, None).add([heard("one")])
    vault = reopened(vault)
    assert ids(vault) == ["one"]
    kept = kept_secret(vault.opened)
    vault.close()
    again = open_with(tmp_path / "v", kept, AROUND)
    assert ids(again) == ["one"]
    again.close()
    with pytest.raises(WrongPassphrase):
        open_vault(tmp_path / "v", "Pw", AROUND)
    with pytest.raises(Damaged, match="vault_session"):
        open_with(tmp_path / "v", kept[:-1], AROUND)


def test_two_that_are_open_at_once_continue_one_chain(tmp_path: Path) -> None:
    """Each takes in what the other has added before it writes; nothing is written twice."""
    first = new_vault(tmp_path / "v")
    second = open_vault(tmp_path / "v", "pw", AROUND)
    for number, vault in enumerate((first, second, second, first, second)):
        VaultReports(vault, None).add([heard(f"r{number}")])
    second.close()
    assert ids(reopened(first)) == [f"r{number}" for number in range(5)]
    last = open_vault(tmp_path / "v", "pw", AROUND)
    assert check_vault(last).problems == ()
    last.close()


def test_what_fails_half_way_is_not_believed(tmp_path: Path) -> None:
    """Neither on the disk nor in what the vault believes; the next thing written follows what was there before."""
    vault = new_vault(tmp_path / "v")
    (house,) = vault.compartments_named("house")
    before = vault.store.count()

    def fails() -> None:
        with vault.writing():
            vault.step(lambda draft: draft.write(house, ReportKept({"kind": "x"}, vault.now())))
            vault.step(lambda draft: draft.open_compartment("heron", "mission"))
            raise Usage("passphrase_empty")

    with pytest.raises(Usage):
        fails()
    assert vault.store.count() == before
    assert "heron" not in vault.names()
    VaultReports(vault, None).add([heard("one")])
    assert ids(vault) == ["one"]
    assert check_vault(vault).problems == ()
    vault.close()


def test_on_closing_it_says_what_it_holds_only_if_that_changed(tmp_path: Path) -> None:
    """Opening and looking writes nothing."""
    vault = new_vault(tmp_path / "v")
    VaultReports(vault, None).add([heard("one")])
    vault = reopened(vault)
    count = vault.store.count()
    assert ids(vault) == ["one"]
    vault = reopened(vault)
    assert vault.store.count() == count
    vault.close()


def test_what_somebody_else_wrote_badly_is_passed_over(tmp_path: Path) -> None:
    """A report of no known form, or of none at all, hides no other."""
    vault = new_vault(tmp_path / "v")
    (house,) = vault.compartments_named("house")

    def make(draft: Draft) -> None:
        for bad in ({"kind": "new"}, {}, {"as_written": 5}, {"kind": "word", "as_written": {"place": "x", "text": 4}}):
            draft.write(house, ReportKept(bad, "yesterday"))

    vault.write(make)
    VaultReports(vault, None).add([heard("one")])
    assert ids(vault) == ["one"]
    vault.close()
