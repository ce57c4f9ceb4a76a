"""Where the watch finds its schedule and keeps its log: two sealed files in a vault's folder, or plain ones elsewhere.

Decides which files there are and that each is replaced whole or not at all, and is on the disk when a call returns.
Whoever has the vault open writes the schedule; the watch writes the log. In a vault's folder there are two files for
each of its stores, made together, alike in size and time, so that they do not say which store is used.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from waystation.errors import Damaged, Usage
from waystation.storage.folders import write_whole
from waystation.storage.vault_folder import lone, replace_file
from waystation.vault.primitives import Chance
from waystation.vault.watch_seal import LEAST_SIZE, MOST_SIZE, WatchFile, seal_watch, unseal_watch

__all__ = ["PlainWatch", "SealedWatch", "Stamp", "state_folder"]

Stamp = tuple[int, int, int] | None
"""What changes with every replacement of a file: its number on the disk, its time, its size; None without a file."""

NAMES: Mapping[str, Mapping[WatchFile, str]] = {
    "b": {"schedule": "e", "log": "f"},
    "c": {"schedule": "g", "log": "h"},
}
"""The files of each store, by what they hold."""
ALL = tuple(sorted(name for each in NAMES.values() for name in each.values()))
PATIENCE_SECONDS = 3.0
"""How long another process that is writing is waited for: an alarm does not wait for one that hangs."""
BESIDE = {name: chr(ord(name) + 4) for name in ALL}
"""Where each is written before it takes its place."""


class SealedWatch:
    """The two files that belong to one store of a vault.

    Args:
        folder: The vault's folder.
        letter: Which store, `b` or `c`.
        key: The key of these two files.
        vault: The vault's id.
        chance: For what is sealed, and for what only looks so.
    """

    def __init__(self, folder: Path, letter: str, key: bytes, vault: bytes, chance: Chance = os.urandom) -> None:
        self.folder, self.letter, self.vault = folder, letter, vault
        self._key = key
        self._chance = chance

    def secret(self) -> tuple[bytes, ...]:
        """What a watch is handed so that it finds and opens these files: folder, store, vault and key."""
        return os.fsencode(self.folder.absolute()), self.letter.encode(), self.vault, self._key

    def stamp(self, which: WatchFile) -> Stamp:
        """What changes when a file is replaced."""
        return _stamp(self._path(which))

    def read(self, which: WatchFile) -> object | None:
        """What a file holds, as plain values; None if there is no such file.

        Raises:
            Damaged: `watch_file`, if it does not open.
            Usage: If it cannot be read.
        """
        data = _bytes(self._path(which))
        return None if data is None else unseal_watch(self._key, self.vault, which, data)

    def write(self, which: WatchFile, value: dict[str, Any]) -> None:
        """Put a file in the place of the one before; when this returns it is on the disk.

        Raises:
            Usage: If it cannot be written; the old one stays then.
        """
        with lone(self.folder, PATIENCE_SECONDS):
            others = [self.folder / name for name in ALL if self.folder / name != self._path(which)]
            sizes = [size for each in others if (size := _size(each)) <= MOST_SIZE]
            data = seal_watch(self._key, self.vault, which, value, least=max([LEAST_SIZE, *sizes]), chance=self._chance)
            for path in others:
                self._make_alike(path, len(data))
            replace_file(self.folder, self._path(which).name, BESIDE[self._path(which).name], data)
            self._make_times_alike()

    def _make_alike(self, path: Path, size: int) -> None:
        """Bytes of chance where there is no file yet, and after one that is shorter."""
        missing = size - _size(path)
        if missing > 0:
            with suppress(OSError):
                descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                with os.fdopen(descriptor, "ab", buffering=0) as file:
                    file.write(self._chance(missing))

    def _make_times_alike(self) -> None:
        with suppress(OSError):
            time = max((self.folder / name).stat().st_mtime_ns for name in ALL)
            for name in ALL:
                os.utime(self.folder / name, ns=(time, time))

    def _path(self, which: WatchFile) -> Path:
        return self.folder / NAMES[self.letter][which]


class PlainWatch:
    """The two files of a pack in the clear, for rehearsal: in a folder of their own, where only their owner looks.

    Args:
        folder: Where they are; made when the first is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stamp(self, which: WatchFile) -> Stamp:
        """What changes when a file is replaced."""
        return _stamp(self._path(which))

    def read(self, which: WatchFile) -> object | None:
        """What a file holds, as plain values; None if there is no such file.

        Raises:
            Damaged: `watch_file`, if it is not JSON.
            Usage: If it cannot be read.
        """
        data = _bytes(self._path(which))
        try:
            found: object = None if data is None else json.loads(data)
        except (ValueError, RecursionError):
            raise Damaged("watch_file") from None
        return found

    def write(self, which: WatchFile, value: dict[str, Any]) -> None:
        """Put a file in the place of the one before; when this returns it is on the disk.

        Raises:
            Usage: If it cannot be written; the old one stays then.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Usage("cannot_write", path=str(self.folder), why=error.strerror or "the system refused") from None
        write_whole(self._path(which), json.dumps(value, allow_nan=False).encode())

    def _path(self, which: WatchFile) -> Path:
        return self.folder / f"{which}.json"


def state_folder(environment: Mapping[str, str]) -> Path:
    """Where programs of this user keep what they must not forget (XDG Base Directory Specification).

    Args:
        environment: The environment's variables.
    """
    given = environment.get("XDG_STATE_HOME", "")
    base = Path(given) if Path(given).is_absolute() else Path(environment.get("HOME") or Path.home()) / ".local/state"
    return base / "waystation" / "watch"


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _size(path: Path) -> int:
    stamp = _stamp(path)
    return 0 if stamp is None else stamp[2]


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(MOST_SIZE + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Usage("cannot_open", path=str(path), why=error.strerror or "the system refused") from None
