"""Keeping the kernels' machine code in a file, and calling it without numba.

Importing numba and preparing its compiler costs more than a second on a small machine; a plan takes a fraction of
that. So a kernel is compiled once by numba, its object code is kept in the user's cache folder under a name that
holds everything it depends on, and from then on llvmlite links it in a few milliseconds. Anything doubtful about
the file (another processor, another version, a byte that changed) means compiling again.

With `NUMBA_DISABLE_JIT=1`, kernels run as plain Python over numpy arrays.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["KERNELS", "cache_folder", "kernel"]

Kernel = Callable[..., None]

_TYPES = {
    "f8": np.dtype(np.float64),
    "i8": np.dtype(np.int64),
    "i4": np.dtype(np.int32),
    "u1": np.dtype(np.uint8),
}

KERNELS: dict[str, str] = {
    "backward": (
        "i8 i4 i8 i8 i8 i8 f8 i4 i4 i8 i8 i8 i4 u1 i4 i4 i4 i8 i4 i8 i8 i8 u1 f8 u1 "
        "i4 u1 f8 f8 f8 u1 i8 u1 u1 u1 f8 f8 f8 i8 i8 i8 f8 i8 i8 f8 f8 f8 f8 i8"
    ),
    "follow": (
        "i8 i4 i8 i8 i8 i8 f8 i4 i4 i8 i8 i8 i4 u1 i4 i4 i4 i8 i4 i8 i8 i8 u1 f8 u1 "
        "f8 f8 f8 u1 i8 u1 u1 u1 f8 f8 i8 i8 i8 f8 f8"
    ),
    "forward": "i8 i8 f8 u1 i4 i4 i4 i4 i8 i4 i8 i8 i4 i8 i8 f8 f8 u1 i8 u1 i4 i4 f8 f8 f8 f8 i8 f8 f8 i4 f8",
    "needed": "i8 i8 i4 i4 i4 i4 u1 i8 u1 u1 u1",
    "draws": "i8 i8 f8 u1 i4 i8 i4 i4 i4 i4 i4 i8 i4 i8 i8 i4 i8 i8 f8 i4 f8 f8 f8 f8 i8 f8 f8",
    "reach": "i8 u1 i4 i4 i4 i4 u1 i8 u1 i4 i4 u1 i4 i4",
    "rollout": "i8 i8 f8 u1 i4 i4 i4 i4 i8 i4 i8 i8 i4 i8 i8 f8 f8 u1 i8 u1 i4 i4 f8 i8 i8",
    "slopes": "i8 i8 f8 u1 i4 i8 i4 i4 i4 i4 i4 i8 i4 i8 i8 i4 i8 i8 f8 u1 f8 f8 f8 i8 i8 f8 f8 f8 f8 i8 f8 f8",
    "trail_values": "i8 i8 f8 u1 i4 i8 i4 i4 i4 i4 i4 i8 i4 i8 i8 i4 i8 i8 f8 u1 f8 f8 f8 i8 i8 f8",
}
"""Each kernel, by the name of its module and function, and the types of its arrays."""

_MARK = b"waystation kernel 1\n"
_ONE_AT_A_TIME = threading.Lock()
"""Threads that want the same kernel wait for one of them to compile it."""


def kernel(name: str) -> Kernel:
    """A compiled kernel, ready to be called with contiguous numpy arrays.

    Args:
        name: A key of `KERNELS`.

    Returns:
        A function of the kernel's arrays; it checks their types, releases the interpreter's lock and returns nothing.
    """
    with _ONE_AT_A_TIME:
        return _ready(name)


@cache
def _ready(name: str) -> Kernel:
    types = KERNELS[name].split()
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        return _plain(name)
    import llvmlite.binding as llvm

    file = cache_folder() / f"{name}-{_digest(llvm)}.o"
    stored = _read(file)
    if stored is None:
        stored = _compile(name, types)
        _write(file, stored)
    symbol, code = stored
    return _caller(name, types, _link(llvm, symbol, code))


def _plain(name: str) -> Kernel:
    function = getattr(importlib.import_module(f"waystation.solver.kernels.{name}"), name)

    def call(*arrays: NDArray[Any]) -> None:
        function(*(array.reshape(-1) for array in arrays))

    return call


def cache_folder() -> Path:
    """Where machine code is kept: `WAYSTATION_CACHE`, or the system's place for a user's caches. Holds nothing else.

    A user without a home keeps none: a folder that others may write to would let them choose what is run here.
    """
    own = os.environ.get("WAYSTATION_CACHE")
    if own:
        return Path(own)
    try:
        return _user_caches() / "waystation"
    except RuntimeError:
        return Path(os.devnull) / "waystation"


def _user_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


@cache
def _digest(llvm: Any) -> str:
    """A digest of all that machine code depends on: sources, compiler versions, processor."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    features = llvm.get_host_cpu_features().flatten()
    for part in (version("numba"), version("llvmlite"), sys.version, llvm.get_host_cpu_name(), features):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:32]


def _is_ours(folder: Path) -> bool:
    """Whether nobody else may write in a folder: what lies there is run."""
    if sys.platform == "win32":
        return True
    about = folder.stat()
    return about.st_uid == os.getuid() and not about.st_mode & 0o022


def _read(file: Path) -> tuple[str, bytes] | None:
    try:
        if not _is_ours(file.parent):
            return None
        data = file.read_bytes()
    except OSError:
        return None
    mark, checksum, rest = data[: len(_MARK)], data[len(_MARK) : len(_MARK) + 32], data[len(_MARK) + 32 :]
    if mark != _MARK or hashlib.sha256(rest).digest() != checksum:
        return None
    symbol, _, code = rest.partition(b"\n")
    return symbol.decode(), code


def _write(file: Path, stored: tuple[str, bytes]) -> None:
    """Keep the code for next time; where that is not possible, next time compiles again."""
    symbol, code = stored
    rest = symbol.encode() + b"\n" + code
    temporary = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_ours(file.parent):
            return
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as out:
            temporary = Path(out.name)
            out.write(_MARK + hashlib.sha256(rest).digest() + rest)
        temporary.replace(file)
    except OSError:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _compile(name: str, types: list[str]) -> tuple[str, bytes]:
    import numba
    from numba import types as numba_types

    pointer: Any = numba_types.CPointer
    of_dtype: Any = numba.from_dtype
    signature = numba_types.void(*(pointer(of_dtype(_TYPES[key])) for key in types))
    function = getattr(importlib.import_module(f"waystation.solver.kernels.{name}"), name)
    options: dict[str, Any] = {
        "no_cpython_wrapper": True,
        "no_cfunc_wrapper": True,
        "error_model": "numpy",
        "fastmath": {"contract"},
    }
    njit: Any = numba.njit
    compiled = njit(signature, **options)(function).overloads[signature.args]
    _, _, (code, *_) = compiled.library.serialize_using_object_code()
    return compiled.fndesc.llvm_func_name, bytes(code)


_ENGINES: list[Any] = []
"""Engines own the linked code; they live as long as the process."""


def _link(llvm: Any, symbol: str, code: bytes) -> int:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _ENGINES.append(engine)
    return int(engine.get_function_address(symbol))


def _caller(name: str, types: list[str], address: int) -> Kernel:
    # numba's own calling convention: a place for the result, a place for an exception, then the arguments.
    function = ctypes.CFUNCTYPE(ctypes.c_int32, *([ctypes.c_void_p] * (2 + len(types))))(address)
    wanted = [_TYPES[key] for key in types]

    def call(*arrays: NDArray[Any]) -> None:
        if len(arrays) != len(wanted):
            raise TypeError(f"{name} takes {len(wanted)} arrays, not {len(arrays)}")
        for position, (array, dtype) in enumerate(zip(arrays, wanted, strict=True)):
            if array.dtype != dtype or not array.flags.c_contiguous:
                raise TypeError(f"array {position} of {name} must be contiguous {dtype}, not {array.dtype}")
        result, raised = ctypes.c_void_p(), ctypes.c_void_p()
        status = function(ctypes.addressof(result), ctypes.addressof(raised), *(array.ctypes.data for array in arrays))
        if status != 0:
            raise RuntimeError(f"{name} ended with status {status}")

    return call
