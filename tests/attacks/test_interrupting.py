"""Ctrl-C in the middle of long work: one line, status 130, nobody left working, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local_cluster import local_cluster

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")]

PATIENCE = 120
"""Seconds in which a command that was interrupted must have ended."""
SAID = b"interrupted; nothing was left half-written"


@pytest.fixture
def screen() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal."""
    ours, theirs = os.openpty()
    yield ours, theirs
    for end in (ours, theirs):
        os.close(end)


def begun(command: list[str], screen: tuple[int, int], cwd: Path) -> subprocess.Popen[bytes]:
    """A command that talks to a terminal and answers into a pipe."""
    return subprocess.Popen(
        [sys.executable, "-m", "waystation", *command],
        stderr=screen[1],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        cwd=cwd,
        start_new_session=True,
    )


def seen(ours: int, wanted: bytes) -> bytes:
    """What a terminal shows up to some words; waits for them as long as it takes."""
    shown = b""
    while wanted not in shown:
        shown += os.read(ours, 4096)
    return shown


def interrupted(process: subprocess.Popen[bytes], ours: int) -> tuple[int, bytes, bytes]:
    """Ctrl-C; the status, the last words, and what was answered."""
    process.send_signal(signal.SIGINT)
    shown = seen(ours, SAID)
    out, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, shown, out


def group_gone(leader: int) -> bool:
    """Whether no process of that group is left."""
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return True
    return False


def test_questions_broken_off_on_the_way(root: Path, tmp_path: Path, screen: tuple[int, int]) -> None:
    """Once the bar shows how far it is, Ctrl-C ends it: nothing was answered, and nobody works on."""
    pack = str(root / "packs" / "beyond-utopia")
    process = begun(["questions", pack, "--all"], screen, tmp_path)
    assert b"asking" in seen(screen[0], b" of ")
    status, shown, out = interrupted(process, screen[0])
    assert status == 130
    assert out == b""
    assert b"Traceback" not in shown
    assert group_gone(process.pid)
    assert list(tmp_path.iterdir()) == []


def test_questions_broken_off_on_a_cluster(root: Path, tmp_path: Path, screen: tuple[int, int]) -> None:
    """The cluster is somebody else's and stays, with nothing of ours left to do."""
    distributed = pytest.importorskip("distributed")
    with local_cluster(1, tmp_path) as cluster:
        pack = str(root / "packs" / "beyond-utopia")
        process = begun(["questions", pack, "--all", "--cluster", cluster.scheduler_address], screen, root)
        seen(screen[0], b" of ")
        status, shown, out = interrupted(process, screen[0])
        assert (status, out) == (130, b"")
        assert b"Traceback" not in shown
        assert group_gone(process.pid)
        with distributed.Client(cluster, set_as_default=False) as client:
            assert client.submit(abs, -1).result(timeout=PATIENCE) == 1
