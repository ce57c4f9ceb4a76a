"""An explanation says what the evaluator, written apart from the code, finds when it follows the same policy.

Attribution is compared list by list; sensitivity with central differences of whole packs, every number shifted as it
stands in the files; `likely` draw by draw, each draw written into the files as exact numbers.
"""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.independent import evaluator
from tests.independent.random_packs import random_at, write_random_pack
from waystation.desk.chart.explaining import explain_pack
from waystation.desk.chart.loading import load_pack
from waystation.evidence.draws import draw
from waystation.planning.bases import CONSTANT, bases_of
from waystation.planning.compiling import Moment
from waystation.planning.explanation import Explanation, explain
from waystation.planning.likely import likely_of
from waystation.solver.sensitivity import slopes
from waystation.solver.solve import solve
from waystation.solver.trail import follow
from waystation.storage.folders import PackFolder

NEAR = 1e-9
STEP = 1e-5
Numbers = dict[str, tuple[float, float, float]]


class Held:
    """A random pack, its explanation, and the evaluator's policy, held while the pack's numbers change."""

    def __init__(self, folder: Path, seed: int) -> None:
        write_random_pack(folder, seed)
        self.folder, self.seed = folder, seed
        self.table = tomllib.loads((folder / "pack.toml").read_text("utf-8"))
        self.network = json.loads((folder / "network.geojson").read_text("utf-8"))
        self.truth = evaluator.evaluate(folder)
        self.explanation: Explanation = explain_pack(PackFolder(folder), draws=1).explanation

    @property
    def doubted(self) -> bool:
        """Whether rounding may have settled a decision otherwise than ours."""
        return bool(self.truth["doubts"])

    def beliefs(self) -> Numbers:
        """Low, middle and high of every base belief of the files, by name."""
        found: Numbers = {}
        prior = self.table.get("evidence", {}).get("prior", {})
        for broker in self.table.get("broker", []):
            record = broker.get("record", {})
            kept = record.get("kept", 0.0) + prior.get("kept", 0.0)
            broken = record.get("broken", 0.0) + prior.get("broken", 0.0)
            counted = evaluator.from_counts(broken, kept + broken)
            stated = broker.get("betrays")
            found[f"broker:{broker['id']}/betrayed"] = counted if stated is None else evaluator.risk_ends(stated)
        for feature in self.network["features"]:
            words = feature["properties"]
            if "kind" in words:
                found[f"place:{words['id']}/found"] = evaluator.risk_ends(words.get("found", 0))
            else:
                for risk in ("caught", "harm", "back", "late"):
                    found[f"leg:{words['id']}/{risk}"] = evaluator.risk_ends(words.get("risk", {}).get(risk, 0))
        return found

    def worth(self, beliefs: Numbers) -> dict[str, float]:
        """What the same policy is worth when the beliefs are these: low and mid at the start."""
        model = self._model(beliefs)
        start = evaluator.starting_point(model, None)
        policy, spots = self.truth["policy"], evaluator.reachable(model, start)
        values: dict[Any, Any] = {}
        for t in range(model["T"], start["step"] - 1, -1):
            for place, broker, spent in spots[t]:
                for levels in evaluator.all_levels(model):
                    state = (place, broker, spent, levels)
                    action = policy.get((t, state))
                    if place in model["ends"]:
                        values[t, state] = evaluator.SAFE
                    elif action is None:
                        values[t, state] = evaluator.STUCK
                    else:
                        values[t, state] = evaluator.value_of(model, start, values, t, state, action)
            model["memo"].pop("ahead", None)
        return evaluator.start_value(start, values)

    def _model(self, beliefs: Numbers) -> dict[str, Any]:
        """The pack with these beliefs in place of what its files say."""
        model = evaluator.read_model(self.folder, evaluator.Fraction(1))
        for place, words in model["places"].items():
            words["found"] = beliefs[f"place:{place}/found"]
        for leg in model["legs"]:
            leg["risk"] = {risk: beliefs[f"leg:{leg['id']}/{risk}"] for risk in leg["risk"]}
            if leg["broker"]:
                broker = model["brokers"][leg["broker"]]
                odds = 1.0 if "betrays" in broker else evaluator.temptation_factor(model, broker, leg["agreed"])
                leg["betrayed"] = evaluator.all_by_odds(beliefs[f"broker:{leg['broker']}/betrayed"], odds)
        return model


def held(tmp_path: Path, seeds: range) -> Iterator[Held]:
    """Random packs whose every decision is the evaluator's too."""
    for seed in seeds:
        one = Held(tmp_path / str(seed), seed)
        if not one.doubted:
            yield one


BATCH = 20


def explanations(tmp_path: Path, seeds: range) -> Iterator[tuple[int, Explanation, dict[str, Any]]]:
    """Of each pack from its own start, and from a later moment, with what the evaluator says of the same."""
    for one in held(tmp_path, seeds):
        yield one.seed, one.explanation, one.truth
        place, step, broker, levels = at = random_at(one.folder, one.seed)
        truth = evaluator.evaluate(one.folder, at=at)
        if not truth["doubts"]:
            loaded = load_pack(PackFolder(one.folder))
            moment = Moment(place, step, broker, levels)
            yield one.seed, explain(loaded.pack, loaded.departures, moment, draws=1), truth


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 100, BATCH))
def test_what_is_lost_is_lost_where_the_evaluator_says(first: int, tmp_path: Path) -> None:
    """Each list has the evaluator's rows, and is alone a complete partition of all that is lost."""
    compared = 0
    for seed, found, truth in explanations(tmp_path, range(first, first + BATCH)):
        assert found.lost == pytest.approx(truth["lost"]["mid"], abs=NEAR)
        for name, parts in found.parts.items():
            wanted = {what or "none": lost for what, lost in truth[name].items()}
            assert dict(parts) == pytest.approx(wanted, abs=NEAR), (seed, name)
            assert sum(lost for _, lost in parts) == pytest.approx(found.lost, abs=NEAR)
            assert [lost for _, lost in parts] == sorted((lost for _, lost in parts), reverse=True)
            compared += len(parts)
    assert compared > 5 * BATCH


def shifted(beliefs: Numbers, what: str, by: float) -> Numbers:
    """The whole interval of one belief moved; an end at 0, which binds nothing that is followed, stays there."""
    low, mid, high = beliefs[what]
    return {**beliefs, what: (max(0.0, low + by), mid + by, high + by)}


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 40, 8))
def test_sensitivity_is_what_central_differences_say(first: int, tmp_path: Path) -> None:
    """To 1e-5, wherever no end, and no hidden level, takes over from another within the difference.

    That one does is seen by the two sides disagreeing; then the derivative must lie between them.
    """
    smooth, kinks = 0, 0
    for one in held(tmp_path, range(first, first + 8)):
        beliefs = one.beliefs()
        now = one.worth(beliefs)
        assert now["low"] == pytest.approx(one.explanation.safe.low, abs=NEAR)
        for weight in one.explanation.weights:
            if weight.what.startswith("leg:") and weight.what.endswith("/betrayed"):
                continue
            low, mid, high = beliefs[weight.what]
            assert weight.belief == pytest.approx(beliefs[weight.what])
            may_bind_low = weight.what.endswith(("/back", "/late"))
            if min(mid, low if may_bind_low else mid) < STEP or high > 1.0 - STEP:
                continue
            up, down = (one.worth(shifted(beliefs, weight.what, by)) for by in (STEP, -STEP))
            for name, found in (("low", weight.dlow), ("mid", weight.dmid)):
                assert found is not None
                sides = [(up[name] - now[name]) / STEP, (now[name] - down[name]) / STEP]
                central = sum(sides) / 2
                if abs(sides[0] - sides[1]) > 1e-2 * max(abs(central), 1e-3):
                    assert min(sides) - 1e-4 <= found <= max(sides) + 1e-4, (one.seed, weight)
                    kinks += 1
                else:
                    assert found == pytest.approx(central, rel=1e-5, abs=1e-8), (one.seed, weight, name)
                    smooth += found != 0.0
    assert smooth > 20
    assert kinks < smooth / 10


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 20, 10))
def test_each_draw_is_worth_what_the_evaluator_finds_for_those_numbers(first: int, tmp_path: Path) -> None:
    """Drawn once for both ways of a leg and for all legs of a broker, before odds and steps act."""
    unlike = 0
    for one in held(tmp_path, range(first, first + 10)):
        charted = one.explanation.charted
        bases, policy = bases_of(charted), solve(charted.problem, charted.start.step)
        trail = follow(policy, charted.start)
        met = slopes(trail).met
        drawn = likely_of(trail, bases, met, 3, one.seed).drawn
        beliefs = {what: (mid, mid, mid) for what, (_, mid, _) in one.beliefs().items()}
        for number, chance in enumerate(drawn):
            numbers = {b.what: (float(draw(b, 3, one.seed)[number]),) * 3 for b in bases.bases}
            assert chance == pytest.approx(one.worth({**beliefs, **numbers})["mid"], abs=NEAR), one.seed
        unlike += len(np.unique(drawn)) > 1
        assert set(np.unique(bases.of)) - {CONSTANT} == set(range(len(bases.bases)))
    assert unlike > 3


@pytest.mark.slow
def test_the_leg_s_own_betrayal_is_its_part_of_the_broker_s(tmp_path: Path) -> None:
    """A leg's own row moves that leg alone, temptation already counted: by differences in the evaluator's legs."""
    compared = 0
    for one in held(tmp_path, range(60)):
        beliefs = one.beliefs()
        for weight in one.explanation.weights:
            leg = weight.what.removeprefix("leg:").removesuffix("/betrayed")
            within = weight.belief.low > STEP and weight.belief.high < 1.0 - STEP
            if not (weight.what.endswith("/betrayed") and weight.what.startswith("leg:") and within):
                continue
            up, down = (Leaning(one, leg, by).worth(beliefs) for by in (STEP, -STEP))
            assert weight.dmid == pytest.approx((up["mid"] - down["mid"]) / (2 * STEP), rel=1e-5, abs=1e-8)
            compared += weight.dmid != 0.0
    assert compared > 3


class Leaning(Held):
    """The same, one leg's betrayal shifted after temptation."""

    def __init__(self, of: Held, leg: str, by: float) -> None:
        self.__dict__.update(copy.copy(of.__dict__))
        self.leg, self.by = leg, by

    def _model(self, beliefs: Numbers) -> dict[str, Any]:
        model = super()._model(beliefs)
        for leg in model["legs"]:
            if leg["id"] == self.leg:
                leg["betrayed"] = tuple(p + self.by for p in leg["betrayed"])
        return model


def test_the_files_hold_what_the_test_believes(tmp_path: Path) -> None:
    """A pack with its own beliefs put in again is worth what it was."""
    one = next(held(tmp_path, range(3, 30)))
    assert one.worth(one.beliefs())["mid"] == pytest.approx(one.truth["safe"]["mid"], abs=1e-12)
