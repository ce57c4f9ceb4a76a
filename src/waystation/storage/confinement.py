"""The inside of a worker that handles hostile bytes: it gives up all that it does not need, then looks at them.

Its rules, all in this file:

- What it needs is imported before it is handed a byte; from then on it opens no file, no socket and starts no process.
- Memory and processor time are bounded; it leaves no core file, and writes into no file.
- On Linux, on processors that are known here, the kernel lets it read, write and manage its memory, and refuses
  everything else (seccomp). Elsewhere the limits alone hold it.

Who starts it, and what it is asked, is `limited`'s and the callers' business.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, NoReturn

__all__ = ["BROKEN", "TOO_LARGE", "Limits", "Refused", "Work", "confine", "serve"]

Work = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]
"""What a worker does: from what it is asked and the bytes, an answer and bytes."""

BROKEN = "media_broken"
TOO_LARGE = "media_too_large"
_LENGTH = struct.Struct(">I")
_MOST_HEADER = 1 << 20
_TSYNC = 1
_SYSTEM_CALLS = {
    # read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn readv writev
    # sched_yield mremap madvise getpid exit fcntl sigaltstack gettid futex sched_getaffinity restart_syscall
    # clock_gettime clock_nanosleep exit_group getrandom membarrier rseq
    "x86_64": (
        0xC000003E,
        317,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 24, 25, 28, 39, 60, 72, 131, 186, 202, 204, 219, 228, 230,
         231, 318, 324, 334),
    ),
    "aarch64": (
        0xC00000B7,
        277,
        (63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 65, 66, 124, 216, 233, 172, 93, 25, 132, 178, 98, 123,
         128, 113, 115, 94, 278, 283, 293),
    ),
}  # fmt: skip
"""By processor: the kernel's word for it, the number of `seccomp`, and those of what is allowed (Linux's tables)."""


@dataclass(frozen=True)
class Limits:
    """What a worker may use.

    Args:
        memory_bytes: Of address space.
        processor_seconds: Of processor time.
        wall_seconds: Until it is ended, whatever it does.
        input_bytes: That it is handed at most.
        output_bytes: That are taken of its answer at most.
    """

    memory_bytes: int = 2 << 30
    processor_seconds: int = 30
    wall_seconds: float = 60.0
    input_bytes: int = 256 << 20
    output_bytes: int = 256 << 20


class Refused(Exception):
    """The bytes cannot be worked on.

    Args:
        code: `media_broken` or `media_too_large`.
        why: In a word or two, of the worker's own, never of what was in the bytes.
    """

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code)
        self.code, self.why = code, why


def serve(work: Work, before: Callable[[], None] | None = None) -> NoReturn:
    """Be a worker: take one request from standard input, answer it on standard output, end.

    Args:
        work: What it does.
        before: Imports and warms up all that the work needs; files cannot be opened afterwards.
    """
    if before is not None:
        before()
    source, answer = sys.stdin.buffer, sys.stdout.buffer
    asked = json.loads(_header(source.read))
    confined = confine(Limits(**asked["limits"]))
    said: dict[str, Any]
    try:
        found, data = work(asked["header"], source.read())
        said = {"found": {**found, "confined": confined}}
    except Refused as refused:
        said, data = {"refused": refused.code, "why": refused.why}, b""
    except MemoryError:
        said, data = {"refused": TOO_LARGE, "why": ""}, b""
    except Exception as error:  # noqa: BLE001 -- whatever hostile bytes lead to is said in a word
        said, data = {"refused": BROKEN, "why": type(error).__name__}, b""
    header = json.dumps(said).encode()
    answer.write(_LENGTH.pack(len(header)) + header)
    answer.write(data)
    answer.flush()
    # Nothing is tidied up: what hostile bytes left in memory is not walked over again.
    os._exit(0)


def asked_of(header: dict[str, Any], limits: Limits) -> bytes:
    """What a worker reads before the bytes."""
    asked = json.dumps({"header": header, "limits": asdict(limits)}).encode()
    return _LENGTH.pack(len(asked)) + asked


def _header(read: Callable[[int], bytes]) -> bytes:
    (length,) = _LENGTH.unpack(read(_LENGTH.size))
    if length > _MOST_HEADER:
        raise ValueError("a request is short")
    return read(length)


def confine(limits: Limits) -> bool:
    """Give up everything but reading, writing and memory, as far as the system grants it.

    Args:
        limits: What may still be used.

    Returns:
        Whether the kernel refuses everything else; if not, only the limits hold.
    """
    with suppress(ImportError):
        import resource

        wanted = {
            "RLIMIT_CORE": 0,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_NOFILE": 0,
            "RLIMIT_NPROC": 0,
            "RLIMIT_CPU": limits.processor_seconds,
            "RLIMIT_AS": limits.memory_bytes,
        }
        for name, value in wanted.items():
            with suppress(AttributeError, OSError, ValueError):
                resource.setrlimit(getattr(resource, name), (value, value))
    return sys.platform == "linux" and _refuse_the_rest()


class _Filter(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_void_p))


def _refuse_the_rest() -> bool:
    known = _SYSTEM_CALLS.get(platform.machine())
    if known is None:
        return False
    architecture, seccomp, allowed = known
    program = _program(architecture, allowed)
    kept = ctypes.create_string_buffer(program)
    whole = _Filter(len(program) // 8, ctypes.cast(kept, ctypes.c_void_p))
    library = ctypes.CDLL(None)
    if library.prctl(38, 1, 0, 0, 0):  # PR_SET_NO_NEW_PRIVS: without it only root may
        return False
    return bool(library.syscall(seccomp, 1, _TSYNC, ctypes.byref(whole)) == 0)  # SECCOMP_SET_MODE_FILTER


def _program(architecture: int, allowed: tuple[int, ...]) -> bytes:
    """The filter: only calls of this processor, only those allowed; all others fail as if forbidden.

    Classic BPF over `struct seccomp_data` (Linux, seccomp(2)): the call's number is at 0, the processor at 4.
    """
    load, equal, answer = 0x20, 0x15, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM

    def step(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    steps = [step(load, 0, 0, 4), step(equal, 0, len(allowed) + 1, architecture), step(load, 0, 0, 0)]
    steps += [step(equal, len(allowed) - place, 0, number) for place, number in enumerate(allowed)]
    return b"".join([*steps, step(answer, 0, 0, refuse), step(answer, 0, 0, allow)])
