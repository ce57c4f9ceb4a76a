"""Law: what is chosen is what trying every choice that the charter allows finds, objective by objective."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waystation.deciding.more import find_more
from waystation.deciding.permits import Permit
from waystation.deciding.portfolio import choose
from waystation.deciding.programme import Programme, maximise
from waystation.deciding.requests import Common, Request, Way

HOUSES, BROKERS, DAYS = ("x", "y"), ("g", "h"), 4
SLACK = 1e-6


@st.composite
def permits(draw: st.DrawFn) -> Permit:
    """Any verdict, a yes more often than not; a hold ends before, on or after the day, or nobody knows when."""
    word = draw(st.sampled_from(["go", "go", "go", "second", "split", "hold", "hold", "decline"]))
    return Permit(word, until_day=draw(st.sampled_from([None, *range(DAYS + 1)])) if word == "hold" else None)


@st.composite
def ways(draw: st.DrawFn) -> Way:
    """One way: any day of the period, a few nights, a few engagements."""
    day = draw(st.integers(0, DAYS - 1))
    mid = draw(st.sampled_from([0.0, 0.25, 0.5, 0.8, 1.0]))
    places = st.tuples(st.sampled_from(HOUSES), st.integers(day, DAYS + 1))
    engaged = st.tuples(st.sampled_from(BROKERS), st.integers(day, DAYS + 1))
    return Way(
        "w",
        day,
        day + draw(st.integers(0, 3)),
        mid / 2,
        mid,
        draw(permits()),
        float(draw(st.sampled_from([0, 100, 250]))),
        tuple(draw(st.lists(places, max_size=3, unique=True))),
        tuple(draw(st.lists(engaged, max_size=2, unique=True))),
        tuple(draw(st.sets(st.sampled_from(BROKERS), max_size=1))),
        tuple((house, draw(st.sampled_from([0.0, 0.3]))) for house in HOUSES),
    )


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Request], Common]:
    """At most four requests with at most three ways each, and limits that bite."""
    count = draw(st.integers(1, 4))
    requests = [
        Request(
            f"r{number}",
            draw(st.integers(1, 5)),
            float(draw(st.integers(0, 90))),
            draw(st.sampled_from([0.0, 0.4, 1.0])),
            tuple(draw(st.lists(ways(), max_size=3))),
            draw(st.integers(0, 2)),
        )
        for number in range(count)
    ]
    common = Common(
        DAYS,
        draw(st.sampled_from([None, 0.0, 200.0, 400.0])),
        {house: draw(st.integers(0, 6)) for house in draw(st.sets(st.sampled_from(HOUSES)))},
        draw(st.sampled_from([None, 1, 2])),
        draw(st.sampled_from([None, 1, 2])),
        {},
        draw(st.sampled_from([None, 1, 2])),
        draw(st.sampled_from([None, 0.2, 0.5])),
    )
    return requests, common


def lets_go(request: Request, way: Way) -> bool:
    """Whether the verdicts let somebody leave so, told out plainly."""
    if way.permit.word == "decline":
        return False
    if way.permit.word == "hold" and way.permit.until_day != way.day:
        return False
    for other in request.ways:
        if other.permit.word == "hold" and other.permit.until_day is not None:
            ends = other.permit.until_day
            if way.day in range(other.day, ends):
                return False
    return True


def fits(met: list[tuple[Request, Way]], common: Common) -> bool:
    """Whether the limits bear a choice, counted out plainly."""
    if common.money is not None and sum(way.cost for _, way in met) > common.money + 1e-9:
        return False
    for day in range(common.days):
        for house, beds in common.beds.items():
            if sum(r.people for r, w in met if (house, day) in w.nights) > beds:
                return False
        busy = [sum((broker, day) in w.engaged for _, w in met) for broker in BROKERS]
        if common.at_once is not None and max(busy) > common.at_once:
            return False
        if common.attention is not None and sum(w.day <= day <= w.until for _, w in met) > common.attention:
            return False
    told = [sum(broker in w.told or any(b == broker for b, _ in w.engaged) for _, w in met) for broker in BROKERS]
    if common.told is not None and max(told) > common.told:
        return False
    for house in HOUSES:
        lost = sum(dict(w.burns).get(house, 0.0) * (common.days - 1 - w.day) / common.days for _, w in met)
        if common.risk is not None and lost > common.risk + 1e-9:
            return False
    return True


def figures(met: list[tuple[Request, Way]], days: int) -> tuple[float, float, float, float]:
    """People, days of waiting ended, people's peril spared, money not spent."""

    def there(r: Request, day: int) -> float:
        return float((1.0 - r.peril) ** (max(0, day - r.ready) / 365.0))

    return (
        sum(r.people * w.mid * there(r, w.day) for r, w in met),
        sum(r.waited + days - w.day for r, w in met),
        sum(r.people * (there(r, w.day) - there(r, days)) for r, w in met),
        -sum(w.cost for _, w in met),
    )


def best_by_hand(requests: list[Request], common: Common, alike: float) -> tuple[float, ...]:
    """Every choice, held to the limits, then to each objective in turn."""
    everything = product(*([None, *(w for w in r.ways if w.mid > 0.0 and lets_go(r, w))] for r in requests))
    choices = [[(r, w) for r, w in zip(requests, some, strict=True) if w is not None] for some in everything]
    left = [figures(met, common.days) for met in choices if fits(met, common)]
    best = []
    for level in range(4):
        most = max(found[level] for found in left)
        slack = alike if level == 0 else SLACK * max(1.0, abs(most))
        left = [found for found in left if found[level] >= most - slack]
        best.append(most)
    return tuple(best)


@settings(max_examples=150, deadline=None)
@given(problems(), st.sampled_from([0.0, 0.05, 1.0]))
def test_the_choice_is_the_best(given_: tuple[list[Request], Common], alike: float) -> None:
    """The limits are kept, every objective is what trying everything finds, and that is said to be proved."""
    requests, common = given_
    found = choose(requests, common, alike=alike)
    met = [(one.request, one.way) for one in found.chosen]
    assert fits(met, common)
    assert all(lets_go(r, w) for r, w in met)
    assert all(level.optimal for level in found.levels)
    people, waiting, peril, money = (level.value for level in found.levels)
    assert (people, waiting, peril, -money) == pytest.approx(best_by_hand(requests, common, max(alike, 1e-9)), abs=1e-5)
    assert {r.id for r, _ in met} | {refused.request.id for refused in found.refused} == {r.id for r in requests}
    for refused in found.refused:
        arriving = [w for w in refused.request.ways if w.mid > 0.0]
        allowed = [w for w in arriving if lets_go(refused.request, w)]
        assert refused.barred is (bool(arriving) and not allowed)
        assert refused.way is None or refused.way in (arriving if refused.barred else allowed)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_more_of_anything_brings_what_solving_anew_finds(given_: tuple[list[Request], Common]) -> None:
    """Each of what is scarce, more of it by hand; nothing is ever worth less than nothing."""
    requests, common = given_
    found = choose(requests, common)
    for more in find_more(requests, found, money=100.0):
        kind, _, name = more.what.partition(":")
        if kind == "money":
            then = Common(**{**vars(common), "money": (common.money or 0.0) + 100.0})
        elif kind == "bed":
            then = Common(**{**vars(common), "beds": {**common.beds, name: common.beds[name] + 1}})
        elif kind == "attention":
            then = Common(**{**vars(common), "attention": (common.attention or 0) + 1})
        else:
            continue
        gained = best_by_hand(requests, then, 1e-9)[0] - best_by_hand(requests, common, 1e-9)[0]
        assert more.people == pytest.approx(max(0.0, gained), abs=1e-6)
        assert more.most == pytest.approx(more.people, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_pricing_finds_what_the_whole_programme_has(seed: int) -> None:
    """A few columns at a time, or all at once: the same worth, and a bound that holds."""
    draw = np.random.default_rng(seed)
    count, owners, limits = 60, 15, 6
    owner = np.sort(draw.integers(0, owners, count)).astype(np.int32)
    rows, columns = np.nonzero(draw.random((limits, count)) < 0.4)
    programme = Programme(
        count,
        np.concatenate([owner, rows + owners]).astype(np.int32),
        np.concatenate([np.arange(count), columns]).astype(np.int32),
        np.concatenate([np.ones(count), draw.integers(1, 6, rows.size)]).astype(np.float64),
        np.concatenate([np.ones(owners), draw.integers(3, 12, limits)]).astype(np.float64),
    )
    worth = draw.random(count) * 5.0
    whole = maximise(programme, worth)
    priced = maximise(programme, worth, whole=8)
    assert whole.optimal
    assert priced.optimal
    assert priced.value == pytest.approx(whole.value, abs=1e-6)
    hurried = maximise(programme, worth, whole=8, seconds=0.0)
    assert hurried.value - 1e-9 <= whole.value <= hurried.bound + 1e-6
    floor = float(worth[list(whole.chosen)].sum()) - 0.5
    second = draw.random(count)
    a, b = (maximise(programme, second, [(worth, floor)], start=whole.chosen, whole=size) for size in (count, 8))
    assert a.value == pytest.approx(b.value, abs=1e-6)
