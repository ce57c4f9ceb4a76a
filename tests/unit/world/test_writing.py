"""What is written says the same as what was read: for random packs, for the shipped ones, for every kind of value."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.independent.random_packs import write_random_pack
from waystation.world.clock import Clock
from waystation.world.fees import FeeRange
from waystation.world.mission import Mission
from waystation.world.pack import Pack
from waystation.world.people import Traveller
from waystation.world.places import Leg, Place
from waystation.world.reading import read_pack
from waystation.world.writing import write_network, write_pack_toml

TOML = """
format = 1
name = "Everything"
about = "All that a pack can say, once."
[clock]
start = 2031-10-01T18:00:00+05:30
step_minutes = 120
horizon_hours = 96.5
[mission]
from = "hut"
to = ["camp", "hut2"]
budget = 12000.5
budget_hard = true
budget_unit = 100
currency = "THB"
urgency = "PC2"
[reward]
per_head = 0
[party]
crowding = 1.25
[incidents]
file = "incidents/mmp.csv"
near_km = 5
trials_per_year = 200
[evidence]
half_life_days = 90
prior = { kept = 1, broken = 0.5 }
as_of = 2031-09-01T10:00:00+05:30
weights = { B2 = 0.75 }
[charter]
members = ["anna", "ben"]
threshold = 1
review = 2032-03-01
no_go = ["river=high"]
PC1 = { low = 0.25, likely_p10 = 0.5, second = { low = 0.75, likely_p10 = 0.875 }, cost_per_head = 900, told = 3 }
matrix = { likelihood = [0.125, 0.25, 0.5, 0.75], impact = "severe" }
[[traveller]]
id = "grandmother"
age = 80
pace = 0.5
[[broker]]
id = "hwang"
role = "guide"
betrays = [0.01, 0.05]
terms = { owed = 900 }
[[broker]]
id = "gun"
role = "boatman"
name = "할아버지 \\"Gun\\""
record = { kept = 11, temptation = 1e-9, as_of = 2031-08-01 }
[[condition]]
id = "river"
levels = ["low", "high"]
gauge = { file = "gauges/x.csv", thresholds = [4.0] }
now = { low = 0.25, high = 0.75 }
[[condition]]
id = "police"
levels = ["calm", "alert"]
per_step = [[0.9, 0.1], [0.2, 0.8]]
observed = false
"""
FEATURES = [
    {"id": "hut", "kind": "home", "name": "Hut", "country": "Laos", "tz": "Asia/Vientiane", "beds": 4},
    {
        "id": "hut2",
        "kind": "hub",
        "found": {"events": 1.5, "trials": 40, "as_of": "2031-07-01"},
        "when": {"river=high": {"found": 2}},
    },
    {"id": "camp", "kind": "camp", "no_waiting": True, "found": [0, 0.25]},
    {"id": "ford", "from": "hut", "to": "camp", "mode": "ford", "minutes": 45.5, "late_minutes": 30, "broker": "hwang"},
    {"id": "bus", "from": "hut", "to": "hut2", "mode": "bus", "minutes": 9, "departures": ["23:59", "00:00"]},
    {"id": "way", "from": "hut2", "to": "camp", "mode": "foot", "minutes": 9, "window": ["21:00-04:30", "05:00-06:00"]},
    {"id": "night", "from": "hut2", "to": "camp", "mode": "foot", "minutes": 9, "window": "night", "both_ways": True},
]
TIMETABLE = {"file": "timetables/x.zip", "route": "1", "from_stop": "A", "to_stop": "B"}


def feature(properties: dict) -> dict:
    """A place or a leg as a GeoJSON feature; the ford is drawn."""
    geometry = {"type": "Point", "coordinates": [104, 18.25]} if "kind" in properties else None
    if properties["id"] == "ford":
        risk = {"late": [0.1, 0.2], "back": 0.05, "caught": {"events": 2, "trials": 40}}
        effects = {"river=high": {"harm": 4.0}, "police=alert": "closed"}
        properties = {**properties, "fee": 500, "strain": 3, "risk": risk, "when": effects}
        geometry = {"type": "LineString", "coordinates": [[104, 18.25], [104.125, 18], [104.5, -0.0]]}
    if properties["id"] == "night":
        properties = {**properties, "timetable": TIMETABLE, "risk": {"harm": 0}}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def everything() -> tuple[bytes, bytes]:
    """The two files of a pack that says everything."""
    network = {"type": "FeatureCollection", "features": [feature(properties) for properties in FEATURES]}
    return TOML.encode(), json.dumps(network).encode()


def read(pack_toml: bytes, network: bytes) -> Pack:
    """A pack without errors."""
    reading = read_pack(pack_toml, network)
    assert reading.pack is not None, reading.mistakes
    return reading.pack


def rewritten(pack: Pack) -> Pack:
    """A pack written and read again."""
    return read(write_pack_toml(pack).encode(), write_network(pack).encode())


def stated(pack: Pack) -> list[set[str]]:
    """What was stated rather than left to its default, where that matters: an unstated harm may be counted."""
    return [leg.risk.model_fields_set for leg in pack.legs]


@pytest.mark.parametrize("seed", range(60))
def test_a_random_pack_written_and_read_again_is_the_same(seed, tmp_path):
    """Whatever mixture of features it has."""
    write_random_pack(tmp_path, seed)
    pack = read((tmp_path / "pack.toml").read_bytes(), (tmp_path / "network.geojson").read_bytes())
    assert rewritten(pack) == pack
    assert stated(rewritten(pack)) == stated(pack)


def test_a_pack_that_says_everything_written_and_read_again_is_the_same():
    """References to files, charter, timetables, spans, counts, effects, a hard budget: nothing is lost."""
    pack = read(*everything())
    assert rewritten(pack) == pack
    assert stated(rewritten(pack)) == stated(pack)
    assert tomllib.loads(write_pack_toml(pack))["charter"] == tomllib.loads(TOML)["charter"]


def test_shipped_packs_written_and_read_again_are_the_same(root):
    """With their real data still referred to."""
    for folder in sorted((root / "packs").iterdir()):
        pack = read((folder / "pack.toml").read_bytes(), (folder / "network.geojson").read_bytes())
        assert rewritten(pack) == pack, folder.name


def test_what_nobody_stated_is_not_written():
    """A person who goes on by hand meets no key that nobody chose."""
    text = write_pack_toml(read(*everything()))
    assert "stamina" not in text
    assert "horizon_hours = 96.5\n" in text
    assert "budget_unit = 100\n" in text
    assert "record = {kept = 11, temptation = 1e-09, as_of = 2031-08-01}" in text


def test_a_network_has_a_feature_a_line():
    """So that a change to one leg is one line of a comparison."""
    text = write_network(read(*everything()))
    assert len(text.splitlines()) == len(FEATURES) + 2
    assert [f["properties"]["id"] for f in json.loads(text)["features"]] == [f["id"] for f in FEATURES]


def small(name: str = "x", start: datetime = datetime(2031, 10, 1, tzinfo=UTC)) -> Pack:
    """A pack of two places, made by code."""
    return Pack(
        name=name,
        clock=Clock(start=start, horizon_hours=10),
        mission=Mission.model_validate({"from": "a", "to": ["b"]}),
        travellers=(Traveller(id="one", together=name),),
        places=(Place(id="a", kind="home", name=name, at=(1.0, 2.0)), Place(id="b", kind="camp", at=(1e-9, -89.999))),
        legs=(Leg.model_validate({"id": "l", "from": "a", "to": "b", "mode": "foot", "minutes": 1e-7}),),
    )


@given(name=st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=40))
def test_any_text_survives(name):
    """Quotation marks, backslashes, letters of any script."""
    assert rewritten(small(name)) == small(name)


@given(horizon=st.floats(0.001, 1000.0), at=st.floats(-179.0, 179.0), fee=st.floats(0.0, 1e12))
def test_numbers_survive_to_the_last_bit(horizon, at, fee):
    """However large or small."""
    pack = small()
    pack = replace(
        pack,
        clock=pack.clock.model_copy(update={"horizon_hours": horizon}),
        places=(pack.places[0].model_copy(update={"at": (at, 0.0)}), pack.places[1]),
        legs=(pack.legs[0].model_copy(update={"fee": FeeRange(low=fee, high=fee)}),),
    )
    assert rewritten(pack) == pack


def test_a_start_in_a_named_zone_is_written_with_its_offset():
    """TOML knows no zones; the local time stays, and an offset with seconds becomes whole minutes."""
    clock = rewritten(small(start=datetime(2031, 10, 1, 18, tzinfo=ZoneInfo("Asia/Bangkok")))).clock
    assert clock.start.isoformat() == "2031-10-01T18:00:00+07:00"
    sun_time = timezone(-timedelta(hours=5, minutes=2, seconds=40))
    clock = rewritten(small(start=datetime(1854, 12, 24, 18, tzinfo=sun_time))).clock
    assert clock.start.isoformat() == "1854-12-24T18:00:00-05:03"
