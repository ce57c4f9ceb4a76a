"""A draft of a story is a story, once its words are put to it."""

from __future__ import annotations

from waystation.archive.story.drafting import Drafted
from waystation.archive.story.reading import read_story
from waystation.wording.language import speaking
from waystation.wording.story_drafts import draft_text

SCENES = (
    Drafted(0, "still", "abcdef012345", "2031-10", "hut", 'A "hut"'),
    Drafted(1, "call", "0123456789ab", "2031-10-06", None, "… is over.\\", "good"),
    Drafted(0, "testimony", "fedcba987654", "", None, ""),
)


def test_a_draft_is_read_without_a_mistake():
    """Whatever stands in its texts."""
    reading = read_story(draft_text(["one", "two"], SCENES, "film").encode())
    assert reading.mistakes == []
    story = reading.story
    assert story is not None
    assert (story.use, [one.mission for one in story.journey]) == ("film", ["one", "two"])
    first, call, last = story.scene
    assert (first.title.en, first.place, first.when, first.show[0].item) == (
        'A "hut"',
        "hut",
        "2031-10",
        "abcdef012345",
    )
    assert call.words is not None
    assert (call.words.en, call.calls, call.title.en) == (
        "… is over.\\", ("0123456789ab",), "A call that brought good news",
    )  # fmt: skip
    assert last.title.en == "Testimony"


def test_a_draft_in_korean():
    """In the language that is spoken."""
    with speaking("ko"):
        story = read_story(draft_text(["one", "two"], SCENES, "public").encode()).story
    assert story is not None
    assert story.languages == ("ko",)
