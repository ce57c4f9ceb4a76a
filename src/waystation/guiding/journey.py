"""A journey: where its party is and what has happened to it, folded from reports and from nothing else.

Decides which report moves a journey, what its party carries on from there (its last broker, what it has spent, who is
ill), and what stands against its plan (brokers who do not answer, fees that were raised, what was burnt). Reports count
in the order in which they happened, whenever they were heard; of those of one instant, each as soon as it fits. What a
correction takes back counts for nothing. Which reports cannot be is decided in `refusing`, where the party is likely to
be in `position`, what it does next in `answering`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from waystation.evidence.corrections import Corrections
from waystation.guiding.journey_state import LOST, Ill, Journey, Standing, Tried
from waystation.planning.journey_states import due
from waystation.world.fees import FeeRange
from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.report import CheckIn, Correction, Delivery, Report
from waystation.world.report_journeys import (
    Burn,
    Departure,
    Illness,
    JourneyMark,
    Price,
    Silence,
)

__all__ = ["LOST", "Ill", "Journey", "Standing", "Tried", "at_fee", "journeys_of", "move_of", "standing_reports"]


def standing_reports(reports: Iterable[Report]) -> list[Report]:
    """The reports that count, each once, in the order in which they happened: corrected ones left out."""
    every = {str(one.id): one for one in reports}
    corrections = Corrections()
    for one in every.values():
        if isinstance(one, Correction):
            corrections.add(str(one.id), one.answers)
    corrections.settle()
    kept = [one for name, one in every.items() if name not in corrections.undone and one.kind != "correction"]
    return sorted(kept, key=lambda one: (one.happened, str(one.id)))


def move_of(pack: Pack, leg: str, place: str, to: str | None = None) -> Leg | None:
    """The movement of a leg that leaves from a place, or that leads to another; None if there is none.

    Args:
        pack: The mission and its world.
        leg: The leg's id.
        place: Id of the place it leaves.
        to: Id of the place it leads to, where that was said.
    """
    found = [move for move in pack.moves if move.id == leg and (to is None or move.destination == to)]
    return next((move for move in found if move.origin == place), None)


def at_fee(leg: Leg, prices: Mapping[str, tuple[float, float]]) -> Leg:
    """A movement at the fee that is asked for it now.

    Args:
        leg: The movement.
        prices: Fees asked for that are not those of the pack, by leg.
    """
    asked = prices.get(leg.id)
    return leg if asked is None else leg.model_copy(update={"fee": FeeRange(low=asked[0], high=asked[1])})


def journeys_of(pack: Pack, reports: Iterable[Report]) -> list[Journey]:
    """Every journey of a mission, the first accepted first; a mission may be tried again.

    What was burnt before a mission was accepted is burnt, who did not answer then does not answer now, and what was
    asked for a leg then is asked for it now.

    Args:
        pack: The mission and its world, as stated.
        reports: Its reports, of any kind and in any order, with those of other missions that count here.
    """
    fold = _Fold(pack)
    for _, together in groupby(standing_reports(reports), key=lambda one: one.happened):
        waiting = sorted(together, key=_rank)
        while waiting:
            left = [one for one in waiting if not fold.takes(one)]
            if len(left) == len(waiting):
                break
            waiting = left
    return list(fold.found.values())


def _rank(report: Report) -> tuple[int, str]:
    """Of one instant: what begins first, who leaves before who arrives, what closes last."""
    if isinstance(report, JourneyMark):
        return (0 if report.state == "accepted" else 4), str(report.id)
    return {"departure": 1, "delivery": 2}.get(report.kind, 3), str(report.id)


class _Fold:
    """The journeys so far, and what is so for any that may yet begin."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.found: dict[str, Journey] = {}
        self.silent: dict[str, datetime] = {}
        self.prices: dict[str, tuple[float, float]] = {}
        self.burnt: dict[tuple[str, str], datetime] = {}

    def takes(self, report: Report) -> bool:
        """Take one more report; False if it fits nowhere, now."""
        if isinstance(report, JourneyMark) and report.state == "accepted" and report.journey not in self.found:
            self.found[report.journey] = self._begun(report)
            return True
        self._note(report)
        name = getattr(report, "journey", None)
        taken = False
        for each in [name] if name in self.found else list(self.found):
            before = self.found[each]
            after = _after(self.pack, before, report) if before.runs else before
            if after is not before:
                self.found[each] = replace(after, reports=(*before.reports, str(report.id)))
                taken = True
        return taken

    def _begun(self, report: JourneyMark) -> Journey:
        return Journey(
            name=report.journey,
            number=report.number or 0,
            accepted=report.happened,
            standing=Standing(self.pack.mission.origin, None, report.happened, alive=report.happened),
            silent=dict(self.silent),
            prices=dict(self.prices),
            burnt=dict(self.burnt),
            false_alarms=report.false_alarms,
            reports=(str(report.id),),
        )

    def _note(self, report: Report) -> None:
        """What holds whether a journey runs or not."""
        if isinstance(report, Silence):
            self.silent.setdefault(report.broker, report.happened)
        elif isinstance(report, Burn):
            self.burnt.setdefault((report.what, report.name), report.happened)
        else:
            self.silent = _answering(self.silent, report)
        if isinstance(report, Price) and report.journey is None:
            self.prices[report.leg] = _asked(report)


def _after(pack: Pack, journey: Journey, report: Report) -> Journey:
    """A journey after one more report; the same object where it does not move."""
    own = getattr(report, "journey", None) == journey.name
    if isinstance(report, JourneyMark):
        return replace(journey, end=report.end, ended=report.happened) if own and report.state == "closed" else journey
    if isinstance(report, Silence):
        silent = {report.broker: report.happened, **journey.silent}
        return journey if report.broker in journey.silent else replace(journey, silent=silent)
    if isinstance(report, Burn):
        what = (report.what, report.name)
        return journey if what in journey.burnt else replace(journey, burnt={**journey.burnt, what: report.happened})
    after = _priced(journey, report) if isinstance(report, Price) else journey
    if own and isinstance(report, Departure):
        after = _departed(pack, journey, report)
    elif own and isinstance(report, Delivery):
        after = _delivered(pack, journey, report)
    elif own and isinstance(report, CheckIn):
        after = _checked_in(pack, journey, report)
    elif own and isinstance(report, Illness):
        after = _ill(journey, report)
    silent = _answering(after.silent, report)
    return after if len(silent) == len(after.silent) else replace(after, silent=silent)


def _answering(silent: Mapping[str, datetime], report: Report) -> dict[str, datetime]:
    """Who does not answer, after a report: whoever tells something, or delivers, is heard of again."""
    heard = {report.source, report.broker if isinstance(report, Delivery) else None}
    return {name: since for name, since in silent.items() if name not in heard}


def _priced(journey: Journey, report: Price) -> Journey:
    if report.journey not in (None, journey.name):
        return journey
    asked = _asked(report)
    return (
        journey
        if journey.prices.get(report.leg) == asked
        else replace(journey, prices={**journey.prices, report.leg: asked})
    )


def _asked(report: Price) -> tuple[float, float]:
    """The least and the most that is asked of each traveller."""
    return report.fee if isinstance(report.fee, tuple) else (report.fee, report.fee)


def _departed(pack: Pack, journey: Journey, report: Departure) -> Journey:
    here = journey.standing
    move = move_of(pack, report.leg, here.place, report.to)
    if move is None or here.lost or here.leg is not None:
        return journey
    now, _ = due(pack, at_fee(move, journey.prices))
    standing = replace(here, leg=move, since=report.happened, alive=report.happened, spent=here.spent + now, came=None)
    return replace(journey, standing=standing, departed=journey.departed or report.happened)


def _delivered(pack: Pack, journey: Journey, report: Delivery) -> Journey:
    here = journey.standing
    if here.lost:
        return journey
    move = here.leg if here.leg is not None and here.leg.id == report.leg else None
    if move is None and here.leg is None:
        move = move_of(pack, report.leg, here.place)
    if move is None:
        return journey
    now, _ = due(pack, at_fee(move, journey.prices))
    left = here if here.leg is not None else replace(here, spent=here.spent + now)
    return _ended(pack, journey, left, move, (report.happened, report.outcome))


def _ended(pack: Pack, journey: Journey, left: Standing, move: Leg, how: tuple[datetime, str]) -> Journey:
    """A journey after an attempt of a movement; on arrival the held share is due."""
    (when, outcome), (now, later) = how, due(pack, at_fee(move, journey.prices))
    there = replace(left, place=move.origin, leg=None, since=when, broker=move.broker, came=move)
    held = later if outcome in ("arrived", "late") else 0.0
    if outcome in LOST:
        there = replace(there, leg=move, lost=outcome, came=None)
    elif outcome == "back":
        there = replace(there, alive=when)
    else:
        there = replace(there, place=move.destination, spent=left.spent + held, alive=when)
    tried = (*journey.tried, Tried(move, outcome, when, now, held))
    return replace(journey, standing=there, tried=tried, departed=journey.departed or when)


def _checked_in(pack: Pack, journey: Journey, report: CheckIn) -> Journey:
    """A sign of life; where it says from which place it came, and not under pressure, they are there."""
    after = journey
    if report.at in pack.place and report.word != "pressed" and not journey.standing.lost:
        after = _found_at(pack, journey, str(report.at), report.happened)
    if report.word == "good":
        after = replace(after, standing=replace(after.standing, alive=report.happened))
    return replace(after, signs=(report.happened, report.word))


def _found_at(pack: Pack, journey: Journey, place: str, when: datetime) -> Journey:
    """A journey whose party is at a place, however it came there."""
    here = journey.standing
    if here.leg is not None and place in (here.leg.destination, here.leg.origin):
        return _ended(pack, journey, here, here.leg, (when, "arrived" if place == here.leg.destination else "back"))
    if here.leg is None and place == here.place:
        return journey
    there = replace(here, place=place, leg=None, since=when, broker=None, came=None)
    if here.leg is None:
        return replace(journey, standing=there)
    paid, _ = due(pack, at_fee(here.leg, journey.prices))
    tried = (*journey.tried, Tried(here.leg, "left", when, paid, 0.0))
    return replace(journey, standing=replace(there, broker=here.leg.broker), tried=tried)


def _ill(journey: Journey, report: Illness) -> Journey:
    ill = {name: one for name, one in journey.ill.items() if name != report.person}
    if not report.over:
        ill[report.person] = Ill(report.person, report.happened, report.pace, report.stamina)
    return journey if ill == journey.ill else replace(journey, ill=ill)
