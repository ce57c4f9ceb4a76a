"""What members write down of people in keepsakes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.archives import MISSION, an_archive
from waystation.archive.describing import described
from waystation.archive.records import USES, Shown
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.archive.consents import (
    Given,
    Told,
    describe,
    give,
    hold,
    lift,
    out_with,
    say_who,
    take_back,
    tell_name,
)
from waystation.errors import Usage


@pytest.fixture
def archive(tmp_path):
    """An archive of five keepsakes."""
    made = an_archive(tmp_path / "vaults")
    yield made
    made.close()


def test_whoever_is_in_the_pack_is_a_traveller_and_others_need_a_role(archive):
    """Nobody is guessed to be a helper, or to be nobody."""
    assert described(describe(archive.anna, MISSION, "mother", Told()), "mother").roles == ("traveller",)
    with pytest.raises(Usage, match="archive_role"):
        describe(archive.anna, MISSION, "driver", Told())
    register = describe(archive.anna, MISSION, "driver", Told(role="bystander"))
    assert described(register, "driver").bystander
    assert described(describe(archive.anna, MISSION, "driver", Told(at_home=True)), "driver").bystander


@pytest.mark.parametrize("told", [Told(kin=("a b",)), Told(missions=("x/y",)), Told(guardians=("",))])
def test_a_word_that_commands_cannot_carry_is_refused(archive, told):
    """One line says which."""
    with pytest.raises(Usage, match="archive_person_word"):
        describe(archive.anna, MISSION, "mother", told)


def test_two_members_say_that_all_before_was_wrong(archive):
    """What one described wrongly counts until a second has said so."""
    describe(archive.anna, MISSION, "mother", Told(at_home=True, names=("Wrong",)))
    archive.exchange()
    describe(archive.anna, MISSION, "mother", Told(instead=True))
    describe(archive.ben, MISSION, "mother", Told(instead=True))
    archive.exchange()
    who = described(archive.register, "mother")
    assert (who.at_home, who.names) == ((), ())


def test_leave_names_all_that_was_answered_before(archive):
    """So that what was taken back can be given again, by whoever knows of it."""
    describe(archive.anna, MISSION, "mother", Told())
    (refused,) = take_back(archive.anna, MISSION, "mother", Given(("film",)))
    (given,) = give(archive.anna, MISSION, "mother", Given(("film",), (), ("face",), until=date(2032, 1, 1)))
    assert given.after == (refused.id,)
    assert (given.face, given.voice, given.item, given.until) == (True, False, None, date(2032, 1, 1))
    every = take_back(archive.anna, MISSION, "mother", Given())
    assert [one.use for one in every] == list(USES)


def test_nobody_answers_who_is_not_described(archive):
    """The nearest word is said."""
    describe(archive.anna, MISSION, "mother", Told())
    with pytest.raises(Usage) as caught:
        give(archive.anna, MISSION, "mothre", Given(("film",)))
    assert (caught.value.code, caught.value.fields["nearest"]) == ("archive_no_person", "mother")


def test_nobody_but_a_guardian_gives_leave_for_a_child(archive):
    """Whoever is no guardian is told so before anything is written."""
    describe(archive.anna, MISSION, "younger-girl", Told(child=True, guardians=("mother",)))
    with pytest.raises(Usage, match="archive_no_guardian"):
        give(archive.anna, MISSION, "younger-girl", Given(("film",), basis="guardian", by="driver"))
    (given,) = give(archive.anna, MISSION, "younger-girl", Given(("film",), basis="guardian", by="mother"))
    assert given.by == "mother"


def test_somebody_is_taken_out_of_a_keepsake_and_its_copies_by_two(archive):
    """Each names what was said of the keepsake before."""
    item = archive.called("The bend").item
    for vault in (archive.anna, archive.ben):
        register = say_who(vault, MISSION, item, without=("younger-girl",))
        archive.exchange()
    assert set(register.people(item)) == {"mother"}
    with pytest.raises(Usage, match="archive_not_in"):
        say_who(archive.anna, MISSION, item, without=("younger-girl",))
    say_who(archive.anna, MISSION, item, [Shown(person="younger-girl")])
    assert set(archive.register.people(item)) == {"mother", "younger-girl"}


def test_what_one_holds_two_lift_and_one_holds_again(archive):
    """Holding again takes back what was lifted, for the uses that were meant."""
    describe(archive.anna, MISSION, "mother", Told())
    hold(archive.anna, MISSION, "mother", USES)
    archive.exchange()
    first = lift(archive.anna, MISSION, "mother", "film", "they left")
    assert ({one.code for one in first.reasons}, first.missing) == ({"at_home", "not_begun"}, 1)
    archive.exchange()
    assert lift(archive.ben, MISSION, "mother", "film", "they left").missing == 0
    archive.exchange()
    hold(archive.anna, MISSION, "mother", ("film",))
    archive.exchange()
    assert lift(archive.ben, MISSION, "mother", "film", "again").missing == 1
    hold(archive.ben, MISSION, "mother", ())


def test_there_is_nothing_to_lift_for_somebody_whom_nothing_holds(archive):
    """A helper who lives elsewhere is held by nothing."""
    describe(archive.anna, MISSION, "doctor", Told(role="expert"))
    with pytest.raises(Usage, match="archive_nothing_held"):
        lift(archive.anna, MISSION, "doctor", "film", "why not")


@pytest.mark.parametrize(("what", "name", "code"), [("place", "nowhere", "no_place"), ("broker", "x", "no_broker")])
def test_a_name_that_no_pack_has_is_refused(archive, what, name, code):
    """What is to be named must be there."""
    with pytest.raises(Usage, match=f"archive_{code}"):
        tell_name(archive.anna, MISSION, what, name, "film", told=True)


def test_nothing_is_out_of_an_archive_from_which_nothing_left(archive):
    """Whoever asks is told nothing, for everybody and for one."""
    register = read_archive(archive.anna, MISSION, "test")
    assert out_with(register, "", Given()) == out_with(register, "mother", Given(items=tuple(register.keepsakes))) == ()
