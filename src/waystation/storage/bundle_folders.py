"""Bundles as files: in a folder, on a stick, or one by itself. What is in them is others' business."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from waystation.errors import Usage
from waystation.storage.folders import write_whole

__all__ = ["BundleFolder"]

LEAST, MOST = 1 << 16, 1 << 26
MOST_FILES = 10_000


class BundleFolder:
    """Where bundles lie.

    Args:
        path: A folder, or one file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def title(self) -> str:
        """The folder as its user named it."""
        return str(self.path)

    def write(self, name: str, bundle: bytes) -> None:
        """Write a bundle under its name; one that is there already is the same one.

        Raises:
            Usage: If the folder cannot be made, or written into.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Usage("cannot_write", path=self.title, why=error.strerror or "the system refused") from None
        if not (self.path / name).exists():
            write_whole(self.path / name, bundle)

    def files(self) -> Iterator[bytes]:
        """The bytes of every file there that is as large as a bundle may be; others are passed over.

        Raises:
            Usage: If there is no such folder or file, or one cannot be read.
        """
        try:
            single = self.path.is_file()
            listed = [self.path] if single else sorted(one for one in self.path.iterdir() if one.is_file())
            for file in listed[:MOST_FILES]:
                size = file.stat().st_size
                if single or (LEAST <= size <= MOST and size & (size - 1) == 0):
                    with file.open("rb") as opened:
                        yield opened.read(MOST + 1)
        except OSError as error:
            raise Usage("cannot_open", path=self.title, why=error.strerror or "the system refused") from None
