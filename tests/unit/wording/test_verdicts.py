"""A verdict in sentences: what nobody has said is not said to be safe."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import condition, leg, small_pack
from tests.unit.deciding.test_judging import asking, waits
from waystation.charts.panels import Bars
from waystation.deciding.judging import judge
from waystation.wording.verdict_pictures import decision_figure
from waystation.wording.verdicts import answer_lines, beside_rows, charter_heading


def test_where_nothing_is_said_of_staying_nobody_is_said_to_be_safe() -> None:
    """A question mark, in the table and in the picture, in place of 100 of 100."""
    pack = small_pack(leg("l"))
    judged = judge(asking(pack))
    stay, go = beside_rows(judged.verdict)
    assert stay[:3] == ("?", "?", "?")
    assert "nobody has said" in stay[3]
    assert go[:3] == ("100", "100", "100")
    panel = decision_figure(pack, judged).panels[0]
    assert isinstance(panel, Bars)
    assert (panel.bars[0].value, panel.bars[0].text) == (0.0, "?")


def test_a_stated_peril_is_said_with_its_days() -> None:
    """One day is a day."""
    pack = small_pack(leg("l"), mission={"peril": 0.3, "stay_days": 1})
    stay, _ = beside_rows(judge(asking(pack)).verdict)
    assert stay == ("70", "70", "70", "of those who stay are not found in 1 day")


def test_a_hold_says_what_it_is_worth_and_what_leaving_at_once_is() -> None:
    """The plan that waits beside leaving at once; what it comes to if all goes as hoped is said as that."""
    judged = judge(asking(waits()))
    verdict, found = judged.verdict, judged.days
    assert verdict.hold is not None
    assert found is not None
    assert found.at_once < verdict.go.low < verdict.hold.low_then
    plan, at_once, hoped = (f"{100 * chance:.1f}" for chance in (verdict.go.low, found.at_once, verdict.hold.low_then))
    said = answer_lines(judged.assessed.pack, judged)[0]
    assert said.endswith(
        f"So at worst {plan} of 100 arrive; if they set out at once, {at_once}; if it is low by then, {hoped}."
    )
    barred = judge(asking(waits(), no_go=("river=high",)))
    words = answer_lines(barred.assessed.pack, barred)[0]
    assert words.endswith(f"At worst, of 100: if they set out at once, {at_once}; if it is low by then, {hoped}.")


def test_a_hold_that_ends_anyway_says_so() -> None:
    """Nobody is told that as likely as not the river has fallen by then."""
    judged = judge(asking(waits()))
    verdict, hold = judged.verdict, judged.verdict.hold
    assert hold is not None
    anyway = replace(judged, verdict=replace(verdict, hold=replace(hold, assumed=("river=high",), latest=True)))
    said = answer_lines(judged.assessed.pack, anyway)[0]
    assert "; wait until it is low, or until Wed 1 Oct 14:00 at the latest. So at worst " in said
    assert "; if it is high then, as is likeliest, " in said


def test_a_hold_names_what_people_must_set_right_besides() -> None:
    """A river that falls brings no signature."""
    judged = judge(asking(waits(), signed=False, heard=False))
    said = answer_lines(judged.assessed.pack, judged)[0]
    assert said.startswith("Hold: river is high; wait until it is low")
    assert (
        ". Besides, the charter is signed by 0 of the 1 it needs; not by anna; consent has not been heard: boy." in said
    )
    assert "Besides" not in answer_lines(judged.assessed.pack, judge(asking(waits())))[0]


def test_a_hold_names_every_level_that_bars_them() -> None:
    """One is waited out by its own name; of several none may stand."""
    pack = small_pack(
        leg("l", risk={"harm": 0.05}, when={"river=high": {"harm": 2.0}, "patrol=near": {"harm": 3.0}}),
        condition=[
            condition(per_step=[[0.9, 0.1], [0.1, 0.9]], now="high"),
            condition("patrol", ("away", "near"), per_step=[[0.9, 0.1], [0.3, 0.7]], now="near"),
        ],
        hours=24,
    )
    judged = judge(asking(pack, no_go=("patrol=near", "river=high")))
    said = answer_lines(pack, judged)[0]
    assert said.startswith("Hold: river is high and patrol is near; wait until none of these stands, as likely as not")
    assert "; if that has come by then, " in said


def test_a_mission_without_urgency_is_told_which_limits_hold() -> None:
    """The least urgent ones, and that nobody chose them."""
    pack = small_pack(
        leg("l"), mission={"urgency": "PC1"}, charter={"members": ["a"], "threshold": 1, "review": "2032-01-01"}
    )
    verdict = judge(asking(pack)).verdict
    assert charter_heading(pack, verdict) == "The charter, for PC1"
    unsaid = small_pack(leg("l"))
    assert charter_heading(unsaid, replace(verdict, urgency="PC4")).endswith("for PC4, as the mission says no urgency")
