"""The journeys that run, mission by mission: what each device knows of them, and the answer for each.

Decides what counts for a journey: its mission's own reports, and of the other missions that are looked at with it those
that tell of the same things. Answers load the solver, everything else does not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.desk.hear.taking import ReportStore
from waystation.errors import Mistake
from waystation.evidence.ledger import believe
from waystation.guiding.burning import Closed, closed_by
from waystation.guiding.journey import Journey, journeys_of, standing_reports
from waystation.guiding.news import counts_here
from waystation.guiding.seen import last_seen
from waystation.world.pack import Pack
from waystation.world.report import Observation, Report
from waystation.world.report_journeys import Burn, CardGiven

if TYPE_CHECKING:
    from waystation.guiding.answerer import Answerer, Situation
    from waystation.guiding.answering import Answer

__all__ = [
    "Opened",
    "Running",
    "all_journeys",
    "answer_of",
    "answerer_for",
    "running_of",
    "situation_of",
    "the_present",
]

EVIDENCE = ("observation", "sighting", "word", "delivery", "correction")
"""The kinds of reports that can change what is believed."""


@dataclass(frozen=True)
class Opened:
    """A mission that was named.

    Args:
        name: The PACK as given: a folder, or `vault:NAME`.
        mission: The mission's name: the folder's, or NAME.
        source: Where the pack's files come from.
        store: Where its reports are kept.
        personal: Whether the reports about people are read too; in a vault, that somebody looked is written down.
        read: What was read of it already: the pack, and its reports; None where it is read when it is asked for.
    """

    name: str
    mission: str
    source: PackSource
    store: ReportStore
    personal: bool = True
    read: tuple[Loaded, tuple[Report, ...]] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def loaded(self) -> Loaded:
        """The pack with all that it refers to."""
        return self.read[0] if self.read is not None else load_pack(self.source)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """Its reports, as far as this device reads them, each once, in the order in which they were taken down."""
        if self.read is not None:
            return self.read[1]
        own = self.store.all() if self.personal else ()
        return tuple({str(one.id): one for one in (*own, *self.loaded.reports)}.values())


@dataclass(frozen=True)
class Running:
    """A journey that runs, and all that bears on it.

    Args:
        name: The PACK as given.
        mission: The mission's name.
        source: Where the pack's files come from.
        loaded: The pack with all that it refers to.
        reports: The mission's own reports, as far as this device reads them.
        journey: The journey.
        news: Reports of the other missions that count here.
        warnings: What somebody should look at.
        believed: The mission and its world as they are believed to be, where that has been worked out already.
    """

    name: str
    mission: str
    source: PackSource
    loaded: Loaded
    reports: tuple[Report, ...]
    journey: Journey
    news: tuple[Report, ...] = ()
    warnings: tuple[Mistake, ...] = ()
    believed: Pack | None = None

    @cached_property
    def standing(self) -> tuple[Report, ...]:
        """All reports that count, those of other missions too, in the order in which they happened."""
        return tuple(standing_reports((*self.reports, *self.news)))

    @cached_property
    def seen(self) -> tuple[Report, ...]:
        """What was seen of conditions, of those that count."""
        return tuple(one for one in self.standing if isinstance(one, Observation))

    @cached_property
    def pack(self) -> Pack:
        """The mission and its world as they are believed to be after all these reports."""
        if self.believed is not None:
            return self.believed
        every = [one for one in (*self.reports, *self.news) if one.kind in EVIDENCE]
        read = {str(one.id) for one in self.loaded.reports if one.kind in EVIDENCE}
        if read == {str(one.id) for one in every}:
            return self.loaded.pack
        return believe(self.loaded.stated, every).pack

    @cached_property
    def closed(self) -> Closed:
        """What burns have closed."""
        return self.closed_if()

    def closed_if(self, *more: tuple[str, str]) -> Closed:
        """What burns would have closed, were these burnt too: each what it is, and its name."""
        burns = [one for one in self.standing if isinstance(one, Burn)]
        cards = [one for one in self.standing if isinstance(one, CardGiven)]
        when = self.journey.accepted
        burns += [Burn.model_validate(_burn(what, name, when)) for what, name in more]
        return closed_by(self.loaded.stated, burns, cards)


def _burn(what: str, name: str, when: datetime) -> dict[str, object]:
    return {"kind": "burn", "source": "nobody", "happened": when, "what": what, "name": name}


def the_present(opened: Sequence[Opened], present: datetime, *, begins: bool = False) -> datetime:
    """The present instant for some missions: that of the machine, or the last that was heard where they lie ahead.

    Args:
        opened: The missions; where some of them have a journey that runs, the others do not count.
        present: The present instant of this machine, or of a rehearsal.
        begins: Whether it may lie before the missions' own starts.
    """
    on_the_way = [mission for mission in opened if any(journey.runs for journey in all_journeys(mission))]
    opened = on_the_way or opened
    heard = [one.heard or one.happened for mission in opened for one in mission.reports if one.kind != "forecast"]
    starts = [mission.loaded.pack.clock.start for mission in opened]
    instants: list[datetime] = [present, *heard, *([] if begins else starts)]
    return max(instants)


def all_journeys(opened: Opened) -> list[Journey]:
    """Every journey of a mission, closed ones too, the first accepted first; without what other missions tell."""
    return journeys_of(opened.loaded.stated, opened.reports)


def running_of(opened: Sequence[Opened], now: datetime, only: Collection[str] | None = None) -> list[Running]:
    """Every journey that runs in some missions: accepted, not closed.

    Args:
        opened: The missions.
        now: The present instant: what happened later is not looked at.
        only: The PACKs whose journeys are wanted, each with what the others tell of it; None for all.
    """
    found: list[Running] = []
    for mission in opened:
        if only is not None and mission.name not in only:
            continue
        stated = mission.loaded.stated
        own = tuple(one for one in mission.reports if one.happened <= now)
        if not any(journey.runs for journey in journeys_of(stated, own)):
            continue
        news = [
            one
            for other in opened
            if other is not mission
            for one in counts_here(stated, other.loaded.stated, (r for r in other.reports if r.happened <= now))
        ]
        known = {str(one.id) for one in own}
        burnt = {(one.what, one.name) for one in own if isinstance(one, Burn)}  # taken back here, it is taken back here
        heard = tuple(
            {
                str(one.id): one
                for one in news
                if str(one.id) not in known and not (isinstance(one, Burn) and (one.what, one.name) in burnt)
            }.values()
        )
        given = (mission.name, mission.mission, mission.source, mission.loaded, own)
        running = [one for one in journeys_of(stated, (*own, *heard)) if one.runs]
        found += [Running(*given, journey, heard, mission.loaded.warnings) for journey in running]
    return found


def situation_of(running: Running, now: datetime) -> Situation:
    """All that the answer for a journey depends on, as far as no other journey takes its beds."""
    from waystation.guiding.answerer import Situation

    pack, since = running.pack, running.journey.accepted
    return Situation(
        pack=pack,
        journey=running.journey,
        now=now,
        seen=last_seen(pack, running.seen, now, since),
        seen_before=last_seen(pack, running.seen, running.journey.standing.since, since),
        closed=running.closed,
        closing=lambda what, name: running.closed_if((what, name)),
    )


def answerer_for(running: Running) -> Answerer:
    """Somebody who answers for a journey, again and again."""
    from waystation.guiding.answerer import Answerer

    return Answerer(running.loaded.departures, running.loaded.calendars)


def answer_of(running: Running, now: datetime) -> Answer:
    """What to do now on a journey that nobody shares a house with.

    Args:
        running: The journey.
        now: The present instant.
    """
    return answerer_for(running).answer(situation_of(running, now))
