"""What reports that are taken down change for the journeys that run: said at once, a sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.bootstrap import in_vault, present_instant
from waystation.bootstrap.missions import missions_named
from waystation.bootstrap.on_the_way import going_of
from waystation.bootstrap.watches import note_life, refresh_watch
from waystation.cli.printing import print_mistakes
from waystation.cli.progress import progress
from waystation.desk.guide.running import Opened, all_journeys, running_of, the_present
from waystation.guiding.answering import Change
from waystation.wording.journey_changes import change_line
from waystation.wording.short_lines.readings import Going
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["OnTheWay"]


class OnTheWay:
    """A mission to which reports are added, with those beside it.

    Args:
        name: The PACK as given.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        (self._before,) = missions_named([name])
        self._journeys = any(report.kind == "journey" for report in self.known)
        if self._journeys:
            _ = self._before.reports  # as they are before anything is added

    @property
    def packs(self) -> tuple[Pack, Pack]:
        """The mission before its reports, and after them."""
        return self._before.loaded.stated, self._before.loaded.pack

    @property
    def known(self) -> Sequence[Report]:
        """Its reports before, without those about people."""
        return self._before.loaded.reports

    @property
    def going(self) -> Going | None:
        """The journey that runs, for reading what is told of it; None if none does."""
        if not self._journeys:
            return None
        return going_of(self._before.loaded.stated, all_journeys(self._before))

    def changed(self, reports: Sequence[Report], *, silent: bool = False) -> list[tuple[Change, str]]:
        """What reports that were added change: for its own journey, and for others whose next step is another now.

        Args:
            reports: The reports.
            silent: Whether not to show that it takes a while.
        """
        if not self._journeys and not any(report.kind == "journey" for report in reports):
            return []
        from waystation.desk.guide.hearing import changes

        (after,) = missions_named([self._name])
        beside = self._beside()
        now = the_present([after], present_instant())
        for running in running_of([after], now):
            # A sign of life ends alarms before anything is worked out.
            print_mistakes(note_life(running.name, running.journey))
        with progress("planning", silent=silent):
            found = changes([self._before, *beside], [after, *beside], reports, now)
        for one in found:
            print_mistakes(refresh_watch(one.running.name, one.running.pack, one.running.journey, one.ahead, now))
        mine = [one for one in found if one.running.name == after.name or not one.change.fields["same"]]
        return [
            (
                one.change,
                _line(one.running.name != after.name, one.running.mission, change_line(one.running.pack, one.change)),
            )
            for one in mine
        ]

    def _beside(self) -> list[Opened]:
        """The other missions of the vault, as far as everybody who is on them may read."""
        if not in_vault(self._name):
            return []
        return [one for one in missions_named((), personal=False) if one.name != self._name]


def _line(other: bool, mission: str, sentence: str) -> str:
    return f"{mission}: {sentence}" if other else sentence
