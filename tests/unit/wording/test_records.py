"""Overrides and outcomes in words: each thing once, nothing that pushes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.builders import leg, small_pack
from waystation.deciding.records import Override
from waystation.deciding.verdict import Gate, Going, Staying, Verdict
from waystation.wording.records import (
    approved_lines,
    calm_lines,
    decided_lines,
    outcome_lines,
    proposed_lines,
    second_question,
    waiting_lines,
)
from waystation.wording.reports import say_report
from waystation.world.report import Decision, read_report

GO = Going(5, 0.6, 0.8, 0.9, 0.7, 0.8, 0.85, 0.2, 100.0, (), 3.0, "l", None)
STAY = Staying(365.0, 5, 0.2, 0.4, 0.7, "mission.peril")
GATE = Gate("low", 0.6, 0.7, False, "decline")
MADE = datetime(2031, 10, 1, tzinfo=UTC)
ONE = Override(
    "abcdef0123", "heron", "esther", "peter", "go", "decline", 0.6, "they are to be sold", MADE, ("peter",), None
)
PACK = small_pack(leg("l"), charter={"members": ["esther"], "threshold": 1, "review": "2032-01-01"})
PUSHING = ("!", "really", "sure?", "must not", "warning", "blood", "regret", "last chance", "?")


def verdict(*gates: Gate) -> Verdict:
    """A verdict to decline, or to go where no gate is missed."""
    return Verdict("decline" if gates else "go", "", "PC1", gates, STAY, GO)


def test_calm_check_states_figure_reason_and_what_overriding_led_to() -> None:
    """Four sentences, in this order, with nothing that is asked or urged."""
    last = [replace(ONE, outcome="lost"), replace(ONE, id="b", chosen="hold", outcome="safe")]
    said = calm_lines(PACK, verdict(GATE), last)
    assert said[0] == "The verdict on small is to decline this plan."
    assert said[1] == "Of 100 such families who go, 80 arrive; at worst 60."
    assert said[2] == "The strongest reason: At worst 60 of 100 arrive; the charter asks for 70."
    assert said[3].startswith(
        "The last 2 overrides: 2031-10-01 hold where the verdict was to decline this plan: all arr"
    )
    assert said[3].endswith("2031-10-01 go where the verdict was to decline this plan: somebody was lost.")
    assert len(said) == 4
    assert not [word for word in PUSHING for line in said if word in line.lower()]


def test_against_going_the_reason_is_those_who_stay() -> None:
    """Where every rule is kept, what speaks against not going is the peril of staying."""
    said = calm_lines(PACK, verdict(), [])
    assert said[2].endswith("of 100 such families who stay, 60 are found within 365 days.")
    assert said[3] == "No verdict has been overruled before."
    unsaid = replace(verdict(), stay=replace(STAY, source=""))
    assert calm_lines(PACK, unsaid, [])[2].endswith("What may find those who stay, nobody has said.")


def test_one_override_is_one() -> None:
    """And one that is still open says so."""
    assert calm_lines(PACK, verdict(GATE), [ONE])[3].startswith("The last override: 2031-10-01 go where")
    assert calm_lines(PACK, verdict(GATE), [ONE])[3].endswith("not ended yet.")


def test_what_is_decided_says_whether_two_people_stand_behind_it() -> None:
    """And at what figure they did; what only one proposed says whose word is missing."""
    asked = replace(ONE, verdict="second", approvals=())
    overruled, proposed = decided_lines([ONE, asked])
    assert overruled.startswith("Decided on 2031-10-01: go where the verdict was to decline this plan. ")
    assert overruled.endswith("Esther and peter stand behind it; at worst 60 of 100 at that time.")
    assert proposed.startswith("Decided on 2031-10-01: to go, by two people. ")
    assert proposed.endswith("Esther proposed it, peter has not approved it yet; at worst 60 of 100 at that time.")


def test_second_is_asked_for_by_name_where_that_is_known() -> None:
    """Everybody but oneself."""
    assert second_question(("esther", "martha", "peter"), "Esther") == "Who else stands behind it (martha, peter)"
    assert second_question((), "") == second_question(("esther",), "esther") == "Who else stands behind it"


def test_what_waits_is_listed_with_its_reason() -> None:
    """A line each; and a sentence where nothing does."""
    assert waiting_lines([]) == ["Nothing waits for a second person."]
    line = waiting_lines([ONE])[0]
    for wanted in ("abcdef01", "esther", "to decline this plan", "At worst 60 of 100", "they are to be sold"):
        assert wanted in line
    assert "as the verdict allows with two people" in waiting_lines([replace(ONE, verdict="second", low=None)])[0]


def test_what_was_proposed_says_what_is_missing() -> None:
    """In a vault the other person; in a folder nothing, and that nobody signed."""
    assert "once peter approves it" in proposed_lines(ONE, "esther")[1]
    assert proposed_lines(ONE, "")[0].endswith("in a folder nobody signs.")
    assert approved_lines(replace(ONE, approvals=("peter",))) == [
        "abcdef01 has two people behind it: esther, and peter."
    ]


@pytest.mark.parametrize(
    ("fields", "foreseen", "sentence", "line"),
    [
        ({"outcome": "safe"}, True, "how it ended: all arrived", "is closed with it."),
        ({"outcome": "lost"}, False, "how it ended: somebody was lost", "it is in no score."),
        ({"outcome": "not_gone"}, True, "how it ended: nobody set out", "nobody knows: it is in no score."),
    ],
)
def test_outcomes_are_said(fields: dict[str, str], foreseen: bool, sentence: str, line: str) -> None:
    """As a report, and when it is written down."""
    report = read_report({"kind": "decision", "source": "esther", "happened": MADE.isoformat(), **fields})
    assert isinstance(report, Decision)
    assert say_report(report, PACK) == sentence
    assert outcome_lines(report, foreseen=foreseen)[0].endswith(line)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "decision", "approves": "abc"}, "approves abc"),
        (
            {"kind": "decision", "chosen": "go", "verdict": "hold", "text": "now"},
            "a decision to go, where the verdict was hold: now",
        ),
        ({"kind": "decision", "about": "charter"}, "a decision"),
        (
            {"kind": "forecast", "mid": 0.8, "low": 0.6, "verdict": "hold"},
            "foreseen: 80 of 100 arrive, 60 at worst; the verdict: hold",
        ),
        ({"kind": "forecast", "mid": 0.8}, "foreseen: 80 of 100 arrive"),
        ({"kind": "forecast"}, "a forecast"),
    ],
)
def test_decisions_and_forecasts_are_said_in_lists(fields: dict[str, object], sentence: str) -> None:
    """A sentence each, as `report list` shows them."""
    report = read_report({"source": "esther", "happened": MADE.isoformat(), **fields})
    assert not isinstance(report, list)
    assert say_report(report, PACK) == sentence
