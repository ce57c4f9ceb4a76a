"""What stands behind each risk of a leg and of a place."""

from __future__ import annotations

import pytest

from tests.builders import leg, place, small_pack
from waystation.evidence.bases import Base, leg_bases, waiting_bases
from waystation.evidence.hazards import leg_hazards
from waystation.evidence.intervals import belief, times_odds
from waystation.world.chances import Counts, Interval
from waystation.world.pack import Pack

RECORD = {"kept": 8, "broken": 1, "temptation": 2.0}


def pack(**broker: object) -> Pack:
    """One leg run by a broker, under a reward, for two."""
    return small_pack(
        place("a", found=[0.1, 0.2]),
        leg("l", broker="g", fee=100, risk={"caught": {"events": 1, "trials": 9}}),
        broker=[{"id": "g", "role": "guide", **broker}],
        reward={"group": 800},
        travellers=[{"id": "x"}, {"id": "y"}],
        party={"crowding": 1.5},
        evidence={"prior": {"kept": 2, "broken": 0.5}},
    )


def test_a_broker_s_record_with_the_prior_is_one_base() -> None:
    """Temptation stands beside it as odds: 800 for 100 held, against 2 while the record was earned."""
    given = pack(record=RECORD)
    base = leg_bases(given, given.legs[0], True)["betrayed"]
    assert isinstance(base.chance, Counts)
    assert (base.what, base.chance.events, base.chance.trials) == ("broker:g/betrayed", 1.5, 11.5)
    assert base.odds == pytest.approx(2.0)


def test_what_is_stated_of_a_broker_stands() -> None:
    """Neither prior nor temptation act on it."""
    given = pack(betrays=[0.1, 0.2], record=RECORD)
    base = leg_bases(given, given.legs[0], True)["betrayed"]
    assert base == Base("broker:g/betrayed", Interval(low=0.1, high=0.2), 1.0)


def test_nobody_betrays_in_an_engagement_that_goes_on() -> None:
    """Then there is no such base."""
    given = pack(record=RECORD)
    assert list(leg_bases(given, given.legs[0], False)) == ["caught", "harm", "back", "late"]


def test_crowding_stands_beside_being_caught_only() -> None:
    """Odds of one and a half for the second traveller."""
    given = pack(record=RECORD)
    odds = {risk: base.odds for risk, base in leg_bases(given, given.legs[0], False).items()}
    assert odds == {"caught": 1.5, "harm": 1.0, "back": 1.0, "late": 1.0}


def test_bases_and_odds_make_the_hazards() -> None:
    """A hazard is its base with the odds on it."""
    given = pack(record=RECORD)
    bases = leg_bases(given, given.legs[0], True)
    hazards = leg_hazards(given, given.legs[0], True).base
    assert hazards == {risk: times_odds(belief(base.chance), base.odds) for risk, base in bases.items()}


def test_waiting_has_one() -> None:
    """By place, per 24 hours."""
    given = pack(record=RECORD)
    assert waiting_bases(given.place["a"]) == {"found": Base("place:a/found", Interval(low=0.1, high=0.2))}
