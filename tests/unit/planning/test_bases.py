"""Every risk is followed back to what stands in the pack, and worked out again from other beliefs."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.bases import CONSTANT, Bases, bases_of, by_odds
from waystation.planning.compiling import Charted, chart

GUIDE = {"id": "g", "role": "guide", "record": {"kept": 8, "broken": 1, "temptation": 0.5}}
RIVER = condition("river", per_step=[[0.9, 0.1], [0.2, 0.8]])
MIST = condition("mist", ["thin", "thick"], per_step=[[0.5, 0.5], [0.5, 0.5]], now={"thin": 0.5, "thick": 0.5})


def charted() -> Charted:
    """Two legs of one broker, one of them both ways, waiting, a river and a hidden mist."""
    when = {"river=high": {"caught": 3.0, "betrayed": 2.0}, "mist=thick": {"late": 0.5}}
    pack = small_pack(
        place("a", found={"events": 1, "trials": 30}, when={"river=high": {"found": 2.0}}),
        place("m"),
        leg("x", "a", "m", broker="g", fee=50, both_ways=True, risk={"caught": [0.1, 0.3], "late": 0.2}, when=when),
        leg("y", "m", "b", broker="g", fee=10, risk={"harm": {"events": 2, "trials": 9}, "back": 0.0}),
        leg("z", "m", "b", risk={"caught": 0.1}, when={"mist=thick": "closed"}),
        broker=[GUIDE],
        condition=[RIVER, {**MIST, "observed": False}],
        reward={"group": 500, "group_from": 1},
        travellers=[{"id": "p"}, {"id": "q"}],
        party={"crowding": 1.5},
    )
    return chart(pack)


def rows_of(given: Charted, what: str) -> np.ndarray:
    """The rows of a leg, or of waiting at the first place."""
    names = [move.id for move in given.pack.moves]
    wanted = [-1] if what == "wait" else [i for i, name in enumerate(names) if name == what]
    return np.flatnonzero(np.isin(given.moves_of_rows, wanted))


def base(bases: Bases, row: int, risk: int) -> str | None:
    """The name of what a risk rests on."""
    number = int(bases.of[row, risk])
    return None if number == CONSTANT else bases.bases[number].what


def test_one_base_for_all_that_rests_on_it() -> None:
    """Both ways of a leg share theirs, and all legs of a broker rest on one record, before temptation."""
    given = charted()
    bases = bases_of(given)
    names = [b.what for b in bases.bases]
    assert sorted(names) == ["broker:g/betrayed", "leg:x/caught", "leg:x/late", "leg:y/harm", "leg:z/caught",
                             "place:a/found"]  # fmt: skip
    on_x = {base(bases, row, 1) for row in rows_of(given, "x")}
    assert on_x == {"leg:x/caught"}
    betrayed = [base(bases, row, 0) for leg_id in ("x", "y") for row in rows_of(given, leg_id)]
    assert set(betrayed) == {"broker:g/betrayed", None}


def test_what_is_impossible_or_certain_rests_on_nothing() -> None:
    """A risk of 0 stays 0; a leg closed at a hidden level ends in back for certain."""
    given = charted()
    bases = bases_of(given)
    assert all(base(bases, row, 3) is None for row in rows_of(given, "y"))
    closed = [row for row in rows_of(given, "z") if given.problem.risks[row, 3, 0] == 1.0]
    assert closed
    assert all(base(bases, row, risk) is None for row in closed for risk in range(5))


def test_the_risks_are_found_again_from_the_bases() -> None:
    """Low, middle and high, through temptation, crowding, conditions and the length of a step."""
    given = charted()
    bases = bases_of(given)
    assert bases.risks_under(bases.beliefs()) == pytest.approx(given.problem.risks, abs=1e-15)
    some = rows_of(given, "x")
    assert bases.risks_under(bases.beliefs(), some) == pytest.approx(given.problem.risks[some], abs=1e-15)


def test_rates_are_those_of_small_changes() -> None:
    """Of every risk with its base, at low, middle and high; and of betrayal with what it is on the leg."""
    bases = bases_of(charted())
    beliefs, step = bases.beliefs(), 1e-6
    moved = (bases.risks_under(beliefs + step) - bases.risks_under(beliefs - step)) / (2 * step)
    known = bases.of != CONSTANT
    assert bases.rates(beliefs)[known] == pytest.approx(moved[known], rel=1e-6)
    assert np.all(bases.rates(beliefs)[~known] == 0.0)
    row = int(np.argmax((bases.of[:, 0] != CONSTANT) & (bases.share == 1.0) & (bases.odds[:, 0] != bases.own[:, 0])))
    own = np.array(bases.on_the_leg(beliefs, row, 0))
    when = bases.odds[row, 0] / bases.own[row, 0]
    assert when == pytest.approx(2.0)
    nudged = (by_odds(own + step, np.array(when)) - by_odds(own - step, np.array(when))) / (2 * step)
    assert bases.rates_on_the_leg(beliefs)[row, 0] == pytest.approx(nudged, rel=1e-6)


def test_odds_leave_certainty_alone() -> None:
    """0 stays 0 and 1 stays 1, whatever the multiplier, none and infinity among them."""
    p = np.array([0.0, 0.25, 1.0])
    assert by_odds(p, np.array(0.0)).tolist() == [0.0, 0.0, 1.0]
    assert by_odds(p, np.array(np.inf)).tolist() == [0.0, 1.0, 1.0]
    assert by_odds(p, np.array(3.0)) == pytest.approx([0.0, 0.5, 1.0])


def test_found_for_certain_within_a_day_has_no_rate() -> None:
    """The derivative of 1 − (1 − r)^(step/24 h) at r = 1 is infinite."""
    pack = small_pack(place("a", found=[0.5, 1.0]), leg("l"))
    bases = bases_of(chart(pack))
    rates = bases.rates(bases.beliefs())[bases.of != CONSTANT]
    assert np.isfinite(rates[:, :2]).all()
    assert np.isinf(rates[:, 2]).all()


def test_an_end_has_no_bases() -> None:
    """Who is there already risks nothing."""
    pack = small_pack(leg("l", risk={"caught": 0.1}), mission={"from": "b"})
    bases = bases_of(chart(pack))
    assert bases.bases == ()
    assert bases.beliefs().shape == (0, 3)
    assert bases.risks_under(np.zeros((0, 4))).shape == (0, 5, 4)
