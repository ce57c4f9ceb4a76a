"""Packs that are broken in many ways: each is refused with lines that say where, what is wrong, what would be right."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.attacks.mutations import Broken, all_mutations
from tests.attacks.running import run, write_files

MUTATIONS = all_mutations()
GUARD_SECONDS = 10.0


def arranged(broken: Broken, folder: Path) -> Path:
    """The folder with the broken pack in it."""
    folder.mkdir()
    write_files(folder, broken.built[0])
    if broken.arrange is not None:
        broken.arrange(folder)
    return folder


def names_the_place(line: str, broken: Broken) -> bool:
    """Whether a line begins with the place, or with one inside it."""
    return line.startswith(broken.where) and line[len(broken.where) :][:1] in (":", "/", ".", "[", " ")


def test_there_are_many_and_no_two_are_the_same() -> None:
    """At least five hundred, each with a name of its own and a pack of its own."""
    assert len(MUTATIONS) >= 500
    assert not [name for name, count in Counter(broken.name for broken in MUTATIONS).items() if count > 1]
    plain = [tuple(sorted(broken.built[0].items())) for broken in MUTATIONS if broken.arrange is None]
    assert len(plain) == len(set(plain))


@pytest.mark.parametrize("broken", MUTATIONS, ids=lambda broken: ascii(broken.name))
def test_a_broken_pack_is_refused_at_the_right_place(broken: Broken, tmp_path: Path) -> None:
    """Exit status 2; each line an error or a warning; one names file, line and place; nothing on standard output."""
    answer = run("check", str(arranged(broken, tmp_path / "pack")))
    assert answer.status == 2, answer
    assert not answer.out
    assert all(line.startswith(("error: ", "warning: ")) for line in answer.lines), answer.err
    assert "inside Waystation" not in answer.err, answer.err
    assert any(names_the_place(line, broken) for line in answer.lines), (broken.where, answer.err)
    assert all("\x1b" not in line and len(line) < 500 and "{" not in line.partition(": ")[0] for line in answer.lines)
    assert answer.seconds < GUARD_SECONDS


@pytest.mark.parametrize("broken", MUTATIONS[:: max(1, len(MUTATIONS) // 10)], ids=lambda broken: ascii(broken.name))
def test_a_broken_pack_is_refused_by_the_command_itself(broken: Broken, tmp_path: Path) -> None:
    """The same from outside, as a process of its own."""
    folder = arranged(broken, tmp_path / "pack")
    told = subprocess.run(
        [sys.executable, "-m", "waystation", "check", str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert (told.returncode, told.stdout) == (2, "")
    assert any(names_the_place(line, broken) for line in told.stderr.splitlines()), told.stderr
