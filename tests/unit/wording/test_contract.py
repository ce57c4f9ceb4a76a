"""The JSON of the contract: every key of it, strict JSON, times with offsets, the same meaning as the plan."""

from __future__ import annotations

import json
import math
from datetime import datetime
from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.errors import Mistake
from waystation.planning.alternatives import find_alternatives, find_ways
from waystation.planning.compiling import Moment
from waystation.planning.plan import Plan, make_plan
from waystation.planning.proof import Proof
from waystation.wording.contract import mistake_json, mistakes_json, plan_json, played_json, proof_json

RIVER = condition("river", per_step=[[0.9, 0.1], [0.5, 0.5]])
FEATURES = (
    place("m", name="the mill"),
    leg("one", to="m", broker="g", fee=100, departures=["12:00", "12:30"], risk={"caught": 0.1, "back": 0.1}),
    leg("two", "m", "b", risk={"late": 0.5, "harm": [0.0, 0.1]}, when={"river=high": "closed"}),
    leg("three", risk={"caught": 0.6}),
)
TABLES: dict[str, Any] = {
    "broker": [{"id": "g", "role": "guide", "betrays": 0.05}],
    "condition": [RIVER],
    "mission": {"budget": 50},
    "hours": 8,
}


def made(plan: Plan) -> dict[str, Any]:
    """The plan as JSON, read back as others read it: strictly."""
    found = find_alternatives(plan)
    warnings = [Mistake("broker_unused", "pack.toml", "broker[0]", fields={"broker": "g"}, warning=True)]
    seconds = {"read": 0.1, **plan.seconds}
    affordable = find_ways(plan).affordable
    value = plan_json(plan, "d" * 64, found, affordable, warnings, (), seconds)
    read: dict[str, Any] = json.loads(json.dumps(value, allow_nan=False))
    return read


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A plan with something of everything."""
    return make_plan(small_pack(*FEATURES, **TABLES))


def test_a_plan_has_every_key_of_the_contract(plan: Plan) -> None:
    """Fields are only ever added."""
    value = made(plan)
    keys = (
        "format pack digest safe lost underway arrival cost first first_by_level course attribution alternatives "
        "warnings size seconds"
    )
    assert set(keys.split()) <= set(value)
    assert set(value["safe"]) == {"low", "mid", "high"}
    assert set(value["lost"]) == set(value["underway"]) == {"mid"}
    assert set(value["arrival"]) == {"expected", "p10", "p50", "p90"}
    assert {"expected", "over_budget"} <= set(value["cost"])
    assert set(value["first"]) == {"action", "until"}
    assert set(value["size"]) == {"states", "actions", "steps", "pairs"}
    assert {"read", "compile", "solve", "explain"} <= set(value["seconds"])
    hop = {"leg", "from", "to", "depart", "arrive", "broker", "fee", "held"}
    assert all(hop <= set(each) for each in value["course"])
    assert all(set(each) == {"what", "lost"} for each in value["attribution"])
    way = {"label", "safe", "days", "cost", "told", "course"}
    assert all(way <= set(each) for each in value["alternatives"])


def test_its_figures_are_the_plan_s(plan: Plan) -> None:
    """To the last bit; the attribution sums to what is lost."""
    value, outcome = made(plan), plan.outcome
    assert value["format"] == 1
    assert value["safe"] == {"low": outcome.safe.low, "mid": outcome.safe.mid, "high": outcome.safe.high}
    assert math.fsum(row["lost"] for row in value["attribution"]) == pytest.approx(value["lost"]["mid"], abs=1e-12)
    assert value["cost"]["over_budget"] is True
    assert value["size"]["pairs"] == value["size"]["states"] * (value["size"]["steps"] + 1)
    assert value["first"] == {"action": "leg:one", "until": "2031-10-01T12:00:00+09:00"}
    assert value["course"][0] | {"held": 0.5, "fee": 100.0, "broker": "g"} == value["course"][0]
    assert value["course"][1]["broker"] is None
    assert value["course"][1]["held"] == 0.0


def test_times_have_offsets(plan: Plan) -> None:
    """Every one of them."""

    def times(value: Any, key: str = "") -> list[str]:
        if isinstance(value, dict):
            return [t for k, v in value.items() for t in times(v, k)]
        if isinstance(value, list):
            return [t for v in value for t in times(v, key)]
        named = {"depart", "arrive", "until", "time", "expected", "p10", "p50", "p90"}
        return [value] if key in named and isinstance(value, str) else []

    found = times(made(plan))
    assert len(found) > 10
    assert all(datetime.fromisoformat(text).utcoffset() is not None for text in found)


@pytest.mark.parametrize("moment", [Moment("b"), Moment("a", 16), Moment("m", 15)])
def test_where_nothing_is_left_there_are_nulls_and_not_numbers(moment: Moment) -> None:
    """At an end, at the horizon, too late."""
    plan = make_plan(small_pack(*FEATURES, **TABLES), moment=moment)
    value = made(plan)
    there = moment.place == "b"
    assert value["safe"]["mid"] == (1.0 if there else 0.0) or moment.place == "m"
    assert (value["arrival"]["expected"] is None) is (plan.outcome.safe.mid == 0)
    if moment.place != "m":
        assert value["first"] == {"action": "wait", "until": None}
        assert value["course"] == []


def test_a_game_has_its_shares_and_its_standard_error() -> None:
    """Of safe; 0 where all ended alike."""
    assert played_json(900, 75, 25, 1000) == {
        "safe": 0.9,
        "lost": 0.075,
        "underway": 0.025,
        "stderr": pytest.approx(math.sqrt(0.09 / 1000)),
        "runs": 1000,
    }
    assert played_json(10, 0, 0, 10)["stderr"] == 0.0


def test_a_proof_has_every_key_of_the_contract() -> None:
    """And whether they agree."""
    proof = Proof("storm 1.13", True, {"low": 0.5}, {"low": 0.5}, {"low": 0.0}, 1e-9, 10, 20, {"check": 0.1})
    value = proof_json(proof)
    assert {"agree", "checker", "ours", "theirs", "seconds"} <= set(value)
    assert value["agree"] is True
    assert json.loads(json.dumps(value, allow_nan=False)) == value


def test_mistakes_are_parted_into_errors_and_warnings() -> None:
    """Each with its place and its sentence; sound if there is no error."""
    error = Mistake("no_file", "gauges/x.csv", "", 0)
    warning = Mistake("broker_unused", "pack.toml", "broker[0]", 7, {"broker": "g"}, warning=True)
    both = mistakes_json([error, warning])
    assert both["ok"] is False
    assert both["errors"] == [mistake_json(error)]
    assert both["warnings"] == [mistake_json(warning)]
    assert mistakes_json([warning])["ok"] is True
    row = mistake_json(warning)
    assert {"code": "broker_unused", "file": "pack.toml", "line": 7, "at": "broker[0]"}.items() <= row.items()
    assert "g" in row["text"]
