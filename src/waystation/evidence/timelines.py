"""What happened to one condition or broker, in the order in which it happened, whatever the order of the reports."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import NamedTuple

from waystation.evidence.facts import UNIT, Claim

__all__ = ["Moment", "Timeline"]

_FEW = 32


class Moment(NamedTuple):
    """One thing that happened.

    Args:
        when: Microseconds after the start.
        units: The weight of its report, in 1/UNIT.
        report: The report's id.
        says: What it says: a level's number, or a step of an alarm.
    """

    when: int
    units: int
    report: str
    says: float

    @property
    def weight(self) -> float:
        """The weight of its report, 0 … 1."""
        return self.units / UNIT


class Timeline:
    """Moments by time; those of one instant by weight, the strongest last, then by id. `settle` before reading."""

    def __init__(self) -> None:
        self.moments: list[Moment] = []
        self._gone: set[Moment] = set()
        self._come: set[Moment] = set()

    def change(self, before: Sequence[Claim], after: Sequence[Claim], says: float) -> None:
        """Replace some claims by others, all of which say the same."""
        for weight, time, name in set(before).difference(after):
            _swap(self._come, self._gone, Moment(-time, -weight, name, says))
        for weight, time, name in set(after).difference(before):
            _swap(self._gone, self._come, Moment(-time, -weight, name, says))

    def settle(self) -> None:
        """Bring everything into order."""
        gone, come, self._gone, self._come = self._gone, self._come, set(), set()
        if len(gone) + len(come) > _FEW:
            self.moments = [moment for moment in self.moments if moment not in gone]
            self.moments.extend(come)
            self.moments.sort()
            return
        for moment in gone:
            del self.moments[bisect_left(self.moments, moment)]
        for moment in come:
            insort(self.moments, moment)


def _swap(out_of: set[Moment], into: set[Moment], moment: Moment) -> None:
    """Take back a change that is still waiting, or else note its opposite."""
    if moment in out_of:
        out_of.remove(moment)
    else:
        into.add(moment)
