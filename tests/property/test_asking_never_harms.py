"""Asking never harms: with every answer, the plan made anew is worth at least as much at worst as today's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.independent.random_packs import write_random_pack
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.evidence.answers import answers_about_chance, answers_about_record
from waystation.planning.compiling import Moment, chart
from waystation.planning.plan import Plan, make_plan
from waystation.planning.questions import Asked, ask_about
from waystation.solver.flat import flatten
from waystation.solver.solve import evaluate, solve
from waystation.storage.folders import PackFolder
from waystation.world.pack import Pack

Other = tuple[Pack, Moment | None]


def others(pack: Pack, plan: Plan, ask: str) -> Iterator[tuple[float, Other]]:
    """Every answer to a question, as a pack of its own: spelled out, and charted from the beginning."""
    kind, _, rest = ask.partition(":")
    name, _, risk = rest.partition("/")
    if kind == "condition":
        levels = zip(pack.condition[name].levels, plan.charted.levels.start[name], strict=True)
        for level, p in levels:
            if p > 0.0:
                yield p, (pack, replace(plan.charted.moment, levels={name: level}))
    elif kind == "broker":
        broker = pack.broker[name]
        if broker.betrays is not None:
            for _, p, held in answers_about_chance(broker.betrays):
                other = broker.model_copy(update={"betrays": held})
                yield p, (replace(pack, brokers=tuple(other if b is broker else b for b in pack.brokers)), None)
        else:
            for _, p, record in answers_about_record(broker.record, pack.evidence.prior):
                other = broker.model_copy(update={"record": record})
                yield p, (replace(pack, brokers=tuple(other if b is broker else b for b in pack.brokers)), None)
    elif kind == "place":
        place = pack.place[name]
        for _, p, held in answers_about_chance(place.found):
            hidden = place.model_copy(update={"found": held})
            yield p, (replace(pack, places=tuple(hidden if x is place else x for x in pack.places)), None)
    else:
        leg = next(leg for leg in pack.legs if leg.id == name)
        for _, p, held in answers_about_chance(getattr(leg.risk, risk)):
            moved = leg.model_copy(update={"risk": leg.risk.model_copy(update={risk: held})})
            yield p, (replace(pack, legs=tuple(moved if x is leg else x for x in pack.legs)), None)


def worth(loaded: Loaded, plan: Plan, other: Other) -> tuple[float, float]:
    """What the best plan is worth at worst in another pack, and what today's is."""
    pack, moment = other
    charted = chart(pack, loaded.departures, moment or plan.charted.moment, loaded.calendars)
    start = charted.start
    best = solve(charted.problem, start.step)
    kept = evaluate(replace(plan.policy, flat=flatten(charted.problem)), start.step)
    return float(best.low[start.node] @ start.joint), float(kept.low[start.node] @ start.joint)


def asked_of(seed: int) -> tuple[Loaded, Plan, list[Asked]]:
    """Every question about a random pack."""
    with TemporaryDirectory() as folder:
        write_random_pack(Path(folder), seed)
        loaded = load_pack(PackFolder(Path(folder)))
        plan = make_plan(loaded.pack, loaded.departures, None, loaded.calendars)
        return loaded, plan, ask_about(plan, loaded.departures, loaded.calendars, most=None)


@settings(max_examples=25)
@given(seed=st.integers(0, 3000))
def test_asking_never_harms(seed: int) -> None:
    """Whatever is asked, of whichever pack; the value is that of the answers spelled out."""
    loaded, plan, asked = asked_of(seed)
    for each in asked:
        assert each.gain >= 0.0
        assert 0.0 <= each.changes_first <= 1.0 + 1e-12
        if not each.answers:
            continue
        answers = list(others(loaded.pack, plan, each.ask))
        assert sum(p for p, _ in answers) == pytest.approx(1.0, abs=1e-12)
        assert [heard.chance for heard in each.answers] == pytest.approx([p for p, _ in answers], abs=1e-15)
        value = 0.0
        for heard, (p, other) in zip(each.answers, answers, strict=True):
            best, kept = worth(loaded, plan, other)
            assert best >= kept - 1e-12
            assert (heard.low, heard.kept) == pytest.approx((best, kept), abs=1e-11)
            value += p * (best - kept)
        assert each.gain == pytest.approx(value, abs=1e-11)


@settings(max_examples=25)
@given(seed=st.integers(0, 3000), most=st.integers(1, 6))
def test_the_few_that_are_told_are_the_best_of_all(seed: int, most: int) -> None:
    """Though not every question is solved to find them."""
    loaded, plan, asked = asked_of(seed)
    few = ask_about(plan, loaded.departures, loaded.calendars, most=most)
    assert len(few) == min(most, len(asked))
    assert [each.gain for each in few] == pytest.approx([each.gain for each in asked[:most]], abs=2e-9)
    assert np.all(np.diff([each.gain for each in few]) <= 0.0)


@settings(max_examples=10)
@given(seed=st.integers(0, 3000))
def test_what_is_not_asked_about_could_not_change_anything(seed: int) -> None:
    """A question without answers has no value, nor does one about what everybody sees."""
    loaded, _, asked = asked_of(seed)
    names = {each.ask for each in asked}
    assert {f"broker:{b.id}" for b in loaded.pack.brokers} | {
        f"condition:{c.id}" for c in loaded.pack.conditions
    } <= names
    for each in asked:
        kind, _, name = each.ask.partition(":")
        if not each.answers or (kind == "condition" and loaded.pack.condition[name].observed):
            assert (each.gain, each.changes_first, each.answers) == (0.0, 0.0, ())
