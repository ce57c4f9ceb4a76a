"""A page of the vault's file is damaged: what is intact is still read, the loss is said, and it can be carried away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.keeping import PASSPHRASE, Typist
from waystation.storage.vault_connection import StoreKey
from waystation.storage.vault_pages import PAGE, PageKeys
from waystation.vault.head import open_head

REPORTS = 12


def line(number: int) -> str:
    """A report."""
    value = {
        "kind": "observation",
        "source": f"s{number}",
        "happened": f"2031-10-{number + 1:02}T18:00:00+09:00",
        "condition": "river",
        "level": "low",
        "text": "x" * 300,
    }
    return json.dumps(value)


def test_whatever_page_is_damaged_nothing_is_lost_without_a_word(tmp_path):
    """Every page that is used, one after the other: reports are all there, or it is said that some are not."""
    typist = Typist(tmp_path)
    typist.creates("mine")
    for number in range(REPORTS):
        typist.in_vault("mine", "report", "add", typist.path("mine"), "--json", answers=line(number))
    whole = typist.in_vault("mine", "report", "list", typist.path("mine"), "--json").json
    assert len(whole) == REPORTS
    path, keys = store_of(tmp_path / "mine")
    sound = path.read_bytes()
    pages = range(1, len(sound) // PAGE + 1)
    used = [number for number in pages if any(keys.open(number, page_of(sound, number))[16:])]
    assert len(used) > 15
    some_lost = 0
    for number in used:
        data = bytearray(sound)
        data[(number - 1) * PAGE + 777] ^= 1
        path.write_bytes(data)
        # A device whose own keys were on that page cannot go on; then it says so, and nothing else.
        if not _opens(typist):
            path.write_bytes(sound)
            continue
        said = typist.in_vault("mine", "report", "list", typist.path("mine"), "--json")
        assert all(report in whole for report in said.json)
        if len(said.json) < REPORTS:
            some_lost += 1
            assert "is damaged; entries known to be lost" in said.err
        checked = typist.in_vault("mine", "vault", "check", "--json", status=1).json
        assert f"page {number} is not what was written" in json.dumps(checked)
        assert path.read_bytes()[: len(data)] == bytes(data)
        refused = typist.in_vault("mine", "report", "add", typist.path("mine"), "--json", answers=line(20), status=2)
        assert "nothing more is written into it" in refused.err
        path.write_bytes(sound)
    assert some_lost
    typist.checks("mine")


def _opens(typist: Typist) -> bool:
    """Whether it opens at all; if not, one line says why."""
    try:
        said = typist.in_vault("mine", "vault", "members", "--json", status=2)
    except AssertionError:
        return True
    assert said.err.startswith("error: ")
    assert said.err.count("\n") == 1
    return False


def page_of(data: bytes, number: int) -> bytes:
    """One page as it lies on the disk."""
    return data[(number - 1) * PAGE : number * PAGE]


def store_of(folder: Path) -> tuple[Path, PageKeys]:
    """The store that the passphrase opens, and what opens its pages."""
    opened = open_head((folder / "a").read_bytes(), PASSPHRASE)
    assert opened is not None
    return folder / opened.secret.store, PageKeys(StoreKey(opened.secret.store_key, opened.secret.store_salt))


@pytest.mark.damaged("one byte of a page is changed, and stays so in the old folder")
@pytest.mark.parametrize("number", [1, 5])
def test_what_is_left_of_a_damaged_vault_can_be_carried_into_a_new_one(tmp_path, number):
    """By a backup: the new folder is sound, and has every report that was intact."""
    typist = Typist(tmp_path)
    typist.creates("mine")
    for each in range(3):
        typist.in_vault("mine", "report", "add", typist.path("mine"), "--json", answers=line(each))
    path, _ = store_of(tmp_path / "mine")
    data = bytearray(path.read_bytes())
    data[(number - 1) * PAGE + 777] ^= 1
    path.write_bytes(data)
    backup, key = typist.path("backup.age"), tmp_path / "key.txt"
    pyrage = pytest.importorskip("pyrage")
    identity = pyrage.x25519.Identity.generate()
    key.write_text(str(identity), "utf-8")
    typist.in_vault("mine", "vault", "backup", "--age", str(identity.to_public()), "-o", backup)
    cheap = ("--passphrase-file", typist.words, "--cost", "test")
    typist.types("vault", "restore", backup, typist.path("new"), "--identity", str(key), *cheap)
    typist.checks("new")
    assert len(typist.in_vault("new", "report", "list", typist.path("new"), "--json").json) == 3
