"""Starting a confined worker for hostile bytes, handing them over, and taking what it answers; see `confinement`.

Decides how long a worker may take and how much of its answer is read. What it is asked is the caller's business.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

from waystation.errors import Damaged, Missing
from waystation.storage.confinement import Limits, asked_of

__all__ = ["run_limited"]

Bytes = bytes | bytearray | memoryview
_MOST_HEADER = 1 << 20
_TOGETHER = 1 << 20


def run_limited(
    module: str, header: dict[str, Any], data: Iterable[Bytes], limits: Limits | None = None
) -> tuple[dict[str, Any], bytes]:
    """Let a confined worker look at some bytes.

    Args:
        module: The worker's module: it ends with `confinement.serve`.
        header: What it is asked, as plain values.
        data: The bytes that it is to look at, in pieces.
        limits: What it may use.

    Returns:
        What it answered: plain values, and bytes. They come from whoever made the bytes, and are checked as such.

    Raises:
        Damaged: `media_broken` (why), `media_too_large` or `media_too_slow`.
        Missing: `media_worker`, if it cannot be started.
    """
    limits = limits or Limits()
    try:
        # Nothing of this process's surroundings, and not from a folder where somebody else's `waystation` might lie.
        child = subprocess.Popen(  # noqa: S603 -- a module of this package, and no shell
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            env={"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
        )
    except OSError as error:
        raise Missing("media_worker", why=error.strerror or "the system refused") from None
    late = threading.Event()

    def end() -> None:
        late.set()
        child.kill()

    assert child.stdin is not None
    assert child.stdout is not None
    watch = threading.Timer(limits.wall_seconds, end)
    fed = _Feeder(child.stdin, asked_of(header, limits), data, limits.input_bytes)
    watch.start()
    fed.start()
    try:
        with child.stdout:
            answer = _up_to(child.stdout, limits.output_bytes + _MOST_HEADER)
    finally:
        watch.cancel()
        child.kill()
        fed.join()
        child.wait()
    if fed.error is not None:
        raise fed.error
    if late.is_set():
        raise Damaged("media_too_slow")
    if answer is None or fed.too_large:
        raise Damaged("media_too_large")
    return _read(answer)


def _up_to(answer: IO[bytes], most: int) -> bytes | None:
    """All that a worker says; None if that is more than is read."""
    pieces, left = [], most
    while piece := answer.read(min(_TOGETHER, left + 1)):
        left -= len(piece)
        if left < 0:
            return None
        pieces.append(piece)
    return b"".join(pieces)


class _Feeder(threading.Thread):
    """Hands a worker its bytes, while its answer is read.

    Args:
        into: Its standard input.
        asked: What comes first.
        data: The bytes.
        most: How many at most.
    """

    def __init__(self, into: IO[bytes], asked: bytes, data: Iterable[Bytes], most: int) -> None:
        super().__init__(daemon=True)
        self._into, self._asked, self._data, self._left = into, asked, data, most
        self.too_large = False
        self.error: BaseException | None = None

    def run(self) -> None:
        """Feed it; a worker that has ended takes no more."""
        with suppress(BrokenPipeError), self._into:
            try:
                self._into.write(self._asked)
                for piece in self._data:
                    self._left -= len(piece)
                    if self._left < 0:
                        self.too_large = True
                        return
                    self._into.write(piece)
            except BrokenPipeError:
                raise
            except BaseException as error:  # noqa: BLE001 -- it is raised again where somebody waits for the answer
                self.error = error


def _read(answer: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        (length,) = struct.unpack_from(">I", answer)
        said = json.loads(answer[4 : 4 + length])
        if "refused" in said:
            code = said["refused"] if said["refused"] == "media_too_large" else "media_broken"
            raise Damaged(code, why=_word(said.get("why")))
        found = said["found"]
    except (struct.error, ValueError, KeyError, TypeError):
        raise Damaged("media_broken", why="it ended") from None
    return found, answer[4 + length :]


def _word(value: object) -> str:
    """A word that a worker says, as far as it is one."""
    text = str(value)[:40]
    return text if text.isascii() and text.isprintable() and text else "it cannot be read"
