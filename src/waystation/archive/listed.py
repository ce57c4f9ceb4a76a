"""What is told of keepsakes as they come in, lie somewhere, and are carried: values between desk and wording."""

from __future__ import annotations

from dataclasses import dataclass, field

from waystation.archive.records import Keepsake
from waystation.errors import WaystationError

__all__ = ["ENDS", "Carried", "Held", "Looked", "Received", "Resumed", "Skipped", "Taken"]

ENDS = ("taken", "let go", "waits")
"""What can become of an intake that was broken off."""


@dataclass(frozen=True)
class Held:
    """A keepsake in a list.

    Args:
        keepsake: The keepsake.
        member: Who took it in.
        here: Whether all of its bytes lie on this device; they were not looked at.
        destroyed: Whether its bytes were destroyed.
        recreation: Whether it, or anything that it was made from, is a recreation.
        people: The words of everybody in it.
    """

    keepsake: Keepsake
    member: str
    here: bool
    destroyed: bool
    recreation: bool
    people: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """What a look at media told.

    Args:
        media: What they are, as a media type; empty if unknown.
        width: In pixels, as it is shown; 0 if it is no picture, or cannot be decoded.
        height: In pixels.
        seconds: How long it lasts; None if that is not known.
        frames: How many pictures; None if that is not known.
        metadata: What stands beside what it shows: words of `archive.beside.BESIDE`. Empty only if nothing does.
        confined: Whether the kernel itself held the worker.
    """

    media: str
    width: int = 0
    height: int = 0
    seconds: float | None = None
    frames: int | None = None
    metadata: frozenset[str] = field(default_factory=frozenset)
    confined: bool = False


@dataclass(frozen=True)
class Skipped:
    """A file that was not taken in.

    Args:
        path: Where it lies, as it may be printed.
        why: What hindered it.
    """

    path: str
    why: WaystationError


@dataclass(frozen=True)
class Taken:
    """What came of taking files in.

    Args:
        keepsakes: What was taken in, each with where it lay, as it may be printed.
        skipped: What was not.
        ended: What ended it before everything was come to; None if nothing did.
    """

    keepsakes: tuple[tuple[str, Keepsake], ...]
    skipped: tuple[Skipped, ...]
    ended: WaystationError | None = None


@dataclass(frozen=True)
class Resumed:
    """What became of an intake that was broken off.

    Args:
        path: The file that it comes from; `-` for a stream.
        end: One of `ENDS`.
        keepsake: What was taken in.
        why: What hindered it.
    """

    path: str
    end: str
    keepsake: Keepsake | None = None
    why: WaystationError | None = None


@dataclass(frozen=True)
class Carried:
    """What lies on a stick now.

    Args:
        keepsakes: How many keepsakes were written onto it, whole.
        there: How many lay there already.
        missing: The items whose bytes are not all on this device.
        pieces: How many chunks were written.
        bytes: How many bytes they have.
    """

    keepsakes: int
    there: int
    missing: tuple[str, ...]
    pieces: int
    bytes: int


@dataclass(frozen=True)
class Received:
    """What came from a stick.

    Args:
        pieces: How many chunks were taken in.
        known: How many lay here already.
        damaged: How many do not open as what they are called.
        foreign: How many are of no keepsake that this device knows, or of one that was destroyed; they are left there.
        whole: The items whose bytes are all here now, and were not before.
    """

    pieces: int
    known: int
    damaged: int
    foreign: int
    whole: tuple[str, ...]
