"""Who may say that they looked, and by which sheet."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from waystation.archive.entered import Entered
from waystation.archive.records import Keepsake, Review
from waystation.archive.register import register_of
from waystation.archive.reviewing import looked_at, may_say, meant_sheet, sheet_digest
from waystation.errors import Usage

ORIGINAL = Keepsake(item="a" * 32, kind="still", sha256="1" * 64, size=1, key="0" * 64, chunks=1, source="found")
COPY = ORIGINAL.model_copy(update={"item": "b" * 32, "sha256": "2" * 64, "of": ORIGINAL.item})


def entered(record, member, second):
    """A record, as a member wrote it."""
    return Entered(record, datetime(2031, 10, 1, 0, 0, second, tzinfo=UTC), b"d", member, bytes([second]))


def register(*reviews):
    """A register of an original and Anna's copy of it, with what members said of the copy."""
    said = [
        entered(Review(item=COPY.item, step=step, sheet=None if step == "refused" else "5" * 64), member, 10 + place)
        for place, (member, step) in enumerate(reviews)
    ]
    return register_of("two-days", [entered(ORIGINAL, "anna", 1), entered(COPY, "anna", 2), *said])


def test_whoever_made_a_copy_may_confirm_it_and_another_approves():
    """Two members look at it, always."""
    may_say(register(), COPY, "confirmed", "anna")
    may_say(register(("anna", "confirmed")), COPY, "approved", "ben")


@pytest.mark.parametrize(
    ("reviews", "step", "member", "code"),
    [
        ([], "approved", "ben", "looked_unconfirmed"),
        ([("ben", "confirmed")], "approved", "anna", "looked_own"),
        ([("ben", "confirmed")], "approved", "ben", "looked_own"),
        ([("anna", "confirmed")], "confirmed", "anna", "looked_twice"),
        ([("anna", "confirmed"), ("ben", "approved")], "approved", "ben", "looked_twice"),
        ([("ben", "refused")], "confirmed", "anna", "looked_refused"),
        ([("anna", "confirmed"), ("ben", "refused")], "approved", "cleo", "looked_refused"),
        ([("ben", "refused")], "refused", "anna", "looked_refused"),
    ],
)
def test_nobody_says_what_is_not_theirs_to_say(reviews, step, member, code):
    """Not the maker, not twice, not before somebody looked, not after somebody refused."""
    with pytest.raises(Usage, match=code):
        may_say(register(*reviews), COPY, step, member)


def test_a_copy_can_be_refused_at_any_time():
    """Also once it was approved."""
    may_say(register(("anna", "confirmed"), ("ben", "approved")), COPY, "refused", "anna")


def test_of_an_original_nothing_is_said():
    """It leaves as it is, or not at all."""
    with pytest.raises(Usage, match="looked_original"):
        may_say(register(), ORIGINAL, "confirmed", "anna")


def test_who_looked_is_told():
    """Each once, in order."""
    found = looked_at(register(("anna", "confirmed"), ("ben", "approved"), ("ben", "approved")), COPY.item)
    assert (found.maker, found.confirmed, found.approved, found.refused) == ("anna", ("anna",), ("ben",), ())
    assert found.sheets == ("5" * 64,)


def test_a_sheet_is_known_by_which_frames_of_which_bytes_it_shows():
    """Other bytes or other frames make another sheet."""
    digest = sheet_digest(COPY, (0, 25, 50))
    assert digest == sheet_digest(COPY, [0, 25, 50])
    assert digest != sheet_digest(COPY, (0, 25))
    assert digest != sheet_digest(ORIGINAL, (0, 25, 50))
    assert meant_sheet(digest[:8].upper(), digest, COPY) == digest


@pytest.mark.parametrize("given", ["", "1234567", "zzzzzzzz", "0" * 64])
def test_another_sheet_is_refused(given):
    """So are too few letters of the right one."""
    digest = sheet_digest(COPY, (0,))
    for word in (given, digest[:7]):
        with pytest.raises(Usage, match="looked_sheet"):
            meant_sheet(word, digest, COPY)
