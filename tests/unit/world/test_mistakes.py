"""The nearest known word, and the keys that a shape has in a pack."""

from __future__ import annotations

import pytest

from tests.builders import leg, read
from waystation.world.mission import Mission
from waystation.world.mistakes import keys_of, nearest

KNOWN = ("river", "police", "patrol", "snow")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("rivr", "river"),
        ("rvier", "river"),
        ("polcie", "police"),
        ("patrols", "patrol"),
        ("x", ""),
        ("", ""),
        ("r" * 500, ""),
    ],
)
def test_the_nearest_word_is_one_that_is_near(word: str, found: str) -> None:
    """Nothing, where none is."""
    assert nearest(word, KNOWN) == found


def test_of_no_words_none_is_near() -> None:
    """An empty pack has nothing to suggest."""
    assert nearest("river", ()) == ""


def test_keys_are_those_of_the_pack() -> None:
    """`from`, which is no name in Python."""
    assert keys_of(Mission)[:2] == ["from", "to"]


def test_each_mistake_is_found_with_its_line_whatever_else_is_wrong() -> None:
    """A key, a name and a chance in one leg; a broker's role in the other file."""
    wrong = leg("l", mode="car", colour="red", broker="hwan", risk={"caught": [0.3, 0.1]})
    reading = read(wrong, broker=[{"id": "hwang", "role": "wizard"}])
    found = {(m.code, m.file, m.at) for m in reading.mistakes}
    assert reading.pack is None
    assert found == {
        ("unknown_key", "network.geojson", "/features/2/properties/colour"),
        ("upside_down", "network.geojson", "/features/2/properties/risk/caught"),
        ("unknown_id", "network.geojson", "/features/2/properties/broker"),
        ("not_one_of", "pack.toml", "broker[0].role"),
    }
    assert {m.line for m in reading.mistakes if m.file == "network.geojson"} == {4}
    assert next(m for m in reading.mistakes if m.code == "unknown_id").fields["nearest"] == "hwang"
