"""A small GTFS feed, made here: a night bus and a train across a change of clocks, and an hourly shuttle."""

import io
import zipfile

FEED = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nA,Any,https://example.org,Europe/Berlin\n",
    "routes.txt": "route_id,route_short_name,route_type\nr-bus,N7,3\nr-train,RE 1,2\nr-shuttle,S,3\n",
    "stops.txt": (
        "stop_id,stop_name,location_type,parent_station\n"
        "centre,Central Station,1,\n"
        "p1,Central Station,0,centre\n"
        "p2,Central Station,0,centre\n"
        "mill,Old Mill,0,\n"
        'bridge,"Bridge, North",0,\n'
        "sea,Seaside,0,\n"
    ),
    "trips.txt": (
        "route_id,service_id,trip_id\n"
        "r-bus,weekend,bus-1\n"
        "r-train,daily,train-1\n"
        "r-train,daily,train-back\n"
        "r-shuttle,special,shuttle\n"
    ),
    "stop_times.txt": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
        "bus-1,24:00:00,24:10:00,p1,1,,\n"
        "bus-1,25:30:00,25:30:00,sea,9,0,0\n"
        "bus-1,,,mill,4,0,0\n"
        "bus-1,,,bridge,5,1,0\n"
        "train-1,8:00:00,8:05:00,p2,1,0,0\n"
        "train-1,09:00:00,09:02:00,mill,2,0,1\n"
        "train-1,10:00:00,10:00:00,sea,3,0,0\n"
        "train-back,11:00:00,11:00:00,sea,1,0,0\n"
        "train-back,12:00:00,12:00:00,p1,2,0,0\n"
        "shuttle,00:00:00,00:00:00,mill,1,0,0\n"
        "shuttle,00:20:00,00:21:00,bridge,2,0,0\n"
        "shuttle,00:40:00,00:40:00,sea,3,0,0\n"
    ),
    "frequencies.txt": (
        "trip_id,start_time,end_time,headway_secs,exact_times\n"
        "shuttle,06:00:00,09:00:00,3600,0\n"
        "shuttle,22:00:00,25:00:00,5400,1\n"
    ),
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "weekend,0,0,0,0,0,1,1,20310101,20311231\n"
        "daily,1,1,1,1,1,1,1,20310101,20311231\n"
    ),
    "calendar_dates.txt": "service_id,date,exception_type\ndaily,20311028,2\nspecial,20311028,1\n",
}


def zipped(members: dict[str, str] = FEED, method: int = zipfile.ZIP_DEFLATED, /, **changed: str | None) -> bytes:
    """The feed as a zip; `stops="..."` puts another stops.txt in, `stops=None` leaves it out."""
    texts = {**members, **{f"{name}.txt": text for name, text in changed.items()}}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as into:
        for name, text in texts.items():
            if text is not None:
                into.writestr(name, text)
    return packed.getvalue()
