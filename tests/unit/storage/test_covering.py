"""Pictures made anew: what is covered holds one colour, and nobody's face is found any more."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.portraits import FACE, composed, finder, hit, portrait, thing, twenty_faces
from waystation.archive.boxes import Box, Face, aligned, read_box
from waystation.archive.redacting import Wanted
from waystation.storage.covering import GREY, cover_picture, packed

FILL = [GREY] * 3


def unpacked(data):
    """The points of a file."""
    return np.asarray(Image.open(BytesIO(data)).convert("RGB"))


@pytest.mark.parametrize("media", ["image/jpeg", "image/png"])
def test_what_is_covered_holds_exactly_one_colour(media):
    """Also once it is packed with loss: blocks that are filled whole keep nothing of what was there."""
    pixels = np.asarray(portrait(512))
    (face,) = finder().find(pixels)
    made, covered = cover_picture(pixels, Wanted(), finder())
    box = aligned(face.box, 512, 512)
    for shown in (made, unpacked(packed(made, media)[0])):
        inside = shown[box.y : box.bottom, box.x : box.right].reshape(-1, 3)
        assert len(np.unique(inside, axis=0)) == 1
        assert np.abs(inside[0].astype(int) - GREY).max() <= 2
    assert (covered.faces, covered.doubtful, covered.left, covered.boxes) == (1, 0, 0, 0)


@pytest.mark.parametrize("media", ["image/jpeg", "image/png"])
@pytest.mark.parametrize("page", ["one", "several", "many"])
def test_no_face_is_found_any_more(page, media):
    """In the file, as whoever gets it would look for one."""
    pixels = np.asarray(portrait(400)) if page == "one" else (composed if page == "several" else twenty_faces)()[0]
    made, covered = cover_picture(pixels, Wanted(), finder())
    assert covered.faces >= {"one": 1, "several": 5, "many": 19}[page]
    assert covered.faces + covered.doubtful >= {"one": 1, "several": 5, "many": 20}[page]
    assert [face for face in finder().find(unpacked(packed(made, media)[0])) if face.sure] == []
    assert finder().find(made) == ()


def test_the_rest_of_a_picture_stays_as_it_was():
    """Nothing is blurred, nothing moved."""
    pixels = np.asarray(portrait(512))
    made, _ = cover_picture(pixels, Wanted(), finder())
    same = (made == pixels).all(axis=2)
    assert 0.7 < same.mean() < 0.95
    assert not same[FACE[1], FACE[0]]
    assert pixels[FACE[1], FACE[0]].tolist() != FILL, "what was handed over is not changed"


def test_without_the_finder_boxes_are_covered_by_hand():
    """And only they."""
    made, covered = cover_picture(np.asarray(portrait(512)), Wanted(boxes=(read_box("0,0,20,20"),)), None)
    assert (made[:32, :32] == GREY).all()
    assert (covered.faces, covered.boxes) == (0, 1)
    assert hit(finder().find(made), FACE)


def test_a_box_outside_of_the_picture_counts_for_nothing():
    """Nobody is hidden by it."""
    _, covered = cover_picture(thing("page.png"), Wanted(boxes=(read_box("9000,9000,20,20"),)), None)
    assert covered.boxes == 0


def test_a_face_stays_bare_where_that_is_wanted():
    """The others are covered all the same, and it is said that one is bare."""
    pixels, middles = composed()
    x, y = middles[0]
    made, covered = cover_picture(pixels, Wanted(bare=(read_box(f"{x - 20},{y - 20},40,40"),)), finder())
    assert (covered.faces, covered.left) == (4, 1)
    found = finder().find(made)
    assert [hit(found, middle) for middle in middles] == [True, False, False, False, False]


def test_a_finder_that_always_finds_something_is_not_asked_for_ever():
    """What it is shown may be made to fool it."""

    class Fooled:
        asked = 0

        def find(self, pixels):
            self.asked += 1
            return (Face(Box(self.asked, 0, 3, 3), 0.9),)

        glance = find

    fooled = Fooled()
    cover_picture(thing("page.png"), Wanted(), fooled)
    assert 1 < fooled.asked <= 5


@pytest.mark.parametrize(
    ("media", "made"),
    [
        ("image/jpeg", "image/jpeg"),
        ("image/webp", "image/jpeg"),
        ("image/png", "image/png"),
        ("image/gif", "image/png"),
    ],
)
def test_a_copy_is_packed_as_its_original_was(media, made):
    """With loss, or without."""
    data, form = packed(thing("page.png"), media)
    assert form == made
    assert Image.open(BytesIO(data)).format == {"image/jpeg": "JPEG", "image/png": "PNG"}[made]
