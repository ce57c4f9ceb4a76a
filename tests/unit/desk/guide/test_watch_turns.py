"""The watch, turn by turn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.watching import FakeChannel, FakeClocks, FakePost, at, check, schedule
from waystation.desk.guide.watch_turns import LONGEST_NAP, SHORT_NAP, Watch
from waystation.guiding.schedule import Ringing, Schedule, Watched
from waystation.world.report_journeys import ALARM_STAGES

ONCE = Ringing(repeats=(0, 0, 0, 0))


def watching(plan=None, *channels, minutes=0.0):
    """A watch over a schedule, its machine and its first channel."""
    post, clocks = FakePost(schedule(check(60), ringing=ONCE) if plan is None else plan), FakeClocks(minutes)
    found = channels or (FakeChannel(),)
    return Watch(post, found, clocks), post, clocks, found[0]


def goes_on(watch, clocks, minutes, most=3600.0):
    """Let it turn and rest until so many minutes into the night."""
    while clocks.time < at(minutes):
        nap = watch.turn()
        assert nap > 0.0
        clocks.passes(min(max(nap, 1.0), most, (at(minutes) - clocks.time).total_seconds()))
    watch.turn()


def test_every_stage_is_given_at_its_time():
    """Once, by every channel."""
    one, other = FakeChannel("one"), FakeChannel("other")
    watch, _, clocks, _ = watching(None, one, other)
    goes_on(watch, clocks, 600)
    given = [(one.stage, one.at) for one in one.notices]
    assert given == list(zip(ALARM_STAGES, map(at, (60, 90, 105, 150, 270)), strict=True))
    assert one.notices == other.notices


def test_it_rests_while_there_is_nothing_to_do():
    """And looks at times whether the machine slept, or there is a new schedule."""
    watch, _, clocks, _ = watching()
    assert watch.turn() == LONGEST_NAP
    clocks.passes(60 * 60 - 4)
    assert watch.turn() == 4.0
    empty, *_ = watching(Schedule())
    assert empty.turn() == LONGEST_NAP


def test_it_notes_before_and_after_it_rings():
    """Begun, then done."""
    watch, post, clocks, channel = watching(None, FakeChannel(why=None))
    clocks.passes(3600)
    assert watch.turn() == SHORT_NAP
    assert [one[5] for one in post.read("log")["rung"]] == [0]
    channel.why = ""
    watch.turn()
    assert [one[5] for one in post.read("log")["rung"]] == [1]


def test_a_channel_that_hangs_holds_nothing_back():
    """Other journeys' alarms are given while it hangs, and nothing is given twice."""
    plan = schedule(check(60), ringing=ONCE).having(Watched(902, (check(61),), ringing=ONCE))
    hanging, well = FakeChannel("hanging", why=None), FakeChannel("well")
    watch, post, clocks, _ = watching(plan, hanging, well)
    goes_on(watch, clocks, 62, most=10.0)
    assert well.stages() == hanging.stages() == [(417, "reminder", 0), (902, "reminder", 0)]
    assert watch.busy
    assert [one[5] for one in post.read("log")["rung"]] == [1, 1]


def test_a_channel_that_fails_is_said_on_the_others():
    """Once in a while, not with every alarm."""
    failing, well = FakeChannel("failing", why="it ended with status 1"), FakeChannel("well")
    watch, _, clocks, _ = watching(None, failing, well)
    goes_on(watch, clocks, 65)
    assert [(one.code, one.what) for one in well.troubles] == [("channel", "failing: it ended with status 1")]
    assert failing.troubles == []
    goes_on(watch, clocks, 95)
    assert len(well.troubles) == 2


def test_an_alarm_that_no_channel_gave_is_rung_again_soon():
    """After a minute, until one gives it."""
    watch, post, clocks, channel = watching(None, FakeChannel(why="no"))
    goes_on(watch, clocks, 63)
    assert channel.stages() == [(417, "reminder", 0)] * 4
    channel.why = ""
    goes_on(watch, clocks, 80)
    assert len(channel.notices) == 5
    assert [one[5] for one in post.read("log")["rung"]] == [1]


def test_a_disk_that_cannot_be_written_silences_nothing():
    """It is said, and every alarm is given once."""
    watch, post, clocks, channel = watching()
    post.broken = "disk"
    goes_on(watch, clocks, 600)
    assert len(channel.notices) == 5
    assert {one.code for one in channel.troubles} == {"log"}


def test_a_schedule_that_cannot_be_read_leaves_the_last_one_in_force():
    """It is said, and what was known to be expected still rings."""
    watch, post, clocks, channel = watching()
    watch.turn()
    post.expects(Schedule())
    post.broken = "schedule"
    goes_on(watch, clocks, 100)
    assert channel.stages() == [(417, "reminder", 0), (417, "overdue", 0)]
    assert {one.code for one in channel.troubles} == {"schedule"}
    post.broken = ""
    goes_on(watch, clocks, 300)
    assert len(channel.notices) == 2


def test_a_schedule_that_is_gone_leaves_the_last_one_in_force():
    """The disk was taken out; that ends no journey."""
    watch, post, clocks, channel = watching()
    watch.turn()
    post.files.pop("schedule")
    goes_on(watch, clocks, 100)
    assert channel.stages() == [(417, "reminder", 0), (417, "overdue", 0)]
    assert {one.code for one in channel.troubles} == {"schedule"}


def test_a_new_schedule_is_seen_within_a_quarter_of_a_minute():
    """A sign of life ends the alarm."""
    watch, post, clocks, channel = watching()
    goes_on(watch, clocks, 91)
    post.expects(schedule(check(60), ringing=ONCE, alive=at(92)))
    goes_on(watch, clocks, 600)
    assert channel.stages() == [(417, "reminder", 0), (417, "overdue", 0)]


def test_taking_note_stops_repetitions():
    """Of a journey that has an alarm; of any other there is nothing to note."""
    watch, _, clocks, channel = watching(schedule(check(60)))
    goes_on(watch, clocks, 290)
    assert watch.note(417)
    assert not watch.note(902)
    before = len(channel.notices)
    goes_on(watch, clocks, 2000)
    assert len(channel.notices) == before


def test_nothing_is_noted_before_it_is_due():
    """What may come yet is not to be silenced."""
    watch, _, _, _ = watching()
    assert not watch.note(417)


@pytest.mark.parametrize(("minutes", "code"), [(-180, "clock_behind"), (180, "clock_forward")])
def test_a_clock_that_was_set_is_said(minutes, code):
    """Whichever way; a small step is not worth a word."""
    watch, _, clocks, channel = watching()
    watch.turn()
    clocks.time += timedelta(minutes=minutes)
    watch.turn()
    assert [(one.code, one.seconds) for one in channel.troubles] == [(code, 180 * 60)]
    quiet, _, still, listening = watching()
    quiet.turn()
    still.time += timedelta(seconds=20)
    quiet.turn()
    assert listening.troubles == []


def test_a_machine_that_slept_says_so():
    """For how long nobody watched, when it is on again."""
    watch, _, clocks, channel = watching()
    watch.turn()
    clocks.passes(3 * 3600)
    watch.turn()
    assert [(one.code, one.seconds) for one in channel.troubles] == [("asleep", 3 * 3600)]
    assert channel.stages() == [(417, "escalate", 0)]
    assert channel.notices[0].passed == ("reminder", "overdue", "first_call")


def test_a_rehearsal_that_runs_ahead_has_not_slept():
    """Hours pass in a moment, by its own clock alone."""
    watch, _, clocks, channel = watching()
    clocks.boot = lambda: ""
    watch.turn()
    clocks.time += timedelta(hours=3)
    clocks.seconds += 1.0
    watch.turn()
    assert channel.troubles == []
    assert channel.stages() == [(417, "escalate", 0)]


def test_the_log_is_kept_now_and_then_whether_or_not_anything_rings():
    """So that the time of its file says nothing of alarms."""
    watch, post, clocks, _ = watching(Schedule())
    goes_on(watch, clocks, 60)
    assert 11 <= post.writes <= 14


def test_what_is_stopped_goes_on_where_it_was():
    """Another watch over the same files rings what is left, and nothing that was rung."""
    watch, post, clocks, channel = watching()
    goes_on(watch, clocks, 100)
    watch.stop()
    goes_on(Watch(post, (channel,), clocks), clocks, 600)
    assert [stage for _, stage, _ in channel.stages()] == list(ALARM_STAGES)
    assert not any(one.unsure for one in channel.notices)


def test_a_log_that_cannot_be_read_is_as_none():
    """What two vaults' files look alike by is chance: the watch begins anew."""
    post = FakePost(schedule(check(60), ringing=ONCE))
    post.broken = "log"
    channel, clocks = FakeChannel(), FakeClocks(95)
    Watch(post, (channel,), clocks).turn()
    assert channel.stages() == [(417, "overdue", 0)]
