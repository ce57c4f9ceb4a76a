"""When signs of life are expected: at the end of every leg and stay ahead, and often enough in between.

A leg's sign is due when it should arrive, and spreads over arriving on time, held up and turned back by the plan's own
chances. A stay's is due when it should end, and every so many hours before. A party that is late but has said that it
is well is expected when it arrives if held up, then every so many hours again: while a journey runs, something is
always expected, whatever the plan says. The grace of each is found from the wanted rate of false alarms, unless the
charter states one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from waystation.guiding.ahead import Stretch
from waystation.guiding.false_alarms import Spread, false_alarm_rate, grace_for
from waystation.guiding.schedule import MOST_CHECKS, MOST_QUIET, Expected, Ringing, Watched
from waystation.world.charter_watch import WatchRules
from waystation.world.clock import zone_named
from waystation.world.report_journeys import ALARM_STAGES

__all__ = ["Due", "dues_of", "expected_of", "moved_at", "ringing_of", "watched_of"]

AT_ONCE: Spread = ((0.0, 1.0),)
MOMENT = timedelta(seconds=1)
"""What parts an arrival from a departure at the same instant: who has left is past the stay that began then."""
QUIET_BEFORE = timedelta(days=1)
QUIET_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """A sign of life that is expected, before its grace is chosen.

    Args:
        due: When.
        opens: From when on a good word is that sign.
        since: A party that was handed over, or set out, after this is past it.
        spread: When what it tells of happens, given that all are well.
    """

    due: datetime
    opens: datetime
    since: datetime
    spread: Spread = AT_ONCE


def dues_of(ahead: Sequence[Stretch], alive: datetime, every: timedelta) -> tuple[Due, ...]:
    """The signs of life that the way ahead makes us expect, by when they are due; at least one.

    Args:
        ahead: The way ahead, the stretch that the party is on first.
        alive: When it last gave a good sign of life, or was handed over.
        every: How often something is to be heard during a stay, and of those who are late.
    """
    found: list[Due] = []
    for stretch in ahead:
        found += _of_leg(stretch, alive, every) if stretch.leg is not None else _of_stay(stretch, alive, every)
        if len(found) >= MOST_CHECKS:
            break
    if not found:
        found.append(_word(alive, every))
    return tuple(sorted(found, key=lambda one: (one.due, one.since))[:MOST_CHECKS])


def moved_at(since: datetime, *, on_leg: bool) -> datetime:
    """When a party was last handed over, or set out, so that what began then and ended at once is over.

    Args:
        since: When.
        on_leg: Whether it set out, and is on the leg now.
    """
    return since + MOMENT if on_leg else since


def _word(since: datetime, every: timedelta) -> Due:
    """A word, so long after the last: any later one is that sign."""
    return Due(since + every, since + MOMENT, since)


def _of_leg(stretch: Stretch, alive: datetime, every: timedelta) -> Iterator[Due]:
    begins, ends = moved_at(stretch.begins, on_leg=True), stretch.ends
    if alive < ends:
        yield Due(ends, ends, begins, _spread(stretch))
    elif stretch.late_ends is not None and alive < stretch.late_ends:
        yield Due(stretch.late_ends, stretch.late_ends, begins)
    else:
        yield Due(alive + every, alive + every, begins)


def _spread(stretch: Stretch) -> Spread:
    """When those who are well are heard of, in seconds after the time by plan."""
    found = []
    left = 1.0
    for chance, at in ((stretch.late, stretch.late_ends), (stretch.back, stretch.back_ends)):
        if at is not None and chance > 0.0:
            found.append(((at - stretch.ends).total_seconds(), min(chance, left)))
            left -= found[-1][1]
    return ((0.0, left), *found) if left > 0.0 else tuple(found)


def _of_stay(stretch: Stretch, alive: datetime, every: timedelta) -> Iterator[Due]:
    begins, ends = stretch.begins, stretch.ends
    heard = max(begins, alive)
    count = 0
    while heard + every < ends and count < MOST_CHECKS:
        yield _word(heard, every)
        heard, count = heard + every, count + 1
    if alive < ends:
        yield Due(ends, ends, begins)
    else:
        yield _word(alive, every)


def expected_of(dues: Iterable[Due], rules: WatchRules, rate: float | None) -> tuple[Expected, ...]:
    """The signs of life that are expected, each with its grace and its own rate of false alarms.

    Args:
        dues: What is due.
        rules: What was agreed about silence.
        rate: The rate of false alarms that the journey's coordinator chose; None for the charter's.
    """
    fixed = rules.grace_minutes * 60.0 if rules.grace_minutes is not None and rate is None else None
    wanted = rate if rate is not None else rules.false_alarms
    found = []
    for one in dues:
        grace = fixed if fixed is not None else grace_for(one.spread, rules.calls, wanted)
        chance = false_alarm_rate(one.spread, rules.calls, grace)
        overdue = _second(one.due + timedelta(seconds=grace))
        found.append(Expected(_second(one.due), overdue, _second(one.opens), _second(one.since), chance))
    return tuple(sorted(found))


def _second(at: datetime) -> datetime:
    """An instant in UTC, to the second."""
    return at.astimezone(UTC).replace(microsecond=0)


def ringing_of(rules: WatchRules, otherwise: tzinfo, first: datetime, last: datetime) -> Ringing:
    """What silence becomes, with the quiet hours of some days as instants.

    Args:
        rules: What was agreed about silence.
        otherwise: The zone of quiet hours that name none.
        first: From when on quiet hours are wanted.
        last: Until when.
    """
    repeat = rules.repeat
    return Ringing(
        round(rules.first_call_minutes * 60),
        round(rules.escalate_minutes * 60),
        round(rules.critical_minutes * 60),
        repeats=(repeat.overdue * 60, repeat.first_call * 60, repeat.escalate * 60, repeat.critical * 60),
        quiet=_quiet(rules, otherwise, first, last),
        quiet_for=sum(1 << ALARM_STAGES.index(stage) for stage in set(rules.quiet_for)),
    )


def _quiet(
    rules: WatchRules, otherwise: tzinfo, first: datetime, last: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """Quiet hours as spans of instants, in order; those that touch are one."""
    zone = (zone_named(rules.zone) if rules.zone else None) or otherwise
    margin = timedelta(days=1)
    day, until = (first - margin).astimezone(zone).date(), (last + margin).astimezone(zone).date()
    spans: list[tuple[datetime, datetime]] = []
    while day <= until and rules.quiet:
        for span in rules.quiet:
            following = day + timedelta(days=1 if span.last < span.first else 0)
            begin, end = (
                datetime.combine(each, time(minute // 60, minute % 60), zone).astimezone(UTC)
                for each, minute in ((day, span.first), (following, span.last))
            )
            if begin < end:
                spans.append((begin, end))
        day += margin
    joined: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(each for each in joined if each[1] > first and each[0] <= last)[:MOST_QUIET]


def watched_of(
    number: int,
    ahead: Sequence[Stretch],
    *,
    alive: datetime,
    moved: datetime,
    rules: WatchRules,
    rate: float | None,
    zone: tzinfo,
) -> Watched:
    """What is expected of a journey.

    Args:
        number: What alarms call it.
        ahead: The way ahead, the stretch that the party is on first.
        alive: When it last gave a good sign of life.
        moved: When it was last handed over, or set out.
        rules: What was agreed about silence.
        rate: The rate of false alarms that its coordinator chose; None for the charter's.
        zone: The zone of quiet hours that name none.
    """
    heard = max(alive, moved)
    moved = moved_at(moved, on_leg=bool(ahead) and ahead[0].leg is not None and ahead[0].underway)
    dues = dues_of(ahead, heard, timedelta(hours=rules.every_hours))
    # What is expected now cannot have been met by where they came before, whatever the way ahead says.
    dues = tuple(replace(one, since=max(one.since, moved)) for one in dues)
    # What is due at one instant is one sign of life: the one that is hardest to have been met before.
    one_each = {one.due: one for one in sorted(dues, key=lambda one: (one.since, one.opens))}
    checks = expected_of(one_each.values(), rules, rate)
    ringing = ringing_of(rules, zone, checks[0].due - QUIET_BEFORE, checks[-1].overdue + QUIET_AFTER)
    return Watched(number, checks, _second(alive), _second(moved), ringing)
