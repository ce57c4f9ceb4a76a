"""Requests that leave on later days: the mission read anew for a day, planned, and held to its charter as of that day.

Everything that is kept in a vault is asked for first and once, for a vault is read by one thread only and plans are
made by several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

import numpy as np

from waystation.deciding.charter import state_of, valid
from waystation.deciding.drawing_up import Period
from waystation.deciding.judging import Asking, judge
from waystation.deciding.people import Heard, heard_of
from waystation.deciding.permitting import permitted_ways
from waystation.deciding.requests import Way
from waystation.deciding.verdict import Flip
from waystation.desk.chart.loading import Loaded, PackSource, inspect_pack
from waystation.desk.decide.recording import Record
from waystation.desk.hear.taking import ReportStore
from waystation.errors import BadInput, Mistake
from waystation.planning.levels import chain_of
from waystation.planning.plan import make_plan
from waystation.planning.what_if import Mission
from waystation.world.changes import Changes, Setting
from waystation.world.conditions import Condition, normalised
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["Applicant", "Departure", "Remembered", "Standing", "first_departures", "flips_of", "standing_of", "ways_on"]


@dataclass(frozen=True)
class Applicant:
    """Where a mission that asks comes from.

    Args:
        source: The pack's files.
        record: Where the signatures of its charter are.
        reports: Its reports, those about people too.
    """

    source: PackSource
    record: Record
    reports: ReportStore


@dataclass
class Remembered:
    """A pack's files, each asked for once: a vault is read by one thread only, and plans are made by several.

    Args:
        source: Where they come from.
        files: The bytes of each file asked for so far, or why there are none.
        there: Whether there is a file of that path, for those asked about so far.
    """

    source: PackSource
    files: dict[str, bytes | BadInput] = field(default_factory=dict)
    there: dict[str, bool] = field(default_factory=dict)

    def read(self, inside: str) -> bytes:
        """The bytes of a file."""
        if inside not in self.files:
            try:
                self.files[inside] = self.source.read(inside)
            except BadInput as error:
                self.files[inside] = error
        found = self.files[inside]
        if isinstance(found, BadInput):
            raise found
        return found

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path."""
        if inside not in self.there:
            self.there[inside] = self.source.has(inside)
        return self.there[inside]

    def digest(self) -> str:
        """SHA-256 over the files read so far."""
        return self._digest

    def doubts(self) -> Sequence[Mistake]:
        """Warnings about where the files come from."""
        return self._doubts

    @cached_property
    def _digest(self) -> str:
        return self.source.digest()

    @cached_property
    def _doubts(self) -> Sequence[Mistake]:
        return self.source.doubts()


@dataclass(frozen=True)
class Standing:
    """What is known of a mission beside its pack, whenever it leaves.

    Args:
        said: What stands in its record, each with who stands behind it.
        heard: What has been heard of its people; a price counts as raised on the way from the mission's own start.
    """

    said: tuple[tuple[Report, str], ...]
    heard: Heard


def standing_of(applicant: Applicant, pack: Pack) -> Standing:
    """What is known of a mission beside its pack.

    Args:
        applicant: Where it comes from.
        pack: The mission and its world, with its own start.
    """
    said = tuple((each.report, each.by) for each in applicant.record.said())
    return Standing(said, heard_of(pack, valid(applicant.reports.all())))


@dataclass(frozen=True)
class Departure:
    """A mission that leaves some days after its own start.

    Args:
        name: The mission's name.
        loaded: Its pack, with its own start.
        source: The pack's files, to be read anew.
        standing: What is known of it besides.
        later: How long after its own start it leaves.
    """

    name: str
    loaded: Loaded
    source: PackSource
    standing: Standing
    later: timedelta

    def asking(self) -> Asking:
        """The mission as it leaves then, and its charter as it stands on that day."""
        loaded = self._then()
        pack = loaded.pack
        clock = pack.clock
        day: date = clock.start.astimezone(clock.zone).date()
        state = state_of(pack.charter, self.standing.said, day)
        mission = Mission(pack, loaded.departures, None, loaded.calendars)
        return Asking(mission, state, self.standing.heard)

    def _then(self) -> Loaded:
        if not self.later:
            return self.loaded
        start = self.loaded.pack.clock.start + self.later
        setting = Setting("portfolio", "clock", "", ("start",), start)
        # read anew, for timetables and the age of reports go by the day
        found, mistakes = inspect_pack(self.source, Changes((setting,)))
        if found is None:
            raise BadInput([replace(one, file=f"{self.name}/{one.file}") for one in mistakes])
        return replace(found, pack=_carried(found.pack, self.loaded.pack, self.later))


def first_departures(pack: Pack, first_day: datetime, days: int, every: int) -> list[timedelta]:
    """How long after its own start a mission may set out: at its own hour, on every so-manieth day of the period.

    Args:
        pack: The mission.
        first_day: The beginning of the period.
        days: How many days it has.
        every: How many days lie between two departures.
    """
    day = timedelta(days=1)
    # Whoever could have left before the period leaves on its first day.
    late = max(0, -((pack.clock.start - first_day) // day))
    found, later = [], late * day
    while pack.clock.start + later < first_day + days * day:
        found.append(later)
        later += every * day
    return found


def ways_on(period: Period, departure: Departure) -> tuple[Way, ...]:
    """The ways of a departure, each with its verdict."""
    asking = departure.asking()
    mission = asking.mission
    plan = make_plan(mission.pack, mission.departures, None, mission.calendars)
    return permitted_ways(asking, plan, period)


def flips_of(departure: Departure) -> tuple[Flip, ...]:
    """What would make the verdict on a departure another, the nearest first."""
    return judge(departure.asking()).verdict.flips


def _carried(pack: Pack, before: Pack, later: timedelta) -> Pack:
    """The pack with its conditions as they stood at its own start, carried on."""
    steps = later // timedelta(minutes=pack.clock.step_minutes)

    def carried(condition: Condition) -> Condition:
        stood = before.condition.get(condition.id)
        if stood is None or stood.now is None:
            return condition
        chances = np.array(stood.distribution_now(normalised(stood.per_step or stood.per_hour or ())))
        chain = np.array(chain_of(stood, pack.clock.step_minutes))
        then = chances @ np.linalg.matrix_power(chain, steps)
        now = dict(zip(condition.levels, (then / then.sum()).tolist(), strict=True))
        return condition.model_copy(update={"now": now})

    return replace(pack, conditions=tuple(map(carried, pack.conditions)))
