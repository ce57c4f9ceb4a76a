"""Opening a pack: its data become chains, departures and counts, and every mistake is found in one run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.builders import condition, leg, pack_files
from waystation.desk.chart.loading import Loaded, inspect_pack, load_pack
from waystation.errors import BadInput, Mistake
from waystation.world.chances import Counts


@dataclass
class Files:
    """A pack whose files are in memory."""

    files: dict[str, bytes]
    read_so_far: list[str] = field(default_factory=list)
    said: list[Mistake] = field(default_factory=list)

    def read(self, inside: str) -> bytes:
        if inside not in self.files:
            raise BadInput([Mistake("no_file", inside)])
        self.read_so_far.append(inside)
        return self.files[inside]

    def has(self, inside: str) -> bool:
        return inside in self.files

    def digest(self) -> str:
        return hashlib.sha256(b"".join(self.files[name] for name in sorted(set(self.read_so_far)))).hexdigest()

    def doubts(self) -> list[Mistake]:
        return self.said


def source(*features: object, extra: dict[str, bytes] | None = None, **tables: object) -> Files:
    """A small pack in memory."""
    toml, network = pack_files(*features, **tables)  # type: ignore[arg-type]
    return Files({"pack.toml": toml, "network.geojson": network, **(extra or {})})


def codes(files: Files) -> list[str]:
    """The codes of all mistakes, in order."""
    return [mistake.code for mistake in inspect_pack(files)[1]]


GAUGE = {"id": "river", "levels": ["low", "high"], "gauge": {"file": "g.csv", "thresholds": [2.0]}, "now": "low"}


def gauge(*levels: float) -> bytes:
    """A record of October days a year before."""
    rows = [f"2030-10-{day:02d},{level}" for day, level in enumerate(levels, 1)]
    return ("date,level\n" + "\n".join(rows) + "\n").encode()


def loaded(files: Files) -> Loaded:
    """The pack, without a mistake."""
    return load_pack(files)


def test_a_gauge_becomes_a_chain_per_step() -> None:
    """Cut from days into steps, with rows that sum to one; the digest covers the record."""
    ford = leg("ford", risk={"harm": 0.1}, when={"river=high": "closed"})
    files = source(ford, condition=[GUARDED], extra={"g.csv": gauge(1, 1, 1, 3, 3, 1, 1, 1)}, step=60, hours=24)
    found = loaded(files).pack.condition["river"]
    assert found.gauge is None
    assert found.per_step is not None
    assert [sum(row) for row in found.per_step] == pytest.approx([1.0, 1.0])
    assert 0 < found.per_step[0][1] < 1 / 24
    assert "g.csv" in files.read_so_far


GUARDED = GAUGE


def test_a_record_of_another_season_is_doubted() -> None:
    """Not refused: every level is then taken to follow every other alike."""
    rows = gauge(1, 3, 1).replace(b"2030-10", b"2030-04")
    files = source(
        leg("l", risk={"harm": 0.1}, when={"river=high": {"harm": 2.0}}), condition=[GAUGE], extra={"g.csv": rows}
    )
    assert codes(files) == ["gauge_no_season"]
    assert loaded(files).warnings[0].warning


EVENTS = b"date,lat,lon,dead_missing,cause\n" + b"2030-01-01,37.5,127.0,2,drowning\n" * 3


def test_every_mistake_of_files_and_of_what_they_name_is_said_at_once() -> None:
    """A leg that is wrong, a gauge that is missing, a timetable that is none."""
    timetable = {"file": "t.zip", "route": "r", "from_stop": "x", "to_stop": "y"}
    files = source(leg("l", mode="horse"), leg("m", timetable=timetable), condition=[GAUGE], extra={"t.zip": b"no zip"})
    found = codes(files)
    assert "no_file" in found
    assert "not_one_of" in found
    assert inspect_pack(files)[0] is None


def test_a_missing_file_is_said_once_however_often_it_is_named() -> None:
    """Two conditions on one gauge."""
    other = {**GAUGE, "id": "stream"}
    legs = leg("l", risk={"harm": 0.1}, when={"river=high": {"harm": 2.0}, "stream=high": {"harm": 2.0}})
    assert codes(source(legs, condition=[GAUGE, other])) == ["no_file"]


def test_a_pack_without_its_two_files_is_no_pack() -> None:
    """Each is missed by name, also where the other is wrong."""
    assert codes(Files({})) == ["no_file", "no_file"]
    assert codes(Files({"pack.toml": b"= nonsense"})) == ["no_file", "not_toml"]


def test_an_error_refuses_and_a_warning_does_not() -> None:
    """The error carries every mistake; the warnings come with the pack."""
    with pytest.raises(BadInput) as refused:
        loaded(source(leg("l", minutes=0), leg("m", strain=9)))
    assert [mistake.code for mistake in refused.value.found] == ["not_above", "too_large_value"]
    found = loaded(source(leg("l"), broker=[{"id": "idle", "role": "host"}], condition=[condition()]))
    assert [warning.code for warning in found.warnings] == ["broker_unused", "condition_unused"]
    assert all(warning.warning for warning in found.warnings)


def test_the_digest_is_the_source_s() -> None:
    """Over what was read and nothing else."""
    files = source(leg("l"), extra={"notes.txt": b"unread"})
    before = loaded(files).digest
    files.files["notes.txt"] = b"changed"
    assert loaded(files).digest == before
    files.files["pack.toml"] += b"\n"
    assert loaded(files).digest != before


def test_incidents_become_harm_on_the_legs_that_state_none() -> None:
    """One that says 0 is believed."""
    files = source(
        leg("near"),
        leg("said", risk={"harm": 0}),
        extra={"i.csv": INCIDENTS},
        incidents={"file": "i.csv", "near_km": 5, "trials_per_year": 100},
    )
    pack = loaded(files).pack
    near, said = pack.legs
    assert isinstance(near.risk.harm, Counts)
    assert near.risk.harm.events > 0
    assert not isinstance(said.risk.harm, Counts)


INCIDENTS = (
    b"Incident ID,Incident Date,Number of Dead,Minimum Estimated Number of Missing,Total Number of Dead and Missing,"
    b"Cause of Death,Coordinates\n"
    b'2030.MMP1,"Tue, 01/01/2030 - 12:00",2,0,2,Drowning,"37.5, 127.0"\n'
    b'2030.MMP2,"Wed, 01/02/2030 - 12:00",1,0,1,Drowning,"37.5, 127.0"\n'
)


def test_a_horizon_and_a_quarter_of_departures_is_read() -> None:
    """What the check of the horizon needs."""
    clock = loaded(source(leg("l"), hours=100)).pack.clock
    assert clock.longer.at(clock.longer.steps) - clock.at(0) == timedelta(hours=125)


def test_what_its_source_has_to_say_is_among_the_warnings() -> None:
    """It stops nothing."""
    files = source(leg("l"))
    files.said = [Mistake("vault_not_yours", fields={"value": "m/money"}, warning=True)]
    assert loaded(files).warnings[-1] == files.said[0]
    assert codes(files) == ["vault_not_yours"]
