"""The calm check: the strongest reason, and the last three overrides, whoever asks and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from waystation.deciding.calm import LAST, calm_check, strongest
from waystation.deciding.records import Override
from waystation.deciding.verdict import Gate, Going, Staying, Verdict

GO = Going(5, 0.6, 0.8, 0.9, 0.7, 0.8, 0.85, 0.2, 100.0, (), 3.0, "l", None)
STAY = Staying(365.0, 5, 0.2, 0.4, 0.7, "mission.peril")


def gate(name: str, value: Any, limit: Any, missed: Any = "decline", *, holds: bool = False) -> Gate:
    """A gate that does not hold, unless it says otherwise."""
    return Gate(name, value, limit, holds, missed)


def override(day: int, chosen: str = "go", verdict: str = "decline") -> Override:
    """A decision on some day."""
    made = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(days=day)
    return Override(f"id{day}", "heron", "esther", "peter", chosen, verdict, 0.5, "why", made, ("peter",), None)


def verdict(*gates: Gate) -> Verdict:
    """A verdict with these gates."""
    return Verdict("hold", "", "PC1", gates, STAY, GO)


@pytest.mark.parametrize(
    ("gates", "name"),
    [
        ([gate("low", 0.7, 0.8, "second"), gate("told", 5, 4, "hold"), gate("cost", 11, 10)], "cost"),
        ([gate("low", 0.2, 0.5), gate("likely.p10", 0.6, 0.7)], "low"),
        ([gate("low", 0.2, 0.5), gate("consent", 1, 0)], "consent"),
        ([gate("low", 0.2, 0.5), gate("risk", "very high", "high")], "risk"),
        ([gate("cost", 300.0, 100.0), gate("low", 0.2, 0.5)], "cost"),
        ([gate("first", 0.4, 0.5), gate("again", 0.4, 0.5)], "first"),
        ([gate("debt", 3, 0, holds=True), gate("low", 0.4, 0.5)], "low"),
    ],
)
def test_strongest_reason_is_the_gravest_then_the_most_missed(gates: list[Gate], name: str) -> None:
    """What would decline comes before what would hold; then what cannot be measured; then the largest share."""
    found = strongest(gates)
    assert found is not None
    assert found.name == name


def test_where_every_gate_holds_those_who_stay_are_the_reason() -> None:
    """No gate speaks against going: then it is those who stay that speak against not going."""
    calm = calm_check(verdict(gate("low", 0.9, 0.5, holds=True)), [])
    assert calm.against is None
    assert calm.stay is STAY


def test_last_three_overrides_are_told_newest_first() -> None:
    """However many there were, and in whatever order they are found; second approvals are none."""
    every = [override(day) for day in (3, 1, 5, 2, 4)] + [override(9, "go", "second"), override(8, "go", "go")]
    calm = calm_check(verdict(), every)
    assert len(calm.last) == LAST
    assert [one.id for one in calm.last] == ["id5", "id4", "id3"]


def test_what_was_only_proposed_led_to_nothing() -> None:
    """Nobody approved it: it is told only where they left all the same."""
    alone = replace(override(3), approvals=())
    stayed = [alone, replace(alone, outcome="not_gone"), replace(alone, chosen="hold", outcome="lost")]
    assert calm_check(verdict(), stayed).last == ()
    left = replace(alone, outcome="lost")
    assert calm_check(verdict(), [left, *stayed]).last == (left,)


def test_nothing_depends_on_how_often_it_is_asked() -> None:
    """The same verdict and overrides give the same words to everybody, each time."""
    every = [override(day) for day in range(5)]
    first = calm_check(verdict(gate("low", 0.2, 0.5)), every)
    assert all(calm_check(verdict(gate("low", 0.2, 0.5)), reversed(every)) == first for _ in range(3))
