"""Signatures on their way to be stamped, and their proofs on the way back: a folder, on a stick or where a network is.

A file holds the 64 bytes of a signature and nothing else; its name says nothing. What a proof is worth is decided by
`archive.stamps`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from waystation.archive.stamps import stamped_digest
from waystation.errors import Usage
from waystation.storage.folders import write_whole

__all__ = ["StampFolder"]

MOST_FILES = 100_000
MOST_BYTES = 1 << 20
"""Of one file that is read; proofs are a few hundred bytes."""


class StampFolder:
    """Where they lie.

    Args:
        path: A folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, signature: bytes) -> str:
        """Write a signature as a file that `ots stamp` takes; one that is there already stays.

        Returns:
            The file's name.

        Raises:
            Usage: If it cannot be written.
        """
        name = f"{stamped_digest(signature).hex()[:16]}.sig"
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Usage("cannot_write", path=str(self.path), why=error.strerror or "the system refused") from None
        if not (self.path / name).exists():
            write_whole(self.path / name, signature)
        return name

    def proofs(self) -> Iterator[tuple[str, bytes]]:
        """The name and bytes of every file there that ends as proofs do; larger ones are cut off.

        Raises:
            Usage: If it cannot be read.
        """
        try:
            for path in sorted(self.path.iterdir())[:MOST_FILES]:
                if path.name.endswith(".ots") and path.is_file():
                    with path.open("rb") as file:
                        yield path.name, file.read(MOST_BYTES)
        except OSError as error:
            raise Usage("cannot_open", path=str(self.path), why=error.strerror or "the system refused") from None
