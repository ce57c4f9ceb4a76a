"""Several parties: independent where they share nothing, else exact or drawn, and the same for all that is compared."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from tests.builders import condition, leg, small_pack
from tests.parties import company_folders, party_of, walk_from
from waystation.planning import together as module
from waystation.planning.shared_conditions import components, outside_of
from waystation.planning.together import Company, Party, put_together

MOVING = [[0.7, 0.3], [0.2, 0.8]]


def party(level: str, people: int = 1, hours: float = 1, **tables: object) -> Party:
    """A party that arrives at its one departure exactly if that condition is then low."""
    name, _, _ = level.partition("=")
    way = leg("l", departures=["12:30"], when={level: "closed"})
    listed = [condition(other, per_step=MOVING) for other in ("river", "police")]
    pack = small_pack(way, condition=listed, hours=hours, **tables)
    assert name in pack.condition
    return Party(walk_from(pack), people)


def test_parties_that_share_no_condition_multiply() -> None:
    """One looks at the river, one at the police."""
    parties = [party("river=high"), party("police=high")]
    assert components([p.walk for p in parties]) == [[0], [1]]
    found = put_together(parties, 10, 1)
    assert found.all_safe.mid == pytest.approx(0.7 * 0.7, abs=1e-15)
    assert (found.stderr, found.stderr_low) == (0.0, 0.0)


def test_parties_at_the_same_water_at_the_same_hour_arrive_together_or_not_at_all() -> None:
    """Three at the river: as often as one of them."""
    found = put_together([party("river=high", 2)] * 3, 10, 1)
    assert found.all_safe.mid == pytest.approx(0.7, abs=1e-15)
    assert found.none_safe == pytest.approx(0.3, abs=1e-15)
    assert found.expected_safe.mid == pytest.approx(6 * 0.7, abs=1e-15)


def test_parties_that_need_opposite_things_never_both_arrive() -> None:
    """Below the product of their chances: the product is no bound."""
    found = put_together([party("river=high"), party("river=low")], 10, 1)
    assert found.all_safe.mid == found.all_safe.low == 0.0
    assert found.none_safe == pytest.approx(0.0, abs=1e-15)


def test_components_are_joined_through_others() -> None:
    """River, police, and one who looks at both."""
    both = small_pack(
        leg(
            "l",
            departures=["12:30"],
            when={"river=high": "closed", "police=high": {"caught": 2.0}},
            risk={"caught": 0.1},
        ),
        condition=[condition(name, per_step=MOVING) for name in ("river", "police")],
        hours=1,
    )
    walks = [party("river=high").walk, party("police=high").walk, walk_from(both)]
    assert components(walks[:2]) == [[0], [1]]
    assert components(walks) == [[0, 1, 2]]


def test_a_later_party_meets_the_river_as_it_has_become() -> None:
    """One leaves at half past twelve, one an hour after: low, then low again two steps on."""
    pack = small_pack(
        leg("l", departures=["12:30"], when={"river=high": "closed"}),
        condition=[condition("river", per_step=MOVING)],
        hours=1,
    )
    chance = np.linalg.matrix_power(np.array(MOVING), 2)
    walks = [walk_from(pack), walk_from(pack, offset=2)]
    found = put_together([Party(walk, 1) for walk in walks], 10, 1)
    assert found.all_safe.mid == pytest.approx(0.7 * chance[0, 0], abs=1e-12)


def test_a_party_that_is_there_already_changes_nothing() -> None:
    """It has arrived."""
    there = Party(walk_from(small_pack(leg("l"), mission={"from": "b"})), 4)
    one = party("river=high")
    for exact in (True, False):
        found = Company([there, one], 50, 1, exact=exact).together([0, 1])
        assert found.all_safe.mid == pytest.approx(0.7, abs=1e-12)
        assert found.expected_safe.mid == pytest.approx(4.7, abs=1e-12)


def test_too_many_states_are_drawn_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an error; and the more courses, the smaller."""
    parties = [party_of(folder) for folder in company_folders(tmp_path, 5)]
    exact = Company(parties, 100, 1).together([0, 1, 2])
    monkeypatch.setattr(module, "MOST_STATES", 10)
    few, many = (Company(parties, runs, 1).together([0, 1, 2]) for runs in (100, 10_000))
    assert exact.stderr == 0.0 < many.stderr < few.stderr
    assert abs(many.all_safe.mid - exact.all_safe.mid) <= 4.0 * many.stderr


def test_courses_are_the_same_for_every_set_of_parties(tmp_path: Path) -> None:
    """So that sets can be compared: a party's courses do not depend on who else is looked at."""
    parties = [party_of(folder) for folder in company_folders(tmp_path, 5)]
    apart = [Company(parties, 200, 3, exact=False).together([0, 1]) for _ in range(2)]
    assert apart[0] == apart[1]
    company = Company(parties, 200, 3, exact=False)
    company.together([0, 1, 2])
    assert company.together([0, 1]) == apart[0]
    assert Company(parties, 200, 4, exact=False).together([0, 1]) != apart[0]


def test_drawn_levels_come_as_often_as_the_chain_says() -> None:
    """Each on its own stream: step by step within five standard errors; and they do not know of each other."""
    walks = [party("river=high", hours=6).walk, party("police=high", hours=6).walk]
    outside = outside_of(walks)
    runs = 20_000
    drawn = outside.drawn(0, 3, runs, 7)
    for step in range(3):
        chance = np.linalg.matrix_power(np.array(MOVING), step)[0, 0]
        both = float((drawn[step] == 0).mean())
        assert abs(both - chance * chance) <= 5.0 * math.sqrt(0.25 / runs) + 1e-12
