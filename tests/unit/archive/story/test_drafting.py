"""A first draft: what is there, in order of time."""

from __future__ import annotations

from tests.unit.archive.story.test_scenes import BEND, TOLD, held, keepsake
from waystation.archive.records import Destroyed
from waystation.archive.story.drafting import drafted


def test_keepsakes_and_calls_stand_in_order_of_time():
    """What has no day comes first; calls say whether they brought good news."""
    found = drafted([held()])
    assert [(one.kind, one.word, one.when) for one in found] == [
        ("testimony", TOLD[:12], ""),
        ("call", "eating", "2031-10-01"),
        ("call", "police", "2031-10-01"),
        ("call", "risen", "2031-10-01"),
        ("still", BEND[:12], "2031-10-06"),
    ]
    assert [one.tone for one in found] == ["", "good", "", "bad", ""]
    assert [one.place for one in found[1:4]] == ["market", "mill", "orchard"]


def test_copies_recreations_and_what_is_gone_are_left_out():
    """A copy stands for its original by itself; a recreation is for people to add."""
    more = [keepsake("d" * 32, "covered", of=BEND), keepsake("e" * 32, "Acted", kind="recreation")]
    words = {one.word for one in drafted([held(*more, Destroyed(item=TOLD))])}
    assert words == {"eating", "police", "risen", BEND[:12]}


def test_two_journeys_are_interwoven():
    """By their days."""
    found = drafted([held(), held()])
    assert [one.journey for one in found if one.when == "2031-10-01"] == [0, 0, 0, 1, 1, 1]
    assert {one.journey for one in found if one.when == "2031-10-06"} == {0, 1}
