"""How a pack says its evidence is to be read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import leg, read, small_pack


def test_what_is_not_said_has_a_default() -> None:
    """Records fade in months, sightings in days; nothing is said to be contained."""
    rules = small_pack(leg("l")).evidence
    assert (rules.half_life_days, rules.sighting_half_life_days, rules.sighting_odds, rules.as_of) == (180, 3, 3, None)
    assert small_pack(leg("l"), evidence={"as_of": "2031-09-01"}).evidence.as_of == date(2031, 9, 1)


@pytest.mark.parametrize(
    ("rules", "code", "at"),
    [
        ({"weights": {"b2": 0.5}}, "grade_form", "evidence.weights.b2"),
        ({"weights": {"G7": 0.5}}, "grade_form", "evidence.weights.G7"),
        ({"weights": {"B2": 1.5}}, "too_large_value", "evidence.weights.B2"),
        ({"sighting_odds": 0.5}, "too_small", "evidence.sighting_odds"),
        ({"sighting_half_life_days": 0}, "not_above", "evidence.sighting_half_life_days"),
        ({"as_of": "yesterday"}, "not_a_time", "evidence.as_of"),
        ({"as_of": "2031-09-01T10:00:00"}, "no_offset", "evidence.as_of"),
    ],
)
def test_what_has_no_meaning_is_a_mistake(rules: dict[str, object], code: str, at: str) -> None:
    """Where it stands."""
    assert [(one.code, one.at) for one in read(leg("l"), evidence=rules).mistakes] == [(code, at)]
