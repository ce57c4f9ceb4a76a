"""A disk between SQLite and the system's: everything that SQLite writes is recorded, and can be refused.

Registers a VFS (https://www.sqlite.org/vfs.html) from outside, through the symbols that sqlcipher3's module exports: a
copy of the system's own whose files write, truncate, sync and delete by way of Python.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3._sqlite3 as module

OK, FULL = 0, 13
IOERR_FSYNC, IOERR_WRITE = 10 | 4 << 8, 10 | 3 << 8
CREATE = 0x4

NAMES = ["xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock", "xCheckReservedLock"]
NAMES += ["xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap"]


class Methods(Structure):
    """sqlite3_io_methods."""

    _fields_ = [("iVersion", c_int), *((name, c_void_p) for name in [*NAMES, "xFetch", "xUnfetch"])]


class File(Structure):
    """sqlite3_file, as far as all of them have it in common."""

    _fields_ = [("pMethods", POINTER(Methods))]


class Vfs(Structure):
    """sqlite3_vfs."""


Vfs._fields_ = [
    ("iVersion", c_int),
    ("szOsFile", c_int),
    ("mxPathname", c_int),
    ("pNext", POINTER(Vfs)),
    ("zName", c_char_p),
    ("pAppData", c_void_p),
    *((name, c_void_p) for name in ["xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym"]),
    *((name, c_void_p) for name in ["xDlClose", "xRandomness", "xSleep", "xCurrentTime", "xGetLastError"]),
    *((name, c_void_p) for name in ["xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall", "xNextSystemCall"]),
]

# Names as addresses: SQLite keeps them, so that a copy of Python's would be gone under it.
OPEN = CFUNCTYPE(c_int, POINTER(Vfs), c_void_p, POINTER(File), c_int, c_void_p)
DELETE = CFUNCTYPE(c_int, POINTER(Vfs), c_char_p, c_int)
CLOSE = CFUNCTYPE(c_int, POINTER(File))
WRITE = CFUNCTYPE(c_int, POINTER(File), c_void_p, c_int, c_int64)
TRUNCATE = CFUNCTYPE(c_int, POINTER(File), c_int64)
SYNC = CFUNCTYPE(c_int, POINTER(File), c_int)


@dataclass(frozen=True)
class Deed:
    """One thing that was done to the disk.

    Args:
        what: `create`, `write`, `truncate`, `sync` or `delete`; or any word of a test's own, by `ShimDisk.note`.
        name: The file's name.
        at: Where in the file; its new length for `truncate`; a test's number.
        data: What was written.
    """

    what: str
    name: str
    at: int = 0
    data: bytes = b""


@dataclass
class ShimDisk:
    """What SQLite does to the disk through this VFS.

    Args:
        name: The VFS's name.
        deeds: Everything so far, in order.
        refuse: Looks at each deed before it is done; an error code of SQLite's refuses it.
    """

    name: str
    deeds: list[Deed] = field(default_factory=list)
    refuse: Callable[[Deed], int] = lambda deed: OK
    _files: dict[int, tuple[str, Any]] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)
    _methods: dict[int, Methods] = field(default_factory=dict)

    def note(self, what: str, number: int = 0) -> None:
        """Put a word of one's own among the deeds."""
        self.deeds.append(Deed(what, "", number))

    def _do(self, deed: Deed, act: Callable[[], int]) -> int:
        if refused := self.refuse(deed):
            return refused
        done = act()
        if done == OK:
            self.deeds.append(deed)
        return done

    def open(self, original: Vfs, name: int | None, file: Any, flags: int, out: Any) -> int:
        """Open a file as the system does, and put this disk's methods in the place of its own."""
        path = Path(ctypes.string_at(name).decode()) if name else None
        new = path is not None and not path.exists()
        done = int(OPEN(original.xOpen)(ctypes.byref(original), name, file, flags, out))
        if done == OK and file.contents.pMethods and path is not None:
            address = ctypes.addressof(file.contents.pMethods.contents)
            self._files[ctypes.addressof(file.contents)] = (path.name, file.contents.pMethods.contents)
            if address not in self._methods:
                self._methods[address] = self._ours(file.contents.pMethods.contents)
            file.contents.pMethods = ctypes.pointer(self._methods[address])
            if new and flags & CREATE:
                self.deeds.append(Deed("create", path.name))
        return done

    def delete(self, original: Vfs, name: bytes, sync: int) -> int:
        """Delete a file."""
        deed = Deed("delete", Path(name.decode()).name, sync)
        return self._do(deed, lambda: int(DELETE(original.xDelete)(ctypes.byref(original), name, sync)))

    def _ours(self, theirs: Methods) -> Methods:
        ours = Methods()
        ctypes.pointer(ours)[0] = theirs
        # Without memory-mapped reading, which nothing here uses.
        ours.iVersion = min(theirs.iVersion, 2)

        def who(file: Any) -> str:
            return self._files[ctypes.addressof(file.contents)][0]

        def close(file: Any) -> int:
            self._files.pop(ctypes.addressof(file.contents), None)
            return int(CLOSE(theirs.xClose)(file))

        def write(file: Any, data: int, size: int, at: int) -> int:
            deed = Deed("write", who(file), at, ctypes.string_at(data, size))
            return self._do(deed, lambda: int(WRITE(theirs.xWrite)(file, data, size, at)))

        def truncate(file: Any, size: int) -> int:
            return self._do(Deed("truncate", who(file), size), lambda: int(TRUNCATE(theirs.xTruncate)(file, size)))

        def sync(file: Any, flags: int) -> int:
            return self._do(Deed("sync", who(file)), lambda: int(SYNC(theirs.xSync)(file, flags)))

        for name, kind, function in (
            ("xClose", CLOSE, close),
            ("xWrite", WRITE, write),
            ("xTruncate", TRUNCATE, truncate),
            ("xSync", SYNC, sync),
        ):
            called = kind(function)
            self._kept.append(called)
            setattr(ours, name, ctypes.cast(called, c_void_p))
        return ours


_NUMBERS = itertools.count(1)


@contextmanager
def shim_disk() -> Iterator[ShimDisk]:
    """A disk of that kind for the time of a test; give its name as `vfs`."""
    library = ctypes.CDLL(module.__file__)
    library.sqlite3_vfs_find.restype = POINTER(Vfs)
    original = library.sqlite3_vfs_find(None).contents
    disk = ShimDisk(f"shim{next(_NUMBERS)}")
    vfs = Vfs()
    ctypes.pointer(vfs)[0] = original
    vfs.zName, vfs.pNext = disk.name.encode(), None
    opening = OPEN(lambda _, name, file, flags, out: disk.open(original, name, file, flags, out))
    deleting = DELETE(lambda _, name, sync: disk.delete(original, name, sync))
    vfs.xOpen, vfs.xDelete = ctypes.cast(opening, c_void_p), ctypes.cast(deleting, c_void_p)
    assert library.sqlite3_vfs_register(ctypes.byref(vfs), 0) == OK
    try:
        yield disk
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(vfs))
