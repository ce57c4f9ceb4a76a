"""When signs of life are expected."""

from __future__ import annotations

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.watching import at, leg_ahead, stay_ahead
from waystation.guiding.expecting import dues_of, expected_of, ringing_of, watched_of
from waystation.guiding.schedule import MOST_CHECKS
from waystation.world.charter_watch import WatchRules

EVERY = timedelta(hours=12)


def due_minutes(*stretches, alive=0.0, every=EVERY):
    return [(one.due - at(0)).total_seconds() / 60 for one in dues_of(stretches, at(alive), every)]


def test_a_leg_is_expected_to_end_by_plan():
    """The sign of a leg is due when it should arrive, and spreads over being held up and turned back."""
    (due,) = dues_of([leg_ahead(0, 90, late=0.2, back=0.1)], at(0), EVERY)
    assert due.due == due.opens == at(90)
    assert due.since == at(0) + timedelta(seconds=1)
    assert due.spread == ((0.0, pytest.approx(0.7)), (3600.0, 0.2), (0.0, 0.1))


def test_a_stay_is_expected_to_end_and_to_be_heard_of_in_between():
    """A word every twelve hours, and a departure at its end."""
    assert due_minutes(stay_ahead(0, 30 * 60)) == [720, 1440, 1800]


def test_words_in_a_stay_are_counted_from_the_last_that_was_heard():
    """Somebody who called an hour ago need not call again for twelve."""
    assert due_minutes(stay_ahead(0, 30 * 60), alive=100) == [820, 1540, 1800]


def test_a_word_meets_what_comes_after_the_last_word_and_a_departure_only_at_its_time():
    """Any later word is the next word; that they set out is told by setting out, or by a word then."""
    word, departure = dues_of([stay_ahead(0, 15 * 60)], at(0), EVERY)
    assert word.opens == at(0) + timedelta(seconds=1)
    assert departure.opens == departure.due == at(900)


def test_those_who_said_that_they_are_late_are_expected_when_they_arrive_if_held_up():
    """A good word after the time by plan puts the leg off to where it ends if it is held up, then to the next word."""
    leg = leg_ahead(0, 60, late=0.2)
    assert due_minutes(leg, alive=59) == [60]
    assert due_minutes(leg, alive=61) == [120]
    assert due_minutes(leg, alive=130) == [130 + 720]


def test_a_journey_without_a_way_is_still_expected_to_call():
    """Nothing ahead is no reason to expect nothing."""
    assert due_minutes(alive=5) == [725]


def test_a_stay_that_should_be_over_is_still_expected_to_call():
    """Somebody who was well after the end of a stay is expected to call again."""
    assert due_minutes(stay_ahead(0, 60), alive=70) == [790]


def test_a_way_of_thousands_of_words_is_cut_short():
    """What lies months ahead is expected when it comes nearer."""
    assert len(dues_of([stay_ahead(0, 400 * 24 * 60)], at(0), timedelta(minutes=15))) == MOST_CHECKS


def test_the_grace_comes_from_the_wanted_rate():
    """Each sign rings falsely no more often than was asked, and just about as often."""
    (one,) = expected_of(dues_of([leg_ahead(0, 60, late=0.2)], at(0), EVERY), WatchRules(), 0.1)
    assert 0.09 < one.rate <= 0.1
    assert one.overdue > one.due + timedelta(hours=1)


def test_a_grace_in_the_charter_is_the_same_for_all():
    """The charter's grace holds, and its rate is said, unless the journey chose a rate."""
    dues = dues_of([leg_ahead(0, 60, late=0.2), stay_ahead(60, 60)], at(0), EVERY)
    rules = WatchRules(grace_minutes=45.0)
    found = expected_of(dues, rules, None)
    assert {one.overdue - one.due for one in found} == {timedelta(minutes=45)}
    assert [one.rate for one in found] == [pytest.approx(0.8 * 0.1 + 0.2), pytest.approx(0.1)]
    assert {one.overdue - one.due for one in expected_of(dues, rules, 0.05)} != {timedelta(minutes=45)}


def test_quiet_hours_are_instants_in_the_zone_of_those_on_call():
    """Across midnight, and with the clocks of their zone; spans that touch are one."""
    rules = WatchRules.model_validate({"quiet": ["23:00-02:00", "02:00-06:00"], "zone": "Europe/Berlin"})
    berlin = ZoneInfo("Europe/Berlin")
    ringing = ringing_of(rules, UTC, at(0), at(60 * 24 * 40))
    assert all((end.astimezone(berlin).hour, begin.astimezone(berlin).hour) == (6, 23) for begin, end in ringing.quiet)
    assert {end - begin for begin, end in ringing.quiet} == {timedelta(hours=7), timedelta(hours=8)}


def test_every_stage_that_is_held_back_is_a_bit():
    """The reminder is the first."""
    rules = WatchRules.model_validate({"quiet": ["23:00-06:00"], "quiet_for": ["reminder", "escalate"]})
    assert ringing_of(rules, UTC, at(0), at(60)).quiet_for == 0b1001


def test_what_is_expected_is_in_whole_seconds_of_utc():
    """Nothing of a zone, which would name a country, goes into a schedule."""
    rules, zone = WatchRules(), ZoneInfo("Asia/Seoul")
    heard = at(0).astimezone(zone)
    found = watched_of(417, [leg_ahead(0, 60)], alive=heard, moved=heard, rules=rules, rate=None, zone=zone)
    assert {found.checks[0].due.tzinfo, found.alive.tzinfo} == {UTC}


def test_what_is_due_at_one_instant_is_expected_once():
    """Of a leg and a stay that both should be over, one word is expected and not two."""
    way = [leg_ahead(0, 60), stay_ahead(60, 60)]
    found = watched_of(417, way, alive=at(200), moved=at(0), rules=WatchRules(), rate=None, zone=UTC)
    assert [one.due for one in found.checks] == [at(200 + 720)]
