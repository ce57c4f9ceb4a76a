"""What stands between a keepsake and the world."""

from __future__ import annotations

import pytest

from tests.archive_records import ARRIVED, DAY, MISSION, Book, an_id, shown
from waystation.archive.embargo import RUNS, MissionSeen, Underway
from waystation.archive.leaving import CODES, Hindrance, hindrances, may_be_named
from waystation.archive.records import USES, Destroyed, Forgotten, Review
from waystation.wording.archive_holds import OF_JOURNEY, OF_KIN, OWN, SENTENCES


def ready() -> tuple[Book, str, str]:
    """A keepsake of Minu's face and a copy without it, which he allows for every use; both their ids."""
    book = Book()
    book.describes("minu")
    original = book.keeps("bend", shown("minu", "face"), journey="first")
    for use in USES:
        book.answers("minu", use, "face")
    return book, original, book.copies(original, "covered", shown("minu"))


def test_what_everybody_allows_may_leave():
    """The copy for every use, the original for a court alone."""
    book, original, copy = ready()
    assert all(book.against(copy, use) == [] for use in USES)
    assert [book.against(original, use) for use in USES] == [[], ["original"], ["original"], ["original"]]


def test_what_is_not_here_does_not_leave():
    """Neither an item that nobody knows nor a copy of one."""
    book, original, _ = ready()
    orphan = book.copies(an_id("nothing"), "orphan")
    assert book.against(an_id("nothing")) == ["not_here"]
    assert "broken_line" in book.against(orphan)
    book.writes(Destroyed(item=original))
    assert "destroyed" in book.against(original, "court")


def test_two_records_of_one_item_that_differ_are_disputed_and_neither_leaves():
    """Whoever writes a second record of a keepsake, with an earlier clock and nobody in it, lets nothing out."""
    book, original, copy = ready()
    book.keeps("other", item=original, hour=-9)
    assert book.against(original, "court")[0] == "disputed"
    assert "disputed" in book.against(copy)


@pytest.mark.parametrize("kept", [("faces",), ("format", "boxes"), ()])
def test_a_copy_that_keeps_its_metadata_does_not_leave(kept):
    """For no use, not even with everybody's leave."""
    book, original, _ = ready()
    copy = book.copies(original, "kept", shown("minu", "face"), changes=kept)
    assert all("metadata" in book.against(copy, use) for use in USES)


def test_two_members_look_at_a_copy_before_it_leaves():
    """One confirms, another approves; one person with two devices is one person."""
    book, original, _ = ready()
    copy = book.keeps("quick", shown("minu"), of=original, changes=({"what": "metadata"}, {"what": "faces"}))
    assert book.against(copy) == ["unconfirmed", "unapproved"]
    book.looks(copy, "confirmed", "anna")
    book.looks(copy, "approved", "anna")
    assert book.against(copy) == ["unapproved"]
    book.looks(copy, "approved", "ben")
    assert book.against(copy) == []


def test_whoever_made_a_copy_does_not_approve_it():
    """Though somebody else confirmed it; whatever record their device writes."""
    book, original, _ = ready()
    copy = book.keeps("quick", shown("minu"), of=original, changes=({"what": "metadata"}, {"what": "faces"}))
    book.looks(copy, "confirmed", "ben")
    book.looks(copy, "approved", "anna")
    assert book.against(copy) == ["unapproved"]
    book.looks(copy, "approved", "chae")
    assert book.against(copy) == []


def test_two_members_look_at_the_same_sheet():
    """Whoever approves another sheet has looked at something else."""
    book, original, _ = ready()
    copy = book.keeps("quick", shown("minu"), of=original, changes=({"what": "metadata"}, {"what": "faces"}))
    book.looks(copy, "confirmed", "anna", "a" * 64)
    book.looks(copy, "approved", "ben", "b" * 64)
    assert book.against(copy) == ["unapproved"]
    book.looks(copy, "approved", "ben", "a" * 64)
    assert book.against(copy) == []


def test_a_copy_that_somebody_refused_never_leaves_nor_does_what_is_made_of_it():
    """Whatever is confirmed and approved afterwards."""
    book, _, copy = ready()
    book.writes(Review(item=copy, step="refused"), "chae")
    second = book.copies(copy, "second", shown("minu"))
    assert book.against(copy) == ["refused_copy"]
    assert book.against(second) == ["refused_copy"]


def test_two_members_say_that_nobody_is_in_it():
    """What nobody was named in is not known to show nobody; a book by an expert is."""
    book = Book()
    hut = book.keeps("hut")
    assert book.against(hut, "court") == ["nobody_named"]
    book.says_who(hut, nobody=True, member="anna")
    book.says_who(hut, nobody=True, member="anna")
    assert book.against(hut, "court") == ["nobody_named"]
    book.says_who(hut, nobody=True, member="ben")
    assert book.against(hut, "court") == []
    assert book.against(book.keeps("history", kind="context"), "court") == []


def test_everybody_in_it_must_allow_it_also_who_is_covered():
    """A covered face is still somebody who can be asked."""
    book, original, _ = ready()
    book.says_who(original, shown("sora", "face"))
    copy = book.copies(original, "both", shown("minu"), shown("sora"))
    assert book.against(copy) == ["unknown"]
    book.describes("sora")
    assert book.against(copy) == ["not_asked"]
    book.answers("sora", "public")
    assert book.against(copy) == []
    assert book.against(copy, "film") == ["not_asked"]


def test_only_what_somebody_allows_is_shown_of_them():
    """Leave for the face is none for the voice."""
    book = Book()
    book.describes("minu")
    item = book.keeps("bend", shown("minu", "face", "voice", "name"))
    book.answers("minu", "court", "face")
    found = hindrances(book.register, item, "court", ARRIVED, DAY)
    assert [(one.code, one.fields["aspect"]) for one in found] == [("aspect", "voice"), ("aspect", "name")]


def test_a_bystander_leaves_only_unseen():
    """Whom nobody can ask is covered; whoever has answered once is no such bystander any more."""
    book = Book()
    book.describes("driver", role="bystander")
    original = book.keeps("bend", shown("driver", "face"))
    copy = book.copies(original, "covered", shown("driver"))
    assert book.against(original, "court") == ["bystander"]
    assert book.against(copy) == []
    book.refuses("driver", "film")
    assert book.against(copy, "film") == ["refused"]
    assert book.against(copy) == ["not_asked"]


def test_what_shows_somebody_who_was_forgotten_never_leaves():
    """Also if they are described anew, and allow everything."""
    book, original, copy = ready()
    book.writes(Forgotten(person="minu"))
    book.describes("minu")
    for use in USES:
        book.answers("minu", use, "face", "voice", "name")
    assert all(book.against(one, use)[-1] == "forgotten" for one in (original, copy) for use in USES)


def test_a_child_of_the_pack_is_a_child_though_nobody_said_so():
    """The age in the pack counts."""
    book = Book()
    book.describes("boy")
    item = book.keeps("bend", shown("boy", "face"), journey="first")
    book.answers("boy", "court", "face")
    underway = Underway({MISSION: MissionSeen(frozenset({"boy"}), (("first", "arrived"),), frozenset({"boy"}))})
    assert book.against(item, "court") == []
    assert book.against(item, "court", underway) == ["guardian"]


def test_a_recreation_taken_in_again_as_footage_is_a_recreation():
    """The same bytes are what they were, in whatever record; and so is what is made of them."""
    book = Book()
    played = book.keeps("played", kind="recreation")
    sha = book.register.keepsakes[played].record.sha256
    again = book.keeps("again", kind="footage", sha256=sha)
    copy = book.copies(again, "copy", kind="footage")
    assert book.register.is_recreation(again)
    assert book.register.is_recreation(copy)
    other = book.keeps("other")
    assert not book.register.is_recreation(other)


def test_whoever_is_on_the_way_hinders_whatever_is_allowed():
    """The embargo does not ask for leave."""
    book, _, copy = ready()
    underway = Underway({MISSION: MissionSeen(frozenset({"minu"}), (("first", RUNS),))})
    found = hindrances(book.register, copy, "public", underway, DAY)
    assert found[0] == Hindrance("on_the_way", {"person": "first", "mission": MISSION, "journey": "first"})
    assert found[1] == Hindrance("on_the_way", {"person": "minu", "mission": MISSION, "journey": "first"})


def test_a_name_may_be_told_where_they_allow_it_in_all_that_leaves():
    """Of two keepsakes in which they are, both must allow the name."""
    book, original, _ = ready()
    other = book.keeps("hut", shown("minu", "name"))
    book.answers("minu", "film", "face", "name", item=original)
    assert may_be_named(book.register, [original], "minu", "film", DAY)
    assert not may_be_named(book.register, [original, other], "minu", "film", DAY)
    assert not may_be_named(book.register, [], "minu", "film", DAY)
    assert not may_be_named(book.register, [original], "sora", "film", DAY)


def test_there_is_a_sentence_for_everything_that_can_stand_in_the_way():
    """Nobody is refused without being told why."""
    assert set(CODES) == set(SENTENCES) | (set(OWN) | set(OF_KIN) | set(OF_JOURNEY)) - {"nowhere"}
