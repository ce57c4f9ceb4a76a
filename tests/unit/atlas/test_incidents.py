"""Files of incidents: both layouts of the Missing Migrants Project, and what is said of a broken one."""

import csv
import io
from datetime import date

import pytest

from tests.shared_data import real
from waystation.atlas.incidents import read_incidents
from waystation.atlas.limits import IncidentLimits
from waystation.errors import BadInput
from waystation.world.records import Incident

OLDER = (
    b"Web ID,Reported Date,Number Dead,Minimum Estimated Number of Missing,Total Dead and Missing,"
    b"Cause of Death,Location Coordinates,latitude,longitude\n"
    b'1,13-Jan-20,1,,1,Drowning,"26.3, -98.7",26.3003804,-98.75426466\n'
    b'2,6-Jan-14,2,3,,"Cold, exposure","32, -111",32.0581183,-111.6235761\n'
    b"3,7-Jan-14,2,3,,Nowhere,,,\n"
)
NEWER = (
    "\ufeffMain ID,Incident ID,Incident Type,Incident Date,Number of Dead,Minimum Estimated Number of Missing,"
    "Total Number of Dead and Missing,Cause of Death,Coordinates\n"
    '2026.MMP0001,2026.MMP0001,Incident,"Thu, 01/01/2026 - 12:00",3,"1,019","1,022",Drowning,"35.5, 12.6"\n'
    '2026.MMP0002,2026.MMP0002,Incident,"Wed, 12/31/2025 - 12:00",,,,Violence,"-12.25,-70.5"\n'
    '2026.MMP0003,2026.MMP0003,Incident,,1,,1,Unknown,"1, 2"\n'
).encode()


def refusals(data: bytes, limits: IncidentLimits | None = None):
    with pytest.raises(BadInput) as error:
        read_incidents("incidents/x.csv", data, limits or IncidentLimits())
    return [(m.code, m.line) for m in error.value.mistakes()]


def dated(written: str) -> date:
    return read_incidents("x", f'Date,latitude,longitude\n"{written}",1,2\n'.encode()).first_day


def test_the_older_layout_is_read():
    """The total, else dead and missing together; a row without a place is left out and counted."""
    record = read_incidents("x", OLDER)
    assert record.incidents == (
        Incident(date(2020, 1, 13), (-98.75426466, 26.3003804), 1, "Drowning"),
        Incident(date(2014, 1, 6), (-111.6235761, 32.0581183), 5, "Cold, exposure"),
    )
    assert (record.first_day, record.last_day, record.left_out) == (date(2014, 1, 6), date(2020, 1, 13), 1)


def test_the_newer_layout_is_read():
    """One column of coordinates, latitude first; a row without a date is left out."""
    record = read_incidents("x", NEWER)
    assert record.incidents == (
        Incident(date(2026, 1, 1), (12.6, 35.5), 1022, "Drowning"),
        Incident(date(2025, 12, 31), (-70.5, -12.25), 0, "Violence"),
    )
    assert record.left_out == 1


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("13-Jan-20", date(2020, 1, 13)),
        ("3 September 2019", date(2019, 9, 3)),
        ("Thu, 02/05/2026 - 12:00", date(2026, 2, 5)),
        ("Sat, 02/05/2026 - 12:00", date(2026, 5, 2)),
        ("02/05/2026", date(2026, 2, 5)),
        ("31/12/2025", date(2025, 12, 31)),
        ("2026-02-05", date(2026, 2, 5)),
        ("2026-02-05T12:00:00Z", date(2026, 2, 5)),
    ],
)
def test_dates_are_read_in_every_form_met(written, day):
    """Between slashes the month is first, unless the weekday or the calendar says otherwise."""
    assert dated(written) == day


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("table_empty", 0)]),
        (b"latitude,longitude\n", [("missing_column", 1)]),
        (b"Incident Date,latitude\n", [("missing_column", 1)]),
        (b"Incident Date,Coordinates\n", [("incidents_empty", 0)]),
        (b"Date,latitude,longitude\n13-Foo-20,1,2\n30-Feb-20,1,2\n", [("incident_date", 2), ("incident_date", 3)]),
        (
            b"Date,latitude,longitude\n2020-01-01,91,2\n2020-01-01,1,east\n",
            [("incident_place", 2), ("incident_place", 3)],
        ),
        (b"Date,Coordinates\n2020-01-01,12.5\n", [("incident_place", 2)]),
    ],
)
def test_a_broken_file_says_every_mistake_and_its_line(data, expected):
    """Codes and lines."""
    assert refusals(data) == expected


def test_a_file_past_a_limit_is_refused():
    """By the limit's name."""
    assert refusals(OLDER, IncidentLimits(lines=2)) == [("over_limit", 3)]


def test_the_project_s_own_file_is_read_whole():
    """6,339 incidents from 2014 to January 2020, as an independent count of its rows finds them."""
    data = real("incidents/iom_mmp_global_2014_2020-01.csv")
    record = read_incidents("x", data)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(record.incidents) == len(rows) == 6_339
    assert (record.first_day, record.last_day) == (date(2014, 1, 6), date(2020, 1, 13))
    assert sum(incident.people for incident in record.incidents) == sum(
        int(row["Total Dead and Missing"]) for row in rows
    )
    assert record.left_out == 0
