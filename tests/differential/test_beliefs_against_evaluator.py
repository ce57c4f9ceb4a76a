"""A pack that holds beliefs is a pack like any other: the evaluator, reading it as written, finds it worth as much."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.independent.evaluator import evaluate
from tests.independent.random_packs import write_random_pack
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.evidence.ledger import believe
from waystation.planning.plan import make_plan
from waystation.storage.folders import PackFolder
from waystation.world.pack import Pack
from waystation.world.report import OUTCOMES, Report, read_report
from waystation.world.writing import write_network, write_pack_toml

NEAR = 1e-9


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_what_is_believed_is_worth_what_the_evaluator_says(seed: int, tmp_path: Path) -> None:
    """Low, middle and high, and the chance of being lost."""
    write_random_pack(tmp_path, seed)
    loaded = load_pack(PackFolder(tmp_path))
    believed = believe(loaded.pack, reports(loaded, random.Random(seed)))
    assert any(not one.own for one in believed.beliefs)
    (tmp_path / "pack.toml").write_text(write_pack_toml(believed.pack), "utf-8")
    (tmp_path / "network.geojson").write_text(write_network(believed.pack), "utf-8")
    truth, outcome = evaluate(tmp_path), make_plan(believed.pack, loaded.departures).outcome
    found = {"low": outcome.safe.low, "mid": outcome.safe.mid, "high": outcome.safe.high}
    assert found["low"] == pytest.approx(truth["safe"]["low"], abs=NEAR)
    if not truth["doubts"]:
        assert found == pytest.approx(truth["safe"], abs=NEAR)
        assert outcome.lost == pytest.approx(truth["lost"]["mid"], abs=NEAR)


def reports(loaded: Loaded, chance: random.Random) -> list[Report]:
    """Some of every kind, of the last weeks."""
    found = [read_report(some(loaded.pack, chance)) for _ in range(25)]
    return [report for report in found if isinstance(report, Report)]


def some(pack: Pack, chance: random.Random) -> dict[str, Any]:
    """A report as plain values; one about what the pack does not have is none."""
    common = {
        "source": chance.choice("abcde"),
        "happened": (pack.clock.start - timedelta(hours=chance.randrange(600))).isoformat(),
        "grade": chance.choice(["A1", "B2", "C3"]),
    }
    kind = chance.choice(["delivery", "observation", "sighting", "word"])
    if kind == "observation" and pack.conditions:
        condition = chance.choice(pack.conditions)
        return {**common, "kind": kind, "condition": condition.id, "level": chance.choice(condition.levels)}
    if kind == "sighting":
        near = chance.choice([f"leg:{leg.id}" for leg in pack.legs] + [f"place:{place.id}" for place in pack.places])
        return {**common, "kind": kind, "near": near, "what": "police", "count": chance.randrange(1, 20)}
    if kind == "word" and pack.brokers:
        figures = {"kept": chance.randrange(5), "broken": chance.randrange(2), "temptation": chance.uniform(0.5, 4.0)}
        return {**common, "kind": kind, "broker": chance.choice(pack.brokers).id, **figures}
    return {**common, "kind": "delivery", "leg": chance.choice(pack.legs).id, "outcome": chance.choice(OUTCOMES)}
