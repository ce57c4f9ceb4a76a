"""What was broken off is found again, gone on with where that can be, and let go where it cannot."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from tests.archives import MISSION, an_archive, picture
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import Change, Shown
from waystation.desk.keep.archive.adding import Intake, take_in
from waystation.desk.keep.archive.broken import NOTE, broken_off, let_go
from waystation.desk.keep.archive.holding import sealed_files
from waystation.desk.keep.archive.looking import with_bytes
from waystation.desk.keep.archive.resuming import resume
from waystation.desk.keep.checking import check_vault
from waystation.errors import Usage

DRAFT = KeepsakeDraft(
    "traveller", "testimony", title="Told", who="w", how="h", made="2031", place="mill", journey="j",
    people=(Shown(person="mother", voice=False),), of=None, changes=(Change(what="cut"),), knew=("a" * 32,),
)  # fmt: skip


@pytest.fixture
def archive(tmp_path):
    """An archive of two members, whose vaults are closed when the test ends."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def breaks_off(archive, source, draft=DRAFT) -> None:
    """Somebody breaks an intake off at its first word of how far it is."""

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(archive.anna, MISSION, source, draft, told=stop)


@pytest.fixture
def file(tmp_path) -> Path:
    """A file that is half taken in."""
    path = tmp_path / "told.jpg"
    path.write_bytes(picture(70))
    return path


def test_what_was_said_is_not_lost(archive, file):
    """It is gone on with under the same item, with all that was said of it."""
    breaks_off(archive, file)
    (broken,) = broken_off(archive.anna)
    assert (broken.mission, broken.path, broken.size) == (MISSION, file, file.stat().st_size)
    (done,) = resume(archive.anna)
    kept = done.keepsake
    assert kept is not None
    assert (kept.item, kept.kind, kept.title, kept.people, kept.changes) == (
        broken.item, "testimony", "Told", DRAFT.people, DRAFT.changes,
    )  # fmt: skip
    assert broken_off(archive.anna) == []


def test_adding_the_same_file_again_goes_on_with_it(archive, file):
    """With what is said of it now."""
    breaks_off(archive, file)
    (broken,) = broken_off(archive.anna)
    kept = take_in(archive.anna, MISSION, file, KeepsakeDraft(source="found"))
    assert (kept.item, kept.source, kept.title) == (broken.item, "found", "")
    assert broken_off(archive.anna) == []


def test_a_stream_that_was_broken_off_leaves_nothing(archive):
    """Nobody can give the same bytes again but from the beginning."""
    breaks_off(archive, BytesIO(picture(71)))
    assert broken_off(archive.anna) == []
    assert len(sealed_files(archive.anna).names()) == 5


def test_a_file_that_is_gone_waits_until_it_is_let_go(archive, file):
    """Somebody may bring it back; a check says that something was broken off."""
    breaks_off(archive, file)
    data = file.read_bytes()
    file.unlink()
    (waits,) = resume(archive.anna)
    assert (waits.end, waits.why.code if waits.why else "") == ("waits", "cannot_open")
    notes = with_bytes(archive.anna, check_vault(archive.anna)).notes
    assert [one.code for one in notes] == ["archive_broken_off"]
    (gone,) = resume(archive.anna, drop=True)
    assert gone.end == "let go"
    assert broken_off(archive.anna) == []
    assert len(sealed_files(archive.anna).names()) == 5
    file.write_bytes(data)


def test_what_came_in_meanwhile_is_not_taken_in_twice(archive, file):
    """The attempt is let go, and it is said why."""
    breaks_off(archive, file)
    take_in(archive.anna, MISSION, BytesIO(file.read_bytes()), KeepsakeDraft(source="found"))
    (done,) = resume(archive.anna)
    assert (done.end, done.why.code if done.why else "") == ("let go", "archive_kept_already")
    assert broken_off(archive.anna) == []
    assert len(sealed_files(archive.anna).names()) == 6


def test_what_another_process_is_about_is_left_to_it(archive, file):
    """Neither gone on with nor let go."""
    from waystation.desk.keep.archive.holding import sealed_files as files_of
    from waystation.vault.chunks import Chunks

    breaks_off(archive, file)
    (broken,) = broken_off(archive.anna)
    name = Chunks(broken.key, bytes.fromhex(broken.item)).name(0)
    with files_of(archive.anna).held(name):
        for drop in (False, True):
            (one,) = resume(archive.anna, drop=drop)
            assert (one.end, one.why.code if one.why else "") == ("waits", "archive_busy")
        with pytest.raises(Usage):
            let_go(archive.anna, broken)
    assert resume(archive.anna)[0].end == "taken"


@pytest.mark.parametrize("note", [b"", b"{}", b"[]", b'"x"', json.dumps({"draft": 1}).encode(), b"\xff"])
def test_a_note_that_cannot_be_read_is_passed_over(archive, note):
    """It is of a newer version, and that one will know."""
    archive.anna.store.set_own({NOTE + "a" * 32: note})
    assert broken_off(archive.anna) == []
    assert resume(archive.anna) == []


def test_an_intake_that_was_let_go_behind_its_back_is_not_entered(archive, file):
    """Its note is gone: nobody would know of its pieces."""

    def let_go_of_it(_done: int) -> None:
        archive.anna.store.set_own({NOTE + one.item: None for one in broken_off(archive.anna)})

    with pytest.raises(Usage) as found:
        Intake(archive.anna, MISSION).take(file, DRAFT, told=let_go_of_it)
    assert found.value.code == "archive_busy"
    assert len(archive.register.keepsakes) == 5
