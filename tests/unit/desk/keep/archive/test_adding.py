"""Keepsakes come in whole, once, with what is said of them; what cannot come in leaves nothing behind."""

from __future__ import annotations

import os
import random
import stat
from io import BytesIO
from pathlib import Path

import pytest

from tests.archives import MISSION, an_archive, picture, voice
from waystation.archive.custody import read_statement
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import Change, Shown
from waystation.desk.keep.archive.adding import Intake, take_files, take_in
from waystation.desk.keep.archive.archived import mission_meant
from waystation.desk.keep.archive.broken import broken_off
from waystation.desk.keep.archive.holding import sealed_bytes, sealed_files
from waystation.desk.keep.archive.resuming import resume
from waystation.errors import Usage


@pytest.fixture
def archive(tmp_path):
    """An archive of two members, whose vaults are closed when the test ends."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def refused(act) -> Usage:
    """How an act is refused."""
    with pytest.raises(Usage) as found:
        act()
    return found.value


def test_what_is_taken_in_is_held_byte_for_byte(archive):
    """With its hash, and a statement that nothing stands before."""
    data = random.Random(1).randbytes(5_000_000)
    kept = archive.adds(data, title="Night", name="night.bin", kind="footage")
    assert b"".join(sealed_bytes(archive.anna, kept)) == data
    (said,) = archive.register.custody[kept.item]
    statement = read_statement(said.record.line)
    assert statement is not None
    assert (statement.act, statement.sha256, statement.size, statement.after) == (
        "taken in",
        kept.sha256,
        len(data),
        (),
    )
    assert (kept.kind, kept.chunks, kept.name) == ("footage", 2, "night.bin")


def test_all_that_is_said_is_kept(archive):
    """And what nobody said is guessed only of its bytes."""
    people = (Shown(person="mother", voice=False),)
    said = {"who": "the boatman", "how": "from the boat", "made": "2031-10-02", "journey": "j", "people": people}
    kept = archive.adds(voice(9), **said)
    assert {key: getattr(kept, key) for key in said} == said
    assert (kept.kind, kept.media, kept.name) == ("sound", "audio/wav", "")


def test_another_member_sees_it_after_a_bundle_but_not_its_bytes(archive):
    """Records go in bundles, bytes on their own."""
    kept = archive.adds(picture(50), title="Later")
    archive.exchange()
    assert archive.called("Later", archive.ben) == kept
    assert sealed_files(archive.ben).names() == set()


def test_the_very_same_bytes_are_not_kept_twice(archive, tmp_path):
    """From a file or from a stream, whatever they are called; and nothing of the second time is left."""
    (tmp_path / "copy.jpg").write_bytes(picture(2))
    before = sealed_files(archive.anna).names()
    for source in (tmp_path / "copy.jpg", BytesIO(picture(2))):
        error = refused(lambda source=source: take_in(archive.anna, MISSION, source, KeepsakeDraft(source="found")))
        assert error.code == "archive_kept_already"
        assert error.fields == {"item": archive.called("The hut").item[:8], "mission": MISSION}
    assert sealed_files(archive.anna).names() == before
    assert broken_off(archive.anna) == []


def test_the_same_bytes_can_be_wanted_again(archive):
    """Somebody says so; they lie under another key."""
    kept = Intake(archive.anna, MISSION, again=True).take(BytesIO(picture(2)), KeepsakeDraft(source="found"))
    first = archive.called("The hut")
    assert (kept.sha256, kept.item == first.item, kept.key == first.key) == (first.sha256, False, False)


def test_a_working_copy_is_of_the_kind_of_its_original(archive):
    """And its first statement says that it was derived, and what was changed."""
    original = archive.called("What she was not told")
    changes = (Change(what="text", detail="a name taken out"),)
    copy = archive.adds(b"Nobody told me.\n", of=original.item, changes=changes)
    (said,) = archive.register.custody[copy.item]
    statement = read_statement(said.record.line)
    assert statement is not None
    assert (copy.kind, copy.of, copy.changes) == ("testimony", original.item, changes)
    assert (statement.act, statement.changes) == ("derived", ("text",))


@pytest.mark.parametrize("kind", [None, "still", "footage", "recreation"])
def test_a_copy_of_a_recreation_is_one(archive, kind):
    """Whatever anybody says that it is, and however long the line."""
    first = archive.adds(picture(60), of=archive.called("As it may have been").item, kind=kind)
    second = archive.adds(picture(61), of=first.item, kind=kind)
    assert (first.kind, second.kind) == ("recreation", "recreation")
    for item in (first.item, second.item):
        (said,) = archive.register.custody[item]
        assert '"kind":"recreation"' in said.record.line


WRONG = {
    "made": {"made": "yesterday"},
    "a clock's time": {"made": "2031-10-01T18:00"},
    "title": {"title": "two\nlines"},
    "who": {"who": "x" * 500},
    "journey": {"journey": "two words"},
    "kind": {"kind": "film"},
    "source": {"source": "a friend"},
    "of": {"of": "f" * 32},
    "place": {"place": "no-such-place"},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_said_is_refused_before_a_byte_is_read(archive, what):
    """Its source is not touched, and nothing is noted."""

    class Untouched:
        def read(self, _):
            raise AssertionError("it was read")

    draft = KeepsakeDraft(**{"source": "broker", **WRONG[what]})
    error = refused(lambda: take_in(archive.anna, MISSION, Untouched(), draft))
    assert error.code in ("archive_word", "archive_no_item", "archive_no_place")
    assert broken_off(archive.anna) == []


def test_a_place_of_the_pack_is_known_and_a_slip_is_answered(archive):
    """So that nothing coarsens a place that nobody knows."""
    assert archive.adds(picture(70), place="orchard").place == "orchard"
    error = refused(lambda: archive.adds(picture(71), place="orchid"))
    assert (error.code, error.fields["nearest"]) == ("archive_no_place", "orchard")


def test_folders_are_taken_in_and_what_is_not_is_told(archive, tmp_path):
    """Each with its reason; the rest comes in."""
    dump = tmp_path / "dump"
    (dump / "sub").mkdir(parents=True)
    (dump / "one.jpg").write_bytes(picture(80))
    (dump / "sub" / "two.jpg").write_bytes(picture(81))
    (dump / "sub" / "same.jpg").write_bytes(picture(80))
    (dump / "known.jpg").write_bytes(picture(2))
    (dump / "empty").write_bytes(b"")
    (dump / "link.jpg").symlink_to(dump / "one.jpg")
    found = take_files(Intake(archive.anna, MISSION), [dump], KeepsakeDraft(source="traveller"))
    assert [one.name for _, one in found.keepsakes] == ["one.jpg", "two.jpg"]
    assert [(Path(one.path).name, one.why.code) for one in found.skipped] == [
        ("empty", "archive_source_empty"),
        ("known.jpg", "archive_kept_already"),
        ("link.jpg", "archive_source_link"),
        ("same.jpg", "archive_kept_already"),
    ]
    assert broken_off(archive.anna) == []


def test_a_recreation_that_comes_in_again_is_one_in_another_mission_too(archive):
    """Whatever whoever brings it says of it."""
    acted = archive.called("As it may have been")
    again = Intake(archive.anna, "egret", again=True)
    kept = again.take(BytesIO(picture(4)), KeepsakeDraft(source="broker", kind="footage"))
    assert (kept.sha256, kept.kind) == (acted.sha256, "recreation")


def test_what_was_taken_in_before_the_disk_was_full_is_told(archive, tmp_path, monkeypatch):
    """With what ended it; where nothing was, that is all there is to say."""
    dump = tmp_path / "dump"
    dump.mkdir()
    for number in range(3):
        (dump / f"{number}.jpg").write_bytes(picture(85 + number))
    intake = Intake(archive.anna, MISSION)
    take, left = intake.take, [1]

    def takes_one(path, draft, **more):
        left[0] -= 1
        if left[0] < 0:
            raise Usage("vault_full", path="v")
        return take(path, draft, **more)

    monkeypatch.setattr(intake, "take", takes_one)
    found = take_files(intake, [dump], KeepsakeDraft(source="found"))
    assert [one.name for _, one in found.keepsakes] == ["0.jpg"]
    assert found.ended is not None
    assert found.ended.code == "vault_full"
    assert refused(lambda: take_files(intake, [dump], KeepsakeDraft(source="found"))).code == "vault_full"


@pytest.mark.parametrize("again", [True, False])
def test_what_the_disk_refuses_leaves_nothing_behind(archive, monkeypatch, again):
    """At once if the disk lets it be taken away, else when somebody asks what was broken off."""
    before, sync, left = sealed_files(archive.anna).names(), os.fsync, [1 if again else 1000]

    def refuse(descriptor: int) -> None:
        left[0] -= stat.S_ISREG(os.fstat(descriptor).st_mode)
        if left[0] >= 0 and stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(28, "No space left on device")
        sync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        assert refused(lambda: archive.adds(picture(90))).code == "vault_full"
    assert len(broken_off(archive.anna)) == (0 if again else 1)
    assert [one.end for one in resume(archive.anna)] == ([] if again else ["let go"])
    assert broken_off(archive.anna) == []
    assert sealed_files(archive.anna).names() == before
    assert archive.adds(picture(90)).size


def test_a_mission_is_meant_by_its_name_or_as_the_only_one(archive):
    """Also as it is written elsewhere."""
    assert {mission_meant(archive.anna, given) for given in (None, MISSION, f"vault:{MISSION}")} == {MISSION}
    error = refused(lambda: mission_meant(archive.anna, "two-days-to-the-rivr"))
    assert (error.code, error.fields["nearest"]) == ("archive_no_mission", MISSION)
