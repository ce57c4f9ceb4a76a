"""Our plans are those of an evaluator written apart from the code, on random packs of every mixture of features.

Seeds name packs for ever. `WAYSTATION_SEEDS=1000` widens the run; a failure names the seed and each figure.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.independent.evaluator import At, evaluate
from tests.independent.random_packs import random_at, write_random_pack
from waystation.desk.chart.loading import load_pack
from waystation.desk.chart.moments import read_moment
from waystation.planning.course import First
from waystation.planning.plan import Plan, make_plan
from waystation.storage.folders import PackFolder

PACKS = int(os.environ.get("WAYSTATION_SEEDS", "250"))
BATCH = 25
NEAR = 1e-12
DOUBTED = 0.05
"""At most this share of packs may turn on a decision that rounding can put on either side."""


@dataclass(frozen=True)
class Case:
    """One question: a pack, and from where and when."""

    seed: int
    folder: Path
    at: At | None

    def moment(self, plan_start: datetime, step_minutes: int) -> str | None:
        """The same moment as people type it."""
        if self.at is None:
            return None
        place, step, broker, levels = self.at
        instant = plan_start + timedelta(minutes=step * step_minutes)
        named = [f"{condition}={level}" for condition, level in levels.items()]
        return ",".join([place, instant.isoformat(), *([f"broker={broker}"] if broker else []), *named])


def ours(case: Case) -> Plan:
    """Our plan, read from the folder and, for a later moment, from its text."""
    loaded = load_pack(PackFolder(case.folder))
    text = case.moment(loaded.pack.clock.start, loaded.pack.clock.step_minutes)
    return make_plan(loaded.pack, loaded.departures, read_moment(loaded.pack, text) if text else None)


def differences(plan: Plan, truth: dict[str, Any]) -> Iterator[str]:
    """Everything in which our plan is not the evaluator's."""
    yield from _values(plan, truth)
    yield from _money_and_people(plan, truth)
    yield from _arrival(plan, truth)
    yield from _decisions(plan, truth)


def _differs(name: str, found: float, wanted: float, scale: float = 1.0) -> Iterator[str]:
    if not abs(found - wanted) <= NEAR * max(1.0, abs(scale)):
        yield f"{name}: {found!r}, not {wanted!r}"


def _values(plan: Plan, truth: dict[str, Any]) -> Iterator[str]:
    outcome = plan.outcome
    for name in ("low", "mid", "high"):
        yield from _differs(f"safe.{name}", getattr(outcome.safe, name), truth["safe"][name])
    yield from _differs("lost.mid", outcome.lost, truth["lost"]["mid"])
    yield from _differs("underway.mid", outcome.underway, truth["underway"]["mid"])


def _money_and_people(plan: Plan, truth: dict[str, Any]) -> Iterator[str]:
    cost = truth["cost"]["expected"]
    yield from _differs("cost.expected", plan.outcome.cost, cost, scale=cost)
    if plan.over_budget != truth["cost"]["over_budget"]:
        yield f"over_budget: {plan.over_budget}"
    if sorted(plan.outcome.told) != truth["told"]:
        yield f"told: {plan.outcome.told}, not {truth['told']}"
    attribution = dict(plan.outcome.attribution)
    for what in sorted(attribution.keys() | truth["attribution"].keys()):
        yield from _differs(what, attribution.get(what, 0.0), truth["attribution"].get(what, 0.0))
    yield from _differs("sum of the attribution", math.fsum(attribution.values()), plan.outcome.lost)


def _arrival(plan: Plan, truth: dict[str, Any]) -> Iterator[str]:
    arrival, wanted = plan.outcome.arrival, truth["arrival"]
    if arrival is None or wanted["expected"] is None:
        if arrival is not None or wanted["expected"] is not None:
            yield f"arrival: {arrival}, not {wanted}"
        return
    yield from _differs("arrival.expected", arrival.expected, wanted["expected"], scale=truth["steps"])
    yield from _differs("days", plan.days or 0.0, truth["days"])
    for name in ("p10", "p50", "p90"):
        if getattr(arrival, name) != wanted[name]:
            yield f"arrival.{name}: {getattr(arrival, name)}, not {wanted[name]}"


def _decisions(plan: Plan, truth: dict[str, Any]) -> Iterator[str]:
    course = [
        (
            *(hop.leg.id, hop.leg.origin, hop.leg.destination),
            *(hop.step, hop.arrives, hop.leg.broker, hop.leg.fee.high),
        )
        for hop in plan.course
    ]
    keys = ("leg", "from", "to", "depart", "arrive", "broker", "fee")
    wanted = [tuple(hop[key] for key in keys) for hop in truth["course"]]
    if course != wanted:
        yield f"course: {course}, not {wanted}"
    yield from _same_first("first", plan.first, truth["first"])
    here = dict(part.split("=") for part in truth["likeliest"].split(",") if part)
    for condition in plan.charted.levels.visible:
        by_level = {}
        for level in condition.levels:
            joint = ",".join(f"{c}={x}" for c, x in {**here, condition.id: level}.items())
            by_level[f"{condition.id}={level}"] = truth["first_by_level"][joint]
        differ = any(first["action"] != truth["first"]["action"] for first in by_level.values() if first["action"])
        for name, first in by_level.items():
            if name in plan.first_by_level:
                yield from _same_first(f"first at {name}", plan.first_by_level[name], first)
            elif differ:
                yield f"first_by_level leaves out {name}"


def _same_first(name: str, found: First, wanted: dict[str, Any]) -> Iterator[str]:
    action = f"leg:{found.leg}" if found.leg else "wait"
    if (action, found.until) != (wanted["action"] or "wait", wanted["until"]):
        yield f"{name}: {action} until {found.until}, not {wanted['action']} until {wanted['until']}"


def cases(folder: Path, seed: int) -> Iterator[Case]:
    """A pack from its own start, and from a later moment."""
    write_random_pack(folder, seed)
    yield Case(seed, folder, None)
    yield Case(seed, folder, random_at(folder, seed))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PACKS, BATCH))
def test_a_random_pack_is_worth_what_the_evaluator_says(first: int, tmp_path: Path) -> None:
    """Values, money, people, hours and decisions, from the start and from a later moment.

    Where the evaluator doubts a decision (it turns on a difference of 1e-12 give or take 1e-13), another decision
    is as good: then only the value that the choice is made by is compared. Few packs may be like that.
    """
    wrong: list[str] = []
    doubted = 0
    seeds = range(first, min(first + BATCH, PACKS))
    for seed in seeds:
        for case in cases(tmp_path / str(seed), seed):
            truth = evaluate(case.folder, at=case.at)
            plan = ours(case)
            found = list(differences(plan, truth))
            if found and truth["doubts"]:
                doubted += 1
                found = list(_differs("safe.low", plan.outcome.safe.low, truth["safe"]["low"]))
            wrong.extend(f"seed {seed}{f' at {case.at}' if case.at else ''}: {what}" for what in found)
    assert not wrong, "\n".join(wrong)
    assert doubted <= max(1, DOUBTED * 2 * len(seeds))
