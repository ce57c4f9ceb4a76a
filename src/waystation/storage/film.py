"""Films frame by frame: read from a foreign file, written into a new one of which nothing but frames and sound is old.

Decides in which form frames come (YUV 4:2:0, upright, with square points, no larger than `SIDE`, at a steady rate no
higher than `RATE`) and how a new film is packed. Two readings of one file give the same frames. What is covered in
them is the business of `covering_film`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from waystation.archive.boxes import Box
from waystation.errors import Usage
from waystation.storage.ffmpeg import SAME_ALWAYS, heard, piped, reading, run
from waystation.storage.mp4_boxes import blank_user_data
from waystation.storage.scratch import Scratch

__all__ = ["Film", "Frame", "Head", "fill", "frames", "picture_of", "writing_film"]

SIDE = 1920
"""The longest side of a frame, in points."""
RATE = 60
"""Frames in a second, at most."""
_SHARE = f"min(1\\,{SIDE}/max(iw*sar\\,ih))"
_SCALED = (
    f"scale=w=max(16\\,trunc(iw*sar*{_SHARE}/2)*2):h=max(16\\,trunc(ih*{_SHARE}/2)*2):out_range=tv,"
    "setsar=1,format=yuv420p"
)
_HEAD = re.compile(rb"YUV4MPEG2 W(\d{1,5}) H(\d{1,5}) F(\d{1,9}):(\d{1,9})( [^\n]{0,80})?\n")

Frame = NDArray[np.uint8]
"""One frame: the planes Y, U and V one after the other, as bytes."""


@dataclass(frozen=True)
class Head:
    """What all frames of a film have in common.

    Args:
        width: In points, even.
        height: In points, even.
        rate: Frames in a second.
        line: The line with which a stream of such frames begins.
    """

    width: int
    height: int
    rate: float
    line: bytes

    @property
    def bytes_each(self) -> int:
        """How many bytes one frame has."""
        return self.width * self.height * 3 // 2


@dataclass(frozen=True)
class Film:
    """A film that is being read.

    Args:
        head: What all frames have in common.
        frames: Each frame once, in order; each may be changed.
    """

    head: Head
    frames: Iterator[Frame]


@contextmanager
def frames(source: Scratch) -> Iterator[Film]:
    """Read the frames of a foreign file.

    Raises:
        Usage: `redact_unreadable` if it holds no film that can be decoded; `redact_stuck`.
    """
    arguments = [*reading(source.path), "-map", "0:V:0", "-an", "-vf", _SCALED, "-fpsmax", str(RATE)]
    arguments += ["-f", "yuv4mpegpipe", "-pix_fmt", "yuv420p", "-strict", "-1", "pipe:1"]
    with piped(arguments, source.keeps) as (_, pipe):
        line = _line(pipe)
        found = _HEAD.fullmatch(line)
        if found is None:
            raise Usage("redact_unreadable")
        width, height, up, down = (int(part) for part in found.groups()[:4])
        head = Head(width, height, up / max(1, down), line)
        yield Film(head, _frames(pipe, head))


def _frames(pipe: BinaryIO, head: Head) -> Iterator[Frame]:
    while _line(pipe).startswith(b"FRAME"):
        frame = np.empty(head.bytes_each, dtype=np.uint8)
        at, view = 0, memoryview(frame.data)
        while at < len(view):
            block = heard(pipe, len(view) - at)
            if not block:
                return  # the last frame was cut off
            view[at : at + len(block)] = block
            at += len(block)
        yield frame


def _line(pipe: BinaryIO) -> bytes:
    line = b""
    while not line.endswith(b"\n") and len(line) < 200:
        byte = heard(pipe, 1)
        if not byte:
            break
        line += byte
    return line


def fill(frame: Frame, head: Head, boxes: Sequence[Box], grey: int) -> None:
    """Fill places of a frame with one grey, 0 to 255; the boxes lie within it, on even points."""
    size, half = head.width * head.height, head.width // 2
    bright = frame[:size].reshape(head.height, head.width)
    colours = frame[size:].reshape(2, head.height // 2, half)
    for box in boxes:
        bright[box.y : box.bottom, box.x : box.right] = 16 + round(grey * 219 / 255)
        rows, columns = slice(box.y // 2, -(-box.bottom // 2)), slice(box.x // 2, -(-box.right // 2))
        colours[:, rows, columns] = 128


def picture_of(frame: Frame, head: Head, side: int) -> NDArray[np.uint8]:
    """A frame as a picture (height, width, red-green-blue), its longest side at most as given."""
    from PIL import Image

    size = head.width * head.height
    share = min(1.0, side / max(head.width, head.height))
    wide, high = max(1, round(head.width * share)), max(1, round(head.height * share))
    bright = frame[:size].reshape(head.height, head.width)
    colours = frame[size:].reshape(2, head.height // 2, head.width // 2)
    planes = [
        Image.fromarray(np.ascontiguousarray(plane)).resize((wide, high), Image.Resampling.BILINEAR)
        for plane in (_stretched(bright), colours[0], colours[1])
    ]
    return np.asarray(Image.merge("YCbCr", planes).convert("RGB"))


def _stretched(bright: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Brightness from 16–235, as films have it, to 0–255."""
    return _STRETCH[bright]


_STRETCH = np.clip((np.arange(256) - 16) * 255 / 219, 0, 255).astype(np.uint8)


@contextmanager
def writing_film(head: Head, into: Scratch, sound: Scratch | None) -> Iterator[BinaryIO]:
    """Pack frames into a new film.

    Args:
        head: What all frames have in common.
        into: What it is written to.
        sound: A file whose first sound it is to have; None for a silent film.

    Yields:
        What takes the frames, each after a line of its own.

    Raises:
        Usage: `redact_not_written` if it cannot be packed.
    """
    codec = best_codec()
    arguments = ["-y", "-f", "yuv4mpegpipe", "-i", "pipe:0"]
    keeps = [*into.keeps]
    if sound is not None:
        arguments += [*reading(sound.path), "-map", "0:v:0", "-map", "1:a:0", "-c:a", "aac", "-b:a", "128k"]
        keeps += sound.keeps
    arguments += ["-c:v", codec, *PACKING[codec], *SAME_ALWAYS, "-flags:v", "+bitexact", "-flags:a", "+bitexact"]
    arguments += ["-f", "mp4", "-movflags", "+faststart", into.path]
    with piped(arguments, keeps, fed=True) as (process, pipe):
        try:
            pipe.write(head.line)
            yield pipe
            pipe.close()
        except BrokenPipeError:
            raise Usage("redact_not_written") from None
        if process.wait() != 0:
            raise Usage("redact_not_written")
    blank_user_data(into)


PACKING = {
    # Notes that an encoder writes into the film about itself are taken out.
    "libx264": ("-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-bsf:v", "filter_units=remove_types=6"),
    "mpeg4": ("-q:v", "3", "-pix_fmt", "yuv420p"),
}
"""How each codec packs, the better one first."""


@cache
def best_codec() -> str:
    """The best of the codecs that the ffmpeg at hand packs with; every ffmpeg has the last."""
    for codec, packing in PACKING.items():
        if run(["-f", "lavfi", "-i", "color=s=64x64:d=0.1", "-c:v", codec, *packing, "-f", "null", "-"]):
            return codec
    raise Usage("redact_not_written")
