"""What becomes of those who stay, held to closed forms."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.deciding.peril import staying
from waystation.planning.compiling import Moment, chart
from waystation.world.pack import Pack


def stay(pack: Pack, moment: Moment | None = None) -> tuple[float, float, float]:
    found = staying(chart(pack, None, moment))
    return found.low, found.mid, found.high


def test_a_risk_by_the_day_over_the_days() -> None:
    """(1 − r)^days at each end."""
    pack = small_pack(place("a", found=[0.1, 0.3]), leg("l"), mission={"stay_days": 10})
    assert stay(pack) == pytest.approx((0.7**10, 0.8**10, 0.9**10), rel=1e-9)


def test_where_nothing_is_said_nobody_is_found() -> None:
    """And there is no source to name."""
    pack = small_pack(leg("l"))
    assert stay(pack) == (1.0, 1.0, 1.0)
    assert staying(chart(pack)).source == ""


def test_at_the_end_nobody_is_looked_for() -> None:
    """Whoever is there already has arrived; that is known, and not merely unsaid."""
    found = staying(chart(small_pack(leg("l"), mission={"from": "b"})))
    assert (found.low, found.high, found.source) == (1.0, 1.0, "mission.to")


def test_less_than_a_step_is_a_step() -> None:
    """A minute with half-hour steps is half an hour, as everywhere."""
    pack = small_pack(place("a", found=0.5), leg("l"), mission={"stay_days": 1 / 1440})
    assert stay(pack)[0] == pytest.approx(0.5 ** (30 / 1440), rel=1e-9)


def test_a_stated_peril_stands_for_the_origin_alone() -> None:
    """At the mission's origin it is that; elsewhere what is believed of the place."""
    pack = small_pack(
        place("m", found=0.5), leg("l", to="m"), leg("k", "m", "b"), mission={"peril": [0.2, 0.6], "stay_days": 2}
    )
    assert stay(pack) == pytest.approx((0.4, 0.6, 0.8))
    assert stay(pack, Moment("m")) == pytest.approx((0.25, 0.25, 0.25), rel=1e-9)


def test_levels_that_never_change_multiply_the_odds_for_good() -> None:
    """Odds of found doubled at the level that stands."""
    pack = small_pack(
        place("a", found=0.2, when={"police=alert": {"found": 2.0}}),
        leg("l"),
        condition=[condition("police", ("normal", "alert"), now="alert")],
        mission={"stay_days": 3},
    )
    doubled = 2 * 0.2 / (0.8 + 2 * 0.2)
    assert stay(pack) == pytest.approx(((1 - doubled) ** 3,) * 3, rel=1e-9)


def test_levels_that_move_are_summed_over_every_course() -> None:
    """A chain of two levels, the days added up by hand, course by course."""
    pack = small_pack(
        place("a", found=0.2, when={"police=alert": {"found": 3.0}}),
        leg("l", minutes=1440),
        condition=[condition("police", ("normal", "alert"), per_step=[[0.9, 0.1], [0.4, 0.6]], now="normal")],
        mission={"stay_days": 3},
        step=1440,
        hours=96,
    )
    survives = (0.8, 1 - 3 * 0.2 / (0.8 + 3 * 0.2))
    chain = ((0.9, 0.1), (0.4, 0.6))
    by_hand = 0.0
    for second in (0, 1):
        for third in (0, 1):
            chance = chain[0][second] * chain[second][third]
            by_hand += chance * survives[0] * survives[second] * survives[third]
    assert stay(pack) == pytest.approx((by_hand,) * 3, rel=1e-9)
