"""Intakes that were broken off: noted sealed in the store before they begin, found again, gone on with or let go.

Decides what is noted, and that nothing of an intake that nobody goes on with is left on the disk.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import Change, Shown
from waystation.desk.keep.archive.holding import sealed_files
from waystation.desk.keep.opening import OpenVault
from waystation.storage.source_files import SourceFile
from waystation.vault.chunks import Chunks, chunks_of

__all__ = ["NOTE", "Broken", "broken_off", "forget_intake", "let_go", "noted_intake"]

NOTE = "intake "
"""The own values in which it is noted what is being taken in, by item."""
MISSES = 4096
"""Of a stream of unknown length, so many chunks in a row that are not there are its end: 16 GiB."""


@dataclass(frozen=True)
class Broken:
    """An intake that was begun and has not ended; another process may be at it.

    Args:
        item: The id that the keepsake is to have.
        mission: In whose archive.
        key: Under which its chunks are sealed.
        path: The file that it comes from; None if it is a stream, which cannot be gone on with.
        size: The file's size.
        changed: When the file was changed last, in nanoseconds.
        draft: What was said of it.
    """

    item: str
    mission: str
    key: bytes
    path: Path | None
    size: int
    changed: int
    draft: KeepsakeDraft

    def came_from(self, file: SourceFile) -> bool:
        """Whether it is of this file, as it is now."""
        same = self.path is not None and self.path == file.path.absolute()
        return same and (self.size, self.changed) == (file.size, file.changed)


def noted_intake(mission: str, key: bytes, file: SourceFile | None, draft: KeepsakeDraft) -> bytes:
    """What is noted before an intake begins.

    Args:
        mission: In whose archive.
        key: Under which its chunks are sealed.
        file: Where it comes from; None for a stream.
        draft: What is said of it.
    """
    said = asdict(draft)
    said["people"] = [one.model_dump() for one in draft.people]
    said["changes"] = [one.model_dump() for one in draft.changes]
    path = None if file is None else os.fsencode(file.path.absolute()).hex()
    size, changed = (0, 0) if file is None else (file.size, file.changed)
    note = {"mission": mission, "key": key.hex(), "path": path, "size": size, "changed": changed, "draft": said}
    return json.dumps(note).encode()


def broken_off(vault: OpenVault) -> list[Broken]:
    """The intakes that were begun and have not ended, by item; what cannot be read of one is passed over."""
    found = []
    for name, value in sorted(vault.store.owns().items()):
        if name.startswith(NOTE) and (one := _read(name.removeprefix(NOTE), value)) is not None:
            found.append(one)
    return found


def _read(item: str, value: bytes) -> Broken | None:
    try:
        note: dict[str, Any] = json.loads(value)
        said = note["draft"]
        said["people"] = tuple(Shown.model_validate(one) for one in said["people"])
        said["knew"] = None if said["knew"] is None else tuple(said["knew"])
        said["changes"] = tuple(Change.model_validate(one) for one in said["changes"])
        path = None if note["path"] is None else Path(os.fsdecode(bytes.fromhex(note["path"])))
        key = bytes.fromhex(note["key"])
        return Broken(item, note["mission"], key, path, note["size"], note["changed"], KeepsakeDraft(**said))
    except (ValueError, KeyError, TypeError, ValidationError):
        return None


def let_go(vault: OpenVault, broken: Broken) -> None:
    """Take away all that lies there of an intake, and what was noted of it.

    Raises:
        Usage: `archive_busy`, if another process is at it.
    """
    chunks = Chunks(broken.key, bytes.fromhex(broken.item))
    files = sealed_files(vault)
    files.make()
    with files.held(chunks.name(0)):
        forget_intake(vault, broken.item, chunks, broken.size)


def forget_intake(vault: OpenVault, item: str, chunks: Chunks, size: int = 0) -> None:
    """Take away the chunks of an intake, then its note; whoever does so holds its first chunk.

    Args:
        vault: The vault.
        item: The id that the keepsake was to have.
        chunks: What its chunks are called.
        size: How long its source is, if that is known.
    """
    if vault.store.own(NOTE + item) is None:
        return
    files = sealed_files(vault)
    there, found = files.names(), []
    number, misses = 0, 0
    while misses < MISSES or number < chunks_of(size):
        name = chunks.name(number)
        misses = 0 if name in there else misses + 1
        if not misses:
            found.append(name)
        number += 1
    # The first goes last: it is what is held.
    files.destroy(reversed(found))
    vault.store.set_own({NOTE + item: None})
