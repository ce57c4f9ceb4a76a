"""Films read frame by frame, filled, and packed anew without anything beside film and sound."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager

import numpy as np
import pytest

from tests.portraits import a_film, needs_ffmpeg
from waystation.archive.beside import beside
from waystation.archive.boxes import Box
from waystation.errors import Usage
from waystation.storage.ffmpeg import ffmpeg_path, has_stream
from waystation.storage.film import Head, best_codec, fill, frames, picture_of, writing_film
from waystation.storage.scratch import scratch, scratch_of

HEAD = Head(32, 16, 25.0, b"")
CANARIES = (b"TITLE-CANARY", b"COMMENT-CANARY", b"CHAPTER-CANARY", b"SUBTITLE-CANARY", b"x264 - core")


@contextmanager
def opened(data, tmp_path):
    """A film as a file of its own."""
    with scratch_of([data], tmp_path, len(data)) as source:
        yield source


def test_a_filled_place_holds_one_colour_in_all_planes():
    """Brightness and both colours, and nothing else changes."""
    frame = np.arange(HEAD.bytes_each, dtype=np.uint8)
    fill(frame, HEAD, [Box(16, 0, 16, 16)], 96)
    bright, colours = frame[:512].reshape(16, 32), frame[512:].reshape(2, 8, 16)
    assert set(bright[:, 16:].ravel()) == {98}
    assert set(colours[:, :, 8:].ravel()) == {128}
    untouched = np.arange(HEAD.bytes_each, dtype=np.uint8)
    assert (bright[:, :16] == untouched[:512].reshape(16, 32)[:, :16]).all()
    assert np.abs(picture_of(frame, HEAD, 32)[2:-2, 18:-2].astype(int) - 96).max() <= 1


@needs_ffmpeg
def test_two_readings_give_the_same_frames(tmp_path):
    """Upright, even in both sides, and as many each time."""
    with opened(a_film(tmp_path), tmp_path) as source:
        readings = []
        for _ in range(2):
            with frames(source) as film:
                readings.append((film.head, [frame.copy() for frame in film.frames]))
    (head, one), (_, other) = readings
    assert (head.width, head.height, head.rate) == (480, 270, 12.5)
    assert len(one) == len(other) == 20
    assert all((a == b).all() for a, b in zip(one, other, strict=True))


@needs_ffmpeg
def test_a_new_film_holds_frames_and_sound_and_nothing_else(tmp_path):
    """No title, place, chapter, subtitle, nor what an encoder says of itself; and no shelf for them."""
    data = a_film(tmp_path)
    assert all(canary in data for canary in CANARIES)
    assert "gps" in beside("video/mp4", data).found
    with opened(data, tmp_path) as source, scratch(tmp_path) as into:
        with frames(source) as film, writing_film(film.head, into, source) as pipe:
            for frame in film.frames:
                pipe.write(b"FRAME\n")
                pipe.write(frame.data)
        made = b"".join(into.blocks())
        assert has_stream(into.path, into.keeps, "V:0")
        assert has_stream(into.path, into.keeps, "a:0")
        assert not has_stream(into.path, into.keeps, "s:0")
    assert not [canary for canary in (*CANARIES, b"udta", b"meta", b"loci") if canary in made]
    assert beside("video/mp4", made).found == {"unchecked"}


@needs_ffmpeg
def test_a_large_film_becomes_smaller_and_a_fast_one_slower(tmp_path):
    """What makes thousands of points or frames from a few bytes is bounded."""
    made = tmp_path / "large.mkv"
    command = [ffmpeg_path(), "-loglevel", "error", "-f", "lavfi", "-i", "color=s=3840x600:r=240:d=0.1"]
    subprocess.run([*command, "-c:v", "libx264", "-preset", "ultrafast", str(made)], check=True)
    with opened(made.read_bytes(), tmp_path) as source, frames(source) as film:
        assert (film.head.width, film.head.height) == (1920, 300)
        assert film.head.rate <= 60
        assert len(list(film.frames)) <= 8


@needs_ffmpeg
@pytest.mark.parametrize("data", [b"", b"no film", b"\x00\x00\x00\x18ftypmp42" + bytes(3000)])
def test_what_is_no_film_is_refused(data, tmp_path):
    """In one line, whatever its first bytes say."""
    with pytest.raises(Usage, match="redact_unreadable"), opened(data, tmp_path) as source, frames(source):
        pass


@needs_ffmpeg
def test_a_playlist_opens_no_other_file(tmp_path):
    """A file that names others is not taken for a film, whatever it is called."""
    inner = tmp_path / "inner.mp4"
    inner.write_bytes(a_film(tmp_path, sound=False))
    for text in (
        f"ffconcat version 1.0\nfile '{inner}'\n",
        f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://{inner}\n#EXT-X-ENDLIST\n",
    ):
        with pytest.raises(Usage, match="redact_unreadable"), opened(text.encode(), tmp_path) as source, frames(source):
            pass


@needs_ffmpeg
def test_a_codec_is_at_hand():
    """The better one, where the machine's ffmpeg has it."""
    assert best_codec() in {"libx264", "mpeg4"}
