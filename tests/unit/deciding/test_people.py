"""What has been heard of people: a price that is raised on the way is a red flag of whoever asks."""

from __future__ import annotations

import pytest

from tests.builders import leg, small_pack
from tests.journeys import at, heard
from waystation.deciding.people import heard_of

PACK = small_pack(leg("l", broker="g", fee=[100, 150]), leg("bus"), broker=[{"id": "g", "role": "guide"}])


@pytest.mark.parametrize(
    ("leg_id", "fee", "minutes", "raised"),
    [
        ("l", 200, 10, {"g"}),
        ("l", [120, 200], 0, {"g"}),
        ("l", 150, 10, set()),
        ("l", 200, -10, set()),
        ("bus", 200, 10, set()),
    ],
)
def test_more_than_was_agreed_asked_on_the_way_is_a_raise(leg_id, fee, minutes, raised):
    """Not what the pack says may be asked in the end, and not what was asked before they left."""
    price = heard("price", at(minutes), leg=leg_id, fee=fee)
    assert heard_of(PACK, [price]).raised == raised


def test_more_agreed_than_before_is_a_raise_too():
    """Once the journey has begun."""
    first = heard("payment", at(-60), to="g", amount=100, state="agreed")
    more = heard("payment", at(60), to="g", amount=120, state="agreed")
    assert heard_of(PACK, [first, more]).raised == {"g"}
    assert heard_of(PACK, [first]).raised == set()
