"""Records of the real world: what they refuse and what they compute."""

from datetime import date

import pytest

from waystation.world.records import GaugeRecord, Incident, IncidentRecord

FIRST, SECOND = date(2031, 10, 1), date(2031, 10, 2)


@pytest.mark.parametrize(
    ("days", "levels"),
    [
        ((FIRST,), ()),
        ((SECOND, FIRST), (1.0, 2.0)),
        ((FIRST, FIRST), (1.0, 2.0)),
        ((FIRST,), (float("nan"),)),
    ],
)
def test_a_gauge_record_has_one_finite_level_for_each_of_its_rising_days(days, levels):
    """Anything else is a programming mistake, refused where it is made."""
    with pytest.raises(ValueError):  # noqa: PT011 - no prose to match
        GaugeRecord(days, levels)


def test_the_years_covered_run_from_the_first_day_through_the_last():
    """Both ends count, and a year has 365.2425 days."""
    one = Incident(FIRST, (0.0, 0.0))
    assert IncidentRecord((one,), FIRST, FIRST).years == pytest.approx(1 / 365.2425)
    assert IncidentRecord((one,), date(2001, 1, 1), date(2400, 12, 31)).years == pytest.approx(400.0)


def test_a_record_cannot_end_before_it_begins():
    """The last day is the first or a later one."""
    with pytest.raises(ValueError, match="before"):
        IncidentRecord((), SECOND, FIRST)


def test_places_are_indexed_by_latitude():
    """Whoever looks for what is near gets them rising, latitude first."""
    incidents = tuple(Incident(FIRST, at) for at in [(5.0, 2.0), (1.0, -3.0), (4.0, 2.0)])
    assert IncidentRecord(incidents, FIRST, FIRST).by_latitude == ((-3.0, 1.0), (2.0, 4.0), (2.0, 5.0))
