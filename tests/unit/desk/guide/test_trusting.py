"""Brokers over missions: what is believed, what is owed, who is burnt, and in which order they are looked at."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.builders import condition, leg, write_pack
from tests.reports import ago
from waystation.bootstrap.cases import cases_named
from waystation.desk.guide.trusting import believed_of, brokers_in, trusted
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

BROKERS = [
    {"id": "g", "role": "guide", "name": "Gao", "record": {"kept": 19, "broken": 0, "as_of": ago(30.0)}},
    {"id": "h", "role": "driver", "record": {"kept": 1, "broken": 0}},
]


def told(kind: str, days: float = 1.0, **words: object) -> Report:
    """A report by Anna, so many days before the start."""
    found = read_report({"kind": kind, "source": "anna", "grade": "A1", "happened": ago(days), **words})
    assert isinstance(found, Report), found
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A mission with two brokers."""
    risk = {"caught": [0.01, 0.03], "back": 0.05, "late": 0.2}
    legs = [leg("l", broker="g", risk=risk, fee=100), leg("m", broker="g"), leg("n", broker="h")]
    return write_pack(tmp_path / "one", *legs, broker=BROKERS, condition=[condition()])


def test_a_leg_is_brought_through_if_nothing_that_stops_them_happens(folder: Path) -> None:
    """The product of all that may not happen; being late does not stop anybody."""
    (case,) = cases_named([str(folder)])
    found = next(several[0] for several in brokers_in([case]) if several[0].broker.id == "g")
    run = next(run for run in found.runs if run.leg.id == "l")
    by_name = believed_of(case).by_name
    stops = [by_name[name] for name in ("broker:g/betrayed", "leg:l/caught", "leg:l/back")]
    assert math.isclose(run.through.low, math.prod(1.0 - one.high for one in stops))
    assert math.isclose(run.through.high, math.prod(1.0 - one.low for one in stops))
    assert set(run.risks) == {"caught", "back", "late", "betrayed"}
    assert found.weakest is run


def test_whoever_must_be_looked_at_comes_first(folder: Path) -> None:
    """The burnt, then those who begin to fail, then whoever is least likely to sell the group."""
    assert [several[0].broker.id for several in brokers_in(cases_named([str(folder)]))] == ["g", "h"]
    ReportFile(folder).add([told("word", days, broker="h", broken=1.0) for days in (1.0, 2.0, 3.0)])
    (case,) = cases_named([str(folder)])
    first = brokers_in([case])[0][0]
    assert (first.broker.id, first.alarm is not None) == ("h", True)
    ReportFile(folder).add([told("burn", what="broker", name="g")])
    first = brokers_in(cases_named([str(folder)]))[0][0]
    assert (first.broker.id, first.burnt is not None) == ("g", True)


def test_what_was_heard_adds_to_the_record(folder: Path) -> None:
    """As far as its grade says."""
    ReportFile(folder).add([told("word", broker="g", kept=2.0, grade="B2")])
    (case,) = cases_named([str(folder)])
    found = next(several[0] for several in brokers_in([case]) if several[0].broker.id == "g")
    assert 20.0 < found.kept < 21.0


def test_money_is_what_its_reports_say(folder: Path) -> None:
    """Agreed, held back; what is held back already is not owed as well."""
    money = [("agreed", 400.0), ("paid", 100.0), ("held", 150.0)]
    ReportFile(folder).add([told("payment", to="g", amount=amount, state=state) for state, amount in money])
    (case,) = cases_named([str(folder)])
    found = next(several[0] for several in brokers_in([case]) if several[0].broker.id == "g")
    assert (found.agreed, found.held, found.owed) == (400.0, 150.0, 0.0)


def test_a_broker_of_two_missions_is_one_and_knows_of_both(folder: Path, tmp_path: Path) -> None:
    """What each of them shows."""
    other = write_pack(tmp_path / "two", leg("l", broker="g"), broker=BROKERS, condition=[condition()])
    cases = cases_named([str(folder), str(other)])
    several = next(several for several in brokers_in(cases) if several[0].broker.id == "g")
    assert [one.case.mission for one in several] == ["one", "two"]
    found = trusted(cases, cases[0], "g")
    assert found is not None
    assert [knew.case.mission for knew in found[1] if knew.anything] == ["one", "two"]
    assert trusted(cases, cases[0], "nobody") is None
