"""The process that keeps a vault unlocked: holds the opened secret, never the passphrase, until it is told to forget.

Its rules, all in this file:

- It answers one Unix socket, and of its callers only those of its own user.
- It writes nothing anywhere, and takes what it is to hold from standard input only, where nobody else looks.
- It forgets and ends when told to lock, when nobody asked for the secret for a while (time asleep counts), when a
  signal ends it, and when its socket is gone.
- It leaves no core file, and lets no other program of the same user look into it, where the system can forbid that.

What the secret is, where sockets lie and how this is started is `vault_session`'s business.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = [
    "MOST_BYTES",
    "PATIENCE_SECONDS",
    "Session",
    "keep_in_memory",
    "keep_to_itself",
    "peer_user",
    "present_seconds",
    "serve",
]

MOST_BYTES = 4096
# How long a client may keep the process waiting, and a client waits for it.
PATIENCE_SECONDS = 2.0
# Waking up this often makes the process notice that the machine was asleep, or that its socket is gone.
LONGEST_NAP_SECONDS = 10.0


def present_seconds() -> float:
    """Seconds on a clock that nobody sets and that goes on while the machine is asleep."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Session:
    """What is held, and until when. Without a clock or a socket of its own.

    Args:
        vault: The vault's folder.
        secret: What is held.
        idle_seconds: After how long without being asked for it it is forgotten.
        now: The present, in seconds on any clock.
    """

    def __init__(self, vault: Path, secret: bytes, idle_seconds: float, now: float) -> None:
        self._vault = os.fsencode(vault)
        self._secret = bytearray(secret)
        self._idle = idle_seconds
        self._until = now + idle_seconds

    def left(self, now: float) -> float:
        """For how many seconds it is still held; 0 once it is forgotten."""
        if now >= self._until:
            self.forget()
        return max(0.0, self._until - now) if self._secret else 0.0

    def forget(self) -> None:
        """Write over what is held, as well as Python can, and hold nothing any more."""
        self._secret[:] = bytes(len(self._secret))
        self._secret.clear()

    def answer(self, word: bytes, now: float) -> bytes:
        """What is answered to a word: the secret, which vault it is, or, after locking, which it was.

        Args:
            word: `secret`, `which` or `lock`; anything else gets nothing.
            now: The present, on the clock that it was made with.
        """
        if not self.left(now):
            return b""
        if word == b"secret\n":
            self._until = now + self._idle
            return bytes(self._secret)
        if word == b"lock\n":
            self.forget()
            return self._vault
        return self._vault if word == b"which\n" else b""


def serve(
    listener: socket.socket,
    session: Session,
    clock: Callable[[], float],
    there: Callable[[], bool],
    peer: Callable[[socket.socket], int | None] | None = None,
) -> None:
    """Answer until nothing is held any more.

    Args:
        listener: A socket that listens.
        session: What is held.
        clock: The present, on the session's clock.
        there: Whether the socket can still be found; if not, nobody can ask any more.
        peer: Who is at the other end of a connection; the system's word unless a test says otherwise.
    """
    while left := session.left(clock()):
        ready, _, _ = select.select([listener], [], [], min(left, LONGEST_NAP_SECONDS))
        if ready:
            with suppress(OSError):
                _answer_one(listener, session, clock, peer or peer_user)
        elif not there():
            session.forget()


def _answer_one(
    listener: socket.socket,
    session: Session,
    clock: Callable[[], float],
    peer: Callable[[socket.socket], int | None],
) -> None:
    client, _ = listener.accept()
    with client:
        client.settimeout(PATIENCE_SECONDS)
        if peer(client) != os.geteuid():
            return
        answer = session.answer(client.recv(16), clock())
        client.sendall(struct.pack(">I", len(answer)) + answer)


def peer_user(client: socket.socket) -> int | None:
    """The user at the other end of a Unix socket, as the system says; None if it does not."""
    if hasattr(socket, "SO_PEERCRED"):
        _, user, _ = struct.unpack(
            "3i", client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        )
        return int(user)
    if sys.platform == "darwin":
        # getsockopt(SOL_LOCAL, LOCAL_PEERCRED) gives struct xucred: version, user, groups.
        _, user = struct.unpack_from("=II", client.getsockopt(0, 1, 76))
        return int(user)
    return None


def keep_to_itself() -> None:
    """No core file, and nothing for debuggers of the same user, as far as the system grants it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE


def keep_in_memory() -> None:
    """Nothing of what is in memory now goes to a swap disk, as far as the system grants it."""
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).mlockall(1)


def _main(given: bytes) -> None:
    """The process itself: say that it is ready, let go of everything, answer.

    Args:
        given: The socket's path, the seconds of rest, the vault's path and the secret, with a zero byte between them.
    """
    where, idle, vault, secret = given.split(b"\0", 3)
    path = Path(os.fsdecode(where))
    session = Session(Path(os.fsdecode(vault)), secret, float(idle), present_seconds())
    del given, secret
    keep_in_memory()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        os.umask(0o177)
        listener.bind(str(path))
        listener.listen(8)
        mine = path.lstat().st_ino
    except OSError as error:
        sys.stdout.write(f"{error.strerror or error}\n")
        return

    def there() -> bool:
        try:
            return path.lstat().st_ino == mine
        except OSError:
            return False

    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(each, lambda *_: sys.exit(0))
    try:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        serve(listener, session, present_seconds, there)
    finally:
        session.forget()
        if there():
            path.unlink(missing_ok=True)
        listener.close()


if __name__ == "__main__":
    keep_to_itself()
    _main(sys.stdin.buffer.read(4 * MOST_BYTES))
