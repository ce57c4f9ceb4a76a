"""Who is in a keepsake: what was said when it was taken in, and what was said since."""

from __future__ import annotations

import pytest

from tests.archive_records import Book, an_id, shown
from waystation.archive.records import ASPECTS
from waystation.archive.showing import HIDES


def test_a_copy_shows_what_it_says_it_shows():
    """Whose face a working copy covers is still in it, and shows nothing."""
    book = Book()
    original = book.keeps("bend", shown("minu", "face"))
    copy = book.copies(original, "covered", shown("minu"))
    assert book.register.people(copy) == {"minu": shown("minu")}


def test_somebody_whom_a_copy_does_not_name_is_shown_as_in_the_original():
    """Leaving somebody out of a copy's record hides nothing of them."""
    book = Book()
    original = book.keeps("bend", shown("minu", "face", "voice"))
    copy = book.copies(original, "silent")
    assert book.register.people(copy) == {"minu": shown("minu", "face", "voice")}


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_copy_hides_only_what_its_changes_can_hide(aspect):
    """A copy that says that it shows nothing of somebody, and only dropped metadata, shows what was there."""
    book = Book()
    original = book.keeps("bend", shown("minu", aspect))
    idle = book.copies(original, "idle", shown("minu"), changes=("metadata", "format", "place"))
    assert getattr(book.register.people(idle)["minu"], aspect)
    for change in HIDES[aspect]:
        copy = book.copies(original, f"with {change}", shown("minu"), changes=("metadata", change))
        assert not getattr(book.register.people(copy)["minu"], aspect)


def test_somebody_noticed_afterwards_is_in_copies_that_were_made_before():
    """A bystander who is noticed once a copy is made is shown by the copy as by the original."""
    book = Book()
    original = book.keeps("bend", shown("minu", "face"))
    copy = book.copies(original, "covered", shown("minu"), knew=())
    book.says_who(original, shown("sora", "face"))
    assert book.register.people(copy)["sora"] == shown("sora", "face")


def test_somebody_seen_again_in_a_second_way_is_uncovered_in_copies_made_before():
    """A voice that is noticed after the faces were covered was not covered with them."""
    book = Book()
    original = book.keeps("bend", shown("minu", "face"))
    copy = book.copies(original, "covered", shown("minu"), knew=())
    book.says_who(original, shown("minu", "voice"), hour=-5)
    assert book.register.people(copy)["minu"] == shown("minu", "voice")


def test_a_copy_that_was_made_knowing_of_somebody_may_cover_them():
    """What was known when a copy was made is as the copy says."""
    book = Book()
    original = book.keeps("bend")
    statement = book.says_who(original, shown("sora", "face"))
    assert book.register.people_known(original) == (statement,)
    copy = book.copies(original, "covered", shown("sora"), knew=(statement,))
    assert book.register.people(copy) == {"sora": shown("sora")}
    by_clock = book.copies(original, "again", shown("sora"))
    assert book.register.people(by_clock) == {"sora": shown("sora")}


def test_one_member_takes_nobody_out():
    """Somebody stays in a keepsake until two members, each knowing of the statement, say that they are not."""
    book = Book()
    item = book.keeps("bend", shown("minu", "face"))
    book.says_who(item, without=("minu",), after=(item,), member="anna")
    book.says_who(item, without=("minu",), after=(item,), member="anna")
    assert "minu" in book.register.people(item)
    book.says_who(item, without=("minu",), member="ben")
    assert "minu" in book.register.people(item)
    book.says_who(item, without=("minu",), after=(item,), member="ben")
    assert book.register.people(item) == {}


def test_whoever_is_seen_again_after_being_taken_out_is_in_it_again():
    """Taking out answers what was known, and not what somebody says later, whatever their clock says."""
    book = Book()
    item = book.keeps("bend", shown("minu", "face"))
    for member in ("anna", "ben"):
        book.says_who(item, without=("minu",), after=(item,), member=member)
    book.says_who(item, shown("minu", "voice"), member="chae", hour=-100)
    assert book.register.people(item) == {"minu": shown("minu", "voice")}


def test_the_same_bytes_taken_in_twice_have_the_same_people():
    """Two devices that were apart may take the same file in: whoever is in one is in the other, and in its copies."""
    book = Book()
    first = book.keeps("bend", shown("minu", "face"), hour=5)
    sha = book.register.keepsakes[first].record.sha256
    second = book.keeps("bend again", sha256=sha, hour=0)
    copy = book.copies(second, "covered", knew=())
    assert book.register.people(second) == {"minu": shown("minu", "face")}
    assert book.register.people(copy) == {"minu": shown("minu", "face")}
    assert set(book.register.family(copy)) == {first, second, copy}


def test_a_circle_of_copies_ends():
    """Records that name each other as originals are read without end, and are no whole line."""
    book = Book()
    book.keeps("a", shown("minu", "face"), of=an_id("b"))
    book.keeps("b", of=an_id("a"))
    assert not book.register.is_whole(an_id("a"))
    assert set(book.register.people(an_id("b"))) == {"minu"}


@pytest.mark.parametrize(
    ("media", "can"),
    [
        ("image/png", {"face", "name"}),
        ("audio/wav", {"voice", "name"}),
        ("text/plain", {"name"}),
        ("video/mp4", set(ASPECTS)),
        ("", set(ASPECTS)),
    ],
)
def test_a_copy_shows_nothing_that_its_kind_of_file_cannot(media, can):
    """Nobody is asked to let their voice be heard in a still; in an original's file anything may be."""
    book = Book()
    original = book.keeps("bend", shown("minu", *ASPECTS), media=media)
    copy = book.copies(original, "bare", shown("minu", *ASPECTS), changes=("metadata",), media=media)
    assert book.register.people(copy)["minu"] == shown("minu", *can)
    assert book.register.people(original)["minu"] == shown("minu", *ASPECTS)
    kept = book.copies(original, "whole", shown("minu", *ASPECTS), changes=("format",), media=media)
    assert book.register.people(kept)["minu"] == shown("minu", *ASPECTS)
