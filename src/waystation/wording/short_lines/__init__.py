"""The reader of short lines: reports as people say and paste them become drafts, or questions; never a guess."""

from waystation.wording.short_lines.answers import answer, kept
from waystation.wording.short_lines.reader import read_lines
from waystation.wording.short_lines.readings import (
    SHORT_LINE_LIMITS,
    CheckInWords,
    Choice,
    Going,
    Match,
    Question,
    Reading,
    ShortLineLimits,
)

__all__ = [
    "SHORT_LINE_LIMITS",
    "CheckInWords",
    "Choice",
    "Going",
    "Match",
    "Question",
    "Reading",
    "ShortLineLimits",
    "answer",
    "kept",
    "read_lines",
]
