"""Departures of a line: which trips count, at which instants, and what is said of a line that is not there."""

import csv
import io
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.shared_data import real
from tests.unit.atlas.feeds import FEED, zipped
from waystation.atlas.limits import TimetableLimits
from waystation.atlas.timetables import read_departures, read_timetable
from waystation.errors import BadInput
from waystation.world.files import TimetableFile

BERLIN = ZoneInfo("Europe/Berlin")
SATURDAY = date(2031, 10, 25)  # in the night after it, clocks go back


def line(route: str, origin: str, destination: str) -> TimetableFile:
    return TimetableFile(file="t.zip", route=route, from_stop=origin, to_stop=destination)


def departures(route, origin, destination, first=SATURDAY, last=None, *, limits=None, **changed):
    found = read_departures(
        "t.zip",
        zipped(**changed),
        line(route, origin, destination),
        first,
        last or first,
        limits=limits or TimetableLimits(),
    )
    assert all(instant.tzinfo is UTC for instant in found)
    return [f"{instant.astimezone(BERLIN):%d %H:%M%z}" for instant in found]


def refusals(*args, **changed):
    with pytest.raises(BadInput) as error:
        departures(*args, **changed)
    return [(m.code, m.at, m.fields) for m in error.value.mistakes()]


def test_a_train_leaves_at_its_departure_time_and_not_at_its_arrival():
    """By any name of route and stops."""
    for origin in ("p2", "centre", "Central Station"):
        assert departures("RE 1", origin, "Seaside") == ["25 08:05+0200"]


def test_only_trips_in_the_right_direction_count():
    """The train back is another trip."""
    assert departures("r-train", "sea", "centre") == ["25 11:00+0200"]


def test_boarding_and_alighting_must_be_allowed():
    """The train sets nobody down at the mill, and the bus takes nobody on at the bridge."""
    assert refusals("r-train", "p2", "mill")[0][0] == "gtfs_no_trip"
    assert refusals("N7", "bridge", "sea")[0][0] == "gtfs_no_trip"
    assert departures("r-train", "mill", "sea") == ["25 09:02+0200"]


def test_times_past_midnight_belong_to_the_service_day_before():
    """The bus of the nights of Saturday and Sunday leaves early on Sunday and Monday."""
    assert departures("N7", "p1", "sea") == []
    assert departures("N7", "p1", "sea", SATURDAY, date(2031, 10, 28)) == ["26 00:10+0200", "27 00:10+0100"]


def test_times_count_from_noon_minus_twelve_hours_when_clocks_change():
    """On the day of 25 hours that is one o'clock by the wall's first reading; the train after it is right."""
    assert departures("RE 1", "p2", "sea", date(2031, 10, 26)) == ["26 08:05+0100"]
    assert departures(
        "S", "mill", "sea", date(2031, 10, 26), calendar_dates="service_id,date,exception_type\nspecial,20311026,1\n"
    )[:1] == ["26 06:00+0100"]
    night = FEED["frequencies.txt"].split("\n")[0] + "\nshuttle,00:00:00,04:00:00,3600,1\n"
    clocks = "service_id,date,exception_type\nspecial,20311026,1\n"
    assert departures("S", "mill", "sea", SATURDAY, date(2031, 10, 26), calendar_dates=clocks, frequencies=night) == [
        "26 01:00+0200",
        "26 02:00+0200",
        "26 02:00+0100",
        "26 03:00+0100",
    ]


def test_exceptions_add_and_take_away_days():
    """On 28 October the train does not run and the shuttle does."""
    day = date(2031, 10, 28)
    assert departures("RE 1", "p2", "sea", day) == []
    assert departures("RE 1", "p2", "sea", day - timedelta(days=1), day + timedelta(days=1)) == [
        "27 08:05+0100",
        "29 08:05+0100",
    ]


def test_frequencies_repeat_a_trip_until_before_the_end_of_a_run():
    """Counted from the first stop, whatever times the trip itself states; past midnight too."""
    day = date(2031, 10, 28)
    expected = ["28 06:21", "28 07:21", "28 08:21", "28 22:21", "28 23:51"]
    assert departures("S", "bridge", "sea", day, day) == [f"{at}+0100" for at in expected]
    runs = FEED["frequencies.txt"].replace("25:00:00", "25:00:01")
    assert departures("S", "bridge", "sea", day + timedelta(days=1), frequencies=runs) == ["29 01:21+0100"]


def test_a_stop_without_a_time_has_one_in_between():
    """A third of the way from 24:10 to 25:30 by the number of stops; untimed ends give nothing."""
    assert departures("N7", "mill", "sea", date(2031, 10, 26)) == ["26 00:36+0200"]
    untimed = FEED["stop_times.txt"].replace("bus-1,25:30:00,25:30:00", "bus-1,,")
    assert departures("N7", "mill", "sea", date(2031, 10, 26), stop_times=untimed) == []


def test_a_loop_can_be_boarded_each_time_it_comes_by():
    """As long as the other stop is still ahead."""
    loop = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" + "".join(
        f"bus-1,{hour}:00:00,{hour}:00:00,{stop},{hour}\n"
        for hour, stop in [(8, "mill"), (9, "sea"), (10, "mill"), (11, "sea"), (12, "mill")]
    )
    assert departures("N7", "mill", "sea", stop_times=loop) == ["25 08:00+0200", "25 10:00+0200"]
    assert departures("N7", "mill", "mill", stop_times=loop) == ["25 08:00+0200", "25 10:00+0200"]


def test_departures_rise_and_none_is_there_twice():
    """Two trips at the same minute are one departure."""
    trips = FEED["trips.txt"] + "r-train,weekend,train-2\n"
    again = FEED["stop_times.txt"] + "train-2,8:05:00,,p1,1,,\ntrain-2,9:05:00,9:05:00,sea,2,,\n"
    assert departures("RE 1", "centre", "sea", trips=trips, stop_times=again) == ["25 08:05+0200"]


def test_unknown_names_are_all_said_at_once_with_the_nearest():
    """Route and both stops, each in its table."""
    assert refusals("RE1", "Centrl Station", "Seasid") == [
        ("gtfs_unknown_route", "routes.txt", {"value": "RE1", "nearest": "RE 1"}),
        ("gtfs_unknown_stop", "stops.txt", {"value": "Centrl Station", "nearest": "Central Station"}),
        ("gtfs_unknown_stop", "stops.txt", {"value": "Seasid", "nearest": "Seaside"}),
    ]


def test_a_line_that_nothing_serves_is_a_mistake():
    """Both stops are known, and no trip of the route goes from one to the other."""
    fields = {"route": "N7", "from_stop": "sea", "to_stop": "p1"}
    assert refusals("N7", "sea", "p1") == [("gtfs_no_trip", "", fields)]


def test_several_lines_are_read_in_one_pass():
    """Each as if it were read alone."""
    lines = [line("RE 1", "p2", "sea"), line("RE 1", "sea", "p1"), line("N7", "p1", "sea")]
    last = date(2031, 11, 2)
    together = read_timetable("t.zip", zipped(), lines, SATURDAY, last)
    assert together == tuple(read_departures("t.zip", zipped(), each, SATURDAY, last) for each in lines)


def test_days_at_the_ends_of_time_have_no_departures():
    """A clock may start in year 1 or end in 9999."""
    assert departures("RE 1", "p2", "sea", date.min, date.min + timedelta(days=1)) == []
    assert departures("RE 1", "p2", "sea", date.max - timedelta(days=1), date.max) == []


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (TimetableLimits(days=1), "timetable.days"),
        (TimetableLimits(departures=1), "timetable.departures"),
        (TimetableLimits(hours=7), "timetable.hours"),
        (TimetableLimits(lines=3), "timetable.lines"),
    ],
)
def test_a_timetable_past_a_limit_is_refused(limits, name):
    """By the limit's name."""
    ((code, _, fields),) = refusals("RE 1", "p2", "sea", SATURDAY, date(2031, 10, 26), limits=limits)
    assert (code, fields["limit"]) == ("over_limit", name)


def test_a_headway_of_a_second_is_refused_before_it_fills_memory():
    """Ten days of departures every second, from a file of a few bytes."""
    runs = FEED["frequencies.txt"] + "shuttle,00:00:00,240:00:00,1,0\n"
    ((code, _, fields),) = refusals("S", "mill", "sea", frequencies=runs)
    assert (code, fields["limit"]) == ("over_limit", "timetable.departures")


def test_busan_s_metro_leaves_as_a_count_of_its_tables_says():
    """A week of line 1 from one end to the other, against plain csv; in well under a second."""
    data = real("gtfs/busan_metro_gtfs.zip")
    first = date(2026, 11, 23)
    begin = time.perf_counter()
    found = read_departures("busan.zip", data, line("1", "95", "Nopo"), first, first + timedelta(days=6))
    assert time.perf_counter() - begin < 1.0
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        tables = {
            name: list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))
            for name in ("trips.txt", "stop_times.txt")
        }
    service = {trip["trip_id"]: trip["service_id"] for trip in tables["trips.txt"] if trip["route_id"] == "1"}
    at: dict[str, dict[str, str]] = {}
    for stop in tables["stop_times.txt"]:
        at.setdefault(stop["trip_id"], {})[stop["stop_id"]] = stop["departure_time"]
    runs = {"WD": range(-7, 5), "SAT": (-2, 5), "SUN": (-1, 6)}  # Sunday the 22nd runs past midnight into Monday
    runs["WD"] = [day for day in runs["WD"] if (first + timedelta(days=day)).weekday() < 5]
    expected = set()
    for trip, kind in service.items():
        stops = at.get(trip, {})
        if "95" in stops and "134" in stops and stops["95"] < stops["134"]:
            hours, minutes, seconds = map(int, stops["95"].split(":"))
            for day in runs[kind]:
                midnight = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Seoul")) + timedelta(days=day)
                instant = midnight + timedelta(hours=hours, minutes=minutes, seconds=seconds)
                if first <= instant.date() <= first + timedelta(days=6):
                    expected.add(instant.astimezone(UTC))
    assert len(expected) > 1_000
    assert found == tuple(sorted(expected))
