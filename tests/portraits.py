"""Pictures and films with and without faces, for tests: one portrait in the public domain, in many sizes and turns.

The portrait is NASA's of Eileen Collins, the other pictures are of things; they lie in scikit-image's folder, which is
found without importing it.
"""

from __future__ import annotations

import subprocess
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from waystation.archive.boxes import Face
from waystation.errors import Missing
from waystation.storage.faces import FaceFinder
from waystation.storage.ffmpeg import ffmpeg_path

__all__ = [
    "FACE",
    "THINGS",
    "a_film",
    "composed",
    "finder",
    "jpeg",
    "needs_ffmpeg",
    "portrait",
    "thing",
    "twenty_faces",
]

Pixels = NDArray[np.uint8]
FACE = (224, 116)
"""The tip of the nose in the portrait, in points."""
THINGS = ("rocket.jpg", "hubble_deep_field.jpg", "page.png", "brick.png", "grass.png", "coins.png", "horse.png")
"""Pictures of things in which nothing is taken for a face."""


def _folder() -> Path:
    spec = find_spec("skimage")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "data"


@cache
def finder() -> FaceFinder:
    """What finds faces, loaded once."""
    return FaceFinder()


def portrait(side: int = 512, turned: int = 0) -> Image.Image:
    """The portrait, square, in a size, turned left by so many degrees."""
    image = Image.open(_folder() / "astronaut.png").convert("RGB").resize((side, side))
    return image.rotate(turned, fillcolor=(120, 120, 120))


def thing(name: str) -> Pixels:
    """A picture of a thing."""
    return np.asarray(Image.open(_folder() / name).convert("RGB"))


def composed() -> tuple[Pixels, list[tuple[int, int]]]:
    """A picture with five faces in several sizes and turns, and where the middle of each is."""
    page = Image.new("RGB", (780, 460), (70, 90, 60))
    faces = []
    places = ((13, 20, 195, 0), (260, 39, 104, 15), (416, 195, 234, -20), (39, 273, 143, 0), (273, 325, 78, 90))
    for x, y, side, turned in places:
        page.paste(portrait(side, turned), (x, y))
        far = np.array([FACE[0] - 256, FACE[1] - 256]) * side / 512
        angle = np.radians(-turned)
        at = (far[0] * np.cos(angle) - far[1] * np.sin(angle), far[0] * np.sin(angle) + far[1] * np.cos(angle))
        faces.append((round(x + side / 2 + at[0]), round(y + side / 2 + at[1])))
    return np.asarray(page), faces


def twenty_faces() -> tuple[Pixels, list[tuple[int, int]]]:
    """Twenty faces of 25 points each (Labeled Faces in the Wild), on grey, and where the middle of each is."""
    faces = (np.load(_folder() / "lfw_subset.npy")[:20] * 255).astype(np.uint8)
    page = np.full((4 * 49, 5 * 49, 3), 128, dtype=np.uint8)
    middles = []
    for number, face in enumerate(faces):
        row, column = divmod(number, 5)
        top, left = row * 49 + 12, column * 49 + 12
        page[top : top + 25, left : left + 25] = face[:, :, None]
        middles.append((left + 12, top + 12))
    return page, middles


def jpeg(image: Image.Image, **said: object) -> bytes:
    """A picture as a JPEG."""
    out = BytesIO()
    image.save(out, "JPEG", quality=92, **said)
    return out.getvalue()


def hit(found: tuple[Face, ...], middle: tuple[int, int]) -> bool:
    """Whether one of the faces lies where one is."""
    return any(face.box.has(*middle) for face in found)


def _has_ffmpeg() -> bool:
    try:
        ffmpeg_path()
    except Missing:
        return False
    return True


needs_ffmpeg = pytest.mark.skipif(not _has_ffmpeg(), reason="films are made and read by ffmpeg")


def a_film(path: Path, *, seconds: float = 1.6, face: bool = True, sound: bool = True) -> bytes:
    """A film of the portrait moving across a grey room, with a tone, a title, a place, a chapter and a subtitle.

    Args:
        path: A folder for the parts.
        seconds: How long it is; it has 12.5 frames a second.
        face: Whether the portrait is in it.
        sound: Whether it has a tone.
    """
    portrait(200).save(path / "portrait.png")
    (path / "words.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nSUBTITLE-CANARY\n")
    (path / "chapters.txt").write_text(
        ";FFMETADATA1\ntitle=TITLE-CANARY\ncomment=COMMENT-CANARY\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=CHAPTER-CANARY\n"
    )
    made = path / "made.mp4"
    room = f"color=c=0x304050:s=480x270:r=12.5:d={seconds}"
    across = "[1]scale=160:160[p];[0][p]overlay=x='20+60*t':y='40+10*sin(3*t)':shortest=1[v]" if face else "[0]null[v]"
    inputs = ["-f", "lavfi", "-i", room, "-loop", "1", "-i", str(path / "portrait.png")]
    inputs += [
        "-f",
        "lavfi",
        "-i",
        f"sine=220:d={seconds}",
        "-i",
        str(path / "chapters.txt"),
        "-i",
        str(path / "words.srt"),
    ]
    maps = ["-map", "[v]", *(["-map", "2"] if sound else []), "-map", "4", "-map_metadata", "3", "-map_chapters", "3"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-c:s", "mov_text"]
    coded += ["-metadata", "location=+38.2000+127.1000/"]
    command = [ffmpeg_path(), "-y", "-loglevel", "error", *inputs, "-filter_complex", across, *maps, *coded]
    subprocess.run([*command, "-t", str(seconds), str(made)], check=True, stdin=subprocess.DEVNULL)
    return made.read_bytes()
