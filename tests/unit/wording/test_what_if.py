"""What if, in words: what is otherwise, both plans side by side, and where they part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import condition, leg, place, write_pack
from waystation.desk.chart.asking import WhatIf, what_if
from waystation.storage.folders import PackFolder
from waystation.wording.what_if import beside_lines, beside_rows, change_line

WAYS: list[Any] = [
    place("a", name="Hut", found=0.1),
    place("c", name="Mill"),
    place("b", name="Camp"),
    leg("in", "a", "c", fee=10, broker="g"),
    leg("ferry", "c", "b", mode="boat", broker="g", risk={"caught": 0.1}, when={"river=high": "closed"}),
    leg("path", "c", "b", mode="foot", risk={"caught": 0.2}),
    leg("road", risk={"caught": 0.5}),
]


@pytest.fixture
def pack(tmp_path: Path) -> PackFolder:
    """A ferry, a path and a road."""
    guide = {"id": "g", "role": "guide", "name": "Mr. Hwang", "record": {"kept": 9, "broken": 0}}
    return PackFolder(write_pack(tmp_path, *WAYS, broker=[guide], condition=[condition("river")]))


def changed(asked: WhatIf) -> str:
    """What is otherwise."""
    return change_line(asked.before.pack, asked.after.stated, asked.changes)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (["river=high"], "What if: river high."),
        (["leg:path/caught=[0.1, 0.3]"], "What if: caught: Mill → Camp 10 % to 30 %, middle 20 %."),
        (["leg.path.risk={caught = 0.3}"], "What if: leg.path.risk is {caught = 0.3}."),
        (["broker.g.betrays=0.2"], "What if: Mr. Hwang sells the group 20 %."),
        (["broker.g.record.kept=0"], "What if: Mr. Hwang sells the group 0 % to 100 %, middle 50 %."),
        (["place.a.found=0.5", "leg.road.minutes=45"], "What if: found, a day: Hut 50 %; leg.road.minutes is 45."),
        ([], "What if: nothing is otherwise."),
    ],
)
def test_what_is_otherwise_is_said_back(pack: PackFolder, settings: list[str], said: str) -> None:
    """In words where it is a belief, as it was typed elsewhere."""
    assert changed(what_if(pack, settings, [])) == said


def test_what_is_left_out_is_said_by_name(pack: PackFolder) -> None:
    """A leg by its ends and id, brokers and places by their names; also one that is set besides."""
    asked = what_if(pack, ["leg.ferry.caught=0.5"], ["leg:ferry", "broker:g", "place:c"])
    assert changed(asked).endswith("; without Mill → Camp (ferry); without Mr. Hwang; without Mill.")


def test_figures_stand_side_by_side(pack: PackFolder) -> None:
    """What, as it is, then."""
    rows = beside_rows(what_if(pack, ["river=high"], []).plans)
    assert rows == [
        ("of 100 such people arrive", "86", "76"),
        ("  at worst", "81", "72"),
        ("  at best", "90", "80"),
        ("on the way", "1 hour", "1 hour"),
        ("expected cost", "USD 10", "USD 10"),
        ("brokers told", "1", "1"),
    ]


def test_a_course_that_parts_later_says_where(pack: PackFolder) -> None:
    """The first step being the same."""
    assert beside_lines(what_if(pack, ["river=high"], []).plans) == [
        "The first step is the same. Go: Wed 1 Oct 12:00, by car with Mr. Hwang from Hut to Mill.",
        "At Wed 1 Oct 12:30 the course parts: on foot to Camp, not by boat with Mr. Hwang to Camp.",
    ]


def test_another_first_step_is_said_beside_the_old(pack: PackFolder) -> None:
    """Both in full."""
    assert beside_lines(what_if(pack, [], ["leg:in"]).plans) == [
        "The first step is another.",
        "As it is: go Wed 1 Oct 12:00, by car with Mr. Hwang from Hut to Mill.",
        "Then: go Wed 1 Oct 12:00, by car from Hut to Camp.",
    ]


def test_the_same_course_is_said_to_be(pack: PackFolder) -> None:
    """Whatever it is worth now."""
    assert beside_lines(what_if(pack, ["leg.ferry.caught=0.15"], []).plans)[-1] == "The course goes by the same legs."


def test_where_there_is_no_way_any_more_that_comes_first(pack: PackFolder) -> None:
    """And where there is one only then, that comes last."""
    gone = beside_lines(what_if(pack, [], ["place:b"]).plans)
    assert gone[0] == "Then: there is no way from here to Camp that can end well within the horizon."
    assert gone[1].startswith("As it is: go ")
    late = beside_lines(what_if(pack, ["clock.horizon_hours=0.25"], []).plans)
    assert late[0].startswith("Then: there is no way")
