"""Who somebody is, from everything that members said of them."""

from __future__ import annotations

from datetime import date

from tests.archive_records import DAY, Book, an_id
from waystation.archive.describing import described, kin_of, standing_statements
from waystation.archive.records import Forgotten


def test_what_is_said_adds_up():
    """Names, kin and reasons to hold that one member told of stay when another describes the person again."""
    book = Book()
    book.describes("minu", names=("Kim Minsu",), kin=("sora",), at_home=True)
    book.describes("minu", member="ben", names=("김민수",), missions=("egret",))
    who = described(book.register, "minu")
    assert who is not None
    assert (who.names, who.kin, who.missions) == (("Kim Minsu", "김민수"), ("sora",), ("egret",))
    assert len(who.at_home) == 1


def test_a_statement_counts_until_two_members_say_that_it_is_wrong():
    """One member alone takes back nothing that was said of somebody, not even what they said themselves."""
    book = Book()
    wrong = book.describes("minu", at_home=True)
    book.describes("minu", after=(wrong,))
    book.describes("minu", after=(wrong,))
    assert described(book.register, "minu").at_home
    book.describes("minu", member="ben", after=(wrong,))
    assert not described(book.register, "minu").at_home
    assert len(standing_statements(book.register, "minu")) == 3


def test_nobody_is_described_who_was_forgotten():
    """Whoever describes somebody again who was forgotten brings nobody back."""
    book = Book()
    book.writes(Forgotten(person="minu"))
    book.describes("minu")
    assert described(book.register, "minu") is None
    assert described(book.register, "sora") is None


def test_kin_is_kin_whoever_said_so_and_so_is_the_kin_of_kin():
    """A brother of a sister of somebody is their kin, whichever of them it was said of; in this mission or another."""
    book = Book()
    book.describes("minu", kin=("sora",))
    book.describes("boy", kin=("sora", "egret.aunt", "heron.uncle"))
    assert kin_of(book.register, "minu") == ("boy", "egret.aunt", "sora", "uncle")
    assert kin_of(book.register, "sora") == ("boy", "egret.aunt", "minu", "uncle")
    assert kin_of(book.register, "nobody") == ()


def test_a_child_is_a_child_until_the_latest_day_that_was_said():
    """Of two days on which a child is said to come of age the later counts; where one member knows none, none does."""
    book = Book()
    book.describes("boy", child=True, of_age=date(2031, 10, 31))
    assert not described(book.register, "boy").is_child(DAY)
    book.describes("boy", child=True, of_age=date(2031, 11, 2), member="ben")
    assert described(book.register, "boy").is_child(DAY)
    book.describes("boy", child=True)
    assert described(book.register, "boy").of_age is None


def test_a_bystander_is_one_only_if_all_say_so():
    """Whoever is said to be anything else can be asked."""
    book = Book()
    book.describes("driver", role="bystander")
    assert described(book.register, "driver").bystander
    book.describes("driver", role="helper")
    assert not described(book.register, "driver").bystander


def test_a_statement_without_an_id_is_answered_by_its_entry():
    """What was written before statements had ids can be answered too."""
    book = Book()
    book.describes("minu", id=None, at_home=True)
    (claim,) = described(book.register, "minu").at_home
    for member in ("anna", "ben"):
        book.describes("minu", member=member, after=(claim,))
    assert not described(book.register, "minu").at_home
    assert an_id("x") != claim
