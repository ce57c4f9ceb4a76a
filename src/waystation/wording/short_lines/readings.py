"""What a short line comes to: a draft of a report, the names it matched, and what must be asked before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from waystation.wording.short_lines.names import Names

__all__ = [
    "SHORT_LINE_LIMITS",
    "CheckInWords",
    "Choice",
    "Frame",
    "Going",
    "Match",
    "Question",
    "Reading",
    "ShortLineLimits",
]

Language = Literal["en", "ko"]
CheckInWords = Mapping[str, tuple[str, str]]
"""By the words agreed on: whose journey, and whether they mean good, bad or pressed."""


def _limit(value: int, unit: str) -> Any:
    return field(default=value, metadata={"unit": unit})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLineLimits:
    """What the reader of short lines limits."""

    lines: int = _limit(200, "lines")
    """Lines of one text."""
    line: int = _limit(2000, "characters")
    """The length of one line."""

    def named(self, name: str) -> dict[str, object]:
        """What an error says of a limit: its name, the most that is allowed, and the unit."""
        (found,) = (item for item in fields(self) if item.name == name)
        return {"limit": f"short_lines.{name}", "allowed": getattr(self, name), "unit": found.metadata["unit"]}


SHORT_LINE_LIMITS = ShortLineLimits()


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the pack found in a line.

    Args:
        said: As it stands in the line.
        name: The name for people.
        what: `place:ID`, `leg:ID`, `broker:ID` or `condition:ID`.
        how: `exact`, `part` of a name, `loose` (a part without the word that sets it apart), another word for it
            (`alias`), its `kind` or role, or its `spelling` forgiven.
    """

    said: str
    name: str
    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question.

    Args:
        value: What is typed to choose it.
        label: The choice in the line's language.
        fields: What it puts into the draft; a field that is None is taken out of it.
        drop: True if the line is left out.
    """

    value: str
    label: str
    fields: Mapping[str, object] = field(default_factory=dict)
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What must be known before a draft may be kept.

    Args:
        code: What it is about: `source`, `grade`, `when`, `place`, `leg`, `negation`, `not_understood`, …
        text: The question in one sentence, in the line's language.
        choices: The answers offered; there may be none.
        free: Whether another answer may be typed: a name, a grade, a time, a number, the line anew.
        suggestion: The value that the line itself suggests, or empty. It is never taken unasked.
    """

    code: str
    text: str
    choices: tuple[Choice, ...] = ()
    free: bool = False
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Going:
    """A journey of ours that runs.

    Args:
        journey: Its name.
        place: Id of the place where its party is, or left from.
        leg: Id of the leg that it is on; empty at a place.
        leaves: Ids of the legs that leave from there.
    """

    journey: str
    place: str
    leg: str = ""
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What a line is read against.

    Args:
        now: The present instant.
        zone: The zone of local times.
        names: The names of the pack.
        checkin_words: The words agreed on for signs of life.
        report_ids: The ids of the reports there are, for corrections.
        going: The journey that runs, if one does.
    """

    now: datetime
    zone: tzinfo
    names: Names
    checkin_words: CheckInWords
    report_ids: tuple[str, ...] = ()
    going: Going | None = None


@dataclass(frozen=True)
class Reading:
    """What one line comes to.

    Args:
        line: The line as it was given.
        number: Which line of the text it was, from 1.
        language: The language in which it is said back.
        draft: The report that it would become, as `world.report.read_report` takes it; None where there is none,
            or none yet.
        said_back: What was understood, in one sentence.
        matches: The names found, and how.
        numbers: The numbers that were read.
        questions: What is missing or ambiguous. Only a draft without questions may be kept.
        frame: What the line was read against.
        base: The instant that its relative times count from: when the message was sent, or now.
        time_said: Its own words for the time.
        otherwise: The draft that there would be if the line were a plain report; None where there is one, or none.
    """

    line: str
    number: int
    language: Language
    draft: Mapping[str, object] | None
    said_back: str
    matches: tuple[Match, ...]
    numbers: tuple[str, ...]
    questions: tuple[Question, ...]
    frame: Frame = field(repr=False, compare=False)
    base: datetime = field(repr=False, compare=False)
    time_said: str = ""
    otherwise: Mapping[str, object] | None = field(default=None, repr=False)

    @property
    def ready(self) -> bool:
        """Whether there is a draft and nothing more to ask."""
        return self.draft is not None and not self.questions
