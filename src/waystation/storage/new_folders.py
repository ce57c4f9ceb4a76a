"""A folder that is about to become a pack: it must be new or empty, and gets all of its files or none.

Decides what may already lie there (an unfinished draft, nothing else) and how it is kept. What the files hold is
others' business.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from waystation.errors import Usage
from waystation.storage.folders import write_whole

__all__ = ["UNFINISHED", "NewFolder"]

UNFINISHED = "unfinished.json"
MOST_BYTES = 4 << 20


class NewFolder:
    """Where a new pack will be.

    Args:
        path: The folder; its parent must exist and be writable.

    Raises:
        Usage: If there is something else already, or nothing can be written there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            here = [entry.name for entry in path.iterdir()] if path.exists() or path.is_symlink() else []
        except OSError as error:
            raise Usage("cannot_write", path=str(path), why=error.strerror or "the system refused") from None
        if any(name != UNFINISHED for name in here):
            raise Usage("folder_not_empty", path=str(path))
        base = path if path.exists() else path.absolute().parent
        if not base.is_dir():
            raise Usage("cannot_write", path=str(path), why=f"there is no folder {base}")
        if not os.access(base, os.W_OK | os.X_OK):
            raise Usage("cannot_write", path=str(path), why="you may not write there")

    @property
    def draft(self) -> Path:
        """Where an unfinished draft is kept."""
        return self.path / UNFINISHED

    def read_draft(self) -> bytes | None:
        """The draft that was kept here, or None.

        Raises:
            Usage: If it cannot be read.
        """
        try:
            with self.draft.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return None
        except OSError:
            raise Usage("draft_unreadable") from None
        if len(data) > MOST_BYTES:
            raise Usage("draft_unreadable")
        return data

    def keep_draft(self, data: bytes) -> None:
        """Keep an unfinished draft, instead of one that is there.

        Raises:
            Usage: If it cannot be written.
        """
        self._write({UNFINISHED: data})

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write all files, or none; a draft that was kept here is gone afterwards.

        Args:
            files: The bytes of each file, by its name in the folder; the last is the one that makes it a pack.

        Raises:
            Usage: If one cannot be written; then none is left.
        """
        self._write(files)
        self.draft.unlink(missing_ok=True)

    def _write(self, files: Mapping[str, bytes]) -> None:
        made = not self.path.exists()
        written: list[Path] = []
        folders: list[Path] = []
        try:
            # For nobody else on this machine: what people answer lies here in the clear.
            self.path.mkdir(mode=0o700, exist_ok=True)
            for name, data in files.items():
                for folder in reversed((self.path / name).relative_to(self.path).parents[:-1]):
                    if not (self.path / folder).is_dir():
                        (self.path / folder).mkdir(mode=0o700)
                        folders.append(self.path / folder)
                write_whole(self.path / name, data)
                written.append(self.path / name)
        except BaseException as error:
            for path in written:
                path.unlink(missing_ok=True)
            for folder in reversed(folders):
                folder.rmdir()
            if made and self.path.is_dir():
                self.path.rmdir()
            if isinstance(error, OSError):
                raise Usage("cannot_write", path=str(self.path), why=error.strerror or "the system refused") from None
            raise
