"""The map of a story: where the eye stands, how far the lines are drawn, where the dots are."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from tests.story_pictures import plain_story
from tests.unit.charts.pictures import island
from waystation.charts.lettering import Lettering
from waystation.charts.projection import Frame
from waystation.charts.story_map import SIDE, compose_story, still_png, story_bounds, story_map_picture, story_view

LETTERS = Lettering()


@pytest.fixture(scope="module")
def drawn():
    """The plain story, composed."""
    return compose_story(plain_story(), island(), LETTERS)


def test_lines_are_drawn_as_far_as_their_scenes(drawn):
    """Forward only; the end of a line is its last stop, whether a scene is there or not."""
    family = [shares[0] for shares in drawn.shares]
    assert family == sorted(family)
    assert family[0] == family[1] == 0.0
    assert 0.3 < family[2] < 0.9
    assert [shares[1] for shares in drawn.shares] == [0.0, 0.0, 0.0, 1.0, 1.0]


def test_the_eye_sees_where_they_are(drawn):
    """Each scene's stop lies within the square; where none is named, all is seen."""
    view = story_view(plain_story(), Frame(0.0, 0.0, SIDE, SIDE))
    for scene, eye in zip(plain_story().scenes, drawn.eyes, strict=True):
        if scene.stop is None:
            assert (eye.x, eye.y, eye.side) == (SIDE / 2, SIDE / 2, SIDE)
            continue
        (x, y) = view.to_pixels(np.array([plain_story().lines[scene.line].dots[scene.stop]]))[0]
        assert abs(x - eye.x) <= eye.side / 2
        assert abs(y - eye.y) <= eye.side / 2


@pytest.mark.parametrize("least", [600.0, 1800.0])
def test_the_map_shows_no_less_than_it_must(least):
    """However near the eye comes, and on the map that stands still."""
    story = replace(plain_story(), least_km=least)
    scale = story_view(story, Frame(0.0, 0.0, SIDE, SIDE)).scale
    assert SIDE / scale >= least * 0.9999
    assert min(eye.side for eye in compose_story(story, island(), LETTERS).eyes) / scale >= least * 0.9999
    bounds = story_bounds(story)
    assert (bounds.north - bounds.south) * 111 >= least


def test_dots_have_the_numbers_of_their_first_scenes(drawn):
    """And stand apart where they do not move."""
    assert [(dot.line, dot.number) for dot in drawn.dots] == [(0, 1), (1, 2), (0, 3), (1, 4)]
    beside = np.array([dot.beside for dot in drawn.dots])
    gaps = np.hypot(*(beside[:, None] - beside[None]).transpose(2, 0, 1)) + np.eye(len(beside)) * 1e9
    assert gaps.min() >= 20
    first, second = drawn.dots[0], drawn.dots[1]
    assert np.hypot(first.at[0] - second.at[0], first.at[1] - second.at[1]) < 20


def test_the_map_that_stands_still_is_a_small_picture():
    """The whole line, in few colours."""
    png = still_png(plain_story(), island(), LETTERS)
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size, image.mode) == ("PNG", (840, 840), "P")
    assert len(png) < 200_000
    assert png == still_png(plain_story(), island(), LETTERS)


def test_a_story_of_one_place_is_drawn():
    """A dot, and a line of no length."""
    story = plain_story()
    story = replace(story, lines=(replace(story.lines[0], dots=((1.0, 1.0),)),), scenes=story.scenes[:1])
    drawn = compose_story(story, island(), LETTERS)
    assert drawn.shares == ((1.0,),)
    assert len(drawn.dots) == 1
    assert drawn.ways[0].endswith("l.1 0")


def test_the_still_map_knows_each_journey_by_its_rhythm():
    """The first is solid, the second dashed."""
    modes = {segment.id.split()[1]: segment.mode for segment in story_map_picture(plain_story()).course}
    assert modes == {"0": "car", "1": "foot"}
