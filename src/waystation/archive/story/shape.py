"""A story as it is written down: who travelled, and scene after scene what is shown, said and told.

The shapes of `story.toml`, and the languages that one is told in. How the file is read is `reading`'s business, what
the scenes rest on `scenes`'; whether they may be told is decided elsewhere.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from waystation.archive.records import Use
from waystation.world.shape import Identifier, Shape, Text, is_plain, mistaken

__all__ = ["GRAINS", "TONGUES", "Coarseness", "Grain", "Journey", "Lines", "Scene", "Show", "Story", "Words"]

TONGUES = ("en", "ko")
"""The languages that a story can be told in."""
Grain = Literal["day", "month", "year", "none"]
GRAINS: tuple[Grain, ...] = ("day", "month", "year", "none")
"""How finely days are shown, from the finest."""
MOST_SCENES = 200
MOST_JOURNEYS = 6
MOST_SHOWN = 12
MOST_STOPS = 200
FORMAT = 1
_COARSE = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?")


def _lines(text: str) -> str:
    if not all(is_plain(line) for line in text.split("\n")):
        raise mistaken("control_character")
    return text


def _coarse(text: str) -> str:
    if _COARSE.fullmatch(text) is None:
        raise mistaken("story_when", value=text[:40])
    return text


Coarse = Annotated[str, AfterValidator(_coarse)]
"""A day, a month or a year, as ISO 8601 writes it; empty if nothing is said."""
Paragraphs = Annotated[str, Field(min_length=1, max_length=4000), AfterValidator(_lines)]
Line = Annotated[Text, Field(min_length=1)]


class Words(Shape):
    """A line in one language or in both."""

    en: Line | None = None
    """In English."""
    ko: Line | None = None
    """In Korean."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is there in."""
        return tuple(tongue for tongue in TONGUES if getattr(self, tongue) is not None)

    def told(self, language: str) -> str:
        """The text in a language; empty if it is not there."""
        return getattr(self, language, None) or ""


class Lines(Words):
    """A text of several lines in one language or in both; an empty line parts paragraphs."""

    en: Paragraphs | None = None
    """In English."""
    ko: Paragraphs | None = None
    """In Korean."""


class Coarseness(Shape):
    """How coarsely places and days are shown."""

    km: Literal[0, 20, 60, 180] = 60
    """Every dot stands between a third of this and this far from its place, kilometres; 0 shows places as they are."""
    dates: Grain = "month"
    """No day is shown more finely than this."""


class Journey(Shape):
    """A journey that is told: a mission of the vault, under a name of its own."""

    id: Identifier
    """Its word in this file."""
    mission: Identifier
    """The mission's name in the vault; never on the page."""
    name: Words
    """What readers call it: "the family"."""
    line: Annotated[tuple[Identifier, ...], Field(strict=False, max_length=MOST_STOPS)] = ()
    """The stops of the red line in order, ids of the mission's places; default the scenes' places."""
    end: Literal["arrived", "stopped", "open"] = "open"
    """How the line ends: where they arrived, where they were stopped, or nothing said."""


class Show(Shape):
    """A keepsake in a scene."""

    item: Line
    """The first letters of its id, its title, or its file's name; what is shown is its newest approved working copy."""
    described: Lines
    """What it shows or says, for those who do not see or hear it."""
    caption: Words | None = None
    """The line under it."""


class Scene(Shape):
    """One scene: it rests on keepsakes, on calls, on sources, or on several of them; never on nothing."""

    journey: Identifier
    """Whose scene it is."""
    place: Identifier | None = None
    """Where the red line has come to, the id of a place of the mission."""
    when: Coarse = ""
    """A day, a month or a year; shown no finer than `coarse.dates`. Default that of what it rests on."""
    title: Words
    words: Lines | None = None
    """What is told."""
    show: Annotated[tuple[Show, ...], Field(strict=False, max_length=MOST_SHOWN)] = ()
    """Keepsakes."""
    calls: Annotated[tuple[Line, ...], Field(strict=False, max_length=MOST_SHOWN)] = ()
    """Ids, or their first letters, of the mission's reports: what was told at the time, good and bad."""
    sources: Annotated[tuple[Words, ...], Field(strict=False, max_length=MOST_SHOWN)] = ()
    """For context: where it can be looked up."""

    @model_validator(mode="after")
    def _rests_on_something(self) -> Scene:
        if not (self.show or self.calls or self.sources):
            raise mistaken("story_rests_on_nothing")
        return self


class Story(Shape):
    """A story as it is written down."""

    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)] = FORMAT
    use: Use = "public"
    """Who it is for: everybody in it must allow this."""
    title: Words
    lead: Lines | None = None
    """What is said before the first scene."""
    close: Lines | None = None
    """What is said after the last."""
    coarse: Coarseness = Coarseness()
    journey: Annotated[tuple[Journey, ...], Field(strict=False, max_length=MOST_JOURNEYS)]
    scene: Annotated[tuple[Scene, ...], Field(strict=False, max_length=MOST_SCENES)]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is told in: those of its title."""
        return self.title.languages

    def of(self, journey: str) -> Journey:
        """The journey of a word in this file."""
        return next(one for one in self.journey if one.id == journey)

    def stops(self, journey: str) -> tuple[str, ...]:
        """Where the red line of a journey goes, in order: its own line, or else its scenes' places."""
        own = self.of(journey).line
        if own:
            return own
        places = [one.place for one in self.scene if one.journey == journey and one.place is not None]
        return tuple(place for at, place in enumerate(places) if not at or places[at - 1] != place)
