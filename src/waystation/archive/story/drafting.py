"""A first draft of a story: what an archive and its reports hold, in order of time.

Decides what stands in it and in which order. Names are taken out by whoever knows them, words are put to it by
`wording`; recreations are left for people to add.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from waystation.archive.story.scenes import Held, Tone, tone_of
from waystation.archive.story.shape import MOST_SCENES
from waystation.world.report import CheckIn, Delivery, Observation, Report, Sighting, Word

__all__ = ["Drafted", "drafted"]

TOLD = (Observation, Sighting, Word, Delivery, CheckIn)
"""The kinds of reports that are calls: what somebody said of the way."""
LETTERS = 12


@dataclass(frozen=True)
class Drafted:
    """A scene of the draft.

    Args:
        journey: Whose, as a number from 0.
        kind: A keepsake's kind, or `call`.
        word: The first letters of the keepsake's or report's id.
        when: A day, a month or a year; may be empty.
        place: The id of a place, where one is known.
        text: What was said, or the keepsake's title.
        tone: Whether a call brought good news or bad.
    """

    journey: int
    kind: str
    word: str
    when: str
    place: str | None
    text: str
    tone: Tone = ""

    def saying(self, text: str) -> Drafted:
        """The same scene with other words."""
        return replace(self, text=text)


def drafted(held: Sequence[Held]) -> tuple[Drafted, ...]:
    """What a story of some missions could tell, in order of time; what has no day comes first.

    Args:
        held: What the vault holds of each, in the order of their journeys.
    """
    found = [scene for number, one in enumerate(held) for scene in (*_keepsakes(number, one), *_calls(number, one))]
    return tuple(sorted(found, key=lambda one: (one.when, one.journey, one.kind == "call", one.word))[:MOST_SCENES])


def _keepsakes(number: int, held: Held) -> Iterable[Drafted]:
    for item, entered in held.register.keepsakes.items():
        one = entered.record
        if one.of is None and item not in held.register.destroyed and not held.register.is_recreation(item):
            place = one.place if one.place in held.places else None
            yield Drafted(number, one.kind, item[:LETTERS], one.made, place, one.title)


def _calls(number: int, held: Held) -> Iterable[Drafted]:
    for report in held.reports:
        if isinstance(report, TOLD) and report.text:
            place = _place(report, held)
            when = report.happened.date().isoformat()
            text = " ".join(report.text.split())
            yield Drafted(number, "call", str(report.id)[:LETTERS], when, place, text, tone_of(report))


def _place(report: Report, held: Held) -> str | None:
    """The place of the mission that a report is about, where it says so."""
    named = report.at if isinstance(report, CheckIn) else None
    if isinstance(report, Sighting) and report.near.startswith("place:"):
        named = report.near.removeprefix("place:")
    return named if named in held.places else None
