"""Bytes in the clear for as long as another program works on them: in memory where that is possible.

On Linux they lie in memory without a name, and are gone when they are closed. Elsewhere, and where they are too large
for memory, they lie in a folder that only its owner may enter, on the same disk as the vault, and are written over and
removed; a disk that writes elsewhere than where it is told may keep what was there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from waystation.errors import Usage

__all__ = ["Scratch", "scratch", "scratch_of"]

IN_MEMORY = 1 << 30
"""What is larger than this, in bytes, does not lie in memory."""
ZEROS = bytes(1 << 20)


@dataclass(frozen=True)
class Scratch:
    """A file that has no place of its own.

    Args:
        file: Open for reading and writing.
        path: By which a program that is given `keeps` finds it.
        keeps: What such a program must be handed open.
    """

    file: BinaryIO
    path: str
    keeps: tuple[int, ...] = ()

    def size(self) -> int:
        """How many bytes it holds."""
        return os.fstat(self.file.fileno()).st_size

    def blocks(self, each: int = 1 << 20) -> Iterator[bytes]:
        """What it holds, from the beginning."""
        self.file.seek(0)
        while block := self.file.read(each):
            yield block


@contextmanager
def scratch(beside: Path, expected: int = 0) -> Iterator[Scratch]:
    """An empty file that is gone when the block ends, however it ends.

    Args:
        beside: A folder on the disk where it may lie if it does not lie in memory.
        expected: How many bytes it may come to hold.

    Raises:
        Usage: `cannot_write` if there is no room or no leave.
    """
    if hasattr(os, "memfd_create") and expected <= IN_MEMORY:
        with os.fdopen(os.memfd_create("waystation"), "w+b") as file:
            yield Scratch(file, f"/proc/self/fd/{file.fileno()}", (file.fileno(),))
        return
    try:
        folder = Path(tempfile.mkdtemp(prefix="scratch-", dir=beside))
    except OSError as error:
        raise Usage("cannot_write", path=str(beside), why=error.strerror or "the system refused") from None
    try:
        path = folder / "bytes"
        with path.open("w+b") as file:
            yield Scratch(file, str(path))
            _wipe(file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch_of(blocks: Iterable[bytes | memoryview], beside: Path, expected: int) -> Iterator[Scratch]:
    """A file that holds bytes for as long as the block lasts; see `scratch`."""
    with scratch(beside, expected) as made:
        try:
            for block in blocks:
                made.file.write(block)
            made.file.flush()
        except OSError as error:
            raise Usage("cannot_write", path=str(beside), why=error.strerror or "the system refused") from None
        made.file.seek(0)
        yield made


def _wipe(file: BinaryIO) -> None:
    with suppress(OSError):
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        file.writelines(ZEROS[: size - at] for at in range(0, size, len(ZEROS)))
        file.flush()
        os.fsync(file.fileno())
