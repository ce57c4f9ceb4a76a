"""What the watch is to expect, and what it rang."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import journeys
from tests.builders import leg, place, small_pack
from tests.journeys import accepted, closed, delivery, departure, heard, journey_of
from tests.watching import FakePost
from waystation.desk.guide.schedules import PlainSchedule
from waystation.desk.guide.watching import choices_for, keep_alarms, note_signs, refresh_schedule, rules_of
from waystation.guiding.ahead import Stretch
from waystation.guiding.alarm_log import AlarmLog, Rung
from waystation.guiding.schedule import Schedule
from waystation.world.charter_watch import WatchRules

at = journeys.at
CHARTER = {"members": ["anna"], "threshold": 1, "review": "2032-03-01"}


@pytest.fixture
def keeping():
    """Where schedules are kept."""
    return PlainSchedule(FakePost(Schedule()))


def pack(**watch):
    """From a to b and on to c, with a charter that says something of the watch."""
    charter = {"charter": {**CHARTER, "watch": watch}} if watch else {}
    return small_pack(place("c"), leg("l"), leg("m", "b", "c"), mission={"to": ["c"]}, hours=48, **charter)


def under_way(world, begins=0.0):
    """The leg that they are on."""
    return (Stretch(world.legs[0], "a", at(begins), at(begins + 30), underway=True),)


def expected(keeping):
    """When what is expected is due, in minutes after the start."""
    found = keeping.schedule().journeys.values()
    return [round((one.due - at(0)) / timedelta(minutes=1)) for watched in found for one in watched.checks]


def test_a_journey_is_expected_by_its_way_ahead(keeping):
    """By its number, under the rules of its charter."""
    world = pack(grace_minutes=20.0, quiet=["23:00-06:00"])
    journey = journey_of(world, [accepted(at(-60)), departure("l", at(0))])
    watched = refresh_schedule(keeping, world, journey, under_way(world), at(0))
    assert keeping.schedule().journeys == {417: watched}
    assert expected(keeping) == [30]
    assert watched.checks[0].overdue - watched.checks[0].due == timedelta(minutes=20)
    assert watched.ringing.quiet
    assert (watched.alive, watched.moved) == (at(0), at(0) + timedelta(seconds=1))


def test_a_journey_chooses_its_own_rate(keeping):
    """Rather than the charter's."""
    world = pack(grace_minutes=20.0)
    reports = [accepted(at(-60), false_alarms=0.01), departure("l", at(0))]
    watched = refresh_schedule(keeping, world, journey_of(world, reports), under_way(world), at(0))
    assert 0.005 < watched.checks[0].rate <= 0.01


def test_a_pack_without_a_charter_has_the_defaults():
    """Nobody is unwatched for want of an agreement."""
    assert rules_of(pack()) == WatchRules()
    assert rules_of(pack(every_hours=3.0)).every_hours == 3.0


def test_nothing_is_expected_before_the_plan_begins(keeping):
    """Who is accepted days ahead need not call until then."""
    world = pack()
    journey = journey_of(world, [accepted(at(-3 * 24 * 60))])
    refresh_schedule(keeping, world, journey, (), at(0))
    assert expected(keeping) == [12 * 60]


@pytest.mark.parametrize("end", [
    [delivery("l", at(30)), delivery("m", at(60))],
    [delivery("l", at(30), "caught")],
    [closed(at(40), "home")],
])  # fmt: skip
def test_a_journey_that_is_over_leaves_the_schedule(keeping, end):
    """All arrived, somebody is lost, or it was closed."""
    world = pack()
    before = [accepted(at(-60)), departure("l", at(0))]
    refresh_schedule(keeping, world, journey_of(world, before), under_way(world), at(0))
    refresh_schedule(keeping, world, journey_of(world, [*before, *end]), (), at(60))
    assert keeping.schedule() == Schedule()


def test_news_does_not_put_silence_off(keeping):
    """A plan made anew while nobody is heard of leaves what is overdue as it was."""
    world = pack()
    journey = journey_of(world, [accepted(at(-60)), departure("l", at(0))])
    refresh_schedule(keeping, world, journey, under_way(world), at(0))
    later = (Stretch(world.legs[0], "a", at(0), at(300), underway=True),)
    refresh_schedule(keeping, world, journey, later, at(40))
    assert expected(keeping) == [30]
    arrived = journey_of(world, [accepted(at(-60)), departure("l", at(0)), delivery("l", at(35))])
    refresh_schedule(keeping, world, arrived, (Stretch(None, "b", at(35), at(95)),), at(41))
    assert expected(keeping) == [95]


def test_who_left_the_moment_they_came_is_past_the_stay(keeping):
    """The stay's sign of life was overdue when the departure was heard of; the leg's own is expected all the same."""
    world = pack()
    arrived = [accepted(at(-60)), departure("l", at(0)), delivery("l", at(30))]
    refresh_schedule(keeping, world, journey_of(world, arrived), (Stretch(None, "b", at(30), at(60)),), at(40))
    assert expected(keeping) == [60]
    left = journey_of(world, [*arrived, departure("m", at(30))])
    note_signs(keeping, left)
    (watched,) = keeping.schedule().journeys.values()
    assert watched.open_checks == ()
    refresh_schedule(keeping, world, left, (Stretch(world.legs[1], "b", at(30), at(90), underway=True),), at(70))
    assert expected(keeping) == [90]
    (watched,) = keeping.schedule().journeys.values()
    assert watched.open_checks == watched.checks


def test_signs_of_life_count_at_once(keeping):
    """Before a new way ahead is there; of a journey that nobody watches there is nothing to note."""
    world = pack()
    reports = [accepted(at(-60)), departure("l", at(0))]
    refresh_schedule(keeping, world, journey_of(world, reports), under_way(world), at(0))
    good = heard("checkin", at(33), journey="heron", word="good")
    note_signs(keeping, journey_of(world, [*reports, good]))
    (watched,) = keeping.schedule().journeys.values()
    assert watched.alive == at(33)
    assert watched.open_checks == ()
    empty = PlainSchedule(FakePost(Schedule()))
    note_signs(empty, journey_of(world, reports))
    assert empty.schedule() == Schedule()


@pytest.mark.parametrize("word", ["bad", "pressed"])
def test_a_word_under_pressure_ends_no_silence(keeping, word):
    """Nor does a bad one: only a good word is a sign of life."""
    world = pack()
    reports = [accepted(at(-60)), departure("l", at(0))]
    refresh_schedule(keeping, world, journey_of(world, reports), under_way(world), at(0))
    note_signs(keeping, journey_of(world, [*reports, heard("checkin", at(33), journey="heron", word=word)]))
    (watched,) = keeping.schedule().journeys.values()
    assert watched.open_checks == watched.checks


class Kept:
    """Reports that were added."""

    def __init__(self):
        self.reports = []

    def all(self):
        return self.reports

    def add(self, reports):
        self.reports += reports


def test_silence_is_kept_as_an_event():
    """Each stage of each sign of life once, with the journey's name, when the vault is next open."""
    world, store = pack(), Kept()
    journey = journey_of(world, [accepted(at(-60))])
    log = AlarmLog((
        Rung(417, at(60), "overdue", 0, at(90)),
        Rung(417, at(60), "critical", 0, at(270), passed=("first_call", "escalate")),
        Rung(417, at(60), "critical", 1, at(280)),
        Rung(417, at(60), "first_call", 0, at(105), done=False),
        Rung(417, at(60), "reminder", 0, at(60)),
        Rung(902, at(60), "overdue", 0, at(90)),
        Rung(417, at(-90), "overdue", 0, at(-70)),
    ))  # fmt: skip
    assert keep_alarms(store, journey, log, store.all(), at(300)) == 2
    assert keep_alarms(store, journey, log, store.all(), at(400)) == 0
    assert [(one.kind, one.journey, one.stage, one.due, one.happened) for one in store.reports] == [
        ("alarm", "heron", "overdue", at(60), at(90)),
        ("alarm", "heron", "critical", at(60), at(270)),
    ]


def test_what_a_rate_would_mean_for_all_that_run():
    """Each under its own rules; where all have the same rate, that is the one in force."""
    world, other = pack(), pack(false_alarms=0.1, calls={"half": 30.0, "most": 90.0})
    journey = journey_of(world, [accepted(at(-60)), departure("l", at(0))])
    one = choices_for([(world, journey, under_way(world))])
    assert (one.in_force.rate, one.in_force.checks) == (0.05, 1)
    assert [each.rate for each in one.choices] == [0.01, 0.02, 0.05, 0.1, 0.2]
    both = choices_for([(world, journey, under_way(world)), (other, journey, under_way(other))])
    assert (both.in_force.rate, both.in_force.checks) == (None, 2)
    assert 0.14 < both.in_force.false_alarms <= 0.15
    assert choices_for([]).in_force.checks == 0
