"""Why a plan is worth what it is, in cases where each figure can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.compiling import Moment
from waystation.planning.explanation import Decider, Explanation, explain
from waystation.planning.sensitivity import Weight


def explained(*features: object, draws: int = 4, moment: Moment | None = None, **tables: object) -> Explanation:
    """Why the plan of a small pack is worth what it is."""
    return explain(small_pack(*features, **tables), moment=moment, draws=draws)  # type: ignore[arg-type]


def weights(found: Explanation) -> dict[str, Weight]:
    """The weights by name."""
    return {weight.what: weight for weight in found.weights}


def once(name: str = "l", **words: object) -> dict[str, object]:
    """A leg that leaves only at the start."""
    return leg(name, departures=["12:00"], **words)


GUIDE = {"id": "g", "role": "guide", "record": {"kept": 7, "broken": 0}}


def test_the_weight_of_a_risk_is_what_survives_the_others() -> None:
    """At worst with the others at their high ends, nominally with their middles."""
    found = explained(once(risk={"caught": [0.1, 0.3], "harm": [0.0, 0.4]}))
    by_name = weights(found)
    assert (by_name["leg:l/caught"].dlow, by_name["leg:l/caught"].dmid) == pytest.approx((-0.6, -0.8))
    assert (by_name["leg:l/harm"].dlow, by_name["leg:l/harm"].dmid) == pytest.approx((-0.7, -0.8))


def test_being_turned_back_weighs_at_the_end_that_binds() -> None:
    """Where back is the way to safety, less of it is worse: low is followed at the low end."""
    turned = explained(once(risk={"back": [0.2, 0.6]}), hours=0.5)
    assert weights(turned)["leg:l/back"].dlow == pytest.approx(-1.0)
    saved = explained(
        place("c"), leg("l", "a", "c", departures=["12:00"], risk={"back": [0.2, 0.6]}),
        leg("m", "a", "b", departures=["12:30"]),
    )  # fmt: skip
    # waiting for m is as safe; l is not taken, and weighs nothing
    assert weights(saved)["leg:l/back"].dlow == 0.0


def test_both_the_broker_and_each_leg_have_a_weight() -> None:
    """The broker's before temptation, for all legs at once; the leg's after it."""
    brokers = [{"id": "g", "role": "guide", "record": {"kept": 7, "broken": 0, "temptation": 4.0}}]
    found = explained(once(broker="g", fee=100), broker=brokers, reward={"group": 50, "group_from": 1})
    by_name = weights(found)
    # temptation 1 against 4 halves the odds: at 1/8 before, 1/15 after
    assert by_name["broker:g/betrayed"].belief == pytest.approx((0.0, 1 / 16, 1 / 8))
    assert by_name["leg:l/betrayed"].belief == pytest.approx((0.0, 1 / 31, 1 / 15))
    assert by_name["leg:l/betrayed"].dlow == pytest.approx(-1.0)
    assert by_name["broker:g/betrayed"].dlow == pytest.approx(-0.5 / (15 / 16) ** 2)


def test_being_found_weighs_by_the_day() -> None:
    """The chance is per 24 hours, the wait one hour."""
    found = explained(place("a", found=[0.2, 0.5]), leg("bus", departures=["13:00"]))
    assert weights(found)["place:a/found"].dlow == pytest.approx(-(1 / 24) * 0.5 ** (1 / 24 - 1))
    assert weights(found)["place:a/found"].dmid == pytest.approx(-(1 / 24) * 0.65 ** (1 / 24 - 1))


def test_what_weighs_infinitely_is_none() -> None:
    """Being found within a day may be certain: then the derivative of the half hour that is waited has no end."""
    found = explained(place("a", found=[0.2, 1.0]), leg("bus", departures=["12:30"]))
    weight = weights(found)["place:a/found"]
    assert weight.dlow is None
    assert weight.dmid == pytest.approx(-(1 / 48) * 0.4 ** (1 / 48 - 1))
    assert found.safe.low == 0.0
    assert found.weights[0] is weight


def test_the_heaviest_come_first() -> None:
    """By low, then by mid, then by name."""
    found = explained(
        place("m"),
        leg("l", "a", "m", departures=["12:00"], risk={"caught": [0.1, 0.5]}),
        leg("k", "m", "b", risk={"caught": [0.1, 0.2], "harm": [0.1, 0.2]}),
    )
    assert [w.what for w in found.weights] == ["leg:l/caught", "leg:k/caught", "leg:k/harm"]


def decider(found: Explanation, what: str) -> Decider:
    """One of the deciders."""
    return next(d for d in found.deciders if d.base.what == what)


def test_deciders_say_what_a_better_and_a_worse_number_would_be_worth() -> None:
    """The better end of what is believed; and one event more in one trial more, where they were counted."""
    found = explained(once(broker="g", risk={"caught": [0.1, 0.3], "harm": 0.2}), broker=[GUIDE])
    assert [d.base.what for d in found.deciders] == ["leg:l/caught", "broker:g/betrayed"]
    low, mid = (7 / 8) * 0.7 * 0.8, (15 / 16) * 0.8 * 0.8
    assert (found.safe.low, found.safe.mid) == pytest.approx((low, mid))
    caught = decider(found, "leg:l/caught")
    assert (caught.best.low, caught.best.mid) == pytest.approx((low / 0.7 * 0.9, mid / 0.8 * 0.9))
    assert caught.worse is None
    guide = decider(found, "broker:g/betrayed")
    assert (guide.best.low, guide.best.mid) == pytest.approx((low / (7 / 8), mid / (15 / 16)))
    assert guide.worse is not None
    assert (guide.worse.low, guide.worse.mid) == pytest.approx((low / 7 * 8 * 7 / 9, mid / 15 * 16 * (1 - 1.5 / 9)))


def test_three_decide_and_no_more() -> None:
    """Exact numbers decide nothing; of the others the three that reach furthest."""
    risky = [leg(f"l{i}", f"p{i}", f"p{i + 1}", risk={"caught": [0.0, 0.1 * (i + 1)], "harm": 0.3}) for i in range(5)]
    places = [place(f"p{i}") for i in range(6)]
    found = explained(*places, *risky, mission={"from": "p0", "to": ["p5"]}, hours=12)
    assert [d.base.what for d in found.deciders] == ["leg:l4/caught", "leg:l3/caught", "leg:l2/caught"]
    assert explained(once(risk={"caught": 0.5})).deciders == ()


def test_where_nothing_helps_at_worst_the_middle_decides() -> None:
    """Two ways to be lost of which nothing is known: at worst nobody arrives, whichever of them is put right."""
    unknown = {"events": 0, "trials": 0}
    found = explained(once(risk={"caught": unknown, "harm": unknown}))
    assert found.safe.low == 0.0
    assert {d.base.what for d in found.deciders} == {"leg:l/caught", "leg:l/harm"}
    assert found.deciders[0].best.mid == pytest.approx(0.5)


def test_likely_is_what_the_draws_say() -> None:
    """One uniform risk: percentiles of its complement; the same seed draws the same."""
    found = explained(once(risk={"caught": [0.2, 0.6]}), draws=4000)
    assert (found.likely.p10, found.likely.p50, found.likely.p90) == pytest.approx((0.44, 0.6, 0.76), abs=0.02)
    again = explained(once(risk={"caught": [0.2, 0.6]}), draws=4000)
    assert np.array_equal(found.likely.drawn, again.likely.drawn)


def test_exact_numbers_leave_nothing_to_draw() -> None:
    """All percentiles are the one number that there is."""
    found = explained(once(risk={"caught": 0.25}))
    assert (found.likely.p10, found.likely.p50, found.likely.p90) == (0.75, 0.75, 0.75)


@pytest.mark.parametrize("worth", [1.0, 0.0])
def test_at_the_end_and_without_a_way_there_is_nothing_to_explain(worth: float) -> None:
    """All lists are empty, and all draws say the same."""
    found = explained(leg("l", risk={"caught": [0.1, 0.2]}), moment=Moment("b" if worth else "a", 4))
    assert (found.safe.low, found.safe.mid, found.safe.high) == (worth, worth, worth)
    assert found.lost == 0.0
    assert all(parts == () for parts in found.parts.values())
    assert found.deciders == ()
    assert all(not weight.dlow and not weight.dmid for weight in found.weights)
    assert set(found.likely.drawn.tolist()) == {worth}
    assert found.underway == 1.0 - worth


def test_hidden_levels_bind_at_worst_and_mix_nominally() -> None:
    """At worst the thickest mist that is not too rare; nominally each at its chance."""
    mist = condition("mist", ["thin", "thick"], now={"thin": 0.5, "thick": 0.5}, observed=False)
    found = explained(once(risk={"caught": [0.1, 0.2]}, when={"mist=thick": {"caught": 4.0}}), condition=[mist])
    weight = weights(found)["leg:l/caught"]
    assert weight.dlow == pytest.approx(-4.0 / (1 + 3 * 0.2) ** 2)
    assert weight.dmid == pytest.approx(-0.5 - 0.5 * 4.0 / (1 + 3 * 0.15) ** 2)
