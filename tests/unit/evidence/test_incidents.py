"""Counts of harm near a leg: what is near, how many count, and out of how many."""

import math
import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import real
from waystation.atlas.incidents import read_incidents
from waystation.evidence.incidents import EARTH_KM, harm_counts
from waystation.world.chances import Counts
from waystation.world.records import Incident, IncidentRecord

FIRST, LAST = date(2001, 1, 1), date(2400, 12, 31)  # 400 years to the day
DEGREE_KM = EARTH_KM * math.pi / 180
POINTS = st.tuples(st.floats(-180, 180), st.floats(-85, 85))


def record(*places, people=1):
    return IncidentRecord(tuple(Incident(FIRST, place, people) for place in places), FIRST, LAST)


def test_incidents_count_out_of_the_journeys_of_the_years_covered():
    """Each once, however many people it struck and however many stretches of the leg it is near."""
    found = harm_counts(record((0.5, 0.01), (0.5, 0.01), (5.0, 5.0), people=400), [(0, 0), (0.5, 0), (1, 0)], 5, 0.5)
    assert found == Counts(events=2.0, trials=200.0)


def test_no_incident_near_is_no_evidence_of_safety():
    """Then there are no counts, rather than none out of many."""
    assert harm_counts(record((0.5, 1.0)), [(0, 0), (1, 0)], 5, 100) is None
    assert harm_counts(record(), [(0, 0), (1, 0)], 5, 100) is None


def test_events_are_never_more_than_trials():
    """Few journeys and many incidents are certain harm, not an error."""
    assert harm_counts(record(*[(0.5, 0.0)] * 9), [(0, 0), (1, 0)], 5, 0.01) == Counts(events=4.0, trials=4.0)


def test_trials_stay_within_what_counts_may_be():
    """A billion journeys a year for a thousand years."""
    old = IncidentRecord((Incident(date.min, (0, 0)),), date.min, date.max)
    found = harm_counts(old, [(0, 0)], 5, 1e9)
    assert found is not None
    assert found.trials == 1e12


@pytest.mark.parametrize("latitude", [0.0, 48.0, -65.0, 84.0])
@pytest.mark.parametrize("longitude", [0.0, 179.9, -180.0])
def test_near_is_measured_along_the_ground(latitude, longitude):
    """Across a leg that runs along a parallel, beyond its end, and across the antimeridian."""
    line = [(longitude, latitude), (longitude + 0.2, latitude)]
    middle = longitude + 0.1
    for km in (3.0, 10.0):
        beside = (middle, latitude + km / DEGREE_KM)
        beyond = (longitude - km / DEGREE_KM / math.cos(math.radians(latitude)), latitude)
        for place in (beside, beyond):
            wrapped = ((place[0] + 180) % 360 - 180, place[1])
            assert harm_counts(record(wrapped), line, km * 1.002, 1) is not None
            assert harm_counts(record(wrapped), line, km * 0.998, 1) is None


def test_a_leg_across_the_antimeridian_goes_the_shorter_way():
    """Whichever sign its ends are written with."""
    place = record((180.0, 10.0))
    assert harm_counts(place, [(179.5, 10.0), (-179.5, 10.0)], 1, 1) is not None
    assert harm_counts(place, [(179.5, 10.0), (180.5, 10.0)], 1, 1) is not None
    assert harm_counts(record((0.0, 10.0)), [(179.5, 10.0), (-179.5, 10.0)], 1, 1) is None


def test_a_leg_over_the_pole_is_measured_too():
    """Where every longitude is near every other."""
    assert harm_counts(record((0.0, 89.99)), [(90.0, 89.99), (91.0, 89.99)], 5, 1) is not None


def great_circle(a, b):
    one, other, between = math.radians(a[1]), math.radians(b[1]), math.radians(a[0] - b[0])
    x = math.cos(other) * math.sin(between)
    y = math.cos(one) * math.sin(other) - math.sin(one) * math.cos(other) * math.cos(between)
    z = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(between)
    return EARTH_KM * math.atan2(math.hypot(x, y), z)


@given(POINTS, st.floats(-3, 3), st.floats(-2, 2), POINTS, st.floats(1, 200))
def test_near_agrees_with_walking_along_the_leg(start, east, north, offset, near):
    """A thousand points of the leg, each measured by another formula; only close calls are left open."""
    end = (start[0] + east, max(-89.0, min(89.0, start[1] + north)))
    place = (start[0] + offset[0] / 40, max(-89.0, min(89.0, start[1] + offset[1] / 25)))
    walked = [
        (start[0] + (end[0] - start[0]) * n / 1000, start[1] + (end[1] - start[1]) * n / 1000) for n in range(1001)
    ]
    least = min(great_circle(place, point) for point in walked)
    found = harm_counts(record(((place[0] + 180) % 360 - 180, place[1])), [start, end], near, 1)
    if least < near * 0.99 - 0.5:
        assert found is not None
    elif least > near * 1.01 + 0.5:
        assert found is None


def test_a_hundred_legs_are_quick_among_the_project_s_incidents():
    """On the border where most of them are."""
    incidents = read_incidents("x", real("incidents/iom_mmp_global_2014_2020-01.csv"))
    chance = random.Random(1)
    legs = [[(-112 + chance.uniform(-3, 3), 32 + chance.uniform(-2, 2)) for _ in range(3)] for _ in range(100)]
    begin = time.perf_counter()
    found = [harm_counts(incidents, leg, 5.0, 200.0) for leg in legs]
    assert time.perf_counter() - begin < 1.0
    assert sum(counts is not None for counts in found) > 80
    assert all(counts is None or counts.trials == pytest.approx(200 * 6.02, rel=0.01) for counts in found)
