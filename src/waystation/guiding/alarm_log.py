"""What the watch has rung, and what somebody has taken note of: numbers, times and stages only.

It is kept before and after each ring, so that a watch that was killed goes on where it was. A ring that was begun and
of which nothing more is known may or may not have been heard: it counts as not rung, for a second ring harms nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from waystation.errors import Damaged
from waystation.guiding.schedule import Schedule
from waystation.guiding.watch_time import Anchor
from waystation.world.report_journeys import ALARM_STAGES, AlarmStage

__all__ = ["MOST_RUNG", "AlarmLog", "Rung"]

MOST_RUNG = 2000
MOST_ACKS = 1000
MOST_AGAIN = 1 << 31
REMEMBERED = timedelta(days=60)
"""So long rings are remembered that nothing needs any more: until then a vault that is opened makes reports of them."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Rung:
    """One ring.

    Args:
        number: Of which journey.
        due: When its sign of life had been due.
        stage: How far it had gone.
        again: Which repetition; 0 for the first ring.
        at: When it was rung.
        done: Whether it was given; False for one that was only begun.
        passed: Earlier stages that were over before anybody could ring them.
    """

    number: int
    due: datetime
    stage: AlarmStage
    again: int
    at: datetime
    done: bool = True
    passed: tuple[AlarmStage, ...] = ()

    @property
    def name(self) -> tuple[int, datetime, AlarmStage, int]:
        """What tells it from every other ring."""
        return self.number, self.due, self.stage, self.again


@dataclass(frozen=True)
class AlarmLog:
    """What was rung and noted.

    Args:
        rung: Every ring that still matters, the latest of each name once.
        acks: When somebody last took note of a journey's alarms, by its number.
        anchor: What the watch's time was when it was last looked at.
    """

    rung: tuple[Rung, ...] = ()
    acks: Mapping[int, datetime] = field(default_factory=dict)
    anchor: Anchor | None = None

    def having(self, *rings: Rung) -> AlarmLog:
        """The log with some rings, each in the place of one of the same name."""
        names = {one.name for one in rings}
        others = tuple(one for one in self.rung if one.name not in names)
        return replace(self, rung=(*others, *rings)[-MOST_RUNG:])

    def noted(self, number: int, at: datetime) -> AlarmLog:
        """The log after somebody took note of a journey's alarms."""
        return replace(self, acks=dict(sorted({**self.acks, number: at}.items())[-MOST_ACKS:]))

    def at(self, anchor: Anchor) -> AlarmLog:
        """The log with what the watch's time is."""
        return replace(self, anchor=anchor)

    def pruned(self, schedule: Schedule, now: datetime) -> AlarmLog:
        """The log without what is old, and about nothing that is still expected."""
        open_checks = {(one.number, check.due) for one in schedule.journeys.values() for check in one.checks}
        rung = tuple(one for one in self.rung if now - one.at < REMEMBERED or (one.number, one.due) in open_checks)
        acks = {number: at for number, at in self.acks.items() if number in schedule.journeys}
        return replace(self, rung=rung, acks=acks)

    def without_future(self, now: datetime) -> AlarmLog:
        """The log without what was rung or noted later than now, by a clock that ran ahead; its time is forgotten."""
        rung = tuple(one for one in self.rung if one.at <= now)
        return AlarmLog(rung, {number: at for number, at in self.acks.items() if at <= now})

    def plain(self) -> dict[str, Any]:
        """The log as plain values: numbers only, instants as microseconds since 1970 in UTC."""
        rung = [
            [
                one.number,
                _micros(one.due),
                ALARM_STAGES.index(one.stage),
                one.again,
                _micros(one.at),
                int(one.done),
                [ALARM_STAGES.index(stage) for stage in one.passed],
            ]
            for one in self.rung
        ]
        acks = [[number, _micros(at)] for number, at in self.acks.items()]
        anchor = self.anchor
        time = None if anchor is None else [_micros(anchor.time), anchor.passed, anchor.boot]
        return {"rung": rung, "acks": acks, "time": time}

    @classmethod
    def from_plain(cls, value: object) -> AlarmLog:
        """A log from plain values.

        Raises:
            Damaged: `watch_log`, if they are no log.
        """
        try:
            assert isinstance(value, dict)
            rung, acks, time = value["rung"], value["acks"], value["time"]
            assert isinstance(rung, list)
            assert isinstance(acks, list)
            assert len(rung) <= MOST_RUNG
            assert len(acks) <= MOST_ACKS
            noted = {_whole(number): _instant(at) for number, at in acks}
            return cls(tuple(_rung(one) for one in rung), noted, None if time is None else _anchor(time))
        except (AssertionError, KeyError, TypeError, ValueError, IndexError, OverflowError):
            raise Damaged("watch_log") from None


def _rung(value: Any) -> Rung:
    number, due, stage, again, at, done, passed = value
    stages = tuple(ALARM_STAGES[_whole(one)] for one in passed)
    return Rung(
        _whole(number),
        _instant(due),
        ALARM_STAGES[_whole(stage)],
        _whole(again),
        _instant(at),
        done=bool(done),
        passed=stages,
    )


def _anchor(value: Any) -> Anchor:
    time, passed, boot = value
    assert isinstance(passed, int | float)
    assert isinstance(boot, str)
    return Anchor(_instant(time), float(passed), boot)


def _whole(value: object) -> int:
    assert type(value) is int
    assert 0 <= value < MOST_AGAIN
    return value


def _micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def _instant(value: object) -> datetime:
    assert type(value) is int
    return EPOCH + timedelta(microseconds=value)
