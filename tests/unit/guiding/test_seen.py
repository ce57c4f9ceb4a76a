"""What was last seen of the conditions, and how they stand later, by their own chains."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, small_pack
from tests.journeys import at, observation
from waystation.guiding.seen import chances_at, last_seen, standing_now

CHAIN = ((0.9, 0.1), (0.3, 0.7))
PACK = small_pack(leg("l"), condition=[condition(per_step=[list(row) for row in CHAIN])], hours=24)
RIVER = PACK.condition["river"]


def test_the_last_that_was_seen_counts():
    """Whenever it was heard, up to the instant that is asked about."""
    told = [observation("high", at(10)), observation("low", at(50)), observation("high", at(90))]
    assert last_seen(PACK, told, at(60))["river"].level == "low"
    assert last_seen(PACK, told[::-1], at(90))["river"].level == "high"


def test_of_one_instant_the_best_graded_counts():
    """What nobody graded counts least."""
    told = [observation("high", at(10), grade="A1"), observation("low", at(10), grade="C3"), observation("low", at(10))]
    assert last_seen(PACK, told, at(10))["river"].level == "high"


def test_what_was_seen_before_the_journey_is_the_pack_s_business():
    """Unless the journey was accepted before."""
    early = [observation("high", at(-60))]
    assert not last_seen(PACK, early, at(10))
    assert last_seen(PACK, early, at(10), since=at(-120))["river"].when == at(-60)


def test_what_the_pack_does_not_have_is_passed_over():
    """Another condition, another level."""
    assert not last_seen(PACK, [observation("high", at(1), "rain"), observation("ice", at(1))], at(10))


def test_what_is_seen_is_known_at_its_step_and_carried_on():
    """Seen at 10 minutes it is known at the first step after, and a step later it has moved once."""
    seen = last_seen(PACK, [observation("high", at(10))], at(10))
    assert chances_at(PACK, seen, 1)["river"] == (0.0, 1.0)
    assert chances_at(PACK, seen, 2)["river"] == pytest.approx((0.3, 0.7))
    assert chances_at(PACK, seen, 3)["river"] == pytest.approx((0.3 * 0.9 + 0.7 * 0.3, 0.3 * 0.1 + 0.7 * 0.7))


def test_without_anything_seen_the_pack_is_carried_on():
    """From its start."""
    assert standing_now(PACK, RIVER, None, 0) == (1.0, 0.0)
    assert standing_now(PACK, RIVER, None, 1) == pytest.approx((0.9, 0.1))
