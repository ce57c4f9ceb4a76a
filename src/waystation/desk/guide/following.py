"""A journey that is followed: it stays warm, so that each report is answered at once.

The beliefs, the calendars and the last policy are kept; one more report is entered beside those there are. Nothing is
written: whoever takes reports down keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from waystation.desk.guide.running import EVIDENCE, Running, answerer_for, situation_of
from waystation.evidence.ledger import Ledger
from waystation.guiding.answering import Answer, Change
from waystation.guiding.changing import change_of
from waystation.guiding.journey import journeys_of
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["Following"]


class Following:
    """A journey that is followed.

    Args:
        running: The journey as it is.
        now: The present instant.
    """

    def __init__(self, running: Running, now: datetime) -> None:
        self.running = running
        """The journey with all that was heard so far."""
        self._ledger = Ledger(running.loaded.stated)
        for one in (*running.reports, *running.news):
            self._enter(one)
        self._answerer = answerer_for(running)
        self.answer: Answer = self._answerer.answer(situation_of(running, now))
        """What to do now."""

    def _enter(self, report: Report) -> None:
        if report.kind in EVIDENCE:
            self._ledger.add(report)

    def hear(self, reports: Sequence[Report], now: datetime) -> Change:
        """Hear more of it; what that changes, and why.

        Args:
            reports: Reports that were taken down.
            now: The present instant.
        """
        before, running = self.answer, self.running
        for one in reports:
            self._enter(one)
        own = (*running.reports, *reports)
        journeys = journeys_of(running.loaded.stated, (*own, *running.news))
        (journey,) = [one for one in journeys if one.name == running.journey.name]
        self.running = replace(running, reports=own, journey=journey, believed=self._believed())
        self.answer = self._answerer.answer(situation_of(self.running, now))
        return change_of(before, self.answer, reports)

    def _believed(self) -> Pack:
        return self._ledger.believed().pack
