"""The night's lines: every code that can stand on the sheet has its words, and times are the reader's."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from tests.builders import leg, place, small_pack
from waystation.guiding.cash import DIFFERENCES
from waystation.guiding.closing import Task
from waystation.guiding.handover import OnCallNow
from waystation.guiding.night import NEEDS, Item
from waystation.wording.burning import WHY, who_is_it
from waystation.wording.night import HEADINGS, MONEY, STAGES, head_line, headings, item_line, item_row
from waystation.world.pack import Pack
from waystation.world.report_journeys import ALARM_STAGES, WARN_REASONS

SEOUL = timezone(timedelta(hours=9))
WHEN = datetime(2031, 10, 6, 20, 0, tzinfo=SEOUL)


def a_pack() -> Pack:
    """A barn in another zone, and a guide."""
    return small_pack(
        place("barn", kind="safe_house", name="The barn", tz="Asia/Bangkok"),
        leg("in", to="barn", broker="hwang"),
        broker=[{"id": "hwang", "name": "Mr. Hwang", "role": "guide"}],
    )


def item(need: str, about: str, who: str = "broker:hwang", **fields: object) -> Item:
    """Something that needs somebody at eight in the evening."""
    return Item(need, "p", "j", 417, who, WHEN, "barn", about, fields)  # type: ignore[arg-type]


def test_every_kind_and_code_has_its_words():
    """What may need somebody, how far silence has gone, why to warn, what does not agree."""
    assert set(HEADINGS) == set(NEEDS)
    assert set(STAGES) == set(ALARM_STAGES)
    assert set(WHY) == set(WARN_REASONS)
    assert set(MONEY) == set(DIFFERENCES)


def test_a_row_has_both_hours():
    """The coordinator's, and that of the place; who, and about what."""
    row = item_row(item("call", "leg", what="in", until=WHEN + timedelta(hours=4)), a_pack(), [], SEOUL)
    assert row == (
        "Mon 6 Oct 20:00", "18:00 there", "417", "Mr. Hwang",
        "before a → The barn, leaves Tue 7 Oct 00:00 (22:00 there)",
    )  # fmt: skip


def test_a_call_that_was_tried_says_when():
    """And one for a stay that should have begun asks whether it has."""
    tried = item("call", "stay", "place:barn", what="barn", until=WHEN, past=True, tried=WHEN - timedelta(hours=1))
    assert item_line(tried, a_pack(), [], SEOUL) == (
        "Mon 6 Oct 20:00 (18:00 there): 417, the host of The barn: have they come? They were to, Mon 6 Oct 20:00"
        " (18:00 there); tried 19:00, no answer"
    )


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("broker:hwang", "Mr. Hwang"), ("place:barn", "the host of The barn"), ("member:peter", "peter"),
        ("journey:north", "the party of north"), ("family:north", "the family of north"), ("broker:gone", "gone"),
    ],
)  # fmt: skip
def test_people_are_said_as_people_say_them(who, said):
    """By their titles; what is not there any more by its id."""
    assert who_is_it(a_pack(), [], who) == said


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (Task("release:broker:hwang", "hwang", 50.0), "release USD 50 to Mr. Hwang"),
        (Task("burn:broker:hwang", "hwang"), "burn Mr. Hwang, who sold them"),
        (Task("aftercare"), "see that they are cared for"),
    ],
)
def test_what_follows_an_end_is_said_as_where_it_closed(task, said):
    """In the words of `journey close`, and who it concerns is in the sentence."""
    row = item_row(item("task", task.code, task=task), a_pack(), [], SEOUL)
    assert row[3] == ""
    assert row[-1].startswith(said)


def test_the_head_says_who_is_on_call():
    """Or how somebody is put there."""
    on = OnCallNow("esther", WHEN, WHEN + timedelta(hours=8))
    assert head_line(WHEN, [on]) == "Mon 6 Oct 20:00 +09. On call: esther until Tue 7 Oct 04:00."
    assert head_line(WHEN, []).endswith("On call: nobody; waystation oncall set.")


def test_headings_stand_in_the_order_of_urgency():
    """Whatever the order in which items come."""
    found = headings([item("task", "trace"), item("overdue", "critical"), item("call", "leg", what="in")])
    assert [heading for heading, _ in found] == ["Signs of life", "Calls", "After the end"]
