"""A worker that does what hostile bytes might make one do; see `test_limited`."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from waystation.storage.confinement import serve

REACHES: dict[str, Callable[[], object]] = {
    "read a file": lambda: Path("/etc/passwd").read_bytes(),
    "write a file": lambda: Path("/tmp/waystation-hostile").write_bytes(b"x"),
    "list a folder": lambda: list(Path("/").iterdir()),
    "connect": lambda: socket.socket().connect(("127.0.0.1", 9)),
    "listen": lambda: socket.socket(socket.AF_UNIX).bind("\0waystation-hostile"),
    "start": lambda: subprocess.run(["/bin/true"], check=True),
    "fork": os.fork,
    "signal": lambda: os.kill(os.getppid(), signal.SIGCONT),
    "import": lambda: __import__("this"),
}


def for_ever(_: bytes) -> bytes:
    """Never end."""
    while True:
        time.monotonic()


def raises(data: bytes) -> bytes:
    """Fail, with the bytes in the words."""
    raise ValueError(data)


def babbles(data: bytes) -> bytes:
    """Say what is no answer."""
    sys.stdout.buffer.write(data * 100)
    sys.stdout.buffer.flush()
    os._exit(0)


DOES: dict[str, Callable[[bytes], bytes]] = {
    "sleep": for_ever,
    "burn": for_ever,
    "take memory": lambda _: bytes(4 << 30)[:1],
    "flood": lambda _: bytes(4 << 20),
    "raise": raises,
    "crash": lambda _: ctypes.string_at(0),
    "babble": babbles,
    "exit": lambda _: sys.exit(3),
}


def work(header: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Do as asked."""
    task = header["task"]
    if task in REACHES:
        try:
            REACHES[task]()
        except (OSError, ImportError) as error:
            return {"refused": type(error).__name__}, b""
        return {"refused": ""}, b""
    if task in DOES:
        return {}, DOES[task](data) or b""
    return {"size": len(data)}, data


if __name__ == "__main__":
    serve(work)
