"""What somebody allows: which of their answers hold."""

from __future__ import annotations

from datetime import date

import pytest

from tests.archive_records import DAY, Book, shown
from waystation.archive.consenting import Answer, answer_of, answers_known
from waystation.archive.describing import described
from waystation.archive.records import USES, Forgotten


def a_book() -> tuple[Book, str]:
    """A keepsake with Minu's face and voice."""
    book = Book()
    book.describes("minu")
    return book, book.keeps("bend", shown("minu", "face", "voice"))


def answered(book: Book, item: str, person: str = "minu", use: str = "public", today: date = DAY) -> Answer:
    """What somebody allows."""
    who = described(book.register, person)
    assert who is not None
    return answer_of(book.register, item, who, use, today)


def test_nobody_allows_what_nobody_asked():
    """Silence is no leave, and leave for one use is none for another."""
    book, item = a_book()
    assert answered(book, item).code == "not_asked"
    book.answers("minu", "court", "face", "voice", "name")
    assert [answered(book, item, use=use).code for use in USES] == ["allowed", "not_asked", "not_asked", "not_asked"]


def test_what_is_allowed_is_what_was_named():
    """Leave for the voice is none for the face."""
    book, item = a_book()
    book.answers("minu", "public", "voice")
    assert answered(book, item) == Answer("allowed", frozenset({"voice"}), None, "consent")


def test_leave_for_one_keepsake_is_none_for_another():
    """Leave is for what was shown to them."""
    book, item = a_book()
    other = book.keeps("hut", shown("minu", "face"))
    book.answers("minu", "public", "face", item=other)
    assert answered(book, item).code == "not_asked"
    assert answered(book, other).code == "allowed"


def test_leave_for_an_original_covers_what_is_made_of_it_and_not_the_other_way_round():
    """Whoever allows the copy with a covered face has not allowed the original."""
    book, item = a_book()
    copy = book.copies(item, "covered", shown("minu", "voice"))
    book.answers("minu", "public", "voice", item=copy)
    assert (answered(book, copy).code, answered(book, item).code) == ("allowed", "not_asked")
    book.answers("minu", "film", "voice", item=item)
    assert answered(book, copy, use="film").code == "allowed"


@pytest.mark.parametrize("hour", [-1000, 1000])
def test_a_refusal_beats_leave_that_does_not_know_of_it_whatever_the_clocks_say(hour):
    """Two devices that were apart: the refusal holds, were it written years before."""
    book, item = a_book()
    book.answers("minu", "public", "face", after=())
    book.refuses("minu", member="ben", hour=hour, after=())
    assert answered(book, item).code == "refused"
    book.answers("minu", "public", "face")
    assert answered(book, item).code == "allowed"


def test_what_allows_everything_answers_no_refusal_of_one_keepsake():
    """Who refused this picture and then allows all has still refused this picture."""
    book, item = a_book()
    other = book.keeps("hut", shown("minu"))
    book.refuses("minu", item=item)
    book.answers("minu", "public", "face")
    assert (answered(book, item).code, answered(book, other).code) == ("refused", "allowed")
    book.answers("minu", "public", "face", item=item)
    assert answered(book, item).code == "allowed"


def test_a_refusal_of_a_copy_is_one_of_all_that_is_made_from_the_same_original():
    """What was refused cannot be made again from the original under another name."""
    book, item = a_book()
    book.answers("minu", "public", "face")
    refused, other = book.copies(item, "one", shown("minu")), book.copies(item, "two", shown("minu"))
    book.refuses("minu", item=refused)
    assert {answered(book, one).code for one in (item, refused, other)} == {"refused"}
    book.answers("minu", "public", "face", item=other)
    assert [answered(book, one).code for one in (item, refused, other)] == ["refused", "refused", "allowed"]


def test_leave_for_the_original_answers_no_refusal_of_the_copy():
    """The nearer answer is the stronger."""
    book, item = a_book()
    copy = book.copies(item, "one", shown("minu"))
    book.refuses("minu", item=copy)
    book.answers("minu", "public", "face", item=item)
    assert (answered(book, item).code, answered(book, copy).code) == ("allowed", "refused")


def test_of_leaves_that_do_not_know_of_each_other_only_what_all_allow_holds():
    """Face on one device and voice on another is neither."""
    book, item = a_book()
    book.answers("minu", "public", "face", "name", after=())
    book.answers("minu", "public", "voice", "name", member="ben", after=())
    assert answered(book, item).aspects == {"name"}


def test_later_leave_narrows_what_was_allowed_before():
    """Who says that only their voice may be heard has taken their face back."""
    book, item = a_book()
    book.answers("minu", "public", "face", "voice")
    book.answers("minu", "public", "voice")
    assert answered(book, item).aspects == {"voice"}


def test_leave_for_one_keepsake_may_be_wider_than_leave_for_all():
    """No face in general, but in this picture: that is what holds for this picture, and for no other."""
    book, item = a_book()
    other = book.keeps("hut", shown("minu", "face"))
    book.answers("minu", "public", "voice")
    book.answers("minu", "public", "face", "voice", item=item)
    assert (answered(book, item).aspects, answered(book, other).aspects) == ({"face", "voice"}, {"voice"})
    book.answers("minu", "public", "voice")
    assert answered(book, item).aspects == {"voice"}


def test_leave_ends_with_its_last_day():
    """On the last day it holds, on the next it does not, until it is given anew."""
    book, item = a_book()
    book.answers("minu", "public", "face", until=DAY)
    assert answered(book, item).code == "allowed"
    assert answered(book, item, today=date(2031, 11, 2)) == Answer("expired", frozenset(), DAY, "consent")
    book.answers("minu", "public", "face")
    assert answered(book, item, today=date(2040, 1, 1)).code == "allowed"


@pytest.mark.parametrize("basis", ["legal claims", "vital interest", "public interest"])
def test_bases_that_are_no_leave_count_for_a_court_alone_and_never_against_a_refusal(basis):
    """A court may need what nobody allowed; nobody else gets it, and nobody gets what was refused."""
    book, item = a_book()
    for use in USES:
        book.answers("minu", use, "face", basis=basis)
    assert [answered(book, item, use=use).code for use in USES] == ["allowed", "basis", "basis", "basis"]
    book.refuses("minu", "court")
    book.answers("minu", "court", "face", basis=basis)
    assert answered(book, item, use="court").code == "refused"


def test_bases_that_are_no_leave_widen_no_leave():
    """Who allowed a court their voice has not allowed it their face, whatever the law would allow."""
    book, item = a_book()
    book.answers("minu", "court", "voice")
    book.answers("minu", "court", "face", "voice", basis="legal claims")
    assert answered(book, item, use="court").aspects == {"voice"}


def a_child() -> tuple[Book, str]:
    """A keepsake with a boy's face; Sora may speak for him until he comes of age."""
    book = Book()
    book.describes("sora")
    book.describes("boy", child=True, of_age=date(2032, 1, 1), guardians=("sora",))
    return book, book.keeps("bend", shown("boy", "face"))


def test_a_guardian_speaks_for_a_child_until_the_child_is_of_age():
    """Leave of the child alone is none, and a guardian's ends on the day on which they speak for themselves."""
    book, item = a_child()
    book.answers("boy", "public", "face")
    assert answered(book, item, "boy").code == "guardian"
    book.answers("boy", "public", "face", basis="guardian", by="sora")
    assert answered(book, item, "boy").code == "allowed"
    assert answered(book, item, "boy", today=date(2032, 1, 1)).code == "of_age"
    book.answers("boy", "public", "face")
    assert answered(book, item, "boy", today=date(2032, 1, 1)).code == "allowed"


@pytest.mark.parametrize("by", [None, "minu"])
def test_nobody_but_a_guardian_speaks_for_a_child(by):
    """Leave by somebody who is no guardian of theirs is none, nor by one who was forgotten."""
    book, item = a_child()
    book.answers("boy", "public", "face", basis="guardian", by=by)
    assert answered(book, item, "boy").code == "guardian"
    book.answers("boy", "public", "face", basis="guardian", by="sora")
    book.writes(Forgotten(person="sora"))
    assert answered(book, item, "boy").code == "guardian"


def test_what_a_child_refuses_no_guardian_allows():
    """A guardian takes back a guardian's refusal, and not the child's own."""
    book, item = a_child()
    book.refuses("boy", basis="guardian", by="sora")
    book.answers("boy", "public", "face", basis="guardian", by="sora")
    assert answered(book, item, "boy").code == "allowed"
    book.refuses("boy")
    book.answers("boy", "public", "face", basis="guardian", by="sora")
    assert answered(book, item, "boy").code == "refused"


def test_leaves_that_claim_to_replace_each_other_allow_nothing():
    """A circle of answers, which nobody can have written in good faith, is no leave."""
    book, item = a_book()
    first = book.answers("minu", "public", "face", after=("f" * 32,))
    second = book.answers("minu", "public", "face", id="f" * 32)
    assert (answered(book, item).code, second) == ("not_asked", "f" * 32)
    assert answers_known(book.register, "minu", "public") == tuple(sorted((first, second)))
