"""The schedule of the watch."""

from __future__ import annotations

import json

import pytest

from tests.watching import at, check, schedule
from waystation.errors import Damaged
from waystation.guiding.schedule import Ringing, Schedule, Watched, revised


def test_a_schedule_comes_back_as_it_was():
    """Through JSON, to the second."""
    quiet = Ringing(60, 120, 180, (0, 5, 6, 7), ((at(1), at(2)),), 3)
    before = schedule(check(60), check(120, since=0, opens=1), ringing=quiet, alive=at(3), moved=None)
    before = before.having(Watched(902, (check(5),)))
    assert Schedule.from_plain(json.loads(json.dumps(before.plain()))) == before


def test_a_schedule_holds_numbers_only():
    """No text of any kind is in it but the names of its own fields."""

    def texts(value):
        if isinstance(value, dict):
            return [text for each in value.values() for text in texts(each)]
        if isinstance(value, list):
            return [text for each in value for text in texts(each)]
        return [value] if not isinstance(value, int | float | None) else []

    assert texts(schedule(check(60), ringing=Ringing(quiet=((at(1), at(2)),)), alive=at(3)).plain()) == []


@pytest.mark.parametrize("change", [
    lambda v: [],
    lambda v: {},
    lambda v: {"journeys": [{**v["journeys"][0], "number": "417"}]},
    lambda v: {"journeys": [{**v["journeys"][0], "number": True}]},
    lambda v: {"journeys": [{**v["journeys"][0], "checks": [[1, 2, 3, 4]]}]},
    lambda v: {"journeys": [{**v["journeys"][0], "checks": [[1, 2, 3, 4, 7.0]]}]},
    lambda v: {"journeys": [{**v["journeys"][0], "checks": [[10**30, 2, 3, 4, 0.5]]}]},
    lambda v: {"journeys": [{**v["journeys"][0], "checks": v["journeys"][0]["checks"] * 500}]},
    lambda v: {"journeys": [{**v["journeys"][0], "repeats": [1, 2, 3]}]},
    lambda v: {"journeys": [{**v["journeys"][0], "quiet": [[1]]}]},
    lambda v: {"journeys": [{**v["journeys"][0], "after": [1, 2, -3]}]},
])  # fmt: skip
def test_what_is_no_schedule_is_refused(change):
    """With an error of ours, whatever it is."""
    with pytest.raises(Damaged) as error:
        Schedule.from_plain(change(schedule(check(60)).plain()))
    assert error.value.code == "watch_schedule"


def test_a_journey_of_which_nothing_is_expected_leaves_the_schedule():
    """Closed is closed."""
    assert schedule(check(60)).having(Watched(417)).journeys == {}


def test_a_sign_is_met_by_a_word_in_time_or_by_moving_on():
    """A word before it opens, or a departure from the place before, is not it."""
    one = check(60, since=0)
    assert not one.met(at(59), at(0))
    assert one.met(at(60), None)
    assert one.met(None, at(1))


def test_a_new_plan_does_not_put_silence_off():
    """What was due and has not come stays, whatever the plan made anew expects of the same leg."""
    before = Watched(417, (check(60, since=0),))
    after = Watched(417, (check(90, since=0), check(600)), alive=at(0), moved=at(0))
    assert revised(before, after, at(61)).checks == (check(60, since=0), check(600))


def test_a_new_plan_changes_what_is_not_due_yet():
    """Before it is due, it is what the plan says."""
    before = Watched(417, (check(60, since=0),))
    after = Watched(417, (check(90, since=0),), alive=at(0), moved=at(0))
    assert revised(before, after, at(59)).checks == (check(90, since=0),)


def test_a_sign_of_life_ends_silence():
    """Also one that is heard of later than the time it was due."""
    before = Watched(417, (check(60, since=0),))
    for alive, moved in ((at(61), at(0)), (at(0), at(45))):
        after = Watched(417, (check(600, since=45),), alive=alive, moved=moved)
        assert revised(before, after, at(70)).checks == after.checks


def test_a_word_and_the_end_of_a_stay_are_two_things():
    """A word that was missed does not hide when they should leave."""
    word, departure = check(60, since=0, opens=1), check(90, since=0)
    after = Watched(417, (check(80, since=0, opens=1), departure), alive=at(0), moved=at(0))
    assert revised(Watched(417, (word,)), after, at(61)).checks == (word, departure)


def test_a_first_plan_is_as_it_is():
    """There was nothing to miss."""
    after = Watched(417, (check(60),))
    assert revised(None, after, at(600)) == after


def test_what_is_due_at_one_instant_is_one_sign_of_life():
    """A new plan that expects something else just then does not make it ring twice."""
    before = Watched(417, (check(60, since=0),))
    after = Watched(417, (check(60, since=30), check(90)), alive=at(0), moved=at(0))
    assert revised(before, after, at(61)).checks == (check(60, since=0), check(90))
