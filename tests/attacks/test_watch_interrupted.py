"""The watch is killed, the machine sleeps, its clock is set: no alarm is missed, and none is given twice.

A night of three journeys is watched to its end with a simulated clock. It is interrupted at every place where it can
be: before and after every write of its log and every notice, at every turn by a clock set forward or back, by sleep, or
by a kill and a restart of the machine. The one place where an alarm may be given a second time is a kill between its
notice and the note that it was given; then the second says that it may be one.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.watching import FakeChannel, FakeClocks, FakePost, Killed, at, check, schedule
from waystation.desk.guide.watch_turns import Watch
from waystation.guiding.schedule import Ringing, Watched

END = 660.0
STEP = 900.0
SOON = Ringing(first_call=600, escalate=1200, critical=2400, repeats=(0, 0, 900, 600))
QUIET = Ringing(repeats=(0, 0, 0, 1800), quiet=((at(100), at(230)),), quiet_for=0b1011)


def night():
    """Two silent journeys, one of them through quiet hours, and one that is well."""
    plan = schedule(check(40), check(200), ringing=SOON)
    plan = plan.having(Watched(902, (check(75), check(400)), ringing=QUIET))
    return plan.having(Watched(555, (check(120), check(300)), alive=at(300), ringing=SOON))


def expected():
    """Every stage of every sign of life that does not come, until the end: journey, when it was due, stage."""
    from waystation.guiding.alarms import stage_times
    from waystation.world.report_journeys import ALARM_STAGES

    return {
        (one.number, each.due, stage)
        for one in night().journeys.values()
        for each in one.open_checks
        for stage, begins in zip(ALARM_STAGES, stage_times(each, one.ringing), strict=True)
        if begins <= at(END)
    }


class Night:
    """A night's watch, with one interruption.

    Args:
        post: Its files.
        channel: Where it rings.
    """

    def __init__(self, post=None, channel=None):
        self.post = post or FakePost(night())
        self.channel = channel or FakeChannel()
        self.clocks = FakeClocks()
        self.watch = None
        self.turns = 0
        self.killed = 0

    def pass_by(self, interrupt=None):
        """Watch to the end; `interrupt` is asked before each turn."""
        while True:
            try:
                if self.watch is None:
                    self.watch = Watch(self.post, (self.channel,), self.clocks)
                self.turns += 1
                if interrupt is not None:
                    interrupt(self)
                nap = self.watch.turn()
                if self.watch.now() >= at(END):
                    return self
                self.clocks.passes(min(max(nap, STEP if nap >= 15.0 else nap), STEP))
            except Killed:
                self.killed += 1
                self.watch = None
                self.clocks.passes(60.0)

    def given(self):
        """What was given, or told with something graver."""
        stages = {(one.number, one.due, one.stage) for one in self.channel.notices}
        return stages | {(one.number, one.due, stage) for one in self.channel.notices for stage in one.passed}

    def must_be_whole(self):
        """Nothing was missed; nothing was given twice but what says that it may have been."""
        assert self.given() == expected()
        names = [one.name for one in self.channel.notices]
        twice = [one for place, one in enumerate(self.channel.notices) if one.name in names[:place]]
        assert all(one.unsure for one in twice), twice
        begun = [(one.number, one.due, one.stage) for one in self.channel.notices if one.first and not one.unsure]
        assert len(begun) == len(set(begun))
        return len(twice)


@pytest.fixture(scope="module")
def undisturbed():
    """The night without any interruption."""
    return Night().pass_by()


def test_undisturbed_the_night_is_whole(undisturbed):
    """All that is expected rings, once; it takes long enough to be interrupted at many places."""
    assert undisturbed.must_be_whole() == 0
    assert len(undisturbed.channel.notices) > 30
    assert undisturbed.post.writes > 80
    assert undisturbed.turns > 40


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_watch_killed_at_any_write_misses_and_repeats_nothing(undisturbed, when):
    """Only what was given, and not yet noted, comes a second time, and says so."""
    repeated = 0
    for write in range(1, undisturbed.post.writes + 1):
        night_of = Night(FakePost(night(), (write, when))).pass_by()
        assert night_of.killed == 1
        repeated += night_of.must_be_whole()
    rings = len(undisturbed.channel.notices)
    assert repeated <= (rings if when == "before" else 0)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_watch_killed_at_any_notice_misses_nothing(undisturbed, when):
    """Killed just before, it is given once; just after, twice, the second time as perhaps the second."""
    for notice in range(1, len(undisturbed.channel.notices) + 1):
        night_of = Night(channel=FakeChannel(fatal=(notice, when))).pass_by()
        assert night_of.killed == 1
        assert night_of.must_be_whole() == (0 if when == "before" else 1)


@pytest.mark.parametrize("minutes", [-600, -45, -3, 3, 45])
def test_a_clock_that_is_set_at_any_turn_misses_and_repeats_nothing(undisturbed, minutes):
    """Forward and back; what has become due by a clock set forward rings at once."""
    for turn in range(1, undisturbed.turns + 1):

        def set_clock(night_of, turn=turn):
            if night_of.turns == turn:
                night_of.clocks.time += timedelta(minutes=minutes)

        assert Night().pass_by(set_clock).must_be_whole() == 0


@pytest.mark.parametrize("minutes", [4, 50, 300])
def test_a_machine_that_sleeps_at_any_turn_misses_and_repeats_nothing(undisturbed, minutes):
    """What became due meanwhile rings when it wakes up, each sign of life once, as grave as it is."""
    for turn in range(1, undisturbed.turns + 1):

        def sleep(night_of, turn=turn):
            if night_of.turns == turn:
                night_of.clocks.passes(60.0 * minutes)

        assert Night().pass_by(sleep).must_be_whole() == 0


@pytest.mark.parametrize("minutes", [-90, 0, 30])
def test_a_machine_that_is_started_anew_at_any_turn_misses_and_repeats_nothing(undisturbed, minutes):
    """Its clock may be wrong after that; the time is never earlier than it was."""
    for turn in range(1, undisturbed.turns + 1):

        def start_anew(night_of, turn=turn):
            if night_of.turns == turn and night_of.clocks.started == "boot":
                night_of.clocks.started, night_of.clocks.seconds = "another", 1.0
                night_of.clocks.time += timedelta(minutes=minutes)
                raise Killed

        assert Night().pass_by(start_anew).must_be_whole() == 0


def test_there_were_enough_places(undisturbed):
    """More than five hundred."""
    kills = 2 * undisturbed.post.writes + 2 * len(undisturbed.channel.notices)
    assert kills + 11 * undisturbed.turns > 500


def test_a_watch_that_forgets_what_it_rang_is_found_out(undisturbed):
    """The attack can fail: without its log it rings again what it had rung."""

    def forget(night_of):
        if night_of.turns == undisturbed.turns // 2:
            night_of.post.files.pop("log")
            raise Killed

    with pytest.raises(AssertionError):
        Night().pass_by(forget).must_be_whole()


def test_a_watch_that_takes_the_clock_as_it_is_is_found_out(undisturbed, monkeypatch):
    """The attack can fail: by a clock set back for good, it misses the end of the night."""
    from waystation.desk.guide import watch_turns
    from waystation.guiding.watch_time import Anchor, Reading

    monkeypatch.setattr(
        watch_turns, "time_now", lambda _before, clock, passed, boot: Reading(Anchor(clock, passed, boot))
    )

    def set_forward_and_back(night_of):
        if night_of.turns == 10:
            night_of.clocks.time += timedelta(minutes=-600)
        if night_of.turns == 30:
            night_of.clocks.time = at(END)

    night_of = Night().pass_by(set_forward_and_back)
    late = [one for one in night_of.channel.notices if one.stage == "critical" and one.at > at(END - 1)]
    assert late
