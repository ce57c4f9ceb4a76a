"""Journeys, as a coordinator begins and closes them: an accepted mission becomes one; what follows is ticked off.

Decides who may begin one: consents first, then the verdict, or a second person's approval of going all the same. What
the verdict is, and who approved what, is decided in `deciding`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from waystation.deciding.people import JOURNEY, Heard, heard_of
from waystation.deciding.records import overrides_of
from waystation.deciding.verdict import Gate, Verdict
from waystation.desk.decide.overriding import close as close_record
from waystation.desk.decide.recording import Record
from waystation.desk.guide.running import Opened, all_journeys
from waystation.desk.hear.taking import take_reports
from waystation.errors import Usage
from waystation.guiding.closing import OUTCOMES, Task, tasks_of
from waystation.guiding.journey import Journey, journeys_of, standing_reports
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import JOURNEY_ENDS, JourneyEnd

if TYPE_CHECKING:
    from waystation.desk.decide.deciding import Decided

__all__ = ["COORDINATOR", "Begun", "Closing", "NotYet", "begin", "close_journey", "journey_named", "tasks_for", "tick"]

LEAST, MOST = 100, 9999
"""Between these lies the number by which alarms call a journey."""
YES = ("go",)
COORDINATOR = "coordinator"
"""Who says so where nobody signs."""


@dataclass(frozen=True)
class Begun:
    """A journey that has begun.

    Args:
        journey: Its name.
        number: Its number.
        decided: The verdict on it.
        approved: Who stands behind going where the verdict does not say go by itself; empty where it does.
        foreseen: Whether what is foreseen was kept with it; False where it had been kept before, or they leave at once.
        report: The report that marks it.
    """

    journey: str
    number: int
    decided: Decided
    approved: tuple[str, ...]
    foreseen: bool
    report: Report


@dataclass(frozen=True)
class NotYet:
    """A mission that is no journey yet: the verdict does not say go, and nobody approved going.

    Args:
        pack: The mission and its world.
        verdict: The verdict.
    """

    pack: Pack
    verdict: Verdict

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The rules that keep them."""
        return tuple(gate for gate in self.verdict.gates if not gate.holds and gate.counts)


@dataclass(frozen=True)
class Closing:
    """A journey that has been closed.

    Args:
        journey: The journey.
        tasks: What follows.
        foreseen: Whether something had been foreseen of the mission that it closes.
    """

    journey: Journey
    tasks: tuple[Task, ...]
    foreseen: bool


def begin(
    opened: Opened,
    record: Record,
    now: datetime,
    chance: Callable[[int], bytes],
    false_alarms: float | None = None,
    *,
    taken: Collection[int] = (),
) -> Begun | NotYet:
    """Make an accepted mission a journey.

    Args:
        opened: The mission.
        record: Where its forecasts and overrides are.
        now: The present instant.
        chance: Gives so many bytes by chance.
        false_alarms: The share of check-ins on time that may still raise an alarm; None for the charter's.
        taken: Numbers of journeys of other missions, by which alarms call those.

    Returns:
        The journey, or what keeps it from beginning.

    Raises:
        Usage: If one runs already, or somebody has not agreed.
    """
    from waystation.desk.decide.deciding import decide_pack

    journeys = all_journeys(opened)
    running = next((one for one in journeys if one.runs), None)
    if running is not None:
        raise Usage("journey_runs", value=running.name)
    _consented(opened.loaded.stated, opened.reports)
    decided = decide_pack(opened.source, record, opened.reports, _from_now(opened.loaded.stated, now), flips=False)
    verdict = decided.judged.verdict
    approved = () if verdict.word in YES else _approved(record)
    if verdict.word not in YES and not approved:
        return NotYet(decided.loaded.pack, verdict)
    foreseen = _keep(record, decided, now)
    name = opened.mission if not journeys else f"{opened.mission}-{len(journeys) + 1}"
    number = _drawn(chance, {*taken, *(one.number for one in journeys)})
    value: dict[str, Any] = {"kind": "journey", "source": record.member or COORDINATOR, "journey": name}
    value |= {"state": "accepted", "number": number, "happened": now.isoformat(), "heard": now.isoformat()}
    if false_alarms is not None:
        value["false_alarms"] = false_alarms
    kept = take_reports(opened.store, opened.loaded.stated, [value], now, opened.reports)
    return Begun(name, number, decided, approved, foreseen, kept[0])


def _from_now(pack: Pack, now: datetime) -> str | None:
    """From where and when it is decided: where the mission begins, now; None for its own start, if that is to come."""
    past = pack.clock.start < now <= pack.clock.at(pack.clock.steps)
    return f"{pack.mission.origin},{now.isoformat()}" if past else None


def _keep(record: Record, decided: Decided, now: datetime) -> bool:
    """Keep what is foreseen, as the verdict does; whether it was not kept before."""
    from waystation.desk.decide.recording import keep_forecast

    verdict = decided.judged.verdict
    percentiles = (verdict.go.p10, verdict.go.p50, verdict.go.p90)
    return keep_forecast(record, decided.plan, now, verdict.word, percentiles) is not None


def _consented(pack: Pack, reports: Iterable[Report]) -> None:
    """That every adult has agreed to the journey is asked before anything is planned."""
    heard: Heard = heard_of(pack, standing_reports(reports))
    without = heard.without(pack.travellers)
    if without:
        refused = any((person, JOURNEY) in heard.refused for person in without)
        raise Usage("begin_refused" if refused else "begin_consent", people=", ".join(without))


def _approved(record: Record) -> tuple[str, ...]:
    """Who stands behind going, where the verdict does not say go by itself; nobody if nobody approved it."""
    for one in reversed(overrides_of(record.said())):
        if one.outcome is None and one.chosen == "go" and one.approved:
            return (one.by, *one.approvals)
    return ()


def _drawn(chance: Callable[[int], bytes], taken: set[int]) -> int:
    """A number that no journey of the mission has, each as likely."""
    free = [number for number in range(LEAST, MOST + 1) if number not in taken]
    most = (1 << 32) // len(free) * len(free)
    while (drawn := int.from_bytes(chance(4), "big")) >= most:
        continue
    return free[drawn % len(free)]


def journey_named(opened: Opened, name: str | None = None) -> Journey:
    """The journey of a mission that is meant: the one that runs, else the last one.

    Raises:
        Usage: If there is none.
    """
    journeys = all_journeys(opened)
    found = [one for one in journeys if name in (None, one.name)]
    if not found:
        raise Usage("journey_none", value=opened.mission)
    return next((one for one in found if one.runs), found[-1])


def close_journey(opened: Opened, record: Record, now: datetime, end: str) -> Closing:
    """Close the journey of a mission that runs, and say in the record how its mission ended.

    Args:
        opened: The mission.
        record: Where its forecasts are.
        now: The present instant.
        end: `arrived`, `home` or `lost`.

    Raises:
        Usage: If none runs, or there is no such end.
        BadInput: If by its reports it cannot have ended so.
    """
    journey = journey_named(opened)
    if not journey.runs:
        raise Usage("journey_none_runs", value=opened.mission)
    if end not in JOURNEY_ENDS:
        raise Usage("journey_end")
    if not record.writable:
        raise Usage("record_closed", value=record.mission)
    source = record.member or COORDINATOR
    value = {"kind": "journey", "source": source, "journey": journey.name, "state": "closed", "end": end}
    when = {"happened": now.isoformat(), "heard": now.isoformat()}
    take_reports(opened.store, opened.loaded.stated, [{**value, **when}], now, opened.reports)
    departed = journey.departed
    outcome = "not_gone" if departed is None else OUTCOMES[_end(end)]
    said = {"outcome": outcome, "departed": departed.isoformat() if departed is not None else "", "source": source}
    _, foreseen = close_record(record, now, said)
    reports = opened.store.all()
    after = next(one for one in journeys_of(opened.loaded.stated, reports) if one.name == journey.name)
    return Closing(after, tasks_of(opened.loaded.stated, after, reports), foreseen)


def _end(text: str) -> JourneyEnd:
    return next(end for end in JOURNEY_ENDS if end == text)


def tasks_for(opened: Opened, journey: Journey) -> tuple[Task, ...]:
    """What follows the end of a journey, and what of it is done."""
    return tasks_of(opened.loaded.stated, journey, opened.reports)


def tick(opened: Opened, now: datetime, journey: Journey, task: str, source: str) -> Report:
    """Note that something that had to follow is done.

    Args:
        opened: The mission.
        now: The present instant.
        journey: The journey, closed.
        task: The code of the task.
        source: Who says so.

    Raises:
        BadInput: If the journey runs, or nothing of that name has to follow.
    """
    value = {"kind": "done", "source": source, "journey": journey.name, "task": task}
    when = {"happened": now.isoformat(), "heard": now.isoformat()}
    return take_reports(opened.store, opened.loaded.stated, [{**value, **when}], now, opened.reports)[0]
