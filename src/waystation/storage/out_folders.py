"""Bundles of keepsakes as folders: one is there whole or not at all, and one that somebody else made is read in limits.

Decides how a bundle gets onto a disk, and how it is looked at without following anything out of it. What lies in it is
decided by `archive.bundle`, what it shows by `archive.bundle_check`.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from waystation.archive.bundle import MANIFEST, ORIGINS, SUMS
from waystation.archive.bundle_check import Lying, Measured
from waystation.errors import Usage

__all__ = ["NewBundle", "is_folder", "read_bundle", "verify_script"]

UNFINISHED = ".waystation-unfinished"
THEN = 946_684_800
"""When every file of a bundle was changed last, as its file system says: 1 January 2000, 00:00 UTC."""
PIECE = 1 << 20
MOST_FILES = 20_000
MOST_TEXT = 8 << 20
"""Bytes of a list, a manifest or a file of statements."""
TEXTS = (SUMS, MANIFEST, ORIGINS)
TEXT_FOLDERS = ("custody/", "keys/", "stamps/")


def verify_script() -> bytes:
    """The script with which strangers check a bundle."""
    return files("waystation.archive").joinpath("verify.sh").read_bytes()


def is_folder(word: str) -> bool:
    """Whether a word names a folder that is there."""
    try:
        return Path(word).is_dir()
    except (OSError, ValueError):
        return False


def _refused(path: Path, error: OSError) -> Usage:
    return Usage("cannot_write", path=str(path), why=error.strerror or "the system refused")


class NewBundle:
    """A bundle that is being made beside the place where it will appear; a context that leaves nothing unfinished.

    What a run that was killed has left unfinished there is taken away first: it holds keepsakes in the clear.

    Args:
        path: Where it will appear: a new folder, in one that is there.

    Raises:
        Usage: `archive_out_there`, if there is something; `cannot_write`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._parent = path.absolute().parent
        if path.exists() or path.is_symlink():
            raise Usage("archive_out_there", path=str(path))
        if not self._parent.is_dir():
            raise Usage("cannot_write", path=str(path), why=f"there is no folder {self._parent}")

    def __enter__(self) -> Self:
        try:
            self._sweep()
            made = tempfile.mkdtemp(prefix=f".{self.path.name}.", suffix=UNFINISHED, dir=self._parent)
            self._made = Path(made)
            self._lock = os.open(made, os.O_RDONLY)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        except OSError as error:
            raise _refused(self.path, error) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        os.close(self._lock)
        shutil.rmtree(self._made, ignore_errors=True)
        if isinstance(error, OSError):
            raise _refused(self.path, error) from None

    def _sweep(self) -> None:
        """Take away what nobody works on any more."""
        for left in self._parent.glob(f".*{UNFINISHED}"):
            with suppress(OSError):
                held = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(left)
                finally:
                    os.close(held)

    def write(self, name: str, pieces: Iterable[bytes | memoryview]) -> Measured:
        """Write a file.

        Args:
            name: Its path in the bundle.
            pieces: Its bytes, in order.

        Returns:
            What was written.

        Raises:
            OSError: If it cannot be written; whoever leaves the context with it gets a `Usage`.
        """
        path = self._made / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with path.open("xb") as file:
            path.chmod(0o600)
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        return Measured(digest.hexdigest(), size)

    def read(self, name: str) -> Path:
        """Where a file lies that was written, as long as the bundle is not finished."""
        return self._made / name

    def appear(self) -> None:
        """Let the bundle appear, whole, with nothing in its times that says when it was made.

        Raises:
            Usage: `archive_not_appeared`, if it cannot, or something came to its place meanwhile.
        """
        try:
            for path in [*sorted(self._made.rglob("*"), reverse=True), self._made]:
                os.utime(path, (THEN, THEN))
                _sync(path)
            if self.path.exists() or self.path.is_symlink():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            self._made.rename(self.path)
            _sync(self._parent)
        except OSError as error:
            why = error.strerror or "the system refused"
            raise Usage("archive_not_appeared", path=str(self.path), why=why) from None


def _sync(path: Path) -> None:
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


# ---------------------------------------------------------------- reading


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Usage("cannot_open", path=str(path), why=error.strerror or "the system refused") from None


def read_bundle(path: Path) -> Lying:
    """What lies in a bundle's folder: every file once through, nothing followed out of it.

    Raises:
        Usage: `cannot_open`; `archive_bundle_many`, if more lies there than in any bundle.
    """
    found: dict[str, Measured] = {}
    odd: list[str] = []
    texts: dict[str, bytes] = {}
    left = [""]
    with _readable(path):
        while left:
            inside = left.pop()
            with os.scandir(path / inside) as entries:
                for entry in entries:
                    name = f"{inside}{entry.name}"
                    shown = os.fsencode(name).decode("utf-8", "replace")
                    if entry.is_dir(follow_symlinks=False):
                        left.append(f"{name}/")
                    elif entry.is_file(follow_symlinks=False):
                        found[shown], text = _measured(path / name, is_text=_is_text(shown))
                        texts |= {shown: text} if text is not None else {}
                    else:
                        odd.append(shown)
                    if len(found) + len(odd) + len(left) > MOST_FILES:
                        raise Usage("archive_bundle_many", path=str(path), most=MOST_FILES)
    return Lying(found, tuple(sorted(odd)), texts)


def _is_text(name: str) -> bool:
    return name in TEXTS or name.startswith(TEXT_FOLDERS)


def _measured(path: Path, *, is_text: bool) -> tuple[Measured, bytes | None]:
    """What a file holds, and its bytes where it is a small one that is read."""
    digest, size, kept = hashlib.sha256(), 0, bytearray()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            if is_text and size <= MOST_TEXT:
                kept += piece
    text = bytes(kept) if is_text and size <= MOST_TEXT else None
    return Measured(digest.hexdigest(), size), text
