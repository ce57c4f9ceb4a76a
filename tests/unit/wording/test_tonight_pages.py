"""What the page of the night says in place of a command to type, in English and in Korean."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest

from tests.builders import leg, place, small_pack
from waystation.guiding.closing import Task
from waystation.guiding.handover import OnCallNow
from waystation.guiding.night import Item
from waystation.wording.language import speaking
from waystation.wording.tonight_pages import (
    about_line,
    handed_line,
    need_line,
    oncall_line,
    outcome_choices,
    waiting_line,
)
from waystation.world.pack import Pack

SEOUL = timezone(timedelta(hours=9))
WHEN = datetime(2031, 10, 6, 20, 0, tzinfo=SEOUL)


def a_pack() -> Pack:
    """A barn, and a guide."""
    return small_pack(
        place("barn", kind="safe_house", name="The barn"),
        leg("in", to="barn", broker="hwang"),
        broker=[{"id": "hwang", "name": "황 씨", "role": "guide"}],
    )


ITEMS = [
    Item("look", "vault:heron", "heron", 417, "broker:hwang", None, None, "sold"),
    Item("look", "vault:heron", "heron", 417, "journey:heron", WHEN, "barn", "close", {"end": "arrived"}),
    Item("look", "vault:heron", "heron", 417, "journey:heron", WHEN, "barn", "close", {"end": "lost"}),
    Item("call", "vault:heron", "heron", 417, "family:heron", WHEN, None, "told", {"tried": None}),
    Item("call", "vault:heron", "heron", 417, "family:heron", WHEN, None, "told", {"tried": WHEN}),
    Item("card", "vault:heron", "heron", 417, "place:barn", WHEN, None, "moved", {"opens": WHEN}),
    Item("handover", "vault:heron", "", 0, "member:bo", WHEN, None, "handover", {"by": "anna"}),
    Item("task", "vault:heron", "heron", 417, "broker:hwang", WHEN, None, "burn:broker:hwang",
         {"task": Task("burn:broker:hwang", "hwang")}),
    Item("task", "vault:heron", "heron", 417, "", WHEN, None, "trace", {"task": Task("trace")}),
]  # fmt: skip


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.about)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_command_has_to_be_typed(item: Item, language: str) -> None:
    """Each has words of its own on the page; in Korean no English is left in them."""
    with speaking(language):
        said = about_line(item, a_pack())
        line = need_line(item, a_pack(), (), SEOUL)
    assert said
    assert "waystation" not in said + line
    assert "{" not in said + line
    if language == "ko":
        assert not re.search("[A-Za-z]", said.replace("anna", ""))


def test_everything_else_is_said_as_a_terminal_says_it() -> None:
    """A card that nobody needs any more, and a task without a command of its own."""
    thanks = {"task": Task("thanks:broker:hwang", "hwang")}
    for need, about, fields in (("card", "off", {"opens": None}), ("task", "thanks:broker:hwang", thanks)):
        item = Item(need, "vault:heron", "heron", 417, "broker:hwang", None, None, about, fields)  # type: ignore[arg-type]
        assert about_line(item, a_pack()) == ""


def test_who_is_on_call_for_all_needs_no_mission_named() -> None:
    """Whoever is on call for some of them does."""
    anna = OnCallNow("anna", WHEN, WHEN)
    assert oncall_line([], 2, SEOUL) == "Nobody is on call."
    assert oncall_line([(anna, ["heron", "plover"])], 2, SEOUL) == "On call: anna until Mon 6 Oct 20:00."
    assert oncall_line([(anna, ["heron"])], 2, SEOUL) == "On call: anna until Mon 6 Oct 20:00 (heron)."
    with speaking("ko"):
        assert oncall_line([(anna, ["heron"])], 2, SEOUL) == "당직: anna, 10월 6일 (월) 20:00까지 (heron)."


def test_a_hand_over_says_whose_night_it_is() -> None:
    """Before it is taken and after; and what stays with whoever handed over."""
    assert "it is not taken yet" in waiting_line("anna", "bo", WHEN, None, SEOUL)
    assert waiting_line("anna", "bo", WHEN, WHEN, SEOUL) == "bo has the night since Mon 6 Oct 20:00, from anna."
    said = handed_line("anna", "bo", signed=True, kept=["vault:plover"])
    assert said.splitlines()[1] == "bo does not read vault:plover: there it stays with anna."
    with speaking("ko"):
        assert "여전히 anna 님의 당직입니다" in handed_line("anna", "bo", signed=False, kept=[])


def test_every_outcome_of_a_call_has_a_button() -> None:
    """In both languages."""
    from waystation.desk.guide.nights import CALL_OUTCOMES

    assert tuple(value for value, _ in outcome_choices()) == CALL_OUTCOMES
    with speaking("ko"):
        assert not re.search("[A-Za-z]", "".join(words for _, words in outcome_choices()))
