"""Contact sheets: which frames they show, the same on every device, and what is framed in red."""

from __future__ import annotations

import subprocess
from io import BytesIO

import numpy as np
from PIL import Image

from tests.portraits import a_film, finder, needs_ffmpeg, portrait, thing
from waystation.storage.ffmpeg import ffmpeg_path
from waystation.storage.scratch import scratch_of
from waystation.storage.sheets import SheetFrame, drawn, film_sheet, picture_sheet

RED = (255, 59, 48)
DIGEST = "6d423e3e" * 8


def page(data):
    """A page as points."""
    return np.asarray(Image.open(BytesIO(data)).convert("RGB")).astype(int)


def red(data):
    """How many points of a page are red."""
    return int((np.abs(page(data) - RED).max(axis=2) < 12).sum())


def sheet(data, tmp_path, found_by=None):
    """The sheet of a film."""
    with scratch_of([data], tmp_path, len(data)) as source:
        return film_sheet(source, found_by)


def test_a_face_that_is_still_there_is_framed_in_red():
    """And a picture without one has no red in it."""
    (shown,) = picture_sheet(np.asarray(portrait(512)), finder())
    assert len(shown.faces) == 1
    assert red(drawn([shown], DIGEST)[0]) > 500
    (bare,) = picture_sheet(thing("page.png"), finder())
    assert red(drawn([bare], DIGEST)[0]) == 0


def test_without_the_finder_a_sheet_is_drawn_all_the_same():
    """People look; it only helps them."""
    (shown,) = picture_sheet(np.asarray(portrait(512)), None)
    assert shown.faces == ()
    assert (shown.number, shown.second, shown.size) == (0, None, (512, 512))


def test_a_sheet_holds_what_it_is_of():
    """Point for point, where the picture is no larger than the sheet."""
    pixels = thing("page.png")
    (shown,) = picture_sheet(pixels, None)
    found = page(drawn([shown], DIGEST)[0])
    high, wide = pixels.shape[:2]
    assert any(
        (found[top : top + high, left : left + wide] == pixels).all() for top in range(60, 90) for left in range(20, 32)
    )


@needs_ffmpeg
def test_a_film_is_shown_each_second_and_at_its_end(tmp_path):
    """With the number of each frame."""
    shown = sheet(a_film(tmp_path), tmp_path, finder())
    assert [one.number for one in shown] == [0, 12, 19]
    assert [round(one.second, 2) for one in shown] == [0.0, 0.96, 1.52]
    assert all(len(one.faces) >= 1 for one in shown)


@needs_ffmpeg
def test_a_film_is_shown_at_every_cut(tmp_path):
    """What is seen for a tenth of a second is seen."""
    made = tmp_path / "cuts.mp4"
    parts = ["color=c=black:s=64x64:r=20:d=0.3", "color=c=white:s=64x64:r=20:d=0.1", "color=c=black:s=64x64:r=20:d=0.4"]
    inputs = [word for part in parts for word in ("-f", "lavfi", "-i", part)]
    joined = ["-filter_complex", "[0][1][2]concat=n=3[v]", "-map", "[v]", "-c:v", "libx264", str(made)]
    subprocess.run([ffmpeg_path(), "-loglevel", "error", *inputs, *joined], check=True)
    assert [one.number for one in sheet(made.read_bytes(), tmp_path)] == [0, 6, 8, 15]


@needs_ffmpeg
def test_which_frames_are_shown_does_not_depend_on_the_finder(tmp_path):
    """So that two members look at the same sheet, whatever their devices have."""
    film = a_film(tmp_path)
    assert [one.number for one in sheet(film, tmp_path)] == [one.number for one in sheet(film, tmp_path, finder())]


def test_many_frames_go_on_several_pages():
    """Twenty-four on each."""
    frame = np.full((90, 160, 3), 50, np.uint8)
    shown = [SheetFrame(number, number / 25, frame, (640, 360)) for number in range(50)]
    pages = drawn(shown, DIGEST)
    assert len(pages) == 3
    assert page(pages[0]).shape[0] > page(pages[2]).shape[0]
    assert drawn(shown, DIGEST) == pages, "drawn again it is the same"
