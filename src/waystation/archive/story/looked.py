"""A story that was looked at: what it rests on, what stands in its way, what it leaves to learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waystation.archive.leaving import Hindrance
from waystation.archive.records import Keepsake
from waystation.archive.slips import Slip
from waystation.archive.story.coarsening import Displacing
from waystation.archive.story.exposure import Left
from waystation.archive.story.reading import StoryReading
from waystation.archive.story.scenes import Held, Told, recreated
from waystation.archive.story.shape import Story

__all__ = ["Looked", "SlipAt", "Waits", "page_name"]


def page_name(language: str) -> str:
    """What the page of a language is called."""
    return f"story.{language}.html"


@dataclass(frozen=True)
class Waits:
    """A reason why nothing of a journey may be told yet, whoever is shown.

    Args:
        mission: The mission.
        hindrance: The reason, in the gate's words.
    """

    mission: str
    hindrance: Hindrance


@dataclass(frozen=True)
class SlipAt:
    """A name in the story's own words that must not leave.

    Args:
        at: Where, as people read it: `scene[3].words.ko`.
        line: On which line of the file; 0 if it cannot be told.
        slip: What it is.
    """

    at: str
    line: int
    slip: Slip


@dataclass(frozen=True)
class Looked:
    """A story, looked at.

    Args:
        reading: As it was read.
        story: The story.
        told: Its scenes with what they rest on.
        held: What the vault holds of its missions.
        rule: How its places are displaced.
        left: What it leaves to learn.
        hindered: What stands in the way of its keepsakes, by mission and item.
        waits: Why its journeys cannot be told of yet.
        slips: Names in its words.
    """

    reading: StoryReading
    story: Story
    told: tuple[Told, ...]
    held: Mapping[str, Held]
    rule: Displacing
    left: Left
    hindered: Mapping[tuple[str, str], tuple[Hindrance, ...]]
    waits: tuple[Waits, ...]
    slips: tuple[SlipAt, ...]

    @property
    def may_be_told(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.hindered or self.waits or self.slips)

    @property
    def recreated(self) -> tuple[int, ...]:
        """The scenes that rest on a recreation, numbers from 0."""
        return recreated(self.told)

    def items(self, mission: str) -> tuple[Keepsake, ...]:
        """The keepsakes of a mission that it shows, each once, in order."""
        return tuple({item.item: item for one in self.told if one.mission == mission for item in one.items}.values())
