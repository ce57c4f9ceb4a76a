"""What scenes rest on: found in the vault, or named as missing; and whether there are recreations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.kept import told
from tests.stories import CALLS, story_text
from waystation.archive.entered import Entered
from waystation.archive.records import Keepsake, Record, Review
from waystation.archive.register import Register, register_of
from waystation.archive.story.reading import read_story
from waystation.archive.story.scenes import Held, recreated, resolve, shown_of, tone_of

MISSION = "two-days-to-the-river"
TODAY = date(2031, 11, 1)
PLACES = dict.fromkeys(("hut", "mill", "market", "junction", "orchard", "bank", "far-bank", "camp"), (100.0, 18.0))
BEND, TOLD, COPY = "a" * 32, "b" * 32, "c" * 32


def keepsake(item: str, title: str, **more: object) -> Keepsake:
    """A keepsake of the archive."""
    values = {"item": item, "kind": "still", "sha256": item * 2, "size": 3, "key": item * 2, "chunks": 1}
    return Keepsake.model_validate({**values, "title": title, "source": "broker", **more})


def register(*records: Record) -> Register:
    """What an archive holds that was written in this order."""
    when = datetime(2031, 10, 1, tzinfo=UTC)
    return register_of(
        MISSION,
        [Entered(one, when, b"d" * 32, "anna", number.to_bytes(32, "big")) for number, one in enumerate(records)],
    )


ORIGINALS = (
    keepsake(BEND, "The bend", made="2031-10-06"),
    keepsake(TOLD, "What she was not told", kind="testimony"),
)


def held(*records: Record, **more: object) -> Held:
    """What the vault holds of the mission."""
    reports = tuple(told(name, **words) for name, words in CALLS.items())
    base = Held(MISSION, register(*ORIGINALS, *records), reports, PLACES, date(2031, 10, 1))
    return replace(base, **more)


def found(swap: dict[str, str] | None = None, mine: Held | None = None):
    """The scenes of the story, changed, and the mistakes."""
    reading = read_story(story_text(swap or {}))
    assert reading.story is not None, reading.mistakes
    return resolve(reading, {MISSION: mine or held()}, TODAY)


def test_each_scene_knows_what_it_rests_on():
    """Keepsakes, calls, sources."""
    scenes, mistakes = found()
    assert mistakes == []
    assert [one.kinds for one in scenes] == [("still",), ("call",), ("call",), ("context",), ("testimony",)]
    assert [one.tone for one in scenes] == ["", "", "bad", "", ""]
    assert scenes[0].when == "2031-10"  # made on the 6th, told by the month


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ('item = "The bend"', 'item = "The bent"', "story_item", "scene[1].show[1].item"),
        ('calls = ["police"]', 'calls = ["polite"]', "story_call", "scene[2].calls[1]"),
        ('calls = ["police"]', 'calls = ["pol"]', "story_call", "scene[2].calls[1]"),
        ('mission = "two-days-to-the-river"', 'mission = "heron"', "story_mission", "journey[1].mission"),
        ('"market", "junction"', '"markt", "junction"', "story_place", "journey[1].line[3]"),
        ("km = 60", "km = 20", "story_km", "coarse.km"),
        ("km = 60", "km = 0", "story_km", "coarse.km"),
        ('dates = "month"', 'dates = "day"', "story_dates", "coarse.dates"),
    ],
)
def test_what_is_not_there_is_named_with_its_line(old, new, code, at):
    """And nothing is told instead."""
    _, mistakes = found({old: new})
    assert [(one.code, one.at) for one in mistakes] == [(code, at)]
    assert mistakes[0].line > 0


def test_what_is_older_than_a_century_may_be_shown_as_it_was():
    """Nobody is harmed by a day or a place of 1854."""
    old = held(begins=date(1854, 12, 24))
    scenes, mistakes = found({"km = 60": "km = 0", 'dates = "month"': 'dates = "day"'}, old)
    assert mistakes == []
    assert scenes[0].when == "2031-10-06"


def test_a_century_is_counted_to_the_day():
    """One day less is not yet a century."""
    assert not held(begins=date(1931, 11, 3)).is_old(TODAY)
    assert held(begins=date(1931, 10, 31)).is_old(TODAY)
    assert not Held(MISSION, register()).is_old(TODAY)


def test_recreations_are_computed():
    """Of what a keepsake was made from, too; no word of the story changes it."""
    assert recreated(found()[0]) == ()
    acted = keepsake(BEND, "The bend", kind="recreation")
    copy = keepsake(COPY, "covered", kind="footage", of=BEND)
    mine = replace(held(), register=register(acted, ORIGINALS[1], copy, Review(item=COPY, step="approved")))
    scenes, mistakes = found(None, mine)
    assert mistakes == []
    assert (scenes[0].items[0].item, scenes[0].kinds) == (COPY, ("recreation",))
    assert recreated(scenes) == (0,)


def test_the_newest_approved_copy_is_shown():
    """Asked for by the original's title, its file, or its id; a copy's own id means that copy."""
    first, second, third = ("d" * 32, "e" * 32, "f" * 32)
    copies = [keepsake(item, "covered", of=BEND) for item in (first, second, third)]
    reviews = [Review(item=item, step="approved") for item in (first, second)]
    mine = held(*copies, *reviews, Review(item=third, step="confirmed"))
    for word in ("The bend", "aaaa"):
        scenes, _ = found({'item = "The bend"': f'item = "{word}"'}, mine)
        assert scenes[0].items[0].item == second
    scenes, _ = found({'item = "The bend"': 'item = "ffff"'}, mine)
    assert scenes[0].items[0].item == third
    assert shown_of(register(*ORIGINALS), BEND).item == BEND


def test_two_keepsakes_of_one_title_must_be_told_apart():
    """By their ids."""
    _, mistakes = found(None, held(keepsake("d" * 32, "The bend")))
    assert [(one.code, one.fields["number"]) for one in mistakes] == [("story_which_item", 2)]


@pytest.mark.parametrize(
    ("words", "tone"),
    [
        ({"kind": "checkin", "word": "good"}, "good"),
        ({"kind": "checkin", "word": "pressed"}, "bad"),
        ({"kind": "delivery", "leg": "ford", "outcome": "arrived"}, "good"),
        ({"kind": "delivery", "leg": "ford", "outcome": "caught"}, "bad"),
        ({"kind": "sighting", "near": "place:mill", "what": "dogs"}, ""),
        ({"kind": "decision", "outcome": "lost"}, "bad"),
        ({"kind": "decision", "outcome": "safe"}, "good"),
    ],
)
def test_the_news_of_a_call(words, tone):
    """Good, bad, or neither."""
    assert tone_of(told("call", **{"journey": "j", **words})) == tone


def test_a_scene_with_good_and_bad_news_is_neither():
    """The page marks no tone that only half of it had."""
    scenes, _ = found({'calls = ["risen"]': 'calls = ["risen", "eating"]'})
    assert (scenes[2].tone, len(scenes[2].calls)) == ("", 2)
