"""The night: everything over all journeys that needs somebody now, the most urgent first.

Decides what needs somebody and in which order: a sign of life that did not come, then whoever is in danger this moment,
then calls by the hour, then whoever else is to be warned, a night that nobody has taken over, and what follows the end
of a journey. What silence means is decided in `alarms`, whom to call in `calls`, whom to warn in `warning`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from waystation.guiding.alarms import stage_at
from waystation.guiding.answering import Answer
from waystation.guiding.calls import calls_due
from waystation.guiding.cards_out import cards_out
from waystation.guiding.cash import DIFFERENCES, cash_book
from waystation.guiding.closing import open_tasks, tasks_of
from waystation.guiding.dealing import Told
from waystation.guiding.handover import Handing
from waystation.guiding.journey_state import Journey
from waystation.guiding.schedule import Watched
from waystation.guiding.warning import alerts_of, burns_in
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import ALARM_STAGES, WARN_REASONS

__all__ = ["NEEDS", "Item", "NightJourney", "NightMission", "in_order", "items_of", "need_of", "night_of"]

Need = Literal["overdue", "look", "warn_now", "card", "call", "warn", "handover", "money", "task"]
NEEDS: tuple[Need, ...] = get_args(Need)
"""What may need somebody, in this order; what has an hour comes by the hour within its kind."""
TASKS = ("burn", "embassy", "family", "trace", "release", "aftercare", "keep", "thanks")
"""What follows the end of a journey, the most urgent first."""
NOW_IN_DANGER = ("on_leg", "at_place")
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class NightJourney:
    """A journey that runs, with what is known of its night.

    Args:
        journey: The journey.
        answer: What it does now; None where that could not be found.
        watched: What signs of life are expected of it; None where that is not known.
    """

    journey: Journey
    answer: Answer | None = None
    watched: Watched | None = None


@dataclass(frozen=True)
class NightMission:
    """A mission as the night sees it.

    Args:
        name: The PACK as given.
        pack: The mission and its world.
        reports: Its reports that stand, in the order in which they happened.
        running: Its journeys that run.
        closed: Those that are closed.
        handings: Its hand-overs.
    """

    name: str
    pack: Pack
    reports: Sequence[Report]
    running: tuple[NightJourney, ...] = ()
    closed: tuple[Journey, ...] = ()
    handings: tuple[Handing, ...] = ()


@dataclass(frozen=True)
class Item:
    """Something that needs somebody.

    Args:
        need: What, of `NEEDS`.
        mission: The PACK as given.
        journey: The journey's name; empty for none.
        number: The journey's number; 0 for none.
        who: Whom to call: `broker:ID`, `place:ID`, `member:NAME`, `journey:NAME`, `family:JOURNEY`.
        when: From when on, or by when; None for whenever there is time.
        place: Id of the place whose hours count; None for the coordinator's.
        about: What it is about: a stage, a flag, a reason, or the code of a task.
        fields: What its sentence needs besides.
        grave: Within its kind, the gravest first.
    """

    need: Need
    mission: str
    journey: str
    number: int
    who: str
    when: datetime | None
    place: str | None
    about: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    grave: int = 0

    @property
    def order(self) -> tuple[int, int, datetime, str, str, str]:
        """The most urgent first; the same in every run."""
        return NEEDS.index(self.need), -self.grave, self.when or LAST, self.mission, self.who, self.about


def need_of(needs: Iterable[Item], *kinds: str) -> list[Item]:
    """Those of some kinds, in their order."""
    return [one for one in needs if one.need in kinds]


def night_of(missions: Iterable[NightMission], now: datetime, until: datetime) -> list[Item]:
    """Everything that needs somebody, the most urgent first.

    Args:
        missions: The missions.
        now: The present instant.
        until: How far ahead calls are looked for.
    """
    return in_order(one for mission in missions for one in items_of(mission, now, until))


def items_of(mission: NightMission, now: datetime, until: datetime) -> list[Item]:
    """Everything of one mission that needs somebody, in no order; see `night_of`."""
    found: list[Item] = []
    for one in mission.running:
        found += _of_silence(mission, one, now)
        found += _of_flags(mission, one)
        found += _of_cards(mission, one, now)
        found += _of_calls(mission, one, now, until)
    found += _of_warnings(mission)
    found += _of_handings(mission)
    found += _of_money(mission)
    found += _of_closed(mission, now, until)
    return found


def in_order(items: Iterable[Item]) -> list[Item]:
    """What needs somebody in all missions, the most urgent first.

    Whoever is to be warned in several missions is warned once, where it is most urgent: one call is enough.
    """
    found: dict[object, Item] = {}
    for one in sorted(items, key=lambda one: one.order):
        found.setdefault(one.who if one.need in ("warn", "warn_now") else id(one), one)
    return list(found.values())


def _of_silence(mission: NightMission, one: NightJourney, now: datetime) -> Iterator[Item]:
    """The gravest sign of life that did not come, or the next that is due."""
    if one.watched is None:
        return
    late = []
    for check in one.watched.open_checks:
        stage = stage_at(check, one.watched.ringing, now)
        if stage is not None:
            late.append((ALARM_STAGES.index(stage), check))
    if not late:
        return
    grave, check = max(late, key=lambda pair: (pair[0], -pair[1].due.timestamp()))
    here = one.journey.standing
    fields = {"due": check.due, "late": len(late)}
    if here.leg is not None:
        fields["leg"] = here.leg.id
    who = _whom_to_ask(mission, one.journey)
    yield Item(
        "overdue", mission.name, one.journey.name, one.journey.number, who, check.due,
        here.leg.destination if here.leg is not None else here.place, ALARM_STAGES[grave], fields, grave,
    )  # fmt: skip


def _whom_to_ask(mission: NightMission, journey: Journey) -> str:
    """Who may know where they are: who is with them, or their host; never anybody who is burnt."""
    here = journey.standing
    burnt = {f"{burn.what}:{burn.name}" for burn in burns_in(mission.reports)}
    asked = [f"broker:{here.leg.broker}"] if here.leg is not None and here.leg.broker else []
    asked.append(f"place:{here.leg.destination if here.leg is not None else here.place}")
    return next((one for one in asked if one not in burnt), f"journey:{journey.name}")


def _of_flags(mission: NightMission, one: NightJourney) -> Iterator[Item]:
    """What a person has to look at before anything else is done; what is overdue is said already."""
    burnt = {(burn.what, burn.name) for burn in burns_in(mission.reports)}
    for name in _sold_by(one.journey):
        if ("broker", name) not in burnt:
            number = one.journey.number
            yield Item("look", mission.name, one.journey.name, number, f"broker:{name}", None, None, "sold", {}, 1)
    over = one.journey.over_at(mission.pack)
    if over is not None:
        who, since = f"journey:{one.journey.name}", one.journey.standing.since
        place = one.journey.standing.place
        yield Item(
            "look", mission.name, one.journey.name, one.journey.number, who, since, place, "close", {"end": over}
        )
    for flag in one.answer.flags if one.answer is not None else ():
        if flag.code != "overdue":
            who = f"journey:{one.journey.name}"
            yield Item(
                "look", mission.name, one.journey.name, one.journey.number, who, None, None, flag.code, {"flag": flag}
            )


def _of_cards(mission: NightMission, one: NightJourney, now: datetime) -> Iterator[Item]:
    """Whoever has a card that no longer holds: they would wait in vain, or come too late."""
    if one.answer is None:
        return
    burnt = {f"{burn.what}:{burn.name}" for burn in burns_in(mission.reports)}
    name = one.journey.name
    for out in cards_out(mission.pack, one.answer.ahead, Told(), mission.reports, journey=name, now=now):
        if out.state in ("moved", "off") and out.given.to not in burnt:
            fields = {"opens": out.now.opens if out.now is not None else None, "card": str(out.given.id)}
            who = f"journey:{name}" if out.given.to == "traveller" else out.given.to
            yield Item("card", mission.name, name, one.journey.number, who, out.given.opens, None, out.state, fields)


def _sold_by(journey: Journey) -> list[str]:
    """The brokers who sold them."""
    return sorted({one.leg.broker for one in journey.tried if one.outcome == "betrayed" and one.leg.broker})


def _of_calls(mission: NightMission, one: NightJourney, now: datetime, until: datetime) -> Iterator[Item]:
    over = one.journey.over_at(mission.pack) is not None  # then nobody is waited for any more
    ahead = one.answer.ahead if one.answer is not None and not over else ()
    burnt = {f"{burn.what}:{burn.name}" for burn in burns_in(mission.reports)}
    for call in calls_due(mission.pack, one.journey, ahead, mission.reports, now=now, until=until):
        if call.who in burnt:  # they may be on the way there still; whoever answers there is not theirs any more
            continue
        past = call.until is not None and call.until < now
        fields = {"what": call.what, "until": call.until, "tried": call.tried, "past": past}
        yield Item(
            "call",
            mission.name,
            one.journey.name,
            one.journey.number,
            call.who,
            call.by,
            call.place,
            call.about,
            fields,
        )


def _of_warnings(mission: NightMission) -> Iterator[Item]:
    """Whoever is still to be warned of a burn."""
    for alert in alerts_of(mission.reports):
        if alert.warned is None:
            need: Need = "warn_now" if alert.why in NOW_IN_DANGER else "warn"
            fields = {"what": alert.what, "name": alert.name}
            grave = -WARN_REASONS.index(alert.why)
            yield Item(need, mission.name, "", 0, alert.who, alert.by, None, alert.why, fields, grave)


def _of_handings(mission: NightMission) -> Iterator[Item]:
    """The last hand-over, while nobody has taken it."""
    last = mission.handings[-1] if mission.handings else None
    if last is not None and last.taken is None:
        yield Item("handover", mission.name, "", 0, f"member:{last.to}", last.made, None, "handover", {"by": last.by})


def _of_money(mission: NightMission) -> Iterator[Item]:
    """What does not agree in the cash book of journeys that run, where there is one; after the end it is a task."""
    journeys = [one.journey for one in mission.running]
    book = cash_book(mission.pack, [*journeys, *mission.closed], mission.reports)
    names = {journey.name: journey.number for journey in journeys}
    for one in book.differences if book.last is not None else ():
        if one.journey in names or not one.journey:
            who = f"broker:{one.who}" if one.who else ""
            fields = {"amount": one.amount, "currency": book.currency}
            number, grave = names.get(one.journey, 0), -DIFFERENCES.index(one.code)
            yield Item("money", mission.name, one.journey, number, who, None, None, one.code, fields, grave)


def _of_closed(mission: NightMission, now: datetime, until: datetime) -> Iterator[Item]:
    """What follows the end of a journey, and what its family may hear of it."""
    for journey in mission.closed:
        for call in calls_due(mission.pack, journey, (), mission.reports, now=now, until=until):
            fields = {"what": call.what, "until": None, "tried": call.tried, "past": False}
            yield Item("call", mission.name, journey.name, journey.number, call.who, call.by, None, call.about, fields)
        burnt = {(burn.what, burn.name) for burn in burns_in(mission.reports)}
        for task in open_tasks(tasks_of(mission.pack, journey, mission.reports)):
            kind = task.code.partition(":")[0]
            if kind == "burn" and ("broker", task.broker) in burnt:
                continue
            who = f"broker:{task.broker}" if task.broker else ""
            about: dict[str, Any] = {"amount": task.amount, "task": task}
            grave = -TASKS.index(kind) if kind in TASKS else -len(TASKS)
            yield Item(
                "task", mission.name, journey.name, journey.number, who, journey.ended, None, task.code, about, grave
            )
