"""Reading a story: every mistake at once, each with its line."""

from __future__ import annotations

import pytest

from tests.stories import STORY, story_text
from waystation.archive.story.reading import read_story, texts_in, written
from waystation.wording.mistakes import say_mistake


def mistakes(swap):
    """What is said of the story with some words changed: code, line, and place of each mistake."""
    reading = read_story(story_text(swap))
    assert reading.story is None
    return [(one.code, one.line, one.at) for one in reading.mistakes]


def line_of(text, swap=None):
    """On which line of the story a text stands."""
    whole = story_text(swap or {}).decode()
    return whole[: whole.index(text)].count("\n") + 1


def test_the_story_is_read():
    """Five scenes of one journey, in two languages."""
    story = read_story(STORY.encode()).story
    assert story is not None
    assert (len(story.scene), story.languages) == (5, ("en", "ko"))
    assert story.lead is not None
    assert story.lead.told("en") == "Five people and a river.\n\nIt took two days."
    assert story.scene[1].calls == ("police",)


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ('calls = ["police"]', "", "story_rests_on_nothing", "scene[2]"),
        ('place = "mill"', 'place = "inn"', "story_off_line", "scene[2].place"),
        ('place = "mill"', 'place = "mill"\nwhen = "2031-13"', "story_when", "scene[2].when"),
        ('place = "mill"', 'place = "mill"\nwhen = "night"', "story_when", "scene[2].when"),
        ('title = { en = "A call", ko = "통화" }', 'title = { en = "A call" }', "story_language", "scene[2].title"),
        ("km = 60", "km = 7", "not_one_of", "coarse.km"),
        ('end = "arrived"', 'end = "safe"', "not_one_of", "journey[1].end"),
        ('use = "public"', 'use = "everybody"', "not_one_of", "use"),
        ('caption = { en = "The last', 'captoin = { en = "The last', "unknown_key", "scene[1].show[1].captoin"),
        ('ko = "그들은 잔다."', 'ko = "\\u202e"', "control_character", "close.ko"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_line(old, new, code, at):
    """Where it is wrong, counted from one as scenes are everywhere else."""
    ((found, line, place),) = mistakes({old: new})
    assert (found, place) == (code, at)
    assert line >= 1


def test_a_scene_of_nobody_names_the_nearest_journey():
    """As a pack does with the words in it."""
    swap = {'journey = "family"\nplace = "mill"': 'journey = "famly"\nplace = "mill"'}
    reading = read_story(story_text(swap))
    line = line_of("famly", swap)
    wrong = 'there is no journey "famly" in this story; did you mean family?'
    assert [say_mistake(one) for one in reading.mistakes] == [f"error: story.toml:{line} scene[2].journey: {wrong}"]


def test_scenes_never_go_back():
    """The red line is drawn, and not taken back."""
    swap = {'place = "camp"': 'place = "hut"'}
    assert mistakes(swap) == [("story_back", line_of('"hut"\ntitle = { en = "What', swap), "scene[5].place")]


def test_two_journeys_of_one_name_are_a_mistake():
    """Scenes could not be told apart."""
    again = (
        '[[journey]]\nid = "family"\nmission = "m"\nname = { en = "A", ko = "b" }\n\n[[scene]]\njourney = "family"\n'
    )
    found = mistakes({'[[scene]]\njourney = "family"\nplace = "hut"': again + 'place = "hut"'})
    assert [code for code, _, _ in found] == ["duplicate_id"]


@pytest.mark.parametrize("key", ["journey", "scene"])
def test_a_story_needs_a_journey_and_a_scene(key):
    """An empty page would say that there are no recreations."""
    text = 'title = { en = "A" }\njourney = []\nscene = []\n'
    assert key in [one.at for one in read_story(text.encode()).mistakes if one.code == "empty_list"]


def test_all_mistakes_come_at_once():
    """Nobody wants to run it once for each."""
    swap = {'calls = ["police"]': "", "km = 60": "km = 61", 'use = "public"': 'use = "all"'}
    assert {code for code, _, _ in mistakes(swap)} == {"story_rests_on_nothing", "not_one_of"}


@pytest.mark.parametrize("data", [b"\xff", b"title = ", b"a = " + b"[" * 4000, b"x.y." * 4000 + b"z = 1"])
def test_what_is_no_toml_is_one_clear_mistake(data):
    """With its line, and no traceback."""
    reading = read_story(data)
    assert reading.story is None
    assert len(reading.mistakes) == 1


def test_every_text_is_listed():
    """What is not listed would not be looked through for names."""
    story = read_story(STORY.encode()).story
    assert story is not None
    found = {written(at): words for at, _, words in texts_in(story)}
    said = [text for words in found.values() for text in (words.en, words.ko) if text]
    inside = STORY.split('"""')[0::2]
    for part in inside:
        for piece in part.split('en = "')[1:]:
            assert piece.split('"')[0] in said
    assert "scene[5].show[1].described" in found
    assert "scene[4].sources[1]" in found
