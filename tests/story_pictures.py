"""Stories to draw in tests, in plain values: nobody's, nowhere."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from waystation.charts.story_picture import Exhibit, StoryLine, StoryPicture, StoryScene, StoryWords

__all__ = ["hostile_story", "plain_story"]

WORDS = StoryWords(
    map_of="Map", scenes="Scenes", play="Let it play", pause="Pause", described="In words:", rests="Rests on",
    shown="What it rests on", left="What it tells", more="More", kilometres="km",
)  # fmt: skip


def plain_story() -> StoryPicture:
    """Two journeys on an island, of five scenes: a picture, a call, a text, a sound, a source."""
    file = io.BytesIO()
    Image.new("RGB", (64, 36), (40, 42, 46)).save(file, "PNG")
    shown = Exhibit("picture", "image/png", file.getvalue(), (64, 36), ("A grey field.",), "Dusk")
    said = Exhibit("text", "text/plain", text=("Nobody told me.", "Nobody at all."), caption="She")
    heard = Exhibit("sound", "audio/wav", b"RIFF0000WAVE", described=("An engine.",))
    scenes = (
        StoryScene(0, 0, "The family", "October 2031", "", "", "Evening", ("They wait.",), (shown,), ("A still",)),
        StoryScene(1, 0, "The son", "October 2031", "bad", "A call that brought bad news", "A call", ("Late.",)),
        StoryScene(0, 2, "The family", "", "", "", "What she said", (), (said,), ("Testimony",)),
        StoryScene(1, 1, "The son", "", "good", "A call", "The engine", (), (heard,), ("A sound",)),
        StoryScene(0, None, "The family", "2031", "", "", "What is known", ("Few came.",), sources=("A table, 2031",)),
    )
    lines = (
        StoryLine("The family", ((1.0, 1.0), (2.0, 2.0), (3.0, 1.5), (3.5, 3.0)), "arrived"),
        StoryLine("The son", ((1.05, 1.02), (2.5, 3.0)), "stopped"),
    )
    return StoryPicture(
        "Two ways", "No recreations.", ("Five people.", "One man."), ("They sleep.",), scenes, lines, 600.0,
        (("1. Evening: A still.", ("SHA-256 " + "ab" * 32,)),), ("Days: only the month is told.",), WORDS, "en",
        ("ko", "story.ko.html", "한국어"),
    )  # fmt: skip


def hostile_story() -> StoryPicture:
    """The same with markup, quotation marks and marks of direction in every word."""
    bad = "\u202e</script><img src=x onerror=alert(1)>\"'&amp;\x07"
    plain = plain_story()
    scenes = tuple(
        replace(
            one, journey=bad, when=bad, call=bad, title=bad, words=(bad,), rests=(bad,), sources=(bad,),
            exhibits=tuple(replace(each, described=(bad,), caption=bad, mark=bad, media=f'{each.media}"{bad}')
                           for each in one.exhibits),
        )
        for one in plain.scenes
    )  # fmt: skip
    lines = tuple(replace(line, name=bad) for line in plain.lines)
    return replace(
        plain, title=bad, claim=bad, lead=(bad,), close=(bad,), scenes=scenes, lines=lines, held=((bad, (bad,)),),
        left=(bad,), other=(bad, bad, bad), lang=bad,
    )  # fmt: skip
