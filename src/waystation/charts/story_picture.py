"""What the page of a story shows: plain, frozen values in words that are already chosen, places already displaced.

Nothing here decides what may be told or how coarsely; whoever fills a `StoryPicture` has done both, and no place is
ever handed over as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from waystation.charts.picture import Point

__all__ = ["Exhibit", "StoryLine", "StoryPicture", "StoryScene", "StoryWords"]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A keepsake in a scene.

    Args:
        sort: How it is shown.
        media: The type of its bytes: `image/jpeg`.
        data: Its bytes, for all but texts.
        size: Width and height in pixels, of pictures.
        described: What it shows or says, for those who do not see or hear it; a paragraph each.
        caption: The line under it; may be empty.
        text: What stands in it, of texts; a paragraph each.
        mark: What must be said on it, of a recreation; may be empty.
    """

    sort: Literal["picture", "sound", "video", "text", "other"]
    media: str
    data: bytes = b""
    size: tuple[int, int] = (0, 0)
    described: tuple[str, ...] = ()
    caption: str = ""
    text: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class StoryScene:
    """A scene.

    Args:
        line: Whose, as the number of a line from 0.
        stop: Which stop of the line they have come to, from 0; None where nothing is said.
        journey: Whose, in words.
        when: When, in words; may be empty.
        tone: `good`, `bad` or empty: what a call brought.
        call: That it is a call, and what it brought, in words; may be empty.
        title: Its title.
        words: What is told, a paragraph each.
        exhibits: What is shown.
        rests: What it rests on, a line each.
        sources: Where it can be looked up, a line each.
    """

    line: int
    stop: int | None
    journey: str
    when: str
    tone: str
    call: str
    title: str
    words: tuple[str, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    rests: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryLine:
    """The red line of a journey.

    Args:
        name: Whose it is.
        dots: Its stops in order, displaced.
        end: `arrived`, `stopped` or `open`.
    """

    name: str
    dots: tuple[Point, ...]
    end: str = "open"


@dataclass(frozen=True, slots=True)
class StoryWords:
    """The few words that the page needs besides the story's own, in the reader's language."""

    map_of: str
    scenes: str
    play: str
    pause: str
    described: str
    rests: str
    shown: str
    left: str
    more: str
    kilometres: str


@dataclass(frozen=True, slots=True)
class StoryPicture:
    """A story to draw.

    Args:
        title: What it is called.
        claim: Whether it holds recreations, in words.
        lead: What is said before the first scene, a paragraph each.
        close: What is said after the last.
        scenes: The scenes in order.
        lines: The red lines, one for each journey.
        least_km: How many kilometres of the earth the map shows at least, however near it comes.
        held: What it rests on, scene by scene: a line, and the fingerprints of what is shown.
        left: What it still tells, a line each.
        words: The page's own words.
        lang: Its language, as a BCP 47 tag.
        other: The same page in another language: its tag, its file's name, and what the language is called there.
    """

    title: str
    claim: str
    lead: tuple[str, ...]
    close: tuple[str, ...]
    scenes: tuple[StoryScene, ...]
    lines: tuple[StoryLine, ...]
    least_km: float
    held: tuple[tuple[str, tuple[str, ...]], ...]
    left: tuple[str, ...]
    words: StoryWords
    lang: str = "en"
    other: tuple[str, str, str] | None = None
