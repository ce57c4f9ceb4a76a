"""How a journey closes, and what follows: what still has to be done for those who travelled and those who helped.

Decides which tasks an end leaves, and which of them are done. Whose held share is due is by the model's own rule: on
arriving, in time or late; where money was not paid on the way, nothing is released.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from waystation.guiding.journey import Journey, at_fee, standing_reports
from waystation.planning.journey_states import due
from waystation.world.pack import Pack
from waystation.world.report import MissionEnd, Payment, Report
from waystation.world.report_journeys import Done, JourneyEnd

__all__ = ["OUTCOMES", "Task", "open_tasks", "tasks_of"]

CENT = 0.005
"""Less money than this is none."""

OUTCOMES: dict[JourneyEnd, MissionEnd] = {"arrived": "safe", "home": "back", "lost": "lost"}
"""What a journey's end means for what was foreseen of its mission."""


@dataclass(frozen=True)
class Task:
    """Something that has to follow.

    Args:
        code: `release:broker:ID` (the held share is due), `keep:broker:ID` (money that is held for what was not done),
            `thanks:broker:ID`, `burn:broker:ID` (who sold them), `trace` (who seeks them, and whom they seek),
            `family`, `embassy` (of those who are held), `aftercare`.
        broker: Id of the broker whom it concerns; empty for the party.
        amount: How much money, for `release` and `keep`.
        done: Whether a report says that it is done.
    """

    code: str
    broker: str = ""
    amount: float = 0.0
    done: bool = False


def tasks_of(pack: Pack, journey: Journey, reports: Iterable[Report] = ()) -> tuple[Task, ...]:
    """What follows the end of a journey; nothing while it runs.

    Args:
        pack: The mission and its world, as stated.
        journey: The journey.
        reports: The mission's reports: which of it is done, and what money has been released already.
    """
    if journey.end is None:
        return ()
    standing = standing_reports(reports)
    done = {one.task for one in standing if isinstance(one, Done) and one.journey == journey.name}
    released = _released(journey, standing)
    found = [*_money(pack, journey, released), *_people(journey), *_for_all(journey)]
    return tuple(replace(task, done=task.done or task.code in done) for task in found)


def open_tasks(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Those that nobody has done yet."""
    return tuple(task for task in tasks if not task.done)


def _released(journey: Journey, reports: Iterable[Report]) -> dict[str, float]:
    """What has been released to whom for this journey."""
    found: dict[str, float] = {}
    for one in reports:
        if isinstance(one, Payment) and one.state == "released" and one.journey == journey.name:
            found[one.to] = found.get(one.to, 0.0) + one.amount
    return found


def _money(pack: Pack, journey: Journey, released: dict[str, float]) -> Iterator[Task]:
    for broker in pack.brokers:
        tried = [one for one in journey.tried if one.leg.broker == broker.id]
        owed = sum(one.held for one in tried)
        if owed > released.get(broker.id, 0.0) + CENT:
            yield Task(f"release:broker:{broker.id}", broker.id, owed - released.get(broker.id, 0.0))
        elif owed > 0.0:
            yield Task(f"release:broker:{broker.id}", broker.id, 0.0, done=True)
        kept = sum(due(pack, at_fee(one.leg, journey.prices))[1] for one in tried if one.held <= 0.0)
        if kept > 0.0:
            yield Task(f"keep:broker:{broker.id}", broker.id, kept)


def _people(journey: Journey) -> Iterator[Task]:
    """Those who kept faith are thanked; who sold them is burnt."""
    brokers = dict.fromkeys(one.leg.broker for one in journey.tried if one.leg.broker is not None)
    for broker in brokers:
        outcomes = {one.outcome for one in journey.tried if one.leg.broker == broker}
        if "betrayed" in outcomes:
            yield Task(f"burn:broker:{broker}", broker)
        elif outcomes & {"arrived", "late"}:
            yield Task(f"thanks:broker:{broker}", broker)


def _for_all(journey: Journey) -> Iterator[Task]:
    yield Task("family")
    if journey.end == "lost":
        yield Task("embassy")
    yield Task("trace")
    yield Task("aftercare")
