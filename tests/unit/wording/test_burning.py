"""A burn in words: what was known, what is closed and why, what became of keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.builders import leg, place, small_pack
from tests.kept import told
from waystation.guiding.burning import Closed, Reason
from waystation.guiding.warning import Alert
from waystation.vault.standing import Changed
from waystation.wording.burning import (
    alert_rows,
    closed_lines,
    keys_lines,
    knew_lines,
    ticked_lines,
    warned_line,
    why_closed,
)
from waystation.world.pack import Pack
from waystation.world.report_journeys import CardGiven

NOW = datetime(2031, 10, 6, 20, 0, tzinfo=UTC)


def a_pack() -> Pack:
    """A barn, and a guide."""
    return small_pack(
        place("barn", kind="safe_house", name="The barn"),
        leg("in", to="barn", broker="hwang"),
        broker=[{"id": "hwang", "name": "Mr. Hwang", "role": "guide"}],
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("broker_burnt", "hwang runs it"), ("place_burnt", "it is burnt"),
        ("known_leg", "a card told hwang of it"), ("known_place", "hwang knew it"),
    ],
)  # fmt: skip
def test_why_something_is_closed(code, said):
    """Each reason has its words."""
    assert why_closed(Reason(code, "broker", "hwang")) == said


def test_what_is_closed_and_what_is_not():
    """Legs by id, places by name; what stays open is to be looked at; nothing is said where nothing changed."""
    reason = Reason("known_place", "broker", "hwang")
    said = closed_lines(
        a_pack(), Closed({"in": Reason("broker_burnt", "broker", "hwang")}, {"barn": reason}, {"a": reason})
    )
    assert said == [
        "Closed from now on: in (hwang runs it).",
        "Left, and entered no more: The barn (hwang knew it).",
        "Known, but open to anybody; look first: a.",
    ]
    assert closed_lines(a_pack(), Closed()) == ["Nothing more is closed here."]


def test_what_was_known():
    """Cards with their legs, money by state, the whole mission; or that it was nothing."""
    card = told("card", kind="card", journey="j", to="broker:hwang", legs=["in"])
    assert isinstance(card, CardGiven)
    money = {"paid": 50.0, "carried": 20.0}
    said = knew_lines("hwang", a_pack(), None, [card], money, places=["barn"], whole=False)
    assert said == ["Knew The barn.", "1 card given, of in.", "Money: USD 50 paid and USD 20 of ours in hand."]
    assert knew_lines("x", a_pack(), None, [], {}, places=["barn"], whole=True) == [
        "Read the whole mission: every leg, house and broker of it."
    ]
    assert knew_lines("x", a_pack(), None, [], {}, places=[], whole=False) == ["Nothing of this mission was known."]


def test_what_became_of_keys():
    """Removed, or proposed; and what nobody can call back."""
    assert keys_lines(None, []) == []
    assert keys_lines(Changed(holds=True, missing=0, readable=("heron",)), ["heron"]) == [
        "New keys for heron.",
        "Removed from the vault for good.",
        "What was read before cannot be recalled: heron.",
    ]
    assert keys_lines(Changed(holds=False, missing=1), []) == [
        "Removal proposed; it holds with 1 more approval: waystation vault approve."
    ]


def test_who_is_to_be_warned_and_who_was():
    """By the hour where there is one."""
    alert = Alert("b", "broker", "hwang", NOW, "place:barn", "ahead", NOW, None)
    rows = alert_rows([("the host of The barn", alert)], UTC)
    assert rows == [("1", "the host of The barn", "comes there by the plan, from Mon 6 Oct 20:00", "")]
    assert ticked_lines(2, 1) == ["2 warnings are open, 1 done. waystation burn warned ticks one off."]
    assert ticked_lines(0, 3) == ["Everybody has been warned: no warning is open."]
    assert warned_line("Boun", 1) == "Ticked off: Boun. 1 warning is still open."
    assert warned_line("Boun", 0) == "Ticked off: Boun. Everybody has been warned: no warning is open."
