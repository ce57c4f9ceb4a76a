"""The vault of a run: the one that was named, else the one that is unlocked; closed whatever happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept import new_vault
from waystation.bootstrap import vaults
from waystation.bootstrap.vaults import (
    choose_vault,
    close_vault,
    lock_vaults,
    named_vault,
    open_vault,
    unlock_vault,
    unlocked_vaults,
)
from waystation.errors import Usage, WrongPassphrase


@pytest.fixture(autouse=True)
def _nothing_left() -> object:
    """Nothing is open before a test, nor after it."""
    close_vault()
    lock_vaults()
    yield
    close_vault()
    lock_vaults()


def made(folder: Path) -> Path:
    """A vault, closed."""
    new_vault(folder).close()
    return folder


def choose(folder: Path | None, passphrase: str = "pw", told: bool = True) -> None:
    """What a command line was given."""
    choose_vault(folder, lambda: passphrase, told=told)


def test_the_one_that_was_named_is_opened_once(tmp_path: Path) -> None:
    """And forgotten, with its passphrase, when the run ends."""
    folder = made(tmp_path / "v")
    choose(folder)
    assert open_vault() is open_vault()
    assert named_vault() == folder
    close_vault()
    assert named_vault() is None
    with pytest.raises(Usage, match="vault_none_open"):
        open_vault()


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    """Nor does none."""
    folder = made(tmp_path / "v")
    choose(folder, "no")
    with pytest.raises(WrongPassphrase):
        open_vault()
    close_vault()
    with pytest.raises(Usage, match="passphrase_nobody"):
        open_vault(folder)


def test_the_one_that_is_unlocked_needs_no_passphrase(tmp_path: Path) -> None:
    """Until it is locked; where two are, one must be named."""
    first, second = made(tmp_path / "one"), made(tmp_path / "two")
    for folder in (first, second):
        choose(folder)
        assert unlock_vault(1) == folder
        close_vault()
    assert unlocked_vaults() == [first, second]
    with pytest.raises(Usage, match="vault_several_open"):
        open_vault()
    choose(second, "never asked", told=False)
    assert open_vault().folder.path == second
    close_vault()
    assert lock_vaults() == [first, second]
    assert unlocked_vaults() == []


@pytest.mark.damaged("both stores are emptied")
def test_what_cannot_be_opened_any_more_is_locked_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever hinders the vault's last words must not hinder the lock."""
    folder = made(tmp_path / "v")
    choose(folder)
    unlock_vault(1)
    close_vault()
    (folder / "b").write_bytes(b"")
    (folder / "c").write_bytes(b"")
    assert vaults.lock_vaults() == [folder]


def test_unlocking_asks_which(tmp_path: Path) -> None:
    """Where none was named."""
    choose(None)
    with pytest.raises(Usage, match="vault_which"):
        unlock_vault(1)
