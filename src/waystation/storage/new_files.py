"""A file that is written piece by piece where none is yet: whole when it is done, gone if it is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from waystation.errors import Usage
from waystation.storage.source_files import shown

__all__ = ["write_new"]


@contextmanager
def write_new(path: Path) -> Iterator[Callable[[bytes | memoryview], None]]:
    """A new file that only its owner reads; if the block fails, it is written over and taken away.

    Args:
        path: Where to; nothing is there yet.

    Yields:
        What writes into it.

    Raises:
        Usage: `archive_file_there`, or `cannot_write`.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileExistsError:
        raise Usage("archive_file_there", path=shown(path)) from None
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:

            def write(data: bytes | memoryview) -> None:
                rest = memoryview(data)
                try:
                    while rest:
                        rest = rest[file.write(rest) or 0 :]
                except OSError as error:
                    raise _refused(path, error) from None

            yield write
            os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            _write_over(path)
        raise


def _write_over(path: Path) -> None:
    with path.open("r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        os.fsync(file.fileno())
    path.unlink()


def _refused(path: Path, error: Exception) -> Usage:
    return Usage("cannot_write", path=shown(path), why=getattr(error, "strerror", None) or "the system refused")
