"""What a vault holds of a mission that a story may tell of."""

from __future__ import annotations

from datetime import date

from tests.archives import MISSION
from tests.stories import CALLS, a_story
from waystation.desk.keep.archive.told import held_in


def test_everything_that_a_story_asks_for(tmp_path):
    """Places, travellers, brokers with where they work, reports, and what all of it is called."""
    archive = a_story(tmp_path)
    held = held_in(archive.anna, MISSION, "story")
    assert held.places["mill"] == (104.55, 18.4)
    assert held.begins == date(2031, 10, 1)
    assert set(held.travellers) >= {"mother", "younger-girl"}
    assert held.brokers["hwang"]
    assert held.brokers["hwang"] <= set(held.places)
    assert {str(one.id) for one in held.reports} >= set(CALLS)
    assert held.titles["place", "mill"] == "Old rice mill"
    assert held.register.subjects.keys() >= {"mother"}
    assert held_in(archive.anna, MISSION, None).register.subjects == {}
    archive.close()


def test_a_mission_without_a_pack_is_an_archive_alone(tmp_path):
    """Its keepsakes count, and it has no places."""
    archive = a_story(tmp_path)
    held = held_in(archive.anna, "nowhere", None)
    assert (held.places, held.reports, held.begins) == ({}, (), None)
    archive.close()
