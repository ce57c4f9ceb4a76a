"""A pack as a folder in the clear: reading its files within limits, and never outside it."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from waystation.errors import BadInput, Mistake, Usage

__all__ = ["FolderLimits", "PackFolder", "digest_of", "replace_files", "write_whole"]


@dataclass(frozen=True)
class FolderLimits:
    """The most bytes that are read of each kind of file."""

    pack_toml: int = 1 << 19
    network_geojson: int = 16 << 20
    data_file: int = 64 << 20

    def for_file(self, path: str) -> tuple[str, int]:
        """The name of the limit that holds for a file, and its bytes."""
        named = {"pack.toml": "pack_toml", "network.geojson": "network_geojson"}.get(path, "data_file")
        return named, int(getattr(self, named))


@dataclass
class PackFolder:
    """A pack's folder; remembers what was read from it.

    Args:
        path: The folder.
        limits: The most bytes to read of each kind of file.
        seen: The bytes of each file read so far, by its path inside the folder.
    """

    path: Path
    limits: FolderLimits = FolderLimits()
    seen: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            there = self.path.is_dir()
        except OSError:  # a name longer than the system takes
            there = False
        if not there:
            raise Usage("no_pack", path=str(self.path))

    def read(self, inside: str) -> bytes:
        """The bytes of a file of the pack.

        Args:
            inside: Its path inside the folder, with forward slashes.

        Returns:
            Its bytes.

        Raises:
            BadInput: If it is missing, leads out of the folder, is no regular file, or is too large.
        """
        if inside not in self.seen:
            self.seen[inside] = self._read(inside)
        return self.seen[inside]

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path, sound or not."""
        return (self.path / inside).exists() or (self.path / inside).is_symlink()

    def _read(self, inside: str) -> bytes:
        name, limit = self.limits.for_file(inside)
        try:
            target = (self.path / inside).resolve(strict=True)
            if not target.is_relative_to(self.path.resolve(strict=True)):
                raise BadInput([Mistake("leaves_folder", inside)])
            if not stat.S_ISREG(target.stat().st_mode):
                raise BadInput([Mistake("not_a_file", inside)])
            with target.open("rb") as file:
                data = file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError):
            raise BadInput([Mistake("no_file", inside)]) from None
        except (OSError, ValueError, RuntimeError) as error:
            why = getattr(error, "strerror", None) or "its name cannot be followed"
            raise BadInput([Mistake("cannot_read", inside, fields={"why": why})]) from None
        if len(data) > limit:
            raise BadInput([Mistake("file_too_large", inside, fields={"limit": limit, "name": name})])
        return data

    def digest(self) -> str:
        """SHA-256 over the files read so far."""
        return digest_of(self.seen)

    def doubts(self) -> tuple[Mistake, ...]:
        """Nothing: a folder is all there, or its files are missing."""
        return ()


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over files, sorted by path: path, NUL, length in decimal, NUL, bytes of each; in hexadecimal."""
    digest = hashlib.sha256()
    for inside in sorted(files):
        digest.update(f"{inside}\0{len(files[inside])}\0".encode())
        digest.update(files[inside])
    return digest.hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Args:
        path: Where to; an existing file is replaced. What is there and no file (a pipe, a device) is written into.
        data: All of its bytes.

    Raises:
        Usage: If it cannot be written; nothing is left behind.
    """
    temporary = ""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise Usage("cannot_write", path=str(path), why=error.strerror or "the system refused") from None


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files of a folder, all of them or none.

    All are written beside the old ones first; only then each takes its old one's place, and if one cannot, those that
    did are put back.

    Args:
        folder: The folder.
        files: The bytes of each, by its path inside; they take their places in this order.

    Raises:
        Usage: If one cannot be written; then all are as they were.
    """
    waiting: list[tuple[Path, Path]] = []
    replaced: list[tuple[Path, bytes | None]] = []
    try:
        for inside, data in files.items():
            with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{Path(inside).name}.", delete=False) as file:
                waiting.append((Path(file.name), folder / inside))
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for temporary, path in waiting:
            before = path.read_bytes() if path.exists() else None
            temporary.replace(path)
            replaced.append((path, before))
    except OSError as error:
        for path, before in replaced:
            if before is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, before)
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
        raise Usage("cannot_write", path=str(folder), why=error.strerror or "the system refused") from None
