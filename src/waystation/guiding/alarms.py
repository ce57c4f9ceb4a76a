"""From silence to alarm: reminder, overdue, first call, escalate, critical, and when each is to be rung.

A stage is a function of the schedule, of the signs of life in it and of the time, and of nothing else; which rings are
due follows from it and from what was rung already. Check-ins are looked at one by one: none waits behind another.
Quiet hours hold back the stages that the charter names until they end, never `critical`; what is held back is reached
all the same, and rings when they end unless a graver stage has rung by then. Several rings of one check-in that were
missed together ring once, as the gravest; the others are told with it. Of several of one journey only the oldest of the
gravest repeats: every one rings at each of its stages, but one silence is not repeated in many voices.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from waystation.guiding.alarm_log import AlarmLog, Rung
from waystation.guiding.schedule import Expected, Ringing, Schedule, Watched
from waystation.world.report_journeys import ALARM_STAGES, AlarmStage

__all__ = ["Ring", "RingName", "Standing", "next_change", "rings_due", "stage_at", "stage_times", "standings"]

RingName = tuple[int, datetime, AlarmStage, int]
"""What tells a ring from every other: journey, when it had been due, stage, repetition."""


@dataclass(frozen=True)
class Ring:
    """Something to be rung now.

    Args:
        number: Of which journey.
        check: Which sign of life did not come.
        stage: How far it has gone.
        again: Which repetition; 0 for the first ring.
        passed: Earlier stages that were over before anybody could ring them.
        unsure: Whether it may have been rung already, by a watch that was stopped while it rang.
        first: Whether this stage has not rung before.
    """

    number: int
    check: Expected
    stage: AlarmStage
    again: int = 0
    passed: tuple[AlarmStage, ...] = ()
    unsure: bool = False
    first: bool = True

    def rung(self, at: datetime, *, done: bool) -> Rung:
        """What the log keeps of it."""
        return Rung(self.number, self.check.due, self.stage, self.again, at, done=done, passed=self.passed)


@dataclass(frozen=True)
class Standing:
    """How an expected sign of life stands.

    Args:
        number: Of which journey.
        check: Which.
        stage: How far it has gone; None while it is not due.
        noted: Whether somebody has taken note of this stage.
        next_at: When its next stage begins; None after the last.
    """

    number: int
    check: Expected
    stage: AlarmStage | None
    noted: bool
    next_at: datetime | None


def stage_times(check: Expected, ringing: Ringing) -> tuple[datetime, ...]:
    """When each stage of a check-in is reached, in the order of the stages."""
    late = (0, ringing.first_call, ringing.escalate, ringing.critical)
    return (check.due, *(check.overdue + timedelta(seconds=each) for each in late))


def stage_at(check: Expected, ringing: Ringing, now: datetime) -> AlarmStage | None:
    """How far a check-in that has not come has gone; None before it is due."""
    reached = bisect_right(stage_times(check, ringing), now)
    return ALARM_STAGES[reached - 1] if reached else None


def rings_due(schedule: Schedule, log: AlarmLog, now: datetime, ringing: Collection[RingName] = ()) -> list[Ring]:
    """What is to be rung now, the gravest first, then the longest due.

    Args:
        schedule: What is expected.
        log: What was rung and noted.
        now: The watch's time.
        ringing: What is being rung at the moment, and not to be rung a second time for that.
    """
    known = {one.name: one for one in log.rung}
    done: dict[tuple[int, datetime], dict[AlarmStage, int]] = {}
    for one in log.rung:
        if one.done or one.name in ringing:
            stages = done.setdefault((one.number, one.due), {})
            for stage in one.passed:
                stages.setdefault(stage, -1)
            stages[one.stage] = max(one.again, stages.get(one.stage, -1))
    found = []
    for watched in schedule.journeys.values():
        noted = log.acks.get(watched.number)
        for check in watched.open_checks:
            top = _top(check, watched.ringing, now)
            if top is None:
                continue
            index, since, again = top
            stage = ALARM_STAGES[index]
            before = done.get((watched.number, check.due), {})
            # A stage that somebody has taken note of, or that rang with a graver one, is over.
            if (noted is not None and noted >= since) or again <= before.get(stage, -1):
                continue
            if stage in before and again == 0:
                continue
            if stage in before and _repeats_already(watched, check, index, now):
                continue
            passed = tuple(each for each in ALARM_STAGES[:index] if each not in before)
            earlier = known.get((watched.number, check.due, stage, again))
            unsure = earlier is not None and not earlier.done
            found.append(Ring(watched.number, check, stage, again, passed, unsure, stage not in before))
    return sorted(found, key=lambda one: (-ALARM_STAGES.index(one.stage), one.check.due, one.number))


def _repeats_already(watched: Watched, check: Expected, index: int, now: datetime) -> bool:
    """Whether an older sign of life of the same journey, as grave or graver, rings again and again in its stead."""
    for other in watched.open_checks:
        top = _top(other, watched.ringing, now) if other < check else None
        if top is not None and top[0] >= index and watched.ringing.repeats[top[0] - 1]:
            return True
    return False


def _top(check: Expected, ringing: Ringing, now: datetime) -> tuple[int, datetime, int] | None:
    """The gravest stage that rings by now: its place among the stages, since when, and which repetition; None if none.

    During quiet hours the repetitions of a stage that they hold back wait with it.
    """
    found = None
    for index, at in enumerate(stage_times(check, ringing)):
        since = _after_quiet(ringing, index, at)
        if at <= now and since <= now:
            found = index, since
    if found is None:
        return None
    index, since = found
    every = ringing.repeats[index - 1] if index else 0
    heard = now
    quiet = _quiet_at(ringing, now) if ringing.quiet_for >> index & 1 else None
    if quiet is not None:
        heard = max(since, quiet[0] - timedelta(microseconds=1))
    return index, since, int((heard - since).total_seconds() // every) if every else 0


def _after_quiet(ringing: Ringing, index: int, at: datetime) -> datetime:
    """When a stage that is reached at an instant rings."""
    quiet = _quiet_at(ringing, at) if ringing.quiet_for >> index & 1 and index < len(ALARM_STAGES) - 1 else None
    return quiet[1] if quiet is not None else at


def _quiet_at(ringing: Ringing, at: datetime) -> tuple[datetime, datetime] | None:
    """The quiet hours that an instant lies in; their end is not among them."""
    place = bisect_right(ringing.quiet, at, key=lambda span: span[0]) - 1
    return ringing.quiet[place] if place >= 0 and at < ringing.quiet[place][1] else None


def next_change(schedule: Schedule, now: datetime) -> datetime | None:
    """When something may next have to be rung; None if nothing ever will."""
    return min(_changes(schedule, now), default=None)


def _changes(schedule: Schedule, now: datetime) -> Iterator[datetime]:
    for watched in schedule.journeys.values():
        ringing = watched.ringing
        for check in watched.open_checks:
            for index, at in enumerate(stage_times(check, ringing)):
                yield from (each for each in (at, _after_quiet(ringing, index, at)) if each > now)
            top = _top(check, ringing, now)
            if top is not None and top[0] and ringing.repeats[top[0] - 1]:
                index, since, again = top
                quiet = _quiet_at(ringing, now) if ringing.quiet_for >> index & 1 else None
                step = timedelta(seconds=ringing.repeats[index - 1])
                yield quiet[1] if quiet is not None else since + (again + 1) * step


def standings(schedule: Schedule, log: AlarmLog, now: datetime) -> list[Standing]:
    """How every sign of life stands that is expected and has not come, the gravest first, then by when it is due."""
    found = []
    for watched in schedule.journeys.values():
        noted = log.acks.get(watched.number)
        for check in watched.open_checks:
            times = stage_times(check, watched.ringing)
            reached = bisect_right(times, now)
            stage = ALARM_STAGES[reached - 1] if reached else None
            seen = noted is not None and reached > 0 and noted >= times[reached - 1]
            ahead = next((at for at in times if at > now), None)
            found.append(Standing(watched.number, check, stage, seen, ahead))
    return sorted(found, key=lambda one: (-_rank(one.stage), one.check.due, one.number))


def _rank(stage: AlarmStage | None) -> int:
    return ALARM_STAGES.index(stage) if stage is not None else -1
