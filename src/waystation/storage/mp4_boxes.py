"""The boxes of an MP4 file that was just written here: what its writer put beside film and sound is blanked.

ffmpeg writes an empty shelf for titles and places even when it is told that there are none; a file without the shelf
can be checked to hold nothing (ISO 14496-12, 4.2 and 8.10).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from waystation.storage.scratch import Scratch

__all__ = ["blank_user_data"]

HEAD = struct.Struct(">I4s")
INSIDE = (b"moov", b"trak", b"mdia", b"minf")
BLANKED = (b"udta", b"meta")


def blank_user_data(made: Scratch) -> None:
    """Turn every box of user data into free space full of zeros."""
    file = made.file
    for at, size in list(_boxes(made, 0, made.size())):
        file.seek(at)
        file.write(HEAD.pack(size, b"free") + bytes(size - HEAD.size))
    file.flush()


def _boxes(made: Scratch, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Where boxes to be blanked lie, and how long they are."""
    while at + HEAD.size <= end:
        made.file.seek(at)
        size, kind = HEAD.unpack(made.file.read(HEAD.size))
        skip = HEAD.size
        if size == 1:
            size, skip = int.from_bytes(made.file.read(8), "big"), 16
        elif size == 0:
            size = end - at
        if size < skip or at + size > end:
            return
        if kind in BLANKED:
            yield at, size
        elif kind in INSIDE:
            yield from _boxes(made, at + skip, at + size)
        at += size
