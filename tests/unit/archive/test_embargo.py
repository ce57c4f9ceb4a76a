"""Why something may not leave yet for the sake of people on the way or at home."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.archive_records import ARRIVED, MISSION, Book, shown
from waystation.archive.embargo import HOLDS, RUNS, MissionSeen, Underway, holds_of, reasons, reasons_of
from waystation.archive.records import Lift

PEOPLE = frozenset({"minu", "sora"})


def seen(*journeys: tuple[str, str], **others: MissionSeen) -> Underway:
    """What is seen: the mission with these journeys, and other missions."""
    return Underway({MISSION: MissionSeen(PEOPLE, journeys), **others})


def codes(book: Book, item: str, underway: Underway, use: str = "public") -> list[str]:
    """Why a keepsake waits."""
    return [one.code for one in reasons(book.register, item, use, underway)]


def with_minu(**said: object) -> tuple[Book, str]:
    """A keepsake of Minu, made on the first journey."""
    book = Book()
    book.describes("minu", **said)
    return book, book.keeps("bend", shown("minu"), journey="first")


def test_nothing_waits_once_everybody_has_arrived():
    """A journey that has arrived endangers nobody any more."""
    book, item = with_minu()
    assert codes(book, item, ARRIVED) == []


def test_what_shows_somebody_waits_while_they_are_on_the_way():
    """Also where their face is covered, and also if what is running is another journey than that of the keepsake."""
    book, item = with_minu()
    assert codes(book, item, seen(("first", RUNS))) == ["on_the_way", "on_the_way"]
    assert codes(book, item, seen(("first", "arrived"), ("second", RUNS))) == ["on_the_way"]
    assert codes(book, book.copies(item, "covered", shown("minu")), seen(("first", RUNS))) == ["on_the_way"] * 2


def test_what_shows_nobody_waits_while_its_journey_runs():
    """The river at dusk tells where they cross."""
    book = Book()
    own, some = book.keeps("river", journey="first"), book.keeps("hut")
    history = book.keeps("history", kind="context")
    running = seen(("zero", "arrived"), ("first", RUNS))
    assert codes(book, own, running) == ["on_the_way"]
    assert codes(book, some, running) == ["on_the_way"]
    assert codes(book, history, running) == []
    assert codes(book, own, seen(("first", "arrived"), ("second", RUNS))) == []


@pytest.mark.parametrize("underway", [Underway({}), seen(("another", "arrived"))])
def test_a_journey_that_cannot_be_seen_counts_as_on_the_way(underway):
    """Neither a mission that is not here nor a journey that nobody knows of is taken to have arrived."""
    book = Book()
    item = book.keeps("river", journey="first")
    assert codes(book, item, underway) == ["unseen"]


def test_kin_on_the_way_in_another_mission_hold_back_what_shows_somebody_safe():
    """A brother who travels with another group is as much in danger by it."""
    book, item = with_minu(kin=("egret.brother",))
    other = MissionSeen(frozenset({"brother"}), (("only", RUNS),))
    assert codes(book, item, seen(("first", "arrived"), egret=other)) == ["on_the_way"]
    assert codes(book, item, seen(("first", "arrived"))) == ["unseen"]
    gone = MissionSeen(frozenset({"brother"}), (("only", "arrived"),))
    assert codes(book, item, seen(("first", "arrived"), egret=gone)) == []


def test_somebody_who_travels_in_another_mission_too_waits_for_it():
    """Whoever is safe here may be a guide there."""
    book, item = with_minu(missions=("egret",))
    other = MissionSeen(frozenset(), (("only", RUNS),))
    found = reasons(book.register, item, "public", seen(("first", "arrived"), egret=other))
    assert [(one.code, one.mission, one.journey, one.claim) for one in found] == [("on_the_way", "egret", "only", "")]


def test_a_traveller_of_no_mission_that_is_seen_counts_as_on_the_way():
    """A traveller whom no pack here lists travels where this device cannot look; a helper does not travel."""
    book = Book()
    book.describes("guest")
    book.describes("doctor", role="helper")
    guest, doctor = book.keeps("guest", shown("guest")), book.keeps("doctor", shown("doctor"))
    assert codes(book, guest, ARRIVED) == ["unseen"]
    assert codes(book, doctor, ARRIVED) == []


def test_relatives_at_home_hold_back_until_two_members_lift_it_for_that_use():
    """One member alone lifts nothing, nor do two devices of one; what is lifted for a film is not for the public."""
    book, item = with_minu(kin=("aunt",))
    claim = book.describes("aunt", role="relative", at_home=True)
    assert codes(book, item, ARRIVED) == ["at_home"]
    book.lifts("minu", "film", (claim,), "anna")
    book.lifts("minu", "film", (claim,), "anna")
    assert codes(book, item, ARRIVED, "film") == ["at_home"]
    book.lifts("minu", "film", (claim,), "ben")
    assert codes(book, item, ARRIVED, "film") == []
    assert codes(book, item, ARRIVED, "public") == ["at_home"]


def test_what_was_lifted_holds_again_with_a_new_reason_or_once_it_is_taken_back():
    """A lift knows what it lifts: who comes to live at home afterwards was not meant."""
    book, item = with_minu()
    claim = book.describes("minu", at_home=True)
    for member in ("anna", "ben"):
        book.lifts("minu", "film", (claim,), member)
    assert codes(book, item, ARRIVED, "film") == []
    later = book.describes("minu", at_home=True)
    assert codes(book, item, ARRIVED, "film") == ["at_home"]
    for member in ("anna", "ben"):
        book.lifts("minu", "film", (claim, later), member)
    assert codes(book, item, ARRIVED, "film") == []
    back = Lift(id="e" * 32, person="minu", use="film", lifted=False)
    book.writes(back, "chae", hour=-50)
    assert codes(book, item, ARRIVED, "film") == ["at_home", "at_home"]
    for member in ("anna", "ben"):
        book.lifts("minu", "film", (claim, later, back.id), member)
    assert codes(book, item, ARRIVED, "film") == []


@pytest.mark.parametrize(
    ("journeys", "code"),
    [
        ((), "not_begun"),
        ((("first", "home"),), "turned_home"),
        ((("first", "arrived"), ("second", "home")), "turned_home"),
    ],
)
def test_whoever_has_not_left_or_was_turned_home_is_where_they_can_be_made_to_pay(journeys, code):
    """Two members can lift it, for this person; another journey is another reason."""
    book = Book()
    book.describes("minu")
    item = book.keeps("home", shown("minu"), kind="context")
    assert codes(book, item, seen(*journeys)) == [code]
    (held,) = holds_of(book.register, "minu", seen(*journeys))
    for member in ("anna", "ben"):
        book.lifts("minu", "public", (held.claim,), member)
    assert codes(book, item, seen(*journeys)) == []
    assert codes(book, item, seen(*journeys, ("third", "home"))) == ["turned_home"]


def test_a_party_that_was_lost_is_held_until_two_members_lift_it_or_they_arrive():
    """Whoever is in somebody's hands can be made to pay for what is shown of them; what shows nobody, too."""
    book, item = with_minu()
    lost = seen(("first", "lost"))
    assert codes(book, item, lost) == ["lost", "lost"]
    for word in ("minu", "first"):
        (held,) = [one for one in holds_of(book.register, word, lost) if one.person == word]
        for member in ("anna", "ben"):
            book.lifts(word, "public", (held.claim,), member)
    assert codes(book, item, lost) == []
    assert codes(book, item, lost, "film") == ["lost", "lost"]
    assert codes(book, item, seen(("first", "lost"), ("again", "arrived")), "film") == []


def test_kin_of_whom_nobody_knows_anything_hold_back():
    """A relative who is only a word may be anywhere; two members may say that it does not matter."""
    book, item = with_minu(kin=("aunt",))
    assert codes(book, item, ARRIVED) == ["kin_unknown"]
    book.describes("aunt", role="relative")
    assert codes(book, item, ARRIVED) == []


def test_nobody_lifts_an_embargo():
    """Whatever two members write, those who are on the way are waited for."""
    book, item = with_minu()
    running = seen(("first", RUNS))
    found = reasons_of(book.register, "minu", running)
    assert {one.code for one in found}.isdisjoint(HOLDS)
    assert not any(one.claim for one in found)
    for member in ("anna", "ben"):
        book.lifts("minu", "public", (), member)
        book.lifts("minu", "public", ("0" * 32,), member)
    assert codes(book, item, running) == ["on_the_way", "on_the_way"]


@pytest.mark.parametrize("said", [None, "relative", "bystander", "traveller"])
def test_describing_somebody_of_another_mission_lets_nobody_go(said):
    """Whoever is on the way there is on the way, whatever is said of them here; also if that mission is not seen."""
    book, item = with_minu(kin=("egret.brother",))
    own = book.keeps("own", shown("egret.brother"), kind="context")
    if said is not None:
        book.describes("egret.brother", role=said)
    other = MissionSeen(frozenset({"brother"}), (("only", RUNS),))
    for each in (item, own):
        assert "on_the_way" in codes(book, each, seen(("first", "arrived"), egret=other))
        assert "unseen" in codes(book, each, seen(("first", "arrived")))


def test_kin_that_only_another_archive_tells_of_holds_back_all_the_same():
    """Whichever of the two archives says that they are kin, from whichever side."""
    book, item = with_minu()
    other = MissionSeen(frozenset({"sister"}), (("only", RUNS),))
    sight = replace(seen(("first", "arrived"), egret=other), kin=frozenset({("egret.sister", "heron.minu")}))
    found = reasons(book.register, item, "public", sight)
    assert [(one.code, one.kin) for one in found] == [("on_the_way", "egret.sister")]


def test_what_another_archive_says_of_somebody_counts_here():
    """That their own live where they could pay for it, and that they travel elsewhere."""
    book, item = with_minu(kin=("egret.aunt",))
    safe = MissionSeen(frozenset({"aunt"}), (("only", "arrived"),))
    sight = seen(("first", "arrived"), egret=safe)
    assert codes(book, item, sight) == []
    claim = "d" * 32
    held = replace(sight, at_home={"egret.aunt": (claim,), "heron.minu": (claim,)})
    assert codes(book, item, held) == ["at_home", "at_home"]
    for member in ("anna", "ben"):
        book.lifts("minu", "public", (claim,), member)
    assert codes(book, item, held) == []
    assert codes(book, item, replace(sight, travels={"heron.minu": ("ibis",)})) == ["unseen"]
