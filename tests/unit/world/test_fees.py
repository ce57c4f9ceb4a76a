"""Fees: an amount, or what was agreed and what may be asked."""

from __future__ import annotations

import json

import pytest

from tests.builders import leg, pack_files, read, small_pack
from waystation.planning.compiling import chart
from waystation.planning.journey_states import due
from waystation.planning.outcomes import outcome_of
from waystation.planning.plan import make_plan
from waystation.solver.solve import solve
from waystation.wording.mistakes import sentence
from waystation.world.fees import FREE, FeeRange
from waystation.world.pack import Pack
from waystation.world.reading import read_pack
from waystation.world.writing import write_network

GUIDE = {"id": "g", "role": "guide", "record": {"kept": 9, "broken": 1}, "terms": {"held": 0.4}}
REWARD = {"group": 2000, "group_from": 1}


def guided(fee: object, **tables: object) -> Pack:
    return small_pack(leg("l", broker="g", fee=fee), broker=[GUIDE], reward=REWARD, **tables)


def test_a_plain_amount_has_both_ends_equal() -> None:
    """A number is a price that stands."""
    assert guided(30).legs[0].fee == FeeRange(low=30.0, high=30.0)
    assert small_pack(leg("l")).legs[0].fee == FREE


def test_what_was_agreed_decides_the_temptation_and_what_may_be_asked_the_money() -> None:
    """An interval is worth what its lower end is worth, and costs what its upper end costs."""
    between, agreed, most = (make_plan(guided(fee)) for fee in ([500, 900], 500, 900))
    assert between.outcome.safe == agreed.outcome.safe
    assert between.outcome.safe.low < most.outcome.safe.low
    assert due(between.pack, between.pack.legs[0]) == due(most.pack, most.pack.legs[0]) == (540.0, 360.0)
    charted = chart(guided(900))
    policy = solve(charted.problem)
    arrived = 1.0 - between.outcome.lost
    assert between.outcome.cost == pytest.approx(540.0 + 360.0 * arrived)
    assert outcome_of(charted, policy).cost != between.outcome.cost


def test_a_hard_budget_holds_the_upper_end() -> None:
    """A leg whose price may be raised beyond a hard budget is not open."""
    hard = {"budget": 600, "budget_hard": True}
    assert make_plan(guided([500, 600], mission=hard)).outcome.safe.low > 0.0
    assert make_plan(guided([500, 900], mission=hard)).outcome.safe.high == 0.0


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        ([900, 500], "is upside down: [900, 500]; write [500, 900]"),
        ([0, 500], "begins with nothing agreed; write what was agreed, above 0, or the amount 500 alone"),
        (-1, "must be between 0 and 1e+12, not -1"),
        ([1, 2, 3], "must be a fee: an amount, or [agreed, at most] where the price may be raised, not [1, 2, 3]"),
        ("much", 'must be a fee: an amount, or [agreed, at most] where the price may be raised, not "much"'),
        (True, "must be a fee: an amount, or [agreed, at most] where the price may be raised, not true"),
    ],
)
def test_what_is_no_fee_is_said_in_one_line(fee: object, said: str) -> None:
    """Each slip says what would be right, at the fee."""
    reading = read(leg("l", fee=fee))
    assert [(m.at.rpartition("/")[2], sentence(m)) for m in reading.mistakes] == [("fee", said)]


def test_an_interval_survives_writing() -> None:
    """What was read is written as it stood."""
    pack = guided([500, 900])
    written = json.loads(write_network(pack))["features"][2]["properties"]
    assert written["fee"] == [500, 900]
    toml, _ = pack_files(broker=[GUIDE], reward=REWARD)
    assert read_pack(toml, write_network(pack).encode()).pack == pack


def test_nobody_holds_more_than_they_said_they_could() -> None:
    """A share above a stated limit contradicts it; where none is stated, what is held stands."""
    too_much = {**GUIDE, "terms": {"held": 0.8, "held_max": 0.6}}
    reading = read(leg("l", broker="g"), broker=[too_much])
    assert [sentence(m) for m in reading.mistakes] == ["is 0.6, below what is held now (0.8); raise it, or hold less"]
    assert small_pack(leg("l", broker="g"), broker=[{**GUIDE, "terms": {"held": 0.8}}]).brokers[0].terms.held == 0.8
