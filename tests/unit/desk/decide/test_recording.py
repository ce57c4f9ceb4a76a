"""Forecasts are kept before anybody leaves, and only where they say something else than the last one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.builders import leg, small_pack
from tests.records import Kept
from waystation.desk.decide import recording
from waystation.desk.decide.recording import keep_forecast, write_record
from waystation.errors import BadInput
from waystation.planning.plan import Plan, make_plan
from waystation.world.report import Forecast

START = "2031-10-01T18:00:00+07:00"
BEFORE = datetime.fromisoformat(START) - timedelta(days=1)
DRAWN = (0.7, 0.8, 0.9)


def plan(caught: float = 0.2, **tables: Any) -> Plan:
    """A plan that leaves at its start."""
    return make_plan(small_pack(leg("l", risk={"caught": [0.0, caught]}), start=START, hours=24, **tables))


def test_a_forecast_says_what_was_foreseen() -> None:
    """Figures, verdict, urgency, departure, and who asked for it."""
    record = Kept()
    kept = keep_forecast(record, plan(mission={"urgency": "PC2"}), BEFORE, "second", DRAWN)
    assert isinstance(kept, Forecast)
    assert (kept.source, kept.mission, kept.verdict, kept.urgency) == ("esther", "heron", "second", "PC2")
    assert (kept.low, kept.mid, kept.high) == pytest.approx((0.8, 0.9, 1.0))
    assert (kept.p10, kept.p50, kept.p90) == DRAWN
    assert kept.departs == datetime.fromisoformat(START)
    assert kept.happened == BEFORE


def test_percentiles_are_drawn_where_they_are_not_given() -> None:
    """A uniform belief of being caught, up to 0.2, is a uniform chance of arriving, from 0.8."""
    kept = keep_forecast(Kept(), plan(), BEFORE)
    assert isinstance(kept, Forecast)
    assert (kept.p10, kept.p50, kept.p90) == pytest.approx((0.82, 0.9, 0.98), abs=0.01)


def test_percentiles_of_a_large_plan_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing them could take longer than the plan; those that are given are kept whatever the size."""
    monkeypatch.setattr(recording, "QUICK_PAIRS", 0)
    for drawn, p10 in ((None, None), (DRAWN, DRAWN[0])):
        kept = keep_forecast(Kept(), plan(), BEFORE, None, drawn)
        assert isinstance(kept, Forecast)
        assert kept.p10 == p10


def test_the_same_plan_is_kept_once() -> None:
    """Asking again adds nothing, with or without the verdict that was given; another verdict, or plan, does."""
    record = Kept()
    for caught, verdict, number in (
        (0.2, None, 1),
        (0.2, None, 1),
        (0.2, "hold", 2),
        (0.2, "hold", 2),
        (0.2, None, 2),
        (0.2, "go", 3),
        (0.3, None, 4),
        (0.2, None, 5),
    ):
        keep_forecast(record, plan(caught), BEFORE + timedelta(minutes=number), verdict, DRAWN)
        assert len(record.forecasts) == number, (caught, verdict)


def test_after_an_outcome_the_same_plan_is_foreseen_anew() -> None:
    """A mission that came back and sets out again, as planned before, has a forecast of its own."""
    record = Kept()
    keep_forecast(record, plan(), BEFORE, None, DRAWN)
    write_record(record, BEFORE + timedelta(hours=1), {"kind": "decision", "outcome": "back"})
    assert keep_forecast(record, plan(), BEFORE + timedelta(hours=2), None, DRAWN) is not None


@pytest.mark.parametrize("hours", [24, 25, 1000])
def test_nothing_is_foreseen_once_they_have_left(hours: int) -> None:
    """From the moment of departure on, a plan is no forecast any more."""
    record = Kept()
    assert keep_forecast(record, plan(), BEFORE + timedelta(hours=hours), None, DRAWN) is None
    assert keep_forecast(record, plan(), BEFORE + timedelta(hours=23), None, DRAWN) is not None


def test_where_nobody_can_leave_nothing_is_foreseen() -> None:
    """Without a way there is no departure, and no forecast."""
    closed = make_plan(small_pack(leg("l", window=["03:00-03:10"]), start=START, hours=2))
    assert keep_forecast(Kept(), closed, BEFORE, None, DRAWN) is None


def test_what_cannot_be_written_is_not_drawn() -> None:
    """Where this device may not write, nothing is kept and nothing is said to be wrong."""
    assert keep_forecast(Kept(writable=False), plan(), BEFORE) is None


def test_whoever_signs_is_the_source() -> None:
    """A source that is given does not stand against the member whose device it is; where nobody signs it does."""
    now = {"kind": "decision", "source": "peter", "outcome": "safe"}
    assert write_record(Kept(), BEFORE, now).source == "esther"
    assert write_record(Kept(member=""), BEFORE, now).source == "peter"


def test_what_is_no_report_is_refused() -> None:
    """And nothing is written."""
    record = Kept()
    with pytest.raises(BadInput):
        write_record(record, BEFORE, {"kind": "decision", "outcome": "well"})
    assert record.reports == []
