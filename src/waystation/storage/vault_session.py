"""Keeping a vault unlocked between commands: starting, asking and ending the process that holds its secret.

Decides where sockets lie, and that nobody else may look there. The process itself is `vault_agent`; what the secret is
is the caller's business. Nothing is on the disk but the sockets, each named by a hash of its vault's path.
"""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import struct
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from waystation.errors import Missing, Usage
from waystation.storage.vault_agent import MOST_BYTES, PATIENCE_SECONDS

__all__ = ["IDLE_SECONDS", "fetch", "hold", "opened", "own_folder", "release", "runtime_folder"]

IDLE_SECONDS = 15 * 60
LONGEST_IDLE_SECONDS = 24 * 60 * 60


def runtime_folder(environment: Mapping[str, str]) -> Path:
    """Where sockets lie: in the user's own folder that the system empties, or in one of the user's own under /tmp.

    Args:
        environment: The environment's variables.
    """
    given = environment.get("XDG_RUNTIME_DIR", "")
    if Path(given).is_absolute() and Path(given).is_dir():
        return Path(given) / "waystation"
    return Path("/tmp") / f"waystation-{_own_user()}"  # noqa: S108 - the folder is refused unless it is ours alone


def hold(runtime: Path, vault: Path, secret: bytes, *, idle_seconds: float = IDLE_SECONDS) -> None:
    """Start a process that holds a vault's secret, in the place of one that holds the same vault's.

    Args:
        runtime: Where sockets lie; made if it is not there.
        vault: The vault's folder.
        secret: At most 4,096 bytes.
        idle_seconds: After how long without a `fetch` it ends, at most a day.

    Raises:
        Missing: `no_session`, where the system has no such sockets.
        Usage: `session_folder`, if others may look into that folder; `session_failed`, if it does not start.
    """
    _must_have_sockets()
    if len(secret) > MOST_BYTES or not 0 < idle_seconds <= LONGEST_IDLE_SECONDS:
        raise ValueError("a secret has at most 4,096 bytes, and is held for at most a day")
    own_folder(runtime, make=True)
    release(runtime, vault)
    # Not from the present folder, where somebody else's `waystation` might lie; and no path among its arguments, which
    # every user of the machine can read.
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "waystation.storage.vault_agent"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
    where = os.fsencode(_socket_path(runtime, vault).absolute())
    given = (where, str(idle_seconds).encode(), os.fsencode(vault.resolve()), secret)
    said = b""
    assert child.stdin is not None
    assert child.stdout is not None
    with child.stdin, child.stdout, suppress(BrokenPipeError):
        child.stdin.write(b"\0".join(given))
        child.stdin.close()
        said = child.stdout.read()
    if said != b"ready\n":
        child.wait()
        raise Usage("session_failed", why=said.decode(errors="replace").strip() or "it did not start")
    # It goes on by itself; to wait for it is the system's business.
    child.returncode = 0


def fetch(runtime: Path, vault: Path) -> bytes | None:
    """The secret of a vault that is unlocked, or None; puts off its locking.

    Args:
        runtime: Where sockets lie.
        vault: The vault's folder.
    """
    answer = _ask(_socket_path(runtime, vault), b"secret\n")
    return answer or None


def opened(runtime: Path) -> list[Path]:
    """The vaults that are unlocked now, by their paths; sockets that nobody listens on are removed."""
    found = []
    for path in _sockets(runtime):
        answer = _ask(path, b"which\n")
        if answer:
            found.append(Path(os.fsdecode(answer)))
        elif answer is None:
            path.unlink(missing_ok=True)
    return sorted(found)


def release(runtime: Path, vault: Path | None = None) -> list[Path]:
    """Lock a vault, or all that are unlocked.

    Args:
        runtime: Where sockets lie.
        vault: The vault's folder; None for all.

    Returns:
        The vaults that were unlocked and are not any more.
    """
    locked = []
    for path in _sockets(runtime) if vault is None else [_socket_path(runtime, vault)]:
        answer = _ask(path, b"lock\n")
        if answer:
            locked.append(Path(os.fsdecode(answer)))
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return sorted(locked)


def _ask(path: Path, word: bytes) -> bytes | None:
    """The answer of whoever listens on a socket; None if nobody does."""
    if not hasattr(socket, "AF_UNIX") or not own_folder(path.parent, make=False):
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(PATIENCE_SECONDS)
        try:
            client.connect(str(path))
            client.sendall(word)
            return _read_all(client)
        except OSError:
            return None


def _read_all(client: socket.socket) -> bytes | None:
    """An answer with its length before it, or None if it ends too early or is too long."""
    data = b""
    while more := client.recv(MOST_BYTES + 4 - len(data)):
        data += more
        if len(data) >= 4 and len(data) == 4 + struct.unpack(">I", data[:4])[0]:
            return data[4:]
    return None


def _sockets(runtime: Path) -> list[Path]:
    if not hasattr(socket, "AF_UNIX") or not own_folder(runtime, make=False):
        return []
    return sorted(path for path in runtime.iterdir() if stat.S_ISSOCK(path.lstat().st_mode))


def _socket_path(runtime: Path, vault: Path) -> Path:
    return runtime / hashlib.sha256(os.fsencode(vault.resolve())).hexdigest()[:16]


def own_folder(runtime: Path, *, make: bool) -> bool:
    """Whether the folder is there and for this user alone; somebody else could listen in any other."""
    if make:
        try:
            runtime.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Usage("session_failed", why=error.strerror or "the system refused") from None
    try:
        found = runtime.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != _own_user() or stat.S_IMODE(found.st_mode) & 0o077:
        raise Usage("session_folder", path=str(runtime))
    return True


def _own_user() -> int:
    return os.geteuid() if hasattr(os, "geteuid") else 0


def _must_have_sockets() -> None:
    if not hasattr(socket, "AF_UNIX"):
        raise Missing("no_session")
