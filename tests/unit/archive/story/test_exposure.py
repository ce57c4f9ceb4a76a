"""What a story leaves to learn, worked out by hand on few places and people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.stories import story_text
from tests.unit.archive.story.test_scenes import BEND, MISSION, ORIGINALS, TODAY, held, keepsake, register
from waystation.archive.records import Shown, Subject
from waystation.archive.story.coarsening import Displacing, distance_km, ring_area, ring_points
from waystation.archive.story.exposure import left_by
from waystation.archive.story.reading import read_story
from waystation.archive.story.scenes import Held, resolve

SECRET = bytes(range(32))
RULE = Displacing(SECRET, 60, lambda _: "")
CAMP = (104.0, 17.95)


def left(mine: Held, *others: Held, swap: dict[str, str] | None = None):
    """What the story leaves to learn."""
    reading = read_story(story_text(swap or {}))
    assert reading.story is not None
    told, mistakes = resolve(reading, {MISSION: mine}, TODAY)
    assert mistakes == []
    rule = replace(RULE, km=reading.story.coarse.km)
    return left_by(reading.story, told, {MISSION: mine}, rule, [mine, *others])


def test_every_place_that_is_shown_is_listed():
    """Also mere stops of the line."""
    found = left(held())
    assert [one.place for one in found.places] == sorted(
        ("hut", "mill", "market", "junction", "orchard", "bank", "far-bank", "camp")
    )
    by_place = {one.place: one for one in found.places}
    assert (by_place["mill"].scenes, by_place["market"].scenes) == ((1,), ())
    assert by_place["mill"].area == ring_area(60)


def test_a_place_could_be_any_of_the_vault_in_its_ring():
    """Counted from the dot, as a reader must; the place itself always fits."""
    dot = RULE.dot((100.0, 18.0))
    points = {"far": (dot[0], dot[1] + 1.0), "here": dot, "in": (dot[0], dot[1] + 0.4), "out": (dot[0], dot[1] + 0.1)}
    assert distance_km(dot, points["in"]) < 60 < distance_km(dot, points["far"])
    other = Held("other", register(), places=points)
    fits = {one.place: one.fits for one in left(held(), other).places}
    assert fits["mill"] == 2  # its own point, at which all places of the test lie, and "in"


def test_a_place_of_another_country_does_not_fit():
    """A reader sees in which country a dot stands."""
    mine = held()
    reading = read_story(story_text({}))
    assert reading.story is not None
    told, _ = resolve(reading, {MISSION: mine}, TODAY)
    rule = Displacing(SECRET, 60, lambda point: "west" if point[0] < 100.001 else "east")
    dot = rule.dot((100.0, 18.0))
    other = Held("other", register(), places={"over": (100.002, 18.0)})
    found = left_by(reading.story, told, {MISSION: mine}, rule, [mine, other])
    assert rule.country(dot) == "west"
    assert {one.fits for one in found.places} == {1}


def test_the_area_of_a_ring_ends_at_the_border():
    """What a reader need not look through is not counted: half of it, where the border cuts it in two."""
    dot = (100.0, 18.0)
    rule = Displacing(SECRET, 60, lambda point: "west" if point[0] < dot[0] else "east")
    points = ring_points(dot, 60, 400)
    assert all(19.9 <= distance_km(dot, point) <= 60.1 for point in points)
    assert sum(rule.country(point) == "west" for point in points) == pytest.approx(200, abs=4)


def test_whoever_travelled_could_be_anybody_who_travelled_then():
    """In any mission of the vault that began in the same month."""
    mine = held(travellers=("mother", "child"))
    then = Held("then", register(), travellers=("a", "b", "c"), begins=date(2031, 10, 20))
    later = Held("later", register(), travellers=("d",), begins=date(2031, 11, 1))
    found = left(mine, then, later)
    assert {one.person: one.fits for one in found.people} == {"mother": 5, "child": 5}
    found = left(mine, then, later, swap={'dates = "month"': 'dates = "year"'})
    assert {one.fits for one in found.people} == {6}


def test_a_face_is_one_persons():
    """Whatever the words leave open."""
    shown = keepsake(BEND, "The bend", media="image/jpeg", people=(Shown(person="mother", voice=False),))
    mine = replace(held(travellers=("mother", "child")), register=register(shown, ORIGINALS[1]))
    (mother,) = [one for one in left(mine).people if one.person == "mother"]
    assert (mother.face, mother.voice, mother.name, mother.fits, mother.scenes) == (True, False, True, 1, (0,))


def test_a_text_shows_no_face_and_a_picture_has_no_voice():
    """What is said of a keepsake counts as far as a page can show it."""
    shown = keepsake(BEND, "The bend", media="text/plain", people=(Shown(person="mother", name=False),))
    mine = replace(held(travellers=("mother",)), register=register(shown, ORIGINALS[1]))
    (mother,) = left(mine).people
    assert (mother.face, mother.voice, mother.name, mother.scenes) == (False, False, False, (0,))


def test_somebody_of_another_role_is_counted_among_their_like():
    """A helper could be any helper of the vault."""
    helpers = [Subject(person=one, role="helper") for one in ("h", "i")]
    shown = keepsake(
        BEND, "The bend", media="image/jpeg", people=(Shown(person="h", face=False, voice=False, name=False),)
    )
    mine = replace(held(), register=register(shown, ORIGINALS[1], *helpers))
    (one,) = left(mine).people
    assert (one.person, one.role, one.fits) == ("h", "helper", 2)


def test_a_broker_behind_a_call_could_be_any_who_works_there():
    """Others of the mission are only counted."""
    works = {"s": frozenset({"mill"}), "t": frozenset({"camp"}), "u": frozenset({"elsewhere"})}
    found = left(held(brokers=works))
    assert [(one.broker, one.scenes, one.fits) for one in found.brokers] == [("s", (1, 2), 2)]
    assert found.silent == 2
