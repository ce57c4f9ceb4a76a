"""The plan as a whole: what is in it where there is a way, where there is none, and where nothing is left to do."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.compiling import Moment
from waystation.planning.course import First
from waystation.planning.plan import Plan, days_of, make_plan, time_of


def planned(*features: object, moment: Moment | None = None, **tables: object) -> Plan:
    """The plan of a small pack."""
    return make_plan(small_pack(*features, **tables), moment=moment)  # type: ignore[arg-type]


def test_days_count_from_the_moment_of_the_plan() -> None:
    """Given that they arrive; None if never."""
    plan = planned(leg("l", departures=["13:00"], minutes=60), hours=6)
    assert plan.days == pytest.approx(2 / 24)
    later = planned(leg("l", departures=["13:00"], minutes=60), hours=6, moment=Moment("a", 1))
    assert later.days == pytest.approx(1.5 / 24)
    assert days_of(planned(leg("l", "b", "a")).charted, planned(leg("l", "b", "a")).outcome) is None


def test_times_need_not_be_whole_steps() -> None:
    """An expected arrival is between two; it is said in the offset of the clock."""
    plan = planned(leg("l"))
    assert time_of(plan.charted, 1.5) == datetime.fromisoformat("2031-10-01T12:45:00+09:00")
    assert time_of(plan.charted, 0.01).isoformat() == "2031-10-01T12:00:00+09:00"


def test_where_there_is_no_way_the_plan_says_so_in_figures() -> None:
    """Nothing safe, nothing lost, everything under way; no course and nothing to do first."""
    plan = planned(leg("l", "b", "a"))
    outcome = plan.outcome
    assert (outcome.safe.low, outcome.safe.high, outcome.lost, outcome.underway) == (0.0, 0.0, 0.0, 1.0)
    assert (outcome.arrival, outcome.told, outcome.attribution, outcome.cost) == (None, (), (), 0.0)
    assert (plan.course, plan.first, plan.fallbacks, plan.short_horizon) == ((), First(None, None), (), None)


def test_an_origin_that_is_an_end_is_there_already() -> None:
    """Value 1, an empty course, at any moment up to the horizon."""
    for step in (0, 4):
        plan = planned(leg("l"), mission={"to": ["b", "a"]}, moment=Moment("a", step))
        assert (plan.outcome.safe.low, plan.outcome.lost, plan.course) == (1.0, 0.0, ())
        assert plan.outcome.arrival is not None
        assert plan.outcome.arrival.expected == step


def test_first_by_level_has_every_level_of_a_condition_that_matters() -> None:
    """And nothing of one that does not."""
    ford = leg("ford", when={"river=high": "closed", "police=alert": {"caught": 2.0}}, risk={"caught": 0.1})
    rows = [[0.9, 0.1], [0.5, 0.5]]
    plan = planned(ford, condition=[condition("river", per_step=rows), condition("police", ["calm", "alert"])], hours=6)
    assert plan.first == First("ford", 0)
    assert set(plan.first_by_level) == {"river=low", "river=high"}
    assert plan.first_by_level["river=low"] == plan.first
    assert plan.first_by_level["river=high"].leg is None


def test_a_plan_from_a_later_moment_is_the_same_policy_from_there() -> None:
    """What was chosen for a later state is what is chosen when one is there."""
    features = (place("m"), leg("one", to="m"), leg("two", "m", "b", risk={"back": 0.5, "caught": 0.1}))
    whole, later = planned(*features), planned(*features, moment=Moment("m", 2))
    index = [node.place for node in whole.charted.space.nodes].index("m")
    assert later.policy.choice[2, 0, 0] == whole.policy.choice[2, index, 0]
    assert later.first.leg == "two"


def test_the_time_of_each_stage_is_told() -> None:
    """Never negative."""
    seconds = planned(leg("l")).seconds
    assert set(seconds) == {"compile", "solve", "explain"}
    assert all(value >= 0 for value in seconds.values())
