"""A party is as slow as its slowest and as weak as its weakest; rewards are for heads or groups."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from waystation.world.people import Broker, Reward, Traveller, slowest_pace, weakest_stamina


def test_the_slowest_and_the_weakest_need_not_be_the_same() -> None:
    """Somebody may be slow and tough, or quick and soon tired."""
    party = [Traveller(id="x", pace=0.5, stamina=4.0), Traveller(id="y", pace=1.2, stamina=1.5), Traveller(id="z")]
    assert (slowest_pace(party), weakest_stamina(party)) == (0.5, 1.5)


@pytest.mark.parametrize(("size", "paid"), [(1, 700.0), (2, 2055.0), (3, 2100.0)])
def test_a_reward_is_the_greater_of_heads_and_group(size: int, paid: float) -> None:
    """A group from two on, where nothing else is said."""
    assert Reward(per_head=700.0, group=2055.0).for_party(size) == paid


def test_a_reward_says_something() -> None:
    """An empty table is a mistake, not a reward of nothing."""
    with pytest.raises(ValidationError):
        Reward()
    assert Reward(per_head=0.0).for_party(3) == 0.0


def test_people_are_called_by_name_or_else_by_id() -> None:
    """A broker without a name has an id."""
    assert Broker(id="hwang", role="guide").title == "hwang"
    assert Broker(id="hwang", role="guide", name="Mr. Hwang").title == "Mr. Hwang"


@pytest.mark.parametrize("pace", [0.0, -1.0, float("nan"), float("inf"), 11.0])
def test_a_pace_is_above_nothing(pace: float) -> None:
    """Nobody walks backwards or infinitely fast."""
    with pytest.raises(ValidationError):
        Traveller(id="x", pace=pace)
