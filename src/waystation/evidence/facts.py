"""Reports that tell one fact: what is told twice counts once.

**The rule.** Reports go back to the same teller if their origin, or else their source, is the same. Those that go back
to the same teller and tell the same (same kind, same subject, same outcome) of instants at most 24 hours apart are one
fact, and of them the one with the greatest weight counts: the strongest is taken, what lies within 24 hours of it is
its repetition, then the strongest of the rest, and so on. Of equals the latest counts, then the first by id. So the
order in which reports arrive does not matter, and repetitions change nothing.

A subject is a leg and its broker; for a broker's record the broker alone, since two legs within a day are one
engagement; a broker with the figures that were named; a condition; a place or leg with what was seen near it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from itertools import pairwise

from waystation.evidence.ageing import DAY

__all__ = ["UNIT", "Claim", "Fact", "distinct"]

UNIT = 1 << 60
"""Weights are whole multiples of 1/UNIT, so that their sums are exact."""

Claim = tuple[int, int, str]
"""One report's say: minus its weight in 1/UNIT, minus its instant, its id. The least is the strongest."""


def distinct(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that count, of those that go back to one teller and tell the same: by the rule above.

    Args:
        claims: In any order.

    Returns:
        The strongest first; no two within 24 hours of each other.
    """
    ordered = sorted(claims)
    times = sorted(claim[1] for claim in ordered)
    if all(later - earlier > DAY for earlier, later in pairwise(times)):
        return ordered
    taken: list[Claim] = []
    marks: list[int] = []
    for claim in ordered:
        if _near(marks, claim[1]) is None:
            insort(marks, claim[1])
            taken.append(claim)
    return taken


def _near(marks: list[int], time: int) -> int | None:
    """The position of the first mark within 24 hours, if there is one."""
    at = bisect_left(marks, time - DAY)
    return at if at < len(marks) and marks[at] <= time + DAY else None


class Fact:
    """All that one teller says of one subject and outcome: which reports count, and which repeat them.

    `taken` is replaced, never changed, so that whoever holds it keeps what was believed then.
    """

    __slots__ = ("claims", "new", "taken", "teller", "unweighed")

    def __init__(self, teller: str) -> None:
        self.teller = teller
        self.claims: list[Claim] = []
        self.taken: list[Claim] = []
        self.new = 0
        self.unweighed: list[tuple[str, str]] = []
        """Reports that count for nothing, each with the reason."""

    def hear(self, claim: Claim) -> None:
        """Note one more report; `settle` says what it changes."""
        self.claims.append(claim)
        self.new += 1

    def settle(self, dead: Collection[str], changed: bool) -> bool:
        """Decide anew which reports count.

        Args:
            dead: Ids of reports that are corrected.
            changed: Whether that has changed for some report of this fact.

        Returns:
            Whether `taken` is different from before.
        """
        before, new, self.new = self.taken, self.new, 0
        if new == 1 and not changed and before:
            claim = self.claims[-1]
            near = [other for other in before if abs(other[1] - claim[1]) <= DAY]
            if claim[2] in dead or any(other < claim for other in near):
                return False
            if not near:
                at = bisect_left(before, claim)
                self.taken = [*before[:at], claim, *before[at:]]
                return True
        self.taken = distinct([claim for claim in self.claims if claim[2] not in dead] if dead else self.claims)
        return self.taken != before
