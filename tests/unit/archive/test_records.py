"""Records are read as they were written; what this version does not know, or cannot be, is passed over."""

from __future__ import annotations

import json
from datetime import date

import pytest

from waystation.archive.records import (
    Change,
    Consent,
    Custody,
    Destroyed,
    Keepsake,
    Lift,
    Out,
    Record,
    Review,
    Shown,
    Stamp,
    Subject,
    read_record,
    record_json,
)

ITEM, OTHER, HASH = "a" * 32, "b" * 32, "c" * 64

KEEPSAKE = Keepsake(
    item=ITEM, kind="footage", sha256=HASH, size=5, media="video/mp4", key="d" * 64, chunks=1, name="a.mp4",
    source="broker", made="2031-10", place="mill", people=(Shown(person="mother", voice=False),), of=OTHER,
    changes=(Change(what="faces", detail="two"),),
)  # fmt: skip
RECORDS: list[Record] = [
    KEEPSAKE,
    Custody(item=ITEM, line="{}", signature="e" * 128),
    Review(item=ITEM, step="approved", sheet=HASH),
    Subject(person="mother", names=("Hana",), kin=("a-son.minu",), at_home=True),
    Consent(id=OTHER, person="mother", use="court", given=True, face=True, until=date(2040, 1, 1), after=(ITEM,)),
    Lift(id=OTHER, person="mother", use="film"),
    Out(id=OTHER, items=(ITEM,), use="public", manifest=HASH, story=True),
    Destroyed(item=ITEM, why="asked for"),
    Stamp(signature="e" * 128, proof="AAAA"),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.record)
def test_a_record_is_read_as_it_was_written(record):
    """By way of JSON, as an entry of a vault holds it."""
    assert read_record(json.loads(json.dumps(record_json(record)))) == record


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.record)
def test_what_a_newer_version_adds_is_passed_over(record):
    """Unknown keys change nothing."""
    assert read_record({**record_json(record), "since": "a later version"}) == record


def test_what_is_not_there_is_not_written():
    """A record says what it says."""
    assert set(record_json(Destroyed(item=ITEM))) == {"record", "item", "why"}
    assert "place" not in record_json(Keepsake.model_validate({**KEEPSAKE.model_dump(), "place": None}))


WRONG = {
    "no kind": {},
    "another kind": {"record": "dream"},
    "a kind that is no word": {"record": ["keepsake"]},
    "nothing else": {"record": "keepsake"},
    "an item of other letters": {**record_json(KEEPSAKE), "item": "A" * 32},
    "a shorter item": {**record_json(KEEPSAKE), "item": "a" * 31},
    "a size below nothing": {**record_json(KEEPSAKE), "size": -1},
    "a size beyond all": {**record_json(KEEPSAKE), "size": 1 << 51},
    "an hour": {**record_json(KEEPSAKE), "made": "2031-10-01T18:00"},
    "a kind of thing": {**record_json(KEEPSAKE), "kind": "film"},
    "a name of two lines": {**record_json(KEEPSAKE), "name": "a\nb"},
    "a place of two words": {**record_json(KEEPSAKE), "place": "two words"},
    "a number for a text": {**record_json(KEEPSAKE), "title": 7},
    "people who are no people": {**record_json(KEEPSAKE), "people": ["mother"]},
    "a key that is a list": {**record_json(KEEPSAKE), "key": []},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_no_record(name):
    """Whoever wrote it, and why."""
    assert read_record(WRONG[name]) is None


def test_a_key_is_not_shown_by_oversight():
    """Neither in a trace nor in a log."""
    assert "d" * 64 not in repr(KEEPSAKE)


def test_records_about_people_are_known():
    """They are sealed under the person's own key."""
    assert {one.record for one in RECORDS if one.personal} == {"subject", "consent", "lift"}
