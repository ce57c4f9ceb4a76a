"""Sealed chunks on the disk: files of random-looking names in the folder `m` of a vault, beside its stores.

Decides how a chunk gets there whole and for good, how it is held against another process, and how it is destroyed.
What is in a chunk, and which belong together, is `vault.chunks`' business; both views of a vault share the folder.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from waystation.errors import Usage
from waystation.storage.vault_folder import lone
from waystation.vault.chunks import MOST_SEALED, NAME_LETTERS

__all__ = ["FOLDER", "SealedFiles", "is_chunk_name"]

FOLDER = "m"
"""The folder in the vault's own."""
COMING = "n"
"""What a chunk is called that comes from elsewhere until all of it is there."""
ALIKE = (946_684_800 * 10**9, 946_684_800 * 10**9)
"""The times of every chunk, 2000-01-01: those of the file must not say when something was taken in."""
OVERWRITE_BYTES = 1 << 20
NOT_FOR_FOLDERS = (errno.EACCES, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)
"""What systems answer, of which some disks on sticks are, that sync no folder."""
_NAME = re.compile(f"[0-9a-f]{{{NAME_LETTERS}}}")


def is_chunk_name(name: str) -> bool:
    """Whether a file may be a chunk, by its name."""
    return _NAME.fullmatch(name) is not None


class SealedFiles:
    """The chunks in a vault's folder, or on a stick.

    Args:
        path: The folder that holds them; made with the first.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of_vault(cls, folder: Path) -> SealedFiles:
        """Those beside the stores of a vault."""
        return cls(folder / FOLDER)

    def make(self) -> None:
        """Make the folder, if it is not there; only its owner may look into it. Its own name is on the disk then.

        Raises:
            Usage: `vault_full`, `vault_read_only` or `cannot_write`.
        """
        try:
            self.path.mkdir(mode=0o700, exist_ok=True)
            _sync_names(self.path.absolute().parent)
        except OSError as error:
            raise self._refusal(error) from None

    def names(self) -> set[str]:
        """The names of all chunks that lie here."""
        try:
            with os.scandir(self.path) as found:
                return {one.name for one in found if is_chunk_name(one.name) and one.is_file(follow_symlinks=False)}
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise Usage("cannot_open", path=str(self.path), why=error.strerror or "the system refused") from None

    def size(self, name: str) -> int:
        """The bytes of a chunk; 0 if it is not there."""
        try:
            return (self.path / name).lstat().st_size
        except OSError:
            return 0

    def read(self, name: str) -> bytearray | None:
        """A chunk's bytes; None if it is not there, or longer than any.

        Raises:
            Usage: `cannot_open`, if the disk refuses.
        """
        try:
            descriptor = os.open(self.path / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(descriptor, "rb", buffering=0) as file:
                size = os.fstat(descriptor).st_size
                if size > MOST_SEALED:
                    return None
                data = bytearray(size)
                filled = 0
                while filled < size and (more := file.readinto(memoryview(data)[filled:])):
                    filled += more
                return data if filled == size else None
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Usage("cannot_open", path=str(self.path), why=error.strerror or "the system refused") from None

    def write(self, name: str, data: bytes | bytearray) -> None:
        """Put a chunk's bytes on the disk, over what was left there of it; its name is safe only after `keep_names`.

        Raises:
            Usage: `vault_full`, `vault_read_only` or `cannot_write`.
        """
        try:
            self._write(self.path / name, data)
        except OSError as error:
            raise self._refusal(error) from None

    def receive(self, name: str, data: bytes | bytearray) -> None:
        """Put a chunk from elsewhere here, whole or not at all; its name is safe only after `keep_names`.

        Raises:
            Usage: As `write` does.
        """
        coming = self.path / COMING
        try:
            with suppress(FileNotFoundError):
                coming.unlink()
            self._write(coming, data)
            coming.replace(self.path / name)
        except OSError as error:
            with suppress(OSError):
                coming.unlink(missing_ok=True)
            raise self._refusal(error) from None

    def keep_names(self) -> None:
        """Make sure that the names of all chunks are on the disk."""
        try:
            _sync_names(self.path)
        except OSError as error:
            raise self._refusal(error) from None

    def destroy(self, names: Iterable[str]) -> int:
        """Write over chunks and take them away; on return they are gone from the folder.

        What a disk keeps of bytes that were written over is its own business: they are sealed.

        Returns:
            How many were there.
        """
        gone = 0
        try:
            for name in names:
                path = self.path / name
                with suppress(FileNotFoundError):
                    self._write_over(path)
                    path.unlink()
                    gone += 1
        except OSError as error:
            raise self._refusal(error) from None
        if gone:
            self.keep_names()
        return gone

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """Hold a chunk's file, made if need be, against every other process that would.

        Raises:
            Usage: `archive_busy`, if another holds it.
        """
        try:
            import fcntl
        except ImportError:
            yield
            return
        path = self.path / name
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            raise self._refusal(error) from None
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Usage("archive_busy") from None
            try:
                same = os.fstat(descriptor).st_ino == path.lstat().st_ino
            except FileNotFoundError:
                same = False
            if not same:  # it was destroyed between opening and holding it
                raise Usage("archive_busy")
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold off other processes that bring chunks from elsewhere."""
        with lone(self.path):
            yield

    def _write(self, path: Path, data: bytes | bytearray) -> None:
        # Not cut to nothing first: whoever holds the file goes on holding it, and what is left of an attempt goes.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.ftruncate(descriptor, len(data))
            os.fsync(descriptor)
            os.utime(path, ns=ALIKE)
        finally:
            os.close(descriptor)

    def _write_over(self, path: Path) -> None:
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            left = os.fstat(descriptor).st_size
            while left > 0:
                left -= os.write(descriptor, bytes(min(left, OVERWRITE_BYTES)))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _refusal(self, error: OSError) -> Usage:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return Usage("vault_full", path=str(self.path))
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return Usage("vault_read_only", path=str(self.path))
        return Usage("cannot_write", path=str(self.path), why=error.strerror or "the system refused")


def _sync_names(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system knows of such a thing and grants it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in NOT_FOR_FOLDERS:
            raise
