"""A burn in words: what was known, what is closed and why, what became of keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.builders import leg, place, small_pack
from tests.kept import told
from waystation.guiding.answering import Answer, Step
from waystation.guiding.burning import Closed, Reason
from waystation.guiding.journey import journeys_of
from waystation.guiding.position import at_place
from waystation.guiding.warning import Alert
from waystation.vault.standing import Changed
from waystation.wording.burning import (
    alert_rows,
    closed_lines,
    keys_lines,
    knew_lines,
    next_line,
    ticked_lines,
    warned_line,
    why_closed,
    why_warned,
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
    assert rows == [("1", "the host of The barn", "they come there by the plan, from Mon 6 Oct 20:00", "")]
    assert ticked_lines(2, 1) == ["2 warnings are open, 1 done. waystation burn warned ticks one off."]
    assert ticked_lines(0, 3) == ["Everybody has been warned: no warning is open."]
    assert warned_line("Boun", 1) == "Ticked off: Boun. 1 warning is still open."
    assert warned_line("Boun", 0) == "Ticked off: Boun. Everybody has been warned: no warning is open."


def test_each_is_told_why_in_their_own_place():
    """A host is on no leg: they are told of those who come, or who are there; a broker, of those whom they meet."""
    assert [why_warned(why, "place:barn") for why in ("on_leg", "at_place", "ahead", "host")] == [
        "they are on the way to this house", "has them in the house now", "they come there by the plan",
        "keeps a house that it knows",
    ]  # fmt: skip
    assert why_warned("ahead", "broker:hwang") == "meets them by the plan"
    assert why_warned("on_leg", "journey:j") == why_warned("on_leg", "broker:hwang")
    assert why_warned("ahead", "journey:j") == "comes there by the plan"


def test_a_step_that_leads_nowhere_any_more_says_so():
    """The next step may be as before while fewer arrive; how many is said, and how many did."""
    pack = a_pack()
    (journey,) = journeys_of(pack, [told("begun", kind="journey", journey="j", state="accepted", number=417)])

    def answer(chance: float) -> Answer:
        wait = Step("wait", None, "a", NOW)
        return Answer(journey, at_place("a", NOW), NOW, (chance, chance, chance), 0.0, wait, None)

    who = "Of 100 such people"
    assert next_line(pack, answer(0.2), answer(0.5)) == f"417: as before: Wait at a. {who}, 20 arrive, 50 before."
    assert next_line(pack, answer(0.5), answer(0.5)) == f"417: as before: Wait at a. {who}, 50 arrive."
    assert next_line(pack, answer(0.005), None) == f"417: Wait at a. {who}, fewer than 1 arrive."
    none = next_line(pack, answer(0.0), answer(0.5))
    assert none.startswith("417: No open way leads to an end any more: they go no farther than")
    assert "Wait at a" not in none, "a step that brings nobody anywhere is not advised"
