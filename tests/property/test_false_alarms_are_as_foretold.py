"""Law: the share of people who are well and for whom an alarm rings is the one that was foretold, and was asked for."""

from __future__ import annotations

import math
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watching import at, leg_ahead, stay_ahead
from waystation.guiding.alarm_log import AlarmLog
from waystation.guiding.alarms import rings_due
from waystation.guiding.expecting import dues_of, expected_of
from waystation.guiding.false_alarms import call_delay
from waystation.guiding.schedule import Ringing, Schedule, Watched
from waystation.world.charter_watch import CallHabits, WatchRules

RUNS = 2000


@st.composite
def watched(draw):
    """A leg or a stay, how people call, and the rate of false alarms that somebody wants."""
    late, back = draw(st.floats(0.0, 0.5)), draw(st.floats(0.0, 0.4))
    stretch = draw(st.sampled_from([leg_ahead(0, 90, late, back), stay_ahead(0, 90)]))
    half = draw(st.floats(1.0, 60.0))
    calls = CallHabits(half=half, most=half * draw(st.floats(1.5, 8.0)))
    rate = draw(st.sampled_from([0.3, 0.1, 0.05, 0.02]))
    return stretch, WatchRules(calls=calls, false_alarms=rate)


def happens(stretch, calls, chance):
    """When somebody who is well is heard of: when it ended, and how long they took to call."""
    ended, drawn = stretch.ends, chance.random()
    if drawn < stretch.late:
        ended = stretch.late_ends
    elif drawn < stretch.late + stretch.back:
        ended = stretch.back_ends
    return ended + call_delay(calls, chance)


@settings(max_examples=40)
@given(watched(), st.integers(0, 2**32))
def test_the_share_is_the_foretold(given_, seed):
    """Each draw is watched as the watch does it: an alarm is one that rings before the sign of life came."""
    stretch, rules = given_
    (check,) = expected_of(dues_of([stretch], at(0), timedelta(hours=12)), rules, None)
    chance = Random(seed)
    plan = Schedule().having(Watched(417, (check,), ringing=Ringing()))
    assert rings_due(plan, AlarmLog(), check.overdue)[0].stage != "reminder"
    rung = sum(happens(stretch, rules.calls, chance) > check.overdue for _ in range(RUNS))
    spread = math.sqrt(check.rate * (1.0 - check.rate) / RUNS)
    assert abs(rung / RUNS - check.rate) <= 5 * spread + 1 / RUNS
    assert check.rate <= rules.false_alarms + 1e-12


@settings(max_examples=60)
@given(watched(), st.floats(0.002, 0.5), st.floats(0.002, 0.5))
def test_asking_for_fewer_never_shortens_the_grace(given_, one, other):
    """Nor does it make for more of them."""
    stretch, rules = given_
    dues = dues_of([stretch], at(0), timedelta(hours=12))
    (fewer,), (more,) = (expected_of(dues, rules, rate) for rate in sorted([one, other]))
    assert fewer.overdue >= more.overdue
    assert fewer.rate <= more.rate + 1e-12
