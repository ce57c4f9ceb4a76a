"""Forgetting people who are in keepsakes."""

from __future__ import annotations

import pytest

from tests.archives import MISSION
from tests.stories import a_story
from waystation.desk.keep import people
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.archive.consents import Told, describe
from waystation.desk.keep.archive.erasing import carry_out, erase
from waystation.errors import Usage
from waystation.vault.standing import Kept


@pytest.fixture
def archive(tmp_path):
    """An archive after the journey."""
    made = a_story(tmp_path / "vaults")
    yield made
    made.close()


def shows(archive, person: str) -> set[Kept]:
    """The keepsakes that show somebody."""
    register = archive.register
    return {Kept(MISSION, item) for item in register.keepsakes if person in register.people(item)}


@pytest.mark.parametrize("name", ["mother", "MOTHER", "Daw Khin", "daw  khin", "킨"])
def test_whoever_is_forgotten_is_meant_by_word_or_by_any_name(archive, name):
    """What shows them is named, originals and copies; nothing of theirs opens any more."""
    expected = shows(archive, "mother")
    done = erase(archive.anna, name)
    assert (done.name, set(done.keepsakes), done.out) == (name, expected, 0)
    assert len(expected) == 4
    register = read_archive(archive.anna, MISSION, "test")
    assert register.forgotten == {"mother"}
    assert "mother" not in register.subjects_said
    assert not [one for one in register.consents if one.record.person == "mother"]


def test_a_name_that_several_go_by_forgets_nobody(archive):
    """The words are said, so that the right one can be chosen."""
    describe(archive.anna, MISSION, "grandmother", Told(names=("Daw Khin",)))
    with pytest.raises(Usage) as caught:
        erase(archive.anna, "Daw Khin")
    assert caught.value.fields["words"] == "grandmother, mother"
    assert not archive.register.forgotten


def test_a_name_that_nobody_has_is_told_as_ever(archive):
    """The nearest name is said."""
    with pytest.raises(Usage, match="vault_no_person"):
        erase(archive.anna, "nobody at all")
    assert not archive.register.forgotten


def test_somebody_who_is_in_nothing_is_forgotten_all_the_same(archive):
    """And nothing is said of keepsakes."""
    describe(archive.anna, MISSION, "doctor", Told(role="expert"))
    assert erase(archive.anna, "doctor").keepsakes == ()


def test_what_retention_forgets_never_leaves_either(archive):
    """Two members agree, and it is carried out."""
    people.propose(archive.anna, "mother", 0)
    archive.exchange()
    (waiting,) = people.retirements_of(archive.anna)
    people.agree(archive.anna, waiting.id)
    people.agree(archive.ben, waiting.id)
    archive.exchange()
    expected = shows(archive, "mother")
    (done,) = carry_out(archive.anna)
    assert set(done.keepsakes) == expected
    assert archive.register.forgotten == {"mother"}
    assert carry_out(archive.anna) == []
