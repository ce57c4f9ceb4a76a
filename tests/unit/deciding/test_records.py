"""The record: which forecast an outcome closes, who stands behind an override, and when one went against a verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from waystation.deciding.records import Said, cases_of, journeys_of, overrides_of
from waystation.world.report import Report, read_report

START = datetime(2031, 10, 1, 12, tzinfo=UTC)


def said(hour: float, by: str = "esther", *, signed: bool = True, mission: str = "heron", **fields: Any) -> Said:
    """A report some hours after the start, signed by somebody's device."""
    when = (START + timedelta(hours=hour)).isoformat()
    report = read_report({"source": by, "happened": when, **fields})
    assert isinstance(report, Report), report
    return Said(report, mission, by, signed)


def forecast(hour: float, mid: float, verdict: str | None = "go", **fields: Any) -> Said:
    """What was foreseen some hours after the start."""
    return said(hour, kind="forecast", mid=mid, verdict=verdict, urgency="PC1", **fields)


def override(hour: float, by: str = "esther", chosen: str = "go", **fields: Any) -> Said:
    """A decision against a verdict."""
    return said(hour, by, kind="decision", chosen=chosen, verdict="decline", text="they are to be sold", **fields)


def approval(hour: float, of: Said, by: str, **fields: Any) -> Said:
    """An approval of a decision."""
    return said(hour, by, kind="decision", approves=of.report.id, **fields)


def outcome(hour: float, how: str = "safe", **fields: Any) -> Said:
    """How a mission ended."""
    return said(hour, kind="decision", outcome=how, **fields)


def test_last_forecast_before_they_left_is_closed() -> None:
    """What was foreseen after they left is no forecast, and what was foreseen first was answered by the last."""
    ended = outcome(80, departed=(START + timedelta(hours=10)).isoformat())
    found = journeys_of([ended, forecast(20, 0.99), forecast(5, 0.7), forecast(1, 0.4)])
    assert len(found) == 1
    assert [(case.chance, case.safe, case.urgency) for case in cases_of([forecast(5, 0.7), outcome(80)])] == [
        (0.7, True, "PC1")
    ]
    assert found[0].forecast is not None
    assert found[0].forecast.mid == 0.7


def test_each_outcome_closes_what_came_since_the_one_before() -> None:
    """A mission that is turned back and tried again makes two cases."""
    every = [forecast(1, 0.5), outcome(10, "back"), forecast(20, 0.8), outcome(40), forecast(50, 0.9)]
    assert [(case.chance, case.safe) for case in cases_of(every)] == [(0.5, False), (0.8, True)]
    assert [journey.outcome for journey in journeys_of(every)] == ["back", "safe", None]


@pytest.mark.parametrize("missing", ["forecast", "outcome", "left"])
def test_no_case_without_forecast_outcome_and_departure(missing: str) -> None:
    """What was never foreseen, has not ended, or where nobody left, is no case."""
    every = [forecast(1, 0.5)] if missing != "forecast" else []
    every += [] if missing == "outcome" else [outcome(10, "not_gone" if missing == "left" else "lost")]
    assert cases_of(every) == []


def test_missions_are_kept_apart() -> None:
    """An outcome closes its own mission's forecasts only."""
    every = [forecast(1, 0.5), forecast(2, 0.9, mission="eagle"), outcome(10, "lost", mission="eagle")]
    assert [(case.chance, case.safe) for case in cases_of(every)] == [(0.9, False)]


@pytest.mark.parametrize(
    ("verdict", "overruled"), [("go", False), ("hold", True), ("decline", True), ("split", True), (None, False)]
)
def test_leaving_against_the_verdict_overrules_it_whatever_was_signed(verdict: str | None, overruled: bool) -> None:
    """Whoever leaves although the last verdict said otherwise has overruled it, even if nobody wrote that down."""
    assert cases_of([forecast(1, 0.5, verdict), outcome(9)])[0].overruled is overruled


def test_a_verdict_that_turned_is_followed() -> None:
    """Holding until the verdict is to go, and then going, overrules nothing."""
    assert not cases_of([forecast(1, 0.5, "hold"), forecast(5, 0.9, "go"), outcome(9)])[0].overruled


def test_a_plan_after_the_verdict_does_not_unsay_it() -> None:
    """The figure is that of the last plan; the verdict is the last that was given, though the plan gave none."""
    case = cases_of([forecast(1, 0.5, "decline"), forecast(2, 0.6, None), outcome(9)])[0]
    assert (case.chance, case.overruled) == (0.6, True)


def test_second_approval_is_followed_only_with_two_people() -> None:
    """Under "go with a second approval" it is the second person that makes going the verdict's own."""
    asked = said(2, kind="decision", chosen="go", verdict="second", text="ready")
    alone = [forecast(1, 0.8, "second"), asked, outcome(9)]
    assert cases_of(alone)[0].overruled
    assert not cases_of([*alone, approval(3, asked, "peter")])[0].overruled
    assert not overrides_of([*alone, approval(3, asked, "peter")])[0].overrules


def test_the_same_person_cannot_approve_twice() -> None:
    """Neither from the same device nor from another, nor under a name that is typed otherwise."""
    asked = override(1)
    for by in ("esther", "Esther", " ESTHER "):
        assert not overrides_of([asked, approval(2, asked, by)])[0].approved


def test_a_typed_name_is_no_signature() -> None:
    """Where devices sign, a name typed as the second person approves nothing; nor does an unsigned approval."""
    asked = override(1, second="peter")
    assert not overrides_of([asked])[0].approved
    unsigned = said(2, "peter", signed=False, kind="decision", approves=asked.report.id)
    assert not overrides_of([asked, unsigned])[0].approved
    assert overrides_of([asked, approval(2, asked, "peter")])[0].approvals == ("peter",)


def test_in_the_clear_the_second_name_is_taken_as_typed() -> None:
    """In a folder nobody signs: two names that differ are all there is, and one name twice is not enough."""
    assert overrides_of([override(1, signed=False, second="peter")])[0].approved
    assert not overrides_of([override(1, signed=False, second="Esther")])[0].approved


def test_an_approval_of_another_mission_does_not_count() -> None:
    """An approval counts for the decision that it names, in the mission that it lies in."""
    asked = override(1)
    assert not overrides_of([asked, approval(2, asked, "peter", mission="eagle")])[0].approved
    assert not overrides_of([asked, approval(2, override(3), "peter")])[0].approved


def test_what_is_corrected_counts_for_nothing_but_a_forecast_stands() -> None:
    """An override or an outcome that was written by mistake can be taken back; what was foreseen cannot be unmade."""
    seen, decided, ended = forecast(1, 0.9), override(2), outcome(9, "lost")
    undone = [said(10, kind="correction", answers=one.report.id) for one in (seen, decided, ended)]
    assert overrides_of([seen, decided, undone[1]]) == []
    assert cases_of([seen, ended, undone[2], outcome(11)])[0].safe
    assert cases_of([seen, undone[0], ended])[0].chance == 0.9


def test_only_whoever_said_it_takes_back_a_proposal_or_an_approval() -> None:
    """Else whoever corrects a withdrawal would approve in somebody's name; how it ended anybody may correct."""
    asked = override(1)
    given = approval(2, asked, "peter")
    back = said(3, "peter", kind="correction", answers=given.report.id)
    again = said(4, "esther", kind="correction", answers=back.report.id)
    assert overrides_of([asked, given, back])[0].approvals == ()
    assert overrides_of([asked, given, back, again])[0].approvals == ()
    own = said(4, "Peter", kind="correction", answers=back.report.id)
    assert overrides_of([asked, given, back, own])[0].approvals == ("peter",)
    assert overrides_of([asked, said(3, "peter", kind="correction", answers=asked.report.id)]) != []
    ended = outcome(9, "lost")
    assert journeys_of([ended, said(10, "peter", kind="correction", answers=ended.report.id)]) == []


def test_an_approval_after_they_left_is_none() -> None:
    """Whoever goes without the second person has overruled the verdict, whatever is signed afterwards."""
    asked = said(1, kind="decision", chosen="go", verdict="second", text="the river is low")
    ended = outcome(80, departed=(START + timedelta(hours=10)).isoformat())
    before, after = approval(9, asked, "peter"), approval(11, asked, "peter")
    seen = forecast(0, 0.8, "second")
    assert not journeys_of([seen, asked, before, ended])[0].overruled
    assert journeys_of([seen, asked, after, ended])[0].overruled
    assert overrides_of([seen, asked, after, ended])[0].approvals == ()
    late = said(12, kind="decision", chosen="go", verdict="second", text="afterwards")
    assert journeys_of([seen, late, approval(13, late, "peter"), ended])[0].overruled


def written(one: Said, hour: float) -> Said:
    """The same, as a device wrote it down some hours after the start."""
    return replace(one, written=START + timedelta(hours=hour))


def test_no_forecast_is_made_to_fit_afterwards() -> None:
    """Where one was kept before they left, a later one with an earlier date changes nothing, nor does its verdict."""
    ended = outcome(80, "lost", departed=(START + timedelta(hours=10)).isoformat())
    kept, made = written(forecast(1, 0.8), 1), written(forecast(9, 0.05, "decline"), 30)
    for found in (journeys_of([kept, made, ended]), journeys_of([made, ended, kept])):
        assert [(one.forecast.mid, one.verdict) for one in found if one.forecast is not None] == [(0.8, "go")]
    assert journeys_of([kept, written(forecast(9, 0.7), 9.5), ended])[0].forecast == forecast(9, 0.7).report


def test_an_older_record_is_taken_in_as_it_is_dated() -> None:
    """Where nothing was kept in time, what is written down afterwards is believed, approvals too."""
    asked = said(2, kind="decision", chosen="go", verdict="second", text="the river is low")
    every = [forecast(1, 0.8, "second"), asked, approval(3, asked, "peter"), outcome(80, "safe")]
    (journey,) = journeys_of(written(one, 500) for one in every)
    assert journey.case is not None
    assert (journey.case.chance, journey.overruled) == (0.8, False)


def test_no_approval_is_made_to_fit_afterwards() -> None:
    """Whatever date it bears."""
    ended = outcome(80, departed=(START + timedelta(hours=10)).isoformat())
    asked = written(said(2, kind="decision", chosen="go", verdict="second", text="the river is low"), 2)
    seen = written(forecast(1, 0.8, "second"), 1)
    assert not journeys_of([seen, asked, written(approval(3, asked, "peter"), 3), ended])[0].overruled
    assert journeys_of([seen, asked, written(approval(3, asked, "peter"), 30), ended])[0].overruled
    late = replace(asked, written=START + timedelta(hours=30))
    assert journeys_of([seen, late, written(approval(3, late, "peter"), 31), ended])[0].overruled


def test_overrides_say_what_they_led_to() -> None:
    """Each override has the outcome of its own journey, and comes in the order in which it was made."""
    every = [forecast(0, 0.4, "decline"), override(1), outcome(9, "lost"), override(20, chosen="hold"), outcome(30)]
    assert [(one.chosen, one.outcome) for one in overrides_of([*every, override(40)])] == [
        ("go", "lost"),
        ("hold", "safe"),
        ("go", None),
    ]


def test_order_of_reports_does_not_matter() -> None:
    """Two devices that hold the same reports see the same record."""
    asked = override(1)
    every = [forecast(0, 0.4, "decline"), asked, approval(2, asked, "peter"), outcome(9), forecast(20, 0.8)]
    assert journeys_of(every) == journeys_of(list(reversed(every)))
