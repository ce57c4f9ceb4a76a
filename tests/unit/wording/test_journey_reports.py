"""Reports of journeys in a line: people and places by the names that somebody at the desk knows."""

from __future__ import annotations

import pytest

from tests.builders import leg, place, small_pack
from tests.kept import told
from waystation.wording.reports import say_report


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("broker:hwang", "Mr. Hwang"),
        ("place:barn", "the host of The barn"),
        ("journey:north", "the party of north"),
        ("family:north", "the family of north"),
        ("member:peter", "peter"),
        ("broker:gone", "gone"),
        ("the clinic", "the clinic"),
    ],
)
def test_whoever_is_called_or_warned_is_named_as_people_say_it(who: str, said: str) -> None:
    """Not by the ids of the pack; what is nobody of it stays as it was typed."""
    pack = small_pack(
        place("barn", kind="safe_house", name="The barn"),
        leg("in", to="barn", broker="hwang"),
        broker=[{"id": "hwang", "name": "Mr. Hwang", "role": "guide"}],
    )
    call = {"kind": "call", "journey": "north", "who": who}
    assert say_report(told("c", **call, outcome="no_answer"), pack) == f"called {said}, who did not answer"
    assert say_report(told("c", **call, outcome="reached", about="the price"), pack) == f"called {said}: the price"
    if ":" in who:
        assert say_report(told("w", kind="warned", burn="b", who=who), pack) == f"{said} was warned"


@pytest.mark.parametrize(("to", "said"), [("traveller", "the travellers"), ("liaison:Ana", "Ana, liaison")])
def test_a_card_says_whose_it_is(to: str, said: str) -> None:
    """The travellers', or whoever takes their calls."""
    card = told("c", kind="card", journey="north", to=to, legs=[], language="ko")
    assert say_report(card, small_pack()) == f"a card for {said} in ko"
