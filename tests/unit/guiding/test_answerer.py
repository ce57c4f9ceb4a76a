"""The answer for a journey: what to do next from where its party is, looked up or planned anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.journeys import NAME, accepted, answerer_of, at, delivery, departure, heard, observation, situation
from waystation.guiding.answering import Answer
from waystation.guiding.burning import Closed
from waystation.planning.compiling import Moment
from waystation.planning.plan import make_plan
from waystation.wording.journeys import flag_line
from waystation.world.pack import Pack
from waystation.world.report import Report

RIVER = condition(per_step=[[0.9, 0.1], [0.3, 0.7]])


def world(**others: Any) -> Pack:
    """Over a river by ford, which is closed while it is high, or round about by a dear driver."""
    features = [
        place("farm", kind="safe_house", beds=4, found=0.01),
        place("bank", found=0.05),
        leg("road", "a", "farm", minutes=60, broker="g", fee=10, risk={"back": [0.05, 0.2], "late": 0.1}),
        leg("path", "farm", "bank", mode="foot", minutes=60, strain=2),
        leg("ford", "bank", minutes=30, risk={"harm": 0.02}, when={"river=high": "closed"}),
        leg("round", "farm", minutes=120, broker="d", fee=100, risk={"caught": [0.1, 0.3]}),
    ]
    tables: dict[str, Any] = {
        "broker": [{"id": "g", "role": "guide", "betrays": [0.0, 0.02]}, {"id": "d", "role": "driver"}],
        "condition": [RIVER],
        "hours": 24,
    }
    return small_pack(*features, **{**tables, **others})


PACK = world()


def answer(reports: list[Report], minutes: float, pack: Pack = PACK) -> Answer:
    return answerer_of(pack).answer(situation(pack, reports, at(minutes)))


BEGUN = [accepted(at(0))]
LEFT = [*BEGUN, departure("road", at(0))]
THERE = [*LEFT, delivery("road", at(60))]


def test_before_they_leave_the_answer_is_the_plan():
    """To the last figure."""
    plan = make_plan(PACK)
    found = answer(BEGUN, 0)
    safe = plan.outcome.safe
    assert found.safe == pytest.approx((safe.low, safe.mid, safe.high), abs=1e-12)
    assert found.next.leg is not None
    assert found.next.leg.id == plan.first.leg == "road"
    assert found.lost == pytest.approx(plan.outcome.lost, abs=1e-12)


def test_at_a_place_the_answer_is_the_plan_from_there():
    """With the last broker, and a level that was just seen known for certain."""
    seen = [*THERE, observation("high", at(60))]
    plan = make_plan(PACK, moment=Moment("farm", 2, "g", {"river": "high"}))
    found = answer(seen, 60)
    safe = plan.outcome.safe
    assert found.safe == pytest.approx((safe.low, safe.mid, safe.high), abs=1e-12)
    assert found.levels["river"] == {"low": 0.0, "high": 1.0}


def test_what_was_seen_earlier_is_carried_on_by_the_chain():
    """Two steps after it was high it is high with chance 0.7² + 0.3·0.1, and the worth is mixed by that."""
    found = answer([*THERE, observation("high", at(60))], 120)
    high = 0.7 * 0.7 + 0.3 * 0.1
    assert found.levels["river"]["high"] == pytest.approx(high)
    plans = {
        name: make_plan(PACK, moment=Moment("farm", 4, "g", {"river": name})).outcome.safe for name in ("low", "high")
    }
    assert found.safe[0] == pytest.approx(high * plans["high"].low + (1 - high) * plans["low"].low)
    assert found.safe[1] == pytest.approx(high * plans["high"].mid + (1 - high) * plans["low"].mid)


def test_what_nobody_on_the_way_can_see_may_be_told():
    """A level of an unobserved condition that somebody reports is where it is carried on from, and is planned anew."""
    hidden = condition("river", per_step=[[0.9, 0.1], [0.3, 0.7]], observed=False)
    pack = world(condition=[hidden])
    answerer = answerer_of(pack)
    before = answerer.answer(situation(pack, THERE, at(60)))
    told = [*THERE, observation("high", at(60))]
    found = answerer.answer(situation(pack, told, at(60)))
    safe = make_plan(pack, moment=Moment("farm", 2, "g", {"river": "high"})).outcome.safe
    assert found.safe == pytest.approx((safe.low, safe.mid, safe.high), abs=1e-12)
    assert not found.looked_up
    assert found.safe != before.safe
    assert answerer.answer(situation(pack, told, at(90))).looked_up


def test_on_a_leg_the_answer_is_what_to_do_on_arriving():
    """And what if they are late, or turned back."""
    found = answer(LEFT, 20)
    assert found.position.leg is not None
    assert found.next.place == "farm"
    assert [one.what for one in found.wrong[:2]] == ["back", "late"]
    back, late = found.wrong[:2]
    assert (back.place, late.place) == ("a", "farm")
    assert back.then.leg is not None
    assert back.then.leg.id == "road"
    assert (found.ahead[0].underway, found.ahead[0].late_ends) == (True, at(90).astimezone(PACK.clock.zone))


def test_a_leg_is_worth_as_much_on_the_way_as_when_it_was_chosen():
    """Nothing is known of it until it ends."""
    assert answer(LEFT, 20).safe == pytest.approx(answer(BEGUN, 0).safe, abs=1e-12)


def test_only_place_hour_and_levels_are_looked_up():
    """All else is planned anew, unless it changes nothing: a price of a leg that is closed."""
    answerer = answerer_of(PACK)
    told: list[tuple[Report, float, bool]] = [
        (BEGUN[0], 0, False),
        (LEFT[1], 0, True),
        (observation("high", at(30)), 30, True),
        (THERE[2], 60, True),
        (heard("checkin", at(65), journey=NAME, word="good"), 65, True),
        (heard("price", at(68), leg="round", fee=150), 68, False),
        (heard("silence", at(70), broker="d"), 70, False),
        (heard("silence", at(75), broker="d"), 75, True),
        (heard("illness", at(80), journey=NAME, person="boy", pace=0.5), 80, False),
        (heard("price", at(85), leg="round", fee=170), 85, True),
        (heard("burn", at(90), what="place", name="bank"), 90, False),
    ]
    reports: list[Report] = []
    for report, minutes, looked_up in told:
        reports.append(report)
        found = answerer.answer(situation(PACK, reports, at(minutes)))
        assert found.looked_up == looked_up, report


def test_an_answer_that_is_looked_up_is_the_one_that_is_planned():
    """To the last bit that matters."""
    answerer = answerer_of(PACK)
    for number, minutes in enumerate((0, 0, 60)):
        reports = THERE[: number + 1]
        kept, fresh = answerer.answer(situation(PACK, reports, at(minutes))), answer(reports, minutes)
        assert kept.safe == pytest.approx(fresh.safe, abs=1e-12)
        assert (kept.next, kept.after) == (fresh.next, fresh.after)


def test_a_broker_who_does_not_answer_is_left_out():
    """His legs are closed, and why is said."""
    found = answer([*THERE, heard("silence", at(70), broker="d")], 70)
    assert found.closed == {"round": "silent"}
    assert "round" not in {stretch.leg.id for stretch in found.ahead if stretch.leg is not None}


def test_who_is_ill_walks_slower_or_not_at_all():
    """The path is too strenuous for somebody whose stamina is 1, and takes twice as long at half the pace.

    Where nobody says how fast they walk, half as fast as before is supposed.
    """
    slow = answer([*THERE, heard("illness", at(60), journey=NAME, person="boy", pace=0.5)], 60)
    (path,) = [one for one in slow.ahead if one.leg is not None and one.leg.id == "path"]
    assert path.ends - path.begins == timedelta(hours=2)
    unsaid = answer([*THERE, heard("illness", at(60), journey=NAME, person="boy")], 60)
    assert unsaid.ahead == slow.ahead
    weak = answer([*THERE, heard("illness", at(60), journey=NAME, person="boy", stamina=1.0)], 60)
    assert [one.leg.id for one in weak.ahead if one.leg is not None] == ["round"]


def test_a_price_that_is_raised_is_a_red_flag():
    """The fee counts, and a person has to look at it."""
    found = answer([*THERE, heard("price", at(60), leg="round", fee=150)], 60)
    (flag,) = [one for one in found.flags if one.code == "price_raised"]
    assert flag.fields == {"broker": "d", "agreed": 100.0, "asked": 150.0, "people": 1}
    lower = answer([*THERE, heard("price", at(60), leg="round", fee=90)], 60)
    assert not lower.flags


def test_a_leg_for_which_too_much_is_asked_is_out_of_a_hard_budget():
    """What has been spent counts, each payment rounded up."""
    pack = world(mission={"budget": 120, "budget_hard": True, "budget_unit": 10})
    dear = [*THERE, heard("illness", at(60), journey=NAME, person="boy", stamina=1.0)]
    assert answer(dear, 60, pack).next.what != "none"
    raised = [*dear, heard("price", at(60), leg="round", fee=111)]
    found = answer(raised, 60, pack)
    assert found.next.what == "none"
    assert "no_way" in {flag.code for flag in found.flags}


def test_a_house_that_is_burnt_is_not_entered():
    """Those who are on the way to it are told, and those who are in it leave."""
    burn = heard("burn", at(20), what="place", name="farm")
    found = answer([*LEFT, burn], 20)
    assert [flag.code for flag in found.flags] == ["compromised"]
    inside = answer([*THERE, heard("burn", at(60), what="place", name="farm")], 60)
    assert inside.next.what == "leg"
    assert inside.safe[0] > 0.0


def test_where_no_end_can_be_entered_any_more_that_is_a_red_flag():
    """Some leg is open still, but even at best nobody arrives: no step is advised without saying so."""
    found = answer([*THERE, heard("burn", at(60), what="place", name="b")], 60)
    assert found.safe == (0.0, 0.0, 0.0)
    assert [flag.code for flag in found.flags] == ["no_end" if found.next.what != "none" else "no_way"]
    (flag,) = found.flags
    assert flag_line(PACK, flag).startswith(("RED FLAG: no open way leads to an end", "No way is left"))
    corrected = answer([*THERE, heard("burn", at(60), what="place", name="bank")], 60)
    assert corrected.safe[2] > 0.0
    assert "no_end" not in {one.code for one in corrected.flags}


def test_a_sign_under_pressure_is_a_red_flag_until_a_good_one():
    """Whatever else is told."""
    pressed = heard("checkin", at(30), journey=NAME, word="pressed")
    assert [flag.code for flag in answer([*LEFT, pressed], 40).flags] == ["pressed"]
    good = heard("checkin", at(35), journey=NAME, word="good")
    assert not answer([*LEFT, pressed, good], 40).flags


def test_those_who_are_lost_have_no_next_step():
    """And nobody is told that they may still arrive."""
    found = answer([*LEFT, delivery("road", at(60), "caught")], 70)
    assert (found.next.what, found.safe, found.lost, found.ahead) == ("none", (0.0, 0.0, 0.0), 1.0, ())
    assert not found.wrong


def test_those_who_should_have_been_heard_of_are_overdue():
    """They come as late as can be, if they come."""
    found = answer(LEFT, 600)
    assert found.position.overdue
    assert "overdue" in {flag.code for flag in found.flags}
    assert found.next.at >= at(600)


def test_whoever_is_at_the_end_has_arrived():
    """There is nothing left to do."""
    found = answer([*THERE, departure("round", at(70)), delivery("round", at(190))], 200)
    assert (found.next.what, found.safe, found.ahead) == ("end", (1.0, 1.0, 1.0), ())


def test_a_journey_that_takes_longer_than_its_horizon_goes_on():
    """The horizon is a device of calculation, and is set anew."""
    found = answer(THERE, 60 * 40)
    assert found.next.what in ("leg", "wait")
    assert found.safe[1] > 0.5


def test_they_need_not_come_by_a_leg_of_the_plan():
    """From wherever they are, there is an answer."""
    elsewhere = heard("checkin", at(30), journey=NAME, word="good", at="bank")
    found = answer([*LEFT, elsewhere], 30)
    assert found.position.place == "bank"
    assert found.next.what != "none"


def test_the_whole_answer_says_what_to_do_without_the_next_broker():
    """And if where it leads is lost, or somebody falls ill."""
    pack = world(condition=[condition(now="high")])
    given = situation(pack, THERE, at(60))

    def closing(what: str, name: str) -> Closed:
        return situation(pack, [*THERE, heard("burn", at(60), what=what, name=name)], at(60)).closed

    found = answerer_of(pack).whole(replace(given, closing=closing))
    assert found.next.leg is not None
    assert found.next.leg.id == "round"
    extra = {one.what: one for one in found.wrong if one.safe is not None}
    assert set(extra) == {"silent", "price", "burnt", "ill"}
    assert extra["silent"].about == "d"
    assert extra["silent"].safe is not None
    assert extra["silent"].safe.low <= found.safe[0]
