"""A vault's folder: a head and two stores, three files whose bytes look random.

Decides which files there are, who may read them, and that a head is replaced whole or not at all. What is in
the head is `vault`'s business, what is in the stores is `vault_store`'s.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from waystation.errors import Damaged, Usage
from waystation.storage.vault_connection import SCHEMA, StoreKey, connect, refusals
from waystation.storage.vault_growth import FIRST_PAGES, grow

__all__ = [
    "HEAD",
    "HEAD_BYTES",
    "STORES",
    "VaultFolder",
    "create_vault",
    "lone",
    "look_alike",
    "looks_like_vault",
    "must_be_new",
    "replace_file",
    "take_away",
]

HEAD = "a"
STORES = ("b", "c")
HEAD_BYTES = 4096
PADDING_BYTES = 1 << 20
POLL_SECONDS = 0.02


def looks_like_vault(path: Path) -> bool:
    """Whether a folder has the three files of a vault; what is in them is not looked at."""
    try:
        return all((path / name).is_file() for name in (HEAD, *STORES))
    except (OSError, ValueError):
        return False


class VaultFolder:
    """The folder of a vault that is there.

    Args:
        path: The folder.

    Raises:
        Usage: `not_a_vault`, if it is no folder with the three files.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not looks_like_vault(path):
            raise Usage("not_a_vault", path=str(path))

    def head(self) -> bytes:
        """The head's bytes.

        Raises:
            Damaged: `vault_head_damaged`, if they are more or fewer than a head has.
            Usage: If they cannot be read.
        """
        try:
            with (self.path / HEAD).open("rb") as file:
                head = file.read(HEAD_BYTES + 1)
        except OSError as error:
            raise Usage("cannot_open", path=str(self.path / HEAD), why=_why(error)) from None
        if len(head) != HEAD_BYTES:
            raise Damaged("vault_head_damaged", path=str(self.path))
        return head

    def replace_head(self, new: bytes, *, instead_of: bytes) -> None:
        """Put a new head in the place of the old one; when this returns it is on the disk.

        Args:
            new: All of its bytes.
            instead_of: The head that the new one was made from.

        Raises:
            Usage: `vault_busy`, if another process replaced the head in the meantime; `vault_full`, `vault_read_only`
                or `cannot_write`. The old head stays then.
        """
        _whole_head(new)
        with lone(self.path):
            if self.head() != instead_of:
                raise Usage("vault_busy", path=str(self.path))
            # Its name looks like a vault's own, should a power cut leave it behind; the next replacement takes it away.
            replace_file(self.path, HEAD, "d", new)

    def store(self, letter: str) -> Path:
        """The file of one of the two stores."""
        if letter not in STORES:
            raise ValueError(f"a vault has no store {letter!r}")
        return self.path / letter


def replace_file(folder: Path, name: str, beside: str, data: bytes) -> None:
    """Put a file of a folder in the place of the one before, whole or not at all; on return it is on the disk.

    Args:
        folder: The folder.
        name: The file's name.
        beside: The name under which it is written before it takes its place.
        data: All of its bytes.

    Raises:
        Usage: `vault_full`, `vault_read_only` or `cannot_write`; the old file stays then.
    """
    temporary = folder / beside
    try:
        _write_new(temporary, data)
        temporary.replace(folder / name)
        _keep_names(folder)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _refusal(error, folder) from None


def look_alike(path: Path) -> None:
    """Give both stores the same size and time, so that neither says which is used; as far as the disk has room.

    Bytes of chance are put after the shorter one's last page. They are only ever added at the end of the file, so that
    a process that has it open just then loses nothing.

    Args:
        path: The vault's folder.
    """
    files = [path / letter for letter in STORES]
    with suppress(OSError):
        longest = max(file.stat().st_size for file in files)
        for file in files:
            descriptor = os.open(file, os.O_WRONLY | os.O_APPEND)
            with os.fdopen(descriptor, "ab", buffering=0) as opened:
                while (missing := longest - os.fstat(descriptor).st_size) > 0:
                    opened.write(os.urandom(min(missing, PADDING_BYTES)))
        now = time.time_ns()
        for file in files:
            os.utime(file, ns=(now, now))


def create_vault(path: Path, head: bytes, stores: Mapping[str, StoreKey]) -> VaultFolder:
    """Make a vault's folder with its head and two empty stores of the same size; all of it or nothing.

    Args:
        path: The folder; new or empty. Only its owner may look into it.
        head: The head's bytes.
        stores: The key of each of the two stores. The key of one that nobody is to open is drawn, and forgotten.

    Returns:
        The folder; when this returns it is on the disk.

    Raises:
        Usage: If something is there already, or it cannot be written.
    """
    _whole_head(head)
    if sorted(stores) != list(STORES):
        raise ValueError("a vault has the two stores b and c")
    made = not path.exists()
    must_be_new(path)
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
        with refusals(path):
            for letter in STORES:
                _new_store(path / letter, stores[letter])
        # Last: until there is a head, this is no vault.
        _write_new(path / HEAD, head)
        _keep_names(path)
        _keep_names(path.absolute().parent)
    except BaseException as error:
        take_away(path, folder_too=made)
        if isinstance(error, OSError):
            raise _refusal(error, path) from None
        raise
    return VaultFolder(path)


def must_be_new(path: Path) -> None:
    """Make sure that a vault's folder can be made here, before anybody is asked for its passphrase.

    Raises:
        Usage: If something is there already, or the folder that it is to lie in is not.
    """
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise Usage("folder_not_empty", path=str(path))
    except OSError as error:
        raise _refusal(error, path) from None
    base = path.absolute().parent
    if not base.is_dir():
        raise Usage("cannot_write", path=str(path), why=f"there is no folder {base}")


def _new_store(path: Path, key: StoreKey) -> None:
    _write_new(path, b"")
    connection = connect(path, key, patience=0.0)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for statement in SCHEMA:
            connection.execute(statement)
        grow(connection, FIRST_PAGES // 2)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _whole_head(head: bytes) -> None:
    if len(head) != HEAD_BYTES:
        raise ValueError(f"a head has {HEAD_BYTES} bytes")


def _write_new(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def take_away(path: Path, *, folder_too: bool) -> None:
    """Take away a vault that was begun just now and does not become whole.

    Args:
        path: Its folder.
        folder_too: Whether the folder itself was made for it.
    """
    with suppress(OSError):
        for name in (HEAD, *(letter + ending for letter in STORES for ending in ("", "-wal", "-shm"))):
            (path / name).unlink(missing_ok=True)
        if folder_too:
            path.rmdir()


def _keep_names(folder: Path) -> None:
    """Make sure that names in a folder are on the disk too, where the system knows of such a thing."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def lone(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Hold off other processes that would replace files of a vault, where the system can.

    Args:
        folder: The vault's folder.
        patience: How long to wait for another process, in seconds; None for as long as it takes.

    Raises:
        Usage: `vault_busy`, where another took longer.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _refusal(error, folder) from None
    try:
        if patience is None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        until = time.monotonic() + (patience or 0.0)
        while patience is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise Usage("vault_busy", path=str(folder)) from None
                time.sleep(POLL_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _refusal(error: OSError, path: Path) -> Usage:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Usage("vault_full", path=str(path))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Usage("vault_read_only", path=str(path))
    return Usage("cannot_write", path=str(path), why=_why(error))


def _why(error: OSError) -> str:
    return error.strerror or "the system refused"
