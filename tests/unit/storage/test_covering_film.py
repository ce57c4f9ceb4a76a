"""Films made anew: in no frame of the copy is a face found, and what is heard is changed or gone."""

from __future__ import annotations

from contextlib import contextmanager

import numpy as np
import pytest

from tests.portraits import a_film, finder, needs_ffmpeg
from waystation.archive.boxes import read_box
from waystation.archive.redacting import Wanted
from waystation.storage.covering_film import FilmWork, covered_film
from waystation.storage.ffmpeg import has_stream
from waystation.storage.film import frames, picture_of
from waystation.storage.scratch import scratch_of

pytestmark = needs_ffmpeg


@contextmanager
def covered(data, wanted, tmp_path, found_by=None):
    """A film with what is wanted covered."""
    with (
        scratch_of([data], tmp_path, len(data)) as source,
        covered_film(FilmWork(source, wanted, found_by), tmp_path, seed=7) as done,
    ):
        yield done


def pictures(source):
    """Every frame of a film as a picture."""
    with frames(source) as film:
        return [picture_of(frame, film.head, 480) for frame in film.frames]


def test_in_no_frame_of_the_copy_is_a_face_found(tmp_path):
    """Each is looked at, as whoever gets the copy would look at it; some in all sizes and turns."""
    data = a_film(tmp_path)
    with scratch_of([data], tmp_path, len(data)) as source:
        before = pictures(source)
    assert all(any(face.sure for face in finder().glance(picture)) for picture in before)
    with covered(data, Wanted(), tmp_path, finder()) as (made, done):
        after = pictures(made)
    assert len(after) == len(before) == done.frames == 20
    assert done.seconds == pytest.approx(1.6)
    assert done.faces == 1
    assert [number for number, picture in enumerate(after) if finder().glance(picture)] == []
    assert not [face for picture in after[::6] for face in finder().find(picture) if face.sure]


def test_a_face_that_the_finder_misses_in_some_frames_is_covered_in_them(tmp_path):
    """It was there before, and it is there after."""

    class Blinking:
        """Finds the portrait's face, but in every other frame it sees nothing."""

        seen = 0

        def find(self, pixels):
            return self.glance(pixels)

        def glance(self, pixels, side=640):
            self.seen += 1
            return finder().glance(pixels, side) if self.seen % 4 == 1 else ()

    with covered(a_film(tmp_path), Wanted(), tmp_path, Blinking()) as (made, _):
        after = pictures(made)
    assert not [face for picture in after for face in finder().glance(picture) if face.sure]


def test_a_place_is_covered_by_hand_for_its_seconds(tmp_path):
    """In the frames between, and in no others."""
    wanted = Wanted(faces=False, boxes=(read_box("320,160,64,64@0.5-1"),))
    with covered(a_film(tmp_path, face=False), wanted, tmp_path) as (made, done):
        after = pictures(made)
    places = [np.abs(picture[170:210, 330:370].astype(int) - 96).max() <= 6 for picture in after]
    assert [number for number, place in enumerate(places) if place] == [7, 8, 9, 10, 11, 12]
    assert (done.boxes, done.faces) == (1, 0)


@pytest.mark.parametrize(("sound", "there"), [("kept", True), ("changed", True), ("out", False)])
def test_sound_is_kept_changed_or_left_out(sound, there, tmp_path):
    """As it was wanted, and it is said."""
    with covered(a_film(tmp_path, face=False), Wanted(faces=False, sound=sound), tmp_path) as (made, done):
        assert has_stream(made.path, made.keeps, "a:0") is there
        assert done.sound == sound
        assert b"CANARY" not in b"".join(made.blocks())


def test_a_silent_film_has_no_voice_to_change(tmp_path):
    """Nothing is said of what is not there."""
    film = a_film(tmp_path, face=False, sound=False)
    with covered(film, Wanted(faces=False, sound="changed"), tmp_path) as (made, done):
        assert done.sound is None
        assert not has_stream(made.path, made.keeps, "a:0")
