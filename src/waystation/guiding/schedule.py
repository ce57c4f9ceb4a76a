"""The schedule of the watch: when signs of life are expected of each journey, by number, and what silence becomes.

Times, windows and numbers only: this is all that the watch holds while everything else is locked, so nothing here may
name anybody or anything. Decides what a schedule is as plain values, and that a check-in which is already missed is not
moved away by a new plan. When check-ins are due is decided in `expecting`, what becomes of them in `alarms`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from waystation.errors import Damaged

__all__ = [
    "MOST_CHECKS",
    "MOST_JOURNEYS",
    "MOST_QUIET",
    "Expected",
    "Ringing",
    "Schedule",
    "Watched",
    "plain_watched",
    "revised",
    "watched_from",
]

MOST_JOURNEYS = 1000
MOST_CHECKS = 400
MOST_QUIET = 1000
FIRST = datetime(1800, 1, 1, tzinfo=UTC)
LAST = datetime(2300, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, order=True)
class Expected:
    """A sign of life that is expected.

    Args:
        due: When.
        overdue: When the grace is over.
        opens: From when on a good word is that sign.
        since: A party that was handed over, or set out, after this is past it.
        rate: The chance that it comes later than `overdue` although all are well.
    """

    due: datetime
    overdue: datetime
    opens: datetime
    since: datetime
    rate: float = 0.0

    def met(self, alive: datetime | None, moved: datetime | None) -> bool:
        """Whether it came.

        Args:
            alive: When the journey last gave a good sign of life.
            moved: When its party was last handed over, or set out.
        """
        return (alive is not None and alive >= self.opens) or (moved is not None and moved > self.since)


@dataclass(frozen=True)
class Ringing:
    """What silence becomes, and when.

    Args:
        first_call: Seconds after overdue until they are to be called.
        escalate: Seconds after overdue until a second person is to be woken.
        critical: Seconds after overdue until it is critical.
        repeats: Seconds between two rings of overdue, first call, escalate, critical; 0 rings once.
        quiet: Spans in which some stages are held back, each with its end, in order and apart.
        quiet_for: How many stages, from the reminder on, are held back in them: bits, the reminder's is 1.
    """

    first_call: int = 15 * 60
    escalate: int = 60 * 60
    critical: int = 180 * 60
    repeats: tuple[int, int, int, int] = (0, 0, 1800, 600)
    quiet: tuple[tuple[datetime, datetime], ...] = ()
    quiet_for: int = 0


@dataclass(frozen=True)
class Watched:
    """What is expected of one journey.

    Args:
        number: What alarms call it.
        checks: The signs of life that are expected, by when they are due.
        alive: When it last gave a good sign of life.
        moved: When its party was last handed over, or set out.
        ringing: What silence becomes.
    """

    number: int
    checks: tuple[Expected, ...] = ()
    alive: datetime | None = None
    moved: datetime | None = None
    ringing: Ringing = field(default_factory=Ringing)

    @property
    def open_checks(self) -> tuple[Expected, ...]:
        """Those that have not come."""
        return tuple(one for one in self.checks if not one.met(self.alive, self.moved))


@dataclass(frozen=True)
class Schedule:
    """What is expected of all journeys.

    Args:
        journeys: By number.
    """

    journeys: Mapping[int, Watched] = field(default_factory=dict)

    def having(self, watched: Watched) -> Schedule:
        """The schedule with what is expected of one journey now; one of which nothing is expected is left out."""
        others = {number: one for number, one in self.journeys.items() if number != watched.number}
        if watched.checks:
            others[watched.number] = watched
        return Schedule(dict(sorted(others.items())))

    def plain(self) -> dict[str, Any]:
        """The schedule as plain values: numbers only, instants as seconds since 1970 in UTC."""
        return {"journeys": [plain_watched(one) for one in self.journeys.values()]}

    @classmethod
    def from_plain(cls, value: object) -> Schedule:
        """A schedule from plain values.

        Raises:
            Damaged: `watch_schedule`, if they are no schedule.
        """
        try:
            assert isinstance(value, dict)
            found = [watched_from(one) for one in _listed(value["journeys"], MOST_JOURNEYS)]
        except (AssertionError, KeyError, TypeError, ValueError, OverflowError):
            raise Damaged("watch_schedule") from None
        return cls({one.number: one for one in sorted(found, key=lambda one: one.number)})


def revised(before: Watched | None, after: Watched, now: datetime) -> Watched:
    """What is expected of a journey after a new plan: what was already missed stays missed.

    Only a sign of life answers silence. A plan that is made anew while nobody is heard of sets its times from now on;
    without this, silence would put itself off for ever.

    Args:
        before: What was expected.
        after: What the new plan expects.
        now: When it was made.
    """
    missed = [
        one
        for one in (before.checks if before is not None else ())
        if one.due <= now and not one.met(after.alive, after.moved)
    ]
    same, due = {_of_what(one) for one in missed}, {one.due for one in missed}
    fresh = [one for one in after.checks if _of_what(one) not in same and one.due not in due]
    return replace(after, checks=tuple(sorted([*missed, *fresh])[:MOST_CHECKS]))


def _of_what(check: Expected) -> tuple[datetime, bool]:
    """What a check-in is the end of: which leg or stay, or how long since the last word."""
    return check.since, check.opens < check.due


def plain_watched(watched: Watched) -> dict[str, Any]:
    """What is expected of a journey, as plain values."""
    ringing = watched.ringing
    return {
        "number": watched.number,
        "alive": _seconds(watched.alive),
        "moved": _seconds(watched.moved),
        "checks": [
            [*(_seconds(at) for at in (one.due, one.overdue, one.opens, one.since)), one.rate] for one in watched.checks
        ],
        "after": [ringing.first_call, ringing.escalate, ringing.critical],
        "repeats": list(ringing.repeats),
        "quiet": [[_seconds(begin), _seconds(end)] for begin, end in ringing.quiet],
        "quiet_for": ringing.quiet_for,
    }


def watched_from(value: Any) -> Watched:
    """What is expected of a journey, from plain values.

    Raises:
        ValueError: Or TypeError, KeyError, AssertionError, OverflowError, if they are not that.
    """
    checks = [_expected(*one) for one in _listed(value["checks"], MOST_CHECKS)]
    first, escalate, critical = (_whole(one) for one in value["after"])
    overdue, call, wake, worst = (_whole(one) for one in value["repeats"])
    quiet = tuple((_instant(begin), _instant(end)) for begin, end in _listed(value["quiet"], MOST_QUIET))
    ringing = Ringing(first, escalate, critical, (overdue, call, wake, worst), quiet, _whole(value["quiet_for"]) & 15)
    alive, moved = (None if value[key] is None else _instant(value[key]) for key in ("alive", "moved"))
    return Watched(_whole(value["number"]), tuple(sorted(checks)), alive, moved, ringing)


def _expected(due: object, overdue: object, opens: object, since: object, rate: object) -> Expected:
    return Expected(_instant(due), _instant(overdue), _instant(opens), _instant(since), _share(rate))


def _listed(value: object, most: int) -> list[Any]:
    assert isinstance(value, list)
    assert len(value) <= most
    return value


def _whole(value: object) -> int:
    assert type(value) is int
    assert 0 <= value < 1 << 31
    return value


def _share(value: object) -> float:
    assert isinstance(value, int | float)
    assert 0.0 <= value <= 1.0
    return float(value)


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp())


def _instant(value: object) -> datetime:
    assert type(value) is int
    found = datetime.fromtimestamp(0, UTC) + timedelta(seconds=value)
    assert FIRST <= found <= LAST
    return found
