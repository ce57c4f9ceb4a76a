"""What the watch has rung."""

from __future__ import annotations

import json

import pytest

from tests.watching import at, check, schedule
from waystation.errors import Damaged
from waystation.guiding.alarm_log import MOST_RUNG, AlarmLog, Rung
from waystation.guiding.watch_time import Anchor

RUNG = Rung(417, at(60), "overdue", 0, at(90), done=True, passed=("reminder",))


def test_a_log_comes_back_as_it_was():
    """Through JSON, to the microsecond."""
    log = AlarmLog((RUNG,), {417: at(95)}, Anchor(at(100.0000001), 12.5, "b00t"))
    assert AlarmLog.from_plain(json.loads(json.dumps(log.plain()))) == log


@pytest.mark.parametrize("change", [
    lambda v: None,
    lambda v: {**v, "rung": [[1, 2]]},
    lambda v: {**v, "rung": [[417, 0, 9, 0, 0, 1, []]]},
    lambda v: {**v, "rung": v["rung"] * (MOST_RUNG + 1)},
    lambda v: {**v, "acks": [[417, "now"]]},
    lambda v: {**v, "acks": [[417, 10**30]]},
    lambda v: {**v, "time": [0, "x", "y"]},
])  # fmt: skip
def test_what_is_no_log_is_refused(change):
    """With an error of ours."""
    with pytest.raises(Damaged) as error:
        AlarmLog.from_plain(change(AlarmLog((RUNG,)).plain()))
    assert error.value.code == "watch_log"


def test_the_last_word_on_a_ring_counts():
    """Begun, then done: one record."""
    begun = Rung(*RUNG.name, at=at(90), done=False)
    assert AlarmLog((begun,)).having(RUNG).rung == (RUNG,)


def test_only_so_many_rings_are_kept():
    """The oldest go first."""
    log = AlarmLog().having(*(Rung(417, at(n), "overdue", 0, at(n)) for n in range(MOST_RUNG + 5)))
    assert (len(log.rung), log.rung[0].due) == (MOST_RUNG, at(5))


def test_what_is_old_and_over_is_forgotten():
    """What is still expected, or not so old, is kept; so that whoever opens the vault finds it."""
    log = AlarmLog((RUNG,), {417: at(95)})
    months = at(60 * 24 * 70)
    assert log.pruned(schedule(), at(5000)).rung == (RUNG,)
    assert log.pruned(schedule(check(60)), months) == log
    assert log.pruned(schedule(), months) == AlarmLog()


def test_what_was_rung_by_a_clock_that_ran_ahead_is_forgotten_with_its_time():
    """Once somebody said that the earlier time is right."""
    log = AlarmLog((RUNG, Rung(417, at(600), "overdue", 0, at(630))), {417: at(640)}, Anchor(at(650), 1.0))
    assert log.without_future(at(100)) == AlarmLog((RUNG,))
