"""What reports that were taken down change for the journeys that run: the watch is told, and each change in a sentence.

Decides in which order: signs of life end alarms before anything is worked out. How an answer is found, and what of it
is another now, is decided in `desk.guide.hearing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waystation.bootstrap.watches import note_life, refresh_watch
from waystation.desk.guide.running import Opened, running_of
from waystation.errors import Mistake, WaystationError
from waystation.guiding.answering import Change
from waystation.guiding.journey_state import Journey
from waystation.wording.journey_changes import change_line
from waystation.wording.short_lines.readings import Going
from waystation.world.pack import Pack
from waystation.world.report import Report

if TYPE_CHECKING:
    from waystation.desk.guide.hearing import Changed

__all__ = ["Effect", "going_of", "heard", "tell_watch", "with_more"]


MOST_TOGETHER = 3
"""So many missions are asked about at once while somebody waits; of more only the one that was told of."""


@dataclass(frozen=True)
class Effect:
    """What reports that were kept led to.

    Args:
        changes: Each change of a journey with its sentence, that of another mission with its name in front.
        troubles: Warnings: the watch could not be told, or no answer could be found. What was reported stands.
        rest: Whether more journeys may be concerned than were asked about.
    """

    changes: tuple[tuple[Change, str], ...] = ()
    troubles: tuple[Mistake, ...] = ()
    rest: bool = False


class _Kept:
    """A store that has what was read before and what was just written: nothing is read a second time."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = list(reports)

    def all(self) -> list[Report]:
        """Every report."""
        return list(self._reports)

    def add(self, reports: Sequence[Report]) -> None:
        """Add reports to what is known."""
        self._reports.extend(reports)


def with_more(opened: Opened, reports: Sequence[Report]) -> Opened:
    """A mission with reports that were just written beside those that were read before."""
    return Opened(opened.name, opened.mission, opened.source, _Kept((*opened.reports, *reports)), opened.personal)


def going_of(pack: Pack, journeys: Iterable[Journey]) -> Going | None:
    """The journey that runs, for reading what is told of it; None if none does.

    Args:
        pack: Its mission, as stated.
        journeys: The mission's journeys.
    """
    running = next((one for one in journeys if one.runs), None)
    if running is None:
        return None
    here = running.standing
    leaves = tuple(dict.fromkeys(move.id for move in pack.moves if move.origin == here.place))
    return Going(running.name, here.place, here.leg.id if here.leg is not None else "", leaves)


def heard(missions: Sequence[Opened], name: str, reports: Sequence[Report], now: datetime) -> Effect:
    """What reports that were kept change: for their own journey, and for others whose next step is another now.

    Args:
        missions: All missions that are looked at together, as they were before.
        name: The mission of the reports: the PACK as given.
        reports: The reports that were kept.
        now: The present instant.
    """
    from waystation.desk.guide.hearing import changes, concerned

    after = [with_more(one, reports) if one.name == name else one for one in missions]
    own = [one for one in after if one.name == name]
    if not any(report.kind == "journey" for one in own for report in one.reports):
        return Effect()
    troubles = [each for one in running_of(own, now) for each in note_life(one.name, one.journey)]
    names = concerned(after, name, reports)
    rest = len(names) > MOST_TOGETHER
    try:
        found = changes(missions, after, reports, now, only={name} if rest else names)
    except WaystationError as error:
        return Effect((), (*troubles, *error.mistakes()))
    return Effect(tuple(_said(found, name)), (*troubles, *tell_watch(found, now)), rest)


def tell_watch(found: Iterable[Changed], now: datetime) -> list[Mistake]:
    """Let the watch expect of journeys what their way ahead makes us expect now; warnings where it cannot be told."""
    return [
        each
        for one in found
        for each in refresh_watch(one.running.name, one.running.pack, one.running.journey, one.ahead, now)
    ]


def _said(found: Iterable[Changed], name: str) -> Iterable[tuple[Change, str]]:
    for one in found:
        if one.running.name == name:
            yield one.change, change_line(one.running.pack, one.change)
        elif not one.change.fields["same"]:
            yield one.change, f"{one.running.mission}: {change_line(one.running.pack, one.change)}"
