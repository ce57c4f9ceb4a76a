"""The shapes of a story."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.stories import STORY, story_text
from waystation.archive.story.reading import read_story
from waystation.archive.story.shape import Lines, Story, Words


def story(swap=None) -> Story:
    """The story, changed."""
    found = read_story(story_text(swap or {})).story
    assert found is not None
    return found


def test_without_a_line_the_stops_are_the_places_of_the_scenes():
    """Each once where one scene follows another at the same place."""
    line = next(one for one in STORY.splitlines() if one.startswith("line = "))
    assert story({line: "", 'place = "orchard"': 'place = "mill"'}).stops("family") == ("hut", "mill", "camp")


def test_with_a_line_that_is_where_it_goes():
    """Also past places of which no scene tells."""
    assert story().stops("family")[1:4] == ("mill", "market", "junction")


def test_a_line_of_text_has_no_second_line():
    """Titles are one line; what is told may be several."""
    with pytest.raises(ValidationError):
        Words(en="one\ntwo")
    assert Lines(en="one\ntwo").told("en") == "one\ntwo"
    with pytest.raises(ValidationError):
        Lines(en="a\x1bb")


def test_what_is_not_there_in_a_language_is_empty():
    """And the language is not among its languages."""
    assert (Words(ko="가").told("en"), Words(ko="가").languages) == ("", ("ko",))
