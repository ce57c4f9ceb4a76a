"""A vault folder that an older Waystation left behind opens for ever, says what it said, and can be gone on with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.captured import everything_in, raw_of
from tests.kept import AROUND, CHEAP, heard
from tests.vectors.vault.saying import PASSPHRASE, SECOND, said_by
from waystation.desk.keep.backups import opened_backup, restore_vault
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.opening import open_vault
from waystation.desk.keep.reports import VaultReports, kept_in
from waystation.errors import Usage, WrongPassphrase

HERE = Path(__file__).parent
SETS = sorted(path.parent for path in (HERE / "vault").glob("*/said.json"))
of_each_format = pytest.mark.parametrize("old", SETS, ids=lambda folder: folder.name)


@pytest.fixture
def copy(old: Path, tmp_path: Path) -> Path:
    """A copy of its three files: opening may write, and the sample must not change."""
    folder = tmp_path / "v"
    folder.mkdir()
    for letter in "abc":
        shutil.copyfile(old / "folder" / letter, folder / letter)
    return folder


def test_there_is_one_of_the_first_format():
    """At least."""
    assert "1" in [folder.name for folder in SETS]


@of_each_format
def test_it_says_what_it_said(old, copy):
    """Members, compartments, packs, reports, people and what is proposed; and all of it is sound."""
    vault = open_vault(copy, PASSPHRASE, AROUND)
    assert said_by(vault) == json.loads((old / "said.json").read_text("utf-8"))
    vault.leave()


@of_each_format
def test_it_can_be_gone_on_with(old, copy):
    """What is there is known, what is new is kept beside it, and all is sound afterwards."""
    vault = open_vault(copy, PASSPHRASE, AROUND)
    store = VaultReports(vault, "heron")
    before = [str(one.id) for one in store.all()]
    with pytest.raises(Usage, match="report_known"):
        store.add([heard("r1")])
    store.add([heard("of this version")])
    vault.close()
    vault = open_vault(copy, PASSPHRASE, AROUND)
    assert sorted(str(one.id) for one in VaultReports(vault, "heron").all()) == sorted([*before, "of this version"])
    assert check_vault(vault).problems == ()
    vault.close()


@of_each_format
def test_its_second_passphrase_opens_its_view(old, copy):
    """And no other passphrase anything."""
    view = open_vault(copy, SECOND, AROUND)
    assert view.pressed
    assert [str(one.report.id) for one in kept_in(view, None, personal=True)] == ["harmless"]
    view.leave()
    with pytest.raises(WrongPassphrase):
        open_vault(copy, "another", AROUND)


@of_each_format
def test_the_second_reader_reads_it(old, copy):
    """By the page alone: what everybody said, and nothing of who was forgotten."""
    vault, _ = raw_of(copy, PASSPHRASE)
    said = everything_in(vault)
    assert all(word in said for word in ("ผ่านแล้ว", "at-home", "of-anna"))
    assert "of-ben" not in said


@of_each_format
def test_its_backup_becomes_a_vault_again(old, tmp_path):
    """As a new device, with every report."""
    lines = (HERE / "age" / "identity.txt").read_text("utf-8").splitlines()
    identities = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    backup = opened_backup((old / "backup.age").read_bytes(), identities, None)
    done = restore_vault(tmp_path / "again", backup, "pw", CHEAP, AROUND)
    said = json.loads((old / "said.json").read_text("utf-8"))["reports"]
    assert (done.member, done.holds) == ("Rowan", True)
    for mission, listed in said.items():
        found = kept_in(done.vault, mission or None, personal=True)
        assert [str(one.report.id) for one in found] == [report["id"] for _, report in listed]
    assert check_vault(done.vault).problems == ()
    done.vault.close()
