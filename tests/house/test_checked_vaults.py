"""Vaults that tests leave behind are verified: a test of the teardown itself, by running tests that must fail in it."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.house.running import run

TESTS = '''
"""Tests that leave vaults behind."""

import shutil
import subprocess
import sys

import pytest

from tests.keeping import Typist
from tests.kept import heard, new_vault, reopened
from waystation.desk.keep.reports import VaultReports


def pulled_out(vault):
    """Take an entry in the middle away, as only somebody with the key could."""
    for name in ("one", "two", "three"):
        VaultReports(vault, None).add([heard(name)])
    last = vault.store.last_row()
    for table in ("entry", "header"):
        vault.store._connection.execute(f"DELETE FROM {table} WHERE row = {last - 1}")
    vault.leave()


def test_sound(tmp_path):
    vault = new_vault(tmp_path / "v")
    VaultReports(vault, None).add([heard("r1")])
    reopened(vault).close()


def test_open_still(tmp_path):
    new_vault(tmp_path / "v")


def test_gap(tmp_path):
    pulled_out(new_vault(tmp_path / "v"))


@pytest.mark.damaged("an entry is taken away")
def test_gap_on_purpose(tmp_path):
    pulled_out(new_vault(tmp_path / "v"))


@pytest.mark.damaged("so it says")
def test_nothing_damaged(tmp_path):
    new_vault(tmp_path / "v").close()


def test_changed_copy(tmp_path):
    new_vault(tmp_path / "v").close()
    shutil.copytree(tmp_path / "v", tmp_path / "elsewhere" / "w")
    for letter in "bc":
        path = tmp_path / "elsewhere" / "w" / letter
        data = bytearray(path.read_bytes())
        data[4096 + 50] ^= 1
        path.write_bytes(data)


CREATE = (sys.executable, "-m", "waystation", "vault", "create", "v", "--cost", "test", "--passphrase-file", "words")


def test_of_another_process(tmp_path):
    (tmp_path / "words").write_text("plover vesper ingot maple")
    subprocess.run(CREATE, cwd=tmp_path, check=True, capture_output=True)


def test_of_another_process_that_nobody_can_open(tmp_path):
    (tmp_path / "words").write_text("plover vesper ingot maple")
    subprocess.run(CREATE, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "words").unlink()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    return new_vault(tmp_path_factory.mktemp("shared") / "v")


def test_uses_it(shared):
    VaultReports(shared, None).add([heard("r1")])


def test_spoils_it(shared):
    pulled_out(reopened(shared))
'''
SPOILT = ("test_gap", "test_changed_copy", "test_of_another_process_that_nobody_can_open", "test_spoils_it")


def test_a_vault_that_is_not_sound_fails_the_test_that_leaves_it(tmp_path: Path, root: Path) -> None:
    """However it was made and wherever it lies, unless the test says why; and a test that says so in vain fails too."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "conftest.py").write_text("from tests.conftest import pytest_configure, root, runtime\n", "utf-8")
    (inner / "test_inner.py").write_text(TESTS, "utf-8")
    config = inner / "pytest.ini"
    config.write_text(f"[pytest]\npythonpath = {root}\naddopts = --import-mode=importlib\nmarkers = damaged(why): x\n")
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-c", config, f"--rootdir={inner}", inner]
    said = run([*command, "-p", "no:cacheprovider"], root).stdout
    lines = said.splitlines()
    failed = {line.split("::")[1].split(" ")[0] for line in lines if line.startswith("ERROR ")}
    assert failed == {*SPOILT, "test_nothing_damaged"}, said
    assert "10 passed, 5 errors" in lines[-1], said
    assert "vault_gap" in said
    assert "vault_harm_page" in said
    assert "nobody knows what opens it" in said
    assert "no vault is damaged, though the test says: so it says" in said
