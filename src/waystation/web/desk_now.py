"""The desk as it stands: the missions, what was reported, the answers for the journeys that run, at one instant.

A value that pages are built from. It is made anew when something was written or heard; what a page needs of it is
worked out when it is asked for first, and kept. Where it comes from is `office`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from waystation.desk.guide.cases import Case
from waystation.desk.guide.nights import items_in, watched_in
from waystation.desk.guide.replanning import Answered, Answers, answers_in
from waystation.errors import Mistake
from waystation.guiding.journey_state import Journey
from waystation.guiding.night import Item, in_order
from waystation.guiding.schedule import Watched
from waystation.web.worked import Worked

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = ["HOURS", "DeskNow"]

HOURS = 12.0
"""How far ahead calls are looked for."""
FRESH = timedelta(minutes=1)
"""For so long what needs somebody in a mission is what it was, if nothing was heard of it and its answers are the same:
a desk of which nothing is heard grows as old as that."""


@dataclass(frozen=True)
class DeskNow:
    """The desk at one instant.

    Args:
        version: Which state this is: a later one has a greater number.
        now: The present instant, in the coordinator's offset.
        cases: The missions whose packs can be read.
        troubles: Warnings about the others, and about what somebody should look at.
        vault: The vault that is open, or None where the missions lie in folders.
        rehearsal: Whether all this is only played.
        known: The answers for the journeys that run, where they are known already.
        working: Whether answers are being worked out anew just now: what `answers` has is what was known before.
        nights: What needs somebody in each mission, when that was worked out, and of what.
        watches: What signs of life are expected of each journey, and what that was worked out of.
        worked: What has been worked out before, of plans and verdicts, to be found again while it still holds.
    """

    version: int
    now: datetime
    cases: Sequence[Case]
    troubles: Sequence[Mistake] = ()
    vault: OpenVault | None = None
    rehearsal: bool = False
    known: Answers | None = field(default=None, repr=False)
    working: bool = False
    nights: dict[tuple[str, float], tuple[datetime, tuple[object, ...], tuple[Item, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    watches: dict[tuple[str, str], tuple[tuple[object, ...], Watched | None]] = field(
        default_factory=dict, repr=False, compare=False
    )
    worked: Worked = field(default_factory=Worked, repr=False, compare=False)

    def beside(self, *, cases: Sequence[Case], now: datetime, known: Answers) -> DeskNow:
        """Another desk, to be made ready on another thread while this one is looked at; neither changes the other."""
        return replace(self, cases=cases, now=now, known=known, nights=dict(self.nights), watches=dict(self.watches))

    def tonight(self, hours: float = HOURS) -> list[Item]:
        """Everything that needs somebody, the most urgent first; where nothing is new of a mission, as it was just now.

        Args:
            hours: How far ahead calls are looked for.
        """
        found: list[Item] = []
        for case in self.cases:
            answers = tuple(self.answers.found.get((case.name, journey.name)) for journey in case.running)
            key, given = (case.name, hours), (case, *answers)
            known = self.nights.get(key)
            fresh = known is not None and timedelta() <= self.now - known[0] < FRESH
            if known is None or not fresh or not _same(known[1], given):
                known = self.nights[key] = self.now, given, tuple(items_in(case, self.answers, self.now, hours))
            found += known[2]
        return in_order(found)

    def watched(self, case: Case, journey: Journey) -> Watched | None:
        """What signs of life are expected of a journey, as the watch does; None where it is over, or nobody can say."""
        found = self.answered(case, journey)
        key, given = (case.name, journey.name), (case, found)
        known = self.watches.get(key)
        if known is None or not _same(known[0], given):
            answer = found.answer if found is not None else None
            known = self.watches[key] = given, watched_in(case.pack, journey, answer)
        return known[1]

    @cached_property
    def answers(self) -> Answers:
        """The answer for every journey that runs; the first loads the solver."""
        return self.known if self.known is not None else answers_in(self.cases, self.now)

    def case(self, mission: str) -> Case | None:
        """The mission of a name; None if there is none here."""
        return next((one for one in self.cases if one.mission == mission), None)

    def journey(self, mission: str, name: str) -> tuple[Case, Journey] | None:
        """A journey and its mission, closed ones too; None if there is none here."""
        case = self.case(mission)
        found = next((one for one in case.journeys if one.name == name), None) if case is not None else None
        return (case, found) if case is not None and found is not None else None

    def answered(self, case: Case, journey: Journey) -> Answered | None:
        """The answer for a journey; None where it does not run, or none could be found."""
        return self.answers.found.get((case.name, journey.name))

    @property
    def member(self) -> str:
        """Who signs what is written here: the member whose device this is; empty where missions lie in folders."""
        return next((one.record.member for one in self.cases if one.record.member), "")


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """Whether all are the very same."""
    return len(before) == len(now) and all(a is b for a, b in zip(before, now, strict=True))
