"""A journey: where its party is and what has happened to it, folded from reports and from nothing else.

Decides which report moves a journey, what its party carries on from there (its last broker, what it has spent, who is
ill), and what stands against its plan (brokers who do not answer, fees that were raised, what was burnt). Reports count
in the order in which they happened, whenever they were heard; what a correction takes back counts for nothing. Which
reports cannot be is decided in `refusing`, where the party is likely to be in `position`, what it does next in
`answering`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from waystation.evidence.corrections import Corrections
from waystation.planning.journey_states import due
from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.report import CheckIn, Correction, Delivery, Report
from waystation.world.report_journeys import (
    Burn,
    Departure,
    Illness,
    JourneyEnd,
    JourneyMark,
    Price,
    Silence,
)

__all__ = ["Ill", "Journey", "Standing", "journeys_of", "move_of", "standing_reports"]

LOST = ("caught", "harm", "betrayed")
"""Outcomes of an attempt after which a party is lost."""


@dataclass(frozen=True)
class Standing:
    """Where a party was when last heard of.

    Args:
        place: Id of the place where it is, or from which it left on a leg.
        leg: The movement that it is on, in its direction; None at a place.
        since: When it came to the place, or left on the leg.
        broker: Id of the last broker, None if there is none.
        spent: What it has spent so far, in the pack's currency, by the fees of the legs that it took.
        alive: When it last gave a good sign of life, or somebody handed it over.
        lost: How it was lost: `caught`, `harm` or `betrayed`; empty while it is not.
    """

    place: str
    leg: Leg | None
    since: datetime
    broker: str | None = None
    spent: float = 0.0
    alive: datetime | None = None
    lost: str = ""


@dataclass(frozen=True)
class Ill:
    """Somebody of the party who is ill or hurt.

    Args:
        person: The traveller's id.
        since: Since when.
        pace: How fast they walk now, as a share of a fit adult; None as before.
        stamina: The most strenuous leg that they can do now; None as before.
    """

    person: str
    since: datetime
    pace: float | None
    stamina: float | None


@dataclass(frozen=True)
class Journey:
    """A journey as its reports tell it.

    Args:
        name: What reports call it.
        number: What alarms and notices call it.
        accepted: When its mission was accepted.
        standing: Where its party is.
        departed: When it first left; None while it waits to leave.
        ill: Who is ill or hurt, by id.
        silent: Brokers who do not answer, by id, and since when.
        prices: Fees asked for that are not those of the pack, by leg: the least and the most for each traveller.
        burnt: What was burnt: (what, name), and when.
        false_alarms: The share of check-ins on time that may still raise an alarm; None for the charter's.
        end: How it closed; None while it runs.
        ended: When it closed.
        signs: The last sign of life, and what it meant: (when, `good`, `bad` or `pressed`).
        reports: Ids of the reports that moved it, in the order in which they happened.
    """

    name: str
    number: int
    accepted: datetime
    standing: Standing
    departed: datetime | None = None
    ill: Mapping[str, Ill] = field(default_factory=dict)
    silent: Mapping[str, datetime] = field(default_factory=dict)
    prices: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    burnt: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    false_alarms: float | None = None
    end: JourneyEnd | None = None
    ended: datetime | None = None
    signs: tuple[datetime, str] | None = None
    reports: tuple[str, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether it is neither closed nor over."""
        return self.end is None

    def over_at(self, pack: Pack) -> JourneyEnd | None:
        """How it will close, by where its party is; None while it is on the way."""
        if self.standing.lost:
            return "lost"
        return "arrived" if self.standing.leg is None and self.standing.place in pack.mission.to else None


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


def journeys_of(pack: Pack, reports: Iterable[Report]) -> list[Journey]:
    """Every journey of a mission, the first accepted first; a mission may be tried again.

    Args:
        pack: The mission and its world, as stated.
        reports: Its reports, of any kind and in any order.
    """
    found: dict[str, Journey] = {}
    for report in standing_reports(reports):
        name = _of_journey(report, found)
        if isinstance(report, JourneyMark) and report.state == "accepted" and report.journey not in found:
            begins = Standing(pack.mission.origin, None, report.happened, alive=report.happened)
            found[report.journey] = Journey(
                report.journey, report.number or 0, report.happened, begins, false_alarms=report.false_alarms
            )
            name = report.journey
        for each in [name] if name is not None else list(found):
            before = found[each]
            if before.runs:
                after = _after(pack, before, report)
                if after is not before:
                    found[each] = replace(after, reports=(*before.reports, str(report.id)))
    return list(found.values())


def _of_journey(report: Report, known: Mapping[str, Journey]) -> str | None:
    """The journey that a report names, if it is one of those; what names none is of all that run."""
    name = getattr(report, "journey", None)
    return name if name in known else None


def _after(pack: Pack, journey: Journey, report: Report) -> Journey:
    """A journey after one more report; the same object where it does not move."""
    if isinstance(report, JourneyMark) and report.journey == journey.name:
        return replace(journey, end=report.end, ended=report.happened) if report.state == "closed" else journey
    if isinstance(report, Departure):
        return _departed(pack, journey, report) if report.journey == journey.name else journey
    if isinstance(report, Delivery):
        return _delivered(pack, journey, report) if report.journey == journey.name else _heard_of(journey, report)
    if isinstance(report, CheckIn):
        return _checked_in(journey, report) if report.journey == journey.name else journey
    if isinstance(report, Illness):
        return _ill(journey, report) if report.journey == journey.name else journey
    if isinstance(report, Silence):
        return replace(journey, silent={**journey.silent, report.broker: report.happened})
    if isinstance(report, Price):
        fee = report.fee if isinstance(report.fee, tuple) else (report.fee, report.fee)
        return replace(journey, prices={**journey.prices, report.leg: fee})
    if isinstance(report, Burn):
        return replace(journey, burnt={**journey.burnt, (report.what, report.name): report.happened})
    return _heard_of(journey, report)


def _heard_of(journey: Journey, report: Report) -> Journey:
    """A broker who tells something, or of whom a delivery tells, is not silent any more."""
    heard = {report.source, getattr(report, "broker", None)} & journey.silent.keys()
    if not heard:
        return journey
    return replace(journey, silent={name: since for name, since in journey.silent.items() if name not in heard})


def _departed(pack: Pack, journey: Journey, report: Departure) -> Journey:
    here = journey.standing
    move = move_of(pack, report.leg, here.place, report.to)
    if move is None or here.lost or here.leg is not None:
        return journey
    now, _ = due(pack, move)
    standing = replace(here, leg=move, since=report.happened, alive=report.happened, spent=here.spent + now)
    return replace(journey, standing=standing, departed=journey.departed or report.happened)


def _delivered(pack: Pack, journey: Journey, report: Delivery) -> Journey:
    here = journey.standing
    move = here.leg if here.leg is not None and here.leg.id == report.leg else None
    if move is None and here.leg is None:
        move = move_of(pack, report.leg, here.place)
    if move is None or here.lost:
        return journey
    now, later = due(pack, move)
    spent = here.spent + (now if here.leg is None else 0.0)
    told = replace(here, leg=None, since=report.happened, broker=move.broker, spent=spent)
    if report.outcome in LOST:
        standing = replace(told, place=move.origin, leg=move, lost=report.outcome)
    elif report.outcome == "back":
        standing = replace(told, place=move.origin, alive=report.happened)
    else:
        standing = replace(told, place=move.destination, spent=spent + later, alive=report.happened)
    after = _heard_of(journey, report)
    return replace(after, standing=standing, departed=journey.departed or report.happened)


def _checked_in(journey: Journey, report: CheckIn) -> Journey:
    standing = journey.standing
    if report.word == "good":
        standing = replace(standing, alive=report.happened)
    return replace(journey, standing=standing, signs=(report.happened, report.word))


def _ill(journey: Journey, report: Illness) -> Journey:
    ill = {name: one for name, one in journey.ill.items() if name != report.person}
    if not report.over:
        ill[report.person] = Ill(report.person, report.happened, report.pace, report.stamina)
    return replace(journey, ill=ill)
