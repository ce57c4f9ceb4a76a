"""From silence to alarm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.watching import at, check, schedule
from waystation.guiding.alarm_log import AlarmLog
from waystation.guiding.alarms import next_change, rings_due, stage_at, standings
from waystation.guiding.schedule import Ringing, Watched

# Due at 60, overdue at 90, first call at 105, escalate at 150, critical at 270.
PLAIN = Ringing(repeats=(0, 0, 0, 0))
STAGES = [(60, "reminder"), (90, "overdue"), (105, "first_call"), (150, "escalate"), (270, "critical")]
NIGHT_QUIET = ((at(80), at(200)),)


def rings(plan, log, minutes):
    return [(one.number, one.stage, one.again) for one in rings_due(plan, log, at(minutes))]


def rung_at(plan, log, minutes):
    """Ring what is due, as the watch does; what was rung, and the log after it."""
    due = rings_due(plan, log, at(minutes))
    return [(one.number, one.stage, one.passed) for one in due], log.having(
        *(one.rung(at(minutes), done=True) for one in due)
    )


@pytest.mark.parametrize(("minutes", "stage"), STAGES)
def test_every_stage_begins_at_its_time(minutes, stage):
    """Not a second earlier."""
    one = check(60)
    assert stage_at(one, PLAIN, at(minutes)) == stage
    before = stage_at(one, PLAIN, at(minutes) - timedelta(seconds=1))
    earlier = [name for begin, name in STAGES if begin < minutes]
    assert before == (earlier[-1] if earlier else None)


def test_each_stage_rings_once():
    """Looked at every minute, five rings in all, in their order and at their times."""
    log, heard = AlarmLog(), []
    for minute in range(400):
        due, log = rung_at(schedule(check(60), ringing=PLAIN), log, minute)
        heard += [(minute, stage) for _, stage, _ in due]
    assert heard == STAGES


def test_what_was_slept_through_rings_once_as_the_gravest():
    """A machine that wakes up after hours does not ring four times; the stages that passed are told."""
    due, log = rung_at(schedule(check(60), ringing=PLAIN), AlarmLog(), 200)
    assert due == [(417, "escalate", ("reminder", "overdue", "first_call"))]
    assert rings(schedule(check(60), ringing=PLAIN), log, 201) == []


def test_a_sign_of_life_ends_it():
    """Whatever stage it had reached."""
    assert rings(schedule(check(60), ringing=PLAIN, alive=at(61)), AlarmLog(), 400) == []
    assert rings(schedule(check(60, since=0), ringing=PLAIN, moved=at(30)), AlarmLog(), 400) == []


def test_a_missed_sign_waits_behind_no_other():
    """Neither another journey's alarm nor an older one of its own holds it back; the gravest comes first."""
    plan = schedule(check(60), check(240), ringing=PLAIN).having(Watched(902, (check(230),), ringing=PLAIN))
    assert rings(plan, AlarmLog(), 271) == [(417, "critical", 0), (902, "overdue", 0), (417, "overdue", 0)]


def test_alarms_repeat_as_the_charter_says_and_not_otherwise():
    """Escalate every half hour, critical every ten minutes, the others once."""
    log, heard = AlarmLog(), []
    for minute in range(300):
        due, log = rung_at(schedule(check(60), ringing=Ringing()), log, minute)
        heard += [(minute, stage) for _, stage, _ in due]
    assert [minute for minute, stage in heard if stage == "escalate"] == [150, 180, 210, 240]
    assert [minute for minute, stage in heard if stage == "critical"] == [270, 280, 290]
    assert len(heard) == 10


def test_repetitions_that_were_slept_through_ring_once():
    """After an hour asleep, once, and then again at the charter's times."""
    plan = schedule(check(60), ringing=Ringing())
    _, log = rung_at(plan, AlarmLog(), 270)
    due, log = rung_at(plan, log, 335)
    assert [stage for _, stage, _ in due] == ["critical"]
    assert rings(plan, log, 339) == []
    assert rings(plan, log, 340) == [(417, "critical", 7)]


def test_taking_note_stops_repetitions_and_nothing_else():
    """The next stage rings all the same."""
    plan = schedule(check(60), ringing=Ringing())
    _, log = rung_at(plan, AlarmLog(), 150)
    log = log.noted(417, at(155))
    assert rings(plan, log, 260) == []
    assert rings(plan, log, 270) == [(417, "critical", 0)]


def test_taking_note_of_one_journey_leaves_others_ringing():
    """By number."""
    plan = schedule(check(60), ringing=Ringing()).having(Watched(902, (check(60),), ringing=Ringing()))
    _, log = rung_at(plan, AlarmLog(), 270)
    assert rings(plan, log.noted(902, at(275)), 290) == [(417, "critical", 2)]


def test_quiet_hours_hold_back_what_the_charter_names_until_they_end():
    """The stage is reached all the same; when they end it rings."""
    ringing = Ringing(repeats=(0, 0, 0, 0), quiet=NIGHT_QUIET, quiet_for=0b1111)
    plan = schedule(check(60), ringing=ringing)
    assert stage_at(check(60), ringing, at(160)) == "escalate"
    _, log = rung_at(plan, AlarmLog(), 60)
    assert [rings(plan, log, minute) for minute in (90, 105, 150, 199)] == [[]] * 4
    assert rings_due(plan, log, at(200))[0].passed == ("overdue", "first_call")


def test_quiet_hours_hold_nothing_else_back():
    """A missed sign rings where only reminders are held back."""
    ringing = Ringing(repeats=(0, 0, 0, 0), quiet=((at(30), at(200)),), quiet_for=0b1)
    log, heard = AlarmLog(), []
    for minute in range(400):
        due, log = rung_at(schedule(check(60), ringing=ringing), log, minute)
        heard += [(minute, stage) for _, stage, _ in due]
    assert heard == STAGES[1:]


def test_quiet_hours_never_silence_critical():
    """Even if somebody wrote every bit."""
    ringing = Ringing(critical=5 * 60, quiet=((at(0), at(10_000)),), quiet_for=0b11111)
    assert rings(schedule(check(60), ringing=ringing), AlarmLog(), 95) == [(417, "critical", 0)]
    assert rings(schedule(check(60), ringing=ringing), AlarmLog(), 94) == []


def test_repetitions_of_critical_ring_through_quiet_hours():
    """Every ten minutes."""
    ringing = Ringing(critical=0, quiet=((at(0), at(10_000)),), quiet_for=0b1111)
    plan = schedule(check(60), ringing=ringing)
    _, log = rung_at(plan, AlarmLog(), 90)
    assert rings(plan, log, 100) == [(417, "critical", 1)]


def test_repetitions_wait_for_the_end_of_quiet_hours():
    """Of a stage that they hold back, and once when they end."""
    ringing = Ringing(critical=10_000 * 60, quiet=((at(155), at(400)),), quiet_for=0b1000)
    plan = schedule(check(60), ringing=ringing)
    _, log = rung_at(plan, AlarmLog(), 150)
    assert [rings(plan, log, minute) for minute in (180, 210, 399)] == [[]] * 3
    _, after = rung_at(plan, log, 400)
    assert rings(plan, log, 400) == [(417, "escalate", 8)]
    assert rings(plan, after, 419) == []


def test_a_ring_that_was_only_begun_is_rung_again_and_said_to_be_unsure():
    """Nobody knows whether it was heard."""
    plan = schedule(check(60), ringing=PLAIN)
    begun = rings_due(plan, AlarmLog(), at(90))[0].rung(at(90), done=False)
    (again,) = rings_due(plan, AlarmLog((begun,)), at(91))
    assert (again.stage, again.unsure) == ("overdue", True)
    assert rings_due(plan, AlarmLog((begun,)), at(91), {begun.name}) == []


@pytest.mark.parametrize("ringing", [Ringing(), PLAIN, Ringing(quiet=((at(85), at(205)),), quiet_for=0b1111)])
def test_nothing_changes_between_two_changes(ringing):
    """Looking only when something may change rings what looking every minute rings, at the same times."""
    plan = schedule(check(60), check(200), ringing=ringing)

    def heard(times):
        log, found = AlarmLog(), []
        for minute in times:
            due, log = rung_at(plan, log, minute)
            found += [(minute, one[1]) for one in due]
        return found

    times, now = [], at(0)
    while (following := next_change(plan, now)) is not None and following < at(600):
        times.append((following - at(0)).total_seconds() / 60)
        now = following
    assert len(times) < 60
    assert heard(times) == heard(range(600))


def test_nothing_expected_never_changes():
    """The watch may sleep."""
    assert next_change(schedule(), at(0)) is None
    assert next_change(schedule(check(60), alive=at(60)), at(0)) is None


def test_how_everything_stands():
    """The gravest first, with when it gets graver and whether somebody knows."""
    plan = schedule(check(60), ringing=PLAIN).having(Watched(902, (check(400),), ringing=PLAIN))
    first, second = standings(plan, AlarmLog().noted(417, at(160)), at(160))
    assert (first.number, first.stage, first.noted, first.next_at) == (417, "escalate", True, at(270))
    assert (second.number, second.stage, second.noted, second.next_at) == (902, None, False, at(400))
    assert not standings(plan, AlarmLog().noted(417, at(100)), at(160))[0].noted


def test_one_silence_is_not_repeated_in_many_voices():
    """Every sign of life of a journey rings at each of its stages; only the oldest of the gravest rings again."""
    plan = schedule(check(60), check(70), ringing=Ringing())
    log, heard = AlarmLog(), []
    for minute in range(320):
        for one in rings_due(plan, log, at(minute)):
            heard.append((minute, one.check.due, one.stage, one.first))
            log = log.having(one.rung(at(minute), done=True))
    assert len([one for one in heard if one[3]]) == 10
    assert {due for _, due, _, first in heard if not first} == {at(60)}
    assert [minute for minute, _, stage, first in heard if stage == "critical" and not first] == [280, 290, 300, 310]
