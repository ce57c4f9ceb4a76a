"""The warning of a short horizon."""

from __future__ import annotations

from tests.builders import leg, small_pack
from waystation.planning.plan import make_plan
from waystation.wording.horizons import horizon_warnings
from waystation.wording.mistakes import say_mistake

NOW, LATER = leg("now", departures=["12:00"], risk={"caught": 0.2}), leg("later", departures=["14:00"])


def test_it_says_where_and_when_and_what_to_change() -> None:
    """A warning, about the horizon in pack.toml."""
    (warning,) = horizon_warnings(make_plan(small_pack(NOW, LATER)))
    said = say_mistake(warning)
    assert warning.warning
    assert said.startswith("warning: pack.toml clock.horizon_hours: ")
    assert "a, Wed 1 Oct 12:00" in said


def test_a_horizon_that_is_long_enough_is_not_spoken_of() -> None:
    """Nothing is said."""
    assert horizon_warnings(make_plan(small_pack(NOW, LATER, hours=4))) == []
