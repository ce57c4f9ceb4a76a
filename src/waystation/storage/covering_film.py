"""Films made anew frame by frame, with faces and other places filled, and voices changed or left out.

Decides how a film is gone through: once to find faces in every frame, once to fill them there and in the frames
around, each frame being looked at again before it is packed. Only the list of what was found is kept between both, and
one frame at a time is in memory. How frames are read and packed is `film`'s business, how a voice is changed `voices`'.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from waystation.archive.boxes import Box, Face, aligned, carried, holds
from waystation.archive.redacting import Covered, Wanted
from waystation.errors import Usage
from waystation.storage.covering import GREY, Finds, parted
from waystation.storage.ffmpeg import has_stream
from waystation.storage.film import Frame, Head, fill, frames, picture_of, writing_film
from waystation.storage.scratch import Scratch, scratch
from waystation.storage.sound import changed_voices

__all__ = ["FilmWork", "Told", "covered_film"]

Told = Callable[[int, int], None]
"""Is told how many frames were gone through so far, and out of how many; 0 while nobody knows."""
GLANCE = 640
"""The longest side, in points, at which every frame is looked at."""
THOROUGH = 0.4
"""Every so many seconds a frame is looked at in all sizes and turns; a face that was found stays covered as long."""
GAP = 2.0
"""Seconds over which a face that was lost is taken to be still there, if it is found again near by."""
AGAIN = 3
MOST_FRAMES = 1 << 20


@dataclass(frozen=True)
class FilmWork:
    """What is to be done with a film.

    Args:
        source: The foreign file.
        wanted: What is to be covered.
        finder: What finds faces; None to look for none.
        told: Is told how far it is.
        grey: With what places are filled, 0 to 255.
    """

    source: Scratch
    wanted: Wanted
    finder: Finds | None = None
    told: Told | None = None
    grey: int = GREY

    def tell(self, done: int, of: int = 0) -> None:
        """Say how far it is, if somebody wants to know."""
        if self.told is not None:
            self.told(done, of)


@contextmanager
def covered_film(work: FilmWork, beside: Path, seed: int) -> Iterator[tuple[Scratch, Covered]]:
    """A new film, as an MP4 file, for as long as the block lasts.

    Args:
        work: What is to be done.
        beside: On which disk what does not fit into memory may lie.
        seed: For the voices: unpredictable, and used once.

    Raises:
        Usage: `redact_unreadable`, `redact_stuck`, `redact_too_long`, `redact_not_written`.
    """
    source, wanted = work.source, work.wanted
    sounding = has_stream(source.path, source.keeps, "a:0")
    faces = _found(work)
    with scratch(beside, source.size()) as into:
        if sounding and wanted.sound == "changed":
            with scratch(beside, source.size()) as voices:
                changed_voices(source, voices, seed)
                covered = _pack(work, into, voices, faces)
        else:
            covered = _pack(work, into, source if sounding and wanted.sound == "kept" else None, faces)
        yield into, replace(covered, sound=wanted.sound if sounding else None, form="video/mp4")


@dataclass(frozen=True)
class _Faces:
    """The places to cover in each frame; the most faces that were found, might be some, and were left, in one."""

    places: Sequence[tuple[Box, ...]]
    most: int
    doubtful: int
    left: int


def _found(work: FilmWork) -> _Faces | None:
    if work.finder is None:
        return None
    found: list[list[Box]] = []
    most = doubtful = left = 0
    with frames(work.source) as film:
        every = max(1, round(film.head.rate * THOROUGH))
        for number, frame in enumerate(film.frames):
            if number >= MOST_FRAMES:
                raise Usage("redact_too_long", number=MOST_FRAMES)
            here = _look(frame, film.head, work.finder, thorough=number % every == 0)
            hidden, bare = parted(here, holds(work.wanted.bare, number / film.head.rate))
            sure = sum(face.sure for face in hidden)
            most, doubtful = max(most, sure), max(doubtful, len(hidden) - sure)
            left = max(left, sum(face.sure for face in bare))
            found.append([face.box for face in hidden])
            work.tell(number + 1)
        rate = film.head.rate
    if not found:
        raise Usage("redact_unreadable")
    return _Faces(carried(found, math.ceil(rate * THOROUGH), math.ceil(rate * GAP)), most, doubtful, left)


def _look(frame: Frame, head: Head, finder: Finds, thorough: bool) -> list[Face]:
    side = max(head.width, head.height) if thorough else GLANCE
    picture = picture_of(frame, head, side)
    scale = head.width / picture.shape[1]
    found = finder.find(picture) if thorough else finder.glance(picture)
    return [replace(face, box=_scaled(face.box, scale)) for face in found]


def _scaled(box: Box, scale: float) -> Box:
    x, y, right, bottom = (value * scale for value in (box.x, box.y, box.right, box.bottom))
    return Box(math.floor(x), math.floor(y), math.ceil(right) - math.floor(x), math.ceil(bottom) - math.floor(y))


def _pack(work: FilmWork, into: Scratch, sound: Scratch | None, faces: _Faces | None) -> Covered:
    """Pack every frame of a film anew, with what is to be covered filled."""
    number = 0
    with frames(work.source) as film, writing_film(film.head, into, sound) as pipe:
        for number, frame in enumerate(film.frames, start=1):
            places = faces.places[number - 1] if faces is not None and number <= len(faces.places) else ()
            _cover(frame, film.head, (number - 1) / film.head.rate, work, places)
            pipe.write(b"FRAME\n")
            pipe.write(frame.data)
            work.tell(number, 0 if faces is None else len(faces.places))
    if number == 0:
        raise Usage("redact_unreadable")
    return Covered(
        faces=0 if faces is None else faces.most,
        doubtful=0 if faces is None else faces.doubtful,
        left=0 if faces is None else faces.left,
        boxes=sum(aligned(one.box, film.head.width, film.head.height) is not None for one in work.wanted.boxes),
        frames=number,
        seconds=number / film.head.rate,
    )


def _cover(frame: Frame, head: Head, second: float, work: FilmWork, places: Sequence[Box]) -> None:
    _fill(frame, head, [*places, *holds(work.wanted.boxes, second)], work.grey)
    bare = holds(work.wanted.bare, second)
    for _ in range(AGAIN if work.finder is not None else 0):
        assert work.finder is not None
        more, _left = parted(_look(frame, head, work.finder, thorough=False), bare)
        if not more:
            break
        _fill(frame, head, [face.box for face in more], work.grey)


def _fill(frame: Frame, head: Head, places: Sequence[Box], grey: int) -> None:
    placed = (aligned(box, head.width, head.height) for box in places)
    fill(frame, head, [box for box in placed if box is not None], grey)
