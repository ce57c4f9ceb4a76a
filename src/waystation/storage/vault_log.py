"""The log beside a store (SQLite's write-ahead log), frame by frame and without SQLite.

Follows https://www.sqlite.org/fileformat2.html#walformat. SQLite ends at the first frame that is not what it was, and
takes the whole log for empty if its header is not; here what a crash leaves is told from what was damaged since, and
what is intact beyond is read. What is in a page is not looked at. Reads only.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["PAGE", "Log", "read_log"]

PAGE = 4096
_HEADER = 32
_FRAME_HEADER = 24
_FRAME = _FRAME_HEADER + PAGE
_MAGIC = 0x377F0682
_VERSION = 3_007_000

Sound = Callable[[int, bytes], bool]
"""Whether a page of a number is what was written."""


@dataclass
class Log:
    """What a log holds.

    Args:
        pages: The pages of ended transactions by their numbers, in the order in which they were written.
        broken: Whether a frame is damaged that is followed by a later transaction: that was begun only after this one
            was safe.
        headless: Whether there are frames, and the header before them is not what was written.
    """

    pages: list[tuple[int, bytes]] = field(default_factory=list)
    broken: bool = False
    headless: bool = False


def read_log(path: Path, sound: Sound) -> Log:
    """The log beside a store; empty where there is none.

    Args:
        path: The store's file.
        sound: Whether a page is what was written.
    """
    beside = Path(f"{path}-wal")
    data = beside.read_bytes() if beside.exists() else b""
    if len(data) < _HEADER + _FRAME:
        return Log()
    order = ">" if data[3] & 1 else "<"
    magic, version = struct.unpack(">II", data[:8])
    summed = struct.unpack(">II", data[24:32])
    if magic & ~1 == _MAGIC and version == _VERSION and _sums(order, data[:24], (0, 0)) == summed:
        return _frames(data, sound, order, data[16:24], summed)
    salts = data[_HEADER + 8 : _HEADER + 16]  # what the first frame repeats of the header
    found = [_frames(data, sound, order, salts, None) for order in "<>"]
    best = max(found, key=lambda log: len(log.pages))
    best.headless = bool(best.pages)
    return best


def _frames(data: bytes, sound: Sound, order: str, salts: bytes, before: tuple[int, ...] | None) -> Log:
    """The frames of a log.

    One that does not follow from the one before it is left over from before, or its transaction was cut short by a
    crash, unless one of now follows after it: then it was damaged since.

    Args:
        data: The log.
        sound: Whether a page is what was written.
        order: In which order the bytes of a word are summed.
        salts: What tells the frames of now from those left over.
        before: The sums of the header; None if they are not known: then the first frame is believed if its page is
            sound.
    """
    log = Log()
    waiting: list[tuple[int, bytes]] = []
    doubtful: list[tuple[int, bytes]] = []
    whole = True
    for start in range(_HEADER, len(data) - _FRAME + 1, _FRAME):
        header, page = data[start : start + _FRAME_HEADER], data[start + _FRAME_HEADER : start + _FRAME]
        number, size = struct.unpack(">II", header[:8])
        said = struct.unpack(">II", header[16:24])
        of_now = header[8:16] == salts
        first = before is None and sound(number, page)
        follows = of_now and (first or (before is not None and said == _sums(order, header[:8] + page, before)))
        if follows and doubtful:
            log.pages += doubtful
            log.broken = True
            doubtful.clear()
        waiting.append((number, page))
        whole = whole and follows
        if size and of_now:
            (log.pages if whole else doubtful).extend(waiting)
            waiting.clear()
            whole = True
        before = said
    return log


def _sums(order: str, data: bytes, before: tuple[int, ...]) -> tuple[int, int]:
    """The log's running checksum: of pairs of words, two sums that each take in the other.

    One step takes (s, t) to (s + t + x, s + 2t + x + y); several at once are a sum of words, each with a weight.
    """
    weights, (s, t) = _weights(len(data) // 8), before
    words = np.frombuffer(data, f"{order}u4").astype(np.uint32).reshape(-1, 2)
    one, two = (int(np.sum(words * weight, dtype=np.uint32)) for weight in weights.words)
    (a, b), (c, d) = weights.before
    return (one + a * s + b * t) & 0xFFFFFFFF, (two + c * s + d * t) & 0xFFFFFFFF


@dataclass(frozen=True)
class _Weights:
    """What each word, and each sum before, counts in the two sums after some pairs of words.

    Args:
        words: For each of the two sums an array (pairs, 2) of uint32.
        before: For each of the two sums the weights of both sums before.
    """

    words: tuple[NDArray[np.uint32], NDArray[np.uint32]]
    before: tuple[tuple[int, int], tuple[int, int]]


@cache
def _weights(pairs: int) -> _Weights:
    first, second = np.empty((pairs, 2), np.uint32), np.empty((pairs, 2), np.uint32)
    a, b, c, d = 1, 0, 0, 1
    for pair in reversed(range(pairs)):
        first[pair] = (a + b) & 0xFFFFFFFF, b
        second[pair] = (c + d) & 0xFFFFFFFF, d
        a, b, c, d = ((a + b) & 0xFFFFFFFF, (a + 2 * b) & 0xFFFFFFFF, (c + d) & 0xFFFFFFFF, (c + 2 * d) & 0xFFFFFFFF)
    return _Weights((first, second), ((a, b), (c, d)))
