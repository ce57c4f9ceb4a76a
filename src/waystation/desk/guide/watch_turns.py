"""The watch itself, turn by turn: looks at the time and at its schedule, rings what is due, and says how long to rest.

Decides in which order things happen. A ring is noted before it is given and when it has been given, so that a watch
that is killed neither misses one nor, but for the moment between the two, gives one twice. No alarm waits for another,
for a channel that hangs, or for a disk that cannot be written: then it rings all the same, and the trouble is said on
the channels that work. Clocks, files and channels are the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from waystation.desk.guide.watch_posts import WatchPost, read_log, read_schedule
from waystation.errors import WaystationError
from waystation.guiding.alarm_log import Rung
from waystation.guiding.alarms import Ring, RingName, next_change, rings_due, standings
from waystation.guiding.notices import Channel, Clocks, Given, Notice, Trouble
from waystation.guiding.schedule import Schedule
from waystation.guiding.watch_time import MUCH, Anchor, Reading, time_now
from waystation.storage.watch_files import Stamp

__all__ = ["Watch"]

LONGEST_NAP = 15.0
"""Seconds: a machine that was asleep is noticed so soon after it wakes up, and so is a new schedule."""
SHORT_NAP = 0.2
"""Seconds, while a channel is at work."""
BEAT = timedelta(minutes=5)
"""How often the watch's time is kept, so that a file's time tells nothing of alarms."""
AGAIN = timedelta(minutes=1)
"""How soon an alarm rings again that no channel could give."""
TROUBLE_AGAIN = timedelta(minutes=15)
"""How soon the same trouble is said again."""


class Watch:
    """A watch over one schedule.

    Args:
        post: Where its schedule is found and its log kept.
        channels: How alarms reach somebody, in the order in which they are given.
        clocks: What the machine says of the time.
    """

    def __init__(self, post: WatchPost, channels: Sequence[Channel], clocks: Clocks) -> None:
        self.post = post
        self.channels = tuple(channels)
        self.clocks = clocks
        self.schedule = Schedule()
        self.log = read_log(post)
        self._seen: Stamp | Literal["never"] = "never"
        self._going: dict[Rung, dict[str, Given]] = {}
        self._waiting: dict[RingName, datetime] = {}
        self._said: dict[tuple[str, str], datetime] = {}
        self._telling: list[Given] = []
        self._kept = self.log

    @property
    def busy(self) -> bool:
        """Whether a channel is at work."""
        return bool(self._going or self._telling)

    def turn(self) -> float:
        """Do what is due now.

        Returns:
            For how many seconds there is nothing to do, at most.
        """
        reading = self._look_at_time()
        now = reading.now
        self._look_at_schedule(now)
        self._settle(now)
        self._waiting = {name: until for name, until in self._waiting.items() if until > now}
        held = {one.name for one in self._going} | self._waiting.keys()
        due = rings_due(self.schedule, self.log, now, held)
        if due:
            self._ring(due, now)
        self._keep_beat(now)
        return self._rest(now)

    def note(self, number: int) -> bool:
        """Take note of a journey's alarms: their repetitions stop until they get graver.

        Returns:
            Whether it has any alarm.
        """
        now = self._look_at_time().now
        self._look_at_schedule(now)
        found = any(one.number == number and one.stage for one in standings(self.schedule, self.log, now))
        if found:
            self.log = self.log.noted(number, now)
            self._keep(now)
        return found

    def trust_clock(self) -> None:
        """Go by the machine's clock, though it is earlier: what was rung later than that has not happened yet."""
        self.log = self.log.without_future(self.clocks.clock())

    def now(self) -> datetime:
        """The watch's time."""
        return self._look_at_time().now

    def stop(self) -> None:
        """Keep what is known; what is on its way is taken for given only if it was."""
        now = self._look_at_time().now
        self._settle(now)
        self._keep(now)

    # ---- looking

    def _look_at_time(self) -> Reading:
        before = self.log.anchor
        reading = time_now(before, self.clocks.clock(), self.clocks.passed(), self.clocks.boot())
        self.log = self.log.at(reading.anchor)
        now = reading.now
        if reading.behind > MUCH:
            self._say(Trouble("clock_behind", now, seconds=reading.behind.total_seconds()))
        if reading.jumped > MUCH:
            self._say(Trouble("clock_forward", now, seconds=reading.jumped.total_seconds()))
        elif before is not None and now - before.time > 2 * BEAT and not _meanwhile(before, reading.anchor):
            self._say(Trouble("asleep", now, seconds=(now - before.time).total_seconds()))
        return reading

    def _look_at_schedule(self, now: datetime) -> None:
        """Read the schedule anew if it was replaced; one that is gone, or cannot be read, leaves the last in force."""
        stamp = self.post.stamp("schedule")
        if stamp == self._seen:
            return
        if stamp is None and self._seen != "never":
            self._say(
                Trouble("schedule", now, what="watch_gone")
            )  # a disk that was taken out is no end of the journeys
            return
        try:
            self.schedule = read_schedule(self.post)
            self._seen = stamp
        except WaystationError as error:
            self._say(Trouble("schedule", now, what=error.code))

    # ---- ringing

    def _ring(self, due: Iterable[Ring], now: datetime) -> None:
        """Give alarms one by one, each noted before and after: a kill finds no more than one of which nobody knows."""
        for ring in due:
            begun = ring.rung(now, done=False)
            self.log = self.log.having(begun)
            self._keep(now)
            notice = Notice(
                ring.number, ring.stage, ring.check.due, now, ring.again, ring.unsure, ring.first, ring.passed
            )
            self._going[begun] = {each.name: each.give(notice) for each in self.channels}
            self._settle(now)

    def _settle(self, now: datetime) -> None:
        """Note what was given; what no channel could give is to be rung again soon."""
        self._telling = [given for given in self._telling if given() is None]
        done: list[Rung] = []
        for rung, channels in list(self._going.items()):
            said = {name: given() for name, given in channels.items()}
            for name, why in said.items():
                if why:
                    self._say(Trouble("channel", now, what=f"{name}: {why}"), leave_out=name)
            given = any(why == "" for why in said.values())
            left = {name: channels[name] for name, why in said.items() if why is None}
            if given and not rung.done:
                done.append(replace(rung, done=True))
            if left:
                self._going.pop(rung)
                self._going[replace(rung, done=rung.done or given)] = left
                continue
            self._going.pop(rung)
            if not given and not rung.done:
                self._waiting[rung.name] = now + AGAIN
        if done:
            self.log = self.log.having(*done)
            self._keep(now)

    def _say(self, trouble: Trouble, leave_out: str = "") -> None:
        """Say what is wrong on every channel that may work, but not over and over."""
        key = (trouble.code, trouble.what)
        last = self._said.get(key)
        if last is not None and trouble.at - last < TROUBLE_AGAIN:
            return
        self._said[key] = trouble.at
        for each in self.channels:
            if each.name != leave_out:
                self._telling.append(each.give(trouble))

    # ---- keeping

    def _keep(self, now: datetime) -> None:
        """Put the log on the disk; where that cannot be done, alarms ring all the same."""
        log = self.log.pruned(self.schedule, now) if self._seen != "never" else self.log
        try:
            self.post.write("log", log.plain())
        except WaystationError as error:
            self._say(Trouble("log", now, what=error.code))
            return
        self.log = self._kept = log

    def _keep_beat(self, now: datetime) -> None:
        kept = self._kept.anchor
        if kept is None or now - kept.time >= BEAT:
            self._keep(now)

    def _rest(self, now: datetime) -> float:
        if self.busy:
            return SHORT_NAP
        ahead = [at for at in (next_change(self.schedule, now), *self._waiting.values()) if at is not None and at > now]
        soonest = min(((at - now).total_seconds() for at in ahead), default=LONGEST_NAP)
        return max(0.0, min(LONGEST_NAP, soonest))


def _meanwhile(before: Anchor, after: Anchor) -> bool:
    """Whether hardly any time has passed by a clock that nobody sets: then nobody slept, whatever else it is."""
    return timedelta(0) <= timedelta(seconds=after.passed - before.passed) <= 2 * BEAT
