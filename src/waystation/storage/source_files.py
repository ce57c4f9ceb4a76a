"""Files that somebody gives to be taken in: found in folders, opened without following anything, watched for change.

Decides what is a file to be taken in at all: never a link, a pipe or a device, nor one that changes while it is read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from waystation.errors import Usage

__all__ = ["SourceFile", "files_under", "hash_of", "opened_source", "shown", "size_of"]


@dataclass(frozen=True)
class SourceFile:
    """A file that is open for reading.

    Args:
        stream: Its bytes.
        path: Where it lies.
        size: In bytes, when it was opened.
        changed: When it was changed last, in nanoseconds since 1970, when it was opened.
    """

    stream: FileIO
    path: Path
    size: int
    changed: int

    def must_be_unchanged(self) -> None:
        """Make sure that it is as it was when it was opened.

        Raises:
            Usage: `archive_source_grows`.
        """
        now = os.fstat(self.stream.fileno())
        if (now.st_size, now.st_mtime_ns) != (self.size, self.changed):
            raise Usage("archive_source_grows", path=shown(self.path))


@contextmanager
def opened_source(path: Path) -> Iterator[SourceFile]:
    """A file opened for reading; nothing is followed, and nothing waits for a writer.

    Raises:
        Usage: `archive_source_link`, `archive_source_kind` (it is no ordinary file), `archive_source_empty`, or
            `cannot_open`.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if stat.S_ISLNK(path.lstat().st_mode):
            raise Usage("archive_source_link", path=shown(path))
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the system refused"
        raise Usage("cannot_open", path=shown(path), why=why) from None
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise Usage("archive_source_kind", path=shown(path))
    with FileIO(descriptor, "rb") as stream:
        if not found.st_size:
            raise Usage("archive_source_empty", path=shown(path))
        yield SourceFile(stream, path, found.st_size, found.st_mtime_ns)


def hash_of(file: SourceFile) -> str:
    """SHA-256 of a file's bytes, in hexadecimal; it stands at its beginning again afterwards."""
    found = hashlib.file_digest(file.stream, "sha256").hexdigest()
    file.stream.seek(0)
    return found


def size_of(path: Path) -> int:
    """How large a file is; 0 if that cannot be said."""
    try:
        return path.lstat().st_size
    except (OSError, ValueError):
        return 0


def files_under(path: Path) -> Iterator[Path]:
    """A file itself, or everything in a folder and the folders in it, sorted; links among them, which are not followed.

    Args:
        path: A file, a folder or a link.
    """
    waiting = [path]
    while waiting:
        one = waiting.pop()
        try:
            is_folder = one.is_dir() and not one.is_symlink()
            waiting += sorted(one.iterdir(), reverse=True) if is_folder else []
        except OSError:
            is_folder = False  # what cannot be looked into says of itself that it cannot be opened
        if not is_folder:
            yield one


def shown(path: Path) -> str:
    """A path as it may be printed: one line, and whole text."""
    text = str(path).encode("utf-8", "replace").decode()
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)
