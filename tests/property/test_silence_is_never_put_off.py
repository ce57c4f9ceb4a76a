"""Law: a sign of life that does not come rings at each of its stages, whatever plans are made meanwhile.

And while a journey runs, something is always expected of it, not later than its rules say.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watching import at, leg_ahead, stay_ahead
from waystation.guiding.alarm_log import AlarmLog
from waystation.guiding.alarms import rings_due
from waystation.guiding.expecting import watched_of
from waystation.guiding.schedule import Schedule, revised
from waystation.world.charter_watch import WatchRules
from waystation.world.report_journeys import ALARM_STAGES

RULES = WatchRules(grace_minutes=20.0)
ZONE = at(0).tzinfo


@st.composite
def ways(draw, first=0.0):
    """A way ahead from some minute on: legs and stays one after another."""
    begins, found = first, []
    for _ in range(draw(st.integers(0, 4))):
        minutes = draw(st.integers(15, 600))
        leg = draw(st.booleans())
        found.append(
            leg_ahead(begins, minutes, draw(st.sampled_from([0.0, 0.2]))) if leg else stay_ahead(begins, minutes)
        )
        begins += minutes
    return found


def made(way, alive, moved):
    """What such a way makes us expect."""
    return watched_of(417, way, alive=at(alive), moved=at(moved), rules=RULES, rate=None, zone=ZONE)


@settings(max_examples=150)
@given(
    ways(),
    st.lists(st.tuples(st.integers(1, 400), ways()), max_size=8),
    st.lists(st.integers(1, 240), min_size=1, max_size=40),
)
def test_no_plan_puts_silence_off(first, plans, looks):
    """Plans come at any time, and the watch looks at any time; nobody is heard of."""
    watched = revised(None, made(first, 0, 0), at(0))
    changes, minute = [], 0
    for gap, way in plans:
        minute += gap
        changes.append((minute, way))
    log, given_, now = AlarmLog(), set(), 0
    due_once = {}
    for gap in [*looks, *[60] * 30]:
        now += gap
        while changes and changes[0][0] <= now:
            when, way = changes.pop(0)
            due_once |= {one.due: one for one in watched.open_checks if one.due <= at(when)}
            watched = revised(watched, made(way, 0, 0), at(when))
        for ring in rings_due(Schedule().having(watched), log, at(now)):
            name = (ring.check.due, ring.stage)
            assert name not in given_ or not ring.first
            given_ |= {name, *((ring.check.due, stage) for stage in ring.passed)}
            log = log.having(ring.rung(at(now), done=True))
        due_once |= {one.due: one for one in watched.open_checks if one.due <= at(now)}
        for check in due_once.values():
            if check.overdue <= at(now):
                assert (check.due, "overdue") in given_
            if check.overdue + timedelta(minutes=RULES.critical_minutes) <= at(now):
                assert {(check.due, stage) for stage in ALARM_STAGES} <= given_


@settings(max_examples=200)
@given(ways(), st.integers(0, 3000), st.integers(0, 3000))
def test_something_is_always_expected(way, alive, moved):
    """Whatever way is ahead, and whenever they were last heard of: the next word is due in time."""
    watched = made(way, alive, moved)
    heard = max(alive, moved)
    ends = max([heard, *(((one.late_ends or one.ends) - at(0)).total_seconds() / 60 for one in way)])
    soonest = min((one.due - at(0)).total_seconds() / 60 for one in watched.open_checks)
    assert soonest > heard or any(one.due > at(heard) for one in watched.open_checks)
    assert soonest <= ends + 60 * RULES.every_hours
