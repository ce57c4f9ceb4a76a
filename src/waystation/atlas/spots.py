"""Saying where a foreign file is wrong: a spot refuses with one mistake, and faults gather several."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from waystation.atlas.limits import Limits
from waystation.errors import BadInput, Mistake

__all__ = ["Faults", "Spot", "clipped"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A file, or a part of one, of which something is to be said.

    Args:
        file: Its name inside the pack.
        limits: What its reader takes.
        at: The part: a zip's member, or a JSON pointer.
    """

    file: str
    limits: Limits
    at: str = ""

    def mistake(self, code: str, line: int = 0, /, **about: object) -> Mistake:
        """One mistake here."""
        return Mistake(code, self.file, self.at, line, about)

    def refuse(self, code: str, line: int = 0, /, **about: object) -> BadInput:
        """The error that consists of one mistake here."""
        return BadInput([self.mistake(code, line, **about)])

    def part(self, at: str) -> Spot:
        """A part of the same file."""
        return replace(self, at=at)

    def over(self, limit: str, line: int = 0) -> BadInput:
        """The error that names the limit passed here."""
        return self.refuse("over_limit", line, **self.limits.named(limit))

    def check_size(self, data: bytes) -> None:
        """Refuse a file of more bytes than its reader takes."""
        if len(data) > self.limits.bytes:
            raise self.over("bytes")


@dataclass(slots=True)
class Faults:
    """Mistakes gathered while reading on, so that one run says all of them.

    Args:
        limits: How many are gathered at most.
    """

    limits: Limits
    found: list[Mistake] = field(default_factory=list)

    def add(self, mistake: Mistake) -> None:
        """Note a mistake; when as many as the limit have gathered, stop reading.

        Raises:
            BadInput: With all mistakes so far, when there are as many as the limit.
        """
        self.found.append(mistake)
        if len(self.found) >= self.limits.mistakes:
            self.end()

    def end(self) -> None:
        """Raise what was gathered, if anything was.

        Raises:
            BadInput: With all mistakes.
        """
        if self.found:
            raise BadInput(self.found)


def clipped(text: str) -> str:
    """At most 60 characters of what a file says, for a sentence about it."""
    return text if len(text) <= 60 else text[:57] + "..."
