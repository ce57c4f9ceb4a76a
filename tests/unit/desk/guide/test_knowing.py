"""Whom a name means, and what that one knew of each mission: by the pack, by cards, by money, and by shared houses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import leg, place, write_pack
from tests.kept import NOW
from waystation.bootstrap.cases import cases_named
from waystation.desk.guide.cases import Case
from waystation.desk.guide.knowing import meant_by, what_it_knew
from waystation.errors import Usage
from waystation.world.report import read_report
from waystation.world.report_lines import write_reports

BROKERS = [{"id": "hwang", "name": "Mr. Hwang", "role": "guide"}, {"id": "boun", "role": "boatman"}]


def line(name: str, /, **words: Any) -> bytes:
    """A report as a file has it."""
    found = read_report({"id": name, "source": "s", "happened": NOW.isoformat(), "heard": NOW.isoformat(), **words})
    assert not isinstance(found, list)
    return write_reports([found])


def case(folder: Path, *reports: bytes, guide: str = "hwang", **barn: Any) -> Case:
    """A mission over a barn with Hwang, and over a mill with Boun."""
    features = [
        place("barn", **{"kind": "safe_house", "name": "The barn", **barn}),
        place("mill", kind="safe_house"),
        leg("in", to="barn", broker=guide),
        leg("other", to="mill", broker="boun"),
        leg("on", origin="barn"),
    ]
    extra = {"reports.jsonl": b"".join(reports)} if reports else None
    (found,) = cases_named([str(write_pack(folder, *features, broker=BROKERS, extra=extra))])
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hwang", ("broker", "hwang")), ("MR.  HWANG", ("broker", "hwang")), ("broker:hwang", ("broker", "hwang")),
        ("the barn", ("place", "barn")), ("place:mill", ("place", "mill")),
    ],
)  # fmt: skip
def test_a_name_means_somebody(tmp_path: Path, typed: str, meant: tuple[str, str]) -> None:
    """By id or title, in any case."""
    found = meant_by([case(tmp_path)], None, typed)
    assert (found.what, found.name) == meant


@pytest.mark.parametrize(("typed", "code"), [("hwnag", "burn_unknown"), ("member:esther", "burn_unknown")])
def test_a_name_that_means_nobody_is_answered(tmp_path: Path, typed: str, code: str) -> None:
    """With the nearest, where there is one; without a vault there are no members."""
    with pytest.raises(Usage) as caught:
        meant_by([case(tmp_path)], None, typed)
    assert caught.value.code == code
    assert caught.value.fields["nearest"] == ("hwang" if typed == "hwnag" else "")


def test_cards_and_money_count(tmp_path: Path) -> None:
    """What was told on a card, what was paid, and what is carried of ours."""
    mission = case(
        tmp_path,
        line("j", kind="journey", journey="j", state="accepted", number=417),
        line("card", kind="card", journey="j", to="broker:hwang", legs=["other"]),
        line("paid", kind="payment", to="hwang", amount=50.0, state="paid"),
        line("again", kind="payment", to="hwang", amount=25.0, state="paid"),
        line("cash", kind="cash", giver="office", to="hwang", amount=10.0),
    )
    (knew,) = what_it_knew([mission], meant_by([mission], None, "hwang"))
    assert knew.legs == ("other",)
    assert set(knew.places) == {"a", "barn", "mill"}
    assert knew.money == {"paid": 75.0, "carried": 10.0}
    assert [str(card.id) for card in knew.cards] == ["card"]
    assert knew.anything


def test_a_house_is_known_in_every_mission_that_has_it(tmp_path: Path) -> None:
    """The same barn, and not another of that name."""
    first, same = case(tmp_path / "one"), case(tmp_path / "two", guide="boun")
    other = case(tmp_path / "three", guide="boun", at=(100.0, 10.0))
    found = what_it_knew([first, same, other], meant_by([first], None, "hwang"))
    assert ["barn" in knew.places for knew in found] == [True, True, False]
    assert ["mill" in knew.places for knew in found] == [False, False, False]
