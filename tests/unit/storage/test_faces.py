"""Faces are found in all sizes and turns, alone and together; in pictures of things none is."""

from __future__ import annotations

import numpy as np
import pytest

from tests.portraits import FACE, THINGS, composed, finder, hit, portrait, thing, twenty_faces
from waystation.archive.boxes import Box
from waystation.storage.faces import FaceFinder, merged, sizes_for, turned_back


@pytest.mark.parametrize("side", [40, 96, 300, 512, 1100])
def test_a_face_is_found_in_every_size(side):
    """From eight points to some hundreds; once, and surely."""
    found = finder().find(np.asarray(portrait(side)))
    sure = [face for face in found if face.sure]
    assert len(sure) == 1
    assert hit(tuple(sure), (FACE[0] * side // 512, FACE[1] * side // 512))


@pytest.mark.parametrize("turned", range(0, 360, 45))
def test_a_face_is_found_however_it_is_turned(turned):
    """People lie in the grass, and telephones are held anyhow."""
    angle = np.radians(-turned)
    x, y = FACE[0] - 256, FACE[1] - 256
    at = (256 + x * np.cos(angle) - y * np.sin(angle), 256 + x * np.sin(angle) + y * np.cos(angle))
    assert hit(finder().find(np.asarray(portrait(512, turned))), (round(at[0]), round(at[1])))


def test_every_face_of_several_is_found():
    """Large and small, upright and turned."""
    pixels, middles = composed()
    found = finder().find(pixels)
    assert [middle for middle in middles if not hit(found, middle)] == []


def test_small_faces_side_by_side_are_found():
    """Twenty of twenty-five points each; also by a glance."""
    pixels, middles = twenty_faces()
    for found in (finder().find(pixels), finder().glance(pixels)):
        assert [middle for middle in middles if not hit(found, middle)] == []


def test_faces_in_the_dark_are_found_as_somebody_would_who_brightens_the_picture():
    """At a seventh of the light, with a small sensor's grain, a third is found that is lost otherwise."""
    pixels, middles = twenty_faces()
    large = pixels.repeat(2, axis=0).repeat(2, axis=1).astype(float)
    grain = np.random.default_rng(1).normal(0, 10, large.shape[:2])[:, :, None]
    dark = np.clip(large * 0.15 + grain, 0, 255).astype(np.uint8)
    found = finder().find(dark)
    assert sum(hit(found, (2 * x, 2 * y)) for x, y in middles) >= 6
    assert sum(hit(finder().glance(dark), (2 * x, 2 * y)) for x, y in middles) <= 2, "not as it is"


@pytest.mark.parametrize("name", THINGS)
def test_in_pictures_of_things_nothing_is_taken_for_a_face(name):
    """Rockets, galaxies, print, bricks, grass, coins, a drawing."""
    assert finder().find(thing(name)) == ()


def test_a_box_reaches_around_the_face():
    """Hair, ears and chin are told by as well."""
    (face,) = finder().find(np.asarray(portrait(512)))
    assert face.box.x < 165
    assert face.box.y < 30
    assert face.box.right > 280
    assert face.box.bottom > 190


@pytest.mark.parametrize("turn", range(4))
def test_what_a_turned_picture_shows_lies_where_it_was(turn):
    """A marked place is found again in the picture as it was."""
    pixels = np.zeros((40, 70), np.uint8)
    pixels[5:12, 20:50] = 1
    rows, columns = np.nonzero(np.rot90(pixels, turn))
    box = Box(int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    assert turned_back(box, turn, (70, 40)) == Box(20, 5, 30, 7)


def test_a_picture_is_looked_at_in_no_size_much_larger_than_it_is():
    """But always in one."""
    assert sizes_for(10) == (320,)
    assert sizes_for(640) == (320, 640)
    assert sizes_for(4000) == (320, 640, 1280, 1920)


def test_findings_of_one_face_become_one_box_that_holds_all_that_are_alike():
    """A doubtful one that lies half beside it makes it no larger."""
    found = [(0.9, Box(100, 100, 40, 40)), (0.5, Box(104, 100, 40, 40)), (0.3, Box(118, 100, 40, 40))]
    (face,) = merged(found)
    assert face.likely == 0.9
    assert face.box == Box(89, 90, 66, 60)


def test_a_model_that_sees_faces_everywhere_is_bounded():
    """A picture may be made to fool it."""

    def fooled(pixels, least):
        rows = np.arange(2000)
        return np.stack([rows * 20, rows, rows * 20 + 10, rows + 10, rows * 0 + 0.9], axis=1).astype(np.float32)

    assert len(FaceFinder(fooled).glance(np.zeros((64, 64, 3), np.uint8))) == 400
