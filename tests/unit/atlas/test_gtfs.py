"""GTFS tables: names that people write, service days, times, and what is said of a broken feed."""

from datetime import date

import pytest

from tests.unit.atlas.feeds import FEED, zipped
from waystation.atlas.gtfs import Feed, Run
from waystation.atlas.limits import TimetableLimits
from waystation.errors import BadInput


def feed(limits: TimetableLimits | None = None, /, **changed: str | None) -> Feed:
    return Feed("t.zip", zipped(**changed), limits or TimetableLimits())


def refusal(error: pytest.ExceptionInfo[BadInput]) -> tuple[str, str, int]:
    (mistake,) = error.value.mistakes()
    assert mistake.file == "t.zip"
    return mistake.code, mistake.at, mistake.line


def test_a_stop_is_found_by_id_station_or_name():
    """A station, and a name that it shares with its platforms, stand for all of them; an id goes before a name."""
    stops = feed().stops()
    assert stops.find("p1") == {"p1"}
    assert stops.find("centre") == {"centre", "p1", "p2"}
    assert stops.find(" central station ") == {"centre", "p1", "p2"}
    assert stops.find("Bridge, North") == {"bridge"}
    assert stops.find("nowhere") == frozenset()
    assert feed(stops=FEED["stops.txt"] + "Old Mill,Another,0,\n").stops().find("Old Mill") == {"Old Mill"}


def test_the_nearest_known_name_is_offered():
    """In the feed's own spelling, and quickly in a feed of a whole country."""
    assert feed().stops().nearest("centrl station") == "Central Station"
    assert feed().routes().nearest("RE1") == "RE 1"
    assert feed().routes().nearest("submarine") == ""
    many = "".join(f"s{n},Stop number {n:06},0,\n" for n in range(20_000))
    assert feed(stops=FEED["stops.txt"] + many).stops().nearest("Seasde") == "Seaside"


def test_a_route_is_found_by_id_or_short_name():
    """Several routes may share a name."""
    routes = feed(routes=FEED["routes.txt"] + "r-2,N7,3\n").routes()
    assert routes.find("r-bus") == {"r-bus"}
    assert routes.find("n7") == {"r-bus", "r-2"}


def test_trips_are_those_of_the_routes_asked_for():
    """With the service of each."""
    assert feed().trips({"r-bus"}) == {"bus-1": ("r-bus", "weekend")}


def test_visits_are_in_the_order_of_travel():
    """Whatever the order of the lines."""
    visits = feed().visits({"bus-1"})["bus-1"]
    assert [visit.stop for visit in visits] == ["p1", "mill", "bridge", "sea"]
    assert [visit.boards for visit in visits] == [True, True, False, True]
    assert [visit.line for visit in visits] == [2, 4, 5, 3]


def test_runs_are_read_from_frequencies():
    """None where the table is missing."""
    assert feed().runs({"shuttle"}) == {"shuttle": [Run(21_600, 32_400, 3_600), Run(79_200, 90_000, 5_400)]}
    assert feed(frequencies=None).runs({"shuttle"}) == {}


def test_a_service_runs_by_weekday_and_by_exception():
    """An exception goes before the weekday."""
    services = feed().services({"weekend", "daily", "special", "nobody's"})
    assert services["weekend"].runs_on(date(2031, 10, 25))
    assert not services["weekend"].runs_on(date(2031, 10, 27))
    assert not services["weekend"].runs_on(date(2032, 1, 3))
    assert services["daily"].runs_on(date(2031, 10, 27))
    assert not services["daily"].runs_on(date(2031, 10, 28))
    assert services["special"].runs_on(date(2031, 10, 28))
    assert not services["nobody's"].runs_on(date(2031, 10, 28))


@pytest.mark.parametrize("missing", ["calendar", "calendar_dates"])
def test_one_of_the_calendars_may_be_missing(missing):
    """As the reference allows."""
    feed(**{missing: None}).services({"daily"})


def test_both_calendars_may_not_be_missing():
    """Then nobody knows when anything runs."""
    with pytest.raises(BadInput) as error:
        feed(calendar=None, calendar_dates=None).services({"daily"})
    assert refusal(error) == ("zip_missing_member", "calendar.txt", 0)


@pytest.mark.parametrize(
    ("table", "find", "put", "read", "expected"),
    [
        ("agency", "Europe/Berlin", "Europe/Nowhere", "zone", ("unknown_zone", "agency.txt", 2)),
        ("agency", "agency_timezone", "zone", "zone", ("missing_column", "agency.txt", 1)),
        ("stop_times", "p2,1,", "p2,one,", "visits", ("gtfs_number", "stop_times.txt", 6)),
        ("frequencies", ",3600,", ",0,", "runs", ("gtfs_number", "frequencies.txt", 2)),
        ("frequencies", "06:00:00", "6 am", "runs", ("gtfs_time", "frequencies.txt", 2)),
        ("frequencies", "25:00:00", "999:00:00", "runs", ("over_limit", "frequencies.txt", 3)),
        ("calendar", "20310101", "2031-01-01", "services", ("gtfs_date", "calendar.txt", 2)),
        ("calendar_dates", "20311028", "20311232", "services", ("gtfs_date", "calendar_dates.txt", 2)),
    ],
)
def test_a_broken_feed_says_member_and_line(table, find, put, read, expected):
    """One mistake, where it stands."""
    broken = feed(**{table: FEED[f"{table}.txt"].replace(find, put)})
    everything = {"bus-1", "train-1", "train-back", "shuttle", "weekend", "daily", "special"}
    with pytest.raises(BadInput) as error:
        getattr(broken, read)(*([] if read == "zone" else [everything]))
    assert refusal(error) == expected
