"""What a policy leads to: every loss has its cause, every payment its chance, every arrival its hour."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.compiling import Moment
from waystation.planning.outcomes import Outcome
from waystation.planning.plan import make_plan


def outcome(*features: object, **tables: object) -> Outcome:
    """What the plan of a small pack leads to."""
    return make_plan(small_pack(*features, **tables)).outcome  # type: ignore[arg-type]


def once(name: str = "l", **words: object) -> dict[str, object]:
    """A leg that leaves only at the start."""
    return leg(name, departures=["12:00"], **words)


GUIDE = {"id": "g", "role": "guide", "betrays": 0.1, "terms": {"held": 0.25}}


def test_each_loss_is_put_down_to_what_struck_first() -> None:
    """Betrayed, then caught, then harm; the list is a partition of lost, the largest first."""
    found = outcome(once(broker="g", risk={"caught": 0.2, "harm": 0.5}), broker=[GUIDE])
    assert dict(found.attribution) == pytest.approx(
        {"leg:l/harm": 0.9 * 0.8 * 0.5, "leg:l/caught": 0.9 * 0.2, "leg:l/betrayed": 0.1}
    )
    assert [what for what, _ in found.attribution] == ["leg:l/harm", "leg:l/caught", "leg:l/betrayed"]
    assert math.fsum(lost for _, lost in found.attribution) == pytest.approx(found.lost, abs=1e-15)
    assert found.safe.mid + found.lost + found.underway == pytest.approx(1.0)


def test_what_is_lost_in_waiting_counts_at_the_place() -> None:
    """Two steps of it before the bus."""
    found = outcome(place("a", found=0.5), leg("bus", departures=["13:00"]))
    assert dict(found.attribution) == pytest.approx({"place:a/found": 1 - 0.5 ** (2 / 48)})


def test_there_and_back_are_one_leg_in_the_list() -> None:
    """A `both_ways` leg has one row for both directions."""
    found = outcome(
        place("m"),
        leg("x", "m", "a", both_ways=True, risk={"caught": 0.1}),
        leg("y", "m", "b", departures=["12:30"], risk={"harm": 0.25}),
    )
    assert dict(found.attribution) == pytest.approx({"leg:x/caught": 0.1, "leg:y/harm": 0.9 * 0.25})


def test_the_share_held_is_spent_only_on_arrival_late_or_not() -> None:
    """(1 − held)·fee·n whatever follows; held·fee·n on arrived or late, but not on loss or back."""
    found = outcome(
        once(broker="g", fee=100, risk={"back": 0.5, "late": 0.5}),
        broker=[GUIDE],
        travellers=[{"id": "x"}, {"id": "y"}],
    )
    assert found.cost == pytest.approx(150 + 0.9 * 0.5 * 50)


def test_a_late_arrival_past_the_horizon_is_paid_and_under_way() -> None:
    """The broker has kept his word; the clock of the calculation has not."""
    found = outcome(once(broker="g", fee=100, late_minutes=600, risk={"late": 0.5}), broker=[GUIDE])
    assert found.cost == pytest.approx(75 + 0.9 * 25)
    assert found.underway == pytest.approx(0.9 * 0.5)


def test_told_are_those_whom_the_policy_may_engage() -> None:
    """Also with a chance of one in a thousand; not those whom it never tries. In the order of the pack."""
    brokers = [
        {"id": name, "role": "guide", "betrays": p} for name, p in (("dear", 0.0), ("never", 0.9), ("last", 0.1))
    ]
    found = outcome(
        leg("one", departures=["12:00"], broker="dear", risk={"back": 0.001}),
        leg("two", departures=["12:30"], broker="last"),
        leg("three", broker="never"),
        broker=brokers,
    )
    assert found.told == ("dear", "last")


def test_arrival_is_given_that_they_arrive() -> None:
    """Quantiles are the first step by which that share has arrived; never is None."""
    found = outcome(once(minutes=60, late_minutes=90, risk={"caught": 0.5, "late": 0.4}), hours=8)
    assert found.arrival is not None
    assert (found.arrival.p10, found.arrival.p50, found.arrival.p90) == (2, 2, 5)
    assert found.arrival.expected == pytest.approx(0.6 * 2 + 0.4 * 5)
    assert outcome(once(risk={"caught": 1.0})).arrival is None


def test_exactly_half_by_a_step_is_the_median() -> None:
    """Rounding may not move a quantile to the next step."""
    half = outcome(once(late_minutes=90, risk={"late": 0.5}), hours=8)
    assert half.arrival is not None
    assert (half.arrival.p10, half.arrival.p50, half.arrival.p90) == (1, 1, 4)


def test_figures_do_not_leave_what_chances_are() -> None:
    """Certain safety is 1 and nothing is under way, also after rounding."""
    river = condition("river", per_step=[[0.3, 0.7], [0.6, 0.4]], now=None)
    found = outcome(leg("l", when={"river=high": "closed"}), condition=[river], hours=200)
    assert found.safe.mid == pytest.approx(1.0)
    assert found.underway >= 0.0
    assert np.all(found.occupancy.arrived >= 0)


def test_what_is_certain_whatever_the_levels_is_certain() -> None:
    """A distribution that was carried over many steps sums to 1 only up to rounding; an end is worth 1 all the same."""
    rows = [[0.7, 0.2, 0.1], [0.15, 0.55, 0.3], [0.21, 0.32, 0.47]]
    river = condition("river", ["low", "high", "flood"], per_step=rows)
    pack = small_pack(leg("l", risk={"harm": 0.1}, when={"river=high": {"harm": 2.0}}), condition=[river], hours=48)
    for step in range(0, 96, 5):
        found = make_plan(pack, moment=Moment("b", step)).outcome
        assert (found.safe.low, found.safe.mid, found.safe.high, found.lost, found.underway) == (
            1.0,
            1.0,
            1.0,
            0.0,
            0.0,
        )
        assert make_plan(pack, moment=Moment("a", 96)).outcome.safe.high == 0.0
