"""A rehearsal goes by its own clock, and never beside a vault or anything real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from waystation.bootstrap import present_instant
from waystation.bootstrap.rehearsing import enter_rehearsal, in_rehearsal, is_rehearsal, leave_rehearsal, rehearsed
from waystation.bootstrap.vaults import open_vault
from waystation.errors import Usage
from waystation.guiding.rehearsal import Choice, Extra, Onward, Rehearsal
from waystation.storage.rehearsal_folders import read_rehearsal, write_rehearsal

AT = datetime(2040, 1, 1, tzinfo=UTC)
STANDING = Rehearsal(
    seed=1,
    speed=60.0,
    at=AT,
    since=None,
    until=AT + timedelta(hours=1),
    before=2,
    choices=(Choice(4, "ford", "camp"),),
    told=3,
    onward=(Onward("late", "ford", "camp", AT),),
    mishaps=("ill",),
    extras=(Extra(AT, {"kind": "illness", "person": "a", "stamina": 1.0}),),
    over="safe",
)


@pytest.fixture(autouse=True)
def _outside() -> Iterator[None]:
    yield
    leave_rehearsal()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A rehearsal's folder."""
    write_rehearsal(tmp_path, STANDING)
    return tmp_path


def test_what_is_written_is_read_again(folder: Path) -> None:
    """To the last field; and a folder without it is none."""
    assert read_rehearsal(folder) == STANDING
    assert is_rehearsal(str(folder))
    assert rehearsed(str(folder)) == STANDING
    assert read_rehearsal(folder / "nothing") is None
    with pytest.raises(Usage, match="rehearsal_none"):
        rehearsed(str(folder / "nothing"))


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"format": 2}', b"[" * 100_000])
def test_a_file_that_is_none_is_one_mistake(folder: Path, data: bytes) -> None:
    """With its path."""
    (folder / "rehearsal.json").write_bytes(data)
    with pytest.raises(Usage, match="rehearsal_unreadable"):
        read_rehearsal(folder)


def test_in_a_rehearsal_it_is_the_time_of_the_rehearsal(folder: Path) -> None:
    """And afterwards that of the machine again."""
    assert enter_rehearsal([str(folder)])
    assert present_instant() == AT
    leave_rehearsal()
    assert present_instant() != AT
    assert not in_rehearsal()


def test_what_is_only_played_is_not_mixed_with_what_is_real(folder: Path, root: Path, tmp_path: Path) -> None:
    """Neither a pack nor another rehearsal nor a vault stands beside one."""
    with pytest.raises(Usage, match="rehearsal_mixed"):
        enter_rehearsal([str(folder), str(root / "packs" / "a-son")])
    assert not enter_rehearsal([str(root / "packs" / "a-son")])
    other = tmp_path / "other"
    other.mkdir()
    write_rehearsal(other, STANDING)
    assert enter_rehearsal([str(folder)])
    with pytest.raises(Usage, match="rehearsal_several"):
        enter_rehearsal([str(other)])
    with pytest.raises(Usage, match="rehearsal_no_vault"):
        open_vault(tmp_path)
