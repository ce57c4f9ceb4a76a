"""A vault is kept unlocked by a process of its owner's, found through a folder of its owner's; nothing stays behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from waystation.errors import Missing, Usage
from waystation.storage import vault_session
from waystation.storage.vault_session import fetch, hold, opened, release, runtime_folder

SECRET = b"\0opened secret \xff\n" * 5


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A folder for sockets, whose path is short enough for one; everything in it is locked afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="ws-", dir="/tmp"))
    try:
        yield folder / "r"
    finally:
        with suppress(Usage):
            release(folder / "r")
        shutil.rmtree(folder)


def test_a_vault_stays_unlocked_until_it_is_locked(runtime, tmp_path):
    """The secret comes back byte for byte, by whatever way its folder is named."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "link").symlink_to("vault")
    assert (fetch(runtime, tmp_path / "vault"), opened(runtime), release(runtime)) == (None, [], [])
    hold(runtime, tmp_path / "vault", SECRET)
    assert fetch(runtime, tmp_path / "link") == fetch(runtime, tmp_path / "vault") == SECRET
    assert fetch(runtime, tmp_path / "other") is None
    assert opened(runtime) == [tmp_path / "vault"]
    assert release(runtime, tmp_path / "other") == []
    assert release(runtime, tmp_path / "vault") == [tmp_path / "vault"]
    assert (fetch(runtime, tmp_path / "vault"), opened(runtime)) == (None, [])
    assert list(runtime.iterdir()) == []


def test_several_vaults_are_unlocked_side_by_side(runtime, tmp_path):
    """Each has its secret; unlocked once more, a vault has the newer; all are locked at once."""
    for name, secret in (("one", b"1"), ("two", b"2"), ("one", b"3")):
        hold(runtime, tmp_path / name, secret)
    assert [fetch(runtime, tmp_path / name) for name in ("one", "two")] == [b"3", b"2"]
    assert opened(runtime) == release(runtime) == [tmp_path / "one", tmp_path / "two"]
    assert list(runtime.iterdir()) == []


def test_only_its_owner_may_look_and_names_say_nothing(runtime, tmp_path):
    """Folder and socket are the owner's alone; neither the socket's name nor the process's arguments have the path."""
    hold(runtime, tmp_path / "vault", SECRET)
    (path,) = runtime.iterdir()
    assert stat.S_IMODE(runtime.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_ISSOCK(path.stat().st_mode)
    assert set(path.name) <= set("0123456789abcdef")
    process = agent_of(runtime, tmp_path / "vault")
    if Path("/proc").is_dir():
        proc = Path("/proc") / str(process)
        arguments = (proc / "cmdline").read_bytes()
        assert SECRET[:8] not in arguments
        assert str(tmp_path).encode() not in arguments
        if os.geteuid():
            with pytest.raises(PermissionError):
                (proc / "environ").read_bytes()
        else:
            assert SECRET[:8] not in (proc / "environ").read_bytes()
            assert (proc / "cwd").readlink() == Path("/")
            assert {(proc / "fd" / str(number)).readlink() for number in range(3)} == {Path(os.devnull)}


def agent_of(runtime: Path, vault: Path) -> int:
    """The process that holds a vault, as the system says."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(vault_session._socket_path(runtime, vault)))
        if not hasattr(socket, "SO_PEERCRED"):
            pytest.skip("this system does not say which process listens")
        return int.from_bytes(client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[:4], sys.byteorder)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_process_that_was_ended_is_no_hindrance(runtime, tmp_path, number):
    """The vault is locked; a socket that it left behind is cleared away, and the next takes its place."""
    hold(runtime, tmp_path / "vault", SECRET)
    process = agent_of(runtime, tmp_path / "vault")
    os.kill(process, number)
    os.waitpid(process, 0)
    assert fetch(runtime, tmp_path / "vault") is None
    assert opened(runtime) == []
    assert list(runtime.iterdir()) == []
    hold(runtime, tmp_path / "vault", SECRET)
    os.kill(agent_of(runtime, tmp_path / "vault"), signal.SIGKILL)
    hold(runtime, tmp_path / "vault", b"new")
    assert fetch(runtime, tmp_path / "vault") == b"new"


def test_it_locks_itself_after_a_rest(runtime, tmp_path):
    """The process is over and has taken its socket away; nobody had to ask."""
    hold(runtime, tmp_path / "vault", SECRET, idle_seconds=0.2)
    with suppress(OSError):  # it may be over by now
        os.waitpid(agent_of(runtime, tmp_path / "vault"), 0)
    assert fetch(runtime, tmp_path / "vault") is None
    assert list(runtime.iterdir()) == []


def test_a_folder_that_others_may_look_into_is_refused(runtime, tmp_path):
    """So is one of somebody else's making: a link, or a file; nothing is sent there."""
    for make in (lambda: runtime.mkdir(mode=0o755), lambda: runtime.symlink_to(tmp_path), lambda: runtime.touch(0o600)):
        make()
        if runtime.is_dir() and not runtime.is_symlink():
            runtime.chmod(0o755)
        for act in (
            lambda: hold(runtime, tmp_path, SECRET),
            lambda: fetch(runtime, tmp_path),
            lambda: opened(runtime),
            lambda: release(runtime),
        ):
            with pytest.raises(Usage) as refused:
                act()
            assert refused.value.code in {"session_folder", "session_failed"}
        if runtime.is_dir() and not runtime.is_symlink():
            runtime.rmdir()
        else:
            runtime.unlink()


def test_it_says_why_it_does_not_start(runtime, tmp_path):
    """As for a path that is too long for a socket, or a folder that cannot be made."""
    runtime.mkdir(mode=0o700)
    (runtime / ("x" * 90)).mkdir(mode=0o700)
    for folder in (runtime / ("x" * 90), runtime / "absent" / "deeper"):
        with pytest.raises(Usage) as refused:
            hold(folder, tmp_path, SECRET)
        assert refused.value.code == "session_failed"
        assert refused.value.fields["why"]


def test_where_there_are_no_such_sockets_it_says_so(runtime, tmp_path, monkeypatch):
    """And nothing is unlocked there."""
    monkeypatch.delattr(socket, "AF_UNIX")
    with pytest.raises(Missing) as refused:
        hold(runtime, tmp_path, SECRET)
    assert refused.value.code == "no_session"
    assert (fetch(runtime, tmp_path), opened(runtime), release(runtime)) == (None, [], [])


def test_whoever_listens_and_says_nonsense_is_not_believed(runtime, tmp_path):
    """An answer that is cut short, too long, or none at all is no secret."""
    runtime.mkdir(mode=0o700)
    path = vault_session._socket_path(runtime, tmp_path)
    for said in (b"", b"\0\0", b"\0\0\0\x05abc", b"\xff\xff\xff\xff" + b"x" * 5000):
        program = (
            "import socket, sys; s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(1)\n"
            "print(flush=True)\n"
            "c, _ = s.accept(); c.recv(16); c.sendall(bytes.fromhex(sys.argv[2]))"
        )
        arguments = [sys.executable, "-c", program, str(path), said.hex()]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
            assert child.stdout is not None
            child.stdout.readline()
            assert fetch(runtime, tmp_path) is None
        path.unlink()


def test_sockets_lie_in_the_users_own_folder(tmp_path):
    """The system's own if it names one that is there, else one under /tmp by the user's number."""
    assert runtime_folder({"XDG_RUNTIME_DIR": str(tmp_path)}) == tmp_path / "waystation"
    fallback = Path(f"/tmp/waystation-{os.geteuid()}")
    for given in ({}, {"XDG_RUNTIME_DIR": ""}, {"XDG_RUNTIME_DIR": "here"}, {"XDG_RUNTIME_DIR": "/absent/folder"}):
        assert runtime_folder(given) == fallback


def test_what_is_held_is_small_and_not_for_ever(runtime, tmp_path):
    """A caller that asks for more is mistaken."""
    for secret, idle in ((b"x" * 4097, 60), (b"x", 0), (b"x", 86401), (b"x", float("nan"))):
        with pytest.raises(ValueError, match="at most"):
            hold(runtime, tmp_path, secret, idle_seconds=idle)
