"""The risks of one attempt and of one step of waiting, under given levels."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.evidence.hazards import FATAL_RISKS, LEG_RISKS, WAITING_RISKS, leg_hazards, waiting_hazards
from waystation.evidence.intervals import NEVER, Belief, from_counts, per_step, times_odds

RIVER = condition(levels=("low", "high", "flood"))
POLICE = condition("police", levels=("calm", "alert"))


def test_risks_are_met_in_the_order_of_the_model() -> None:
    """Betrayed, caught, harm, then back, then late; waiting has only one."""
    assert LEG_RISKS == ("betrayed", "caught", "harm", "back", "late")
    assert LEG_RISKS[:3] == FATAL_RISKS
    assert WAITING_RISKS == ("found",)
    assert tuple(leg_hazards(small_pack(leg("l")), small_pack(leg("l")).legs[0], True).base) == LEG_RISKS


def test_only_a_new_engagement_can_be_betrayed() -> None:
    """Whoever has just led them here has had his chance."""
    pack = small_pack(leg("l", broker="g"), broker=[{"id": "g", "role": "guide", "betrays": 0.25}])
    assert leg_hazards(pack, pack.legs[0], True).base["betrayed"] == (0.25, 0.25, 0.25)
    assert leg_hazards(pack, pack.legs[0], False).base["betrayed"] == NEVER


def test_crowding_multiplies_the_odds_of_caught_alone() -> None:
    """Once for each traveller after the first."""
    pack = small_pack(
        leg("l", risk={"caught": 0.2, "harm": 0.2, "back": 0.2, "late": 0.2}),
        travellers=[{"id": name} for name in "xyz"],
        party={"crowding": 2.0},
    )
    base = leg_hazards(pack, pack.legs[0], True).base
    assert base["caught"] == pytest.approx(times_odds(Belief(0.2, 0.2, 0.2), 4.0))
    assert [base[name] for name in ("harm", "back", "late")] == [Belief(0.2, 0.2, 0.2)] * 3


def test_crowding_without_bound_is_certain_to_be_seen() -> None:
    """Two hundred travellers at a hundredfold each are beyond every number, and still a plan."""
    travellers = [{"id": f"t{number}"} for number in range(200)]
    pack = small_pack(leg("l", risk={"caught": 0.1}), travellers=travellers, party={"crowding": 100.0})
    assert leg_hazards(pack, pack.legs[0], True).base["caught"] == (1.0, 1.0, 1.0)


def test_levels_multiply_the_odds_they_name() -> None:
    """Several multiply; a condition that is not named here does nothing."""
    when = {"river=high": {"harm": 4.0, "late": 2.0}, "police=alert": {"harm": 0.5}}
    pack = small_pack(leg("l", risk={"harm": 0.1, "late": 0.3}, when=when), condition=[RIVER, POLICE])
    hazards = leg_hazards(pack, pack.legs[0], True)
    assert hazards.conditions == ["river", "police"]
    both = hazards.under([("river", "high"), ("police", "alert"), ("moon", "full")])
    assert both["harm"] == pytest.approx(times_odds(Belief(0.1, 0.1, 0.1), 2.0))
    assert both["late"] == pytest.approx(times_odds(Belief(0.3, 0.3, 0.3), 2.0))
    assert hazards.under([("river", "low"), ("police", "calm")]) == hazards.base


def test_a_level_closes_the_whole_leg() -> None:
    """Only that level; a multiplier at another level does not."""
    when = {"river=flood": "closed", "river=high": {"harm": 4.0}}
    pack = small_pack(leg("l", risk={"harm": 0.1}, when=when), condition=[RIVER])
    hazards = leg_hazards(pack, pack.legs[0], True)
    assert [hazards.closed([("river", level)]) for level in ("low", "high", "flood")] == [False, False, True]


@pytest.mark.parametrize("risk", [0, 1, [0, 1], None])
def test_a_condition_that_can_change_nothing_does_not_act(risk: object) -> None:
    """Odds of what never happens, or always does, stay; so does what is multiplied by one."""
    stated = {} if risk is None else {"harm": risk}
    pack = small_pack(leg("l", risk=stated, when={"river=high": {"harm": 4.0, "betrayed": 2.0}}), condition=[RIVER])
    acting = leg_hazards(pack, pack.legs[0], True).conditions
    assert acting == (["river"] if risk == [0, 1] else [])
    pack = small_pack(leg("l", risk={"harm": 0.5}, when={"river=high": {"harm": 1.0}}), condition=[RIVER])
    assert leg_hazards(pack, pack.legs[0], True).conditions == []


def test_a_day_of_waiting_is_cut_into_steps_after_its_odds_are_multiplied() -> None:
    """1 − (1 − r)^(step/24 h), low, middle and high each by itself."""
    there = place("a", found={"events": 1, "trials": 9}, when={"police=alert": {"found": 3.0}})
    pack = small_pack(there, leg("l"), condition=[POLICE], step=15)
    hazards = waiting_hazards(pack, pack.place["a"])
    alert = hazards.under([("police", "alert")])["found"]
    assert alert == per_step(times_odds(from_counts(1, 9), 3.0), 15)
    assert alert.mid == pytest.approx(1 - (1 - 0.15 * 3 / (0.85 + 0.45)) ** (15 / 1440))
    assert waiting_hazards(pack, pack.place["b"]).under([])["found"] == NEVER
