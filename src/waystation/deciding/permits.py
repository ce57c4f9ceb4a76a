"""How a way of meeting a request stands before the charter, and whether it may be chosen: plain values and one rule.

What the verdict is, gate by gate, is found by `judging`; here it only limits what may be chosen. Only what may go, with
a second approval too, or in groups, is chosen. A hold bars every day until the one on which it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waystation.deciding.verdict import Gate, Word

__all__ = ["GOING", "GRAVITY", "Permit", "graver"]

GOING: frozenset[Word] = frozenset(("go", "second", "split"))
"""Verdicts under which somebody leaves."""

GRAVITY: tuple[Word, ...] = ("go", "second", "split", "hold", "decline")
"""Verdicts, from what lets them go to what does not."""


@dataclass(frozen=True)
class Permit:
    """The verdict on one way of leaving on one day.

    Args:
        word: The verdict.
        missed: The gates that do not hold.
        because: What a hold waits for, as `verdict.Hold` has it; empty where it is none.
        until: When a hold ends, as it looks now; None where it is none or nobody can say.
        until_day: The day of the period on which that is.
        groups: Ids of the travellers of each group, where they leave in groups.
        words: The verdict on each group by itself.
    """

    word: Word
    missed: tuple[Gate, ...] = ()
    because: str = ""
    until: datetime | None = None
    until_day: int | None = None
    groups: tuple[tuple[str, ...], ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def second(self) -> bool:
        """Whether a second person must approve before they leave, as far as can be said now."""
        held = self.word == "hold" and any(gate.missed == "second" for gate in self.missed)
        return held or "second" in (self.word, *self.words)

    def lets_go(self, day: int) -> bool:
        """Whether they may leave on a day that is the way's own: a hold that ends on that day is waited out on it."""
        return self.word in GOING or (self.word == "hold" and self.until_day == day)

    def bars(self, since: int, day: int) -> bool:
        """Whether a hold that is found on one day reaches past another: nobody is told to leave before it ends."""
        return self.word == "hold" and self.until_day is not None and since <= day < self.until_day


def graver(one: Word, other: Word) -> Word:
    """The graver of two verdicts."""
    return max(one, other, key=GRAVITY.index)
