"""A story as its page says it, in both languages."""

from __future__ import annotations

import re

import pytest

from tests.archives import picture
from tests.korean import amiss_in_korean
from tests.stories import STORY, a_story
from waystation.archive.story.exposure import BrokerLeft, Left, PersonLeft, PlaceLeft
from waystation.archive.story.media import Media
from waystation.desk.keep.archive.telling import look_at_story
from waystation.wording.language import speaking
from waystation.wording.story_pages import claim_of, left_lines, rests_on, story_picture, when_in_words


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    """The story, looked at."""
    archive = a_story(tmp_path_factory.mktemp("pages") / "vaults")
    found = look_at_story(archive.anna, STORY.encode())
    archive.close()
    return found


def drawn(looked, language="en"):
    """The story in words, with a picture for its first keepsake."""
    media = {item.item: Media("picture", "image/jpeg", picture(1), (96, 64)) for item in looked.told[0].items}
    media |= {item.item: Media("text", "text/plain") for item in looked.told[4].items}
    return story_picture(looked, media, language)


def test_a_scene_in_words(looked):
    """Whose, when, what was said, and what it rests on."""
    scenes = drawn(looked).scenes
    assert [one.when for one in scenes] == ["October 2031", "October 2031", "October 2031", "", ""]
    assert [one.stop for one in scenes] == [0, 1, 4, None, 7]
    assert [one.call for one in scenes] == ["", "A call", "A call that brought bad news", "", ""]
    assert scenes[0].rests == ("A still, from a broker; faces covered; parts covered",)
    assert scenes[3].sources == ("A ministry's table, 2031",)
    assert scenes[0].exhibits[0].described == ("Two people in a room.",)


def test_a_text_is_told_in_the_readers_language(looked):
    """Its own bytes stay where they are."""
    (said,) = drawn(looked, "ko").scenes[4].exhibits
    assert (said.sort, said.data, said.text) == ("text", b"", ("“아무도 강 이야기를 해 주지 않았다.”",))


def test_paragraphs_are_parted_by_empty_lines(looked):
    """As they are written in the file."""
    assert drawn(looked).lead == ("Five people and a river.", "It took two days.")


def test_each_page_leads_to_the_other(looked):
    """By its file's name, in the other's own word."""
    assert drawn(looked).other == ("ko", "story.ko.html", "한국어")
    assert drawn(looked, "ko").other == ("en", "story.en.html", "English")


def test_no_recreations_is_said_either_way():
    """And which they are, counted from one."""
    assert claim_of(()) == "No recreations: nothing here is acted. Every scene says what it rests on."
    assert claim_of((0,)).startswith("Scene 1 is a recreation: it was made afterwards")
    assert claim_of((0, 4)).startswith("Scenes 1, 5 are recreations")


@pytest.mark.parametrize(
    ("when", "english", "korean"),
    [
        ("1854-12-25", "25 December 1854", "1854년 12월 25일"),
        ("2031-10", "October 2031", "2031년 10월"),
        ("2031", "2031", "2031년"),
        ("", "", ""),
    ],
)
def test_when_in_words(when, english, korean):
    """As each language writes it."""
    assert when_in_words(when) == english
    with speaking("ko"):
        assert when_in_words(when) == korean


def left(**more) -> Left:
    """What a story leaves to learn."""
    values = {"km": 60, "dates": "month", "places": (PlaceLeft("m", "hut", (1.0, 1.0), 10053.1, 2, (0,)),)}
    return Left(**{**values, "people": (), "brokers": (), "silent": 0, **more})


def test_what_the_page_still_tells():
    """The rule, never how many the vault knows."""
    lines = list(left_lines(left()))
    assert lines[0].startswith("Places: every dot on the map stands between 20 and 60 km from its place")
    assert "10,053 km²" in lines[0]
    assert "600 km" in lines[0]
    assert lines[2:] == [
        "Days: only the month is told.",
        (
            "People: no face is shown, and no voice is heard as it was; a changed one, where there is any, may still "
            "be known to whoever knows it. Of those whom the archive knows by name, nobody is named."
        ),
        (
            "What is quoted from calls or testimony stands in the words of whoever made this page, and may be "
            "shortened or translated; what is kept of it is named above."
        ),
    ]


def test_who_is_shown_and_named_is_counted():
    """Faces, voices, names; places and brokers by agreement."""
    people = (PersonLeft("m", "a", "traveller", True, False, True, 1, (0,)),)
    places = (PlaceLeft("m", "hut", (1.0, 1.0), 0.0, 1, (), named=True),)
    brokers = (BrokerLeft("m", "b", 1, (), named=True),)
    lines = list(left_lines(left(km=0, dates="day", people=people, places=places, brokers=brokers)))
    assert lines[0] == "Places: they are shown where they were; all of it is older than a century."
    assert lines[2].startswith(
        "People: faces shown: 1; voices heard as they were: 0; named, of those whom the archive knows"
    )
    assert lines[4] == "Named in the words, as two members agreed: 1 of the places, 1 of the brokers."


def test_the_page_speaks_korean(looked):
    """Every sentence of the page that is not the story's own."""
    with speaking("ko"):
        said = [claim_of(()), claim_of((1, 2)), *left_lines(left())]
        said += [*rests_on(looked, looked.told[0]), *rests_on(looked, looked.told[1])]
        said += [drawn(looked, "ko").words.map_of, drawn(looked, "ko").words.more]
    assert amiss_in_korean(said, ["km"]) == []


def test_a_story_in_one_language_has_no_other_page(tmp_path):
    """And no link to one."""
    archive = a_story(tmp_path / "vaults")
    text = re.sub(r', ko = """.*?"""|, ko = "[^"]*"', "", STORY, flags=re.DOTALL)
    assert "ko" not in text
    found = look_at_story(archive.anna, text.encode())
    assert found.story.languages == ("en",)
    assert story_picture(found, {}, "en").other is None
    archive.close()
