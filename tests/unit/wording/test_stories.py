"""Stories on the screen: what stands in the way, and what is left to learn."""

from __future__ import annotations

import re

import pytest

from tests.archives import MISSION
from tests.korean import amiss_in_korean
from tests.stories import STORY, a_story, story_text
from waystation.desk.keep.archive.telling import look_at_story
from waystation.wording import stories
from waystation.wording.language import speaking
from waystation.wording.stories_json import left_json, looked_json


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The archive."""
    made = a_story(tmp_path_factory.mktemp("screen") / "vaults")
    yield made
    made.close()


def test_a_story_that_may_be_told(archive):
    """Its scenes in a table, and a line."""
    looked = look_at_story(archive.anna, STORY.encode())
    assert stories.story_lines(looked)[0] == "Two days: 5 scenes."
    assert stories.scene_lines(looked)[1] == [
        "2", "family", "October 2031", "A call", "A call, reported at the time",
    ]  # fmt: skip
    assert stories.in_the_way(looked) == ["Nothing stands in the way."]


def test_everything_in_the_way_is_said_where_it_is(archive):
    """Keepsakes by their scenes, words by their lines."""
    swap = {'use = "public"': 'use = "film"', "They sleep.": "Daw Khin sleeps."}
    looked = look_at_story(archive.anna, story_text(swap))
    item = looked.told[0].items[0].item[:8]
    lines = stories.in_the_way(looked)
    assert any(one.startswith(f"Scene 1, keepsake {item} of {MISSION}: mother") for one in lines)
    number = story_text(swap).decode().split("Daw Khin")[0].count("\n") + 1
    assert f"Line {number}: close.en: “Daw Khin” names mother." in lines


def test_what_is_left_to_learn_in_a_table(archive):
    """How many it could be stands here, and not on the page."""
    looked = look_at_story(archive.anna, STORY.encode())
    rows = {row[0]: row[1:] for row in stories.left_rows(looked.left)}
    assert re.fullmatch(r"its country, and [\d,]+ km² of a ring there", rows["place mill"][0])
    assert rows["place mill"][2] == "2"
    assert rows["person father"] == ["that somebody like them travelled", "5", ""]
    assert rows["broker hwang"][2] == "2, 3"
    assert stories.left_lines_on_screen(looked.left)[-1] == "4 brokers of its missions are not told of."


def test_the_json_holds_no_dot(archive):
    """Where one stands is nobody's business before it is told, and afterwards it is on the page."""
    looked = look_at_story(archive.anna, STORY.encode())
    found = left_json(looked.left)
    assert {one["place"]: one["fits"] for one in found["places"]}.keys() == set(looked.story.stops("family"))
    assert "dot" not in str(found)
    assert str(looked.rule.secret.hex()) not in str(looked_json(looked))
    assert looked_json(looked)["scenes"][2]["calls"] == ["risen"]
    assert looked_json(looked)["recreations"] == []


def test_the_screen_speaks_korean(archive):
    """Every sentence that is not an id."""
    looked = look_at_story(archive.anna, STORY.encode())
    with speaking("ko"):
        said = [*stories.story_lines(looked)[1:], *stories.in_the_way(looked), *stories.left_heads()]
        said += stories.left_lines_on_screen(looked.left)
        said += [row[1] for row in stories.left_rows(looked.left)]
        said += stories.built_lines("/t", ["story.ko.html"], "ab12", 2000)[1:]
    assert amiss_in_korean(said, ["km", "ab"]) == []
