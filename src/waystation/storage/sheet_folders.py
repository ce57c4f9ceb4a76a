"""A folder of one's own for what is looked at in the clear: contact sheets, and copies that are heard or read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from waystation.errors import Usage

__all__ = ["write_sheet"]


def write_sheet(folder: Path, files: dict[str, Iterable[bytes | memoryview]]) -> None:
    """Write files into a new folder that only its owner may enter; all of them, or none.

    Args:
        folder: It must be new, or empty.
        files: What each holds, by name.

    Raises:
        Usage: `folder_not_empty`; `cannot_write`.
    """
    written: list[Path] = []
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _must_be_empty(folder)
        for name, blocks in files.items():
            path = folder / name
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            written.append(path)
            with os.fdopen(handle, "wb") as file:
                file.writelines(blocks)
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Usage("cannot_write", path=str(folder), why=error.strerror or "the system refused") from None
        raise


def _must_be_empty(folder: Path) -> None:
    if any(folder.iterdir()):
        raise Usage("folder_not_empty", path=str(folder))
