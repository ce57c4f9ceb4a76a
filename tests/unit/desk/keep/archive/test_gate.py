"""The gate of a vault's archive: what it finds out before it asks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from tests.archives import MISSION, picture
from tests.stories import a_story
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import USES, Shown
from waystation.archive.slips import Secret
from waystation.desk.keep.archive.adding import Intake
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.archive.consents import Given, Told, describe, give, take_back, tell_name
from waystation.desk.keep.archive.gate import may_leave, secrets_of
from waystation.desk.keep.packs import put_pack
from waystation.storage.folders import PackFolder

PACKS = Path(__file__).resolve().parents[5] / "packs"
COVERED = "The bend, covered"


@pytest.fixture
def archive(tmp_path):
    """An archive after the journey; the copies of two keepsakes may leave for the public."""
    made = a_story(tmp_path / "vaults")
    yield made
    made.close()


def codes(archive, item: str, use: str = "public") -> set[str]:
    """Why something may not leave."""
    return {one.code for one in may_leave(archive.anna, archive.register, [item], use).get(item, ())}


def test_what_may_leave_is_not_in_the_answer(archive):
    """Only what stays is named, each with all that stands in its way, each thing once."""
    copy, original = archive.called(COVERED).item, archive.called("The bend").item
    found = may_leave(archive.anna, archive.register, [copy, original, copy], "public")
    assert list(found) == [original]
    assert len(found[original]) == len({(one.code, *one.fields.items()) for one in found[original]})


def test_the_same_bytes_in_another_mission_are_asked_for_too(archive):
    """Who is in them there, and refuses there, is in them here."""
    put_pack(archive.anna, PackFolder(PACKS / MISSION), "egret")
    draft = KeepsakeDraft(source="found", people=(Shown(person="aunt", voice=False, name=False),))
    again = Intake(archive.anna, "egret", again=True)
    again.take(BytesIO(picture(9)), draft)
    item = archive.called(COVERED).item
    assert "unknown" in codes(archive, item)
    describe(archive.anna, "egret", "aunt", Told(role="relative"))
    assert "not_asked" in codes(archive, item)
    give(archive.anna, "egret", "aunt", Given(("public",)))
    assert codes(archive, item) <= {"not_begun"}
    take_back(archive.anna, "egret", "aunt", Given(("public",)))
    assert "refused" in codes(archive, item)


def test_names_that_must_not_leave_are_those_of_everybody_and_every_place(archive):
    """People, places, brokers, what files were called, whom they are from; but not of whoever allows their name."""
    item = archive.called(COVERED).item
    secrets = secrets_of(archive.anna, archive.register, [item], "public")
    assert Secret("person", "mother", ("Daw Khin", "킨")) in secrets
    assert {one.kind for one in secrets} == {"person", "place", "broker", "file", "source"}
    give(archive.anna, MISSION, "mother", Given(("public",), (), ("face", "voice", "name")))
    after = secrets_of(archive.anna, archive.register, [item], "public")
    assert {one.id for one in secrets} - {one.id for one in after} == {"mother"}
    assert secrets_of(archive.anna, archive.register, [], "public") == secrets


def test_a_place_that_two_members_agreed_to_name_may_be_named(archive):
    """For the use that they agreed on."""

    def places(use: str) -> set[str]:
        return {one.id for one in secrets_of(archive.anna, archive.register, [], use) if one.kind == "place"}

    every = places("film")
    assert tell_name(archive.anna, MISSION, "place", "market", "film", told=True) == 1
    assert places("film") == every
    archive.exchange()
    assert tell_name(archive.ben, MISSION, "place", "market", "film", told=True) == 0
    archive.exchange()
    assert places("film") == every - {"market"}
    assert places("public") == every


def test_a_vault_in_which_people_are_not_read_lets_nothing_out(archive):
    """No leave that is not seen counts."""
    bare = read_archive(archive.anna, MISSION, None)
    for use in USES:
        assert set(may_leave(archive.anna, bare, list(bare.keepsakes), use)) == set(bare.keepsakes)
