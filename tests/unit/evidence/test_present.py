"""The level of a condition at the start, from what was seen before it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import condition, leg, small_pack
from waystation.evidence.ageing import ALWAYS, DAY, NEVER_AFTER
from waystation.evidence.facts import UNIT
from waystation.evidence.present import own_present, present
from waystation.evidence.timelines import Moment
from waystation.world.conditions import power
from waystation.world.pack import Pack

ROWS = [[0.9, 0.1], [0.2, 0.8]]
HOUR = DAY // 24


def river(**words: Any) -> Pack:
    """A river with half-hour steps; its stationary distribution is 2/3, 1/3."""
    words = {"per_step": ROWS, "now": None, **words}
    return small_pack(leg("l"), condition=[condition(**words)])


def seen(level: int, hours: float, weight: float = 1.0, name: str = "r") -> Moment:
    """A level seen so many hours before the start."""
    return Moment(-int(hours * HOUR), int(weight * UNIT), name, float(level))


def chances(pack: Pack, *moments: Moment, until: int = ALWAYS) -> tuple[float, ...] | None:
    """What is believed at the start."""
    found = present(pack.conditions[0], pack.clock, sorted(moments), until)
    return found.chances if found else None


def test_what_is_certain_is_carried_by_the_chain() -> None:
    """In whole steps, rounded up."""
    chain = power(((0.9, 0.1), (0.2, 0.8)), 3)
    assert chances(river(), seen(1, 1.5)) == pytest.approx(chain[1], abs=1e-12)
    assert chances(river(), seen(1, 1.01)) == pytest.approx(chain[1], abs=1e-12)
    assert chances(river(), seen(1, 0)) == (0.0, 1.0)


def test_rows_per_hour_are_taken_to_steps() -> None:
    """Half an hour is half the way: the lazy chain."""
    assert chances(river(per_step=None, per_hour=ROWS), seen(0, 0.5)) == pytest.approx((0.95, 0.05))


def test_what_is_doubtful_leaves_the_pack_its_share() -> None:
    """The stationary distribution stays as it is; a stated one holds at the start."""
    assert chances(river(), seen(1, 0, 0.25)) == pytest.approx((0.75 * 2 / 3, 0.25 + 0.75 / 3))
    stated = river(now={"low": 0.9, "high": 0.1})
    assert chances(stated, seen(1, 0, 0.25)) == pytest.approx((0.75 * 0.9, 0.25 + 0.75 * 0.1))


def test_later_observations_count_before_earlier_ones() -> None:
    """Each has its share of what later ones left: w·δ + (1 − w)·carried."""
    early, late = seen(1, 1.0, 0.5, "early"), seen(0, 0.5, 0.6, "late")
    prior = (2 / 3, 1 / 3)
    after_early = [0.5 * (level == 1) + 0.5 * p for level, p in enumerate(prior)]
    carried = [sum(p * ROWS[i][j] for i, p in enumerate(after_early)) for j in range(2)]
    after_late = [0.6 * (level == 0) + 0.4 * p for level, p in enumerate(carried)]
    wanted = [sum(p * ROWS[i][j] for i, p in enumerate(after_late)) for j in range(2)]
    pack = river()
    found = present(pack.conditions[0], pack.clock, [early, late], ALWAYS)
    assert found is not None
    assert found.chances == pytest.approx(wanted, abs=1e-12)
    assert [(share.report, share.share) for share in found.shares] == [
        ("late", pytest.approx(0.6)),
        ("early", pytest.approx(0.2)),
    ]


def test_only_what_was_seen_in_time_counts() -> None:
    """Not after the start, not what the pack contains already, not with no weight."""
    assert chances(river(), seen(1, -1)) is None
    assert chances(river(), seen(1, 1), until=NEVER_AFTER) is None
    assert chances(river(), seen(1, 1), until=-HOUR) is None
    assert chances(river(), seen(1, 1), until=-HOUR - 1) is not None
    assert chances(river(), seen(1, 1, 0.0)) is None


def test_years_old_is_stationary_again() -> None:
    """And worked out at once."""
    assert chances(river(), seen(1, 24 * 365 * 30)) == pytest.approx((2 / 3, 1 / 3), abs=1e-9)


def test_a_gauge_that_is_not_read_says_nothing() -> None:
    """Its chain is not known."""
    pack = river(per_step=None, gauge={"file": "x.csv", "thresholds": [1.0]})
    assert own_present(pack.conditions[0]) is None
    assert chances(pack, seen(1, 1)) is None
