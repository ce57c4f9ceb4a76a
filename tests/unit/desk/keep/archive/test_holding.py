"""The bytes of keepsakes are opened after it is written down, carried sealed, checked, and destroyed for good."""

from __future__ import annotations

import shutil

import pytest

from tests.archives import MISSION, an_archive, picture
from waystation.archive.custody import read_statement
from waystation.archive.records import Destroyed
from waystation.desk.keep.archive.archived import enter
from waystation.desk.keep.archive.holding import destroy, note_opened, sealed_bytes, sealed_files, sweep
from waystation.desk.keep.archive.looking import held_in, look_into, with_bytes
from waystation.desk.keep.archive.moving import carry, receive
from waystation.desk.keep.checking import check_vault
from waystation.errors import Damaged, Usage

TITLES = {"The bend", "The hut", "What she was not told", "The engine", "As it may have been"}


@pytest.fixture
def archive(tmp_path):
    """An archive of two members, whose vaults are closed when the test ends."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def acts(archive, item: str, vault=None) -> list[str]:
    """What was stated of a keepsake, sorted: the clock of these devices stands."""
    said = archive.seen_by(vault or archive.anna).custody[item]
    return sorted(read_statement(one.record.line).act for one in said)


def chunks(vault) -> list:
    """The files of a vault's chunks."""
    return sorted(sealed_files(vault).path.iterdir())


def test_an_opening_is_written_down_before_it_is_one(archive):
    """And not if the bytes are not here."""
    kept = archive.called("The hut")
    note_opened(archive.anna, archive.register, kept)
    assert acts(archive, kept.item) == ["opened", "taken in"]
    with pytest.raises(Damaged) as found:
        note_opened(archive.ben, archive.seen_by(archive.ben), kept)
    assert found.value.code == "archive_bytes_missing"
    assert acts(archive, kept.item, archive.ben) == ["taken in"]


def test_a_list_says_what_is_here(archive):
    """And what is a recreation, and who is in it."""
    held = {one.keepsake.title: one for one in held_in(archive.anna, archive.register)}
    assert set(held) == TITLES
    assert all(one.here and not one.destroyed and one.member == "founder" for one in held.values())
    assert [title for title, one in held.items() if one.recreation] == ["As it may have been"]
    assert held["The bend"].people == ("mother", "younger-girl")
    assert not any(one.here for one in held_in(archive.ben, archive.seen_by(archive.ben)))


def test_bytes_are_carried_sealed_and_open_on_another_device(archive, tmp_path):
    """Each hand is stated; a second time nothing is written."""
    stick = tmp_path / "stick"
    done = carry(archive.anna, stick)
    assert (done.keepsakes, done.there, done.missing, done.pieces) == (5, 0, (), 5)
    assert carry(archive.anna, stick).keepsakes == 0
    assert acts(archive, archive.called("The hut").item) == ["carried", "taken in"]
    archive.exchange()
    came = receive(archive.ben, stick)
    assert (came.pieces, came.known, came.damaged, came.foreign, len(came.whole)) == (5, 0, 0, 0, 5)
    assert receive(archive.ben, stick).known == 5
    for vault in (archive.anna, archive.ben):
        assert b"".join(sealed_bytes(vault, archive.called("The hut"))) == picture(2)
    assert [path.name for path in chunks(archive.ben)] == [path.name for path in chunks(archive.anna)]


def test_what_a_stick_holds_says_nothing_of_what_it_is(archive, tmp_path):
    """Names, sizes and times are those of chance, of powers of two, and of nobody."""
    carry(archive.anna, tmp_path / "stick")
    found = sorted((tmp_path / "stick").iterdir())
    assert {path.stat().st_size for path in found} == {65536}
    assert len({path.stat().st_mtime_ns for path in found}) == 1
    items = set(archive.register.keepsakes)
    assert not any(item in path.name or path.name in item for item in items for path in found)
    assert len({path.read_bytes()[:12] for path in found}) == 5


def test_only_what_is_known_and_sound_comes_from_a_stick(archive, tmp_path):
    """Neither what belongs to nothing, nor what was changed on the way; never a sound piece for a bad one."""
    stick = tmp_path / "stick"
    carry(archive.anna, stick)
    first, second, *_ = sorted(stick.iterdir())
    first.write_bytes(first.read_bytes()[:-1] + bytes([first.read_bytes()[-1] ^ 1]))
    second.write_bytes(second.read_bytes()[:1000])
    (stick / ("0" * 32)).write_bytes(bytes(65536))
    (stick / "letter.txt").write_bytes(b"to whom it may concern")
    (stick / ("1" * 32)).symlink_to("/etc/passwd")
    came = receive(archive.ben, stick)
    assert (came.pieces, came.damaged, came.foreign) == (3, 2, 1)
    assert {path.name for path in chunks(archive.ben)} < sealed_files(archive.anna).names()
    again = receive(archive.anna, stick)
    assert (again.pieces, again.known) == (0, 5)
    assert with_bytes(archive.anna, check_vault(archive.anna)).problems == ()


@pytest.mark.parametrize("how", ["changed", "cut", "gone"])
def test_a_check_names_what_is_wrong_and_a_stick_mends_it(archive, tmp_path, how):
    """The item and the mission; what is on another device is no fault."""
    stick = tmp_path / "stick"
    carry(archive.anna, stick)
    kept = archive.called("The hut")
    name = next(path for path in chunks(archive.anna) if _opens(archive, kept, path.name))
    match how:
        case "changed":
            name.write_bytes(bytes(65536))
        case "cut":
            name.write_bytes(name.read_bytes()[:100])
        case "gone":
            name.unlink()
    checked = with_bytes(archive.anna, check_vault(archive.anna))
    wrong = checked.problems if how != "gone" else checked.notes
    code = {"changed": "archive_bytes_changed_of", "cut": "archive_bytes_changed_of", "gone": "archive_not_here"}[how]
    assert [(one.code, one.fields["item"], one.fields["mission"]) for one in wrong] == [(code, kept.item[:8], MISSION)]
    assert receive(archive.anna, stick).pieces == 1
    checked = with_bytes(archive.anna, check_vault(archive.anna))
    assert checked.problems == checked.notes == ()


def _opens(archive, kept, name: str) -> bool:
    from waystation.desk.keep.archive.holding import chunks_of_item

    return chunks_of_item(kept).name(0) == name


def test_a_device_without_the_bytes_is_sound(archive):
    """It is told which are elsewhere."""
    checked = with_bytes(archive.ben, check_vault(archive.ben))
    assert checked.problems == ()
    assert {one.code for one in checked.notes} == {"archive_not_here"}
    assert len(checked.notes) == 5


def test_what_is_destroyed_is_gone_here_and_wherever_the_bundle_comes(archive, tmp_path):
    """Stated, kept as a record, opened nowhere, and not brought back by an old stick."""
    stick = tmp_path / "stick"
    carry(archive.anna, stick)
    archive.exchange()
    receive(archive.ben, stick)
    kept = archive.called("The hut")
    assert destroy(archive.ben, archive.seen_by(archive.ben), [kept], "asked for") == 1
    assert "destroyed" in acts(archive, kept.item, archive.ben)
    archive.exchange()
    assert len(chunks(archive.anna)) == 5
    assert sweep(archive.anna) == 1
    for vault in (archive.anna, archive.ben):
        assert len(chunks(vault)) == 4
        with pytest.raises(Usage) as found:
            note_opened(vault, archive.seen_by(vault), kept)
        assert found.value.code == "archive_destroyed"
    assert receive(archive.anna, stick).foreign == 1
    assert sweep(archive.anna) == 0
    assert destroy(archive.anna, archive.register, [kept], "again") == 0
    assert acts(archive, kept.item).count("destroyed") == 1


def test_what_was_destroyed_does_not_come_in_again_by_oversight(archive):
    """The next phone dump may hold it; somebody has to say that it is wanted."""
    kept = archive.called("The hut")
    destroy(archive.anna, archive.register, [kept], "asked for")
    with pytest.raises(Usage) as found:
        archive.adds(picture(2))
    assert (found.value.code, found.value.fields["item"]) == ("archive_destroyed_before", kept.item[:8])


def test_a_record_of_destruction_that_names_nothing_harms_nothing(archive):
    """Not even another item of the same letters."""
    enter(archive.anna, MISSION, [Destroyed(item="f" * 32)])
    assert sweep(archive.anna) == 0
    assert len(chunks(archive.anna)) == 5


def test_a_keepsake_is_looked_into_by_the_confined_worker(archive):
    """What it is, and that a place is written into it."""
    found = look_into(archive.anna, archive.called("The bend"))
    assert (found.width, found.height, found.metadata) == (96, 64, {"exif", "gps"})


def test_a_stick_that_is_no_folder_is_named(archive, tmp_path):
    """Before anything is done."""
    with pytest.raises(Usage) as found:
        receive(archive.anna, tmp_path / "none")
    assert found.value.code == "cannot_open"


def test_a_copy_of_a_vault_is_received_from_as_a_stick_is(archive, tmp_path):
    """Its chunks lie in a folder in it."""
    shutil.copytree(archive.folder / "anna", tmp_path / "backup")
    assert receive(archive.ben, tmp_path / "backup").pieces == 5
    shutil.rmtree(tmp_path / "backup")
