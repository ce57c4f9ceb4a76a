"""Sounds read from a foreign file and written anew, with voices changed where that is wanted.

Decides in which form sound is handed to `voices`, which changes it, and how it is packed. ffmpeg reads the foreign
file, held in as `ffmpeg` says.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from waystation.archive.redacting import Covered, Wanted
from waystation.archive.voices import HZ, Disguise
from waystation.errors import Usage
from waystation.storage.ffmpeg import LONGEST, SAME_ALWAYS, heard, piped, reading, run
from waystation.storage.mp4_boxes import blank_user_data
from waystation.storage.scratch import Scratch, scratch

__all__ = ["changed_voices", "covered_sound"]

BLOCK = 1 << 16


@contextmanager
def covered_sound(source: Scratch, wanted: Wanted, beside: Path, seed: int) -> Iterator[tuple[Scratch, Covered]]:
    """A new sound, as an M4A file, for as long as the block lasts.

    Args:
        source: The foreign file.
        wanted: Whether voices are changed.
        beside: On which disk what does not fit into memory may lie.
        seed: For the voices: unpredictable, and used once.

    Raises:
        Usage: `redact_silent`, if a sound is to be without sound; `redact_unreadable`, `redact_not_written`.
    """
    if wanted.sound == "out":
        raise Usage("redact_silent")
    with scratch(beside, source.size()) as into, scratch(beside, 2 * source.size()) as voices:
        samples = changed_voices(source, voices, seed if wanted.sound == "changed" else None)
        arguments = [*reading(voices.path), "-map", "0:a:0", "-c:a", "aac", "-b:a", "96k", *SAME_ALWAYS]
        arguments += ["-flags:a", "+bitexact", "-f", "ipod", "-movflags", "+faststart", "-y", into.path]
        if not run(arguments, (*voices.keeps, *into.keeps)):
            raise Usage("redact_not_written")
        blank_user_data(into)
        yield into, Covered(seconds=samples / HZ, sound=wanted.sound, form="audio/mp4")


def changed_voices(source: Scratch, into: Scratch, seed: int | None) -> int:
    """Write the sound of a foreign file as WAV, one channel, with every voice in it changed.

    Args:
        source: The foreign file.
        into: Where to.
        seed: Unpredictable, used once; None to change nothing.

    Returns:
        How many samples it has.

    Raises:
        Usage: `redact_unreadable` if it holds no sound that can be decoded; `redact_stuck`.
    """
    into.file.seek(0)
    into.file.write(_wav_head(0))
    disguise = None if seed is None else Disguise(seed)
    samples = 0
    arguments = [*reading(source.path), "-map", "0:a:0", "-ac", "1", "-ar", str(HZ), "-f", "s16le", "pipe:1"]
    with piped(arguments, source.keeps) as (_, pipe):
        rest = b""
        while block := heard(pipe, BLOCK):
            block, rest = _even(rest + block)
            samples += len(block) // 2
            heard_now = np.frombuffer(block, dtype="<i2").astype(np.float64) / 32768.0
            into.file.write(_bytes(heard_now if disguise is None else disguise.change(heard_now)))
    if not samples:
        raise Usage("redact_unreadable")
    if disguise is not None:
        into.file.write(_bytes(disguise.end()))
        into.file.truncate(len(_wav_head(0)) + 2 * samples)
    samples = min(samples, LONGEST * HZ)
    into.file.seek(0)
    into.file.write(_wav_head(2 * samples))
    into.file.flush()
    return samples


def _even(block: bytes) -> tuple[bytes, bytes]:
    whole = len(block) - len(block) % 2
    return block[:whole], block[whole:]


def _bytes(samples: NDArray[np.float64]) -> bytes:
    return np.asarray(np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()


def _wav_head(size: int) -> bytes:
    """The head of a WAV file of one channel of 16 bits (RIFF, 1991)."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, HZ, 2 * HZ, 2, 16)
    return struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE") + form + struct.pack("<4sI", b"data", size)
