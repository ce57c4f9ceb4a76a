"""What the watch is to expect, kept in step with the journeys; and what it rang, kept as reports.

A journey that is over leaves the schedule; what was already missed stays in it until there is a sign of life. Where
schedules are kept is decided in `schedules`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from waystation.desk.guide.schedules import ScheduleKeeping
from waystation.desk.hear.taking import ReportStore
from waystation.guiding.ahead import Stretch
from waystation.guiding.alarm_log import AlarmLog
from waystation.guiding.expecting import dues_of, moved_at, watched_of
from waystation.guiding.false_alarms import RATES, Choice, choice_of, graced
from waystation.guiding.journey import Journey
from waystation.guiding.schedule import Watched, revised
from waystation.world.charter_watch import WatchRules
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import Alarm

__all__ = [
    "SOURCE",
    "Choices",
    "choices_for",
    "keep_alarms",
    "last_heard",
    "note_signs",
    "refresh_schedule",
    "rules_of",
]

SOURCE = "watch"
"""The source of the reports that the watch makes."""


def rules_of(pack: Pack) -> WatchRules:
    """What was agreed about silence; the defaults where nothing was."""
    return pack.charter.watch if pack.charter is not None and pack.charter.watch is not None else WatchRules()


def last_heard(pack: Pack, journey: Journey) -> datetime:
    """Since when words are counted: the last sign of life, and not before the plan begins.

    Args:
        pack: The mission and its world.
        journey: The journey; one that was accepted days ahead is not expected to call before its plan begins.
    """
    standing = journey.standing
    heard = max(standing.alive or standing.since, standing.since)
    return max(heard, pack.clock.start) if journey.departed is None else heard


def refresh_schedule(
    keeping: ScheduleKeeping, pack: Pack, journey: Journey, ahead: Sequence[Stretch], now: datetime
) -> Watched:
    """Expect of a journey what its way ahead makes us expect.

    Args:
        keeping: Where schedules are kept.
        pack: The mission and its world.
        journey: The journey.
        ahead: Its way ahead, the stretch that it is on first.
        now: The present instant.

    Returns:
        What is expected of it; no check-ins where it is over.
    """
    watched = Watched(journey.number)
    if journey.runs and journey.over_at(pack) is None:
        made = watched_of(
            journey.number,
            ahead,
            alive=last_heard(pack, journey),
            moved=journey.standing.since,
            rules=rules_of(pack),
            rate=journey.false_alarms,
            zone=pack.clock.zone,
        )
        watched = revised(keeping.schedule().journeys.get(journey.number), made, now)
    keeping.keep(watched)
    return watched


def note_signs(keeping: ScheduleKeeping, journey: Journey) -> None:
    """Let signs of life count at once, before anybody has worked out a new way ahead."""
    before = keeping.schedule().journeys.get(journey.number)
    if before is not None:
        standing = journey.standing
        alive = max(one for one in (standing.alive, before.alive, standing.since) if one is not None)
        since = moved_at(standing.since, on_leg=standing.leg is not None)
        moved = max(one for one in (since, before.moved) if one is not None)
        if (alive, moved) != (before.alive, before.moved):
            keeping.show(replace(before, alive=alive, moved=moved))


def keep_alarms(store: ReportStore, journey: Journey, log: AlarmLog, known: Iterable[Report], now: datetime) -> int:
    """Keep what the watch rang as reports, each stage of each check-in once: silence is an event.

    Args:
        store: Where the mission's reports are kept.
        journey: The journey, which the log knows by its number only.
        log: What the watch rang.
        known: The mission's reports.
        now: The present instant.

    Returns:
        How many were added.
    """
    there = {str(one.id) for one in known}
    fresh: dict[str, Alarm] = {}
    for one in log.rung:
        if one.number != journey.number or not one.done or not journey.accepted <= one.at <= now:
            continue
        if one.stage == "reminder":  # that something is due is no silence yet
            continue
        words = f"{journey.name} {one.due.isoformat()} {one.stage}"
        name = f"alarm-{hashlib.sha256(words.encode()).hexdigest()[:12]}"
        if name not in there and name not in fresh:
            fresh[name] = Alarm(
                kind="alarm",
                source=SOURCE,
                happened=one.at,
                heard=now,
                id=name,
                journey=journey.name,
                stage=one.stage,
                due=one.due,
            )
    if fresh:
        store.add(list(fresh.values()))
    return len(fresh)


@dataclass(frozen=True)
class Choices:
    """What the rate in force means for the journeys that run, and what others would mean.

    Args:
        in_force: What each journey's own rate, or the charter's grace, means for all of them together.
        choices: What each of several rates would mean, were it that of all.
    """

    in_force: Choice
    choices: tuple[Choice, ...]


def choices_for(running: Iterable[tuple[Pack, Journey, Sequence[Stretch]]]) -> Choices:
    """What rates of false alarms mean for the journeys that run.

    Args:
        running: The mission of each, the journey, and its way ahead.
    """
    found: list[tuple[float, float]] = []
    others: dict[float, list[tuple[float, float]]] = {rate: [] for rate in RATES}
    chosen: set[float | None] = set()
    for pack, journey, ahead in running:
        rules = rules_of(pack)
        every = timedelta(hours=rules.every_hours)
        spreads = [one.spread for one in dues_of(ahead, last_heard(pack, journey), every)]
        rate, grace = journey.false_alarms, None
        if rate is None and rules.grace_minutes is not None:
            grace = rules.grace_minutes * 60.0
        elif rate is None:
            rate = rules.false_alarms
        chosen.add(rate)
        found += graced(spreads, rules.calls, rate=rate, grace=grace)
        for other, pairs in others.items():
            pairs.extend(graced(spreads, rules.calls, rate=other, grace=None))
    one_rate = chosen.pop() if len(chosen) == 1 else None
    return Choices(choice_of(one_rate, found), tuple(choice_of(rate, pairs) for rate, pairs in others.items()))
