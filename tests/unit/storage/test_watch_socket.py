"""How a running watch is spoken to."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from waystation.errors import Usage
from waystation.storage.vault_session import opened, release
from waystation.storage.watch_socket import WatchSocket, note_everywhere, watches_running


@pytest.fixture
def runtime():
    """A folder with a short path, for a socket's path has at most 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="ws-", dir="/tmp"))
    yield folder / "r"
    shutil.rmtree(folder)


def answered(heard: WatchSocket, alarms: set[int], times: int = 1) -> threading.Thread:
    """Let a watch answer so many times."""

    def answer() -> None:
        for _ in range(times):
            heard.wait(10.0, lambda number: number in alarms)

    thread = threading.Thread(target=answer)
    thread.start()
    return thread


def test_a_watch_hears_who_takes_note(runtime, tmp_path):
    """Whether it has that alarm is answered."""
    with WatchSocket(runtime, tmp_path) as heard:
        thread = answered(heard, {417}, 3)
        assert note_everywhere(runtime, 417) == (1, True)
        assert note_everywhere(runtime, 902) == (1, False)
        assert watches_running(runtime) == 1
        thread.join()
    assert note_everywhere(runtime, 417) == (0, False)


def test_two_do_not_watch_one_place(runtime, tmp_path):
    """Another place may be watched beside; and the same again once the first has ended."""
    with WatchSocket(runtime, tmp_path):
        with pytest.raises(Usage) as error:
            WatchSocket(runtime, tmp_path)
        WatchSocket(runtime, tmp_path / "other").close()
    assert error.value.code == "watch_runs"
    WatchSocket(runtime, tmp_path).close()


def test_locking_vaults_leaves_it_alone(runtime, tmp_path):
    """It is none of the sockets that keep vaults unlocked."""
    with WatchSocket(runtime, tmp_path) as heard:
        assert opened(runtime) == []
        assert release(runtime) == []
        thread = answered(heard, set())
        assert watches_running(runtime) == 1
        thread.join()


def test_what_a_watch_that_was_killed_left_behind_is_taken_over(runtime, tmp_path):
    """Its socket is there, and nobody listens."""
    WatchSocket(runtime, tmp_path).close()
    (lock,) = (runtime / "watch").iterdir()
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(lock.with_suffix("")))
    left.close()
    assert watches_running(runtime) == 0
    with WatchSocket(runtime, tmp_path) as heard:
        thread = answered(heard, set())
        assert watches_running(runtime) == 1
        thread.join()


def test_nobody_else_looks_there(runtime, tmp_path):
    """Its folder and its socket are its owner's only."""
    with WatchSocket(runtime, tmp_path):
        for path in (runtime, runtime / "watch", *(runtime / "watch").iterdir()):
            assert stat.S_IMODE(path.lstat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("word", [b"", b"note", b"note x\n", b"\xff\n", b"secret\n", b"note 99999999999999999999999\n"])
def test_what_it_does_not_understand_ends_nothing(runtime, tmp_path, word):
    """It goes on listening."""
    with WatchSocket(runtime, tmp_path) as heard:
        (path,) = [one for one in (runtime / "watch").iterdir() if stat.S_ISSOCK(one.lstat().st_mode)]
        thread = answered(heard, {417})
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(path))
            client.sendall(word)
            client.shutdown(socket.SHUT_WR)
            assert client.recv(10) in (b"", b"no\n")
        thread.join()
        thread = answered(heard, {417})
        assert note_everywhere(runtime, 417) == (1, True)
        thread.join()


def test_another_user_is_not_heard(runtime, tmp_path, monkeypatch):
    """Whoever the system says is somebody else gets no answer."""
    monkeypatch.setattr("waystation.storage.watch_socket.peer_user", lambda _: os.geteuid() + 1)
    with WatchSocket(runtime, tmp_path) as heard:
        thread = answered(heard, {417})
        assert note_everywhere(runtime, 417) == (0, False)
        thread.join()


def test_it_rests_as_long_as_it_is_told(runtime, tmp_path):
    """And no longer, if nobody speaks."""
    with WatchSocket(runtime, tmp_path) as heard:
        heard.wait(0.0, lambda _: True)
