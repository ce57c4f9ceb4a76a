"""A process is killed at any write: no acknowledged entry is lost, the store opens, and it is sound."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.crashing import Day, folder_in_memory, goes_on, materialise, must_be_whole, record, states
from tests.stored_entries import entries, new_vault, opened
from waystation.storage.vault_folder import VaultFolder

EVERY = 3


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder in memory where there is one."""
    with folder_in_memory() as path:
        yield path


@pytest.fixture(scope="module")
def day(folder: Path) -> Day:
    """A day of a store's life."""
    return record(folder / "v")


@pytest.mark.slow
def test_a_kill_after_any_write_loses_nothing(folder, day):
    """More than a thousand points; at some of them the last write is there in part only."""
    vault, points, chance = VaultFolder(folder / "v"), 0, random.Random(9)
    for number, disk in states(day):
        if number % EVERY or not disk.since:
            continue
        files = disk.after_kill()
        last = day.deeds[number]
        if last.what == "write" and number % (5 * EVERY) == 0 and len(last.data) > 1:
            files[last.name] = _cut_short(files[last.name], last.at, len(last.data), chance)
        materialise(vault.path, files)
        must_be_whole(vault, day, disk)
        if number % (20 * EVERY) == 0:
            goes_on(vault)
        points += 1
    assert points >= 1000
    assert disk.kept == len(day.steps) - 1


def _cut_short(data: bytes, at: int, size: int, chance: random.Random) -> bytes:
    """A file whose last write stopped somewhere: there the file ends, or zeros stand for what was."""
    end = at + chance.randrange(size)
    return data[:end] if len(data) == at + size else data[:end] + bytes(at + size - end) + data[at + size :]


CHILD = """
import sys
from pathlib import Path
from tests.stored_entries import entry, opened
from waystation.storage.vault_folder import VaultFolder
with opened(VaultFolder(Path(sys.argv[1]))) as store:
    store._checkpoint_after(30)
    while True:
        number = store.count()
        store.append([entry(number, sealed=(272, 4112)[number % 2])])
        print(number, flush=True)
"""


def test_a_process_that_is_really_killed_loses_nothing(tmp_path, root):
    """Several times, at moments that chance picks; each new process goes on where the last was ended."""
    vault, chance, acknowledged = new_vault(tmp_path / "v"), random.Random(4), -1
    for _ in range(12):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(vault.path)], stdout=subprocess.PIPE, cwd=root)
        assert child.stdout is not None
        with child.stdout:
            for _ in range(chance.randrange(1, 40)):
                acknowledged = int(child.stdout.readline())
            child.send_signal(signal.SIGKILL)
            acknowledged = max([acknowledged, *(int(line) for line in child.stdout.read().split())])
        assert child.wait() == -signal.SIGKILL
    expected = [each.sequence for each in entries(acknowledged + 2)]
    with opened(vault) as store:
        assert [header.sequence for header in store.headers()] in (expected, expected[:-1])
        assert store.check() == []
    assert sorted(path.name for path in vault.path.iterdir()) == ["a", "b", "c"]
