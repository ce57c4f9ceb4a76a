"""How a running watch is spoken to: that only one watches a place, and that it hears who has taken note of an alarm.

Decides where its socket lies (beside those of unlocked vaults, in a folder of its own that locking does not touch),
that only its own user is heard, and that a second watch over the same place does not begin. What is said is numbers.
"""

from __future__ import annotations

import hashlib
import os
import select
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from waystation.errors import Missing, Usage
from waystation.storage.vault_agent import PATIENCE_SECONDS, peer_user
from waystation.storage.vault_session import own_folder

__all__ = ["WatchSocket", "note_everywhere", "watches_running"]

FOLDER = "watch"
MOST_WORD = 64
YES, NO = b"yes\n", b"no\n"


class WatchSocket:
    """The socket of a watch that runs; use it as a context manager.

    Args:
        runtime: Where sockets lie.
        place: What is watched: a vault's folder, or that of plain files.

    Raises:
        Usage: `watch_runs`, if another watch is there already; `session_folder` or `session_failed`.
        Missing: `no_session`, where the system has no such sockets.
    """

    def __init__(self, runtime: Path, place: Path) -> None:
        if not hasattr(socket, "AF_UNIX"):
            raise Missing("no_session")
        own_folder(runtime, make=True)
        folder = runtime / FOLDER
        own_folder(folder, make=True)
        name = hashlib.sha256(os.fsencode(place.resolve())).hexdigest()[:16]
        self._path = folder / name
        self._lock = _locked(folder / f"{name}.lock")
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._path.unlink(missing_ok=True)
            self._listener.bind(str(self._path))
            self._path.chmod(0o600)
            self._listener.listen(8)
        except OSError as error:
            self.close()
            raise Usage("session_failed", why=error.strerror or str(error)) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Be spoken to no more."""
        self._listener.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        with suppress(OSError):
            os.close(self._lock)

    def wait(self, seconds: float, note: Callable[[int], bool]) -> None:
        """Rest, and hear whoever takes note of an alarm meanwhile.

        Args:
            seconds: For how long; less if somebody speaks.
            note: Takes note of a journey's alarms, by its number, and says whether there is any.
        """
        ready, _, _ = select.select([self._listener], [], [], seconds)
        if ready:
            with suppress(OSError, ValueError):
                self._hear(note)

    def _hear(self, note: Callable[[int], bool]) -> None:
        client, _ = self._listener.accept()
        with client:
            client.settimeout(PATIENCE_SECONDS)
            if peer_user(client) != os.geteuid():
                return
            word, _, number = client.recv(MOST_WORD).decode("ascii").strip().partition(" ")
            if word == "here":
                client.sendall(YES)
            elif word == "note":
                client.sendall(YES if note(int(number)) else NO)


def _locked(path: Path) -> int:
    """A lock that is held as long as this process lives."""
    import fcntl

    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise Usage("watch_runs") from None
    return descriptor


def note_everywhere(runtime: Path, number: int) -> tuple[int, bool]:
    """Take note of a journey's alarms in every watch that runs.

    Args:
        runtime: Where sockets lie.
        number: The journey's.

    Returns:
        How many watches run, and whether any of them had such an alarm.
    """
    answers = [_ask(path, f"note {number}\n".encode()) for path in _sockets(runtime)]
    heard = [answer for answer in answers if answer]
    return len(heard), YES in heard


def watches_running(runtime: Path) -> int:
    """How many watches run."""
    return sum(_ask(path, b"here\n") == YES for path in _sockets(runtime))


def _sockets(runtime: Path) -> list[Path]:
    folder = runtime / FOLDER
    if not hasattr(socket, "AF_UNIX") or not own_folder(runtime, make=False) or not own_folder(folder, make=False):
        return []
    return sorted(path for path in folder.iterdir() if stat.S_ISSOCK(path.lstat().st_mode))


def _ask(path: Path, word: bytes) -> bytes | None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(PATIENCE_SECONDS)
        try:
            client.connect(str(path))
            client.sendall(word)
            return client.recv(MOST_WORD)
        except OSError:
            return None
