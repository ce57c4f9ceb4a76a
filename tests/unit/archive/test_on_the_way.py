"""What a device sees of the journeys of its vault."""

from __future__ import annotations

import pytest

from waystation.archive.on_the_way import MissionSeen, Underway, full_word

SIGHT = Underway(
    {
        "heron": MissionSeen(frozenset({"minu", "j.doe"})),
        "a.b": MissionSeen(frozenset({"boy"}), children=frozenset({"boy"})),
    }
)


@pytest.mark.parametrize(
    ("mission", "word", "homes"),
    [
        ("heron", "minu", [("heron", "minu")]),
        ("heron", "aunt", []),
        ("heron", "j.doe", [("heron", "j.doe")]),
        ("heron", "a.b.boy", [("a.b", "boy")]),
        ("heron", "x.y", [("x", "y")]),
        ("unseen", "minu", [("unseen", "minu")]),
        ("unseen", "a.b.boy", [("unseen", "a.b.boy"), ("a.b", "boy")]),
    ],
)
def test_a_word_is_of_every_mission_that_it_may_be_of(mission, word, homes):
    """Of its own where it travels there, or that cannot be told; of another where a dot says so, seen or not."""
    assert list(SIGHT.homes(mission, word)) == homes


def test_a_child_of_another_mission_is_a_child():
    """By the pack of that mission."""
    assert SIGHT.is_child("heron", "a.b.boy")
    assert not SIGHT.is_child("heron", "minu")
    assert not SIGHT.is_child("heron", "x.y")


def test_full_words_have_their_mission_before_them():
    """A dot says so already, unless it is a traveller's own."""
    assert full_word("heron", "minu", traveller=True) == "heron.minu"
    assert full_word("heron", "a.b.boy", traveller=False) == "a.b.boy"
    assert full_word("heron", "j.doe", traveller=True) == "heron.j.doe"
