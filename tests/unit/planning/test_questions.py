"""What asking is worth, against sums done by hand; and what an answer would change."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.compiling import Moment
from waystation.planning.plan import make_plan
from waystation.planning.questions import Asked, ask_about
from waystation.planning.screening import Screening
from waystation.solver.spreading import Cores
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack

GUIDE = {"id": "g", "role": "guide"}


def asked_of(*features: Any, at: Moment | None = None, most: int | None = None, **tables: Any) -> dict[str, Asked]:
    """Every question about a small pack, by name."""
    pack: Pack = small_pack(*features, **tables)
    calendars = Calendars(pack.clock.longer)
    plan = make_plan(pack, None, at, calendars)
    return {each.ask: each for each in ask_about(plan, {}, calendars, most=most)}


def road(caught: float) -> Any:
    """A way that is as it is known to be."""
    return leg("road", risk={"caught": caught})


def test_a_condition_that_nobody_sees_is_asked_for_its_level_now() -> None:
    """Half of the time the ford turns out good, and is two in ten better than the road."""
    hidden = condition("patrol", ("gone", "there"), observed=False, now={"gone": 0.5, "there": 0.5})
    ford = leg("ford", risk={"caught": 0.1}, when={"patrol=there": {"caught": 81.0}})
    asked = asked_of(road(0.3), ford, condition=[hidden])["condition:patrol"]
    assert asked.gain == pytest.approx(0.5 * (0.9 - 0.7), abs=1e-12)
    assert asked.changes_first == 0.5
    gone, there = asked.answers
    assert (gone.says, gone.chance, gone.changes_first) == ("gone", 0.5, 1.0)
    assert [hop.leg.id for hop in gone.course] == ["ford"]
    assert (there.low, there.kept) == pytest.approx((0.7, 0.7), abs=1e-12)
    assert [hop.leg.id for hop in there.course] == ["road"]


def test_a_later_moment_asks_for_the_level_then() -> None:
    """With the chances that the condition has by then."""
    hidden = condition("patrol", ("gone", "there"), observed=False, now="gone", per_step=[[0.5, 0.5], [0.0, 1.0]])
    ford = leg("ford", risk={"caught": 0.1}, when={"patrol=there": {"caught": 81.0}})
    asked = asked_of(road(0.3), ford, at=Moment("a", 1), condition=[hidden])["condition:patrol"]
    assert [(heard.says, heard.chance) for heard in asked.answers] == [("gone", 0.5), ("there", 0.5)]
    assert asked_of(road(0.3), ford, condition=[hidden])["condition:patrol"].answers == ()


def test_what_everybody_sees_need_not_be_asked() -> None:
    """Its level is known at every decision anyway."""
    seen = condition("patrol", ("gone", "there"), now={"gone": 0.5, "there": 0.5})
    ford = leg("ford", risk={"caught": 0.1}, when={"patrol=there": {"caught": 81.0}})
    asked = asked_of(road(0.3), ford, condition=[seen])["condition:patrol"]
    assert asked == Asked("condition:patrol", 0.0, 0.0, ())


def test_a_record_is_asked_for_one_more_engagement() -> None:
    """Kept once more, faith makes the guide better than the road; broken, the road stands."""
    by_guide = leg("guided", broker="g")
    asked = asked_of(road(0.4), by_guide, broker=[{**GUIDE, "record": {"kept": 1, "broken": 0}}])["broker:g"]
    kept, broken = asked.answers
    assert (kept.chance, broken.chance) == (0.75, 0.25)
    assert (kept.low, kept.kept) == pytest.approx((2 / 3, 0.6), abs=1e-12)
    assert (broken.low, broken.kept) == pytest.approx((0.6, 0.6), abs=1e-12)
    assert asked.gain == pytest.approx(0.75 * (2 / 3 - 0.6), abs=1e-12)
    assert asked.changes_first == 0.75


def test_a_bad_word_saves_those_who_would_have_trusted() -> None:
    """The guide is taken today; had he broken faith once, the road would be better by so much."""
    by_guide = leg("guided", broker="g")
    asked = asked_of(road(0.4), by_guide, broker=[{**GUIDE, "record": {"kept": 2, "broken": 0}}])["broker:g"]
    kept, broken = asked.answers
    assert (kept.low, kept.kept) == pytest.approx((0.75, 0.75), abs=1e-12)
    assert (broken.low, broken.kept) == pytest.approx((0.6, 0.5), abs=1e-12)
    assert asked.gain == pytest.approx(0.1 / 6, abs=1e-12)


def test_temptation_acts_on_the_answer_as_on_the_record() -> None:
    """Under a reward, one more engagement kept weighs less."""
    tempted = {**GUIDE, "record": {"kept": 1, "broken": 0, "temptation": 0.25}}
    by_guide = leg("guided", broker="g", fee=100)
    rewarded = asked_of(road(0.9), by_guide, broker=[tempted], reward={"per_head": 50})["broker:g"]
    odds = 2.0  # (50 / 50 ÷ 0.25) ^ 0.5
    low = 1.0 - odds / 3 / (2 / 3 + odds / 3)
    assert rewarded.answers[0].low == pytest.approx(low, abs=1e-12)
    assert rewarded.answers[0].chance == 0.75


def test_an_interval_is_asked_for_its_half() -> None:
    """In its lower half the ford is one in ten better than the road; in its upper half nothing is worse than today."""
    asked = asked_of(road(0.5), leg("ford", risk={"harm": [0.0, 0.8]}))["leg:ford/harm"]
    lower, upper = asked.answers
    assert (lower.low, lower.kept) == pytest.approx((0.6, 0.5), abs=1e-12)
    assert (upper.low, upper.kept) == pytest.approx((0.5, 0.5), abs=1e-12)
    assert asked.gain == pytest.approx(0.05, abs=1e-12)
    assert asked.changes_first == 0.5


def test_counts_are_asked_for_one_more_trial() -> None:
    """Who is turned back has the road left; whatever one hears, the slow way comes first."""
    slow = leg("slow", minutes=90, risk={"back": {"events": 0, "trials": 1}})
    asked = asked_of(road(0.45), slow)["leg:slow/back"]
    passed, happened = asked.answers
    assert (passed.chance, happened.chance) == (0.75, 0.25)
    assert (passed.low, passed.kept) == pytest.approx((2 / 3 + 0.55 / 3,) * 2, abs=1e-12)
    assert (happened.low, happened.kept) == pytest.approx((1 / 3 + 2 * 0.55 / 3,) * 2, abs=1e-12)
    assert asked.gain == 0.0


def test_being_found_is_asked_about_where_one_waits() -> None:
    """And a place where nobody ever waits has nothing to tell."""
    asked = asked_of(
        place("a", found=[0.0, 0.9]), place("b"), place("c", found=[0.0, 0.5]), leg("l", departures=["13:00"])
    )
    assert asked["place:a/found"].answers
    assert asked["place:c/found"] == Asked("place:c/found", 0.0, 0.0, ())


def test_everybody_and_everything_unsure_is_on_the_list() -> None:
    """Brokers and conditions always; risks and places where they are not one number."""
    asked = asked_of(
        place("a", found=0.1),
        place("b"),
        leg("l", risk={"caught": 0.1, "harm": [0.1, 0.2], "back": {"events": 1, "trials": 2}}),
        broker=[GUIDE, {"id": "h", "role": "host", "betrays": 0.2}],
        condition=[condition("river")],
    )
    assert set(asked) == {"broker:g", "broker:h", "condition:river", "leg:l/harm", "leg:l/back"}
    assert asked["broker:g"].answers == asked["broker:h"].answers == ()


def test_those_who_are_there_already_have_nothing_to_ask() -> None:
    """Nor those for whom it is too late."""
    ford = leg("ford", risk={"harm": [0.0, 0.8]})
    for at in (Moment("b"), Moment("a", 4)):
        assert all(each.gain == each.changes_first == 0.0 for each in asked_of(ford, at=at).values())


def test_the_best_are_found_without_solving_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty ways that are hopeless whatever one hears are settled together."""
    good = [leg(f"good{n}", risk={"harm": [0.0, 0.7 + n / 20]}) for n in range(3)]
    lost = [leg(f"lost{n}", risk={"caught": 0.99, "harm": [0.0, 0.5]}) for n in range(20)]
    turned: list[int] = []
    of_old = Screening._turned
    monkeypatch.setattr(Screening, "_turned", lambda s, groups: turned.append(len(groups)) or of_old(s, groups))
    told = []
    pack = small_pack(road(0.5), *good, *lost)
    calendars = Calendars(pack.clock.longer)
    plan = make_plan(pack, None, None, calendars)
    best = ask_about(plan, {}, calendars, most=3, workers=Cores(1), watch=lambda done, of: told.append((done, of)))
    assert [each.ask for each in best] == ["leg:good0/harm", "leg:good1/harm", "leg:good2/harm"]
    assert sum(turned) < 20
    assert told
