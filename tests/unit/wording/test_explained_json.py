"""What `waystation explain --json` holds."""

from __future__ import annotations

import json

import pytest

from tests.builders import leg, place, small_pack
from waystation.errors import Mistake
from waystation.planning.compiling import Moment
from waystation.planning.explanation import explain
from waystation.wording.explained_json import explanation_json

PARTS = ("by_leg", "by_broker", "by_risk", "by_place", "by_condition")


def test_every_key_of_the_contract() -> None:
    """And figures that fit each other."""
    pack = small_pack(leg("l", departures=["12:00"], risk={"caught": {"events": 1, "trials": 3}, "harm": [0.0, 0.1]}))
    found = explain(pack, draws=50, seed=9)
    told = explanation_json(found, "abc", [Mistake("base_map", warning=True)], {"solve": 0.1234567})
    assert set(told) == {
        "format", "pack", "digest", "lost", "safe", "underway", "likely", *PARTS, "sensitivity", "deciding", "warnings",
        "seconds",
    }  # fmt: skip
    for name in PARTS:
        assert sum(row["lost"] for row in told[name]) == pytest.approx(told["lost"], abs=1e-12)
        assert all(set(row) == {"what", "lost"} for row in told[name])
    assert told["lost"] + told["safe"]["mid"] + told["underway"]["mid"] == pytest.approx(1.0)
    assert set(told["likely"]) == {"p10", "p50", "p90", "draws", "seed"}
    assert (told["likely"]["draws"], told["likely"]["seed"]) == (50, 9)
    assert told["likely"]["p10"] <= told["likely"]["p50"] <= told["likely"]["p90"]
    assert (
        told["sensitivity"][0]
        == {
            "what": "leg:l/harm",
            "dlow": pytest.approx(-0.5),
            "dmid": pytest.approx(-0.625),
            "low": 0.0,
            "mid": pytest.approx(0.05),
            "high": 0.1,
        }
        or told["sensitivity"][0]["what"] == "leg:l/caught"
    )
    first, second = told["deciding"]
    assert (first["what"], second["what"]) == ("leg:l/caught", "leg:l/harm")
    assert first["once_more"]["low"] < told["safe"]["low"] < first["best"]["low"]
    assert second["once_more"] is None
    assert told["warnings"][0]["code"] == "base_map"
    assert told["seconds"] == {"solve": 0.123457}
    json.dumps(told, allow_nan=False)


def test_what_has_no_end_is_null() -> None:
    """Never a number that JSON does not have."""
    pack = small_pack(place("a", found=[0.2, 1.0]), leg("bus", departures=["12:30"]))
    told = explanation_json(explain(pack, draws=5), "", [], {})
    assert [row["dlow"] for row in told["sensitivity"] if row["what"] == "place:a/found"] == [None]
    json.dumps(told, allow_nan=False)


def test_at_the_end_all_lists_are_empty() -> None:
    """Nothing is lost, and nothing hangs on anything."""
    told = explanation_json(explain(small_pack(leg("l")), moment=Moment("b"), draws=5), "", [], {})
    assert [told[name] for name in (*PARTS, "sensitivity", "deciding")] == [[]] * 7
    assert (told["lost"], told["likely"]["p10"]) == (0.0, 1.0)
