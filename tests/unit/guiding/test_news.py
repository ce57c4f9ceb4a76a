"""What one mission's journey learns from another's: only of what is the same in both."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.journeys import at, delivery, heard, observation
from waystation.guiding.news import counts_here
from waystation.world.pack import Pack
from waystation.world.report import Report

CHAIN = [[0.9, 0.1], [0.3, 0.7]]


def world(**others: Any) -> Pack:
    features = others.pop("features", [place("m", at=(1.0, 2.0)), leg("up", "a", "m", broker="g"), leg("on", "m", "b")])
    tables = {"broker": [{"id": "g", "role": "guide"}], "condition": [condition(per_step=CHAIN)], "hours": 24}
    return small_pack(*features, **{**tables, **others})


HERE = world()
ABOUT: dict[str, Report] = {
    "condition": observation("high", at(0)),
    "place": heard("sighting", at(0), near="place:m", what="police"),
    "leg": heard("sighting", at(0), near="leg:up", what="police"),
    "delivery": delivery("up", at(0), name="plover", broker="g"),
    "word": heard("word", at(0), broker="g", kept=1),
    "silence": heard("silence", at(0), broker="g", journey="plover"),
    "broker": heard("burn", at(0), what="broker", name="g"),
    "house": heard("burn", at(0), what="place", name="m"),
    "member": heard("burn", at(0), what="member", name="kim"),
}


@pytest.mark.parametrize("about", ABOUT)
def test_what_is_the_same_in_both_counts_here(about):
    """And names no journey of the other mission here."""
    (found,) = counts_here(HERE, world(), [ABOUT[about]])
    assert found.id == ABOUT[about].id
    assert getattr(found, "journey", None) is None


@pytest.mark.parametrize(
    ("other", "left_out"),
    [
        ({"condition": [condition(per_step=[[0.5, 0.5], [0.5, 0.5]])]}, {"condition"}),
        ({"condition": [condition(levels=("low", "flood"), per_step=CHAIN)]}, {"condition"}),
        ({"broker": [{"id": "g", "role": "driver"}]}, {"delivery", "word", "silence", "broker"}),
        (
            {"features": [place("m", at=(50.0, 2.0)), leg("up", "a", "m", broker="g"), leg("on", "m", "b")]},
            {"place", "leg", "delivery", "house"},
        ),
        (
            {"features": [place("m", at=(1.0, 2.0)), leg("up", "m", "a", broker="g"), leg("on", "m", "b")]},
            {"leg", "delivery"},
        ),
    ],
)
def test_what_only_has_the_same_name_does_not(other, left_out):
    """Two packs may each have a river, a house, a guide."""
    found = counts_here(HERE, world(**other), ABOUT.values())
    names = {str(report.id): about for about, report in ABOUT.items()}
    assert set(ABOUT) - {names[str(one.id)] for one in found} == left_out


def test_a_correction_counts_with_what_it_answers():
    """And one that answers something else does not."""
    seen = ABOUT["condition"]
    right = heard("correction", at(5), answers=seen.id)
    other = heard("correction", at(5), answers="elsewhere")
    again = heard("correction", at(6), answers=right.id)
    assert {one.id for one in counts_here(HERE, world(), [seen, right, other, again])} == {seen.id, right.id, again.id}


def test_what_moves_only_the_other_journey_stays_there():
    """Departures, check-ins, illnesses and prices are its own."""
    own = [
        heard("departure", at(0), journey="plover", leg="up"),
        heard("checkin", at(0), journey="plover", word="good"),
        heard("illness", at(0), journey="plover", person="boy"),
        heard("price", at(0), leg="up", fee=5),
        heard("consent", at(0), person="boy", purpose="journey", given=True),
    ]
    assert not counts_here(HERE, world(), own)
