"""What a vault shows of a keepsake: whose hands, which proofs, what it was made from."""

from __future__ import annotations

import base64

import pytest

from tests.archive_bundles import a_copy, proof
from tests.archives import MISSION, an_archive, picture
from waystation.archive.held import held
from waystation.archive.records import Stamp
from waystation.archive.register import Register
from waystation.desk.keep.archive.archived import enter


@pytest.fixture
def archive(tmp_path):
    """An archive."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def shown(archive, item: str, gone=(), lies="whole"):
    """What Anna's vault shows of a keepsake."""
    return held(archive.register, item, archive.anna.vault_id, gone, lies)


def test_whose_hands_is_said_by_member(archive):
    """The device that wrote a statement is a member's."""
    copy = a_copy(archive, archive.called("The hut"))
    found = shown(archive, copy.item)
    assert found.sound
    assert found.members == {1: "founder", 2: "ben"}
    assert [step.statement.act for step in found.chain.steps] == ["derived", "confirmed", "approved"]


def test_a_copy_is_sound_only_if_its_original_is_here_and_sound(archive):
    """The original is named; its bytes were not read."""
    hut = archive.called("The hut")
    copy = archive.adds(picture(40), of=hut.item)
    found = shown(archive, copy.item)
    assert found.sound
    assert found.origin is not None
    assert (found.origin.keepsake.item, found.origin.lies) == (hut.item, "unread")
    alone = {item: one for item, one in archive.register.keepsakes.items() if item != hut.item}
    register = Register(MISSION, alone, archive.register.custody)
    missing = held(register, copy.item, archive.anna.vault_id, (), "whole")
    assert "custody_no_origin" in {fault.code for fault in missing.faults}


@pytest.mark.parametrize("lies", ["missing", "changed", "destroyed"])
def test_nothing_is_sound_without_its_bytes(archive, lies):
    """Statements alone show nothing of bytes that are not here."""
    found = shown(archive, archive.called("The hut").item, lies=lies)
    assert not found.faults
    assert not found.sound


def test_a_device_that_was_removed_since_is_a_note(archive):
    """What it stated before stands."""
    found = shown(archive, archive.called("The hut").item, gone={archive.anna.device.id})
    assert found.sound
    assert [(note.code, note.fields["hand"]) for note in found.notes] == [("custody_removed", 1)]


def test_a_proof_of_time_stands_beside_its_statement(archive):
    """One about something else is named; a good one beside it counts."""
    hut = archive.called("The hut")
    signature = archive.register.custody[hut.item][0].record.signature

    def stamp(data: bytes) -> Stamp:
        return Stamp(signature=signature, proof=base64.b64encode(data).decode())

    enter(archive.anna, MISSION, [stamp(proof(bytes(64)))])
    assert [fault.code for fault in shown(archive, hut.item).faults] == ["custody_stamp"]
    enter(archive.anna, MISSION, [stamp(proof(bytes.fromhex(signature), block=800_000))])
    found = shown(archive, hut.item)
    assert found.sound
    assert [block.height for one in found.proofs.values() for block in one.blocks] == [800_000]


def test_a_keepsake_that_is_not_there_is_an_error(archive):
    """Whoever asks has looked it up before."""
    with pytest.raises(KeyError):
        shown(archive, "0" * 32)
